"""A process of our own that may not take more memory or processor time than it is given, and a parent that waits so long."""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Sequence

TOO_HEAVY = 4
"""The exit status by which a child says that it got no memory."""


class TooHeavy(Exception):
    """The child took more time or memory than it was given, or was ended by the system for it."""


def limit(megabytes: int, seconds: int) -> None:
    """Hold this process to so much address space and processor time, where the system knows such limits."""
    try:
        import resource
    except ImportError:
        return  # Windows: the parent's timeout and the parsers' own bounds remain
    for which, most in ((resource.RLIMIT_AS, megabytes << 20), (resource.RLIMIT_CPU, seconds)):
        try:
            resource.setrlimit(which, (most, most))
        except (ValueError, OSError):
            continue  # macOS knows the name and refuses the value


def run(module: str, arguments: Sequence[str], data: bytes, seconds: float) -> tuple[int, bytes]:
    """Run ``python -m module`` on ``data``: its exit status and what it printed. ``TooHeavy`` where it did not end in time."""
    # -P: no module comes from the folder in which somebody happens to work
    command = [sys.executable, "-P", "-m", module, *arguments]
    try:
        done = subprocess.run(command, input=data, capture_output=True, timeout=seconds, check=False)  # noqa: S603
    except subprocess.TimeoutExpired:
        raise TooHeavy from None
    if done.returncode == TOO_HEAVY or done.returncode < 0:
        raise TooHeavy
    return done.returncode, done.stdout
