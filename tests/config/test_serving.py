import os
import signal
import socket
import sqlite3
import subprocess
import sys
import time
from contextlib import closing
from pathlib import Path
from urllib.request import urlopen

import pytest

from bench.measuring.processes import workers
from binhyen.config.databases import SQLITE_FILE
from binhyen.config.serving import serve
from binhyen.foundation.errors import DomainError
from tests.processes import ROOT, environment, start


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    made = tmp_path / "var"
    made.mkdir()
    with closing(sqlite3.connect(made / SQLITE_FILE)) as connection:
        connection.execute("PRAGMA user_version=1")
    return made


def test_it_answers_with_every_protecting_header_and_stops_when_asked(folder: Path) -> None:
    with start(folder) as running, urlopen(f"{running.url}/healthz") as answer:
        headers = {name.lower(): value for name, value in answer.headers.items()}
        assert answer.read() == b"ok"
        pid = running.pid
    assert "default-src 'none'" in headers["content-security-policy"]
    assert "unsafe" not in headers["content-security-policy"]
    assert headers["x-frame-options"] == "DENY"
    assert headers["x-content-type-options"] == "nosniff"
    assert headers["referrer-policy"] == "same-origin"
    with pytest.raises(ProcessLookupError):
        os.kill(pid, 0)


def test_static_files_are_served_without_a_collecting_step(folder: Path) -> None:
    with start(folder) as running, urlopen(f"{running.url}/static/web/tokens.css") as answer:
        assert answer.headers["Content-Type"].startswith("text/css")
        assert "max-age" in answer.headers["Cache-Control"]


def test_control_c_ends_it_cleanly(folder: Path) -> None:
    with start(folder) as running:
        os.killpg(running.pid, signal.SIGINT)
        assert os.waitpid(running.pid, 0)[1] == 0


def test_a_worker_that_is_killed_is_started_again(folder: Path) -> None:
    with start(folder, workers="2") as running:
        worker = workers(running.pid)[0]
        os.kill(worker, signal.SIGKILL)
        until = time.monotonic() + 30
        while time.monotonic() < until:
            try:
                with urlopen(f"{running.url}/healthz", timeout=2) as answer:
                    again = workers(running.pid)
                    if answer.read() == b"ok" and len(again) == 2 and worker not in again:
                        return
            except OSError:
                pass
            time.sleep(0.1)
        pytest.fail("no worker answered again")


def test_a_demo_is_never_opened_to_the_network(folder: Path) -> None:
    (folder / "demo.json").write_text("{}")
    with pytest.raises(DomainError) as refused:
        serve("0.0.0.0", 8000, folder)
    assert refused.value.code == "config.demo_own_machine_only"


def refusal(*arguments: str, folder: Path) -> "subprocess.CompletedProcess[str]":
    command = [sys.executable, "-m", "binhyen.config.serving", *arguments]
    env = environment(folder)
    return subprocess.run(command, env=env, cwd=ROOT, capture_output=True, text=True, check=False, timeout=60)


def test_a_busy_port_is_refused_in_one_sentence(folder: Path) -> None:
    with socket.socket() as busy:
        busy.bind(("127.0.0.1", 0))
        busy.listen()
        port = str(busy.getsockname()[1])
        done = refusal("--dir", str(folder), "--port", port, folder=folder)
    assert done.returncode == 2
    assert port in done.stderr
    assert len(done.stderr.splitlines()) == 1


def test_a_port_that_cannot_be_is_refused(folder: Path) -> None:
    done = refusal("--dir", str(folder), "--port", "70000", folder=folder)
    assert done.returncode == 2
    assert len(done.stderr.splitlines()) == 1


def test_an_empty_data_folder_is_refused(tmp_path: Path) -> None:
    done = refusal("--dir", str(tmp_path), folder=tmp_path)
    assert done.returncode == 2
    assert str(tmp_path) in done.stderr
