"""One workbook among thousands: read by calamine into typed arrays, checked, and every fault named by its cell.

An untouched layout is read by place. Whatever is unusual goes through the same search as a single upload, and a blank cell
that hides an error or a formula without result through openpyxl, to say why.
"""

from __future__ import annotations

import hashlib
import io
import re
from array import array
from collections.abc import Callable, Iterable, Sequence
from itertools import chain
from operator import itemgetter
from typing import Any, NamedTuple

from binhyen.collection.workbooks.gate import Entry, admitted, part, sheet_part
from binhyen.collection.workbooks.locating import Grid, identity
from binhyen.collection.workbooks.opening import read_workbook
from binhyen.collection.workbooks.plan import (
    CODES_ROW,
    COVER,
    FIELD_NAMES,
    FIELDS,
    FIGURES,
    FIRST_ROW,
    FIRST_VALUE,
    KEY,
    LABEL,
    REASON,
    Plan,
    cell_name,
)
from binhyen.collection.workbooks.problems import Problem
from binhyen.collection.workbooks.reading import Read, read_grids, require_fitting
from binhyen.collection.workbooks.screening import (
    BLANK,
    ESTIMATE,
    EXACT,
    IN_WORDS,
    NOT_APPLICABLE,
    NOTHING,
    SAID_UNKNOWN,
    Screen,
    finding_words,
)
from binhyen.collection.workbooks.values import Broken, Unfit, content_of
from binhyen.figures.check_texts import FINDING_SENTENCES
from binhyen.figures.rules.cells import TOO_MUCH, CellKey, CellValue, Finding, Qualifier, Severity, State
from binhyen.foundation.errors import Invalid
from binhyen.foundation.texts import registered

CODE_OF = {
    State.NOTHING_AROSE: NOTHING,
    State.NOT_APPLICABLE: NOT_APPLICABLE,
    State.NOT_REPORTED: SAID_UNKNOWN,
    State.STATED_WITHOUT_NUMBER: IN_WORDS,
}
_ERROR = re.compile(rb'<c r="([A-Z]{1,3}\d{1,7})"[^>]*\bt="e"[^>]*>(?:<f[^>]*(?:/>|>[^<]*</f>))?<v>([^<]{1,20})</v>')
_NO_RESULT = re.compile(rb'<c r="([A-Z]{1,3}\d{1,7})"[^>]*><f[^>]*(?:/>|>[^<]*</f>)(?:<v ?/>|<v></v>)?</c>')
_PROPERTY = re.compile(rb'name="binhyen_(\w+)">\s*<vt:lpwstr>([^<]{1,80})<')
_ODD = frozenset({ESTIMATE, NOT_APPLICABLE, SAID_UNKNOWN, IN_WORDS})


class Fault(NamedTuple):
    """Something to put right: the cell (row and column from 0, -1: the workbook as a whole), rule, severity, sentence."""

    sheet: str
    row: int
    column: int
    rule: str
    severity: str
    code: str
    sentence: str
    line: int


class Outcome(NamedTuple):
    """One file. ``refusal``: why nothing of it was taken. ``codes`` a byte and ``values`` eight bytes for each line."""

    number: int
    sha256: str
    unit: str
    refusal: str
    codes: bytes
    values: bytes
    moved: list[tuple[int, str, int, int]]
    reasons: list[tuple[int, str]]
    faults: list[Fault]
    notes: list[str]
    missing: bytes


def refused(index: int, digest: str, sentence: str, unit: str = "") -> Outcome:
    """A file of which nothing is taken."""
    return Outcome(index, digest, unit, sentence, b"", b"", [], [], [], [], b"")


class Opened(NamedTuple):
    """A file whose cells are read, before anything is known of the form. ``refusal``: why they could not be."""

    number: int
    sha256: str
    data: bytes
    entries: list[Entry]
    sheets: dict[str, Grid]
    refusal: str

    @property
    def cells(self) -> int:
        """How many cells it holds in memory, blank ones as well."""
        return sum(len(row) for grid in self.sheets.values() for row in grid)


def opened(index: int, data: bytes, known: frozenset[str] | set[str] = frozenset()) -> Opened | None:
    """The cells of one file; None where a file of these bytes is ``known`` under its name. Never raises ``Invalid``."""
    digest = hashlib.sha256(data).hexdigest()
    if digest in known:
        return None
    try:
        entries = admitted(data)
        return Opened(index, digest, data, entries, _sheets(data), "")
    except Invalid as why:
        return Opened(index, digest, data, [], {}, _say(why))


def _sheets(data: bytes) -> dict[str, Grid]:
    """The sheets as rows; the instructions are left unread where the book has its three sheets and no others."""
    from python_calamine import CalamineError, CalamineWorkbook

    try:
        book = CalamineWorkbook.from_filelike(io.BytesIO(data))
        names = book.sheet_names[:20]
        if names == [COVER, FIGURES, FIELDS]:
            names = [FIGURES, FIELDS]
        return {name: book.get_sheet_by_name(name).to_python(skip_empty_area=False) for name in names}
    except (CalamineError, OSError, ValueError) as error:
        raise Invalid("collection.workbook_damaged") from error


class Quick:
    """The plan and rules of one form, made ready for many workbooks."""

    def __init__(self, plan: Plan, screen: Screen) -> None:
        self._plan, self._screen = plan, screen
        self._codes_row = list(plan.codes)
        self._keys = list(plan.column_of_keys)
        self._labels = [row.label for row in plan.rows]
        self._line_keys = [line.key for line in plan.lines]
        self._number_of = {key: number for number, key in enumerate(self._line_keys)}
        self._places = [plan.places[n] for n in range(len(plan.lines))]
        self._open = [line.collects for line in plan.lines]
        self._other = [n for n, line in enumerate(plan.lines) if line.decimals or not line.collects]
        self._pickers: dict[int, Callable[[list[Any]], tuple[Any, ...]]] = {}
        self._reason = FIRST_VALUE + plan.codes.index(REASON) if REASON in plan.codes else None
        self._known: dict[tuple[str, int], tuple[int, int] | None] = {}
        self._last_row = FIRST_ROW + len(plan.rows)

    def outcome(self, book: Opened) -> Outcome:
        """What one file holds. Never raises ``Invalid``."""
        if book.refusal:
            return refused(book.number, book.sha256, book.refusal)
        told: dict[str, str] = {}
        try:
            told = identity(book.sheets) or _custom(book.data, book.entries)
            require_fitting(self._plan, told, "")
            if not told.get("unit"):
                raise Invalid("collection.workbook_no_unit")
            return self._read(told, book)
        except Invalid as why:
            return refused(book.number, book.sha256, _say(why), told.get("unit", ""))

    def _read(self, told: dict[str, str], book: Opened) -> Outcome:
        index, digest, unit, data = book.number, book.sha256, told["unit"], book.data
        grid = book.sheets.get(FIGURES)
        if told.get("version") == self._plan.version and grid is not None and self._untouched(grid):
            raws = self._raws(grid)
            hidden = self._hidden(raws, data, book.entries) if "" in raws else {}
            if hidden is not None:
                return self._by_place(index, digest, unit, grid, raws, hidden)
            return self._from_read(index, digest, unit, read_workbook(self._plan, data))
        return self._from_read(index, digest, unit, _read_both(self._plan, data, book.sheets))

    def _untouched(self, grid: Grid) -> bool:
        """Whether every row and column stands where the template has it."""
        if len(grid) < self._last_row or list(grid[CODES_ROW][FIRST_VALUE:]) != self._codes_row:
            return False
        rows = grid[FIRST_ROW : self._last_row]
        if [row[KEY] for row in rows] != self._keys or [row[LABEL] for row in rows] != self._labels:
            return False
        return all(raw == "" for row in grid[self._last_row :] for raw in row)

    def _raws(self, grid: Grid) -> list[Any]:
        """What stands in the cell of each line; every row of the grid is as wide as the first."""
        wide = len(grid[0])
        if wide not in self._pickers:
            at = [(row - FIRST_ROW) * wide + column for row, column in self._places]
            self._pickers[wide] = itemgetter(*at, at[-1])  # one more, so that a form of one line gives a row as well
        return list(self._pickers[wide](list(chain.from_iterable(grid[FIRST_ROW : self._last_row]))))[:-1]

    def _hidden(self, raws: list[Any], data: bytes, entries: list[Entry]) -> dict[int, Broken] | None:
        """What blank cells of figures hide: errors and formulas without result, which calamine gives as blanks.

        None where only a slower reader can tell: merged cells, a sheet whose part is not found.
        """
        blank = [n for n, raw in enumerate(raws) if raw == "" and self._open[n]]
        if not blank:
            return {}
        xml = sheet_part(data, entries, FIGURES)
        if xml is None or b"<mergeCell " in xml:
            return None
        if not any(marker in xml for marker in (b't="e"', b"<f>", b"<f ", b"<f/")):
            return {}
        errors: dict[bytes, bytes] = dict(_ERROR.findall(xml))
        empty = set(_NO_RESULT.findall(xml))
        found: dict[int, Broken] = {}
        for number in blank:
            name = cell_name(*self._places[number]).encode()
            if name in errors:
                found[number] = Broken("error", errors[name].decode())
            elif name in empty:
                found[number] = Broken("no_cache")
        return found

    def _by_place(
        self, index: int, digest: str, unit: str, grid: Grid, raws: list[Any], hidden: dict[int, Broken]
    ) -> Outcome:
        """Whole numbers all at once; then the few cells that hold anything else, one by one."""
        for number, broken in hidden.items():
            raws[number] = broken
        others = [n for n, raw in enumerate(raws) if raw.__class__ is not float or not 0 <= raw < TOO_MUCH or raw % 1]
        if self._other:
            others = sorted({*others, *self._other})
        codes = bytearray([EXACT]) * len(raws)
        numbers = raws.copy()
        for number in others:
            numbers[number] = codes[number] = BLANK
        values = array("q", map(int, numbers))
        amounts: list[int | None] = list(values)
        special = list(hidden)
        for number in others:
            raw, amounts[number] = raws[number], None
            if raw == "" or number in hidden or not self._open[number]:
                continue
            if not self._quick_word(number, raw, codes, values, amounts):
                special.append(number)
        cells: dict[int, CellValue] = {}
        faults: list[Fault] = []
        for number in special:
            row, column = self._places[number]
            reason = grid[row][self._reason] if self._reason is not None else None
            self._take(number, raws[number], reason, (FIGURES, row, column), cells, faults)
        return self._answer(index, digest, unit, codes, values, amounts, cells, faults, {}, [])

    def _quick_word(
        self, number: int, raw: object, codes: bytearray, values: array[int], amounts: list[int | None]
    ) -> bool:
        """Texts that many workbooks share and that need no reason: numbers as text, "không phát sinh", "-"."""
        if raw.__class__ is not str:
            return False
        line = self._plan.lines[number]
        key = (str(raw), line.decimals)
        if key not in self._known:
            if len(self._known) > 50_000:
                self._known.clear()
            self._known[key] = _plain(raw, self._plan, number)
        found = self._known[key]
        if found is None:
            return False
        codes[number], values[number] = found
        amounts[number] = None if found[0] == BLANK else found[1]
        return True

    def _take(
        self, number: int, raw: object, reason: object, at: tuple[str, int, int],
        cells: dict[int, CellValue], faults: list[Fault],
    ) -> None:  # fmt: skip
        try:
            value = content_of(raw, self._plan.lines[number], reason)
        except Unfit as unfit:
            faults.append(_fault(Problem(*at, unfit.code, unfit.params, number)))
            return
        if value is not None:
            cells[number] = value

    def _from_read(self, index: int, digest: str, unit: str, read: Read) -> Outcome:
        size = len(self._places)
        codes, values = bytearray(size), array("q", bytes(8 * size))
        places = {n: (p.sheet, p.row, p.column) for n, p in read.places.items()}
        faults = [_fault(problem) for problem in read.problems]
        notes = [note.sentence for note in read.notes]
        return self._answer(index, digest, unit, codes, values, [None] * size, read.cells, faults, places, notes)

    def _answer(
        self, index: int, digest: str, unit: str, codes: bytearray, values: array[int], amounts: list[int | None],
        cells: dict[int, CellValue], faults: list[Fault], places: dict[int, tuple[str, int, int]], notes: list[str],
    ) -> Outcome:  # fmt: skip
        for number, value in cells.items():
            codes[number] = code_of(value)
            values[number] = value.amount or 0
            amounts[number] = value.amount
        has_odd = not _ODD.isdisjoint(set(codes))
        odd = frozenset(n for n, code in enumerate(codes) if code in _ODD) if has_odd else frozenset()
        at_fault = {fault.line for fault in faults}
        found = self._screen.findings(codes, amounts, odd, lambda lines: self._cells(lines, codes, amounts, cells))
        faults += [self._finding(finding, places) for finding in found]
        missing = array("H", self._screen.missing(codes, at_fault)).tobytes()
        moved = [(n, *place) for n, place in places.items() if place != (FIGURES, *self._places[n])]
        reasons = [(n, value.reason) for n, value in cells.items() if value.reason]
        return Outcome(
            index, digest, unit, "", bytes(codes), values.tobytes(), moved, reasons, faults, notes, missing
        )  # fmt: skip

    def _cells(
        self, lines: Iterable[int], codes: bytearray, amounts: list[int | None], cells: dict[int, CellValue]
    ) -> dict[CellKey, CellValue]:
        """The cells as the checks know them."""
        found: dict[CellKey, CellValue] = {}
        for number in lines:
            if number in cells:
                found[self._line_keys[number]] = cells[number]
            elif codes[number] == EXACT:
                found[self._line_keys[number]] = CellValue(State.REPORTED, amounts[number])
            elif codes[number] == NOTHING:
                found[self._line_keys[number]] = CellValue(State.NOTHING_AROSE)
        return found

    def _finding(self, finding: Finding, places: dict[int, tuple[str, int, int]]) -> Fault:
        number = self._number_of.get(finding.key, -1)
        sheet, row, column = places.get(number) or (
            (FIGURES, *self._places[number]) if number >= 0 else (FIGURES, -1, -1)
        )
        said = finding_words(FINDING_SENTENCES, finding)
        severity = finding.severity.value
        return Fault(sheet, row, column, finding.rule, severity, finding.code, said, number)


def code_of(value: CellValue) -> int:
    """The code of a cell value."""
    if value.state is State.REPORTED:
        return ESTIMATE if value.qualifier is Qualifier.ESTIMATE else EXACT
    return CODE_OF[value.state]


def _plain(raw: object, plan: Plan, number: int) -> tuple[int, int] | None:
    """Code and amount of a text that is an exact number or nothing arose; None for anything else."""
    try:
        value = content_of(raw, plan.lines[number])
    except Unfit:
        return None
    if value is None:
        return (BLANK, 0)
    code = code_of(value)
    return (code, value.amount or 0) if code in (EXACT, NOTHING) else None


def _fault(problem: Problem) -> Fault:
    line = -1 if problem.line is None else problem.line
    return Fault(
        problem.sheet, problem.row, problem.column, "doc", Severity.BLOCK.value, problem.code, problem.sentence, line
    )


def _read_both(plan: Plan, data: bytes, sheets: dict[str, Grid]) -> Read:
    """The grids of calamine where they hide nothing, else openpyxl: errors come from calamine as blanks."""
    read = read_grids(plan, sheets)
    return read_workbook(plan, data) if _has_odd_xml(data) else read


def _has_odd_xml(data: bytes) -> bool:
    return any(
        marker in xml
        for entry in admitted(data)
        if entry.name.startswith(b"xl/worksheets/")
        for xml in (part(data, entry),)
        for marker in (b't="e"', b"<f>", b"<f ", b"<mergeCell ")
    )


def _custom(data: bytes, entries: Sequence[Entry]) -> dict[str, str]:
    """What the document's own properties say of the workbook, where its hidden sheet is gone."""
    for entry in entries:
        if entry.name == b"docProps/custom.xml" and entry.unpacked < 100_000:
            told = {
                name.decode(): text.decode("utf-8", "replace") for name, text in _PROPERTY.findall(part(data, entry))
            }
            return {name: told[name] for name in FIELD_NAMES if name in told}
    return {}


def _say(why: Invalid) -> str:
    sentence: Any = registered().get(why.code, why.code)
    return str(sentence).format(**why.params)
