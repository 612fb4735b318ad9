"""What the actions of this room write and refuse."""

from collections.abc import Callable
from datetime import date, datetime
from fractions import Fraction

import pytest
from django.db import IntegrityError, transaction

from binhyen.foundation.audit import verify
from binhyen.foundation.errors import DomainError, Invalid, NotAllowed
from binhyen.foundation.models import AuditEntry
from binhyen.foundation.texts import say
from binhyen.organisation.actions import (
    NewUnit,
    Pass,
    assign_post,
    change_units,
    create_organisation,
    create_unit,
    create_user,
    end_post,
    load_register,
    rename_unit,
)
from binhyen.organisation.models import Lineage, Organisation, Post, Unit, UnitVersion, User
from binhyen.organisation.queries import counts, nation, resolve_unit, version_on
from binhyen.organisation.rules import Extent, Level, LineageKind, Role
from tests.organisation.conftest import BEGAN, PASSWORD, Cast, Ground

pytestmark = pytest.mark.django_db

ON = date(2026, 3, 1)
BY = "Nghị quyết thử"


def new_commune(letter: str, ground: Ground) -> NewUnit:
    return NewUnit(f"thu/{letter}", Level.COMMUNE, "xa", f"Đồng {letter}", f"T{letter}", ground.province)


def refused(code: str) -> pytest.RaisesExc[Invalid]:
    """An ``Invalid`` of that code whose sentence is filled in whole."""

    def told(error: Invalid) -> bool:
        return error.code == f"organisation.{code}" and "{" not in say(error)

    return pytest.RaisesExc(Invalid, check=told)


# The register


def test_a_second_load_changes_nothing(now: datetime) -> None:
    before = (Unit.objects.count(), UnitVersion.objects.count(), Lineage.objects.count(), AuditEntry.objects.count())
    loaded = load_register(now=now)
    assert loaded.already
    assert before == (
        Unit.objects.count(),
        UnitVersion.objects.count(),
        Lineage.objects.count(),
        AuditEntry.objects.count(),
    )
    assert before[:3] == (loaded.units, loaded.versions, loaded.lineage)


def test_the_register_is_loaded_in_one_audited_step_by_no_person() -> None:
    entry = AuditEntry.objects.get(verb="organisation.load_register")
    assert (entry.user_id, entry.post_id) == (None, None)
    verify()


def test_another_edition_is_never_loaded_over_the_one_that_is_there(now: datetime) -> None:
    Unit.objects.filter(uid="commune/00004/2025-07-01").update(uid="commune/00004/2024-01-01")
    with refused("register_differs"):
        load_register(now=now)


# Units


def test_an_invented_province_stands_under_nothing_and_is_not_counted(ground: Ground) -> None:
    version = version_on(ground.province, ON)
    assert version is not None
    assert (version.parent, version.province) == (None, None)
    assert counts(ON)["province"] == 34


def test_a_commune_knows_its_province(ground: Ground) -> None:
    version = version_on(ground.a, ON)
    assert version is not None
    assert (version.parent, version.province, version.folded) == (ground.province, ground.province, "dong a")


@pytest.mark.parametrize(
    ("change", "code"),
    [
        ({"uid": "thu/A"}, "unit_exists"),
        ({"code": "TA"}, "code_taken"),
        ({"type": "lang"}, "type_unknown"),
        ({"name": "  "}, "name_empty"),
        ({"parent": None}, "wrong_parent"),
        ({"level": Level.PROVINCE}, "wrong_parent"),
        ({"invented": False}, "wrong_parent"),
    ],
)
def test_a_unit_that_does_not_fit_is_refused(
    ground: Ground, now: datetime, change: dict[str, object], code: str
) -> None:
    good = {"uid": "thu/D", "level": Level.COMMUNE, "type": "xa", "name": "D", "code": "TD", "parent": ground.province}
    units = Unit.objects.count()
    with refused(code):
        create_unit(NewUnit(**{**good, **change}), valid_from=ON, actor=None, now=now)  # type: ignore[arg-type]
    assert Unit.objects.count() == units


def test_a_code_may_be_used_again_once_it_is_free(ground: Ground, now: datetime) -> None:
    merge(ground, now)
    again = NewUnit("thu/D", Level.COMMUNE, "xa", "Đồng D", "TA", ground.province)
    with refused("code_taken"):
        create_unit(again, valid_from=date(2026, 2, 28), actor=None, now=now)
    create_unit(again, valid_from=ON, actor=None, now=now)
    assert resolve_unit("TA", date(2026, 2, 28)) == ground.a
    assert resolve_unit("TA", ON).uid == "thu/D"


def merge(ground: Ground, now: datetime) -> Unit:
    new = new_commune("N", ground)
    passes = [Pass(ground.a, new, Extent.WHOLE), Pass(ground.b, new, Extent.WHOLE)]
    (unit,) = change_units(passes, kind=LineageKind.MERGE, on=ON, decision=BY, actor=None, now=now)
    return unit


def test_a_merger_ends_the_old_ones_the_day_before_and_keeps_the_decision(ground: Ground, now: datetime) -> None:
    unit = merge(ground, now)
    assert version_on(ground.a, date(2026, 2, 28)) is not None
    assert version_on(ground.a, ON) is None
    assert version_on(unit, date(2026, 2, 28)) is None
    version = version_on(unit, ON)
    assert version is not None
    assert (version.basis, version.province, unit.invented) == (BY, ground.province, True)
    lines = Lineage.objects.filter(to_unit=unit)
    assert {(line.from_unit_id, line.extent, line.decision, line.on) for line in lines} == {
        (ground.a.pk, "whole", BY, ON),
        (ground.b.pk, "whole", BY, ON),
    }


def test_declared_shares_of_a_division_are_kept(ground: Ground, now: datetime) -> None:
    x, y = new_commune("X", ground), new_commune("Y", ground)
    passes = [Pass(ground.c, x, Extent.PART, Fraction(2, 3)), Pass(ground.c, y, Extent.PART, Fraction(1, 3))]
    change_units(passes, kind=LineageKind.SPLIT, on=ON, decision=BY, actor=None, now=now)
    assert list(ground.c.lineage_out.values_list("share_num", "share_den")) == [(2, 3), (1, 3)]


def test_a_unit_is_restored_under_its_old_id_and_name(ground: Ground, now: datetime) -> None:
    unit, later = merge(ground, now), date(2026, 9, 1)
    back = [Pass(unit, ground.a, Extent.PART), Pass(unit, ground.b, Extent.PART)]
    change_units(back, kind=LineageKind.RESTORE, on=later, decision=BY, actor=None, now=now)
    assert [(v.valid_from, v.valid_to, v.name) for v in ground.a.versions.order_by("valid_from")] == [
        (BEGAN, date(2026, 2, 28), "Đồng A"),
        (later, None, "Đồng A"),
    ]
    assert version_on(unit, later) is None


@pytest.mark.parametrize(
    ("shape", "code"),
    [
        ("nothing", "nothing_passes"),
        ("one part", "whole_or_parts"),
        ("two wholes", "whole_or_parts"),
        ("whole with a share", "whole_or_parts"),
        ("too much", "shares_over_one"),
        ("into one that stays", "territory_kept"),
        ("a province with communes", "has_children"),
        ("no decision", "basis_missing"),
    ],
)
def test_a_change_that_does_not_add_up_leaves_everything_as_it_was(
    ground: Ground, now: datetime, shape: str, code: str
) -> None:
    x, y = new_commune("X", ground), new_commune("Y", ground)
    other = NewUnit("thu/Q", Level.PROVINCE, "tinh", "Khác", "TQ", None)
    passes = {
        "nothing": [],
        "one part": [Pass(ground.c, x, Extent.PART)],
        "two wholes": [Pass(ground.c, x, Extent.WHOLE), Pass(ground.c, y, Extent.WHOLE)],
        "whole with a share": [Pass(ground.c, x, Extent.WHOLE, Fraction(1, 2))],
        "too much": [Pass(ground.c, x, Extent.PART, Fraction(2, 3)), Pass(ground.c, y, Extent.PART, Fraction(2, 3))],
        "into one that stays": [Pass(ground.c, ground.a, Extent.WHOLE)],
        "a province with communes": [Pass(ground.province, other, Extent.WHOLE)],
        "no decision": [Pass(ground.c, x, Extent.WHOLE)],
    }[shape]
    rows = (UnitVersion.objects.count(), AuditEntry.objects.count())
    with refused(code):
        change_units(
            passes, kind=LineageKind.MERGE, on=ON, decision="" if shape == "no decision" else BY, actor=None, now=now
        )
    assert rows == (UnitVersion.objects.count(), AuditEntry.objects.count())
    assert version_on(ground.c, ON) is not None


def test_the_past_is_not_written_over(ground: Ground, now: datetime) -> None:
    merge(ground, now)
    x, y = new_commune("X", ground), new_commune("Y", ground)
    again = [Pass(ground.a, x, Extent.PART), Pass(ground.a, y, Extent.PART)]
    with refused("unit_not_valid"):
        change_units(again, kind=LineageKind.SPLIT, on=ON, decision=BY, actor=None, now=now)
    rename_unit(ground.c, on=date(2026, 5, 1), basis=BY, name="Đồng Mới", actor=None, now=now)
    early = [Pass(ground.c, x, Extent.PART), Pass(ground.c, y, Extent.PART)]
    with refused("overlap"):
        change_units(early, kind=LineageKind.SPLIT, on=ON, decision=BY, actor=None, now=now)


def test_a_new_name_type_and_code_leave_the_id(ground: Ground, now: datetime) -> None:
    rename_unit(ground.a, on=ON, basis=BY, name="Đồng Mới", unit_type="phuong", code="TZ", actor=None, now=now)
    before, after = version_on(ground.a, date(2026, 2, 28)), version_on(ground.a, ON)
    assert before is not None
    assert after is not None
    assert (before.full_name, before.code, after.full_name, after.code) == ("Xã Đồng A", "TA", "Phường Đồng Mới", "TZ")
    assert not ground.a.lineage_out.exists()
    with refused("name_unchanged"):
        rename_unit(ground.a, on=date(2026, 4, 1), basis=BY, code="TZ", actor=None, now=now)


def test_the_database_itself_refuses_impossible_rows(ground: Ground) -> None:
    version = version_on(ground.a, ON)
    assert version is not None
    wrong: list[dict[str, object]] = [
        {"valid_to": date(2020, 1, 1)},
        {"province": None},
        {"parent": ground.a},
        {"level": "province"},
    ]
    for change in wrong:
        with pytest.raises(IntegrityError), transaction.atomic():
            UnitVersion.objects.filter(pk=version.pk).update(**change)
    with pytest.raises(IntegrityError), transaction.atomic():
        Lineage.objects.create(kind="merge", on=ON, from_unit=ground.a, to_unit=ground.a, extent="whole")
    with pytest.raises(IntegrityError), transaction.atomic():
        Lineage.objects.create(
            kind="merge", on=ON, from_unit=ground.a, to_unit=ground.b, extent="whole", share_num=1, share_den=2
        )


# People


def test_only_an_administrator_changes_units_users_and_posts(ground: Ground, cast: Cast, now: datetime) -> None:
    desk = cast.actor(Role.PROVINCIAL_DESK, ground.province)
    new = new_commune("X", ground)
    attempts: list[Callable[[], object]] = [
        lambda: create_unit(new, valid_from=ON, actor=desk, now=now),
        lambda: rename_unit(ground.a, on=ON, basis=BY, name="Mới", actor=desk, now=now),
        lambda: change_units(
            [Pass(ground.a, new, Extent.WHOLE)], kind=LineageKind.MERGE, on=ON, decision=BY, actor=desk, now=now
        ),
        lambda: create_user(username="moi", password=PASSWORD, actor=desk, now=now),
        lambda: create_organisation(name="Ban", branch="state", actor=desk, now=now),
        lambda: assign_post(
            role=Role.PROVINCIAL_DESK, unit=ground.province, holder=desk.user, title="x", valid_from=date(2027, 1, 1),
            actor=desk, now=now,
        ),
        lambda: end_post(desk.post, ends_on=ON, actor=desk, now=now),
    ]  # fmt: skip
    rows = (Unit.objects.count(), User.objects.count(), Post.objects.count(), AuditEntry.objects.count())
    for attempt in attempts:
        with pytest.raises(NotAllowed):
            attempt()
    assert rows == (Unit.objects.count(), User.objects.count(), Post.objects.count(), AuditEntry.objects.count())


def test_an_administrators_act_is_kept_with_user_and_post(ground: Ground, cast: Cast, now: datetime) -> None:
    boss = cast.administrator()
    body = create_organisation(name="Ban Chỉ đạo", branch="state", unit=ground.province, actor=boss, now=now)
    entry = AuditEntry.objects.latest("seq")
    assert (entry.verb, entry.object) == ("organisation.create_organisation", f"organisation:{body.pk}")
    assert (entry.user_id, entry.post_id) == (boss.user.pk, boss.post.pk)
    assert Organisation.objects.get().unit == ground.province


def test_an_administrator_whose_post_ended_administers_no_more(cast: Cast, now: datetime) -> None:
    boss = cast.administrator()
    boss.post.valid_to = date(2026, 11, 19)
    with pytest.raises(NotAllowed):
        create_user(username="moi", password=PASSWORD, actor=boss, now=now)


def test_a_user_has_a_name_and_a_password_and_nothing_personal(now: datetime) -> None:
    user = create_user(username="lan", password=PASSWORD, actor=None, now=now)
    assert user.check_password(PASSWORD)
    assert {field.name for field in User._meta.concrete_fields} == {
        "id",
        "username",
        "password",
        "is_active",
        "last_login",
    }


def test_an_account_without_password_lets_nobody_in(now: datetime) -> None:
    user = create_user(username="canbo.an-loc", password=None, actor=None, now=now)
    assert not user.has_usable_password()


@pytest.mark.parametrize(
    ("username", "password", "code"),
    [
        ("Lan", PASSWORD, "username_bad"),
        ("l", PASSWORD, "username_bad"),
        ("nguyễn", PASSWORD, "username_bad"),
        ("<b>lan", PASSWORD, "username_bad"),
        ("binh", PASSWORD, "username_taken"),
        ("lan", "ngắn", "password_weak"),
    ],
)
def test_an_unfit_account_is_refused(now: datetime, username: str, password: str, code: str) -> None:
    create_user(username="binh", password=PASSWORD, actor=None, now=now)
    with refused(code):
        create_user(username=username, password=password, actor=None, now=now)


@pytest.mark.parametrize(
    ("role", "at"),
    [(Role.COMMUNE_OFFICER, "province"), (Role.PROVINCIAL_DESK, "commune"), (Role.MINISTRY_ANALYST, "province")],
)
def test_a_post_sits_where_its_role_belongs(ground: Ground, now: datetime, role: Role, at: str) -> None:
    user = create_user(username="lan", password=PASSWORD, actor=None, now=now)
    with refused("seat_wrong"):
        assign_post(
            role=role, unit={"province": ground.province, "commune": ground.a}[at], holder=user, title="x", valid_from=ON,
            actor=None, now=now,
        )  # fmt: skip


def test_a_post_needs_its_unit_and_is_held_once(ground: Ground, cast: Cast, now: datetime) -> None:
    officer = cast.actor(Role.COMMUNE_OFFICER, ground.a, since=date(2026, 1, 1))

    def again(since: date, unit: Unit = ground.a) -> Post:
        return assign_post(
            role=Role.COMMUNE_OFFICER, unit=unit, holder=officer.user, title="x", valid_from=since, actor=None, now=now
        )

    with refused("post_overlap"):
        again(date(2026, 6, 1))
    with refused("unit_not_valid"):
        again(date(2023, 12, 31))
    ended = end_post(officer.post, ends_on=date(2026, 5, 31), actor=None, now=now)
    with refused("post_ended"):
        end_post(ended, ends_on=date(2026, 6, 30), actor=None, now=now)
    with pytest.raises(DomainError, match="span_reversed"):
        end_post(again(date(2026, 6, 1)), ends_on=date(2026, 5, 1), actor=None, now=now)
    assert Post.objects.filter(holder=officer.user).count() == 2


def test_a_post_at_the_nation_is_the_ministrys(cast: Cast) -> None:
    assert cast.actor(Role.MINISTRY_ANALYST, nation()).unit.level == Level.NATION
