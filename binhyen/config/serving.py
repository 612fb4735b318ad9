"""The server process: ``python -m binhyen.config.serving --dir var --port 8000``."""

from __future__ import annotations

import argparse
import ipaddress
import os
import socket
import sys
from pathlib import Path

from granian import Granian
from granian.constants import HTTPModes, Interfaces

from binhyen.config import options
from binhyen.config.databases import SQLITE_FILE
from binhyen.config.texts import SENTENCES
from binhyen.foundation.errors import DomainError
from binhyen.foundation.texts import register, say

CONNECTIONS = 800
"""That a process holds at once: less than the 1,024 files it may open where the machine says nothing else."""


def serve(host: str, port: int, directory: Path) -> None:
    """Serve the pages of the data in ``directory`` at ``host:port`` until SIGINT or SIGTERM.

    As many worker processes as set (one, unless told otherwise), each with a few threads that slow clients do not hold
    (``asgi.py``); of several, one that dies is started again. Refuses a busy port, a folder without data, and for a demo
    (its passwords are printed) every address but this machine's own.
    """
    os.environ["BINHYEN_DATA_DIR"] = str(directory)
    chosen = options.read()
    if not chosen.database and not (directory / SQLITE_FILE).is_file():
        raise DomainError("config.no_data", folder=directory)
    if (directory / "demo.json").is_file() and not _is_own(host):
        raise DomainError("config.demo_own_machine_only", host=host)
    _require_free(host, port)
    server = Granian(
        "binhyen.config.asgi:application",
        address=host,
        port=port,
        interface=Interfaces.ASGINL,
        http=HTTPModes.http1,  # told to guess the version, it waits forever for a connection that says nothing
        workers=chosen.workers,
        backpressure=CONNECTIONS,
        respawn_failed_workers=chosen.workers > 1,
        respawn_interval=0.5,
        websockets=False,
        log_enabled=chosen.log_level == "DEBUG",
        workers_kill_timeout=10,
    )
    try:
        server.serve()
    except SystemExit:
        if not server.interrupt_signal:  # told to stop: a worker that was told as well may have ended first
            raise


def _is_own(host: str) -> bool:
    try:
        return host == "localhost" or ipaddress.ip_address(host).is_loopback
    except ValueError:
        return False


def _require_free(host: str, port: int) -> None:
    with socket.socket(socket.AF_INET6 if ":" in host else socket.AF_INET) as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((host, port))
        except (OSError, OverflowError) as error:
            raise DomainError("config.address_not_free", host=host, port=port) from error


def main(arguments: list[str] | None = None) -> int:
    """Read the command line, serve, and give the exit status: 0 after a clean stop, 2 when refused."""
    parser = argparse.ArgumentParser(prog="binhyen serve", description="Mở trang trên máy này.")
    parser.add_argument("--host", default="127.0.0.1", help="địa chỉ lắng nghe (mặc định 127.0.0.1)")
    parser.add_argument("--port", type=int, default=8000, help="cổng (mặc định 8000)")
    parser.add_argument("--dir", type=Path, default=Path("var"), help="thư mục dữ liệu (mặc định var)")
    given = parser.parse_args(arguments)
    register(SENTENCES)
    try:
        serve(given.host, given.port, given.dir)
    except (DomainError, options.BadSetting) as error:
        print(say(error) if isinstance(error, DomainError) else error, file=sys.stderr)
        return 2
    return 0


if __name__ == "__main__":
    sys.exit(main())
