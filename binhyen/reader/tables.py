"""Tables in plain text: rows of cells set apart by tabs or bars. What a cell counts stands in its column's head or its row."""

from __future__ import annotations

import re
from dataclasses import replace

from binhyen.reader.nouns import Unit, unit_after, unit_before
from binhyen.reader.text import Paragraph, Text

_CELL = re.compile(r"[^\t|]+")
_NUMBER = re.compile(r"[\d.,%/ +-]*\d[\d.,%/ +-]*")
_UNIT_COLUMN = re.compile(r"(?:đơn vị tính|đvt|đ/v tính|đơn vị đo)\.?")
_LABEL_COLUMN = re.compile(
    r"(?:stt|tt|số tt|nội dung|chỉ tiêu|tên .*|địa bàn|địa phương|đơn vị|xã|phường|huyện|xã, phường.*|huyện, .*|kết quả|ghi chú|so sánh.*|tăng.*|giảm.*|cùng kỳ.*|kỳ .*|(?:năm|quý|tháng) .*|lũy kế.*|tổng số|tổng cộng|tỷ lệ.*)"
)

_SCALE = re.compile(r"(?<!\w)(?:nghìn|ngàn|triệu|tỷ|tỉ) $")

Cells = list[tuple[int, int]]
Columns = list[tuple[int, int, Unit]]  # a stretch of a row and what its number counts


def cells_of(text: Text, paragraph: Paragraph) -> Cells:
    """The cells of a line with at least one tab or bar; none for other lines."""
    if "\t" not in text.norm[paragraph.start : paragraph.end] and "|" not in text.norm[paragraph.start : paragraph.end]:
        return []
    found = [
        (m.start(), m.end()) for m in _CELL.finditer(text.low, paragraph.start, paragraph.end) if m.group().strip()
    ]
    return found if len(found) > 1 else []


def units_of_rows(text: Text, paragraphs: list[Paragraph]) -> dict[int, Columns]:
    """For each row of a table (by its place) the cells whose unit the table states by a column's head or a unit column."""
    out: dict[int, Columns] = {}
    head: list[Unit | None] = []
    unit_column = -1
    for place, paragraph in enumerate(paragraphs):
        cells = cells_of(text, paragraph)
        if not cells:
            head, unit_column = [], -1
        elif not any(_NUMBER.fullmatch(text.low[a:b].strip()) for a, b in cells[1:]):
            head = [_head_unit(text, cell) for cell in cells]
            unit_column = next(
                (n for n, (a, b) in enumerate(cells) if _UNIT_COLUMN.fullmatch(text.low[a:b].strip())), -1
            )
        elif len(cells) == len(head):
            own = unit_after(text.low, cells[unit_column][0]) if unit_column >= 0 else None
            units = [own] * len(cells) if own else head
            out[place] = [(a, b, unit) for (a, b), unit in zip(cells, units, strict=True) if unit]
    return out


def _head_unit(text: Text, cell: tuple[int, int]) -> Unit | None:
    start, end = cell
    words = text.low[start:end]
    if _LABEL_COLUMN.fullmatch(words.strip()) or _UNIT_COLUMN.fullmatch(words.strip()):
        return None
    unit = unit_before(text.low, start, end)
    scale = _SCALE.search(text.low[start : unit.start]) if unit else None
    if unit and scale:  # "(triệu đồng)" is the unit of the whole column
        return replace(unit, start=start + scale.start(), head=text.low[start + scale.start() : unit.end])
    return unit
