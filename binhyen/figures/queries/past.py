"""A unit's own past, on the same territory: the period before, and the last ones of the same length."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from binhyen.figures.models import FormLine, FormVersion, Submission
from binhyen.figures.queries.approved import Approved, Where, approved_cells, collected_in
from binhyen.figures.queries.forms import as_cell, lines_of, read_with_parts
from binhyen.figures.rules import periods
from binhyen.figures.rules.cells import IN_FORMS, CellKey, CellValue, State, add
from binhyen.foundation.errors import Invalid
from binhyen.foundation.span import Span
from binhyen.organisation.models import Unit, UnitVersion
from binhyen.organisation.queries import predecessors, version_on
from binhyen.organisation.rules import Extent

LONGEST = 12
"""How many earlier periods a unit is compared with at most."""


@dataclass(frozen=True)
class Before:
    """The periods before a report's own, newest first, and who kept the unit's book in them: what its past is read by."""

    spans: Sequence[Span]
    keepers: Sequence[Unit]
    kept: Mapping[Span, frozenset[int]]

    @property
    def wanted(self) -> Where:
        """The cells that ``values`` and ``amounts`` look at."""
        units = {unit for each in self.kept.values() for unit in each} | {unit.pk for unit in self.keepers}
        return collected_in(units, self.spans)

    def values(self, version: FormVersion, cells: Iterable[Approved]) -> dict[CellKey, CellValue]:
        """The values of the period before, the predecessors' books added up where the unit was formed since."""
        units = {unit.pk for unit in self.keepers}
        before = [c for c in cells if not c.origin and c.span == self.spans[0] and c.unit_id in units]
        return _values(version, self.keepers, self.spans[0], before)

    def amounts(self, cells: Iterable[Approved]) -> dict[CellKey, tuple[int, ...]]:
        """Per line the approved amounts of up to ``LONGEST`` earlier periods, newest first, scaled as cells are.

        Only what a form may take (no hedges), only collected cells, and a period only where all who kept its book gave a
        number: the sum is then that of the same territory.
        """
        return _past(self.kept, (cell for cell in cells if not cell.origin))


def before(submission: Submission, *, looks_back: bool) -> Before | None:
    """What comes before a report by a form: the one period before, or where one ``looks_back`` up to ``LONGEST``."""
    version = submission.form_version
    if version is None:
        return None
    spans = _spans_before(version.calendar, submission.period.span, LONGEST if looks_back else 1)
    kept = _kept_by(submission.unit, spans) if looks_back else {}
    return Before(spans, book_keepers(submission.unit, spans[0]), kept)


def values_in(unit: Unit, version: FormVersion, span: Span) -> dict[CellKey, CellValue]:
    """The approved values of the form's lines in another period, predecessors' books added up.

    What is read from shorter periods of which some are missing is left out: it is not the figure of that period.
    """
    units = book_keepers(unit, span)
    cells = approved_cells(collected_in({one.pk for one in units}, [span]))
    return _values(version, units, span, cells, whole=True)


def _values(
    version: FormVersion, units: Sequence[Unit], span: Span, cells: Iterable[Approved], *, whole: bool = False
) -> dict[CellKey, CellValue]:
    lines = {CellKey(line.indicator.code, line.breakdown): line for line in lines_of(version)}
    collected: dict[CellKey, list[CellValue]] = {}
    for cell in cells:
        if cell.key in lines:
            collected.setdefault(cell.key, []).append(cell.content)
    reading = [line for line in lines.values() if line.role == FormLine.READS]
    partial: set[CellKey] = set()
    for keeper in units if reading else ():
        for key, (value, stands) in read_with_parts(keeper, reading, span).items():
            collected.setdefault(key, []).append(value)
            if whole and stands:
                partial.add(key)
    return {
        key: values[0] if len(values) == 1 else as_cell(add(values))
        for key, values in collected.items()
        if key not in partial and (len(values) == 1 or add(values).has_number)
    }


def _past(kept: Mapping[Span, frozenset[int]], cells: Iterable[Approved]) -> dict[CellKey, tuple[int, ...]]:
    found: dict[tuple[CellKey, Span], list[int]] = {}
    for cell in cells:
        number = cell.content.state in (State.REPORTED, State.NOTHING_AROSE) and cell.content.qualifier in IN_FORMS
        if number and cell.unit_id in kept.get(cell.span, ()):
            found.setdefault((cell.key, cell.span), []).append(cell.content.value or 0)
    whole = {place: sum(amounts) for place, amounts in found.items() if len(amounts) == len(kept[place[1]])}
    past: dict[CellKey, tuple[int, ...]] = {}
    for key, span in sorted(whole, key=lambda place: place[1].last, reverse=True):
        past[key] = (*past.get(key, ()), whole[key, span])
    return past


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


def _spans_before(calendar: str, span: Span, count: int) -> list[Span]:
    spans: list[Span] = []
    for _ in range(count):
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
    return {unit.pk: UnitVersion.objects.raw(_FIRST, [unit.pk])[0].valid_from for unit in units}


_FIRST = "SELECT id, valid_from FROM organisation_unitversion WHERE unit_id = %s ORDER BY valid_from LIMIT 1"
