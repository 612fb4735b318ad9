"""Units on a date: counts, versions, what lies below."""

from collections import Counter
from datetime import date

import pytest
from pytest_django import DjangoAssertNumQueries

from binhyen.foundation.errors import DomainError, Invalid
from binhyen.foundation.texts import say
from binhyen.organisation.models import Unit, UnitVersion
from binhyen.organisation.queries import (
    children_on,
    counts,
    nation,
    predecessors,
    province_on,
    resolve_unit,
    verify_versions,
    version_on,
    versions_on,
)
from binhyen.organisation.rules import Level
from tests.organisation.conftest import LAST_DAY, REFORM, TODAY, Ground, province

pytestmark = pytest.mark.django_db


def test_counts_before_and_after_the_reform() -> None:
    assert counts(LAST_DAY) == {"province": 63, "district": 696, "commune": 10_035}
    assert counts(REFORM) == {"province": 34, "district": 0, "commune": 3_321}


def test_counts_leave_invented_units_out(ground: Ground) -> None:
    assert counts(TODAY) == {"province": 34, "district": 0, "commune": 3_321}


def test_counts_of_one_level_reach_as_far_back_as_its_register() -> None:
    assert counts(date(2008, 8, 1), Level.PROVINCE) == {"province": 63}


@pytest.mark.parametrize("on", [date(2008, 7, 31), date(2013, 8, 1), date(2025, 2, 28)])
def test_counts_before_the_register_are_refused_with_the_sentence(on: date) -> None:
    with pytest.raises(Invalid) as refused:
        counts(on)
    assert refused.value.code == "organisation.before_register"
    assert "bắt đầu từ ngày 01/8/2008, cấp huyện và cấp xã từ ngày 01/3/2025" in say(refused.value)


# The provinces of the domain's examples


@pytest.mark.parametrize(
    ("name", "code", "types", "before"),
    [
        ("Hưng Yên", "33", {"xa": 93, "phuong": 11}, {"Hưng Yên", "Thái Bình"}),
        ("Đồng Tháp", "82", {"xa": 82, "phuong": 20}, {"Đồng Tháp", "Tiền Giang"}),
        ("Ninh Bình", "37", {"xa": 97, "phuong": 32}, {"Ninh Bình", "Hà Nam", "Nam Định"}),
        ("Thanh Hóa", "38", {"xa": 147, "phuong": 19}, set()),
    ],
)
def test_what_the_four_provinces_became(name: str, code: str, types: dict[str, int], before: set[str]) -> None:
    unit = province(name, REFORM)
    version = version_on(unit, REFORM)
    assert version is not None
    assert version.code == code
    assert Counter(v.type for v in children_on(unit, Level.COMMUNE, REFORM)) == types
    assert {line.from_unit.last_name().split(" ", 1)[1] for line in predecessors(unit)} == before


@pytest.mark.parametrize(
    ("name", "districts", "communes"),
    [
        ("Thái Bình", 8, 242),
        ("Tiền Giang", 11, 164),
        ("Thanh Hóa", 26, 547),
        ("Hà Nam", 6, 98),
        ("Nam Định", None, 175),
    ],
)
def test_what_the_old_provinces_were_made_of(name: str, districts: int | None, communes: int) -> None:
    unit = province(name, LAST_DAY)
    assert len(children_on(unit, Level.COMMUNE, LAST_DAY)) == communes
    if districts is not None:
        assert len(children_on(unit, Level.DISTRICT, LAST_DAY)) == districts


def test_thanh_hoa_keeps_its_id_and_hung_yen_does_not() -> None:
    assert province("Thanh Hóa", LAST_DAY) == province("Thanh Hóa", REFORM)
    assert province("Hưng Yên", LAST_DAY) != province("Hưng Yên", REFORM)


def test_hue_was_thua_thien_hue_until_2024() -> None:
    unit = province("Thừa Thiên Huế", date(2013, 1, 1))
    assert province("Thành phố Huế", date(2025, 1, 1)) == unit
    assert [v.full_name for v in unit.versions.order_by("valid_from")] == ["Tỉnh Thừa Thiên Huế", "Thành phố Huế"]


def test_dong_nai_becomes_a_city_under_its_id() -> None:
    unit = province("Đồng Nai", REFORM)
    before, after = version_on(unit, date(2026, 4, 29)), version_on(unit, date(2026, 4, 30))
    assert before is not None
    assert after is not None
    assert (before.full_name, after.full_name) == ("Tỉnh Đồng Nai", "Thành phố Đồng Nai")
    assert after.basis.startswith("Nghị quyết số 30/2026/QH16")


def test_children_come_in_vietnamese_order() -> None:
    names = [v.name for v in children_on(nation(), Level.PROVINCE, REFORM)]
    assert names[:4] == ["An Giang", "Bắc Ninh", "Cà Mau", "Cao Bằng"]
    assert names.index("Đà Nẵng") > names.index("Cao Bằng")
    assert names.index("Đồng Tháp") < names.index("Gia Lai")


def test_the_districts_communes_are_its_own() -> None:
    district = resolve_unit("Thị xã Kim Bảng, Hà Nam", LAST_DAY)
    communes = children_on(district, Level.COMMUNE, LAST_DAY)
    assert communes
    assert {v.parent_id for v in communes} == {district.pk}


# Versions


def test_versions_in_bulk_are_those_one_by_one(django_assert_num_queries: DjangoAssertNumQueries) -> None:
    units = [province(name, LAST_DAY) for name in ("Hà Nam", "Hà Nội", "Thanh Hóa")]
    with django_assert_num_queries(1):
        found = versions_on(units, REFORM)
    assert {u.pk: version_on(u, REFORM) for u in units if version_on(u, REFORM)} == found
    assert len(found) == 2


def test_versions_of_the_whole_country_take_one_query(django_assert_num_queries: DjangoAssertNumQueries) -> None:
    ids = list(Unit.objects.values_list("pk", flat=True))
    with django_assert_num_queries(1):
        assert len(versions_on(ids, REFORM)) == 34 + 3_321 + 1


def test_a_question_about_a_commune_before_its_register_is_refused(ground: Ground) -> None:
    commune = children_on(province("Hà Nam", LAST_DAY), Level.COMMUNE, LAST_DAY)[0].unit
    with pytest.raises(Invalid, match="before_register"):
        version_on(commune, date(2020, 1, 1))
    with pytest.raises(Invalid, match="before_register"):
        children_on(province("Hà Nam", LAST_DAY), Level.COMMUNE, date(2020, 1, 1))
    assert version_on(ground.a, date(2020, 1, 1)) is None


def test_the_province_of_a_unit_changes_with_the_day() -> None:
    kept = UnitVersion.objects.get(unit__uid="commune/31249/2025-03-01", valid_from=REFORM).unit
    assert province_on(kept, LAST_DAY) == province("Cần Thơ", LAST_DAY)
    assert province_on(kept, REFORM) == province("Cần Thơ", REFORM)
    old = province("Hà Nam", LAST_DAY)
    assert province_on(old, LAST_DAY) == old
    assert province_on(old, REFORM) is None
    assert province_on(nation(), REFORM) is None


def test_the_whole_register_is_free_of_overlaps() -> None:
    assert verify_versions() == UnitVersion.objects.count()


def test_a_unit_with_two_versions_on_a_day_is_found(ground: Ground) -> None:
    UnitVersion.objects.filter(unit=ground.a).update(unit=ground.b, valid_from=date(2024, 2, 1))
    overlap_is_found()


def test_a_code_of_two_units_on_a_day_is_found(ground: Ground) -> None:
    UnitVersion.objects.filter(unit=ground.a).update(code="TB", valid_from=date(2024, 2, 1))
    overlap_is_found()


def overlap_is_found() -> None:
    with pytest.raises(DomainError) as found:
        verify_versions()
    assert found.value.code == "organisation.versions_overlap"
    assert "Xã Đồng A" in say(found.value)
