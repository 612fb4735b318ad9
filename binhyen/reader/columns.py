"""Tables whose columns stand apart by blanks alone, as typewriters and listings set them.

Two blanks also stand in prose that was scanned, so a table is only what shows itself as one: a row of heads without numbers and
at least two rows below it, each of whose cells stands under one head.
"""

from __future__ import annotations

from binhyen.reader.late import late
from binhyen.reader.text import Paragraph, Text

Cells = list[tuple[int, int]]  # the stretch of each cell of a row, empty ones too
_CELL = late(r"\S++(?: \S++)*+")
_BARS = late(r"[\t|]")
_MOST_COLUMNS = 80
_FEWEST_ROWS = 2
_WIDEST_MARGIN = 400


def set_apart_by_blanks(text: Text, paragraphs: list[Paragraph]) -> dict[int, Cells]:
    """The cells of each row of such tables, heads among them, by the place of the row."""
    found: dict[int, Cells] = {}
    table: dict[int, Cells] = {}
    for place, paragraph in enumerate(paragraphs):
        cells = _cells(text, paragraph)
        heads = next(iter(table.values()), None)
        row = _under(text, heads, cells) if heads and cells else None
        if row:
            table[place] = row
            continue
        if len(table) > _FEWEST_ROWS:
            found |= table
        opens = len(cells) > 1 and not any(_has_digit(text, cell) for cell in cells[1:])
        table = {place: cells} if opens else {}
    return found | table if len(table) > _FEWEST_ROWS else found


def _cells(text: Text, paragraph: Paragraph) -> Cells:
    """The stretches of a line between two or more blanks; none where it has one such stretch, or tabs or bars."""
    start, end = paragraph.start, paragraph.end
    if text.norm.find("  ", start, end) < 0 or _BARS.search(text.norm, start, end):
        return []
    cells = [match.span() for match in _CELL.finditer(text.norm, start, end)]
    return cells if len(cells) <= _MOST_COLUMNS else []


def _has_digit(text: Text, cell: tuple[int, int]) -> bool:
    return any(character.isdecimal() for character in text.norm[cell[0] : cell[1]])


def _under(text: Text, heads: Cells, cells: Cells) -> Cells | None:
    """The cells of a row under their heads, an empty one for a head under which nothing stands; ``None`` where they do not
    stand so, or where nothing but the label does."""
    shift = _line_start(text, cells[0][0]) - _line_start(text, heads[0][0])
    row: Cells = [cells[0]]
    rest = cells[1:]
    for start, end in heads[1:]:
        here = [cell for cell in rest[:1] if cell[0] - shift < end and start < cell[1] - shift]
        row.append(here[0] if here else (row[-1][1], row[-1][1]))
        rest = rest[len(here) :]
    numbers = any(_has_digit(text, cell) for cell in row[1:])
    return row if not rest and numbers else None


def _line_start(text: Text, place: int) -> int:
    """Where the line begins whose first word stands at ``place``."""
    before = text.norm[max(0, place - _WIDEST_MARGIN) : place]
    return place - (len(before) - len(before.rstrip(" ")))
