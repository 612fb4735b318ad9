"""The wide workbook that a desk fills in: a row for each unit that owes the form, a column for each line."""

from __future__ import annotations

import io
from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any

import xlsxwriter

from binhyen.collection.workbooks.plan import COVER, FIELDS, FIGURES, Plan, column_letters
from binhyen.collection.workbooks.wide.sheet import CODE, NAME, PROVINCE, UID
from binhyen.collection.workbooks.wide.units import Owed
from binhyen.collection.workbooks.writing import FORMATS, Copy, fields_of, write_cover

GROUPS, HEADS, CODES, FIRST = 3, 4, 5, 6
"""Rows counted from 0: the groups, the headings, the hidden codes, the first unit."""
BEFORE = (UID, "", CODE, NAME, PROVINCE)
"""The columns before the figures; the first, which is hidden, holds the unit's place in the register."""
INSTRUCTIONS = (
    "Mỗi hàng là một đơn vị, mỗi cột là một chỉ tiêu. Chỉ nhập vào các ô nền vàng của trang “Số liệu”.",
    "Có thể xếp lại, xóa bớt hoặc thêm hàng. Hàng thêm ghi mã đơn vị hoặc tên đơn vị; trùng tên thì ghi mã.",
    "Đơn vị chưa báo cáo để trống cả hàng. Không có vụ việc, hoạt động nào trong kỳ: ghi “không phát sinh” hoặc “-”.",
    "Số đếm ghi số nguyên: 1474. Số có phần lẻ ghi theo dấu phẩy của máy: 75,5. Số ước thực hiện: ước 120.",
    "Không áp dụng: ghi “không áp dụng: lý do”. Chưa tổng hợp được: ghi “chưa có số liệu: lý do”.",
    "Hàng cộng (“Tổng cộng”) được bỏ qua: hệ thống tự cộng và cho biết bao nhiêu đơn vị có số liệu.",
    "Không ghi họ tên, số giấy tờ, nơi ở của người dân vào bất kỳ ô nào.",
)


def wide_template(plan: Plan, units: Sequence[Owed], whose: str) -> bytes:
    """The workbook as bytes, the same for the same plan and units. ``whose`` names the territory that it is for."""
    out = io.BytesIO()
    book = xlsxwriter.Workbook(out, {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False})
    book.set_properties({"title": f"{plan.form}, {plan.period}", "created": datetime.fromisoformat(plan.version)})
    formats = {name: book.add_format(form) for name, form in FORMATS.items()}
    cover, sheet, fields = (book.add_worksheet(name) for name in (COVER, FIGURES, FIELDS))
    write_cover(cover, plan, whose, INSTRUCTIONS, formats)
    _head(sheet, plan, whose, formats)
    lines = [n for n, line in enumerate(plan.lines) if line.collects]
    inputs = [formats[f"input{min(plan.lines[n].decimals, 2)}"] for n in lines]
    for down, unit in enumerate(units):
        at = FIRST + down
        sheet.write_string(at, 0, unit.uid, formats["code"])
        sheet.write_number(at, 1, down + 1, formats["centred"])
        for column, text in enumerate((unit.code, unit.name, unit.province), start=2):
            sheet.write_string(at, column, text, formats["label"])
        for column, style in enumerate(inputs, start=len(BEFORE)):
            sheet.write_blank(at, column, None, style)
    _shape(sheet, len(lines), len(units))
    for row, (name, text) in enumerate(fields_of(plan, Copy()).items()):
        fields.write_row(row, 0, [name, text])
    fields.hide()
    sheet.activate()
    sheet.set_first_sheet()
    book.close()
    return out.getvalue()


def _head(sheet: Any, plan: Plan, whose: str, formats: Mapping[str, Any]) -> None:
    sheet.write(0, 1, plan.title, formats["title"])
    sheet.write(1, 1, f"{whose} – kỳ báo cáo: {plan.period}", formats["plain"])
    sheet.write(2, 1, "Mỗi hàng một đơn vị. Nhập vào ô nền vàng. Cách ghi: xem trang “Hướng dẫn”.", formats["plain"])
    sheet.write_row(HEADS, 0, ["", "TT", "Mã đơn vị", "Tên đơn vị", "Tỉnh"], formats["head"])
    sheet.write_row(CODES, 0, BEFORE, formats["code"])
    group = ""
    for column, line in enumerate((line for line in plan.lines if line.collects), start=len(BEFORE)):
        sheet.write_string(GROUPS, column, "" if line.group == group else line.group, formats["plain"])
        sheet.write_string(HEADS, column, f"{line.label} ({line.unit_of_count})", formats["head"])
        sheet.write_string(CODES, column, str(line.key), formats["code"])
        group = line.group
    sheet.set_row(HEADS, 96)
    sheet.set_row(CODES, None, None, {"hidden": True})


def _shape(sheet: Any, lines: int, units: int) -> None:
    sheet.set_column(0, 0, None, None, {"hidden": True})
    sheet.set_column(1, 1, 6)
    sheet.set_column(2, 2, 11)
    sheet.set_column(3, 4, 28)
    sheet.set_column(len(BEFORE), len(BEFORE) + lines - 1, 14)
    sheet.freeze_panes(FIRST, len(BEFORE))
    sheet.set_landscape()
    sheet.set_paper(8)
    sheet.repeat_rows(HEADS)
    sheet.print_area(f"B1:{column_letters(len(BEFORE) + lines - 1)}{FIRST + units}")
