"""Real processes for tests: a data folder made once, and a server on a copy of it."""

from __future__ import annotations

import os
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from urllib.error import HTTPError, URLError
from urllib.request import urlopen

ROOT = Path(__file__).resolve().parent.parent


@dataclass(frozen=True)
class Server:
    """A running server: its address, its data folder, and the process id of its main process."""

    url: str
    folder: Path
    pid: int


def environment(folder: Path) -> dict[str, str]:
    """The environment of a process that uses the product's own settings on ``folder``."""
    kept = {name: value for name, value in os.environ.items() if not name.startswith("BINHYEN_")}
    return {**kept, "BINHYEN_DATA_DIR": str(folder), "DJANGO_SETTINGS_MODULE": "binhyen.config.settings"}


def make_data_folder(folder: Path) -> Path:
    """A folder with a migrated SQLite database holding the register and the cast (``tests/ready_data.py``)."""
    folder.mkdir(parents=True)
    made = subprocess.run(
        [sys.executable, "-m", "tests.ready_data"],
        env=environment(folder), cwd=ROOT, capture_output=True, text=True, check=False,
    )  # fmt: skip
    assert made.returncode == 0, made.stderr
    return folder


@contextmanager
def start(folder: Path, **settings: str) -> Iterator[Server]:
    """A server process on ``folder`` at a free port of 127.0.0.1, stopped at the end by its own id.

    ``settings`` are further ones of the product: ``workers="2"``.
    """
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    log = folder.parent / f"server-{port}.log"
    with log.open("wb") as out:
        process = subprocess.Popen(
            [sys.executable, "-m", "binhyen.config.serving", "--dir", str(folder), "--port", str(port)],
            env={**environment(folder), **{f"BINHYEN_{k.upper()}": v for k, v in settings.items()}}, cwd=ROOT,
            stdout=out, stderr=out, start_new_session=True,
        )  # fmt: skip
    try:
        url = f"http://127.0.0.1:{port}"
        wait_until_it_answers(url, process, log)
        yield Server(url, folder, process.pid)
    finally:
        process.send_signal(signal.SIGTERM)
        try:
            process.wait(15)
        except subprocess.TimeoutExpired:
            os.killpg(process.pid, signal.SIGKILL)
            process.wait()


def wait_until_it_answers(url: str, process: subprocess.Popen[bytes], log: Path) -> None:
    """Until ``/healthz`` says ok; an early exit or half a minute of silence fails with what the server wrote."""
    for _ in range(300):
        if process.poll() is not None:
            break
        try:
            with urlopen(f"{url}/healthz", timeout=5) as answer:
                if answer.read() == b"ok":
                    return
        except HTTPError:
            break
        except (URLError, OSError):
            time.sleep(0.1)
    raise AssertionError(f"the server does not answer:\n{log.read_text(errors='replace')}")
