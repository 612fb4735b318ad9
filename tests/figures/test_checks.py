"""Sums, wholes and balances: what is proven wrong, and where a check has to keep silent."""

from __future__ import annotations

import pytest

from binhyen.figures.rules.cells import CellKey, CellValue, Qualifier, Severity
from tests.figures.check_words import (
    ABSENT,
    HOSTS,
    MISSING,
    NA,
    NO_ARCHIVE,
    NOTHING,
    STATED,
    SUM,
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
from tests.figures.data_files import line

# --- R3: the parts make the whole ---------------------------------------------------------------------------------

PARTS_AND_WHOLE = [
    # ca, khac, whole, findings
    (n(240), n(60), n(300), []),
    (n(240), n(60), n(310), ["r3_sum"]),
    (n(240), n(60), n(299), ["r3_sum"]),
    (n(0), n(0), n(0), []),
    (NOTHING, n(60), n(60), []),
    (NOTHING, NOTHING, NOTHING, []),
    (NOTHING, NOTHING, n(0), []),
    (n(0), n(0), NOTHING, []),
    (NOTHING, NOTHING, n(1), ["r3_sum"]),
    (n(1), NOTHING, NOTHING, ["r3_sum"]),
    (NA, n(60), n(60), []),
    (NA, n(60), n(61), ["r3_sum"]),
    (NA, NA, n(61), []),
    (n(5), n(6), NA, []),
    (NO_ARCHIVE, n(60), n(300), ["r10_parts"]), (MISSING, n(60), n(300), []),
    (NO_ARCHIVE, n(60), n(300), ["r10_parts"]),
    (STATED, n(60), n(300), ["r10_parts"]),
    (NO_ARCHIVE, NO_ARCHIVE, n(300), ["r10_parts"]),
    (NO_ARCHIVE, n(400), n(300), ["r10_parts"]),
    (ABSENT, n(60), n(300), []),
    (n(240), n(60), MISSING, []),
    (n(240), n(60), ABSENT, []),
    (n(240), n(60), STATED, []),
    (over(240), n(60), n(300), []),
    (over(240), n(60), n(5000), []),
    (over(240), n(60), n(299), ["r3_sum"]),
    (over(240), over(60), n(299), ["r3_sum"]),
    (over(240), over(60), n(301), []),
    (n(240), n(60), over(299), []),
    (n(240), n(60), over(301), ["r3_sum"]),
    (nearly(240), n(60), n(290), []),
    (nearly(240), n(60), n(300), []),
    (nearly(240), n(60), n(301), ["r3_sum"]),
    (nearly(240), n(60), n(59), ["r3_sum"]),
    (n(240), n(60), nearly(300), []),
    (n(240), n(60), nearly(299), ["r3_sum"]),
    (nearly(240), over(60), n(5000), []),
    (nearly(240), over(60), n(59), ["r3_sum"]),
    (about(240), n(60), n(5000), []),
    (about(240), n(60), n(59), ["r3_sum"]),
    (n(240), n(60), about(5), []),
    (between(200, 240), n(60), n(260), []),
    (between(200, 240), n(60), n(300), []),
    (between(200, 240), n(60), n(259), ["r3_sum"]),
    (between(200, 240), n(60), n(301), ["r3_sum"]),
    (n(100, Qualifier.HUNDREDS), n(60), n(900), []),
    (n(100, Qualifier.HUNDREDS), n(60), n(159), ["r3_sum"]),
    (n(10, Qualifier.TENS), n(60), n(70), []),
    (n(1000, Qualifier.THOUSANDS), n(60), n(999), ["r3_sum"]),
    (n(240, Qualifier.AT_LEAST), n(60), n(300), []),
    (n(240, Qualifier.AT_LEAST), n(60), n(299), ["r3_sum"]),
    (n(240, Qualifier.AT_MOST), n(60), n(300), []),
    (n(240, Qualifier.AT_MOST), n(60), n(301), ["r3_sum"]),
    (estimate(240), n(60), n(300), []),
    (estimate(240), n(60), n(310), ["r3_sum"]),
]  # fmt: skip


@pytest.mark.parametrize(("ca", "other", "whole", "expected"), PARTS_AND_WHOLE)
def test_a_sum_is_refused_only_where_it_is_proven_wrong(
    ca: CellValue | None, other: CellValue | None, whole: CellValue | None, expected: list[str]
) -> None:
    cells = {"COM04": whole, "COM04[host_org=ca]": ca, "COM04[host_org=khac]": other}
    assert codes(found(cells, SUM, lines=HOSTS)) == expected


@pytest.mark.parametrize(("ca", "other", "whole", "expected"), PARTS_AND_WHOLE)
def test_nothing_arose_and_zero_give_the_same_findings(
    ca: CellValue | None, other: CellValue | None, whole: CellValue | None, expected: list[str]
) -> None:
    def zero(value: CellValue | None) -> CellValue | None:
        return n(0) if value is NOTHING else NOTHING if value == n(0) else value

    cells = {"COM04": zero(whole), "COM04[host_org=ca]": zero(ca), "COM04[host_org=khac]": zero(other)}
    assert codes(found(cells, SUM, lines=HOSTS)) == expected


@pytest.mark.parametrize(
    ("ca", "other", "whole", "arithmetic"),
    [
        (n(240), n(60), n(310), "240 + 60 = 300 ≠ 310"),
        (n(1474), n(482), n(1920), "1.474 + 482 = 1.956 ≠ 1.920"),
        (NOTHING, n(60), n(70), "0 + 60 = 60 ≠ 70"),
        (NA, n(60), n(70), "60 ≠ 70"),
        (over(400), n(60), n(300), "trên 400 + 60 = từ 460 trở lên ≠ 300"),
        (nearly(100), n(60), n(300), "gần 100 + 60 = từ 60 đến 160 ≠ 300"),
        (estimate(240), n(60), n(310), "ước 240 + 60 = 300 ≠ 310"),
        (between(15, 20), n(60), n(90), "từ 15 đến 20 + 60 = từ 75 đến 80 ≠ 90"),
        (n(12000), n(3400), n(15000), "12.000 + 3.400 = 15.400 ≠ 15.000"),
    ],
)
def test_the_arithmetic_of_a_sum_is_written_out(
    ca: CellValue, other: CellValue, whole: CellValue, arithmetic: str
) -> None:
    finding = found({"COM04": whole, "COM04[host_org=ca]": ca, "COM04[host_org=khac]": other}, SUM, lines=HOSTS)[0]
    assert finding.arithmetic == arithmetic
    assert finding.key == CellKey("COM04")
    assert (finding.rule, finding.params["arithmetic"]) == ("R3", arithmetic)


def test_an_estimate_turns_a_blocker_into_a_warning() -> None:
    cells = {"COM04": n(310), "COM04[host_org=ca]": n(240), "COM04[host_org=khac]": n(60)}
    assert found(cells, SUM, lines=HOSTS)[0].severity is Severity.BLOCK
    cells["COM04[host_org=ca]"] = estimate(240)
    assert found(cells, SUM, lines=HOSTS)[0].severity is Severity.WARN


def test_only_the_items_of_the_one_dimension_are_added() -> None:
    lines = (*HOSTS, line("COM04", "topic=ma_tuy"), line("COM04", "host_org=ca;topic=ma_tuy"))
    cells = {
        "COM04": n(3), "COM04[host_org=ca]": n(1), "COM04[host_org=khac]": n(2), "COM04[topic=ma_tuy]": n(3),
        "COM04[host_org=ca;topic=ma_tuy]": n(1),
    }  # fmt: skip
    assert found(cells, SUM, lines=lines) == []


# --- R2: a part is not larger than its whole ----------------------------------------------------------------------


@pytest.mark.parametrize(
    ("part", "opening", "accepted", "wrong"),
    [
        (n(42), n(12), n(30), False), (n(43), n(12), n(30), True), (n(0), NOTHING, NOTHING, False),
        (n(1), NOTHING, NOTHING, True), (n(43), MISSING, n(30), False), (n(43), ABSENT, n(30), False),
        (n(43), n(12), MISSING, False), (MISSING, n(12), n(30), False), (NA, n(12), n(30), False),
        (over(41), n(12), n(30), False), (over(43), n(12), n(30), True), (nearly(50), n(12), n(30), False),
        (n(43), over(12), n(30), False), (n(43), nearly(12), n(30), True), (about(99), n(12), n(30), False),
        (n(43), about(12), n(30), False), (n(43), NA, n(30), True), (estimate(43), n(12), n(30), True),
        (between(40, 50), n(12), n(30), False), (between(43, 50), n(12), n(30), True), (STATED, n(1), n(1), False),
    ],
)  # fmt: skip
def test_a_part_larger_than_its_whole_is_found(
    part: CellValue, opening: CellValue | None, accepted: CellValue, wrong: bool
) -> None:
    asked = rule("R2", "MED04 <= prev:MED06 + MED03")
    findings = found({"MED04": part, "MED03": accepted}, asked, previous={"MED06": opening})
    assert codes(findings) == (["r2_over_whole"] if wrong else [])


def test_a_part_and_its_whole_are_written_out() -> None:
    asked = rule("R2", "MED04 <= prev:MED06 + MED03")
    finding = found({"MED04": n(50), "MED03": n(30)}, asked, previous={"MED06": n(12)})[0]
    assert finding.arithmetic == "50 > 12 + 30 = 42"


@pytest.mark.parametrize(
    ("ca", "other", "whole", "expected"),
    [
        (n(301), MISSING, n(300), ["r2_parts_over_whole"]), (n(301), ABSENT, n(300), ["r2_parts_over_whole"]),
        (n(300), MISSING, n(300), []), (n(301), n(5), n(300), []), (over(300), STATED, n(299), ["r2_parts_over_whole"]),
        (nearly(400), MISSING, n(300), []), (n(301), MISSING, over(1), []), (n(301), MISSING, MISSING, []),
        (n(301), NA, n(300), []), (NA, NA, n(300), []),
    ],
)  # fmt: skip
def test_known_parts_alone_may_exceed_the_whole(
    ca: CellValue, other: CellValue | None, whole: CellValue, expected: list[str]
) -> None:
    asked = rule("R2", "COM04[host_org=*] part of COM04")
    cells = {"COM04": whole, "COM04[host_org=ca]": ca, "COM04[host_org=khac]": other}
    assert codes(found(cells, asked, lines=HOSTS)) == expected


def test_a_part_is_compared_with_what_stands_outside_the_form() -> None:
    asked = rule("R2", "CMT05 <= CTX04")
    assert codes(found({"CMT05": n(26)}, asked, context={"CTX04": n(25)})) == ["r2_over_whole"]
    assert codes(found({"CMT05": n(25)}, asked, context={"CTX04": n(25)})) == []
    assert codes(found({"CMT05": n(26)}, asked)) == []


# --- R5: what was there, what came, what went ---------------------------------------------------------------------


@pytest.mark.parametrize(
    ("opening", "new", "copied", "closed", "merged", "end", "wrong"),
    [
        (n(3286), n(120), n(28), n(22), n(0), n(3412), False),
        (n(3286), n(120), n(28), n(22), n(0), n(3400), True),
        (n(3286), n(120), n(28), n(22), NOTHING, n(3412), False),
        (NOTHING, n(5), NOTHING, NOTHING, NOTHING, n(5), False),
        (NOTHING, n(5), NOTHING, NOTHING, NOTHING, n(6), True),
        (ABSENT, n(5), NOTHING, NOTHING, NOTHING, n(6), False),
        (MISSING, n(5), NOTHING, NOTHING, NOTHING, n(6), False),
        (n(10), MISSING, NOTHING, NOTHING, NOTHING, n(6), False),
        (n(10), n(5), NOTHING, NOTHING, NOTHING, MISSING, False),
        (over(10), n(5), NOTHING, NOTHING, NOTHING, n(100), False),
        (over(10), n(5), NOTHING, NOTHING, NOTHING, n(14), True),
        (nearly(10), n(5), NOTHING, NOTHING, NOTHING, n(15), False),
        (nearly(10), n(5), NOTHING, NOTHING, NOTHING, n(16), True),
        (n(10), n(5), NOTHING, over(3), NOTHING, n(12), False),
        (n(10), n(5), NOTHING, over(3), NOTHING, n(13), True),
        (n(10), n(5), NOTHING, over(3), NOTHING, n(0), False),
        (n(10), n(5), NOTHING, nearly(3), NOTHING, n(12), False),
        (n(10), n(5), NOTHING, nearly(3), NOTHING, n(11), True),
        (n(10), NA, NOTHING, NOTHING, NOTHING, n(10), False),
        (n(10), n(5), n(2), n(3), n(4), n(10), False),
        (n(10), n(5), n(2), n(3), n(4), n(14), True),
        (about(10), n(5), NOTHING, NOTHING, NOTHING, n(900), False),
    ],
)
def test_the_points_of_models_balance(
    opening: CellValue | None, new: CellValue, copied: CellValue, closed: CellValue, merged: CellValue, end: CellValue,
    wrong: bool,
) -> None:  # fmt: skip
    asked = rule("R5", "MOD02 = prev:MOD02 + MOD05 + MOD06 - MOD09 - MOD10")
    cells = {"MOD02": end, "MOD05": new, "MOD06": copied, "MOD09": closed, "MOD10": merged}
    assert codes(found(cells, asked, previous={"MOD02": opening})) == (["r5_balance"] if wrong else [])


def test_the_balance_is_written_out_with_a_true_minus_sign() -> None:
    asked = rule("R5", "MOD02 = prev:MOD02 + MOD05 + MOD06 - MOD09 - MOD10")
    cells = {"MOD02": n(3400), "MOD05": n(120), "MOD06": n(28), "MOD09": n(22), "MOD10": NOTHING}
    finding = found(cells, asked, previous={"MOD02": n(3286)})[0]
    assert finding.arithmetic == "3.286 + 120 + 28 − 22 − 0 = 3.412 ≠ 3.400"


# --- sums that other public reports printed -------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("parts", "whole", "holds"),
    [
        ((186, 103, 34), 323, True), ((180, 7, 10, 120, 1), 318, True), ((3, 45, 4), 52, True), ((16, 1, 1), 18, True),
        ((52, 18), 70, True), ((52, 18), 68, False), ((1474, 482), 1956, True), ((1474, 482), 1920, False),
        ((18, 124), 142, True), ((20, 23), 43, True), ((2621, 687, 13), 3321, True), ((2611, 697, 13), 3321, True),
        ((7692, 1726, 617), 10035, True), ((1131, 398, 221, 118, 41, 1), 2031, False),
        ((1131, 398, 221, 118, 41, 1), 1910, True), ((1285, 214, 64), 1563, True),
    ],
)  # fmt: skip
def test_printed_sums_hold_or_are_found(parts: tuple[int, ...], whole: int, holds: bool) -> None:
    lines = (line("COM04"), *(line("COM04", f"host_org=x{place}") for place in range(len(parts))))
    cells = {f"COM04[host_org=x{place}]": n(part) for place, part in enumerate(parts)}
    assert (found({"COM04": n(whole), **cells}, SUM, lines=lines) == []) is holds
