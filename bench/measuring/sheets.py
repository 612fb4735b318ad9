"""A wide sheet for the paste: ``python -m bench.measuring.sheets`` makes it in BINHYEN_DATA_DIR.

One invented commune that owes a monthly form of ROWS x COLUMNS cells, the first column the totals.
"""

from __future__ import annotations

import os
from datetime import UTC, date, datetime
from typing import Any

import django

USER, PASSWORD = "canbo", "mot-cau-dai-de-do"
FORM, COMMUNE, ROWS, COLUMNS = "BC-RONG", "do-xa", 500, 20
SINCE = date(2026, 1, 1)


def main() -> None:
    """Migrate, load the catalogue, make the people and the form."""
    django.setup()
    from django.core.management import call_command

    from binhyen.figures.actions import assign_form, load_catalogue
    from binhyen.figures.actions.forms import NewForm, NewLine, publish_form
    from binhyen.organisation.actions import NewUnit, assign_post, create_unit, create_user
    from binhyen.organisation.rules import Level, Role

    call_command("migrate", verbosity=0)
    now = datetime.now(UTC)
    load_catalogue(now=now)
    unit: dict[str, Any] = {"valid_from": SINCE, "basis": "đơn vị để đo", "actor": None, "now": now}
    province = create_unit(NewUnit("do-tinh", Level.PROVINCE, "tinh", "Đo", "D01", None), **unit)
    commune = create_unit(NewUnit(COMMUNE, Level.COMMUNE, "xa", "Đo", "D0101", province), **unit)
    user = create_user(username=USER, password=PASSWORD, actor=None, now=now)
    assign_post(
        role=Role.COMMUNE_OFFICER, unit=commune, holder=user, title="Cán bộ", valid_from=SINCE, actor=None, now=now
    )
    rows, columns = int(os.environ.get("SHEET_ROWS", ROWS)), int(os.environ.get("SHEET_COLUMNS", COLUMNS))
    lines = [
        NewLine("FRC05", part(row, column), group=f"Phần {row // 100 + 1}", label=f"Hàng {row + 1}", required=False)
        for row in range(rows)
        for column in range(columns)
    ]
    form = NewForm(FORM, "Biểu theo cột", "Biểu theo cột", "month", columns="cot")
    publish_form(form, lines, valid_from=SINCE, actor=None, now=now)
    assign_form(form_code=FORM, province=province, level=Level.COMMUNE, starts_on=SINCE, actor=None, now=now)


def part(row: int, column: int) -> str:
    """The breakdown of a cell."""
    return f"cot=c{column:03d};hang=h{row:04d}" if column else f"hang=h{row:04d}"


if __name__ == "__main__":
    main()
