"""What the reader proposes, as cells."""

from dataclasses import replace
from datetime import date

import pytest

from binhyen.figures.rules.cells import CellValue, Nature, Qualifier, State, SumClass, vague
from binhyen.figures.rules.proposals import content_of, fitting, span_of
from binhyen.foundation.errors import Invalid
from binhyen.foundation.span import Span
from binhyen.reader.qualifiers import TO_CELL
from binhyen.reader.reading import Figure, Period


def figure(
    value: int | float, qualifier: str = "exact", value_max: int | float | None = None, *, is_percent: bool = False
) -> Figure:
    return Figure(
        value=value, value_max=value_max, qualifier=qualifier, is_percent=is_percent, unit="vụ", measures=None,
        indicator=None, codes=(), period=Period(), place=None, programme=None, part_of=None, start=0, end=6,
        quote="12 vụ", confidence=1.0,
    )  # fmt: skip


@pytest.mark.parametrize(
    ("theirs", "ours"),
    [
        ("exact", Qualifier.EXACT),
        ("percent_of", Qualifier.EXACT),
        ("over", Qualifier.OVER),
        ("from", Qualifier.AT_LEAST),
        ("nearly", Qualifier.NEARLY),
        ("to", Qualifier.AT_MOST),
        ("about", Qualifier.ABOUT),
        ("tens", Qualifier.TENS),
        ("hundreds", Qualifier.HUNDREDS),
        ("thousands", Qualifier.THOUSANDS),
    ],
)
def test_each_hedge_of_a_text_has_its_qualifier(theirs: str, ours: Qualifier) -> None:
    assert content_of(figure(100, theirs), 0) == CellValue(State.REPORTED, 100, None, ours)


def test_every_word_of_the_reader_leads_to_a_qualifier_that_exists() -> None:
    assert {Qualifier(ours) for ours in TO_CELL.values()} <= set(Qualifier)


def test_a_range_keeps_both_ends_and_counts_its_lower_one() -> None:
    cell = content_of(figure(15, "range", 20), 0)
    assert (cell.value, cell.value_max, cell.sum_class) == (15, 20, SumClass.ABOVE)


def test_a_hedged_percentage_keeps_its_hedge_and_is_scaled_by_the_indicator() -> None:
    assert content_of(figure(75.5, "over", is_percent=True), 2) == CellValue(State.REPORTED, 7550, None, Qualifier.OVER)


def test_a_share_that_a_binary_fraction_cannot_hold_is_still_exact() -> None:
    assert content_of(figure(86.14, "percent_of", is_percent=True), 2).value == 8614


@pytest.mark.parametrize(
    ("value", "unit", "counted_in", "kept"),
    [
        (2_300_000_000, "đồng", "triệu đồng", 2_300_000),
        (450_000, None, "triệu đồng", 450),
        (1.2, "tấn", "kg", 1_200_000),
        (300, "gam", "kg", 300),
        (74.9, "kg", "kg", 74_900),
        (12, "vụ", "vụ", 12_000),
    ],
)
def test_money_and_weights_are_kept_in_the_unit_of_the_indicator(
    value: float, unit: str | None, counted_in: str, kept: int
) -> None:
    assert content_of(replace(figure(value), unit=unit), 3, counted_in).value == kept


def test_a_fraction_does_not_become_a_count() -> None:
    with pytest.raises(Invalid) as refused:
        content_of(figure(3.5), 0)
    assert refused.value.code == "figures.proposal_too_fine"


def test_a_percentage_fits_ratios_only_and_a_count_everything_else() -> None:
    natures = {"LDR06": Nature.RATIO, "COV03": Nature.RATIO, "COM01": Nature.FLOW}
    share = replace(figure(86, is_percent=True), codes=("LDR06", "COV03", "COM01"))
    assert fitting(share, natures) == ("LDR06", "COV03")
    assert fitting(replace(figure(12), codes=("LDR06", "COM01", "XXX99")), natures) == ("COM01",)


def test_an_increase_in_counts_fills_no_indicator_and_a_rate_of_change_its_ratio() -> None:
    natures = {"MED03": Nature.FLOW, "CRM07": Nature.RATIO}
    grown = replace(figure(12), codes=("MED03",))
    assert fitting(grown, natures) == ("MED03",)
    assert fitting(replace(grown, change="increase"), natures) == ()
    rate = replace(figure(12.3, is_percent=True), codes=("CRM07",), change="decrease")
    assert fitting(rate, natures) == ("CRM07",)


@pytest.mark.parametrize(
    ("start", "end", "span"),
    [
        ("2014", "2019", Span(date(2014, 1, 1), date(2019, 12, 31))),
        ("2013-08-01", "2023-06-06", Span(date(2013, 8, 1), date(2023, 6, 6))),
        ("2014", None, None),
        (None, "2019", None),
        ("2019", "2014", None),
        ("năm ngoái", "2019", None),
    ],
)
def test_a_period_is_known_only_when_the_text_gives_both_ends(
    start: str | None, end: str | None, span: Span | None
) -> None:
    assert span_of(Period(start, end)) == span


@pytest.mark.parametrize(
    ("words", "span"),
    [
        ("trong 6 tháng đầu năm 2026", Span(date(2026, 1, 1), date(2026, 6, 30))),
        ("Sáu tháng cuối năm 2026", Span(date(2026, 7, 1), date(2026, 12, 31))),
        ("quý III năm 2026", Span(date(2026, 7, 1), date(2026, 9, 30))),
        ("9 tháng đầu năm 2026", Span(date(2026, 1, 1), date(2026, 9, 30))),
        ("trong tháng 02/2026", Span(date(2026, 2, 1), date(2026, 2, 28))),
        ("năm 2026", Span(date(2026, 1, 1), date(2026, 12, 31))),
        ("tháng 13 năm 2026", None),
        ("tuần đầu năm 2026", None),
    ],
)
def test_a_part_of_a_year_is_never_taken_for_the_whole_year(words: str, span: Span | None) -> None:
    assert span_of(Period("2026", "2026", words)) == span


@pytest.mark.parametrize(
    ("start", "end", "words", "span"),
    [
        ("2026", "2026", "Từ tháng 01/2026 đến tháng 6/2026", Span(date(2026, 1, 1), date(2026, 6, 30))),
        ("2025", "2026", "Từ tháng 7/2025 đến tháng 6/2026", Span(date(2025, 7, 1), date(2026, 6, 30))),
        ("2025", "2026", "từ ngày 15/12/2025 đến ngày 14/6/2026", Span(date(2025, 12, 15), date(2026, 6, 14))),
        ("2025", "2026", "từ tháng 6/2026 đến tháng 7/2025", None),
        ("2025", "2026", "từ quý III năm 2025 đến quý II năm 2026", None),
    ],
)
def test_a_stated_beginning_and_end_are_taken_to_the_day(start: str, end: str, words: str, span: Span | None) -> None:
    assert span_of(Period(start, end, words)) == span


@pytest.mark.parametrize(
    ("value", "decimals", "words"),
    [
        (10, 0, "hàng chục"),
        (100, 0, "hàng trăm"),
        (1000, 0, "hàng nghìn"),
        (10000, 0, "hàng chục nghìn"),
        (100000, 3, "hàng trăm"),
    ],
)
def test_a_number_that_only_names_its_size_is_said_in_words(value: int, decimals: int, words: str) -> None:
    assert vague(value, decimals) == words
