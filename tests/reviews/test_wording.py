"""Numbers, hedges and spans as a paper writes them."""

from __future__ import annotations

from datetime import date

import pytest

from binhyen.figures.rules.cells import CellValue, Qualifier
from binhyen.foundation.span import Span
from binhyen.reviews.material import Amount, Coverage
from binhyen.reviews.wording import Printed, change, percent, plain, quantity, span_words, until
from tests.reviews.examples import MEASURES, PLACE, SPAN, collected, published, reported, rich


def said(code: str, content: CellValue | int, *, summed: bool = False, pad: bool = True) -> str:
    """The quantity in words."""
    line = published(code, content) if not summed else collected(code, content)
    return plain(quantity(line, line.whole, PLACE, pad=pad)).replace("\u00a0", " ")


@pytest.mark.parametrize(
    ("code", "content", "words"),
    [
        ("COM04", 1600, "1.600 buổi"),
        ("COM04", 8, "08 buổi"),
        ("COM04", 0, "0 buổi"),
        ("COM01", 217, "217 tin, bài"),
        ("COM08", reported(30000, Qualifier.OVER), "trên 30.000 lượt người"),
        ("COM04", reported(12, Qualifier.AT_LEAST), "ít nhất 12 buổi"),
        ("COM01", reported(1000, Qualifier.NEARLY), "gần 1.000 tin, bài"),
        ("COM04", reported(20, Qualifier.AT_MOST), "không quá 20 buổi"),
        ("COM04", reported(300, Qualifier.ABOUT), "khoảng 300 buổi"),
        ("COM04", reported(300, Qualifier.ESTIMATE), "ước 300 buổi"),
        ("COM04", reported(15, Qualifier.RANGE, 20), "từ 15 đến 20 buổi"),
        ("TIP01", reported(10, Qualifier.TENS), "hàng chục tin"),
        ("TIP01", reported(100, Qualifier.HUNDREDS), "hàng trăm tin"),
        ("TIP01", reported(1000, Qualifier.THOUSANDS), "hàng nghìn tin"),
        ("CRM03", reported(750, Qualifier.OVER), "trên 75%"),
        ("MED07", 822, "82,2%"),
        ("COM18", 560, "56 lượt người/buổi"),
    ],
)
def test_a_quantity_says_hedge_digits_and_its_own_unit_of_count(
    code: str, content: CellValue | int, words: str
) -> None:
    assert said(code, content) == words


def test_a_sum_with_values_just_below_is_under_and_not_nearly() -> None:
    assert said("COM04", reported(90, Qualifier.NEARLY), summed=True) == "dưới 90 buổi"


def test_the_bound_number_is_exactly_its_digits() -> None:
    line = published("CRM03", reported(750, Qualifier.OVER))
    assert [piece.text for piece in quantity(line, line.whole, PLACE) if isinstance(piece, Printed)] == ["75"]


@pytest.mark.parametrize("qualifier", [q for q in Qualifier if q is not Qualifier.RANGE])
def test_no_hedge_is_a_mathematical_sign(qualifier: Qualifier) -> None:
    assert not set("≥≤≈~<>") & set(said("COM04", reported(100, qualifier)))


@pytest.mark.parametrize(
    ("part", "whole", "shown"),
    [
        (1285, 1563, "82,2"),
        (49, 1612, "3,0"),
        (1, 1, "100"),
        (0, 7, "0"),
        (1, 3, "33,3"),
        (5, 2, "250"),
        (1, 1000, "0,1"),
    ],
)
def test_a_share_is_rounded_half_up_to_one_decimal(part: int, whole: int, shown: str) -> None:
    assert percent(part, whole) == shown


def test_a_change_from_zero_has_no_per_cent() -> None:
    assert change(5, 0, MEASURES["COM04"]) == ("tăng", 5, "")
    assert change(1563, 1612, MEASURES["MED03"]) == ("giảm", 49, "3,0")
    assert change(4, 4, MEASURES["COM04"])[0] == "bằng cùng kỳ"


@pytest.mark.parametrize(
    ("start", "end", "words"),
    [
        (date(2026, 1, 1), date(2026, 6, 30), "6 tháng đầu năm 2026"),
        (date(2025, 12, 15), date(2026, 6, 14), "6 tháng đầu năm 2026"),
        (date(2025, 7, 1), date(2025, 12, 31), "6 tháng cuối năm 2025"),
        (date(2024, 12, 15), date(2025, 12, 14), "năm 2025"),
        (date(2025, 1, 1), date(2025, 12, 31), "năm 2025"),
        (date(2021, 1, 1), date(2025, 12, 31), "05 năm (2021 - 2025)"),
        (date(2024, 7, 1), date(2026, 6, 30), "02 năm"),
        (date(2013, 8, 1), date(2023, 6, 6), "giai đoạn 2013 - 2023"),
        (date(2026, 3, 1), date(2026, 4, 15), "từ ngày 01/3/2026 đến ngày 15/4/2026"),
        (date(2012, 2, 29), date(2016, 2, 28), "04 năm"),
    ],
)
def test_a_span_is_named_as_offices_name_it(start: date, end: date, words: str) -> None:
    assert span_words(Span(start, end)) == words


def test_until_now_is_said_only_at_a_fresh_cut_off_of_own_figures() -> None:
    assert until(SPAN.last, rich(), published=False) == "đến nay"
    assert until(SPAN.last, rich(), published=True) == "đến ngày 30/6/2026"
    assert until(date(2025, 12, 31), rich(), published=False) == "đến ngày 31/12/2025"
    assert until(SPAN.last, rich(made_on=date(2027, 6, 1)), published=False) == "đến ngày 30/6/2026"


def test_a_confirmed_zero_is_known_and_a_gap_is_not() -> None:
    from tests.reviews.examples import LOST, NOTHING_AROSE

    assert Amount(SPAN, NOTHING_AROSE, coverage=Coverage(1, 1)).known == 0
    assert Amount(SPAN, LOST).known is None


@pytest.mark.parametrize(
    ("code", "content", "words"),
    [("COM18", 570, "57,0 lượt người/buổi"), ("COM18", 566, "56,6 lượt người/buổi"), ("MED07", 900, "90,0%"),
     ("MED07", 1000, "100%"), ("MED07", 0, "0%")],
)  # fmt: skip
def test_a_computed_rate_always_has_its_decimal_and_a_stated_one_as_its_document(
    code: str, content: int, words: str
) -> None:
    assert said(code, content, summed=True) == words
    assert said(code, content) == words.replace(",0", "")
