"""The rates and means of a review: parts added over the units and periods that reported both, divided last."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from decimal import ROUND_HALF_UP, Decimal

from binhyen.analytics import answers
from binhyen.figures.models import Indicator, Period
from binhyen.figures.rules.cells import NOTHING, CellKey, CellValue, Nature, State, SumClass, Weight
from binhyen.foundation.span import Span
from binhyen.reviews.facts import Source
from binhyen.reviews.material import NO_FIGURE, Amount, Coverage, Line
from binhyen.reviews.queries.collected import Collected, measures

Both = dict[tuple[int, Span], tuple[Weight, Weight]]


def ratio_lines(collected: Collected) -> list[Line]:
    """One line for each ratio whose parts are among the collected totals, over the span and by year."""
    totals = {key.indicator for key in collected.keys if not key.breakdown}
    found = Indicator.objects.filter(
        nature=Nature.RATIO.value, numerator__code__in=totals, denominator__code__in=totals, published_only=False
    )
    indicators = list(found.select_related("numerator", "denominator").order_by("code"))
    named = measures({indicator.code for indicator in indicators}, collected.span)
    parts = _by_place(collected, {key for indicator in indicators for key in _keys(indicator)})
    lines = []
    for indicator in indicators:
        top, bottom = _keys(indicator)
        both = {place: (weight, parts[bottom][place]) for place, weight in parts[top].items() if place in parts[bottom]}
        spans = (collected.span, *(year.span for year in collected.years))
        whole, *years = [_over(collected, indicator, both, span) for span in spans]
        lines.append(Line(named[indicator.code], whole, years=tuple(years)))
    return lines


def scaled_ratio(value: Decimal, decimals: int) -> int:
    """A computed ratio rounded half up to one decimal, as papers print it, scaled by the indicator's decimals."""
    shown = value.quantize(Decimal("0.1") if decimals else Decimal(1), ROUND_HALF_UP)
    return int(shown.scaleb(decimals))


def _keys(indicator: Indicator) -> tuple[CellKey, CellKey]:
    assert indicator.numerator is not None
    assert indicator.denominator is not None
    return CellKey(indicator.numerator.code), CellKey(indicator.denominator.code)


def _by_place(collected: Collected, keys: set[CellKey]) -> dict[CellKey, dict[tuple[int, Span], Weight]]:
    """By key, the weights that have a number, by unit and period; read once for all ratios and years."""
    spans = {period.pk: period.span for period in Period.objects.all()}
    members = answers.members_of(collected.province, None)
    found: dict[CellKey, dict[tuple[int, Span], Weight]] = defaultdict(dict)
    for unit, period, key, weight in answers.by_unit_and_period(members, sorted(keys), collected.span) if keys else ():
        if weight.has_number:
            found[key][unit, spans[period]] = weight
    return found


def _over(collected: Collected, indicator: Indicator, both: Both, span: Span) -> Amount:
    """The ratio over a span; of parts that do not add over time, on the last day on which both are known."""
    keys = _keys(indicator)
    inside = {place: weights for place, weights in both.items() if span.covers(place[1])}
    lasting = not all(collected.measures[key.indicator].nature.adds_over_time for key in keys)
    asked, periods = span, collected.periods_owed(keys[0], span)
    if lasting and inside:
        asked = max((period for _, period in inside), key=lambda period: period.last)
        inside = {place: weights for place, weights in inside.items() if place[1] == asked}
        periods = [asked]
    said = Span(asked.last, asked.last) if lasting else span
    top, bottom = _sum([weights[0] for weights in inside.values()]), _sum([weights[1] for weights in inside.values()])
    if not bottom.value or {top.sum_class, bottom.sum_class} != {SumClass.EXACT}:
        return Amount(said, NO_FIGURE)
    value = scaled_ratio(Decimal(top.value) * indicator.factor / Decimal(bottom.value), indicator.decimals)
    arithmetic = f"{top.value} : {bottom.value}" + (f" × {indicator.factor}" if indicator.factor > 1 else "")
    sources = [Source("formula", f"{keys[0]} : {keys[1]} = {arithmetic}")]
    sources += [source for key in keys for source in collected.sources.together(key, asked)]
    coverage = Coverage(len(inside), max(collected.owed(keys[0], periods), len(inside)), max(len(periods), 1))
    return Amount(said, CellValue(State.REPORTED, value), True, coverage, tuple(sources))


def _sum(weights: Sequence[Weight]) -> Weight:
    return sum(weights, NOTHING)
