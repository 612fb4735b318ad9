"""`binhyen workbook template --form MÃ --period KỲ --unit ĐƠN_VỊ --out TỆP.xlsx`: the workbook that a unit fills in.

With ``--wide`` the one that a desk fills in: a row for each unit.
"""

from __future__ import annotations

import argparse
from pathlib import Path

from binhyen.cli.door import Parser, answering, start
from binhyen.cli.files import require_place, write_whole
from binhyen.cli.period import read_period
from binhyen.foundation.errors import Invalid, NotFound


def main(argv: list[str]) -> int:
    """Write a template; nothing is left behind on refusal."""
    parser = Parser(prog="binhyen workbook", description="Bảng tính .xlsx theo biểu mẫu báo cáo")
    commands = parser.add_subparsers(dest="command", required=True)
    template = commands.add_parser("template", help="lập bảng tính mẫu cho một đơn vị, một kỳ")
    template.add_argument("--form", required=True, metavar="MÃ_BIỂU")
    template.add_argument(
        "--period", required=True, metavar="KỲ", help="2026-10, 2026-Q3, 2026-H1, 2026 hoặc NGÀY..NGÀY"
    )
    is_wide = "--wide" in argv
    said = "với --wide: tỉnh, không ghi là cả nước"
    template.add_argument("--unit", required=not is_wide, metavar="TÊN_HOẶC_MÃ", help=said)
    template.add_argument("--wide", action="store_true", help="bảng rộng: mỗi hàng một đơn vị, mỗi cột một chỉ tiêu")
    template.add_argument("--out", required=True, type=Path, metavar="TỆP.xlsx")
    arguments = parser.parse_args(argv)
    return answering(lambda: _template(arguments))


def _template(arguments: argparse.Namespace) -> int:
    span = read_period(arguments.period)
    if arguments.out.suffix.lower() != ".xlsx":
        raise Invalid("cli.not_workbook", path=str(arguments.out))
    require_place(arguments.out)
    if arguments.wide:
        from binhyen.cli import wide

        wide.template(arguments, span)
        return 0
    start()
    from binhyen.collection.queries.workbooks import copy_for, plan_of
    from binhyen.collection.workbooks.writing import template
    from binhyen.figures.queries.forms import form_on, is_assigned
    from binhyen.figures.queries.sheets import form_sheet
    from binhyen.organisation.queries import resolve_unit

    form = form_on(arguments.form, span.last)
    unit = resolve_unit(arguments.unit, span.last)
    if not is_assigned(form.code, unit, span.last):
        raise NotFound("figures.form_not_assigned", unit=unit.last_name(), form=form.code, period=str(span))
    plan = plan_of(form, span)
    copy = copy_for(plan, form_sheet(form, unit, span, None))
    write_whole(arguments.out, template(plan, copy))
    print(f"Đã lập {arguments.out}: biểu {form.code}, {plan.period}, {copy.unit_name}, {len(plan.lines)} chỉ tiêu.")
    return 0
