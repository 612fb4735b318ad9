"""A wide workbook opened within bounds: plain values by row, and what only its XML tells. To be called in a bounded process."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date
from typing import Any

from binhyen.collection.workbooks.gate import admitted, parse_checked, part
from binhyen.collection.workbooks.opening import MOST_SHEETS, loaded, put_formulas, rows_of
from binhyen.collection.workbooks.values import Broken
from binhyen.foundation.errors import Invalid
from binhyen.foundation.vietnamese import short_date

MOST_ROWS = 5000
MOST_COLUMNS = 800
MOST_CELLS = 1_000_000
_MERGED = re.compile(rb'<(?:\w+:)?mergeCell ref="([A-Z]{1,3}\d{1,7}:[A-Z]{1,3}\d{1,7})"')
_FORMULA = re.compile(rb"<(?:\w+:)?f[ >/]")
_MOST_MERGES = 20_000


def grids(data: bytes) -> dict[str, Any]:
    """Each sheet as rows of JSON values, and where cells are merged. A cell without a usable value is ``{"code", "text"}``, the
    code one of ``problems.FAULTS``. Raises ``Invalid`` for what cannot be opened or is too large.
    """
    entries = admitted(data)
    parse_checked(data, entries)
    parts = {entry.name.decode("utf-8", "replace"): entry for entry in entries}
    shown, formulas = loaded(data, values=True), None
    found: dict[str, Any] = {"sheets": {}, "merged": {}}
    room = MOST_CELLS
    for sheet in shown.worksheets[:MOST_SHEETS]:
        grid = []
        for cells in rows_of(sheet, MOST_ROWS + 1, None):
            row = _trimmed(cells)
            grid.append(row)
            room -= len(row)
            if room < 0 or len(grid) > MOST_ROWS:
                raise Invalid("collection.wide_too_large", rows=MOST_ROWS, cells=MOST_CELLS)
        entry = parts.get(str(getattr(sheet, "_worksheet_path", "")).lstrip("/"))
        xml = part(data, entry) if entry is not None else b""
        if _FORMULA.search(xml):
            formulas = formulas or loaded(data, values=False)
            put_formulas(grid, formulas[sheet.title], MOST_ROWS + 1, None)
        found["sheets"][sheet.title] = [list(_plain(row)) for row in grid]
        found["merged"][sheet.title] = [ref.decode() for ref in _MERGED.findall(xml)[:_MOST_MERGES]]
    return found


def _trimmed(cells: list[Any]) -> list[Any]:
    """The row without what stands far to the right, and without blanks at its end."""
    del cells[MOST_COLUMNS:]
    while cells and cells[-1] is None:
        cells.pop()
    return cells


def _plain(row: list[Any]) -> Iterator[Any]:
    for raw in row:
        if isinstance(raw, Broken):
            yield {"code": raw.code, "text": raw.text}
        elif raw is None or isinstance(raw, str | int | float):
            yield raw
        else:
            yield {"code": "date", "text": short_date(raw) if isinstance(raw, date) else str(raw)[:30]}
