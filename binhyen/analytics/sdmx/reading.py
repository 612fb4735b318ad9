"""What an SDMX message of a form holds, read from the record: the approved figures as reported, each unit as it was."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from itertools import groupby
from typing import NamedTuple

from django.db.models import Q

from binhyen.analytics.answers import ledger_number
from binhyen.analytics.coverage import ByPeriod, owing
from binhyen.analytics.sdmx.mapping import COVERED, UNREPORTED, Told, dimensions_of, frequency, told
from binhyen.directives.models import Programme
from binhyen.figures.models import Cell, CodeItem, FormLine, FormVersion, IndicatorVersion, Period
from binhyen.figures.queries.forms import assignments_on, form_on, lines_of
from binhyen.figures.queries.guarding import Guards, guards_over
from binhyen.figures.queries.names import PROGRAMME
from binhyen.figures.rules.cells import CellKey, CellValue, Qualifier, State, parse_breakdown
from binhyen.figures.visibility import cells_seen_by
from binhyen.foundation.errors import Invalid, NotAllowed, NotFound
from binhyen.foundation.span import Span
from binhyen.organisation.actor import Actor, relation, require
from binhyen.organisation.models import Unit, UnitVersion
from binhyen.organisation.queries import nation
from binhyen.organisation.rules import Act, Level, Relation, may


@dataclass(frozen=True)
class Line:
    """A line that the form collects or reads: the item of each dimension that it is broken down by."""

    key: CellKey
    parts: Mapping[str, str]
    unit_of_count: str
    decimals: int


@dataclass(frozen=True)
class Named:
    """An item of a list: what stands in the messages, its names, the item above it, and what else is to be known of it."""

    code: str
    vi: str
    en: str = ""
    above: str = ""
    note: str = ""


class Row(NamedTuple):
    """One observation: the unit by its uid, the line, the period and what is told of it."""

    area: str
    line: Line
    span: Span
    told: Told


@dataclass(frozen=True)
class Dataset:
    """A form's approved figures over a span. ``rows`` reads them one unit after the other, whatever their number.

    ``items`` are the items of each dimension; ``as_of`` is the number of the ledger that they cover, where ``dataset_of`` and
    ``rows`` read inside one ``one_moment()``; ``above`` is the lasting id of the province or the country.
    """

    form: FormVersion
    span: Span
    above: str
    as_of: int
    lines: tuple[Line, ...]
    areas: tuple[Named, ...]
    indicators: tuple[Named, ...]
    items: Mapping[str, tuple[Named, ...]]
    actor: Actor
    today: date
    _belongs: Mapping[int, tuple[str, tuple[Span, ...]]]
    _owed: Mapping[CellKey, ByPeriod]
    _guards: Guards | None

    @property
    def dimensions(self) -> tuple[str, ...]:
        """The dimensions of the form's breakdowns."""
        return tuple(self.items)

    @property
    def withholds(self) -> bool:
        """Whether it is made for a post outside the territory, which is not shown the small numbers."""
        return self._guards is not None

    def rows(self) -> Iterator[Row]:
        """Every figure that counts, and every one that is owed for an ended period and has not been reported."""
        given = groupby(self._cells(), key=lambda cell: cell[0])
        unit, cells = next(given, (None, iter(())))
        for member, (uid, _) in sorted(self._belongs.items()):
            found = {}
            if unit == member:
                found = {(key, span): content for _, key, span, content in cells}
                unit, cells = next(given, (None, iter(())))
            yield from self._of_unit(member, uid, found)

    def _of_unit(self, unit: int, uid: str, found: Mapping[tuple[CellKey, Span], CellValue]) -> Iterator[Row]:
        reported: dict[CellKey, list[Span]] = {}
        for key, span in found:
            reported.setdefault(key, []).append(span)
        for line in self.lines:
            owed = self._owed[line.key]
            missing = [s for s, units in owed.items() if unit in units and s.last < self.today]
            for span in sorted({*missing, *reported.get(line.key, ())}, key=_in_series):
                content = found.get((line.key, span))
                yield Row(uid, line, span, UNREPORTED if content is None else self._told(unit, line, span, content))

    def _told(self, unit: int, line: Line, span: Span, content: CellValue) -> Told:
        guards = self._guards
        if guards is not None and guards.of(unit, span).cover(line.key, content, line.decimals):
            return COVERED
        return told(content, line.decimals)

    def _cells(self) -> Iterator[tuple[int, CellKey, Span, CellValue]]:
        """The cells that count, by unit, each of a unit that belonged on the period's last day. One question, streamed."""
        keys = {line.key for line in self.lines}
        spans = {p.pk: p.span for p in _inside(self.span)}
        wanted = Cell.objects.filter(
            cells_seen_by(self.actor), approved__isnull=False, origin="", period__in=spans,
            indicator__code__in={key.indicator for key in keys}, breakdown__in={key.breakdown for key in keys},
        )  # fmt: skip
        rows = wanted.order_by("unit_id").values_list(
            "unit_id", "indicator__code", "breakdown", "period_id", "approved__state", "approved__value",
            "approved__value_max", "approved__qualifier", "approved__reason",
        )  # fmt: skip
        for unit, code, breakdown, period, state, value, most, qualifier, reason in rows.iterator(chunk_size=2000):
            key, span = CellKey(code, breakdown), spans[period]
            _, versions = self._belongs.get(unit, ("", ()))
            if key in keys and any(version.contains(span.last) for version in versions):
                yield unit, key, span, CellValue(State(state), value, most, Qualifier(qualifier), reason)


def dataset_of(form_code: str, span: Span, province: Unit | None, *, actor: Actor, today: date) -> Dataset:
    """The approved figures of the form over ``span`` for a province, or the whole country (None), as reported.

    A line that the form reads stands with the periods of the form that collects it.

    Refused: ``NotAllowed`` where the post does not see the approved figures of it; ``NotFound`` for a form that is not in
    force on the last day or not given to the province; ``Invalid`` for another unit than a province, a form whose figures are
    added to nothing, a span that has not begun or that holds no period of the form.
    """
    if province is not None and province.level != Level.PROVINCE:
        raise Invalid("analytics.sdmx_not_province", unit=province.last_name())
    if province is None and not may(actor.role, Act.SEE_APPROVED, Relation.OUTSIDE):
        raise NotAllowed("analytics.sdmx_nation")
    if span.start > today:
        raise Invalid("figures.period_future", period=str(span))
    above = province or nation()
    require(actor, Act.SEE_APPROVED, above, today)
    form = form_on(form_code, span.last)
    if form.vertical:
        raise Invalid("analytics.sdmx_apart", form=form.code)
    lines = tuple(_line(line) for line in lines_of(form))
    as_of = ledger_number()
    owed = owing(province, [line.key for line in lines], span)
    versions = _versions(province, span)
    belongs = _belonging(versions)
    if not any(owed.values()):
        if any(province is None or a.under_unit_id == province.pk for a in assignments_on(form.code, span.last)):
            raise Invalid("figures.period_not_of_form", period=str(span), form=form.code)
        raise NotFound("figures.form_not_assigned", unit=above.last_name(), form=form.code, period=str(span))
    outside = not may(actor.role, Act.SEE_ALL_STATES, relation(actor, above, today))
    return Dataset(
        form=form, span=span, above=above.uid, as_of=as_of, lines=lines, areas=_areas(versions),
        indicators=_indicators(form, lines, span), items=_items(lines), actor=actor, today=today, _belongs=belongs, _owed=owed,
        _guards=guards_over(belongs.keys(), span) if outside else None,
    )  # fmt: skip


def _in_series(span: Span) -> tuple[str, Span]:
    """The order of a line's periods: those of one length together."""
    return frequency(span), span


def _inside(span: Span) -> list[Period]:
    return list(Period.objects.filter(starts_on__gte=span.start, ends_on__lte=span.last))


def _line(line: FormLine) -> Line:
    key = CellKey(line.indicator.code, line.breakdown)
    return Line(key, parse_breakdown(line.breakdown), line.indicator.unit_of_count, line.indicator.decimals)


def _versions(province: Unit | None, span: Span) -> list[UnitVersion]:
    """The units that belong on some day of the span, in each of their versions, in Vietnamese order."""
    inside = Q(unit__invented=False) if province is None else Q(province=province) | Q(unit=province)
    during = Q(valid_from__lte=span.last) & (Q(valid_to=None) | Q(valid_to__gte=span.start))
    found = UnitVersion.objects.filter(inside, during, unit__level__in=[Level.PROVINCE, Level.COMMUNE])
    return list(found.select_related("unit").order_by("sort_key", "code", "valid_from"))


def _belonging(versions: list[UnitVersion]) -> dict[int, tuple[str, tuple[Span, ...]]]:
    found: dict[int, tuple[str, tuple[Span, ...]]] = {}
    for version in versions:
        uid, spans = found.get(version.unit_id, (version.unit.uid, ()))
        found[version.unit_id] = uid, (*spans, version.span)
    return found


def _areas(versions: list[UnitVersion]) -> tuple[Named, ...]:
    """Each unit as it was last called in the span, with its official code, under its province."""
    last = {version.unit_id: version for version in sorted(versions, key=lambda version: version.valid_from)}
    return tuple(
        Named(
            version.unit.uid, version.full_name, note=version.code,
            above=last[version.province_id].unit.uid if version.province_id in last else "",
        )
        for version in versions if last[version.unit_id] is version
    )  # fmt: skip


def _indicators(form: FormVersion, lines: tuple[Line, ...], span: Span) -> tuple[Named, ...]:
    """The indicators in the form's order, in the wording of the span's last day, with their nature."""
    codes = dict.fromkeys(line.key.indicator for line in lines)
    wordings = IndicatorVersion.objects.filter(indicator__code__in=codes, valid_from__lte=span.last)
    named = {w.indicator.code: w for w in wordings.select_related("indicator").order_by("valid_from")}
    natures = {line.indicator.code: line.indicator.nature for line in lines_of(form)}
    return tuple(
        Named(code, named[code].name, named[code].name_en, note=natures[code])
        if code in named else Named(code, code, note=natures[code])
        for code in codes
    )  # fmt: skip


def _items(lines: tuple[Line, ...]) -> dict[str, tuple[Named, ...]]:
    """By dimension the items that some line has, in the form's order."""
    labels = {(one.dimension, one.code): one.label for one in CodeItem.objects.all()}
    labels |= {(PROGRAMME, one.code): one.name for one in Programme.objects.all()}
    found: dict[str, tuple[Named, ...]] = {}
    for dimension in dimensions_of(line.parts for line in lines):
        codes = dict.fromkeys(line.parts[dimension] for line in lines if dimension in line.parts)
        found[dimension] = tuple(Named(code, labels.get((dimension, code), code)) for code in codes)
    return found
