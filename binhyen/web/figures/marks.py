"""Small things that several pages of figures share: the chip of a stage, one choice of the context bar."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from binhyen.figures.rules.moves import Stage
from binhyen.figures.texts import STAGES

CHIPS: Mapping[Stage | None, str] = {
    None: "off",
    Stage.DRAFT: "draft",
    Stage.PRESENTED: "waiting",
    Stage.SUBMITTED: "waiting",
    Stage.SENT_BACK: "returned",
    Stage.APPROVED: "ok",
}
NOT_BEGUN, NOT_GIVEN = "Chưa nhập", "Chưa báo cáo"


def state_of(stage: Stage | None) -> dict[str, str]:
    """The chip of a report for who enters it: ``stage_kind``, ``stage_text``."""
    return {"stage_kind": CHIPS[stage], "stage_text": STAGES[stage] if stage else NOT_BEGUN}


def pick(label: str, name: str, options: Sequence[tuple[str, str]], chosen: str) -> dict[str, Any]:
    """One choice of the context bar: what, under which name in the address, from which values and labels."""
    return {
        "label": label,
        "name": name,
        "options": [{"value": v, "label": text, "selected": v == chosen} for v, text in options],
    }
