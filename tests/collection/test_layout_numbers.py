"""The number of the signed report in another programme's layout: of the report whose figures go in, and never guessed."""

from __future__ import annotations

import io
from datetime import date, datetime

import pytest
from openpyxl import load_workbook

from binhyen.collection.actions.papers import SignedAs, number_paper
from binhyen.collection.queries.layouts import notes_for, texts_for
from binhyen.collection.workbooks.layouts import Named
from binhyen.figures.actions import NewForm, NewLine, assign_form, publish_form, send_back
from binhyen.figures.models import Submission
from binhyen.figures.rules.cells import CellKey
from binhyen.foundation.span import Span
from tests.cast import Cast, approved, key, month_cells, number
from tests.web.pages import signed_in
from tests.web.test_layouts import sent, taken_out

MAY = Span(date(2026, 5, 1), date(2026, 5, 31))
OTHER = NewForm(code="BC-KHAC", title="Biểu khác", short_title="Biểu khác", calendar="month")
OURS, THEIRS = "COM04", "COM10"


def signed(report: Submission, name: str, cast: Cast, now: datetime) -> None:
    number_paper(
        report, SignedAs(name, "BC-UBND", date(2026, 6, 2), "Phó Chủ tịch UBND xã"), file=None, actor=cast.lan, now=now
    )


@pytest.fixture
def two(cast: Cast, now: datetime) -> tuple[Submission, Submission]:
    """May of two forms, approved; the paper of the monthly form is 45, the later one of the other form is 46."""
    publish_form(OTHER, [NewLine(THEIRS)], valid_from=MAY.start, actor=None, now=now)
    assign_form(form_code=OTHER.code, province=cast.province, level="commune", starts_on=MAY.start, actor=None, now=now)
    monthly = approved(cast, cast.tan_an, MAY, month_cells(), now)
    other = approved(cast, cast.tan_an, MAY, {CellKey(THEIRS): number(3)}, now, form=OTHER.code)
    for report, name in ((monthly, "45"), (other, "46")):
        signed(report, name, cast, now)
    return monthly, other


def numbered(cast: Cast, *names: str) -> tuple[str, str]:
    """The number that goes in, and the note where none does."""
    named = [Named("Biểu", "B1", name) for name in names]
    notes = notes_for(named, cast.tan_an, MAY)
    return texts_for(named, cast.tan_an, MAY, [])["report_number"], notes.get("report_number", "")


def test_it_is_that_of_the_report_whose_figures_the_layout_reads(
    cast: Cast, two: tuple[Submission, Submission]
) -> None:
    assert numbered(cast, OURS, f"{OURS}[host_org=ca]") == ("45/BC-UBND", "")
    assert numbered(cast, THEIRS) == ("46/BC-UBND", "")


def test_of_several_none_is_guessed_and_a_note_says_why(cast: Cast, two: tuple[Submission, Submission]) -> None:
    for names in ((OURS, THEIRS), ()):
        given, note = numbered(cast, *names)
        assert given == ""
        assert "02 báo cáo (45/BC-UBND; 46/BC-UBND)" in note
    lan = signed_in(cast.lan)
    sent(lan, {"A1": "Kèm báo cáo số {{report_number}}", "B1": f"{{{{{OURS}}}}}", "B2": f"{{{{{THEIRS}}}}}"})
    sheet = load_workbook(io.BytesIO(taken_out(lan, cast).content)).active
    assert sheet is not None
    assert sheet["A1"].value == "Kèm báo cáo số "
    assert sheet["A1"].comment is not None
    assert "Đề nghị tự ghi" in sheet["A1"].comment.text
    assert sheet["B1"].comment is None


def test_a_paper_of_a_version_that_was_replaced_is_not_the_paper_of_the_figures(cast: Cast, now: datetime) -> None:
    report = approved(cast, cast.tan_an, MAY, month_cells(), now)
    signed(report, "45", cast, now)
    assert numbered(cast, OURS)[0] == "45/BC-UBND"
    again = send_back(report, cells=[key("FRC04")], reason="rà soát", actor=cast.nam, now=now)
    assert numbered(cast, OURS)[0] == "45/BC-UBND"
    Submission.objects.filter(pk=again.pk).update(approved_version=2)
    assert numbered(cast, OURS)[0] == ""


def test_a_total_of_the_province_bears_no_single_reports_number(cast: Cast, now: datetime) -> None:
    approved(cast, cast.tan_an, MAY, month_cells(), now)
    minh = signed_in(cast.minh)
    sent(minh, {"A1": "{{report_number}}", "B1": "{{COM04}}"})
    sheet = load_workbook(io.BytesIO(taken_out(minh, cast, cast.province.uid).content)).active
    assert sheet is not None
    assert sheet["A1"].value is None
    assert sheet["A1"].comment is not None
