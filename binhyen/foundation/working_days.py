"""Working days in Việt Nam: Monday to Friday without public holidays, and the days on which a decision says otherwise.

Public holidays with Tết and the days given for holidays on a weekend: the package ``holidays``. Pure; no clock.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, timedelta
from functools import lru_cache

_DAY = timedelta(days=1)
_SATURDAY = 5


@lru_cache(maxsize=200)
def public_holidays(year: int) -> Mapping[date, str]:
    """The public holidays of a year with their Vietnamese names (Bộ luật Lao động, Điều 112, and swaps by decision)."""
    from holidays.countries.vietnam import Vietnam

    found: Mapping[date, str] = Vietnam(years=year, language="vi")  # type: ignore[no-untyped-call]
    return dict(found)


class WorkingDays:
    """A calendar of working days; ``exceptions`` say of single days whether the offices work, against the rule."""

    def __init__(self, exceptions: Mapping[date, bool] | None = None) -> None:
        self._exceptions = dict(exceptions or {})

    def works(self, day: date) -> bool:
        """Whether the offices work on the day."""
        said = self._exceptions.get(day)
        if said is not None:
            return said
        return day.weekday() < _SATURDAY and day not in public_holidays(day.year)

    def after(self, day: date, n: int) -> date:
        """The n-th working day after ``day``; with ``n`` 0 the day itself, or the next working day."""
        if n == 0:
            while not self.works(day):
                day += _DAY
            return day
        for _ in range(n):
            day += _DAY
            while not self.works(day):
                day += _DAY
        return day

    def before(self, day: date, n: int) -> date:
        """The n-th working day before ``day``."""
        for _ in range(n):
            day -= _DAY
            while not self.works(day):
                day -= _DAY
        return day

    def count(self, after: date, until: date) -> int:
        """How many working days lie after ``after`` up to and with ``until``; 0 where ``until`` is not later."""
        return sum(1 for n in range(1, (until - after).days + 1) if self.works(after + n * _DAY))
