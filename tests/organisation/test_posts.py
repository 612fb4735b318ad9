"""Who sees and does what, and when."""

from datetime import date, datetime, timedelta

import pytest

from binhyen.foundation.errors import NotAllowed
from binhyen.organisation.actions import end_post, record_failure
from binhyen.organisation.actor import Actor, relation, require
from binhyen.organisation.models import Unit
from binhyen.organisation.queries import (
    actor_for,
    is_locked,
    nation,
    posts_of,
)
from binhyen.organisation.rules import Act, Relation, Role
from tests.organisation.conftest import LAST_DAY, REFORM, TODAY, Cast, Ground, merge, province

pytestmark = pytest.mark.django_db


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


def test_a_post_opens_nothing_once_its_unit_has_passed_on(ground: Ground, cast: Cast, now: datetime) -> None:
    officer = cast.actor(Role.COMMUNE_OFFICER, ground.a)
    merge(ground, now, date(2026, 2, 1))
    assert posts_of(officer.user, date(2026, 1, 31)) == [officer.post]
    assert posts_of(officer.user, date(2026, 2, 1)) == []


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
