"""Plans and readings as JSON, between the process that asks and the bounded one that opens a foreign file."""

from __future__ import annotations

from dataclasses import asdict
from typing import Any

from binhyen.collection.workbooks.locating import Place
from binhyen.collection.workbooks.plan import Plan, PlannedLine
from binhyen.collection.workbooks.problems import Note, Problem
from binhyen.collection.workbooks.reading import Read
from binhyen.figures.rules.cells import CellValue, Qualifier, State


def plan_as_plain(plan: Plan) -> dict[str, Any]:
    """The plan as JSON values."""
    return asdict(plan)


def plan_from(plain: Any) -> Plan:
    """The plan again."""
    lines = tuple(PlannedLine(**line) for line in plain["lines"])
    items = tuple((code, label) for code, label in plain["items"])
    return Plan(**{**plain, "lines": lines, "items": items})


def read_as_plain(read: Read) -> dict[str, Any]:
    """What was read as JSON values; raw contents as texts."""
    return {
        "told": read.told,
        "cells": [[n, c.state.value, c.value, c.qualifier.value, c.reason] for n, c in read.cells.items()],
        "places": [[n, p.sheet, p.row, p.column, str(p.raw)[:60]] for n, p in read.places.items()],
        "problems": [[p.sheet, p.row, p.column, p.code, p.params, p.line] for p in read.problems],
        "notes": [[n.code, n.params] for n in read.notes],
        "untouched": read.untouched,
    }


def read_from(plain: dict[str, Any]) -> Read:
    """What was read again."""
    return Read(
        told=plain["told"],
        cells={n: CellValue(State(s), v, None, Qualifier(q), r) for n, s, v, q, r in plain["cells"]},
        places={n: Place(sheet, row, column, raw) for n, sheet, row, column, raw in plain["places"]},
        problems=[Problem(*parts) for parts in plain["problems"]],
        notes=[Note(code, params) for code, params in plain["notes"]],
        untouched=plain["untouched"],
    )
