"""The page of the workbook: the template out, a filled one in, looked at before anything is kept. Without scripts."""

from __future__ import annotations

import io
import re
from datetime import date, datetime
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from openpyxl import load_workbook

from binhyen.collection.models import ReceivedWorkbook
from binhyen.collection.workbooks.marking import LIST
from binhyen.collection.workbooks.plan import FIGURES
from binhyen.figures.actions import close_period
from binhyen.figures.models import DraftCell, Period, Submission
from binhyen.foundation.span import Span
from binhyen.web.figures.addresses import sheet_url
from tests.cast import Cast, approved, entered, key, month_cells, number
from tests.web.pages import signed_in

MAY = Span(date(2026, 5, 1), date(2026, 5, 31))
APRIL = Span(date(2026, 4, 1), date(2026, 4, 30))


def at(cast: Cast, tail: str = "bang-tinh/", span: Span = MAY) -> str:
    return sheet_url("BC-THANG", cast.tan_an, span) + tail


def downloaded(client: Any, cast: Cast, span: Span = MAY) -> bytes:
    answer = client.get(at(cast, "bang-tinh/mau/", span))
    assert answer.status_code == 200
    return bytes(answer.content)


def typed(data: bytes, **cells: Any) -> bytes:
    book = load_workbook(io.BytesIO(data))
    for cell, raw in cells.items():
        book[FIGURES][cell] = raw
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def offered(client: Any, cast: Cast, data: bytes, do: str = "xem", span: Span = MAY, name: str = "thang-5.xlsx") -> Any:
    return client.post(at(cast, span=span), {"viec": do, "tep": SimpleUploadedFile(name, data)})


def accepted(client: Any, cast: Cast, page: Any) -> Any:
    token = re.search(r'name="da-xem" value="([^"]+)"', page.content.decode())
    assert token
    return client.post(at(cast), {"viec": "nhan", "da-xem": token[1]})


def test_a_number_of_a_person_in_the_name_of_the_file_does_not_reach_the_record(cast: Cast) -> None:
    lan = signed_in(cast.lan)
    page = offered(lan, cast, typed(downloaded(lan, cast), E7=12), name="chi Ba 0912345678.xlsx")
    assert accepted(lan, cast, page).status_code == 302
    kept = DraftCell.objects.get().provenance["file"]
    assert kept == ReceivedWorkbook.objects.get().name
    assert (kept.startswith("chi Ba █"), "0912" in kept) == (True, False)


def test_a_filled_template_is_looked_at_then_kept_with_its_way_in(cast: Cast) -> None:
    lan = signed_in(cast.lan)
    page = offered(lan, cast, typed(downloaded(lan, cast), E7=12, E8="ước 8", E9="-"))
    text = page.content.decode()
    assert "Tệp sẽ thay đổi 03 chỉ tiêu" in text
    assert "ước 8" in text
    assert not Submission.objects.exists()
    assert accepted(lan, cast, page).status_code == 302
    kept = {d.key: d for d in DraftCell.objects.select_related("indicator")}
    assert kept[key("COM04")].content == number(12)
    assert kept[key("COM04")].provenance == {"kind": "workbook", "file": "thang-5.xlsx", "sheet": FIGURES, "cell": "E7"}
    assert ReceivedWorkbook.objects.get().cells == 3


def test_the_same_workbook_twice_changes_nothing_and_says_so(cast: Cast) -> None:
    lan = signed_in(cast.lan)
    data = typed(downloaded(lan, cast), E7=12)
    page = offered(lan, cast, data)
    accepted(lan, cast, page)
    again = offered(lan, cast, data).content.decode()
    assert "Tệp này đã được nhận, số liệu không thay đổi" in again
    assert 'name="da-xem"' not in again
    assert accepted(lan, cast, page).status_code == 422
    assert ReceivedWorkbook.objects.count() == 1


def test_an_older_workbook_says_which_newer_figures_it_would_overwrite(cast: Cast) -> None:
    lan = signed_in(cast.lan)
    accepted(lan, cast, offered(lan, cast, typed(downloaded(lan, cast), E7=12, E8=3)))
    older = downloaded(lan, cast)
    accepted(lan, cast, offered(lan, cast, typed(older, E7=14)))
    page = offered(lan, cast, typed(older, E8=4, E9=1)).content.decode()
    assert "Tệp sẽ thay đổi 03 chỉ tiêu" in page
    said = re.search(r'id="ghi-de".*?</section>', page, re.DOTALL)
    assert said
    assert "đang có 14, trong tệp 12" in said[0]
    assert said[0].count("<li>") == 1
    fresh = offered(lan, cast, typed(downloaded(lan, cast), E7=15)).content.decode()
    assert 'id="ghi-de"' not in fresh


def test_faults_are_said_by_cell_and_come_back_in_their_workbook(cast: Cast) -> None:
    lan = signed_in(cast.lan)
    data = typed(downloaded(lan, cast), E7="x", E8=4, E9=5)
    page = offered(lan, cast, data).content.decode()
    assert "Ô E7: ghi “x”, không phải là số, cách sửa:" in page
    assert "Tệp sẽ thay đổi 02 chỉ tiêu, 01 ô không nhận được" in page
    carried = re.search(r'name="noi-dung" value="([^"]+)"', page)
    assert carried
    for answer in (
        lan.post(at(cast), {"viec": "danh-dau", "ten": "thang-5.xlsx", "noi-dung": carried[1]}),
        offered(lan, cast, data, do="danh-dau"),
    ):
        book = load_workbook(io.BytesIO(answer.content))
        assert book.sheetnames[0] == LIST
        assert book[FIGURES]["E7"].comment.text.startswith("Ô E7")
        assert answer["Content-Disposition"] == 'attachment; filename="can-chinh-ly-thang-5.xlsx"'


def test_what_is_said_of_many_cells_or_lines_is_said_once(cast: Cast) -> None:
    lan, half = signed_in(cast.lan), Span(date(2026, 1, 1), date(2026, 6, 30))
    there = sheet_url("BC-6T", cast.tan_an, half) + "bang-tinh/"
    book = typed(lan.get(f"{there}mau/").content, E7="75,5", E8="75,5", E9="x", F10="đã xác minh")
    page = lan.post(there, {"viec": "xem", "tep": SimpleUploadedFile("6-thang.xlsx", book)}).content.decode()
    assert "<li>02 ô (E7, E8): ghi “75,5” nhưng chỉ tiêu này ghi số nguyên, cách sửa: " in page
    assert "03 ô không nhận được" in page
    assert "Nội dung cột “Lý do” ở hàng 10 không được nhận" in page
    assert page.count("biểu thu thập chưa đủ số liệu") == 1
    assert "16 chỉ tiêu (Buổi tuyên truyền, phổ biến pháp luật tập trung; " in page
    assert " và 13 chỉ tiêu khác): " in page


def test_the_checks_are_those_of_the_page_of_figures(cast: Cast) -> None:
    lan = signed_in(cast.lan)
    page = offered(lan, cast, typed(downloaded(lan, cast), E7=12, E8=1, E9=1, E10=1, E11=1)).content.decode()
    assert "tổng các thành phần chưa khớp tổng số (1 + 1 + 1 + 1 = 4 ≠ 12)" in page


def test_the_template_brings_what_stands_and_sent_back_unchanged_it_changes_nothing(cast: Cast, now: datetime) -> None:
    approved(cast, cast.tan_an, APRIL, month_cells(sessions=9), now)
    entered(cast, cast.tan_an, MAY, month_cells(sessions=17), now)
    lan = signed_in(cast.lan)
    data = downloaded(lan, cast)
    sheet = load_workbook(io.BytesIO(data))[FIGURES]
    assert (sheet["E7"].value, sheet["G7"].value) == (17, 9)
    page = offered(lan, cast, data).content.decode()
    assert "Tệp không thay đổi chỉ tiêu nào" in page
    assert "16 chỉ tiêu trong tệp trùng với số đang có" in page


def test_what_was_sent_stays_and_the_page_takes_no_file(cast: Cast, now: datetime) -> None:
    approved(cast, cast.tan_an, MAY, month_cells(), now)
    lan = signed_in(cast.lan)
    data = downloaded(lan, cast)
    assert 'type="file"' not in lan.get(at(cast)).content.decode()
    assert offered(lan, cast, typed(data, E7=99)).status_code == 403
    assert not DraftCell.objects.filter(value=99).exists()


def test_a_file_that_is_no_workbook_is_refused_with_the_way_to_choose_another(cast: Cast) -> None:
    page = offered(signed_in(cast.lan), cast, b"x").content.decode()
    assert '<li><a href="#tep">' in page
    assert 'id="tep"' in page


def test_another_persons_change_in_between_is_not_overwritten(cast: Cast, now: datetime) -> None:
    from binhyen.figures.actions import save_cells

    report = entered(cast, cast.tan_an, MAY, {key("COM04"): number(3)}, now)
    lan = signed_in(cast.lan)
    page = offered(lan, cast, typed(downloaded(lan, cast), E7=12))
    save_cells(report, {key("COM04"): number(5)}, seen={key("COM04"): 1}, actor=cast.lan, now=now)
    answer = accepted(lan, cast, page)
    assert answer.status_code == 409
    assert "sửa thành “5”" in answer.content.decode()
    assert DraftCell.objects.get().value == 5
    assert not ReceivedWorkbook.objects.exists()


def test_a_closed_period_takes_no_workbook(cast: Cast, now: datetime) -> None:
    lan = signed_in(cast.lan)
    data = downloaded(lan, cast)
    period, _ = Period.objects.get_or_create(starts_on=MAY.start, ends_on=MAY.last)
    close_period(form_code="BC-THANG", province=cast.province, period=period, actor=cast.minh, now=now)
    assert offered(lan, cast, data).status_code == 403


@pytest.mark.parametrize(("span", "unit"), [(APRIL, "tan_an"), (MAY, "tan_binh")])
def test_a_template_of_another_period_or_unit_is_refused(cast: Cast, span: Span, unit: str) -> None:
    lan = signed_in(cast.lan)
    other = signed_in(cast.officers[getattr(cast, unit).pk])
    data = bytes(other.get(sheet_url("BC-THANG", getattr(cast, unit), span) + "bang-tinh/mau/").content)
    answer = offered(lan, cast, data)
    assert answer.status_code == 422
    said = "Tệp lập cho kỳ" if span == APRIL else "Tệp lập cho đơn vị khác. Đề nghị"
    assert said in answer.content.decode()


def test_only_who_sees_the_report_sees_its_workbook(cast: Cast) -> None:
    for stranger in (cast.tuan, cast.officers[cast.tan_binh.pk]):
        for tail in ("bang-tinh/", "bang-tinh/mau/"):
            assert signed_in(stranger).get(at(cast, tail)).status_code == 404
    minh = signed_in(cast.minh)
    assert minh.get(at(cast, "bang-tinh/mau/")).status_code == 200
    assert offered(minh, cast, downloaded(minh, cast)).status_code == 403


def test_a_token_of_somebody_else_or_none_is_no_token(cast: Cast) -> None:
    lan = signed_in(cast.lan)
    for token in ("", "abc", "a:b:c"):
        assert lan.post(at(cast), {"viec": "nhan", "da-xem": token}).status_code == 422
    assert lan.post(at(cast), {"viec": "xem"}).status_code == 422
    assert not Submission.objects.exists()
