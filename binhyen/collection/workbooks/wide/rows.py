"""Each row of a wide sheet read and checked as the workbook of its unit would be."""

from __future__ import annotations

import hashlib
from array import array
from collections.abc import Iterator
from typing import Any

from binhyen.collection.workbooks.locating import Place
from binhyen.collection.workbooks.marking import Mark
from binhyen.collection.workbooks.plan import Plan
from binhyen.collection.workbooks.problems import Problem
from binhyen.collection.workbooks.quick import Outcome, Quick, refused
from binhyen.collection.workbooks.reading import Read
from binhyen.collection.workbooks.screening import Screen
from binhyen.collection.workbooks.values import Unfit, content_of
from binhyen.collection.workbooks.wide.sheet import Row, WideSheet
from binhyen.collection.workbooks.wide.units import NoUnit, Owed, Register


class Rows(Quick):
    """Rows to outcomes, as ``Quick`` makes them of files: the same parser, the same checks, faults by cell."""

    def __init__(self, plan: Plan, screen: Screen, sheet: WideSheet, register: Register) -> None:
        super().__init__(plan, screen)
        self._plan_of_rows, self._sheet, self._register = plan, sheet, register
        self._absent = {n for n in range(len(plan.lines)) if n not in sheet.columns}

    def outcomes(self, file: str) -> Iterator[tuple[str, Row, Outcome]]:
        """Name, row and outcome of each row that says something; a row of a unit without a figure is no report."""
        taken: dict[str, tuple[Row, str]] = {}
        for row in self._sheet.rows:
            try:
                unit = self._register.find(row.said)
            except NoUnit as why:
                if not row.is_empty:
                    yield f"{file}: hàng {row.at + 1}", row, refused(row.at, "", str(why))
                continue
            if row.is_empty:
                continue
            digest = _digest(unit, row)
            before = taken.get(unit.uid)
            if before is None:
                taken[unit.uid] = (row, digest)
                yield f"{file}: {unit}", row, self._outcome(unit, row, digest)
            elif before[1] != digest:
                said = f"{unit} đã có ở hàng {before[0].at + 1} với số liệu khác. Đề nghị giữ lại một hàng."
                yield f"{file}: hàng {row.at + 1}", row, refused(row.at, "", said, unit.uid)

    def _outcome(self, unit: Owed, row: Row, digest: str) -> Outcome:
        read = Read()
        for number, raw in row.raws.items():
            place = Place(self._sheet.name, row.at, self._sheet.columns[number], raw)
            read.places[number] = place
            try:
                value = content_of(raw, self._plan_of_rows.lines[number])
            except Unfit as unfit:
                read.problems.append(Problem(place.sheet, place.row, place.column, unfit.code, unfit.params, number))
                continue
            if value is not None:
                read.cells[number] = value
        for number in self._absent:
            read.places[number] = Place(self._sheet.name, row.at, self._sheet.unit, None)
        outcome = self._from_read(row.at, digest, unit.uid, read)
        asked = array("H", (n for n in array("H", outcome.missing) if n not in self._absent))
        return outcome._replace(missing=asked.tobytes())

    def marks(self, row: Row, outcome: Outcome) -> Iterator[Mark]:
        """What is to be put right in the row, by cell."""
        name, columns = self._sheet.name, self._sheet.columns
        if outcome.refusal:
            yield Mark(name, row.at, self._sheet.unit, outcome.refusal)
        for fault in outcome.faults:
            at = (fault.row, fault.column) if fault.row >= 0 else (row.at, self._sheet.unit)
            yield Mark(name, *at, fault.sentence, fault.severity)
        for number in array("H", outcome.missing):
            label = self._plan_of_rows.lines[number].label.lstrip("- ")
            yield Mark(name, row.at, columns[number], f"{label}: chưa có số liệu.")


def _digest(unit: Owed, row: Row) -> str:
    said: list[Any] = [unit.uid, *(f"{number}={raw!r}" for number, raw in sorted(row.raws.items()))]
    return hashlib.sha256("\x1f".join(map(str, said)).encode("utf-8", "replace")).hexdigest()
