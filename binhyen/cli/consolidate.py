"""`binhyen consolidate THƯ_MỤC --form MÃ --period KỲ [--jobs 2] [--out TỆP] [--errors THƯ_MỤC] [--keep-drafts --user TK]`."""

from __future__ import annotations

import argparse
import os
import sys
from pathlib import Path
from typing import TYPE_CHECKING

from binhyen.cli.door import Parser, answering, now, start
from binhyen.cli.period import is_over, read_period
from binhyen.cli.progress import Progress
from binhyen.collection.workbooks.consolidating import Consolidation, begin, consolidate
from binhyen.collection.workbooks.store import EMPTY, FAULTY, REFUSED, REPEATED, TAKEN, Tally
from binhyen.collection.workbooks.workers import Workers
from binhyen.foundation.errors import Invalid
from binhyen.foundation.span import Span

if TYPE_CHECKING:
    from collections.abc import Sequence

    from binhyen.collection.workbooks.store import Owing
    from binhyen.collection.workbooks.workers import Told
    from binhyen.organisation.models import User

INTERRUPTED = 130
MOST_JOBS = 16


def main(argv: list[str]) -> int:
    """Consolidate a folder; run again it takes what is new. Exit status 2 where the command is refused."""
    parser = Parser(prog="binhyen consolidate", description="Tổng hợp hàng nghìn bảng tính .xlsx vào một tệp SQLite")
    parser.add_argument("folder", type=Path, metavar="THƯ_MỤC", help="hoặc một bảng rộng TỆP.xlsx, mỗi hàng một đơn vị")
    parser.add_argument("--form", required=True, metavar="MÃ_BIỂU")
    parser.add_argument("--period", required=True, metavar="KỲ", help="2026-10, 2026-Q3, 2026-H1, 2026 hoặc NGÀY..NGÀY")
    parser.add_argument("--jobs", type=int, default=min(os.cpu_count() or 1, 2), metavar="SỐ", help="số tiến trình đọc")
    parser.add_argument("--out", type=Path, metavar="TỆP.sqlite", help="mặc định: tong-hop.sqlite trong thư mục")
    parser.add_argument("--errors", type=Path, metavar="THƯ_MỤC", help="nơi trả lại bảng tính đã đánh dấu chỗ cần sửa")
    parser.add_argument("--keep-drafts", action="store_true", help="đưa số liệu đọc được vào bản đang nhập của đơn vị")
    parser.add_argument("--user", metavar="TÀI_KHOẢN", help="người đưa vào (cần quyền nhập của chính đơn vị)")
    arguments = parser.parse_args(argv)
    return answering(lambda: run(arguments))


def run(arguments: argparse.Namespace) -> int:
    """Workers start first and open files until the form is known."""
    span = read_period(arguments.period)
    if not 1 <= arguments.jobs <= MOST_JOBS:
        raise Invalid("cli.jobs", most=MOST_JOBS)
    folder: Path = arguments.folder
    if folder.is_file():
        return _wide(arguments, span)
    out: Path = arguments.out or folder / "tong-hop.sqlite"
    _require(folder, out, arguments)
    workers = Workers(arguments.jobs)
    try:
        asked = Consolidation(folder, out, arguments.errors)
        begin(asked, workers)
        start()
        if arguments.keep_drafts:
            _drafter(arguments.user)
        told, units = _told(arguments.form, span)
        progress = Progress(len(asked.names), "tệp")
        tally = consolidate(asked, workers, told, units, progress.step)
        progress.end(_summary(out, tally))
    except KeyboardInterrupt:
        print("\nĐã dừng theo yêu cầu. Chạy lại lệnh này để tổng hợp tiếp phần còn lại.", file=sys.stderr)
        return INTERRUPTED
    finally:
        workers.end()
    if arguments.keep_drafts:
        _keep(arguments, out, span)
    return 0


def _wide(arguments: argparse.Namespace, span: Span) -> int:
    """One workbook with a row for each unit."""
    from binhyen.cli import wide

    _require_user(arguments)
    out: Path = arguments.out or wide.out_of(arguments.folder)
    if arguments.keep_drafts:
        start()
        _drafter(arguments.user)
    wide.run(arguments, out, span)
    if arguments.keep_drafts:
        _keep(arguments, out, span)
    return 0


def _require(folder: Path, out: Path, arguments: argparse.Namespace) -> None:
    if not folder.is_dir():
        raise Invalid("cli.no_folder", path=str(folder))
    if not out.parent.is_dir() or out.is_dir():
        raise Invalid("cli.folder_missing", path=str(out.parent))
    if arguments.errors is not None and arguments.errors.resolve() == folder.resolve():
        raise Invalid("cli.errors_over_originals", path=str(folder))
    _require_user(arguments)


def _require_user(arguments: argparse.Namespace) -> None:
    if arguments.keep_drafts and not arguments.user:
        raise Invalid("cli.user_missing", option="--user")


def _told(form_code: str, span: Span) -> tuple[Told, Sequence[Owing]]:
    """The form as the workers need it, and the units that owe it."""
    from binhyen.collection.queries.workbooks import owing, plan_of
    from binhyen.collection.workbooks.workers import Told
    from binhyen.figures.queries.forms import form_on, form_spec

    form = form_on(form_code, span.last)
    told = Told(plan_of(form, span), form_spec(form, span.last), is_over(span, now().astimezone().date()))
    return told, owing(form_code, span.last)


def _summary(out: Path, tally: Tally) -> str:
    files = tally.files
    lines = [
        f"Đã tổng hợp vào {out}: {files.get(TAKEN, 0)} tệp đạt, {files.get(FAULTY, 0)} tệp có nội dung cần chỉnh lý, "
        f"{files.get(REPEATED, 0)} tệp trùng, {files.get(EMPTY, 0)} tệp chưa điền, {files.get(REFUSED, 0)} tệp không nhận; "
        f"{tally.reported}/{tally.expected} đơn vị có số liệu; {tally.cells} ô số liệu."
    ]
    if tally.left_out:
        lines.append(left_out(tally))
    return "\n".join(lines)


def left_out(tally: Tally) -> str:
    """What a total does not hold, and where the other one stands."""
    return (
        f"Tổng số (bảng totals, cột total) chưa cộng {tally.left_out} đơn vị còn lỗi phải sửa; "
        "tổng gồm cả các đơn vị này ở cột total_with_left_out, từng lỗi ở bảng faults."
    )


def _drafter(username: str) -> User:
    """Whose act the drafts are; asked before hours of reading."""
    from binhyen.foundation.errors import NotAllowed
    from binhyen.organisation.models import User

    user = User.objects.filter(username=username).first()
    if user is None:
        raise NotAllowed("cli.user_unknown", username=username)
    return user


def _keep(arguments: argparse.Namespace, out: Path, span: Span) -> None:
    """Place what was read into the working copies of the units for which the user has the right; say of each."""
    from binhyen.collection.actions.workbooks import keep_consolidated
    from binhyen.collection.queries.workbooks import consolidated
    from binhyen.foundation.errors import DomainError
    from binhyen.foundation.texts import say
    from binhyen.organisation.queries import actor_for

    moment = now()
    actor = actor_for(_drafter(arguments.user), moment.astimezone().date())
    kept = refused = 0
    for taken in consolidated(out, arguments.form):
        try:
            count = keep_consolidated(taken, span=span, actor=actor, now=moment)
            kept += 1
            print(f"{taken.unit_name}: đã đưa {count} chỉ tiêu vào bản đang nhập (tệp {taken.file}).")
        except DomainError as error:
            refused += 1
            print(f"{taken.unit_name}: không đưa vào được. {say(error)}", file=sys.stderr)
    print(f"Đã đưa vào bản đang nhập của {kept} đơn vị; {refused} đơn vị không đưa vào được.", file=sys.stderr)
