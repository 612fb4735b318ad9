"""`binhyen trace FILE.docx [--json]`: each number of a review back to its fact and source, also after hand changes."""

from __future__ import annotations

import json
from pathlib import Path
from typing import TYPE_CHECKING

from binhyen.cli.door import Parser, answering, start
from binhyen.foundation.errors import Invalid

if TYPE_CHECKING:
    from binhyen.reviews.facts import ReviewFacts
    from binhyen.reviews.trace import Traced

DIFFERS = 1


def main(argv: list[str]) -> int:
    """Exit status 0: all numbers as drafted; 1: some were changed by hand or lost their bookmark; 2: refused."""
    parser = Parser(prog="binhyen trace", description="Truy nguồn từng số trong báo cáo .docx")
    parser.add_argument("file", type=Path, metavar="TỆP.docx")
    parser.add_argument("--json", action="store_true")
    arguments = parser.parse_args(argv)
    return answering(lambda: trace_file(arguments.file, as_json=arguments.json))


def trace_file(path: Path, *, as_json: bool) -> int:
    """Read the file, look its review up, print every number with what it leads to."""
    if not path.is_file():
        raise Invalid("cli.file_missing", path=str(path))
    start()
    from binhyen.reviews.trace import LIMIT_BYTES, trace

    if path.stat().st_size > LIMIT_BYTES:
        raise Invalid("reviews.file_too_large", size=path.stat().st_size // 2**20, limit=LIMIT_BYTES // 2**20)
    found = trace(path.read_bytes(), _frozen)
    if as_json:
        print(json.dumps([one.as_json() for one in found], ensure_ascii=False, indent=1))
    else:
        for one in found:
            print(_line(one))
        lost = sum(one.state != "kept" for one in found)
        print(f"{len(found)} số liệu; {lost} số đã bị sửa tay hoặc mất dấu.")
    return DIFFERS if any(one.state != "kept" for one in found) else 0


def _frozen(review: str) -> ReviewFacts | None:
    from binhyen.reviews.models import Review

    made = Review.objects.filter(number=int(review)).first() if review.isdecimal() and len(review) < 19 else None
    return made.frozen() if made else None


def _line(one: Traced) -> str:
    words = {"kept": "", "changed": f"  [ĐÃ SỬA TAY: trong tệp là “{one.found}”]", "missing": "  [MẤT DẤU trong tệp]"}
    sources = "".join(f"\n      nguồn: {source.text}" for source in one.sources)
    return f"{one.number}{words[one.state]}\n    {one.fact}{sources}"
