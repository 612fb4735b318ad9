"""What stands in a cell of a workbook, as a cell value: numbers, numbers as text, the five states in words."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from decimal import ROUND_HALF_EVEN, Decimal
from typing import Any

from binhyen.collection.workbooks.plan import PlannedLine
from binhyen.figures.rules.cells import IN_WORDS_ONLY, TOO_MUCH, CellValue, Qualifier, State, vague
from binhyen.figures.rules.entered import ESTIMATE, read_entered
from binhyen.figures.texts import QUALIFIERS
from binhyen.foundation import vietnamese
from binhyen.foundation.errors import Invalid


@dataclass(frozen=True, slots=True)
class Broken:
    """A cell without a usable value: ``code`` is one of ``problems.FAULTS``."""

    code: str
    text: str = ""


class Unfit(Exception):
    """A cell that cannot be taken: the code and parameters of its problem."""

    def __init__(self, code: str, **params: Any) -> None:
        super().__init__(code)
        self.code = code
        self.params = params


WORDS: dict[str, State] = {
    "khong phat sinh": State.NOTHING_AROSE,
    "-": State.NOTHING_AROSE,
    "khong ap dung": State.NOT_APPLICABLE,
    "chua co so lieu": State.NOT_REPORTED,
    "co neu, khong co so": State.STATED_WITHOUT_NUMBER,
}
SHOWN: dict[State, str] = {
    State.NOTHING_AROSE: "không phát sinh",
    State.NOT_APPLICABLE: "không áp dụng",
    State.NOT_REPORTED: "chưa có số liệu",
    State.STATED_WITHOUT_NUMBER: "có nêu, không có số",
}
_INVISIBLE = re.compile("[\u061c\u200b-\u200f\u202a-\u202e\u2060-\u2069\ufeff\u00ad]")
_TURNED = re.compile("[\u061c\u200f\u202b\u202e\u2067]")
"""Every unseen mark of a script that is written from right to left: around it a cell shows its digits in another order."""
_ESTIMATE = re.compile(r"^(?:ước(?: thực hiện)?|uoc) *:? *", re.IGNORECASE)
_FINER = re.compile(r"[\d \u00a0\u202f]+,\d+", re.ASCII)
_DASHES = str.maketrans("\u2013\u2014\u2212", "---")
MEANT = frozenset(
    {"negative", "fraction", "whole", "too_large", "ambiguous", "error", "no_cache", "external", "turned"}
)
"""What is wrong with a cell that was meant to be a number."""
_MOST = 400
_FEWEST_DIGITS = 6
_ANY = PlannedLine("", "", "", "", "", 9)


def blank(raw: object) -> bool:
    """Whether nothing stands in the cell."""
    return raw is None or (isinstance(raw, str) and not raw.strip())


def is_figure(raw: object) -> bool:
    """Whether a number stands in the cell, in whichever spelling; a formula with an error is meant to be one."""
    try:
        value = content_of(raw, _ANY)
    except Unfit as unfit:
        return unfit.code in MEANT
    return value is not None and value.state is State.REPORTED


def content_of(raw: object, line: PlannedLine, reason: object = None) -> CellValue | None:
    """The value of a cell; None where it is blank. ``reason`` is what stands in the column of reasons.

    Raises ``Unfit``: an error, a date, a negative number, a number finer than the indicator, a text with two meanings, one that
    is shown in another order than it is written.
    """
    if isinstance(raw, Broken):
        raise Unfit(raw.code, text=raw.text)
    if isinstance(raw, bool):
        raise Unfit("yes_no")
    if isinstance(raw, int | float):
        return CellValue(State.REPORTED, _whole(raw, line))
    if isinstance(raw, date | datetime | time | timedelta):
        raise Unfit("date", text=vietnamese.short_date(raw) if isinstance(raw, date) else str(raw)[:30])
    if blank(raw):
        return None
    if _TURNED.search(str(raw)):
        raise Unfit("turned")
    return _worded(cleaned(str(raw)), line, cleaned(str(reason or "")))


def masked(text: str) -> str:
    """The text with numbers that identify a person covered."""
    if not _may_identify(text):
        return text
    from binhyen.reader.guard import mask_personal

    return mask_personal(text)[0]


def repeated(text: str, limit: int) -> str:
    """The beginning of a text as a sentence may repeat it: names and numbers of persons covered."""
    if _may_identify(text):
        from binhyen.reader.names import covered

        text = covered(text)
    return text[:limit]


def _may_identify(text: str) -> bool:
    """No number of a person, a telephone or a vehicle has fewer digits; the reader is loaded only where it is needed."""
    return sum(map(str.isdecimal, text)) >= _FEWEST_DIGITS


def cleaned(text: str) -> str:
    """The text in one spelling, without invisible marks and needless blanks."""
    return " ".join(_INVISIBLE.sub("", vietnamese.nfc(text[:_MOST])).split())


def _whole(raw: float, line: PlannedLine) -> int:
    """A number scaled by the indicator's decimals; what a sum of floats adds beyond nine digits is taken away."""
    if raw != raw or raw in (float("inf"), float("-inf")):
        raise Unfit("too_large", text=str(raw))
    if not line.decimals and 0 <= raw < TOO_MUCH and raw % 1 == 0:
        return int(raw)
    number = Decimal(str(raw))
    text = f"{number:f}".replace(".", ",").removesuffix(",0")
    if number < 0:
        raise Unfit("negative", text=text[:30])
    scaled = number.scaleb(line.decimals)
    whole = scaled.to_integral_value(ROUND_HALF_EVEN)
    if whole >= TOO_MUCH:
        raise Unfit("too_large", text=text[:30])
    if abs(scaled - whole) > Decimal("1e-6"):
        raise Unfit("fraction", text=text[:30])
    return int(whole)


def _worded(text: str, line: PlannedLine, reason: str) -> CellValue:
    word, _, after = text.translate(_DASHES).partition(":")
    state = WORDS.get(vietnamese.fold(word))
    if state is None and not after:
        return _typed(text, line)
    if state is None:
        raise Unfit("unreadable", text=repeated(text, 40))
    return _stated(state, after.strip() or reason)


def _stated(state: State, reason: str) -> CellValue:
    if state is State.NOT_APPLICABLE and not reason:
        raise Unfit("needs_reason")
    kept = reason[:300] if state in (State.NOT_APPLICABLE, State.NOT_REPORTED) else ""
    if kept and masked(kept) != kept:
        raise Unfit("personal")
    return CellValue(state, reason=kept)


def _typed(text: str, line: PlannedLine) -> CellValue:
    number = _ESTIMATE.sub("", text, count=1)
    kind = {"kind": ESTIMATE} if number != text else {}
    try:
        return read_entered(number, name=line.label, decimals=line.decimals, **kind)
    except Invalid as error:
        raise Unfit(_unfit(getattr(error.__cause__, "code", ""), number), text=repeated(text, 40)) from error


def _unfit(code: str, text: str) -> str:
    """Which of ``problems.FAULTS`` it is that a typed number was not read."""
    if code == "foundation.number_not_whole":
        return "whole"
    if code == "foundation.number_ambiguous":
        return "fraction" if _FINER.fullmatch(text) else "ambiguous"
    return "unreadable"


def as_written(content: CellValue, decimals: int) -> int | float | str:
    """What the template holds for a value: a number, "ước 120", "trên 400", "không áp dụng: lý do"."""
    if content.state is State.REPORTED and content.value is not None:
        if content.qualifier is Qualifier.EXACT:
            return float(vietnamese.scaled(content.value, decimals)) if decimals else content.value
        return _hedged(content, content.value, decimals)
    said = SHOWN[content.state]
    return f"{said}: {content.reason}" if content.reason else said


def _hedged(content: CellValue, value: int, decimals: int) -> str:
    if content.qualifier in IN_WORDS_ONLY:
        return vague(value, decimals)
    text = f"{QUALIFIERS[content.qualifier.value]} {vietnamese.show(value, decimals)}"
    ends = content.qualifier is Qualifier.RANGE and content.value_max is not None
    return f"{text} đến {vietnamese.show(content.value_max or 0, decimals)}" if ends else text
