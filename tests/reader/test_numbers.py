import pytest

from binhyen.reader.numbers import NUMBER, digits_value, read_match, words_value


@pytest.mark.parametrize(
    ("digits", "value"),
    [
        ("1.474", 1474), ("1,474", 1474), ("1 474", 1474), ("12.345.678", 12345678), ("98,5", 98.5), ("1.234,5", 1234.5),
        ("1,234.5", 1234.5), ("12.5", 12.5), ("0,125", 0.125), ("08", 8), ("2010", 2010),
    ],
)  # fmt: skip
def test_digits_are_read_the_vietnamese_way(digits: str, value: float) -> None:
    assert digits_value(digits) == value


def test_a_comma_before_three_digits_is_a_fraction_where_a_percentage_or_measure_follows() -> None:
    assert digits_value("12,676", fraction_likely=True) == 12.676


@pytest.mark.parametrize("digits", ["1.2.3", "1.23.456", "1" * 30])
def test_what_only_looks_like_a_number_has_no_value(digits: str) -> None:
    assert digits_value(digits) is None


@pytest.mark.parametrize(
    ("words", "value"),
    [
        ("mười lăm", 15), ("hai mươi mốt", 21), ("ba trăm linh năm", 305), ("hai triệu rưỡi", 2500000), ("một nghìn hai trăm", 1200),
        ("chín mươi chín", 99), ("năm trăm", 500), ("mười", 10), ("bốn mươi tư", 44), ("trăm rưỡi", 150),
    ],
)  # fmt: skip
def test_number_words_are_added_up(words: str, value: float) -> None:
    assert words_value(words.split()) == value


@pytest.mark.parametrize("words", ["hai hai", "linh", "nghìn triệu"])
def test_number_words_in_no_order_have_no_value(words: str) -> None:
    assert words_value(words.split()) is None


@pytest.mark.parametrize(
    ("text", "value", "value_max", "vague"),
    [
        ("1,2 triệu", 1200000, None, None), ("2,3 tỷ", 2300000000, None, None), ("2 tỷ 350 triệu", 2350000000, None, None),
        ("3 nghìn", 3000, None, None), ("hàng trăm", 100, None, "hundreds"), ("hàng chục nghìn", 10000, None, "tens_of_thousands"),
        ("dăm ba", 3, 5, None), ("ba lăm", 35, None, None), ("ba bốn", 3, 4, None), ("chín mười", 9, 10, None), ("hai mươi năm", 20, None, None), ("1 triệu rưỡi", 1500000, None, None),
    ],
)  # fmt: skip
def test_scales_vague_words_and_ranges_in_words(
    text: str, value: float, value_max: float | None, vague: str | None
) -> None:
    match = NUMBER.search(text)
    assert match
    number = read_match(text, match)
    assert number
    assert (number.value, number.value_max, number.vague) == (value, value_max, vague)


def test_ty_le_is_a_rate_and_no_milliard() -> None:
    text = "đạt 3 tỷ lệ"
    match = NUMBER.search(text)
    assert match
    number = read_match(text, match)
    assert number
    assert number.value == 3
