"""The process that opens one wide workbook: a header of JSON and the bytes on standard input. Started by ``process``."""

from __future__ import annotations

import gc
import json
import sys
from typing import Any

from binhyen.collection.workbooks.child import answering
from binhyen.collection.workbooks.marking import Mark, marked
from binhyen.collection.workbooks.wide.opening import grids
from binhyen.foundation.bounded import limit

MEGABYTES = 600
SECONDS = 30


def main() -> int:
    """Read or mark, as the header says; the exit status tells an answer from a refusal."""
    limit(MEGABYTES, SECONDS)
    gc.disable()  # the process ends soon; looking for cycles among 200,000 cells takes a third of its time
    return answering(_answer)


def _answer(header: dict[str, Any], data: bytes) -> bytes:
    marks = [Mark(*mark) for mark in header["marks"]] if header["do"] == "mark" else []
    return marked(data, marks) if marks else json.dumps(grids(data)).encode()


if __name__ == "__main__":
    sys.exit(main())
