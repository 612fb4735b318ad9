"""The code of a receipt: read back, and a slip of one character always seen."""

from __future__ import annotations

import pytest

from binhyen.collection.rules.receipts import read_receipt, receipt_code

CHARACTERS = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ-"


@pytest.mark.parametrize("seq", [1, 123, 999_999, 1_000_000, 123_456_789])
def test_a_code_is_read_back_also_in_small_letters_and_without_dashes(seq: int) -> None:
    code = receipt_code(seq)
    assert code.startswith("TN-")
    assert read_receipt(code) == read_receipt(f" {code.lower()} ") == read_receipt(code.replace("-", "")) == seq


@pytest.mark.parametrize("seq", [7, 123, 40_817, 999_999])
def test_any_one_character_mistyped_is_seen(seq: int) -> None:
    code = receipt_code(seq)
    wrong = {code[:n] + c + code[n + 1 :] for n in range(len(code)) for c in CHARACTERS if c != code[n]}
    assert {each: read_receipt(each) for each in wrong if read_receipt(each) is not None} == {}


def test_two_neighbouring_digits_swapped_are_seen() -> None:
    for seq in (123_456, 40_817, 907_531):
        code = receipt_code(seq)
        for n in range(3, 8):
            swapped = code[:n] + code[n + 1] + code[n] + code[n + 2 :]
            assert swapped == code or read_receipt(swapped) is None


@pytest.mark.parametrize("text", ["", "TN", "TN-1-A", "123456", "TN-123456-", "TN-٣٢١٤٥٦-K", "x" * 5000])
def test_what_is_no_code_is_none(text: str) -> None:
    assert read_receipt(text) is None
