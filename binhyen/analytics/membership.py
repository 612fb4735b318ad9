"""Which units' figures a territory is made of: as reported, or on the boundaries of a date."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from binhyen.foundation.span import Span
from binhyen.organisation.models import Unit, UnitVersion
from binhyen.organisation.queries import recut
from binhyen.organisation.rules import Level

ALWAYS = Span(date.min)


@dataclass(frozen=True)
class Members:
    """Units whose figures count for a territory, each group for the periods that end inside its span.

    ``unconvertible`` are units that overlap the territory of the date without lying wholly inside it.
    """

    groups: tuple[tuple[Span, frozenset[int]], ...]
    unconvertible: frozenset[int] = frozenset()


def as_reported(province: Unit | None) -> Members:
    """The communes of the province while they belonged to it (None: the nation, without invented units), and the body itself."""
    versions = UnitVersion.objects.exclude(unit=province) if province else UnitVersion.objects.all()
    versions = versions.filter(province=province) if province else versions.filter(unit__invented=False)
    spans: dict[Span, set[int]] = defaultdict(set)
    for unit_id, start, end in versions.values_list("unit_id", "valid_from", "valid_to"):
        spans[Span(start, end)].add(unit_id)
    return Members(
        tuple((span, frozenset(units)) for span, units in sorted(spans.items(), key=lambda item: item[0].start))
    )


def on_boundaries(province: Unit, on: date, candidates: Iterable[int]) -> Members:
    """Those of ``candidates`` whose whole territory lies in the province as it stands on the day, for every period."""
    targets = recut(candidates, on, Level.PROVINCE)
    inside = frozenset(unit for unit, target in targets.items() if target == province.pk)
    unknown = frozenset(unit for unit, target in targets.items() if target is None)
    return Members(((ALWAYS, inside),), unknown)
