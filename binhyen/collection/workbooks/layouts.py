"""Another programme's own workbook: cells that name figures ("{{COM04[host_org=ca]}}"), found and filled in."""

from __future__ import annotations

import io
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from binhyen.collection.workbooks.gate import admitted, parse_checked
from binhyen.collection.workbooks.marking import harmless
from binhyen.figures.rules.cells import CellKey, parse_breakdown
from binhyen.foundation.errors import Invalid

WORDS = {"unit": "tên đơn vị", "period": "tên kỳ báo cáo", "report_number": "số báo cáo đã ký"}
"""What may stand in the braces besides the key of a figure."""
MOST_PLACES = 5000
_NAMED = re.compile(r"\{\{\s*([^{}]{1,220}?)\s*\}\}")
_KEY = re.compile(r"(?P<code>[A-Z]{3}\d{2})(?:\[(?P<breakdown>[^\[\]]*)\])?")


@dataclass(frozen=True)
class Named:
    """A cell of a layout and the name in its braces."""

    sheet: str
    cell: str
    name: str


def key_of(name: str) -> CellKey | None:
    """The figure that a name means; None where it is no key. ``Invalid`` where its breakdown is malformed."""
    match = _KEY.fullmatch(name)
    if match is None:
        return None
    breakdown = match["breakdown"] or ""
    parse_breakdown(breakdown)
    return CellKey(match["code"], breakdown)


def _open(data: bytes) -> Any:
    from openpyxl import load_workbook

    parse_checked(data, admitted(data))
    try:
        return load_workbook(io.BytesIO(data), keep_links=False)
    except MemoryError:
        raise
    except Exception as error:  # whatever a damaged part makes of openpyxl
        raise Invalid("collection.workbook_damaged") from error


def _named_cells(book: Any) -> list[tuple[Any, Any]]:
    """The cells with names in braces, sheet by sheet."""
    found = [
        (sheet, cell)
        for sheet in book.worksheets
        for row in sheet.iter_rows()
        for cell in row
        if isinstance(cell.value, str) and "{{" in cell.value
    ]
    if len(found) > MOST_PLACES:
        raise Invalid("collection.layout_large", limit=MOST_PLACES)
    return found


def names_in(data: bytes) -> list[Named]:
    """Every name in braces with its cell. To be called in a bounded process."""
    return [
        Named(sheet.title, cell.coordinate, name)
        for sheet, cell in _named_cells(_open(data))
        for name in _NAMED.findall(cell.value)
    ]


def filled(data: bytes, texts: Mapping[str, Any], notes: Mapping[str, str] | None = None) -> bytes:
    """The layout with each name replaced by its text or number; a name without one becomes empty.

    ``notes`` are by name: each becomes a comment on the cells in which the name stood.

    A number that stands alone in its cell stays a number; a text that a spreadsheet program would take for a formula is
    made harmless. To be called in a bounded process.
    """
    book = _open(data)
    for _, cell in _named_cells(book):
        said = [notes[name] for name in dict.fromkeys(_NAMED.findall(cell.value)) if notes and name in notes]
        if said:
            _comment(cell, said)
        alone = _NAMED.fullmatch(cell.value.strip())
        given = texts.get(alone[1]) if alone else None
        if isinstance(given, int | float) and not isinstance(given, bool):
            cell.value = given
        else:
            text = _NAMED.sub(lambda match: str(texts.get(match[1], "")), cell.value)
            cell.value = harmless(text) or None
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def _comment(cell: Any, said: Sequence[str]) -> None:
    from openpyxl.comments import Comment

    before = [cell.comment.text] if cell.comment is not None else []
    cell.comment = Comment("\n".join([*before, *said]), "Bình Yên", height=110, width=320)
