"""One wide workbook of 3,321 rows and 60 columns checked into a table, then handed back marked."""

from __future__ import annotations

import io
import json
import os
import random
import resource
import subprocess
import sys
import tempfile
import time
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any

from bench.measuring.processes import ROOT, clean_environment
from bench.measuring.promises import CannotMeasure

FORM, PERIOD, LINES = "BC-RONG-60", "2026-10", 60
NOW = datetime(2026, 11, 5, 3, 0, tzinfo=UTC)
DIRT = ("khoảng 20", "1.5", "x", "nhiều", "1,474,1")


def measure() -> dict[str, Any]:
    """``wide_checked_s``: without handing back; ``wide_marked_s``: what that adds. By clock and processor, one run."""
    with tempfile.TemporaryDirectory(prefix="binhyen-wide-") as temporary:
        folder = Path(temporary)
        workbook = _made(folder)
        checked = _run(folder, workbook, folder / "a.sqlite")
        marked = _run(folder, workbook, folder / "b.sqlite", "--errors", str(folder / "tra-lai"))
        size = (folder / "tra-lai" / workbook.name).stat().st_size
    return {
        "wide_checked_s": checked["s"], "wide_checked_cpu_s": checked["cpu_s"],
        "wide_marked_s": round(marked["s"] - checked["s"], 2),
        "wide_marked_cpu_s": round(marked["cpu_s"] - checked["cpu_s"], 2),
        "wide_peak_mb": max(checked["mb"], marked["mb"]), "marked_bytes": size, "said": checked["said"],
    }  # fmt: skip


def _run(folder: Path, workbook: Path, out: Path, *more: str) -> dict[str, Any]:
    command = [sys.executable, "-m", "binhyen.cli", "consolidate", str(workbook), "--form", FORM, "--period", PERIOD]
    before, began = resource.getrusage(resource.RUSAGE_CHILDREN), time.monotonic()
    done = subprocess.run(
        [*command, "--out", str(out), *more],
        cwd=ROOT,
        env=_environment(folder),
        capture_output=True,
        text=True,
        check=False,
    )
    seconds, after = time.monotonic() - began, resource.getrusage(resource.RUSAGE_CHILDREN)
    if done.returncode:
        raise CannotMeasure(done.stderr[-600:])
    cpu = after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime
    said = done.stderr.strip().splitlines()[-1]
    return {"s": round(seconds, 2), "cpu_s": round(cpu, 2), "mb": after.ru_maxrss // 1024, "said": said}


def _environment(folder: Path) -> dict[str, str]:
    settings = {"DJANGO_SETTINGS_MODULE": "binhyen.config.settings", "PYTHONUTF8": "1"}
    return {**clean_environment(BINHYEN_DATA_DIR=str(folder / "var")), **settings}


def _made(folder: Path) -> Path:
    """The register, a form of 60 lines that every commune owes, and its wide workbook filled in."""
    command = [sys.executable, "-m", "bench.measuring.wide", "make", str(folder)]
    done = subprocess.run(command, cwd=ROOT, env=_environment(folder), capture_output=True, text=True, check=False)
    if done.returncode:
        raise CannotMeasure(f"wide workbook: {done.stderr[-600:]}")
    return folder / "ca-nuoc.xlsx"


def make(folder: Path) -> None:
    """Fill the template: one row in twenty does not add up, one in ten has a cell that is no number, some are blank."""
    import django

    django.setup()
    from django.core.management import call_command

    from tests.ready_data import load_public_data

    call_command("migrate", verbosity=0)
    load_public_data(NOW)
    _publish()
    from binhyen.cli.workbook import main as workbook

    out = folder / "ca-nuoc.xlsx"
    assert workbook(["template", "--wide", "--form", FORM, "--period", PERIOD, "--out", str(out)]) == 0
    _fill(out, random.Random(20261101))


def _publish() -> None:
    """Ten indicators with their total and five hosts, each total checked."""
    from binhyen.figures.actions import NewForm, NewLine, assign_form, publish_form
    from binhyen.figures.models import FormLine, FormRule, Indicator
    from binhyen.figures.queries.forms import can_be_collected
    from binhyen.organisation.queries import children_on, nation
    from binhyen.organisation.rules import Level

    taken = set(FormLine.objects.values_list("indicator__code", flat=True))
    free = [i for i in Indicator.objects.filter(decimals=0) if can_be_collected(i) and i.code not in taken][
        : LINES // 6
    ]
    hosts = ("ca", "mttq_ctxh", "cqdnth", "ccb", "khac")
    lines = [NewLine(i.code, part) for i in free for part in ("", *(f"host_org={host}" for host in hosts))]
    since = date(2026, 1, 1)
    publish_form(NewForm(FORM, "Biểu rộng để đo", "Biểu rộng", "month"), lines, valid_from=since, actor=None, now=NOW)
    for version in children_on(nation(), Level.PROVINCE, since):
        if not version.unit.invented:
            assign_form(form_code=FORM, province=version.unit, level="commune", starts_on=since, actor=None, now=NOW)
    rules = [("R10", "R10", {"left": "[*]", "op": "complete"})]
    rules += [(f"R3-{i.code}", "R3", {"left": i.code, "op": "=", "right": f"{i.code}[host_org=*]"}) for i in free]
    FormRule.objects.bulk_create(
        FormRule(form_code=FORM, rule_id=r, rule_class=c, severity="block", spec=spec, valid_from=since)
        for r, c, spec in rules
    )


def _fill(path: Path, chance: random.Random) -> None:
    from openpyxl import load_workbook

    from binhyen.collection.workbooks.plan import FIGURES
    from binhyen.collection.workbooks.wide.template import BEFORE, FIRST

    book = load_workbook(io.BytesIO(path.read_bytes()))
    sheet = book[FIGURES]
    for row in sheet.iter_rows(min_row=FIRST + 1, min_col=len(BEFORE) + 1, max_col=len(BEFORE) + LINES):
        for at in range(0, LINES, 6):
            parts = [chance.randrange(200) for _ in range(5)]
            for cell, number in zip(row[at : at + 6], (sum(parts), *parts), strict=True):
                cell.value = number
        if chance.random() < 0.05:
            row[0].value = 3
        if chance.random() < 0.10:
            row[chance.randrange(LINES)].value = chance.choice(DIRT)
        if chance.random() < 0.05:
            row[chance.randrange(LINES)].value = None
    book.save(path)


if __name__ == "__main__":
    os.environ.setdefault("PYTHONUTF8", "1")
    if sys.argv[1:2] == ["make"]:
        make(Path(sys.argv[2]))
    else:
        print(json.dumps(measure(), ensure_ascii=False, indent=1))
