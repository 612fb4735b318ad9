"""What came from what, and old figures on other boundaries."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from datetime import date, timedelta

from django.db.models import Q

from binhyen.organisation.models import Lineage, Post, Unit, UnitVersion
from binhyen.organisation.queries.units import MANY, refuse_before_register
from binhyen.organisation.rules import REGISTER_BEGINS, Level
from binhyen.organisation.territory import territory_of


def territory(of: Unit | Post) -> frozenset[int]:
    """Ids of the unit (or the post's), of everything ever below it, and of what passed whole to any of these."""
    return territory_of(of.unit_id if isinstance(of, Post) else of.pk)


def successors(unit: Unit) -> list[Lineage]:
    """Lines from ``unit`` to what came after it, each with its ``to_unit``."""
    return list(unit.lineage_out.select_related("to_unit"))


def predecessors(unit: Unit) -> list[Lineage]:
    """Lines to ``unit`` from what was before it, each with its ``from_unit``."""
    return list(unit.lineage_in.select_related("from_unit"))


def recut(unit_ids: Iterable[int], on: date, level: Level = Level.COMMUNE) -> dict[int, int | None]:
    """Where figures of each unit belong on the boundaries of ``on``, at ``level``: id → target id, None where none is.

    A unit that is there on that day stays itself. One that ended is followed to its successors, one that begins later
    back to its predecessors. Where several units together hold its territory, a commune-level target does not exist
    ("không quy đổi được"); at province level they are absorbed where all lie in one province. Refused for real units and
    a day before the register.
    """
    wanted = set(unit_ids)
    if on < REGISTER_BEGINS[level] and Unit.objects.real().filter(_among("pk", wanted)).exists():
        refuse_before_register(on, level)
    net = _Net(on)
    net.load(wanted)
    return {unit_id: net.target(unit_id, level) for unit_id in wanted}


class _Net:
    """The units around a question, each either there on the day or leading to those that are."""

    def __init__(self, on: date) -> None:
        self._on = on
        self._there: dict[int, tuple[str, int | None]] = {}  # unit → level, province
        self._leads: dict[int, frozenset[int]] = {}
        self._ends: dict[int, frozenset[int]] = {}

    def load(self, unit_ids: set[int]) -> None:
        """Read units and what they lead to, one step for all at a time, until all ends are there."""
        pending = unit_ids
        while pending:
            moved = self._place(pending)
            found: dict[int, set[int]] = defaultdict(set)
            for side in ("from_unit", "to_unit"):
                self._follow(side, {u: day for u, (its_side, day, _) in moved.items() if its_side == side}, found)
            for unit_id, (_, _, province) in moved.items():
                # Nothing leads on (a district, since 2025): its territory lies in what its province became.
                self._leads[unit_id] = frozenset(found[unit_id] or ({province} if province else ()))
            known = self._there.keys() | self._leads.keys()
            pending = {u for ends in (self._leads[m] for m in moved) for u in ends} - known

    def _place(self, unit_ids: set[int]) -> dict[int, tuple[str, date, int | None]]:
        """Note which units are there; return of the others the side to follow, the day of the event, the province."""
        columns = ("unit_id", "level", "province_id", "valid_from", "valid_to")
        rows = UnitVersion.objects.filter(_among("unit_id", unit_ids)).order_by("valid_from").values_list(*columns)
        moved: dict[int, tuple[str, date, int | None]] = {}
        for unit_id, level, province, first, last in rows:
            if unit_id not in unit_ids:
                continue
            if last is not None and last < self._on:
                moved[unit_id] = ("from_unit", last + timedelta(days=1), province)
            elif first <= self._on:
                self._there[unit_id] = (level, province)
            elif unit_id not in moved and unit_id not in self._there:
                moved[unit_id] = ("to_unit", first, province)
        return {u: how for u, how in moved.items() if u not in self._there}

    def _follow(self, side: str, days: dict[int, date], found: dict[int, set[int]]) -> None:
        """Add to ``found`` the other end of each line that leaves its unit on the unit's day."""
        other = "to_unit" if side == "from_unit" else "from_unit"
        rows = Lineage.objects.filter(_among(f"{side}_id", set(days))).order_by()
        for unit_id, day, end in rows.values_list(f"{side}_id", "on", f"{other}_id"):
            if days.get(unit_id) == day:
                found[unit_id].add(end)

    def target(self, unit_id: int, level: Level) -> int | None:
        """The one unit of ``level`` that holds the whole territory of ``unit_id``, or None."""
        targets = {self._at(end, level) for end in self._reached(unit_id)}
        return targets.pop() if len(targets) == 1 else None

    def _at(self, unit_id: int, level: Level) -> int | None:
        own, province = self._there[unit_id]
        if own == level:
            return unit_id
        return province if level is Level.PROVINCE else None

    def _reached(self, unit_id: int) -> frozenset[int]:
        """The units of the day that together hold the territory."""
        if unit_id in self._there:
            return frozenset({unit_id})
        if unit_id not in self._ends:
            self._ends[unit_id] = frozenset(end for u in self._leads.get(unit_id, ()) for end in self._reached(u))
        return self._ends[unit_id]


def _among(column: str, ids: set[int]) -> Q:
    """A filter on ``ids`` where these are few; otherwise on nothing, and the caller sifts."""
    return Q(**{f"{column}__in": ids}) if len(ids) <= MANY else Q()
