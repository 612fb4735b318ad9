"""The board as a workbook: one row for each unit in the order of names, texts as texts and counts as numbers."""

from __future__ import annotations

import io
from datetime import datetime
from typing import Any

from django.utils.timezone import localtime
from xlsxwriter import Workbook

from binhyen.collection.letters.sentences import fair, given_words, kinds, moment, standing_words
from binhyen.collection.queries.timeliness import Entry, Timeliness
from binhyen.collection.queries.urging import state_of
from binhyen.figures.rules import periods
from binhyen.foundation.official.page import DEMO
from binhyen.foundation.vietnamese import short_date

PARTS = (
    ("Tình trạng", 24),
    ("Chỉ tiêu đã nhập", 10),
    ("Chỉ tiêu phải nhập", 10),
    ("Tỷ lệ chưa có số liệu", 11),
    ("Chỉ tiêu phải chỉnh lý", 10),
    ("Hạn gửi", 24),
    ("Ngày gửi", 12),
    ("Thời hạn", 26),
    ("Số ngày làm việc chậm", 10),
)
_OPTIONS = {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False, "strings_to_numbers": False}
_HEAD = 3


def workbook(board: Timeliness, province: str, at: datetime) -> bytes:
    """The .xlsx: a title, how many have reported, two rows of headings, the units. ``at`` is local."""
    out = io.BytesIO()
    book = Workbook(out, _OPTIONS)
    book.set_properties({"title": "Tình hình gửi báo cáo", "author": "", "created": at.replace(tzinfo=None)})
    formats = {
        "title": book.add_format({"bold": True, "font_size": 14}),
        "head": book.add_format({"bold": True, "text_wrap": True, "border": 1, "align": "center", "valign": "vcenter"}),
        "text": book.add_format({"border": 1, "text_wrap": True, "valign": "top"}),
        "share": book.add_format({"border": 1, "num_format": "0.0%", "valign": "top"}),
    }
    sheet = book.add_worksheet("Tình hình gửi báo cáo")
    sheet.write_string(
        0, 0, f"Tình hình gửi báo cáo, {province}, số liệu đến ngày {short_date(board.on)}", formats["title"]
    )
    sheet.write_string(1, 0, _said(board, at))
    if board.province.invented:
        sheet.write_string(2, 0, f"{DEMO}.")
    _headings(sheet, board, formats)
    for n, row in enumerate(board.rows, _HEAD + 2):
        sheet.write_string(n, 0, row.unit.full_name, formats["text"])
        for column, entry in enumerate(row.entries):
            _entry(sheet, n, 1 + column * len(PARTS), entry, formats)
    sheet.freeze_panes(_HEAD + 2, 1)
    sheet.set_landscape()
    sheet.set_paper(9)
    sheet.fit_to_pages(1, 0)
    sheet.repeat_rows(_HEAD, _HEAD + 1)
    book.close()
    return out.getvalue()


def _said(board: Timeliness, at: datetime) -> str:
    lines = [f"Đến {moment(at)}."]
    for n, owed in enumerate(board.columns):
        entries = board.entries(n)
        what = f"{owed.form.short_title}, {periods.name(owed.span)}"
        lines.append(
            given_words(sum(e.given for e in entries), len(entries), kinds(e.unit.type for e in entries), what)
        )
    lines.append(fair(unit="đơn vị", upper="cấp trên"))
    return " ".join(lines)


def _headings(sheet: Any, board: Timeliness, formats: dict[str, Any]) -> None:
    sheet.merge_range(_HEAD, 0, _HEAD + 1, 0, "Đơn vị", formats["head"])
    sheet.set_column(0, 0, 28)
    for n, owed in enumerate(board.columns):
        first = 1 + n * len(PARTS)
        name = f"{owed.form.short_title}, {periods.name(owed.span)}"
        sheet.merge_range(_HEAD, first, _HEAD, first + len(PARTS) - 1, name, formats["head"])
        for at, (label, width) in enumerate(PARTS, first):
            sheet.write_string(_HEAD + 1, at, label, formats["head"])
            sheet.set_column(at, at, width)


def _entry(sheet: Any, row: int, first: int, entry: Entry | None, formats: dict[str, Any]) -> None:
    text = formats["text"]
    if entry is None:
        for at in range(first, first + len(PARTS)):
            sheet.write_blank(row, at, None, text)
        return
    total = entry.owed.total
    sent = entry.submission.submitted_at if entry.submission else None
    sheet.write_string(row, first, state_of(entry), text)
    sheet.write_number(row, first + 1, entry.filled, text)
    sheet.write_number(row, first + 2, total, text)
    sheet.write_number(row, first + 3, entry.missing / total if total else 0, formats["share"])
    sheet.write_number(row, first + 4, entry.returned, text)
    sheet.write_string(row, first + 5, moment(entry.lateness.due) if entry.lateness.due else "", text)
    sheet.write_string(row, first + 6, short_date(localtime(sent).date()) if sent else "", text)
    sheet.write_string(row, first + 7, standing_words(entry.lateness), text)
    sheet.write_number(row, first + 8, entry.lateness.days, text)
