"""How far a printed number may lie from what its parts give, and how the sum is written out for a reader."""

from __future__ import annotations

from binhyen.foundation.vietnamese import number as shown
from binhyen.reader.late import late
from binhyen.reader.numbers import Value

_DECIMALS = late(r"[.,](\d+)\D*$")
_PLACES = 2  # decimals of a computed share


def amount(value: float) -> str:
    """A number as it is written in Vietnamese: 1.474 or 2,5."""
    return shown(int(value)) if value == int(value) else str(value).replace(".", ",")


def computed(value: float) -> str:
    """A computed share, cut to two decimals: 81,82% or 75%."""
    return amount(round(value, _PLACES)) + "%"


def agrees(expected: float, stated: Value, printed: str) -> bool:
    """Whether ``stated``, ``printed`` with so many decimals, may be ``expected`` rounded or cut off."""
    decimals = _DECIMALS.search(printed)
    step: float = 10.0 ** -(len(decimals.group(1)) if decimals else 0)
    return abs(expected - stated) < step - 1e-9
