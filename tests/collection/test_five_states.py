"""A number, and what is no number, on the whole way (F3): grid, program, workbook, database, SDMX, total, paper.

None becomes another.
"""

from __future__ import annotations

import hashlib
import json
import re
from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any

import pytest

from binhyen.analytics.answers import Total, totals
from binhyen.analytics.sdmx.messages import write
from binhyen.analytics.sdmx.reading import dataset_of
from binhyen.collection.actions.workbooks import Offered, accept_workbook
from binhyen.collection.papers.annex import shown as printed
from binhyen.collection.queries.papers import paper_material
from binhyen.collection.queries.previews import preview_of
from binhyen.collection.queries.workbooks import copy_for, plan_of
from binhyen.collection.workbooks.opening import read_workbook
from binhyen.collection.workbooks.values import as_written
from binhyen.collection.workbooks.writing import template
from binhyen.figures.actions import open_submission
from binhyen.figures.models import Cell, DraftCell, Submission
from binhyen.figures.queries.forms import form_on
from binhyen.figures.queries.sheets import form_sheet
from binhyen.figures.rules.cells import CellValue, Qualifier, State
from binhyen.foundation.span import Span
from binhyen.organisation.queries import version_on
from binhyen.web.figures.addresses import sheet_url
from binhyen.web.templatetags.binhyen import cell, total
from tests.analytics.ground import FLOW, FORM, LINES, Ground, month
from tests.analytics.messages import read
from tests.api.conftest import Program, program
from tests.cast import MONTHLY, Cast, approved, month_cells
from tests.web.conftest import clock
from tests.web.pages import signed_in

__all__ = ["clock", "program"]

MAY = Span(date(2026, 5, 1), date(2026, 5, 31))
OCTOBER = month(2025, 10)


def said(value: int, qualifier: Qualifier = Qualifier.EXACT) -> CellValue:
    return CellValue(State.REPORTED, value, None, qualifier)


# Line: what is typed in the grid, what it is, and how the commune's paper prints it.
TYPED: dict[str, tuple[dict[str, Any], CellValue, str]] = {
    "COM04": ({"text": "0"}, said(0), "0"),
    "COM05": ({"text": "1.474"}, said(1474), "1.474"),
    "FRC04": ({"text": "ước 120"}, said(120, Qualifier.ESTIMATE), "ước 120"),
    "FRC05": ({"text": "-"}, CellValue(State.NOTHING_AROSE), "-"),
    "MED03": (
        {"text": "", "kind": "not_applicable", "reason": "không có tổ hòa giải"},
        CellValue(State.NOT_APPLICABLE, reason="không có tổ hòa giải"), "x",
    ),
    "MED04": (
        {"text": "", "kind": "not_reported", "reason": "chờ thôn báo"},
        CellValue(State.NOT_REPORTED, reason="chờ thôn báo"), "…",
    ),
}  # fmt: skip
# What a form takes only where it takes hedges: texts and history. Beside it how a screen, a program and a paper show it.
NINE: list[tuple[CellValue, str, str, str]] = [
    (said(400), "400", "400", "400"),
    (said(400, Qualifier.OVER), "≥ 400", "trên 400", "trên 400"),
    (said(400, Qualifier.NEARLY), "≤ 400", "gần 400", "gần 400"),
    (said(400, Qualifier.ABOUT), "≈ 400", "khoảng 400", "khoảng 400"),
    (said(400, Qualifier.HUNDREDS), "≥ 400", "hàng trăm", "hàng trăm"),
    (CellValue(State.NOT_REPORTED, reason="chờ thôn báo"), "chưa có số liệu", "chưa có số liệu", "…"),
    (CellValue(State.NOTHING_AROSE), "-", "không phát sinh", "-"),
    (CellValue(State.NOT_APPLICABLE, reason="không có khu công nghiệp"), "không áp dụng", "không áp dụng", "x"),
    (CellValue(State.STATED_WITHOUT_NUMBER), "có nêu, không có số", "có nêu, không có số", "…"),
]


def plain(text: str) -> str:
    return text.replace("\xa0", " ")


def kept(report: Submission) -> dict[str, CellValue]:
    drafts = DraftCell.objects.filter(submission=report).select_related("indicator")
    return {str(d.key): d.content for d in drafts}


@pytest.fixture
def typed(cast: Cast, clock: None) -> Submission:
    """Each state typed into a cell of Tân An's May."""
    cells = {line: {**given, "seen": 0} for line, (given, _, _) in TYPED.items()}
    url = sheet_url(MONTHLY, cast.tan_an, MAY) + "o-nhap/"
    body = json.dumps({"request_id": "1", "cells": cells})
    answer = signed_in(cast.lan).post(url, body, content_type="application/json")
    assert answer.status_code == 200, answer.content
    return Submission.objects.get(unit=cast.tan_an)


def test_what_is_typed_is_kept_told_to_programs_and_printed_as_it_is(
    typed: Submission, cast: Cast, program: Callable[..., Program]
) -> None:
    assert kept(typed) == {line: content for line, (_, content, _) in TYPED.items()}
    answer = program(cast.lan).get(f"submissions/{typed.pk}").json()
    told = {c["line"]: c for c in answer["cells"] if c["line"] in TYPED}
    for line, (_, content, _) in TYPED.items():
        found = told[line]
        value = None if found["value"] is None else int(found["value"])
        assert CellValue(State(found["state"]), value, None, Qualifier(found["qualifier"]), found["reason"]) == content
    version = version_on(cast.tan_an, MAY.last)
    assert version is not None
    sheet = form_sheet(form_on(MONTHLY, MAY.last), cast.tan_an, MAY, typed)
    paper = paper_material(sheet, version, today=date(2026, 11, 20), demo=True)
    lines = {str(line.key): plain(printed(line.content, line.decimals)) for line in paper.lines}
    assert {line: lines[line] for line in TYPED} == {line: text for line, (_, _, text) in TYPED.items()}


def test_a_workbook_carries_it_into_another_report_unchanged(typed: Submission, cast: Cast, now: datetime) -> None:
    form = form_on(MONTHLY, MAY.last)
    plan = plan_of(form, MAY)
    copy = copy_for(plan, form_sheet(form, cast.tan_an, MAY, typed))
    read = read_workbook(plan, template(plan, replace(copy, unit=cast.tan_binh.uid)))
    assert read.problems == []
    officer = cast.officers[cast.tan_binh.pk]
    other = open_submission(form_code=MONTHLY, unit=cast.tan_binh, span=MAY, actor=officer, now=now)
    preview = preview_of(plan, form_sheet(form, cast.tan_binh, MAY, other), read, today=now.date())
    offered = Offered("thang-5.xlsx", hashlib.sha256(b"1").hexdigest(), preview.cells, {})
    accept_workbook(other, offered, seen={}, actor=officer, now=now)
    assert kept(other) == kept(typed)


# --- hedges, and sums -----------------------------------------------------------------------------------------------


@pytest.fixture
def ground(cast: Cast) -> Ground:
    """A form that takes hedges: the way of texts and of history."""
    return Ground()


def test_all_nine_stay_what_they_are_from_the_report_to_screen_program_and_paper(
    ground: Ground, cast: Cast, program: Callable[..., Program]
) -> None:
    above = ground.province("Chín")
    unit = ground.commune("Một", above)
    report = ground.report(unit, above, OCTOBER, {line: nine[0] for line, nine in zip(LINES, NINE, strict=True)})
    desk = ground.desk(above)
    told = {c["line"]: c for c in program(desk).get(f"submissions/{report.pk}").json()["cells"]}
    for line, (content, screen, words, paper) in zip(LINES, NINE, strict=True):
        counting = Cell.objects.get(unit=unit, indicator__code=line.indicator).approved
        assert counting is not None
        assert counting.content == content
        assert plain(cell(content)) == screen
        assert (told[str(line)]["state"], told[str(line)]["qualifier"]) == (content.state, content.qualifier)
        assert told[str(line)]["text"] == words
        assert plain(printed(content, 0)) == paper


def test_all_nine_stay_what_they_are_in_sdmx(ground: Ground, tmp_path: Path) -> None:
    above = ground.province("Chín SDMX")
    unit = ground.commune("Một SDMX", above)
    ground.report(unit, above, OCTOBER, {line: nine[0] for line, nine in zip(LINES, NINE, strict=True)})
    dataset = dataset_of(FORM, OCTOBER, above, actor=ground.desk(above), today=date(2026, 11, 20))
    write(dataset, tmp_path, prepared=datetime(2026, 11, 20, tzinfo=UTC))
    said = {one.indicator: one for one in read(tmp_path)}
    for line, (content, *_) in zip(LINES, NINE, strict=True):
        one = said[line.indicator]
        counting = Cell.objects.get(unit=unit, indicator__code=line.indicator).approved
        assert counting is not None
        value = int(one.value) if one.value and one.state == State.REPORTED else None
        qualifier = Qualifier(one.qualifier or Qualifier.EXACT)
        assert CellValue(State(one.state), value, None, qualifier, content.reason) == counting.content == content
    assert len({one[4:] for one in said.values()}) == len(NINE)


def test_a_template_leaves_alone_what_cannot_be_typed_into_a_form(ground: Ground) -> None:
    above = ground.province("Mẫu")
    unit = ground.commune("Hai", above)
    cells = {line: nine[0] for line, nine in zip(LINES, NINE, strict=True)}
    report = ground.report(unit, above, OCTOBER, cells, decided=False)
    form = form_on(FORM, OCTOBER.last)
    plan, sheet = plan_of(form, OCTOBER), form_sheet(form, unit, OCTOBER, report)
    read = read_workbook(plan, template(plan, copy_for(plan, sheet)))
    assert read.problems == []
    assert preview_of(plan, sheet, read, today=date(2026, 11, 20)).changes == ()


def test_the_template_shows_a_hedge_of_the_month_before_in_its_own_words(ground: Ground) -> None:
    written = [as_written(content, 0) for content, *_ in NINE[:5]]
    assert written == [400, "trên 400", "gần 400", "khoảng 400", "hàng trăm"]


def asked(ground: Ground, name: str, *cells: CellValue | None) -> Total:
    """The total of one line over a province with a commune for each cell; None: it has not reported."""
    above = ground.province(name)
    for n, content in enumerate(cells):
        unit = ground.commune(f"{name} {n}", above)
        if content is not None:
            ground.report(unit, above, OCTOBER, {FLOW: content})
    return totals(above, [FLOW], OCTOBER).rows[FLOW]


def test_a_total_of_nothing_and_a_gap_is_nought_of_one_in_two(ground: Ground) -> None:
    row = asked(ground, "Không", said(0), None)
    assert (total(row.weight), row.reported, row.expected) == ("0", 1, 2)
    gap = asked(ground, "Trống", None, None)
    assert (total(gap.weight), gap.reported, gap.expected) == ("chưa có số liệu", 0, 2)


def test_one_more_than_makes_the_total_at_least(ground: Ground) -> None:
    row = asked(ground, "Trên", said(400, Qualifier.OVER), said(10))
    assert plain(total(row.weight)) == "≥ 410"


def test_nothing_arose_and_nought_give_the_same_total_of_the_same_units(ground: Ground) -> None:
    nought, nothing = asked(ground, "A", said(0), said(7)), asked(ground, "B", CellValue(State.NOTHING_AROSE), said(7))
    assert (nought.value, nought.reported, nought.expected) == (nothing.value, nothing.reported, nothing.expected)
    assert (nought.value, nought.reported, nought.expected) == (7, 2, 2)


def test_the_page_of_the_province_says_how_many_the_nought_is_of(cast: Cast, now: datetime) -> None:
    approved(cast, cast.tan_an, MAY, month_cells(sessions=0, attendances=0, patrols=0, accepted=0), now)
    page = signed_in(cast.minh).get(f"/theo-doi/{cast.province.uid}/?ky=2026-01-01_2026-06-30").content.decode()
    row = re.search(r'<tr> ?<th scope="row">(?:<a [^>]*>)?Buổi tuyên truyền.*?</tr>', re.sub(r"\s+", " ", page))
    assert row
    assert re.search(r"\b0\b.*\b1/18\b", re.sub(r"<[^>]+>", " ", row[0])), row[0]
