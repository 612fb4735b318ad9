"""Which approved numbers must stay hidden from who reads them from outside the territory; asked by every page that shows them."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Mapping
from dataclasses import dataclass, field, replace

from django.db.models import Q

from binhyen.figures.models import Cell, Indicator
from binhyen.figures.rules import small_cells
from binhyen.figures.rules.cells import CellKey, CellValue
from binhyen.foundation.span import Span
from binhyen.organisation.models import Unit, UnitVersion

Place = tuple[int, Span]  # a unit and a reporting period
Cells = Mapping[CellKey, Cell]


@dataclass(frozen=True)
class Guard:
    """Knows the sensitive indicators, and the wholes whose rest must not be told, for one unit and period.

    ``hidden`` are the lines whose counting number is not shown, for its own sake or because another unit's hidden number
    could else be subtracted from the total.
    """

    sensitive: frozenset[str]
    parts: Mapping[str, str]
    wholes: Mapping[str, CellValue] = field(default_factory=dict)
    hidden: frozenset[CellKey] = frozenset()

    def cover(self, key: CellKey, content: CellValue | None, decimals: int) -> str:
        """What is shown instead of the number; "" where the number may be shown."""
        whole = self.wholes.get(self.parts.get(key.indicator, ""))
        word = small_cells.cover(content, sensitive=key.indicator in self.sensitive, decimals=decimals, whole=whole)
        return word or (small_cells.WITHHELD if key in self.hidden else "")

    def guards(self, key: CellKey) -> bool:
        """Whether the line is guarded at all: then other periods, of which less is known here, are left out too."""
        return key.indicator in self.sensitive or key.indicator in self.parts


@dataclass(frozen=True)
class Guards:
    """The guards of many units and periods.

    ``alone`` are the lines and periods in which a province has one number only, and that one hidden: its total is the number.
    """

    bare: Guard
    by_place: Mapping[Place, Guard]
    alone: frozenset[tuple[CellKey, Span]]

    def of(self, unit: int, span: Span) -> Guard:
        """The guard of one unit and period."""
        return self.by_place.get((unit, span), self.bare)

    def units_hidden(self, key: CellKey, span: Span) -> set[int]:
        """The units with a hidden number of the line inside the span: a sum that holds it is hidden as well."""
        return {unit for (unit, period), at in self.by_place.items() if key in at.hidden and span.covers(period)}

    def covers_total(self, key: CellKey, span: Span) -> bool:
        """Whether the total of the line over the span would tell a hidden number."""
        return any(line == key and span.covers(period) for line, period in self.alone)


def guard_of(unit: Unit, span: Span) -> Guard:
    """The guard for the figures of a unit over a period."""
    return guards_over([unit.pk], span).of(unit.pk, span)


def guards_over(units: Collection[int], span: Span) -> Guards:
    """The guards of ``units`` and of all that are added up with them, for every period inside the span."""
    marked = Indicator.objects.filter(Q(sensitive=True) | ~Q(complement_hidden_of=""))
    rows = list(marked.values_list("code", "sensitive", "complement_hidden_of"))
    bare = Guard(
        sensitive=frozenset(code for code, sensitive, _ in rows if sensitive),
        parts={code: whole for code, _, whole in rows if whole},
    )
    pools = _pools(units)
    cells = Cell.objects.filter(
        unit__in={*units, *pools}, period__starts_on__gte=span.start, period__ends_on__lte=span.last, origin="",
        indicator__code__in={*bare.sensitive, *bare.parts, *bare.parts.values()}, approved__isnull=False,
    ).select_related("approved", "indicator", "period")  # fmt: skip
    by_place: dict[Place, dict[CellKey, Cell]] = defaultdict(dict)
    for cell in cells:
        by_place[cell.unit_id, cell.period.span][cell.key] = cell
    guards = {place: _own(bare, found) for place, found in by_place.items()}
    hidden, alone = _spread(guards, by_place, pools)
    return Guards(
        bare, {place: replace(guard, hidden=frozenset(hidden[place])) for place, guard in guards.items()}, alone
    )


def _pools(units: Collection[int]) -> dict[int, list[tuple[Span, int]]]:
    """For each unit of the provinces in which ``units`` lie or lay: when it was in which province."""
    provinces = UnitVersion.objects.filter(unit__in=units, province__isnull=False).order_by().values("province")
    rows = UnitVersion.objects.filter(province__in=provinces).order_by()
    found: dict[int, list[tuple[Span, int]]] = defaultdict(list)
    for unit, province, start, last in rows.values_list("unit_id", "province_id", "valid_from", "valid_to"):
        if province is not None:
            found[unit].append((Span(start, last), province))
    return found


def _own(bare: Guard, cells: Cells) -> Guard:
    """What the unit's own numbers ask for."""
    wholes = {code: cells[CellKey(code)].approved for code in bare.parts.values() if CellKey(code) in cells}
    return replace(bare, wholes={code: version.content for code, version in wholes.items() if version is not None})


def _spread(
    guards: Mapping[Place, Guard], by_place: Mapping[Place, Cells], pools: Mapping[int, list[tuple[Span, int]]]
) -> tuple[Mapping[Place, set[CellKey]], frozenset[tuple[CellKey, Span]]]:
    """The hidden lines of every place, second ones included, and the lines whose total tells the one number behind it."""
    amounts: dict[tuple[int, CellKey, Span], dict[int, int]] = defaultdict(dict)
    small: dict[tuple[int, CellKey, Span], set[int]] = defaultdict(set)
    for (unit, span), cells in by_place.items():
        pool = next((province for days, province in pools.get(unit, ()) if days.contains(span.last)), unit)
        guard = guards[unit, span]
        for key, cell in cells.items():
            content = cell.approved.content if cell.approved else None
            if content is None or content.amount is None or not guard.guards(key):
                continue
            amounts[pool, key, span][unit] = content.amount
            if guard.cover(key, content, cell.indicator.decimals):
                small[pool, key, span].add(unit)
    hidden: dict[Place, set[CellKey]] = defaultdict(set)
    alone = set()
    for line, units in small.items():
        _, key, span = line
        covered = small_cells.with_second(amounts[line], units)
        for unit in covered:
            hidden[unit, span].add(key)
        if len(covered) == 1:
            alone.add((key, span))
    return hidden, frozenset(alone)
