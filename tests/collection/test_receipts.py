"""The code of a receipt: read back, a slip of one character always seen; and what stands on it."""

from __future__ import annotations

from datetime import date, datetime

import pytest

from binhyen.collection.queries.papers import receipt, receipt_codes
from binhyen.collection.rules.receipts import read_receipt, receipt_code
from binhyen.figures.actions import (
    close_period,
    correct,
    decide_correction,
    present,
    reopen,
    save_cells,
    send_back,
)
from binhyen.figures.models import Cell, Period
from binhyen.foundation.span import Span
from tests.cast import Cast, approved, key, month_cells, number, read_and_submit

MAY = Span(date(2026, 5, 1), date(2026, 5, 31))
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


def test_a_correction_that_was_refused_stands_on_no_later_receipt(cast: Cast, now: datetime) -> None:
    report = approved(cast, cast.tan_an, MAY, month_cells(patrols=30), now)
    lock = close_period(
        form_code="BC-THANG", province=cast.province, period=Period.objects.get(), actor=cast.nam, now=now
    )
    cell = Cell.objects.get(unit=cast.tan_an, indicator__code="FRC04")
    asked = correct(cell, number(33), reason="sót", document="12/BC", actor=cast.nam, now=now)
    decide_correction(asked, approved=False, actor=cast.minh, now=now)
    reopen(
        lock,
        unit=cast.tan_an,
        reason="thiếu",
        document="9/CV",
        expires_on=now.date(),
        said=(),
        actor=cast.minh,
        now=now,
    )
    send_back(report, cells=[key("FRC05")], reason="đối chiếu", actor=cast.nam, now=now)
    save_cells(report, {key("FRC05"): number(95)}, seen={key("FRC05"): 1}, actor=cast.lan, now=now)
    present(report, reasons={}, actor=cast.lan, now=now)
    read_and_submit(report, actor=cast.binh, now=now)
    (last, _), _ = receipt_codes(report)
    texts = [one.text for one in receipt(last, cast.minh).lines]
    assert ("30" in texts, "95" in texts, "33" in texts) == (True, True, False)
