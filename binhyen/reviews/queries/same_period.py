"""Cùng kỳ: the same period a year before, over the same units on the boundaries of the span's last day."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import replace
from datetime import timedelta
from decimal import Decimal

from binhyen.analytics import answers
from binhyen.analytics.coverage import owing
from binhyen.figures.models import Indicator, Period
from binhyen.figures.rules.cells import NOTHING, CellKey, CellValue, Nature, State, Weight
from binhyen.foundation.errors import Invalid
from binhyen.foundation.span import Span
from binhyen.organisation.models import Unit
from binhyen.organisation.queries import recut
from binhyen.reviews.facts import Source
from binhyen.reviews.material import SUM_QUALIFIER, Amount, Compared, Line
from binhyen.reviews.queries.collected import Collected
from binhyen.reviews.queries.ratios import scaled_ratio

_A_YEAR = 366
ByUnit = dict[CellKey, dict[int, Weight]]


def window(span: Span) -> Span:
    """The span to compare: the whole where it is a year or shorter, else its last twelve months."""
    if (span.last - span.start).days < _A_YEAR:
        return span
    return Span(Span(span.last + timedelta(days=1)).shifted_years(-1).start, span.last)


def with_same_period(collected: Collected, lines: Sequence[Line]) -> list[Line]:
    """The lines with their comparison, where units reported completely on both sides."""
    province = collected.province
    if province is None or not collected.keys:
        return list(lines)
    now = window(collected.span)
    then = now.shifted_years(-1)
    keys = collected.keys if now == collected.span else [key for key in collected.keys if not key.breakdown]
    try:
        sides = [_complete(province, keys, side, now, collected) for side in (now, then)]
    except Invalid:  # the register does not reach back to that day: nothing can be compared
        return list(lines)
    parts = _ratio_parts(lines)
    return [replace(line, same_period=_compared(line, (now, then), sides, parts)) for line in lines]


def _compared(
    line: Line, spans: tuple[Span, Span], sides: Sequence[ByUnit], parts: dict[str, tuple[str, str]]
) -> Compared | None:
    code = line.measure.code
    keys = [CellKey(part) for part in parts[code]] if code in parts else [CellKey(code, line.breakdown)]
    units = set.intersection(*(set(side.get(key, {})) for side in sides for key in keys))
    if not units:
        return None
    amounts = [
        _over(line, [_sum(side[key], units) for key in keys], span) for side, span in zip(sides, spans, strict=True)
    ]
    if amounts[0] is None or amounts[1] is None:
        return None
    return Compared(amounts[0], amounts[1], len(units), spans[0])


def _over(line: Line, weights: Sequence[Weight], span: Span) -> Amount | None:
    """The amount of one side: a sum, or the ratio of two sums."""
    source = Source("formula", f"Cộng các đơn vị có đủ số liệu đã duyệt ở cả hai kỳ, {line.measure.code}, {span}")
    if len(weights) == 1:
        content = CellValue(State.REPORTED, weights[0].value, None, SUM_QUALIFIER[weights[0].sum_class])
        return Amount(span, content, True, sources=(source,))
    top, bottom = weights
    if not bottom.value or any(weight.above or weight.below or weight.about for weight in weights):
        return None
    factor = 100 if line.measure.unit_of_count == "%" else 1
    value = scaled_ratio(Decimal(top.value) * factor / Decimal(bottom.value), line.measure.decimals)
    return Amount(span, CellValue(State.REPORTED, value), True, sources=(source,))


def _sum(by_unit: dict[int, Weight], units: set[int]) -> Weight:
    total = NOTHING
    for unit in units:
        total = total + by_unit[unit]
    return total


def _ratio_parts(lines: Sequence[Line]) -> dict[str, tuple[str, str]]:
    codes = {line.measure.code for line in lines if line.measure.nature is Nature.RATIO}
    rows = Indicator.objects.filter(code__in=codes, numerator__isnull=False, denominator__isnull=False)
    return {
        code: (top, bottom) for code, top, bottom in rows.values_list("code", "numerator__code", "denominator__code")
    }


def _complete(province: Unit, keys: Sequence[CellKey], span: Span, now: Span, collected: Collected) -> ByUnit:
    """By key, the weight of each unit (on the boundaries of now's last day) that reported all it owed in ``span``."""
    on = now.last
    ends = dict(Period.objects.values_list("pk", "ends_on"))
    cells = list(answers.by_unit_and_period(answers.members_of(province, on), keys, span))
    owed = owing(province, keys, span)
    moved = recut({cell[0] for cell in cells} | {u for by in owed.values() for us in by.values() for u in us}, on)
    last = {key: max((period.last for period in owed.get(key, {})), default=None) for key in keys}
    stocks = {key for key in keys if collected.measures[key.indicator].nature is Nature.STOCK}
    found: ByUnit = {key: {} for key in keys}
    given: dict[CellKey, set[tuple[int, object]]] = defaultdict(set)
    for unit, period, key, weight in cells:
        target = moved.get(unit)
        if target is None or not weight.has_number or (key in stocks and ends[period] != last[key]):
            continue
        given[key].add((unit, ends[period]))
        found[key][target] = found[key].get(target, NOTHING) + weight
    for key, by_period in owed.items():
        for period_span, units in by_period.items():
            if key in stocks and period_span.last != last[key]:
                continue
            for unit in units:
                if (unit, period_span.last) not in given[key]:
                    found[key].pop(moved.get(unit) or 0, None)
    return found
