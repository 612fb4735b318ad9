"""Two more forms for the province of the cast: ``python -m tests.journeys.wide_forms`` adds them to BINHYEN_DATA_DIR.

A month of 60 lines in one column, and a wide one (``rows`` x ``columns``, the first column the totals) whose parts stand
side by side. Each commune owes both.
"""

from __future__ import annotations

import os
from datetime import date, datetime

import django

from tests.conftest import NOW

SIXTY, WIDE = "BC-60", "BC-RONG"


def main() -> None:
    """Publish and give them. WIDE_ROWS and WIDE_COLUMNS say how large the wide one is."""
    django.setup()
    publish(NOW, rows=int(os.environ.get("WIDE_ROWS", "30")), columns=int(os.environ.get("WIDE_COLUMNS", "6")))


def publish(now: datetime, *, rows: int, columns: int) -> None:
    """Both forms, in force from January."""
    from binhyen.figures.actions import assign_form
    from binhyen.figures.actions.forms import NewForm, NewLine, publish_form
    from binhyen.organisation.models import Unit

    sixty = [
        NewLine("FRC04", f"dong=d{n:02d}", group=f"Nhóm {(n - 1) // 20 + 1}", label=f"Chỉ tiêu số {n}", required=False)
        for n in range(1, 61)
    ]
    wide = [
        NewLine("FRC05", _part(row, column), group=f"Phần {(row - 1) // 100 + 1}", label=f"Hàng {row}", required=False)
        for row in range(1, rows + 1)
        for column in range(columns)
    ]
    january = date(2026, 1, 1)
    for form, lines in (
        (NewForm(SIXTY, "Báo cáo 60 chỉ tiêu", "Báo cáo 60 chỉ tiêu", "month"), sixty),
        (NewForm(WIDE, "Biểu tổng hợp theo cột", "Biểu theo cột", "month", columns="cot"), wide),
    ):
        publish_form(form, lines, valid_from=january, actor=None, now=now)
        province = Unit.objects.get(uid="thu")
        assign_form(form_code=form.code, province=province, level="commune", starts_on=january, actor=None, now=now)


def _part(row: int, column: int) -> str:
    return f"cot=c{column:02d};hang=h{row:03d}" if column else f"hang=h{row:03d}"


if __name__ == "__main__":
    main()
