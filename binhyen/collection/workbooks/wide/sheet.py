"""Where the lines and the units of a wide sheet stand: by hidden codes, by the codes of indicators, by what headings say."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from itertools import pairwise
from typing import Any

from binhyen.collection.workbooks.locating import SEARCHED, Grid, identity
from binhyen.collection.workbooks.plan import FIELDS, Plan, column_letters
from binhyen.collection.workbooks.values import blank, cleaned, masked
from binhyen.foundation.errors import Invalid
from binhyen.foundation.vietnamese import fold

UID, CODE, NAME, PROVINCE = "unit.uid", "unit.code", "unit.name", "unit.province"
"""The hidden codes of the columns that say which unit a row is of."""
HEADINGS = {
    "ma don vi": CODE, "ma dvhc": CODE, "ma xa": CODE, "ma xa, phuong": CODE, "ma": CODE,
    "ten don vi": NAME, "don vi": NAME, "xa, phuong": NAME, "xa, phuong, dac khu": NAME, "ten xa": NAME, "xa": NAME,
    "tinh": PROVINCE, "tinh, thanh pho": PROVINCE, "tinh/thanh pho": PROVINCE,
}  # fmt: skip
_SUMS = ("tong", "cong", "tong cong", "tong so", "toan tinh", "ca nuoc", "toan quoc")
_NUMBERING = re.compile(r"\(?[A-Za-z0-9]{1,3}\)?(?: ?= ?.*)?")
NOTES = {
    "no_column": "Không thấy cột của chỉ tiêu “{label}”: không nhận số liệu của chỉ tiêu này từ tệp.",
    "column_twice": "Cột {column} trùng chỉ tiêu với cột {other}: không nhận.",
    "sum_row": "Hàng {row} (“{text}”) là hàng cộng: không nhận.",
    "sheet": "Số liệu được đọc từ trang “{sheet}”.",
}


@dataclass(frozen=True, slots=True)
class Row:
    """One row: its number from 0, what it says of its unit by ``UID`` … ``PROVINCE``, the raw cell of each line."""

    at: int
    said: Mapping[str, str]
    raws: Mapping[int, Any]

    @property
    def is_empty(self) -> bool:
        """Whether no line says anything."""
        return all(blank(raw) for raw in self.raws.values())


@dataclass
class WideSheet:
    """A sheet whose columns are known. ``columns``: by number of line; ``unit``: the column that faults of a row stand in."""

    name: str
    told: dict[str, str]
    columns: dict[int, int]
    unit: int
    rows: list[Row] = field(default_factory=list)
    notes: list[str] = field(default_factory=list)


def wide_sheet(plan: Plan, sheets: Mapping[str, Grid]) -> WideSheet:
    """The sheet that holds most lines of the form. ``Invalid("collection.workbook_no_table")`` where none holds any,
    ``Invalid("collection.wide_no_units")`` where no column says which unit a row is of."""
    heads = [(_head(plan, grid), name) for name, grid in sheets.items() if name != FIELDS]
    (at, columns, notes), name = max(heads, key=lambda one: len(one[0][1]), default=((0, {}, []), ""))
    if not columns:
        raise Invalid("collection.workbook_no_table", form=plan.form)
    grid = sheets[name]
    said = _unit_columns(grid, at, min(columns.values()))
    if not said:
        raise Invalid("collection.wide_no_units")
    found = WideSheet(name, identity(sheets), columns, said.get(NAME, said.get(CODE, next(iter(said.values())))))
    found.notes += notes
    found.notes += [
        NOTES["no_column"].format(label=line.label)
        for number, line in enumerate(plan.lines)
        if line.collects and number not in columns
    ]
    for number in range(at + 1, len(grid)):
        _take(found, grid[number], number, said)
    return found


def _take(found: WideSheet, line: Sequence[Any], at: int, columns: Mapping[str, int]) -> None:
    said = {kind: text for kind, column in columns.items() if (text := _text(line, column))}
    row = Row(at, said, {n: line[column] if column < len(line) else None for n, column in found.columns.items()})
    named = said.get(NAME, said.get(CODE, ""))
    if row.is_empty and not said:
        return
    if fold(named).rstrip(":") in _SUMS or (not said and _is_sum(line, found.columns)):
        found.notes.append(NOTES["sum_row"].format(row=at + 1, text=masked(named) or "cộng"))
    elif not _is_heading(row, named):
        found.rows.append(row)


def _is_sum(line: Sequence[Any], columns: Mapping[int, int]) -> bool:
    """Whether anything left of the figures says that the row is a sum."""
    first = min(columns.values())
    return any(isinstance(raw, str) and fold(raw).strip(" :") in _SUMS for raw in line[:first])


def _is_heading(row: Row, named: str) -> bool:
    """Whether it names or numbers the columns: "A", "B", "(1)", "(2)" or 1, 2, 3 and no unit."""
    if named and not _NUMBERING.fullmatch(named):
        return False
    raws = [raw for raw in row.raws.values() if not blank(raw)]
    words = [raw for raw in raws if isinstance(raw, str) and _NUMBERING.fullmatch(raw.strip())]
    numbers = [raw for raw in raws if isinstance(raw, int | float)]
    counting = len(numbers) > 2 and all(after - before == 1 for before, after in pairwise(numbers))
    return bool(raws) and (len(words) == len(raws) or (counting and len(numbers) == len(raws)))


def _head(plan: Plan, grid: Grid) -> tuple[int, dict[int, int], list[str]]:
    """The last of the rows that name the columns, the column of each line, and what is odd about it."""
    keys = {str(line.key): n for n, line in enumerate(plan.lines) if line.collects}
    labels = _labels(plan)
    best: tuple[int, dict[int, int], list[str]] = (0, {}, [])
    for at, line in enumerate(grid[:SEARCHED]):
        columns: dict[int, int] = {}
        notes: list[str] = []
        for column, raw in enumerate(line):
            if not isinstance(raw, str) or not raw:
                continue
            number = keys.get(raw.strip(), labels.get(fold(cleaned(raw))))
            if number is None:
                continue
            if number in columns:
                shown = {"column": column_letters(column), "other": column_letters(columns[number])}
                notes.append(NOTES["column_twice"].format(**shown))
                continue
            columns[number] = column
        if columns and len(columns) >= len(best[1]):
            best = (at, columns, notes)
    return best


def _labels(plan: Plan) -> dict[str, int]:
    """The lines that a heading names alone: by label, or by label and unit of count."""
    collecting = [(n, line) for n, line in enumerate(plan.lines) if line.collects]
    counted = Counter(fold(line.label) for _, line in collecting)
    alone = {fold(line.label): n for n, line in collecting if counted[fold(line.label)] == 1}
    return alone | {fold(f"{plan.lines[n].label} ({plan.lines[n].unit_of_count})"): n for n in alone.values()}


def _unit_columns(grid: Grid, at: int, first: int) -> dict[str, int]:
    """The columns left of the figures that say which unit a row is of."""
    codes = {UID, CODE, NAME, PROVINCE}
    found: dict[str, int] = {}
    for line in reversed(grid[: at + 1]):
        for column, raw in enumerate(line[:first]):
            kind = raw if raw in codes else HEADINGS.get(fold(cleaned(raw))) if isinstance(raw, str) else None
            if kind:
                found.setdefault(kind, column)
    return {kind: found[kind] for kind in found if found.keys() & {UID, CODE, NAME}}


def _text(line: Sequence[Any], column: int) -> str:
    """What stands in a cell as a text; a code that a spreadsheet took for a number has its noughts again."""
    raw = line[column] if column < len(line) else None
    if isinstance(raw, int | float) and not isinstance(raw, bool):
        return f"{int(raw):05d}" if raw == raw and 0 <= raw < 1e9 else ""
    return cleaned(raw) if isinstance(raw, str) else ""
