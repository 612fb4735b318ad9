"""Rows of tables as lines of the text."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

BAR = " | "
_NUMBER = re.compile(r"[\d.,%/ +-]*\d[\d.,%/ +-]*")
_BLANKS = re.compile(r"\s+")
_LAYOUT_ROWS = 3


def row_as_line(cells: Sequence[str]) -> str:
    """The cells of a row, set apart by bars, with bars around where an outer cell is empty; "" for a row without words."""
    words = [_BLANKS.sub(" ", cell.replace("|", "/")).strip() for cell in cells]
    if not any(words):
        return ""
    return BAR.join(words) if words[0] and words[-1] else f"| {BAR.join(words)} |"


def rows_as_lines(rows: list[list[list[str]]]) -> Iterator[str]:
    """A table (rows of cells of lines), a row a line; a table that only places words on the page gives its lines one by one."""
    if _is_layout(rows):
        for row in rows:
            for cell in row:
                yield from cell
        return
    for row in rows:
        line = row_as_line([" ".join(cell) for cell in row])
        if line:
            yield line


def _is_layout(rows: list[list[list[str]]]) -> bool:
    """One row or one column; or the head and foot of a paper: two columns, few rows, and in no cell a bare number."""
    width = max((len(row) for row in rows), default=0)
    if width < 2 or len(rows) < 2:
        return True
    bare = any(_NUMBER.fullmatch(" ".join(cell).strip()) for row in rows for cell in row)
    return width == 2 and len(rows) <= _LAYOUT_ROWS and not bare
