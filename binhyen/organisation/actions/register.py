"""Load the register's data files into the tables."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime

from binhyen.foundation.audit import chain
from binhyen.foundation.errors import Invalid
from binhyen.foundation.vietnamese import number, sort_key
from binhyen.organisation.models import Lineage, Unit, UnitVersion
from binhyen.organisation.names import folded
from binhyen.organisation.register import Register, Version, read_register

BATCH = 2000


@dataclass(frozen=True)
class Loaded:
    """How much the register holds, and whether it had been there already."""

    units: int
    versions: int
    lineage: int
    already: bool


def load_register(*, now: datetime, progress: Callable[[str], None] | None = None) -> Loaded:
    """Write all real units with their versions and lineage, once; a second call changes nothing.

    The register is public data of the installation, so no actor: the audit entry names none. Refused with
    ``Invalid("organisation.register_differs")`` where the database holds another edition of it.
    """
    say = progress or (lambda _: None)
    register = read_register()
    with chain(user_id=None, post_id=None, now=now) as line:
        have = Unit.objects.real().count()
        if have:
            known = set(Unit.objects.real().values_list("uid", flat=True))
            if not register.levels.keys() <= known:
                raise Invalid("organisation.register_differs", have=number(have), want=number(len(register.levels)))
            return _loaded(register, already=True)
        say(f"Nạp danh mục đơn vị hành chính: {number(len(register.levels))} đơn vị…")
        ids = _write_units(register)
        _write_versions(register, ids)
        say(f"Nạp quan hệ kế thừa: {number(len(register.lineage))} dòng…")
        _write_lineage(register, ids)
        line.entry("organisation.load_register", "register", {"digest": register.digest})
    return _loaded(register, already=False)


def _loaded(register: Register, *, already: bool) -> Loaded:
    return Loaded(len(register.levels), len(register.versions), len(register.lineage), already)


def _write_units(register: Register) -> dict[str, int]:
    Unit.objects.bulk_create(
        [Unit(uid=uid, level=level.value) for uid, level in register.levels.items()], batch_size=BATCH
    )
    return dict(Unit.objects.real().values_list("uid", "id"))


def _write_versions(register: Register, ids: dict[str, int]) -> None:
    UnitVersion.objects.bulk_create([_version(v, ids) for v in register.versions], batch_size=BATCH)


def _version(v: Version, ids: dict[str, int]) -> UnitVersion:
    return UnitVersion(
        unit_id=ids[v.uid], level=v.level.value, valid_from=v.valid_from, valid_to=v.valid_to, name=v.name,
        folded=folded(v.name), sort_key=sort_key(v.name), type=v.type, code=v.code,
        parent_id=ids[v.parent] if v.parent else None, province_id=ids[v.province] if v.province else None,
        basis=v.basis, date_kind=v.date_kind.value,
    )  # fmt: skip


def _write_lineage(register: Register, ids: dict[str, int]) -> None:
    lines = [
        Lineage(
            kind=d.kind.value, on=d.on, decision=d.decision, from_unit_id=ids[d.from_uid], to_unit_id=ids[d.to_uid],
            extent=d.extent.value,
        )
        for d in register.lineage
    ]  # fmt: skip
    Lineage.objects.bulk_create(lines, batch_size=BATCH)
