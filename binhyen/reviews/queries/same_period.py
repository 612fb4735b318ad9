"""Cùng kỳ: the same period a year before, over the same units on the boundaries of the span's last day."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta
from decimal import Decimal

from binhyen.analytics import answers
from binhyen.analytics.coverage import owing
from binhyen.figures.models import Indicator, Period
from binhyen.figures.rules import periods
from binhyen.figures.rules.cells import NOTHING, CellKey, CellValue, Nature, State, Weight
from binhyen.foundation.errors import Invalid
from binhyen.foundation.span import Span
from binhyen.foundation.vietnamese import short_date, sort_key
from binhyen.organisation.models import Lineage, Unit
from binhyen.organisation.queries import recut, versions_on
from binhyen.organisation.rules import Extent
from binhyen.reviews.facts import Source
from binhyen.reviews.material import SUM_QUALIFIER, Amount, Compared, Line
from binhyen.reviews.queries.collected import Collected
from binhyen.reviews.queries.ratios import scaled_ratio

_A_YEAR = 366
_MOST_NAMES = 40
ByUnit = dict[CellKey, dict[int, Weight]]


def window(span: Span) -> Span:
    """The span to compare: the whole where it is a year or shorter, else its last twelve months."""
    if (span.last - span.start).days < _A_YEAR:
        return span
    return Span(Span(span.last + timedelta(days=1)).shifted_years(-1).start, span.last)


@dataclass(frozen=True)
class _Sides:
    """Both periods by key and unit, what the units are called, and the parts of each ratio."""

    spans: tuple[Span, Span]
    by_unit: tuple[ByUnit, ByUnit]
    names: dict[int, str]
    parts: dict[str, tuple[str, str]]


def with_same_period(collected: Collected, lines: Sequence[Line]) -> list[Line]:
    """The lines with their comparison, where units reported completely on both sides."""
    province = collected.province
    if province is None or not collected.keys:
        return list(lines)
    now = window(collected.span)
    then = now.shifted_years(-1)
    keys = collected.keys if now == collected.span else [key for key in collected.keys if not key.breakdown]
    try:
        stocks = {key for key in keys if collected.measures[key.indicator].nature is Nature.STOCK}
        by_unit = (complete(province, keys, now, now, stocks), complete(province, keys, then, now, stocks))
    except Invalid:  # the register does not reach back to that day: nothing can be compared
        return list(lines)
    units = {unit for side in by_unit for weights in side.values() for unit in weights}
    names = {unit: version.full_name for unit, version in versions_on(units, now.last).items()}
    sides = _Sides((now, then), by_unit, names, _ratio_parts(lines))
    return [replace(line, same_period=_compared(line, sides)) for line in lines]


def _compared(line: Line, sides: _Sides) -> Compared | None:
    code = line.measure.code
    keys = [CellKey(part) for part in sides.parts[code]] if code in sides.parts else [CellKey(code, line.breakdown)]
    units = set.intersection(*(set(side.get(key, {})) for side in sides.by_unit for key in keys))
    if not units:
        return None
    now, then = (_over(line, keys, units, sides, n) for n in (0, 1))
    return None if now is None or then is None else Compared(now, then, len(units), sides.spans[0])


def _over(line: Line, keys: Sequence[CellKey], units: set[int], sides: _Sides, n: int) -> Amount | None:
    """The amount of one side over the units: a sum, or the ratio of two sums."""
    span = sides.spans[n]
    weights = [_sum(sides.by_unit[n][key], units) for key in keys]
    sources = (Source("formula", _told(keys, span, units, sides)),)
    if len(weights) == 1:
        content = CellValue(State.REPORTED, weights[0].value, None, SUM_QUALIFIER[weights[0].sum_class])
        return Amount(span, content, True, sources=sources)
    top, bottom = weights
    if not bottom.value or any(weight.above or weight.below or weight.about for weight in weights):
        return None
    factor = 100 if line.measure.unit_of_count == "%" else 1
    value = scaled_ratio(Decimal(top.value) * factor / Decimal(bottom.value), line.measure.decimals)
    return Amount(span, CellValue(State.REPORTED, value), True, sources=sources)


def _told(keys: Sequence[CellKey], span: Span, units: set[int], sides: _Sides) -> str:
    """Which units were added up, on the boundaries of the later period's last day."""
    what = f"{' : '.join(str(key) for key in keys)}, {periods.name(span)}"
    how = f"cộng các đơn vị có đủ số liệu ở cả hai kỳ, theo địa giới ngày {short_date(sides.spans[0].last)}"
    if len(units) > _MOST_NAMES:
        return f"{what}, {how}: {len(units)} đơn vị"
    return f"{what}, {how}: {'; '.join(sorted((sides.names.get(unit, '') for unit in units), key=sort_key))}"


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


def complete(province: Unit, keys: Sequence[CellKey], span: Span, now: Span, stocks: Collection[CellKey]) -> ByUnit:
    """By key, the weight of each unit (on the boundaries of now's last day) that reported all it owed in ``span``.

    Of ``stocks`` the last period in the span counts. Units that took over a part of another since the span began are left out.
    """
    on = now.last
    ends = dict(Period.objects.values_list("pk", "ends_on"))
    cells = list(answers.by_unit_and_period(answers.members_of(province, on), keys, span))
    owed = owing(province, keys, span)
    moved = recut({cell[0] for cell in cells} | {u for by in owed.values() for us in by.values() for u in us}, on)
    last = {key: max((period.last for period in owed.get(key, {})), default=None) for key in keys}
    cut = _cut_units(span, on)
    found: ByUnit = {key: {} for key in keys}
    given: dict[CellKey, set[tuple[int, object]]] = defaultdict(set)
    for unit, period, key, weight in cells:
        target = moved.get(unit)
        if target is None or target in cut or not weight.has_number or (key in stocks and ends[period] != last[key]):
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


def _cut_units(span: Span, on: date) -> frozenset[int]:
    """Units of ``on`` that took over a part of another since the span began: what that part had before cannot be known."""
    parts = Lineage.objects.filter(extent=Extent.PART, on__gt=span.start, on__lte=on)
    receivers = set(parts.values_list("to_unit_id", flat=True))
    return frozenset(target for target in recut(receivers, on).values() if target is not None)
