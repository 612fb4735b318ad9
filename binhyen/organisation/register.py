"""The register's data files as units, versions and lineage. Pure: reads the files, touches no database.

The files hold states (all units on a day), old-to-new pairs and later changes; what follows is worked out here: which
ids survive (exactly those whose territory does), when each version begins and ends, what passed to what.
"""

from __future__ import annotations

import csv
import hashlib
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from datetime import date, timedelta
from pathlib import Path

from binhyen.foundation.vietnamese import short_date
from binhyen.organisation.rules import REGISTER_BEGINS, DateKind, Extent, Level, LineageKind

DATA = Path(__file__).parent / "data"
REFORM = date(2025, 7, 1)
NATION = "nation/VN"

Row = Mapping[str, str]


@dataclass(frozen=True)
class Version:
    """One dated version of a unit; ``parent`` and ``province`` are uids, "" where there is none."""

    uid: str
    level: Level
    type: str
    name: str
    code: str
    parent: str
    province: str
    basis: str
    date_kind: DateKind
    valid_from: date
    valid_to: date | None = None

    def says_the_same(self, other: Version) -> bool:
        """Whether nothing but dates and basis differs."""
        return self._said == other._said

    @property
    def _said(self) -> tuple[str, ...]:
        return (self.type, self.name, self.code, self.parent, self.province)


@dataclass(frozen=True)
class Descent:
    """One line of lineage between two uids."""

    kind: LineageKind
    decision: str
    from_uid: str
    to_uid: str
    extent: Extent
    on: date = REFORM


@dataclass
class Register:
    """All units that ever were, by uid, with their versions and lineage."""

    levels: dict[str, Level] = field(default_factory=dict)
    versions: list[Version] = field(default_factory=list)
    lineage: list[Descent] = field(default_factory=list)
    digest: str = ""
    _open: dict[str, Version] = field(default_factory=dict)

    def begin(self, version: Version) -> None:
        """Open ``version``; the unit's version before it, if any and if it says something else, ends the day before."""
        before = self._open.get(version.uid)
        if before is not None and before.says_the_same(version):
            return
        if before is not None:
            self.end(version.uid, version.valid_from)
        self.levels[version.uid] = version.level
        self._open[version.uid] = version

    def end(self, uid: str, on: date) -> None:
        """The unit's open version ends the day before ``on``."""
        self.versions.append(replace(self._open.pop(uid), valid_to=on - timedelta(days=1)))

    def current(self, uid: str) -> Version:
        """The unit's open version."""
        return self._open[uid]

    def finish(self) -> None:
        """Nothing more happens: what is open stays open."""
        self.versions.extend(self._open.values())
        self.versions.sort(key=lambda v: (v.uid, v.valid_from))


def read_register(folder: Path = DATA) -> Register:
    """The whole register from the files in ``folder``. ``KeyError`` where a file names a code that no state holds."""
    files = {path.stem: _rows(path) for path in sorted(folder.glob("*.csv"))}
    register = Register(digest=_digest(folder))
    begin = REGISTER_BEGINS[Level.NATION]
    register.begin(Version(NATION, Level.NATION, "quoc-gia", "Việt Nam", "VN", "", "", "", DateKind.REGISTER, begin))
    before = _before_the_reform(register, files)
    after = _the_reform(register, files, before)
    _changes(register, (row for row in files["changes"] if row["on"] >= REFORM.isoformat()), after)
    register.finish()
    return register


Codes = dict[tuple[Level, str], str]  # (level, code) → uid, at one moment


def _before_the_reform(register: Register, files: Mapping[str, list[Row]]) -> Codes:
    codes: Codes = {}
    for level, name in (
        (Level.PROVINCE, "provinces-2008-08-01"),
        (Level.DISTRICT, "districts-2025-03-01"),
        (Level.COMMUNE, "communes-2025-03-01"),
    ):
        begins = REGISTER_BEGINS[level]
        for row in files[name]:
            uid = _uid(level, row["code"], begins)
            parent, province = _above(level, row["parent"], codes, register)
            codes[level, row["code"]] = uid
            register.begin(
                Version(
                    uid, level, row["type"], row["name"], row["code"], parent, province, "", DateKind.REGISTER, begins
                )
            )
    _changes(register, (row for row in files["changes"] if row["on"] < REFORM.isoformat()), codes)
    return codes


def _above(level: Level, code: str, codes: Codes, register: Register) -> tuple[str, str]:
    """Parent and province of a unit whose file names ``code`` as the unit above it."""
    if level is Level.PROVINCE:
        return NATION, ""
    if level is Level.DISTRICT or (Level.DISTRICT, code) not in codes:
        province = codes[Level.PROVINCE, code]
        return province, province
    district = codes[Level.DISTRICT, code]
    return district, register.current(district).province


def _the_reform(register: Register, files: Mapping[str, list[Row]], before: Codes) -> Codes:
    """1 July 2025: provinces and communes merged or divided, districts ended."""
    decisions = {(Level(r["level"]), r["province"]): _basis(r) for r in files["decisions-2025-07-01"]}
    provinces = _passed(Level.PROVINCE, files["province-pairs-2025-07-01"], before)
    communes = _passed(Level.COMMUNE, corrected(files), before)
    after: Codes = {}
    kept: set[str] = set()
    fresh: list[Version] = []
    for level, name, passed in (
        (Level.PROVINCE, "provinces-2025-07-01", provinces),
        (Level.COMMUNE, "communes-2025-07-01", communes),
    ):
        for row in files[name]:
            code, decision = row["code"], decisions[level, row["parent"] or row["code"]]
            sources = passed[code]
            survivor = _survivor(level, sources, register)
            uid = survivor or _uid(level, code, REFORM)
            after[level, code] = uid
            parent, province = _above(level, row["parent"], after, register)
            fresh.append(
                Version(
                    uid, level, row["type"], row["name"], code, parent, province, decision, DateKind.IN_FORCE, REFORM
                )
            )
            if survivor:
                kept.add(survivor)
            else:
                register.lineage += [_descent(register, decision, old, uid, extent) for old, extent in sources]
    for uid in before.values():
        if uid not in kept:
            register.end(uid, REFORM)
    for version in fresh:
        register.begin(version)
    return after


def corrected(files: Mapping[str, list[Row]]) -> list[Row]:
    """The commune pairs with the corrections by hand: pairs left out, pairs added, and what is then left alone is whole."""
    pairs = {(row["old"], row["new"]): row for row in files["commune-pairs-2025-07-01"]}
    for row in files["commune-pairs-corrections"]:
        if row["extent"] == "none":
            del pairs[row["old"], row["new"]]
        else:
            pairs[row["old"], row["new"]] = row
    times = Counter(old for old, _ in pairs)
    return [{**row, "extent": "whole"} if times[row["old"]] == 1 else row for row in pairs.values()]


def _passed(level: Level, rows: Iterable[Row], before: Codes) -> dict[str, list[tuple[str, Extent]]]:
    """Per new code the old uids that passed to it; a three-digit old code is an island district without communes."""
    passed: dict[str, list[tuple[str, Extent]]] = defaultdict(list)
    for row in rows:
        old = Level.DISTRICT if level is Level.COMMUNE and len(row["old"]) == 3 else level
        extent = Extent.WHOLE if row.get("extent", "whole") == "whole" else Extent.PART
        passed[row["new"]].append((before[old, row["old"]], extent))
    return passed


def _survivor(level: Level, sources: list[tuple[str, Extent]], register: Register) -> str:
    """The old uid that goes on: its whole territory passed, nothing else was added, and it stays on its level."""
    if len(sources) == 1 and sources[0][1] is Extent.WHOLE and register.levels[sources[0][0]] is level:
        return sources[0][0]
    return ""


def _descent(register: Register, decision: str, old: str, new: str, extent: Extent) -> Descent:
    if extent is Extent.PART:
        kind = LineageKind.SPLIT
    else:
        kind = LineageKind.LEVEL if register.levels[old] is Level.DISTRICT else LineageKind.MERGE
    return Descent(kind, decision, old, new, extent)


def _changes(register: Register, rows: Iterable[Row], codes: Codes) -> None:
    """Rename and change of type under an unchanged territory."""
    for row in sorted(rows, key=lambda r: (r["on"], r["level"], r["code"])):
        now = register.current(codes[Level(row["level"]), row["code"]])
        register.begin(
            replace(
                now, type=row["type"], name=row["name"], basis=_basis(row), date_kind=DateKind(row["date_kind"]),
                valid_from=date.fromisoformat(row["on"]),
            )
        )  # fmt: skip


def _uid(level: Level, code: str, first: date) -> str:
    return f"{level}/{code}/{first.isoformat()}"


def _basis(row: Row) -> str:
    return f"Nghị quyết số {row['basis']} ngày {short_date(date.fromisoformat(row['signed']))}"


def _rows(path: Path) -> list[Row]:
    with path.open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def _digest(folder: Path) -> str:
    sum_ = hashlib.sha256()
    for path in sorted(folder.glob("*.csv")):
        sum_.update(path.name.encode() + b"\0" + path.read_bytes())
    return sum_.hexdigest()
