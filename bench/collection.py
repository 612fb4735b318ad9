"""The promises of collection: workbooks, the grid, the night of the deadline. ``python3 run.py bench collection [--json]``."""

from __future__ import annotations

import argparse
import os
import sys
import tempfile
from collections.abc import Callable
from functools import cache
from pathlib import Path
from typing import Any

from bench.measuring import night, pasting, workbooks
from bench.measuring.processes import ROOT
from bench.measuring.promises import CannotMeasure, Promise, measured, tell

SECONDS = 300
PARTS = ("workbooks", "grid", "night")


def main(arguments: list[str]) -> int:
    """Measure, print, and give 1 where a promise does not hold."""
    parser = argparse.ArgumentParser(prog="run.py bench collection")
    parser.add_argument("--json", action="store_true")
    parser.add_argument("--only", choices=PARTS, help="measure this part alone")
    given = parser.parse_args(arguments)
    wanted = [given.only] if given.only else PARTS
    promises: list[Promise] = []
    with tempfile.TemporaryDirectory(prefix="binhyen-bench-") as folder:
        if "workbooks" in wanted:
            promises += of_workbooks(Path(folder))
        if "grid" in wanted:
            promises += of_the_grid()
        if "night" in wanted:
            promises += of_the_night()
    return tell("collection", promises, as_json=given.json)


def of_workbooks(folder: Path) -> list[Promise]:
    """3,321 workbooks from a folder to a table that can be asked."""
    once = cache(lambda: workbooks.consolidation(folder))
    return [
        part("consolidate_vs_floor", 2, once, beside=True),
        part("consolidate_vs_pandas", 40, once, better="more"),
        part("consolidate_rss_mb", 600, once),
    ]


def of_the_grid() -> list[Promise]:
    """500 rows and 20 columns pasted into the grid of a real browser."""
    once = cache(pasting.paste)
    return [part("paste_screen_s", 1, once, beside=True), part("paste_stored_s", 3, once)]


def of_the_night() -> list[Promise]:
    """All communes of the nation send within five minutes, four fifths of them in the last half minute, on PostgreSQL."""
    once = cache(lambda: night.measure(seconds=SECONDS, kill=False, database="postgresql", approve=True))
    return [
        part("deadline_p95_s", 0.8, once, of="p95_s", beside=True),
        part("deadline_errors", 0, once, of="errors"),
        part("deadline_lost", 0, once, of="lost"),
        part("approval_to_total_p95_s", 2, once),
    ]


def part(
    id_: str,
    limit: float,
    once: Callable[[], dict[str, Any]],
    *,
    of: str = "",
    better: Any = "less",
    beside: bool = False,
) -> Promise:
    """One figure of a measurement that gives several; the first of them carries what stands beside."""

    def value() -> tuple[float, dict[str, Any]]:
        try:
            found = once()
        except (RuntimeError, KeyError, TypeError) as error:
            raise CannotMeasure(str(error)) from error
        key = of or id_
        rest = {name: one for name, one in found.items() if name != key} if beside else {}
        return float(found[key]), rest

    return measured(id_, limit, value, better)


if __name__ == "__main__":
    os.chdir(ROOT)
    sys.exit(main(sys.argv[1:]))
