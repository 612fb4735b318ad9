"""Questions about the real register and about invented ground."""

from collections import Counter
from datetime import date, datetime, timedelta

import pytest
from pytest_django import DjangoAssertNumQueries

from binhyen.foundation.errors import Invalid, NotAllowed, NotFound
from binhyen.foundation.texts import say
from binhyen.organisation.actions import NewUnit, Pass, change_units, end_post, record_failure
from binhyen.organisation.actor import Actor, relation, require
from binhyen.organisation.models import Unit, UnitVersion
from binhyen.organisation.queries import (
    actor_for,
    children_on,
    counts,
    find_units,
    is_locked,
    nation,
    posts_of,
    predecessors,
    province_on,
    recut,
    resolve_unit,
    successors,
    territory,
    version_on,
    versions_on,
)
from binhyen.organisation.rules import Act, Extent, Level, LineageKind, Relation, Role
from tests.organisation.conftest import Cast, Ground

pytestmark = pytest.mark.django_db

LAST_DAY = date(2025, 6, 30)
REFORM = date(2025, 7, 1)
TODAY = date(2026, 11, 20)


def province(name: str, on: date) -> Unit:
    return resolve_unit(name, on, Level.PROVINCE)


# Counts


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


# Look-up


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
    assert "Tỉnh Hà Nam (01/08/2008 - 30/06/2025)" in say(refused.value)


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


# Lineage


def test_successors_and_predecessors_read_both_ways() -> None:
    old, new = province("Hà Nam", LAST_DAY), province("Ninh Bình", REFORM)
    (line,) = successors(old)
    assert (line.to_unit, line.extent, line.on) == (new, Extent.WHOLE, REFORM)
    assert line.decision == "Nghị quyết số 202/2025/QH15 ngày 12/6/2025"
    assert len(predecessors(new)) == 3


def test_a_territory_holds_all_that_ever_was_below_and_what_passed_whole() -> None:
    new, old = province("Ninh Bình", REFORM), province("Hà Nam", LAST_DAY)
    mine = territory(new)
    assert {new.pk, old.pk} <= mine
    assert {v.unit_id for v in children_on(old, Level.COMMUNE, LAST_DAY)} <= mine
    assert {v.unit_id for v in children_on(old, Level.DISTRICT, LAST_DAY)} <= mine
    assert {v.unit_id for v in children_on(new, Level.COMMUNE, REFORM)} <= mine
    assert province("Nam Định", LAST_DAY).pk in mine
    assert province("Thái Bình", LAST_DAY).pk not in mine
    assert new.pk not in territory(old)


def test_territories_of_the_provinces_share_nothing_and_make_up_the_nation() -> None:
    shares = [territory(v.unit) for v in children_on(nation(), Level.PROVINCE, REFORM)]
    assert sum(len(share) for share in shares) == len(frozenset().union(*shares))
    assert territory(nation()) == frozenset().union(*shares) | {nation().pk}
    assert len(territory(nation())) == Unit.objects.real().count()


def test_a_commune_formed_from_whole_ones_holds_them_and_parts_stay_outside(ground: Ground, now: datetime) -> None:
    new = merge(ground, now, REFORM)
    assert territory(new) == {new.pk, ground.a.pk, ground.b.pk}


def merge(ground: Ground, now: datetime, on: date) -> Unit:
    """A and B merged into N."""
    new = NewUnit("thu/N", Level.COMMUNE, "xa", "Đồng N", "TN", ground.province)
    passes = [Pass(ground.a, new, Extent.WHOLE), Pass(ground.b, new, Extent.WHOLE)]
    (unit,) = change_units(passes, kind=LineageKind.MERGE, on=on, decision="NQ thử", actor=None, now=now)
    return unit


def divide(ground: Ground, now: datetime, on: date) -> tuple[Unit, Unit]:
    """C divided into X and Y."""
    x, y = (NewUnit(f"thu/{n}", Level.COMMUNE, "xa", f"Đồng {n}", f"T{n}", ground.province) for n in "XY")
    passes = [Pass(ground.c, x, Extent.PART), Pass(ground.c, y, Extent.PART)]
    one, other = change_units(passes, kind=LineageKind.SPLIT, on=on, decision="NQ thử", actor=None, now=now)
    return one, other


# Other boundaries


def on_boundaries(figures: dict[int, int], on: date, level: Level = Level.COMMUNE) -> dict[int | None, int]:
    """Sums of ``figures`` by what their units are on ``on``; None holds what cannot be converted."""
    sums: Counter[int | None] = Counter()
    for unit, target in recut(figures, on, level).items():
        sums[target] += figures[unit]
    return dict(sums)


def test_a_merger_of_five_and_seven_shows_twelve(ground: Ground, now: datetime) -> None:
    new = merge(ground, now, REFORM)
    assert on_boundaries({ground.a.pk: 5, ground.b.pk: 7}, REFORM) == {new.pk: 12}
    assert on_boundaries({ground.a.pk: 5, ground.b.pk: 7}, LAST_DAY) == {ground.a.pk: 5, ground.b.pk: 7}


def test_a_merged_units_figure_is_not_divided_over_the_old_ones(ground: Ground, now: datetime) -> None:
    new = merge(ground, now, REFORM)
    assert recut([new.pk], LAST_DAY) == {new.pk: None}
    assert recut([new.pk], LAST_DAY, Level.PROVINCE) == {new.pk: ground.province.pk}


def test_a_division_is_not_converted_but_absorbed_by_the_province(ground: Ground, now: datetime) -> None:
    x, y = divide(ground, now, REFORM)
    assert recut([ground.c.pk], REFORM) == {ground.c.pk: None}
    assert recut([ground.c.pk], REFORM, Level.PROVINCE) == {ground.c.pk: ground.province.pk}
    assert recut([x.pk, y.pk], LAST_DAY) == {x.pk: ground.c.pk, y.pk: ground.c.pk}


def test_a_restored_pair_stands_for_itself_again(ground: Ground, now: datetime) -> None:
    new = merge(ground, now, REFORM)
    later = date(2026, 7, 1)
    back = [Pass(new, ground.a, Extent.PART), Pass(new, ground.b, Extent.PART)]
    restored = change_units(back, kind=LineageKind.RESTORE, on=later, decision="NQ thử", actor=None, now=now)
    assert restored == [ground.a, ground.b]
    figures = {ground.a.pk: 5, ground.b.pk: 7}
    assert on_boundaries(figures, later) == {ground.a.pk: 5, ground.b.pk: 7}
    assert on_boundaries(figures, REFORM) == {new.pk: 12}
    assert on_boundaries({**figures, new.pk: 100}, later) == {ground.a.pk: 5, ground.b.pk: 7, None: 100}


def test_a_merged_unit_that_is_later_divided_is_followed_through_both(ground: Ground, now: datetime) -> None:
    new = merge(ground, now, REFORM)
    later = date(2026, 7, 1)
    parts = [NewUnit(f"thu/{n}", Level.COMMUNE, "xa", f"Đồng {n}", f"T{n}", ground.province) for n in "XY"]
    change_units(
        [Pass(new, part, Extent.PART) for part in parts], kind=LineageKind.SPLIT, on=later, decision="NQ thử", actor=None,
        now=now,
    )  # fmt: skip
    assert recut([ground.a.pk], later) == {ground.a.pk: None}
    assert recut([ground.a.pk], later, Level.PROVINCE) == {ground.a.pk: ground.province.pk}


def test_old_provinces_lie_in_new_ones_and_new_ones_not_in_old_ones() -> None:
    old, new = province("Hà Nam", LAST_DAY), province("Ninh Bình", REFORM)
    assert recut([old.pk], REFORM, Level.PROVINCE) == {old.pk: new.pk}
    assert recut([new.pk], LAST_DAY, Level.PROVINCE) == {new.pk: None}
    assert recut([old.pk], REFORM, Level.COMMUNE) == {old.pk: None}


def test_a_district_lies_in_what_its_province_became() -> None:
    district = children_on(province("Hà Nam", LAST_DAY), Level.DISTRICT, LAST_DAY)[0].unit
    assert recut([district.pk], REFORM, Level.PROVINCE) == {district.pk: province("Ninh Bình", REFORM).pk}
    assert recut([district.pk], REFORM, Level.COMMUNE) == {district.pk: None}


def test_an_island_district_is_its_special_zone() -> None:
    district = resolve_unit("Huyện Lý Sơn", LAST_DAY)
    zone = resolve_unit("Đặc khu Lý Sơn", REFORM)
    assert recut([district.pk], REFORM) == {district.pk: zone.pk}


def test_the_whole_country_is_converted_with_nothing_lost(
    django_assert_max_num_queries: DjangoAssertNumQueries,
) -> None:
    old = {v.unit_id: 1 for v in children_on(nation(), Level.COMMUNE, LAST_DAY)}
    assert len(old) == 10_035
    with django_assert_max_num_queries(8):
        by_commune = on_boundaries(old, REFORM)
    with django_assert_max_num_queries(8):
        by_province = on_boundaries(old, REFORM, Level.PROVINCE)
    assert sum(by_commune.values()) == sum(by_province.values()) == 10_035
    assert by_commune[None] == 441  # the divided ones, see test_register
    assert None not in by_province
    assert len(by_province) == 34
    assert by_province[province("Hưng Yên", REFORM).pk] == 242 + 139


def test_today_is_converted_to_itself() -> None:
    today = {v.unit_id: 1 for v in children_on(nation(), Level.COMMUNE, TODAY)}
    assert recut(today, TODAY) == {unit: unit for unit in today}


def test_boundaries_before_the_register_are_refused_for_real_units_only(ground: Ground) -> None:
    real = children_on(nation(), Level.COMMUNE, REFORM)[0].unit_id
    with pytest.raises(Invalid, match="before_register"):
        recut([real], date(2024, 6, 30))
    assert recut([ground.a.pk], date(2024, 6, 30)) == {ground.a.pk: ground.a.pk}


# Who sees and does what


def test_relations_are_those_of_the_day_of_acting(ground: Ground, cast: Cast, now: datetime) -> None:
    desk = cast.actor(Role.PROVINCIAL_DESK, ground.province)
    officer = cast.actor(Role.COMMUNE_OFFICER, ground.a)
    assert relation(desk, ground.province, TODAY) is Relation.OWN
    assert relation(desk, ground.a, TODAY) is Relation.CHILD
    assert relation(officer, ground.province, TODAY) is Relation.PARENT
    assert relation(officer, ground.b, TODAY) is Relation.SIBLING
    assert relation(officer, province("Hà Nội", TODAY), TODAY) is Relation.OUTSIDE
    new = merge(ground, now, date(2026, 2, 1))
    heir = cast.actor(Role.COMMUNE_OFFICER, new, since=date(2026, 2, 1))
    assert relation(heir, ground.a, TODAY) is Relation.FORMER
    assert relation(desk, ground.a, TODAY) is Relation.FORMER
    assert relation(heir, ground.c, TODAY) is Relation.SIBLING
    assert relation(officer, new, TODAY) is Relation.OUTSIDE


def test_a_ministry_is_above_real_provinces_and_outside_invented_ones(ground: Ground, cast: Cast) -> None:
    analyst = cast.actor(Role.MINISTRY_ANALYST, nation())
    assert relation(analyst, province("Hà Nội", TODAY), TODAY) is Relation.CHILD
    assert relation(analyst, province("Hà Nam", LAST_DAY), TODAY) is Relation.FORMER
    assert relation(analyst, ground.province, TODAY) is Relation.OUTSIDE
    require(analyst, Act.SEE_APPROVED, ground.province, TODAY)


def test_a_desk_acts_for_the_province_that_became_part_of_its_own(cast: Cast) -> None:
    desk = cast.actor(Role.PROVINCIAL_DESK, province("Ninh Bình", REFORM))
    old, foreign = province("Hà Nam", LAST_DAY), province("Thái Bình", LAST_DAY)
    for act in (Act.ACCEPT_TEXT, Act.DRAFT, Act.SUBMIT, Act.APPROVE, Act.SEE_ALL_STATES):
        require(desk, act, old, TODAY)
        with pytest.raises(NotAllowed):
            require(desk, act, foreign, TODAY)


def test_visible_units_are_the_posts_territory_and_the_outsider_sees_none_of_it(ground: Ground, cast: Cast) -> None:
    desk, outsider = cast.actor(Role.PROVINCIAL_DESK, ground.province), cast.actor(Role.COMMUNE_OFFICER, ground.c)
    inside = {ground.province, ground.a, ground.b, ground.c}
    assert set(Unit.objects.visible_to(desk)) == inside
    assert set(Unit.objects.visible_to(outsider)) == {ground.c}
    assert Unit.objects.visible_to(cast.administrator()).count() == Unit.objects.count()


def test_rights_begin_and_end_with_the_post(ground: Ground, cast: Cast, now: datetime) -> None:
    officer = cast.actor(Role.COMMUNE_OFFICER, ground.a, since=date(2026, 3, 1))
    require(officer, Act.DRAFT, ground.a, date(2026, 3, 1))
    with pytest.raises(NotAllowed):
        require(officer, Act.DRAFT, ground.a, date(2026, 2, 28))
    ended = end_post(officer.post, ends_on=date(2026, 6, 30), actor=None, now=now)
    require(Actor(officer.user, ended), Act.DRAFT, ground.a, date(2026, 6, 30))
    with pytest.raises(NotAllowed):
        require(Actor(officer.user, ended), Act.DRAFT, ground.a, date(2026, 7, 1))


def test_a_closed_account_holds_no_posts(ground: Ground, cast: Cast) -> None:
    officer = cast.actor(Role.COMMUNE_OFFICER, ground.a)
    assert posts_of(officer.user, TODAY) == [officer.post]
    assert actor_for(officer.user, TODAY) == officer
    officer.user.is_active = False
    officer.user.save()
    assert posts_of(officer.user, TODAY) == []
    with pytest.raises(NotAllowed):
        actor_for(officer.user, TODAY, officer.post.pk)
    with pytest.raises(NotAllowed):
        require(officer, Act.DRAFT, ground.a, TODAY)


def test_nobody_acts_in_another_ones_post(ground: Ground, cast: Cast) -> None:
    one, other = cast.actor(Role.COMMUNE_OFFICER, ground.a), cast.actor(Role.COMMUNE_LEADER, ground.a)
    with pytest.raises(NotAllowed) as refused:
        actor_for(one.user, TODAY, other.post.pk)
    assert refused.value.code == "organisation.no_post"


def test_the_same_hand_is_the_same_user_or_the_same_post(ground: Ground, cast: Cast) -> None:
    one, other = (
        cast.actor(Role.PROVINCIAL_DESK, ground.province, "nam"),
        cast.actor(Role.PROVINCIAL_DESK, ground.province, "minh"),
    )
    assert one.is_same_hand(one.user.pk, other.post.pk)
    assert one.is_same_hand(other.user.pk, one.post.pk)
    assert not one.is_same_hand(other.user.pk, other.post.pk)
    assert not one.is_same_hand(None, None)


def test_the_tenth_failure_locks_a_name_for_a_quarter_of_an_hour(now: datetime) -> None:
    for n in range(10):
        assert not is_locked("lan|10.0.0.1", now)
        record_failure("lan|10.0.0.1", now=now + timedelta(seconds=n))
    assert is_locked(" LAN|10.0.0.1", now + timedelta(seconds=10))
    assert not is_locked("binh|10.0.0.1", now + timedelta(seconds=10))
    assert not is_locked("lan|10.0.0.1", now + timedelta(minutes=15))


def test_a_commune_code_leads_to_another_unit_after_the_merger() -> None:
    before, after = resolve_unit("12499", LAST_DAY), resolve_unit("12499", REFORM)
    assert before != after
    assert recut([before.pk], REFORM) == {before.pk: after.pk}
