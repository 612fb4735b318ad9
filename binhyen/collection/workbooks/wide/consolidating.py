"""A wide workbook into the file of a consolidation, a report for each row; run again it takes what changed."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from binhyen.collection.workbooks.marking import Mark
from binhyen.collection.workbooks.quick import Outcome
from binhyen.collection.workbooks.reading import require_fitting
from binhyen.collection.workbooks.screening import Screen, reading_left_out
from binhyen.collection.workbooks.store import Owing, Store, Tally, known_in
from binhyen.collection.workbooks.wide.process import wide_grids
from binhyen.collection.workbooks.wide.rows import Rows
from binhyen.collection.workbooks.wide.sheet import wide_sheet
from binhyen.collection.workbooks.wide.units import Owed, Register
from binhyen.collection.workbooks.workers import Told

_AT_ONCE = 200


@dataclass(frozen=True)
class Consolidated:
    """What came of it: the tally of the file, how many rows were read, what is to be put right by cell, what is to be known."""

    tally: Tally
    rows: int
    marks: tuple[Mark, ...]
    notes: tuple[str, ...]


class _Store(Store):
    """The file, from which rows go that the workbook no longer holds."""

    def forget(self, beginning: str, but: set[str]) -> None:
        """Take out what came under a name with this beginning, but for some."""
        names = [name for (name,) in self._db.execute("SELECT name FROM files")]
        self._db.execute("BEGIN IMMEDIATE")
        for name in names:
            if name.startswith(beginning) and name not in but:
                self._remove(name)
        self._db.execute("COMMIT")


def consolidate_wide(
    name: str, data: bytes, out: Path, told: Told, owed: list[Owed], elsewhere: Callable[[str], str]
) -> Consolidated:
    """Read and check every row of ``data`` and put it into ``out``. ``Invalid``: as an upload, or another form or period."""
    grids = wide_grids(data)
    sheet = wide_sheet(told.plan, grids)
    require_fitting(told.plan, sheet.told, "")
    screen = Screen(reading_left_out(told.spec), period_complete=told.period_complete)
    rows = Rows(told.plan, screen, sheet, Register(owed, elsewhere))
    found: list[tuple[str, Outcome]] = []
    marks: list[Mark] = []
    for named, row, outcome in rows.outcomes(name):
        marks += rows.marks(row, outcome)
        found.append((named, outcome))
    known = known_in(out)
    names = [named for named, _ in found]
    store = _Store(out, told.plan, [Owing(one.uid, one.name, one.province) for one in owed], names)
    try:
        store.forget(f"{name}: ", set(names))
        new = [one for one in found if not one[1].sha256 or known.get(one[0]) != one[1].sha256]
        for at in range(0, len(new), _AT_ONCE):
            store.add(new[at : at + _AT_ONCE])
        return Consolidated(store.tally(), len(found), tuple(marks), tuple(sheet.notes))
    finally:
        store.close()
