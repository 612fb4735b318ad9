"""`binhyen demo build --dir VAR [--fresh]` and `binhyen demo show --dir VAR`: the demo, told through people's own actions."""

from __future__ import annotations

import json
import os
import sys
import time
from argparse import ArgumentTypeError
from collections.abc import Callable
from datetime import UTC, date, datetime
from pathlib import Path
from typing import TYPE_CHECKING

from binhyen.cli.door import REFUSED, Parser, answering, now, start

if TYPE_CHECKING:
    from binhyen.cli.story.days import Days

STORY_BEGINS = datetime(2024, 6, 28, 2, 0, tzinfo=UTC)


def main(argv: list[str]) -> int:
    """Build the demo's data folder, or print how to sign in."""
    parser = Parser(prog="binhyen demo", description="Dữ liệu minh họa: tỉnh Mẫu (hư cấu) và số liệu công bố")
    commands = parser.add_subparsers(dest="command", required=True)
    for name in ("build", "show"):
        command = commands.add_parser(name)
        command.add_argument("--dir", type=Path, default=Path("var"), metavar="THƯ_MỤC")
        if name == "build":
            command.add_argument("--fresh", action="store_true", help="xóa dữ liệu minh họa cũ và dựng lại")
            command.add_argument("--today", type=_day, metavar="NGÀY", help="ngày của câu chuyện (mặc định: hôm nay)")
    arguments = parser.parse_args(argv)
    folder: Path = arguments.dir.resolve()
    os.environ["BINHYEN_DATA_DIR"] = str(folder)
    if arguments.command == "show":
        return show(folder)
    return answering(lambda: build(folder, fresh=arguments.fresh, on=arguments.today))


def _day(text: str) -> date:
    """The day of the story, not before the one from which it can be told."""
    from binhyen.cli.story.days import EARLIEST

    try:
        day = date.fromisoformat(text)
    except ValueError:
        raise ArgumentTypeError(f"“{text}” không phải là ngày dạng năm-tháng-ngày") from None
    if day < EARLIEST:
        raise ArgumentTypeError(f"câu chuyện minh họa chỉ kể được từ ngày {EARLIEST:%d/%m/%Y}")
    return day


def build(folder: Path, *, fresh: bool, on: date | None = None) -> int:
    """Make the database, tell the story, write one review; ``demo.json`` comes last and says that all is there.

    The story is the same for the same day ``on`` (today where none is given).
    """
    made = folder / "demo.json"
    if made.is_file() and not fresh:
        print(f"Dữ liệu minh họa đã có trong {folder}; dựng lại bằng --fresh.")
        return show(folder)
    folder.mkdir(parents=True, exist_ok=True)
    _clear(folder)
    start(new=True)
    from django.core.management import call_command
    from django.db import transaction
    from django.utils.timezone import localdate

    from binhyen.cli.review import made_by_demo
    from binhyen.cli.story.days import EARLIEST, Days

    days = Days(on or max(localdate(now()), EARLIEST))
    began = time.monotonic()
    tell = _progress(began)
    tell("Tạo cơ sở dữ liệu")
    call_command("migrate", verbosity=0)
    with transaction.atomic():
        sign_ins = _story(days, tell)
    tell("Lập một báo cáo sơ kết của tỉnh Mẫu")
    about = {"sign_ins": sign_ins, "command_line": "phantich", "review": str(made_by_demo(folder)),
             "today": days.today.isoformat(), "open_month": f"{days.open_month.start}_{days.open_month.last}"}  # fmt: skip
    made.write_text(json.dumps(about, ensure_ascii=False, indent=1), encoding="utf-8")
    made.chmod(0o600)
    tell("Xong")
    return 0


def _clear(folder: Path) -> None:
    for old in [*folder.glob("binhyen.sqlite3*"), folder / "demo.json"]:
        old.unlink(missing_ok=True)


def _progress(began: float) -> Callable[[str], None]:
    def say(what: str) -> None:
        print(f"[{time.monotonic() - began:5.1f} s] {what}", flush=True)

    return say


def _story(days: Days, say: Callable[[str], None]) -> list[dict[str, str]]:
    from binhyen.cli.story.asking import tell_asking
    from binhyen.cli.story.days import moment
    from binhyen.cli.story.people import appoint
    from binhyen.cli.story.places import found_province
    from binhyen.cli.story.programmes import tell_programmes
    from binhyen.cli.story.published import cite_published
    from binhyen.cli.story.readings import read_texts
    from binhyen.cli.story.reports import Teller, tell_past, tell_present
    from binhyen.collection.actions import load_regimes
    from binhyen.directives.actions import load_documents
    from binhyen.figures.actions import load_catalogue
    from binhyen.figures.rules import periods
    from binhyen.organisation.actions import load_register

    say("Nạp danh mục đơn vị hành chính (63/696/10.035 và 34/3.321)")
    load_register(now=STORY_BEGINS)
    load_documents(now=STORY_BEGINS)
    load_catalogue(now=STORY_BEGINS)
    load_regimes(now=STORY_BEGINS)
    places = found_province(STORY_BEGINS)
    people = appoint(places, STORY_BEGINS)
    tell_programmes(STORY_BEGINS)
    teller = Teller(places, people, days)
    tell_past(teller, say)
    say(f"Tỉnh Mẫu: {periods.name(days.open_month)} đang làm")
    tell_present(teller)
    tell_asking(teller)
    read_texts(places, people)
    say("Số liệu công bố của ba hội nghị (trích dẫn)")
    cite_published(people, moment(days.last, 0))
    return people.sign_ins


def show(folder: Path) -> int:
    """Print the sign-ins and the review's path from ``demo.json``."""
    made = folder / "demo.json"
    if not made.is_file():
        print(f"Lỗi: {folder} chưa có dữ liệu minh họa. Dựng bằng: python3 run.py", file=sys.stderr)
        return REFUSED
    content = json.loads(made.read_text(encoding="utf-8"))
    print("Tài khoản minh họa (chỉ dùng trên máy này):")
    for entry in content["sign_ins"]:
        print(f"  {entry['user']:18} {entry['password']:14} {entry['role']}")
    if content.get("today"):
        day = date.fromisoformat(content["today"])
        print(f"Câu chuyện minh họa tính đến ngày {day:%d/%m/%Y}; dựng lại cho hôm nay: binhyen demo build --fresh")
    if content.get("review"):
        print(f"Báo cáo vừa lập: {content['review']}")
    return 0
