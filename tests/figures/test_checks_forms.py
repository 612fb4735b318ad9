"""The two forms as they stand, the language and the dates of rules, and what findings say."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

from binhyen.figures import check_texts
from binhyen.figures.queries import answered
from binhyen.figures.rules import checks, checks_bounds, checks_history
from binhyen.figures.rules.cells import CellKey, CellValue, Finding
from binhyen.figures.rules.checks import check, check_text_parts
from binhyen.figures.rules.specs import FormSpec, History, Term, parse_rule, parse_terms, rules_on
from binhyen.foundation.errors import Invalid
from tests.figures.check_words import (
    MISSING,
    NA,
    NO_ARCHIVE,
    NOTHING,
    STATED,
    SUM,
    codes,
    keyed,
    n,
    nearly,
    over,
)
from tests.figures.data_files import TODAY, form, line, rules

# --- the two forms as they stand ----------------------------------------------------------------------------------


def month() -> dict[str, CellValue]:
    """A month of a commune in which everything holds."""
    return {
        "COM04": n(9), "COM04[host_org=ca]": n(4), "COM04[host_org=mttq_ctxh]": n(3), "COM04[host_org=cqdnth]": n(2),
        "COM04[host_org=khac]": NOTHING, "COM05": n(620), "COM05[host_org=ca]": n(280),
        "COM05[host_org=mttq_ctxh]": n(210), "COM05[host_org=cqdnth]": n(130), "COM05[host_org=khac]": NOTHING,
        "FRC04": n(60), "FRC05": n(240), "MED03": n(30), "MED04": n(25), "MED05": n(4), "MED06": n(13),
    }  # fmt: skip


MONTH_BEFORE = {"MED06": n(12), "COM04": n(8), "COM05": n(600), "FRC04": n(58), "FRC05": n(230), "MED03": n(28)}


def half_year() -> dict[str, CellValue]:
    """A half-year of a commune in which everything holds."""
    return {
        **month(), "LDR01": n(2), "LDR02": n(3), "LDR03": n(2), "LDR07": n(1), "COM01": n(40), "COM09": n(180),
        "CMT05": n(24), "CMT07": n(9), "CMT07[unit_type=co_quan]": n(4), "CMT07[unit_type=doanh_nghiep]": n(3),
        "CMT07[unit_type=co_so_giao_duc]": n(2), "CMT01": n(3100), "MOD02": n(31), "MOD02[host_org=ca]": n(10),
        "MOD02[host_org=mttq]": n(8), "MOD02[host_org=ctxh]": n(9), "MOD02[host_org=cqdnth]": n(4),
        "MOD02[host_org=khac]": NOTHING, "MOD05": n(2), "MOD06": n(1), "MOD09": n(1), "MOD10": NOTHING,
        "FRC01": n(25), "FRC02": n(80), "FRC08": n(120), "AWD06": n(12), "AWD06[recipient_kind=tap_the]": n(4),
        "AWD06[recipient_kind=ca_nhan]": n(7), "AWD06[recipient_kind=ho_gia_dinh]": n(1),
    }  # fmt: skip


HALF_BEFORE = {"MOD02": n(29), "CMT01": n(3000), "CMT05": n(24)}
CONTEXT = {"CTX04": n(25), "CTX02": n(3200)}
SCENES = {"BC-THANG": (month, MONTH_BEFORE), "BC-6T": (half_year, HALF_BEFORE)}


def report(code: str, **changed: CellValue | None) -> list[Finding]:
    """The findings of a sound report with some cells changed."""
    make, before = SCENES[code]
    cells: dict[str, CellValue | None] = {**make(), **changed}
    history = History(previous=keyed(before), context=keyed(CONTEXT), evidence=frozenset({CellKey("MOD09")}))
    return check(form(code), keyed(cells), history)


@pytest.mark.parametrize("code", SCENES)
def test_a_sound_report_has_no_findings(code: str) -> None:
    assert report(code) == []


@pytest.mark.parametrize("code", SCENES)
def test_the_findings_do_not_depend_on_the_order_of_the_cells(code: str) -> None:
    make, before = SCENES[code]
    cells = {key: n(7) for key in keyed(make())}
    history = History(previous=keyed(before), context=keyed(CONTEXT))
    backwards = dict(reversed(list(cells.items())))
    findings = check(form(code), cells, history)
    assert len(findings) > 3
    assert findings == check(form(code), backwards, history)
    places = [line.key for line in form(code).lines]
    assert [places.index(f.key) for f in findings] == sorted(places.index(f.key) for f in findings)


@pytest.mark.parametrize(
    ("code", "changed", "expected"),
    [
        ("BC-THANG", {"COM04": n(10)}, ["COM04 r3_sum"]),
        ("BC-THANG", {"COM04[host_org=ca]": n(5)}, ["COM04 r3_sum"]),
        ("BC-THANG", {"COM05": n(8), "COM05[host_org=ca]": n(3), "COM05[host_org=mttq_ctxh]": n(3),
                      "COM05[host_org=cqdnth]": n(2)}, ["COM05 r6_below", "COM05 r7_low", "COM05 r8_change",
                                                        "COM05[host_org=ca] r6_below"]),
        ("BC-THANG", {"FRC05": n(59)}, ["FRC05 r6_below", "FRC05 r8_change"]),
        ("BC-THANG", {"MED04": n(50)}, ["MED04 r2_over_whole", "MED06 r5_balance"]),
        ("BC-THANG", {"MED06": n(14)}, ["MED06 r5_balance"]),
        ("BC-THANG", {"FRC04": over(60)}, ["FRC04 r1_hedge"]),
        ("BC-THANG", {"FRC04": None}, ["FRC04 r10_missing"]),
        ("BC-THANG", {"FRC04": MISSING}, ["FRC04 r10_missing"]),
        ("BC-THANG", {"COM04[host_org=ca]": NO_ARCHIVE}, ["COM04 r10_parts"]),
        ("BC-THANG", {"COM04[host_org=mttq_ctxh]": NO_ARCHIVE, "COM04[host_org=ca]": n(40)},
         ["COM04 r2_parts_over_whole", "COM04 r10_parts"]),
        ("BC-6T", {"CMT05": n(26)}, ["CMT05 r2_over_whole"]),
        ("BC-6T", {"CMT01": n(3201)}, ["CMT01 r2_over_whole"]),
        ("BC-6T", {"CMT07": n(10)}, ["CMT07 r3_sum"]),
        ("BC-6T", {"AWD06": n(11)}, ["AWD06 r3_sum"]),
        ("BC-6T", {"MOD02": n(34)}, ["MOD02 r3_sum", "MOD02 r5_balance"]),
        ("BC-6T", {"MOD05": n(5)}, ["MOD02 r5_balance"]),
        ("BC-6T", {"FRC02": n(24)}, ["FRC02 r6_below", "FRC02 r7_low"]),
        ("BC-6T", {"FRC02": n(900)}, ["FRC02 r7_high"]),
        ("BC-6T", {"COM04": None}, ["COM04 r10_read_missing"]),
        ("BC-6T", {"TIP01": None, "WEA01": None, "FRC06": None, "FIR05": None}, []),
        ("BC-6T", {"CMT01": n(1400)}, ["CMT01 r8_change"]),
    ],
)  # fmt: skip
def test_one_fault_in_a_sound_report_is_found_where_it_is(
    code: str, changed: dict[str, CellValue | None], expected: list[str]
) -> None:
    assert sorted(f"{f.key} {codes([f])[0]}" for f in report(code, **changed)) == sorted(expected)


@pytest.mark.parametrize("code", SCENES)
def test_nothing_arose_everywhere_breaks_no_arithmetic(code: str) -> None:
    make, _ = SCENES[code]
    cells = dict.fromkeys(keyed(make()), NOTHING)
    findings = check(form(code), cells, History(previous={CellKey("MED06"): NOTHING, CellKey("MOD02"): NOTHING}))
    assert findings == []


@pytest.mark.parametrize(("code", "key"), [(code, key) for code, (make, _) in SCENES.items() for key in make()])
def test_zero_and_nothing_arose_are_the_same_in_every_cell(code: str, key: str) -> None:
    assert report(code, **{key: n(0)}) == report(code, **{key: NOTHING})


# --- rules have dates ---------------------------------------------------------------------------------------------


def test_a_rule_added_today_does_not_condemn_last_years_figures() -> None:
    added = replace(SUM, valid_from=date(2026, 1, 1))
    ended = replace(SUM, valid_from=date(2024, 1, 1), valid_to=date(2025, 12, 31))
    assert rules_on([added, ended], date(2025, 12, 31)) == (ended,)
    assert rules_on([added, ended], date(2026, 1, 1)) == (added,)
    assert rules_on([added, ended], date(2023, 12, 31)) == ()


def test_the_forms_have_no_sums_to_check_before_they_began() -> None:
    assert {r.rule_class for r in rules_on(rules("BC-THANG"), date(2024, 6, 30))} == {"R1", "R9", "R10"}
    assert {r.rule_class for r in rules_on(rules("BC-THANG"), date(2024, 7, 31))} == {
        "R1", "R2", "R3", "R5", "R6", "R7", "R8", "R9", "R10",
    }  # fmt: skip


# --- what a text says -----------------------------------------------------------------------------------------------


def test_a_text_whose_parts_exceed_the_whole_is_named_with_its_units_and_not_repaired() -> None:
    spec = FormSpec("NGUON", (line("MOD02"), line("MOD03"), line("MOD12")), accept_hedges=True)
    cells = keyed({"MOD02": n(1920), "MOD03": n(1474), "MOD12": n(482)})
    findings = check_text_parts(spec, cells, CellKey("MOD02"), [CellKey("MOD03"), CellKey("MOD12")])
    assert codes(findings) == ["r3_text_units"]
    assert findings[0].arithmetic == "1.474 + 482 = 1.956 > 1.920"
    assert findings[0].params["units"] == "tổ, điểm"


@pytest.mark.parametrize(
    ("whole", "parts", "expected"),
    [
        (n(83), [n(8), n(6), n(2)], []), (n(83), [n(80), n(6)], ["r3_text_parts"]), (over(83), [n(80), n(6)], []),
        (n(83), [over(80), n(6)], ["r3_text_parts"]), (n(83), [STATED, n(84)], ["r3_text_parts"]),
        (n(83), [nearly(80), n(6)], []), (MISSING, [n(6)], []), (n(83), [NA], []), (n(83), [NOTHING, n(83)], []),
    ],
)  # fmt: skip
def test_parts_of_a_text_are_compared_with_the_whole(
    whole: CellValue, parts: list[CellValue], expected: list[str]
) -> None:
    keys = [CellKey("MOD01", f"model_field=x{place}") for place in range(len(parts))]
    spec = FormSpec("NGUON", (line("MOD01"), *(line("MOD01", key.breakdown) for key in keys)), accept_hedges=True)
    cells = {CellKey("MOD01"): whole, **dict(zip(keys, parts, strict=True))}
    assert codes(check_text_parts(spec, cells, CellKey("MOD01"), keys)) == expected


# --- the language of rules ----------------------------------------------------------------------------------------


def test_terms_are_read() -> None:
    assert parse_terms("prev:MED06 + MED03 - MED04[host_org=*]") == (
        Term("MED06", previous=True), Term("MED03"), Term("MED04", "host_org=*", sign=-1),
    )  # fmt: skip
    assert parse_terms("COM04[host_org=ccb;programme=CTPH-04]")[0].breakdown == "host_org=ccb;programme=CTPH-04"
    assert parse_terms("- MOD09")[0].sign == -1


@pytest.mark.parametrize(
    "text", ["MED06 MED03", "MED06 +", "MED6", "med06", "MED06 * 2", "MED06[", "MED06 + (MED03)", "12"]
)
def test_a_malformed_term_is_refused(text: str) -> None:
    with pytest.raises(Invalid) as refusal:
        parse_terms(text)
    assert refusal.value.code == "figures.rule_malformed"


@pytest.mark.parametrize(
    "spec",
    [{"op": "~"}, {"op": "=", "left": "MED06", "right": "MED03 MED04"}, {"op": "per", "at_most": "nhiều"}, {}],
)
def test_a_malformed_rule_is_refused(spec: dict[str, str]) -> None:
    with pytest.raises(Invalid):
        parse_rule("R", "R3", "block", spec, valid_from=TODAY)
    with pytest.raises(Invalid):
        parse_rule("R", "R3", "perhaps", {**spec, "op": "="}, valid_from=TODAY)


# --- findings speak -----------------------------------------------------------------------------------------------


def codes_in_the_rules() -> Iterator[str]:
    for module in (checks, checks_bounds, checks_history, answered):
        yield from re.findall(r'"(figures\.r\d+_[a-z_]+)"', Path(str(module.__file__)).read_text(encoding="utf-8"))


def test_every_finding_has_its_sentence_and_every_sentence_its_finding() -> None:
    sentences = {code for code in check_texts.FINDING_SENTENCES if code != "figures.rule_malformed"}
    assert set(codes_in_the_rules()) == sentences


@pytest.mark.parametrize("code", SCENES)
def test_a_report_of_faults_is_said_in_full_sentences(code: str) -> None:
    make, before = SCENES[code]
    history = History(previous=keyed(before), unit_valid=False, period_open=False, period_complete=False)
    findings = check(form(code), {key: n(7) for key in keyed(make())}, history)
    findings += check(form(code), {key: over(900) for key in keyed(make())}, history)
    findings += check(form(code), {}, history)
    assert len({finding.code for finding in findings}) > 8
    for finding in findings:
        sentence = check_texts.FINDING_SENTENCES[finding.code].format(**finding.params)
        assert "{" not in sentence
        assert sentence.endswith(".")
