"""A unit by name or code on a date. Several hits are candidates, never a guess."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from django.db.models import Q

from binhyen.foundation.errors import NotFound
from binhyen.foundation.vietnamese import short_date
from binhyen.organisation.models import Unit, UnitVersion, in_force
from binhyen.organisation.names import folded, is_marked, spelling, typed_readings
from binhyen.organisation.queries.units import COUNTED, refuse_before_register, versions_on
from binhyen.organisation.rules import REGISTER_BEGINS, Level

SHOWN = 5


@dataclass(frozen=True)
class Candidate:
    """A unit that a typed name or code may mean on a date."""

    unit_id: int
    uid: str
    level: Level
    full_name: str
    code: str
    above: tuple[str, ...]
    exact: bool
    invented: bool

    def __str__(self) -> str:
        """Enough to tell it from the others: "Xã Tân Tiến, huyện Văn Giang, tỉnh Hưng Yên (mã 12025)"."""
        return f"{', '.join((self.full_name, *self.above))} (mã {self.code})"


def find_units(text: str, on: date, level: Level | None = None) -> list[Candidate]:
    """Units that ``text`` may name on ``on``: a code, or a name with or without marks and type, case aside.

    "tinh thai binh", "Thái Bình", "Xã Tân Tiến", "Xã Tân Tiến, Hưng Yên" (what follows a comma is a unit above). Where
    the marks typed agree with some, the others are left out; where they agree with none, all are near ones (``exact``
    False).
    Nothing found on a day before the register begins: ``Invalid("organisation.before_register")``.
    """
    found = _search(text, on, level)
    if not found:
        refuse_before_register(on, *(COUNTED if level is None else (level,)))
    return found


def units_beginning(text: str, on: date, limit: int, near: int | None = None) -> list[Candidate]:
    """Units of the day whose name, with or without its type, begins with ``text``: for a search while typing.

    Marks count where they are typed. Those in the province ``near`` first, then the widest levels, then by name; at most
    ``limit``.
    """
    wanted = Q(pk__in=())
    for kind, name in typed_readings(text):
        if folded(name):
            wanted |= Q(folded__startswith=folded(name), type=kind) if kind else Q(folded__startswith=folded(name))
    rows = list(
        UnitVersion.objects.filter(in_force(on), wanted).exclude(level=Level.NATION).select_related("unit")[:200]
    )
    uppers = versions_on({u for v in rows for u in (v.parent_id, v.province_id) if u}, on)
    found = []
    for version in sorted(rows, key=lambda v: (v.province_id != near, list(Level).index(Level(v.level)))):
        line = [uppers[u] for u in dict.fromkeys((version.parent_id, version.province_id)) if u in uppers]
        begun = [spelling(name) for _, name in typed_readings(text)]
        if not is_marked(text) or any(spelling(version.name).startswith(name) for name in begun):
            found.append(_candidate(version, line, text))
    return found[:limit]


def resolve_unit(text: str, on: date, level: Level | None = None) -> Unit:
    """The one unit that ``text`` names on ``on``.

    ``NotFound`` otherwise: ``organisation.unit_unknown``, ``organisation.unit_near`` (other spelling or other days) or
    ``organisation.unit_ambiguous``; ``params["hits"]`` holds the candidates, ``params["candidates"]`` them in words.
    """
    hits = find_units(text, on, level)
    exact = [hit for hit in hits if hit.exact]
    if len(exact) == 1:
        return Unit.objects.get(pk=exact[0].unit_id)
    said = {"text": text.strip()[:80], "on": short_date(on)}
    if exact:
        raise NotFound("organisation.unit_ambiguous", **said, hits=exact, candidates=_in_words(exact))
    if hits:
        raise NotFound("organisation.unit_near", **said, hits=hits, candidates=_in_words(hits))
    other_days = _on_other_days(text, level)
    if other_days:
        raise NotFound("organisation.unit_near", **said, hits=[], candidates=other_days)
    raise NotFound("organisation.unit_unknown", **said, hits=[], candidates="")


def resolve_province_first(text: str, on: date) -> Unit:
    """The province that ``text`` names on ``on``, else whatever unit it names; ``NotFound`` as ``resolve_unit``.

    Days before the register of districts and communes begins are answered for provinces only.
    """
    provinces = [hit for hit in find_units(text, on, Level.PROVINCE) if hit.exact]
    if len(provinces) == 1:
        return Unit.objects.get(pk=provinces[0].unit_id)
    known = on >= max(REGISTER_BEGINS[level] for level in COUNTED)
    return resolve_unit(text, on, None if known else Level.PROVINCE)


def _in_words(hits: Sequence[Candidate]) -> str:
    return "; ".join(str(hit) for hit in hits[:SHOWN]) + ("; …" if len(hits) > SHOWN else "")


def _search(text: str, on: date, level: Level | None) -> list[Candidate]:
    first, *above = [part.strip() for part in re.split("[,;]", text)]
    rows = UnitVersion.objects.filter(in_force(on), _means(first)).select_related("unit")
    versions = list(rows.filter(level=level) if level else rows)
    uppers = versions_on({u for v in versions for u in (v.parent_id, v.province_id) if u}, on)
    found = []
    for version in versions:
        line = [uppers[u] for u in dict.fromkeys((version.parent_id, version.province_id)) if u in uppers]
        if all(any(_is_called(upper, name) for upper in line) for name in above if name):
            found.append(_candidate(version, line, first))
    exact = [c for c in found if c.exact]
    return sorted(exact or found, key=lambda c: (list(Level).index(c.level), c.above[::-1], c.code))


def _means(text: str) -> Q:
    wanted = Q(code=text.upper()) if text.isascii() and text.isalnum() else Q(pk__in=())
    for kind, name in typed_readings(text):
        wanted |= Q(folded=folded(name), type=kind) if kind else Q(folded=folded(name))
    return wanted


def _is_called(version: UnitVersion, text: str) -> bool:
    readings = [(kind, folded(name)) for kind, name in typed_readings(text)]
    return any(name == version.folded and kind in ("", version.type) for kind, name in readings)


def _candidate(version: UnitVersion, line: Sequence[UnitVersion], text: str) -> Candidate:
    return Candidate(
        unit_id=version.unit_id,
        uid=version.unit.uid,
        level=Level(version.level),
        full_name=version.full_name,
        code=version.code,
        above=tuple(upper.name_in_text for upper in line if upper.level != Level.NATION),
        exact=_is_spelt(version, text),
        invented=version.unit.invented,
    )


def _is_spelt(version: UnitVersion, text: str) -> bool:
    """Whether the marks typed are the name's own; a text without marks agrees with every name that folds to it."""
    if version.code == text.upper() or not is_marked(text):
        return True
    readings = [name for kind, name in typed_readings(text) if kind in ("", version.type)]
    return any(spelling(name) == spelling(version.name) or not is_marked(name) for name in readings)


def _on_other_days(text: str, level: Level | None) -> str:
    """Units of that name on any other day, with their days, for the sentence of a refusal."""
    rows = UnitVersion.objects.filter(_means(text.partition(",")[0])).order_by("valid_from")
    found = list((rows.filter(level=level) if level else rows)[: SHOWN + 1])
    shown = [f"{v.full_name} ({v.span})" for v in found[:SHOWN]]
    return "; ".join(shown) + ("; …" if len(found) > SHOWN else "")
