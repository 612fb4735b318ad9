"""What a workbook of a form looks like: which line stands in which cell. One plan for writing and for reading."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property

from binhyen.figures.rules.cells import CellKey, breakdown, parse_breakdown

FIGURES, COVER, FIELDS = "Số liệu", "Hướng dẫn", "bieu_mau"
"""The names of the three sheets; the last is hidden and holds ``FIELD_NAMES``."""
FIELD_NAMES = ("form", "version", "unit", "start", "last")
SEEN = "seen"
"""Beside them: the working version of each line when the copy was made ("0:3,7:1"; "-" where nothing was kept)."""
KEY, NUMBER, LABEL, COUNTED_IN, FIRST_VALUE = range(5)
"""The columns of the figures sheet, counted from 0; ``KEY`` is hidden. What comes after follows the form."""
CODES_ROW, HEAD_ROW, FIRST_ROW = 3, 4, 5
"""Rows counted from 0: the hidden codes of the columns, the heading, the first line."""
REASON = "reason"
TOTAL = "Tổng số"


@dataclass(frozen=True, slots=True)
class PlannedLine:
    """One line of the form. ``collects`` False: it shows what another form collects."""

    indicator: str
    breakdown: str
    label: str
    group: str
    unit_of_count: str
    decimals: int
    collects: bool = True
    hint: str = ""

    @property
    def key(self) -> CellKey:
        """The cell of the line."""
        return CellKey(self.indicator, self.breakdown)


@dataclass(frozen=True, slots=True)
class PlannedRow:
    """One row: ``lines`` holds, per value column, the number of the line that stands there (None: a blocked cell)."""

    key: str
    label: str
    group: str
    unit_of_count: str
    lines: tuple[int | None, ...]

    @property
    def is_heading(self) -> bool:
        """Whether it only names a group."""
        return not self.key


@dataclass(frozen=True)
class Plan:
    """A form over a period. ``columns`` is the dimension whose ``items`` (code, label) stand side by side ("": none).

    ``version``, ``start`` and ``last`` are ISO dates. Plain values: it is handed to other processes.
    """

    form: str
    version: str
    title: str
    period: str
    start: str
    last: str
    lines: tuple[PlannedLine, ...]
    columns: str = ""
    items: tuple[tuple[str, str], ...] = ()

    @cached_property
    def value_codes(self) -> tuple[str, ...]:
        """The hidden code of each value column: "value" alone, or "value:" for the total and "value:ca" for an item."""
        return ("value:", *(f"value:{code}" for code, _ in self.items)) if self.columns else ("value",)

    @cached_property
    def value_labels(self) -> tuple[str, ...]:
        """The heading of each value column."""
        return (TOTAL, *(label for _, label in self.items)) if self.columns else ("Số liệu kỳ này",)

    @cached_property
    def codes(self) -> tuple[str, ...]:
        """The hidden code of every column from ``FIRST_VALUE`` on."""
        beside = tuple(code.replace("value", kind) for kind in ("previous", "same") for code in self.value_codes)
        return (*self.value_codes, *(() if self.columns else (REASON,)), *beside)

    @cached_property
    def rows(self) -> tuple[PlannedRow, ...]:
        """The rows from ``FIRST_ROW`` on: a heading before each group, then its lines."""
        found: list[PlannedRow] = []
        group = ""
        for key, numbers in self._by_row().items():
            first = self.lines[next(n for n in numbers if n is not None)]
            if first.group != group:
                group = first.group
                found.append(PlannedRow("", group, group, "", ()))
            found.append(PlannedRow(key, first.label, group, first.unit_of_count, numbers))
        return tuple(found)

    def _by_row(self) -> dict[str, tuple[int | None, ...]]:
        rows: dict[str, list[int | None]] = {}
        places = {code: place for place, code in enumerate(self.value_codes)}
        for number, line in enumerate(self.lines):
            key, column = row_key(line, self.columns)
            place = places.get(f"value:{column}" if self.columns else "value")
            if place is None:
                key, place = str(line.key), 0
            rows.setdefault(key, [None] * len(places))[place] = number
        return {key: tuple(numbers) for key, numbers in rows.items()}

    @cached_property
    def places(self) -> dict[int, tuple[int, int]]:
        """Row and column, counted from 0, of each line by its number, in an untouched copy."""
        return {
            number: (FIRST_ROW + down, FIRST_VALUE + across)
            for down, row in enumerate(self.rows)
            for across, number in enumerate(row.lines)
            if number is not None
        }

    @cached_property
    def column_of_keys(self) -> tuple[str, ...]:
        """The hidden key of every row from ``FIRST_ROW`` on ("" for headings)."""
        return tuple(row.key for row in self.rows)


def row_key(line: PlannedLine, columns: str) -> tuple[str, str]:
    """The key of the row on which a line stands, and the item of the column: ("COM04", "ca") for COM04[host_org=ca]."""
    if not columns:
        return str(line.key), ""
    pairs = parse_breakdown(line.breakdown)
    item = pairs.pop(columns, "")
    return str(CellKey(line.indicator, breakdown(pairs))), item


def column_letters(column: int) -> str:
    """The letters of a column counted from 0: 0 is "A", 27 is "AB"."""
    letters = ""
    column += 1
    while column:
        column, rest = divmod(column - 1, 26)
        letters = chr(65 + rest) + letters
    return letters


def cell_name(row: int, column: int) -> str:
    """The name of a cell from row and column counted from 0: (13, 2) is "C14"."""
    return f"{column_letters(column)}{row + 1}"


def lines_by_key(lines: Sequence[PlannedLine]) -> dict[CellKey, int]:
    """The number of each line by its key."""
    return {line.key: number for number, line in enumerate(lines)}
