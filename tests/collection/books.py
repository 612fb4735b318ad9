"""Workbooks of the tests: a form side by side, its template, a copy that people have worked on."""

from __future__ import annotations

import io
from collections.abc import Callable, Mapping
from typing import Any

from openpyxl import load_workbook

from binhyen.collection.workbooks.locating import Grid
from binhyen.collection.workbooks.plan import FIGURES, Plan, PlannedLine
from binhyen.collection.workbooks.writing import Copy, template

ITEMS = (("ca", "Công an"), ("mttq", "Ủy ban MTTQ"))
SIDE_BY_SIDE = Plan(
    "BC-THU", "2026-01-01", "Biểu để thử", "tháng 10 năm 2026", "2026-10-01", "2026-10-31",
    tuple(
        PlannedLine(code, f"host_org={item}" if item else "", label, group, "buổi", decimals)
        for code, label, group, decimals in (
            ("COM04", "Buổi tuyên truyền", "I. Tuyên truyền", 0),
            ("COM05", "Lượt người dự", "I. Tuyên truyền", 0),
            ("FRC04", "Lượt tuần tra", "II. Tuần tra", 0),
            ("CMT02", "Tỷ lệ đạt", "II. Tuần tra", 2),
        )
        for item in ("", "ca", "mttq")
    ),
    "host_org", ITEMS,
)  # fmt: skip
BELOW = Plan(
    "BC-DUOI", "2026-01-01", "Biểu để thử, một cột", "tháng 10 năm 2026", "2026-10-01", "2026-10-31",
    (
        PlannedLine("COM04", "", "Buổi tuyên truyền", "I. Tuyên truyền", "buổi", 0),
        PlannedLine("COM04", "host_org=ca", "- Công an chủ trì", "I. Tuyên truyền", "buổi", 0),
        PlannedLine("COM05", "", "Lượt người dự", "I. Tuyên truyền", "lượt người", 0),
        PlannedLine("COM05", "host_org=ca", "- Công an chủ trì", "I. Tuyên truyền", "lượt người", 0),
        PlannedLine("FRC04", "", "Lượt tuần tra", "II. Tuần tra", "lượt", 0),
    ),
)  # fmt: skip
COPY = Copy("thu-tan-an", "Xã Tân An")


def worked_on(
    plan: Plan, cells: Mapping[int, Any] | None = None, change: Callable[[Any], None] | None = None, copy: Copy = COPY
) -> bytes:
    """The template with ``cells`` (by number of line) typed into it by openpyxl, and whatever ``change`` does to the book."""
    book = load_workbook(io.BytesIO(template(plan, copy)))
    for number, raw in (cells or {}).items():
        row, column = plan.places[number]
        book[FIGURES].cell(row + 1, column + 1, raw)
    if change is not None:
        change(book)
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def by_calamine(data: bytes) -> dict[str, Grid]:
    """The sheets as the batch reads them."""
    from python_calamine import CalamineWorkbook

    book = CalamineWorkbook.from_filelike(io.BytesIO(data))
    return {name: book.get_sheet_by_name(name).to_python(skip_empty_area=False) for name in book.sheet_names}
