"""One text on the desk: what the reader saw in it, the catalogue to choose from, and what persons decided so far."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cached_property
from urllib.parse import urlencode

from django.http import QueryDict
from django.urls import reverse

from binhyen.directives.models import Programme, SourceText
from binhyen.directives.queries import document_of
from binhyen.figures.models import DraftCell, Indicator, ReadingDecision
from binhyen.figures.queries.known import KnownCell, known_cells
from binhyen.figures.queries.names import names_of, unit_names
from binhyen.figures.rules.cells import CellKey, Nature
from binhyen.figures.rules.proposals import fitting, span_of
from binhyen.foundation.span import Span
from binhyen.foundation.vietnamese import fold
from binhyen.organisation.actor import Actor
from binhyen.organisation.queries import version_on
from binhyen.organisation.rules import Level
from binhyen.reader.circumstances import is_aim, smaller_unit
from binhyen.reader.reading import Figure, Period, Reading
from binhyen.web.actor import today
from binhyen.web.directives.vocabulary import as_known, reading_of

Place = tuple[int, int]


@dataclass(frozen=True)
class Defaults:
    """What the person set at the top of the page for whatever the text leaves open; as typed, kept in the address.

    ``part`` is which part of a long text is open.
    """

    unit: str = ""
    start: str = ""
    end: str = ""
    programme: str = ""
    part: str = ""

    def at(self, part: int) -> str:
        """The tail of the address of a part of the text."""
        return replace(self, part=str(part)).query

    @classmethod
    def of(cls, query: QueryDict) -> Defaults:
        """From the address of the page."""
        return cls(*(query.get(name, "").strip() for name in ("don-vi", "tu", "den", "chuong-trinh", "phan")))

    @property
    def query(self) -> str:
        """The same as the tail of an address, with its question mark; "" where nothing is set."""
        values = (self.unit, self.start, self.end, self.programme, self.part)
        pairs = dict(zip(("don-vi", "tu", "den", "chuong-trinh", "phan"), values, strict=True))
        kept = {name: value for name, value in pairs.items() if value}
        return f"?{urlencode(kept)}" if kept else ""


@dataclass(frozen=True)
class Line:
    """An indicator as a choice: its name, how it is counted and scaled."""

    code: str
    name: str
    nature: Nature
    decimals: int
    unit_of_count: str


@dataclass(frozen=True)
class Stated:
    """What the text itself says of one figure besides the number; of ``codes`` the first fits best. Empty is left open.

    ``elsewhere`` is the smaller unit that its clause names, other than the text's own; ``aimed`` where it is no result yet.
    """

    codes: tuple[str, ...]
    place: str
    span: Span | None
    programme: str
    elsewhere: str = ""
    aimed: bool = False


@dataclass(frozen=True)
class Desk:
    """Everything the page needs of one text, read once a request. ``shared_documents`` belong to more than one programme."""

    source: SourceText
    reading: Reading
    lines: Mapping[str, Line]
    documents: Mapping[str, int]
    programmes: Mapping[str, Programme]
    decisions: Mapping[Place, ReadingDecision]
    drafts: Mapping[Place, Sequence[DraftCell]]
    unit_names: Mapping[int, str]
    programme_codes: Mapping[str, str]
    shared_documents: frozenset[str] = frozenset()
    known: Sequence[KnownCell] = ()

    @cached_property
    def conflicts(self) -> Mapping[int, str]:
        """The places of figures that contradict each other or what is known, each with the first kind of contradiction."""
        kinds: dict[int, str] = {}
        for each in self.reading.inconsistencies:
            for place in each.figures:
                kinds.setdefault(place, each.kind)
        return kinds

    @cached_property
    def decided(self) -> int:
        """How many of the proposals were decided."""
        return sum((f.start, f.end) in self.decisions for f in self.reading.figures)

    @property
    def home(self) -> str:
        """The address of the text's page."""
        return reverse("source", args=[self.source.pk])

    @cached_property
    def compared(self) -> Mapping[Place, Period]:
        """Where a figure stands that another is compared with ("so với cùng kỳ"): the period of that other."""
        figures = self.reading.figures
        return {(figures[f.base].start, figures[f.base].end): f.period for f in figures if f.base is not None}

    def _span(self, figure: Figure) -> Span | None:
        """The days of the figure; None for a figure of the period compared with that has no days of its own."""
        now = self.compared.get((figure.start, figure.end))
        span = span_of(figure.period)
        return None if now is not None and span == span_of(now) else span

    @cached_property
    def _own(self) -> frozenset[str]:
        return frozenset(p.code for p in self.source.programmes.all())

    @cached_property
    def _natures(self) -> Mapping[str, Nature]:
        return {code: line.nature for code, line in self.lines.items()}

    def figure_at(self, place: Place) -> tuple[int, Figure] | None:
        """The proposal that stands at the place, with its number."""
        for number, figure in enumerate(self.reading.figures, start=1):
            if (figure.start, figure.end) == place:
                return number, figure
        return None

    def whole_of(self, figure: Figure) -> str:
        """The words of the figure that the text says this one is part of; "" where it says nothing."""
        return "" if figure.part_of is None else self.reading.figures[figure.part_of].quote

    def stated(self, figure: Figure) -> Stated:
        """What the text says of the figure: indicators that can hold it, place, days, programme.

        A text that was taken in for a programme belongs to it as a whole; only another programme is named on the figure.
        """
        programme = self.programme_codes.get(figure.programme or "", "")
        elsewhere = smaller_unit(self.source.text, figure.start, figure.end) or ""
        if elsewhere and fold(elsewhere) == self._own_name:
            elsewhere = ""
        return Stated(
            codes=fitting(figure, self._natures),
            place=elsewhere or figure.place or "",
            span=self._span(figure),
            programme="" if programme in self._own else programme,
            elsewhere=elsewhere,
            aimed=self._lays_duties or is_aim(self.source.text, figure.start, figure.end),
        )

    @cached_property
    def _own_name(self) -> str:
        return fold(self.source.unit.last_name())

    @cached_property
    def _lays_duties(self) -> bool:
        """Whether the text tells others what to do: its numbers are aims."""
        return self.reading.document.kind == "chỉ thị"


def desk_of(source: SourceText, actor: Actor) -> Desk:
    """Lay the text on the desk. The number of queries does not grow with the number of figures."""
    place = _province(source)
    known = known_cells(source.unit, actor, except_from=str(source.pk)) if place else []
    lines = _lines()
    counted_in = {code: line.unit_of_count for code, line in lines.items()}
    reading = reading_of(source, as_known(known, place, counted_in))
    drafts: dict[Place, list[DraftCell]] = {}
    kept = DraftCell.objects.filter(submission__source=source).select_related(
        "indicator", "submission__period", "submission__unit"
    )
    for draft in kept.order_by("indicator__code", "breakdown"):
        if "start" in draft.provenance:
            drafts.setdefault((draft.provenance["start"], draft.provenance["end"]), []).append(draft)
    decided = ReadingDecision.objects.filter(source=source).select_related("submission")
    named = {r.matches[0] if len(r.matches) == 1 else r.canonical: r.canonical for r in reading.references}
    found = {name: document_of(name) for name in {*named, *(f.programme for f in reading.figures if f.programme)}}
    codes = {
        name: [p.code for p in document.programmes.all()] for name, document in found.items() if document is not None
    }
    return Desk(
        source=source,
        reading=reading,
        lines=lines,
        documents={name: document.pk for name, document in found.items() if document is not None},
        programmes={p.code: p for p in Programme.objects.all()},
        decisions={(d.start, d.end): d for d in decided},
        drafts=drafts,
        unit_names=unit_names({d.submission.unit for each in drafts.values() for d in each}, today()),
        programme_codes={name: several[0] for name, several in codes.items() if len(several) == 1},
        shared_documents=frozenset(name for name, several in codes.items() if len(several) > 1),
        known=known,
    )


def _province(source: SourceText) -> str:
    """The name of the province that the text is about, as the reader knows it; "" for units of other levels."""
    version = version_on(source.unit, source.published_on or today())
    return version.name if version is not None and version.level == Level.PROVINCE else ""


def _lines() -> dict[str, Line]:
    indicators = list(Indicator.objects.all())
    names = names_of([CellKey(i.code) for i in indicators], today())
    return {
        i.code: Line(i.code, names[CellKey(i.code)], Nature(i.nature), i.decimals, i.unit_of_count) for i in indicators
    }
