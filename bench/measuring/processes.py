"""Processes as a user starts them: the launcher in a fresh clone, the server, and how much memory they hold."""

from __future__ import annotations

import os
import shutil
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from urllib.error import URLError
from urllib.request import urlopen

from bench.measuring.promises import CannotMeasure

ROOT = Path(__file__).resolve().parents[2]
PATIENCE = 900


@dataclass(frozen=True)
class Running:
    """A server that answers: its address, its process id, and the seconds from the command to the first page."""

    url: str
    pid: int
    seconds: float


def clean_environment(**more: str) -> dict[str, str]:
    """The environment without our settings and without an activated environment of Python."""
    kept = {k: v for k, v in os.environ.items() if not k.startswith(("BINHYEN_", "DJANGO_", "VIRTUAL_ENV", "PYTHON"))}
    return {**kept, "PYTHONUTF8": "1", **more}


def plain_python() -> str:
    """The interpreter that made this environment: what a newcomer would type."""
    return str(getattr(sys, "_base_executable", sys.executable))


def fresh_clone(folder: Path) -> Path:
    """What is committed, as a newcomer gets it."""
    if not (ROOT / ".git").exists() or shutil.which("git") is None:
        raise CannotMeasure("this folder is no git clone, so there is nothing to clone")
    target = folder / "binhyen"
    subprocess.run(["git", "clone", "--quiet", "--no-hardlinks", str(ROOT), str(target)], check=True)
    return target


def free_port() -> int:
    """A port of 127.0.0.1 that nobody uses now."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


@contextmanager
def served(command: Sequence[str], port: int, cwd: Path, env: dict[str, str]) -> Iterator[Running]:
    """Run ``command`` until its first page is served; afterwards end it, and what it started, by its own id."""
    log = cwd.parent / f"server-{port}.log"
    began = time.monotonic()
    with log.open("wb") as out:
        process = subprocess.Popen(
            [*command], cwd=cwd, env=env, stdout=out, stderr=subprocess.STDOUT, start_new_session=True
        )
    try:
        url = f"http://127.0.0.1:{port}"
        _wait(f"{url}/dang-nhap/", process, log, began)
        yield Running(url, process.pid, time.monotonic() - began)
    finally:
        _end(process)


def _wait(url: str, process: subprocess.Popen[bytes], log: Path, began: float) -> None:
    while process.poll() is None and time.monotonic() - began < PATIENCE:
        try:
            with urlopen(url, timeout=10) as answer:
                if answer.status == 200:
                    return
        except (URLError, OSError):
            time.sleep(0.05)
    raise CannotMeasure(f"no page was served: {log.read_text(errors='replace')[-500:]}")


def _end(process: subprocess.Popen[bytes]) -> None:
    if process.poll() is None:
        process.send_signal(signal.SIGTERM)
        try:
            process.wait(20)
        except subprocess.TimeoutExpired:
            os.killpg(process.pid, signal.SIGKILL)
            process.wait()


def pss_mb(pid: int) -> tuple[float, int]:
    """The proportional memory of a process and all below it, in MB of 10**6 bytes, and how many processes these are."""
    if not Path("/proc/self/smaps_rollup").exists():
        raise CannotMeasure("this system does not tell the proportional memory of a process (/proc/PID/smaps_rollup)")
    family = _family(pid)
    total = 0
    for one in family:
        for line in Path(f"/proc/{one}/smaps_rollup").read_text().splitlines():
            if line.startswith("Pss:"):
                total += int(line.split()[1])
    return total * 1024 / 1e6, len(family)


def peak_mb(pid: int | str = "self") -> float:
    """The most memory that a process has held so far, in MB of 10**6 bytes."""
    status = Path(f"/proc/{pid}/status")
    if not status.exists():
        raise CannotMeasure("this system does not tell the peak of a process (/proc/PID/status)")
    held = next(line for line in status.read_text().splitlines() if line.startswith("VmHWM:"))
    return int(held.split()[1]) * 1024 / 1e6


def workers(parent: int) -> list[int]:
    """The worker processes below the server's main process (multiprocessing keeps a helper beside them)."""
    found = []
    for folder in Path("/proc").glob("[0-9]*"):
        try:
            fields = (folder / "stat").read_text().rpartition(")")[2].split()
            if int(fields[1]) == parent and "resource_tracker" not in (folder / "cmdline").read_text():
                found.append(int(folder.name))
        except OSError:
            continue
    return found


def _family(pid: int) -> list[int]:
    parents: dict[int, int] = {}
    for stat in Path("/proc").glob("[0-9]*/stat"):
        try:
            after_name = stat.read_text().rpartition(")")[2].split()
        except OSError:
            continue
        parents[int(stat.parent.name)] = int(after_name[1])
    found = [pid]
    for one in found:
        found += [child for child, parent in parents.items() if parent == one]
    return found
