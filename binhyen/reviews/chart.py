"""The one chart of a review, drawn in a process of its own: the server's memory stays small, a hang ends with the timeout."""

from __future__ import annotations

import json
import subprocess
import sys
from dataclasses import asdict

from binhyen.reviews.facts import Chart

TIMEOUT_S = 60
MISSING = "Không vẽ được biểu đồ; báo cáo chỉ có bảng số liệu."


def draw(chart: Chart, timeout_s: float = TIMEOUT_S) -> tuple[bytes | None, str]:
    """The chart as PNG, and "" or the note that says it could not be drawn (the paper is then made without it)."""
    command = [sys.executable, "-m", "binhyen.reviews.chart_process"]
    try:
        done = subprocess.run(  # noqa: S603
            command, input=json.dumps(asdict(chart)).encode(), capture_output=True, timeout=timeout_s, check=False
        )
    except (OSError, subprocess.TimeoutExpired):
        return None, MISSING
    if done.returncode != 0 or not done.stdout.startswith(b"\x89PNG"):
        return None, MISSING
    return done.stdout, ""
