"""Units on a date: counts, versions, what lies below and above."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from itertools import pairwise
from operator import attrgetter

from django.db import connection
from django.db.models import Count

from binhyen.foundation.errors import DomainError, Invalid
from binhyen.foundation.vietnamese import short_date
from binhyen.organisation.models import Unit, UnitVersion, in_force
from binhyen.organisation.rules import REGISTER_BEGINS, Level
from binhyen.organisation.texts import LEVELS

COUNTED = (Level.PROVINCE, Level.DISTRICT, Level.COMMUNE)


def refuse_before_register(on: date, *levels: Level) -> None:
    """``Invalid("organisation.before_register")`` where the register of any of ``levels`` begins after ``on``."""
    unknown = [LEVELS[level] for level in levels if on < REGISTER_BEGINS[level]]
    if unknown:
        raise Invalid("organisation.before_register", level=", ".join(unknown), on=short_date(on))


def counts(on: date, level: Level | None = None) -> dict[str, int]:
    """Units per level on ``on``, without the invented ones: {"province": 34, "district": 0, "commune": 3321}.

    Refused with ``Invalid("organisation.before_register")`` for a day before the register of a level asked for.
    """
    levels = COUNTED if level is None else (level,)
    refuse_before_register(on, *levels)
    rows = UnitVersion.objects.filter(in_force(on), unit__invented=False).values_list("level")
    found: dict[str, int] = dict(rows.annotate(n=Count("id")).order_by())
    return {one.value: found.get(one, 0) for one in levels}


def version_on(unit: Unit, on: date) -> UnitVersion | None:
    """The unit's version on ``on``; None where the unit is not there on that day.

    A real unit before the register of its level begins: ``Invalid("organisation.before_register")``.
    """
    found = version_at(unit.pk, on)
    if found is None and not unit.invented:
        refuse_before_register(on, Level(unit.level))
    return found


# Asked several times on every page and in every act: as text it costs a fifth of what building it anew does.
_VERSION = """
SELECT * FROM organisation_unitversion WHERE unit_id = %s AND valid_from <= %s AND (valid_to IS NULL OR valid_to >= %s)
ORDER BY valid_from DESC LIMIT 1
"""


def version_at(unit_id: int, on: date) -> UnitVersion | None:
    """The version of the unit with this id on ``on``; None where it is not there, or nothing is known of it."""
    day = connection.ops.adapt_datefield_value(on)
    return next(iter(UnitVersion.objects.raw(_VERSION, [unit_id, day, day])), None)


def versions_on(units: Iterable[Unit | int], on: date) -> dict[int, UnitVersion]:
    """By unit id the version of each of ``units`` on ``on``; those that are not there on that day are left out."""
    wanted = {unit if isinstance(unit, int) else unit.pk for unit in units}
    rows = UnitVersion.objects.filter(in_force(on))
    if len(wanted) <= MANY:
        rows = rows.filter(unit__in=wanted)
    return {version.unit_id: version for version in rows if version.unit_id in wanted}


# From so many ids on it is cheaper to read all rows than to name the wanted ones.
MANY = 800


def children_on(unit: Unit, level: Level, on: date) -> list[UnitVersion]:
    """All units of ``level`` anywhere below ``unit`` on ``on``, in Vietnamese order of names, each with its ``unit``.

    Below the nation only real units; invented provinces stand outside it.
    """
    if not unit.invented:
        refuse_before_register(on, level)
    rows = UnitVersion.objects.filter(in_force(on), level=level).select_related("unit")
    match Level(unit.level):
        case Level.NATION:
            return list(rows.filter(unit__invented=False))
        case Level.PROVINCE:
            return list(rows.filter(province=unit))
        case _:
            return list(rows.filter(parent=unit))


def province_on(unit: Unit, on: date) -> Unit | None:
    """The province in which ``unit`` lies on ``on``, itself for a province; None for the nation or where it is not."""
    version = version_on(unit, on)
    if version is None or unit.level == Level.NATION:
        return None
    return unit if unit.level == Level.PROVINCE else version.province


def verify_versions() -> int:
    """The number of versions, after looking at all of them.

    ``DomainError("organisation.versions_overlap")`` names the first two that hold on one day for one unit, or for one
    code of a level.
    """
    versions = list(UnitVersion.objects.all())
    for shared in (("unit_id",), ("level", "code")):
        same = attrgetter(*shared)
        for one, other in pairwise(sorted(versions, key=attrgetter(*shared, "valid_from"))):
            if same(one) == same(other) and one.span.overlaps(other.span):
                raise DomainError("organisation.versions_overlap", one=str(one), other=str(other))
    return len(versions)


def nation() -> Unit:
    """The top of the tree."""
    return Unit.objects.get(level=Level.NATION)
