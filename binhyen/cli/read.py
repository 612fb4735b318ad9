"""`binhyen read FILE… [--json]`: what the reader proposes for texts. Loads no framework and opens no connection."""

from __future__ import annotations

import argparse
import json
import os
import sys
from pathlib import Path
from typing import Any, NoReturn

from binhyen.foundation.errors import Invalid
from binhyen.foundation.texts import say
from binhyen.reader import read
from binhyen.reader.encodings import LIMIT, decode
from binhyen.reader.output import as_json

REFUSED = 2
STDIN = "-"


class _Parser(argparse.ArgumentParser):
    def error(self, message: str) -> NoReturn:
        self.exit(REFUSED, f"Lỗi: tham số không đúng ({message}). Xem: {self.prog} --help\n")


def main(argv: list[str]) -> int:
    """Read every file, then print: nothing is printed when one of them is refused (exit status 2)."""
    parser = _Parser(prog="binhyen read", description="Đọc văn bản, đề xuất số liệu kèm vị trí trong văn bản")
    parser.add_argument("files", nargs="+", metavar="TỆP", help="tệp văn bản UTF-8; “-” là dữ liệu vào chuẩn")
    parser.add_argument(
        "--json", action="store_true", help="in JSON: một tệp một đối tượng, nhiều tệp mỗi dòng một đối tượng"
    )
    options = parser.parse_args(argv)
    answers = []
    for name in options.files:
        try:
            answers.append(as_json(read(decode(_bytes(name))), "stdin" if name == STDIN else Path(name).name))
        except Invalid as refusal:
            print(f"Lỗi: {'dữ liệu vào' if name == STDIN else name}: {say(refusal)}", file=sys.stderr)
            return REFUSED
    sys.stdout.reconfigure(encoding="utf-8")  # type: ignore[union-attr]
    try:
        _print(answers, as_data=options.json)
        sys.stdout.flush()
    except BrokenPipeError:  # the reader of a pipe took what it wanted: "binhyen read F --json | head -1"
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
    return 0


def _bytes(name: str) -> bytes:
    if name == STDIN:
        return sys.stdin.buffer.read(LIMIT + 1)
    try:
        with Path(name).open("rb") as file:
            return file.read(LIMIT + 1)
    except IsADirectoryError:
        raise Invalid("reader.is_folder") from None
    except OSError:
        raise Invalid("reader.missing") from None


def _print(answers: list[dict[str, Any]], *, as_data: bool) -> None:
    if as_data:
        for answer in answers:
            print(json.dumps(answer, ensure_ascii=False, indent=None if len(answers) > 1 else 2))
        return
    for answer in answers:
        print(f"{answer['seed']}: {len(answer['references'])} lần nhắc văn bản, {len(answer['figures'])} số liệu")
        for figure in answer["figures"]:
            print(f"  {figure['start']:>7}  {' '.join(figure['quote'].split())}")
        for finding in answer["inconsistencies"]:
            print(f"  mâu thuẫn: {finding['note']}")


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
