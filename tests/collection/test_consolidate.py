"""Thousands of workbooks into one file: what becomes of each, nothing twice, and no file that stops the others."""

import random
import shutil
import sqlite3
from array import array
from collections.abc import Sequence
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from openpyxl import load_workbook

from binhyen.collection.workbooks.consolidating import Consolidation, begin, consolidate
from binhyen.collection.workbooks.marking import LIST
from binhyen.collection.workbooks.opened import opened
from binhyen.collection.workbooks.plan import FIGURES, Plan
from binhyen.collection.workbooks.quick import Outcome, Quick, code_of
from binhyen.collection.workbooks.screening import MISSING, Screen
from binhyen.collection.workbooks.store import Owing
from binhyen.collection.workbooks.workers import HEAVY, Told, Workers
from binhyen.collection.workbooks.writing import Copy, template
from binhyen.figures.rules.cells import CellKey, CellValue, Nature, Qualifier, State
from binhyen.figures.rules.checks import check
from binhyen.figures.rules.specs import FormSpec, History, LineSpec, RuleSpec, parse_rule
from tests.collection.books import BELOW, SIDE_BY_SIDE, worked_on

SINCE = date(2026, 1, 1)


def rule(rule_id: str, op: str, left: str, right: str = "", **more: str) -> RuleSpec:
    spec = {"op": op, "left": left, "right": right, **more}
    return parse_rule(rule_id, rule_id.partition("-")[0], "block", spec, valid_from=SINCE)


RULES = (
    rule("R1-pham-vi", "range", "[*]", at_most="100"),
    rule("R2-thanh-phan", "part of", "COM04[host_org=*]", "COM04"),
    rule("R3-tong", "=", "COM04", "COM04[host_org=*]"),
    rule("R6-luot", ">=", "COM05[*]", "COM04[*]"),
    rule("R7-buoi", "per", "COM05", "COM04", at_least="2", at_most="90"),
    rule("R8-bien-dong", "change", "[]", at_most="50"),
    rule("R10-du", "complete", "[*]"),
    rule("R10-ky", "period", ""),
)


def spec_of(plan: Plan) -> FormSpec:
    lines = tuple(
        LineSpec(i.indicator, i.breakdown, "collects", True, Nature.FLOW, i.decimals, i.unit_of_count, i.label)
        for i in plan.lines
    )
    return FormSpec(plan.form, lines, False, RULES)


TOLD = Told(BELOW, spec_of(BELOW), True)
UNITS = [Owing(f"xa-{n:03d}", f"Xã {n}", "Tỉnh Thử") for n in range(40)]
GOOD = {0: 4, 1: 4, 2: 40, 3: 40, 4: 7}


def book(n: int, cells: dict[int, Any] | None = None, change: Any = None) -> bytes:
    return worked_on(BELOW, GOOD if cells is None else cells, change, Copy(f"xa-{n:03d}", f"Xã {n}"))


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    made = tmp_path / "gui-ve"
    made.mkdir()
    return made


def run(folder: Path, errors: Path | None = None, jobs: int = 1, units: Sequence[Owing] = UNITS) -> sqlite3.Connection:
    workers = Workers(jobs)
    try:
        out = folder.parent / "tong-hop.sqlite"
        asked = Consolidation(folder, out, errors)
        begin(asked, workers)
        consolidate(asked, workers, TOLD, units, lambda count: None)
    finally:
        workers.end()
    return sqlite3.connect(out)


def outcomes(db: sqlite3.Connection) -> dict[str, str]:
    return dict(db.execute("SELECT name, outcome FROM files ORDER BY name"))


def figures(db: sqlite3.Connection) -> list[tuple[Any, ...]]:
    return db.execute("SELECT * FROM figures ORDER BY unit, indicator, breakdown").fetchall()


def test_every_file_gets_its_outcome_and_none_stops_the_others(folder: Path) -> None:
    def row_put_in(made: Any) -> None:
        made[FIGURES].insert_rows(8)
        made[FIGURES]["C8"], made[FIGURES]["E8"] = "Hội nghị khác", 99

    def far(made: Any) -> None:
        made[FIGURES]["XFD1048576"] = 1

    first = book(0)
    made = {
        "00.xlsx": first, "01.xlsx": book(1, {**GOOD, 0: "x"}), "02.xlsx": book(2, {**GOOD, 0: 9}),
        "03.xlsx": book(3, change=row_put_in), "04.xlsx": book(4, {0: "1.474", 1: 1474, 2: "ước 2000", 3: "-"}),
        "05.xlsx": book(5, change=far), "06.xlsx": first, "07.xlsx": book(0, {**GOOD, 4: 8}), "08.xlsx": book(99),
        "09.xlsx": book(9)[:-300], "10.xlsx": book(10, {**GOOD, 4: "=1/0"}), "11.xlsx": b"PK", "12/12.xlsx": book(12),
        "~$13.xlsx": b"lock", "14.docx": b"PK",
    }  # fmt: skip
    for name, data in made.items():
        (folder / name).parent.mkdir(exist_ok=True)
        (folder / name).write_bytes(data)
    db = run(folder, jobs=2)
    assert outcomes(db) == {
        "00.xlsx": "taken", "01.xlsx": "faulty", "02.xlsx": "faulty", "03.xlsx": "faulty", "04.xlsx": "faulty",
        "05.xlsx": "refused", "06.xlsx": "repeated", "07.xlsx": "refused", "08.xlsx": "refused", "09.xlsx": "refused",
        "10.xlsx": "faulty", "11.xlsx": "refused", "12/12.xlsx": "taken",
    }  # fmt: skip
    said = dict(db.execute("SELECT name, sentence FROM files"))
    assert said["05.xlsx"] == HEAVY
    assert "00.xlsx" in said["06.xlsx"]
    assert "Đơn vị đã có tệp 00.xlsx" in said["07.xlsx"]
    faults = db.execute("SELECT f.name, cell, code FROM faults JOIN files f ON f.id = file ORDER BY 1, 2").fetchall()
    assert ("01.xlsx", "E7", "unreadable") in faults
    assert ("03.xlsx", "E8", "row_unknown") in faults
    assert ("02.xlsx", "E7", "figures.r3_sum") in faults
    assert ("10.xlsx", "E12", "no_cache") in faults
    assert ("04.xlsx", "E12", "figures.r10_missing") in faults


def test_a_file_that_kills_its_reader_takes_no_other_with_it(folder: Path) -> None:
    def far(made: Any) -> None:
        made[FIGURES]["XFD1048576"] = 1

    for n in range(36):
        (folder / f"{n:02d}.xlsx").write_bytes(book(n, change=far if n == 3 else None))
    found = outcomes(run(folder))
    assert len(found) == 36
    assert [name for name, outcome in found.items() if outcome != "taken"] == ["03.xlsx"]


def test_what_is_asked_of_the_file(folder: Path) -> None:
    (folder / "a.xlsx").write_bytes(book(1, {0: "1.474", 1: 1474, 2: "ước 2000", 3: "không áp dụng: chưa có", 4: "-"}))
    (folder / "b.xlsx").write_bytes(book(2, GOOD, lambda made: made[FIGURES].insert_rows(7)))
    db = run(folder)
    asked = (
        "SELECT indicator, breakdown, state, value, qualifier, reason, file, sheet, cell FROM figures WHERE unit = ?"
    )
    assert db.execute(asked, ("xa-001",)).fetchall() == [
        ("COM04", "", "reported", 1474, "exact", "", "a.xlsx", FIGURES, "E7"),
        ("COM04", "host_org=ca", "reported", 1474, "exact", "", "a.xlsx", FIGURES, "E8"),
        ("COM05", "", "reported", 2000, "estimate", "", "a.xlsx", FIGURES, "E9"),
        ("COM05", "host_org=ca", "not_applicable", None, "", "chưa có", "a.xlsx", FIGURES, "E10"),
        ("FRC04", "", "nothing_arose", None, "", "", "a.xlsx", FIGURES, "E12"),
    ]
    assert db.execute(asked, ("xa-002",)).fetchone()[-1] == "E8"
    totals = db.execute("SELECT indicator, breakdown, total, n, m, estimates FROM totals").fetchall()
    assert totals[0] == ("COM04", "", 1478, 2, 40, 0)
    assert totals[3] == ("COM05", "host_org=ca", 40, 1, 40, 0)
    assert db.execute("SELECT COUNT(*) FROM unreported").fetchone() == (38,)


def test_a_cell_left_blank_below_a_row_put_in_is_named_where_it_stands(folder: Path) -> None:
    (folder / "a.xlsx").write_bytes(book(1, {**GOOD, 4: None}, lambda made: made[FIGURES].insert_rows(7)))
    assert run(folder).execute("SELECT cell, code FROM faults").fetchall() == [("E13", "figures.r10_missing")]


def test_totals_leave_out_what_has_to_be_put_right_and_say_so(folder: Path) -> None:
    (folder / "a.xlsx").write_bytes(book(1))
    (folder / "b.xlsx").write_bytes(book(2, {**GOOD, 0: 9}))
    (folder / "c.xlsx").write_bytes(book(3, {**GOOD, 4: "x"}))
    db = run(folder)
    asked = "SELECT indicator, breakdown, total, n, m, left_out, total_with_left_out FROM totals"
    assert db.execute(asked).fetchall() == [
        ("COM04", "", 4, 1, 40, 2, 17), ("COM04", "host_org=ca", 4, 1, 40, 2, 12), ("COM05", "", 40, 1, 40, 2, 120),
        ("COM05", "host_org=ca", 40, 1, 40, 2, 120), ("FRC04", "", 7, 1, 40, 1, 14),
    ]  # fmt: skip
    assert dict(db.execute("SELECT file, MIN(counted) FROM figures GROUP BY file")) == {
        "a.xlsx": 1, "b.xlsx": 0, "c.xlsx": 0,
    }  # fmt: skip


def test_a_line_that_only_faulty_files_fill_has_no_total(folder: Path) -> None:
    (folder / "b.xlsx").write_bytes(book(2, {**GOOD, 0: 9}))
    found = run(folder).execute("SELECT total, n, left_out, total_with_left_out FROM totals").fetchall()
    assert found[0] == (None, 0, 1, 9)


def test_a_template_that_nobody_filled_in_is_no_report(folder: Path) -> None:
    (folder / "a.xlsx").write_bytes(template(BELOW, Copy("xa-001", "Xã 1")))
    db = run(folder)
    assert outcomes(db) == {"a.xlsx": "empty"}
    assert db.execute("SELECT COUNT(*) FROM unreported").fetchone() == (40,)
    assert db.execute("SELECT sentence FROM files").fetchone() == ("Tệp chưa điền chỉ tiêu nào: tính là chưa báo cáo.",)
    (folder / "b.xlsx").write_bytes(book(1))
    assert outcomes(run(folder)) == {"a.xlsx": "empty", "b.xlsx": "taken"}


def test_a_file_of_which_no_cell_could_be_taken_is_no_report_either(folder: Path) -> None:
    (folder / "a.xlsx").write_bytes(book(1, {0: "x"}))
    db = run(folder)
    assert outcomes(db) == {"a.xlsx": "faulty"}
    assert ("xa-001",) in db.execute("SELECT unit FROM unreported").fetchall()


def test_marked_copies_inside_the_folder_are_no_workbooks_of_units(folder: Path) -> None:
    (folder / "b.xlsx").write_bytes(book(1, {**GOOD, 0: "x"}))
    run(folder, folder / "a-tra-lai")
    db = run(folder, folder / "a-tra-lai")
    assert outcomes(db) == {"b.xlsx": "faulty"}


def test_faulty_files_come_back_marked(folder: Path) -> None:
    (folder / "xa").mkdir()
    (folder / "xa" / "a.xlsx").write_bytes(book(1, {**GOOD, 0: "x"}))
    (folder / "b.xlsx").write_bytes(book(2))
    errors = folder.parent / "tra-lai"
    run(folder, errors)
    assert [path.relative_to(errors).as_posix() for path in errors.rglob("*.xlsx")] == ["xa/a.xlsx"]
    back = load_workbook(errors / "xa" / "a.xlsx")
    assert back.sheetnames[0] == LIST
    assert back[FIGURES]["E7"].comment.text.startswith("Ô E7: ghi “x”")


def test_another_file_in_the_place_of_the_result_is_left_alone(folder: Path) -> None:
    from binhyen.foundation.errors import Invalid

    (folder / "a.xlsx").write_bytes(book(1))
    other = folder.parent / "tong-hop.sqlite"
    with sqlite3.connect(other) as db:
        db.execute("CREATE TABLE run (name TEXT, said TEXT)")
    db.close()
    with pytest.raises(Invalid, match=r"collection\.store_foreign"):
        run(folder)
    shutil.copy(__file__, other)
    with pytest.raises(Invalid, match=r"collection\.store_foreign"):
        run(folder)


# The quick way and the long way


@pytest.fixture(scope="module")
def quick() -> Quick:
    return Quick(BELOW, Screen(spec_of(BELOW), period_complete=True))


def outcome_in(quick: Quick, data: bytes) -> Outcome:
    book = opened(0, data)
    assert book is not None
    return quick.outcome(book)


@pytest.mark.parametrize(
    "raw", ["x", 1.5, -1, "ước 5", "không áp dụng: lý do", "chưa có số liệu", "=1/0", "#REF!", True, ""]
)
def test_the_quick_reader_says_of_a_cell_what_the_careful_one_says(quick: Quick, raw: object) -> None:
    from binhyen.collection.workbooks.opening import read_workbook

    data = book(1, {**GOOD, 4: raw})
    fast, slow = outcome_in(quick, data), read_workbook(BELOW, data)
    assert [f.sentence for f in fast.faults if f.rule == "doc"] == [p.sentence for p in slow.problems]
    assert (fast.codes[4] == 0) == (4 not in slow.cells)


CONTENTS = (
    None, 0, 7, 1474, 12.0, -0.0, 1e15, 1e15 - 1, -1, 1.5, 75.25, 1e-9, "1.474", "1.5", "75,25", "-", "x", " ", "12 buổi",
    "ước 5", "không phát sinh", "không áp dụng", "không áp dụng: lý do", "chưa có số liệu", "có nêu, không có số", "=1/0",
    "=2+2", "#REF!", True, date(2026, 1, 5),
)  # fmt: skip


@pytest.mark.parametrize("plan", [BELOW, SIDE_BY_SIDE], ids=["rows", "columns"])
@pytest.mark.parametrize("seed", range(8))
def test_reading_by_place_and_the_careful_reader_agree_on_whole_workbooks(plan: Plan, seed: int) -> None:
    from binhyen.collection.workbooks.opening import read_workbook

    chance = random.Random(seed)
    some = CONTENTS if seed % 2 else CONTENTS[:5]  # every other time whole numbers and blanks alone
    data = worked_on(plan, {n: chance.choice(some) for n in range(len(plan.lines))})
    fast = outcome_in(Quick(plan, Screen(spec_of(plan), period_complete=True)), data)
    slow = read_workbook(plan, data)
    assert {n: code for n, code in enumerate(fast.codes) if code} == {n: code_of(v) for n, v in slow.cells.items()}
    amounts = array("q", fast.values)
    assert all(amounts[n] == (v.amount or 0) for n, v in slow.cells.items())
    assert [f.sentence for f in sorted(fast.faults) if f.rule == "doc"] == [
        p.sentence for p in sorted(slow.problems, key=lambda p: (p.row, p.column))
    ]
    assert dict(fast.reasons) == {n: v.reason for n, v in slow.cells.items() if v.reason}


def merged_over_two(made: Any) -> None:
    made[FIGURES].merge_cells("E7:E8")


def error_below_a_row_put_in(made: Any) -> None:
    made[FIGURES].insert_rows(8)
    made[FIGURES]["E9"] = "#REF!"


def sheet_put_in(made: Any) -> None:
    made.create_sheet("Trang trống", 0)
    made[FIGURES].insert_rows(8)


def figure_beside_a_heading(made: Any) -> None:
    made[FIGURES]["E11"] = 5


@pytest.mark.parametrize("change", [merged_over_two, error_below_a_row_put_in, sheet_put_in, figure_beside_a_heading])
def test_what_calamine_does_not_show_is_seen_all_the_same(quick: Quick, change: Any) -> None:
    from binhyen.collection.workbooks.opening import read_workbook

    data = book(1, GOOD, change)
    fast, slow = outcome_in(quick, data), read_workbook(BELOW, data)
    assert [f.sentence for f in fast.faults if f.rule == "doc"] == [p.sentence for p in slow.problems]
    assert fast.notes == [note.sentence for note in slow.notes]
    assert {n for n, code in enumerate(fast.codes) if code} == set(slow.cells)
    assert bool(slow.problems) == (change is not sheet_put_in)


CHOICES = (
    None, CellValue(State.NOTHING_AROSE), CellValue(State.NOT_APPLICABLE, reason="a"), CellValue(State.NOT_REPORTED),
    CellValue(State.NOT_REPORTED, reason="b"), CellValue(State.STATED_WITHOUT_NUMBER),
    CellValue(State.REPORTED, 3, None, Qualifier.ESTIMATE),
)  # fmt: skip


@pytest.mark.parametrize("plan", [BELOW, SIDE_BY_SIDE], ids=["rows", "columns"])
@pytest.mark.parametrize("complete", [True, False])
def test_the_screen_lets_nothing_through_that_the_checks_would_find(plan: Plan, complete: bool) -> None:
    form = spec_of(plan)
    screen = Screen(form, period_complete=complete)
    chance = random.Random(11)
    found_some = 0
    for _ in range(400):
        cells: dict[int, CellValue] = {}
        for n in range(len(plan.lines)):
            value = (
                chance.choice(CHOICES) if chance.random() < 0.15 else CellValue(State.REPORTED, chance.randrange(12))
            )
            if value is not None:
                cells[n] = value
        found = set(outcome_of(screen, plan, cells))
        keyed: dict[CellKey, CellValue] = {plan.lines[n].key: value for n, value in cells.items()}
        expected = {f.id for f in check(form, keyed, History(period_complete=complete))}
        assert found == expected
        found_some += bool(expected)
    assert found_some > 50


def outcome_of(screen: Screen, plan: Plan, cells: dict[int, CellValue]) -> list[str]:
    from binhyen.collection.workbooks.screening import EXACT, NOTHING

    codes = [code_of(cells[n]) if n in cells else 0 for n in range(len(plan.lines))]
    amounts = [cells[n].amount if n in cells else None for n in range(len(plan.lines))]
    odd = frozenset(n for n, code in enumerate(codes) if code not in (0, EXACT, NOTHING))
    found = screen.findings(
        codes, amounts, odd, lambda lines: {plan.lines[n].key: cells[n] for n in lines if n in cells}
    )
    missing = [f"R10:{plan.lines[n].key}:{MISSING}" for n in screen.missing(codes, frozenset())]
    return [*(f.id for f in found), *missing]


def test_an_untouched_template_is_all_blank(quick: Quick) -> None:
    outcome = outcome_in(quick, template(BELOW, Copy("xa-001", "Xã 1")))
    assert set(outcome.codes) == {0}
    assert len(outcome.missing) // 2 == len(BELOW.lines)
