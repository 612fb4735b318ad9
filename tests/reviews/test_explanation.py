"""Giải trình chênh lệch: what the record says of a difference, and nothing else."""

from __future__ import annotations

import io
from dataclasses import replace
from datetime import date, datetime

import pytest
from docx import Document

from binhyen.figures.actions import assign_form
from binhyen.figures.rules.cells import CellKey, CellValue, Qualifier, State
from binhyen.foundation.errors import Invalid
from binhyen.foundation.official.writer import write
from binhyen.foundation.span import Span
from binhyen.organisation.models import Unit
from binhyen.reviews.explanation import Explained, Part, explanation
from binhyen.reviews.material import Place
from binhyen.reviews.queries.explained import explained
from tests.cast import Cast, approved, key, month_cells, submitted

MARCH, BEFORE = Span(date(2026, 3, 1), date(2026, 3, 31)), Span(date(2025, 3, 1), date(2025, 3, 31))
COM04 = CellKey("COM04")
TODAY = date(2026, 11, 20)
FACTS = Explained(
    place=Place("Thử", "tỉnh", units={"xã": 8, "phường": 3}), profile="ban-chi-dao", name="Buổi tuyên truyền",
    unit_of_count="buổi", decimals=0, span=MARCH, before=BEFORE, parts=(Part("Xã A", 20, 12), Part("Xã B", 10, 13)),
    left_out=("Xã C",), reasons=(("Xã A", "đã rà soát."),), corrections=(), made_on=TODAY, invented=True,
)  # fmt: skip


def told(facts: Explained) -> list[str]:
    return [paragraph.text for section in explanation(facts).sections for paragraph in section.paragraphs]


def test_the_totals_the_movements_and_the_reasons_are_said_without_a_judgement() -> None:
    assert told(FACTS)[:4] == [
        "Tháng 3 năm 2026, chỉ tiêu “Buổi tuyên truyền” của tỉnh Thử là 25\u00a0buổi; cùng kỳ (tháng 3 năm 2025) là "
        "30\u00a0buổi; giảm 5\u00a0buổi (16,7%), tính trên cùng 02 xã, phường theo địa giới ngày 31/3/2026.",
        "Trong đó: 01 đơn vị giảm, cộng 8\u00a0buổi; 01 đơn vị tăng, cộng 3\u00a0buổi.",
        "Không đưa vào so sánh 01 đơn vị chưa đủ số liệu đã phê duyệt ở cả hai kỳ hoặc không quy đổi được theo địa giới: "
        "Xã C.",
        "- Xã A: đã rà soát.",
    ]


@pytest.mark.parametrize("word", ["đáng kể", "mạnh", "tốt", "kém", "yếu", "tích cực", "chưa nghiêm", "do đó"])
def test_no_word_of_valuation_stands_in_it(word: str) -> None:
    assert not any(word in sentence for sentence in told(FACTS))


def test_a_figure_from_zero_and_one_that_did_not_change_have_no_share() -> None:
    assert "tăng 4\u00a0buổi, tính" in told(replace(FACTS, parts=(Part("Xã A", 0, 4), Part("Xã B", 0, 0))))[0]
    assert "không thay đổi, tính" in told(replace(FACTS, parts=(Part("Xã A", 4, 4), Part("Xã B", 1, 1))))[0]


def test_one_unit_that_can_be_compared_among_several_is_not_told_as_all_of_them() -> None:
    assert "tính trên cùng 01 xã, phường" in told(replace(FACTS, parts=FACTS.parts[:1]))[0]


def test_many_units_stand_in_the_order_of_names_with_the_others_in_one_row() -> None:
    parts = tuple(Part(f"Xã {n:02d}", 10, 10 + n) for n in range(20))
    table = explanation(replace(FACTS, parts=parts)).sections[0].tables[0]
    rows = [[run.text for cell in row.cells for run in cell] for row in table.rows]
    assert [row[1] for row in rows] == [*(f"Xã {n}" for n in range(12, 20)), "12 đơn vị khác", "Cộng"]
    assert rows[-1][2:] == ["200", "390", "+190"]
    assert rows[-2][2:] == ["120", "186", "+66"]


def test_the_draft_is_marked_and_shows_that_the_unit_is_invented() -> None:
    document = Document(io.BytesIO(write(explanation(FACTS))))
    assert "DỰ THẢO" in document.tables[0].rows[1].cells[0].text
    assert "Văn bản minh họa" in document.sections[0].first_page_header.paragraphs[0].text


@pytest.fixture
def two_years(cast: Cast, now: datetime) -> Cast:
    """Months are owed since 2025; Tân An and Tân Bình reported both Marches, Tân Cường only this year's."""
    assign_form(
        form_code="BC-THANG", province=cast.province, level="commune", starts_on=date(2025, 1, 1), actor=None, now=now
    )
    for unit, before, after in ((cast.tan_an, 20, 12), (cast.tan_binh, 10, 13)):
        approved(cast, unit, BEFORE, month_cells(sessions=before), now)
        approved(cast, unit, MARCH, month_cells(sessions=after), now)
    approved(cast, cast.tan_cuong, MARCH, month_cells(), now)
    return cast


def test_only_units_that_reported_both_periods_are_compared(two_years: Cast) -> None:
    facts = explained(two_years.province, COM04, MARCH, today=TODAY)
    assert facts is not None
    assert [(part.name, part.before, part.now) for part in facts.parts] == [
        ("Xã Tân An", 20, 12),
        ("Phường Tân Bình", 10, 13),
    ]
    assert facts.left_out == ("Xã Tân Cường",)


def test_a_commune_is_explained_by_itself_and_one_without_the_same_period_not_at_all(two_years: Cast) -> None:
    facts = explained(two_years.tan_an, COM04, MARCH, today=TODAY)
    assert facts is not None
    assert (facts.now_total, facts.before_total, facts.place.full) == (12, 20, "xã Tân An")
    nothing = explained(two_years.tan_cuong, COM04, MARCH, today=TODAY)
    assert nothing is not None
    assert nothing.parts == ()
    assert "không so sánh được với cùng kỳ (tháng 3 năm 2025)" in told(nothing)[0]


def compared(unit: Unit, wanted: CellKey, span: Span) -> int:
    facts = explained(unit, wanted, span, today=TODAY)
    assert facts is not None
    return len(facts.parts)


def test_what_is_not_approved_and_what_is_not_exact_is_not_compared(two_years: Cast, now: datetime) -> None:
    april = Span(date(2026, 4, 1), date(2026, 4, 30))
    approved(two_years, two_years.tan_an, april.shifted_years(-1), month_cells(), now)
    submitted(two_years, two_years.tan_an, april, month_cells(), now)
    assert compared(two_years.tan_an, COM04, april) == 0
    estimate = month_cells() | {key("FRC04"): CellValue(State.REPORTED, 30, None, Qualifier.ESTIMATE)}
    approved(two_years, two_years.tan_binh, april.shifted_years(-1), month_cells(), now)
    approved(two_years, two_years.tan_binh, april, estimate, now)
    assert compared(two_years.tan_binh, CellKey("FRC04"), april) == 0
    assert compared(two_years.tan_binh, COM04, april) == 1


def test_a_ratio_is_refused(cast: Cast) -> None:
    with pytest.raises(Invalid):
        explained(cast.province, CellKey("MED07"), MARCH, today=TODAY)
