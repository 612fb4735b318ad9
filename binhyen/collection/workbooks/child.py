"""The process that opens one workbook: a header of JSON and the bytes on standard input. Started by ``process``."""

from __future__ import annotations

import json
import sys
from collections.abc import Callable
from dataclasses import astuple
from typing import Any

from binhyen.collection.workbooks.plain import plan_from, read_as_plain
from binhyen.foundation.bounded import TOO_HEAVY, limit
from binhyen.foundation.errors import Invalid

REFUSED = 3
MEGABYTES = 200
SECONDS = 10


def main() -> int:
    """Read or mark, as the header says; the exit status tells an answer from a refusal."""
    limit(MEGABYTES, SECONDS)
    return answering(_answer)


def answering(answer: Callable[[dict[str, Any], bytes], bytes]) -> int:
    """Answer what ``process.asked`` has put on standard input; the exit status tells an answer from a refusal."""
    try:
        size = int.from_bytes(sys.stdin.buffer.read(4), "big")
        header = json.loads(sys.stdin.buffer.read(size))
        answered = answer(header, sys.stdin.buffer.read())
    except Invalid as refused:
        sys.stdout.write(json.dumps({"code": refused.code, "params": refused.params}))
        return REFUSED
    except (MemoryError, RecursionError):
        return TOO_HEAVY
    sys.stdout.buffer.write(answered)
    return 0


def _answer(header: dict[str, Any], data: bytes) -> bytes:
    if header["do"] == "read":
        from binhyen.collection.workbooks.opening import read_workbook

        return json.dumps(read_as_plain(read_workbook(plan_from(header["plan"]), data))).encode()
    if header["do"] == "names":
        from binhyen.collection.workbooks.layouts import names_in

        return json.dumps([astuple(named) for named in names_in(data)]).encode()
    if header["do"] == "fill":
        from binhyen.collection.workbooks.layouts import filled

        return filled(data, header["texts"], header["notes"])
    from binhyen.collection.workbooks.marking import Mark, marked

    return marked(data, [Mark(*mark) for mark in header["marks"]])


if __name__ == "__main__":
    sys.exit(main())
