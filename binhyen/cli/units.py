"""`binhyen units count --on 2025-07-01` and `binhyen units find TÊN [--on …] [--level …]`."""

from __future__ import annotations

import json

from binhyen.cli.door import Parser, answering, now, start


def main(argv: list[str]) -> int:
    """Count the register on a day, or look a name or code up."""
    parser = Parser(prog="binhyen units", description="Danh mục đơn vị hành chính theo thời gian")
    commands = parser.add_subparsers(dest="command", required=True)
    count = commands.add_parser("count", help="số đơn vị từng cấp vào một ngày")
    count.add_argument("--on", required=True, metavar="NGÀY")
    find = commands.add_parser("find", help="tìm đơn vị theo tên hoặc mã")
    find.add_argument("name", metavar="TÊN_HOẶC_MÃ")
    find.add_argument("--on", metavar="NGÀY")
    find.add_argument("--level", choices=["province", "district", "commune"])
    arguments = parser.parse_args(argv)
    return answering(lambda: _count(arguments.on) if arguments.command == "count" else _find(arguments))


def _count(on: str) -> int:
    from binhyen.foundation.vietnamese import read_date

    day = read_date(on)
    start()
    from binhyen.organisation.queries import counts

    print(json.dumps(counts(day)))
    return 0


def _find(arguments: object) -> int:
    from binhyen.foundation.vietnamese import read_date

    on, name, level = (getattr(arguments, part) for part in ("on", "name", "level"))
    day = read_date(on) if on else now().date()
    start()
    from binhyen.organisation.queries import find_units

    hits = find_units(name, day, level)
    for hit in hits:
        print(hit)
    if not hits:
        print(f"Không tìm thấy đơn vị “{name}” vào ngày {day:%d/%m/%Y}.")
    return 0
