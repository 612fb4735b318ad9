"""One sheet that carries many units: each row told what the unit's own workbook would be told, no row taken by a guess."""

from __future__ import annotations

import io
import random
import sqlite3
from collections.abc import Callable
from contextlib import closing
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from openpyxl import load_workbook

from binhyen.collection.workbooks.marking import LIST
from binhyen.collection.workbooks.opened import opened
from binhyen.collection.workbooks.plan import FIGURES
from binhyen.collection.workbooks.quick import Fault, Quick
from binhyen.collection.workbooks.screening import Screen
from binhyen.collection.workbooks.wide.consolidating import Consolidated, consolidate_wide
from binhyen.collection.workbooks.wide.opening import MOST_ROWS
from binhyen.collection.workbooks.wide.process import marked_wide, wide_grids
from binhyen.collection.workbooks.wide.rows import Rows
from binhyen.collection.workbooks.wide.sheet import wide_sheet
from binhyen.collection.workbooks.wide.template import BEFORE, CODES, FIRST, HEADS, wide_template
from binhyen.collection.workbooks.wide.units import Owed, Register
from binhyen.collection.workbooks.writing import Copy
from binhyen.foundation.errors import Invalid
from tests.collection.books import BELOW, worked_on
from tests.collection.test_consolidate import TOLD, spec_of

NAMES = ("Tân An", "Tân Bình", "Tân Cường", "Thạnh An", "Thanh An", "Hòa Bình")
UNITS = [Owed(f"xa-{n:03d}", f"{n + 4:05d}", "xa", name, f"Xã {name}", "Tỉnh Thử") for n, name in enumerate(NAMES)]
GOOD = (4, 4, 40, 40, 7)
VALUES = len(BEFORE)


def elsewhere(text: str) -> str:
    return f"Không rõ {text}."


def filled(
    cells: dict[int, tuple[Any, ...]], change: Callable[[Any], None] | None = None, units: list[Owed] = UNITS
) -> bytes:
    """The template with the rows of some units typed in, and whatever ``change`` does to the sheet."""
    book = load_workbook(io.BytesIO(wide_template(BELOW, units, "Tỉnh Thử")))
    sheet = book[FIGURES]
    for unit, raws in cells.items():
        for across, raw in enumerate(raws):
            sheet.cell(FIRST + unit + 1, VALUES + across + 1, raw)
    if change is not None:
        change(sheet)
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def put(data: bytes, out: Path) -> Consolidated:
    return consolidate_wide("tinh.xlsx", data, out, TOLD, UNITS, elsewhere)


def rows_in(out: Path, asked: str) -> list[tuple[Any, ...]]:
    with closing(sqlite3.connect(out)) as db:
        return db.execute(asked).fetchall()


def reported(out: Path) -> dict[str, int]:
    """By unit the total of its first line."""
    return dict(rows_in(out, "SELECT unit, value FROM figures WHERE indicator = 'COM04' AND breakdown = ''"))


@pytest.fixture
def out(tmp_path: Path) -> Path:
    return tmp_path / "tinh.sqlite"


def test_each_row_becomes_the_report_of_its_unit_and_a_blank_row_none(out: Path) -> None:
    found = put(filled({0: GOOD, 2: (5, 5, 50, 50, "-")}), out)
    assert (found.rows, found.marks, found.notes) == (2, (), ())
    assert reported(out) == {"xa-000": 4, "xa-002": 5}
    assert rows_in(out, "SELECT name, outcome FROM files ORDER BY 1") == [
        ("tinh.xlsx: Xã Tân An (00004)", "taken"), ("tinh.xlsx: Xã Tân Cường (00006)", "taken"),
    ]  # fmt: skip
    assert rows_in(out, "SELECT sheet, cell FROM figures WHERE indicator = 'FRC04' ORDER BY unit") == [
        (FIGURES, f"J{FIRST + 1}"), (FIGURES, f"J{FIRST + 3}"),
    ]  # fmt: skip
    assert rows_in(out, "SELECT total, n, m FROM totals LIMIT 1") == [(9, 2, len(UNITS))]


def random_row(chance: random.Random) -> tuple[Any, ...]:
    """A report with anything that people type."""
    dirt = ("1.474", "ước 120", "x", "1.5", -3, 2.5, True, "không áp dụng", "chưa có số liệu: chờ", "nhiều", None, "-")
    row: list[Any] = [chance.randrange(60) for _ in range(5)]
    for _ in range(chance.randrange(3)):
        row[chance.randrange(5)] = chance.choice(dirt)
    return tuple(row)


def test_a_row_is_told_what_the_units_own_workbook_is_told() -> None:
    chance = random.Random(3321)
    screen = Screen(spec_of(BELOW), period_complete=True)
    own = Quick(BELOW, screen)

    def told(faults: list[Fault]) -> list[tuple[str, str, int]]:
        return sorted((f.rule, f.code, f.line) for f in faults)

    rows = [random_row(chance) for _ in range(60)]
    many = [
        replace(UNITS[0], uid=f"xa-{n:03d}", code=f"{n:05d}", short=f"Số {n}", name=f"Xã Số {n}") for n in range(60)
    ]
    sheet = wide_sheet(BELOW, wide_grids(filled(dict(enumerate(rows)), units=many)))
    found = {
        outcome.unit: outcome for _, _, outcome in Rows(BELOW, screen, sheet, Register(many, elsewhere)).outcomes("x")
    }
    seen = set()
    for unit, cells in zip(many, rows, strict=True):
        book = opened(0, worked_on(BELOW, dict(enumerate(cells)), copy=Copy(unit.uid, unit.name)))
        assert book is not None
        expected, row = own.outcome(book), found[unit.uid]
        assert told(row.faults) == told(expected.faults), cells
        assert (row.codes, row.values, row.missing) == (expected.codes, expected.values, expected.missing), cells
        seen |= {fault.code for fault in row.faults}
    assert {"unreadable", "ambiguous", "negative", "figures.r3_sum", "needs_reason"} <= seen


@pytest.mark.parametrize(
    ("said", "unit"),
    [
        ({3: "00005"}, "xa-001"), ({3: 5}, "xa-001"), ({4: "Xã Tân Bình"}, "xa-001"), ({4: "tan binh"}, "xa-001"),
        ({4: "Xã Tân Bình", 5: "Tỉnh Thử"}, "xa-001"), ({3: "00008", 4: "Xã Thanh An"}, "xa-004"),
        ({4: "Thạnh An"}, "xa-003"), ({4: "Hoà Bình"}, "xa-005"), ({1: "xa-002"}, "xa-002"),
    ],
)  # fmt: skip
def test_a_row_put_in_by_hand_is_known_by_code_or_name(said: dict[int, Any], unit: str, out: Path) -> None:
    def by_hand(sheet: Any) -> None:
        at = FIRST + len(UNITS) + 3
        for column, text in said.items():
            sheet.cell(at, column, text)
        for across, raw in enumerate(GOOD):
            sheet.cell(at, VALUES + across + 1, raw)

    assert put(filled({}, by_hand), out).marks == ()
    assert list(reported(out)) == [unit]


@pytest.mark.parametrize(
    ("said", "why"),
    [
        ({4: "Thanh An"}, "có thể là nhiều đơn vị"), ({4: "Xã Tân Tiến"}, "Không rõ Xã Tân Tiến."), ({3: "99999"}, "Không rõ 99999."),
        ({3: "00004", 4: "Xã Tân Bình"}, "mã là của Xã Tân An (00004)"), ({1: "xa-000", 4: "Xã Tân Bình"}, "mã là của Xã Tân An"),
        ({4: "Xã Tân Tiến", 5: "Tỉnh Khác"}, "Không rõ Xã Tân Tiến, Tỉnh Khác."), ({}, "không ghi đơn vị"),
    ],
)  # fmt: skip
def test_a_row_of_no_certain_unit_is_refused_with_its_reason_and_adds_nothing(
    said: dict[int, Any], why: str, out: Path
) -> None:
    def by_hand(sheet: Any) -> None:
        for column in range(1, VALUES + 1):
            sheet.cell(FIRST + 1, column).value = said.get(column)

    found = put(filled({0: GOOD, 1: GOOD}, by_hand), out)
    (mark,) = found.marks
    assert why in mark.sentence
    assert (mark.row, mark.column) == (FIRST, 3)
    assert reported(out) == {"xa-001": 4}


def test_one_unit_on_two_rows_is_taken_once_and_asked_about_where_the_numbers_differ(out: Path) -> None:
    def twice(sheet: Any) -> None:
        for at, first in ((FIRST + 10, 4), (FIRST + 11, 9)):
            sheet.cell(at, 4, "Xã Tân An")
            for across, raw in enumerate((first, *GOOD[1:])):
                sheet.cell(at, VALUES + across + 1, raw)

    (mark,) = put(filled({0: GOOD}, twice), out).marks
    assert mark.sentence.startswith(f"Xã Tân An (00004) đã có ở hàng {FIRST + 1} với số liệu khác")
    assert mark.row == FIRST + 10
    assert reported(out) == {"xa-000": 4}


def test_rows_that_add_up_or_number_the_columns_are_no_units(out: Path) -> None:
    def as_people_do(sheet: Any) -> None:
        for across in range(5):
            sheet.cell(FIRST + len(UNITS) + 1, VALUES + across + 1, 99)
            sheet.cell(FIRST, VALUES + across + 1).value = sheet.cell(CODES + 1, VALUES + across + 1).value
        sheet.cell(FIRST + len(UNITS) + 1, 4, "Tổng cộng")
        sheet.insert_rows(FIRST + 1)
        for column in range(2, VALUES + 6):
            sheet.cell(FIRST + 1, column, f"({column})")

    found = put(filled({1: GOOD}, as_people_do), out)
    assert found.marks == ()
    assert [note for note in found.notes if "hàng cộng" in note]
    assert reported(out) == {"xa-001": 4}


def test_columns_are_known_by_what_the_heading_says_and_one_that_is_gone_accuses_nobody(out: Path) -> None:
    def without_codes(sheet: Any) -> None:
        sheet.delete_rows(CODES + 1)
        sheet.delete_cols(1, 2)
        sheet.delete_cols(VALUES - 2 + 5)
        for column in (1, 2, 3):
            sheet.cell(HEADS + 1, column).value = ("Mã đơn vị", "Tên đơn vị", "Tỉnh")[column - 1]

    found = put(filled({0: GOOD}, without_codes), out)
    assert found.marks == ()
    assert any("FRC" in note or "Lượt tuần tra" in note for note in found.notes)
    assert reported(out)["xa-000"] == 4
    assert rows_in(out, "SELECT COUNT(*) FROM figures") == [(2,)]  # labels that two lines share are told by codes alone


def test_faults_stand_in_their_cells_and_come_back_in_the_same_workbook(out: Path) -> None:
    def odd(sheet: Any) -> None:
        sheet.cell(FIRST + 3, VALUES + 1, "=1/0")
        sheet.merge_cells(start_row=FIRST + 4, end_row=FIRST + 4, start_column=VALUES + 1, end_column=VALUES + 2)

    data = filled({0: (9, *GOOD[1:]), 1: ("x", *GOOD[1:4], None), 2: GOOD, 3: GOOD}, odd)
    found = put(data, out)
    told = {(mark.row - FIRST, mark.column - VALUES): mark.sentence for mark in found.marks}
    assert "4 ≠ 9" in told[0, 0]
    assert "ghi “x”, không phải là số" in told[1, 0]
    assert "chưa có số liệu" in told[1, 4]
    assert "công thức chưa có kết quả" in told[2, 0]
    assert "ô bị gộp" in told[3, 0]
    cells = {cell for (cell,) in rows_in(out, "SELECT cell FROM faults")}
    assert {f"F{FIRST + 1}", f"F{FIRST + 2}", f"J{FIRST + 2}"} <= cells
    book = load_workbook(io.BytesIO(marked_wide(data, found.marks)))
    assert book.sheetnames[0] == LIST
    assert "không phải là số" in book[FIGURES].cell(FIRST + 2, VALUES + 1).comment.text
    assert book[FIGURES].cell(FIRST + 1, VALUES + 1).value == 9


def test_run_again_a_row_is_taken_once_wherever_it_stands_and_one_that_is_gone_goes(out: Path) -> None:
    put(filled({0: GOOD, 1: GOOD, 2: GOOD}), out)
    before = rows_in(out, "SELECT * FROM files ORDER BY id")
    put(filled({0: GOOD, 1: GOOD, 2: GOOD}), out)
    assert rows_in(out, "SELECT * FROM files ORDER BY id") == before

    def moved(sheet: Any) -> None:
        sheet.insert_rows(FIRST + 1, 2)

    put(filled({0: (8, 8, 80, 80, 7), 2: GOOD}, moved), out)
    assert reported(out) == {"xa-000": 8, "xa-002": 4}
    assert rows_in(out, "SELECT COUNT(*) FROM kept") == [(10,)]


def test_what_is_no_wide_workbook_of_the_form_is_refused(out: Path) -> None:
    with pytest.raises(Invalid, match=r"collection\.workbook_no_table"):
        put(worked_on(BELOW, change=lambda book: book[FIGURES].delete_rows(1, 60)), out)
    with pytest.raises(Invalid, match=r"collection\.wide_no_units"):
        put(filled({0: GOOD}, lambda sheet: sheet.delete_cols(1, VALUES)), out)

    def too_long(sheet: Any) -> None:
        for n in range(1, MOST_ROWS + 3):
            sheet.cell(n, 4, "x")

    def another(sheet: Any) -> None:
        sheet.parent["bieu_mau"]["B4"] = "2026-09-01"

    with pytest.raises(Invalid, match=r"collection\.workbook_other_period"):
        put(filled({0: GOOD}, another), out)
    with pytest.raises(Invalid, match=r"collection\.workbook_foreign|collection\.workbook_damaged"):
        put(b"PK\x03\x04", out)
    with pytest.raises(Invalid, match=r"collection\.wide_too_large"):
        put(filled({}, too_long), out)
    assert not out.exists()


def test_a_cell_far_away_costs_nothing(out: Path) -> None:
    put(filled({0: GOOD}, lambda sheet: sheet.cell(FIRST + 2, 16_384, 1)), out)
    assert reported(out) == {"xa-000": 4}


def test_invisible_letters_around_a_number_or_a_name_change_nothing(out: Path) -> None:
    def pasted(sheet: Any) -> None:
        sheet.cell(FIRST + 1, 1).value = sheet.cell(FIRST + 1, 3).value = None
        sheet.cell(FIRST + 1, 4).value = "\u200eXã\xa0Tân An\u200b"

    assert put(filled({0: ("\u200b4", "4\u200e", "\ufeff40", "40\u202c", "7")}, pasted), out).marks == ()
    assert reported(out) == {"xa-000": 4}


def test_a_persons_number_in_the_place_of_a_unit_is_never_repeated(out: Path) -> None:
    def personal(sheet: Any) -> None:
        sheet.cell(FIRST + 1, 1).value = None
        sheet.cell(FIRST + 1, 4).value = "ông A 034095001234"

    (mark,) = put(filled({0: GOOD}, personal), out).marks
    assert "034095001234" not in mark.sentence
    assert "chưa khớp (mã là của Xã Tân An (00004))" in mark.sentence
    assert not [row for row in rows_in(out, "SELECT * FROM files") if "034095001234" in str(row)]


def test_a_date_is_named_as_in_a_units_own_workbook(out: Path) -> None:
    (mark,) = (m for m in put(filled({0: (*GOOD[:4], date(2024, 9, 28))}), out).marks if m.severity == "block")
    assert "ngày tháng (28/9/2024)" in mark.sentence
