"""The catalogue's data files as the tests read them: plain rows, and forms as the checks take them. No database."""

from __future__ import annotations

import csv
import json
from datetime import date
from functools import cache
from pathlib import Path
from typing import Any

from binhyen.figures.rules.cells import Nature, parse_breakdown
from binhyen.figures.rules.specs import SPEC_FIELDS, FormSpec, LineSpec, RuleSpec, parse_rule, rules_on

PACKAGE = Path(__file__).resolve().parents[2] / "binhyen"
FIGURES = PACKAGE / "figures" / "data"
DIRECTIVES = PACKAGE / "directives" / "data"
TODAY = date(2026, 6, 30)

Row = dict[str, str]


@cache
def rows(path: Path) -> tuple[Row, ...]:
    with path.open(encoding="utf-8", newline="") as file:
        return tuple(csv.DictReader(file, strict=True))


@cache
def indicators() -> dict[str, Row]:
    return {row["code"]: row for row in rows(FIGURES / "indicators.csv")}


@cache
def published() -> list[dict[str, Any]]:
    sources: list[dict[str, Any]] = json.loads((FIGURES / "published.json").read_text(encoding="utf-8"))["sources"]
    return sources


def line(code: str, breakdown: str = "", *, role: str = "collects", required: bool = False, name: str = "") -> LineSpec:
    """A line of the catalogue's indicator."""
    row = indicators()[code]
    return LineSpec(
        code, breakdown, role, required, Nature(row["nature"]), int(row["decimals"]), row["unit"], name or row["vi"]
    )


def rules(form: str) -> tuple[RuleSpec, ...]:
    """Every dated rule of the form."""
    return tuple(
        parse_rule(
            row["rule_id"],
            row["rule_class"],
            row["severity"],
            {part: row[part] for part in SPEC_FIELDS},
            valid_from=date.fromisoformat(row["valid_from"]),
            valid_to=date.fromisoformat(row["valid_to"]) if row["valid_to"] else None,
            basis=row["basis"],
        )
        for row in rows(FIGURES / "form-rules.csv")
        if row["form"] == form
    )


def form(code: str, on: date = TODAY) -> FormSpec:
    """A form as its file says, with the rules in force on the day."""
    lines = tuple(
        line(
            row["indicator"],
            row["breakdown"],
            role=row["role"],
            required=row["required"] == "yes",
            name=row["label"],
        )
        for row in rows(FIGURES / "form-lines.csv")
        if row["form"] == code
    )
    return FormSpec(code, lines, rules=rules_on(rules(code), on))


def yes(row: Row, column: str) -> bool:
    assert row[column] in {"yes", "no"}, (row, column)
    return row[column] == "yes"


def items_of(dimension: str) -> dict[str, Row]:
    return {item["code"]: item for item in rows(FIGURES / "code-lists.csv") if item["dimension"] == dimension}


def allowed_breakdown(code: str, breakdown: str) -> bool:
    """Whether each pair is an item of a list and a dimension of the indicator (programme is one of every indicator)."""
    dimensions = {"programme", *indicators()[code]["dimensions"].split(";")}
    return all(d in dimensions and item in items_of(d) for d, item in parse_breakdown(breakdown).items())
