"""Periods of a form's calendar. A period is its two dates; the calendar only names and cuts them.

"Quý I năm 2026" is two ranges: 01/01 to 31/3 by the calendar year, 15/12 to 14/3 for administrative reports (Nghị định
09/2019/NĐ-CP). A name that is not the calendar's own carries its dates, so that no name ever means two ranges.
"""

from __future__ import annotations

import re
from calendar import monthrange
from collections.abc import Iterable
from datetime import date, timedelta

from binhyen.foundation.errors import Invalid
from binhyen.foundation.span import Span
from binhyen.foundation.vietnamese import fold, read_date, short_date

MONTHS = {"month": 1, "quarter": 3, "half_year": 6, "year": 12}
ONCE = "once"
_DAY = timedelta(days=1)
_QUARTERS = ("I", "II", "III", "IV")

# The month and day on which a year begins: the calendar's, that of administrative reports, the three of the standard.
CALENDAR, ADMINISTRATIVE = (1, 1), (12, 15)
YEARS_BEGIN = (CALENDAR, ADMINISTRATIVE, (11, 1), (11, 16), (11, 15))


def shift_months(day: date, months: int) -> date:
    """The same day so many months later; the last day of the month where that day does not exist."""
    total = day.year * 12 + day.month - 1 + months
    year, month = divmod(total, 12)
    return date(year, month + 1, min(day.day, monthrange(year, month + 1)[1]))


def length(calendar: str) -> int:
    """The months of one period; 0 for what is asked once."""
    return MONTHS.get(calendar, 0)


def previous(calendar: str, span: Span) -> Span:
    """The period before ``span`` in the calendar: same cut, ending the day before; for ``once`` as many months or days."""
    months = length(calendar) or whole_months(span)
    end = span.start - _DAY
    return Span(shift_months(span.start, -months) if months else end - (span.last - span.start), end)


def following(calendar: str, span: Span) -> Span:
    """The period after ``span`` in the calendar; for ``once`` as many months or days."""
    months = length(calendar) or whole_months(span)
    start = span.last + _DAY
    return Span(start, shift_months(start, months) - _DAY if months else start + (span.last - span.start))


def cut(calendar: str, span: Span) -> list[Span]:
    """The calendar's periods from the start of ``span`` that lie wholly inside it; what is asked once is not cut."""
    if calendar == ONCE:
        return [span]
    found: list[Span] = []
    step = Span(span.start, shift_months(span.start, MONTHS[calendar]) - _DAY)
    while step.last <= span.last:
        found.append(step)
        step = following(calendar, step)
    return found


def owed(calendar: str, assigned: Span, inside: Span) -> list[Span]:
    """The periods of an assignment that lie wholly ``inside``; its first day anchors the calendar, its last day ends it.

    What is asked once has one period, all its days; without a last day it has none.
    """
    if calendar == ONCE:
        return [assigned] if assigned.end is not None and inside.covers(assigned) else []
    end = min(inside.last, assigned.last)
    return [p for p in cut(calendar, Span(assigned.start, end)) if inside.covers(p)] if end >= assigned.start else []


def name(span: Span) -> str:
    """The Vietnamese name of a period: "tháng 3 năm 2026", "quý I năm 2026", "6 tháng đầu năm 2026", "năm 2025".

    A period of another year than the calendar's carries its dates: "quý I năm 2026 (từ 15/12/2025 đến 14/3/2026)". What has
    no name is its two dates.
    """
    dates = f"từ {short_date(span.start)} đến {short_date(span.last)}"
    for begins in YEARS_BEGIN:
        called = _name_in(span, begins)
        if called:
            return called if begins == CALENDAR else f"{called} ({dates})"
    return dates


def _name_in(span: Span, begins: tuple[int, int]) -> str:
    """What the period is called in years that begin on ``begins`` (month, day); "" where it is no part of such a year."""
    year = span.last.year
    first = date(year if begins == CALENDAR else year - 1, *begins)
    months = whole_months(span)
    offset = (span.start.year - first.year) * 12 + span.start.month - first.month
    if not months or span.start.day != first.day or offset < 0 or offset + months > 12:
        return ""
    if begins not in (CALENDAR, ADMINISTRATIVE):
        return f"năm {year}" if months == 12 else ""
    return _called(offset, months, year)


def _called(offset: int, months: int, year: int) -> str:
    """The name of ``months`` months from the ``offset``-th of the year."""
    if months == 1:
        return f"tháng {offset + 1} năm {year}"
    if months == 3 and offset % 3 == 0:
        return f"quý {_QUARTERS[offset // 3]} năm {year}"
    if months == 12:
        return f"năm {year}"
    if offset == 0:
        return f"{months} tháng đầu năm {year}"
    return f"6 tháng cuối năm {year}" if (offset, months) == (6, 6) else ""


def whole_months(span: Span) -> int:
    """How many months the period has where it ends the day before its first day comes round again; else 0."""
    after = span.last + _DAY
    months = (after.year - span.start.year) * 12 + after.month - span.start.month
    return months if months > 0 and after.day == span.start.day else 0


_NAMED = re.compile(
    r"(?:(?P<month>thang (?P<m>\d{1,2}))|quy (?P<q>iv|i{1,3}|[1-4])|(?P<n>\d{1,2}) thang (?P<side>dau|cuoi)|(?P<year>nam))"
    r" ?(?:nam )?(?P<y>\d{4})"
)
_BARE_MONTH = re.compile(r"(\d{1,2})/(\d{4})")
_DATES = re.compile(r"(?:tu (?:ngay )?)?(?P<start>[\d./-]+?)(?: den (?:ngay )?| ?[-_] ?)(?P<end>[\d./-]+)")


def meanings(text: str, begin: Iterable[tuple[int, int]] = YEARS_BEGIN) -> tuple[Span, ...]:
    """The ranges that a typed period can mean in years that begin on one of ``begin`` (month, day).

    Two dates mean one range, and so does a name that carries its dates; "quý I năm 2026" means one in each kind of year.
    """
    plain = fold(text)
    inner = re.search(r"\((.+)\)", plain)
    dates = _DATES.fullmatch(inner.group(1) if inner else plain)
    if dates:
        span = _between(dates["start"], dates["end"])
        return (span,) if span else ()
    month = _BARE_MONTH.fullmatch(plain)
    named = _NAMED.fullmatch(f"thang {month[1]} nam {month[2]}" if month else plain)
    place = _place(named) if named else None
    if named is None or place is None:
        return ()
    found = (_range(int(named["y"]), *place, begins) for begins in begin)
    return tuple(dict.fromkeys(span for span in found if span is not None))


def _between(start: str, end: str) -> Span | None:
    try:
        return Span(read_date(start), read_date(end))
    except Invalid:
        return None


def _place(named: re.Match[str]) -> tuple[int, int] | None:
    """The first month of the year, from 0, and how many; None for what no year has ("tháng 13")."""
    if named["month"]:
        place = (int(named["m"]) - 1, 1)
    elif named["q"]:
        nth = int(named["q"]) - 1 if named["q"].isdigit() else _QUARTERS.index(named["q"].upper())
        place = (nth * 3, 3)
    elif named["year"]:
        place = (0, 12)
    else:
        months = int(named["n"])
        place = (12 - months if named["side"] == "cuoi" else 0, months)
    offset, months = place
    return place if offset >= 0 and 1 <= months <= 12 and offset + months <= 12 else None


def _range(year: int, offset: int, months: int, begins: tuple[int, int]) -> Span | None:
    if begins not in (CALENDAR, ADMINISTRATIVE) and months != 12:
        return None
    first = date(year if begins == CALENDAR else year - 1, *begins)
    start = shift_months(first, offset)
    return Span(start, shift_months(start, months) - _DAY)


def read(text: str, begin: Iterable[tuple[int, int]] = YEARS_BEGIN) -> Span:
    """The one range that a typed period means.

    Never guessed: ``Invalid("figures.period_ambiguous")`` lists the ranges where it means several,
    ``Invalid("figures.period_unreadable")`` where it means none.
    """
    found = meanings(text, begin)
    if len(found) > 1:
        raise Invalid("figures.period_ambiguous", text=text.strip()[:60], ranges="; ".join(map(str, found)))
    if not found:
        raise Invalid("figures.period_unreadable", text=text.strip()[:60])
    return found[0]
