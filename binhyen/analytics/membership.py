"""Which units' figures a territory is made of: as reported, or on the boundaries of a date."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from django.db.models import Q

from binhyen.foundation.span import Span
from binhyen.organisation.models import Lineage, Unit, UnitVersion, in_force
from binhyen.organisation.queries import recut, versions_on
from binhyen.organisation.rules import Level

ALWAYS = Span(date.min)


@dataclass(frozen=True)
class Members:
    """Units whose figures count for a territory, each group for the periods that end inside its span.

    ``unconvertible`` are units that overlap the territory of the date without lying wholly inside it.
    """

    groups: tuple[tuple[Span, frozenset[int]], ...]
    unconvertible: frozenset[int] = frozenset()


def members_of(province: Unit | None, boundaries: date | None) -> Members:
    """The units behind a question. The nation (None) is the same on all boundaries."""
    if province is None or boundaries is None:
        return as_reported(province)
    return on_boundaries(province, boundaries)


def as_reported(province: Unit | None) -> Members:
    """The province and its units while they belonged to it; of the nation (None) all but the invented ones."""
    inside = Q(unit__invented=False) if province is None else Q(province=province) | Q(unit=province)
    spans: dict[Span, set[int]] = defaultdict(set)
    for unit_id, start, end in UnitVersion.objects.filter(inside).values_list("unit_id", "valid_from", "valid_to"):
        spans[Span(start, end)].add(unit_id)
    ordered = sorted(spans.items(), key=lambda item: (item[0].start, item[0].last))
    return Members(tuple((span, frozenset(units)) for span, units in ordered))


def on_boundaries(province: Unit, on: date) -> Members:
    """The units of any day whose whole territory lies in the province as it stands on ``on``, for every period."""
    belongs = Q(province=province) | Q(unit=province)
    there = set(UnitVersion.objects.filter(belongs, in_force(on)).values_list("unit_id", flat=True))
    related = _before(there) | _after(there)
    targets = recut(related, on, Level.PROVINCE)
    inside = frozenset(unit for unit, target in targets.items() if target == province.pk)
    cut = frozenset(unit for unit, target in targets.items() if target is None)
    return Members(((ALWAYS, inside),), cut)


def _before(units: set[int]) -> set[int]:
    """The units and all from which something passed to them."""
    found, step = set(units), units
    while step:
        step = set(Lineage.objects.filter(to_unit__in=step).values_list("from_unit_id", flat=True)) - found
        found |= step
    return found


def _after(units: set[int]) -> set[int]:
    """The units and all to which something of them passed."""
    found, step = set(units), units
    while step:
        step = set(Lineage.objects.filter(from_unit__in=step).values_list("to_unit_id", flat=True)) - found
        found |= step
    return found


def unconvertible(units: Iterable[int], on: date) -> frozenset[int]:
    """Those of ``units`` (the rows of a table on the boundaries of ``on``) that are not there on that day.

    Such a row is shown and counted as "không quy đổi được": its figures passed in parts, or cannot be added.
    """
    listed = set(units)
    return frozenset(listed - versions_on(listed, on).keys())
