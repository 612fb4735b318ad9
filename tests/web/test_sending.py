"""A report on its way: where its page sends it, the receipt, and the box that opens a closed period again."""

from __future__ import annotations

import re
from datetime import date, datetime

from django.urls import reverse

from binhyen.collection.actions.requests import Asked, make_request
from binhyen.figures.actions import close_period, present, send_back
from binhyen.figures.actions.periods import begin_period
from binhyen.figures.models import Period, Reopening
from binhyen.foundation.span import Span
from binhyen.web.figures.addresses import sheet_url
from tests.cast import MONTHLY, Cast, entered, key, month_cells, submitted
from tests.web.pages import SheetPage, signed_in

MAY = Span(date(2026, 5, 1), date(2026, 5, 31))


def test_a_report_goes_up_without_the_place_that_a_finding_led_to(cast: Cast) -> None:
    lan = SheetPage.open(cast.lan, cast.tan_an, MAY)
    # else the browser goes back to that cell, past what the answer says at the top of the page
    assert f'id="bieu" method="post" action="{sheet_url(MONTHLY, cast.tan_an.uid, MAY)}"' in lan.text


def test_who_sends_a_report_is_told_the_code_of_its_receipt(cast: Cast, now: datetime) -> None:
    report = entered(cast, cast.tan_an, MAY, month_cells(), now)
    present(report, reasons={}, actor=cast.lan, now=now)
    sent = SheetPage.open(cast.binh, cast.tan_an, MAY).press("submit").content.decode()
    assert "Đã gửi báo cáo, chờ phê duyệt" in sent
    assert re.search(r"Đã tiếp nhận lúc \d\d:\d\d, [\d/]+, mã tiếp nhận TN-\d{6}-\w\.", sent)


def test_no_unit_is_opened_again_by_leaving_the_box_as_it_was(cast: Cast, now: datetime) -> None:
    entered(cast, cast.tan_an, MAY, month_cells(), now)
    close_period(form_code=MONTHLY, province=cast.province, period=Period.objects.get(), actor=cast.minh, now=now)
    minh, address = signed_in(cast.minh), reverse("figure_close", args=[MONTHLY, cast.province.uid, MAY])
    assert 'required><option value="">Chọn đơn vị</option>' in minh.get(address).content.decode()
    typed = {"act": "reopen", "don-vi": "", "ly-do": "thiếu 3 vụ", "van-ban": "15/CV-UBND", "han": "30/11/2026"}
    answer = minh.post(address, typed)
    page = answer.content.decode()
    assert answer.status_code == 422
    assert "Chưa chọn đơn vị nào." in page
    assert ">thiếu 3 vụ</textarea>" in page
    assert 'value="15/CV-UBND"' in page
    assert 'value="30/11/2026"' in page
    assert not Reopening.objects.exists()
    assert minh.post(address, {**typed, "don-vi": cast.tan_an.uid}).status_code == 302
    assert Reopening.objects.get().unit == cast.tan_an


def test_closing_says_who_still_has_time_to_report(cast: Cast, now: datetime) -> None:
    october = Span(date(2026, 10, 1), date(2026, 10, 31))
    due = now.replace(year=2026, month=11, day=25)
    asked = Asked(subject="Báo cáo kết quả tháng 10", forms=((MONTHLY, october),), due_at=due, units=(cast.tan_an,))
    address = reverse("figure_close", args=[MONTHLY, cast.province.uid, october])
    begin_period(october)
    assert "chưa đến hạn gửi" not in signed_in(cast.minh).get(address).content.decode()
    make_request(asked, actor=cast.minh, now=now)
    assert "01 đơn vị chưa đến hạn gửi (hạn " in signed_in(cast.minh).get(address).content.decode()


def test_a_line_left_empty_is_not_said_to_disagree(cast: Cast, now: datetime) -> None:
    cells = month_cells()
    del cells[key("MED06")]
    entered(cast, cast.tan_an, MAY, cells, now)
    answer = SheetPage.open(cast.lan, cast.tan_an, MAY).press("present").content.decode()
    assert "Còn 01 chỉ tiêu chưa khớp hoặc chưa có số liệu, phải chỉnh lý trước khi gửi." in answer
    assert ": còn 01 chỉ tiêu chưa nhập.</h1>" in answer
    assert "01 chưa khớp" not in answer


def test_an_explanation_that_names_a_person_is_refused_by_its_line_and_led_to(cast: Cast, now: datetime) -> None:
    entered(cast, cast.tan_an, MAY, month_cells(sessions=10, attendances=9000), now)
    lan = SheetPage.open(cast.lan, cast.tan_an, MAY)
    (box,) = [name for name in lan.form.fields if name.startswith("reason:")]
    lan.form.fields[box] = "hỏi ông Trần Văn Bình"
    answer = lan.press("present").content.decode()
    assert f'<li><a href="#{box}">Giải trình “' in answer
    assert "(sau “hỏi ông”) có tên người" in answer
    assert f'<textarea name="{box}" id="{box}"' in answer


def test_why_several_lines_came_back_is_said_once_and_one_lines_reason_at_the_line(cast: Cast, now: datetime) -> None:
    why, two = "Đối chiếu lại sổ.", [key("FRC04"), key("FRC05")]
    report = submitted(cast, cast.tan_an, MAY, month_cells(), now)
    send_back(report, cells=two, reason=why, actor=cast.minh, now=now)
    text = SheetPage.open(cast.lan, cast.tan_an, MAY).text
    assert (text.count(why), text.count("Theo lý do chung ở đầu biểu.")) == (1, 2)
    cell = text[: text.index('id="c-FRC04"')].rpartition('<div class="cell')[2]
    assert "trả lại để chỉnh lý" in cell
    assert "cần giải trình" not in cell
    other = submitted(cast, cast.tan_binh, MAY, month_cells(), now)
    send_back(other, cells=two[:1], reason=why, actor=cast.minh, now=now)
    text = SheetPage.open(cast.officers[cast.tan_binh.pk], cast.tan_binh, MAY).text
    assert text.count(why) == 1
    assert text.index(why) > text.index('id="why-FRC04"')
