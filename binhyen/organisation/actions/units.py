"""Make, rename, merge, divide and restore units."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from fractions import Fraction

from django.db.models import Q

from binhyen.foundation.errors import Invalid
from binhyen.foundation.vietnamese import nfc, short_date, sort_key
from binhyen.organisation.actions.administration import administered
from binhyen.organisation.actor import Actor
from binhyen.organisation.models import Lineage, Unit, UnitVersion, in_force
from binhyen.organisation.names import folded
from binhyen.organisation.rules import DateKind, Extent, Level, LineageKind
from binhyen.organisation.texts import TYPES

_ABOVE: dict[Level, frozenset[Level]] = {
    Level.NATION: frozenset(),
    Level.PROVINCE: frozenset({Level.NATION}),
    Level.DISTRICT: frozenset({Level.PROVINCE}),
    Level.COMMUNE: frozenset({Level.DISTRICT, Level.PROVINCE}),
}


@dataclass(frozen=True)
class NewUnit:
    """A unit that does not exist yet. An invented province stands under nothing (``parent`` None)."""

    uid: str
    level: Level
    type: str
    name: str
    code: str
    parent: Unit | None
    invented: bool = True


@dataclass(frozen=True)
class Pass:
    """What goes from one unit to another; ``to`` is a new unit, or one that ended earlier and is restored.

    ``share``: the declared part of the old unit's figures, with extent ``PART`` only.
    """

    from_unit: Unit
    to: Unit | NewUnit
    extent: Extent
    share: Fraction | None = None


def create_unit(
    new: NewUnit, *, valid_from: date, actor: Actor | None, now: datetime, valid_to: date | None = None,
    basis: str = "", date_kind: DateKind = DateKind.IN_FORCE,
) -> Unit:  # fmt: skip
    """A unit with its first version.

    ``Invalid``: a taken uid, a code that another unit of the level has within these days, a wrong parent or type, no
    name.
    """
    with administered(actor, now) as line:
        unit = _make(new, valid_from, valid_to, basis, date_kind)
        told = {"name": new.name, "code": new.code, "from": valid_from}
        line.entry("organisation.create_unit", f"unit:{unit.uid}", told)
    return unit


def rename_unit(
    unit: Unit, *, on: date, basis: str, actor: Actor | None, now: datetime, name: str | None = None,
    unit_type: str | None = None, code: str | None = None, date_kind: DateKind = DateKind.IN_FORCE,
) -> UnitVersion:  # fmt: skip
    """A new version under the same id: another name, type or code, the same territory. ``Invalid``: nothing changes."""
    with administered(actor, now) as line:
        old = _last(unit, on)
        said = (nfc(name or old.name).strip(), unit_type or old.type, code or old.code)
        if said == (old.name, old.type, old.code):
            raise Invalid("organisation.name_unchanged", unit=old.full_name)
        _close(old, on)
        version = _open(unit, *said, old.parent, on, None, _given(basis), date_kind)
        line.entry("organisation.rename_unit", f"unit:{unit.uid}", {"to": said, "from": on, "basis": basis})
    return version


def change_units(
    passes: Sequence[Pass], *, kind: LineageKind, on: date, decision: str, actor: Actor | None, now: datetime,
    date_kind: DateKind = DateKind.IN_FORCE,
) -> list[Unit]:  # fmt: skip
    """Apply one decision: the old units end the day before ``on``, the new or restored ones begin, the lines are kept.

    Returns the units that begin, in the order in which ``passes`` first name them. ``Invalid``: a unit that is not
    there or has later versions, still has units below it, keeps existing, or passes neither whole to one nor in parts
    to several.
    """
    if not passes:
        raise Invalid("organisation.nothing_passes")
    with administered(actor, now) as line:
        _account_for_all(passes, on)
        for old in dict.fromkeys(p.from_unit for p in passes):
            _close(_last(old, on), on)
        begun: dict[str, Unit] = {}
        for p in passes:
            if p.to.uid not in begun:
                begun[p.to.uid] = _begin(p.to, on, _given(decision), date_kind)
        Lineage.objects.bulk_create(_lines(passes, begun, kind, on, decision))
        told = [(p.from_unit.uid, p.to.uid, p.extent.value, str(p.share or "")) for p in passes]
        event = {"on": on, "by": decision, "passes": told}
        line.entry(f"organisation.{kind.value}_units", f"unit:{passes[0].to.uid}", event)
    return list(begun.values())


def _account_for_all(passes: Sequence[Pass], on: date) -> None:
    """Each old unit passes whole to one, or in parts to at least two, with shares of at most one in all."""
    by_unit: dict[Unit, list[Pass]] = defaultdict(list)
    for p in passes:
        by_unit[p.from_unit].append(p)
    for unit, its in by_unit.items():
        extents = {p.extent for p in its}
        whole = extents == {Extent.WHOLE} and len(its) == 1 and its[0].share is None
        parts = extents == {Extent.PART} and len({p.to.uid for p in its}) == len(its) >= 2
        if not whole and not parts:
            raise Invalid("organisation.whole_or_parts", unit=unit.last_name())
        if sum((p.share or Fraction(0) for p in its), Fraction(0)) > 1:
            raise Invalid("organisation.shares_over_one", unit=unit.last_name())
        below = UnitVersion.objects.filter(in_force(on)).filter(Q(parent=unit) | Q(province=unit))
        if below.exists():
            raise Invalid("organisation.has_children", unit=unit.last_name(), on=short_date(on))


def _lines(passes: Sequence[Pass], begun: dict[str, Unit], kind: LineageKind, on: date, decision: str) -> list[Lineage]:
    return [
        Lineage(
            kind=kind.value, on=on, decision=decision.strip(), from_unit=p.from_unit, to_unit=begun[p.to.uid],
            extent=p.extent.value, share_num=p.share.numerator if p.share else None,
            share_den=p.share.denominator if p.share else None,
        )
        for p in passes
    ]  # fmt: skip


def _begin(to: Unit | NewUnit, on: date, decision: str, date_kind: DateKind) -> Unit:
    """A new unit, or the new version of one that is restored as it last was."""
    if isinstance(to, NewUnit):
        return _make(to, on, None, decision, date_kind)
    last = to.versions.order_by("-valid_from").first()
    if last is None or last.valid_to is None or last.valid_to >= on:
        raise Invalid("organisation.territory_kept", unit=to.last_name(), on=short_date(on))
    _open(to, last.name, last.type, last.code, last.parent, on, None, decision, date_kind)
    return to


def _make(new: NewUnit, valid_from: date, valid_to: date | None, basis: str, date_kind: DateKind) -> Unit:
    if Unit.objects.filter(uid=new.uid).exists():
        raise Invalid("organisation.unit_exists", uid=new.uid)
    if new.type not in TYPES:
        raise Invalid("organisation.type_unknown", type=new.type)
    name = nfc(new.name).strip()
    if not name:
        raise Invalid("organisation.name_empty")
    unit = Unit.objects.create(uid=new.uid, level=new.level.value, invented=new.invented)
    _open(unit, name, new.type, new.code, new.parent, valid_from, valid_to, basis, date_kind)
    return unit


def _open(
    unit: Unit, name: str, type_: str, code: str, parent: Unit | None, valid_from: date, valid_to: date | None,
    basis: str, date_kind: DateKind,
) -> UnitVersion:  # fmt: skip
    level = Level(unit.level)
    province = _province(unit, level, name, parent, valid_from)
    overlapping = UnitVersion.objects.filter(level=level, code=code).exclude(valid_to__lt=valid_from)
    if valid_to is not None:
        overlapping = overlapping.exclude(valid_from__gt=valid_to)
    taken = overlapping.first()
    if taken is not None:
        raise Invalid("organisation.code_taken", code=code, unit=taken.full_name)
    return UnitVersion.objects.create(
        unit=unit, level=level.value, valid_from=valid_from, valid_to=valid_to, name=name, folded=folded(name),
        sort_key=sort_key(name), type=type_, code=code, parent=parent, province=province, basis=basis,
        date_kind=date_kind.value,
    )  # fmt: skip


def _province(unit: Unit, level: Level, name: str, parent: Unit | None, on: date) -> Unit | None:
    """The province in which a unit under ``parent`` lies; refuses a parent of the wrong level, day or kind."""
    if parent is None:
        if level is Level.PROVINCE and unit.invented:
            return None
        raise Invalid("organisation.wrong_parent", unit=name, parent="(không có)")
    above = UnitVersion.objects.filter(in_force(on), unit=parent).first()
    if above is None or Level(parent.level) not in _ABOVE[level] or parent.invented != unit.invented:
        raise Invalid("organisation.wrong_parent", unit=name, parent=parent.last_name())
    if level is Level.PROVINCE:
        return None
    return parent if parent.level == Level.PROVINCE else above.province


def _last(unit: Unit, on: date) -> UnitVersion:
    """The unit's last version, which must hold on the day before ``on`` and stay open."""
    last = unit.versions.order_by("-valid_from").first()
    if last is None or last.valid_to is not None:
        raise Invalid("organisation.unit_not_valid", unit=unit.last_name(), on=short_date(on))
    if last.valid_from >= on:
        raise Invalid("organisation.overlap", unit=last.full_name, on=short_date(last.valid_from))
    return last


def _close(version: UnitVersion, on: date) -> None:
    version.valid_to = on - timedelta(days=1)
    version.save(update_fields=["valid_to"])


def _given(basis: str) -> str:
    if not basis.strip():
        raise Invalid("organisation.basis_missing")
    return basis.strip()
