"""Several real processes at one database: stored exactly once, in one order, also when one of them is killed."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
from collections import Counter, defaultdict
from collections.abc import Iterator
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit, urlunsplit

import pytest

from tests.figures.contest import KILLS
from tests.processes import ROOT, environment

DATABASE = os.environ.get("BINHYEN_DATABASE", "")


@pytest.fixture
def arena(ready_data: Path, tmp_path: Path) -> Iterator[dict[str, str]]:
    """The environment of processes at a database of their own with the cast in it, on the server that the run uses."""
    folder = tmp_path / "var"
    shutil.copytree(ready_data, folder)
    if not DATABASE:
        yield environment(folder)
        return
    import psycopg

    parts = urlsplit(DATABASE)
    name = f"contest_{os.getpid()}"
    with psycopg.connect(DATABASE, autocommit=True) as server:
        server.execute(f"DROP DATABASE IF EXISTS {name}")
        server.execute(f"CREATE DATABASE {name}")
        env = {**environment(folder), "BINHYEN_DATABASE": urlunsplit(parts._replace(path=f"/{name}"))}
        run("tests.ready_data", env)
        yield env
        server.execute(f"DROP DATABASE {name} WITH (FORCE)")


def run(module: str, env: dict[str, str], *arguments: str) -> str:
    done = subprocess.run(
        [sys.executable, "-m", module, *arguments],
        env=env, cwd=ROOT, capture_output=True, text=True, check=False, timeout=300,
    )  # fmt: skip
    assert done.returncode == 0, done.stderr[-3000:]
    return done.stdout


def contest(kind: str, env: dict[str, str]) -> dict[str, Any]:
    outcome: dict[str, Any] = json.loads(run("tests.figures.contest", env, kind).splitlines()[-1])
    assert (outcome["differences"], outcome["gapless"]) == ([], True)
    assert outcome["entries"] > 0
    return outcome


def test_fifty_processes_that_submit_the_same_report_store_it_once(arena: dict[str, str]) -> None:
    outcome = contest("same", arena)
    assert Counter(outcome["said"]) == {"stored": 1, "figures.wrong_move": 49}
    ((pk, stage, version, revision),) = outcome["reports"]
    assert (stage, version, revision) == ("submitted", 1, 2)
    assert Counter(verb for _, verb in outcome["recorded"]) == {"figures.present": 1, "figures.submit": 1}
    assert outcome["versions"] == [[pk, 1, 30, 1]]


def test_a_reporter_and_two_reviewers_of_one_cell_act_in_one_order_and_lose_nothing(arena: dict[str, str]) -> None:
    outcome = contest("review", arena)
    one_order_and_no_loss(outcome)
    assert {act["act"] for act in outcome["acts"]} >= {"figures.present", "figures.submit", "figures.send_back"}
    told = {(act["report"], act["revision"]): act["act"] for act in outcome["acts"]}
    assert len(told) == len(outcome["acts"]) == len(outcome["recorded"])


def test_what_was_acknowledged_before_a_kill_is_stored_once_and_the_rest_wholly_or_not_at_all(
    arena: dict[str, str],
) -> None:
    outcome = contest("kill", arena)
    assert sum(act["act"] == "figures.submit" for act in outcome["acts"]) > KILLS / 10
    one_order_and_no_loss(outcome)
    assert 0 <= len(outcome["recorded"]) - len(outcome["acts"]) <= KILLS


def test_figures_of_one_text_change_reports_in_opposite_directions_and_nobody_waits_for_ever(
    arena: dict[str, str],
) -> None:
    outcome = contest("text", arena)
    assert outcome["moved"] == 4 * outcome["rounds"]
    assert outcome["kept"] == [[11 + n, (n + outcome["rounds"] + 1) % 2 + 1] for n in range(4)]


def one_order_and_no_loss(outcome: dict[str, Any]) -> None:
    """The acts of each report, as recorded, are its revisions one after the other; each acknowledged one stands in its place."""
    recorded = defaultdict(list)
    for pk, verb in outcome["recorded"]:
        recorded[pk].append(verb)
    for act in outcome["acts"]:
        assert recorded[act["report"]][act["revision"] - 1] == act["act"]
    kept = {(pk, version): value for pk, version, value, _ in outcome["versions"]}
    assert len(kept) == len(outcome["versions"])
    for act in outcome["acts"]:
        if act["act"] == "figures.submit":
            assert kept[act["report"], act["version"]] == act["value"]
    for pk, _, version, revision in outcome["reports"]:
        assert revision == len(recorded[pk])
        assert version == recorded[pk].count("figures.submit")
        assert [v for report, v, _, _ in outcome["versions"] if report == pk] == list(range(1, version + 1))
    whole = Counter((pk, version) for pk, version in outcome["all_versions"])
    assert {count for (_, version), count in whole.items() if version == 1} == {16}
    assert {count for (_, version), count in whole.items() if version > 1} <= {1}
