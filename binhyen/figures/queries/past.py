"""A unit's own past, on the same territory: the period before, and the last ones of the same length."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from django.db.models import Min

from binhyen.figures.models import Cell, FormLine, FormVersion, Submission
from binhyen.figures.queries.forms import as_cell, lines_of, read_inside
from binhyen.figures.rules import periods
from binhyen.figures.rules.cells import IN_FORMS, CellKey, CellValue, State, add
from binhyen.foundation.errors import Invalid
from binhyen.foundation.span import Span
from binhyen.organisation.models import Unit, UnitVersion
from binhyen.organisation.queries import predecessors, version_on
from binhyen.organisation.rules import Extent

LONGEST = 12
"""How many earlier periods a unit is compared with at most."""


def previous_values(submission: Submission) -> dict[CellKey, CellValue]:
    """The approved values of the period before, the predecessors' books added up where the unit was formed since."""
    version = submission.form_version
    if version is None:
        return {}
    return values_in(submission.unit, version, periods.previous(version.calendar, submission.period.span))


def values_in(unit: Unit, version: FormVersion, span: Span) -> dict[CellKey, CellValue]:
    """The approved values of the form's lines in another period, predecessors' books added up."""
    lines = {CellKey(line.indicator.code, line.breakdown): line for line in lines_of(version)}
    units = book_keepers(unit, span)
    collected: dict[CellKey, list[CellValue]] = {}
    cells = Cell.objects.filter(
        unit__in=units, origin="", approved__isnull=False, period__starts_on=span.start, period__ends_on=span.last
    ).select_related("approved", "indicator")
    for cell in cells:
        if cell.key in lines and cell.approved is not None:
            collected.setdefault(cell.key, []).append(cell.approved.content)
    reading = [line for line in lines.values() if line.role == FormLine.READS]
    for keeper in units if reading else ():
        for key, value in read_inside(keeper, reading, span).items():
            collected.setdefault(key, []).append(value)
    return {
        key: values[0] if len(values) == 1 else as_cell(add(values))
        for key, values in collected.items()
        if len(values) == 1 or add(values).has_number
    }


def book_keepers(unit: Unit, before: Span) -> list[Unit]:
    """Who kept this unit's book in an earlier period: itself, or the units whose whole territory it took over.

    Nobody where it also took a part of another unit (what that part had cannot be known), or before the register begins.
    """
    try:
        if version_on(unit, before.last) is not None:
            return [unit]
    except Invalid:
        return []
    lines = predecessors(unit)
    if any(line.extent == Extent.PART for line in lines):
        return []
    return [keeper for line in lines for keeper in book_keepers(line.from_unit, before)]


def past_amounts(submission: Submission) -> dict[CellKey, tuple[int, ...]]:
    """Per line the approved amounts of up to ``LONGEST`` earlier periods, newest first, scaled as cells are.

    Only what a form may take (no hedges), only collected cells, and a period only where all who kept its book gave a
    number: the sum is then that of the same territory.
    """
    version = submission.form_version
    if version is None:
        return {}
    kept = _kept_by(submission.unit, _spans_before(version.calendar, submission.period.span))
    found: dict[tuple[CellKey, Span], list[int]] = {}
    days = {(span.start, span.last): span for span in kept}
    cells = Cell.objects.filter(
        unit__in={unit for units in kept.values() for unit in units}, origin="",
        approved__state__in=[State.REPORTED.value, State.NOTHING_AROSE.value],
        approved__qualifier__in=[qualifier.value for qualifier in IN_FORMS],
        period__starts_on__in=[span.start for span in kept], period__ends_on__in=[span.last for span in kept],
    )  # fmt: skip
    for code, breakdown, keeper, start, end, amount in cells.values_list(
        "indicator__code", "breakdown", "unit_id", "period__starts_on", "period__ends_on", "approved__value"
    ):
        when = days.get((start, end))
        if when is not None and keeper in kept[when]:
            found.setdefault((CellKey(code, breakdown), when), []).append(amount or 0)
    whole = {place: sum(amounts) for place, amounts in found.items() if len(amounts) == len(kept[place[1]])}
    past: dict[CellKey, tuple[int, ...]] = {}
    for key, span in sorted(whole, key=lambda place: place[1].last, reverse=True):
        past[key] = (*past.get(key, ()), whole[key, span])
    return past


def _spans_before(calendar: str, span: Span) -> list[Span]:
    spans: list[Span] = []
    for _ in range(LONGEST):
        span = periods.previous(calendar, span)
        spans.append(span)
    return spans


def _kept_by(unit: Unit, spans: Sequence[Span]) -> dict[Span, frozenset[int]]:
    """Who kept the unit's book in each of ``spans`` (newest first); left out where nobody did."""
    begun = _begun([unit])[unit.pk]
    kept = {span: frozenset({unit.pk}) for span in spans if begun <= span.last}
    earlier = [span for span in spans if span not in kept]
    if earlier:
        before = book_keepers(unit, earlier[0])
        begun_before = max(_begun(before).values(), default=earlier[0].last)
        kept |= {span: frozenset(u.pk for u in before) for span in earlier if before and begun_before <= span.last}
    return kept


def _begun(units: Sequence[Unit]) -> dict[int, date]:
    """The first day of each unit."""
    firsts = UnitVersion.objects.filter(unit__in=units).order_by().values_list("unit").annotate(day=Min("valid_from"))
    return dict(firsts)
