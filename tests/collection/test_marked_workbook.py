"""Their workbook handed back with the faults marked, and without numbers of persons."""

import io
import zipfile

import pytest
from openpyxl import load_workbook
from openpyxl.comments import Comment

from binhyen.collection.workbooks.marking import LIST, Mark
from binhyen.collection.workbooks.opening import read_workbook
from binhyen.collection.workbooks.plan import FIELDS, FIGURES, FIRST_VALUE
from binhyen.collection.workbooks.process import marked_copy, read_upload
from binhyen.collection.workbooks.writing import Copy, template
from binhyen.figures.rules.cells import CellValue, State
from tests.collection.books import BELOW, worked_on


def test_faults_come_back_in_their_own_workbook() -> None:
    data = worked_on(BELOW, {0: "x", 2: 4})
    found = read_upload(BELOW, data)
    marks = [Mark(p.sheet, p.row, p.column, p.sentence) for p in found.problems]
    book = load_workbook(io.BytesIO(marked_copy(data, marks)))
    assert book.sheetnames[0] == LIST
    assert book[LIST]["C4"].value == "E7"
    assert book[LIST]["D4"].value.startswith("Ô E7: ghi “x”")
    cell, before = book[FIGURES]["E7"], load_workbook(io.BytesIO(data))[FIGURES]["E7"]
    assert cell.value == "x"
    assert "không phải là số" in cell.comment.text
    assert cell.fill.fgColor.rgb != before.fill.fgColor.rgb
    assert cell.font.name == before.font.name
    assert read_upload(BELOW, marked_copy(data, marks)).cells == found.cells
    assert FIRST_VALUE == 4


# Numbers of persons

PHONE = "0912 345 678"


def phone_in_a_reason(book: object) -> None:
    book[FIGURES]["F10"] = f"hỏi anh Nguyễn Văn Ba {PHONE}"  # type: ignore[index]


@pytest.mark.parametrize(
    "raw", ["không áp dụng", "chưa có số liệu", f"không áp dụng: gọi {PHONE}", f"ông Trần Văn Ba {PHONE}"]
)
def test_a_persons_number_is_neither_kept_nor_repeated(raw: str) -> None:
    found = read_workbook(BELOW, worked_on(BELOW, {3: raw}, phone_in_a_reason))
    assert [p.cell for p in found.problems] == ["E10"]
    assert not any(part in found.problems[0].sentence for part in (PHONE, "Văn Ba"))
    assert 3 not in found.cells


def test_the_marked_copy_covers_a_persons_number_wherever_it_stands() -> None:
    def everywhere(book: object) -> None:
        phone_in_a_reason(book)
        sheet = book[FIGURES]  # type: ignore[index]
        sheet["C90"] = f"Liên hệ: {PHONE}"
        sheet["C7"].comment = Comment(f"gọi {PHONE}", "xa")

    data = worked_on(BELOW, {0: "x"}, everywhere)
    back = load_workbook(io.BytesIO(marked_copy(data, [Mark(FIGURES, 6, 4, "Ô E7: sai")])))
    with zipfile.ZipFile(io.BytesIO(marked_copy(data, []))) as book:
        assert not any(b"345 678" in book.read(name) for name in book.namelist())
    said = [cell.value for cell in back[LIST]["D"] if cell.value]
    assert {text.split(":")[0] for text in said[1:]} == {"Ô E7", "Ô F10", "Ô C90"}
    assert back[FIGURES]["C7"].comment.text.startswith("gọi █")


def test_nothing_of_a_template_is_taken_for_a_persons_number() -> None:
    far, more = (CellValue(State.REPORTED, amount) for amount in (912345678, 84912345678))
    copy = Copy("commune/09877/2025-07-01", "Xã Tân An", {0: far}, {0: more})
    back = load_workbook(io.BytesIO(marked_copy(template(BELOW, copy), [])))
    assert back[LIST].max_row == 3
    assert back[FIELDS]["B3"].value == "commune/09877/2025-07-01"
