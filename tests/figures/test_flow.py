"""One report from the officer's draft to the total, and every way back."""

from __future__ import annotations

from datetime import date, datetime, timedelta

import pytest
from django.db import DatabaseError, connection, transaction

from binhyen.analytics.answers import totals
from binhyen.figures.actions import (
    assign_form,
    close_period,
    correct,
    decide_correction,
    open_submission,
    present,
    return_to_officer,
    save_cells,
    send_back,
)
from binhyen.figures.models import Cell, CellFinding, CellVersion, LedgerEntry, Period
from binhyen.figures.queries.reports import findings_of
from binhyen.figures.rules.cells import CellKey, CellValue, Qualifier, Severity, State
from binhyen.foundation import audit
from binhyen.foundation.errors import DomainError, Invalid, NotAllowed, Stale, WrongMove
from binhyen.foundation.models import AuditEntry
from binhyen.foundation.span import Span
from tests.cast import Cast, approved, entered, key, month_cells, number, read_and_approve, read_and_submit, submitted

MAY = Span(date(2026, 5, 1), date(2026, 5, 31))
JUNE = Span(date(2026, 6, 1), date(2026, 6, 30))
COM04, FRC04 = CellKey("COM04"), CellKey("FRC04")


def value(cast: Cast, line: CellKey = COM04, span: Span = MAY) -> tuple[int, int, int]:
    """(sum, n, m) of the province."""
    total = totals(cast.province, [line], span).rows[line]
    return total.value, total.reported, total.expected


def test_nothing_counts_before_a_second_person_approves(cast: Cast, now: datetime) -> None:
    report = entered(cast, cast.tan_an, MAY, month_cells(), now)
    assert value(cast) == (0, 0, 3)
    present(report, reasons={}, actor=cast.lan, now=now)
    read_and_submit(report, actor=cast.binh, now=now)
    assert value(cast) == (0, 0, 3)
    read_and_approve(report, actor=cast.minh, now=now)
    assert value(cast) == (10, 1, 3)


def test_a_confirmed_zero_and_nothing_arose_give_the_same_total_and_the_same_n_of_m(cast: Cast, now: datetime) -> None:
    cells = month_cells(accepted=0)
    approved(cast, cast.tan_an, MAY, {**cells, key("MED03"): CellValue(State.REPORTED, 0)}, now)
    approved(cast, cast.tan_binh, MAY, {**cells, key("MED03"): CellValue(State.NOTHING_AROSE)}, now)
    assert value(cast, key("MED03")) == (0, 2, 3)


def test_a_total_over_zero_and_blank_reads_zero_of_one_unit(cast: Cast, now: datetime) -> None:
    approved(cast, cast.tan_an, MAY, month_cells(accepted=0), now)
    total = totals(cast.province, [key("MED03")], MAY).rows[key("MED03")]
    assert (total.known, total.value, total.reported, total.expected) == (True, 0, 1, 3)


def test_a_total_with_an_estimate_says_about(cast: Cast, now: datetime) -> None:
    cells = {**month_cells(), FRC04: CellValue(State.REPORTED, 30, None, Qualifier.ESTIMATE)}
    approved(cast, cast.tan_an, MAY, cells, now)
    approved(cast, cast.tan_binh, MAY, month_cells(), now)
    assert totals(cast.province, [FRC04], MAY).rows[FRC04].sum_class.value == "about"


def test_what_does_not_apply_leaves_the_denominator(cast: Cast, now: datetime) -> None:
    cells = {
        **month_cells(),
        FRC04: CellValue(State.NOT_APPLICABLE, reason="không có lực lượng"),
        key("FRC05"): number(0),
    }
    approved(cast, cast.tan_an, MAY, cells, now)
    assert value(cast, FRC04) == (0, 0, 2)


def test_the_leader_returns_a_presented_report_and_the_officer_corrects_it(cast: Cast, now: datetime) -> None:
    report = entered(cast, cast.tan_an, MAY, month_cells(), now)
    present(report, reasons={}, actor=cast.lan, now=now)
    return_to_officer(report, reason="thiếu chữ ký", actor=cast.binh, now=now)
    save_cells(report, month_cells(patrols=40), seen=dict.fromkeys(month_cells(), 1), actor=cast.lan, now=now)
    present(report, reasons={}, actor=cast.lan, now=now)
    assert read_and_submit(report, actor=cast.binh, now=now).version == 1


def test_only_the_cells_sent_back_can_be_changed(cast: Cast, now: datetime) -> None:
    report = submitted(cast, cast.tan_an, MAY, month_cells(), now)
    send_back(report, cells=[FRC04], reason="kiểm tra", actor=cast.minh, now=now)
    with pytest.raises(Invalid) as refused:
        save_cells(report, {COM04: number(11)}, seen={COM04: 1}, actor=cast.lan, now=now)
    assert refused.value.code == "figures.cell_frozen"
    save_cells(report, {FRC04: number(28)}, seen={FRC04: 1}, actor=cast.lan, now=now)
    present(report, reasons={}, actor=cast.lan, now=now)
    read_and_submit(report, actor=cast.binh, now=now)
    read_and_approve(report, actor=cast.minh, now=now)
    assert value(cast, FRC04) == (28, 1, 3)
    assert CellVersion.objects.filter(cell__indicator__code="FRC04").count() == 2
    assert CellVersion.objects.filter(cell__indicator__code="COM04", cell__breakdown="").count() == 1


def test_a_stale_page_is_refused_with_both_values_and_nothing_is_saved(cast: Cast, now: datetime) -> None:
    report = entered(cast, cast.tan_an, MAY, {FRC04: number(30)}, now)
    save_cells(report, {FRC04: number(31)}, seen={FRC04: 1}, actor=cast.lan, now=now)
    with pytest.raises(Stale) as refused:
        save_cells(report, {COM04: number(9), FRC04: number(35)}, seen={FRC04: 1}, actor=cast.lan, now=now)
    assert (refused.value.params["theirs"], refused.value.params["mine"]) == ("31", "35")
    assert {d.key: d.value for d in report.drafts.select_related("indicator")} == {FRC04: 31}


def test_a_report_approved_from_an_older_page_is_refused(cast: Cast, now: datetime) -> None:
    report = submitted(cast, cast.tan_an, MAY, month_cells(), now)
    with pytest.raises(Stale):
        read_and_approve(report, actor=cast.minh, now=now, seen_revision=report.revision - 1)


def test_a_report_with_a_sum_that_fails_is_not_presented(cast: Cast, now: datetime) -> None:
    report = entered(cast, cast.tan_an, MAY, {**month_cells(), COM04: number(12)}, now)
    with pytest.raises(Invalid) as refused:
        present(report, reasons={}, actor=cast.lan, now=now)
    assert [f.rule for f in refused.value.findings] == ["R3"]


def test_a_warning_needs_a_reason_and_keeps_it(cast: Cast, now: datetime) -> None:
    report = entered(cast, cast.tan_an, MAY, month_cells(attendances=9000), now)
    with pytest.raises(Invalid) as refused:
        present(report, reasons={}, actor=cast.lan, now=now)
    (finding,) = refused.value.findings
    present(report, reasons={finding.id: "mít tinh toàn xã"}, actor=cast.lan, now=now)
    assert [f.reason for f in report.findings.all()] == ["mít tinh toàn xã"]


def test_nobody_decides_what_they_submitted(cast: Cast, now: datetime) -> None:
    report = submitted(cast, cast.tan_an, MAY, month_cells(), now)
    with pytest.raises(NotAllowed):
        read_and_approve(report, actor=cast.binh, now=now)
    with pytest.raises(NotAllowed):
        read_and_approve(report, actor=cast.tuan, now=now)


@pytest.mark.parametrize("move", ["present", "submit", "approve"])
def test_an_approved_report_moves_no_more(cast: Cast, now: datetime, move: str) -> None:
    report = approved(cast, cast.tan_an, MAY, month_cells(), now)
    acts = {
        "present": lambda: present(report, reasons={}, actor=cast.lan, now=now),
        "submit": lambda: read_and_submit(report, actor=cast.binh, now=now),
        "approve": lambda: read_and_approve(report, actor=cast.nam, now=now),
    }
    with pytest.raises(WrongMove):
        acts[move]()


def closed(cast: Cast, now: datetime) -> Cell:
    """May closed, with Tân An approved; its patrol cell."""
    approved(cast, cast.tan_an, MAY, month_cells(), now)
    period = Period.objects.get(starts_on=MAY.start, ends_on=MAY.last)
    close_period(form_code="BC-THANG", province=cast.province, period=period, actor=cast.nam, now=now)
    return Cell.objects.get(unit=cast.tan_an, indicator__code="FRC04")


def test_a_closed_period_takes_no_report(cast: Cast, now: datetime) -> None:
    closed(cast, now)
    with pytest.raises(DomainError) as refused:
        open_submission(
            form_code="BC-THANG", unit=cast.tan_binh, span=MAY, actor=cast.officers[cast.tan_binh.pk], now=now
        )
    assert refused.value.code == "figures.period_closed"


def test_a_period_is_not_closed_while_reports_wait(cast: Cast, now: datetime) -> None:
    submitted(cast, cast.tan_an, MAY, month_cells(), now)
    period = Period.objects.get(starts_on=MAY.start, ends_on=MAY.last)
    with pytest.raises(DomainError) as refused:
        close_period(form_code="BC-THANG", province=cast.province, period=period, actor=cast.nam, now=now)
    assert refused.value.code == "figures.period_undecided"


def test_a_correction_counts_only_when_a_second_person_agrees(cast: Cast, now: datetime) -> None:
    cell = closed(cast, now)
    asked = correct(cell, number(33), reason="cộng sót", document="12/BC-UBND", actor=cast.nam, now=now)
    assert value(cast, FRC04)[0] == 30
    with pytest.raises(NotAllowed):
        decide_correction(asked, approved=True, actor=cast.nam, now=now)
    decide_correction(asked, approved=True, actor=cast.minh, now=now)
    assert value(cast, FRC04)[0] == 33


def test_as_known_before_a_correction_the_old_value_stands(cast: Cast, now: datetime) -> None:
    cell = closed(cast, now)
    known = LedgerEntry.objects.order_by("-seq").values_list("seq", flat=True)[0]
    asked = correct(cell, number(33), reason="cộng sót", document="12/BC-UBND", actor=cast.nam, now=now)
    decide_correction(asked, approved=True, actor=cast.minh, now=now)
    assert totals(cast.province, [FRC04], MAY, seq=known).rows[FRC04].value == 30


@pytest.mark.parametrize(("reason", "document"), [("", "12/BC"), ("cộng sót", " ")])
def test_a_correction_needs_reason_and_document(cast: Cast, now: datetime, reason: str, document: str) -> None:
    cell = closed(cast, now)
    with pytest.raises(Invalid):
        correct(cell, number(33), reason=reason, document=document, actor=cast.nam, now=now)


def test_an_open_period_is_reported_again_instead_of_corrected(cast: Cast, now: datetime) -> None:
    approved(cast, cast.tan_an, MAY, month_cells(), now)
    cell = Cell.objects.get(unit=cast.tan_an, indicator__code="FRC04")
    with pytest.raises(WrongMove):
        correct(cell, number(33), reason="cộng sót", document="12/BC", actor=cast.nam, now=now)


def test_a_period_that_has_not_begun_is_refused(cast: Cast, now: datetime) -> None:
    future = Span(date(2027, 1, 1), date(2027, 1, 31))
    with pytest.raises(Invalid) as refused:
        open_submission(form_code="BC-THANG", unit=cast.tan_an, span=future, actor=cast.lan, now=now)
    assert refused.value.code == "figures.period_future"


def test_a_period_that_overlaps_a_reported_one_is_refused(cast: Cast, now: datetime) -> None:
    submitted(cast, cast.tan_an, MAY, month_cells(), now)
    assign_form(
        form_code="BC-THANG", province=cast.province, level="commune", starts_on=date(2026, 4, 15), actor=None, now=now
    )
    report = entered(cast, cast.tan_an, Span(date(2026, 5, 15), date(2026, 6, 14)), month_cells(), now)
    present(report, reasons={}, actor=cast.lan, now=now)
    with pytest.raises(Invalid) as refused:
        read_and_submit(report, actor=cast.binh, now=now)
    assert refused.value.code == "figures.period_overlap"


def test_a_half_year_reads_the_months_and_collects_nothing_twice(cast: Cast, now: datetime) -> None:
    approved(cast, cast.tan_an, MAY, month_cells(), now)
    approved(cast, cast.tan_an, JUNE, month_cells(), now)
    half = Span(date(2026, 1, 1), date(2026, 6, 30))
    report = open_submission(form_code="BC-6T", unit=cast.tan_an, span=half, actor=cast.lan, now=now)
    from binhyen.figures.queries.reports import cells_of

    assert cells_of(report)[COM04].value == 20
    with pytest.raises(Invalid) as refused:
        save_cells(report, {COM04: number(20)}, seen={}, actor=cast.lan, now=now)
    assert refused.value.code == "figures.line_reads"


def test_the_record_refuses_to_be_overwritten(cast: Cast, now: datetime) -> None:
    approved(cast, cast.tan_an, MAY, month_cells(), now)
    for table in (CellVersion.objects.all(), LedgerEntry.objects.all(), AuditEntry.objects.all()):
        with pytest.raises(DatabaseError), transaction.atomic():
            table.update(**{table.model._meta.pk.name: 0})
        with pytest.raises(DatabaseError), transaction.atomic():
            table._raw_delete(table.db)


@pytest.mark.skipif(connection.vendor != "sqlite", reason="REPLACE is a word of SQLite")
def test_the_record_refuses_to_be_replaced(cast: Cast, now: datetime) -> None:
    approved(cast, cast.tan_an, MAY, month_cells(), now)
    for table in ("figures_cellversion", "figures_ledgerentry", "foundation_auditentry"):
        with pytest.raises(DatabaseError), transaction.atomic(), connection.cursor() as cursor:
            cursor.execute(f"INSERT OR REPLACE INTO {table} SELECT * FROM {table} LIMIT 1")


@pytest.mark.parametrize(
    ("reason", "code"),
    [
        ("MẬT", "directives.text_secret"),
        ("hỏi lại số 0912345678", "reader.words_personal"),
        ("liên hệ ông Trần Văn Bình 0912345678", "reader.words_named"),
    ],
)
def test_why_a_report_comes_back_bears_no_secrecy_mark_and_names_nobody(
    cast: Cast, now: datetime, reason: str, code: str
) -> None:
    report = submitted(cast, cast.tan_an, MAY, month_cells(), now)
    with pytest.raises(Invalid) as refused:
        send_back(report, cells=[FRC04], reason=reason, actor=cast.minh, now=now)
    assert refused.value.code == code
    assert not report.drafts.filter(returned=True).exists()
    other = entered(cast, cast.tan_binh, MAY, month_cells(), now)
    present(other, reasons={}, actor=cast.officers[cast.tan_binh.pk], now=now)
    with pytest.raises(Invalid) as refused:
        return_to_officer(other, reason=reason, actor=cast.leaders[cast.tan_binh.pk], now=now)
    assert refused.value.code == code


def test_the_approved_pointer_can_be_rebuilt_from_versions_and_the_ledger_from_both(cast: Cast, now: datetime) -> None:
    cell = closed(cast, now)
    asked = correct(cell, number(33), reason="cộng sót", document="12/BC", actor=cast.nam, now=now)
    decide_correction(asked, approved=True, actor=cast.minh, now=now)
    from binhyen.figures.queries.verification import differences

    assert list(differences()) == []


def test_the_audit_chain_holds_and_names_posts_as_plain_values(cast: Cast, now: datetime) -> None:
    report = approved(cast, cast.tan_an, MAY, month_cells(), now)
    assert audit.verify() > 5
    last = AuditEntry.objects.filter(object=f"submission:{report.pk}").order_by("-seq").first()
    assert last is not None
    assert (last.verb, last.user_id, last.post_id) == ("figures.approve", cast.minh.user.pk, cast.minh.post.pk)


def test_findings_know_that_the_period_is_not_over(cast: Cast, now: datetime) -> None:
    report = entered(cast, cast.tan_an, MAY, month_cells(), now)
    early = [f.code for f in findings_of(report, today=MAY.last - timedelta(days=5))]
    assert early == ["figures.r10_early"]


@pytest.mark.parametrize("on", [date(2026, 11, 19), date(2026, 11, 21), date(2026, 11, 22), date(2027, 1, 1)])
def test_a_report_comes_back_for_a_working_day_from_today(cast: Cast, now: datetime, on: date) -> None:
    report = submitted(cast, cast.tan_an, MAY, month_cells(), now)
    with pytest.raises(Invalid) as refused:
        send_back(report, cells=[key("FRC04")], reason="Đề nghị kiểm tra.", due_on=on, actor=cast.minh, now=now)
    assert refused.value.code == "figures.return_date"


def test_a_reason_with_a_persons_number_is_refused_and_nothing_is_kept(cast: Cast, now: datetime) -> None:
    report = entered(cast, cast.tan_an, MAY, month_cells(sessions=10, attendances=9000), now)
    (warning,) = [f for f in findings_of(report, today=now.date()) if f.severity is Severity.WARN]
    with pytest.raises(Invalid) as refused:
        present(report, reasons={warning.id: "ông Nguyễn Văn An, 0912 345 678"}, actor=cast.lan, now=now)
    assert refused.value.code == "figures.reason_personal"
    name = warning.params["name"]
    assert refused.value.params == {"name": name, "at": 5, "before": "ông"}
    assert refused.value.findings == [warning]
    assert not CellFinding.objects.filter(submission=report).exists()
