"""A unit by name or code on a date."""

from collections import Counter
from datetime import date

import pytest

from binhyen.foundation.errors import Invalid, NotFound
from binhyen.foundation.texts import say
from binhyen.organisation.models import UnitVersion
from binhyen.organisation.queries import (
    find_units,
    resolve_province_first,
    resolve_unit,
    version_on,
)
from binhyen.organisation.rules import Level
from tests.organisation.conftest import LAST_DAY, REFORM, TODAY, Ground

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize(
    "typed",
    ["Thái Bình", "tinh thai binh", "Tỉnh Thái Bình", "THAI BINH", "34", "Tha\u0301i Bi\u0300nh", " thái  bình "],
)
def test_a_province_is_found_however_it_is_typed(typed: str) -> None:
    unit = resolve_unit(typed, date(2013, 6, 30), Level.PROVINCE)
    assert unit.last_name() == "Tỉnh Thái Bình"


def test_a_code_belongs_to_its_day() -> None:
    assert resolve_unit("82", LAST_DAY).last_name() == "Tỉnh Tiền Giang"
    assert resolve_unit("82", REFORM).last_name() == "Tỉnh Đồng Tháp"


def test_both_spellings_of_a_tone_are_the_same_name() -> None:
    assert resolve_unit("Thanh Hoá", REFORM, Level.PROVINCE) == resolve_unit("Thanh Hóa", REFORM, Level.PROVINCE)
    assert resolve_unit("Xã Ea H’Leo, Đắk Lắk", REFORM) == resolve_unit("ea h'leo", REFORM, Level.COMMUNE)


def test_several_hits_are_candidates_never_a_guess() -> None:
    hits = find_units("Xã Tân Tiến", LAST_DAY)
    assert len(hits) >= 7
    assert {hit.full_name for hit in hits} == {"Xã Tân Tiến"}
    with pytest.raises(NotFound) as refused:
        resolve_unit("Xã Tân Tiến", LAST_DAY)
    assert refused.value.code == "organisation.unit_ambiguous"
    assert refused.value.params["hits"] == hits
    assert "Xã Tân Tiến, huyện" in say(refused.value)


def test_a_unit_above_tells_namesakes_apart() -> None:
    hits = find_units("Xã Tân Tiến, Hưng Yên", LAST_DAY)
    assert len(hits) == 1
    assert hits[0].above[-1] == "tỉnh Hưng Yên"
    assert resolve_unit("tan tien, tinh hung yen", LAST_DAY, Level.COMMUNE).pk == hits[0].unit_id


def test_marks_typed_must_agree_and_names_without_marks_stay_open() -> None:
    assert len(find_units("Xã Cẩm Giang, Hải Phòng", REFORM)) == 1
    assert len(find_units("xa cam giang, hai phong", REFORM)) == 2
    with pytest.raises(NotFound) as refused:
        resolve_unit("Tỉnh Thái Bính", LAST_DAY)
    assert refused.value.code == "organisation.unit_near"
    assert "Tỉnh Thái Bình (mã 34)" in say(refused.value)


def test_no_duplicate_name_ever_matches_across_provinces() -> None:
    rows = UnitVersion.objects.filter(valid_from=REFORM, level=Level.COMMUNE).select_related("unit", "province")
    full = Counter((v.type, v.folded) for v in rows)
    doubled = [v for v in rows if full[v.type, v.folded] > 1]
    assert len({(v.type, v.folded) for v in doubled}) > 200
    for version in doubled[::40]:
        assert version.province is not None
        above = version_on(version.province, REFORM)
        assert above is not None
        found = find_units(f"{version.full_name}, {above.full_name}", REFORM)
        assert version.unit_id in {hit.unit_id for hit in found}
        assert {hit.above[-1] for hit in found} == {above.name_in_text}


def test_a_name_of_other_days_is_named_with_its_days() -> None:
    with pytest.raises(NotFound) as refused:
        resolve_unit("Tỉnh Hà Nam", TODAY)
    assert refused.value.code == "organisation.unit_near"
    assert "Tỉnh Hà Nam (01/8/2008 - 30/6/2025)" in say(refused.value)


def test_a_name_nobody_has_is_unknown() -> None:
    with pytest.raises(NotFound) as refused:
        resolve_unit("Tỉnh <b>Không Có</b> {0}", TODAY)
    assert refused.value.code == "organisation.unit_unknown"
    assert "Không Có" in say(refused.value)


def test_a_commune_before_the_register_is_refused_not_unknown() -> None:
    for level in (None, Level.COMMUNE):
        with pytest.raises(Invalid) as refused:
            find_units("Xã Tân Tiến", date(2013, 1, 1), level)
        assert refused.value.code == "organisation.before_register"


def test_an_invented_unit_is_found_and_marked(ground: Ground) -> None:
    (hit,) = find_units("Tỉnh Thử", date(2024, 6, 30))
    assert hit.invented
    assert resolve_unit("xa dong a", date(2024, 6, 30)) == ground.a


@pytest.mark.parametrize("typed", ["", "  ", "\x00", "%", "'; DROP TABLE", "x" * 5000, "00001\n"])
def test_hostile_text_is_simply_unknown(typed: str) -> None:
    with pytest.raises(NotFound):
        resolve_unit(typed, TODAY)


def test_a_review_of_a_day_before_communes_are_known_is_answered_for_provinces() -> None:
    assert resolve_province_first("Hà Nam", date(2023, 6, 6)).uid
    with pytest.raises(NotFound) as refused:
        resolve_province_first("Tân Tiến", date(2019, 6, 30))
    assert refused.value.code in ("organisation.unit_unknown", "organisation.unit_near")
