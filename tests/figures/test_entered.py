"""What is said of a number that cannot be taken: what to write instead, never which number."""

from __future__ import annotations

import pytest

from binhyen.figures.rules.entered import read_entered
from binhyen.foundation.errors import Invalid
from binhyen.foundation.texts import say


@pytest.mark.parametrize(
    ("typed", "decimals", "hint"),
    [
        ("12,5", 0, "chỉ tiêu này ghi số nguyên"),
        ("1,474", 0, "dấu chấm dùng cho hàng nghìn (1.474)"),
        ("1.5", 0, "có thể hiểu hai cách"),
        ("0,125", 2, "có thể hiểu hai cách"),
        ("khoảng 20", 0, "ghi chữ “ước” trước số"),
        ("trên 300", 0, "ghi chữ “ước” trước số"),
    ],
)
def test_a_number_that_cannot_be_taken_is_answered_with_how_to_write_it(typed: str, decimals: int, hint: str) -> None:
    with pytest.raises(Invalid) as refused:
        read_entered(typed, name="Lượt tuần tra", decimals=decimals)
    assert hint in say(refused.value)
    assert typed in say(refused.value)


def test_what_is_no_number_at_all_is_not_taken_for_an_estimate() -> None:
    with pytest.raises(Invalid) as refused:
        read_entered("NaN", name="Lượt tuần tra", decimals=0)
    assert "ước" not in say(refused.value)
