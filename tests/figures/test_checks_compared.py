"""Comparisons with other figures, with limits, with the period before: R1, R4, R6, R7, R8, R9, R10."""

from __future__ import annotations

from dataclasses import replace

import pytest

from binhyen.figures.rules.cells import CellKey, CellValue, Qualifier, Severity
from binhyen.figures.rules.checks import REPORT, check
from binhyen.figures.rules.specs import FormSpec, History, parse_rule
from tests.figures.check_words import (
    ABSENT,
    HOSTS,
    MISSING,
    NA,
    NO_ARCHIVE,
    NOTHING,
    STATED,
    about,
    between,
    codes,
    estimate,
    found,
    n,
    nearly,
    over,
    rule,
)
from tests.figures.data_files import TODAY, line

# --- R6: attendances are not fewer than sessions ------------------------------------------------------------------


@pytest.mark.parametrize(
    ("people", "sessions", "wrong"),
    [
        (n(829), n(826), False), (n(826), n(829), True), (n(5), n(5), False), (NOTHING, NOTHING, False),
        (NOTHING, n(1), True), (n(4), NOTHING, False), (MISSING, n(5), False), (n(4), MISSING, False),
        (over(4), n(5), False), (nearly(5), n(5), False), (nearly(4), n(5), True), (n(4), over(5), True),
        (n(4), nearly(5), False), (about(1), n(5), False), (NA, n(5), False), (n(5), NA, False),
        (between(2, 4), n(5), True), (between(2, 6), n(5), False), (ABSENT, n(5), False), (estimate(4), n(5), True),
    ],
)  # fmt: skip
def test_attendances_fewer_than_sessions_are_found(people: CellValue | None, sessions: CellValue, wrong: bool) -> None:
    findings = found({"COM05": people, "COM04": sessions}, rule("R6", "COM05 >= COM04"))
    assert codes(findings) == (["r6_below"] if wrong else [])


def test_each_breakdown_is_asked_for_itself() -> None:
    cells = {
        "COM05": n(100), "COM04": n(5), "COM05[host_org=ca]": n(2), "COM04[host_org=ca]": n(3),
        "COM05[programme=CTPH-04]": n(9), "COM04[programme=CTPH-04]": n(8), "COM05[host_org=ccb]": n(1),
    }  # fmt: skip
    findings = found(cells, rule("R6", "COM05[*] >= COM04[*]"))
    assert [str(finding.key) for finding in findings] == ["COM05[host_org=ca]"]
    assert findings[0].arithmetic == "2 < 3"


# --- R7: a mean beyond what is plausible --------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("people", "sessions", "expected"),
    [
        (n(5000), n(10), []), (n(5001), n(10), ["r7_high"]), (n(50), n(10), []), (n(49), n(10), ["r7_low"]),
        (n(30000), n(15), ["r7_high"]), (over(30000), n(15), ["r7_high"]), (nearly(30000), n(15), []),
        (over(100), n(15), []), (over(49), n(10), []), (nearly(49), n(10), ["r7_low"]), (n(0), n(0), []),
        (n(5), NOTHING, []), (NOTHING, n(10), ["r7_low"]), (MISSING, n(10), []), (n(9000), MISSING, []),
        (n(9000), over(10), []), (n(9000), nearly(10), ["r7_high"]), (about(90000), n(10), []), (NA, n(10), []),
        (n(10), over(10), ["r7_low"]), (estimate(9000), n(10), ["r7_high"]),
    ],
)  # fmt: skip
def test_a_mean_beyond_its_limits_is_a_warning(people: CellValue, sessions: CellValue, expected: list[str]) -> None:
    asked = rule("R7", "COM05 per COM04", "warn", at_least="5", at_most="500")
    findings = found({"COM05": people, "COM04": sessions}, asked)
    assert codes(findings) == expected
    assert all(finding.severity is Severity.WARN for finding in findings)


def test_the_mean_is_written_out() -> None:
    asked = rule("R7", "COM08 per COM07", "warn", at_most="500")
    assert found({"COM08": n(30000), "COM07": n(15)}, asked)[0].arithmetic == "30.000 : 15 = 2.000 > 500"
    hedged = found({"COM08": over(30000), "COM07": n(15)}, asked)[0]
    assert hedged.arithmetic == "trên 30.000 : 15 = từ 2.000 trở lên > 500"


# --- R4: a stated rate against its counts -------------------------------------------------------------------------

RATE = rule("R4", "MED07 percent MED04 / MED03", "warn", at_most="0.05")
RATE_LINES = (line("MED07"), line("MED04"), line("MED03"))


@pytest.mark.parametrize(
    ("rate", "done", "all_", "wrong"),
    [
        (n(8220), n(597), n(726), False), (n(8223), n(597), n(726), False), (n(8229), n(597), n(726), True),
        (n(8217), n(597), n(726), True), (n(8929), n(3026), n(3389), False), (n(10000), n(7), n(7), False),
        (n(0), NOTHING, n(7), False), (n(5000), NOTHING, NOTHING, False), (n(5000), MISSING, n(7), False),
        (n(5000), n(3), MISSING, False), (MISSING, n(3), n(7), False), (n(5000), n(3), ABSENT, False),
        (over(7500), n(80), n(100), False), (over(7500), n(70), n(100), True), (nearly(7500), n(70), n(100), False),
        (nearly(7500), n(80), n(100), True), (n(7500), over(70), n(100), False), (n(6900), over(70), n(100), True),
        (n(7500), n(70), over(100), True), (n(6500), n(70), over(100), False), (n(3140), n(8), n(344), True),
        (n(3140), n(108), n(344), False), (n(1280), n(44), n(344), False), (n(2944), n(53), n(180), False),
        (n(2500), n(45), n(180), False), (n(1833), n(33), n(180), False), (n(1268), n(18), n(142), False),
        (n(8732), n(124), n(142), False), (n(8732), NA, n(142), False), (about(10), n(124), n(142), False),
    ],
)  # fmt: skip
def test_a_stated_rate_is_compared_with_its_counts(
    rate: CellValue, done: CellValue, all_: CellValue | None, wrong: bool
) -> None:
    findings = found({"MED07": rate, "MED04": done, "MED03": all_}, RATE, lines=RATE_LINES)
    assert codes(findings) == (["r4_rate"] if wrong else [])


def test_the_rate_is_written_out() -> None:
    finding = found({"MED07": n(8600), "MED04": n(597), "MED03": n(726)}, RATE, lines=RATE_LINES)[0]
    assert finding.arithmetic == "597 : 726 = 82,23% ≠ 86%"


def test_a_mean_stated_in_a_text_is_compared_without_the_hundred() -> None:
    asked = rule("R4", "COM18 mean COM05 / COM04", "warn", at_most="0.5")
    lines = (line("COM18"), line("COM05"), line("COM04"))
    assert found({"COM18": n(4600), "COM05": n(74000), "COM04": n(1600)}, asked, lines=lines) == []
    assert codes(found({"COM18": n(5600), "COM05": n(74000), "COM04": n(1600)}, asked, lines=lines)) == ["r4_rate"]


# --- R8: a change that needs a word -------------------------------------------------------------------------------

CHANGE = parse_rule("R8", "R8", "warn", {"left": "[]", "op": "change", "at_most": "50", "base": "20"}, valid_from=TODAY)


@pytest.mark.parametrize(
    ("before", "now", "expected"),
    [
        (n(100), n(150), []), (n(100), n(151), ["r8_change"]), (n(100), n(50), []), (n(100), n(49), ["r8_change"]),
        (n(100), n(100), []), (n(4), n(19), []), (n(4), n(20), ["r8_change"]), (n(19), NOTHING, []),
        (n(20), NOTHING, ["r8_change"]), (NOTHING, n(19), []), (NOTHING, n(20), ["r8_from_nothing"]),
        (n(0), n(20), ["r8_from_nothing"]), (NOTHING, NOTHING, []), (MISSING, n(900), []), (ABSENT, n(900), []),
        (n(100), MISSING, []), (n(100), NA, []), (n(100), over(900), []), (over(100), n(900), []),
        (estimate(100), n(900), ["r8_change"]), (n(100), estimate(900), ["r8_change"]), (STATED, n(900), []),
    ],
)  # fmt: skip
def test_a_change_beyond_the_limit_needs_a_word(before: CellValue | None, now: CellValue, expected: list[str]) -> None:
    lines = (line("MED03"),)
    assert codes(found({"MED03": now}, CHANGE, lines=lines, previous={"MED03": before})) == expected


@pytest.mark.parametrize(
    ("before", "now", "arithmetic"),
    [
        (120, 310, "từ 120 lên 310, tăng 158,3%"), (183, 180, "từ 183 xuống 180, giảm 1,6%"),
        (3599, 3389, "từ 3.599 xuống 3.389, giảm 5,8%"), (359, 194, "từ 359 xuống 194, giảm 46%"),
        (12407, 9398, "từ 12.407 xuống 9.398, giảm 24,3%"), (5494, 5293, "từ 5.494 xuống 5.293, giảm 3,7%"),
        (9449, 6246, "từ 9.449 xuống 6.246, giảm 33,9%"),
    ],
)  # fmt: skip
def test_the_change_is_written_out(before: int, now: int, arithmetic: str) -> None:
    asked = replace(CHANGE, at_most=CHANGE.base and CHANGE.base / 20)
    findings = found({"MED03": n(now)}, asked, lines=(line("MED03"),), previous={"MED03": n(before)})
    assert [finding.arithmetic for finding in findings] == [arithmetic]


def test_nothing_twice_is_no_change() -> None:
    asked = replace(CHANGE, base=None)
    assert found({"MED03": NOTHING}, asked, lines=(line("MED03"),), previous={"MED03": n(0)}) == []


def test_a_change_is_asked_of_collected_totals_only() -> None:
    cells, previous = {"COM04": n(900), "COM04[host_org=ca]": n(900)}, {"COM04": n(100), "COM04[host_org=ca]": n(100)}
    assert [str(f.key) for f in found(cells, CHANGE, lines=HOSTS, previous=previous)] == ["COM04"]
    read = (line("COM04", role="reads"),)
    assert found(cells, CHANGE, lines=read, previous=previous) == []


# --- R9: the same fact twice --------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("own", "other", "wrong"),
    [
        (n(240), n(240), False), (n(240), n(260), True), (n(1650), over(1600), False), (n(1600), over(1600), False),
        (n(1500), over(1600), True), (n(1000), nearly(1000), False), (n(1001), nearly(1000), True),
        (n(5), about(900), False), (NOTHING, n(0), False), (NOTHING, n(3), True), (n(3), MISSING, False),
        (MISSING, n(3), False), (n(3), STATED, False), (n(3), NA, False), (over(2500), over(4300), False),
        (n(2500), n(4300), True), (n(14), n(12), True), (n(16), between(15, 20), False), (n(21), between(15, 20), True),
    ],
)  # fmt: skip
def test_the_same_fact_in_two_sources_has_to_agree(own: CellValue, other: CellValue, wrong: bool) -> None:
    asked = parse_rule("R9", "R9", "warn", {"left": "[*]", "op": "agree"}, valid_from=TODAY)
    history = History(same_fact={CellKey("COM04"): [("Báo cáo của Hội", other)]})
    spec = FormSpec("X", HOSTS, accept_hedges=True, rules=(asked,))
    findings = check(spec, {CellKey("COM04"): own}, history)
    assert codes(findings) == (["r9_differs"] if wrong else [])
    assert all(finding.params["source"] == "Báo cáo của Hội" for finding in findings)


# --- R1: what a line can hold -------------------------------------------------------------------------------------

RANGE = parse_rule(
    "R1", "R1", "block", {"left": "[*]", "op": "range", "at_most": "100", "right": "CRM07"}, valid_from=TODAY
)


@pytest.mark.parametrize(
    ("code", "cell", "hedges", "expected"),
    [
        ("STD02", n(9500), True, []), ("STD02", n(10000), True, []), ("STD02", n(10001), True, ["r1_over_hundred"]),
        ("STD02", over(10000), True, []), ("STD02", n(72600), True, ["r1_over_hundred"]), ("CRM07", n(15830), True, []),
        ("COM04", n(5000), False, []), ("COM04", estimate(5000), False, []), ("COM04", NOTHING, False, []),
        ("COM04", over(5), False, ["r1_hedge"]), ("COM04", nearly(5), False, ["r1_hedge"]),
        ("COM04", about(5), False, ["r1_hedge"]), ("COM04", between(5, 9), False, ["r1_hedge"]),
        ("COM04", n(10, Qualifier.TENS), False, ["r1_hedge"]), ("COM04", STATED, False, ["r1_hedge"]),
        ("COM04", over(5), True, []), ("COM04", STATED, True, []), ("COM04", MISSING, False, []),
        ("COM04", NA, False, []), ("MED07", n(5000), False, ["r1_rate_collected"]),
        ("COM18", n(20000), True, []),
    ],
)  # fmt: skip
def test_a_line_takes_what_fits_it(code: str, cell: CellValue, hedges: bool, expected: list[str]) -> None:
    assert codes(found({code: cell}, RANGE, lines=(line(code),), hedges=hedges)) == expected


def test_a_line_that_reads_may_show_a_sum_with_hedges() -> None:
    lines = (line("COM04", role="reads"),)
    assert found({"COM04": over(5)}, RANGE, lines=lines, hedges=False) == []


# --- R10: complete, in a unit and a period that stand --------------------------------------------------------------

COMPLETE = parse_rule("R10", "R10", "block", {"left": "[*]", "op": "complete"}, valid_from=TODAY)
PERIOD = parse_rule("R10", "R10", "block", {"op": "period"}, valid_from=TODAY)


@pytest.mark.parametrize(
    ("cell", "role", "required", "expected"),
    [
        (n(5), "collects", True, []), (NOTHING, "collects", True, []), (NA, "collects", True, []),
        (NO_ARCHIVE, "collects", True, []), (ABSENT, "collects", True, ["r10_missing"]),
        (MISSING, "collects", True, ["r10_missing"]), (ABSENT, "collects", False, []),
        (MISSING, "collects", False, []), (ABSENT, "reads", True, ["r10_read_missing"]),
        (MISSING, "reads", True, ["r10_read_missing"]), (ABSENT, "reads", False, []), (n(5), "reads", True, []),
        (n(0), "collects", True, []), (STATED, "collects", True, []),
    ],
)  # fmt: skip
def test_a_required_line_has_to_say_something(
    cell: CellValue | None, role: str, required: bool, expected: list[str]
) -> None:
    findings = found({"MED03": cell}, COMPLETE, lines=(line("MED03", role=role, required=required),))
    assert codes(findings) == expected
    assert all((f.severity is Severity.WARN) == (role == "reads") for f in findings)


@pytest.mark.parametrize("unit_valid", [True, False])
@pytest.mark.parametrize("period_open", [True, False])
@pytest.mark.parametrize("period_complete", [True, False])
@pytest.mark.parametrize("cell", [n(5), estimate(5), NOTHING, MISSING])
def test_unit_and_period_have_to_stand(
    unit_valid: bool, period_open: bool, period_complete: bool, cell: CellValue
) -> None:
    history = History(unit_valid=unit_valid, period_open=period_open, period_complete=period_complete)
    findings = check(FormSpec("X", (line("MED03"),), rules=(PERIOD,)), {CellKey("MED03"): cell}, history)
    expected = [] if unit_valid else ["r10_unit"]
    expected += [] if period_open else ["r10_closed"]
    expected += ["r10_early"] if cell == n(5) and not period_complete else []
    assert codes(findings) == expected
    assert all(finding.key == REPORT for finding in findings)


def test_only_what_is_typed_has_to_be_an_estimate_before_the_period_ends() -> None:
    spec = FormSpec("X", (line("MED03", role="reads"),), rules=(PERIOD,))
    assert check(spec, {CellKey("MED03"): n(5)}, History(period_complete=False)) == []
