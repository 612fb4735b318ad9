"""One figure of a text in words, with its unit of count beside it."""

from __future__ import annotations

from binhyen.figures.models import Indicator
from binhyen.figures.queries.reports import shown
from binhyen.figures.rules.cells import CellValue, State


def amount(content: CellValue, indicator: Indicator) -> tuple[str, str]:
    """The number and what stands beside it: ("trên 75%", ""), ("trên 30.000", "lượt người"), ("có nêu, không có số", "tin")."""
    text = shown(content, indicator.decimals)
    if indicator.unit_of_count != "%":
        return text, indicator.unit_of_count
    return (f"{text}%" if content.state is State.REPORTED else text), ""
