"""The cells behind the totals of a review, as sources by reporting unit."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date

from django.db.models import Q

from binhyen.analytics.membership import Members
from binhyen.figures.models import Cell, FormLine
from binhyen.figures.rules import periods
from binhyen.figures.rules.cells import CellKey
from binhyen.foundation.span import Span
from binhyen.foundation.vietnamese import sort_key
from binhyen.organisation.models import UnitVersion
from binhyen.reviews.facts import Source

MOST_CELLS = 60_000


@dataclass(frozen=True)
class _Known:
    unit: int
    span: Span
    version: int
    n: int


class CellSources:
    """The approved collected cells of ``members`` inside ``span`` for the keys, read once.

    Above ``MOST_CELLS`` the single cells are not listed: a source then names the question, which finds them again.
    """

    def __init__(self, members: Members, keys: Sequence[CellKey], span: Span, seq: int) -> None:
        self._forms = dict(
            FormLine.objects.filter(
                role=FormLine.COLLECTS, version__vertical=False, indicator__code__in={key.indicator for key in keys}
            )
            .order_by("version__valid_from")
            .values_list("indicator__code", "version__code")
        )
        self._seq = seq
        self._cells: dict[CellKey, list[_Known]] = defaultdict(list)
        self._listed = True
        for member_span, units in members.groups:
            self._read(member_span, units, keys, span)
        self._names = _names({cell.unit for cells in self._cells.values() for cell in cells})

    def _read(self, member_span: Span, units: frozenset[int], keys: Sequence[CellKey], span: Span) -> None:
        inside = Q(period__starts_on__gte=span.start, period__ends_on__lte=span.last, approved__isnull=False, origin="")
        rows = Cell.objects.filter(
            inside,
            unit__in=units,
            indicator__code__in={key.indicator for key in keys},
            breakdown__in={key.breakdown for key in keys},
            period__ends_on__gte=member_span.start,
            period__ends_on__lte=member_span.last,
        )
        self._listed = self._listed and rows.count() <= MOST_CELLS
        if not self._listed:
            return
        columns = ("indicator__code", "breakdown", "unit_id", "period__starts_on", "period__ends_on", "approved_id")
        for code, breakdown, unit, start, end, version, n in rows.values_list(*columns, "approved__n"):
            self._cells[CellKey(code, breakdown)].append(_Known(unit, Span(start, end), version, n))

    def of(self, key: CellKey, span: Span, last_on: date | None = None) -> tuple[Source, ...]:
        """The sources of one amount, a unit each in Vietnamese order; of a stock (``last_on``) its last period's cells."""
        if not self._listed:
            return (self._question(key, span),)
        named = sorted(
            (sort_key(self._name(cells)), unit, cells) for unit, cells in self._inside(key, span, last_on).items()
        )
        return tuple(self._source(key, cells) for _, _, cells in named)

    def together(self, key: CellKey, span: Span, last_on: date | None = None) -> tuple[Source, ...]:
        """The same as one source that names the units, for the many amounts of a table by years."""
        by_unit = self._inside(key, span, last_on)
        if not self._listed or not by_unit:
            return (self._question(key, span),)
        names = "; ".join(sorted((self._name(cells) for cells in by_unit.values()), key=sort_key))
        text = f"{self._forms.get(key.indicator, 'số liệu')}, {periods.name(span)}, chỉ tiêu {key}: {names}"
        return (Source("cell", text, tuple(sorted(cell.version for cells in by_unit.values() for cell in cells))),)

    def _question(self, key: CellKey, span: Span) -> Source:
        asked = f"{key}, {periods.name(span)}, đến số {self._seq} của sổ số liệu"
        return Source("formula", f"Cộng số liệu đã duyệt của mọi đơn vị: {asked}")

    def _inside(self, key: CellKey, span: Span, last_on: date | None) -> dict[int, list[_Known]]:
        by_unit: dict[int, list[_Known]] = defaultdict(list)
        for cell in self._cells.get(key, ()):
            if span.covers(cell.span) and (last_on is None or cell.span.last == last_on):
                by_unit[cell.unit].append(cell)
        return by_unit

    def _source(self, key: CellKey, cells: Sequence[_Known]) -> Source:
        what = f"{self._name(cells)}, {self._forms.get(key.indicator, 'số liệu')}"
        ids = tuple(sorted(cell.version for cell in cells))
        if len(cells) == 1:
            only = cells[0]
            return Source("cell", f"{what}, {periods.name(only.span)}, phiên bản {only.n}, chỉ tiêu {key}", ids)
        first, last = min(cell.span.start for cell in cells), max(cell.span.last for cell in cells)
        return Source("cell", f"{what}, {len(cells)} kỳ {periods.name(Span(first, last))}, chỉ tiêu {key}", ids)

    def _name(self, cells: Sequence[_Known]) -> str:
        """What the unit was called on the last day that its cells speak of."""
        day = max(cell.span.last for cell in cells)
        versions = self._names.get(cells[0].unit, [])
        return next((name for span, name in versions if span.contains(day)), versions[-1][1] if versions else "")


def _names(units: Iterable[int]) -> dict[int, list[tuple[Span, str]]]:
    found: dict[int, list[tuple[Span, str]]] = defaultdict(list)
    for version in UnitVersion.objects.filter(unit__in=set(units)).order_by("valid_from"):
        found[version.unit_id].append((version.span, version.full_name))
    return found
