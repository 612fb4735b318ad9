"""A file of a foreign format is parsed in a process of its own: a hang ends after 10 s, memory at 300 MB, a crash hurts nobody."""

from __future__ import annotations

import json
import signal
import subprocess
import sys

from binhyen.foundation.errors import Invalid
from binhyen.reader.intake.source import FORMATS, Kind

SECONDS = 10
MEGABYTES = 300
REFUSED = 3  # exit statuses of the child
TOO_HEAVY = 4


def parse(kind: Kind, data: bytes, seconds: float = SECONDS, megabytes: int = MEGABYTES) -> tuple[str, list[str]]:
    """The text of a file and the codes of its notes; ``Invalid`` where the child refuses it, or does not end in time.

    The limit of memory needs a system that knows one (Linux; macOS in part); the parsers bound what they unpack themselves.
    """
    # -P: no module comes from the folder in which somebody happens to read his files
    command = [sys.executable, "-P", "-m", "binhyen.reader.intake.child", kind, str(megabytes)]
    heavy = Invalid("reader.too_heavy", format=FORMATS[kind], seconds=SECONDS, memory=MEGABYTES)
    try:
        done = subprocess.run(command, input=data, capture_output=True, timeout=seconds, check=False)  # noqa: S603
    except subprocess.TimeoutExpired:
        raise heavy from None
    if done.returncode == TOO_HEAVY or (done.returncode < 0 and done.returncode != -signal.SIGSEGV):
        raise heavy  # ended by the limit of processor time, or by a library that got no memory
    if done.returncode not in (0, REFUSED):
        raise Invalid("reader.damaged", format=FORMATS[kind])
    answer = json.loads(done.stdout)
    if done.returncode == REFUSED:
        raise Invalid(answer["code"], **answer["params"])
    return answer["text"], answer["notes"]
