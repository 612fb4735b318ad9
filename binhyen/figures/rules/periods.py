"""Periods of a form's calendar. A period is its two dates; the calendar only names and cuts them."""

from __future__ import annotations

from calendar import monthrange
from datetime import date, timedelta

from binhyen.foundation.span import Span
from binhyen.foundation.vietnamese import short_date

MONTHS = {"month": 1, "half_year": 6, "year": 12}


def shift_months(day: date, months: int) -> date:
    """The same day so many months later; the last day of the month where that day does not exist."""
    total = day.year * 12 + day.month - 1 + months
    year, month = divmod(total, 12)
    return date(year, month + 1, min(day.day, monthrange(year, month + 1)[1]))


def previous(calendar: str, span: Span) -> Span:
    """The period before ``span`` in the calendar ("month", "half_year", "year"): same cut, ending the day before."""
    return Span(shift_months(span.start, -MONTHS[calendar]), span.start - timedelta(days=1))


def following(calendar: str, span: Span) -> Span:
    """The period after ``span`` in the calendar."""
    start = span.last + timedelta(days=1)
    return Span(start, shift_months(start, MONTHS[calendar]) - timedelta(days=1))


def cut(calendar: str, span: Span) -> list[Span]:
    """The calendar's periods from the start of ``span`` that lie wholly inside it."""
    found: list[Span] = []
    step = Span(span.start, shift_months(span.start, MONTHS[calendar]) - timedelta(days=1))
    while step.last <= span.last:
        found.append(step)
        step = following(calendar, step)
    return found


def name(span: Span) -> str:
    """The Vietnamese name of a period: "tháng 3 năm 2026", "6 tháng đầu năm 2026", "năm 2025", else its two dates."""
    start, end = span.start, span.last
    whole_months = start.day == 1 and (end + timedelta(days=1)).day == 1
    if whole_months and start.year == end.year:
        if start.month == end.month:
            return f"tháng {start.month} năm {start.year}"
        if (start.month, end.month) == (1, 6):
            return f"6 tháng đầu năm {start.year}"
        if (start.month, end.month) == (7, 12):
            return f"6 tháng cuối năm {start.year}"
        if (start.month, end.month) == (1, 12):
            return f"năm {start.year}"
    return f"từ {short_date(start)} đến {short_date(end)}"
