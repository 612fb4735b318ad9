"""A folder of workbooks into one file: what is new is read by workers and put in, in the order of names, group by group."""

from __future__ import annotations

import gc
import os
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path

from binhyen.collection.workbooks.marking import Mark
from binhyen.collection.workbooks.quick import Outcome
from binhyen.collection.workbooks.store import Owing, Store, Tally, known_in
from binhyen.collection.workbooks.workers import Job, Marking, Told, Workers

SUFFIXES = (".xlsx", ".xlsm", ".xls", ".ods")
_AT_ONCE = 96


@dataclass(frozen=True)
class Consolidation:
    """What is to be done: where the workbooks lie, where they go, where faulty ones are handed back (None: nowhere)."""

    folder: Path
    out: Path
    errors: Path | None = None

    @cached_property
    def names(self) -> list[str]:
        """The workbooks by their path in the folder, as they are when first asked for."""
        return workbooks_in(self.folder, self.errors)


def workbooks_in(folder: Path, errors: Path | None = None) -> list[str]:
    """The workbooks below ``folder`` by their path in it, sorted; hidden ones, locks of Excel and what was handed back marked
    (in ``errors``) left out."""
    found = []
    marked = errors.resolve() if errors is not None else None
    for above, folders, files in os.walk(folder):
        folders[:] = [name for name in folders if not name.startswith(".") and Path(above, name).resolve() != marked]
        for name in files:
            if name.lower().endswith(SUFFIXES) and not name.startswith((".", "~$")):
                found.append(Path(above, name).relative_to(folder).as_posix())
    return sorted(found)


def begin(asked: Consolidation, workers: Workers) -> None:
    """Let the workers open files before the form is known; ``consolidate`` goes on from there."""
    known = known_in(asked.out)
    workers.begin([Job(n, os.fspath(asked.folder / name), known.get(name, "")) for n, name in enumerate(asked.names)])


def consolidate(
    asked: Consolidation, workers: Workers, told: Told, units: Sequence[Owing], step: Callable[[int], None]
) -> Tally:
    """Read what is new in the folder and put it into the file; ``step`` hears how many files are done. After ``begin``."""
    workers.tell(told)
    names = asked.names
    store = Store(asked.out, told.plan, units, names)
    gc.disable()  # what workers hand back holds no cycles
    try:
        waiting: list[tuple[str, Outcome]] = []
        for group in _in_order(workers.answers(), len(names)):
            waiting += [(names[n], outcome) for n, outcome in group if outcome is not None]
            if len(waiting) >= _AT_ONCE:
                store.add(waiting)
                waiting.clear()
            step(len(group))
        store.add(waiting)
        if asked.errors is not None:
            _hand_back(asked.folder, asked.errors, workers, store)
        return store.tally()
    finally:
        gc.enable()
        store.close()


def _in_order(
    groups: Iterator[list[tuple[int, Outcome | None]]], count: int
) -> Iterator[list[tuple[int, Outcome | None]]]:
    """The answers in the order of names: of two files of one unit always the same one is taken."""
    held: dict[int, Outcome | None] = {}
    turn = 0
    for group in groups:
        held.update(group)
        ready = []
        while turn in held:
            ready.append((turn, held.pop(turn)))
            turn += 1
        if ready:
            yield ready
    assert turn == count


def _hand_back(folder: Path, errors: Path, workers: Workers, store: Store) -> None:
    """Their workbook with the faults marked, for each file that has some; what lies there of the same name is renewed."""
    jobs = [
        Marking(
            number, os.fspath(folder / name), os.fspath(errors / name),
            tuple(Mark(*fault) for fault in store.faults_of(number)),
        )
        for number, name in store.faulty()
    ]  # fmt: skip
    for _ in workers.answers(jobs):
        pass
