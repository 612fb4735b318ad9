"""The catalogue's data files hold together: codes, natures, ratios, forms, rules, code lists."""

from __future__ import annotations

import csv
import unicodedata
from collections import Counter
from datetime import date
from pathlib import Path

import pytest

from binhyen.figures.rules.cells import Nature, parse_breakdown
from binhyen.figures.rules.specs import OWN_BREAKDOWN, SOURCE_FORM, Term
from tests.figures.data_files import (
    DIRECTIVES,
    FIGURES,
    Row,
    allowed_breakdown,
    form,
    indicators,
    items_of,
    published,
    rows,
    rules,
    yes,
)

SHARED = Path(__file__).resolve().parents[3] / "shared" / "domain"
FILES = [*sorted(FIGURES.iterdir()), *sorted(DIRECTIVES.iterdir())]
FORMS = ["BC-THANG", "BC-6T"]
LINES = rows(FIGURES / "form-lines.csv")
ITEMS = rows(FIGURES / "code-lists.csv")
EARLIER = {row["code"]: row["valid_from"] for row in rows(FIGURES / "indicator-wordings.csv")}
PROGRAMMES = rows(DIRECTIVES / "programmes.csv")
ATTENDANCES = {"LDR08", "COM05", "COM08", "COM14", "COM17", "FRC05", "FRC08", "FIR09"}
# What must never have a target, a rank or a map: it would press people to denounce or to brand a place.
NEVER = {"TIP", "RIN", "CRM", "CPN"}
NEVER_CODES = {"TRF05", "ENV05", "DRG03", "DRG07"}


def each(*codes: str) -> list[Row]:
    return [indicators()[code] for code in codes]


# --- files ----------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.name)
def test_a_data_file_is_utf8_in_normal_form_c_with_plain_line_ends(path: Path) -> None:
    text = path.read_text(encoding="utf-8")
    assert unicodedata.is_normalized("NFC", text)
    assert text.endswith("\n")
    assert "\r" not in text
    assert "\ufeff" not in text
    assert "\u00a0" not in text


@pytest.mark.parametrize("path", [path for path in FILES if path.suffix == ".csv"], ids=lambda path: path.name)
def test_every_row_of_a_table_has_all_its_columns(path: Path) -> None:
    with path.open(encoding="utf-8", newline="") as file:
        table = list(csv.reader(file, strict=True))
    assert len(table) > 1
    assert {len(row) for row in table} == {len(table[0])}
    assert [cell for row in table for cell in row if cell != cell.strip()] == []


# --- indicators -----------------------------------------------------------------------------------------------------


def test_a_code_stands_once_and_is_three_letters_and_two_digits() -> None:
    codes = [row["code"] for row in rows(FIGURES / "indicators.csv")]
    assert [code for code, times in Counter(codes).items() if times > 1] == []
    assert [code for code in codes if not (len(code) == 5 and code[:3].isupper() and code[3:].isdigit())] == []
    assert len(codes) >= 205


def test_every_code_of_the_domain_is_kept() -> None:
    path = SHARED / "indicators.csv"
    if not path.exists():
        pytest.skip("the domain's own list is not beside the repository")
    with path.open(encoding="utf-8", newline="") as file:
        assert {row["code"] for row in csv.DictReader(file)} <= set(indicators())


@pytest.mark.parametrize("row", indicators().values(), ids=lambda row: row["code"])
def test_an_indicator_says_what_it_counts_and_how_it_adds_up(row: Row) -> None:
    nature = Nature(row["nature"])
    assert row["group"]
    assert len(row["group"]) <= 60
    assert row["vi"]
    assert row["en"]
    assert 0 < len(row["unit"]) <= 60
    assert min(row["valid_from"], EARLIER.get(row["code"], row["valid_from"])) <= "2010-10-22"
    assert (nature is Nature.RATIO) == (row["unit"] == "%" or row["unit"] in {"lượt người/buổi", "người/tổ"})
    assert (nature is Nature.ATTENDANCE) == (row["code"] in ATTENDANCES)
    if row["unit"] == "lượt người":
        assert nature is Nature.ATTENDANCE
    for flag in ("published_only", "sensitive", "needs_publication", "target_allowed", "rank_allowed", "map_allowed"):
        yes(row, flag)


@pytest.mark.parametrize("row", indicators().values(), ids=lambda row: row["code"])
def test_counts_have_no_decimals_and_rates_have_two(row: Row) -> None:
    expected = 2 if row["nature"] == "ratio" else 3 if row["unit"] in {"kg", "km", "triệu đồng"} else 0
    assert int(row["decimals"]) == expected


@pytest.mark.parametrize("row", [r for r in indicators().values() if r["nature"] == "ratio"], ids=lambda r: r["code"])
def test_a_ratio_has_numerator_and_denominator_or_is_published_only(row: Row) -> None:
    pair = (row["numerator"], row["denominator"])
    assert yes(row, "published_only") == (pair == ("", ""))
    if any(pair):
        parts = each(*pair)
        assert all(part["nature"] != "ratio" for part in parts)
        assert row["numerator_factor"] == ("100" if row["unit"] == "%" else "1")


def test_only_a_ratio_is_divided() -> None:
    others = [row for row in indicators().values() if row["nature"] != "ratio"]
    columns = ("numerator", "denominator", "numerator_factor")
    assert [row["code"] for row in others if any(row[column] for column in columns) or yes(row, "published_only")] == []


def test_a_register_count_names_its_register_and_says_whether_it_exists() -> None:
    for row in indicators().values():
        assert bool(row["register"]) == bool(row["register_ready"])
        if row["nature"] == "register":
            assert row["register"]
            yes(row, "register_ready")
    assert not yes(indicators()["MOD02"], "register_ready")
    assert yes(indicators()["CTX03"], "register_ready")


def test_what_is_derived_names_indicators_that_exist() -> None:
    for row in indicators().values():
        named = [code for code in row["derived_from"].split(";") if code]
        assert set(named) <= set(indicators()) - {row["code"]}
        if row["complement_hidden_of"]:
            assert row["complement_hidden_of"] in indicators()
    slices = {
        "MOD12",
        "MOD13",
        "RES04",
        "TRF06",
        "RIN08",
        "FIR05",
        "LDR06",
        "LDR13",
        "LDR14",
        "MOD16",
        "DRG08",
        "STD11",
    }
    assert [code for code in slices if not indicators()[code]["derived_from"]] == []


def test_sensitive_counts_never_have_targets_ranks_or_maps() -> None:
    for code, row in indicators().items():
        never = code[:3] in NEVER or code in NEVER_CODES
        allowed = [yes(row, flag) for flag in ("target_allowed", "rank_allowed", "map_allowed")]
        assert allowed == [not never] * 3, code
    small = {code for code, row in indicators().items() if yes(row, "sensitive")}
    assert {"CPN04", "CPN05", "CPN06", "CPN07", "CRM08", "CRM13", "CRM14"} <= small
    assert all(code in small for code in indicators() if code[:3] in {"TIP", "RIN"})
    assert small <= {code for code in indicators() if not yes(indicators()[code], "rank_allowed")}


def test_police_totals_have_to_be_published_first() -> None:
    needed = {code for code, row in indicators().items() if yes(row, "needs_publication")}
    assert {"CRM01", "CPN01", "DRG01", "DRG02", "DRG03", "RIN07"} <= needed
    assert {code for code in indicators() if code[:3] in {"CRM", "CPN"}} <= needed


def test_those_who_did_not_sign_cannot_be_reckoned() -> None:
    hidden = {code: row["complement_hidden_of"] for code, row in indicators().items() if row["complement_hidden_of"]}
    assert hidden == {"CMT01": "CTX02", "CMT03": "CTX08", "FIR07": "CTX02", "FIR08": "CTX02"}


@pytest.mark.parametrize(
    ("code", "unit", "nature"),
    [
        ("FRC04", "lượt", "flow"), ("WEA02", "viên", "flow"), ("WEA05", "kg", "flow"), ("RES05", "bóng", "stock"),
        ("RES07", "km", "stock"), ("COM09", "lượt", "flow"), ("COM20", "lượt", "flow"), ("MOD08", "điểm", "flow"),
        ("MOD14", "loại", "stock"), ("MOD15", "loại", "flow"), ("MOD19", "loại", "flow"), ("RIN08", "điểm", "stock"),
        ("MED03", "vụ, việc", "flow"), ("MED04", "vụ, việc", "flow"), ("MED05", "vụ, việc", "flow"),
        ("MED06", "vụ, việc", "stock"), ("RIN02", "người", "stock"), ("COM02", "chuyên mục", "flow"),
        ("FRC09", "tổ", "stock"), ("MOD01", "loại", "distinct"), ("COM06", "đơn vị", "distinct"),
        ("MOD02", "điểm", "stock"), ("CPN01", "đợt", "register"), ("COM05", "lượt người", "attendance"),
    ],
)  # fmt: skip
def test_units_and_sums_follow_the_officers_corrections(code: str, unit: str, nature: str) -> None:
    assert (indicators()[code]["unit"], indicators()[code]["nature"]) == (unit, nature)


def test_tips_have_no_breakdown() -> None:
    assert [code for code in indicators() if code[:3] == "TIP" and indicators()[code]["dimensions"]] == []


# --- code lists -----------------------------------------------------------------------------------------------------


def test_an_item_stands_once_in_its_list_in_an_order_of_its_own() -> None:
    assert max(Counter((item["dimension"], item["code"]) for item in ITEMS).values()) == 1
    for dimension in {item["dimension"] for item in ITEMS}:
        own = items_of(dimension)
        assert [int(item["position"]) for item in own.values()] == list(range(1, len(own) + 1))
        for code, item in own.items():
            assert parse_breakdown(f"{dimension}={code}") == {dimension: code}
            assert item["label"]
            assert item["parent"] == "" or item["parent"] in own
            if item["valid_from"] and item["valid_to"]:
                assert date.fromisoformat(item["valid_from"]) <= date.fromisoformat(item["valid_to"])


def test_unit_types_change_with_the_reform() -> None:
    assert items_of("unit_type")["thi_tran"]["valid_to"] == "2025-06-30"
    assert items_of("unit_type")["dac_khu"]["valid_from"] == "2025-07-01"
    assert items_of("level")["huyen"]["valid_to"] == "2025-06-30"


def used_indicators() -> set[str]:
    in_texts = {c["indicator"] for source in published() for figure in source["figures"] for c in figure["cells"]}
    return in_texts | {row["indicator"] for row in LINES}


def test_every_breakdown_of_an_indicator_in_use_has_its_code_list() -> None:
    dimensions = {d for code in used_indicators() for d in indicators()[code]["dimensions"].split(";") if d}
    assert dimensions - {item["dimension"] for item in ITEMS} == set()


def test_the_programmes_are_the_items_of_their_dimension() -> None:
    assert list(items_of("programme")) == [row["code"] for row in PROGRAMMES]


# --- forms ----------------------------------------------------------------------------------------------------------


def test_the_forms_are_dated_and_take_no_hedges() -> None:
    for row in rows(FIGURES / "forms.csv"):
        assert row["code"] in FORMS
        assert row["calendar"] in {"month", "half_year"}
        assert date.fromisoformat(row["valid_from"]) <= date(2024, 7, 1)
        assert not yes(row, "accept_hedges")
        assert row["basis"]


@pytest.mark.parametrize("code", FORMS)
def test_the_lines_of_a_form_are_numbered_and_each_stands_once(code: str) -> None:
    own = [row for row in LINES if row["form"] == code]
    assert [int(row["position"]) for row in own] == list(range(1, len(own) + 1))
    assert max(Counter((row["indicator"], row["breakdown"]) for row in own).values()) == 1
    for row in own:
        assert row["indicator"] in indicators()
        assert allowed_breakdown(row["indicator"], row["breakdown"])
        assert row["role"] in {"collects", "reads"}
        yes(row, "required")
        assert 0 < len(row["label"]) <= 300
        assert len(row["hint"]) <= 500
        assert indicators()[row["indicator"]]["nature"] != "ratio"


def test_one_line_collects_and_the_others_read() -> None:
    collected = Counter((row["indicator"], row["breakdown"]) for row in LINES if row["role"] == "collects")
    assert set(collected.values()) == {1}
    read = {(row["indicator"], row["breakdown"]) for row in LINES if row["role"] == "reads"}
    assert read <= set(collected)


def test_the_half_year_form_has_the_thirty_codes_in_eight_groups_and_reads_the_months() -> None:
    own = [row for row in LINES if row["form"] == "BC-6T"]
    totals = [row for row in own if not row["breakdown"]]
    assert len(totals) == 30
    assert sum(yes(row, "required") for row in totals) == 26
    groups = list(dict.fromkeys(row["group"] for row in own))
    assert [group.split(".")[0] for group in groups] == ["I", "II", "III", "IV", "V", "VI", "VII", "VIII"]
    reads = {row["indicator"] for row in own if row["role"] == "reads"}
    assert reads == {"COM04", "COM05", "FRC04", "FRC05", "MED03", "MED04", "MED05", "MED06"}
    assert reads == {row["indicator"] for row in LINES if row["form"] == "BC-THANG"}


def test_the_half_year_form_follows_the_officers_order() -> None:
    path = SHARED / "first-form.csv"
    if not path.exists():
        pytest.skip("the officers' list is not beside the repository")
    with path.open(encoding="utf-8", newline="") as file:
        wanted = [(row["code"], row["group"], row["required"]) for row in csv.DictReader(file)]
    own = [row for row in LINES if row["form"] == "BC-6T" and not row["breakdown"]]
    assert [(row["indicator"], row["group"], row["required"]) for row in own] == wanted


# --- rules ----------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("code", [*FORMS, SOURCE_FORM])
def test_the_rules_of_a_form_are_read_and_name_what_exists(code: str) -> None:
    parsed = rules(code)
    assert len({rule.id for rule in parsed}) == len(parsed)
    lines = {(row["indicator"], row["breakdown"]) for row in LINES if row["form"] == code}
    for rule in parsed:
        assert rule.id.startswith(rule.rule_class)
        assert rule.basis
        for term in (*rule.left, *rule.right, *rule.below):
            assert term.code in indicators()
            assert code == SOURCE_FORM or stands(term, lines), (rule.id, term)
        if rule.rule_class in {"R4", "R7", "R8", "R9"}:
            assert rule.severity == "warn"


def stands(term: Term, lines: set[tuple[str, str]]) -> bool:
    """Whether a form has what the term names; households, areas and eligible bodies come from outside it."""
    if term.code in {"CTX02", "CTX04", "CTX05", "CTX06", "CTX07"}:
        return True
    if term.breakdown.endswith("=*"):
        return any(code == term.code and breakdown.startswith(term.breakdown[:-1]) for code, breakdown in lines)
    return (term.code, "" if term.breakdown == OWN_BREAKDOWN else term.breakdown) in lines


@pytest.mark.parametrize("code", FORMS)
def test_every_breakdown_that_a_form_lists_is_summed_by_one_rule(code: str) -> None:
    broken = {
        row["indicator"] for row in LINES if row["form"] == code and row["breakdown"] and row["role"] == "collects"
    }
    summed = [rule.left[0].code for rule in rules(code) if rule.rule_class == "R3"]
    assert sorted(summed) == sorted(broken)


def test_every_computed_rate_has_its_check_for_texts() -> None:
    computed = {(c, r["numerator"], r["denominator"]) for c, r in indicators().items() if r["numerator"]}
    asked = {(r.left[0].code, r.right[0].code, r.below[0].code) for r in rules(SOURCE_FORM) if r.rule_class == "R4"}
    assert asked == computed


def test_the_forms_are_read_as_the_checks_take_them() -> None:
    assert len(form("BC-THANG").lines) == 16
    assert len(form("BC-6T").lines) == 49


def test_a_wording_names_only_units_that_exist_in_its_time() -> None:
    wordings = [(row["valid_from"], row["vi"]) for row in rows(FIGURES / "indicator-wordings.csv")]
    assert all("đặc khu" not in name for since, name in wordings if since < "2025-07-01")
    assert all("thị trấn" not in row["vi"] for row in indicators().values() if row["valid_from"] >= "2025-07-01")
