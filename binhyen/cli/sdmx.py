"""`binhyen sdmx --form MÃ --period KỲ [--province TỈNH] --out THƯ_MỤC|TỆP.zip`: approved figures for statistics systems."""

from __future__ import annotations

import argparse
import tempfile
from pathlib import Path
from typing import TYPE_CHECKING

from binhyen.cli.door import Parser, acting, answering, now, start
from binhyen.cli.files import require_place
from binhyen.cli.period import read_period
from binhyen.foundation.errors import Invalid
from binhyen.foundation.span import Span

if TYPE_CHECKING:
    from binhyen.analytics.sdmx.messages import Written
    from binhyen.analytics.sdmx.reading import Dataset
    from binhyen.organisation.models import Unit


def main(argv: list[str]) -> int:
    """Write the files of an export; nothing is left behind on refusal."""
    parser = Parser(prog="binhyen sdmx", description="Xuất số liệu đã phê duyệt của một biểu theo chuẩn SDMX 2.1")
    parser.add_argument("--form", required=True, metavar="MÃ_BIỂU")
    parser.add_argument("--period", required=True, metavar="KỲ", help="2026-10, 2026-Q3, 2026-H1, 2026 hoặc NGÀY..NGÀY")
    parser.add_argument("--province", metavar="TÊN_HOẶC_MÃ", help="tỉnh, thành phố; không ghi là cả nước")
    parser.add_argument("--out", required=True, type=Path, metavar="THƯ_MỤC_HOẶC_TỆP.zip")
    parser.add_argument("--as", dest="user", metavar="TÀI_KHOẢN", help="tài khoản xem số liệu")
    arguments = parser.parse_args(argv)
    return answering(lambda: _export(arguments))


def _export(arguments: argparse.Namespace) -> int:
    span = read_period(arguments.period)
    out: Path = arguments.out
    is_zip = out.suffix.lower() == ".zip"
    _require_room(out, is_zip=is_zip)
    start()
    from binhyen.analytics.sdmx.reading import dataset_of
    from binhyen.figures.rules import periods
    from binhyen.foundation.snapshot import one_moment

    moment = now()
    province = _province(arguments.province, span) if arguments.province else None
    actor, today = acting(arguments.user), moment.astimezone().date()
    try:
        with one_moment():
            dataset = dataset_of(arguments.form, span, province, actor=actor, today=today)
            found = _zip(dataset, out) if is_zip else _folder(dataset, out)
    except OSError as error:
        raise Invalid("cli.file_not_written", path=str(out), why=error.strerror or "") from error
    print(
        f"Đã xuất {out}: biểu {dataset.form.code}, {periods.name(span)}, {found.units} đơn vị, "
        f"{found.observations} ô số liệu, {found.numbers} ô có số."
    )
    return 0


def _require_room(out: Path, *, is_zip: bool) -> None:
    """A folder may be there already; what stands in its place, or is no place at all, is refused before anything is read."""
    if is_zip or not out.is_dir():
        require_place(out)
    if not is_zip and out.is_file():
        raise Invalid("cli.not_folder_or_zip", path=str(out))


def _province(text: str, span: Span) -> Unit:
    """By its own id, else by name or code on the last day."""
    from binhyen.organisation.models import Unit
    from binhyen.organisation.queries import resolve_province_first

    return Unit.objects.filter(uid=text).first() or resolve_province_first(text, span.last)


def _folder(dataset: Dataset, out: Path) -> Written:
    """Each file whole, in the place of what an earlier run wrote."""
    from binhyen.analytics.sdmx.messages import FILES, write

    with tempfile.TemporaryDirectory(prefix=".binhyen-", dir=out.parent) as place:
        found = write(dataset, Path(place), prepared=now())
        out.mkdir(exist_ok=True)
        for name in FILES:
            (Path(place) / name).replace(out / name)
    return found


def _zip(dataset: Dataset, out: Path) -> Written:
    from binhyen.analytics.sdmx.messages import write_zipped

    with tempfile.TemporaryDirectory(prefix=".binhyen-", dir=out.parent) as place:
        draft = Path(place) / out.name
        with draft.open("wb") as made:
            found = write_zipped(dataset, made, prepared=now())
        draft.replace(out)
    return found
