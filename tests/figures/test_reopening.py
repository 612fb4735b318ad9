"""A closed period opened again by exception: for one unit, until a day, never without the papers that it touches."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from datetime import date, datetime, timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from binhyen.analytics.answers import totals
from binhyen.figures.actions import (
    close_period,
    correct,
    decide_correction,
    open_submission,
    present,
    reopen,
    save_cells,
    send_back,
)
from binhyen.figures.models import Cell, Period, PeriodLock, Reopening, Submission
from binhyen.figures.queries import touched
from binhyen.figures.queries.schedule import reports_of
from binhyen.figures.queries.verification import differences
from binhyen.figures.rules.cells import CellKey
from binhyen.foundation.errors import DomainError, Invalid, NotAllowed
from binhyen.foundation.models import AuditEntry
from binhyen.foundation.span import Span
from binhyen.organisation.actions import assign_post
from binhyen.organisation.actor import Actor
from binhyen.organisation.rules import LineOfWork, Role
from tests.cast import Cast, approved, key, month_cells, number, read_and_approve, read_and_submit
from tests.web.pages import SheetPage, signed_in

MAY = Span(date(2026, 5, 1), date(2026, 5, 31))
TODAY = date(2026, 11, 20)
FRC04 = CellKey("FRC04")


@pytest.fixture
def lock(cast: Cast, now: datetime) -> PeriodLock:
    """May closed with Tân An approved."""
    approved(cast, cast.tan_an, MAY, month_cells(patrols=30), now)
    return close_period(
        form_code="BC-THANG", province=cast.province, period=Period.objects.get(), actor=cast.nam, now=now
    )


def opened(lock: PeriodLock, cast: Cast, now: datetime, **changed: object) -> Reopening:
    given = {
        "unit": cast.tan_an, "reason": "thiếu một đội", "document": "9/CV-UBND", "expires_on": TODAY + timedelta(days=2),
        "said": (), "actor": cast.minh,
    } | changed  # fmt: skip
    return reopen(lock, now=now, **given)  # type: ignore[arg-type]


def again(cast: Cast, now: datetime) -> Submission:
    """Sent back, entered with 45 patrols, signed; it waits."""
    report = Submission.objects.get(unit=cast.tan_an)
    send_back(report, cells=[FRC04, key("FRC05")], reason="đối chiếu", actor=cast.nam, now=now)
    typed = {FRC04: number(45), key("FRC05"): number(135)}
    save_cells(report, typed, seen=dict.fromkeys(typed, 1), actor=cast.lan, now=now)
    present(report, reasons={}, actor=cast.lan, now=now)
    return read_and_submit(report, actor=cast.binh, now=now)


def test_the_unit_reports_again_and_the_total_follows(lock: PeriodLock, cast: Cast, now: datetime) -> None:
    opened(lock, cast, now)
    read_and_approve(again(cast, now), actor=cast.minh, now=now)
    total = totals(cast.province, [FRC04], MAY).rows[FRC04]
    assert (total.value, total.reported) == (45, 1)
    assert list(differences()) == []
    last = AuditEntry.objects.filter(verb="figures.reopen").get()
    assert (last.user_id, last.post_id) == (cast.minh.user.pk, cast.minh.post.pk)


def test_a_unit_that_never_reported_may_and_another_may_not(lock: PeriodLock, cast: Cast, now: datetime) -> None:
    opened(lock, cast, now, unit=cast.tan_binh)
    open_submission(form_code="BC-THANG", unit=cast.tan_binh, span=MAY, actor=cast.officers[cast.tan_binh.pk], now=now)
    for unit in (cast.tan_cuong, cast.tan_an):
        with pytest.raises(DomainError) as refused:
            open_submission(form_code="BC-THANG", unit=unit, span=MAY, actor=cast.officers[unit.pk], now=now)
        assert refused.value.code == "figures.period_closed"


def test_it_holds_to_its_last_day_and_from_then_on_only_corrections(
    lock: PeriodLock, cast: Cast, now: datetime
) -> None:
    opened(lock, cast, now, expires_on=TODAY)
    report, later = again(cast, now), now + timedelta(days=1)
    with pytest.raises(DomainError) as refused:
        read_and_approve(report, actor=cast.minh, now=later)
    assert refused.value.code == "figures.period_closed"
    cell = Cell.objects.get(unit=cast.tan_an, indicator__code="FRC04")
    asked = correct(cell, number(31), reason="sót", document="12/BC", actor=cast.nam, now=later)
    decide_correction(asked, approved=True, actor=cast.minh, now=later)
    assert totals(cast.province, [FRC04], MAY).rows[FRC04].value == 31
    assert list(differences()) == []
    opened(lock, cast, later, expires_on=TODAY + timedelta(days=1))
    read_and_approve(report, actor=cast.minh, now=later)
    assert totals(cast.province, [FRC04], MAY).rows[FRC04].value == 31
    assert list(differences()) == []


def test_while_it_is_open_it_is_reported_again_and_not_corrected(lock: PeriodLock, cast: Cast, now: datetime) -> None:
    cell = Cell.objects.get(unit=cast.tan_an, indicator__code="FRC04")
    correct(cell, number(33), reason="sót", document="12/BC", actor=cast.nam, now=now)
    with pytest.raises(DomainError) as refused:
        opened(lock, cast, now)
    assert refused.value.code == "figures.reopen_correction"
    opened(lock, cast, now, unit=cast.tan_binh)
    assert [r.closed for r in reports_of(cast.officers[cast.tan_binh.pk], cast.tan_binh, TODAY) if r.span == MAY] == [
        False
    ]
    assert [r.closed for r in reports_of(cast.lan, cast.tan_an, TODAY) if r.span == MAY] == [True]


@pytest.mark.parametrize(
    ("changed", "code"),
    [
        (lambda c: {"expires_on": TODAY - timedelta(days=1)}, "figures.reopen_past"),
        (lambda c: {"reason": " "}, "figures.reason_required"),
        (lambda c: {"reason": "gọi 0912 345 678"}, "reader.words_personal"),
        (lambda c: {"document": "giấy của ông Trần Văn Bình"}, "reader.words_named"),
        (lambda c: {"document": ""}, "figures.document_required"),
        (lambda c: {"unit": c.elsewhere}, "figures.reopen_unbound"),
        (lambda c: {"actor": c.tuan}, "organisation.not_allowed"),
        (lambda c: {"actor": c.hoa}, "organisation.not_allowed"),
        (lambda c: {"actor": c.binh}, "organisation.not_allowed"),
        (lambda c: {"said": (7,)}, "figures.papers_unsaid"),
    ],
)
def test_what_is_refused(
    lock: PeriodLock, cast: Cast, now: datetime, changed: Callable[[Cast], dict[str, object]], code: str
) -> None:
    with pytest.raises(DomainError) as refused:
        opened(lock, cast, now, **changed(cast))
    assert refused.value.code == code
    assert not Reopening.objects.exists()


def test_it_is_opened_once_at_a_time_and_inside_the_line(lock: PeriodLock, cast: Cast, now: datetime) -> None:
    front = assign_post(
        role=Role.PROVINCIAL_DESK, unit=cast.province, holder=cast.nam.user, title="mặt trận", valid_from=date(2020, 1, 1),
        actor=None, now=now, in_line=LineOfWork.FRONT,
    )  # fmt: skip
    with pytest.raises(NotAllowed):
        opened(lock, cast, now, actor=Actor(cast.nam.user, front))
    opened(lock, cast, now)
    with pytest.raises(DomainError) as refused:
        opened(lock, cast, now)
    assert refused.value.code == "figures.reopened_already"


def test_the_papers_that_it_touches_are_named_or_it_is_refused(
    lock: PeriodLock, cast: Cast, now: datetime, monkeypatch: pytest.MonkeyPatch
) -> None:
    def one(question: touched.Question) -> Iterable[touched.TouchedPaper]:
        if question.span == MAY and cast.province.pk in question.units:
            yield touched.TouchedPaper(41, "Báo cáo sơ kết", TODAY, (("FRC04", "30"),))

    monkeypatch.setattr(touched, "_papers", [one])
    with pytest.raises(Invalid) as refused:
        opened(lock, cast, now)
    assert refused.value.code == "figures.papers_unsaid"
    assert opened(lock, cast, now, said=(41,)).touched == ["Báo cáo sơ kết"]


def test_the_papers_are_compared_under_the_lock_so_that_none_is_made_in_between(
    lock: PeriodLock, cast: Cast, now: datetime, monkeypatch: pytest.MonkeyPatch
) -> None:
    locked: list[bool] = []

    def none(question: touched.Question) -> Iterable[touched.TouchedPaper]:
        locked.append(any("chainhead" in query["sql"] for query in asked.captured_queries))
        return ()

    monkeypatch.setattr(touched, "_papers", [none])
    with CaptureQueriesContext(connection) as asked:
        opened(lock, cast, now)
    assert locked == [True]


def test_the_page_opens_it_and_says_who_and_until_when(lock: PeriodLock, cast: Cast) -> None:
    minh = signed_in(cast.minh)
    url = f"/so-lieu/chot/BC-THANG/{cast.province.uid}/2026-05-01_2026-05-31/"
    typed = {
        "act": "reopen",
        "don-vi": cast.tan_an.uid,
        "ly-do": "thiếu một đội",
        "van-ban": "9/CV",
        "han": "01/01/2026",
    }
    refused = minh.post(url, typed)
    assert refused.status_code == 422
    assert "thiếu một đội" in refused.content.decode()
    assert minh.post(url, {**typed, "han": "31/12/2099"}).status_code == 302
    page = minh.get(url).content.decode()
    assert "31/12/2099" in page
    assert cast.minh.post.title in page
    desk = SheetPage.open(cast.nam, cast.tan_an, MAY)
    assert "send_back" in desk.form.acts
    assert "send_back" not in SheetPage.open(cast.nam, cast.tan_binh, MAY).form.acts
    assert signed_in(cast.lan).get(url).status_code in (403, 404)
