"""The published figures, their sources, documents and programmes hold together; the checks find what is doubtful."""

from __future__ import annotations

import json
from collections import Counter
from datetime import date
from typing import Any

import pytest

from binhyen.directives.texts import KINDS, LINKS, STATUSES
from binhyen.figures.rules.cells import CellKey, CellValue, Qualifier, State
from binhyen.figures.rules.checks import check, check_text_parts
from binhyen.figures.rules.specs import SOURCE_FORM, FormSpec, History
from binhyen.foundation.vietnamese import fold, read_number
from tests.figures.data_files import DIRECTIVES, Row, allowed_breakdown, indicators, line, published, rows, rules, yes

DOCUMENTS = rows(DIRECTIVES / "documents.csv")
PROGRAMMES = rows(DIRECTIVES / "programmes.csv")
SOURCES = {source["id"]: source for source in published()}
FIGURES_OF_TEXTS = [(source, figure) for source in published() for figure in source["figures"]]


# --- published figures ----------------------------------------------------------------------------------------------


def cell_of(figure: dict[str, Any], decimals: int) -> CellValue:
    if figure["value"] is None:
        return CellValue(State(figure["state"]))
    return CellValue(State(figure["state"]), figure["value"] * 10**decimals, None, Qualifier(figure["qualifier"]))


def test_every_figure_of_the_three_sources_is_typed_in() -> None:
    assert {key: len(source["figures"]) for key, source in SOURCES.items()} == {"000": 12, "001": 14, "004": 21}


@pytest.mark.parametrize("source", SOURCES.values(), ids=lambda source: source["id"])
def test_a_source_says_what_it_is_and_what_was_inferred(source: dict[str, Any]) -> None:
    start, end = (date.fromisoformat(source["period"][key]) for key in ("from", "to"))
    assert start < end
    assert end == date.fromisoformat(source["unit"]["on"])
    assert source["period"]["inferred"]
    assert source["provenance"] == "citation"
    assert source["published_on"] or source["inferred"]["published_on"]
    assert set(source["programmes"]) <= {row["code"] for row in PROGRAMMES}
    assert source["review_kind"] in {"interim", "final"}
    ranks = ("tướng", "đồng chí", "thứ trưởng", "phó chủ tịch", "giám đốc")
    assert not any(fold(rank) in fold(source["title"]) for rank in ranks)


@pytest.mark.parametrize(("source", "figure"), FIGURES_OF_TEXTS, ids=lambda value: value["id"])
def test_a_published_figure_is_a_cell_with_its_words(source: dict[str, Any], figure: dict[str, Any]) -> None:
    assert figure["id"].startswith(source["id"])
    assert len(figure["words"]) <= 80
    assert figure["place"]
    assert figure["programme"] in source["programmes"]
    for cell in figure["cells"]:
        row = indicators()[cell["indicator"]]
        assert allowed_breakdown(cell["indicator"], cell["breakdown"])
        assert figure["is_percent"] == (row["unit"] == "%")
        cell_of(figure, int(row["decimals"]))
        police = cell["indicator"][:3] in {"CRM", "CPN", "DRG", "ENV"} or cell["indicator"] == "FRC10"
        assert (figure["actor"] == "Công an tỉnh") == police
    if figure["value"] is not None and figure["qualifier"] not in {"hundreds", "thousands"}:
        digits = next(word.rstrip("%") for word in figure["words"].split() if word[0].isdigit())
        assert read_number(digits) == figure["value"]


def test_a_cell_is_filled_once_by_a_source() -> None:
    for source in published():
        keys = [(c["indicator"], c["breakdown"]) for figure in source["figures"] for c in figure["cells"]]
        assert max(Counter(keys).values()) == 1


def test_parts_and_inconsistencies_name_figures_of_their_source() -> None:
    for source in published():
        known = {figure["id"] for figure in source["figures"]}
        assert {figure["part_of"] for figure in source["figures"]} - {None} <= known
        for wrong in source["inconsistencies"]:
            assert {wrong["whole"], *wrong["parts"]} <= known
            assert wrong["note"]


def source_report(source: dict[str, Any]) -> tuple[FormSpec, dict[CellKey, CellValue]]:
    """The source as the checks take it: one line for each cell."""
    pairs = [(cell, figure) for figure in source["figures"] for cell in figure["cells"]]
    lines = tuple(line(cell["indicator"], cell["breakdown"]) for cell, _ in pairs)
    cells = {spec.key: cell_of(figure, spec.decimals) for spec, (_, figure) in zip(lines, pairs, strict=True)}
    return FormSpec(SOURCE_FORM, lines, accept_hedges=True, rules=rules(SOURCE_FORM)), cells


@pytest.mark.parametrize(
    ("source", "expected"), [("000", ["figures.r7_high COM08[programme=CT-48]"]), ("001", []), ("004", [])]
)
def test_the_checks_find_in_a_source_what_is_doubtful_and_no_more(source: str, expected: list[str]) -> None:
    spec, cells = source_report(SOURCES[source])
    assert [f"{finding.code} {finding.key}" for finding in check(spec, cells, History())] == expected


def test_the_models_of_source_000_exceed_their_whole() -> None:
    spec, cells = source_report(SOURCES["000"])
    findings = check_text_parts(spec, cells, CellKey("MOD02"), [CellKey("MOD03"), CellKey("MOD12")])
    assert [finding.code for finding in findings] == ["figures.r3_text_units"]


def test_two_instruments_keep_their_own_attendances() -> None:
    keys = [c["breakdown"] for f in SOURCES["001"]["figures"] for c in f["cells"] if c["indicator"] == "COM05"]
    assert keys == ["programme=CT-07-BCA", "programme=CTPH-04"]


# --- documents and programmes ---------------------------------------------------------------------------------------


def test_a_document_is_known_by_one_name_and_its_aliases() -> None:
    names = [name for row in DOCUMENTS for name in (row["canonical"], *row["aliases"].split("|")) if name]
    assert [name for name, times in Counter(names).items() if times > 1] == []
    assert {"09-CT/TW", "09-CT/TU"} <= set(names)


@pytest.mark.parametrize("row", DOCUMENTS, ids=lambda row: row["canonical"])
def test_what_is_unknown_of_a_document_is_marked(row: Row) -> None:
    assert row["kind"] in KINDS
    assert row["status"] in STATUSES
    inferred = json.loads(row["inferred"])
    assert set(inferred) <= set(row)
    for column in ("issued_on", "symbol", "subject", "number"):
        if not row[column] and row["canonical"] not in {"07/CT-BCA", "04/CTPH"}:
            assert column in inferred
    if row["issued_on"]:
        date.fromisoformat(row["issued_on"])
    assert yes(row, "invented") == ("minh họa" in row["subject"])


def test_links_join_documents_that_are_there() -> None:
    known = {row["canonical"] for row in DOCUMENTS}
    links = rows(DIRECTIVES / "links.csv")
    assert max(Counter((link["from"], link["to"], link["kind"]) for link in links).values()) == 1
    for link in links:
        assert {link["from"], link["to"]} <= known
        assert link["from"] != link["to"]
        assert link["kind"] in LINKS


def test_programmes_name_their_documents_and_their_dates() -> None:
    known = {row["canonical"] for row in DOCUMENTS}
    for row in PROGRAMMES:
        assert set(row["documents"].split("|")) <= known
        start = date.fromisoformat(row["starts_on"])
        assert not row["ends_on"] or start < date.fromisoformat(row["ends_on"])
        assert set(json.loads(row["inferred"])) <= {"starts_on", "ends_on"}
    by_code = {row["code"]: row for row in PROGRAMMES}
    assert (by_code["CTPH-09"]["starts_on"], by_code["CTPH-09"]["ends_on"]) == ("2013-08-01", "2023-08-01")
    assert yes(by_code["MAU-01"], "invented")
    assert by_code["MAU-01"]["starts_on"] <= "2024-07-01"


def test_no_invented_document_stands_under_a_real_programme() -> None:
    invented = {row["canonical"] for row in DOCUMENTS if yes(row, "invented")}
    for row in PROGRAMMES:
        assert set(row["documents"].split("|")) <= invented or not (set(row["documents"].split("|")) & invented)
