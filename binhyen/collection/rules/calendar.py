"""Deadlines: so many working days after the last day of the figures, at an hour, and what may be one."""

from __future__ import annotations

import re
from datetime import date, datetime, time, tzinfo

from binhyen.foundation.errors import Invalid
from binhyen.foundation.vietnamese import padded, short_date
from binhyen.foundation.working_days import WorkingDays

SATURDAY = 5
# Between the last day of the figures and the deadline at least one working day (Nghị định 09/2019/NĐ-CP).
LEAST_WORKING_DAYS = 1


def due_day(last: date, working_days: int, calendar: WorkingDays) -> date:
    """The day of the deadline: so many working days after ``last``, at least one, never a Saturday or Sunday.

    A weekend on which a decision has the offices work counts as a working day, but no deadline falls on it.
    """
    day = calendar.after(last, max(working_days, LEAST_WORKING_DAYS))
    while day.weekday() >= SATURDAY:
        day = calendar.after(day, 1)
    return day


def due_moment(last: date, working_days: int, hour: int, calendar: WorkingDays, zone: tzinfo) -> datetime:
    """``due_day`` at ``hour`` in ``zone``."""
    return datetime.combine(due_day(last, working_days, calendar), time(hour), zone)


def can_be_due(day: date, calendar: WorkingDays) -> bool:
    """Whether a deadline may fall on the day: a working day from Monday to Friday."""
    return day.weekday() < SATURDAY and calendar.works(day)


def deadline_words(due: datetime, today: date, calendar: WorkingDays) -> str:
    """A deadline as papers say it, with what is left of it: "hạn 17 giờ 00 ngày 19/6/2026, còn 03 ngày làm việc".

    ``due`` is local time. After its day: "quá hạn 03 ngày làm việc".
    """
    day = due.date()
    said = f"hạn {due:%H} giờ {due:%M} ngày {short_date(day)}"
    if day == today:
        return f"{said}, hôm nay"
    if day > today:
        return f"{said}, còn {padded(calendar.count(today, day))} ngày làm việc"
    late = calendar.count(day, today)
    return f"{said}, quá hạn {padded(late)} ngày làm việc" if late else f"{said}, đã quá hạn"


_TIME = re.compile(r"(\d{1,2}) ?(?:(?:[:hg]|giờ) ?(\d{2})?)?(?: ?phút)?", re.IGNORECASE)


def read_time(text: str) -> time:
    """A typed time of day: "15", "15:00", "15h30", "15 giờ 30"; ``Invalid("collection.hour_unreadable")`` otherwise."""
    match = _TIME.fullmatch(text.strip())
    hour, minute = (int(match[1]), int(match[2] or 0)) if match else (24, 0)
    if hour > 23 or minute > 59:
        raise Invalid("collection.hour_unreadable", text=text.strip()[:20])
    return time(hour, minute)


def read_hour(text: str) -> int:
    """A typed whole hour, as the deadlines of periodic reports have it; ``Invalid("collection.hour_not_whole")`` with minutes."""
    at = read_time(text)
    if at.minute:
        raise Invalid("collection.hour_not_whole", text=text.strip()[:20])
    return at.hour
