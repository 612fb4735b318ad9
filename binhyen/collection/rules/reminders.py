"""When to remind of a deadline: seven and two working days before, on the day, and on the first working day after. Pure."""

from __future__ import annotations

from datetime import date
from enum import IntEnum

from binhyen.foundation.working_days import WorkingDays


class Milestone(IntEnum):
    """Working days from the deadline."""

    WEEK_BEFORE = -7
    TWO_BEFORE = -2
    ON_THE_DAY = 0
    AFTER = 1


def reached(due: date, today: date, calendar: WorkingDays) -> Milestone | None:
    """The last milestone that ``today`` has reached; None where the deadline is farther off."""
    if today > due:
        return Milestone.AFTER
    left = calendar.count(today, due)
    if today == due:
        return Milestone.ON_THE_DAY
    if left <= -Milestone.TWO_BEFORE:
        return Milestone.TWO_BEFORE
    return Milestone.WEEK_BEFORE if left <= -Milestone.WEEK_BEFORE else None


def falls_on(due: date, today: date, calendar: WorkingDays) -> Milestone | None:
    """The milestone whose morning is ``today``; None on all other days, and on days off."""
    if not calendar.works(today):
        return None
    days = {
        calendar.before(due, -Milestone.WEEK_BEFORE): Milestone.WEEK_BEFORE,
        calendar.before(due, -Milestone.TWO_BEFORE): Milestone.TWO_BEFORE,
        due: Milestone.ON_THE_DAY,
        calendar.after(due, Milestone.AFTER): Milestone.AFTER,
    }
    return days.get(today)
