"""A report on its way: where its page sends it, the receipt, and the box that opens a closed period again."""

from __future__ import annotations

import re
from datetime import date, datetime

from django.urls import reverse

from binhyen.figures.actions import close_period, present
from binhyen.figures.models import Period
from binhyen.foundation.span import Span
from binhyen.web.figures.addresses import sheet_url
from tests.cast import MONTHLY, Cast, entered, month_cells
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
    page = signed_in(cast.minh).get(reverse("figure_close", args=[MONTHLY, cast.province.uid, MAY])).content.decode()
    assert 'required><option value="">Chọn đơn vị</option>' in page
