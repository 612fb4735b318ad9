"""Totals, coverage and tables over approved figures. Only collected cells are added; published ones stand beside them.

Every answer says what it covers: ``reported`` of ``expected`` (n of m), as of which ledger number, on which boundaries.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from decimal import Decimal
from typing import Any

from django.db.models import Max, Q, Sum

from binhyen.analytics.coverage import owing
from binhyen.analytics.membership import Members, as_reported, members_of, unconvertible
from binhyen.figures.models import Indicator, LedgerEntry, Period
from binhyen.figures.queries.forms import WEIGHT_PARTS, weight_of
from binhyen.figures.rules.cells import NOTHING, CellKey, Nature, SumClass, Weight, parse_breakdown
from binhyen.foundation.errors import Invalid
from binhyen.foundation.span import Span
from binhyen.foundation.vietnamese import scaled
from binhyen.organisation.models import Unit
from binhyen.organisation.queries import recut

__all__ = [
    "Answer", "Ratio", "Total", "by_unit", "by_unit_and_period", "ledger_number", "members_of", "missing_units", "ratio",
    "series", "totals", "unconvertible",
]  # fmt: skip


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
        top, bottom = (scaled(part.value, part.decimals) for part in (self.numerator, self.denominator))
        return top * self.factor / bottom


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
    today: date | None = None,
) -> Answer:
    """The total of each key over ``span`` for a province (or the nation), as reported or on the boundaries of a date.

    A question takes the cells wholly inside the span. Flows and attendances add over periods; a stock takes the last period
    inside in which any unit reported. ``seq`` answers as known at that ledger number; a period that begins after ``today``
    is owed by nobody yet (None: all are counted). Raises
    ``Invalid("analytics.not_additive")`` for a distinct count or a ratio, ``Invalid("analytics.no_register")`` for a count
    from a register that does not exist yet.
    """
    return _answers(province, keys, [span], boundaries, seq, today)[0]


def series(
    province: Unit | None, keys: Sequence[CellKey], spans: Sequence[Span], *, boundaries: date | None = None,
    today: date | None = None,
) -> list[Answer]:  # fmt: skip
    """One answer for each span, in the order given: the table of the last periods, from one reading of the ledger."""
    return _answers(province, keys, spans, boundaries, None, today)


def _answers(
    province: Unit | None, keys: Sequence[CellKey], spans: Sequence[Span], boundaries: date | None, seq: int | None,
    today: date | None,
) -> list[Answer]:  # fmt: skip
    if not spans:
        return []
    indicators = _by_code(keys)
    members = members_of(province, boundaries)
    cells = list(_grouped(members, keys, spans, seq))
    around = Span(min(span.start for span in spans), max(span.last for span in spans))
    owed = owing(province, keys, around, boundaries=boundaries, members=members, today=today)
    as_of = ledger_number() if seq is None else seq
    found = []
    for span in spans:
        lines = {key: _Line(indicators[key.indicator]) for key in keys}
        for period, key, weight in cells:
            if span.covers(period):
                line = lines[key]
                line.by_period[period] = line.by_period.get(period, NOTHING) + weight
            elif weight != NOTHING and span.overlaps(period):
                lines[key].straddling.add(period)
        inside = {key: {p: len(units) for p, units in owed[key].items() if span.covers(p)} for key in keys}
        rows = {key: _total(key, line, span, inside[key], members) for key, line in lines.items()}
        reported, expected = sum(t.reported for t in rows.values()), sum(t.expected for t in rows.values())
        found.append(Answer(rows, as_of, boundaries, reported, expected))
    return found


def _by_code(keys: Collection[CellKey], *, kept_apart: bool = False) -> dict[str, Indicator]:
    """The indicators of ``keys``; refuses those that cannot be added (distinct counts only where units are not kept apart), and
    a breakdown that is none.
    """
    for key in keys:
        parse_breakdown(key.breakdown)
    found = {i.code: i for i in Indicator.objects.filter(code__in={k.indicator for k in keys})}
    for code in sorted({k.indicator for k in keys}):
        if code not in found:
            raise Invalid("figures.indicator_unknown", code=code)
        indicator, nature = found[code], Nature(found[code].nature)
        if nature is Nature.REGISTER and indicator.register:
            raise Invalid("analytics.no_register", code=code, register=indicator.register)
        if not nature.adds_over_units and not (kept_apart and nature is Nature.DISTINCT):
            raise Invalid("analytics.not_additive", code=code, unit=indicator.unit_of_count)
    return found


def _grouped(
    members: Members, keys: Sequence[CellKey], spans: Sequence[Span], seq: int | None
) -> Iterable[tuple[Span, CellKey, Weight]]:
    """One row for each period and key: the ledger grouped, for periods that touch one of the spans."""
    touching = Q()
    for span in spans:
        touching |= Q(starts_on__lte=span.last, ends_on__gte=span.start)
    periods = {p.pk: p.span for p in Period.objects.filter(touching)}
    for row, key in _sums(members, keys, periods, ("period_id",), seq):
        yield periods[row["period_id"]], key, weight_of(row)


SUMS = {name: Sum(f"d_{name}") for name in WEIGHT_PARTS}


def _sums(
    members: Members, keys: Iterable[CellKey], periods: Mapping[int, Span], by: Sequence[str], seq: int | None = None
) -> Iterable[tuple[dict[str, Any], CellKey]]:
    """The ledger of the members in ``periods``, each group in those that end while it belongs, summed ``by`` and key."""
    wanted = set(keys)
    codes = dict(Indicator.objects.filter(code__in={k.indicator for k in wanted}).values_list("pk", "code"))
    breakdowns = sorted({key.breakdown for key in wanted})
    # Grouping by a column with one value costs SQLite a fifth of the time.
    columns = [*by, "indicator_id", *(["breakdown"] if len(breakdowns) > 1 else [])]
    for member_span, units in members.groups:
        belonging = [pk for pk, span in periods.items() if member_span.contains(span.last)]
        if not belonging or not units:
            continue
        rows = LedgerEntry.objects.filter(
            unit__in=units, indicator__in=codes, breakdown__in=breakdowns, period__in=belonging
        )
        if seq is not None:
            rows = rows.filter(seq__lte=seq)
        for row in rows.order_by().values(*columns).annotate(**SUMS):
            key = CellKey(codes[row["indicator_id"]], row.get("breakdown", breakdowns[0]))
            if key in wanted:
                yield row, key


def _total(key: CellKey, line: _Line, span: Span, expected: Mapping[Span, int], members: Members) -> Total:
    asked = set(expected) | set(line.by_period)
    last_on = None
    if asked and not Nature(line.indicator.nature).adds_over_time:
        told = {period for period, weight in line.by_period.items() if weight != NOTHING}
        last = max(told or asked, key=lambda period: period.last)
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
    province: Unit | None, code: str, span: Span, *, boundaries: date | None = None, breakdown: str = "",
    today: date | None = None,
) -> Ratio:  # fmt: skip
    """A ratio indicator over the span: both parts added over the units and periods that reported both, divided last.

    Where a part does not add over time (members per team), both are taken from the last period in which a unit has both.
    """
    indicator = Indicator.objects.select_related("numerator", "denominator").filter(code=code).first()
    if indicator is None:
        raise Invalid("figures.indicator_unknown", code=code)
    parts = indicator.numerator, indicator.denominator
    if parts[0] is None or parts[1] is None:
        raise Invalid("analytics.published_only", code=code)
    keys = [CellKey(part.code, breakdown) for part in parts if part is not None]
    both = _with_both(members_of(province, boundaries), keys, span)
    if both and not all(Nature(part.nature).adds_over_time for part in parts if part is not None):
        last = max((period for _, period in both), key=lambda period: period.last)
        both = {place: weights for place, weights in both.items() if place[1] == last}
        span = last
    answer = totals(province, keys, span, boundaries=boundaries, today=today)
    shared = []
    for key in keys:
        weight = NOTHING
        for weights in both.values():
            weight = weight + weights[key]
        shared.append(replace(answer.rows[key], weight=weight, reported=weight.reported))
    return Ratio(code, shared[0], shared[1], factor=indicator.factor)


def _with_both(members: Members, keys: Sequence[CellKey], span: Span) -> dict[tuple[int, Span], dict[CellKey, Weight]]:
    """By unit and period the weights of both keys, where both have a number: the same base above and below the line."""
    spans = {p.pk: p.span for p in Period.objects.filter(starts_on__gte=span.start, ends_on__lte=span.last)}
    parts: dict[tuple[int, Span], dict[CellKey, Weight]] = defaultdict(dict)
    for unit, period, key, weight in by_unit_and_period(members, keys, span):
        if weight.has_number:
            parts[unit, spans[period]][key] = weight
    return {place: weights for place, weights in parts.items() if len(weights) == len(set(keys))}


def by_unit_and_period(
    members: Members, keys: Sequence[CellKey], span: Span
) -> Iterable[tuple[int, int, CellKey, Weight]]:
    """(unit id, period id, key, weight) for every cell of ``keys`` wholly inside the span."""
    inside = {p.pk: p.span for p in Period.objects.filter(starts_on__gte=span.start, ends_on__lte=span.last)}
    for row, key in _sums(members, keys, inside, ("unit_id", "period_id")):
        yield row["unit_id"], row["period_id"], key, weight_of(row)


def by_unit(
    province: Unit, keys: Sequence[CellKey], span: Span, *, boundaries: date | None = None
) -> dict[CellKey, dict[int, Weight]]:
    """Per key, the weight of each unit over the span, without adding stocks over time (the last period counts).

    On the boundaries of a date, old units are shown under the unit that took over their whole territory. Those that were cut
    are left under their own id, and so are distinct counts: ``unconvertible`` tells these rows. Refuses what ``totals``
    refuses, distinct counts excepted: they stand unit by unit.
    """
    natures = {code: Nature(i.nature) for code, i in _by_code(keys, kept_apart=True).items()}
    ends = dict(Period.objects.values_list("pk", "ends_on"))
    last: dict[CellKey, date] = {}
    cells = [cell for cell in by_unit_and_period(members_of(province, boundaries), keys, span) if cell[3] != NOTHING]
    for _, period, key, _ in cells:
        last[key] = max(last.get(key, date.min), ends[period])
    moved: Mapping[int, int | None] = {}
    if boundaries is not None:
        moved = recut({unit for unit, *_ in cells}, boundaries)
    found: dict[CellKey, dict[int, Weight]] = {key: {} for key in keys}
    for unit, period, key, weight in cells:
        nature = natures[key.indicator]
        if not nature.adds_over_time and ends[period] != last[key]:
            continue
        target = (moved.get(unit) if nature.adds_over_units else None) or unit
        found[key][target] = found[key].get(target, NOTHING) + weight
    return found


def ledger_number() -> int:
    """The last number of the ledger: what every answer of this moment covers."""
    return LedgerEntry.objects.aggregate(last=Max("seq"))["last"] or 0


def missing_units(
    province: Unit, keys: Sequence[CellKey], span: Span, *, today: date | None = None
) -> dict[int, set[Span]]:
    """Units that owe at least one of ``keys`` and have not reported it, with the periods they lack; see ``totals``."""
    inside = {p.pk: p.span for p in Period.objects.filter(starts_on__gte=span.start, ends_on__lte=span.last)}
    given: dict[tuple[CellKey, Span], set[int]] = defaultdict(set)
    for row, key in _sums(as_reported(province), keys, inside, ("unit_id", "period_id")):
        if row["reported"] or row["not_applicable"]:
            given[key, inside[row["period_id"]]].add(row["unit_id"])
    lacking: dict[int, set[Span]] = defaultdict(set)
    for key, by_period in owing(province, keys, span, today=today).items():
        for period, units in by_period.items():
            for unit in units - given[key, period]:
                lacking[unit].add(period)
    return dict(lacking)
