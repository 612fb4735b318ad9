"""The work queue: whose turn it is, for each role; and how many queries a page may take."""

from __future__ import annotations

import json
import re
from datetime import date, datetime, timedelta
from pathlib import Path

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from binhyen.figures.actions import close_period, correct, present, return_to_officer, send_back
from binhyen.figures.models import Cell, Period
from binhyen.foundation.span import Span
from binhyen.organisation.models import Post, Unit
from binhyen.web.figures.addresses import sheet_url
from binhyen.web.work.jobs import left
from tests.cast import Cast, approved, entered, key, month_cells, number, submitted
from tests.web.pages import signed_in

APRIL = Span(date(2026, 4, 1), date(2026, 4, 30))
MAY = Span(date(2026, 5, 1), date(2026, 5, 31))
BUDGET = json.loads((Path(__file__).parent / "query_counts.json").read_text())


def section(client: Client, part: str) -> str:
    """One part of the queue: viec, tra-lai, cho, xong."""
    text = client.get("/").content.decode()
    found = re.search(rf'<section class="sheet" aria-labelledby="{part}">(.*?)</section>', text, re.DOTALL)
    assert found is not None
    return found[1]


def month(n: int) -> Span:
    return Span(date(2026, n, 1), date(2026, n + 1, 1) - timedelta(days=1))


def test_an_officer_sees_every_period_that_has_begun_and_was_not_presented(cast: Cast, now: datetime) -> None:
    entered(cast, cast.tan_an, MAY, month_cells(), now)
    todo = section(signed_in(cast.lan), "viec")
    assert "Báo cáo tháng, tháng 5 năm 2026" in todo
    assert "16/16 chỉ tiêu" in todo
    assert "tháng 11 năm 2026" in todo
    assert "tháng 12 năm 2026" not in todo


def test_a_presented_report_is_the_leaders_work_and_waits_for_the_officer(cast: Cast, now: datetime) -> None:
    present(entered(cast, cast.tan_an, MAY, month_cells(), now), reasons={}, actor=cast.lan, now=now)
    assert "tháng 5 năm 2026" in section(signed_in(cast.binh), "viec")
    lan = signed_in(cast.lan)
    assert "tháng 5 năm 2026" not in section(lan, "viec")
    assert "Chờ lãnh đạo ký gửi" in section(lan, "cho")


def test_a_leader_is_reminded_of_what_the_officer_has_not_presented(cast: Cast, now: datetime) -> None:
    october = month(10)
    text = signed_in(cast.binh).get("/").content.decode()
    assert re.search(
        r"<h1>Không có báo cáo nào chờ ký gửi. \d\d báo cáo đã quá hạn, cán bộ tổng hợp chưa trình.</h1>", text
    )
    assert "Báo cáo tháng, tháng 10 năm 2026: quá hạn" in text
    assert "tháng 10" not in section(signed_in(cast.binh), "viec")
    present(entered(cast, cast.tan_an, october, month_cells(), now), reasons={}, actor=cast.lan, now=now)
    text = signed_in(cast.binh).get("/").content.decode()
    court = re.sub(r"<[^>]+>|\s+", " ", text[text.index("Tiến độ xử lý báo cáo") :])
    assert re.search(r"Báo cáo tháng, tháng 10 năm 2026\s+Lãnh đạo xã duyệt", court) is not None


def test_what_came_back_names_the_lines_the_reason_and_the_day(cast: Cast, now: datetime) -> None:
    report = submitted(cast, cast.tan_an, MAY, month_cells(), now)
    send_back(
        report, cells=[key("FRC04")], reason="Đề nghị kiểm tra.", due_on=date(2026, 11, 25), actor=cast.minh, now=now
    )
    back = section(signed_in(cast.lan), "tra-lai")
    assert all(
        word in back for word in ("Lượt tuần tra, canh gác", "30 lượt", "Đề nghị kiểm tra.", "25/11", "15 chỉ tiêu")
    )
    assert "Chỉnh lý 01 chỉ tiêu" in back
    page = signed_in(cast.lan).get("/").content.decode()
    coming = page[page.index("Hạn sắp tới") :]
    assert (
        re.search(r"25/11, 17 giờ 00\D*Báo cáo tháng, tháng 5 năm 2026", re.sub(r"<[^>]+>|\s+", " ", coming))
        is not None
    )


def test_what_the_leader_handed_back_says_so(cast: Cast, now: datetime) -> None:
    report = entered(cast, cast.tan_an, MAY, month_cells(), now)
    present(report, reasons={}, actor=cast.lan, now=now)
    return_to_officer(report, reason="Đối chiếu lại sổ.", actor=cast.binh, now=now)
    back = section(signed_in(cast.lan), "tra-lai")
    assert "Lãnh đạo trả lại" in back
    assert "Đối chiếu lại sổ." in back


def test_an_approved_report_is_done_and_a_closed_one_never_reported_is_no_work_any_more(
    cast: Cast, now: datetime
) -> None:
    approved(cast, cast.tan_an, MAY, month_cells(), now)
    close_period(form_code="BC-THANG", province=cast.province, period=Period.objects.get(), actor=cast.minh, now=now)
    assert "tháng 5 năm 2026" in section(signed_in(cast.lan), "xong")
    assert "tháng 5 năm 2026" not in section(signed_in(cast.officers[cast.tan_binh.pk]), "viec")


def test_the_desk_sees_what_waits_and_opens_it_before_deciding(cast: Cast, now: datetime) -> None:
    submitted(cast, cast.tan_an, MAY, month_cells(), now)
    waiting = section(signed_in(cast.minh), "cho")
    assert "Xã Tân An: Báo cáo tháng, tháng 5 năm 2026" in waiting
    assert sheet_url("BC-THANG", cast.tan_an, MAY) in waiting
    assert "<button" not in waiting


def test_a_correction_waits_on_every_desk(cast: Cast, now: datetime) -> None:
    approved(cast, cast.tan_an, MAY, month_cells(), now)
    close_period(form_code="BC-THANG", province=cast.province, period=Period.objects.get(), actor=cast.minh, now=now)
    cell = Cell.objects.get(indicator__code="FRC04")
    correct(cell, number(31), reason="Sót một buổi", document="12/BC", actor=cast.nam, now=now)
    assert "Sót một buổi" in section(signed_in(cast.minh), "cho")
    assert "<h1>01 đề nghị đính chính chờ phê duyệt.</h1>" in signed_in(cast.minh).get("/").content.decode()
    submitted(cast, cast.tan_binh, month(6), month_cells(), now)
    page = signed_in(cast.minh).get("/").content.decode()
    assert "<h1>01 báo cáo và 01 đề nghị đính chính chờ phê duyệt.</h1>" in page


@pytest.mark.parametrize("who", ["hoa", "quan", "admin"])
def test_who_has_nothing_to_decide_is_told_where_to_go(cast: Cast, who: str) -> None:
    text = signed_in(getattr(cast, who)).get("/").content.decode()
    assert "Các mục đồng chí có thể mở" in text


def test_an_empty_queue_says_why_and_who_can_change_it(cast: Cast) -> None:
    text = signed_in(cast.minh).get("/").content.decode()
    assert "Báo cáo đến đây sau khi lãnh đạo xã, phường, đặc khu ký gửi." in text


# The budget of queries: more rows never mean more queries


def queries(client: Client, url: str) -> int:
    client.get(url)
    with CaptureQueriesContext(connection) as seen:
        assert client.get(url).status_code == 200
    return len(seen)


def pages(cast: Cast) -> dict[str, tuple[Client, str]]:
    lan, minh = signed_in(cast.lan), signed_in(cast.minh)
    cell = Cell.objects.filter(unit=cast.tan_an).order_by("pk")[0]
    return {
        "work, officer": (lan, "/"),
        "work, desk": (minh, "/"),
        "reports, officer": (lan, "/so-lieu/"),
        "reports, desk": (minh, "/so-lieu/?bieu=BC-THANG&ky=2026-05-01_2026-05-31"),
        "sheet, officer": (lan, sheet_url("BC-THANG", cast.tan_an, MAY)),
        "sheet, desk": (minh, sheet_url("BC-THANG", cast.tan_an, APRIL)),
        "figure": (minh, f"/so-lieu/o/{cell.pk}/"),
    }


def fill(cast: Cast, now: datetime, units: list[Unit], months: list[int]) -> None:
    for unit in units:
        for n in months:
            approved(cast, unit, month(n), month_cells(), now)


def test_more_rows_never_mean_more_queries(cast: Cast, now: datetime) -> None:
    fill(cast, now, [cast.tan_an], [4])
    entered(cast, cast.tan_an, MAY, {key("FRC04"): number(30)}, now)
    submitted(cast, cast.tan_an, month(6), month_cells(), now)
    few = {name: queries(client, url) for name, (client, url) in pages(cast).items()}
    fill(cast, now, [cast.tan_an, cast.tan_binh], [1, 2, 3])
    for unit in (cast.tan_binh, cast.tan_cuong):
        submitted(cast, unit, month(6), month_cells(), now)
    entered(cast, cast.tan_an, MAY, month_cells(), now)
    many = {name: queries(client, url) for name, (client, url) in pages(cast).items()}
    grown = {name: (few[name], count) for name, count in many.items() if count > few[name]}
    assert grown == {}
    assert {name: (count, BUDGET[name]) for name, count in many.items() if count > BUDGET[name]} == {}


def test_what_came_back_says_from_which_office_and_when(cast: Cast, now: datetime) -> None:
    Post.objects.filter(pk=cast.minh.post.pk).update(title="Cán bộ thẩm định, Cơ quan Thường trực Ban Chỉ đạo tỉnh")
    report = submitted(cast, cast.tan_an, MAY, month_cells(), now)
    send_back(report, cells=[key("FRC04")], reason="Đề nghị kiểm tra.", actor=cast.minh, now=now)
    at = timezone.localtime(now)
    said = f"Cơ quan Thường trực Ban Chỉ đạo tỉnh trả lại {at:%H} giờ {at:%M}, {at.day:02d}/{at.month}"
    assert said in section(signed_in(cast.lan), "tra-lai")


def test_what_was_approved_long_ago_is_told_no_more_in_the_queue(cast: Cast, now: datetime) -> None:
    approved(cast, cast.tan_an, APRIL, month_cells(), now - timedelta(days=60))
    approved(cast, cast.tan_an, MAY, month_cells(), now)
    for who in (cast.lan, cast.minh):
        done = section(signed_in(who), "xong")
        assert ("tháng 4" in done, "tháng 5" in done) == (False, True)


def test_a_reminder_leads_to_what_it_speaks_of(cast: Cast, now: datetime) -> None:
    october = month(10)
    for who, url in (
        (cast.lan, sheet_url("BC-THANG", cast.tan_an, october)),
        (cast.minh, f"/don-doc/?ngay={october.last}&amp;bieu=BC-THANG%3A{october.start}"),
    ):
        page = signed_in(who).get("/").content.decode()
        reminders = page[page.index('id="nhac"') :].partition("</section>")[0]
        assert f'<p><a href="{url}">' in reminders
        assert signed_in(who).get(url.replace("&amp;", "&")).status_code == 200


def test_the_bar_names_the_duty_and_its_menu_the_office_too(cast: Cast) -> None:
    title = "Cán bộ thẩm định, Cơ quan Thường trực Ban Chỉ đạo tỉnh"
    Post.objects.filter(pk=cast.minh.post.pk).update(title=title)
    page = signed_in(cast.minh).get("/").content.decode()
    assert "<small>Cán bộ thẩm định</small>" in page
    assert f'<p class="note">{title}</p>' in page


def test_a_day_of_the_week_keeps_its_capital(now: datetime) -> None:
    assert left(now.replace(year=2026, month=11, day=26, hour=17, minute=0), date(2026, 11, 22)) == "thứ Năm, 17 giờ 00"


def test_a_report_with_a_deadline_says_by_when_and_what_is_left(cast: Cast, now: datetime) -> None:
    todo = section(signed_in(cast.lan), "viec")
    assert "Hạn 17 giờ 00 ngày" in todo
    assert "ngày làm việc" in todo
    page = signed_in(cast.lan).get("/").content.decode()
    assert "Hạn sắp tới" in page
