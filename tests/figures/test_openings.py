"""Open first, then sign or approve: a decision on a report that nobody had before them is refused."""

from __future__ import annotations

from datetime import date, datetime

import pytest

from binhyen.figures.actions import approve, open_report, present, return_to_officer, send_back, submit
from binhyen.figures.models import Opening, Submission
from binhyen.foundation.errors import NotAllowed, WrongMove
from binhyen.foundation.models import AuditEntry
from binhyen.foundation.span import Span
from tests.cast import Cast, entered, key, month_cells, read_and_submit, submitted
from tests.web.pages import SheetPage, signed_in

MAY = Span(date(2026, 5, 1), date(2026, 5, 31))


def presented(cast: Cast, now: datetime) -> Submission:
    report = entered(cast, cast.tan_an, MAY, month_cells(), now)
    return present(report, reasons={}, actor=cast.lan, now=now)


def test_a_leader_does_not_sign_what_they_have_not_opened(cast: Cast, now: datetime) -> None:
    report = presented(cast, now)
    with pytest.raises(WrongMove) as refused:
        submit(report, actor=cast.binh, now=now)
    assert refused.value.code == "figures.not_opened"
    open_report(report, actor=cast.binh, now=now)
    assert submit(report, actor=cast.binh, now=now).stage == "submitted"


def test_a_desk_does_not_approve_what_a_colleague_has_opened(cast: Cast, now: datetime) -> None:
    report = submitted(cast, cast.tan_an, MAY, month_cells(), now)
    open_report(report, actor=cast.nam, now=now)
    with pytest.raises(WrongMove) as refused:
        approve(report, actor=cast.minh, now=now)
    assert refused.value.code == "figures.not_opened"
    assert approve(report, actor=cast.nam, now=now).stage == "approved"


def test_what_was_opened_before_it_changed_was_not_opened(cast: Cast, now: datetime) -> None:
    report = presented(cast, now)
    open_report(report, actor=cast.binh, now=now)
    returned = return_to_officer(report, reason="xem lại", actor=cast.binh, now=now)
    present(returned, reasons={}, actor=cast.lan, now=now)
    with pytest.raises(WrongMove):
        submit(report, actor=cast.binh, now=now)
    first = read_and_submit(report, actor=cast.binh, now=now)
    open_report(first, actor=cast.minh, now=now)
    send_back(first, cells=[key("FRC04")], reason="kiểm tra", actor=cast.nam, now=now)
    present(report, reasons={"R10:FRC04:figures.r10_untouched": "Đã kiểm tra."}, actor=cast.lan, now=now)
    read_and_submit(report, actor=cast.binh, now=now)
    with pytest.raises(WrongMove):
        approve(report, actor=cast.minh, now=now)


def test_opening_twice_is_kept_once_and_is_no_act_of_the_record(cast: Cast, now: datetime) -> None:
    report = presented(cast, now)
    before = AuditEntry.objects.count()
    for _ in range(2):
        open_report(report, actor=cast.binh, now=now)
    assert (Opening.objects.count(), AuditEntry.objects.count()) == (1, before)


def test_who_may_not_see_a_report_opens_nothing(cast: Cast, now: datetime) -> None:
    report = presented(cast, now)
    for stranger in (cast.tuan, cast.quan, cast.officers[cast.tan_binh.pk]):
        with pytest.raises(NotAllowed):
            open_report(report, actor=stranger, now=now)
    assert not Opening.objects.exists()


def test_the_page_is_the_opening_and_a_button_pressed_without_it_is_refused(cast: Cast, now: datetime) -> None:
    report = submitted(cast, cast.tan_an, MAY, month_cells(), now)
    page = SheetPage.open(cast.nam, cast.tan_an, MAY)
    blind = signed_in(cast.minh).post(page.url, {"act": "approve", "revision": str(report.revision)})
    assert blind.status_code == 409
    assert "chưa mở báo cáo này" in blind.content.decode()
    assert list(Opening.objects.exclude(by_user=cast.binh.user.pk).values_list("by_user", flat=True)) == [
        cast.nam.user.pk
    ]
    page.press("approve")
    assert Submission.objects.get().stage == "approved"
