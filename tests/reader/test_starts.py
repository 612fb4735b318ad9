import re

import pytest

from binhyen.reader.numbers import NUMBER
from binhyen.reader.periods import NOT_COUNTED, PHRASE
from binhyen.reader.starts import sought


@pytest.mark.parametrize(
    "alternatives",
    ["một|hai|hai mươi", r"(?:trong |qua ){0,2}năm|tháng", r"\d{1,2} giờ|(?:19|20)\d{2}|1\d+", r"(?:cả|hàng) (?:chục|trăm)"],
)  # fmt: skip
def test_a_pattern_sought_by_its_first_character_finds_what_the_plain_one_finds(alternatives: str) -> None:
    plain, fast = re.compile(rf"(?<!\w)(?:{alternatives})"), re.compile(sought(alternatives))
    text = "một hai mươi, trong qua năm; qua trong tháng x7 12 giờ 1999 2019 1234 cả trăm hàng chục hai"
    assert [m.span() for m in fast.finditer(text)] == [m.span() for m in plain.finditer(text)]


def test_the_frequent_patterns_begin_with_a_set_of_characters() -> None:
    for pattern in (NUMBER, PHRASE, NOT_COUNTED):
        assert pattern.pattern.startswith("["), pattern.pattern[:20]


def test_an_alternative_without_a_plain_beginning_is_refused() -> None:
    with pytest.raises(ValueError, match="no plain beginning"):
        sought(r"\w+ vụ")
