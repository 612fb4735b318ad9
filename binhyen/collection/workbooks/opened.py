"""The cells of one workbook among thousands, read by calamine before anything is known of the form."""

from __future__ import annotations

import hashlib
import io
from typing import NamedTuple

from binhyen.collection.workbooks.gate import Entry, admitted
from binhyen.collection.workbooks.lean import Lean, lean
from binhyen.collection.workbooks.locating import Grid
from binhyen.collection.workbooks.plan import COVER, FIELDS, FIGURES
from binhyen.collection.workbooks.unseen import Rows
from binhyen.foundation.errors import Invalid
from binhyen.foundation.texts import say

_BYTES_OF_A_CELL = 32


class Opened(NamedTuple):
    """A file whose cells are read, before anything is known of the form. ``refusal``: why they could not be.

    ``merged``: some cells are, and only openpyxl can tell what stands where.
    """

    number: int
    sha256: str
    data: bytes
    entries: list[Entry]
    sheets: dict[str, Grid]
    rows: Rows
    merged: bool
    refusal: str

    @property
    def weight(self) -> int:
        """About how many bytes of memory it holds."""
        cells = sum(len(row) for grid in self.sheets.values() for row in grid)
        return len(self.data) + sum(map(len, self.rows.values())) + _BYTES_OF_A_CELL * cells


def opened(index: int, data: bytes, known: frozenset[str] | set[str] = frozenset()) -> Opened | None:
    """The cells of one file; None where a file of these bytes is ``known`` under its name. Never raises ``Invalid``."""
    digest = hashlib.sha256(data).hexdigest()
    if digest in known:
        return None
    try:
        entries = admitted(data)
        short = lean(data, entries)
        sheets, merged = _sheets(short)
        return Opened(index, digest, data, entries, sheets, short.rows, merged, "")
    except Invalid as why:
        return Opened(index, digest, data, [], {}, {}, False, say(why))


def _sheets(short: Lean) -> tuple[dict[str, Grid], bool]:
    """The sheets as rows, and whether cells are merged; the instructions are left unread where the book has its three sheets
    and no others."""
    from python_calamine import CalamineError, CalamineWorkbook

    try:
        book = CalamineWorkbook.from_filelike(io.BytesIO(short.data))
        names = book.sheet_names[:20]
        if names == [COVER, FIGURES, FIELDS]:
            names = [FIGURES, FIELDS]
        sheets = {name: book.get_sheet_by_name(name) for name in names}
        grids: dict[str, Grid] = {name: sheet.to_python(skip_empty_area=False) for name, sheet in sheets.items()}
        return grids, short.merged or any(sheet.merged_cell_ranges for sheet in sheets.values())
    except (CalamineError, OSError, ValueError) as error:
        raise Invalid("collection.workbook_damaged") from error
