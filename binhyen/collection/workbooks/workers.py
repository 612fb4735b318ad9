"""Processes that read workbooks for one that writes: each within bounds of memory; one that dies names its file and is replaced.

A worker takes groups of files, tells the parent which file it has in hand (in shared memory), and hands back typed arrays. What
it is sent is the form, or a list of groups.
"""

from __future__ import annotations

import gc
import multiprocessing
import os
import signal
import sys
import threading
import time
from collections import deque
from collections.abc import Iterator, Sequence
from contextlib import suppress
from dataclasses import dataclass, field
from importlib import import_module
from multiprocessing.connection import Connection, wait
from pathlib import Path
from typing import Any

from binhyen.collection.workbooks.gate import MOST_BYTES
from binhyen.collection.workbooks.marking import Mark, marked
from binhyen.collection.workbooks.opened import Opened, opened
from binhyen.collection.workbooks.plan import Plan
from binhyen.collection.workbooks.quick import Outcome, Quick, refused
from binhyen.collection.workbooks.screening import Screen, reading_left_out
from binhyen.collection.workbooks.texts import SENTENCES
from binhyen.figures.rules.specs import FormSpec
from binhyen.foundation.bounded import limit
from binhyen.foundation.errors import Invalid
from binhyen.foundation.texts import register

MEGABYTES = 320
PATIENCE = 10.0
"""Seconds that one file may take."""
GROUP = 16
_AHEAD = 2
_FIRST = 40
"""Groups that a worker is given before the form is known, so that it has something to open meanwhile."""
_HELD = 48_000_000
"""Bytes of opened files that a worker keeps in memory while it waits for the form; files beyond are opened later."""
_FOREVER = 24 * 3600
HEAVY = "Tệp làm quá tải bộ đọc (quá 10 giây hoặc quá nhiều bộ nhớ), không được đọc. Đề nghị chép số liệu sang mẫu mới."
UNREADABLE = "Không mở được tệp này trong thư mục."


@dataclass(frozen=True)
class Job:
    """One file: its number, its path, and the digest under which it is known ("" for none)."""

    number: int
    path: str
    digest: str = ""


@dataclass(frozen=True)
class Marking:
    """A faulty file to be handed back with its faults marked."""

    number: int
    path: str
    out: str
    marks: tuple[Mark, ...]


@dataclass(frozen=True)
class Told:
    """What workers need to know of the form."""

    plan: Plan
    spec: FormSpec
    period_complete: bool


@dataclass
class _Worker:
    """A running process with what it has been given and not yet answered."""

    process: Any
    line: Connection
    current: Any
    groups: deque[list[Job | Marking]] = field(default_factory=deque)
    seen: tuple[int, float] = (-1, 0.0)


class Workers:
    """So many processes. ``begin`` with files, ``tell`` once, then ``answers`` for them and any others.

    They open files while the one that asks is still finding out about the form.
    """

    def __init__(self, count: int) -> None:
        self._told: Told | None = None
        self._waiting: deque[list[Job | Marking]] = deque()
        self._all: list[_Worker] = []
        forked = _may_fork()
        if forked:
            import_module("python_calamine")  # once for all
        for _ in range(count):
            self._all.append(self._started(forked=forked))

    def _started(self, *, forked: bool = False) -> _Worker:
        context: Any = multiprocessing.get_context("fork" if forked else "spawn")
        ours, theirs = context.Pipe()
        current = context.RawValue("q", -1)
        inherited = [ours, *(worker.line for worker in self._all)] if forked else []
        process = context.Process(target=_work, args=(theirs, current, inherited), daemon=True)
        process.start()
        theirs.close()
        worker = _Worker(process, ours, current)
        if self._told is not None:
            ours.send(self._told)
        return worker

    def begin(self, jobs: Sequence[Job]) -> None:
        """Let them open the first files."""
        self._line_up(jobs)
        for _ in range(_FIRST):
            for worker in self._all:
                if self._waiting:
                    worker.groups.append(self._waiting.popleft())
        for worker in self._all:
            with suppress(OSError):  # one that died at once; ``answers`` sees to it
                worker.line.send(list(worker.groups))

    def _line_up(self, jobs: Sequence[Job | Marking]) -> None:
        self._waiting.extend(list(jobs[at : at + GROUP]) for at in range(0, len(jobs), GROUP))

    def tell(self, told: Told) -> None:
        """Hand over the form."""
        self._told = told
        for worker in self._all:
            with suppress(OSError):  # one that died of its first file
                worker.line.send(told)

    def answers(self, jobs: Sequence[Job | Marking] = ()) -> Iterator[list[tuple[int, Outcome | None]]]:
        """Answers group by group, in no order: the number of each job and its outcome (None: known, or marked)."""
        self._line_up(jobs)
        while self._waiting or any(worker.groups for worker in self._all):
            for place, worker in enumerate(self._all):
                while self._waiting and len(worker.groups) < _AHEAD and self._give(place):
                    pass
            busy = {worker.line: place for place, worker in enumerate(self._all) if worker.groups}
            for line in wait(list(busy), timeout=0.5):
                place = busy[line]  # type: ignore[index]
                try:
                    answered = self._all[place].line.recv()
                    self._all[place].groups.popleft()
                    yield answered
                except (EOFError, OSError):
                    yield from self._died(place)
            for place in list(busy.values()):
                if self._hangs(self._all[place]):
                    self._all[place].process.kill()

    def _give(self, place: int) -> bool:
        """Hand over the next group. False where the worker is gone: ``_died`` sees to what it had."""
        worker, group = self._all[place], self._waiting[0]
        try:
            worker.line.send([group])
        except OSError:
            if not worker.groups:
                self._all[place] = self._replaced(worker)
            return False
        worker.groups.append(self._waiting.popleft())
        return True

    def _died(self, place: int) -> Iterator[list[tuple[int, Outcome | None]]]:
        """The file in hand is the one that did it; the others of its group, and groups not begun, are asked again."""
        worker = self._all[place]
        number = worker.current.value
        self._all[place] = self._replaced(worker)
        for group in reversed(worker.groups):
            rest = [job for job in group if job.number != number]
            if rest:
                self._waiting.appendleft(rest)
            if len(rest) < len(group):
                yield [(number, refused(number, "", HEAVY))]

    def _replaced(self, worker: _Worker) -> _Worker:
        worker.process.join(5)
        worker.line.close()
        return self._started()

    @staticmethod
    def _hangs(worker: _Worker) -> bool:
        now, number = time.monotonic(), worker.current.value
        if worker.seen[0] != number:
            worker.seen = (number, now)
        return number >= 0 and now - worker.seen[1] > PATIENCE

    def end(self) -> None:
        """Let the processes go."""
        for worker in self._all:
            worker.line.close()
            worker.process.join(2)
            if worker.process.is_alive():
                worker.process.kill()


def _may_fork() -> bool:
    """Whether workers may be forked, which spares starting each: only while there are no threads and no database here."""
    return sys.platform == "linux" and threading.active_count() == 1 and "django.db" not in sys.modules


def _work(line: Connection, current: Any, inherited: list[Connection]) -> None:
    """The worker: groups, among them the form, until the line is closed. ``inherited`` are ends of lines that are not its own."""
    for other in inherited:
        other.close()
    _follow_parent()
    limit(MEGABYTES, _FOREVER)
    register(SENTENCES)
    gc.disable()  # rows of values hold no cycles; looking for some takes a tenth of the time
    try:
        for quick, group in _groups(line, current):
            answers = []
            for job in group:
                current.value = job.number
                answers.append((current.value, _answer(quick, job)))
            current.value = -1
            line.send(answers)
            gc.collect(0)
    except (EOFError, OSError):
        return


Group = list[Job | Marking | Opened]


def _groups(line: Connection, current: Any) -> Iterator[tuple[Quick, Group]]:
    """The groups asked, once the form is known; until it is, those that came are opened, as far as memory is for it."""
    asked, held, room = deque[Group](), deque[Group](), _HELD
    while True:
        if asked and room > 0 and not line.poll():
            held.append([_ahead(job, current) for job in asked.popleft()])
            room -= sum(job.weight for job in held[-1] if isinstance(job, Opened))
            continue
        said = line.recv()
        if isinstance(said, Told):
            break
        asked.extend(said)
    quick = Quick(said.plan, Screen(reading_left_out(said.spec), period_complete=said.period_complete))
    asked.extendleft(reversed(held))
    held.clear()
    while True:
        while asked:
            yield quick, asked.popleft()
        asked.extend(line.recv())


def _ahead(job: Job | Marking | Opened, current: Any) -> Job | Marking | Opened:
    """The job with its file opened, unless it may turn out to be known."""
    if not isinstance(job, Job) or job.digest:
        return job
    current.value = job.number
    book = _opened(job)
    current.value = -1
    return book or job


def _opened(job: Job) -> Opened | None:
    try:
        with open(job.path, "rb") as file:  # noqa: PTH123 - thousands of times
            data = file.read(min(os.fstat(file.fileno()).st_size, MOST_BYTES) + 1)
    except OSError:
        return Opened(job.number, "", b"", [], {}, {}, False, UNREADABLE)
    return opened(job.number, data, {job.digest})


def _answer(quick: Quick, job: Job | Marking | Opened) -> Outcome | None:
    """The outcome of a file; None for one that is known, or marked."""
    if isinstance(job, Marking):
        _mark(job)
        return None
    book = _opened(job) if isinstance(job, Job) else job
    return quick.outcome(book) if book is not None else None


def _mark(job: Marking) -> None:
    try:
        content = marked(Path(job.path).read_bytes(), job.marks)
    except (Invalid, OSError):
        return
    out = Path(job.out)
    out.parent.mkdir(parents=True, exist_ok=True)
    draft = out.with_name(f".{os.getpid()}-{out.name}")
    draft.write_bytes(content)
    draft.replace(out)


def _follow_parent() -> None:
    """A worker ends with the process that asks, however that ends; Ctrl-C is the asking one's business."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    parent = multiprocessing.parent_process()
    assert parent is not None

    def watch() -> None:
        parent.join()
        os._exit(1)

    threading.Thread(target=watch, daemon=True).start()
