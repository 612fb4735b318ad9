"""The table of rights, walked whole."""

from itertools import product

import pytest

from binhyen.organisation.rules import REGISTER_BEGINS, SEATS, Act, Level, Relation, Role, may
from binhyen.organisation.texts import EVENTS, LEVELS, ROLES

# Issue 2, item 3, written again in its own words: who does what to which units.
BOOKS = {"own", "former"}
TERRITORY = {"own", "child", "former"}
ALL = {"own", "child", "former", "parent", "sibling", "outside"}
TABLE: dict[str, dict[str, set[str]]] = {
    "commune_officer": {"see_all_states": BOOKS, "see_approved": BOOKS, "draft": BOOKS, "present": BOOKS},
    "commune_leader": {"see_all_states": BOOKS, "see_approved": BOOKS, "submit": BOOKS, "return_to_officer": BOOKS},
    "provincial_desk": {
        "see_all_states": TERRITORY, "see_approved": TERRITORY, "accept_text": BOOKS, "draft": BOOKS, "submit": BOOKS,
        "approve": TERRITORY, "send_back": TERRITORY, "close": TERRITORY, "reopen": TERRITORY, "correct": TERRITORY,
        "ask_report": TERRITORY,
    },
    "provincial_leader": {
        "see_all_states": TERRITORY, "see_approved": TERRITORY, "make_review": TERRITORY, "ask_report": TERRITORY,
    },
    "ministry_analyst": {"see_approved": ALL, "make_review": ALL},
    "administrator": {"administer": ALL},
}  # fmt: skip


@pytest.mark.parametrize(("role", "act", "relation"), list(product(Role, Act, Relation)))
def test_a_right_exists_exactly_where_the_table_says_so(role: Role, act: Act, relation: Relation) -> None:
    assert may(role, act, relation) == (relation.value in TABLE[role.value].get(act.value, set()))


@pytest.mark.parametrize("relation", [Relation.PARENT, Relation.SIBLING, Relation.OUTSIDE])
@pytest.mark.parametrize("role", [role for role in Role if Level.NATION not in SEATS[role]])
def test_nobody_below_the_nation_reaches_out_of_the_own_territory(role: Role, relation: Relation) -> None:
    assert not any(may(role, act, relation) for act in Act)


def test_the_administrator_does_nothing_to_figures() -> None:
    figures = set(Act) - {Act.ADMINISTER}
    assert not any(may(Role.ADMINISTRATOR, act, relation) for act, relation in product(figures, Relation))


def test_whoever_submits_for_a_commune_does_not_approve_it() -> None:
    submits = {role for role in Role if may(role, Act.SUBMIT, Relation.OWN)}
    approves_a_commune = {role for role in Role if may(role, Act.APPROVE, Relation.CHILD)}
    assert submits & approves_a_commune == {Role.PROVINCIAL_DESK}  # told apart by user and post, see Actor.is_same_hand
    assert not may(Role.PROVINCIAL_DESK, Act.SUBMIT, Relation.CHILD)


def test_every_role_has_a_seat_a_name_and_rights() -> None:
    assert set(SEATS) == set(Role) == {Role(name) for name in ROLES} == {Role(name) for name in TABLE}


def test_every_level_has_a_name_and_a_first_day() -> None:
    assert {Level(name) for name in LEVELS} == set(Level) == set(REGISTER_BEGINS)
    assert "merge" in EVENTS
