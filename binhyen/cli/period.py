"""How a period is typed on the command line: 2026-10, 10/2026, 2026-Q3, 2026-H1, 2026, or two dates with ".." between."""

from __future__ import annotations

import re
from datetime import date

from binhyen.figures.rules import periods
from binhyen.foundation.errors import Invalid
from binhyen.foundation.span import Span
from binhyen.foundation.vietnamese import read_date

_MONTH = re.compile(r"(?P<year>\d{4})-(?P<month>\d{1,2})|(?P<m>\d{1,2})/(?P<y>\d{4})", re.ASCII)
_PART = re.compile(r"(?P<year>\d{4})-?(?P<kind>[QHqh])(?P<part>[1-4])", re.ASCII)
_YEAR = re.compile(r"\d{4}", re.ASCII)


def read_period(text: str) -> Span:
    """The period that ``text`` names; ``Invalid("cli.period_unreadable")`` otherwise."""
    text = text.strip()
    if ".." in text or "_" in text:
        start, _, end = text.replace("_", "..").partition("..")
        return Span(read_date(start), read_date(end))
    month, part = _MONTH.fullmatch(text), _PART.fullmatch(text)
    if month and 1 <= int(month["month"] or month["m"]) <= 12:
        return _months(int(month["year"] or month["y"]), int(month["month"] or month["m"]), 1)
    if part:
        length = 3 if part["kind"].upper() == "Q" else 6
        first = (int(part["part"]) - 1) * length + 1
        if first <= 12:
            return _months(int(part["year"]), first, length)
    if _YEAR.fullmatch(text) and int(text) > 0:
        return _months(int(text), 1, 12)
    raise Invalid("cli.period_unreadable", text=text[:40])


def _months(year: int, month: int, length: int) -> Span:
    start = date(max(year, 1), month, 1)
    return Span(start, date.fromordinal(periods.shift_months(start, length).toordinal() - 1))


def is_over(span: Span, today: date) -> bool:
    """Whether reports over the period have to be whole; ``Invalid("figures.period_future")`` where it has not begun."""
    if span.start > today:
        raise Invalid("figures.period_future", period=str(span))
    return span.last < today
