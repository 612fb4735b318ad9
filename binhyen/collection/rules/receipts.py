"""The code that a sent report is known by: the number of its step with a character that shows a slip of the pen. Pure."""

from __future__ import annotations

import re

PREFIX = "TN"
# 23 letters, a prime: any one digit mistyped, and any two neighbours swapped, give another letter.
_LETTERS = "ABCDEFGHJKLMNPQRSTUVXYZ"
_WRITTEN = re.compile(rf"{PREFIX}[ -]?(\d{{6,15}})[ -]?([A-Z])", re.ASCII)


def receipt_code(seq: int) -> str:
    """ "TN-000123-K" for step 123: six digits or more, then the letter that they give."""
    digits = f"{seq:06d}"
    return f"{PREFIX}-{digits}-{_letter(digits)}"


def read_receipt(code: str) -> int | None:
    """The number of the step behind a code, small letters and missing dashes allowed; None where it is mistyped."""
    match = _WRITTEN.fullmatch(code.strip().upper())
    if match is None:
        return None
    digits, letter = match.groups()
    is_ours = receipt_code(int(digits)) == f"{PREFIX}-{digits}-{letter}"
    return int(digits) if is_ours else None


def _letter(digits: str) -> str:
    """The weighted sum of the digits from the right, each place with a weight of its own."""
    total = sum(int(digit) * (place + 2) for place, digit in enumerate(reversed(digits)))
    return _LETTERS[total % len(_LETTERS)]
