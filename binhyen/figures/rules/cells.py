"""What a cell is: its key, its state, its qualifier, and what it weighs in a sum (architecture.md, section 3)."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Any

from binhyen.foundation.errors import Invalid


class State(StrEnum):
    """What is known of a cell. ``if value:`` is a bug: no case in the quarter is good news, not a gap."""

    REPORTED = "reported"
    NOT_REPORTED = "not_reported"
    NOTHING_AROSE = "nothing_arose"
    NOT_APPLICABLE = "not_applicable"
    STATED_WITHOUT_NUMBER = "stated_without_number"


class Qualifier(StrEnum):
    """How sure the number is. Forms take exact and estimate only; the hedges come from texts and history."""

    EXACT = "exact"
    OVER = "over"
    AT_LEAST = "at_least"
    TENS = "tens"
    HUNDREDS = "hundreds"
    THOUSANDS = "thousands"
    RANGE = "range"
    NEARLY = "nearly"
    AT_MOST = "at_most"
    ABOUT = "about"
    ESTIMATE = "estimate"


class SumClass(StrEnum):
    """The class of a number in a sum."""

    EXACT = "exact"
    ABOVE = "above"
    BELOW = "below"
    ABOUT = "about"


CLASS_OF: Mapping[Qualifier, SumClass] = {
    Qualifier.EXACT: SumClass.EXACT,
    Qualifier.OVER: SumClass.ABOVE,
    Qualifier.AT_LEAST: SumClass.ABOVE,
    Qualifier.TENS: SumClass.ABOVE,
    Qualifier.HUNDREDS: SumClass.ABOVE,
    Qualifier.THOUSANDS: SumClass.ABOVE,
    Qualifier.RANGE: SumClass.ABOVE,
    Qualifier.NEARLY: SumClass.BELOW,
    Qualifier.AT_MOST: SumClass.BELOW,
    Qualifier.ABOUT: SumClass.ABOUT,
    Qualifier.ESTIMATE: SumClass.ABOUT,
}

TOO_MUCH = 10**15
"""No count of the country reaches it; sums of smaller numbers stay inside a database's whole numbers."""

_VAGUE = ("hàng chục", "hàng trăm", "hàng nghìn", "hàng chục nghìn", "hàng trăm nghìn", "hàng triệu")


def vague(value: int, decimals: int) -> str:
    """The words of a number that only names its size: 100 gives "hàng trăm", 10,000 "hàng chục nghìn"."""
    size = len(str(value // 10**decimals)) - 2
    return _VAGUE[min(max(size, 0), len(_VAGUE) - 1)]


IN_WORDS_ONLY = frozenset({Qualifier.TENS, Qualifier.HUNDREDS, Qualifier.THOUSANDS})
IN_FORMS = frozenset({Qualifier.EXACT, Qualifier.ESTIMATE})


# An origin that begins so is a form whose figures stand beside the collected ones and are added to nothing.
APART = "@"


class Nature(StrEnum):
    """How a figure adds up over units and over time."""

    FLOW = "flow"
    STOCK = "stock"
    DISTINCT = "distinct"
    ATTENDANCE = "attendance"
    RATIO = "ratio"
    REGISTER = "register"

    @property
    def adds_over_time(self) -> bool:
        """Whether periods add up; of everything else the last period inside a span counts."""
        return self in (Nature.FLOW, Nature.ATTENDANCE)

    @property
    def adds_over_units(self) -> bool:
        """Whether units add up, a merger of units included."""
        return self not in (Nature.DISTINCT, Nature.RATIO)


class Severity(StrEnum):
    """A blocker stops the report; a warning takes a reason; an information is only said."""

    BLOCK = "block"
    WARN = "warn"
    INFO = "info"


IN_RULES = (Severity.BLOCK, Severity.WARN)
"""What a rule may be; what is only said follows from a rule, and is neither kept nor explained."""


_PAIR = re.compile(r"[a-z_]+=[A-Za-z0-9._-]+")


def breakdown(pairs: Mapping[str, str]) -> str:
    """The canonical text of a breakdown: {"programme": "CTPH-04", "host_org": "ccb"} gives "host_org=ccb;programme=CTPH-04"."""
    return ";".join(f"{dimension}={pairs[dimension]}" for dimension in sorted(pairs))


def parse_breakdown(text: str) -> dict[str, str]:
    """The pairs of a canonical breakdown; ``Invalid("figures.breakdown_malformed")`` for anything else, unsorted included."""
    if not text:
        return {}
    parts = text.split(";")
    if not all(_PAIR.fullmatch(part) for part in parts):
        raise Invalid("figures.breakdown_malformed", text=text)
    pairs = dict(part.split("=", 1) for part in parts)
    if breakdown(pairs) != text:
        raise Invalid("figures.breakdown_malformed", text=text)
    return pairs


@dataclass(frozen=True, order=True)
class CellKey:
    """Which line of a report: an indicator and a canonical breakdown ("" is the total)."""

    indicator: str
    breakdown: str = ""

    def __str__(self) -> str:
        return f"{self.indicator}[{self.breakdown}]" if self.breakdown else self.indicator


@dataclass(frozen=True)
class CellValue:
    """One cell's content. ``value`` and ``value_max`` are whole numbers scaled by 10**decimals of the indicator.

    Raises ``Invalid("figures.cell_malformed")`` where state and value disagree.
    """

    state: State
    value: int | None = None
    value_max: int | None = None
    qualifier: Qualifier = Qualifier.EXACT
    reason: str = ""

    def __post_init__(self) -> None:
        wrong = (
            (self.state is State.REPORTED) != (self.value is not None)
            or (self.qualifier is Qualifier.RANGE) != (self.value_max is not None)
            or not all(0 <= number < TOO_MUCH for number in (self.value, self.value_max) if number is not None)
            or (self.value is not None and self.value_max is not None and self.value_max < self.value)
            or (self.state is not State.REPORTED and self.qualifier is not Qualifier.EXACT)
        )
        if wrong:
            raise Invalid("figures.cell_malformed", state=self.state.value)
        if self.state is State.NOT_APPLICABLE and not self.reason.strip():
            raise Invalid("figures.not_applicable_needs_reason")

    @property
    def is_blank(self) -> bool:
        """Whether nothing is said: no number and no reason for its absence, as where nothing was ever entered."""
        return self.state is State.NOT_REPORTED and not self.reason.strip()

    @property
    def amount(self) -> int | None:
        """What the cell adds to a sum: nothing arose is a confirmed 0; None where there is no number."""
        if self.state is State.REPORTED:
            return self.value
        return 0 if self.state is State.NOTHING_AROSE else None

    @property
    def sum_class(self) -> SumClass:
        """The class of the amount in a sum."""
        return CLASS_OF[self.qualifier]


@dataclass(frozen=True)
class Finding:
    """What a check found: where, how bad, the sentence's code with its parameters, and the arithmetic. Never a proposed value."""

    rule: str
    severity: Severity
    key: CellKey
    code: str
    params: Mapping[str, Any] = field(default_factory=dict)
    arithmetic: str = ""

    @property
    def id(self) -> str:
        """Stable within one submission: a reason for a warning is stored under it."""
        return f"{self.rule}:{self.key}:{self.code}"


@dataclass(frozen=True)
class Weight:
    """What cells weigh together: one cell, or a sum. Also one row of the ledger (then each part is new minus old)."""

    value: int = 0
    reported: int = 0
    above: int = 0
    below: int = 0
    about: int = 0
    stated: int = 0
    not_applicable: int = 0

    def __add__(self, other: Weight) -> Weight:
        return Weight(
            self.value + other.value,
            self.reported + other.reported,
            self.above + other.above,
            self.below + other.below,
            self.about + other.about,
            self.stated + other.stated,
            self.not_applicable + other.not_applicable,
        )

    def __neg__(self) -> Weight:
        return Weight(
            -self.value, -self.reported, -self.above, -self.below, -self.about, -self.stated, -self.not_applicable
        )

    def __sub__(self, other: Weight) -> Weight:
        return self + -other

    @property
    def sum_class(self) -> SumClass:
        """All exact: exact; exact and above only: above; exact and below only: below; any other mixture: about."""
        if not (self.above or self.below or self.about):
            return SumClass.EXACT
        if not (self.below or self.about):
            return SumClass.ABOVE
        if not (self.above or self.about):
            return SumClass.BELOW
        return SumClass.ABOUT

    @property
    def has_number(self) -> bool:
        """Whether at least one cell brought a number (a confirmed 0 is one)."""
        return self.reported > self.stated


NOTHING = Weight()


def weigh(cell: CellValue | None) -> Weight:
    """The weight of one cell; an absent or unreported cell weighs nothing and counts as not reported."""
    if cell is None or cell.state is State.NOT_REPORTED:
        return NOTHING
    if cell.state is State.NOT_APPLICABLE:
        return Weight(not_applicable=1)
    if cell.state is State.STATED_WITHOUT_NUMBER:
        return Weight(reported=1, stated=1)
    amount = cell.amount or 0
    kind = cell.sum_class
    return Weight(
        value=amount,
        reported=1,
        above=int(kind is SumClass.ABOVE),
        below=int(kind is SumClass.BELOW),
        about=int(kind is SumClass.ABOUT),
    )


def add(cells: Iterable[CellValue | None]) -> Weight:
    """The weight of all ``cells`` together."""
    total = NOTHING
    for cell in cells:
        total = total + weigh(cell)
    return total
