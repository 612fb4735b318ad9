"""Where the lines of a form stand in a workbook that people have worked on: by hidden keys, and by what is written there.

Rows and columns may have been inserted, moved or deleted, and sheets renamed. What is found is the same whichever library
read the cells.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from functools import lru_cache
from typing import Any

from binhyen.collection.workbooks.plan import FIELD_NAMES, FIELDS, REASON, SEEN, Plan, PlannedRow
from binhyen.collection.workbooks.problems import Note, Problem
from binhyen.collection.workbooks.values import blank, cleaned, is_figure, repeated
from binhyen.foundation.vietnamese import fold

Grid = Sequence[Sequence[Any]]
SEARCHED = 40
"""The heading stands within so many rows from the top."""


@dataclass(frozen=True, slots=True)
class Place:
    """A cell of the workbook: row and column count from 0."""

    sheet: str
    row: int
    column: int
    raw: Any
    reason: Any = None


@dataclass
class Located:
    """Where each line (by its number in the plan) was found, and what is odd about the workbook."""

    sheet: str = ""
    places: dict[int, Place] = field(default_factory=dict)
    problems: list[Problem] = field(default_factory=list)
    notes: list[Note] = field(default_factory=list)


def identity(sheets: Mapping[str, Grid]) -> dict[str, str]:
    """What the workbook says of itself (``FIELD_NAMES``, ``SEEN``); empty where the hidden sheet is gone."""
    rows = sheets.get(FIELDS, ())
    told = {str(row[0]): str(row[1]) for row in rows if len(row) > 1 and not blank(row[0])}
    return {name: told[name] for name in (*FIELD_NAMES, SEEN) if name in told}


def located(plan: Plan, sheets: Mapping[str, Grid]) -> Located:
    """The lines of the plan in the sheet that holds most of them; no sheet (``sheet`` "") where none holds any."""
    best = max(
        (_Search(plan, name, grid) for name, grid in sheets.items() if name != FIELDS),
        key=lambda search: search.hits,
        default=None,
    )
    if best is None or not best.hits or not best.columns:
        return Located()
    return best.walk()


@lru_cache(maxsize=20_000)
def _folded(text: str) -> str:
    """The text for comparison; the same labels stand in thousands of workbooks."""
    return fold(cleaned(text))


class _Search:
    """One sheet: its columns of keys, labels and values, then its rows."""

    def __init__(self, plan: Plan, name: str, grid: Grid) -> None:
        self._plan, self._name, self._grid = plan, name, grid
        self._rows = {row.key: row for row in plan.rows if not row.is_heading}
        self._placed: set[str] = set()
        self._by_label: dict[str, list[PlannedRow]] = {}
        for row in self._rows.values():
            self._by_label.setdefault(_folded(row.label), []).append(row)
        self._headings = {_folded(row.label) for row in plan.rows if row.is_heading}
        keys, labels = Counter[int](), Counter[int]()
        for line in grid:
            for column, raw in enumerate(line):
                if isinstance(raw, str) and raw:
                    keys[column] += raw.strip() in self._rows
                    labels[column] += _folded(raw) in self._by_label
        self._keys = _most(keys)
        self._labels = _most(labels)
        self.hits = max([*keys.values(), *labels.values(), 0])
        self.columns = self._value_columns() if self.hits else {}

    def _value_columns(self) -> dict[str, int]:
        """The column of each value code: by the hidden row of codes, else by the headings."""
        codes = {*self._plan.value_codes, REASON}
        for line in self._grid[:SEARCHED]:
            found = {raw: column for column, raw in enumerate(line) if isinstance(raw, str) and raw in codes}
            if self._plan.value_codes[0] in found or len(found) > 1:
                return found
        labels = dict(zip(map(fold, self._plan.value_labels), self._plan.value_codes, strict=True))
        best: dict[str, int] = {}
        for line in self._grid[:SEARCHED]:
            named: dict[str, int] = {}
            for column, raw in enumerate(line):
                code = labels.get(_folded(raw)) if isinstance(raw, str) else None
                if code is not None:
                    named.setdefault(code, column)
            best = max(best, named, key=len)
        return best

    def walk(self) -> Located:
        """Each row in turn: known by its key, else by its label below the total that it belongs to."""
        found = Located(self._name)
        current = ""
        for at, line in enumerate(self._grid):
            row, by_label = self._row_of(line, current)
            if row is None:
                self._strange(found, at, line)
                continue
            current = row.key.partition("[")[0]
            self._take(found, at, line, row, by_label)
        for key, row in self._rows.items():
            if key not in self._placed:
                found.notes.append(Note("row_missing", {"label": row.label}))
        return found

    def _row_of(self, line: Sequence[Any], current: str) -> tuple[PlannedRow | None, bool]:
        key = _text(line, self._keys)
        if key in self._rows:
            return self._rows[key], False
        candidates = self._by_label.get(_folded(_text(line, self._labels)), [])
        if len(candidates) > 1:
            candidates = [row for row in candidates if row.key.partition("[")[0] == current]
        return (candidates[0], True) if len(candidates) == 1 else (None, False)

    def _strange(self, found: Located, at: int, line: Sequence[Any]) -> None:
        """A row that is no line of the form, where it holds something in a value column: a fault where that is a figure."""
        label = _text(line, self._labels)
        is_heading = _folded(label) in self._headings
        if not found.places and not is_heading:
            return
        holds = {code for code, column in self.columns.items() if not blank(_raw(line, column))}
        figures = [self.columns[code] for code in holds - {REASON} if is_figure(_raw(line, self.columns[code]))]
        shown = {"label": repeated(label, 60) or "không tên", "form": self._plan.form}
        if figures:
            found.problems.append(Problem(self._name, at, min(figures), "row_unknown", shown))
        elif holds and not is_heading:
            found.notes.append(Note("row_unknown", {"row": at + 1, **shown}))

    def _take(self, found: Located, at: int, line: Sequence[Any], row: PlannedRow, by_label: bool) -> None:
        label = _text(line, self._labels)
        others = self._by_label.get(_folded(label), [])
        if not by_label and others and all(other.key != row.key for other in others):
            column = self._labels if self._labels is not None else 0
            shown = {"text": repeated(label, 60), "label": row.label[:60]}
            found.problems.append(Problem(self._name, at, column, "label_differs", shown))
            return
        if by_label and any(n in found.places and found.places[n].row != at for n in row.lines if n is not None):
            self._twice(found, at, line, row)
            return
        if by_label and self._keys is not None:
            found.notes.append(Note("by_label", {"row": at + 1, "label": row.label[:60]}))
        self._place(found, at, line, row)

    def _place(self, found: Located, at: int, line: Sequence[Any], row: PlannedRow) -> None:
        self._placed.add(row.key)
        reason = _raw(line, self.columns.get(REASON))
        for code, number in zip(self._plan.value_codes, row.lines, strict=True):
            column = self.columns.get(code)
            if number is None or column is None:
                continue
            before = found.places.get(number)
            raw = _raw(line, column)
            if before is not None and not blank(before.raw):
                if not blank(raw) and raw != before.raw:
                    shown = {"label": row.label[:60], "other": before.row + 1}
                    found.problems.append(Problem(self._name, at, column, "two_numbers", shown, number))
                continue
            found.places[number] = Place(self._name, at, column, raw, reason)

    def _twice(self, found: Located, at: int, line: Sequence[Any], row: PlannedRow) -> None:
        """A second row of the same name, put in by hand: it fills what the first left blank, and may not differ."""
        self._place(found, at, line, row)


def _most(counted: Counter[int]) -> int | None:
    column, count = max(counted.items(), key=lambda item: item[1], default=(None, 0))
    return column if count else None


def _raw(line: Sequence[Any], column: int | None) -> Any:
    return line[column] if column is not None and column < len(line) else None


def _text(line: Sequence[Any], column: int | None) -> str:
    raw = _raw(line, column)
    return raw.strip() if isinstance(raw, str) else ""
