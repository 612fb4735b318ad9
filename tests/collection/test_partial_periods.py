"""A half-year that stands on some of its months says which, and is compared with nothing until they are complete."""

import io
from datetime import date, timedelta

import pytest
from django.urls import reverse
from openpyxl import load_workbook

from binhyen.collection.papers.annex import annex
from binhyen.collection.queries.papers import paper_material
from binhyen.collection.queries.workbooks import copy_for, plan_of
from binhyen.collection.workbooks.opening import read_workbook
from binhyen.collection.workbooks.writing import template
from binhyen.figures.models import FormAssignment, FormVersion
from binhyen.figures.queries.sheets import Sheet, form_sheet
from binhyen.figures.rules.partial import stands_on
from binhyen.foundation.span import Span
from binhyen.organisation.queries import version_on
from tests.cast import HALF_YEARLY, Cast, approved, key, month_cells
from tests.conftest import NOW
from tests.web.pages import signed_in


def months(year: int, first: int, last: int) -> list[Span]:
    return [
        Span(date(year, m, 1), (date(year, m, 28) + timedelta(days=4)).replace(day=1) - timedelta(days=1))
        for m in range(first, last + 1)
    ]


HALF = Span(date(2026, 1, 1), date(2026, 6, 30))
BEFORE = HALF.shifted_years(-1)


@pytest.mark.parametrize(
    ("parts", "whole", "adds", "said"),
    [
        (months(2026, 1, 3), HALF, True, "gồm tháng 1, 2, 3 (03/06 tháng)"),
        ([*months(2026, 1, 1), *months(2026, 3, 6)], HALF, True, "gồm tháng 1, 3, 4, 5, 6 (05/06 tháng)"),
        (months(2026, 1, 6), HALF, True, ""),
        ([], HALF, True, ""),
        (months(2026, 1, 3), HALF, False, "số liệu đến ngày 31/3/2026"),
        (months(2026, 6, 6), HALF, False, ""),
        ([Span(date(2026, 1, 1), date(2026, 3, 31))], HALF, True, "gồm quý I năm 2026 (03/06 tháng)"),
        (
            [Span(date(2026, 1, 1), date(2026, 1, 9))],
            HALF,
            True,
            "gồm từ 01/01/2026 đến 09/01/2026 (chưa đủ kỳ)",
        ),
    ],
)
def test_it_is_said_which_part_of_the_period_is_there(parts: list[Span], whole: Span, adds: bool, said: str) -> None:
    assert stands_on(reversed(parts), whole, adds=adds) == said


def sheet_of(cast: Cast) -> Sheet:
    form = FormVersion.objects.get(code=HALF_YEARLY)
    return form_sheet(form, cast.tan_an, HALF, None)


def given(cast: Cast, spans: list[Span]) -> None:
    for span in spans:
        approved(cast, cast.tan_an, span, month_cells(), NOW)


def begun(cast: Cast) -> None:
    FormAssignment.objects.update(starts_on=date(2025, 1, 1))


def test_nothing_is_compared_until_all_months_are_there(cast: Cast) -> None:
    begun(cast)
    given(cast, months(2025, 1, 6) + months(2026, 1, 3))
    client, url = signed_in(cast.lan), reverse("figure_sheet", args=[HALF_YEARLY, cast.tan_an.uid, HALF])
    partial = client.get(url).content.decode()
    assert "lấy từ Báo cáo tháng, gồm tháng 1, 2, 3 (03/06 tháng)" in partial
    assert "-30 (-50%)" not in partial.replace("−", "-")
    line = next(one for one in sheet_of(cast).lines if one.key == key("COM04"))
    assert (line.content and line.content.amount, line.same_period and line.same_period.amount) == (30, 60)
    version = version_on(cast.tan_an, HALF.last)
    assert version is not None
    paper = annex(paper_material(sheet_of(cast), version, today=date(2026, 5, 1), demo=True))
    (table,) = paper.tables
    rows = {"".join(run.text for run in row.cells[1]): row for row in table.rows if not row.heading}
    told = ["".join(run.text for run in cell) for cell in rows["Buổi tuyên truyền, phổ biến pháp luật tập trung"].cells]
    assert told[3:] == ["30", "60", ""]
    notes = ["".join(run.text for run in note.runs) for note in table.notes]
    assert any("gồm tháng 1, 2, 3 (03/06 tháng), chưa so sánh với cùng kỳ" in note for note in notes)
    given(cast, months(2026, 4, 6))
    line = next(one for one in sheet_of(cast).lines if one.key == key("COM04"))
    assert (line.partial, line.comparable) == ("", line.same_period)
    assert "tháng)" not in client.get(url).content.decode()


def test_what_a_period_before_has_only_in_part_stands_beside_nothing(cast: Cast) -> None:
    begun(cast)
    given(cast, months(2025, 2, 6) + months(2026, 1, 1))
    line = next(one for one in sheet_of(cast).lines if one.key == key("COM04"))
    assert line.same_period is None


def test_the_workbook_says_it_beside_the_figure_and_is_read_as_before(cast: Cast) -> None:
    begun(cast)
    given(cast, months(2026, 1, 3))
    sheet = sheet_of(cast)
    plan = plan_of(sheet.form, HALF)
    raw = template(plan, copy_for(plan, sheet))
    cells = [cell.value for row in load_workbook(io.BytesIO(raw))["Số liệu"].iter_rows() for cell in row]
    assert "Phạm vi số liệu kỳ này" in cells
    said = sorted(line.partial for line in sheet.lines if line.partial)
    assert sorted(cell for cell in cells if cell in said) == said
    assert set(said) == {"gồm tháng 1, 2, 3 (03/06 tháng)", "số liệu đến ngày 31/3/2026"}
    assert not read_workbook(plan, raw).problems
