"""How sure a proposal is."""

from __future__ import annotations

from binhyen.reader.counting import Draft
from binhyen.reader.text import Text


def confidence_of(text: Text, draft: Draft) -> float:
    """How likely the value, hedge and unit of the figure are right, 0..1."""
    count = draft.count
    sure = 0.97 if count.unit and count.unit.kind else 0.78 if count.unit else 0.7
    if count.how == "inherited":
        sure -= 0.12
    elif count.how in ("before", "column"):
        sure -= 0.04
    if count.number.in_words and not count.number.vague:
        sure -= 0.08
    return round(sure, 2)
