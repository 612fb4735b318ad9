"""Their workbook handed back: the cells at fault marked with a fill and a comment, and a first sheet that lists them."""

from __future__ import annotations

import io
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from binhyen.collection.workbooks.plan import FIELDS, cell_name
from binhyen.collection.workbooks.problems import Problem
from binhyen.collection.workbooks.values import masked
from binhyen.foundation.errors import Invalid
from binhyen.foundation.vietnamese import padded

LIST = "Cần chỉnh lý"
_FILLS = {"block": "FFF4B6B6", "warn": "FFFFE08A", "info": "FFDCE9F7"}
_HEADS = ("TT", "Trang tính", "Ô", "Nội dung, cách sửa")
MOST_MARKS = 2000


@dataclass(frozen=True)
class Mark:
    """One fault: the cell (row and column from 0; ``row`` -1: the workbook as a whole) and the sentence."""

    sheet: str
    row: int
    column: int
    sentence: str
    severity: str = "block"


def marked(data: bytes, marks: Sequence[Mark]) -> bytes:
    """The workbook with its own styles, the marks put in and what identifies a person covered. For a bounded process."""
    from openpyxl import load_workbook

    try:
        book = load_workbook(io.BytesIO(data), keep_links=False)
    except MemoryError:
        raise
    except Exception as error:
        raise Invalid("collection.workbook_damaged") from error
    if LIST in book.sheetnames:
        del book[LIST]
    listed = [*marks, *_cover(book)][:MOST_MARKS]
    for mark in listed:
        if mark.row >= 0 and mark.sheet in book.sheetnames:
            _mark(book[mark.sheet].cell(mark.row + 1, mark.column + 1), mark)
    _list(book.create_sheet(LIST, 0), listed)
    book.active = 0
    for sheet in book.worksheets:
        sheet.sheet_view.tabSelected = sheet.title == LIST
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def _cover(book: Any) -> list[Mark]:
    """Cover numbers of persons in texts and comments, and say in which cells."""
    found = []
    for sheet in book.worksheets:
        cells = [] if sheet.title == FIELDS else list(sheet._cells.values())  # those that are there, however far apart
        for cell in cells:
            if isinstance(cell.value, str) and (text := masked(cell.value)) != cell.value:
                cell.value = text
                problem = Problem(sheet.title, cell.row - 1, cell.column - 1, "covered")
                found.append(Mark(problem.sheet, problem.row, problem.column, problem.sentence, "warn"))
            if cell.comment is not None:
                cell.comment.text = masked(cell.comment.text)
    return found


def _mark(cell: Any, mark: Mark) -> None:
    from openpyxl.comments import Comment
    from openpyxl.styles import PatternFill

    if type(cell).__name__ == "MergedCell":
        return
    cell.fill = PatternFill("solid", fgColor=_FILLS.get(mark.severity, _FILLS["block"]))
    said = f"{cell.comment.text}\n" if cell.comment is not None and cell.comment.author == LIST else ""
    cell.comment = Comment(said + mark.sentence, LIST, height=110, width=320)


def _list(sheet: Any, marks: Sequence[Mark]) -> None:
    from openpyxl.styles import Alignment, Font

    sheet["A1"] = f"Có {padded(len(marks))} nội dung cần chỉnh lý. Sửa ở từng ô đã tô màu rồi gửi lại chính tệp này."
    sheet["A1"].font = Font(name="Times New Roman", size=13, bold=True)
    for column, (head, width) in enumerate(zip(_HEADS, (6, 18, 10, 110), strict=True), start=1):
        cell = sheet.cell(3, column, head)
        cell.font = Font(name="Times New Roman", size=12, bold=True)
        sheet.column_dimensions[cell.column_letter].width = width
    for number, mark in enumerate(marks, start=1):
        where = cell_name(mark.row, mark.column) if mark.row >= 0 else ""
        for column, raw in enumerate((number, harmless(mark.sheet), where, harmless(mark.sentence)), start=1):
            cell = sheet.cell(3 + number, column, raw)
            cell.font = Font(name="Times New Roman", size=12)
            cell.alignment = Alignment(wrap_text=True, vertical="top")
        if where:
            quoted = mark.sheet.replace("'", "''")
            sheet.cell(3 + number, 3).hyperlink = f"#'{quoted}'!{where}"
    sheet.freeze_panes = "A4"


def harmless(text: str) -> str:
    """A text that no spreadsheet program takes for a formula: a quote before = + - @ tab and carriage return."""
    return f"'{text}" if text[:1] in ("=", "+", "-", "@", "\t", "\r") else text
