"""What an answer says of itself: how many reported, how exact it is, what it left out, what it knew when."""

from __future__ import annotations

from datetime import date, datetime

import pytest

from binhyen.analytics.answers import ledger_number, series, totals
from binhyen.analytics.coverage import expected_reports
from binhyen.figures.actions import assign_form, close_period, correct, decide_correction
from binhyen.figures.models import Cell, FormLine, FormVersion, Indicator
from binhyen.figures.rules.cells import CellKey, CellValue, Qualifier, State
from binhyen.foundation.errors import Invalid
from binhyen.foundation.span import Span
from tests.analytics.ground import CHANGED, FLOW, FORM, SINCE, STOCK, Ground, amount, coverage, month
from tests.cast import Cast, approved, key, month_cells, number

MAY, JUNE, JULY = (month(2025, n) for n in (5, 6, 7))
SECOND = Span(MAY.start, JUNE.end)
NOTHING_AROSE, NOT_REPORTED = CellValue(State.NOTHING_AROSE), CellValue(State.NOT_REPORTED, reason="không còn hồ sơ")
STATED = CellValue(State.STATED_WITHOUT_NUMBER)
NOT_APPLICABLE = CellValue(State.NOT_APPLICABLE, reason="không có")


def said(qualifier: Qualifier, value: int, most: int | None = None) -> CellValue:
    return CellValue(State.REPORTED, value, most, qualifier)


# --- zero, blank and words (F3) -------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("first", "second", "expected"),
    [
        (0, None, (True, 0, "exact", 1, 2)),
        (NOTHING_AROSE, None, (True, 0, "exact", 1, 2)),
        (0, NOTHING_AROSE, (True, 0, "exact", 2, 2)),
        (None, None, (False, 0, "exact", 0, 2)),
        (NOT_REPORTED, 5, (True, 5, "exact", 1, 2)),
        (NOT_APPLICABLE, 5, (True, 5, "exact", 1, 1)),
        (NOT_APPLICABLE, NOT_APPLICABLE, (False, 0, "exact", 0, 0)),
        (STATED, 5, (True, 5, "exact", 2, 2)),
        (STATED, None, (False, 0, "exact", 1, 2)),
        (said(Qualifier.OVER, 400), 5, (True, 405, "above", 2, 2)),
        (said(Qualifier.RANGE, 15, 20), said(Qualifier.HUNDREDS, 100), (True, 115, "above", 2, 2)),
        (said(Qualifier.NEARLY, 400), 5, (True, 405, "below", 2, 2)),
        (said(Qualifier.NEARLY, 400), said(Qualifier.OVER, 5), (True, 405, "about", 2, 2)),
        (said(Qualifier.ESTIMATE, 40), 5, (True, 45, "about", 2, 2)),
    ],
)
def test_a_total_of_two_cells_says_how_much_how_exactly_and_of_how_many(
    ground: Ground,
    first: CellValue | int | None,
    second: CellValue | int | None,
    expected: tuple[bool, int, str, int, int],
) -> None:
    province = ground.province("P")
    for name, content in (("A", first), ("B", second)):
        unit = ground.commune(name, province)
        if content is not None:
            ground.report(unit, province, MAY, {FLOW: content, STOCK: 1})
    total = totals(province, [FLOW], MAY).rows[FLOW]
    assert (total.known, total.value, total.sum_class.value, total.reported, total.expected) == expected


def test_what_is_not_approved_is_in_no_answer(ground: Ground) -> None:
    province = ground.province("P")
    ground.report(ground.commune("A", province), province, MAY, {FLOW: 5}, decided=False)
    assert coverage(province, FLOW, MAY) == (0, 1)
    assert not totals(province, [FLOW], MAY).rows[FLOW].known


# --- periods --------------------------------------------------------------------------------------------------------


def test_a_period_across_an_end_of_the_question_is_listed_and_not_cut(ground: Ground) -> None:
    province = ground.province("P")
    unit = ground.commune("A", province)
    for span, value in ((MAY, 5), (JUNE, 7)):
        ground.report(unit, province, span, {FLOW: value})
    total = totals(province, [FLOW, STOCK], Span(date(2025, 5, 1), date(2025, 6, 15))).rows
    assert (total[FLOW].value, total[FLOW].straddling) == (5, (JUNE,))
    assert total[STOCK].straddling == ()
    total = totals(province, [FLOW], Span(date(2025, 5, 2), date(2025, 6, 30))).rows
    assert (total[FLOW].value, total[FLOW].straddling) == (7, (MAY,))


def test_the_table_of_the_last_periods_is_one_answer_a_period(ground: Ground) -> None:
    province = ground.province("P")
    unit = ground.commune("A", province)
    for span, value in ((MAY, 5), (JUNE, 7)):
        ground.report(unit, province, span, {FLOW: value})
    rows = [answer.rows[FLOW] for answer in series(province, [FLOW], [MAY, JUNE, JULY])]
    assert [(t.span, t.value, t.known) for t in rows] == [(MAY, 5, True), (JUNE, 7, True), (JULY, 0, False)]


def test_one_question_never_mixes_two_ways_of_cutting_time(ground: Ground, now: datetime) -> None:
    """Exactly one form collects a line, so its cells come from one calendar; another form's line is another question."""
    province = ground.province("P")
    unit = ground.commune("A", province)
    ground.report(unit, province, MAY, {FLOW: 5})
    part = CellKey("COM01", "channel=bao_in")
    yearly = FormVersion.objects.create(
        code="THU-NAM", valid_from=SINCE, title="Biểu năm", short_title="Biểu năm", calendar="year"
    )
    com01 = Indicator.objects.get(code="COM01")
    FormLine.objects.create(
        version=yearly, position=1, group="I", label="a", indicator=com01, breakdown=part.breakdown, role="collects"
    )
    FormLine.objects.create(
        version=yearly, position=2, group="I", label="b", indicator=com01, breakdown="", role="reads"
    )
    assign_form(form_code="THU-NAM", province=province, level="commune", starts_on=SINCE, actor=None, now=now)
    year = Span(date(2025, 1, 1), date(2025, 12, 31))
    asked = expected_reports(province, [FLOW, part], year)
    assert (len(asked[FLOW]), list(asked[part])) == (12, [year])


# --- n of m ---------------------------------------------------------------------------------------------------------


def test_m_of_a_line_that_reads_counts_the_units_of_the_form_that_collects_it(cast: Cast, now: datetime) -> None:
    approved(cast, cast.tan_an, Span(date(2026, 5, 1), date(2026, 5, 31)), month_cells(), now)
    half = Span(date(2026, 1, 1), date(2026, 6, 30))
    assert coverage(cast.province, key("COM04"), half) == (1, 3 * 6)
    assert coverage(cast.province, key("FRC01"), half) == (0, 3)


def test_a_line_that_was_added_later_was_not_owed_before(ground: Ground) -> None:
    province = ground.province("P")
    ground.commune("A", province)
    later = FormVersion.objects.create(
        code=FORM, valid_from=JUNE.start, title="Biểu thử", short_title="Biểu thử", calendar="month"
    )
    for position, code in enumerate(("COM01", "COM02")):
        FormLine.objects.create(
            version=later,
            position=position,
            group="I",
            label=code,
            indicator=Indicator.objects.get(code=code),
            role="collects",
        )
    asked = expected_reports(province, [FLOW, STOCK, key("COM02")], Span(MAY.start, JULY.end))
    assert {k.indicator: list(periods) for k, periods in asked.items()} == {
        "COM01": [MAY, JUNE, JULY], "LDR05": [MAY], "COM02": [JUNE, JULY]
    }  # fmt: skip
    FormVersion.objects.filter(pk=later.pk).update(retired_on=JULY.start)
    assert list(expected_reports(province, [key("COM02")], Span(MAY.start, JULY.end))[key("COM02")]) == [JUNE]


def test_an_assignment_that_ended_asks_for_no_more(ground: Ground, now: datetime) -> None:
    province = ground.province("P", owes_from=date(2025, 7, 1))
    ground.commune("A", province)
    assert coverage(province, FLOW, SECOND) == (0, 0)
    assign_form(
        form_code=FORM, province=province, level="commune", starts_on=MAY.start, ends_on=MAY.end, actor=None, now=now
    )
    assert coverage(province, FLOW, SECOND) == (0, 1)


def test_an_indicator_that_no_form_collects_is_owed_by_nobody(ground: Ground) -> None:
    province = ground.province("P")
    ground.commune("A", province)
    assert coverage(province, key("COM02"), MAY) == (0, 0)


# --- whose and when -------------------------------------------------------------------------------------------------


def test_invented_units_are_no_part_of_the_nation(ground: Ground) -> None:
    province = ground.province("P")
    ground.report(ground.commune("A", province), province, MAY, {FLOW: 5})
    assert (amount(province, FLOW, MAY), amount(None, FLOW, MAY)) == (5, 0)
    assert (coverage(province, FLOW, MAY), coverage(None, FLOW, MAY)) == ((1, 1), (0, 0))


def test_an_answer_as_known_before_a_correction_keeps_the_old_value(cast: Cast, now: datetime) -> None:
    span, frc04 = Span(date(2026, 5, 1), date(2026, 5, 31)), key("FRC04")
    approved(cast, cast.tan_an, span, month_cells(patrols=30), now)
    cell = Cell.objects.select_related("period").get(unit=cast.tan_an, indicator__code="FRC04")
    close_period(form_code="BC-THANG", province=cast.province, period=cell.period, actor=cast.minh, now=now)
    known = ledger_number()
    asked = correct(cell, number(33), reason="cộng sót", document="12/BC", actor=cast.nam, now=now)
    assert amount(cast.province, frc04, span) == 30
    decide_correction(asked, approved=True, actor=cast.minh, now=now)
    before, after = (totals(cast.province, [frc04], span, seq=seq) for seq in (known, None))
    assert (before.rows[frc04].value, after.rows[frc04].value) == (30, 33)
    assert before.as_of < after.as_of == ledger_number()
    assert totals(cast.province, [frc04], span, seq=0).rows[frc04].known is False


def test_a_question_for_an_unknown_indicator_is_refused(ground: Ground) -> None:
    with pytest.raises(Invalid) as refused:
        totals(ground.province("P"), [CellKey("XXX99")], MAY)
    assert refused.value.code == "figures.indicator_unknown"


def test_an_answer_says_on_which_boundaries_it_stands(ground: Ground) -> None:
    province = ground.province("P")
    assert totals(province, [FLOW], MAY).boundaries is None
    assert totals(province, [FLOW], MAY, boundaries=CHANGED).boundaries == CHANGED
