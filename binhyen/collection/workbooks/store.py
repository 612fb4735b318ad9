"""The one file into which thousands of workbooks go: SQLite, opened by any tool, whole after every group of files.

``figures`` and ``totals`` are what people ask; ``files`` says what became of each workbook; ``faults`` what is to be put
right. ``totals`` adds up the files without a fault that stops (``files.stops``), and says beside them what was left out. A cell
is kept under file * 65536 + line, so that cells of a file lie together and are written in order.
"""

from __future__ import annotations

import sqlite3
from array import array
from collections.abc import Collection, Iterable, Mapping, Sequence
from contextlib import closing, suppress
from dataclasses import dataclass
from functools import lru_cache
from itertools import chain
from pathlib import Path

from binhyen.collection.workbooks.plan import FIGURES, Plan, cell_name
from binhyen.collection.workbooks.quick import Outcome
from binhyen.foundation.errors import Invalid

PER_FILE = 65536
_ROWS = 120
"""So many rows in one statement take half the time of one each."""
MADE_BY = "binhyen consolidate 2"
TAKEN, FAULTY, REFUSED, REPEATED, EMPTY = "taken", "faulty", "refused", "repeated", "empty"
"""What became of a file: taken, taken with something to put right, refused, the same bytes under another name, not filled in."""
_SCHEMA = """
CREATE TABLE run (name TEXT PRIMARY KEY, said TEXT NOT NULL);
CREATE TABLE units (id INTEGER PRIMARY KEY, uid TEXT UNIQUE NOT NULL, name TEXT NOT NULL, province TEXT NOT NULL);
CREATE TABLE lines (id INTEGER PRIMARY KEY, indicator TEXT NOT NULL, breakdown TEXT NOT NULL, label TEXT NOT NULL,
    section TEXT NOT NULL, unit_of_count TEXT NOT NULL, decimals INTEGER NOT NULL, cell TEXT NOT NULL);
CREATE TABLE states (code INTEGER PRIMARY KEY, state TEXT NOT NULL, qualifier TEXT NOT NULL);
CREATE TABLE files (id INTEGER PRIMARY KEY, name TEXT UNIQUE NOT NULL, sha256 TEXT NOT NULL, outcome TEXT NOT NULL,
    unit INTEGER REFERENCES units, sentence TEXT NOT NULL, cells INTEGER NOT NULL, faults INTEGER NOT NULL,
    stops INTEGER NOT NULL, blank INTEGER NOT NULL, notes TEXT NOT NULL);
CREATE TABLE kept (id INTEGER PRIMARY KEY, code INTEGER NOT NULL, amount INTEGER NOT NULL);
CREATE TABLE moved (id INTEGER PRIMARY KEY, sheet TEXT NOT NULL, cell TEXT NOT NULL);
CREATE TABLE reasons (id INTEGER PRIMARY KEY, reason TEXT NOT NULL);
CREATE TABLE faults (file INTEGER NOT NULL, sheet TEXT NOT NULL, row INTEGER NOT NULL, col INTEGER NOT NULL,
    cell TEXT NOT NULL, rule TEXT NOT NULL, severity TEXT NOT NULL, code TEXT NOT NULL, sentence TEXT NOT NULL);
CREATE INDEX faults_of ON faults (file);
CREATE INDEX files_of ON files (sha256);
CREATE INDEX files_by_unit ON files (unit);
CREATE VIEW figures AS
  SELECT u.uid AS unit, u.name AS unit_name, u.province, l.indicator, l.breakdown, l.label, s.state,
    CASE WHEN s.state <> 'reported' THEN NULL WHEN l.decimals = 0 THEN k.amount
      ELSE k.amount * 1.0 / pow10.factor END AS value,
    s.qualifier, COALESCE(r.reason, '') AS reason, f.name AS file, COALESCE(m.sheet, '{sheet}') AS sheet,
    COALESCE(m.cell, l.cell) AS cell, f.stops = 0 AS counted
  FROM files f JOIN kept k ON k.id BETWEEN f.id * 65536 AND f.id * 65536 + 65535
    JOIN lines l ON l.id = k.id & 65535 JOIN states s ON s.code = k.code JOIN units u ON u.id = f.unit
    JOIN pow10 ON pow10.decimals = l.decimals LEFT JOIN moved m ON m.id = k.id LEFT JOIN reasons r ON r.id = k.id;
CREATE TABLE pow10 (decimals INTEGER PRIMARY KEY, factor INTEGER NOT NULL);
CREATE VIEW totals AS
  SELECT l.indicator, l.breakdown, l.label, l.unit_of_count,
    CASE WHEN l.decimals = 0 THEN t.amount ELSE t.amount * 1.0 / pow10.factor END AS total,
    t.n, (SELECT COUNT(*) FROM units) AS m, t.estimates, t.n_all - t.n AS left_out,
    CASE WHEN l.decimals = 0 THEN t.amount_all ELSE t.amount_all * 1.0 / pow10.factor END AS total_with_left_out
  FROM (SELECT k.id & 65535 AS line, SUM(k.amount) AS amount_all, COUNT(*) AS n_all,
          SUM(CASE WHEN f.stops = 0 THEN k.amount END) AS amount, SUM(f.stops = 0) AS n,
          SUM(f.stops = 0 AND k.code = 2) AS estimates
        FROM files f JOIN kept k ON k.id BETWEEN f.id * 65536 AND f.id * 65536 + 65535
        WHERE k.code IN (1, 2, 3) GROUP BY k.id & 65535) t
    JOIN lines l ON l.id = t.line JOIN pow10 ON pow10.decimals = l.decimals ORDER BY l.id;
CREATE VIEW unreported AS
  SELECT u.uid AS unit, u.name AS unit_name, u.province FROM units u
  WHERE u.id NOT IN (SELECT unit FROM files WHERE unit IS NOT NULL AND outcome IN ('taken', 'faulty') AND cells > 0);
"""
_STATES = [
    (1, "reported", "exact"), (2, "reported", "estimate"), (3, "nothing_arose", ""), (4, "not_applicable", ""),
    (5, "not_reported", ""), (6, "stated_without_number", ""),
]  # fmt: skip


@dataclass(frozen=True)
class Owing:
    """A unit that owes the form: its place in the register and what it is called."""

    uid: str
    name: str
    province: str


@dataclass(frozen=True)
class Tally:
    """How many files the store holds by what became of them, and for how many units there are figures.

    ``left_out``: the files whose figures are in but not in the totals, because a fault stops them.
    """

    files: Mapping[str, int]
    reported: int
    expected: int
    cells: int
    faults: int
    left_out: int = 0


def known_in(path: Path) -> dict[str, str]:
    """The digest of each file whose figures are in, by name; one that was refused is looked at again.

    Empty where there is no such file yet, or something else in its place: ``Store`` says what.
    """
    if not path.is_file():
        return {}
    with suppress(sqlite3.Error), closing(sqlite3.connect(path)) as db:
        return dict(db.execute("SELECT name, sha256 FROM files WHERE outcome IN ('taken', 'faulty')"))
    return {}


@lru_cache(maxsize=64)
def _keep(rows: int) -> str:
    """The statement for so many lines one after the other: the key of the first, then code and amount of each."""
    return "INSERT INTO kept VALUES " + ", ".join(f"(?1 + {n}, ?{2 * n + 2}, ?{2 * n + 3})" for n in range(rows))  # noqa: S608


class Store:
    """The file, opened for one form over one period. Refuses a file that is something else.

    ``present`` are the names of the workbooks that there are now: what was taken from one that is gone makes room for another
    of its unit.
    """

    def __init__(self, path: Path, plan: Plan, units: Sequence[Owing], present: Collection[str]) -> None:
        self._plan, self._path, self._present = plan, str(path), frozenset(present)
        self._cells = [cell_name(*plan.places[n]) for n in range(len(plan.lines))]
        self._db = sqlite3.connect(path, isolation_level=None)
        try:
            self._begin(units)
        except sqlite3.OperationalError as error:
            self._db.close()
            raise Invalid("collection.store_busy", path=str(path), why=str(error)) from error
        except sqlite3.DatabaseError as error:
            self._db.close()
            raise Invalid("collection.store_foreign", path=str(path)) from error
        self._units = {uid: number for number, uid in self._db.execute("SELECT id, uid FROM units")}
        self._next = self._db.execute("SELECT COALESCE(MAX(id), 0) + 1 FROM files").fetchone()[0]

    def _begin(self, units: Sequence[Owing]) -> None:
        db = self._db
        db.execute("PRAGMA page_size = 16384")
        db.execute("PRAGMA journal_mode = WAL")
        db.execute("PRAGMA synchronous = NORMAL")
        db.execute("PRAGMA cache_size = -16000")
        plan = self._plan
        about = {"made_by": MADE_BY, "form": plan.form, "version": plan.version, "start": plan.start, "last": plan.last}
        if db.execute("SELECT COUNT(*) FROM sqlite_master").fetchone()[0] == 0:
            db.execute("BEGIN IMMEDIATE")
            for statement in _SCHEMA.replace("{sheet}", FIGURES).split(";\n"):
                db.execute(statement)
            db.executemany("INSERT INTO run VALUES (?, ?)", about.items())
            db.executemany("INSERT INTO states VALUES (?, ?, ?)", _STATES)
            db.executemany("INSERT INTO pow10 VALUES (?, ?)", [(n, 10**n) for n in range(10)])
            db.executemany("INSERT INTO lines VALUES (?, ?, ?, ?, ?, ?, ?, ?)", self._lines())
            db.execute("COMMIT")
        elif dict(db.execute("SELECT name, said FROM run")) != about:
            raise sqlite3.DatabaseError
        db.execute("BEGIN IMMEDIATE")
        db.executemany(
            "INSERT INTO units (uid, name, province) VALUES (?, ?, ?) ON CONFLICT (uid) DO UPDATE SET name = excluded.name",
            [(unit.uid, unit.name, unit.province) for unit in units],
        )
        owing = {unit.uid for unit in units}
        for number, uid in db.execute("SELECT id, uid FROM units").fetchall():
            if uid not in owing:
                self._let_go(number, uid)
        db.execute("COMMIT")

    def _let_go(self, unit: int, uid: str) -> None:
        """A unit that owes the form no more stands in no m, and its file is refused as a new one of it would be."""
        asked = "SELECT id FROM files WHERE unit = ? AND outcome IN ('taken', 'faulty')"
        for (file,) in self._db.execute(asked, (unit,)).fetchall():
            self._empty(file)
            refused = "UPDATE files SET outcome = ?, sentence = ?, cells = 0, faults = 1, stops = 1 WHERE id = ?"
            self._db.execute(refused, (REFUSED, self._not_owing(uid), file))
        self._db.execute("UPDATE files SET unit = NULL WHERE unit = ?", (unit,))
        self._db.execute("DELETE FROM units WHERE id = ?", (unit,))

    def _lines(self) -> list[tuple[object, ...]]:
        return [
            (n, i.indicator, i.breakdown, i.label, i.group, i.unit_of_count, i.decimals, self._cells[n])
            for n, i in enumerate(self._plan.lines)
        ]

    def add(self, outcomes: Iterable[tuple[str, Outcome]]) -> None:
        """Put files in, all of them or, where the process dies, none. A name that is in already is replaced."""
        db = self._db
        try:
            db.execute("BEGIN IMMEDIATE")
        except sqlite3.OperationalError as error:
            raise Invalid("collection.store_busy", path=self._path, why=str(error)) from error
        try:
            for name, outcome in outcomes:
                self._remove(name)
                self._add(name, outcome)
            db.execute("COMMIT")
        except BaseException:
            db.execute("ROLLBACK")
            raise

    def _remove(self, name: str) -> None:
        found = self._db.execute("SELECT id FROM files WHERE name = ?", (name,)).fetchone()
        if found is not None:
            self._empty(found[0])
            self._db.execute("DELETE FROM files WHERE id = ?", found)

    def _empty(self, file: int) -> None:
        low, high = file * PER_FILE, file * PER_FILE + PER_FILE - 1
        for table in ("kept", "moved", "reasons"):
            self._db.execute(f"DELETE FROM {table} WHERE id BETWEEN ? AND ?", (low, high))  # noqa: S608
        self._db.execute("DELETE FROM faults WHERE file = ?", (file,))

    def _add(self, name: str, outcome: Outcome) -> None:
        number, self._next = self._next, self._next + 1
        unit = self._units.get(outcome.unit)
        became, sentence = self._became(outcome, unit)
        holds = became in (TAKEN, FAULTY)
        missing = array("H", outcome.missing)
        filled = len(outcome.codes) - outcome.codes.count(0) if holds else 0
        faults = len(outcome.faults) + len(missing) if holds else 1
        stops = len(missing) + sum(fault.severity == "block" for fault in outcome.faults) if holds else 1
        row = (
            number, name, outcome.sha256, became, unit, sentence, filled, faults, stops,
            outcome.codes.count(0), "\n".join(outcome.notes),
        )  # fmt: skip
        self._db.execute("INSERT INTO files VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)", row)
        if holds:
            self._put(number, outcome, missing)

    def _became(self, outcome: Outcome, unit: int | None) -> tuple[str, str]:
        if outcome.refusal:
            return REFUSED, outcome.refusal
        same = self._in_the_way("sha256", outcome.sha256)
        if same:
            return REPEATED, f"Trùng nội dung với tệp {same}: không cộng lần hai."
        if unit is None:
            return REFUSED, self._not_owing(outcome.unit)
        if not any(outcome.codes) and not outcome.faults:
            return EMPTY, "Tệp chưa điền chỉ tiêu nào: tính là chưa báo cáo."
        other = self._in_the_way("unit", unit)
        if other:
            return REFUSED, f"Đơn vị đã có tệp {other} với số liệu khác. Đề nghị giữ lại một tệp."
        return (FAULTY if outcome.faults or outcome.missing else TAKEN), ""

    def _not_owing(self, uid: str) -> str:
        return f"Đơn vị {uid} không phải báo cáo biểu {self._plan.form} trong kỳ này."

    def _in_the_way(self, column: str, value: str | int) -> str:
        """The file with these bytes or of this unit whose figures are in, "" for none; one that is gone is let go."""
        asked = f"SELECT name FROM files WHERE {column} = ? AND outcome IN ('taken', 'faulty')"  # noqa: S608
        found: list[tuple[str]] = self._db.execute(asked, (value,)).fetchall()
        for (name,) in found:
            if name in self._present:
                return name
            self._remove(name)
        return ""

    def _put(self, number: int, outcome: Outcome, missing: array[int]) -> None:
        db = self._db
        first = number * PER_FILE
        self._put_cells(first, outcome.codes, array("q", outcome.values))
        if outcome.moved:
            moved = [(first + n, sheet, cell_name(row, column)) for n, sheet, row, column in outcome.moved]
            db.executemany("INSERT INTO moved VALUES (?, ?, ?)", moved)
        if outcome.reasons:
            db.executemany("INSERT INTO reasons VALUES (?, ?)", [(first + n, why) for n, why in outcome.reasons])
        if outcome.faults or missing:
            db.executemany(
                "INSERT INTO faults VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)", self._faults(number, outcome, missing)
            )

    def _put_cells(self, first: int, codes: bytes, values: array[int]) -> None:
        said = list(chain.from_iterable(zip(codes, values, strict=True)))
        for at in range(0, len(codes), _ROWS):
            some = said[2 * at : 2 * (at + _ROWS)]
            self._db.execute(_keep(len(some) // 2), (first + at, *some))
        if 0 in codes:  # blank cells are not kept; most workbooks have none
            blank = [(first + n,) for n, code in enumerate(codes) if not code]
            self._db.executemany("DELETE FROM kept WHERE id = ?", blank)

    def _faults(self, number: int, outcome: Outcome, missing: array[int]) -> Iterable[tuple[object, ...]]:
        for f in outcome.faults:
            cell = cell_name(f.row, f.column) if f.row >= 0 else ""
            yield (number, f.sheet, f.row, f.column, cell, f.rule, f.severity, f.code, f.sentence)
        places = {n: (sheet, row, column) for n, sheet, row, column in outcome.moved}
        for n in missing:
            sheet, row, column = places.get(n, (FIGURES, *self._plan.places[n]))
            said = f"{self._plan.lines[n].label.lstrip('- ')}: chưa có số liệu."
            yield (number, sheet, row, column, cell_name(row, column), "R10", "block", "figures.r10_missing", said)

    def faulty(self) -> list[tuple[int, str]]:
        """The files with something to put right: number and name."""
        return list(self._db.execute("SELECT id, name FROM files WHERE outcome = ? ORDER BY id", (FAULTY,)))

    def faults_of(self, file: int) -> list[tuple[str, int, int, str, str]]:
        """The faults of a file: sheet, row, column, sentence, severity."""
        asked = "SELECT sheet, row, col, sentence, severity FROM faults WHERE file = ? ORDER BY row, col, rowid"
        return list(self._db.execute(asked, (file,)))

    def tally(self) -> Tally:
        """What there is by now."""
        db = self._db
        files = dict(db.execute("SELECT outcome, COUNT(*) FROM files GROUP BY outcome"))
        reported, expected = db.execute(
            "SELECT (SELECT COUNT(*) FROM unreported), (SELECT COUNT(*) FROM units)"
        ).fetchone()
        asked = "SELECT COALESCE(SUM(cells), 0), COALESCE(SUM(faults), 0), COALESCE(SUM(stops > 0 AND cells > 0), 0) FROM files"
        cells, faults, left_out = db.execute(asked).fetchone()
        return Tally(files, expected - reported, expected, cells, faults, left_out)

    def close(self) -> None:
        """Leave one file and nothing beside it, unless someone is reading it just now."""
        with suppress(sqlite3.OperationalError):
            self._db.execute("PRAGMA wal_checkpoint(TRUNCATE)")
            self._db.execute("PRAGMA journal_mode = DELETE")
        self._db.close()
