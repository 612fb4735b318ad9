import json
import os
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from bench.measuring.browsing import _Page, kind_of
from bench.measuring.processes import clean_environment, pss_mb
from bench.measuring.promises import CannotMeasure, measured, tell


def gives(value: float) -> Any:
    return lambda: (value, {"beside": "what a person would use"})


def fails() -> Any:
    raise CannotMeasure("no such program on this machine")


def test_a_promise_holds_up_to_its_limit_and_not_beyond() -> None:
    assert [measured("seconds", 5, gives(value)).holds for value in (4.9, 5, 5.1)] == [True, True, False]
    assert [measured("speed", 200, gives(value), better="more").holds for value in (199, 200)] == [False, True]


def test_what_cannot_be_measured_is_told_and_counts_as_not_kept() -> None:
    promise = measured("seconds", 5, fails)
    assert promise.as_json() == {
        "id": "seconds", "value": None, "limit": 5, "holds": False, "why": "no such program on this machine",
    }  # fmt: skip


def test_the_last_line_is_json_and_the_status_says_whether_all_promises_hold(
    capsys: pytest.CaptureFixture[str],
) -> None:
    kept, broken = measured("one", 5, gives(1)), measured("two", 5, gives(9))
    assert tell("main", [kept], as_json=True) == 0
    assert tell("main", [kept, broken], as_json=True) == 1
    last = json.loads(capsys.readouterr().out.splitlines()[-1])
    assert last["bench"] == "main"
    assert [(one["id"], one["value"], one["limit"], one["holds"]) for one in last["promises"]] == [
        ("one", 1, 5, True),
        ("two", 9, 5, False),
    ]


def test_pages_that_differ_in_what_they_show_are_of_one_kind() -> None:
    assert kind_of("/so-lieu/o/12/") == kind_of("/so-lieu/o/345/")
    assert kind_of("/so-lieu/o/12/") != kind_of("/so-lieu/o/12/dinh-chinh/")
    assert kind_of("/theo-doi/mau/?ky=1") == kind_of("/theo-doi/mau/?ky=2") != kind_of("/theo-doi/mau/")


def test_a_visitor_sends_what_a_form_holds() -> None:
    (form,) = _Page(
        '<form method="POST" action="/gui/"><input name="token" value="t"><input type="radio" name="kind" value="a">'
        '<input type="radio" name="kind" value="b" checked><input type="checkbox" name="yes" value="1">'
        '<select name="of"><option value="x">X<option value="y" selected>Y</select><textarea name="why"></textarea></form>'
    ).forms
    assert (form.action, form.method) == ("/gui/", "post")
    assert form.fields == {"token": "t", "kind": "b", "of": "y", "why": ""}
    assert form.choices == {"of": ["x", "y"]}


def test_measured_programs_start_without_our_settings(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("BINHYEN_THREADS", "9")
    monkeypatch.setenv("PYTHONPATH", "elsewhere")
    assert {name for name in clean_environment(EXTRA="1") if name.startswith(("BINHYEN", "PYTHON"))} == {"PYTHONUTF8"}


def test_memory_is_that_of_the_process_and_all_below_it() -> None:
    if not Path("/proc/self/smaps_rollup").exists():
        pytest.skip("this system does not tell the proportional memory of a process")
    alone, processes = pss_mb(os.getpid())
    child = subprocess.Popen(
        [sys.executable, "-c", "held = bytearray(60_000_000); print('ready', flush=True); input()"],
        stdin=subprocess.PIPE, stdout=subprocess.PIPE,
    )  # fmt: skip
    assert child.stdout is not None
    child.stdout.readline()
    together, more = pss_mb(os.getpid())
    child.communicate(b"\n")
    assert more == processes + 1
    assert 55 < together - alone < 110


BENCHES = sorted(path.stem for path in Path("bench").glob("[a-z]*.py"))


@pytest.mark.parametrize("name", BENCHES)
def test_every_bench_is_a_program(name: str) -> None:
    done = subprocess.run(
        [sys.executable, "-m", f"bench.{name}", "--help"], env=clean_environment(), capture_output=True, text=True,
        check=True,
    )  # fmt: skip
    assert f"run.py bench {name}" in done.stdout
    assert "--json" in done.stdout
