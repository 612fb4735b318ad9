"""Small numbers of sensitive indicators are hidden outside the reporting unit and its approver (architecture.md, 6)."""

from __future__ import annotations

from decimal import Decimal

from binhyen.figures.rules.cells import CellValue
from binhyen.foundation.vietnamese import scaled

SMALLEST_SHOWN = 5
HIDDEN = f"<{SMALLEST_SHOWN} (không hiển thị)"


def hidden(content: CellValue | None, *, sensitive: bool, decimals: int = 0, whole: CellValue | None = None) -> bool:
    """Whether outsiders must not see ``content``: a sensitive number below 5, or one whose rest of ``whole`` is.

    ``whole`` is given for an indicator with ``complement_hidden_of``: 98 of 100 households tells of 2 that did not.
    Nothing arose (0) and a rest of 0 tell of nobody and stay visible, except that a sensitive 0 is below 5 as well.
    """
    if content is None or content.amount is None:
        return False
    amount = scaled(content.amount, decimals)
    if sensitive and amount < SMALLEST_SHOWN:
        return True
    if whole is None or whole.amount is None:
        return False
    rest = Decimal(whole.amount) - amount
    return 0 < rest < SMALLEST_SHOWN
