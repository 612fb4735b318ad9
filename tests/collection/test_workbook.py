"""The template and what is read back from a copy, whatever people did to it."""

import datetime
import io
import random
import zipfile
from dataclasses import replace
from functools import cache

import pytest
from openpyxl import load_workbook

from binhyen.collection.workbooks.opening import read_workbook
from binhyen.collection.workbooks.plan import FIELDS, FIGURES, FIRST_ROW, Plan
from binhyen.collection.workbooks.process import read_upload
from binhyen.collection.workbooks.reading import Read, read_grids, require_fitting
from binhyen.collection.workbooks.values import as_written
from binhyen.collection.workbooks.writing import template
from binhyen.figures.rules.cells import CellValue, Qualifier, State
from binhyen.foundation.errors import Invalid
from tests.collection.books import BELOW, COPY, SIDE_BY_SIDE, by_calamine, worked_on

TEN = CellValue(State.REPORTED, 10)


def read(plan: Plan, data: bytes) -> Read:
    return read_workbook(plan, data)


def sentence(plan: Plan, raw: object, number: int = 0) -> str:
    """What is said of one cell with ``raw`` in it."""
    found = read(plan, worked_on(plan, {number: raw}))
    assert number not in found.cells
    return next(p.sentence for p in found.problems if p.line == number)


def random_value(chance: random.Random, decimals: int) -> CellValue:
    kind = chance.randrange(7)
    if kind < 3:
        return CellValue(
            State.REPORTED, chance.choice((0, 7, 1474, 10 ** chance.randrange(1, 12), chance.randrange(10**6)))
        )
    if kind == 3:
        return CellValue(State.REPORTED, chance.randrange(10**5), None, Qualifier.ESTIMATE)
    if kind == 4:
        return CellValue(State.NOTHING_AROSE)
    if kind == 5:
        return CellValue(State.NOT_APPLICABLE, reason="không có khu công nghiệp: đã rà soát")
    return chance.choice(
        (CellValue(State.NOT_REPORTED, reason="chờ trường báo"), CellValue(State.STATED_WITHOUT_NUMBER))
    )


@pytest.mark.parametrize("plan", [SIDE_BY_SIDE, BELOW], ids=["columns", "rows"])
@pytest.mark.parametrize("seed", range(6))
def test_what_is_written_is_read_back_by_both_readers(plan: Plan, seed: int) -> None:
    chance = random.Random(seed)
    numbers = [n for n in range(len(plan.lines)) if chance.random() < 0.8]
    values = {n: random_value(chance, plan.lines[n].decimals) for n in numbers}
    data = worked_on(plan, {n: as_written(value, plan.lines[n].decimals) for n, value in values.items()})
    found = read(plan, data)
    assert found.problems == []
    assert found.cells == values
    assert read_grids(plan, by_calamine(data)).cells == values
    assert found.untouched == len(plan.lines) - len(values)


def test_the_same_copy_is_the_same_bytes() -> None:
    assert template(SIDE_BY_SIDE, COPY) == template(SIDE_BY_SIDE, COPY)


def test_the_template_opens_only_the_cells_of_figures() -> None:
    book = load_workbook(io.BytesIO(template(BELOW, COPY)))
    sheet = book[FIGURES]
    assert sheet.protection.sheet
    unlocked = {c.coordinate for row in sheet.iter_rows() for c in row if not c.protection.locked}
    rows = [FIRST_ROW + 1 + n for n, row in enumerate(BELOW.rows) if not row.is_heading]
    assert unlocked == {f"{letter}{row}" for row in rows for letter in "EF"}
    assert len(sheet.data_validations.dataValidation) == len(BELOW.lines)
    assert book[FIELDS].sheet_state == "hidden"
    assert {p.name for p in book.custom_doc_props.props} == {
        f"binhyen_{n}" for n in ("form", "version", "unit", "start", "last")
    }


@pytest.mark.parametrize(
    ("raw", "value"),
    [
        ("1.474", 1474), ("1 474", 1474), (1474, 1474), (1474.0, 1474), ("\u200b12", 12), ("12\u00a0", 12), (0, 0),
    ],
)  # fmt: skip
def test_numbers_as_people_write_them(raw: object, value: int) -> None:
    assert read(BELOW, worked_on(BELOW, {0: raw})).cells[0] == CellValue(State.REPORTED, value)


@pytest.mark.parametrize("raw", ["-", "–", "Không phát sinh", " không  phát sinh ", "KHÔNG PHÁT SINH"])
def test_nothing_arose_in_every_spelling(raw: str) -> None:
    assert read(BELOW, worked_on(BELOW, {0: raw})).cells[0] == CellValue(State.NOTHING_AROSE)


@pytest.mark.parametrize(
    ("raw", "said"),
    [
        ("x", "không phải là số"), ("75,5", "ghi số nguyên"), ("1.5", "có thể hiểu hai cách,"), ("1,474", "ghi số nguyên"),
        (1.474, "có phần lẻ"), (-3, "số âm"), (1e16, "số quá lớn"), (datetime.date(2024, 9, 28), "ngày tháng"),
        (True, "đúng/sai"), ("１２", "không phải là số"), ("١٢", "không phải là số"), ("NaN", "không phải là số"),
        ("12 buổi", "không phải là số"), ("không áp dụng", "chưa có lý do"), ("=1/0", "chưa có kết quả"),
        ("='[khac.xlsx]Sheet1'!A1", "từ tệp khác"), ("#DIV/0!", "báo lỗi #DIV/0!"),
    ],
)  # fmt: skip
def test_each_fault_is_named_by_its_cell_with_a_way_out(raw: object, said: str) -> None:
    told = sentence(BELOW, raw)
    assert told.startswith("Ô E7: ")
    assert said in told
    assert ", cách sửa: " in told


def test_the_reason_may_stand_in_its_own_column() -> None:
    def reason(book: object) -> None:
        book[FIGURES]["F7"] = "không có nhà máy"  # type: ignore[index]

    found = read(BELOW, worked_on(BELOW, {0: "không áp dụng"}, reason))
    assert found.cells[0] == CellValue(State.NOT_APPLICABLE, reason="không có nhà máy")


def test_a_reason_that_has_no_place_is_said_with_its_row() -> None:
    def reasons(book: object) -> None:
        for cell, text in (
            ("F7", "đã giải trình"),
            ("F8", "không có nhà máy"),
            ("F9", "x" * 310),
            ("F10", "còn trống"),
        ):
            book[FIGURES][cell] = text  # type: ignore[index]

    found = read(BELOW, worked_on(BELOW, {0: 5, 1: "không áp dụng", 2: "không áp dụng"}, reasons))
    left, cut = (note.sentence for note in found.notes if note.code.startswith("reason"))
    assert "ở hàng 7, 10 không được nhận" in left
    assert "ở hàng 9 dài quá 300 ký tự" in cut


def rows_of(plan: Plan) -> int:
    return FIRST_ROW + 1 + len(plan.rows)


def renamed(book: object) -> None:
    book[FIGURES].title = "Sheet1 (2)"  # type: ignore[index]


def row_put_in(book: object) -> None:
    sheet = book[FIGURES]  # type: ignore[index]
    sheet.insert_rows(8)
    sheet["C8"], sheet["E8"] = "Hội nghị khác", 99


def column_put_in(book: object) -> None:
    book[FIGURES].insert_cols(4)  # type: ignore[index]


def keys_gone(book: object) -> None:
    sheet = book[FIGURES]  # type: ignore[index]
    for row in sheet.iter_rows(min_col=1, max_col=1):
        row[0].value = None
    sheet.delete_rows(4)


def rows_turned(book: object) -> None:
    sheet = book[FIGURES]  # type: ignore[index]
    held = [[c.value for c in row] for row in sheet.iter_rows(min_row=FIRST_ROW + 1, max_row=rows_of(BELOW) - 1)]
    for at, row in enumerate(reversed(held)):
        for column, value in enumerate(row):
            sheet.cell(FIRST_ROW + 1 + at, column + 1, value)


@pytest.mark.parametrize("change", [renamed, row_put_in, column_put_in, keys_gone])
@pytest.mark.parametrize("plan", [SIDE_BY_SIDE, BELOW], ids=["columns", "rows"])
def test_lines_are_found_wherever_they_stand(plan: Plan, change: object) -> None:
    values = dict.fromkeys(range(len(plan.lines)), 10)
    data = worked_on(plan, values, change)  # type: ignore[arg-type]
    found = read(plan, data)
    assert [p.code for p in found.problems] == (["row_unknown"] if change is row_put_in else [])
    assert found.cells.keys() == values.keys()
    assert {n: v.amount for n, v in found.cells.items()} == {n: 10 * 10 ** plan.lines[n].decimals for n in values}
    assert read_grids(plan, by_calamine(data)).cells == found.cells


def test_rows_in_another_order_are_known_by_their_keys() -> None:
    found = read(BELOW, worked_on(BELOW, {n: n + 1 for n in range(5)}, rows_turned))
    assert {n: v.amount for n, v in found.cells.items()} == {n: n + 1 for n in range(5)}


def test_a_row_with_figures_that_is_none_of_the_forms_is_a_fault() -> None:
    found = read(BELOW, worked_on(BELOW, {0: 1}, row_put_in))
    assert [p.sentence for p in found.problems] == [
        "Ô E8: hàng “Hội nghị khác” có số liệu nhưng không thuộc chỉ tiêu nào của biểu BC-DUOI, không được cộng, "
        "cách sửa: ghi số liệu vào đúng hàng chỉ tiêu của mẫu rồi xóa hàng này."
    ]


@pytest.mark.parametrize(
    ("raw", "said"),
    [("xem phụ lục", "note"), ("1.474", "fault"), (0, "fault"), (-2, "fault"), ("-", "note"), (None, "")],
)
def test_a_strange_row_without_figures_is_only_noted(raw: object, said: str) -> None:
    def row(book: object) -> None:
        row_put_in(book)
        book[FIGURES]["E8"] = raw  # type: ignore[index]

    found = read(BELOW, worked_on(BELOW, {0: 1}, row))
    assert [p.code for p in found.problems] == (["row_unknown"] if said == "fault" else [])
    assert any("Hàng 8 “Hội nghị khác”" in note.sentence for note in found.notes) == (said == "note")


def test_a_figure_beside_the_heading_of_a_group_is_a_fault() -> None:
    def total(book: object) -> None:
        book[FIGURES]["E6"] = 5  # type: ignore[index]
        book[FIGURES]["E11"] = 5  # type: ignore[index]

    assert [p.cell for p in read(BELOW, worked_on(BELOW, {0: 1}, total)).problems] == ["E6", "E11"]


def test_a_label_moved_without_its_row_is_asked_about() -> None:
    def moved(book: object) -> None:
        book[FIGURES]["C7"] = "Lượt tuần tra"  # type: ignore[index]

    found = read(BELOW, worked_on(BELOW, {0: 5}, moved))
    assert 0 not in found.cells
    assert any("Lượt tuần tra" in p.sentence and p.cell == "C7" for p in found.problems)


def test_the_same_row_twice_with_two_numbers_is_asked_about() -> None:
    def twice(book: object) -> None:
        sheet = book[FIGURES]  # type: ignore[index]
        at = sheet.max_row + 1
        sheet.cell(at, 3, "Lượt tuần tra")
        sheet.cell(at, 5, 8)

    found = read(BELOW, worked_on(BELOW, {4: 7}, twice))
    assert any(p.code == "two_numbers" for p in found.problems)


def test_merged_cells_over_two_figures_are_named() -> None:
    found = read(BELOW, worked_on(BELOW, {0: 5}, lambda book: book[FIGURES].merge_cells("E7:E8")))
    assert [p.cell for p in found.problems] == ["E7"]
    assert 0 not in found.cells


def test_a_hidden_row_is_read_and_said() -> None:
    def hide(book: object) -> None:
        book[FIGURES].row_dimensions[7].hidden = True  # type: ignore[index]

    found = read(BELOW, worked_on(BELOW, {0: 5}, hide))
    assert found.cells[0].amount == 5
    assert any("Hàng 7 đang bị ẩn" in note.sentence for note in found.notes)


def test_half_a_workbook_touches_only_its_half_and_says_so() -> None:
    found = read(SIDE_BY_SIDE, worked_on(SIDE_BY_SIDE, {0: 5, 1: 5}))
    assert set(found.cells) == {0, 1}
    assert "10 chỉ tiêu để trống trong tệp: giữ nguyên, không thay đổi." in found.sentences


def test_an_older_template_is_read_by_its_keys_and_said() -> None:
    older = replace(BELOW, version="2024-07-01", lines=BELOW.lines[:3])
    found = read(BELOW, worked_on(older, {0: 5, 2: 6}))
    assert {n: v.amount for n, v in found.cells.items()} == {0: 5, 2: 6}
    assert any("mẫu ngày 01/7/2024" in note.sentence for note in found.notes)


@pytest.mark.parametrize(
    ("told", "code"),
    [
        ({"form": "BC-KHAC"}, "collection.workbook_other_form"),
        ({"unit": "thu-tan-binh"}, "collection.workbook_other_unit"),
        ({"start": "2026-09-01", "last": "2026-09-30"}, "collection.workbook_other_period"),
    ],
)
def test_a_workbook_for_something_else_is_refused(told: dict[str, str], code: str) -> None:
    with pytest.raises(Invalid, match=code):
        require_fitting(BELOW, told, "thu-tan-an")


# Files that are made to harm


def repacked(data: bytes, change: dict[str, bytes]) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as old, zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as new:
        for name in {*old.namelist(), *change}:
            new.writestr(name, change.get(name) or old.read(name))
    return out.getvalue()


SHEET = "xl/worksheets/sheet2.xml"


@cache
def harmful() -> dict[str, bytes]:
    good = template(BELOW, COPY)
    with zipfile.ZipFile(io.BytesIO(good)) as book:
        sheet = book.read(SHEET)
    entities = sheet.replace(b"<worksheet", b'<!DOCTYPE x [<!ENTITY a "b">]><worksheet', 1)
    return {
        "collection.workbook_bomb": repacked(good, {"xl/media/x.xml": b" " * 60_000_000}),
        "collection.workbook_entities": repacked(good, {SHEET: entities}),
        "collection.workbook_macros": repacked(good, {"xl/vbaProject.bin": b"x"}),
        "collection.workbook_foreign": repacked(b"PK\x05\x06" + bytes(18), {"word/document.xml": b"<a/>"}),
        "collection.workbook_old": b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600),
        "collection.workbook_damaged": good[:-200],
        "collection.workbook_large": b"PK" + bytes(11_000_000),
        "collection.workbook_no_table": repacked(good, {SHEET: b'<worksheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><sheetData/></worksheet>'}),
    }  # fmt: skip


@pytest.mark.parametrize("code", sorted(harmful()))
def test_a_file_made_to_harm_is_refused_by_name(code: str) -> None:
    with pytest.raises(Invalid) as refused:
        read_upload(BELOW, harmful()[code])
    assert refused.value.code == code


@pytest.mark.parametrize(
    ("data", "code"),
    [
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(512) + "EncryptedPackage".encode("utf-16-le"), "locked"),
        (b"\x09\x08\x10\x00\x00\x06" + bytes(600), "old"),
        (b"<html><table><tr><td>5</td></tr></table></html>", "foreign"),
        ("TT,Chỉ tiêu\n1,5".encode(), "foreign"),
        (b"", "foreign"),
    ],
)
def test_another_format_under_the_name_of_a_workbook_is_said_to_be_that(data: bytes, code: str) -> None:
    with pytest.raises(Invalid) as refused:
        read_upload(BELOW, data)
    assert refused.value.code == f"collection.workbook_{code}"


def test_a_cell_at_the_far_end_of_the_sheet_costs_nothing() -> None:
    def far(book: object) -> None:
        book[FIGURES]["XFD1048576"] = 1  # type: ignore[index]

    assert read_upload(BELOW, worked_on(BELOW, {0: 5}, far)).cells == {0: CellValue(State.REPORTED, 5)}


def test_rows_without_end_are_cut_and_said() -> None:
    def long(book: object) -> None:
        for row in range(100, 3200):
            book[FIGURES].cell(row, 9, row)  # type: ignore[index]

    found = read(BELOW, worked_on(BELOW, {0: 5}, long))
    assert found.cells[0].amount == 5
    assert any("dài quá 3000 hàng" in note.sentence for note in found.notes)


def test_a_million_rows_are_refused_within_the_bounds() -> None:
    with zipfile.ZipFile(io.BytesIO(template(BELOW, COPY))) as book:
        sheet = book.read(SHEET)
    rows = b"".join(b'<row r="%d"><c r="A%d"><v>1</v></c></row>' % (n, n) for n in range(100, 1_048_577))
    data = repacked(template(BELOW, COPY), {SHEET: sheet.replace(b"</sheetData>", rows + b"</sheetData>")})
    with pytest.raises(Invalid, match=r"collection.workbook_(bomb|large|heavy)"):
        read_upload(BELOW, data)
