"""Six natures of figures, three ways of adding: eighteen outcomes (features.md, F4)."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import date
from decimal import Decimal
from statistics import mean

import pytest

from binhyen.analytics.answers import by_unit, ratio, totals, unconvertible
from binhyen.figures.models import Indicator
from binhyen.figures.rules.cells import CellKey, Nature
from binhyen.foundation.errors import Invalid
from binhyen.foundation.span import Span
from binhyen.organisation.models import Unit
from tests.analytics.ground import (
    ATTENDANCE,
    CASES,
    CHANGED,
    DISTINCT,
    FLOW,
    HEADS,
    REGISTER,
    SOLVED,
    STOCK,
    TEAMS,
    Ground,
    month,
)

MAY, JUNE = month(2025, 5), month(2025, 6)
BOTH = Span(MAY.start, JUNE.end)
RATE = CellKey("CRM03")
# What A and B report in May and June; of the register, nothing can be entered.
TOLD = {
    "A": ({FLOW: 5, STOCK: 50, DISTINCT: 9, ATTENDANCE: 500, CASES: 10, SOLVED: 9},
          {FLOW: 3, STOCK: 48, DISTINCT: 8, ATTENDANCE: 300, CASES: 90, SOLVED: 9}),
    "B": ({FLOW: 7, STOCK: 70, DISTINCT: 4, ATTENDANCE: 700, CASES: 100, SOLVED: 50},
          {FLOW: 4, STOCK: 71, DISTINCT: 4, ATTENDANCE: 400, CASES: 1, SOLVED: 1}),
}  # fmt: skip


class Table:
    """The three ways of adding, each outcome in words."""

    def __init__(self, ground: Ground) -> None:
        self.province = ground.province("P")
        self.units = {name: ground.commune(name, self.province) for name in TOLD}
        for name, (may, june) in TOLD.items():
            ground.report(self.units[name], self.province, MAY, may)
            ground.report(self.units[name], self.province, JUNE, june)
        self.new = ground.merge(list(self.units.values()), "N", self.province)

    def over_months(self, key: CellKey) -> str:
        if key == RATE:
            return self._rate(BOTH, None)
        return self._row(by_unit(self.province, [key], BOTH)[key], self.units["A"])

    def over_communes(self, key: CellKey) -> str:
        if key == RATE:
            return self._rate(JUNE, None)
        return str(totals(self.province, [key], JUNE).rows[key].value)

    def over_a_merger(self, key: CellKey) -> str:
        if key == RATE:
            return self._rate(MAY, CHANGED)
        rows = by_unit(self.province, [key], MAY, boundaries=CHANGED)[key]
        left = unconvertible(rows, CHANGED)
        return f"{len(left)} không quy đổi" if left else self._row(rows, self.new)

    def _rate(self, span: Span, boundaries: date | None) -> str:
        found = ratio(self.province, RATE.indicator, span, boundaries=boundaries)
        return f"{found.numerator.value}/{found.denominator.value}"

    def _row(self, rows: Mapping[int, object], unit: Unit) -> str:
        return str(getattr(rows[unit.pk], "value", None))


def said(way: Callable[[CellKey], str], key: CellKey) -> str:
    try:
        return way(key)
    except Invalid as refused:
        return refused.code


EXPECTED = {
    Nature.FLOW: ("8", "7", "12"),
    Nature.STOCK: ("48", "119", "120"),
    Nature.DISTINCT: ("8", "analytics.not_additive", "2 không quy đổi"),
    Nature.ATTENDANCE: ("800", "700", "1200"),
    Nature.RATIO: ("69/201", "10/91", "59/110"),
    Nature.REGISTER: ("analytics.no_register",) * 3,
}
KEYS = {
    Nature.FLOW: FLOW,
    Nature.STOCK: STOCK,
    Nature.DISTINCT: DISTINCT,
    Nature.ATTENDANCE: ATTENDANCE,
    Nature.RATIO: RATE,
    Nature.REGISTER: REGISTER,
}


def test_six_natures_add_in_eighteen_ways(ground: Ground) -> None:
    table = Table(ground)
    ways = (table.over_months, table.over_communes, table.over_a_merger)
    assert {n: tuple(said(way, key) for way in ways) for n, key in KEYS.items()} == EXPECTED


def test_the_examples_have_the_natures_that_they_stand_for(db: None) -> None:
    natures = dict(Indicator.objects.values_list("code", "nature"))
    assert {nature: natures[key.indicator] for nature, key in KEYS.items()} == {n: n.value for n in Nature}


def test_the_rate_of_a_province_is_not_the_mean_of_its_communes_rates(ground: Ground) -> None:
    table = Table(ground)
    rate = ratio(table.province, "CRM03", MAY).value
    rates = [Decimal(may[SOLVED]) * 100 / may[CASES] for may, _ in TOLD.values()]
    assert rate == Decimal(59) * 100 / Decimal(110)
    assert abs(rate - mean(rates)) > 15


def test_a_rate_of_stocks_is_taken_from_the_last_period_and_not_added_over_months(ground: Ground) -> None:
    province = ground.province("P")
    a = ground.commune("A", province)
    ground.report(a, province, MAY, {HEADS: 10, TEAMS: 100})
    ground.report(a, province, JUNE, {HEADS: 30, TEAMS: 100})
    found = ratio(province, "CMT04", BOTH)
    assert (found.value, found.numerator.last_on, found.denominator.expected) == (Decimal(30), JUNE.end, 1)


def test_a_rate_takes_only_units_that_reported_both_parts(ground: Ground) -> None:
    province = ground.province("P")
    a, b = (ground.commune(name, province) for name in "AB")
    ground.report(a, province, MAY, {CASES: 10, SOLVED: 5})
    ground.report(b, province, MAY, {CASES: 90})
    found = ratio(province, "CRM03", MAY)
    assert found.value == Decimal(50)
    assert (found.denominator.reported, found.denominator.expected) == (1, 2)


def test_a_rate_over_nothing_or_over_zero_is_unknown_and_not_zero(ground: Ground) -> None:
    province = ground.province("P")
    a = ground.commune("A", province)
    assert ratio(province, "CRM03", MAY).value is None
    ground.report(a, province, MAY, {CASES: 0, SOLVED: 0})
    assert ratio(province, "CRM03", MAY).value is None


def test_a_rate_divides_parts_of_different_decimals_by_their_numbers(ground: Ground) -> None:
    province = ground.province("P")
    a = ground.commune("A", province)
    Indicator.objects.filter(code="CRM02").update(decimals=1)
    ground.report(a, province, MAY, {CASES: 10, SOLVED: 75})
    assert ratio(province, "CRM03", MAY).value == Decimal(75)


def test_an_attendance_and_a_count_of_persons_are_two_rows_of_an_answer_and_never_one(ground: Ground) -> None:
    province = ground.province("P")
    a = ground.commune("A", province)
    ground.report(a, province, MAY, {ATTENDANCE: 500, HEADS: 20})
    answer = totals(province, [ATTENDANCE, HEADS], MAY)
    assert {key: total.value for key, total in answer.rows.items()} == {ATTENDANCE: 500, HEADS: 20}
    assert not hasattr(answer, "value")


@pytest.mark.parametrize(
    ("code", "reason"), [("LDR11", "analytics.published_only"), ("XXX99", "figures.indicator_unknown")]
)
def test_a_rate_without_parts_is_refused(db: None, code: str, reason: str) -> None:
    with pytest.raises(Invalid) as refused:
        ratio(None, code, MAY)
    assert refused.value.code == reason


def test_a_stock_is_taken_from_the_last_month_in_which_anybody_reported(ground: Ground) -> None:
    province = ground.province("P")
    a, b = (ground.commune(name, province) for name in "AB")
    for unit, value in ((a, 10), (b, 20)):
        ground.report(unit, province, MAY, {STOCK: value})
    ground.report(a, province, JUNE, {STOCK: 11})
    year = Span(date(2025, 1, 1), date(2025, 12, 31))
    total = totals(province, [STOCK], year).rows[STOCK]
    assert (total.value, total.last_on, total.reported, total.expected) == (11, JUNE.end, 1, 2)
