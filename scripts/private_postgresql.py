"""A PostgreSQL server of one's own for one test run: no password, no network, gone afterwards."""

from __future__ import annotations

import os
import pwd
import shutil
import signal
import subprocess
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any
from urllib.parse import quote

INSTALL = "sudo apt-get install postgresql"


class NotInstalled(Exception):
    """No PostgreSQL server programs on this machine; the text says how to install them."""


def programs() -> Path:
    """The folder with ``initdb`` and ``postgres``: the newest of Debian's versions, else the one on PATH."""
    found = sorted(
        Path("/usr/lib/postgresql").glob("*/bin"), key=lambda folder: float(folder.parent.name), reverse=True
    )
    on_path = shutil.which("initdb")
    for folder in [*found, *([Path(on_path).resolve().parent] if on_path else [])]:
        if (folder / "initdb").exists() and (folder / "postgres").exists():
            return folder
    raise NotInstalled(f"Không thấy máy chủ PostgreSQL. (No PostgreSQL server programs found.)\nCài đặt: {INSTALL}")


@contextmanager
def running(*, durable: bool = False) -> Iterator[str]:
    """Start a server in a temporary folder and give its address for ``BINHYEN_DATABASE``; stop it in any case.

    Without ``durable`` what makes it safe in a power cut is switched off: the data live as long as the test run.

    Reached through a Unix socket in that folder only. PostgreSQL refuses to run as root, so root starts it as
    another user. Raises ``NotInstalled``, or ``RuntimeError`` with the server's own words when it does not start.
    """
    bin_ = programs()
    folder = Path(tempfile.mkdtemp(prefix="binhyen-pg-"))
    try:
        who = _unprivileged(folder)
        data, log = folder / "data", folder / "log"
        kind = ["-U", "binhyen", "--auth=trust", "--encoding=UTF8", "--locale=C", "--no-sync"]
        make = [str(bin_ / "initdb"), "-D", str(data), *kind]
        made = subprocess.run(make, capture_output=True, text=True, check=False, cwd=folder, **who)
        if made.returncode:
            raise RuntimeError(made.stderr)
        fast = [] if durable else ["fsync=off", "full_page_writes=off", "synchronous_commit=off"]
        switches = ["listen_addresses=", *fast]
        options = [part for one in switches for part in ("-c", one)]
        command = [str(bin_ / "postgres"), "-D", str(data), "-k", str(folder), *options]
        with log.open("wb") as out:
            # A session of its own, so that Ctrl+C reaches the tests first and the server is stopped below.
            server = subprocess.Popen(command, stdout=out, stderr=out, cwd=folder, start_new_session=True, **who)
        try:
            _wait_until_ready(bin_, folder, server, log)
            yield f"postgresql://binhyen@/postgres?host={quote(str(folder), safe='')}"
        finally:
            _stop(server)
    finally:
        shutil.rmtree(folder, ignore_errors=True)


def _unprivileged(folder: Path) -> dict[str, Any]:
    """How to start a process as somebody other than root, who then owns ``folder``; nothing for other users."""
    if os.geteuid() != 0:
        return {}
    names = {entry.pw_name for entry in pwd.getpwall()}
    entry = pwd.getpwnam("postgres" if "postgres" in names else "nobody")
    os.chown(folder, entry.pw_uid, entry.pw_gid)
    return {"user": entry.pw_uid, "group": entry.pw_gid, "extra_groups": []}


def _wait_until_ready(bin_: Path, folder: Path, server: subprocess.Popen[bytes], log: Path) -> None:
    for _ in range(300):
        if server.poll() is not None:
            break
        if subprocess.run([bin_ / "pg_isready", "-q", "-h", folder], check=False).returncode == 0:
            return
        time.sleep(0.1)
    raise RuntimeError(f"PostgreSQL không khởi động. (It did not start.)\n{log.read_text(errors='replace')}")


def _stop(server: subprocess.Popen[bytes]) -> None:
    """Fast shutdown; killed when that takes over ten seconds."""
    server.send_signal(signal.SIGINT)
    try:
        server.wait(10)
    except subprocess.TimeoutExpired:
        server.kill()
        server.wait()
