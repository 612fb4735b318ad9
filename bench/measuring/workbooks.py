"""3,321 workbooks of a month, and how long they take: calamine alone, `binhyen consolidate`, and the script one would write.

Each workbook is the template of a form of 60 indicators by 6 breakdowns (3 sheets, styles, the periods beside), filled in as
people do: numbers as text, "-", "x", blanks, totals that do not add up, rows put in by hand, errors.
"""

from __future__ import annotations

import io
import json
import os
import random
import re
import shutil
import statistics
import subprocess
import sys
import time
import zipfile
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any

from bench.measuring.environment import made_from
from bench.measuring.processes import ROOT, clean_environment
from bench.measuring.promises import CannotMeasure

SEED = 7
UNITS, INDICATORS, JOBS = 3321, 60, 2
ROUNDS = 3
PANDAS_FILES = 100
"""Workbooks that the script reads in each round, others each time."""
FORM, PERIOD = "DO-BANG", "2026-10"
NOW = datetime(2026, 11, 10, 2, 0, tzinfo=UTC)
LOCK = ROOT / "bench" / "requirements-collection.lock"
ITEMS = ("ca", "mttq_ctxh", "cqdnth", "ccb", "khac")
WORDS = ("không phát sinh", "-", "1.474", "2.050", "1 205", "x", "12 buổi", "Không phát sinh")
"""What stands in cells besides numbers; the last but two are none."""
UNIT, NAME = "DON_VI_0000", "Xã Số Không"


def consolidation(folder: Path) -> dict[str, Any]:
    """The three promises with what lies behind them. ``folder`` keeps the workbooks between runs.

    In each round calamine alone, ours, and two scripts on the next hundred workbooks, one after the other; the ratios are
    medians of the rounds. ``…_cpu_s`` is processor time, which other work on the machine disturbs less than the clock.

    What is on each side: ours is the whole command, from the start of its interpreter to the closed file, with every check,
    in two processes that read and one that writes. Calamine alone is timed with the start of its interpreters too. The
    scripts are timed by their own clock, without interpreter and import of pandas; they run in one process, as one writes
    them, read each workbook from a warm cache, check nothing and keep nothing.
    """
    made = _made(folder)
    python = made_from(LOCK)
    rounds = [_round(folder, made, python, number) for number in range(ROUNDS)]
    floors, ours, commons, kinds = zip(*rounds, strict=True)
    files = {"pandas_files_read": ROUNDS * PANDAS_FILES, "pandas_extrapolated": ROUNDS * PANDAS_FILES < UNITS}
    return {
        "consolidate_vs_floor": _median(ours, floors),
        "consolidate_vs_pandas": _median(commons, ours, places=1),
        "times_faster_than_kind_script": _median(kinds, ours, places=1),
        "consolidate_rss_mb": round(max(run.peak for run in ours)),
        "cpu_vs_floor": _median(ours, floors, cpu=True),
        "cpu_vs_pandas": _median(commons, ours, cpu=True, places=1),
        "cpu_vs_kind_script": _median(kinds, ours, cpu=True, places=1),
        **_shown("floor", floors), **_shown("ours", ours), **_shown("pandas", commons), **_shown("kind_script", kinds),
        **files,
        "said": ours[-1].said.strip().splitlines()[-1],
    }  # fmt: skip


def _round(folder: Path, made: Path, python: str, number: int) -> tuple[Run, Run, Run, Run]:
    """Calamine alone, ours, the common script and the kind one; the scripts as if they had read all workbooks."""
    alone = _timed([sys.executable, "-m", "bench.measuring.workbooks", "floor", str(made), str(JOBS)])
    shutil.rmtree(folder / "out", ignore_errors=True)
    (folder / "out").mkdir()
    ours = _timed(_command(folder, made))
    sample = [str(made), str(number * PANDAS_FILES), str(PANDAS_FILES)]
    common, kind = (_whole(_timed([python, "-c", script, *sample])) for script in (COMMON_SCRIPT, KIND_SCRIPT))
    said = f"… calamine alone {alone.seconds:.2f} s, ours {ours.seconds:.2f} s, "
    said += f"pandas about {common.seconds:.0f} s, in one go {kind.seconds:.0f} s"
    print(said, file=sys.stderr, flush=True)
    return alone, ours, common, kind


def _whole(sample: Run) -> Run:
    """What the script would take for all workbooks: its own clock, without starting, times so many."""
    times = UNITS / PANDAS_FILES
    return replace(sample, seconds=float(sample.said.split()[0]) * times, cpu=sample.cpu * times)


def _median(above: Sequence[Run], below: Sequence[Run], *, cpu: bool = False, places: int = 2) -> float:
    """The median over the rounds of one command's time in another's."""
    ratios = [a.cpu / b.cpu if cpu else a.seconds / b.seconds for a, b in zip(above, below, strict=True)]
    return round(statistics.median(ratios), places)


def _shown(name: str, runs: Sequence[Run]) -> dict[str, list[float]]:
    return {f"{name}_s": [round(run.seconds, 2) for run in runs], f"{name}_cpu_s": [round(run.cpu, 2) for run in runs]}


@dataclass(frozen=True)
class Run:
    """A command that ran: seconds by the clock and of processors, the most memory of all its processes (MB), its words."""

    seconds: float
    cpu: float
    peak: float
    said: str


def _command(folder: Path, made: Path) -> list[str]:
    out = str(folder / "out" / "tong-hop.sqlite")
    asked = ["consolidate", str(made), "--form", FORM, "--period", PERIOD, "--jobs", str(JOBS), "--out", out]
    return [sys.executable, "-m", "binhyen.cli", *asked]


def _timed(command: list[str]) -> Run:
    """Run a command to its end."""
    data = Path(command[4]).parent / "var" if "consolidate" in command else None
    env = clean_environment(**({"BINHYEN_DATA_DIR": str(data)} if data else {}))
    before, began = _children(), time.monotonic()
    process = subprocess.Popen(command, cwd=ROOT, env=env, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True)
    peak = 0.0
    while process.poll() is None:
        peak = max(peak, _held(process.pid))
        time.sleep(0.1)
    seconds = time.monotonic() - began
    told = process.stdout.read() if process.stdout else ""
    if process.returncode:
        raise CannotMeasure(f"{' '.join(command[2:5])}: {told[-400:]}")
    return Run(seconds, _children() - before, peak, told)


def _children() -> float:
    """Processor seconds of all processes that have ended below this one."""
    import resource

    used = resource.getrusage(resource.RUSAGE_CHILDREN)
    return used.ru_utime + used.ru_stime


def _held(pid: int) -> float:
    """Resident memory of a process and its children, shared pages counted each time, in MB of 10**6 bytes."""
    pids = [pid]
    for one in pids:
        try:
            below = Path(f"/proc/{one}/task/{one}/children").read_text().split()
        except OSError:
            continue
        pids += [int(child) for child in below]
    total = 0
    for one in pids:
        try:
            status = Path(f"/proc/{one}/status").read_text()
        except OSError:
            continue
        line = next((row for row in status.splitlines() if row.startswith("VmRSS:")), "VmRSS: 0")
        total += int(line.split()[1])
    return total * 1024 / 1e6


def floor(folder: str, jobs: int) -> None:
    """Calamine alone: every sheet of every workbook to rows of values, in so many processes."""
    from multiprocessing import get_context

    paths = sorted(str(path) for path in Path(folder).glob("*.xlsx"))
    with get_context("spawn").Pool(jobs) as pool:
        print(sum(pool.imap_unordered(_cells, paths, chunksize=16)))


def _cells(path: str) -> int:
    from python_calamine import CalamineWorkbook

    book = CalamineWorkbook.from_path(path)
    return sum(len(book.get_sheet_by_name(name).to_python(skip_empty_area=False)) for name in book.sheet_names)


_COMMON = """
def read_one(path):
    about = pd.read_excel(path, sheet_name="bieu_mau", header=None, index_col=0)[1]
    frame = pd.read_excel(path, sheet_name="Số liệu", header=4, dtype=str)
    return about["unit"], frame
"""
_KIND = """
def read_one(path):
    sheets = pd.read_excel(path, sheet_name=None, header=None, dtype=str)
    about = sheets["bieu_mau"].set_index(0)[1]
    return about["unit"], sheets["Số liệu"].iloc[5:]
"""
_SCRIPT = """
import sys, time
from pathlib import Path
import pandas as pd

began = time.monotonic()
PARTS = ["tong", "ca", "mttq_ctxh", "cqdnth", "ccb", "khac"]

{read_one}

def cleaned(path):
    unit, frame = read_one(path)
    frame = frame.iloc[:, [0, 4, 5, 6, 7, 8, 9]].set_axis(["ma", *PARTS], axis=1)
    frame = frame[frame["ma"].notna()].melt(id_vars="ma", var_name="phan", value_name="so")
    said = frame["so"].str.strip().str.replace(".", "", regex=False).str.replace(" ", "", regex=False)
    said = said.replace({{"-": "0", "khôngphátsinh": "0", "Khôngphátsinh": "0"}})
    frame["so"] = pd.to_numeric(said, errors="coerce")
    return frame.assign(don_vi=unit, tep=path.name)

first, count = int(sys.argv[2]), int(sys.argv[3])
paths = sorted(Path(sys.argv[1]).glob("*.xlsx"))[first : first + count]
table = pd.concat([cleaned(path) for path in paths])
totals = table.groupby(["ma", "phan"])["so"].sum()
print(time.monotonic() - began, len(totals), int(totals.sum()))
"""
COMMON_SCRIPT = _SCRIPT.format(read_one=_COMMON)
"""What a person with a folder of workbooks writes: each sheet that is needed by its name. It checks nothing."""
KIND_SCRIPT = _SCRIPT.format(read_one=_KIND)
"""The same by someone who knows that pandas opens a workbook again for each sheet asked, and asks for all at once."""


# Making them


def _made(folder: Path) -> Path:
    """The folder with the workbooks, made once for a seed."""
    made, stamp = folder / "bang-tinh", folder / f"made-{SEED}-{UNITS}"
    if not stamp.exists():
        shutil.rmtree(folder, ignore_errors=True)
        made.mkdir(parents=True)
        env = clean_environment(BINHYEN_DATA_DIR=str(folder / "var"), DJANGO_SETTINGS_MODULE="binhyen.config.settings")
        command = [sys.executable, "-m", "bench.measuring.workbooks", "make", str(made)]
        done = subprocess.run(command, cwd=ROOT, env=env, capture_output=True, text=True, check=False)
        if done.returncode:
            raise CannotMeasure(f"workbooks: {done.stderr[-600:]}")
        stamp.touch()
    return made


def make(folder: str) -> None:
    """The data folder with the form, then one workbook for each commune of the register."""
    import django

    django.setup()
    from django.core.management import call_command

    from binhyen.cli.period import read_period
    from binhyen.collection.queries.workbooks import owing, plan_of
    from binhyen.collection.workbooks.writing import Copy, template
    from tests.ready_data import load_public_data

    call_command("migrate", verbosity=0)
    load_public_data(NOW)
    form = _form()
    span = read_period(PERIOD)
    plan = plan_of(form, span)
    chance = random.Random(SEED)
    beside = {n: _number(chance.randrange(900)) for n in range(len(plan.lines))}
    base = template(plan, Copy(UNIT, NAME, {}, beside, beside))
    copies = Copies(base, plan)
    units = owing(FORM, span.last)
    for number, unit in enumerate(units):
        path = Path(folder) / f"{number:04d}-{unit.uid.replace('/', '-').replace(':', '-')}.xlsx"
        path.write_bytes(copies.filled(unit.uid, unit.name, random.Random(f"{SEED}:{unit.uid}")))
    print(len(units))


def _number(value: int) -> Any:
    from binhyen.figures.rules.cells import CellValue, State

    return CellValue(State.REPORTED, value)


def _form() -> Any:
    """The form of 60 indicators, each with five hosts side by side, and its checks."""
    from binhyen.figures.actions import NewForm, NewLine, assign_form, publish_form
    from binhyen.figures.models import FormLine, FormRule, Indicator
    from binhyen.figures.queries.forms import can_be_collected
    from binhyen.organisation.models import Unit
    from binhyen.organisation.queries import children_on, nation
    from binhyen.organisation.rules import Level

    taken = set(FormLine.objects.values_list("indicator__code", flat=True))
    free = [i for i in Indicator.objects.filter(decimals=0) if can_be_collected(i) and i.code not in taken][:INDICATORS]
    lines = [
        NewLine(i.code, part, group=f"{number // 12 + 1}. Nhóm chỉ tiêu {number // 12 + 1}")
        for number, i in enumerate(free)
        for part in ("", *(f"host_org={item}" for item in ITEMS))
    ]
    since = date(2026, 1, 1)
    new = NewForm(FORM, "Biểu tổng hợp để đo", "Biểu để đo", "month", columns="host_org")
    form = publish_form(new, lines, valid_from=since, actor=None, now=NOW)
    provinces: list[Unit] = [v.unit for v in children_on(nation(), Level.PROVINCE, since) if not v.unit.invented]
    for province in provinces:
        assign_form(form_code=FORM, province=province, level="commune", starts_on=since, actor=None, now=NOW)
    rules = [("R1", "R1", "block", {"left": "[*]", "op": "range", "at_most": "100"})]
    rules += [("R10", "R10", "block", {"left": "[*]", "op": "complete"}), ("R10-ky", "R10", "block", {"op": "period"})]
    for i in free:
        parts = {"left": i.code, "op": "=", "right": f"{i.code}[host_org=*]"}
        rules.append((f"R3-{i.code}", "R3", "block", parts))
        rules.append(
            (f"R2-{i.code}", "R2", "block", {**parts, "left": parts["right"], "op": "part of", "right": i.code})
        )
    FormRule.objects.bulk_create(
        FormRule(form_code=FORM, rule_id=r, rule_class=c, severity=s, spec=spec, valid_from=since)
        for r, c, s, spec in rules
    )
    return form


class Copies:
    """The template taken apart, so that a filled copy is put together by writing the cells of figures alone."""

    def __init__(self, base: bytes, plan: Any) -> None:
        from binhyen.collection.workbooks.plan import cell_name

        with zipfile.ZipFile(io.BytesIO(base)) as book:
            self._parts = {name: book.read(name) for name in book.namelist()}
        self._sheet = self._parts.pop("xl/worksheets/sheet2.xml").decode()
        self._shared = self._parts.pop("xl/sharedStrings.xml").decode()
        self._custom = self._parts.pop("docProps/custom.xml").decode()
        self._first = self._shared.count("<si>")
        self._shared = self._shared.replace("</sst>", "".join(f"<si><t>{word}</t></si>" for word in WORDS) + "</sst>")
        names = {cell_name(*place): number for number, place in plan.places.items()}
        self._pieces: list[tuple[str, str, int]] = []
        at = 0
        for found in re.finditer(r'<c r="([A-Z]+\d+)"( s="\d+")/>', self._sheet):
            if found[1] in names:
                self._pieces.append((self._sheet[at : found.start()], f'<c r="{found[1]}"{found[2]}', names[found[1]]))
                at = found.end()
        self._rest = self._sheet[at:]
        self._wide = len(plan.value_codes)

    def filled(self, unit: str, name: str, chance: random.Random) -> bytes:
        """The workbook of one unit as people send it in."""
        cells = self._cells(chance)
        sheet = "".join(f"{before}{start}{cells[number]}" for before, start, number in self._pieces) + self._rest
        if chance.random() < 0.03:
            sheet = _with_a_row(sheet)
        out = io.BytesIO()
        with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as book:
            for part, content in self._parts.items():
                book.writestr(part, content)
            book.writestr("xl/worksheets/sheet2.xml", sheet)
            book.writestr("xl/sharedStrings.xml", self._shared.replace(UNIT, unit).replace(NAME, name))
            book.writestr("docProps/custom.xml", self._custom.replace(UNIT, unit))
        return out.getvalue()

    def _cells(self, chance: random.Random) -> list[str]:
        """What follows the address of each cell: totals that add up but for one in twenty workbooks, and some dirt."""
        cells = []
        for _ in range(INDICATORS):
            parts = [chance.randrange(200) for _ in range(self._wide - 1)]
            cells += [f"><v>{number}</v></c>" for number in (sum(parts), *parts)]
        if chance.random() < 0.05:
            cells[0] = "><v>3</v></c>"
        for _ in range(4):
            self._dirty(cells, chance, clean=True)
        if chance.random() < 0.10:
            self._dirty(cells, chance, clean=False)
        if chance.random() < 0.10:
            cells[chance.randrange(len(cells))] = "/>"
        if chance.random() < 0.01:
            cells[chance.randrange(len(cells))] = ' t="e"><f>1/0</f><v>#DIV/0!</v></c>'
        return cells

    def _dirty(self, cells: list[str], chance: random.Random, *, clean: bool) -> None:
        """One row in words: nothing arose in each part and the total, or a part that is no number."""
        row = chance.randrange(INDICATORS) * self._wide
        if clean:
            word = self._first + chance.choice((0, 1, 7))
            for place in range(self._wide):
                cells[row + place] = f' t="s"><v>{word}</v></c>'
        else:
            cells[row + 1] = f' t="s"><v>{self._first + chance.choice((2, 3, 4, 5, 6))}</v></c>'


def _with_a_row(sheet: str) -> str:
    """A row put in by hand below the twentieth: all that follows moves down by one."""
    at = sheet.index('<row r="21"')
    end = sheet.index("</sheetData>")
    row = '<row r="21"><c r="C21" t="inlineStr"><is><t>Hàng thêm</t></is></c><c r="E21"><v>9</v></c></row>'
    moved = re.sub(
        r'r="([A-Z]*)(\d+)"', lambda found: f'r="{found[1]}{int(found[2]) + 1}"', sheet[at:end]
    )  # fmt: skip
    return sheet[:at] + row + moved + sheet[end:]


def main(arguments: list[str]) -> int:
    """Parts of the measurement that run in processes of their own; without arguments the whole, into a folder to keep."""
    if arguments[:1] == ["floor"]:
        floor(arguments[1], int(arguments[2]))
    elif arguments[:1] == ["make"]:
        make(arguments[1])
    else:
        print(json.dumps(consolidation(Path(arguments[0])), ensure_ascii=False, indent=1))
    return 0


if __name__ == "__main__":
    os.environ.setdefault("PYTHONUTF8", "1")
    sys.exit(main(sys.argv[1:]))
