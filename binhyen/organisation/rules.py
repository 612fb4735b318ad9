"""What units, lineage and posts can be, and the one table of rights. No framework, no clock."""

from __future__ import annotations

from datetime import date
from enum import StrEnum


class Level(StrEnum):
    """The tiers of the register. ``NATION`` holds one unit, the top of the tree; it is never counted."""

    NATION = "nation"
    PROVINCE = "province"
    DISTRICT = "district"
    COMMUNE = "commune"


# Nothing is known of earlier days; a question about them is refused, never answered from later data.
REGISTER_BEGINS: dict[Level, date] = {
    Level.NATION: date(2008, 8, 1),
    Level.PROVINCE: date(2008, 8, 1),
    Level.DISTRICT: date(2025, 3, 1),
    Level.COMMUNE: date(2025, 3, 1),
}


class DateKind(StrEnum):
    """What a version's first day is: in force from then, only the day of signing known, or the register's first day."""

    IN_FORCE = "in_force"
    SIGNED = "signed"
    REGISTER = "register"


class LineageKind(StrEnum):
    """What made new units out of old ones."""

    MERGE = "merge"
    SPLIT = "split"
    BOUNDARY = "boundary"
    LEVEL = "level"
    RESTORE = "restore"


class Extent(StrEnum):
    """How much of the old unit's territory passed to the new one."""

    WHOLE = "whole"
    PART = "part"


class Role(StrEnum):
    """What a post is for."""

    COMMUNE_OFFICER = "commune_officer"
    COMMUNE_LEADER = "commune_leader"
    PROVINCIAL_DESK = "provincial_desk"
    PROVINCIAL_LEADER = "provincial_leader"
    MINISTRY_ANALYST = "ministry_analyst"
    ADMINISTRATOR = "administrator"


# Where a post of the role may sit.
SEATS: dict[Role, frozenset[Level]] = {
    Role.COMMUNE_OFFICER: frozenset({Level.COMMUNE}),
    Role.COMMUNE_LEADER: frozenset({Level.COMMUNE}),
    Role.PROVINCIAL_DESK: frozenset({Level.PROVINCE}),
    Role.PROVINCIAL_LEADER: frozenset({Level.PROVINCE}),
    Role.MINISTRY_ANALYST: frozenset({Level.NATION}),
    Role.ADMINISTRATOR: frozenset({Level.NATION, Level.PROVINCE}),
}


class LineOfWork(StrEnum):
    """Whose work a post and a report belong to: three lines, three masters; nobody decides in another one."""

    PARTY = "party"
    STATE = "state"
    FRONT = "front"


class Act(StrEnum):
    """What a post may or may not do to a unit's figures, papers or records."""

    SEE_ALL_STATES = "see_all_states"
    SEE_APPROVED = "see_approved"
    DRAFT = "draft"
    PRESENT = "present"
    RETURN_TO_OFFICER = "return_to_officer"
    SUBMIT = "submit"
    ACCEPT_TEXT = "accept_text"
    APPROVE = "approve"
    SEND_BACK = "send_back"
    CLOSE = "close"
    REOPEN = "reopen"
    CORRECT = "correct"
    MAKE_REVIEW = "make_review"
    ASK_REPORT = "ask_report"
    ADMINISTER = "administer"


class Relation(StrEnum):
    """What a unit is to the post's unit on a day.

    ``CHILD``: anywhere below it. ``PARENT``: anywhere above it. ``SIBLING``: under the same unit. ``FORMER``: no longer
    there, its whole territory now part of the post's. ``OUTSIDE``: none of these.
    """

    OWN = "own"
    CHILD = "child"
    FORMER = "former"
    PARENT = "parent"
    SIBLING = "sibling"
    OUTSIDE = "outside"


_BOOKS = frozenset({Relation.OWN, Relation.FORMER})
_TERRITORY = _BOOKS | {Relation.CHILD}
_ANYWHERE = frozenset(Relation)

# The whole of who may do what. What is not here is refused.
RIGHTS: dict[Role, dict[Act, frozenset[Relation]]] = {
    Role.COMMUNE_OFFICER: {
        Act.SEE_ALL_STATES: _BOOKS,
        Act.SEE_APPROVED: _BOOKS,
        Act.DRAFT: _BOOKS,
        Act.PRESENT: _BOOKS,
    },
    Role.COMMUNE_LEADER: {
        Act.SEE_ALL_STATES: _BOOKS,
        Act.SEE_APPROVED: _BOOKS,
        Act.SUBMIT: _BOOKS,
        Act.RETURN_TO_OFFICER: _BOOKS,
    },
    Role.PROVINCIAL_DESK: {
        Act.SEE_ALL_STATES: _TERRITORY,
        Act.SEE_APPROVED: _TERRITORY,
        Act.ACCEPT_TEXT: _BOOKS,
        Act.DRAFT: _BOOKS,
        Act.SUBMIT: _BOOKS,
        Act.APPROVE: _TERRITORY,
        Act.SEND_BACK: _TERRITORY,
        Act.CLOSE: _TERRITORY,
        Act.REOPEN: _TERRITORY,
        Act.CORRECT: _TERRITORY,
        Act.ASK_REPORT: _TERRITORY,
    },
    Role.PROVINCIAL_LEADER: {
        Act.SEE_ALL_STATES: _TERRITORY,
        Act.SEE_APPROVED: _TERRITORY,
        Act.MAKE_REVIEW: _TERRITORY,
        Act.ASK_REPORT: _TERRITORY,
    },
    Role.MINISTRY_ANALYST: {
        Act.SEE_APPROVED: _ANYWHERE,
        Act.MAKE_REVIEW: _ANYWHERE,
    },
    Role.ADMINISTRATOR: {
        Act.ADMINISTER: _ANYWHERE,
    },
}


def may(role: Role, act: Act, relation: Relation) -> bool:
    """Whether a post of ``role`` may do ``act`` to a unit that is ``relation`` to its own. Deny by default."""
    return relation in RIGHTS.get(role, {}).get(act, frozenset())


# A door is closed for a name after this many failures within the window, until the oldest of them leaves it.
SIGN_IN_FAILURES = 10
SIGN_IN_WINDOW_MINUTES = 15
