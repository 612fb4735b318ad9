"""Tries odd texts and odd files on the reader: ``python -m tests.reader.fuzz --seconds 60 [--seed N]``.

Inputs are made from the corpus by ``mutations.py``; what must hold stands in ``invariants.py``. A process of its own reads
them, so that one that crashes, takes more than ten seconds or more than 300 MB is seen, ended and saved like any other
failure: under ``--save`` (``var/fuzz``), as a file whose beginning says what was wrong. A fault that is mended
moves to ``tests/reader/fuzzed``, which is read in every test run. Prints how many inputs were tried; status 1 on a failure.
"""

from __future__ import annotations

import argparse
import hashlib
import multiprocessing
import random
import re
import resource
import sys
import time
import traceback
from collections import Counter
from dataclasses import dataclass, field
from importlib import import_module
from importlib.util import find_spec
from multiprocessing.connection import Connection
from pathlib import Path

from binhyen.foundation.errors import Invalid
from binhyen.reader import read
from binhyen.reader.encodings import decode
from tests.reader.invariants import broken, broken_paper, names_given_away
from tests.reader.mutations import NAME, Odd, make

ROOT = Path(__file__).resolve().parents[2]
PATIENCE = 10
MEMORY_MB = 300
SHOWN = 3
"""So many inputs with a fault of one kind are shown and saved; the others are counted."""
BYTES_A_SECOND = 20_000
"""An input may take a second, and one more for so many characters; one of nothing but figures needs a third of that."""


def faults(odd: Odd) -> list[str]:
    """What is wrong with how the reader takes one input; a refusal in words is right."""
    try:
        text = odd.data if isinstance(odd.data, str) else _text_of(odd.data, odd.name)
        reading = read(text)
        found = [*broken(text, reading), *broken_paper(text, reading)]
        if odd.named:
            found += [
                f"a name is given away: {where}" for name in NAME.split() for where in names_given_away(reading, name)
            ]
    except Invalid as refusal:
        return [f"a sound file is refused: {refusal.code}"] if odd.sound else []
    except Exception:  # noqa: BLE001 (any other error is what is looked for)
        return [traceback.format_exc(limit=-4)]
    return found


def _text_of(data: bytes, name: str) -> str:
    if find_spec("binhyen.reader.intake") is None:
        return decode(data)
    return str(import_module("binhyen.reader.intake").text_of(data, name).text)


# The process that reads


def work(pipe: Connection, seed: int, files: bool) -> None:
    """Read the inputs whose numbers come through the pipe; send back what was wrong, how long it took, the peak in MB."""
    pipe.send("ready")
    while (number := pipe.recv()) is not None:
        odd = make(seed, number, files=files)
        began = time.process_time()
        found = faults(odd)
        seconds = time.process_time() - began
        if seconds > 1 + odd.size / BYTES_A_SECOND:
            found.append(f"took {seconds:.1f} s for {odd.size} characters")
        held = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
        peak = held / (1e6 if sys.platform == "darwin" else 1e3)
        pipe.send((found, seconds, peak))


@dataclass
class Reader:
    """The process that reads, begun anew after an input that it did not survive."""

    seed: int
    files: bool
    process: multiprocessing.process.BaseProcess | None = None
    pipe: Connection | None = None

    def take(self, number: int, patience: float = PATIENCE) -> tuple[list[str], float]:
        """What was wrong with the input of this number, and how many seconds it took; ended after ``patience`` seconds."""
        if self.process is None or self.pipe is None:
            self._begin()
        assert self.pipe is not None
        self.pipe.send(number)
        try:
            if not self.pipe.poll(patience):
                self.end()
                return [f"took more than {patience} s"], patience
            found, seconds, peak = self.pipe.recv()
        except EOFError:
            self.end()
            return ["the process that read it ended"], 0
        if seconds > PATIENCE:
            found.append(f"took {seconds:.1f} s, more than {PATIENCE}")
        if peak > MEMORY_MB:
            found.append(f"the process grew to {peak:.0f} MB, more than {MEMORY_MB}")
            self.end()
        return found, seconds

    def _begin(self) -> None:
        context = multiprocessing.get_context("spawn")
        self.pipe, theirs = context.Pipe()
        self.process = context.Process(target=work, args=(theirs, self.seed, self.files), daemon=True)
        self.process.start()
        theirs.close()
        self.pipe.recv()

    def end(self) -> None:
        """End the process, whatever it is doing."""
        if self.process is not None:
            self.process.kill()
            self.process.join()
        self.process = self.pipe = None


# The run


@dataclass
class Run:
    """What a run has seen so far."""

    tried: Counter[str] = field(default_factory=Counter)
    failed: Counter[str] = field(default_factory=Counter)
    slowest: tuple[float, int] = (0.0, 0)


def run(seed: int, seconds: float, folder: Path, *, files: bool, first: int = 0) -> Run:
    """Try one input after another until the time is over."""
    seen, reader = Run(), Reader(seed, files)
    end = time.monotonic() + seconds
    number = first
    while time.monotonic() < end:
        odd = make(seed, number, files=files)
        found, took = reader.take(number)
        if found:  # once more by a fresh process: a machine that was busy with other work is no fault of the reader
            reader.end()
            found, took = reader.take(number, patience=6 * PATIENCE)
        seen.tried[odd.name] += 1
        seen.slowest = max(seen.slowest, (took, number))
        for fault in found:
            seen.failed[kind(fault)] += 1
            if seen.failed[kind(fault)] <= SHOWN:
                kept = save(odd, found, folder)
                print(f"seed {seed} number {number}: {fault.strip().splitlines()[-1]} → {kept.name}", flush=True)
        number += 1
    reader.end()
    return seen


def kind(fault: str) -> str:
    """A fault without what differs from text to text."""
    return re.sub(r"\d[\d.]*|(['\"]).*?\1", "…", fault.strip().splitlines()[-1])


def save(odd: Odd, found: list[str], folder: Path) -> Path:
    """The input as a file in the folder, named by its content, and beside it what was wrong."""
    folder.mkdir(parents=True, exist_ok=True)
    data = odd.data.encode("utf-8", "surrogatepass") if isinstance(odd.data, str) else odd.data
    path = folder / f"{hashlib.sha256(data).hexdigest()[:12]}{Path(odd.name).suffix}"
    path.write_bytes(data)
    path.with_suffix(".why").write_text("\n".join(found), encoding="utf-8")
    return path


def main(arguments: list[str]) -> int:
    """Run for some seconds and tell what was seen."""
    parser = argparse.ArgumentParser(prog="python -m tests.reader.fuzz")
    parser.add_argument("--seconds", type=float, default=60)
    parser.add_argument("--seed", type=int, default=None, help="another one each time where none is given")
    parser.add_argument("--first", type=int, default=0, help="the number of the first input")
    parser.add_argument("--texts", action="store_true", help="texts alone, no files")
    parser.add_argument("--save", type=Path, default=ROOT / "var" / "fuzz")
    given = parser.parse_args(arguments)
    seed = random.SystemRandom().randrange(1_000_000) if given.seed is None else given.seed
    seen = run(seed, given.seconds, given.save, files=not given.texts, first=given.first)
    kinds = ", ".join(f"{name} {count}" for name, count in sorted(seen.tried.items()))
    print(f"seed {seed}: {seen.tried.total()} inputs tried ({kinds}), {seen.failed.total()} faults")
    for fault, count in seen.failed.most_common():
        print(f"{count:6} × {fault}")
    print(f"slowest: number {seen.slowest[1]} with {seen.slowest[0]:.2f} s")
    return 1 if seen.failed else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
