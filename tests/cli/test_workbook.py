"""`binhyen workbook template` and `binhyen consolidate`, the second also killed in the middle."""

from __future__ import annotations

import os
import shutil
import signal
import sqlite3
import subprocess
import sys
import time
from contextlib import closing
from datetime import date, datetime
from pathlib import Path

import pytest
from openpyxl import load_workbook

from binhyen.cli import consolidate, workbook
from binhyen.cli.period import read_period
from binhyen.collection.queries.workbooks import plan_of
from binhyen.collection.workbooks.plan import FIGURES, lines_by_key
from binhyen.collection.workbooks.writing import Copy, template
from binhyen.figures.models import DraftCell
from binhyen.figures.queries.forms import form_on
from binhyen.foundation.errors import Invalid
from binhyen.foundation.span import Span
from tests.cast import Cast, entered, key, month_cells, number
from tests.processes import ROOT, environment
from tests.web.conftest import clock as clock  # a fixture

MAY = Span(date(2026, 5, 1), date(2026, 5, 31))


@pytest.mark.parametrize(
    ("text", "span"),
    [
        ("2026-10", ("2026-10-01", "2026-10-31")), ("2/2026", ("2026-02-01", "2026-02-28")), ("2026-Q3", ("2026-07-01", "2026-09-30")),
        ("2026-H1", ("2026-01-01", "2026-06-30")), ("2026", ("2026-01-01", "2026-12-31")),
        ("15/12/2025..14/12/2026", ("2025-12-15", "2026-12-14")),
    ],
)  # fmt: skip
def test_periods_as_they_are_typed(text: str, span: tuple[str, str]) -> None:
    assert read_period(text) == Span(*map(date.fromisoformat, span))


@pytest.mark.parametrize("text", ["", "2026-13", "2026-H3", "thang 5", "0000", "13/2026", "２０２６"])
def test_what_is_no_period_is_refused(text: str) -> None:
    with pytest.raises(Invalid, match=r"cli\.period_unreadable"):
        read_period(text)


@pytest.mark.usefixtures("clock")
def test_a_template_is_written_for_a_unit_that_owes_the_form(cast: Cast, tmp_path: Path) -> None:
    out = tmp_path / "mau.xlsx"
    words = ["template", "--form", "BC-THANG", "--period", "2026-05", "--out", str(out), "--unit"]
    assert workbook.main([*words, "Xã Tân An, Thử"]) == 0
    book = load_workbook(out)
    assert book[FIGURES]["B2"].value == "Xã Tân An – kỳ báo cáo: tháng 5 năm 2026"
    out.unlink()
    assert workbook.main([*words, "Hà Nội"]) == 2
    assert not out.exists()
    words[words.index(str(out))] = str(out.with_suffix(".doc"))
    assert workbook.main([*words, "Xã Tân An"]) == 2
    assert not out.with_suffix(".doc").exists()


@pytest.mark.parametrize(
    ("words", "said"),
    [
        ([], "thiếu lệnh"),
        (["template"], "thiếu --form, --period, --unit, --out"),
        (["sai"], "không nhận “sai”"),
        (["template", "--form"], "sau --form phải có giá trị"),
    ],
)
def test_a_wrong_argument_is_named_in_vietnamese(
    words: list[str], said: str, capsys: pytest.CaptureFixture[str]
) -> None:
    with pytest.raises(SystemExit) as ended:
        workbook.main(words)
    assert ended.value.code == 2
    assert said in capsys.readouterr().err


def test_drafts_without_a_known_account_are_refused_before_anything_is_read(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    asked = [str(tmp_path), "--form", "BC-THANG", "--period", "2026-05", "--keep-drafts"]
    assert consolidate.main(asked) == 2
    assert "--user TÀI_KHOẢN" in capsys.readouterr().err
    assert consolidate.main([str(tmp_path / "khong-co"), *asked[1:]]) == 2
    assert "Không có thư mục" in capsys.readouterr().err


@pytest.mark.parametrize("jobs", ["0", "-1", "17", "100000"])
def test_more_or_fewer_processes_than_there_can_be_are_refused(
    jobs: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert consolidate.main([str(tmp_path), "--form", "BC-THANG", "--period", "2026-05", "--jobs", jobs]) == 2
    assert "phải từ 1 đến 16" in capsys.readouterr().err
    assert list(tmp_path.iterdir()) == []


def filled(cast: Cast, uid: str, cells: dict[str, int]) -> bytes:
    plan = plan_of(form_on("BC-THANG", MAY.last), MAY)
    numbers = lines_by_key(plan.lines)
    return template(plan, Copy(uid, uid, {numbers[key(text)]: number(value) for text, value in cells.items()}))


@pytest.mark.usefixtures("clock")
def test_drafts_are_kept_only_where_the_post_may_enter_and_never_overwritten(
    cast: Cast, now: datetime, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    folder = tmp_path / "gui-ve"
    folder.mkdir()
    for unit in (cast.tan_an, cast.tan_binh):
        (folder / f"{unit.uid}.xlsx").write_bytes(filled(cast, unit.uid, {"COM04": 12, "FRC04": 3}))
    words = [str(folder), "--form", "BC-THANG", "--period", "2026-05", "--jobs", "1", "--keep-drafts"]
    assert consolidate.main(words) == 2
    assert consolidate.main([*words, "--user", "lan"]) == 0
    said = capsys.readouterr()
    assert "Xã Tân An: đã đưa 2 chỉ tiêu vào bản đang nhập" in said.out
    assert "Phường Tân Bình: không đưa vào được." in said.err
    assert "2/3 đơn vị có số liệu" in said.err
    kept = {d.key: d for d in DraftCell.objects.select_related("indicator", "submission")}
    assert {d.submission.unit_id for d in kept.values()} == {cast.tan_an.pk}
    assert kept[key("COM04")].provenance["cell"] == "E7"

    entered(cast, cast.tan_binh, MAY, month_cells(sessions=17), now)
    assert consolidate.main([*words, "--user", "canbo.thu-tan-binh"]) == 0
    assert "đã được người khác sửa thành “17”" in capsys.readouterr().err


# Killed in the middle

ASSIGN = """
import django; django.setup()
from datetime import date
from binhyen.cli.door import now
from binhyen.collection.queries.workbooks import owing, plan_of
from binhyen.collection.workbooks.plan import lines_by_key
from binhyen.collection.workbooks.writing import Copy, template
from binhyen.figures.actions import assign_form
from binhyen.figures.queries.forms import form_on
from binhyen.figures.rules.cells import CellValue, State
from binhyen.foundation.span import Span
from binhyen.organisation.queries import resolve_unit
from pathlib import Path
import sys
may = Span(date(2026, 5, 1), date(2026, 5, 31))
province = resolve_unit("Tỉnh Thái Nguyên", may.last)
assign_form(form_code="BC-THANG", province=province, level="commune", starts_on=date(2026, 1, 1), actor=None, now=now())
plan = plan_of(form_on("BC-THANG", may.last), may)
values = {n: CellValue(State.REPORTED, n + 1) for n in range(len(plan.lines))}
for n, unit in enumerate(owing("BC-THANG", may.last)):
    Path(sys.argv[1], f"{n:03d}.xlsx").write_bytes(template(plan, Copy(unit.uid, unit.name, values)))
"""


def figures(out: Path) -> list[tuple[object, ...]]:
    with closing(sqlite3.connect(out)) as db:
        return db.execute("SELECT * FROM figures ORDER BY unit, indicator, breakdown").fetchall()


def kept_so_far(out: Path) -> int:
    try:
        with closing(sqlite3.connect(f"{out.as_uri()}?mode=ro", uri=True, timeout=1)) as db:
            return int(db.execute("SELECT COUNT(*) FROM files").fetchone()[0])
    except sqlite3.Error:
        return 0


def test_killed_in_the_middle_it_goes_on_where_it_was_and_takes_nothing_twice(ready_data: Path, tmp_path: Path) -> None:
    data, folder = tmp_path / "var", tmp_path / "gui-ve"
    shutil.copytree(ready_data, data)
    folder.mkdir()
    env = {**environment(data), "PYTHONUTF8": "1"}
    subprocess.run([sys.executable, "-c", ASSIGN, str(folder)], env=env, cwd=ROOT, check=True, timeout=300)
    count = len(list(folder.iterdir()))
    assert count > 80

    def command(out: Path) -> list[str]:
        asked = ["consolidate", str(folder), "--form", "BC-THANG", "--period", "2026-05", "--jobs", "2"]
        return [sys.executable, "-m", "binhyen.cli", *asked, "--out", str(out)]

    whole, cut = tmp_path / "whole.sqlite", tmp_path / "cut.sqlite"
    done = subprocess.run(command(whole), env=env, cwd=ROOT, capture_output=True, text=True, check=False, timeout=300)
    assert done.returncode == 0, done.stderr
    running = subprocess.Popen(command(cut), env=env, cwd=ROOT, stderr=subprocess.DEVNULL)
    while not kept_so_far(cut) and running.poll() is None:
        time.sleep(0.002)
    os.kill(running.pid, signal.SIGKILL)
    running.wait(30)
    assert 0 < kept_so_far(cut) <= count
    again = subprocess.run(command(cut), env=env, cwd=ROOT, capture_output=True, text=True, check=False, timeout=300)
    assert again.returncode == 0, again.stderr
    assert kept_so_far(cut) == count
    assert figures(cut) == figures(whole)
