"""PDF with text: the letters of each page to lines, the lines to paragraphs and rows of tables."""

from __future__ import annotations

from ctypes import c_double, c_float
from math import hypot
from typing import Any

import pypdfium2
import pypdfium2.raw as c

from binhyen.foundation.errors import Invalid
from binhyen.reader.intake.grid import Rule
from binhyen.reader.intake.pages import Letter, Page, Run, text_of_pages
from binhyen.reader.intake.source import FORMATS

MOST_PAGES = 1000
_STRAIGHT = 1.0  # points
_SHORT = 6.0  # points: shorter strokes belong to letters and pictures
_MOST_PATHS = 20_000  # of one page; beyond that it is a drawing
_MOST_SEGMENTS = 2_000
_FEW_LETTERS = 5
_BELOW, _ABOVE = 0.22, 0.89  # of the size of a font, from the line on which letters stand
_SHOWN = 0x20
_BLANKS = (0x20, 0xA0, 0x09, 0x0A, 0x0D)
_UNSEEN = (0xAD, 0xFFFE, 0xFFFF)
_LINE_END_HYPHEN = 0x02


def parse(data: bytes) -> tuple[str, list[str]]:
    """The text of a PDF and the codes of its notes. ``Invalid``: with a password, damaged, scanned, over 1,000 pages."""
    try:
        document = pypdfium2.PdfDocument(data)
        count = len(document)
    except pypdfium2.PdfiumError as error:
        locked = "password" in str(error).lower() or "security" in str(error).lower()
        raise Invalid("reader.encrypted" if locked else "reader.damaged", format=FORMATS["pdf"]) from None
    if count > MOST_PAGES:
        raise Invalid("reader.too_many_pages", pages=count, limit=MOST_PAGES)
    pages = []
    empty = 0
    for number in range(count):
        page = document[number]
        found = _page(page)
        empty += sum(len(run.text) for run in found.runs) < _FEW_LETTERS and _has_image(page)
        pages.append(found)
        page.close()
    text = text_of_pages(pages)
    if empty and len(text) < _FEW_LETTERS * count:
        raise Invalid("reader.scanned")
    return text, ["reader.pages_without_text"] if empty else []


def _has_image(page: Any) -> bool:
    return next(page.get_objects(filter=[c.FPDF_PAGEOBJ_IMAGE], max_depth=3), None) is not None


def _page(page: Any) -> Page:
    textpage = page.get_textpage()
    rules = _rules(page)
    runs = _runs(textpage.raw, [rule for rule in rules if rule.upright])
    width, _ = page.get_size()
    textpage.close()
    return Page(width, runs, rules)


def _runs(textpage: Any, uprights: list[Rule]) -> list[Run]:
    """Letters that follow each other on a line, without a wide gap or a line of a table between them."""
    letters = _Letters(textpage)
    runs: list[Run] = []
    run: Run | None = None
    blank = False
    for place in range(c.FPDFText_CountChars(textpage)):
        code = c.FPDFText_GetUnicode(textpage, place)
        if code in _BLANKS:
            blank = True
            continue
        if (code < _SHOWN and code != _LINE_END_HYPHEN) or code in _UNSEEN:
            continue
        letter = letters.at(place, code)
        if run is None or not run.takes(letter, blank=blank, uprights=uprights):
            run = Run()
            runs.append(run)
        run.add(letter, blank=blank)
        blank = False
    return [run for run in runs if run.text]


class _Letters:
    """The letters of a page with the boxes of their lines: the height is the font's, for a letter's own box differs by font."""

    def __init__(self, textpage: Any) -> None:
        self._page = textpage
        self._box, self._matrix = c.FS_RECTF(), c.FS_MATRIX()
        self._x, self._y = c_double(), c_double()

    def at(self, place: int, code: int) -> Letter:
        """The letter ``code`` that stands at ``place`` in the order of the file."""
        page, box, matrix, y = self._page, self._box, self._matrix, self._y
        c.FPDFText_GetLooseCharBox(page, place, box)
        c.FPDFText_GetMatrix(page, place, matrix)
        c.FPDFText_GetCharOrigin(page, place, self._x, y)
        size = c.FPDFText_GetFontSize(page, place) * (hypot(matrix.c, matrix.d) or 1.0)
        text = "-" if code == _LINE_END_HYPHEN else chr(code)
        return Letter(text, box.left, box.right, y.value - _BELOW * size, y.value + _ABOVE * size)


def _rules(page: Any) -> list[Rule]:
    """The straight lines of a page along its sides, whether drawn as strokes or as thin boxes."""
    found: list[Rule] = []
    for number, path in enumerate(page.get_objects(filter=[c.FPDF_PAGEOBJ_PATH], max_depth=3)):
        if number > _MOST_PATHS:
            return []
        matrix = path.get_matrix()
        before = start = (0.0, 0.0)
        for place in range(min(c.FPDFPath_CountSegments(path.raw), _MOST_SEGMENTS)):
            segment = c.FPDFPath_GetPathSegment(path.raw, place)
            x, y = c_float(), c_float()
            c.FPDFPathSegment_GetPoint(segment, x, y)
            here = matrix.on_point(x.value, y.value)
            if c.FPDFPathSegment_GetType(segment) == c.FPDF_SEGMENT_MOVETO:
                start = here
            else:
                _add_rule(found, before, here)
            if c.FPDFPathSegment_GetClose(segment):
                _add_rule(found, here, start)
            before = here
    return found


def _add_rule(found: list[Rule], a: tuple[float, float], b: tuple[float, float]) -> None:
    across, up = abs(a[0] - b[0]), abs(a[1] - b[1])
    if up < _STRAIGHT and across > _SHORT:
        found.append(Rule(False, (a[1] + b[1]) / 2, min(a[0], b[0]), max(a[0], b[0])))
    elif across < _STRAIGHT and up > _SHORT:
        found.append(Rule(True, (a[0] + b[0]) / 2, min(a[1], b[1]), max(a[1], b[1])))
