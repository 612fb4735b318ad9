"""Totals, coverage and tables over approved figures. Only collected cells are added; published ones stand beside them.

Every answer says what it covers: ``reported`` of ``expected`` (n of m), as of which ledger number, on which boundaries.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from decimal import Decimal

from django.db.models import Max, Q, Sum

from binhyen.analytics.coverage import expected_reports, owing
from binhyen.analytics.membership import Members, as_reported, on_boundaries
from binhyen.figures.models import Indicator, LedgerEntry, Period
from binhyen.figures.queries.forms import WEIGHT_PARTS, weight_of
from binhyen.figures.rules.cells import NOTHING, CellKey, Nature, SumClass, Weight
from binhyen.foundation.errors import Invalid
from binhyen.foundation.span import Span
from binhyen.organisation.models import Unit
from binhyen.organisation.queries import recut

ADDITIVE_IN_TIME = frozenset({Nature.FLOW, Nature.ATTENDANCE})


@dataclass(frozen=True)
class Total:
    """One line's answer. ``weight.value`` is scaled by ``10**decimals``; ``last_on`` is the day of a stock.

    ``reported`` and ``expected`` count unit-periods: one commune in one reporting period each. ``straddling`` are periods that
    cross an end of the question: listed, not cut. ``unconvertible`` units overlap the asked boundaries without lying inside.
    """

    key: CellKey
    span: Span
    weight: Weight
    decimals: int
    reported: int
    expected: int
    last_on: date | None = None
    straddling: tuple[Span, ...] = ()
    unconvertible: int = 0

    @property
    def known(self) -> bool:
        """Whether at least one number stands behind it: an empty total is "chưa có số liệu", never 0."""
        return self.weight.has_number

    @property
    def value(self) -> int:
        """The sum, scaled."""
        return self.weight.value

    @property
    def sum_class(self) -> SumClass:
        """exact, above, below or about."""
        return self.weight.sum_class


@dataclass(frozen=True)
class Ratio:
    """Numerator over denominator, both added first and divided last; None where the denominator is 0 or unknown."""

    code: str
    numerator: Total
    denominator: Total
    factor: int = 100

    @property
    def value(self) -> Decimal | None:
        """The ratio times its factor (100: percent), unrounded; of uncertain sums none is given."""
        if not (self.numerator.known and self.denominator.known) or not self.denominator.value:
            return None
        if {self.numerator.sum_class, self.denominator.sum_class} != {SumClass.EXACT}:
            return None
        return Decimal(self.numerator.value) * self.factor / Decimal(self.denominator.value)


@dataclass(frozen=True)
class Answer:
    """Rows with their stamp: the ledger number they cover and the boundaries they stand on (None: as reported)."""

    rows: Mapping[CellKey, Total]
    as_of: int
    boundaries: date | None
    reported: int
    expected: int


@dataclass
class _Line:
    indicator: Indicator
    by_period: dict[Span, Weight] = field(default_factory=dict)
    straddling: set[Span] = field(default_factory=set)


def totals(
    province: Unit | None,
    keys: Sequence[CellKey],
    span: Span,
    *,
    boundaries: date | None = None,
    seq: int | None = None,
) -> Answer:
    """The total of each key over ``span`` for a province (or the nation), as reported or on the boundaries of a date.

    A question takes the cells wholly inside the span. Flows and attendances add over periods; a stock takes its last period
    inside. ``seq`` answers as known at that ledger number. Raises ``Invalid("analytics.not_additive")`` for a distinct count.
    """
    indicators = {i.code: i for i in Indicator.objects.filter(code__in={k.indicator for k in keys})}
    lines = {key: _Line(_additive(indicators, key)) for key in keys}
    members = members_of(province, boundaries)
    for period, key, weight in _grouped(members, lines, span, seq):
        if span.covers(period):
            line = lines[key]
            line.by_period[period] = line.by_period.get(period, NOTHING) + weight
        else:
            lines[key].straddling.add(period)
    expected = expected_reports(province, keys, span)
    rows = {key: _total(key, line, span, expected.get(key, {}), members) for key, line in lines.items()}
    return Answer(
        rows=rows, as_of=ledger_number() if seq is None else seq, boundaries=boundaries,
        reported=sum(t.reported for t in rows.values()), expected=sum(t.expected for t in rows.values()),
    )  # fmt: skip


def members_of(province: Unit | None, boundaries: date | None) -> Members:
    """The units behind a question."""
    if province is None or boundaries is None:
        return as_reported(province)
    candidates = LedgerEntry.objects.order_by().values_list("unit_id", flat=True).distinct()
    return on_boundaries(province, boundaries, list(candidates))


def _additive(indicators: Mapping[str, Indicator], key: CellKey) -> Indicator:
    indicator = indicators.get(key.indicator)
    if indicator is None:
        raise Invalid("figures.indicator_unknown", code=key.indicator)
    if indicator.nature == Nature.REGISTER and indicator.register:
        raise Invalid("analytics.no_register", code=indicator.code, register=indicator.register)
    if indicator.nature in (Nature.DISTINCT, Nature.RATIO):
        raise Invalid("analytics.not_additive", code=indicator.code, unit=indicator.unit_of_count)
    return indicator


def _grouped(
    members: Members, lines: Mapping[CellKey, _Line], span: Span, seq: int | None
) -> Iterable[tuple[Span, CellKey, Weight]]:
    """One row for each period and key: the ledger grouped, for periods that touch the span."""
    codes = {line.indicator.pk: line.indicator.code for line in lines.values()}
    breakdowns = {key.breakdown for key in lines}
    for member_span, units in members.groups:
        periods = {
            p.pk: p.span
            for p in Period.objects.filter(starts_on__lte=span.last, ends_on__gte=span.start)
            if member_span.contains(p.ends_on)
        }
        if not periods or not units:
            continue
        rows = LedgerEntry.objects.filter(
            unit__in=units, indicator__in=codes, breakdown__in=breakdowns, period__in=periods
        )
        if seq is not None:
            rows = rows.filter(seq__lte=seq)
        for row in rows.order_by().values("indicator_id", "breakdown", "period_id").annotate(**SUMS):
            key = CellKey(codes[row["indicator_id"]], row["breakdown"])
            if key in lines:
                yield periods[row["period_id"]], key, weight_of(row)


SUMS = {name: Sum(f"d_{name}") for name in WEIGHT_PARTS}


def _total(key: CellKey, line: _Line, span: Span, expected: Mapping[Span, int], members: Members) -> Total:
    stock = Nature(line.indicator.nature) is Nature.STOCK
    asked = set(expected) | set(line.by_period)
    last_on = None
    if stock and asked:
        last = max(asked, key=lambda p: p.last)
        asked, last_on = {last}, last.last
    weight = NOTHING
    for period in asked:
        weight = weight + line.by_period.get(period, NOTHING)
    owed = sum(expected.get(period, 0) for period in asked) - weight.not_applicable
    return Total(
        key=key, span=span, weight=weight, decimals=line.indicator.decimals, reported=weight.reported,
        expected=max(owed, weight.reported), last_on=last_on,
        straddling=tuple(sorted(line.straddling)), unconvertible=len(members.unconvertible),
    )  # fmt: skip


def ratio(
    province: Unit | None, code: str, span: Span, *, boundaries: date | None = None, breakdown: str = ""
) -> Ratio:
    """A ratio indicator over the span, from its parts added on the same set of units and periods."""
    indicator = Indicator.objects.select_related("numerator", "denominator").filter(code=code).first()
    if indicator is None:
        raise Invalid("figures.indicator_unknown", code=code)
    if indicator.numerator is None or indicator.denominator is None:
        raise Invalid("analytics.published_only", code=code)
    top, bottom = CellKey(indicator.numerator.code, breakdown), CellKey(indicator.denominator.code, breakdown)
    answer = totals(province, [top, bottom], span, boundaries=boundaries)
    shared = _on_same_units(members_of(province, boundaries), answer, top, bottom, span)
    return Ratio(code, *shared, factor=indicator.factor)


def _on_same_units(members: Members, answer: Answer, top: CellKey, bottom: CellKey, span: Span) -> tuple[Total, Total]:
    """Both totals, restricted to the unit-periods that reported both (the same base above and below the line)."""
    parts: dict[tuple[int, int], dict[CellKey, Weight]] = defaultdict(dict)
    for unit, period, key, weight in by_unit_and_period(members, [top, bottom], span):
        parts[unit, period][key] = weight
    sums = {top: NOTHING, bottom: NOTHING}
    for found in parts.values():
        if len(found) == 2 and all(w.has_number for w in found.values()):
            for key, weight in found.items():
                sums[key] = sums[key] + weight
    rows = answer.rows
    return (
        replace(rows[top], weight=sums[top], reported=sums[top].reported),
        replace(rows[bottom], weight=sums[bottom], reported=sums[bottom].reported),
    )


def by_unit_and_period(
    members: Members, keys: Sequence[CellKey], span: Span
) -> Iterable[tuple[int, int, CellKey, Weight]]:
    """(unit id, period id, key, weight) for every cell of ``keys`` wholly inside the span."""
    codes = dict(Indicator.objects.filter(code__in={k.indicator for k in keys}).values_list("pk", "code"))
    wanted = set(keys)
    for member_span, units in members.groups:
        periods = [
            p.pk
            for p in Period.objects.filter(starts_on__gte=span.start, ends_on__lte=span.last)
            if member_span.contains(p.ends_on)
        ]
        if not periods or not units:
            continue
        rows = LedgerEntry.objects.filter(
            unit__in=units, indicator__in=codes, breakdown__in={k.breakdown for k in keys}, period__in=periods
        )
        grouped = rows.order_by().values("unit_id", "period_id", "indicator_id", "breakdown").annotate(**SUMS)
        for row in grouped:
            key = CellKey(codes[row["indicator_id"]], row["breakdown"])
            if key in wanted:
                yield row["unit_id"], row["period_id"], key, weight_of(row)


def by_unit(
    province: Unit, keys: Sequence[CellKey], span: Span, *, boundaries: date | None = None
) -> dict[CellKey, dict[int, Weight]]:
    """Per key, the weight of each unit over the span, without adding stocks over time (the last period counts).

    On the boundaries of a date, old units are shown under the unit that took over their whole territory; those that were cut
    are left under their own id, so that the page can say "không quy đổi được".
    """
    natures = dict(Indicator.objects.filter(code__in={k.indicator for k in keys}).values_list("code", "nature"))
    ends = dict(Period.objects.values_list("pk", "ends_on"))
    last: dict[CellKey, date] = {}
    cells = list(by_unit_and_period(members_of(province, boundaries), keys, span))
    for _, period, key, _ in cells:
        last[key] = max(last.get(key, date.min), ends[period])
    moved: Mapping[int, int | None] = {}
    if boundaries is not None:
        moved = recut({unit for unit, *_ in cells}, boundaries)
    found: dict[CellKey, dict[int, Weight]] = {key: {} for key in keys}
    for unit, period, key, weight in cells:
        if natures[key.indicator] not in ADDITIVE_IN_TIME and ends[period] != last[key]:
            continue
        target = moved.get(unit) or unit
        found[key][target] = found[key].get(target, NOTHING) + weight
    return found


def series(
    province: Unit | None, keys: Sequence[CellKey], spans: Sequence[Span], *, boundaries: date | None = None
) -> list[Answer]:
    """One answer for each span, in the order given: the table of the last periods."""
    return [totals(province, keys, span, boundaries=boundaries) for span in spans]


def ledger_number() -> int:
    """The last number of the ledger: what every answer of this moment covers."""
    return LedgerEntry.objects.aggregate(last=Max("seq"))["last"] or 0


def missing_units(province: Unit, keys: Sequence[CellKey], span: Span) -> dict[int, set[Span]]:
    """Units that owe at least one of ``keys`` and have not reported it, with the periods they lack."""
    periods = {p.pk: p.span for p in Period.objects.filter(Q(starts_on__gte=span.start, ends_on__lte=span.last))}
    given = {
        (unit, periods[period], key)
        for unit, period, key, weight in by_unit_and_period(as_reported(province), keys, span)
        if weight.reported or weight.not_applicable
    }
    lacking: dict[int, set[Span]] = defaultdict(set)
    for key, by_period in owing(province, keys, span).items():
        for period, units in by_period.items():
            for unit in units:
                if (unit, period, key) not in given:
                    lacking[unit].add(period)
    return dict(lacking)
