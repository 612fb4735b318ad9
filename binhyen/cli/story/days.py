"""The days of the story: told so that on the day of building the last month is still open. Nobody acts on a day off."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta

from binhyen.figures.rules import periods
from binhyen.foundation.span import Span
from binhyen.foundation.working_days import WorkingDays

BEGINS = date(2024, 7, 1)
EARLIEST = date(2026, 8, 13)
"""The first day on which all that the story tells, with its texts of July 2026, lies in the past."""
_TOLD = 8
"""So many working days after its end everything about a month has been told."""
_CALENDAR = WorkingDays()


@dataclass(frozen=True)
class Days:
    """What the story takes place on, by ``today``, the day on which the demo is built: the same days for the same day."""

    today: date

    @property
    def last(self) -> date:
        """The last working day before today: nothing happens after it."""
        return _CALENDAR.before(self.today, 1)

    @property
    def open_month(self) -> Span:
        """The last month that ended long enough ago for reports to be in, approved and sent back."""
        first = self.last.replace(day=1)
        while True:
            first = periods.shift_months(first, -1)
            span = Span(first, periods.shift_months(first, 1) - timedelta(days=1))
            if working_day(span.last, _TOLD) <= self.last:
                return span

    @property
    def closed_to(self) -> date:
        """The day up to which every period is closed."""
        return self.open_month.start - timedelta(days=1)

    @property
    def half_year_ends(self) -> date:
        """The end of the half-year in which the open month lies."""
        return date(self.open_month.last.year, *((6, 30) if self.open_month.last.month <= 6 else (12, 31)))

    def back(self, n: int) -> date:
        """The n-th working day before the last one."""
        return _CALENDAR.before(self.last, n)

    def ahead(self, n: int) -> date:
        """The n-th working day after today."""
        return working_day(self.today, n)


def working_day(day: date, after: int) -> date:
    """The n-th working day after a day; with 0 the day itself, or the next working day."""
    return _CALENDAR.after(day, after)


def moment(day: date, after: int) -> datetime:
    """Half past eight in the morning, Việt Nam, so many working days after ``day``."""
    told = working_day(day, after)
    return datetime(told.year, told.month, told.day, 1, 30, tzinfo=UTC)
