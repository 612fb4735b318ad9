"""Processes that read workbooks for one that writes: each within bounds of memory; one that dies names its file and is replaced.

A worker takes a group of files, tells the parent which file it has in hand (in shared memory), and hands back typed arrays.
"""

from __future__ import annotations

import gc
import multiprocessing
import os
import signal
import threading
import time
from collections import deque
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from multiprocessing.connection import Connection, wait
from pathlib import Path
from typing import Any

from binhyen.collection.workbooks.gate import MOST_BYTES
from binhyen.collection.workbooks.marking import Mark, marked
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
    """So many processes. ``told`` once, then ``answers`` for the files asked."""

    def __init__(self, count: int) -> None:
        self._context = multiprocessing.get_context("spawn")
        self._told: Told | None = None
        self._all = [self._started() for _ in range(count)]

    def _started(self) -> _Worker:
        ours, theirs = self._context.Pipe()
        current = self._context.RawValue("q", -1)
        process = self._context.Process(target=_work, args=(theirs, current), daemon=True)
        process.start()
        theirs.close()
        worker = _Worker(process, ours, current)
        if self._told is not None:
            ours.send(self._told)
        return worker

    def tell(self, told: Told) -> None:
        """Hand over the form."""
        self._told = told
        for worker in self._all:
            worker.line.send(told)

    def answers(self, jobs: Sequence[Job | Marking]) -> Iterator[list[tuple[int, Outcome | None]]]:
        """Answers group by group, in no order: the number of each job and its outcome (None: known, or marked)."""
        waiting = deque(list(jobs[at : at + GROUP]) for at in range(0, len(jobs), GROUP))
        while waiting or any(worker.groups for worker in self._all):
            for place, worker in enumerate(self._all):
                while waiting and len(worker.groups) < _AHEAD:
                    self._give(place, worker, waiting)
            busy = {worker.line: place for place, worker in enumerate(self._all) if worker.groups}
            for line in wait(list(busy), timeout=0.5):
                place = busy[line]  # type: ignore[index]
                try:
                    answered = self._all[place].line.recv()
                    self._all[place].groups.popleft()
                    yield answered
                except (EOFError, OSError):
                    yield from self._died(place, waiting)
            for place in list(busy.values()):
                if self._hangs(self._all[place]):
                    self._all[place].process.kill()

    def _give(self, place: int, worker: _Worker, waiting: deque[list[Job | Marking]]) -> None:
        group = waiting.popleft()
        try:
            worker.line.send(group)
            worker.groups.append(group)
        except (BrokenPipeError, OSError):
            waiting.appendleft(group)
            self._all[place] = self._replaced(worker)

    def _died(self, place: int, waiting: deque[list[Job | Marking]]) -> Iterator[list[tuple[int, Outcome | None]]]:
        """The file in hand is the one that did it; the others of its group, and groups not begun, are asked again."""
        worker = self._all[place]
        number = worker.current.value
        self._all[place] = self._replaced(worker)
        for group in reversed(worker.groups):
            rest = [job for job in group if job.number != number]
            if rest:
                waiting.appendleft(rest)
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


def _work(line: Connection, current: Any) -> None:
    """The worker: the form first, then groups until the line is closed."""
    _follow_parent()
    limit(MEGABYTES, _FOREVER)
    register(SENTENCES)
    gc.disable()  # rows of values hold no cycles; looking for some takes a tenth of the time
    try:
        told: Told = line.recv()
        quick = Quick(told.plan, Screen(reading_left_out(told.spec), period_complete=told.period_complete))
        while True:
            group = line.recv()
            answers = []
            for job in group:
                current.value = job.number
                if isinstance(job, Marking):
                    _mark(job)
                answers.append((job.number, _read(quick, job) if isinstance(job, Job) else None))
            current.value = -1
            line.send(answers)
            gc.collect(0)
    except (EOFError, OSError):
        return


def _read(quick: Quick, job: Job) -> Outcome | None:
    try:
        with Path(job.path).open("rb") as file:
            data = file.read(MOST_BYTES + 1)
    except OSError:
        return refused(job.number, "", UNREADABLE)
    return quick.outcome(job.number, data, {job.digest})


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
