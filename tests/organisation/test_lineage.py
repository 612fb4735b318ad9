"""What came from what, and old figures on other boundaries."""

from collections import Counter
from datetime import date, datetime

import pytest
from pytest_django import DjangoAssertNumQueries

from binhyen.foundation.errors import Invalid
from binhyen.organisation.actions import NewUnit, Pass, change_units
from binhyen.organisation.models import Unit
from binhyen.organisation.queries import (
    children_on,
    nation,
    predecessors,
    recut,
    resolve_unit,
    successors,
    territory,
)
from binhyen.organisation.rules import Extent, Level, LineageKind
from tests.organisation.conftest import LAST_DAY, REFORM, TODAY, Ground, divide, merge, province

pytestmark = pytest.mark.django_db


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


def test_a_commune_code_leads_to_another_unit_after_the_merger() -> None:
    before, after = resolve_unit("12499", LAST_DAY), resolve_unit("12499", REFORM)
    assert before != after
    assert recut([before.pk], REFORM) == {before.pk: after.pk}
