"""What a text was read as: plain frozen values. Every ``start`` and ``end`` is an offset into the text as given."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

Change = Literal["increase", "decrease"]
InconsistencyKind = Literal[
    "parts_exceed_whole", "parts_below_whole", "share_wrong", "share_over_100",
    "difference_wrong", "rate_wrong", "text_and_table_differ", "known_differs",
]  # fmt: skip


@dataclass(frozen=True, slots=True)
class Period:
    """A stretch of time as the text states it: ``start`` and ``end`` are "YYYY" or "YYYY-MM-DD", ``text`` its words."""

    start: str | None = None
    end: str | None = None
    text: str | None = None


@dataclass(frozen=True, slots=True)
class Header:
    """What the document is: "sơ kết", "tổng kết" or "chỉ thị", its headline, province, day and reviewed period."""

    kind: str | None
    title: str | None
    place: str | None
    date: str | None
    period: Period


@dataclass(frozen=True, slots=True)
class Reference:
    """One mention of a document. ``canonical`` is resolved over the text.

    ``matches`` are the documents of the vocabulary that bear this name; ``candidates``, only where none does, those that
    agree in two or more of kind, number, issuer and day, the likeliest first, for a person to choose from.
    """

    kind: str
    number: str | None
    symbol: str | None
    canonical: str
    date: str | None
    issuer: str | None
    title: str | None
    start: int
    end: int
    quote: str
    matches: tuple[str, ...] = ()
    candidates: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Figure:
    """One stated quantity.

    ``value`` is scaled in full and has no sign; ``total`` is the m of "n/m". ``qualifier`` is a word of ``qualifiers.py``.
    ``codes`` are proposed indicators of the catalogue, none where the reader has no opinion. ``part_of`` is the place in
    ``Reading.figures`` of the whole, ``base`` that of the same count in the period it is compared with ("so với cùng kỳ").
    ``change`` says that the figure is not a level but an increase or a decrease. ``confidence`` lies in 0..1.
    """

    value: int | float
    value_max: int | float | None
    qualifier: str
    is_percent: bool
    unit: str | None
    measures: str | None
    indicator: str | None
    codes: tuple[str, ...]
    period: Period
    place: str | None
    programme: str | None
    part_of: int | None
    start: int
    end: int
    quote: str
    confidence: float
    total: int | float | None = None
    change: Change | None = None
    base: int | None = None


@dataclass(frozen=True, slots=True)
class Task:
    """One duty that a directive lays on a named body; ``recurrence`` is an ISO 8601 duration."""

    lead: str
    coordinate: tuple[str, ...]
    action: str
    deadline: str | None
    recurrence: str | None
    start: int
    end: int
    quote: str


@dataclass(frozen=True, slots=True)
class Award:
    """One act of conferring one form of award; counts are ``None`` where the text gives none."""

    form: str
    conferred_by: str | None
    collectives: int | None
    individuals: int | None
    start: int
    end: int
    quote: str


@dataclass(frozen=True, slots=True)
class Inconsistency:
    """Figures that cannot all be true: ``figures`` are places in ``Reading.figures``, the whole first, ``note`` the arithmetic."""

    kind: InconsistencyKind
    figures: tuple[int, ...]
    note: str


@dataclass(frozen=True, slots=True)
class Marked:
    """A stretch that is shown but not proposed: page furniture, or words outside the product's scope."""

    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Reading:
    """All that was read in one text. ``ignored`` and ``outside`` are for display only: never stored, never exported."""

    document: Header
    references: tuple[Reference, ...]
    figures: tuple[Figure, ...]
    tasks: tuple[Task, ...]
    awards: tuple[Award, ...]
    inconsistencies: tuple[Inconsistency, ...]
    ignored: tuple[Marked, ...]
    outside: tuple[Marked, ...]
