"""Layouts of other programmes: names in cells, unknown ones by cell, filled with approved figures, harmless to open."""

from __future__ import annotations

import io
from datetime import date, datetime
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from openpyxl import Workbook, load_workbook

from binhyen.collection.models import ExportLayout
from binhyen.collection.workbooks.layouts import filled
from binhyen.collection.workbooks.marking import harmless
from binhyen.foundation.span import Span
from binhyen.web.figures.addresses import span_text
from tests.cast import Cast, approved, entered, month_cells
from tests.web.pages import signed_in

MAY = Span(date(2026, 5, 1), date(2026, 5, 31))
NAMED = {
    "A1": "BÁO CÁO của {{unit}}, {{period}} (số {{report_number}})", "B3": "{{COM04}}", "B4": "{{ COM04[host_org=ca] }}",
    "B5": "{{FRC01}}", "B6": "có {{COM04}} buổi", "B7": "=SUM(B3:B4)", "C1": "không đổi", "B8": "{{COM05[host_org=khac]}}",
}  # fmt: skip


def made(cells: dict[str, Any]) -> bytes:
    book = Workbook()
    for cell, raw in cells.items():
        book.active[cell] = raw
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def sent(client: Any, cells: dict[str, Any], name: str = "Nông thôn mới") -> Any:
    return client.post("/mau-xuat/", {"ten": name, "tep": SimpleUploadedFile("mau.xlsx", made(cells))})


def taken_out(client: Any, cast: Cast, unit: str = "") -> Any:
    layout = ExportLayout.objects.get()
    return client.get(f"/mau-xuat/{layout.pk}/", {"don-vi": unit or cast.tan_an.uid, "ky": span_text(MAY)})


def test_a_layout_is_filled_with_approved_figures(cast: Cast, now: datetime) -> None:
    approved(cast, cast.tan_an, MAY, month_cells(sessions=17), now)
    lan = signed_in(cast.lan)
    assert sent(lan, NAMED).status_code == 302
    sheet = load_workbook(io.BytesIO(taken_out(lan, cast).content)).active
    assert sheet is not None
    assert sheet["A1"].value == "BÁO CÁO của Xã Tân An, tháng 5 năm 2026 (số )"
    assert (sheet["B3"].value, sheet["B4"].value, sheet["B8"].value) == (17, 17, 0)
    assert sheet["B5"].value == "chưa có số liệu"
    assert sheet["B6"].value == "có 17 buổi"
    assert (sheet["B7"].value, sheet["C1"].value) == ("=SUM(B3:B4)", "không đổi")


def test_the_province_takes_the_totals_of_its_units_and_says_where_reports_are_missing(
    cast: Cast, now: datetime
) -> None:
    minh = signed_in(cast.minh)
    sent(minh, NAMED)
    for sessions, unit, said in (
        (17, cast.tan_an, "17 (1/3 báo cáo)"), (5, cast.tan_binh, "22 (2/3 báo cáo)"), (3, cast.tan_cuong, 25),
    ):  # fmt: skip
        approved(cast, unit, MAY, month_cells(sessions=sessions), now)
        sheet = load_workbook(io.BytesIO(taken_out(minh, cast, cast.province.uid).content)).active
        assert sheet is not None
        assert (sheet["B3"].value, sheet["B5"].value) == (said, "chưa có số liệu")


def test_working_figures_are_marked_and_only_for_the_unit_itself(cast: Cast, now: datetime) -> None:
    entered(cast, cast.tan_an, MAY, month_cells(sessions=17), now)
    lan, minh = signed_in(cast.lan), signed_in(cast.minh)
    sent(minh, NAMED)
    for client, said in ((lan, "17 (chưa duyệt)"), (minh, "chưa có số liệu")):
        sheet = load_workbook(io.BytesIO(taken_out(client, cast).content)).active
        assert sheet is not None
        assert sheet["B3"].value == said


def test_unknown_names_are_listed_by_cell_and_nothing_is_kept(cast: Cast) -> None:
    lan = signed_in(cast.lan)
    answer = sent(lan, {**NAMED, "D9": "{{XYZ99}}", "D10": "{{COM04[b=1;a=2]}}", "D11": "{{so_lieu}}"})
    page = answer.content.decode()
    assert answer.status_code == 422
    assert "03 ô trong mẫu không nhận ra" in page
    for cell in ("Ô D9 (Sheet): “XYZ99”", "Ô D10 (Sheet): “COM04[b=1;a=2]”", "Ô D11 (Sheet): “so_lieu”"):
        assert cell in page
    assert not ExportLayout.objects.exists()
    assert sent(lan, {"A1": "không có mã"}).status_code == 422


def test_a_layout_of_the_province_serves_its_communes_and_nobody_else(cast: Cast) -> None:
    assert sent(signed_in(cast.minh), NAMED).status_code == 302
    layout = ExportLayout.objects.get()
    assert taken_out(signed_in(cast.lan), cast).status_code == 200
    assert taken_out(signed_in(cast.lan), cast, cast.tan_binh.uid).status_code == 404
    assert taken_out(signed_in(cast.tuan), cast, cast.elsewhere.uid).status_code == 404
    assert signed_in(cast.lan).post(f"/mau-xuat/{layout.pk}/go/").status_code == 404
    assert signed_in(cast.minh).post(f"/mau-xuat/{layout.pk}/go/").status_code == 302
    assert taken_out(signed_in(cast.lan), cast).status_code == 404


@pytest.mark.parametrize("text", ["=1+1", "+1", "-1", "@SUM(A1)", "\tx", "\rx"])
def test_what_could_be_a_formula_is_made_harmless_and_numbers_stay_numbers(text: str) -> None:
    book = load_workbook(io.BytesIO(filled(made({"A1": "{{unit}}", "A2": "{{COM04}}"}), {"unit": text, "COM04": -5})))
    assert book.active is not None
    assert book.active["A1"].data_type == "s"
    assert book.active["A1"].value.startswith("'")
    assert (book.active["A2"].value, book.active["A2"].data_type) == (-5, "n")
    assert harmless("12") == "12"


def test_the_account_menu_leads_there_only_where_the_page_opens(cast: Cast) -> None:
    for actor, status in ((cast.lan, 200), (cast.minh, 200), (cast.quan, 404)):
        client = signed_in(actor)
        assert client.get("/mau-xuat/").status_code == status
        assert ('href="/mau-xuat/"' in client.get("/tim/").content.decode()) == (status == 200)
