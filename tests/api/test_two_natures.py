"""Lượt người is never added to người (F4): no operation, parameter or control adds two indicators; both stand in rows of their own."""

from __future__ import annotations

import csv
import re
from collections.abc import Callable, Iterator
from datetime import date, datetime
from html.parser import HTMLParser
from io import BytesIO, StringIO
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from openpyxl import Workbook

from binhyen.api.urls import description
from binhyen.collection.models import ExportLayout
from binhyen.figures.actions.rules import RuleText, set_rule
from binhyen.figures.models import FormLine
from binhyen.foundation.errors import Invalid
from binhyen.foundation.span import Span
from tests.api.conftest import Program
from tests.cast import HALF_YEARLY, Cast, approved, key, month_cells, number
from tests.web.pages import signed_in

ATTENDANCES, PERSONS = "COM05", "FRC02"
CAME, MEMBERS = 4123, 2017
HALF = Span(date(2026, 1, 1), date(2026, 6, 30))
BOARD, PERIOD = "/theo-doi/thu/", "2026-01-01_2026-06-30"
# What a caller can say in an address: which lines stand side by side, never what is done with them.
ASKED = {
    "Idempotency-Key", "boundaries", "code", "dry_run", "form", "level", "limit", "lines", "number", "offset", "on", "period",
    "stage", "uid", "unit",
}  # fmt: skip
# And in a body: reports and moves.
WRITTEN = {
    "form", "unit", "starts_on", "ends_on", "cells", "line", "value", "kind", "reason", "seen", "reasons", "revision", "due_on",
    "text",
}  # fmt: skip
# Ways in which somebody might try to have one number for both.
TRIED = (
    "COM05+FRC02", "COM05 + FRC02", "COM05;FRC02", "COM05|FRC02", "COM05&FRC02", "SUM(COM05,FRC02)", "COM05-FRC02", "*",
    "COM05[*]", "COM05 FRC02", "[COM05,FRC02]", "COM*", "COM05/FRC02",
)  # fmt: skip


@pytest.fixture
def both(cast: Cast, now: datetime) -> Cast:
    """Tân An: 4.123 lượt người in May, 2.017 người at the end of the half-year, both approved."""
    approved(cast, cast.tan_an, Span(date(2026, 5, 1), date(2026, 5, 31)), month_cells(attendances=CAME), now)
    lines = FormLine.objects.filter(version__code=HALF_YEARLY, role=FormLine.COLLECTS).select_related("indicator")
    cells = {key(f"{line.indicator.code}[{line.breakdown}]"): number(0) for line in lines}
    approved(cast, cast.tan_an, HALF, cells | {key(PERSONS): number(MEMBERS)}, now, HALF_YEARLY)
    return cast


def spelt(value: int) -> set[str]:
    return {str(value), f"{value:,}".replace(",", ".")}


def properties(schema: Any, known: dict[str, Any], passed: frozenset[str] = frozenset()) -> Iterator[str]:
    """The names of all fields of a schema, however deep."""
    if isinstance(schema, list):
        for one in schema:
            yield from properties(one, known, passed)
    elif isinstance(schema, dict):
        name = schema.get("$ref", "").rpartition("/")[2]
        if name and name not in passed:
            yield from properties(known[name], known, passed | {name})
        yield from schema.get("properties", {})
        for value in schema.values():
            if isinstance(value, dict | list):
                yield from properties(value, known, passed)


# The interface for programs


def test_no_parameter_of_any_operation_says_what_to_add() -> None:
    told = description()
    schemas = told["components"]["schemas"]
    every = [operation for methods in told["paths"].values() for operation in methods.values()]
    assert {one["name"] for operation in every for one in operation.get("parameters", ())} == ASKED
    bodies = [
        operation["requestBody"]["content"]["application/json"]["schema"]
        for operation in every
        if "requestBody" in operation
    ]
    assert len(bodies) > 4
    assert {name for body in bodies for name in properties(body, schemas)} == WRITTEN
    # An answer with sums has one for each line that was asked for and no place for one of all.
    whole = schemas["Totals"]["properties"]
    assert set(whole) == {"unit", "period", "boundaries", "as_of", "totals"}
    assert "line" in schemas["TotalOut"]["required"]
    assert [name for name, one in schemas.items() if "sum_class" in one.get("properties", {})] == ["TotalOut"]


def test_both_asked_for_are_two_rows_and_no_spelling_makes_them_one(
    both: Cast, program: Callable[..., Program]
) -> None:
    desk = program(both.minh)
    rows = desk.get("totals", unit="thu", lines=f"{ATTENDANCES},{PERSONS}", period=PERIOD).json()["totals"]
    assert {row["line"]: row["value"] for row in rows} == {ATTENDANCES: str(CAME), PERSONS: str(MEMBERS)}
    for lines in TRIED:
        told = desk.get("totals", unit="thu", lines=lines, period=PERIOD)
        assert told.status_code == 422, lines
        assert str(CAME + MEMBERS) not in told.content.decode()
    twice = desk.client.get(
        f"/api/v1/totals?unit=thu&period={PERIOD}&lines={ATTENDANCES}&lines={PERSONS}", headers=desk.headers()
    )
    assert twice.status_code in (400, 422)


# Pages


class Controls(HTMLParser):
    """What a person can choose or type on a page, and the rows of its tables."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self.names: set[str] = set()
        self.several: list[str] = []
        self.feed(text)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given = dict(attrs)
        if tag in ("input", "select", "textarea", "button") and given.get("name"):
            self.names.add(str(given["name"]))
            if "multiple" in given or given.get("type") == "checkbox":
                self.several.append(str(given["name"]))


def main_of(content: bytes) -> str:
    found = re.search(r"<main.*?</main>", content.decode(), re.DOTALL)
    assert found is not None
    return found[0]


def test_the_board_shows_two_rows_and_has_no_control_that_takes_two_indicators(both: Cast) -> None:
    desk = signed_in(both.minh)
    page = main_of(desk.get(f"{BOARD}?ky={PERIOD}").content)
    controls = Controls(desk.get(f"{BOARD}?ky={PERIOD}").content.decode())
    assert controls.names == {"ky", "chi-tieu", "q", "csrfmiddlewaretoken"}
    assert controls.several == []
    rows = [" ".join(re.sub(r"<[^>]+>", " ", row).split()) for row in re.findall(r"<tr.*?</tr>", page, re.DOTALL)]
    came, members = (
        [row for row in rows if any(f" {text} " in f" {row} " for text in spelt(value))] for value in (CAME, MEMBERS)
    )
    assert len(came) >= 1
    assert len(members) >= 1
    assert all("lượt người" in row.lower() or "Tân An" in row for row in came)
    assert not set(came) & set(members)
    for tried in (f"{ATTENDANCES}+{PERSONS}", f"{ATTENDANCES},{PERSONS}", f"{ATTENDANCES}&chi-tieu={PERSONS}", *TRIED):
        text = main_of(desk.get(f"{BOARD}?ky={PERIOD}&chi-tieu={tried}").content)
        assert not any(one in text for one in spelt(CAME + MEMBERS)), tried


def test_the_table_that_is_taken_away_has_a_row_for_each_and_none_of_all(both: Cast) -> None:
    content = signed_in(both.minh).get(f"{BOARD}bang.csv?ky={PERIOD}").content.decode("utf-8-sig")
    rows = {row["Mã"]: row for row in csv.DictReader(StringIO(content))}
    units = {code: rows[code]["Đơn vị tính"] for code in (ATTENDANCES, PERSONS)}
    assert units == {ATTENDANCES: "lượt người", PERSONS: "người"}
    assert [rows[code]["6 tháng đầu năm 2026"] for code in (ATTENDANCES, PERSONS)] == [str(CAME), str(MEMBERS)]
    assert all(re.fullmatch(r"[A-Z]{3}\d{2}", code) for code in rows)
    assert str(CAME + MEMBERS) not in content


@pytest.mark.parametrize("name", ["COM05+FRC02", "COM05 + FRC02", "COM05;FRC02", "tong"])
def test_a_layout_takes_no_name_of_two(both: Cast, name: str) -> None:
    book, out = Workbook(), BytesIO()
    book.active["B1"] = f"{{{{{name}}}}}"
    book.save(out)
    answer = signed_in(both.minh).post(
        "/mau-xuat/", {"ten": "Mẫu", "tep": SimpleUploadedFile("m.xlsx", out.getvalue())}
    )
    assert answer.status_code == 422
    assert not ExportLayout.objects.exists()


def test_a_rule_adds_no_units_of_different_kinds(both: Cast, now: datetime) -> None:
    for left, right in ((f"{ATTENDANCES} + {PERSONS}", "COM05"), ("FRC02", f"{PERSONS} - {ATTENDANCES}")):
        spec = {"left": left, "op": "<=", "right": right}
        text = RuleText(HALF_YEARLY, "R2-hai", "R2", "warn", spec, "tỉnh quy định")
        with pytest.raises(Invalid) as refused:
            set_rule(text, valid_from=date(2027, 1, 1), actor=both.admin, now=now)
        assert refused.value.code == "figures.rule_adds_units"
        assert refused.value.params["units"] == "lượt người, người"
