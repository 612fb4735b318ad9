"""``binhyen verify``: silent on a whole record, and each planted fault is named."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, datetime

import pytest
from django.db import connection

from binhyen.figures.actions import close_period, correct, decide_correction, send_back
from binhyen.figures.models import Cell, Correction, LedgerEntry, Period, Submission
from binhyen.figures.queries.verification import differences
from binhyen.foundation.span import Span
from tests.cast import Cast, approved, key, month_cells, number, submitted

MAY, JUNE = Span(date(2026, 5, 1), date(2026, 5, 31)), Span(date(2026, 6, 1), date(2026, 6, 30))


@pytest.fixture
def story(cast: Cast, now: datetime) -> Cast:
    """Approved, corrected, refused, waiting, sent back and merely submitted figures."""
    approved(cast, cast.tan_an, MAY, month_cells(), now)
    approved(cast, cast.tan_binh, MAY, month_cells(patrols=20), now)
    period = Period.objects.get(starts_on=MAY.start, ends_on=MAY.last)
    close_period(form_code="BC-THANG", province=cast.province, period=period, actor=cast.minh, now=now)
    for unit, agreed in ((cast.tan_an, True), (cast.tan_binh, False)):
        cell = Cell.objects.get(unit=unit, indicator__code="FRC04")
        asked = correct(cell, number(25), reason="cộng sót", document="12/BC", actor=cast.nam, now=now)
        decide_correction(asked, approved=agreed, actor=cast.minh, now=now)
    cell = Cell.objects.get(unit=cast.tan_binh, indicator__code="MED03")
    correct(cell, number(4), reason="cộng sót", document="13/BC", actor=cast.nam, now=now)
    returned = submitted(cast, cast.tan_an, JUNE, month_cells(), now)
    send_back(returned, cells=[key("FRC04")], reason="kiểm tra", actor=cast.minh, now=now)
    submitted(cast, cast.tan_binh, JUNE, month_cells(), now)
    return cast


def test_a_whole_record_has_no_differences(story: Cast) -> None:
    assert list(differences()) == []


def unlock() -> None:
    with connection.cursor() as cursor:
        if connection.vendor == "postgresql":
            cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")
        for table in ("figures_cellversion", "figures_ledgerentry"):
            if connection.vendor == "sqlite":
                for verb in ("update", "delete"):
                    cursor.execute(f"DROP TRIGGER {table}_no_{verb}")
            else:
                cursor.execute(f"ALTER TABLE {table} DISABLE TRIGGER USER")


def patrols(cast: Cast) -> Cell:
    return Cell.objects.get(unit=cast.tan_an, indicator__code="FRC04", period__ends_on=MAY.last)


def pointer_moved(cast: Cast) -> None:
    Cell.objects.filter(pk=patrols(cast).pk).update(approved=patrols(cast).versions.get(n=1))


def pointer_lost(cast: Cast) -> None:
    Cell.objects.filter(pk=patrols(cast).pk).update(approved=None)


def counted_too_early(cast: Cast) -> None:
    cell = Cell.objects.filter(unit=cast.tan_binh, period__ends_on=JUNE.last).first()
    assert cell is not None
    Cell.objects.filter(pk=cell.pk).update(approved=cell.versions.get())


def value_changed(cast: Cast) -> None:
    patrols(cast).versions.filter(n=2).update(value=26)


def version_and_ledger_changed_alike(cast: Cast) -> None:
    cell = Cell.objects.get(unit=cast.tan_binh, indicator__code="COM04", breakdown="", period__ends_on=MAY.last)
    cell.versions.filter(n=1).update(value=1010)
    LedgerEntry.objects.filter(version__cell=cell).update(d_value=1010)


def a_waiting_report_changed(cast: Cast) -> None:
    cell = Cell.objects.get(unit=cast.tan_binh, indicator__code="COM04", breakdown="", period__ends_on=JUNE.last)
    cell.versions.update(value=99)


def ledger_changed(cast: Cast) -> None:
    LedgerEntry.objects.filter(unit=cast.tan_an, indicator__code="FRC04", d_reported=1).update(d_value=31)


def class_changed(cast: Cast) -> None:
    LedgerEntry.objects.filter(unit=cast.tan_an, indicator__code="FRC04", d_reported=1).update(d_about=1)


def ledger_under_another_unit(cast: Cast) -> None:
    LedgerEntry.objects.filter(unit=cast.tan_an, indicator__code="FRC04").update(unit=cast.tan_cuong)


def ledger_row_gone(cast: Cast) -> None:
    LedgerEntry.objects.filter(unit=cast.tan_an, indicator__code="MED04").delete()


def version_gone(cast: Cast) -> None:
    first = patrols(cast).versions.get(n=1)
    LedgerEntry.objects.filter(version=first).update(version=patrols(cast).versions.get(n=2))
    first.delete()


def correction_turned(cast: Cast) -> None:
    Correction.objects.filter(state=Correction.REFUSED).update(state=Correction.APPROVED)


def report_turned_back(cast: Cast) -> None:
    Submission.objects.filter(unit=cast.tan_an, period__ends_on=MAY.last).update(stage="submitted")


def approval_forgotten(cast: Cast) -> None:
    Submission.objects.filter(unit=cast.tan_an, period__ends_on=MAY.last).update(approved_version=None)


def periods_overlap(cast: Cast) -> None:
    Period.objects.filter(ends_on=JUNE.last).update(starts_on=MAY.last)


@pytest.mark.parametrize(
    ("plant", "said"),
    [
        (pointer_moved, "approved"),
        (pointer_lost, "approved None"),
        (counted_too_early, "the record says None"),
        (value_changed, "ledger"),
        (ledger_changed, "ledger"),
        (version_and_ledger_changed_alike, "not the one in the audit chain"),
        (a_waiting_report_changed, "not the one in the audit chain"),
        (class_changed, "ledger"),
        (ledger_under_another_unit, "another key"),
        (ledger_row_gone, "ledger"),
        (version_gone, "versions [2]"),
        (correction_turned, "the record says"),
        (report_turned_back, "its last step says approved"),
        (approval_forgotten, "the record says None"),
        (approval_forgotten, "its steps say 1"),
        (periods_overlap, "overlaps"),
    ],
)
def test_a_planted_fault_is_named(story: Cast, plant: Callable[[Cast], None], said: str) -> None:
    unlock()
    plant(story)
    found = list(differences())
    assert any(said in line for line in found), found
