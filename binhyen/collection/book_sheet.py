"""A month of the activity book as a workbook (.xlsx), struck lines left out."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from io import BytesIO

from xlsxwriter import Workbook

from binhyen.collection.models import Activity
from binhyen.collection.rules.activities import Kind

HEADINGS = ("Ngày", "Hoạt động", "Đơn vị chủ trì", "Số lần", "Đơn vị tính", "Lượt người", "Địa bàn")
_WIDTHS = (12, 46, 34, 9, 12, 12, 34)
_OPTIONS = {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False, "strings_to_numbers": False}


def as_workbook(title: str, rows: Iterable[Activity], kinds: Mapping[str, Kind], hosts: Mapping[str, str]) -> bytes:
    """One sheet: the title, the headings, a row for each counted line in the order given."""
    out = BytesIO()
    book = Workbook(out, _OPTIONS)
    sheet = book.add_worksheet("Sổ theo dõi hoạt động")
    bold = book.add_format({"bold": True, "text_wrap": True, "border": 1})
    cell, day = book.add_format({"border": 1}), book.add_format({"border": 1, "num_format": "dd/mm/yyyy"})
    sheet.write_string(0, 0, title, book.add_format({"bold": True, "font_size": 13}))
    for column, (heading, width) in enumerate(zip(HEADINGS, _WIDTHS, strict=True)):
        sheet.write_string(2, column, heading, bold)
        sheet.set_column(column, column, width)
    for at, row in enumerate((row for row in rows if row.struck_at is None), 3):
        kind = kinds.get(row.kind)
        sheet.write_datetime(at, 0, row.on, day)
        sheet.write_string(at, 1, kind.label if kind else row.kind, cell)
        sheet.write_string(at, 2, hosts.get(row.host, ""), cell)
        sheet.write_number(at, 3, row.times, cell)
        sheet.write_string(at, 4, kind.unit if kind else "", cell)
        if row.attendances is None:
            sheet.write_blank(at, 5, None, cell)
        else:
            sheet.write_number(at, 5, row.attendances, cell)
        sheet.write_string(at, 6, row.area, cell)
    sheet.set_landscape()
    sheet.set_paper(9)
    sheet.fit_to_pages(1, 0)
    sheet.repeat_rows(2)
    book.close()
    return out.getvalue()
