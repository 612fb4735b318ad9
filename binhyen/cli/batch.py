"""`binhyen read FOLDER --out FILE.jsonl`: every file of a folder, a line each; what was read stays read when it is run again.

A line is keyed by the file's name and the digest of its content. Lines are appended in the order of names, so that a run that
was cut off leaves the beginning of what it would have written.
"""

from __future__ import annotations

import hashlib
import json
import multiprocessing
import os
import signal
import sys
import threading
import time
from collections import deque
from collections.abc import Callable, Iterator
from concurrent.futures import Future, ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from contextlib import ExitStack
from dataclasses import dataclass
from pathlib import Path
from typing import Any, BinaryIO, NamedTuple

from binhyen.foundation.errors import Invalid
from binhyen.foundation.texts import say
from binhyen.reader import read
from binhyen.reader.encodings import LIMIT
from binhyen.reader.intake import text_of
from binhyen.reader.output import as_json

REFUSED = 2
INTERRUPTED = 130
MOST_REFUSED = 100  # an exit status above 125 means other things
_AHEAD = 4  # files handed to each process before their turn
_BEGINNING = b'{"file": '
_EVERY_S = 10.0  # between lines of progress in a log

Key = tuple[str, str]
Asked = tuple[str, str, frozenset[str]]  # path, name in the folder, digests of which there is a line


class Answer(NamedTuple):
    """The digest of a file, its line (``None``: there is one already), and whether it was refused."""

    digest: str
    line: bytes | None = None
    refused: bool = False


@dataclass(frozen=True, slots=True)
class Line:
    """Where the line of a file stands in the output (bytes), and whether the file was refused."""

    start: int
    end: int
    refused: bool


def run(folder: Path, out: Path, jobs: int) -> int:
    """Read every file below ``folder`` into ``out``. The status: how many were refused (at most 100), 130 when interrupted."""
    names = _files(folder, out)
    try:
        file = out.open("r+b" if out.exists() else "w+b")
    except OSError:
        print(f"Lỗi: {out}: không ghi được tệp này.", file=sys.stderr)
        return REFUSED
    with file:
        if not _is_ours(file):
            print(f"Lỗi: {out}: tệp đã có và không phải kết quả của lệnh này. Đề nghị chọn tên khác.", file=sys.stderr)
            return REFUSED
        kept = _lines_of(file)
        progress = _Progress(len(names))
        try:
            lines = _read_all(folder, names, kept, file, jobs, progress)
        except KeyboardInterrupt:
            print("\nĐã dừng theo yêu cầu. Chạy lại lệnh này để đọc tiếp phần còn lại.", file=sys.stderr)
            return INTERRUPTED
        except BrokenProcessPool:
            print("\nLỗi: một tiến trình đọc bị dừng đột ngột. Chạy lại lệnh này để đọc tiếp.", file=sys.stderr)
            return REFUSED
        file.flush()
        content = _in_order(file, lines)
    if content is not None:
        content.replace(out)
    refused = sum(line.refused for line in lines)
    progress.end(refused)
    return min(refused, MOST_REFUSED)


def _files(folder: Path, out: Path) -> list[str]:
    """The files below ``folder`` by their path in it, sorted; hidden ones, locks of Word and the output left out."""
    own = {out.resolve(), _beside(out).resolve()}
    found = []
    for above, folders, files in os.walk(folder):
        folders[:] = [name for name in folders if not name.startswith(".")]
        for name in files:
            path = Path(above, name)
            if not name.startswith((".", "~$")) and path.is_file() and path.resolve() not in own:
                found.append(path.relative_to(folder).as_posix())
    return sorted(found)


def _beside(out: Path) -> Path:
    return out.with_name(f"{out.name}.part")


def _is_ours(file: BinaryIO) -> bool:
    """Whether a file begins as the output does, or is empty: another one that lay there would be lost."""
    head = file.read(len(_BEGINNING))
    file.seek(0)
    return _BEGINNING.startswith(head)


def _lines_of(file: BinaryIO) -> dict[Key, Line]:
    """The whole lines of an earlier run; a half line at the end is cut off, a line that is none of ours is not kept."""
    found: dict[Key, Line] = {}
    start = 0
    for raw in file:
        if not raw.endswith(b"\n"):
            break
        end = start + len(raw)
        try:
            line = json.loads(raw)
            found.setdefault((line["file"], line["sha256"]), Line(start, end, "error" in line))
        except (ValueError, KeyError, TypeError):
            pass
        start = end
    file.seek(start)
    file.truncate()
    return found


def _read_all(
    folder: Path, names: list[str], kept: dict[Key, Line], file: BinaryIO, jobs: int, progress: _Progress
) -> list[Line]:
    """Read what is missing, append it, and give the line of every file in the order of names."""
    known: dict[str, set[str]] = {}
    for name, digest in kept:
        known.setdefault(name, set()).add(digest)
    lines = []
    asked = [(str(folder / name), name, frozenset(known.get(name, ()))) for name in names]
    with ExitStack() as stack:
        for name, answer in zip(names, _answers(asked, jobs, stack), strict=True):
            if answer.line is None:
                lines.append(kept[name, answer.digest])
            else:
                start = file.tell()
                file.write(answer.line)
                file.flush()
                lines.append(Line(start, file.tell(), answer.refused))
            progress.step()
    return lines


def _answers(asked: list[Asked], jobs: int, stack: ExitStack) -> Iterator[Answer]:
    """What ``read_one`` gives for each, in order; with more than one job in processes of their own."""
    if jobs == 1:
        yield from map(read_one, asked)
        return
    pool = ProcessPoolExecutor(jobs, multiprocessing.get_context("spawn"), initializer=_follow_parent)
    stack.callback(pool.shutdown, wait=False, cancel_futures=True)
    waiting: deque[Future[Answer]] = deque()
    for one in asked:
        waiting.append(pool.submit(read_one, one))
        if len(waiting) >= jobs * _AHEAD:
            yield waiting.popleft().result()
    while waiting:
        yield waiting.popleft().result()


def _follow_parent() -> None:
    """A process that reads ends with the one that asks, however that ends; Ctrl-C is the asking one's business."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    parent = multiprocessing.parent_process()
    assert parent is not None

    def watch() -> None:
        parent.join()
        os._exit(1)

    threading.Thread(target=watch, daemon=True).start()


def read_one(asked: Asked) -> Answer:
    """The digest of a file and its line; no line where one of that digest is known already."""
    path, name, known = asked
    try:
        with Path(path).open("rb") as file:
            data = file.read(LIMIT + 1)
            file.seek(0)
            digest = hashlib.file_digest(file, "sha256").hexdigest()
    except OSError:
        return Answer("", _line(name, None, refusal=Invalid("reader.missing")), refused=True)
    if digest in known:
        return Answer(digest)
    try:
        source = text_of(data, name)
        reading = as_json(read(source.text), Path(name).name)
    except Invalid as refusal:
        return Answer(digest, _line(name, digest, refusal=refusal), refused=True)
    return Answer(digest, _line(name, digest, kind=source.kind, notes=list(source.notes), **reading))


def _line(name: str, digest: str | None, *, refusal: Invalid | None = None, **reading: Any) -> bytes:
    told = {"error": refusal.code, "sentence": say(refusal)} if refusal else {}
    line = {"file": name, "sha256": digest, **told, **reading}
    return json.dumps(line, ensure_ascii=False).encode("utf-8", "backslashreplace") + b"\n"


def _in_order(file: BinaryIO, lines: list[Line]) -> Path | None:
    """A file beside the output with exactly these lines; ``None`` where the output has them already."""
    size = file.seek(0, os.SEEK_END)
    starts = [0, *(line.end for line in lines)]
    if [line.start for line in lines] == starts[:-1] and starts[-1] == size:
        return None
    beside = _beside(Path(file.name))
    with beside.open("wb") as target:
        for line in lines:
            file.seek(line.start)
            target.write(file.read(line.end - line.start))
    return beside


class _Progress:
    """How far the run is, on standard error: one moving line in a terminal, a line now and then elsewhere."""

    def __init__(self, total: int, clock: Callable[[], float] = time.monotonic) -> None:
        self._total, self._clock = total, clock
        self._done = 0
        self._begin = self._said = clock()
        self._moving = sys.stderr.isatty()

    def step(self) -> None:
        """One more file is done."""
        self._done += 1
        now = self._clock()
        if self._moving and now - self._said > 0.1:
            print(f"\r{self._words(now)}\x1b[K", end="", file=sys.stderr, flush=True)
            self._said = now
        elif not self._moving and now - self._said > _EVERY_S:
            print(self._words(now), file=sys.stderr, flush=True)
            self._said = now

    def _words(self, now: float) -> str:
        rate = self._done / max(now - self._begin, 0.001)
        left = round((self._total - self._done) / rate) if rate else 0
        return f"{self._done}/{self._total} tệp, {rate:.1f} tệp/giây, còn khoảng {left} giây".replace(".", ",")

    def end(self, refused: int) -> None:
        """Say what came of it."""
        start = "\r\x1b[K" if self._moving else ""
        print(f"{start}Đã đọc {self._total} tệp, trong đó {refused} tệp không đọc được.", file=sys.stderr)
