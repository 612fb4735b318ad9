"""The life of a submission: which act leads from which stage to which."""

from __future__ import annotations

from collections.abc import Mapping
from enum import StrEnum

from binhyen.foundation.errors import WrongMove


class Stage(StrEnum):
    """Where a submission stands."""

    DRAFT = "draft"
    PRESENTED = "presented"
    SUBMITTED = "submitted"
    SENT_BACK = "sent_back"
    APPROVED = "approved"


class Move(StrEnum):
    """What can be done to a submission (trình, gửi, trả lại cán bộ, trả lại để chỉnh lý, duyệt)."""

    DRAFT = "draft"
    PRESENT = "present"
    RETURN = "return_to_officer"
    SUBMIT = "submit"
    SEND_BACK = "send_back"
    APPROVE = "approve"


MOVES: Mapping[tuple[Move, Stage], Stage] = {
    (Move.DRAFT, Stage.DRAFT): Stage.DRAFT,
    (Move.DRAFT, Stage.SENT_BACK): Stage.SENT_BACK,
    (Move.PRESENT, Stage.DRAFT): Stage.PRESENTED,
    (Move.PRESENT, Stage.SENT_BACK): Stage.PRESENTED,
    (Move.RETURN, Stage.PRESENTED): Stage.DRAFT,
    (Move.SUBMIT, Stage.PRESENTED): Stage.SUBMITTED,
    (Move.SEND_BACK, Stage.SUBMITTED): Stage.SENT_BACK,
    (Move.SEND_BACK, Stage.APPROVED): Stage.SENT_BACK,
    (Move.APPROVE, Stage.SUBMITTED): Stage.APPROVED,
}

PROVINCIAL_MOVES: Mapping[tuple[Move, Stage], Stage] = {
    **MOVES,
    (Move.SUBMIT, Stage.DRAFT): Stage.SUBMITTED,
    (Move.SUBMIT, Stage.SENT_BACK): Stage.SUBMITTED,
}


def after(move: Move, stage: Stage, *, provincial: bool = False) -> Stage:
    """The stage that ``move`` leads to; ``WrongMove("figures.wrong_move")`` where it does not exist.

    A provincial desk drafts and submits itself; in a commune the officer presents and the leader submits.
    """
    found = (PROVINCIAL_MOVES if provincial else MOVES).get((move, stage))
    if found is None:
        raise WrongMove("figures.wrong_move", move=move.value, stage=stage.value)
    return found
