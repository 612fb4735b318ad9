"""A second request for the same report: never in passing, and never at the cost of what was sent under the first."""

from dataclasses import replace
from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from django.urls import reverse

from binhyen.api.asked import _obligation
from binhyen.collection.actions import Asked, make_request, withdraw_request
from binhyen.collection.models import DeadlineRule, ReportRequest
from binhyen.collection.queries.deadlines import deadlines_of
from binhyen.collection.queries.progress import progress_of
from binhyen.collection.queries.timeliness import Entry, timeliness
from binhyen.collection.queries.urging import urging_of
from binhyen.collection.rules.lateness import Standing
from binhyen.figures.actions import send_back
from binhyen.figures.models import Submission
from binhyen.foundation.audit import verify
from binhyen.foundation.errors import Invalid
from binhyen.foundation.span import Span
from binhyen.organisation.models import Unit
from tests.cast import MONTHLY, Cast, approved, key, month_cells, submitted
from tests.conftest import NOW
from tests.web.pages import signed_in

ZONE = ZoneInfo("Asia/Ho_Chi_Minh")
TODAY = date(2026, 11, 20)
OCTOBER = Span(date(2026, 10, 1), date(2026, 10, 31))
FIRST = Asked(
    subject="Báo cáo tháng 10", forms=((MONTHLY, OCTOBER),), due_at=datetime(2026, 11, 25, 17, tzinfo=ZONE),
    symbol="112/CV-BCĐ", issued_on=date(2026, 11, 2),
)  # fmt: skip
LATER = datetime(2026, 11, 30, 17, tzinfo=ZONE)
SECOND = replace(FIRST, symbol="115/CV-BCĐ", issued_on=None, due_at=LATER)
EXTENDED = replace(SECOND, replaces=True, replaces_reason="Đường truyền gián đoạn")
BEFORE = NOW - timedelta(days=15)


def ask(cast: Cast, asked: Asked, now: datetime = NOW) -> ReportRequest:
    return make_request(asked, actor=cast.minh, now=now)


def entries(cast: Cast) -> dict[str, Entry]:
    board = timeliness(cast.minh, cast.province, OCTOBER.last, NOW, TODAY)
    return {entry.unit.name: entry for entry in board.entries(0)}


def told(cast: Cast, unit: Unit) -> object:
    report = Submission.objects.filter(unit=unit, form_code=MONTHLY).first()
    found = progress_of(report, form_code=MONTHLY, unit=unit, span=OCTOBER, now=NOW)
    return found.due, found.lateness


def test_it_is_refused_naming_the_earlier_document_and_its_deadline_until_it_is_chosen_with_a_reason(
    cast: Cast,
) -> None:
    ask(cast, replace(FIRST, units=(cast.tan_an,)), BEFORE)
    with pytest.raises(Invalid) as refused:
        ask(cast, SECOND)
    assert refused.value.code == "collection.asked_before"
    said = (refused.value.params["request"], refused.value.params["units"], refused.value.params["due"])
    assert said == ("văn bản 112/CV-BCĐ ngày 02/11/2026", "01", "17 giờ 00 ngày 25/11/2026")
    with pytest.raises(Invalid) as refused:
        ask(cast, replace(EXTENDED, replaces_reason=" "))
    assert refused.value.code == "collection.reason_required"
    assert ReportRequest.objects.count() == 1
    assert ask(cast, replace(SECOND, units=(cast.tan_binh,))).replaces_reason == ""  # who was not asked before
    assert ask(cast, EXTENDED).replaces_reason == "Đường truyền gián đoạn"
    assert verify() > 0


def test_what_was_taken_back_stands_in_nobodys_way(cast: Cast) -> None:
    withdraw_request(ask(cast, FIRST, BEFORE), actor=cast.minh, now=NOW)
    assert ask(cast, SECOND).pk


def test_what_was_sent_and_approved_keeps_its_deadline_and_its_time_line(cast: Cast) -> None:
    first = ask(cast, FIRST, BEFORE)
    approved(cast, cast.tan_an, OCTOBER, month_cells(), NOW - timedelta(days=2))
    submitted(cast, cast.tan_binh, OCTOBER, month_cells(), NOW - timedelta(days=1))
    before = told(cast, cast.tan_an), told(cast, cast.tan_binh)
    second = ask(cast, EXTENDED)
    assert (told(cast, cast.tan_an), told(cast, cast.tan_binh)) == before
    due = {name: (entry.due.at, entry.due.request) for name, entry in entries(cast).items() if entry.due}
    assert due == {
        "Tân An": (FIRST.due_at, first), "Tân Bình": (FIRST.due_at, first), "Tân Cường": (LATER, second),
    }  # fmt: skip
    rest = {name: (_obligation(e).request, _obligation(e).due_at) for name, e in entries(cast).items()}
    assert rest["Tân An"] == (first.pk, FIRST.due_at)
    assert rest["Tân Cường"] == (second.pk, LATER)
    board = timeliness(cast.minh, cast.province, OCTOBER.last, NOW, TODAY)
    assert urging_of(board, 0, NOW).basis == "văn bản số 115/CV-BCĐ ngày 20 tháng 11 năm 2026"  # of who still owes it


def test_taking_the_request_back_afterwards_does_not_make_late_what_was_sent_in_time(cast: Cast) -> None:
    DeadlineRule.objects.all().delete()
    DeadlineRule.objects.create(form_code=MONTHLY, level="commune", working_days=3, valid_from=date(2020, 1, 1))
    first = ask(cast, FIRST, BEFORE)
    approved(cast, cast.tan_an, OCTOBER, month_cells(), NOW - timedelta(days=2))
    before = told(cast, cast.tan_an)
    withdraw_request(first, actor=cast.minh, now=NOW)
    assert told(cast, cast.tan_an) == before
    found = entries(cast)
    assert found["Tân An"].lateness.standing is Standing.ON_TIME
    assert found["Tân Cường"].lateness.standing is Standing.OVERDUE  # under the rule


def test_what_came_back_is_corrected_under_the_deadline_it_was_sent_under(cast: Cast) -> None:
    ask(cast, FIRST, BEFORE)
    report = submitted(cast, cast.tan_an, OCTOBER, month_cells(), NOW - timedelta(days=1))
    send_back(report, cells=[key("FRC04")], reason="Đề nghị kiểm tra", actor=cast.minh, now=NOW)
    before = told(cast, cast.tan_an)
    ask(cast, EXTENDED)
    assert told(cast, cast.tan_an) == before
    assert deadlines_of(cast.tan_an, {(MONTHLY, OCTOBER)}, TODAY)[MONTHLY, OCTOBER].at == FIRST.due_at
    assert deadlines_of(cast.tan_binh, {(MONTHLY, OCTOBER)}, TODAY)[MONTHLY, OCTOBER].at == LATER


def test_days_late_under_the_first_deadline_are_not_wiped_out_by_the_second(cast: Cast) -> None:
    ask(cast, replace(FIRST, due_at=datetime(2026, 11, 12, 17, tzinfo=ZONE)), BEFORE)
    submitted(cast, cast.tan_an, OCTOBER, month_cells(), datetime(2026, 11, 13, 9, tzinfo=ZONE))
    ask(cast, EXTENDED, datetime(2026, 11, 17, 9, tzinfo=ZONE))
    submitted(cast, cast.tan_binh, OCTOBER, month_cells(), NOW)
    found = {name: (entry.lateness.standing, entry.lateness.days) for name, entry in entries(cast).items()}
    assert found == {
        "Tân An": (Standing.LATE, 1), "Tân Bình": (Standing.LATE, 3), "Tân Cường": (Standing.NOT_DUE, 3),
    }  # fmt: skip
    waiting = entries(cast)["Tân Cường"].lateness.spans[0]
    assert waiting.starts_on == date(2026, 11, 2)  # it could begin when it was first asked


def test_the_page_says_so_before_it_is_issued_and_both_requests_tell_of_each_other(cast: Cast) -> None:
    ask(cast, FIRST, BEFORE)
    client, url = signed_in(cast.minh), reverse("request_new")
    already = "đã có văn bản 112/CV-BCĐ ngày 02/11/2026, hạn 17 giờ 00 ngày 25/11/2026"
    assert already in client.get(url).content.decode()
    typed = {
        "noi-dung": "Báo cáo tháng 10", "ky-hieu": "115/CV-BCĐ", "ngay": "20/11/2026", "bieu": [f"{MONTHLY}|2026-10-01_2026-10-31"],
        "han": "30/11/2026", "gio": "17:00",
    }  # fmt: skip
    answer = client.post(url, typed)
    text = answer.content.decode()
    assert answer.status_code == 422
    assert "Đã có văn bản 112/CV-BCĐ ngày 02/11/2026 yêu cầu 03 đơn vị gửi Báo cáo tháng, kỳ tháng 10 năm 2026" in text
    assert 'href="#thay"' in text
    assert 'id="thay"' in text
    assert 'name="ly-do-thay"' in text
    page = client.post(
        url, {**typed, "thay": "1", "ly-do-thay": "Đường truyền gián đoạn"}, follow=True
    ).content.decode()
    assert (
        "Văn bản 112/CV-BCĐ ngày 02/11/2026</a>, hạn 17 giờ 00 ngày 25/11/2026. Lý do: Đường truyền gián đoạn" in page
    )
    earlier = ReportRequest.objects.get(symbol="112/CV-BCĐ")
    page = client.get(reverse("request", args=[earlier.pk])).content.decode()
    assert "Văn bản 115/CV-BCĐ ngày 20/11/2026</a>, hạn 17 giờ 00 ngày 30/11/2026" in page
