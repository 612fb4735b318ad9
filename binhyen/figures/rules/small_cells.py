"""Small numbers of sensitive indicators are hidden outside the reporting unit and its approver (architecture.md, 6)."""

from __future__ import annotations

from collections.abc import Mapping, Set
from decimal import Decimal

from binhyen.figures.rules.cells import CellValue
from binhyen.foundation.vietnamese import scaled

SMALLEST_SHOWN = 5
HIDDEN = f"<{SMALLEST_SHOWN} (không hiển thị)"
WITHHELD = "không hiển thị"


def hidden(content: CellValue | None, *, sensitive: bool, decimals: int = 0, whole: CellValue | None = None) -> bool:
    """Whether outsiders must not see ``content``: a sensitive number below 5, or one whose rest of ``whole`` is.

    ``whole`` is given for an indicator with ``complement_hidden_of``: 98 of 100 households tells of 2 that did not.
    Nothing arose (0) and a rest of 0 tell of nobody and stay visible, except that a sensitive 0 is below 5 as well.
    """
    return bool(cover(content, sensitive=sensitive, decimals=decimals, whole=whole))


def cover(content: CellValue | None, *, sensitive: bool, decimals: int = 0, whole: CellValue | None = None) -> str:
    """What outsiders see instead of ``content``: "<5" only of a number that is below 5; "" where it is not hidden."""
    if content is None or content.amount is None:
        return ""
    amount = scaled(content.amount, decimals)
    if sensitive and amount < SMALLEST_SHOWN:
        return HIDDEN
    if whole is None or whole.amount is None:
        return ""
    rest = Decimal(whole.amount) - amount
    return WITHHELD if 0 < rest < SMALLEST_SHOWN else ""


def with_second(amounts: Mapping[int, int], small: Set[int]) -> frozenset[int]:
    """The units whose number is hidden: ``small``, and where that is one alone, the unit with the next smallest of ``amounts``.

    One hidden number among many is the total less the others; of two hidden ones only the sum is told. Where no other unit
    has a number, the one stays alone, and the total must be hidden with it.
    """
    others = amounts.keys() - small
    if len(small) != 1 or not others:
        return frozenset(small)
    return frozenset(small | {min(others, key=lambda unit: (amounts[unit], unit))})
