"""The board of who has reported and the time line of one report, as posts see them."""

from __future__ import annotations

import io
import re
from datetime import date, datetime, timedelta

import pytest
from django.urls import reverse
from docx import Document
from openpyxl import load_workbook

from binhyen.collection.models import DeadlineRule
from binhyen.figures.actions import assign_form, close_period, send_back
from binhyen.figures.actions.forms import NewForm, NewLine, publish_form
from binhyen.figures.models import Cell, FormAssignment, Period
from binhyen.figures.rules.cells import CellValue, State
from binhyen.foundation.span import Span
from binhyen.web.figures.addresses import sheet_url
from tests.cast import Cast, approved, entered, key, month_cells, submitted
from tests.web.pages import signed_in

OCTOBER = Span(date(2026, 10, 1), date(2026, 10, 31))
BOARD = "/don-doc/?ngay=2026-10-31"


@pytest.fixture
def deadline(db: None) -> DeadlineRule:
    """Months are due three working days after their end, at 17 giờ 00: Wednesday 04/11/2026."""
    DeadlineRule.objects.all().delete()
    return DeadlineRule.objects.create(
        form_code="BC-THANG", level="commune", working_days=3, valid_from=date(2020, 1, 1), basis="quy chế thử"
    )


def early(now: datetime) -> datetime:
    """A moment before the deadline of October, when the tests' people report in time."""
    return now - timedelta(days=18)


def test_the_board_counts_who_reported_and_names_the_days_of_those_who_did_not(
    cast: Cast, now: datetime, deadline: DeadlineRule
) -> None:
    approved(cast, cast.tan_an, OCTOBER, month_cells(), early(now))
    entered(cast, cast.tan_binh, OCTOBER, month_cells(), now)
    text = signed_in(cast.minh).get(BOARD).content.decode()
    assert "<h1>01/03 xã, phường đã báo cáo.</h1>" in text
    assert "02 xã, phường chưa gửi Báo cáo tháng, quá hạn 12 ngày làm việc." in text
    assert text.index("Xã Tân An") < text.index("Phường Tân Bình") < text.index("Xã Tân Cường")


def test_a_report_sent_without_a_figure_is_not_counted_as_given(
    cast: Cast, now: datetime, deadline: DeadlineRule
) -> None:
    nothing = dict.fromkeys(month_cells(), CellValue(State.NOT_REPORTED))
    report = entered(cast, cast.tan_an, OCTOBER, nothing, now)
    type(report).objects.filter(pk=report.pk).update(stage="submitted", version=1)
    text = signed_in(cast.minh).get(BOARD).content.decode()
    assert "00/03 xã, phường đã báo cáo" in text
    assert "Đã gửi, chưa có số liệu" in text
    assert '<span class="n">0/16</span>' in text
    assert "100%" not in text  # said once, as a count


@pytest.mark.parametrize("who", ["lan", "binh", "quan", "admin"])
def test_only_posts_of_the_province_open_the_board(cast: Cast, who: str) -> None:
    assert signed_in(getattr(cast, who)).get("/don-doc/").status_code == 404


def test_another_province_sees_nothing_of_this_one(cast: Cast, now: datetime) -> None:
    submitted(cast, cast.tan_an, OCTOBER, month_cells(), now)
    assign_form(
        form_code="BC-THANG", province=cast.elsewhere, level="commune", starts_on=OCTOBER.start, actor=None, now=now
    )
    texts = {who: signed_in(who).get(BOARD).content.decode() for who in (cast.minh, cast.tuan)}
    assert "Tân An" in texts[cast.minh]
    assert "Báo cáo tháng" in texts[cast.tuan]
    assert not re.search("Tân An|Tân Bình|Tân Cường", texts[cast.tuan])


def test_the_filters_and_the_order_by_days_are_a_persons_click_and_the_order_is_not_printed(
    cast: Cast, now: datetime, deadline: DeadlineRule
) -> None:
    approved(cast, cast.tan_an, OCTOBER, month_cells(), early(now))
    desk = signed_in(cast.minh)
    late = desk.get(f"{BOARD}&loc=qua-han").content.decode()
    units = late[late.index('aria-labelledby="don-vi"') : late.index('aria-labelledby="don-doc"')]
    assert "Tân Cường" in units
    assert "Tân An" not in units
    ranked = desk.get(f"{BOARD}&xep=ngay-cham").content.decode()
    assert "Trả lại để chỉnh lý <span" not in late
    assert 'class="scroll ranked"' in ranked
    assert "ranked" not in late


def test_the_text_to_copy_has_three_lines_and_stands_without_a_script(
    cast: Cast, now: datetime, deadline: DeadlineRule
) -> None:
    approved(cast, cast.tan_an, OCTOBER, month_cells(), early(now))
    text = signed_in(cast.minh).get(BOARD).content.decode()
    copied = text.partition("readonly>")[2].partition("</textarea>")[0].split("\n")
    assert len(copied) == 3
    assert copied[0].startswith("Đến 09 giờ 00 ngày 20/11/2026, 01/03 xã, phường đã gửi Báo cáo tháng,")
    assert "quá hạn 12 ngày làm việc: Phường Tân Bình, Xã Tân Cường." in copied[1]
    assert "Cơ quan Thường trực Ban Chỉ đạo tỉnh" in copied[2]


def test_the_letter_is_a_marked_draft_with_the_units_in_the_order_of_names(
    cast: Cast, now: datetime, deadline: DeadlineRule
) -> None:
    desk = signed_in(cast.minh)
    text = desk.get(BOARD).content.decode()
    address = text.partition('href="/don-doc/cong-van/')[2].partition('"')[0].replace("&amp;", "&")
    document = Document(io.BytesIO(desk.get(f"/don-doc/cong-van/{address}").content))
    number = document.tables[0].rows[1].cells[0].text
    assert "DỰ THẢO" in number
    assert "V/v đôn đốc gửi Báo cáo tháng, tháng 10 năm 2026" in number
    assert "Văn bản minh họa" in document.sections[0].first_page_header.paragraphs[0].text
    rows = [[cell.text for cell in row.cells] for row in document.tables[-1].rows]
    assert [row[1] for row in rows[1:]] == ["Xã Tân An", "Phường Tân Bình", "Xã Tân Cường"]
    assert {row[5] for row in rows[1:]} == {"12 ngày"}


def test_nobody_to_urge_no_letter(cast: Cast, now: datetime, deadline: DeadlineRule) -> None:
    for unit in (cast.tan_an, cast.tan_binh, cast.tan_cuong):
        submitted(cast, unit, OCTOBER, month_cells(), early(now))
    desk = signed_in(cast.minh)
    address = reverse("urging_letter", args=["BC-THANG"])
    assert desk.get(f"{address}?ngay=2026-10-31&tu=2026-10-01").status_code == 404
    assert "Sao chép nội dung đôn đốc" not in desk.get(BOARD).content.decode()


def test_the_workbook_holds_texts_as_texts_and_counts_as_numbers(
    cast: Cast, now: datetime, deadline: DeadlineRule
) -> None:
    submitted(cast, cast.tan_an, OCTOBER, month_cells(), early(now))
    answer = signed_in(cast.minh).get("/don-doc/bang.xlsx?ngay=2026-10-31")
    sheet = load_workbook(io.BytesIO(answer.content)).active
    assert sheet is not None
    rows = [list(row) for row in sheet.iter_rows(min_row=6, values_only=True)]
    assert [row[0] for row in rows] == ["Xã Tân An", "Phường Tân Bình", "Xã Tân Cường"]
    assert rows[0][1:6] == ["Chờ phê duyệt", 16, 16, 0, 0]
    assert (rows[0][8], rows[0][9], rows[1][8], rows[1][9]) == ("đúng hạn", 0, "quá hạn 12 ngày làm việc", 12)


def test_the_time_line_says_whose_turn_it_is_and_that_the_days_above_are_not_the_units(
    cast: Cast, now: datetime, deadline: DeadlineRule
) -> None:
    report = submitted(cast, cast.tan_an, OCTOBER, month_cells(), early(now))
    address = reverse("report_progress", args=["BC-THANG", "thu-tan-an", OCTOBER])
    text = signed_in(cast.lan).get(address).content.decode()
    assert "Tỉnh đang thẩm định, ngày thứ 14." in text
    assert "Thời gian tỉnh thẩm định không tính vào thời gian chậm của xã." in text
    assert "đúng hạn" in text
    spans = re.findall(r"<td>((?:từ|ngày) [^<]*)</td>", text)
    assert len(spans) == 3
    assert not [said for said in spans if re.fullmatch(r"từ (\S+) đến \1", said)]  # the leader's part took no day
    send_back(
        report, cells=[key("FRC04")], reason="Đề nghị kiểm tra.", due_on=date(2026, 11, 26), actor=cast.minh, now=now
    )
    text = signed_in(cast.minh).get(address).content.decode()
    assert "Xã đang chỉnh lý." in text
    assert "thời hạn mới: 26/11/2026" in text
    assert "Căn cứ: trả lại để chỉnh lý ngày 20/11/2026" in text
    assert "còn 03 ngày làm việc" in text  # 24/11 is a public holiday
    assert "Lý do: Đề nghị kiểm tra." in text


def test_the_time_line_is_for_who_sees_all_states(cast: Cast, now: datetime) -> None:
    approved(cast, cast.tan_an, OCTOBER, month_cells(), now)
    address = reverse("report_progress", args=["BC-THANG", "thu-tan-an", OCTOBER])
    assert [signed_in(who).get(address).status_code for who in (cast.quan, cast.tuan)] == [404, 404]


def heading_of(paper: bytes) -> str:
    """What stands in the heading block of a .docx."""
    return " ".join(cell.text for row in Document(io.BytesIO(paper)).tables[0].rows for cell in row.cells)


def test_the_explanation_of_a_difference_is_for_who_sees_all_states_of_the_unit(cast: Cast, now: datetime) -> None:
    march, before = Span(date(2026, 3, 1), date(2026, 3, 31)), Span(date(2025, 3, 1), date(2025, 3, 31))
    assign_form(
        form_code="BC-THANG", province=cast.province, level="commune", starts_on=date(2025, 1, 1), actor=None, now=now
    )
    approved(cast, cast.tan_an, before, month_cells(), now)
    report = approved(cast, cast.tan_an, march, month_cells(), now)
    address = "/giai-trinh/COM04/thu/2026-03-01_2026-03-31.docx"
    assert signed_in(cast.minh).get(address).status_code == 200
    others = (cast.quan, cast.tuan, cast.lan, cast.admin)
    assert [signed_in(who).get(address).status_code for who in others] == [404, 404, 404, 404]
    cell = Cell.objects.get(unit=cast.tan_an, period=report.period, indicator__code="COM04", breakdown="")
    own = "/giai-trinh/COM04/thu-tan-an/2026-03-01_2026-03-31.docx"
    page = signed_in(cast.lan).get(reverse("figure", args=[cell.pk])).content.decode()
    assert f'href="{own}"' in page
    heads = {who.user.username: heading_of(signed_in(who).get(own).content) for who in (cast.lan, cast.minh)}
    assert "XÃ TÂN AN" in heads["lan"]
    assert "TỈNH THỬ" in heads["minh"]
    assert "TÂN AN" not in heads["minh"]
    assert own not in signed_in(cast.quan).get(reverse("figure", args=[cell.pk])).content.decode()


def test_a_closed_period_urges_nobody_on_any_page(cast: Cast, now: datetime, deadline: DeadlineRule) -> None:
    report = approved(cast, cast.tan_an, OCTOBER, month_cells(), early(now))
    send_back(report, cells=[key("FRC04")], reason="kiểm tra", due_on=date(2026, 11, 30), actor=cast.nam, now=now)
    sheet = sheet_url("BC-THANG", cast.tan_an.uid, OCTOBER)
    lan, desk = signed_in(cast.lan), signed_in(cast.minh)
    assert "gửi lại chậm nhất ngày 30/11/2026" in lan.get(sheet).content.decode()
    board = desk.get(BOARD).content.decode()
    assert "01 xã, phường chưa gửi lại Báo cáo tháng, chưa đến hạn.</p>" in board  # in the sentence below the headline
    assert "01 xã, phường chưa gửi lại Báo cáo tháng, chưa đến hạn: Xã Tân An." in board  # and in the words to copy
    period = Period.objects.get(starts_on=OCTOBER.start, ends_on=OCTOBER.last)
    close_period(form_code="BC-THANG", province=cast.province, period=period, actor=cast.minh, now=now)
    board = desk.get(BOARD).content.decode()
    assert "đã chốt số liệu" in board
    assert "quá hạn 12" not in board
    assert 'id="noi-dung-don-doc"' not in board
    address = reverse("urging_letter", args=["BC-THANG"])
    assert desk.get(f"{address}?ngay=2026-10-31&tu=2026-10-01").status_code == 404
    assert "gửi lại chậm nhất" not in lan.get(sheet).content.decode()
    for unit in (cast.tan_an, cast.tan_cuong):
        progress = reverse("report_progress", args=["BC-THANG", unit.uid, OCTOBER])
        assert "Kỳ đã chốt số liệu" in desk.get(progress).content.decode()


def test_what_was_asked_in_haste_leads_only_where_nothing_else_is_owed(
    cast: Cast, now: datetime, deadline: DeadlineRule
) -> None:
    first, last = date(2026, 11, 1), date(2026, 11, 15)
    hasty = NewForm(code="DX-THU", title="Rà soát chợ", short_title="Rà soát chợ", calendar="once", vertical=True)
    publish_form(hasty, [NewLine("FRC04")], valid_from=first, actor=None, now=now)
    assign_form(
        form_code="DX-THU", province=cast.province, level="commune", starts_on=first, ends_on=last, actor=None, now=now
    )
    submitted(cast, cast.tan_an, OCTOBER, month_cells(), now)
    desk, leader = signed_in(cast.minh), signed_in(cast.hoa)
    assert 'value="2026-10-31" selected' in desk.get("/don-doc/").content.decode()
    said = leader.get(reverse("work")).content.decode()
    assert "Báo cáo tháng, tháng 10 năm 2026" in said.partition("<h1>")[2].partition("</h1>")[0]
    FormAssignment.objects.exclude(form_code="DX-THU").delete()
    assert 'value="2026-11-15" selected' in desk.get("/don-doc/").content.decode()
    assert "Rà soát chợ" in leader.get(reverse("work")).content.decode().partition("<h1>")[2].partition("</h1>")[0]


def test_a_report_sent_back_after_approval_counts_in_the_totals_and_is_not_called_sent(
    cast: Cast, now: datetime
) -> None:
    report = approved(cast, cast.tan_an, OCTOBER, month_cells(), early(now))
    send_back(report, cells=[key("FRC04")], reason="kiểm tra", actor=cast.nam, now=now)
    FormAssignment.objects.exclude(form_code="BC-THANG").delete()
    desk = signed_in(cast.minh)
    totals = desk.get(reverse("board", args=[cast.province.uid]) + "?ky=2026-10-01_2026-10-31")
    assert "1/3 xã, phường có số liệu đã phê duyệt." in totals.content.decode()
    assert "<h1>00/03 xã, phường đã báo cáo.</h1>" in desk.get(BOARD).content.decode()
    work = desk.get(reverse("work")).content.decode()
    assert '<span class="n">00/03</span> đơn vị đã gửi, không phải chỉnh lý' in work
