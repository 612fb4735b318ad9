"""An approved report is sent back while its period is open: what was approved counts until the next approval."""

from __future__ import annotations

from datetime import date, datetime

import pytest

from binhyen.analytics.answers import totals
from binhyen.figures.actions import close_period, correct, decide_correction, present, save_cells, send_back
from binhyen.figures.models import Cell, Period, Submission
from binhyen.figures.queries.schedule import board
from binhyen.figures.queries.verification import differences
from binhyen.figures.rules.cells import CellKey
from binhyen.foundation.errors import DomainError, NotAllowed
from binhyen.foundation.span import Span
from binhyen.web.figures.addresses import sheet_url
from tests.cast import Cast, approved, key, month_cells, number, read_and_approve, read_and_submit
from tests.web.pages import signed_in

MAY = Span(date(2026, 5, 1), date(2026, 5, 31))
FRC04 = CellKey("FRC04")


def total(cast: Cast) -> tuple[int, int]:
    row = totals(cast.province, [FRC04], MAY).rows[FRC04]
    return row.value, row.reported


def sent_back(cast: Cast, now: datetime) -> Submission:
    """Approved with 30 patrols, sent back, 45 waiting for approval."""
    report = approved(cast, cast.tan_an, MAY, month_cells(patrols=30), now)
    report = send_back(report, cells=[FRC04, key("FRC05")], reason="đối chiếu sổ", actor=cast.nam, now=now)
    again = {FRC04: number(45), key("FRC05"): number(135)}
    save_cells(report, again, seen=dict.fromkeys(again, 1), actor=cast.lan, now=now)
    present(report, reasons={}, actor=cast.lan, now=now)
    return read_and_submit(report, actor=cast.binh, now=now)


def test_the_approved_values_count_until_the_new_version_is_approved(cast: Cast, now: datetime) -> None:
    report = sent_back(cast, now)
    assert (report.version, report.approved_version, report.stage) == (2, 1, "submitted")
    assert total(cast) == (30, 1)
    assert list(differences()) == []
    read_and_approve(report, actor=cast.minh, now=now)
    assert total(cast) == (45, 1)
    assert list(differences()) == []


def test_a_second_return_of_the_new_version_leaves_the_first_counting(cast: Cast, now: datetime) -> None:
    report = sent_back(cast, now)
    send_back(report, cells=[FRC04], reason="vẫn chưa khớp", actor=cast.minh, now=now)
    assert total(cast) == (30, 1)
    assert list(differences()) == []


def test_others_see_the_approved_cells_and_never_the_drafts(cast: Cast, now: datetime) -> None:
    sent_back(cast, now)
    quan, minh = signed_in(cast.quan), signed_in(cast.minh)
    url = sheet_url("BC-THANG", cast.tan_an, MAY)
    seen, inside = quan.get(url).content.decode(), minh.get(url).content.decode()
    assert "đã phê duyệt." in seen
    assert "đối chiếu sổ" not in seen
    assert ">30<" in seen
    assert ">45<" not in seen
    assert ">45<" in inside
    (report,) = [r for r in board(cast.quan, cast.province, "BC-THANG", MAY).reports if r.submission]
    assert (report.stage, report.counts) == ("approved", True)
    cell = Cell.objects.get(unit=cast.tan_an, indicator__code="FRC04")
    assert "45" not in quan.get(f"/so-lieu/o/{cell.pk}/").content.decode().partition("<main")[2].partition("Nguồn")[0]


def test_in_a_closed_period_nothing_is_sent_back(cast: Cast, now: datetime) -> None:
    report = approved(cast, cast.tan_an, MAY, month_cells(), now)
    close_period(form_code="BC-THANG", province=cast.province, period=Period.objects.get(), actor=cast.nam, now=now)
    with pytest.raises(DomainError) as refused:
        send_back(report, cells=[FRC04], reason="x", actor=cast.nam, now=now)
    assert refused.value.code == "figures.period_closed"


def test_who_sent_it_does_not_send_it_back(cast: Cast, now: datetime) -> None:
    report = approved(cast, cast.tan_an, MAY, month_cells(), now)
    Submission.objects.filter(pk=report.pk).update(submitted_by_post=cast.nam.post.pk)
    with pytest.raises(NotAllowed):
        send_back(report, cells=[FRC04], reason="x", actor=cast.nam, now=now)


def test_a_correction_is_not_undone_by_the_next_report(cast: Cast, now: datetime) -> None:
    report = approved(cast, cast.tan_an, MAY, month_cells(patrols=30), now)
    close_period(form_code="BC-THANG", province=cast.province, period=Period.objects.get(), actor=cast.nam, now=now)
    cell = Cell.objects.get(unit=cast.tan_an, indicator__code="FRC04")
    asked = correct(cell, number(33), reason="cộng sót", document="12/BC", actor=cast.nam, now=now)
    decide_correction(asked, approved=True, actor=cast.minh, now=now)
    assert report.drafts.get(indicator__code="FRC04").value == 33
