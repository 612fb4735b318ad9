"""A foreign workbook is opened in a process of its own: 10 s, 200 MB, and a crash hurts nobody."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from dataclasses import astuple
from typing import Any

from binhyen.collection.workbooks.child import MEGABYTES, REFUSED, SECONDS
from binhyen.collection.workbooks.gate import admitted
from binhyen.collection.workbooks.layouts import Named
from binhyen.collection.workbooks.marking import Mark
from binhyen.collection.workbooks.plain import plan_as_plain, read_from
from binhyen.collection.workbooks.plan import Plan
from binhyen.collection.workbooks.reading import Read
from binhyen.foundation import bounded
from binhyen.foundation.errors import Invalid

_CHILD = "binhyen.collection.workbooks.child"


def read_upload(plan: Plan, data: bytes) -> Read:
    """The cells of an uploaded workbook. ``Invalid``: no workbook, too heavy, macros, a bomb, no line of the form in it."""
    admitted(data)
    return read_from(json.loads(_asked({"do": "read", "plan": plan_as_plain(plan)}, data)))


def marked_copy(data: bytes, marks: Sequence[Mark]) -> bytes:
    """Their workbook with the marks in it."""
    return _asked({"do": "mark", "marks": [astuple(mark) for mark in marks]}, data)


def layout_names(data: bytes) -> list[Named]:
    """Every name in braces of a layout, with its cell."""
    return [Named(*parts) for parts in json.loads(_asked({"do": "names"}, data))]


def filled_layout(data: bytes, texts: Mapping[str, Any], notes: Mapping[str, str] | None = None) -> bytes:
    """A layout with its places filled in (``layouts.filled``)."""
    return _asked({"do": "fill", "texts": dict(texts), "notes": dict(notes or {})}, data)


def _asked(header: dict[str, Any], data: bytes) -> bytes:
    return asked(_CHILD, header, data, SECONDS, MEGABYTES)


def asked(child: str, header: dict[str, Any], data: bytes, seconds: int, megabytes: int) -> bytes:
    """What a child process (``child.answering``) answers to a header and a workbook; what it refuses is refused here."""
    told = json.dumps(header).encode()
    try:
        status, answer = bounded.run(child, [], len(told).to_bytes(4, "big") + told + data, seconds)
    except bounded.TooHeavy:
        raise Invalid("collection.workbook_heavy", seconds=seconds, memory=megabytes) from None
    if status == REFUSED:
        refused = json.loads(answer)
        raise Invalid(refused["code"], **refused["params"])
    if status:
        raise Invalid("collection.workbook_damaged")
    return answer
