"""The text: sections, tables with repeated header rows, the chart, annexes on pages of their own."""

from __future__ import annotations

import io
from typing import Any

from docx.enum.table import WD_TABLE_ALIGNMENT
from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.shared import Mm, Pt

from binhyen.foundation.official import marks, page
from binhyen.foundation.official.content import (
    Annex,
    Column,
    OfficialDocument,
    Paragraph,
    Picture,
    Row,
    Run,
    Section,
    Table,
)
from binhyen.foundation.official.marks import Names

_ALIGN = {"left": WD_ALIGN_PARAGRAPH.LEFT, "center": WD_ALIGN_PARAGRAPH.CENTER, "right": WD_ALIGN_PARAGRAPH.RIGHT}


def add_text(document: Any, content: OfficialDocument, names: Names) -> None:
    """Opening, sections and closing."""
    for each in content.opening:
        add_paragraph(document, each, names)
    for section in content.sections:
        _add_section(document, section, content.picture, names)
    closing = add_paragraph(document, content.closing, names)
    closing.paragraph_format.keep_with_next = True


def add_annexes(document: Any, content: OfficialDocument, names: Names) -> None:
    """Every annex on its own page, wide ones in landscape."""
    for annex in content.annexes:
        page.new_section(document, landscape=annex.landscape)
        _centred(document, annex.number, 14, outline=0)
        _centred(document, annex.title.upper(), 14)
        symbol = content.heading.symbol.replace("Số:", "số")
        reference = f"(Kèm theo {content.kind} {symbol} {content.heading.date})"
        _centred(document, reference, 13, bold=False, italic=True, after=8)
        for each in annex.paragraphs:
            add_paragraph(document, each, names)
        for table in annex.tables:
            _add_table(document, table, names, annex)


def add_paragraph(container: Any, paragraph: Paragraph, names: Names) -> Any:
    """One paragraph by its role."""
    note = paragraph.role == "note"
    made = page.paragraph(container, indent=not note, after=2 if note else 6)
    size = page.NOTE if note else page.BODY
    marks.add_runs(made, paragraph.runs, names, size, shade=paragraph.role == "placeholder")
    return made


def _add_section(document: Any, section: Section, picture: Picture | None, names: Names) -> None:
    heading = page.paragraph(document)
    heading.paragraph_format.keep_with_next = True
    heading.paragraph_format.space_before = Pt(6 if section.level == 1 else 0)
    marks.set_outline(heading, section.level - 1)
    marks.add_text(heading, section.title, page.BODY, bold=True)
    for paragraph in section.paragraphs:
        add_paragraph(document, paragraph, names)
    if section.has_chart and picture is not None:
        _add_picture(document, picture)
    for table in section.tables:
        _add_table(document, table, names, None)
        page.gap(document)


def _add_picture(document: Any, picture: Picture) -> None:
    if picture.png is None:
        _centred(document, picture.title, 13)
        return
    made = page.paragraph(document, centred=True, after=2)
    made.paragraph_format.keep_with_next = True
    placed = made.add_run().add_picture(io.BytesIO(picture.png), width=Mm(150))
    placed._inline.docPr.set("descr", picture.alt)
    placed._inline.docPr.set("title", picture.title)
    _centred(document, f"Biểu đồ: {picture.title}", 13, bold=False, italic=True, after=4)


def _centred(
    document: Any,
    text: str,
    size: float,
    *,
    bold: bool = True,
    italic: bool = False,
    after: float = 0,
    outline: int | None = None,
) -> None:
    made = page.paragraph(document, centred=True, after=after)
    made.paragraph_format.line_spacing = 1.0
    made.paragraph_format.keep_with_next = True
    if outline is not None:
        marks.set_outline(made, outline)
    marks.add_text(made, text, size, bold=bold, italic=italic)


def _add_table(document: Any, table: Table, names: Names, annex: Annex | None) -> None:
    wide = annex is not None and annex.landscape
    size = page.WIDE_TABLE if wide else page.TABLE
    made = document.add_table(rows=1, cols=len(table.columns), style="Table Grid")
    made.alignment, made.autofit = WD_TABLE_ALIGNMENT.CENTER, False
    marks.set_cell_margins(made, 0.9)
    widths = _widths(table.columns, page.WIDE_WIDTH_MM if wide else page.TEXT_WIDTH_MM)
    for column, width in zip(made.columns, widths, strict=True):
        column.width = Mm(width)
    header = made.rows[0]
    header._tr.get_or_add_trPr().append(marks.element("w:cantSplit"))
    header._tr.get_or_add_trPr().append(marks.element("w:tblHeader"))
    for cell, column in zip(header.cells, table.columns, strict=True):
        _fill(cell, (Run(column.title),), names, size, "center", bold=True)
    for row in table.rows:
        _add_row(made, row, table.columns, names, size)
    for made_row in made.rows:
        for cell, width in zip(made_row._tr.tc_lst, widths, strict=False):
            cell.width = Mm(width if len(made_row._tr.tc_lst) == len(widths) else sum(widths))
    if table.notes:
        page.gap(document)
    for note in table.notes:
        add_paragraph(document, note, names)


def _add_row(made: Any, row: Row, columns: tuple[Column, ...], names: Names, size: float) -> None:
    added = made.add_row()
    added._tr.get_or_add_trPr().append(marks.element("w:cantSplit"))
    if row.heading:
        merged = added.cells[0].merge(added.cells[-1])
        _fill(merged, row.cells[0], names, size, "left", bold=True)
        merged.paragraphs[0].paragraph_format.keep_with_next = True
        return
    for cell, runs, column in zip(added.cells, row.cells, columns, strict=True):
        _fill(cell, runs, names, size, column.align)


def _fill(cell: Any, runs: tuple[Run, ...], names: Names, size: float, align: str, *, bold: bool = False) -> None:
    paragraph = cell.paragraphs[0]
    paragraph.alignment = _ALIGN[align]
    paragraph.paragraph_format.space_before = paragraph.paragraph_format.space_after = Pt(1.5)
    marks.add_runs(paragraph, runs, names, size, bold=bold)


def _widths(columns: tuple[Column, ...], total_mm: int) -> list[float]:
    whole = sum(column.share for column in columns)
    return [total_mm * column.share / whole for column in columns]
