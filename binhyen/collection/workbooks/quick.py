"""One workbook among thousands: read by calamine into typed arrays, checked, and every fault named by its cell.

An untouched layout is read by place. Whatever is unusual goes through the same search as a single upload, and a blank cell
that hides an error or a formula without result through openpyxl, to say why.
"""

from __future__ import annotations

from array import array
from collections.abc import Callable, Iterable, Sequence
from itertools import chain
from operator import itemgetter
from typing import Any, NamedTuple

from binhyen.collection.workbooks.locating import Grid, identity
from binhyen.collection.workbooks.opened import Opened
from binhyen.collection.workbooks.opening import read_workbook
from binhyen.collection.workbooks.plan import (
    CODES_ROW,
    FIGURES,
    FIRST_ROW,
    FIRST_VALUE,
    KEY,
    LABEL,
    REASON,
    Plan,
    cell_name,
)
from binhyen.collection.workbooks.problems import Note, Problem
from binhyen.collection.workbooks.reading import Read, looked_over, require_fitting
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
from binhyen.collection.workbooks.unseen import has_unseen, properties, unseen
from binhyen.collection.workbooks.values import Broken, Unfit, blank, content_of
from binhyen.figures.check_texts import FINDING_SENTENCES
from binhyen.figures.rules.cells import TOO_MUCH, CellKey, CellValue, Finding, Qualifier, Severity, State
from binhyen.foundation.errors import Invalid
from binhyen.foundation.texts import say

CODE_OF = {
    State.NOTHING_AROSE: NOTHING,
    State.NOT_APPLICABLE: NOT_APPLICABLE,
    State.NOT_REPORTED: SAID_UNKNOWN,
    State.STATED_WITHOUT_NUMBER: IN_WORDS,
}
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


Pick = Callable[[list[Any]], list[Any]]


class _Pickers(dict[int, tuple[Pick, Pick]]):
    """By the width of the sheet: what stands in the cell of each line, and beside the headings of groups (nothing should)."""

    def __init__(self, *places: Sequence[tuple[int, int]]) -> None:
        self._places = places

    def __missing__(self, wide: int) -> tuple[Pick, Pick]:
        lines, beside = self._places
        self[wide] = _pick(lines, wide), _pick(beside, wide)
        return self[wide]


def _pick(places: Sequence[tuple[int, int]], wide: int) -> Pick:
    at = [row * wide + column for row, column in places]
    if len(at) < 2:
        return lambda flat: [flat[place] for place in at]
    chosen = itemgetter(*at)
    return lambda flat: list(chosen(flat))


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
        self._decimals = [line.decimals for line in plan.lines]
        self._other = [n for n, line in enumerate(plan.lines) if line.decimals or not line.collects]
        self._beside = [
            (FIRST_ROW + n, FIRST_VALUE + c)
            for n, row in enumerate(plan.rows) if row.is_heading for c in range(len(plan.value_codes))
        ]  # fmt: skip
        self._pick = _Pickers(self._places, self._beside)
        self._reason = FIRST_VALUE + plan.codes.index(REASON) if REASON in plan.codes else None
        self._known: dict[tuple[str, int], tuple[int, int] | None] = {}
        self._last_row = FIRST_ROW + len(plan.rows)

    def outcome(self, book: Opened) -> Outcome:
        """What one file holds. Never raises ``Invalid``."""
        if book.refusal:
            return refused(book.number, book.sha256, book.refusal)
        told: dict[str, str] = {}
        try:
            told = identity(book.sheets) or properties(book.data, book.entries)
            require_fitting(self._plan, told, "")
            if not told.get("unit"):
                raise Invalid("collection.workbook_no_unit")
            return self._read(told, book)
        except Invalid as why:
            return refused(book.number, book.sha256, say(why), told.get("unit", ""))

    def _read(self, told: dict[str, str], book: Opened) -> Outcome:
        unit, grid = told["unit"], book.sheets.get(FIGURES)
        if told.get("version") == self._plan.version and grid is not None and len(grid) >= self._last_row:
            flat, wide = list(chain.from_iterable(grid)), len(grid[0])
            if self._untouched(flat, wide):
                raws = self._pick[wide][0](flat)
                hidden = self._hidden(raws, book) if "" in raws else {}
                if hidden is None:
                    return self._from_read(book.number, book.sha256, unit, read_workbook(self._plan, book.data))
                return self._taken(book, unit, raws, hidden, lambda n: self._reason_in(grid, n))
        if book.merged or has_unseen(book.data, book.entries, book.rows):  # errors come from calamine as blanks
            return self._from_read(book.number, book.sha256, unit, read_workbook(self._plan, book.data))
        return self._found(book, unit)

    def _reason_in(self, grid: Grid, number: int) -> object:
        return grid[self._places[number][0]][self._reason] if self._reason is not None else None

    def _found(self, book: Opened, unit: str) -> Outcome:
        """Rows or columns were put in, moved or deleted: the cells that the search for keys and labels finds."""
        found, read = looked_over(self._plan, book.sheets)
        raws: list[Any] = [""] * len(self._places)
        for number, place in found.places.items():
            raws[number] = "" if place.raw is None else place.raw
        if untouched := sum(1 for n, raw in enumerate(raws) if self._open[n] and blank(raw)):
            read.notes.append(Note("untouched", {"count": untouched}))
        places = {n: (p.sheet, p.row, p.column) for n, p in found.places.items()}
        return self._taken(book, unit, raws, {}, lambda n: found.places[n].reason, read, places)

    def _untouched(self, flat: list[Any], wide: int) -> bool:
        """Whether every row and column stands where the template has it. Each row of calamine's grid is ``wide`` cells."""
        first, last = FIRST_ROW * wide, self._last_row * wide
        return (
            flat[CODES_ROW * wide + FIRST_VALUE : (CODES_ROW + 1) * wide] == self._codes_row
            and flat[first + KEY : last : wide] == self._keys
            and flat[first + LABEL : last : wide] == self._labels
            and flat[last:].count("") == len(flat) - last
            and self._pick[wide][1](flat).count("") == len(self._beside)
        )

    def _hidden(self, raws: list[Any], book: Opened) -> dict[int, Broken] | None:
        """What blank cells of figures hide (``unseen``), by line; None where only a slower reader can tell."""
        blank = {cell_name(*self._places[n]): n for n, raw in enumerate(raws) if raw == "" and self._open[n]}
        if not blank:
            return {}
        found = None if book.merged else unseen(book.data, book.entries, book.rows, blank)
        return None if found is None else {blank[name]: broken for name, broken in found.items()}

    def _taken(
        self, book: Opened, unit: str, raws: list[Any], hidden: dict[int, Broken], reason: Callable[[int], object],
        read: Read | None = None, places: dict[int, tuple[str, int, int]] | None = None,
    ) -> Outcome:  # fmt: skip
        """Whole numbers all at once; then the few cells that hold anything else, one by one.

        ``read`` and ``places`` (as in the template where there are none) are given where the lines had to be searched for.
        """
        codes, numbers, others = bytearray([EXACT]) * len(raws), raws.copy(), self._not_whole(raws)
        for number in others:
            numbers[number] = codes[number] = BLANK
        values = array("q", map(int, numbers))
        amounts: list[int | None] = list(values)
        special = list(hidden)
        for number in others:
            raw, amounts[number] = raws[number], None
            if raw == "" or number in hidden or not self._open[number]:
                continue
            found = self._quick_word(number, raw) if raw.__class__ is str else None
            if found is None:
                special.append(number)
                continue
            codes[number], values[number] = found
            amounts[number] = None if found[0] == BLANK else found[1]
        cells: dict[int, CellValue] = {}
        faults = [_fault(problem) for problem in read.problems] if read is not None else []
        for number in special:
            at = places[number] if places is not None else (FIGURES, *self._places[number])
            self._take(number, hidden.get(number, raws[number]), reason(number), at, cells, faults)
        notes = [note.sentence for note in read.notes] if read is not None else []
        return self._answer(book.number, book.sha256, unit, codes, values, amounts, cells, faults, places or {}, notes)

    def _not_whole(self, raws: list[Any]) -> list[int]:
        """The lines whose cell holds no whole number that can be taken as it stands, in order."""
        kinds = list(map(type, raws))
        others = {n for n, kind in enumerate(kinds) if kind is not float} if kinds.count(float) < len(kinds) else set()
        others.update(self._other)
        numbers = raws.copy()
        for number in others:
            numbers[number] = 0.0
        if not (all(map(float.is_integer, numbers)) and min(numbers) >= 0 and max(numbers) < TOO_MUCH):
            others |= {n for n, raw in enumerate(numbers) if not 0 <= raw < TOO_MUCH or raw % 1}
        return sorted(others)

    def _quick_word(self, number: int, raw: str) -> tuple[int, int] | None:
        """Code and amount of texts that many workbooks share and that need no reason: "1.474", "không phát sinh", "-"."""
        key = (raw, self._decimals[number])
        if key not in self._known:
            if len(self._known) > 50_000:
                self._known.clear()
            self._known[key] = _plain(raw, self._plan, number)
        return self._known[key]

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
        odd = frozenset(n for n in cells if codes[n] in _ODD)
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
