"""The small pieces of WordprocessingML that python-docx has no words for: bookmarks, rules, fields, shading."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import Any

from docx.enum.text import WD_LINE_SPACING
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import Mm, Pt

from binhyen.foundation.official.content import Run

FONT = "Times New Roman"

Names = Callable[[int], str]
"""The bookmark's name of printed number n, at most 40 characters."""


def element(tag: str, **attributes: str) -> Any:
    """A new element such as ``element("w:shd", val="clear")``."""
    made = OxmlElement(tag)
    for name, value in attributes.items():
        made.set(qn(f"w:{name}"), value)
    return made


def set_font(style_or_run: Any, size: float) -> None:
    """Times New Roman in all four font slots, East Asian and complex scripts included; black."""
    style_or_run.font.size = Pt(size)
    style_or_run.font.name = FONT
    fonts = style_or_run._element.get_or_add_rPr().get_or_add_rFonts()
    for theme in ("asciiTheme", "hAnsiTheme", "eastAsiaTheme", "cstheme"):
        fonts.attrib.pop(qn(f"w:{theme}"), None)
    for slot in ("ascii", "hAnsi", "eastAsia", "cs"):
        fonts.set(qn(f"w:{slot}"), FONT)


def add_text(paragraph: Any, text: str, size: float, *, bold: bool = False, italic: bool = False) -> Any:
    """A run of text in a paragraph."""
    run = paragraph.add_run(text)
    run.font.size = Pt(size)
    run.bold, run.italic = bold or None, italic or None
    return run


def add_runs(
    paragraph: Any, runs: Iterable[Run], names: Names, size: float, *, bold: bool = False, shade: bool = False
) -> None:
    """The runs in a paragraph, each printed number inside a bookmark that holds exactly its digits."""
    for run in runs:
        if run.n:
            paragraph._p.append(element("w:bookmarkStart", id=str(run.n), name=names(run.n)))
        made = add_text(paragraph, run.text, size, bold=bold, italic=shade)
        if shade:
            made._element.get_or_add_rPr().append(element("w:shd", val="clear", color="auto", fill="D9D9D9"))
        if run.n:
            paragraph._p.append(element("w:bookmarkEnd", id=str(run.n)))


def set_cell_margins(table: Any, side_mm: float) -> None:
    """The room left and right inside the cells of a table (the schema wants it before ``tblLook``)."""
    margins = element("w:tblCellMar")
    for side in ("left", "right"):
        margins.append(element(f"w:{side}", w=str(round(side_mm * 56.7)), type="dxa"))
    table._tbl.tblPr.insert_element_before(margins, "w:tblLook")


def add_rule(container: Any, side_mm: float) -> None:
    """A solid rule: an almost empty paragraph with a bottom border, indented on both sides."""
    paragraph = container.add_paragraph()
    layout = paragraph.paragraph_format
    layout.left_indent = layout.right_indent = Mm(side_mm)
    layout.first_line_indent = Mm(0)
    layout.space_before, layout.space_after = Pt(2), Pt(5)
    layout.line_spacing_rule, layout.line_spacing = WD_LINE_SPACING.EXACTLY, Pt(3)
    borders = element("w:pBdr")
    borders.append(element("w:bottom", val="single", sz="6", space="0", color="000000"))
    paragraph._p.get_or_add_pPr().insert_element_before(
        borders, "w:shd", "w:tabs", "w:suppressAutoHyphens", "w:spacing", "w:ind", "w:jc", "w:outlineLvl", "w:rPr"
    )


def add_page_number(paragraph: Any, size: float) -> None:
    """The PAGE field."""
    for kind, text in (("begin", ""), ("", " PAGE "), ("separate", ""), ("text", "2"), ("end", "")):
        run = paragraph.add_run("")
        run.font.size = Pt(size)
        if kind == "text":
            run.text = text
        elif kind:
            run._element.append(element("w:fldChar", fldCharType=kind))
        else:
            instruction = OxmlElement("w:instrText")
            instruction.set(qn("xml:space"), "preserve")
            instruction.text = text
            run._element.append(instruction)


def set_outline(paragraph: Any, level: int) -> None:
    """Makes the paragraph a heading for navigation without changing how it looks."""
    paragraph._p.get_or_add_pPr().insert_element_before(element("w:outlineLvl", val=str(level)), "w:rPr")
