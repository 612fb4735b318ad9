"""What lies around a report: its unit's own past, the same facts elsewhere, the documents that come with it."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, datetime

import pytest

from binhyen.figures.models import Period, Submission
from binhyen.figures.queries import witnesses
from binhyen.figures.queries.forms import form_on
from binhyen.figures.queries.past import LONGEST
from binhyen.figures.queries.reports import findings_of, history_of
from binhyen.figures.rules import periods
from binhyen.figures.rules.cells import CellKey, CellValue, Finding, Qualifier, Severity
from binhyen.figures.rules.checks import check
from binhyen.figures.rules.specs import FormSpec, History, parse_rule
from binhyen.foundation.span import Span
from binhyen.organisation.actions import NewUnit, Pass, change_units
from binhyen.organisation.rules import Extent, Level, LineageKind
from tests.cast import MONTHLY, Cast, approved, entered, key, month_cells, number
from tests.figures.check_words import NOTHING, codes, estimate, n, over
from tests.figures.data_files import TODAY, line

MAY = Span(date(2026, 5, 1), date(2026, 5, 31))
COM04 = CellKey("COM04")

OUTLIER = parse_rule(
    "R8-x", "R8", "warn", {"left": "[]", "op": "outlier", "at_most": "6", "base": "30"}, valid_from=TODAY
)
CHANGE = parse_rule("R8-y", "R8", "warn", {"left": "[]", "op": "change", "at_most": "50"}, valid_from=TODAY)
AGREE = parse_rule("R9", "R9", "warn", {"left": "[*]", "op": "agree"}, valid_from=TODAY)
DECISION = parse_rule("R11", "R11", "warn", {"left": "MOD09", "op": "evidence"}, valid_from=TODAY)


# --- R8: the unit's own past ----------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("now", "past", "shouts"),
    [
        (n(400), (100, 104, 98, 101), True),
        (n(100), (100, 104, 98, 101), False),
        (n(140), (100, 100, 100, 100), False),  # six square roots of 100: an even past is no promise
        (n(161), (100, 100, 100, 100), True),
        (n(400), (100, 104, 98), False),  # three periods are no past
        (n(29), (1, 0, 2, 1, 1), False),  # a small set never shouts
        (n(400), (90, 300, 180, 420, 60), False),  # a restless line
        (NOTHING, (100, 104, 98, 101), True),
        (n(0), (100, 104, 98, 101), True),
        (n(400), (100, 104, 98, 101, 5000), True),  # one wrong figure in the past does not hide another
        (estimate(400), (100, 104, 98, 101), True),
        (over(400), (100, 104, 98, 101), False),
        (n(100000), (50000, 80000, 51000, 79000, 60000), False),
    ],
)
def test_a_number_is_unusual_by_the_unit_s_own_past(now: CellValue, past: tuple[int, ...], shouts: bool) -> None:
    spec = FormSpec("X", (line("COM04"),), accept_hedges=True, rules=(OUTLIER,))
    findings = check(spec, {COM04: now}, History(past={COM04: past}))
    assert codes(findings) == (["r8_outlier"] if shouts else [])
    assert all(f.severity is Severity.WARN and "trung vị" in f.arithmetic for f in findings)


def test_one_jump_is_explained_once() -> None:
    spec = FormSpec("X", (line("COM04"),), rules=(OUTLIER, CHANGE))
    past = {COM04: (100, 104, 98, 101)}
    jump = check(spec, {COM04: n(400)}, History(past=past, previous={COM04: n(100)}))
    assert codes(jump) == ["r8_change"]
    again = check(spec, {COM04: n(400)}, History(past=past, previous={COM04: n(390)}))
    assert codes(again) == ["r8_outlier"]


def test_the_past_is_that_of_the_same_unit_newest_first(cast: Cast, now: datetime) -> None:
    for month, sessions in ((3, 7), (4, 9), (2, 5)):
        span = periods.cut("month", Span(date(2026, month, 1), date(2026, 12, 31)))[0]
        approved(cast, cast.tan_an, span, month_cells(sessions=sessions), now)
    approved(cast, cast.tan_binh, periods.previous("month", MAY), month_cells(sessions=99), now)
    told = entered(cast, cast.tan_an, MAY, month_cells(), now)
    past = history_of(told, today=now.date()).past
    assert past[COM04] == (9, 7, 5)
    assert past[key("COM04[host_org=khac]")] == (0, 0, 0)
    assert len(past[COM04]) <= LONGEST


def test_a_merged_unit_s_past_is_the_sum_of_those_whose_territory_it_has(cast: Cast, now: datetime) -> None:
    april, march = periods.previous("month", MAY), periods.previous("month", periods.previous("month", MAY))
    for unit, months in ((cast.tan_an, (march, april)), (cast.tan_binh, (april,))):
        for span in months:
            approved(cast, unit, span, month_cells(sessions=7), now)
    merged = NewUnit("thu-tan-hop", Level.COMMUNE, "xa", "Tân Hợp", "T0109", cast.province)
    passes = [Pass(unit, merged, Extent.WHOLE) for unit in (cast.tan_an, cast.tan_binh)]
    (unit,) = change_units(passes, kind=LineageKind.MERGE, on=MAY.start, decision="NQ thử", actor=None, now=now)
    period, _ = Period.objects.get_or_create(starts_on=MAY.start, ends_on=MAY.last)
    told = Submission(unit=unit, period=period, form_version=form_on(MONTHLY, MAY.last), form_code=MONTHLY)
    assert history_of(told, today=now.date()).past[COM04] == (
        14,
    )  # in March one of the two said nothing: its sum would not be the same land


# --- R9: the same fact elsewhere ------------------------------------------------------------------------------------


def agreeing(history: History) -> list[Finding]:
    return check(FormSpec("X", (line("COM04"),), rules=(AGREE,)), {COM04: n(240)}, history)


def test_a_figure_of_other_days_is_said_and_never_compared() -> None:
    other = Span(date(2026, 1, 1), date(2026, 6, 30))
    findings = agreeing(History(other_periods={COM04: [("Thống kê tư pháp", n(300), other)]}))
    assert [(f.rule, f.code, f.severity) for f in findings] == [("R9", "figures.r9_other_period", Severity.INFO)]
    assert findings[0].params["period"] == "01/01/2026 - 30/6/2026"


def test_one_source_is_named_once() -> None:
    twice = History(same_fact={COM04: [("Sổ", n(3)), ("Sổ", n(4)), ("Lời văn", n(5))]})
    assert [f.params["source"] for f in agreeing(twice)] == ["Sổ", "Lời văn"]


@pytest.fixture
def registries() -> Iterator[None]:
    """The registries as they were, after the test."""
    kept = (list(witnesses._SAME_FACT), list(witnesses._EVIDENCE))
    yield
    witnesses._SAME_FACT[:], witnesses._EVIDENCE[:] = kept


@pytest.mark.usefixtures("registries")
def test_a_room_above_can_bear_witness(cast: Cast, now: datetime) -> None:
    shifted = Span(date(2026, 5, 4), date(2026, 6, 3))
    witnesses.same_fact(lambda _: [(COM04, "Sổ theo dõi hoạt động", number(12))])
    witnesses.same_fact(lambda _: [witnesses.Witness(key("FRC04"), "Thống kê", number(9), shifted)])
    witnesses.evidence(lambda _: {key("COM05"), None})
    told = entered(cast, cast.tan_an, MAY, month_cells(), now)
    history = history_of(told, today=now.date())
    assert history.same_fact == {COM04: [("Sổ theo dõi hoạt động", number(12))]}
    assert history.other_periods == {key("FRC04"): [("Thống kê", number(9), shifted)]}
    assert history.evidence == {key("COM05"), None}
    found = {(f.rule, str(f.key), f.severity) for f in findings_of(told, today=now.date())}
    assert {("R9", "COM04", Severity.WARN), ("R9", "FRC04", Severity.INFO)} <= found


# --- R11: the document ----------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("cell", "with_it", "asked"),
    [
        (n(2), frozenset(), True),
        (n(2), frozenset({CellKey("MOD09")}), False),
        (n(2), frozenset({None}), False),
        (n(2), frozenset({CellKey("MOD05")}), True),
        (NOTHING, frozenset(), False),
        (n(0), frozenset(), False),
        (None, frozenset(), False),
        (n(2, Qualifier.ESTIMATE), frozenset(), True),
    ],
)
def test_a_line_that_asks_for_it_comes_with_a_document(
    cell: CellValue | None, with_it: frozenset[CellKey | None], asked: bool
) -> None:
    spec = FormSpec("X", (line("MOD09"),), rules=(DECISION,))
    cells = {} if cell is None else {CellKey("MOD09"): cell}
    assert codes(check(spec, cells, History(evidence=with_it))) == (["r11_no_document"] if asked else [])
