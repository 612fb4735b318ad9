"""`binhyen consolidate TỆP.xlsx`: a wide workbook, a row for each unit; and its template."""

from __future__ import annotations

import argparse
import sys
from pathlib import Path

from binhyen.cli.door import now, start
from binhyen.cli.files import require_place, write_whole
from binhyen.cli.period import is_over
from binhyen.foundation.errors import Invalid
from binhyen.foundation.span import Span
from binhyen.foundation.texts import say


def out_of(workbook: Path) -> Path:
    """Where a wide workbook goes unless it is said."""
    return workbook.with_suffix(".sqlite")


def run(arguments: argparse.Namespace, out: Path, span: Span) -> None:
    """Consolidate one wide workbook; hand it back marked where something is to be put right."""
    workbook: Path = arguments.folder
    marked = arguments.errors / workbook.name if arguments.errors is not None else None
    require_place(out)
    if marked is not None and marked.resolve() == workbook.resolve():
        raise Invalid("cli.errors_over_originals", path=str(arguments.errors))
    start()
    from binhyen.cli.consolidate import left_out
    from binhyen.collection.queries.wide import elsewhere, owed_by
    from binhyen.collection.queries.workbooks import plan_of
    from binhyen.collection.workbooks.gate import MEGABYTE, MOST_BYTES
    from binhyen.collection.workbooks.wide.consolidating import consolidate_wide
    from binhyen.collection.workbooks.workers import Told
    from binhyen.figures.queries.forms import form_on, form_spec

    form = form_on(arguments.form, span.last)
    told = Told(plan_of(form, span), form_spec(form, span.last), is_over(span, now().astimezone().date()))
    if workbook.stat().st_size > MOST_BYTES:
        raise Invalid("collection.workbook_large", limit=MOST_BYTES // MEGABYTE)
    data = workbook.read_bytes()
    units = owed_by(form.code, span.last)
    found = consolidate_wide(workbook.name, data, out, told, units, elsewhere(form.code, span.last))
    for note in found.notes:
        print(note, file=sys.stderr)
    tally = found.tally
    print(
        f"Đã tổng hợp vào {out}: {found.rows} hàng có số liệu, {tally.reported}/{tally.expected} đơn vị có số liệu, "
        f"{tally.cells} ô số liệu, {len(found.marks)} nội dung cần chỉnh lý.",
        file=sys.stderr,
    )
    if tally.left_out:
        print(left_out(tally), file=sys.stderr)
    if marked is not None and found.marks:
        _hand_back(data, found.marks, marked)


def _hand_back(data: bytes, marks: tuple[object, ...], marked: Path) -> None:
    from binhyen.collection.workbooks.marking import MOST_MARKS
    from binhyen.collection.workbooks.wide.process import marked_wide

    marked.parent.mkdir(parents=True, exist_ok=True)
    try:
        write_whole(marked, marked_wide(data, marks))  # type: ignore[arg-type]
    except Invalid as why:
        print(f"Không lập được tệp đánh dấu: {say(why)} Nội dung cần chỉnh lý: bảng faults.", file=sys.stderr)
        return
    rest = f" ({MOST_MARKS} nội dung đầu; còn lại xem bảng faults)" if len(marks) > MOST_MARKS else ""
    print(f"Đã đánh dấu chỗ cần chỉnh lý trong {marked}{rest}.", file=sys.stderr)


def template(arguments: argparse.Namespace, span: Span) -> None:
    """Write the wide template of a form for the units of a province, or of the whole country."""
    start()
    from binhyen.collection.queries.wide import owed_by
    from binhyen.collection.queries.workbooks import plan_of
    from binhyen.collection.workbooks.wide.template import wide_template
    from binhyen.figures.queries.forms import form_on
    from binhyen.foundation.errors import NotFound
    from binhyen.organisation.queries import resolve_province_first

    form = form_on(arguments.form, span.last)
    under = resolve_province_first(arguments.unit, span.last) if arguments.unit else None
    units = owed_by(form.code, span.last, under)
    whose = under.last_name() if under is not None else "Cả nước"
    if not units:
        raise NotFound("figures.form_not_assigned", unit=whose, form=form.code, period=str(span))
    plan = plan_of(form, span)
    write_whole(arguments.out, wide_template(plan, units, whose))
    lines = sum(line.collects for line in plan.lines)
    print(f"Đã lập {arguments.out}: biểu {form.code}, {plan.period}, {len(units)} đơn vị, {lines} chỉ tiêu.")
