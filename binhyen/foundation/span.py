"""Date ranges. Both ends are inclusive; an open end is None. All date arithmetic of the product is here."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta

from binhyen.foundation.errors import Invalid
from binhyen.foundation.vietnamese import short_date

OPEN = date.max


@dataclass(frozen=True, order=True)
class Span:
    """A range of days, both ends inclusive; ``end`` None means still open."""

    start: date
    end: date | None = None

    def __post_init__(self) -> None:
        if self.end is not None and self.start > self.end:
            raise Invalid("foundation.span_reversed", start=short_date(self.start), end=short_date(self.end))

    @property
    def last(self) -> date:
        """The last day, far in the future for an open span (for comparisons only)."""
        return self.end or OPEN

    def contains(self, day: date) -> bool:
        """Whether ``day`` lies inside."""
        return self.start <= day <= self.last

    def covers(self, other: Span) -> bool:
        """Whether ``other`` lies wholly inside."""
        return self.start <= other.start and other.last <= self.last

    def overlaps(self, other: Span) -> bool:
        """Whether the two share a day."""
        return self.start <= other.last and other.start <= self.last

    def straddles(self, other: Span) -> bool:
        """Whether ``other`` shares a day with this span without lying wholly inside."""
        return self.overlaps(other) and not self.covers(other)

    def shifted_years(self, years: int) -> Span:
        """The same days ``years`` later (29 February becomes 28 where needed): cùng kỳ is ``shifted_years(-1)``."""
        return Span(_year(self.start, years), None if self.end is None else _year(self.end, years))

    def __str__(self) -> str:
        end = "nay" if self.end is None else short_date(self.end)
        return f"{short_date(self.start)} - {end}"


def _year(day: date, years: int) -> date:
    last_of_february = day.month == 2 and (day + timedelta(days=1)).month == 3
    try:
        moved = day.replace(year=day.year + years)
    except ValueError:
        return date(day.year + years, 2, 28)
    if last_of_february and (moved + timedelta(days=1)).month == 2:
        return moved + timedelta(days=1)
    return moved
