"""What can be proven about cells with hedges: the numbers each may stand for, and how a sum is written."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction

from binhyen.figures.rules.cells import IN_WORDS_ONLY, CellValue, Qualifier, State, SumClass, vague
from binhyen.foundation.vietnamese import number, show

UNKNOWN = "chưa có số liệu"
_MINUS = "−"
_WORDS = {
    Qualifier.EXACT: "{0}",
    Qualifier.OVER: "trên {0}",
    Qualifier.AT_LEAST: "ít nhất {0}",
    Qualifier.RANGE: "từ {0} đến {1}",
    Qualifier.NEARLY: "gần {0}",
    Qualifier.AT_MOST: "không quá {0}",
    Qualifier.ABOUT: "khoảng {0}",
    Qualifier.ESTIMATE: "ước {0}",
}


@dataclass(frozen=True)
class Bounds:
    """The numbers a cell or a sum may stand for, both ends included, in plain units; ``high`` None: no upper end."""

    low: Fraction
    high: Fraction | None

    def __add__(self, other: Bounds) -> Bounds:
        high = None if self.high is None or other.high is None else self.high + other.high
        return Bounds(self.low + other.low, high)

    def minus(self, other: Bounds) -> Bounds:
        """This less ``other``. What has no upper end may take all away: 0 is then the lowest left."""
        low = Fraction(0) if other.high is None else self.low - other.high
        return Bounds(low, None if self.high is None else self.high - other.low)

    def above(self, other: Bounds) -> bool:
        """Whether every number of this one is larger than every number of ``other``."""
        return other.high is not None and self.low > other.high

    def apart(self, other: Bounds) -> bool:
        """Whether no number is in both: the two cannot be equal."""
        return self.above(other) or other.above(self)

    def over(self, other: Bounds) -> Bounds | None:
        """This divided by ``other``; None where ``other`` can only be zero."""
        if other.high is not None and other.high <= 0:
            return None
        low = Fraction(0) if other.high is None else self.low / other.high
        return Bounds(low, None if self.high is None or other.low <= 0 else self.high / other.low)

    def widened(self, by: Fraction) -> Bounds:
        """Both ends moved out by ``by``."""
        return Bounds(self.low - by, None if self.high is None else self.high + by)

    def times(self, factor: int) -> Bounds:
        """Both ends multiplied."""
        return Bounds(self.low * factor, None if self.high is None else self.high * factor)

    def __str__(self) -> str:
        if self.high is None:
            return f"từ {plain(self.low)} trở lên"
        if self.low == self.high:
            return plain(self.low)
        return f"từ {plain(self.low)} đến {plain(self.high)}"


ANYTHING = Bounds(Fraction(0), None)
NOTHING = Bounds(Fraction(0), Fraction(0))


def plain(value: Fraction) -> str:
    """A number the Vietnamese way, at most two decimals and no needless zeros: 46.25 gives "46,25"."""
    text = number(Decimal(value.numerator) / Decimal(value.denominator), 2)
    return text.rstrip("0").rstrip(",")


def bounds(cell: CellValue | None, decimals: int) -> Bounds:
    """What ``cell`` may stand for. "Khoảng" and a missing number bound nothing; an estimate is a number."""
    if cell is None or cell.amount is None or cell.qualifier is Qualifier.ABOUT:
        return ANYTHING
    value = Fraction(cell.amount, 10**decimals)
    if cell.value_max is not None:
        return Bounds(value, Fraction(cell.value_max, 10**decimals))
    if cell.sum_class is SumClass.ABOVE:
        return Bounds(value, None)
    if cell.sum_class is SumClass.BELOW:
        return Bounds(Fraction(0), value)
    return Bounds(value, value)


def words(cell: CellValue | None, decimals: int) -> str:
    """The cell as it is written in an arithmetic: "240", "trên 400", "ước 300"; nothing arose is 0."""
    if cell is None or cell.amount is None:
        return UNKNOWN
    if cell.qualifier in IN_WORDS_ONLY:
        return vague(cell.amount, decimals)
    upper = "" if cell.value_max is None else show(cell.value_max, decimals)
    return _WORDS[cell.qualifier].format(show(cell.amount, decimals), upper)


@dataclass(frozen=True)
class Summand:
    """One number of a sum: plus or minus a cell, or the cell that is missing."""

    sign: int
    cell: CellValue | None
    decimals: int


@dataclass(frozen=True)
class Side:
    """One side of a comparison. What does not apply has left it."""

    summands: tuple[Summand, ...]

    @classmethod
    def of(cls, summands: Iterable[Summand]) -> Side:
        """The side that ``summands`` make, without those that do not apply."""
        return cls(tuple(s for s in summands if s.cell is None or s.cell.state is not State.NOT_APPLICABLE))

    @property
    def known(self) -> bool:
        """Whether every number is there."""
        return all(s.cell is not None and s.cell.amount is not None for s in self.summands)

    @property
    def estimated(self) -> bool:
        """Whether a number in it is an estimate, to be replaced later."""
        return any(s.cell is not None and s.cell.qualifier is Qualifier.ESTIMATE for s in self.summands)

    @property
    def bounds(self) -> Bounds:
        """What the side may come to."""
        added = taken = NOTHING
        for summand in self.summands:
            part = bounds(summand.cell, summand.decimals)
            added, taken = (added + part, taken) if summand.sign > 0 else (added, taken + part)
        return added.minus(taken)

    @property
    def lone(self) -> str:
        """The side without its sum: "240 + 60"."""
        text = ""
        for place, summand in enumerate(self.summands):
            sign = "+" if summand.sign > 0 else _MINUS
            lead = ("" if summand.sign > 0 else _MINUS) if place == 0 else f" {sign} "
            text += lead + words(summand.cell, summand.decimals)
        return text

    def __str__(self) -> str:
        return self.lone if len(self.summands) == 1 else f"{self.lone} = {self.bounds}"
