"""Deadlines: so many working days after the last day of the figures, at an hour, and what may be one."""

from __future__ import annotations

from datetime import date, datetime, time, tzinfo

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
