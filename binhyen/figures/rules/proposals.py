"""From what the reader proposes to what a cell can hold: the one mapping of hedges, decimals and percentages."""

from __future__ import annotations

from collections.abc import Mapping
from decimal import Decimal

from binhyen.figures.rules.cells import CellValue, Nature, Qualifier, State
from binhyen.foundation.errors import Invalid
from binhyen.reader.qualifiers import TO_CELL
from binhyen.reader.reading import Figure
from binhyen.reader.spans import span_of

__all__ = ["content_of", "fitting", "span_of"]

LARGEST = 10**15


# How many of an indicator's units one of the text's is; the reader gives money in đồng, whatever the text's scale.
_MILLION = Decimal("0.000001")
_KILOGRAMS = {
    "tấn": Decimal(1000),
    "tạ": Decimal(100),
    "gam": Decimal("0.001"),
    "gram": Decimal("0.001"),
    "g": Decimal("0.001"),
}


def content_of(figure: Figure, decimals: int, counted_in: str = "") -> CellValue:
    """The figure as a cell's content, scaled by ``10**decimals`` of its indicator: "trên 75%" with two gives over 7500.

    ``counted_in`` is the indicator's unit of count: "2,3 tỷ đồng" is 2300 of "triệu đồng", "1,2 tấn" 1200 of "kg".
    ``Invalid("figures.proposal_too_fine")`` where the text has more decimals than the indicator; refused too: a number beyond
    any count, a range whose ends are the wrong way round.
    """
    factor = _factor(figure, counted_in)
    return CellValue(
        State.REPORTED,
        _scaled(figure.value, decimals, figure.quote, factor),
        None if figure.value_max is None else _scaled(figure.value_max, decimals, figure.quote, factor),
        Qualifier(TO_CELL[figure.qualifier]),
    )


def _factor(figure: Figure, counted_in: str) -> Decimal:
    if counted_in == "triệu đồng" and not figure.is_percent:
        return _MILLION
    if counted_in == "kg":
        return _KILOGRAMS.get((figure.unit or "").lower(), Decimal(1))
    return Decimal(1)


def _scaled(value: int | float, decimals: int, quote: str, factor: Decimal) -> int:
    exact = (Decimal(str(value)) * factor).scaleb(decimals)
    if exact >= LARGEST:
        raise Invalid("foundation.number_unreadable", text=quote[:40])
    if exact != exact.to_integral_value():
        raise Invalid("figures.proposal_too_fine", text=quote[:80], decimals=decimals)
    return int(exact)


def fitting(figure: Figure, natures: Mapping[str, Nature]) -> tuple[str, ...]:
    """Those of the figure's codes that can hold it: a percentage only ratios, a count only the others.

    None for an increase or decrease in counts: the 12 of "tăng 12 vụ" is no number of cases of any period.
    """
    if figure.change and not figure.is_percent:
        return ()
    return tuple(c for c in figure.codes if c in natures and (natures[c] is Nature.RATIO) == figure.is_percent)
