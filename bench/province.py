"""A province's page over 4.8 million approved cells: ``python3 run.py bench province [--json]``."""

from __future__ import annotations

import argparse
import os
import subprocess
import sys
import tempfile
import time
from array import array
from collections.abc import Callable
from datetime import date
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any

from bench.measuring.browsing import Visitor
from bench.measuring.nation import HALF_YEARLY, PASSWORD, USER
from bench.measuring.processes import ROOT, clean_environment, free_port, served
from bench.measuring.promises import CannotMeasure, Promise, measured, tell

if TYPE_CHECKING:
    from binhyen.organisation.models import Unit

TIMES = 15
TODAY = date(2026, 7, 20)


def main(arguments: list[str]) -> int:
    """Build, measure, print, and give 1 where the promise does not hold."""
    parser = argparse.ArgumentParser(prog="run.py bench province")
    parser.add_argument("--json", action="store_true")
    parser.add_argument("--dir", type=Path, help="use or make the data here, and keep them")
    given = parser.parse_args(arguments)
    with tempfile.TemporaryDirectory(prefix="binhyen-bench-") as temporary:
        promises = measure(given.dir or Path(temporary) / "var")
    return tell("province", promises, as_json=given.json)


def measure(folder: Path) -> list[Promise]:
    """The largest province, on the whole of its history: every indicator and month that the page can ask for."""
    try:
        built = build(folder)
    except CannotMeasure as error:
        return [Promise("province_page_ms", 300, None, why=str(error))]
    os.environ.update({"BINHYEN_DATA_DIR": str(folder), "DJANGO_SETTINGS_MODULE": "binhyen.config.settings"})
    import django

    django.setup()
    sizes = by_size()
    largest, middle = sizes[-1], sizes[len(sizes) // 2]

    def page() -> tuple[float, dict[str, Any]]:
        beside = {"data": built, "communes": largest[1], **questions(largest[0]), **reference(largest[0])}
        beside["times_faster_than_naive"] = round(beside["naive_join_ms"] / beside["table_ms"], 1)
        beside["times_the_scan"] = round(beside["table_ms"] / beside["index_scan_ms"], 1)
        slowest, usual = pages(folder, [largest[0].uid, middle[0].uid])
        return slowest, {**beside, f"page_of_{middle[1]}_communes_ms": usual}

    return [measured("province_page_ms", 300, page)]


def build(folder: Path) -> str:
    """The data folder, made once; what it holds."""
    if (folder / "built").exists():
        return (folder / "built").read_text().strip()
    folder.mkdir(parents=True)
    began = time.monotonic()
    made = subprocess.run(
        [sys.executable, "-m", "bench.measuring.nation"], cwd=ROOT, env=clean_environment(BINHYEN_DATA_DIR=str(folder)),
        capture_output=True, text=True, check=False,
    )  # fmt: skip
    if made.returncode:
        raise CannotMeasure(f"the data were not made: {made.stderr[-600:]}")
    told = f"{made.stdout.strip()}, made in {time.monotonic() - began:.0f} s"
    (folder / "built").write_text(told)
    return told


def by_size() -> list[tuple[Unit, int]]:
    """The provinces of the measurement with the number of their communes, smallest first."""
    from django.db.models import Count

    from binhyen.organisation.models import Unit, UnitVersion

    sizes = UnitVersion.objects.filter(unit__invented=True, level="commune").order_by()
    found = dict(sizes.values_list("province").annotate(n=Count("id")))
    return sorted(((unit, found[unit.pk]) for unit in Unit.objects.filter(pk__in=found)), key=lambda pair: pair[1])


def questions(province: Unit) -> dict[str, Any]:
    """Milliseconds of what the page asks: the table of all periods on both boundaries, a rate, one indicator by commune."""
    from binhyen.analytics.answers import by_unit, missing_units, series
    from binhyen.figures.models import FormLine
    from binhyen.figures.rules import periods
    from binhyen.figures.rules.cells import CellKey
    from binhyen.foundation.span import Span

    codes = FormLine.objects.filter(version__code=HALF_YEARLY).order_by("position")
    keys = [CellKey(code) for code in codes.values_list("indicator__code", flat=True)]
    halves = periods.cut("half_year", Span(date(2024, 7, 1), date(2026, 6, 30)))
    return {
        "table_ms": milliseconds(lambda: series(province, keys, halves)),
        "table_on_todays_boundaries_ms": milliseconds(lambda: series(province, keys, halves, boundaries=TODAY)),
        "by_commune_ms": milliseconds(lambda: by_unit(province, keys[:1], halves[-1])),
        "missing_units_ms": milliseconds(lambda: missing_units(province, keys, halves[-1])),
    }


NAIVE = """
SELECT c.indicator_id, c.breakdown, c.period_id, SUM(v.value), COUNT(*)
FROM figures_cell c JOIN figures_cellversion v ON v.id = c.approved_id
JOIN organisation_unitversion u ON u.unit_id = c.unit_id
WHERE u.province_id = %s AND c.origin = '' GROUP BY 1, 2, 3
"""
SCAN = """
SELECT SUM(l.d_value), SUM(l.d_reported) FROM figures_ledgerentry l
JOIN organisation_unitversion u ON u.unit_id = l.unit_id WHERE u.province_id = %s
"""


def reference(province: Unit) -> dict[str, Any]:
    """What stands on both sides: the query everyone writes first, one pass over the same index rows, a sum in memory."""
    from django.db import connection

    from binhyen.figures.models import LedgerEntry

    def run(query: str) -> list[tuple[Any, ...]]:
        with connection.cursor() as cursor:
            cursor.execute(query, [province.pk])
            return list(cursor.fetchall())

    rows = LedgerEntry.objects.filter(unit__in=province.inner_versions.values("unit")).order_by()
    values = array("q", rows.values_list("d_value", flat=True))
    if run(SCAN)[0][0] != sum(values) or sum(row[3] for row in run(NAIVE)) != sum(values):
        raise CannotMeasure("the three ways of adding do not agree")
    return {
        "values_added": len(values),
        "naive_join_ms": milliseconds(lambda: run(NAIVE)),
        "index_scan_ms": milliseconds(lambda: run(SCAN)),
        "sum_in_memory_ms": milliseconds(lambda: sum(values)),
    }


def pages(folder: Path, uids: list[str]) -> list[float]:
    """Milliseconds of each served page, from the request to the last byte."""
    port = free_port()
    command = [sys.executable, "-m", "binhyen.config.serving", "--dir", str(folder), "--port", str(port)]
    with served(command, port, folder, clean_environment()) as server:
        visitor = Visitor(server.url, USER, PASSWORD)
        from django.urls import reverse

        paths = [reverse("board", args=[uid]) for uid in uids]
        return [milliseconds(partial(visitor.get, path)) for path in paths]


def milliseconds(work: Callable[[], object]) -> float:
    """The best of a few rounds, after one that warms the caches: what the work takes, not what else the machine does."""
    work()
    rounds = []
    for _ in range(TIMES):
        began = time.perf_counter()
        work()
        rounds.append((time.perf_counter() - began) * 1000)
    return round(min(rounds), 2)


if __name__ == "__main__":
    os.chdir(ROOT)
    sys.exit(main(sys.argv[1:]))
