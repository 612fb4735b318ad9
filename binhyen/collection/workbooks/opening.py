"""A workbook read by openpyxl, within bounds of rows, columns and sheets, with what only its XML tells."""

from __future__ import annotations

import io
import re
from collections.abc import Iterator
from typing import Any

from binhyen.collection.workbooks.gate import Entry, admitted, parse_checked, part
from binhyen.collection.workbooks.locating import Grid
from binhyen.collection.workbooks.plan import Plan
from binhyen.collection.workbooks.problems import Note, Problem
from binhyen.collection.workbooks.reading import Read, read_grids
from binhyen.collection.workbooks.values import Broken, blank
from binhyen.foundation.errors import Invalid

MOST_ROWS = 3000
MOST_COLUMNS = 200
MOST_SHEETS = 20
_MERGED = re.compile(rb'<(?:\w+:)?mergeCell ref="([A-Z]{1,3})(\d{1,7}):([A-Z]{1,3})(\d{1,7})"')
_ROW = re.compile(rb"<(?:\w+:)?row ([^>]*)>")
_NUMBER = re.compile(rb'\br="(\d+)"')
_HIDDEN = re.compile(rb'\bhidden="(?:1|true)"')
_FORMULA = re.compile(rb"<(?:\w+:)?f[ >/]")


def read_workbook(plan: Plan, data: bytes) -> Read:
    """The cells of a workbook with all that is wrong in it. To be called in a bounded process; raises ``Invalid``."""
    entries = admitted(data)
    parse_checked(data, entries)
    parts = {entry.name.decode("utf-8", "replace"): entry for entry in entries}
    sheets, paths, notes = _grids(data, parts)
    read = read_grids(plan, sheets)
    read.notes += notes
    used = {place.sheet for place in read.places.values()}
    for sheet in used & paths.keys():
        _odd_places(read, sheet, part(data, paths[sheet]))
    if any("externalLinks/" in name for name in parts):
        read.notes.append(Note("links"))
    return read


def _grids(data: bytes, parts: dict[str, Entry]) -> tuple[dict[str, Grid], dict[str, Entry], list[Note]]:
    """Each sheet as rows of plain values, the part that holds its XML, and a note for each that was cut."""
    shown = loaded(data, values=True)
    formulas = None
    sheets: dict[str, Grid] = {}
    paths: dict[str, Entry] = {}
    notes: list[Note] = []
    for sheet in shown.worksheets[:MOST_SHEETS]:
        grid = list(rows_of(sheet))
        if len(grid) > MOST_ROWS:
            grid = grid[:MOST_ROWS]
            notes.append(Note("too_long", {"sheet": sheet.title, "limit": MOST_ROWS}))
        entry = parts.get(str(getattr(sheet, "_worksheet_path", "")).lstrip("/"))
        if entry is not None:
            paths[sheet.title] = entry
            if _FORMULA.search(part(data, entry)):
                formulas = formulas or loaded(data, values=False)
                put_formulas(grid, formulas[sheet.title])
        sheets[sheet.title] = grid
    return sheets, paths, notes


def loaded(data: bytes, *, values: bool) -> Any:
    """The workbook by openpyxl: values that were kept, or formulas."""
    from openpyxl import load_workbook

    try:
        return load_workbook(io.BytesIO(data), read_only=True, data_only=values, keep_links=False)
    except MemoryError:
        raise
    except Exception as error:  # whatever a damaged part makes of openpyxl
        raise Invalid("collection.workbook_damaged") from error


def rows_of(sheet: Any, rows: int = MOST_ROWS + 1, columns: int | None = MOST_COLUMNS) -> Iterator[list[Any]]:
    """The rows of a sheet, no more and no wider than said; a cell in error is ``Broken``."""
    try:
        sheet.reset_dimensions()
        for cells in sheet.iter_rows(max_row=rows, max_col=columns):
            yield [Broken("error", str(c.value)) if c.data_type == "e" else c.value for c in cells]
    except MemoryError:
        raise
    except Exception as error:
        raise Invalid("collection.workbook_damaged") from error


def put_formulas(
    grid: list[list[Any]], sheet: Any, rows: int = MOST_ROWS + 1, columns: int | None = MOST_COLUMNS
) -> None:
    """Mark formulas without a kept result, and those that take their number from another file."""
    for row, raws in zip(grid, rows_of(sheet, rows, columns), strict=False):
        for column, raw in enumerate(raws[: len(row)]):
            formula = raw if isinstance(raw, str) else getattr(raw, "text", None)
            if not isinstance(formula, str) or not formula.startswith("="):
                continue
            if "[" in formula or "'file:" in formula.lower():
                row[column] = Broken("external", formula[:60])
            elif blank(row[column]):
                row[column] = Broken("no_cache")


def _odd_places(read: Read, sheet: str, xml: bytes) -> None:
    """Merged cells over more than one figure, and hidden rows that hold one."""
    seats = {(row, column) for of, row, column in read.seats if of == sheet}
    rows = {place.row for place in read.places.values() if place.sheet == sheet}
    for left, top, right, bottom in _MERGED.findall(xml):
        box = _number(left), int(top) - 1, _number(right), int(bottom) - 1
        if sum(box[1] <= row <= box[3] and box[0] <= column <= box[2] for row, column in seats) > 1:
            shown = {"text": f"{left.decode()}{top.decode()}:{right.decode()}{bottom.decode()}"}
            number = next((n for n, p in read.places.items() if (p.row, p.column) == (box[1], box[0])), None)
            read.problems.append(Problem(sheet, box[1], box[0], "merged", shown, number))
            if number is not None:
                read.cells.pop(number, None)
    for attributes in _ROW.findall(xml):
        at = _NUMBER.search(attributes)
        if at and _HIDDEN.search(attributes) and int(at[1]) - 1 in rows:
            read.notes.append(Note("row_hidden", {"row": int(at[1])}))


def _number(letters: bytes) -> int:
    number = 0
    for letter in letters:
        number = number * 26 + letter - 64
    return number - 1
