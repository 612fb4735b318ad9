"""Numbers, dates, cells and drawings as pages print them."""

from __future__ import annotations

from datetime import UTC, date, datetime
from decimal import Decimal
from xml.etree import ElementTree

import pytest
from django.template import Context, Template

from binhyen.figures.rules.cells import CellValue, Qualifier, State, Weight, add
from binhyen.web.templatetags import binhyen as tags

SVG = "{http://www.w3.org/2000/svg}"


def rendered(source: str, **context: object) -> str:
    return Template("{% load binhyen %}" + source).render(Context(context))


def drawing(markup: str) -> ElementTree.Element:
    return ElementTree.fromstring(markup.replace("<svg ", '<svg xmlns="http://www.w3.org/2000/svg" ', 1))


def reported(value: int, qualifier: Qualifier = Qualifier.EXACT, value_max: int | None = None) -> CellValue:
    return CellValue(State.REPORTED, value, value_max, qualifier)


@pytest.mark.parametrize(
    ("source", "value", "shown"),
    [
        ("{{ x|vn_number }}", 1474, "1.474"),
        ("{{ x|vn_number:1 }}", Decimal("75.5"), "75,5"),
        ("{{ x|vn_number }}", -7, "−7"),
        ("{{ x|vn_number }}", None, ""),
        ("{{ x|padded }}", 8, "08"),
        ("{{ x|padded }}", 3321, "3.321"),
        ("{{ x|signed }}", 126, "+126"),
        ("{{ x|signed }}", -18300, "−18.300"),
        ("{{ x|signed }}", 0, "0"),
        ("{{ x|percent }}", Decimal("86.14"), "86,1%"),
        ("{{ x|percent }}", Decimal("82.25"), "82,3%"),
        ("{{ x|percent }}", 100, "100%"),
        ("{{ x|percent:2 }}", Decimal("86.145"), "86,15%"),
        ("{{ x|percent }}", None, ""),
        ("{{ x|percent_of:166 }}", 143, "86,1%"),
        ("{{ x|percent_of:0 }}", 5, "không tính được"),
        ("{{ x|vn_date }}", date(2026, 6, 17), "17/6/2026"),
        ("{{ x|vn_date }}", date(2026, 2, 5), "05/02/2026"),
        ("{{ x|vn_date }}", None, ""),
        ("{{ x|with_unit:'vụ' }}", "1.474", "1.474\u00a0vụ"),
        ("{{ x|with_unit:'' }}", "75", "75"),
    ],
)
def test_numbers_and_dates_are_written_the_vietnamese_way(source: str, value: object, shown: str) -> None:
    assert rendered(source, x=value) == shown


def test_a_moment_is_shown_in_local_time_and_its_day_follows() -> None:
    late = datetime(2026, 6, 21, 18, 5, tzinfo=UTC)
    assert rendered("{{ x|vn_datetime }} {{ x|vn_date }}", x=late) == "01:05, 22/6/2026 22/6/2026"
    assert tags.vn_datetime(None) == ""


@pytest.mark.parametrize(
    ("value", "decimals", "shown"),
    [
        (None, 0, "chưa có số liệu"),
        (CellValue(State.NOT_REPORTED, reason="không còn hồ sơ lưu"), 0, "chưa có số liệu"),
        (CellValue(State.NOTHING_AROSE), 0, "-"),
        (CellValue(State.NOT_APPLICABLE, reason="không có khu dân cư"), 0, "không áp dụng"),
        (CellValue(State.STATED_WITHOUT_NUMBER), 0, "có nêu, không có số"),
        (reported(0), 0, "0"),
        (reported(1474), 0, "1.474"),
        (reported(7550), 2, "75,5"),
        (reported(1200, Qualifier.OVER), 0, "≥\u00a01.200"),
        (reported(100, Qualifier.HUNDREDS), 0, "≥\u00a0100"),
        (reported(1000, Qualifier.NEARLY), 0, "≤\u00a01.000"),
        (reported(4200, Qualifier.ESTIMATE), 0, "≈\u00a04.200"),
        (reported(15, Qualifier.RANGE, 20), 0, "15–20"),
    ],
)
def test_a_cell_shows_its_state_and_its_hedge(value: CellValue | None, decimals: int, shown: str) -> None:
    assert tags.cell(value, decimals) == shown


def test_zero_and_missing_never_look_alike() -> None:
    assert len({tags.cell(value) for value in (None, reported(0), CellValue(State.NOTHING_AROSE))}) == 3


def test_every_state_without_a_number_has_its_word() -> None:
    assert set(tags.WORDS) == set(State) - {State.REPORTED}


def test_a_sum_carries_the_hedge_of_its_parts() -> None:
    assert tags.total(add([reported(12), reported(30)])) == "42"
    assert tags.total(add([reported(12), reported(400, Qualifier.OVER)])) == "≥\u00a0412"
    assert tags.total(add([reported(12), reported(400, Qualifier.OVER), reported(5, Qualifier.NEARLY)])) == "≈\u00a0417"
    assert tags.total(add([CellValue(State.NOTHING_AROSE), None])) == "0"


def test_a_sum_without_numbers_says_so() -> None:
    assert tags.total(Weight()) == "chưa có số liệu"
    assert tags.total(add([CellValue(State.STATED_WITHOUT_NUMBER)])) == "có nêu, không có số"


def test_an_icon_is_decoration_unless_it_has_a_label() -> None:
    assert 'aria-hidden="true"' in rendered("{% icon 'ok' %}")
    assert 'role="img" aria-label="chưa &lt;khớp&gt;"' in rendered("{% icon 'err' x %}", x="chưa <khớp>")


def test_a_state_chip_has_shape_word_and_colour_and_escapes_its_text() -> None:
    chip = rendered("{% state 'returned' x %}", x="Trả lại <b>")
    assert 'class="st st-err"' in chip
    assert "icons.svg#i-ret" in chip
    assert "Trả lại &lt;b&gt;" in chip


@pytest.mark.parametrize(
    ("part", "whole", "width"), [(143, 166, "86.1"), (0, 12, "0.0"), (13, 12, "100.0"), (0, 0, "0")]
)
def test_a_meter_fills_its_share_and_never_more_than_all(part: int, whole: int, width: str) -> None:
    bars = drawing(rendered("{% meter part whole %}", part=part, whole=whole)).findall(SVG + "rect")
    assert bars[1].get("width") == width


def test_the_sum_drawing_shows_the_excess_as_a_bar_of_its_own() -> None:
    svg = drawing(rendered("{% sum_bars 300 parts %}", parts=[("tổ", 240), ("điểm", 70)]))
    by_class = {rect.get("class"): rect for rect in svg.findall(SVG + "rect")}
    assert svg.get("aria-label") == "Tổng ghi trong văn bản 300; các phần cộng lại 310"
    assert float(by_class["bar-x"].get("width", "0")) == pytest.approx(500 * 10 / 310, abs=0.1)


def test_the_sum_drawing_has_no_excess_bar_when_the_parts_fall_short() -> None:
    svg = drawing(rendered("{% sum_bars 300 parts %}", parts=[("tổ", 240)]))
    assert svg.get("aria-label") == "Tổng ghi trong văn bản 300; các phần cộng lại 240"
    kinds = {rect.get("class") for rect in svg.findall(SVG + "rect")}
    assert kinds
    assert "bar-x" not in kinds
