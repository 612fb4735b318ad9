"""Zero-width and right-to-left marks in cells of workbooks (B4): left out wherever they stand, or refused by cell where they turn a number."""

from __future__ import annotations

import io
import sys
import unicodedata

import pytest
from openpyxl import load_workbook

from binhyen.collection.workbooks.opening import read_workbook
from binhyen.collection.workbooks.plan import FIGURES, Plan
from binhyen.collection.workbooks.reading import Read, read_grids
from binhyen.collection.workbooks.values import Unfit, content_of
from binhyen.figures.rules.cells import CellValue, Qualifier, State
from binhyen.figures.rules.entered import read_entered
from binhyen.foundation.errors import Invalid
from tests.collection.books import BELOW, SIDE_BY_SIDE, by_calamine, worked_on

UNSEEN = [
    "\u200b", "\u200c", "\u200d", "\u200e", "\u202a", "\u202c", "\u202d", "\u2060", "\u2061", "\u2066", "\u2068", "\u2069",
    "\ufeff", "\u00ad",
]  # fmt: skip
TURNING = ["\u061c", "\u200f", "\u202b", "\u202e", "\u2067"]
REASON = "không có nhà máy"


def both(data: bytes) -> Read:
    """The workbook as an upload and as a batch read it, which is the same."""
    found, batch = read_workbook(BELOW, data), read_grids(BELOW, by_calamine(data))
    assert batch.cells == found.cells
    assert [(one.code, one.row, one.column) for one in batch.problems] == [
        (one.code, one.row, one.column) for one in found.problems
    ]
    return found


@pytest.mark.parametrize("mark", UNSEEN, ids=lambda mark: f"U+{ord(mark):04X}")
def test_a_mark_that_nobody_sees_changes_no_value_and_no_word(mark: str) -> None:
    def spread(text: str) -> str:
        return mark + mark.join(text) + mark

    cells = {
        0: spread("1.474"),
        1: spread("không phát sinh"),
        2: spread("ước 120"),
        3: spread(f"không áp dụng: {REASON}"),
    }
    found = both(worked_on(BELOW, {**cells, 4: f"{mark}12{mark}"}))
    assert found.problems == []
    assert found.cells == {
        0: CellValue(State.REPORTED, 1474), 1: CellValue(State.NOTHING_AROSE),
        2: CellValue(State.REPORTED, 120, None, Qualifier.ESTIMATE), 3: CellValue(State.NOT_APPLICABLE, reason=REASON),
        4: CellValue(State.REPORTED, 12),
    }  # fmt: skip


@pytest.mark.parametrize("mark", UNSEEN, ids=lambda mark: f"U+{ord(mark):04X}")
def test_two_meanings_stay_two_meanings_under_a_mark(mark: str) -> None:
    (problem,) = both(worked_on(BELOW, {0: f"1{mark}.{mark}5"})).problems
    assert problem.code == "ambiguous"
    assert mark not in problem.sentence


@pytest.mark.parametrize("mark", TURNING, ids=lambda mark: f"U+{ord(mark):04X}")
@pytest.mark.parametrize(
    "text", ["{}21", "{}21\u202c", "{}1 474", "1{} 474", "1{}474", "12{}", "ước {}120", "{}không phát sinh"]
)
def test_a_mark_that_turns_the_direction_is_refused_by_its_cell_and_nothing_of_it_kept(mark: str, text: str) -> None:
    found = both(worked_on(BELOW, {0: text.format(mark), 4: 7}))
    assert [(one.code, one.line) for one in found.problems] == [("turned", 0)]
    assert found.problems[0].sentence.startswith("Ô E7: có ký tự đảo chiều chữ")
    assert found.cells == {4: CellValue(State.REPORTED, 7)}


def test_no_mark_of_a_script_from_right_to_left_is_read_around_digits_on_any_door() -> None:
    from_right = {"R", "AL", "AN", "RLE", "RLO", "RLI"}
    marks = [c for c in map(chr, range(sys.maxunicode)) if unicodedata.category(c) == "Cf"]
    marks = [c for c in marks if unicodedata.bidirectional(c) in from_right]
    assert set(marks) >= set(TURNING)
    for text in (
        part for mark in marks for part in (f"{mark}1 474", f"1{mark} 474", f"ước {mark}1 474", f"1 474{mark}")
    ):
        with pytest.raises(Unfit):
            content_of(text, BELOW.lines[0])
        with pytest.raises(Invalid, match="cell_unreadable"):
            read_entered(text, name="FRC04", decimals=0)


@pytest.mark.parametrize("plan", [BELOW, SIDE_BY_SIDE], ids=["below", "side by side"])
@pytest.mark.parametrize("marks", ["".join(UNSEEN), "".join(TURNING)], ids=["unseen", "turning"])
def test_marks_in_names_of_lines_and_headings_hide_no_row(plan: Plan, marks: str) -> None:
    last = len(plan.lines) - 1
    book = load_workbook(io.BytesIO(worked_on(plan, {0: 5, last: 6})))
    for row in book[FIGURES].iter_rows():
        for cell in row:
            if isinstance(cell.value, str):
                cell.value = f"{marks}{cell.value[:3]}{marks}{cell.value[3:]}{marks}"
    out = io.BytesIO()
    book.save(out)
    found = read_workbook(plan, out.getvalue())
    assert found.problems == []
    assert {n: value.amount for n, value in found.cells.items()} == {0: 5, last: 6 * 10 ** plan.lines[last].decimals}
