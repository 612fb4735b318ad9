"""Numbers, dates, folding and order, as people type and read them."""

from __future__ import annotations

import random
import unicodedata
from datetime import date
from decimal import Decimal

import pytest

from binhyen.foundation.errors import Invalid
from binhyen.foundation.texts import in_words, say
from binhyen.foundation.vietnamese import (
    fold,
    number,
    official_date,
    padded,
    read_date,
    read_number,
    scaled,
    short_date,
    show,
    sort_key,
)


@pytest.mark.parametrize(
    ("typed", "decimals", "expected"),
    [
        ("1474", 0, 1474),
        ("1.474", 0, 1474),
        ("1 474", 0, 1474),
        ("1\u00a0474", 0, 1474),
        ("1\u202f474", 0, 1474),
        ("12.345.678", 0, 12345678),
        (" 75 ", 0, 75),
        ("0", 0, 0),
        ("007", 0, 7),
        ("75,5", 1, 755),
        ("75,5", 2, 7550),
        ("75,50", 1, 755),
        ("75,0", 0, 75),
        ("1.474,25", 2, 147425),
        ("0,05", 2, 5),
        ("999.999.999.999.999", 0, 10**15 - 1),
    ],
)
def test_a_number_is_read_the_vietnamese_way(typed: str, decimals: int, expected: int) -> None:
    assert read_number(typed, decimals) == expected


@pytest.mark.parametrize(
    "typed",
    ["NaN", "nan", "Infinity", "-Infinity", "1e400", "1E5", "-0", "-5", "+5", "１２", "١٢", "१२", "²", "Ⅻ", "0x10", "1_000",
     "", "   ", "abc", "12 người", "½", "1000000000000000", "1" * 31, "7\u200b5", "\u202e57"],
)  # fmt: skip
def test_what_is_no_number_is_refused_by_its_name(typed: str) -> None:
    with pytest.raises(Invalid) as refused:
        read_number(typed)
    assert refused.value.code == "foundation.number_unreadable"
    assert typed.strip()[:40] in say(refused.value)


@pytest.mark.parametrize(
    ("typed", "decimals"),
    [("1.5", 1), ("1.5", 0), ("1.47", 2), ("1.4744", 0), ("1,474,000", 0), ("0,125", 2),
     ("1.474.5", 0), ("1..474", 0), ("1.474,", 0), (",5", 1), (".5", 1), ("1 47", 0), ("12,5,5", 1), ("1234.567", 0), ("28.09.2024", 0)],
)  # fmt: skip
def test_what_can_be_read_in_two_ways_is_asked_back_and_never_guessed(typed: str, decimals: int) -> None:
    with pytest.raises(Invalid) as refused:
        read_number(typed, decimals)
    assert refused.value.code == "foundation.number_ambiguous"


@pytest.mark.parametrize("typed", ["1,474", "75,5", "1.474,5"])
def test_a_part_of_a_whole_number_has_one_meaning_and_is_refused_as_what_it_is(typed: str) -> None:
    with pytest.raises(Invalid) as refused:
        read_number(typed)
    assert "hai cách" not in say(refused.value)
    assert "ghi số nguyên" in say(refused.value)


def test_what_is_shown_is_read_back_as_the_same_value() -> None:
    chance = random.Random(1474)
    for _ in range(2000):
        decimals = chance.randrange(4)
        value = chance.randrange(10 ** chance.randrange(1, 15))
        assert read_number(show(value, decimals), decimals) == value


@pytest.mark.parametrize(
    ("value", "decimals", "expected"),
    [(1474, 0, "1.474"), (-1474, 0, "\u22121.474"), (0, 0, "0"), (Decimal("75.5"), 1, "75,5"), (1234567, 0, "1.234.567"),
     (Decimal("0.125"), 2, "0,12"), (Decimal("-0.5"), 1, "\u22120,5")],
)  # fmt: skip
def test_a_number_is_written_the_vietnamese_way(value: int | Decimal, decimals: int, expected: str) -> None:
    assert number(value, decimals) == expected


@pytest.mark.parametrize(
    ("value", "decimals", "expected"),
    [(7550, 2, "75,5"), (7500, 2, "75"), (7505, 2, "75,05"), (1000, 0, "1.000"), (0, 3, "0"), (5, 3, "0,005")],
)
def test_a_stored_value_is_shown_without_needless_zeros(value: int, decimals: int, expected: str) -> None:
    assert show(value, decimals) == expected
    assert scaled(value, decimals) * 10**decimals == value


@pytest.mark.parametrize(("value", "expected"), [(0, "00"), (8, "08"), (10, "10"), (1474, "1.474")])
def test_a_count_in_a_paper_has_two_digits(value: int, expected: str) -> None:
    assert padded(value) == expected


# --- dates ----------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("typed", "expected"),
    [("5/6/2026", date(2026, 6, 5)), ("05.06.2026", date(2026, 6, 5)), ("05-06-2026", date(2026, 6, 5)),
     ("5-6-26", date(2026, 6, 5)), (" 2026-06-05 ", date(2026, 6, 5)), ("29/02/2024", date(2024, 2, 29))],
)  # fmt: skip
def test_a_date_is_read_day_first(typed: str, expected: date) -> None:
    assert read_date(typed) == expected


@pytest.mark.parametrize(
    "typed", ["31/02/2026", "29/02/2025", "13/13/2026", "2026-13-01", "6/2026", "05/06", "hôm nay", "", "00/01/2026", "１/6/2026",
              "5/6/0000", "5 tháng 6"]
)  # fmt: skip
def test_what_is_no_date_is_refused(typed: str) -> None:
    with pytest.raises(Invalid) as refused:
        read_date(typed)
    assert refused.value.code == "foundation.date_unreadable"


def test_dates_are_written_as_official_papers_have_them() -> None:
    assert official_date(date(2026, 3, 5)) == "ngày 05 tháng 3 năm 2026"
    assert official_date(date(2026, 2, 15)) == "ngày 15 tháng 02 năm 2026"
    assert official_date(date(2026, 12, 1)) == "ngày 01 tháng 12 năm 2026"
    assert short_date(date(2026, 6, 5)) == "05/6/2026"
    assert short_date(date(2026, 1, 5)) == "05/01/2026"


# --- folding and order ----------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("text", "expected"),
    [("  Điện  Biên ", "dien bien"), ("ĐẮK LẮK", "dak lak"), ("Hưng Yên", "hung yen"), ("Thừa Thiên – Huế", "thua thien – hue"),
     ("Phường 1", "phuong 1"), ("đường", "duong"), ("Hòa", "hoa"), ("Hoà", "hoa"), ("", "")],
)  # fmt: skip
def test_folding_leaves_plain_letters(text: str, expected: str) -> None:
    assert fold(text) == expected
    assert fold(unicodedata.normalize("NFD", text)) == expected


IN_ORDER = [
    "An", "an", "àn", "ản", "ãn", "án", "ạn", "An Bình", "An Lộc", "Anh", "Ăn", "Ắn", "Ân", "Ấn", "Ba", "Bà", "Bá", "Ca", "Da", "Dân",
    "Đa", "Đà Nẵng", "Đắk Lắk", "Điện Biên", "Đồng Nai", "Đồng Tháp", "E", "Ê", "Gia Lai", "Hà Nội", "Hà Tĩnh", "Hải Phòng",
    "Hoa", "Hòa", "Huế", "Hưng Yên", "Khánh Hòa", "Lai Châu", "Lâm Đồng", "Lạng Sơn", "Lào Cai", "Nghệ An", "Ninh Bình", "O", "Ô",
    "Ơ", "Phú Thọ", "Quảng Ngãi", "Quảng Ninh", "Quảng Trị", "Sơn La", "Tân An", "Tây Ninh", "Thái Nguyên", "Thanh Hóa", "Tuyên Quang",
    "U", "Ư", "Vĩnh Long", "Y", "Ý",
]  # fmt: skip


def test_names_stand_in_the_order_of_the_vietnamese_alphabet() -> None:
    shuffled = list(IN_ORDER)
    random.Random(34).shuffle(shuffled)
    found = sorted(shuffled, key=sort_key)
    letters_first = sorted(IN_ORDER, key=lambda name: [_rank(c) for c in unicodedata.normalize("NFC", name).lower()])
    assert [_bare(name) for name in found] == [_bare(name) for name in letters_first]
    assert [name for name in found if name.lower() in {"an", "àn", "ản", "ãn", "án", "ạn"}] == IN_ORDER[:7][
        1:2
    ] + IN_ORDER[:1] + IN_ORDER[2:7]


ALPHABET = "aăâbcdđeêghiklmnoôơpqrstuưvxy"


def _rank(char: str) -> int:
    plain = _bare(char)
    return ALPHABET.index(plain) + 1 if plain in ALPHABET else 0


def _bare(text: str) -> str:
    """Without tones, with the marks that make letters."""
    shapes = "\u0306\u0302\u031b"
    kept = (c for c in unicodedata.normalize("NFD", text.lower()) if c in shapes or not unicodedata.combining(c))
    return unicodedata.normalize("NFC", "".join(kept))


@pytest.mark.parametrize(
    ("first", "second"),
    [("Dương", "Đương"), ("Đa", "Ea"), ("an", "ăn"), ("ăn", "ân"), ("ma", "mà"), ("mà", "mả"), ("mả", "mã"), ("mã", "má"),
     ("má", "mạ"), ("mạ", "mac"), ("Phường 1", "Phường 10"), ("Phường 9", "Phường An"), ("An Bình", "Anh"), ("o", "ô"), ("ô", "ơ"),
     ("u", "ư"), ("Tân Cường", "Tân Hà"), ("hoà", "hoá")],
)  # fmt: skip
def test_one_name_comes_before_another(first: str, second: str) -> None:
    assert sort_key(first) < sort_key(second)
    assert sort_key(unicodedata.normalize("NFD", first)) == sort_key(unicodedata.normalize("NFC", first))


@pytest.mark.parametrize(("count", "printed"), [(1, "01"), (9, "09"), (10, "10"), (1474, "1.474")])
def test_every_refusal_says_how_many_as_papers_print_it(count: int, printed: str) -> None:
    assert in_words("Còn {count} chỉ tiêu chưa khớp.", {"count": count}) == f"Còn {printed} chỉ tiêu chưa khớp."
    assert in_words("ngưỡng {limit}", {"limit": count}) == f"ngưỡng {count}"
