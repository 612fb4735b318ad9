"""A real server and its workers are killed at random moments while programs submit: what was acknowledged is stored exactly once (X1)."""

from __future__ import annotations

import json
import os
import random
import shutil
import signal
import sqlite3
import time
import uuid
from collections import Counter
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field
from http.client import HTTPException
from pathlib import Path
from typing import Any
from urllib.error import HTTPError
from urllib.request import Request, urlopen

from bench.measuring.processes import workers
from tests.figures.test_concurrency import run
from tests.processes import environment, start

MONTHS = 3
LIVES = 3
PATIENCE = 60


@dataclass
class Line:
    """Where the server is now, whether the day is over, and how many submits have been acknowledged so far, about."""

    url: str = "http://127.0.0.1:9"
    closing: bool = False
    submits: int = 0


@dataclass
class Sender:
    """Three people's programs with one report: changed, presented, sent, sent back, until told to stop.

    A call without an answer is made again under its key, as the manual says; ``sent`` are the acknowledged submits.
    """

    line: Line
    report: int
    keys: dict[str, str]
    sent: list[tuple[int, int]] = field(default_factory=list)
    again: int = 0

    def work(self) -> None:
        """Whole rounds only."""
        value = 30
        while not self.line.closing:
            value = 31 + (value - 30) % 14
            cell = self.cell()
            self.write("lan", "PUT", "cells", {"cells": [{"line": "FRC04", "value": value, "seen": cell["seen"]}]})
            self.write("lan", "POST", "present", {})
            self.call("binh", "GET", f"submissions/{self.report}")
            self.sent.append((self.write("binh", "POST", "submit", {})["version"], value))
            self.line.submits += 1
            self.call("minh", "GET", f"submissions/{self.report}")
            self.write("minh", "POST", "send-back", {"cells": ["FRC04"], "reason": "đối chiếu sổ"})

    def cell(self) -> dict[str, Any]:
        """The one cell that changes."""
        whole = self.call("lan", "GET", f"submissions/{self.report}")
        return next(cell for cell in whole["cells"] if cell["line"] == "FRC04")

    def write(self, who: str, method: str, what: str, body: dict[str, Any]) -> dict[str, Any]:
        """One call under one key."""
        return self.call(who, method, f"submissions/{self.report}/{what}", body, str(uuid.uuid4()))

    def call(self, who: str, method: str, path: str, body: object = None, key: str = "") -> dict[str, Any]:
        """Called until it is answered; an answer that is a refusal is a fault of this test."""
        headers = {"Authorization": f"Bearer {self.keys[who]}", "Content-Type": "application/json"}
        data = None if body is None else json.dumps(body).encode()
        if key:
            headers["Idempotency-Key"] = key
        until = time.monotonic() + PATIENCE
        while time.monotonic() < until:
            request = Request(f"{self.line.url}/api/v1/{path}", data, headers, method=method)
            try:
                with urlopen(request, timeout=10) as answer:
                    found: dict[str, Any] = json.load(answer)
                    return found
            except HTTPError as refused:
                raise AssertionError(f"{method} {path}: {refused.code} {refused.read().decode()}") from refused
            except (OSError, HTTPException, ValueError):
                self.again += 1
                time.sleep(0.05)
        raise AssertionError(f"{method} {path}: no answer")


def live_and_die(folder: Path, line: Line, chance: random.Random) -> None:
    """A server with two workers that takes some submits; then one worker is killed, then all of it."""
    with start(folder, workers="2") as server:
        line.url, before, until = server.url, line.submits, time.monotonic() + PATIENCE
        while line.submits == before and time.monotonic() < until:
            time.sleep(0.01)
        time.sleep(chance.uniform(0, 0.5))
        os.kill(chance.choice(workers(server.pid)), signal.SIGKILL)
        time.sleep(chance.uniform(0, 0.5))
        os.killpg(server.pid, signal.SIGKILL)


def test_every_acknowledged_submit_is_stored_once_whatever_is_killed(ready_data: Path, tmp_path: Path) -> None:
    folder = tmp_path / "var"
    shutil.copytree(ready_data, folder)
    given = json.loads(run("tests.api.submitting", environment(folder), str(MONTHS)).splitlines()[-1])
    line, chance = Line(), random.Random(20260623)
    senders = [Sender(line, report, given["keys"]) for report in given["reports"]]
    with ThreadPoolExecutor(MONTHS) as pool:
        working = [pool.submit(sender.work) for sender in senders]
        try:
            for _ in range(LIVES):
                live_and_die(folder, line, chance)
            with start(folder) as server:
                line.url, line.closing = server.url, True
                for work in working:
                    work.result()
        finally:
            line.closing = True
    assert sum(sender.again for sender in senders) > 0
    assert sum(len(sender.sent) for sender in senders) >= MONTHS
    with sqlite3.connect(f"file:{folder}/binhyen.sqlite3?mode=ro", uri=True) as record:
        for sender in senders:
            rounds = len(sender.sent)
            assert [version for version, _ in sender.sent] == list(range(1, rounds + 1))
            assert stored(record, sender.report) == sender.sent
            assert steps(record, sender.report) == {"present": rounds, "submit": rounds, "send_back": rounds}


def stored(record: sqlite3.Connection, report: int) -> list[tuple[int, int]]:
    """Version of the report and value of its one changing line, for each time that it was kept."""
    return record.execute(
        "SELECT v.submission_version, v.value FROM figures_cellversion v JOIN figures_cell c ON c.id = v.cell_id "
        "JOIN figures_indicator i ON i.id = c.indicator_id WHERE v.submission_id = ? AND i.code = 'FRC04' ORDER BY v.seq",
        [report],
    ).fetchall()


def steps(record: sqlite3.Connection, report: int) -> Counter[str]:
    """How often each move stands in the record."""
    rows = record.execute("SELECT verb FROM figures_step WHERE submission_id = ?", [report])
    return Counter(verb for (verb,) in rows)
