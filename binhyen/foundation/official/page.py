"""Page, base style, page numbers: A4, margins 20/20/30/15 mm, number at the top centre from page 2."""

from __future__ import annotations

from typing import Any

from docx.enum.section import WD_ORIENT, WD_SECTION
from docx.enum.text import WD_ALIGN_PARAGRAPH, WD_LINE_SPACING
from docx.oxml.ns import qn
from docx.shared import Mm, Pt

from binhyen.foundation.official import marks

BODY, TABLE, WIDE_TABLE, NOTE = 14, 12, 11, 12
TEXT_WIDTH_MM = 165
WIDE_WIDTH_MM = 252
DEMO = "Văn bản minh họa, không có giá trị pháp lý"


def prepare(document: Any, *, demo: bool) -> None:
    """Base style and first section of an empty document."""
    style = document.styles["Normal"]
    marks.set_font(style, BODY)
    style.paragraph_format.space_before = style.paragraph_format.space_after = Pt(0)
    style.paragraph_format.line_spacing = 1.0
    language = style._element.get_or_add_rPr().find(qn("w:lang"))
    if language is None:
        language = marks.element("w:lang")
        style._element.get_or_add_rPr().append(language)
    for slot in ("val", "eastAsia"):
        language.set(qn(f"w:{slot}"), "vi-VN")
    section = document.sections[0]
    _margins(section)
    section.different_first_page_header_footer = True
    header = section.header.paragraphs[0]
    header.alignment = WD_ALIGN_PARAGRAPH.CENTER
    marks.set_font(document.styles["Header"], BODY)
    marks.add_page_number(header, BODY)
    if demo:
        _notice(section.header.add_paragraph())
        _notice(section.first_page_header.paragraphs[0])


def new_section(document: Any, *, landscape: bool) -> None:
    """A new page in a section of its own; the paragraph that carries the break takes no room."""
    section = document.add_section(WD_SECTION.NEW_PAGE)
    section.different_first_page_header_footer = False
    _margins(section, landscape=landscape)
    carrier = document.element.body.findall(qn("w:p"))[-1]
    spacing = marks.element("w:spacing", before="0", after="0", line="20", lineRule="exact")
    carrier.get_or_add_pPr().insert_element_before(spacing, "w:ind", "w:jc", "w:rPr", "w:sectPr")


def paragraph(container: Any, *, indent: bool = True, centred: bool = False, after: float = 6) -> Any:
    """A body paragraph: justified, first line 12.7 mm in, 6 pt after."""
    made = container.add_paragraph()
    layout = made.paragraph_format
    made.alignment = WD_ALIGN_PARAGRAPH.CENTER if centred else WD_ALIGN_PARAGRAPH.JUSTIFY
    layout.first_line_indent = Mm(12.7 if indent and not centred else 0)
    layout.space_after = Pt(after)
    layout.line_spacing_rule, layout.line_spacing = WD_LINE_SPACING.MULTIPLE, 1.15
    layout.widow_control = True
    return made


def gap(container: Any) -> None:
    """A little room below a table."""
    made = container.add_paragraph()
    made.paragraph_format.line_spacing_rule, made.paragraph_format.line_spacing = WD_LINE_SPACING.EXACTLY, Pt(6)


def _margins(section: Any, *, landscape: bool = False) -> None:
    section.page_width, section.page_height = (Mm(297), Mm(210)) if landscape else (Mm(210), Mm(297))
    section.orientation = WD_ORIENT.LANDSCAPE if landscape else WD_ORIENT.PORTRAIT
    section.top_margin = section.bottom_margin = Mm(20)
    section.left_margin, section.right_margin = Mm(30), Mm(15)
    section.header_distance = section.footer_distance = Mm(8)


def _notice(made: Any) -> None:
    made.alignment = WD_ALIGN_PARAGRAPH.CENTER
    marks.add_text(made, DEMO, 10, italic=True)
