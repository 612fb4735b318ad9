"""The promises of the main job: starting, memory, the reader's speed, one review. ``python3 run.py bench main [--json]``."""

from __future__ import annotations

import argparse
import json
import os
import re
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any
from urllib.error import HTTPError

from bench.measuring.browsing import Visitor
from bench.measuring.grown import USER
from bench.measuring.processes import ROOT, clean_environment, free_port, fresh_clone, plain_python, pss_mb, served
from bench.measuring.promises import CannotMeasure, Promise, measured, tell

Value = tuple[float, dict[str, Any]]
TIMES = 3


def main(arguments: list[str]) -> int:
    """Measure, print, and give 1 where a promise does not hold."""
    parser = argparse.ArgumentParser(prog="run.py bench main")
    parser.add_argument("--json", action="store_true")
    parser.add_argument("--only", choices=["start", "reader", "review"], help="measure this part alone")
    given = parser.parse_args(arguments)
    promises: list[Promise] = []
    with tempfile.TemporaryDirectory(prefix="binhyen-bench-") as folder:
        if given.only in (None, "start"):
            promises += starts(Path(folder))
        if given.only in (None, "reader"):
            promises.append(measured("reader_kb_per_s", 200, reader_speed, better="more"))
        if given.only in (None, "review"):
            promises.append(measured("review_s", 5, lambda: review(Path(folder) / "grown")))
    return tell("main", promises, as_json=given.json)


# Starting


def starts(folder: Path) -> list[Promise]:
    """The first start of a fresh clone, the second one, and the memory of the server that it leaves running."""
    found: list[Promise] = []

    def first() -> Value:
        clone = fresh_clone(folder)
        with launched(clone) as seconds:
            return seconds, {"from": "git clone to served page, package cache warm"}

    def second() -> Value:
        clone = folder / "binhyen"
        with launched(clone) as seconds:
            pass
        return seconds, {"stamp_check_s": stamp_check(clone), "bare_framework_s": bare_framework(clone)}

    def memory() -> Value:
        clone = folder / "binhyen"
        port = free_port()
        with served(command(port), port, clone, clean_environment()) as server:
            opened = visit(server.url, json.loads((clone / "var" / "demo.json").read_text(encoding="utf-8")))
            held, processes = pss_mb(server.pid)
            return held, {"pages_opened": opened, "processes": processes}

    found.append(measured("first_start_s", 180, first))
    found.append(measured("second_start_s", 5, second))
    found.append(measured("server_pss_mb", 300, memory))
    return found


def command(port: int) -> list[str]:
    """What a newcomer types."""
    return [plain_python(), "run.py", "--port", str(port)]


@contextmanager
def launched(clone: Path) -> Iterator[float]:
    """The launcher in the clone until its page is served: the seconds it took."""
    if not clone.exists():
        raise CannotMeasure("the first start did not leave a clone")
    port = free_port()
    with served(command(port), port, clone, clean_environment()) as server:
        yield server.seconds


def stamp_check(clone: Path) -> float:
    """Seconds for the launcher to see that everything is set up and stop."""
    return timed([plain_python(), "run.py", "--no-serve"], clone, clean_environment())


def bare_framework(clone: Path) -> float:
    """What the framework alone needs to be ready, without a launcher and without a server."""
    python = clone / ".venv" / "bin" / "python"
    code = "import django, granian; django.setup()"
    settings = {"DJANGO_SETTINGS_MODULE": "binhyen.config.settings", "BINHYEN_DATA_DIR": str(clone / "var")}
    return timed([str(python), "-c", code], clone, clean_environment(**settings))


def timed(command: list[str], cwd: Path, env: dict[str, str]) -> float:
    """Seconds of a command from start to end, the best of three."""
    best = float("inf")
    for _ in range(TIMES):
        began = time.monotonic()
        done = subprocess.run(command, cwd=cwd, env=env, capture_output=True, text=True, check=False)
        if done.returncode:
            raise CannotMeasure(f"{' '.join(command[1:3])}: {done.stderr[-400:]}")
        best = min(best, time.monotonic() - began)
    return round(best, 3)


def visit(url: str, demo: dict[str, Any]) -> int:
    """Open every kind of page in each post of the demo, and let one of them make a review; how many pages."""
    opened, made = 0, False
    for one in demo["sign_ins"]:
        visitor = Visitor(url, one["user"], one["password"])
        opened += len(visitor.visit_all())
        if not made:
            made = make_review(visitor)
    if not made:
        raise CannotMeasure("no post of the demo could make a review")
    return opened


def make_review(visitor: Visitor) -> bool:
    """The review of Tỉnh Mẫu by the web form, and its file; False for a post that makes no reviews."""
    try:
        form = next(one for one in visitor.forms("/bao-cao/lap/") if "programme" in one.fields)
    except HTTPError:
        return False
    landed = visitor.send(
        form, "/bao-cao/lap/", programme="MAU-01", unit="Tỉnh Mẫu", start="01/07/2024", end="30/06/2026", kind="interim"
    )
    if not re.search(r"/bao-cao/\d+/$", landed):
        return False
    visitor.get(f"{landed}tai/")
    return True


# The reader


def reader_speed() -> Value:
    """Thousands of bytes of UTF-8 in a second of one core, the best of three, over each text of the corpus by itself.

    Never one text repeated: the reader takes lines that come again and again for the frame of a page and skips them.
    """
    from binhyen.reader import read

    texts = [path.read_text(encoding="utf-8") for path in sorted((ROOT / "tests/reader/corpus").rglob("*.txt"))]
    if not texts:
        raise CannotMeasure("there are no texts in tests/reader/corpus")
    kb = sum(len(text.encode()) for text in texts) / 1000
    figures = re.compile(r"\d+(?:[.,]\d+)*%?")
    speed, plain = kb / processor_seconds(read, texts), kb / processor_seconds(figures.findall, texts)
    beside = {
        "texts": len(texts),
        "kb": round(kb),
        "times_slower_than_finding_digits": round(plain / speed),
        "times_faster_than_a_person": round(speed / PERSON_KB_PER_S),
    }
    return speed, beside


def processor_seconds(work: Callable[[str], object], texts: list[str]) -> float:
    """Seconds of one core for all texts in turn, the best of three."""
    best = float("inf")
    for _ in range(TIMES):
        began = time.process_time()
        for text in texts:
            work(text)
        best = min(best, time.process_time() - began)
    return best


PERSON_KB_PER_S = 250 * 6.5 / 60 / 1000
"""250 words a minute, a Vietnamese syllable with its blank in about 6.5 bytes."""


# The review


def review(folder: Path) -> Value:
    """Seconds of ``binhyen review`` over one province of 166 communes and ten years, the whole command."""
    folder.mkdir()
    env = clean_environment(BINHYEN_DATA_DIR=str(folder))
    grown = subprocess.run(
        [sys.executable, "-m", "bench.measuring.grown"], cwd=ROOT, env=env, capture_output=True, text=True, check=False
    )
    if grown.returncode:
        raise CannotMeasure(f"the data were not made: {grown.stderr[-400:]}")
    out = folder / "review.docx"
    words = "review --programme MAU-01 --from 2016-07-01 --to 2026-06-30 --kind final --provisional".split()
    line = [sys.executable, "-m", "binhyen.cli", *words, "--unit", "Tỉnh Đo Kiểm", "--as", USER, "--out", str(out)]
    seconds = timed(line, ROOT, env)
    return seconds, {
        "data": grown.stdout.strip(),
        "docx_kb": round(out.stat().st_size / 1000),
        "one_sum_over_the_same_rows_s": one_sum(env),
    }


def one_sum(env: dict[str, str]) -> float:
    """What the database alone needs to group the same ledger rows once: the limit below which no review can come."""
    code = (
        "import django, time; django.setup()\n"
        "from django.db import connection\n"
        "began = time.perf_counter()\n"
        "with connection.cursor() as cursor:\n"
        "    cursor.execute('SELECT indicator_id, breakdown, period_id, SUM(d_value) FROM figures_ledgerentry "
        "GROUP BY 1, 2, 3')\n"
        "    cursor.fetchall()\n"
        "print(time.perf_counter() - began)\n"
    )
    settings = {**env, "DJANGO_SETTINGS_MODULE": "binhyen.config.settings"}
    done = subprocess.run(
        [sys.executable, "-c", code], cwd=ROOT, env=settings, capture_output=True, text=True, check=True
    )
    return round(float(done.stdout), 3)


if __name__ == "__main__":
    os.chdir(ROOT)
    sys.exit(main(sys.argv[1:]))
