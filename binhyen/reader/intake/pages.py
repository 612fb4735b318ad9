"""Letters with their places to text: lines, paragraphs that run over lines and pages, rows of tables."""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import dataclass, field
from itertools import groupby, pairwise
from typing import NamedTuple

from binhyen.reader.intake.grid import Grid, Rule, grids
from binhyen.reader.intake.rows import row_as_line
from binhyen.reader.text import UPPER

# in heights of a line
_WIDEST_BLANK = 2.2
_UNEVEN = 2.5
_WIDEST_GAP = 0.35
_OVERLAP = 0.5
_SMALL = 0.75
_SPACE = 0.25
_INDENT = 0.35
_PARAGRAPHS_APART = 1.2
_WIDER = 1.3  # times the usual step from line to line: the space before a paragraph
_SIZES_APART = 1.25
_FEW_LINES = 10
_OUTLYING = 0.05  # of the width: no line reaches farther beyond the right side
_EDGE = 3.0  # points
_JUSTIFIED = 0.2  # of the lines end at one place where text is set to both sides
_PAGE_NUMBER = re.compile(r"(?:trang )?[-– ]*\d{1,4}(?: ?[/|] ?\d{1,4})?[-– ]*", re.IGNORECASE)
_MARKER = re.compile(r"(?:[-+*•–]|\(?(?:\d{1,2}(?:\.\d{1,2})*|[IVXLC]{1,6}|[a-zđA-ZĐ])[.)/])\s")
_PART = re.compile(rf"(?:[IVX]{{1,5}}|Phần [\w]+|Điều \d+)[.:] ?[{UPPER}]")
_PAGE_AT_END = re.compile(r"[\s|–-]*(?:trang )?\d{1,4}(?:/\d{1,4})?$", re.IGNORECASE)
_REPEATED = 3  # pages


class Letter(NamedTuple):
    """A letter and its box in points, y upwards."""

    text: str
    left: float
    right: float
    bottom: float
    top: float


@dataclass(slots=True)
class Run:
    """Letters on one line without a wide gap."""

    text: str = ""
    left: float = 0.0
    right: float = 0.0
    bottom: float = 0.0
    top: float = 0.0
    first_word: float = 0.0  # its width
    narrowest: float = 0.0  # of the blanks so far

    @property
    def height(self) -> float:
        """The height of its line."""
        return max(self.top - self.bottom, 1.0)

    def takes(self, letter: Letter, *, blank: bool, uprights: list[Rule]) -> bool:
        """Whether ``letter`` goes on this run."""
        gap, own = letter.left - self.right, self.height
        if letter.top != self.top or letter.bottom != self.bottom:
            overlap = min(self.top, letter.top) - max(self.bottom, letter.bottom)
            if overlap < _OVERLAP * min(own, letter.top - letter.bottom):
                return False
        if gap < -own or gap > (_WIDEST_BLANK if blank else _WIDEST_GAP) * own:
            return False
        if blank and self.narrowest and gap > max(_UNEVEN * self.narrowest, own):
            return False  # in a line set to both sides all blanks are wide
        middle = (self.bottom + self.top) / 2
        return not blank or not any(self.right - 1 <= r.at <= letter.left + 1 and r.spans(middle) for r in uprights)

    def add(self, letter: Letter, *, blank: bool) -> None:
        """Put ``letter`` at the end, after a blank if there was one; a small raised digit is the mark of a footnote."""
        if not self.text:
            self.left, self.bottom, self.top = letter.left, letter.bottom, letter.top
        elif (
            letter.text.isdigit() and letter.top - letter.bottom < _SMALL * self.height and not self.text.endswith("m")
        ):
            return
        elif blank and not self.first_word:
            self.first_word = self.right - self.left
        if blank and self.text:
            gap = max(letter.left - self.right, 0.1)
            self.narrowest = min(self.narrowest or gap, gap)
        self.text += f" {letter.text}" if blank and self.text else letter.text
        self.right = max(self.right, letter.right)


@dataclass(frozen=True, slots=True)
class Page:
    """What stands on a page; its width in points."""

    width: float
    runs: list[Run]
    rules: list[Rule]


@dataclass(frozen=True, slots=True)
class _Margins:
    """Where the lines of a paper begin and end, and where the first lines of its paragraphs begin (in whole points)."""

    left: float = 0.0
    right: float = 0.0
    indents: frozenset[int] = frozenset()
    step: float = 0.0  # from a line to the next within a paragraph; 0 where no paragraph shows it


@dataclass(slots=True)
class _Line:
    """A line of a page, or a row of a table (``runs`` is then empty)."""

    text: str
    top: float
    runs: list[Run] = field(default_factory=list)
    page: int = 0
    margins: _Margins = _Margins()


def text_of_pages(pages: list[Page]) -> str:
    """The text of a paper: paragraphs and rows of tables, a line each; page numbers and repeated page heads left out."""
    by_page = [_lines(page, number) for number, page in enumerate(pages)]
    if len(pages) > 1:
        _drop_page_numbers(by_page)
        _drop_repeated(by_page)
    lines = [line for page in by_page for line in page]
    widths = {line.page: round(pages[line.page].width) for line in lines}
    for width in set(widths.values()):
        alike = [line for line in lines if widths[line.page] == width]
        margins = _margins(alike, width)
        for line in alike:
            line.margins = margins
    return "\n".join(_paragraphs(lines))


def _lines(page: Page, number: int) -> list[_Line]:
    """The lines of a page from its top; a table's rows stand where the table begins."""
    tables = grids(page.rules)
    inside: dict[int, list[tuple[tuple[int, int], Run]]] = {place: [] for place in range(len(tables))}
    free: list[Run] = []
    for run in page.runs:
        middle = ((run.left + run.right) / 2, (run.bottom + run.top) / 2)
        for place, table in enumerate(tables):
            cell = table.cell(*middle)
            if cell:
                inside[place].append((cell, run))
                break
        else:
            free.append(run)
    lines = [_line(runs, number) for runs in _rows(free)]
    for place, table in enumerate(tables):
        lines += [
            _Line(row, table.top - index / 1000, page=number) for index, row in enumerate(_cells(table, inside[place]))
        ]
    return sorted(lines, key=lambda line: -line.top)


def _rows(runs: list[Run]) -> list[list[Run]]:
    """Runs side by side, from the left; rows from the top."""
    rows: list[list[Run]] = []
    for run in sorted(runs, key=lambda run: -run.top):
        last = rows[-1][0] if rows else None
        overlap = min(last.top, run.top) - max(last.bottom, run.bottom) if last else 0.0
        if last and overlap > _OVERLAP * min(last.height, run.height):
            rows[-1].append(run)
        else:
            rows.append([run])
    return [sorted(row, key=lambda run: run.left) for row in rows]


def _line(runs: list[Run], page: int) -> _Line:
    return _Line("\t".join(run.text for run in runs), max(run.top for run in runs), runs, page)


def _cells(table: Grid, inside: list[tuple[tuple[int, int], Run]]) -> list[str]:
    """The rows of a table as lines of text."""
    rows: list[str] = []
    inside = sorted(inside, key=lambda placed: placed[0])
    for _, in_row in groupby(inside, key=lambda placed: placed[0][0]):
        cells = [""] * table.columns
        for (_, column), in_cell in groupby(in_row, key=lambda placed: placed[0]):
            words = [run.text for row in _rows([run for _, run in in_cell]) for run in row]
            cells[min(column, table.columns - 1)] = " ".join(words)
        rows.append(row_as_line(cells))
    return [row for row in rows if row]


def _drop_page_numbers(pages: list[list[_Line]]) -> None:
    for page in pages:
        for place in (-1, 0):
            if page and page[place].runs and _PAGE_NUMBER.fullmatch(page[place].text):
                del page[place]


def _drop_repeated(pages: list[list[_Line]]) -> None:
    """A head or foot that most pages repeat, but for a page number at its end, stays where it first stands."""
    for place in (0, -1):
        edges = [_PAGE_AT_END.sub("", page[place].text) if page and page[place].runs else "" for page in pages]
        often = {
            words for words, count in Counter(edges).items() if words and count >= _REPEATED and count * 2 > len(pages)
        }
        seen: set[str] = set()
        for page, words in zip(pages, edges, strict=True):
            if words in often and words in seen:
                del page[place]
            seen.add(words)


def _margins(lines: list[_Line], width: float) -> _Margins:
    """The right side is where many lines end (text set to both sides), else where the longest end."""
    runs = [run for line in lines for run in line.runs]
    if not runs:
        return _Margins()
    left = min(run.left for run in runs)
    right = _right_side(sorted((run.right for run in runs), reverse=True))
    single = [line.runs[0] for line in lines if len(line.runs) == 1]
    if len(single) < _FEW_LINES:
        right = max(right, width - left)  # margins are alike, until lines show more
    indents = {
        round(above.left)
        for above, below in pairwise(single)
        if right - above.right < _word(below) and below.left < above.left - _INDENT * below.height
    }
    full = [
        (above, below)
        for above, below in pairwise(single)
        if right - above.right < _word(below) and above.top > below.top
    ]
    steps = sorted((above.top - below.top) / below.height for above, below in full)
    return _Margins(left, right, frozenset(indents), steps[len(steps) // 3] if len(steps) > 1 else 0.0)


def _right_side(rights: list[float]) -> float:
    needed = max(3, int(_JUSTIFIED * len(rights)))
    for place, right in enumerate(rights):
        if place + needed > len(rights) or rights[0] - right > _OUTLYING * rights[0]:
            break
        if right - rights[place + needed - 1] < _EDGE:
            return right
    return rights[len(rights) // 50]


def _word(run: Run) -> float:
    """How much room the first word of a line needs on the line before."""
    return (run.first_word or run.right - run.left) + _SPACE * run.height


def _paragraphs(lines: list[_Line]) -> list[str]:
    """Lines put together where a paragraph runs on."""
    found: list[str] = []
    current: list[_Line] = []
    for line in lines:
        if current and _runs_on(current, line):
            found[-1] += line.text if found[-1].endswith("-") and not found[-1].endswith(" -") else f" {line.text}"
            current.append(line)
        else:
            found.append(line.text)
            current = [line]
    return found


def _runs_on(paragraph: list[_Line], line: _Line) -> bool:
    """Whether ``line`` goes on with a paragraph: its first word had no room on the line before."""
    before = paragraph[-1]
    if len(before.runs) != 1 or len(line.runs) != 1:
        return False
    above, below = before.runs[0], line.runs[0]
    if max(above.height, below.height) > _SIZES_APART * min(above.height, below.height):
        return False
    if before.page == line.page and above.bottom - below.top > _PARAGRAPHS_APART * below.height:
        return False
    step = line.margins.step * below.height
    if before.page == line.page and step and above.top - below.top > _WIDER * step:
        return False
    if _PART.match(below.text):
        return False
    if _MARKER.match(below.text) and above.text[-1] in ".;:,!?":
        return False
    return _room(before, above) < _word(below) and not _starts_anew(paragraph, below)


def _room(line: _Line, run: Run) -> float:
    """How much is free on a line: on the right, or on both sides of a line in the middle."""
    left, right = line.margins.left, line.margins.right
    middle = abs((run.left - left) - (right - run.right)) < _EDGE and run.left - left > _EDGE
    return (right - left) - (run.right - run.left) if middle else right - run.right


def _starts_anew(paragraph: list[_Line], run: Run) -> bool:
    """Whether a line is indented as the first of a paragraph is; one after a label hangs below the words of its list."""
    step = _INDENT * run.height
    first, last = paragraph[0].runs[0], paragraph[-1].runs[0]
    if len(paragraph) > 1:
        return run.left > last.left + step
    margins = paragraph[0].margins
    centred = margins.right - first.right > step and first.left > margins.left + step
    if round(first.left) in margins.indents and abs(run.left - first.left) < step:
        return True
    return run.left > first.left + step and not _MARKER.match(first.text) and not centred
