"""From what the reader proposes to what a cell can hold: the one mapping of hedges, decimals and percentages."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date
from decimal import Decimal

from binhyen.figures.rules.cells import CellValue, Nature, Qualifier, State
from binhyen.foundation.errors import Invalid
from binhyen.foundation.span import Span
from binhyen.foundation.vietnamese import read_date
from binhyen.reader.qualifiers import TO_CELL
from binhyen.reader.reading import Figure, Period


def content_of(figure: Figure, decimals: int) -> CellValue:
    """The figure as a cell's content, scaled by ``10**decimals`` of its indicator: "trên 75%" with two gives over 7500.

    ``Invalid("figures.proposal_too_fine")`` where the text has more decimals than the indicator.
    """
    return CellValue(
        State.REPORTED,
        _scaled(figure.value, decimals, figure.quote),
        None if figure.value_max is None else _scaled(figure.value_max, decimals, figure.quote),
        Qualifier(TO_CELL[figure.qualifier]),
    )


def _scaled(value: int | float, decimals: int, quote: str) -> int:
    exact = Decimal(str(value)).scaleb(decimals)
    if exact != exact.to_integral_value():
        raise Invalid("figures.proposal_too_fine", text=quote[:80], decimals=decimals)
    return int(exact)


def fitting(codes: Iterable[str], natures: Mapping[str, Nature], *, is_percent: bool) -> tuple[str, ...]:
    """Those of ``codes`` that can hold the figure: a percentage only on ratios, a count only on the others."""
    return tuple(c for c in codes if c in natures and (natures[c] is Nature.RATIO) == is_percent)


def span_of(period: Period) -> Span | None:
    """The days that the text states, whole years from their first to their last day; None where an end is left open."""
    start, end = _day(period.start, month=1, day=1), _day(period.end, month=12, day=31)
    if start is None or end is None or start > end:
        return None
    return Span(start, end)


def _day(text: str | None, *, month: int, day: int) -> date | None:
    if not text:
        return None
    if len(text) == 4 and text.isdigit():
        return date(int(text), month, day)
    try:
        return read_date(text)
    except Invalid:
        return None
