"""The process that opens one wide workbook: a header of JSON and the bytes on standard input. Started by ``process``."""

from __future__ import annotations

import gc
import json
import sys

from binhyen.collection.workbooks.marking import Mark, marked
from binhyen.collection.workbooks.wide.opening import grids
from binhyen.foundation.bounded import TOO_HEAVY, limit
from binhyen.foundation.errors import Invalid

REFUSED = 3
MEGABYTES = 600
SECONDS = 30


def main() -> int:
    """Read or mark, as the header says; the exit status tells an answer from a refusal."""
    limit(MEGABYTES, SECONDS)
    gc.disable()  # the process ends soon; looking for cycles among 200,000 cells takes a third of its time
    try:
        size = int.from_bytes(sys.stdin.buffer.read(4), "big")
        header = json.loads(sys.stdin.buffer.read(size))
        data = sys.stdin.buffer.read()
        marks = [Mark(*mark) for mark in header["marks"]] if header["do"] == "mark" else []
        answer = marked(data, marks) if marks else json.dumps(grids(data)).encode()
    except Invalid as refused:
        sys.stdout.write(json.dumps({"code": refused.code, "params": refused.params}))
        return REFUSED
    except (MemoryError, RecursionError):
        return TOO_HEAVY
    sys.stdout.buffer.write(answer)
    return 0


if __name__ == "__main__":
    sys.exit(main())
