"""The head of the paper and its end: bodies, quốc hiệu, number, date, kind and subject; signatures and nơi nhận."""

from __future__ import annotations

from typing import Any

from docx.enum.table import WD_TABLE_ALIGNMENT
from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.shared import Mm, Pt

from binhyen.foundation.official import marks, page
from binhyen.foundation.official.content import OfficialDocument, Signer

_LEFT_MM, _RIGHT_MM = 70, 95
_ROOM_TO_SIGN = 4


def add_head(document: Any, content: OfficialDocument) -> None:
    """Boxes 1 to 5 of the layout: everything above the text."""
    table = columns(document, (_LEFT_MM, _RIGHT_MM), rows=2)
    left, right = table.rows[0].cells
    for n, line in enumerate((*content.heading.superior, *content.heading.issuers)):
        _line(left, line, 13, first=n == 0, bold=n >= len(content.heading.superior))
    marks.add_rule(left, 22)
    _line(right, "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM", 12.5, first=True, bold=True)
    _line(right, "Độc lập - Tự do - Hạnh phúc", 13.5, bold=True)
    marks.add_rule(right, 17)
    left, right = table.rows[1].cells
    _line(left, content.heading.symbol, 13, first=True)
    _line(left, "DỰ THẢO", 13, bold=True)
    if not content.title:
        _line(left, f"V/v {content.subject}", 12)
    _line(right, content.heading.place_and_date, 13.5, first=True, italic=True)
    if content.title:
        _line(document, content.title, 14, bold=True, before=12)
        _line(document, content.subject, 14, bold=True)
        marks.add_rule(document, 57)
    _address(document, content.addressed)


def add_end(document: Any, content: OfficialDocument) -> None:
    """Boxes 7 to 9: who signs, and who receives."""
    document.add_paragraph().paragraph_format.keep_with_next = True
    right = 90 if len(content.signers) == 1 else 115
    widths = (page.TEXT_WIDTH_MM - right, *((right / len(content.signers),) * len(content.signers)))
    left, *places = columns(document, widths, rows=1).rows[0].cells
    _receive(left, content.recipients)
    for cell, signer in zip(places, content.signers, strict=True):
        _sign(cell, signer, 14 if len(places) == 1 else 13)


def columns(document: Any, widths_mm: tuple[float, ...], rows: int) -> Any:
    """A borderless table; rows do not break over pages."""
    table = document.add_table(rows=rows, cols=len(widths_mm))
    table.alignment, table.autofit = WD_TABLE_ALIGNMENT.CENTER, False
    for column, width in zip(table.columns, widths_mm, strict=True):
        column.width = Mm(width)
        for cell in column.cells:
            cell.width = Mm(width)
    marks.set_cell_margins(table, 0)
    for row in table.rows:
        row._tr.get_or_add_trPr().append(marks.element("w:cantSplit"))
    return table


def _line(
    container: Any,
    text: str,
    size: float,
    *,
    first: bool = False,
    bold: bool = False,
    italic: bool = False,
    before: float = 0,
    keep: bool = True,
) -> None:
    made = container.paragraphs[0] if first else container.add_paragraph()
    made.alignment = WD_ALIGN_PARAGRAPH.CENTER
    made.paragraph_format.space_before = Pt(before)
    made.paragraph_format.keep_with_next = keep
    marks.add_text(made, text, size, bold=bold, italic=italic)


def _address(document: Any, addressed: tuple[str, ...]) -> None:
    """Box 9a: one body on the line of "Kính gửi", several below it, each with a dash."""
    if not addressed:
        return
    lines = (
        (f"Kính gửi: {addressed[0]}",) if len(addressed) == 1 else ("Kính gửi:", *(f"- {each}" for each in addressed))
    )
    for n, line in enumerate(lines):
        made = document.add_paragraph()
        made.alignment = WD_ALIGN_PARAGRAPH.CENTER if n == 0 else WD_ALIGN_PARAGRAPH.LEFT
        made.paragraph_format.left_indent = Mm(0 if n == 0 else 65)
        made.paragraph_format.space_before = Pt(12 if n == 0 else 0)
        made.paragraph_format.space_after = Pt(12 if n == len(lines) - 1 else 0)
        marks.add_text(made, line, page.BODY)


def _sign(cell: Any, signer: Signer, size: float) -> None:
    for n, line in enumerate(signer.lines):
        _line(cell, line, size, first=n == 0, bold=True, keep=False)
    for _ in range(_ROOM_TO_SIGN):
        _line(cell, "", size, keep=False)


def _receive(cell: Any, recipients: tuple[str, ...]) -> None:
    marks.add_text(cell.paragraphs[0], "Nơi nhận:", 12, bold=True, italic=True)
    for line in recipients:
        made = cell.add_paragraph()
        made.paragraph_format.left_indent, made.paragraph_format.first_line_indent = Mm(2.5), Mm(-2.5)
        marks.add_text(made, f"- {line}", 11)
