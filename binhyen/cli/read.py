"""`binhyen read FILE… [--json|--akn]`, `binhyen read FOLDER --out FILE.jsonl`: what the reader proposes. Loads no framework."""

from __future__ import annotations

import argparse
import os
import sys
from dataclasses import dataclass
from pathlib import Path
from typing import NoReturn

from binhyen.foundation.errors import Invalid
from binhyen.foundation.texts import registered, say
from binhyen.reader import Reading, read
from binhyen.reader.encodings import LIMIT
from binhyen.reader.intake import text_of
from binhyen.reader.output import json_pieces

REFUSED = 2
STDIN = "-"
MOST_JOBS = 64


class _Parser(argparse.ArgumentParser):
    def error(self, message: str) -> NoReturn:
        self.exit(REFUSED, f"Lỗi: tham số không đúng ({message}). Xem: {self.prog} --help\n")


@dataclass(frozen=True, slots=True)
class _Answer:
    """A file that was read: the name it is shown by, its text and what was found in it."""

    name: str
    text: str
    reading: Reading


def main(argv: list[str]) -> int:
    """Read every file, then print: nothing is printed when one of them is refused (exit status 2). A folder goes to ``batch``."""
    parser = _parser()
    options = parser.parse_args(argv)
    if options.out:
        return _batch(options)
    if options.akn and len(options.files) > 1:
        return _refuse("--akn", "mỗi lần chỉ một tệp.")
    answers = []
    for name in options.files:
        try:
            answers.append(_read(name))
        except Invalid as refusal:
            return _refuse("dữ liệu vào" if name == STDIN else name, say(refusal))
    sys.stdout.reconfigure(encoding="utf-8", errors="backslashreplace")  # type: ignore[union-attr]
    try:
        if options.akn:
            _print_akn(answers[0])
        else:
            _print(answers, as_data=options.json)
        sys.stdout.flush()
    except BrokenPipeError:  # the reader of a pipe took what it wanted: "binhyen read F --json | head -1"
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
    return 0


def _parser() -> _Parser:
    parser = _Parser(prog="binhyen read", description="Đọc văn bản, đề xuất số liệu kèm vị trí trong văn bản")
    parser.add_argument(
        "files",
        nargs="+",
        metavar="TỆP",
        help="tệp .txt, .html, .docx, .pdf có chữ; “-” là dữ liệu vào chuẩn; hoặc một thư mục",
    )
    form = parser.add_mutually_exclusive_group()
    form.add_argument(
        "--json", action="store_true", help="in JSON: một tệp một đối tượng, nhiều tệp mỗi dòng một đối tượng"
    )
    form.add_argument("--akn", action="store_true", help="in cấu trúc văn bản theo Akoma Ntoso 3.0 (XML), chỉ một tệp")
    form.add_argument(
        "--out", metavar="TỆP.jsonl", help="đọc cả thư mục, ghi mỗi tệp một dòng JSON; chạy lại thì đọc tiếp"
    )
    parser.add_argument(
        "--jobs", type=int, default=1, metavar="N", help="với --out: số tiến trình cùng đọc, mặc định 1"
    )
    return parser


def _refuse(about: str, sentence: str) -> int:
    print(f"Lỗi: {about}: {sentence}", file=sys.stderr)
    return REFUSED


def _batch(options: argparse.Namespace) -> int:
    folder, out = Path(options.files[0]), Path(options.out)
    if len(options.files) != 1 or not folder.is_dir():
        return _refuse(options.files[-1], "--out cần đúng một thư mục có sẵn.")
    if out.is_dir() or not out.parent.is_dir():
        return _refuse(options.out, "không ghi được: đây là thư mục, hoặc thư mục chứa tệp chưa có.")
    if not 1 <= options.jobs <= MOST_JOBS:
        return _refuse(f"--jobs {options.jobs}", f"số tiến trình từ 1 đến {MOST_JOBS}.")
    from binhyen.cli import batch

    return batch.run(folder, out, options.jobs)


def _read(name: str) -> _Answer:
    shown = "stdin" if name == STDIN else Path(name).name
    source = text_of(_bytes(name), shown)
    for note in source.notes:
        print(f"Lưu ý: {name}: {registered()[note]}", file=sys.stderr)
    return _Answer(shown, source.text, read(source.text))


def _print_akn(answer: _Answer) -> None:
    from binhyen.reader.akn import as_akn

    print(as_akn(answer.text, answer.reading))


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


def _print(answers: list[_Answer], *, as_data: bool) -> None:
    for answer in answers:
        reading = answer.reading
        if as_data:
            for piece in json_pieces(reading, answer.name, indent=None if len(answers) > 1 else 2):
                sys.stdout.write(piece)
            print()
            continue
        print(f"{answer.name}: {len(reading.references)} lần nhắc văn bản, {len(reading.figures)} số liệu")
        for figure in reading.figures:
            print(f"  {figure.start:>7}  {' '.join(figure.quote.split())}")
        for finding in reading.inconsistencies:
            print(f"  mâu thuẫn: {finding.note}")


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
