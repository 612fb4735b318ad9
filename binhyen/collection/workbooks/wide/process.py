"""A wide workbook is opened in a process of its own: 30 s, 600 MB, and a crash hurts nobody."""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import astuple
from typing import Any

from binhyen.collection.workbooks.gate import admitted
from binhyen.collection.workbooks.locating import Grid
from binhyen.collection.workbooks.marking import Mark
from binhyen.collection.workbooks.process import asked
from binhyen.collection.workbooks.values import Broken
from binhyen.collection.workbooks.wide.child import MEGABYTES, SECONDS

_CHILD = "binhyen.collection.workbooks.wide.child"


def wide_grids(data: bytes) -> dict[str, Grid]:
    """The sheets as rows of plain values, merged cells broken. ``Invalid``: no workbook, too large, too heavy, macros, a bomb."""
    admitted(data)
    found = json.loads(_asked({"do": "read"}, data))
    sheets: dict[str, list[list[Any]]] = {
        name: [[_raw(cell) for cell in row] for row in rows] for name, rows in found["sheets"].items()
    }
    for name, refs in found["merged"].items():
        for ref in refs:
            _break(sheets[name], ref)
    return dict(sheets)


def marked_wide(data: bytes, marks: Sequence[Mark]) -> bytes:
    """Their workbook with the marks in it."""
    return _asked({"do": "mark", "marks": [astuple(mark) for mark in marks]}, data)


def _raw(cell: Any) -> Any:
    return Broken(cell["code"], cell["text"]) if isinstance(cell, dict) else cell


def _break(grid: list[list[Any]], ref: str) -> None:
    """A number that stands in several cells at once belongs to none of them."""
    first, _, last = ref.partition(":")
    top, left = _at(first)
    bottom, right = _at(last)
    inside = top < len(grid) and left < len(grid[top])
    if inside and isinstance(grid[top][left], int | float) and (top, left) != (bottom, right):
        grid[top][left] = Broken("merged", ref)


def _at(name: str) -> tuple[int, int]:
    letters = name.rstrip("0123456789")
    column = 0
    for letter in letters:
        column = column * 26 + ord(letter) - 64
    return int(name[len(letters) :]) - 1, column - 1


def _asked(header: dict[str, Any], data: bytes) -> bytes:
    return asked(_CHILD, header, data, SECONDS, MEGABYTES)
