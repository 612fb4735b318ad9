"""The workbook that a unit fills in: instructions, the protected sheet of figures, and who and what it is for."""

from __future__ import annotations

import io
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from binhyen.collection.workbooks.plan import (
    CODES_ROW,
    COUNTED_IN,
    COVER,
    FIELD_NAMES,
    FIELDS,
    FIGURES,
    FIRST_ROW,
    FIRST_VALUE,
    HEAD_ROW,
    KEY,
    LABEL,
    NUMBER,
    REASON,
    SEEN,
    Plan,
    PlannedLine,
    PlannedRow,
    cell_name,
    column_letters,
)
from binhyen.collection.workbooks.values import as_written
from binhyen.figures.rules.cells import CellValue
from binhyen.foundation.vietnamese import read_date, short_date

Sheet = Any  # a worksheet of XlsxWriter, which has no types
MOST_LABEL = 58
_FONT = {"font_name": "Times New Roman", "font_size": 12, "valign": "vcenter"}
_LINE = {**_FONT, "border": 1, "border_color": "#B8BEC6"}
_INPUT = {**_LINE, "locked": False, "bg_color": "#FFFBE6", "align": "right"}
FORMATS: dict[str, dict[str, Any]] = {
    "title": {**_FONT, "bold": True, "font_size": 14},
    "plain": _FONT,
    "wrapped": {**_FONT, "text_wrap": True, "valign": "top"},
    "code": {**_FONT, "font_color": "#6B7280", "font_size": 8},
    "head": {**_LINE, "bold": True, "text_wrap": True, "align": "center", "bg_color": "#E8ECF1"},
    "group": {**_LINE, "bold": True, "bg_color": "#F4F6F8"},
    "label": {**_LINE, "text_wrap": True},
    "part": {**_LINE, "text_wrap": True, "indent": 1},
    "centred": {**_LINE, "align": "center"},
    "input0": {**_INPUT, "num_format": "#,##0"},
    "input1": {**_INPUT, "num_format": "#,##0.0"},
    "input2": {**_INPUT, "num_format": "#,##0.00"},
    "reason": {**_INPUT, "align": "left", "text_wrap": True},
    "shown": {**_LINE, "align": "right", "num_format": "#,##0.##", "font_color": "#4B5563", "bg_color": "#F4F6F8"},
    "shown0": {**_LINE, "align": "right", "num_format": "#,##0", "font_color": "#4B5563", "bg_color": "#F4F6F8"},
    "blocked": {**_LINE, "bg_color": "#D9DEE4"},
}
INSTRUCTIONS = (
    "Chỉ nhập vào các ô nền vàng của trang “Số liệu”. Các ô khác được khóa để khi tổng hợp không bị lệch.",
    "Số đếm ghi số nguyên: 1474. Số có phần lẻ ghi theo dấu phẩy của máy: 75,5.",
    "Số ước thực hiện ghi chữ “ước” trước số: ước 120.",
    "Không có vụ việc, không có hoạt động nào trong kỳ: ghi “không phát sinh” hoặc “-”. Không để trống thay cho số 0.",
    "Chỉ tiêu không áp dụng cho đơn vị: ghi “không áp dụng: lý do”. Chưa tổng hợp được: ghi “chưa có số liệu: lý do”.",
    "Ô để trống được coi là chưa nhập; khi gửi tệp lên, số đã có trong hệ thống được giữ nguyên.",
    "Không ghi họ tên, số giấy tờ, nơi ở của người dân vào bất kỳ ô nào.",
    "Kỳ trước và cùng kỳ năm trước chỉ để đối chiếu, không sửa.",
)


@dataclass(frozen=True)
class Copy:
    """Whose copy it is and what it shows: values so far, the period before, a year before, each by number of line.

    ``partial`` says of a line that reads another form which part of the period it stands on.
    """

    unit: str = ""
    unit_name: str = ""
    values: Mapping[int, CellValue] = field(default_factory=dict)
    previous: Mapping[int, CellValue] = field(default_factory=dict)
    same: Mapping[int, CellValue] = field(default_factory=dict)
    seen: Mapping[int, int] = field(default_factory=dict)
    partial: Mapping[int, str] = field(default_factory=dict)


def template(plan: Plan, copy: Copy) -> bytes:
    """The workbook as bytes: the same for the same plan and copy."""
    import xlsxwriter

    out = io.BytesIO()
    book = xlsxwriter.Workbook(out, {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False})
    begun = datetime.fromisoformat(plan.version)
    book.set_properties({"title": f"{plan.form}, {plan.period}", "created": begun, "comments": copy.unit_name})
    for name, text in fields_of(plan, copy).items():
        book.set_custom_property(f"binhyen_{name}", text, "text")
    formats = {name: book.add_format(form) for name, form in FORMATS.items()}
    cover, sheet, fields = (book.add_worksheet(name) for name in (COVER, FIGURES, FIELDS))
    write_cover(cover, plan, copy.unit_name, INSTRUCTIONS, formats)
    _figures(sheet, plan, copy, formats)
    seen = ",".join(f"{number}:{version}" for number, version in sorted(copy.seen.items()))
    for row, (name, text) in enumerate({**fields_of(plan, copy), SEEN: seen or "-"}.items()):
        fields.write_row(row, 0, [name, text])
    fields.hide()
    sheet.activate()
    sheet.set_first_sheet()
    book.close()
    return out.getvalue()


def fields_of(plan: Plan, copy: Copy) -> dict[str, str]:
    """What a copy says of itself, by ``FIELD_NAMES``."""
    return dict(zip(FIELD_NAMES, (plan.form, plan.version, copy.unit, plan.start, plan.last), strict=True))


def write_cover(sheet: Sheet, plan: Plan, whose: str, instructions: Sequence[str], formats: Mapping[str, Any]) -> None:
    """The first sheet: what this is, whose, and how to fill it in."""
    sheet.hide_gridlines(2)
    sheet.set_column(0, 0, 4)
    sheet.set_column(1, 1, 96)
    sheet.write(0, 0, plan.title, formats["title"])
    sheet.write(1, 0, f"{whose} – kỳ báo cáo: {plan.period}".lstrip(" –"), formats["plain"])
    sheet.write(2, 0, f"Biểu {plan.form}, mẫu có hiệu lực từ {short_date(read_date(plan.version))}", formats["plain"])
    for number, text in enumerate(instructions, start=1):
        sheet.write(3 + number, 0, number, formats["wrapped"])
        sheet.write_string(3 + number, 1, text, formats["wrapped"])
    sheet.protect()


def _figures(sheet: Sheet, plan: Plan, copy: Copy, formats: Mapping[str, Any]) -> None:
    sheet.write(0, NUMBER, plan.title, formats["title"])
    sheet.write(1, NUMBER, f"{copy.unit_name} – kỳ báo cáo: {plan.period}".lstrip(" –"), formats["plain"])
    sheet.write(2, NUMBER, "Nhập vào ô nền vàng. Cách ghi: xem trang “Hướng dẫn”.", formats["plain"])
    sheet.write_row(CODES_ROW, FIRST_VALUE, plan.codes, formats["code"])
    sheet.set_row(CODES_ROW, None, None, {"hidden": True})
    heads = ["Mã", "TT", "Chỉ tiêu", "Đơn vị tính", *_headings(plan)]
    sheet.write_row(HEAD_ROW, 0, heads, formats["head"])
    if copy.partial:
        sheet.write(HEAD_ROW, len(heads), "Phạm vi số liệu kỳ này", formats["head"])
        sheet.set_column(len(heads), len(heads), 30)
    sheet.set_row(HEAD_ROW, 48)
    number = 0
    for down, row in enumerate(plan.rows):
        if row.is_heading:
            _heading(sheet, FIRST_ROW + down, row, plan, formats)
        else:
            number += 1
            _row(sheet, FIRST_ROW + down, number, row, plan, copy, formats)
    _shape(sheet, plan)


def _headings(plan: Plan) -> list[str]:
    before = [f"Kỳ trước{': ' + label if plan.columns else ''}" for label in plan.value_labels]
    same = [f"Cùng kỳ năm trước{': ' + label if plan.columns else ''}" for label in plan.value_labels]
    reason = [] if plan.columns else ["Lý do (khi không áp dụng, chưa có số liệu)"]
    return [*plan.value_labels, *reason, *before, *same]


def _heading(sheet: Sheet, at: int, row: PlannedRow, plan: Plan, formats: Mapping[str, Any]) -> None:
    for column in range(NUMBER, FIRST_VALUE + len(plan.codes)):
        sheet.write_blank(at, column, None, formats["group"])
    sheet.write_string(at, LABEL, row.label, formats["group"])


def _row(
    sheet: Sheet, at: int, number: int, row: PlannedRow, plan: Plan, copy: Copy, formats: Mapping[str, Any]
) -> None:
    sheet.write_string(at, KEY, row.key, formats["code"])
    sheet.write_number(at, NUMBER, number, formats["centred"])
    sheet.write_string(at, LABEL, row.label, formats["part" if row.label.startswith("-") else "label"])
    sheet.write_string(at, COUNTED_IN, row.unit_of_count, formats["centred"])
    if len(row.label) > MOST_LABEL:
        sheet.set_row(at, 16 * (1 + len(row.label) // MOST_LABEL))
    wide = len(plan.value_codes)
    before = FIRST_VALUE + wide + (not plan.columns)
    for across, line in enumerate(row.lines):
        places = (FIRST_VALUE + across, before + across, before + wide + across)
        if line is None:
            for place in places:
                sheet.write_blank(at, place, None, formats["blocked"])
            continue
        planned = plan.lines[line]
        _input(sheet, at, places[0], planned, copy.values.get(line), formats)
        for place, values in zip(places[1:], (copy.previous, copy.same), strict=True):
            _shown(sheet, at, place, planned, values.get(line), formats)
    if not plan.columns:
        sheet.write_blank(at, FIRST_VALUE + wide, None, formats["reason"])
    said = dict.fromkeys(copy.partial[n] for n in row.lines if n is not None and n in copy.partial)
    if said:
        sheet.write_string(at, before + 2 * wide, "; ".join(said), formats["label"])


def _input(
    sheet: Sheet, at: int, column: int, line: PlannedLine, value: CellValue | None, formats: Mapping[str, Any]
) -> None:
    """An open cell with its check; a line that reads another form is shown and locked."""
    if not line.collects:
        _shown(sheet, at, column, line, value, formats)
        return
    style = formats[f"input{min(line.decimals, 2)}"]
    if value is None:
        sheet.write_blank(at, column, None, style)
    else:
        sheet.write(at, column, as_written(value, line.decimals), style)
    sheet.data_validation(at, column, at, column, _check(cell_name(at, column), line))


def _check(cell: str, line: PlannedLine) -> dict[str, Any]:
    """What Excel lets in: a number that is not negative and not finer than the indicator, or one of the words."""
    fine = f"ROUND({cell},{line.decimals})"
    words = "".join(
        f',LEFT(LOWER({cell}),{len(word)})="{word}"'
        for word in ("ước", "không phát sinh", "không áp dụng", "chưa có số liệu")
    )
    number = f"AND(ISNUMBER({cell}),N({cell})>=0,N({cell})={fine})"
    return {
        "validate": "custom",
        "value": f'=OR(IFERROR({number},FALSE),{cell}="-"{words})',
        "error_title": "Chưa đúng cách ghi",
        "error_message": "Ghi số không âm (số đếm: số nguyên), “ước 120”, “không phát sinh”, “-”, “không áp dụng: lý do” "
        "hoặc “chưa có số liệu: lý do”.",
        "input_title": line.label.lstrip("- ")[:30],
        "input_message": f"Đơn vị tính: {line.unit_of_count}. {line.hint}"[:250],
    }


def _shown(
    sheet: Sheet, at: int, column: int, line: PlannedLine, value: CellValue | None, formats: Mapping[str, Any]
) -> None:
    style = formats["shown" if line.decimals else "shown0"]
    if value is None:
        sheet.write_blank(at, column, None, style)
    else:
        sheet.write(at, column, as_written(value, line.decimals), style)


def _shape(sheet: Sheet, plan: Plan) -> None:
    """Widths, frozen heading, protection, how it is printed."""
    last = FIRST_VALUE + len(plan.codes) - 1
    sheet.set_column(KEY, KEY, None, None, {"hidden": True})
    sheet.set_column(NUMBER, NUMBER, 5)
    sheet.set_column(LABEL, LABEL, 52)
    sheet.set_column(COUNTED_IN, COUNTED_IN, 12)
    sheet.set_column(FIRST_VALUE, last, 15)
    if REASON in plan.codes:
        reason = FIRST_VALUE + plan.codes.index(REASON)
        sheet.set_column(reason, reason, 28)
    sheet.freeze_panes(FIRST_ROW, FIRST_VALUE)
    sheet.protect("", {"format_columns": True, "format_rows": True, "insert_rows": True, "sort": True})
    sheet.set_landscape()
    sheet.set_paper(9)
    sheet.fit_to_pages(1, 0)
    sheet.repeat_rows(HEAD_ROW)
    sheet.print_area(f"B1:{column_letters(last)}{FIRST_ROW + len(plan.rows)}")
