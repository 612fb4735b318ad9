"""Periods, units, indicators and numbers that cannot be: refused by name, nothing half-written."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, datetime, timedelta
from functools import partial

import pytest

from binhyen.figures.actions import close_period, correct, open_submission, save_cells
from binhyen.figures.models import Cell, Correction, DraftCell, Period, PeriodLock, Submission
from binhyen.figures.rules.cells import TOO_MUCH, CellKey, CellValue, Qualifier, State
from binhyen.foundation.errors import DomainError, Invalid, NotAllowed, NotFound, WrongMove
from binhyen.foundation.span import Span
from binhyen.foundation.texts import say
from tests.cast import MONTHLY, Cast, approved, key, month_cells, number, read_and_approve, submitted

MAY = Span(date(2026, 5, 1), date(2026, 5, 31))


def refusal(work: Callable[[], object]) -> str:
    """The code of the refusal, which has a sentence."""
    with pytest.raises(DomainError) as refused:
        work()
    assert say(refused.value) != str(refused.value)
    return refused.value.code


@pytest.mark.parametrize(
    ("start", "end", "code"),
    [
        (date(2026, 12, 1), date(2026, 12, 31), "figures.period_future"),
        (date(2026, 5, 2), date(2026, 5, 31), "figures.period_not_of_form"),
        (date(2026, 5, 1), date(2026, 5, 30), "figures.period_not_of_form"),
        (date(2026, 5, 1), date(2026, 6, 30), "figures.period_not_of_form"),
        (date(2026, 5, 15), date(2026, 6, 14), "figures.period_not_of_form"),
        (date(2026, 5, 31), date(2026, 5, 31), "figures.period_not_of_form"),
        (date(2025, 12, 1), date(2025, 12, 31), "figures.form_not_assigned"),
        (date(2024, 5, 1), date(2024, 5, 31), "figures.form_unknown"),
        (date(2019, 5, 1), date(2019, 5, 31), "figures.unit_not_valid"),
    ],
)
def test_days_on_which_nothing_is_owed_open_no_report(
    cast: Cast, now: datetime, start: date, end: date, code: str
) -> None:
    span = Span(start, end)
    assert (
        refusal(lambda: open_submission(form_code=MONTHLY, unit=cast.tan_an, span=span, actor=cast.lan, now=now))
        == code
    )
    assert not Submission.objects.exists()


def test_an_unknown_form_and_another_commune_open_no_report(cast: Cast, now: datetime) -> None:
    with pytest.raises(NotFound):
        open_submission(form_code="BC-KHAC", unit=cast.tan_an, span=MAY, actor=cast.lan, now=now)
    with pytest.raises(NotAllowed):
        open_submission(form_code=MONTHLY, unit=cast.tan_binh, span=MAY, actor=cast.lan, now=now)
    assert not Submission.objects.exists()


def test_a_line_that_the_form_does_not_have_is_refused_and_nothing_of_the_call_is_kept(
    cast: Cast, now: datetime
) -> None:
    report = open_submission(form_code=MONTHLY, unit=cast.tan_an, span=MAY, actor=cast.lan, now=now)
    for wrong in (CellKey("FRC01"), CellKey("XXX99"), CellKey("FRC04", "host_org=ca")):
        cells = {key("FRC04"): number(3), wrong: number(5)}
        entering = partial(save_cells, report, cells, seen={}, actor=cast.lan, now=now)
        assert refusal(entering) == "figures.line_unknown"
    assert not DraftCell.objects.exists()


@pytest.mark.parametrize("qualifier", sorted(set(Qualifier) - {Qualifier.EXACT, Qualifier.ESTIMATE}))
def test_a_form_takes_no_hedge_at_entry_and_none_by_correction(cast: Cast, now: datetime, qualifier: Qualifier) -> None:
    hedged = CellValue(State.REPORTED, 30, 40 if qualifier is Qualifier.RANGE else None, qualifier)
    report = open_submission(
        form_code=MONTHLY, unit=cast.tan_binh, span=MAY, actor=cast.officers[cast.tan_binh.pk], now=now
    )
    enter = lambda: save_cells(report, {key("FRC04"): hedged}, seen={}, actor=cast.officers[cast.tan_binh.pk], now=now)  # noqa: E731
    assert refusal(enter) == "figures.hedge_in_form"
    cell = closed_cell(cast, now)
    asking = lambda: correct(cell, hedged, reason="cộng sót", document="12/BC", actor=cast.nam, now=now)  # noqa: E731
    assert refusal(asking) == "figures.hedge_in_form"
    assert not Correction.objects.exists()


def closed_cell(cast: Cast, now: datetime) -> Cell:
    approved(cast, cast.tan_an, MAY, month_cells(), now)
    close(cast, now)
    return Cell.objects.get(unit=cast.tan_an, indicator__code="FRC04")


def close(cast: Cast, now: datetime) -> PeriodLock:
    period = Period.objects.get(starts_on=MAY.start, ends_on=MAY.last)
    return close_period(form_code=MONTHLY, province=cast.province, period=period, actor=cast.minh, now=now)


def test_a_period_is_not_closed_before_it_is_over_nor_twice(cast: Cast, now: datetime) -> None:
    approved(cast, cast.tan_an, MAY, month_cells(), now)
    early = now.replace(year=2026, month=5, day=31)
    assert refusal(lambda: close(cast, early)) == "figures.period_running"
    close(cast, early + timedelta(days=1))
    assert refusal(lambda: close(cast, now)) == "figures.period_closed"
    assert PeriodLock.objects.count() == 1


def test_only_a_province_is_closed_so_no_lock_stands_without_effect(cast: Cast, now: datetime) -> None:
    approved(cast, cast.tan_an, MAY, month_cells(), now)
    period = Period.objects.get(starts_on=MAY.start, ends_on=MAY.last)
    closing = partial(close_period, form_code=MONTHLY, period=period, actor=cast.minh, now=now)
    assert refusal(partial(closing, province=cast.tan_an)) == "figures.close_level"
    assert not PeriodLock.objects.exists()


def test_a_closed_period_takes_no_new_report_and_approves_none(cast: Cast, now: datetime) -> None:
    report = submitted(cast, cast.tan_an, MAY, month_cells(), now)
    PeriodLock.objects.create(
        form_code=MONTHLY,
        under_unit=cast.province,
        period=report.period,
        closed_at=now,
        closed_by_user=1,
        closed_by_post=1,
    )
    assert refusal(lambda: read_and_approve(report, actor=cast.minh, now=now)) == "figures.period_closed"
    officer = cast.officers[cast.tan_binh.pk]
    again = lambda: open_submission(form_code=MONTHLY, unit=cast.tan_binh, span=MAY, actor=officer, now=now)  # noqa: E731
    assert refusal(again) == "figures.period_closed"


def test_closing_one_province_leaves_another_open(cast: Cast, now: datetime) -> None:
    approved(cast, cast.tan_an, MAY, month_cells(), now)
    period = Period.objects.get(starts_on=MAY.start, ends_on=MAY.last)
    close_period(form_code=MONTHLY, province=cast.elsewhere, period=period, actor=cast.tuan, now=now)
    unit = cast.tan_binh
    assert open_submission(form_code=MONTHLY, unit=unit, span=MAY, actor=cast.officers[unit.pk], now=now).pk


@pytest.mark.parametrize(
    ("value", "most", "qualifier"),
    [(-1, None, Qualifier.EXACT), (TOO_MUCH, None, Qualifier.EXACT), (2**63, None, Qualifier.EXACT), (5, 4, Qualifier.RANGE),
     (5, TOO_MUCH, Qualifier.RANGE), (5, 9, Qualifier.EXACT), (5, None, Qualifier.RANGE), (None, None, Qualifier.EXACT)],
)  # fmt: skip
def test_a_number_that_no_count_can_be_is_no_content(value: int | None, most: int | None, qualifier: Qualifier) -> None:
    with pytest.raises(Invalid) as refused:
        CellValue(State.REPORTED, value, most, qualifier)
    assert refused.value.code == "figures.cell_malformed"


@pytest.mark.parametrize("state", [s for s in State if s is not State.REPORTED])
def test_a_state_without_a_number_carries_none(state: State) -> None:
    with pytest.raises(Invalid):
        CellValue(state, 0, reason="có")
    with pytest.raises(Invalid):
        CellValue(state, qualifier=Qualifier.OVER, reason="có")


def test_a_second_correction_waits_for_the_first_and_a_decided_one_stays_decided(cast: Cast, now: datetime) -> None:
    cell = closed_cell(cast, now)
    correct(cell, number(33), reason="cộng sót", document="12/BC", actor=cast.nam, now=now)
    with pytest.raises(WrongMove) as refused:
        correct(cell, number(34), reason="cộng sót", document="13/BC", actor=cast.minh, now=now)
    assert refused.value.code == "figures.correction_waiting"


def test_a_correction_keeps_a_long_reason_within_its_column(cast: Cast, now: datetime) -> None:
    cell = closed_cell(cast, now)
    asked = correct(cell, number(33), reason="s" * 900, document="12/BC" * 90, actor=cast.nam, now=now)
    assert (len(asked.reason), len(asked.document)) == (500, 200)
