"""What a cell and its parts are called in SDMX (docs/reference/sdmx.md). Plain values in, plain values out."""

from __future__ import annotations

import re
from collections.abc import Iterable
from datetime import date, timedelta
from typing import NamedTuple

from binhyen.figures.rules.cells import CellValue, Qualifier, State
from binhyen.foundation.span import Span
from binhyen.foundation.vietnamese import scaled

TOTAL = "_T"
"""The item of a dimension that a line does not break down by."""

WITHHELD = "withheld"
"""The state of a number that is not shown outside its territory; whether it is 0 is not told either."""

NORMAL, ESTIMATED, LOW_RELIABILITY = "A", "E", "U"
MISSING, CANNOT_EXIST, NOT_COLLECTED, SUPPRESSED = "O", "M", "L", "Q"
_WITHOUT_NUMBER = {
    State.NOT_REPORTED: MISSING,
    State.NOT_APPLICABLE: CANNOT_EXIST,
    State.STATED_WITHOUT_NUMBER: NOT_COLLECTED,
}

FREQUENCIES = {1: "M", 3: "Q", 6: "S", 12: "A"}
SINGLE = "_Z"
"""The frequency of what does not come back every month, quarter, half year or year."""


class Told(NamedTuple):
    """An observation: the codes of CL_OBS_STATUS, CL_CELL_STATE and CL_QUALIFIER; "" where there is no number or no hedge."""

    value: str
    status: str
    state: str
    qualifier: str = ""
    upper: str = ""


UNREPORTED = Told("", MISSING, State.NOT_REPORTED.value)
COVERED = Told("", SUPPRESSED, WITHHELD)


def told(content: CellValue, decimals: int) -> Told:
    """The observation of a cell; the number with plain digits and a point, as many decimals as the indicator has."""
    if content.state in _WITHOUT_NUMBER:
        return Told("", _WITHOUT_NUMBER[content.state], content.state.value)
    amount = content.amount
    assert amount is not None
    if content.state is State.NOTHING_AROSE:
        return Told(_digits(amount, decimals), NORMAL, content.state.value)
    status = {Qualifier.EXACT: NORMAL, Qualifier.ESTIMATE: ESTIMATED}.get(content.qualifier, LOW_RELIABILITY)
    upper = "" if content.value_max is None else _digits(content.value_max, decimals)
    return Told(_digits(amount, decimals), status, content.state.value, content.qualifier.value, upper)


def _digits(value: int, decimals: int) -> str:
    return format(scaled(value, decimals), "f")


def frequency(span: Span) -> str:
    """The code of CL_FREQ for a period of that length, wherever in the year it begins."""
    return FREQUENCIES.get(_months(span), SINGLE)


def time_period(span: Span) -> str:
    """The period as SDMX 2.1 writes it: "2026-05", "2026-Q2", "2026-S1", "2026"; any other as "2025-12-15/P6M" or "…/P10D".

    A range begins on its date and lasts as long as its duration: to 14/6/2026, and ten days.
    """
    months, start = _months(span), span.start
    part, offset = divmod(start.month - 1, months or 1)
    if start.day == 1 and months in FREQUENCIES and not offset:
        year = f"{start.year:04}"
        return {1: f"{year}-{start.month:02}", 3: f"{year}-Q{part + 1}", 6: f"{year}-S{part + 1}", 12: year}[months]
    return f"{start.isoformat()}/P{f'{months}M' if months else f'{(_after(span) - start).days}D'}"


def _after(span: Span) -> date:
    return span.last + timedelta(days=1)


def _months(span: Span) -> int:
    """How many whole months the period has; 0 where it does not end the day before its first day comes round again."""
    after = _after(span)
    months = (after.year - span.start.year) * 12 + after.month - span.start.month
    return months if months > 0 and after.day == span.start.day else 0


_KEPT = re.compile(r"[A-Za-z0-9_-]+")


def code_id(text: str) -> str:
    """``text`` as the id of an SDMX code, never two texts as one: "/" is "@", what no id may hold its number between "$"."""
    return "".join(one if _KEPT.fullmatch(one) else "@" if one == "/" else f"${ord(one):X}$" for one in text)


def structure_id(form_code: str) -> str:
    """The id of a form's dataflow and structure, less its prefix; form codes have no "_"."""
    return form_code.replace(".", "_")


def version_of(valid_from: date) -> str:
    """The version of a form's structure: the day from which it holds, as "2024.7.1"."""
    return f"{valid_from.year}.{valid_from.month}.{valid_from.day}"


def component_id(dimension: str) -> str:
    """The id of a breakdown's dimension: "host_org" is HOST_ORG."""
    return dimension.upper()


def dimensions_of(breakdowns: Iterable[Iterable[str]]) -> tuple[str, ...]:
    """Every dimension that some line is broken down by, in one order for all."""
    return tuple(sorted({dimension for one in breakdowns for dimension in one}))
