"""What a review is made of before it is put into words: amounts with state, hedge, coverage, actor and sources. Pure.

The database-reading part (``actions.draft``) fills these; ``outline.compose`` turns them into ``ReviewFacts``.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import Literal

from binhyen.figures.rules.cells import CellValue, Nature, Qualifier, State, SumClass
from binhyen.foundation.span import Span
from binhyen.reviews.facts import Source

SUM_QUALIFIER: Mapping[SumClass, Qualifier] = {
    SumClass.EXACT: Qualifier.EXACT,
    SumClass.ABOVE: Qualifier.OVER,
    SumClass.BELOW: Qualifier.NEARLY,
    SumClass.ABOUT: Qualifier.ABOUT,
}
NO_FIGURE = CellValue(State.NOT_REPORTED)


class Kind(StrEnum):
    """Sơ kết or tổng kết."""

    INTERIM = "interim"
    FINAL = "final"


@dataclass(frozen=True)
class Measure:
    """An indicator as the review needs it."""

    code: str
    name: str
    unit_of_count: str
    nature: Nature
    decimals: int = 0


@dataclass(frozen=True)
class Coverage:
    """n of m: ``expected`` units (``periods`` = 1) or unit reports over several periods; (0, 0) for a published figure."""

    reported: int = 0
    expected: int = 0
    periods: int = 1
    unnumbered: int = 0


@dataclass(frozen=True)
class Document:
    """A document that published a figure.

    ``name`` stands after "theo" in a sentence ("báo cáo tổng kết của Công an tỉnh"); ``full`` in the list of sources.
    """

    name: str
    full: str


@dataclass(frozen=True)
class Amount:
    """A value over a span (flows) or at ``span.end`` (stocks), scaled by ``10**decimals`` of its measure.

    ``summed`` says that it adds several cells up: ``SUM_QUALIFIER`` then gives the qualifier from the class of the sum,
    and a sum with values "just below" is "dưới", not "gần". The content's reason explains a gap ("không còn hồ sơ lưu").
    ``quote`` are the words of a published figure in its document, ``where`` the place that the paper cites ("đoạn 3").
    """

    span: Span
    content: CellValue
    summed: bool = False
    coverage: Coverage = Coverage()
    sources: tuple[Source, ...] = ()
    quote: str = ""
    where: str = ""

    @property
    def known(self) -> int | None:
        """The number to count with: a confirmed zero is 0, a missing value is None."""
        return self.content.amount

    @property
    def exact(self) -> int | None:
        """The number where it is known without a hedge."""
        return self.known if self.content.sum_class is SumClass.EXACT else None


@dataclass(frozen=True)
class Compared:
    """The same period a year before, both sides over the same ``units`` reporting units; ``window`` is the later span."""

    now: Amount
    then: Amount
    units: int
    window: Span


@dataclass(frozen=True)
class Line:
    """One indicator of the review.

    ``breakdown`` is the canonical text, ``label`` its Vietnamese name ("Hội Cựu chiến binh"), both empty for a total and for
    the reviewed programme's own part. ``opening`` is a stock's last value before the span. ``years`` has one amount for each
    of ``Material.years``. ``document`` is set for a published figure, ``actor`` where the text names who did it, ``part_of``
    (the words of the whole) where the text says "trong đó". ``others`` are figures of the same text over days that are
    neither the span nor one of the years.
    """

    measure: Measure
    whole: Amount
    breakdown: str = ""
    label: str = ""
    opening: Amount | None = None
    same_period: Compared | None = None
    years: tuple[Amount, ...] = ()
    document: Document | None = None
    actor: str = ""
    part_of: str = ""
    others: tuple[Amount, ...] = ()


@dataclass(frozen=True)
class Place:
    """The reviewed unit: bare ``name`` ("Mẫu"), ``type`` ("tỉnh"), number of commune-level units by type at the cut-off.

    ``has_districts`` says that at the cut-off districts stood between it and the communes.
    """

    name: str
    type: str
    level: Literal["nation", "province", "district", "commune"] = "province"
    units: Mapping[str, int] | None = None
    sources: tuple[Source, ...] = ()
    has_districts: bool = False

    @property
    def full(self) -> str:
        """ "tỉnh Mẫu"; a nation has its name only."""
        return f"{self.type} {self.name}".strip()

    @property
    def unit_words(self) -> str:
        """The units as the list really is: "xã, phường" or "xã, phường, đặc khu"."""
        order = ("xã", "phường", "thị trấn", "đặc khu")
        present = [word for word in order if (self.units or {}).get(word)]
        return ", ".join(present) or "xã, phường"

    @property
    def below(self) -> str:
        """The units right below, as a list of recipients names them: districts as long as there were any."""
        if not self.has_districts:
            return self.unit_words
        return "quận, huyện, thị xã" if self.type == "thành phố" else "huyện, thị xã, thành phố"


@dataclass(frozen=True)
class Change:
    """A change of territory inside the span: ``text`` says it ("xã A và xã B nhập thành xã C"), ``basis`` its decision."""

    on: date
    text: str
    basis: str = ""


@dataclass(frozen=True)
class Recut:
    """Figures before ``on`` were added up from the former units; ``unconvertible`` names those left out of comparisons."""

    on: date
    unconvertible: tuple[str, ...] = ()
    sources: tuple[Source, ...] = ()


@dataclass(frozen=True)
class Absent:
    """A unit that did not report: its name, form and period."""

    unit: str
    form: str
    period: str
    reason: str = ""


@dataclass(frozen=True)
class Mismatch:
    """Parts that do not add up to their whole in the source; kept as written, told to the drafter."""

    whole: Line
    parts: tuple[Line, ...]
    why: str = ""


@dataclass(frozen=True)
class Year:
    """A column of the year-by-year annex: its label and the days it covers inside the review's span."""

    label: str
    span: Span


@dataclass(frozen=True)
class Series:
    """The main indicator over time, for the chart: one amount per label."""

    measure: Measure
    labels: tuple[str, ...]
    amounts: tuple[Amount, ...]


@dataclass(frozen=True)
class Programme:
    """What is reviewed: ``title`` as in a subject line ("Chương trình phối hợp số 09/CTr-BCA-MTTW"), ``basis`` its documents."""

    code: str
    title: str
    basis: tuple[str, ...] = ()


@dataclass(frozen=True)
class Material:
    """Everything a review is composed from."""

    review: str
    kind: Kind
    programme: Programme
    place: Place
    span: Span
    cut_off: date
    made_on: date
    lines: tuple[Line, ...]
    years: tuple[Year, ...] = ()
    absent: tuple[Absent, ...] = ()
    changes: tuple[Change, ...] = ()
    recut: Recut | None = None
    mismatches: tuple[Mismatch, ...] = ()
    series: Series | None = None
    provisional: bool = False
    demo: bool = False


def calendar_years(span: Span) -> tuple[Year, ...]:
    """The calendar years that ``span`` touches, the first and last clipped to it; an open span ends with its start's year."""
    last = span.end or date(span.start.year, 12, 31)
    return tuple(
        Year(str(year), Span(max(span.start, date(year, 1, 1)), min(last, date(year, 12, 31))))
        for year in range(span.start.year, last.year + 1)
    )
