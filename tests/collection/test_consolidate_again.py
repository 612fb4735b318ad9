"""Consolidated again into the same file: what is new, what was changed or taken away, who owes no more."""

from __future__ import annotations

from pathlib import Path

from tests.collection.test_consolidate import GOOD, UNITS, book, figures, folder, outcomes, run

__all__ = ["folder"]


def test_run_again_takes_only_what_is_new_and_a_changed_file_replaces_itself(folder: Path) -> None:
    for n in range(5):
        (folder / f"{n}.xlsx").write_bytes(book(n))
    first = figures(run(folder))
    assert figures(run(folder)) == first
    (folder / "5.xlsx").write_bytes(book(5))
    (folder / "0.xlsx").write_bytes(book(0, {**GOOD, 4: 100}))
    db = run(folder)
    assert db.execute("SELECT COUNT(*), SUM(outcome = 'taken') FROM files").fetchone() == (6, 6)
    assert len(figures(db)) == len(first) + 5
    assert db.execute("SELECT total FROM totals WHERE indicator = 'FRC04'").fetchone() == (100 + 5 * 7,)


def test_a_unit_that_sent_two_files_is_taken_once_the_first_is_withdrawn(folder: Path) -> None:
    (folder / "a.xlsx").write_bytes(book(1))
    (folder / "b.xlsx").write_bytes(book(1, {**GOOD, 4: 9}))
    assert outcomes(run(folder)) == {"a.xlsx": "taken", "b.xlsx": "refused"}
    (folder / "a.xlsx").write_bytes(book(2))
    assert outcomes(run(folder)) == {"a.xlsx": "taken", "b.xlsx": "taken"}


def test_a_file_that_was_taken_out_of_the_folder_makes_room_for_another_of_its_unit(folder: Path) -> None:
    (folder / "a.xlsx").write_bytes(book(1))
    run(folder)
    (folder / "a.xlsx").unlink()
    (folder / "b.xlsx").write_bytes(book(1, {**GOOD, 4: 9}))
    db = run(folder)
    assert outcomes(db) == {"b.xlsx": "taken"}
    assert db.execute("SELECT total, n FROM totals WHERE indicator = 'FRC04'").fetchone() == (9, 1)
    (folder / "b.xlsx").rename(folder / "c.xlsx")
    assert outcomes(run(folder)) == {"c.xlsx": "taken"}


def test_a_unit_that_owes_the_form_no_more_is_counted_nowhere_when_it_is_run_again(folder: Path) -> None:
    for n in range(3):
        (folder / f"{n}.xlsx").write_bytes(book(n))
    totals = "SELECT total, n, m FROM totals WHERE indicator = 'FRC04'"
    assert run(folder).execute(totals).fetchone() == (3 * 7, 3, 40)
    fewer = [unit for unit in UNITS if unit.uid not in ("xa-001", "xa-039")]
    for _ in range(2):
        db = run(folder, units=fewer)
        assert db.execute(totals).fetchone() == (2 * 7, 2, 38)
        assert db.execute("SELECT COUNT(*) FROM unreported").fetchone() == (36,)
        assert outcomes(db) == {"0.xlsx": "taken", "1.xlsx": "refused", "2.xlsx": "taken"}
        (said,) = db.execute("SELECT sentence FROM files WHERE name = '1.xlsx'").fetchone()
        assert said.startswith("Đơn vị xa-001 không phải báo cáo biểu")
        assert {row[0] for row in figures(db)} == {"xa-000", "xa-002"}
    again = run(folder)
    assert again.execute(totals).fetchone() == (3 * 7, 3, 40)
    assert set(outcomes(again).values()) == {"taken"}
