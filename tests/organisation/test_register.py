"""What the data files say, without a database."""

import csv
import unicodedata
from collections import Counter, defaultdict
from datetime import date
from itertools import pairwise
from pathlib import Path

import pytest

from binhyen.organisation.register import DATA, REFORM, Register, Version, read_register
from binhyen.organisation.rules import DateKind, Extent, Level, LineageKind

LAST_DAY = date(2025, 6, 30)


@pytest.fixture(scope="module")
def register() -> Register:
    return read_register()


def there(register: Register, level: Level, on: date) -> list[Version]:
    return [
        v
        for v in register.versions
        if v.level is level and v.valid_from <= on and (v.valid_to is None or on <= v.valid_to)
    ]


@pytest.mark.parametrize(
    ("on", "provinces", "districts", "communes"),
    [(LAST_DAY, 63, 696, 10_035), (REFORM, 34, 0, 3_321), (date(2026, 11, 1), 34, 0, 3_321)],
)
def test_the_counts_are_the_published_ones(
    register: Register, on: date, provinces: int, districts: int, communes: int
) -> None:
    assert len(there(register, Level.PROVINCE, on)) == provinces
    assert len(there(register, Level.DISTRICT, on)) == districts
    assert len(there(register, Level.COMMUNE, on)) == communes


@pytest.mark.parametrize(
    ("on", "level", "types"),
    [
        (LAST_DAY, Level.PROVINCE, {"tinh": 57, "thanh-pho": 6}),
        (LAST_DAY, Level.COMMUNE, {"xa": 7692, "phuong": 1726, "thi-tran": 617}),
        (REFORM, Level.PROVINCE, {"tinh": 28, "thanh-pho": 6}),
        (REFORM, Level.COMMUNE, {"xa": 2621, "phuong": 687, "dac-khu": 13}),
        (date(2026, 4, 30), Level.PROVINCE, {"tinh": 27, "thanh-pho": 7}),
        (date(2026, 4, 30), Level.COMMUNE, {"xa": 2611, "phuong": 697, "dac-khu": 13}),
        (date(2026, 10, 10), Level.PROVINCE, {"tinh": 25, "thanh-pho": 9}),
        (date(2026, 10, 10), Level.COMMUNE, {"xa": 2599, "phuong": 709, "dac-khu": 13}),
    ],
)
def test_the_types_are_the_published_ones(register: Register, on: date, level: Level, types: dict[str, int]) -> None:
    assert Counter(v.type for v in there(register, level, on)) == types


def test_versions_of_a_unit_follow_each_other_without_overlap(register: Register) -> None:
    by_unit: dict[str, list[Version]] = defaultdict(list)
    for version in register.versions:
        by_unit[version.uid].append(version)
    for versions in by_unit.values():
        for one, next_one in pairwise(versions):
            assert one.valid_to is not None
            assert (next_one.valid_from - one.valid_to).days == 1


def test_a_code_names_one_unit_of_a_level_on_a_day(register: Register) -> None:
    for on in (LAST_DAY, REFORM, date(2026, 11, 1)):
        for level in Level:
            codes = [v.code for v in there(register, level, on)]
            assert len(codes) == len(set(codes))


def test_every_unit_stands_under_one_that_is_there(register: Register) -> None:
    for on in (LAST_DAY, REFORM, date(2026, 11, 1)):
        uids = {v.uid for level in Level for v in there(register, level, on)}
        for level in (Level.PROVINCE, Level.DISTRICT, Level.COMMUNE):
            assert all(
                v.parent in uids and (v.province in uids or level is Level.PROVINCE) for v in there(register, level, on)
            )


def test_names_are_composed_and_clean(register: Register) -> None:
    for version in register.versions:
        assert version.name == unicodedata.normalize("NFC", " ".join(version.name.split()))
        words = version.name.replace("Nông trường", "Nông Trường").replace("-", " ").split()
        assert not [word for word in words if word[0].islower()]


def test_eleven_provinces_keep_their_id_and_twenty_three_are_new(register: Register) -> None:
    now = {v.uid: v for v in there(register, Level.PROVINCE, REFORM)}
    before = {v.uid for v in there(register, Level.PROVINCE, LAST_DAY)}
    kept = {v.name for uid, v in now.items() if uid in before}
    assert kept == {
        "Hà Nội", "Cao Bằng", "Điện Biên", "Lai Châu", "Sơn La", "Lạng Sơn", "Quảng Ninh", "Thanh Hóa", "Nghệ An",
        "Hà Tĩnh", "Huế",
    }  # fmt: skip
    assert len(now.keys() - before) == 23


def test_an_id_survives_exactly_when_the_territory_does(register: Register) -> None:
    sources: dict[str, list[Extent]] = defaultdict(list)
    for line in register.lineage:
        sources[line.to_uid].append(line.extent)
    begun = {v.uid for v in register.versions if v.valid_from == REFORM}
    first = {uid for uid in begun if uid.endswith("2025-07-01")}
    assert begun - first == {uid for uid in begun if uid not in sources}
    assert len([uid for uid in begun - first if uid.startswith("commune/")]) == 132
    for uid in first:
        merged_alone = sources[uid] == [Extent.WHOLE]
        assert not merged_alone or only_the_level_changed(register, uid)


def only_the_level_changed(register: Register, uid: str) -> bool:
    return [line.kind for line in register.lineage if line.to_uid == uid] == [LineageKind.LEVEL]


def test_five_special_zones_come_from_districts(register: Register) -> None:
    names = {v.uid: v.name for v in register.versions}
    zones = {names[line.to_uid] for line in register.lineage if line.kind is LineageKind.LEVEL}
    assert zones == {"Bạch Long Vĩ", "Cồn Cỏ", "Côn Đảo", "Hoàng Sa", "Lý Sơn"}


def test_every_old_commune_goes_somewhere_and_every_new_one_comes_from_somewhere(register: Register) -> None:
    gone = {line.from_uid for line in register.lineage}
    come = {line.to_uid for line in register.lineage}
    before = {v.uid for v in there(register, Level.COMMUNE, LAST_DAY)}
    after = {v.uid for v in there(register, Level.COMMUNE, REFORM)}
    assert before - gone == after - come
    assert len(before - gone) == 132


def test_a_divided_commune_has_several_parts_and_a_whole_one_goes_to_one(register: Register) -> None:
    lines: dict[str, list[Extent]] = defaultdict(list)
    for line in register.lineage:
        lines[line.from_uid].append(line.extent)
    for extents in lines.values():
        assert extents == [Extent.WHOLE] or (len(extents) > 1 and set(extents) == {Extent.PART})
    assert sum(len(extents) > 1 for extents in lines.values()) == 441


def test_no_new_commune_takes_from_two_old_provinces(register: Register) -> None:
    province = {v.uid: v.province for v in there(register, Level.COMMUNE, LAST_DAY)}
    sources: dict[str, set[str]] = defaultdict(set)
    for line in register.lineage:
        if line.from_uid in province:
            sources[line.to_uid].add(province[line.from_uid])
    assert {uid for uid, provinces in sources.items() if len(provinces) > 1} == set()


def test_the_pairs_of_the_source_are_all_kept_beside_their_corrections() -> None:
    pairs = rows("commune-pairs-2025-07-01")
    assert Counter(len(row["old"]) for row in pairs) == {5: 10_597, 3: 5}
    known = {(row["old"], row["new"]) for row in pairs}
    for row in rows("commune-pairs-corrections"):
        assert ((row["old"], row["new"]) in known) == (row["extent"] == "none")
        assert row["why"]


def rows(name: str) -> list[dict[str, str]]:
    with (DATA / f"{name}.csv").open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def test_seven_provincial_codes_passed_to_another_name(register: Register) -> None:
    before = {v.code: v.name for v in there(register, Level.PROVINCE, LAST_DAY)}
    after = {v.code: v.name for v in there(register, Level.PROVINCE, REFORM)}
    moved = {code: (before[code], after[code]) for code in before.keys() & after.keys() if before[code] != after[code]}
    assert moved == {
        "15": ("Yên Bái", "Lào Cai"), "24": ("Bắc Giang", "Bắc Ninh"), "44": ("Quảng Bình", "Quảng Trị"),
        "52": ("Bình Định", "Gia Lai"), "80": ("Long An", "Tây Ninh"), "82": ("Tiền Giang", "Đồng Tháp"),
        "91": ("Kiên Giang", "An Giang"),
    }  # fmt: skip


def test_the_changes_of_2026_name_their_resolution_and_day(register: Register) -> None:
    later = [v for v in register.versions if v.valid_from > REFORM]
    assert Counter((v.level.value, v.valid_from, v.date_kind) for v in later) == {
        ("province", date(2026, 4, 30), DateKind.IN_FORCE): 1,
        ("province", date(2026, 9, 1), DateKind.IN_FORCE): 1,
        ("province", date(2026, 9, 20), DateKind.IN_FORCE): 1,
        ("commune", date(2026, 4, 30), DateKind.IN_FORCE): 10,
        ("commune", date(2026, 9, 20), DateKind.IN_FORCE): 12,
    }
    assert {v.basis for v in later if v.name == "Đồng Nai"} == {"Nghị quyết số 30/2026/QH16 ngày 24/4/2026"}


def test_what_ends_or_begins_in_2025_names_its_resolution(register: Register) -> None:
    assert all(v.basis.startswith("Nghị quyết số ") for v in register.versions if v.valid_from == REFORM)
    assert all(line.decision.startswith("Nghị quyết số ") for line in register.lineage)


def test_where_only_the_register_begins_no_basis_is_claimed(register: Register) -> None:
    firsts = [v for v in register.versions if v.date_kind is DateKind.REGISTER]
    assert {v.valid_from for v in firsts} == {date(2008, 8, 1), date(2025, 3, 1)}
    assert {v.basis for v in firsts} == {""}


def test_a_signing_date_is_said_to_be_one(tmp_path: Path) -> None:
    for path in DATA.glob("*.csv"):
        (tmp_path / path.name).write_text(path.read_text(encoding="utf-8"), encoding="utf-8")
    changes = tmp_path / "changes.csv"
    changes.write_text(
        changes.read_text(encoding="utf-8") + "commune,00004,xa,Ba Đình,2026-10-01,signed,1/NQ-X,2026-10-01\n",
        encoding="utf-8",
    )
    changed = [v for v in read_register(tmp_path).versions if v.date_kind is DateKind.SIGNED]
    assert [(v.name, v.type, v.valid_from) for v in changed] == [("Ba Đình", "xa", date(2026, 10, 1))]
