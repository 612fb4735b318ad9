"""The process that parses one file: bytes on standard input, JSON on standard output. Started by ``process.parse``."""

from __future__ import annotations

import importlib
import json
import sys

from binhyen.foundation.errors import Invalid
from binhyen.reader.encodings import LIMIT
from binhyen.reader.intake.process import REFUSED, SECONDS, TOO_HEAVY

_PARSERS = {"docx": "word", "html": "webpage", "pdf": "pdf"}


def main(kind: str, megabytes: int) -> int:
    """Parse standard input as ``kind``; the exit status says whether the answer is a text or a refusal."""
    _bound(megabytes)
    try:
        data = sys.stdin.buffer.read(LIMIT + 1)
        parser = importlib.import_module(f"binhyen.reader.intake.{_PARSERS[kind]}")
        text, notes = parser.parse(data)
        print(json.dumps({"text": text, "notes": notes}))
    except Invalid as refused:
        print(json.dumps({"code": refused.code, "params": refused.params}))
        return REFUSED
    except (MemoryError, RecursionError):
        return TOO_HEAVY
    return 0


def _bound(megabytes: int) -> None:
    """No more memory than this and no more processor time than the parent waits for, where the system has such limits."""
    try:
        import resource
    except ImportError:
        return  # Windows: the parent's timeout and the parsers' own bounds remain
    for limit, most in ((resource.RLIMIT_AS, megabytes << 20), (resource.RLIMIT_CPU, SECONDS)):
        try:
            resource.setrlimit(limit, (most, most))
        except (ValueError, OSError):
            continue  # macOS knows the name and refuses the value


if __name__ == "__main__":
    sys.exit(main(sys.argv[1], int(sys.argv[2])))
