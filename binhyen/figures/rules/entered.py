"""What a person writes into a cell, on every door: one parser for the grid, workbooks and the interface for programs."""

from __future__ import annotations

import re

from binhyen.figures.rules.cells import CellValue, Qualifier, State
from binhyen.foundation import vietnamese
from binhyen.foundation.errors import Invalid
from binhyen.foundation.texts import say

REPORTED, ESTIMATE = "reported", "estimate"
KINDS: dict[str, str] = {
    REPORTED: "số thực hiện",
    ESTIMATE: "số ước thực hiện",
    State.NOTHING_AROSE.value: "không phát sinh",
    State.NOT_APPLICABLE.value: "không áp dụng",
    State.NOT_REPORTED.value: "chưa có số liệu",
}
_TYPED: dict[str, str] = {
    "-": State.NOTHING_AROSE.value,
    "khong phat sinh": State.NOTHING_AROSE.value,
    "khong ap dung": State.NOT_APPLICABLE.value,
    "chua co so lieu": State.NOT_REPORTED.value,
}

_HEDGED = re.compile(r"(?:khoang|chung|gan|tren|hon|~)\s*\d")
_IN_GROUPS = re.compile(r"\s*\d{1,3}(?:,\d{3})+\s*", re.ASCII)
"""Commas where thousands are meant: "1,474,000"."""
_ABOUT = re.compile(r"\s*(?:≈|ước\b)\s*(?=\d)", re.IGNORECASE)


def read_entered(text: str, *, name: str, decimals: int, kind: str = REPORTED, reason: str = "") -> CellValue:
    """The cell value of ``text`` on the line ``name``: "1.474", "75,5", "không phát sinh", "-", or "" (no figure yet).

    ``kind`` is one of ``KINDS``: what was chosen beside the text. ``Invalid("figures.cell_unreadable")`` with the reason
    where the parts do not fit together; an ambiguous number is refused, never guessed. "≈ 120" and "ước 120" are estimates.
    """
    if kind in (REPORTED, ESTIMATE) and not text[:1].isdigit():
        kind = _TYPED.get(vietnamese.fold(text), kind)
    if kind in (REPORTED, ESTIMATE):
        said = _ABOUT.match(text)
        if said is not None:
            text, kind = text[said.end() :], ESTIMATE
        return _number(text, kind, name, decimals)
    if text and text != "0" and vietnamese.fold(text) not in _TYPED:
        why = f"đã ghi “{_covered(text)[:40]}” nhưng tình trạng là “{KINDS[kind]}”. Đề nghị chọn một."
        raise Invalid("figures.cell_unreadable", key=name, why=why)
    if kind == State.NOT_APPLICABLE.value and not reason:
        raise Invalid("figures.cell_unreadable", key=name, why="“không áp dụng” phải có lý do.")
    return CellValue(State(kind), reason="" if kind == State.NOTHING_AROSE.value else reason[:300])


def _number(text: str, kind: str, name: str, decimals: int) -> CellValue:
    if not text and kind == ESTIMATE:
        raise Invalid("figures.cell_unreadable", key=name, why="chọn “số ước thực hiện” nhưng chưa ghi số.")
    if not text:
        return CellValue(State.NOT_REPORTED)
    try:
        value = vietnamese.read_number(text, decimals)
    except Invalid as error:
        raise Invalid("figures.cell_unreadable", key=name, why=_why(error, text, decimals)) from error
    return CellValue(State.REPORTED, value, None, Qualifier.ESTIMATE if kind == ESTIMATE else Qualifier.EXACT)


def _why(error: Invalid, text: str, decimals: int) -> str:
    """What to write instead: a whole number where the line takes no part of one, "ước" before a number that is about.

    A name or a person's number that was typed into the cell is not repeated.
    """
    shown = _covered(text)
    if shown != text:
        return f"đã ghi “{shown[:40]}”; chỉ tiêu này chỉ ghi số, không ghi thông tin của người."
    if error.code == "foundation.number_not_whole" or (_IN_GROUPS.fullmatch(text) and not decimals):
        return f"đã ghi “{text[:40]}” nhưng chỉ tiêu này ghi số nguyên; dấu chấm dùng cho hàng nghìn (1.474)."
    said = say(error)
    if error.code == "foundation.number_unreadable" and not decimals:
        said = f"Không đọc được số “{text[:40]}”; chỉ tiêu này ghi số nguyên, không âm, ví dụ 1.474."
    return f"{said} Số ước thực hiện thì ghi chữ “ước” trước số." if _HEDGED.match(vietnamese.fold(text)) else said


def _covered(text: str) -> str:
    from binhyen.reader.names import covered  # seldom needed: what reads thousands of workbooks starts without it

    return covered(text)
