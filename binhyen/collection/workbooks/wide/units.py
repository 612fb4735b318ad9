"""Which unit a row of a wide sheet is of: by its id, its code or its name, never by a guess."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass

from binhyen.collection.workbooks.values import masked
from binhyen.collection.workbooks.wide.sheet import CODE, NAME, PROVINCE, UID
from binhyen.organisation.names import folded, is_marked, spelling, typed_readings


@dataclass(frozen=True, slots=True)
class Owed:
    """A unit that owes the form: its place in the register, code, type and name on the period's last day, its province."""

    uid: str
    code: str
    kind: str
    short: str
    name: str
    province: str

    def __str__(self) -> str:
        return f"{self.name} ({self.code})"


class NoUnit(Exception):
    """The row is of no unit that owes the form; the text says why."""


class Register:
    """The units that owe the form, to be found as people write them. ``elsewhere`` says what else a text may mean."""

    def __init__(self, owed: Iterable[Owed], elsewhere: Callable[[str], str]) -> None:
        self._elsewhere = elsewhere
        self._by_id: dict[str, Owed] = {}
        self._by_name: dict[str, list[Owed]] = {}
        for one in owed:
            self._by_id[one.uid] = self._by_id[one.code.upper()] = one
            self._by_name.setdefault(folded(one.short), []).append(one)

    def find(self, said: Mapping[str, str]) -> Owed:
        """The unit of a row. ``NoUnit``: it says nothing, no such unit, several, or its code and its name are two units."""
        province = said.get(PROVINCE, "")
        found = {kind: self._hits(kind, said[kind], province) for kind in (UID, CODE, NAME) if said.get(kind)}
        if not found:
            raise NoUnit("Hàng có số liệu nhưng không ghi đơn vị.")
        agreed = set.intersection(*map(set, found.values()))
        if len(agreed) == 1:
            return next(iter(agreed))
        if not any(found.values()):
            name = said.get(NAME, "")
            beside = f"{name}, {province}" if province and "," not in name else name
            raise NoUnit(self._elsewhere(beside if name else said.get(CODE, said.get(UID, ""))))
        if not agreed:
            shown = ", ".join(f"“{masked(said[kind])[:60]}”" for kind in found if kind != UID)
            by_code = next((str(hits[0]) for kind, hits in found.items() if kind != NAME and hits), "")
            because = f" (mã là của {by_code})" if by_code else ""
            raise NoUnit(f"Mã và tên đơn vị {shown} chưa khớp{because}. Đề nghị ghi lại cho khớp.")
        shown = "; ".join(f"{one}, {one.province}" for one in sorted(agreed, key=lambda one: one.code)[:4])
        raise NoUnit(f"“{masked(said[NAME])[:60]}” có thể là nhiều đơn vị: {shown}. Đề nghị ghi mã đơn vị.")

    def _hits(self, kind: str, text: str, province: str) -> list[Owed]:
        if kind == NAME:
            return self._named(text, province)
        known = self._by_id.get(text) or self._by_id.get(text.upper())
        return [known] if known is not None else []

    def _named(self, text: str, province: str) -> list[Owed]:
        first, *above = [part.strip() for part in text.split(",")]
        hits: dict[str, Owed] = {}
        for kind, name in typed_readings(first):
            for one in self._by_name.get(folded(name), ()):
                right = not is_marked(name) or spelling(name) == spelling(one.short)
                if right and kind in ("", one.kind):
                    hits[one.uid] = one
        found = list(hits.values())
        for upper in [*above, province]:
            if upper and len(found) > 1:
                found = [one for one in found if _is_called(one.province, upper)]
        return found


def _is_called(province: str, text: str) -> bool:
    names = {folded(name) for _, name in typed_readings(province)} | {folded(province)}
    return bool(names & ({folded(name) for _, name in typed_readings(text)} | {folded(text)}))
