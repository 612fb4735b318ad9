"""What is said of a number that cannot be taken: what to write instead, never which number."""

from __future__ import annotations

import random

import pytest

from binhyen.figures.rules.entered import ESTIMATE, REPORTED, read_entered
from binhyen.foundation.errors import Invalid
from binhyen.foundation.texts import say


@pytest.mark.parametrize(
    ("typed", "decimals", "hint"),
    [
        ("12,5", 0, "chỉ tiêu này ghi số nguyên"),
        ("1.474,5", 0, "chỉ tiêu này ghi số nguyên"),
        ("1,474,000", 0, "chỉ tiêu này ghi số nguyên"),
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


@pytest.mark.parametrize("kind", [REPORTED, "nothing_arose"])
def test_a_person_typed_into_a_cell_is_not_repeated(kind: str) -> None:
    with pytest.raises(Invalid) as refused:
        read_entered("ông Nguyễn Văn An 0912 345 678", name="Lượt tuần tra", decimals=0, kind=kind)
    assert "ông ██" in say(refused.value)
    assert not {"Nguyễn", "An", "0912", "345"} & set(say(refused.value).split())


def test_what_is_no_number_at_all_is_not_taken_for_an_estimate() -> None:
    with pytest.raises(Invalid) as refused:
        read_entered("NaN", name="Lượt tuần tra", decimals=0)
    assert "ước" not in say(refused.value)


@pytest.mark.parametrize("decimals", [0, 2])
@pytest.mark.parametrize("kind", [REPORTED, ESTIMATE])
@pytest.mark.parametrize(
    "typed",
    [
        "NaN", "Infinity", "-Infinity", "1e400", "1E5", "-0", "-5", "+5", "0x1F", "1_000", "１２", "١٢", "²", "½", "Ⅻ", "一",  # B1
        "28.09.2024", "826 vụ, 829 trường hợp", "5 năm", "số 48-CT/TW", "18:27",  # B3
        "12\u200b", "\u200e12", "\u202e21\u202c", "12\u0300", "1\ufeff2", "12\x00",  # B4
        "=1+1", "@SUM(1)", "'12", "12%", "9" * 40,  # B6, and too large
    ],
)  # fmt: skip
def test_what_is_no_figure_of_a_form_is_refused_and_shown_as_it_was_typed(typed: str, kind: str, decimals: int) -> None:
    with pytest.raises(Invalid, match=r"figures\.cell_unreadable") as refused:
        read_entered(typed, name="Lượt tuần tra", decimals=decimals, kind=kind)
    assert "Lượt tuần tra" in say(refused.value)


@pytest.mark.parametrize(
    ("typed", "decimals", "value"),
    [
        ("1.474", 0, 1474), ("1 474", 0, 1474), ("1\xa0474", 0, 1474), ("1\u202f474", 0, 1474), ("1474", 0, 1474),
        ("75,5", 1, 755), ("75,5", 2, 7550), ("1.474,5", 1, 14745), ("0", 0, 0),
    ],
)  # fmt: skip
def test_each_way_of_writing_has_one_meaning(typed: str, decimals: int, value: int) -> None:
    assert read_entered(typed, name="x", decimals=decimals).value == value


def test_two_ways_of_writing_never_mean_two_numbers() -> None:
    signs, chance = "0123456789.,  -", random.Random(1474)
    read = 0
    for _ in range(20_000):
        typed = "".join(chance.choice(signs) for _ in range(chance.randrange(1, 9)))
        try:
            found = read_entered(typed, name="x", decimals=2)
        except Invalid:
            continue
        if found.value is not None:
            read += 1
            whole, _, part = typed.strip().partition(",")
            digits = "".join(sign for sign in whole if sign.isdigit())
            assert found.value * 10**8 == int(digits) * 10**10 + int(part.strip().ljust(10, "0")), typed
    assert read > 500
