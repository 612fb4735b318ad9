"""The collected figures of a review: totals over the span, by year, at its opening, with coverage and sources."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace
from datetime import date, timedelta

from binhyen.analytics import answers
from binhyen.analytics.answers import Total
from binhyen.analytics.coverage import expected_reports
from binhyen.directives.models import Programme
from binhyen.figures.models import CodeItem, FormLine, FormProgramme, Indicator, IndicatorVersion
from binhyen.figures.rules.cells import CellKey, CellValue, Nature, State, SumClass, parse_breakdown
from binhyen.foundation.span import Span
from binhyen.organisation.models import Unit
from binhyen.reviews.material import NO_FIGURE, SUM_QUALIFIER, Amount, Coverage, Line, Measure, Year
from binhyen.reviews.queries.sources import CellSources

ADDED = (Nature.FLOW, Nature.ATTENDANCE, Nature.STOCK)


def measures(codes: Iterable[str], on: Span) -> dict[str, Measure]:
    """The indicators by code, worded as on the span's last day (or the first wording after it)."""
    names: dict[str, str] = {}
    for version in IndicatorVersion.objects.filter(indicator__code__in=set(codes)).select_related("indicator"):
        if version.indicator.code not in names or version.valid_from <= on.last:
            names[version.indicator.code] = version.name
    return {
        i.code: Measure(i.code, names.get(i.code, i.code), i.unit_of_count, Nature(i.nature), i.decimals)
        for i in Indicator.objects.filter(code__in=set(codes))
    }


def labels(breakdowns: Iterable[str]) -> dict[str, str]:
    """What each breakdown is called: "host_org=ca" gives "Công an"; a programme's own part has no label."""
    items = {(item.dimension, item.code): item.label for item in CodeItem.objects.all()}
    named: dict[str, str] = {}
    for breakdown in breakdowns:
        pairs = parse_breakdown(breakdown).items()
        named[breakdown] = ", ".join(items.get(pair, pair[1]) for pair in pairs if pair[0] != "programme")
    return named


class Collected:
    """The collected counts that a programme reads, for a province (None: the nation) over a span."""

    def __init__(
        self, province: Unit | None, programme: Programme, span: Span, years: Sequence[Year], seq: int, today: date
    ) -> None:
        self.province, self.span, self.years, self.seq, self.today = province, span, years, seq, today
        self.keys = _keys(province, programme, span, today)
        self.measures = measures({key.indicator for key in self.keys}, span)
        self._labels = labels({key.breakdown for key in self.keys})
        self._expected = expected_reports(province, self.keys, span, today=today)
        self.sources = CellSources(answers.members_of(province, None), self.keys, span, seq)

    def lines(self) -> list[Line]:
        """One line for each key."""
        whole = answers.totals(self.province, self.keys, self.span, seq=self.seq, today=self.today).rows
        spans = [year.span for year in self.years]
        by_year = [each.rows for each in answers.series(self.province, self.keys, spans, today=self.today)]
        before = self._before()
        lines = []
        for key in self.keys:
            opening = before.get(key)
            lines.append(
                Line(
                    self.measures[key.indicator],
                    self._amount(whole[key]),
                    key.breakdown,
                    self._labels[key.breakdown],
                    opening=opening if opening and opening.known is not None else None,
                    years=tuple(self._amount(rows[key]) for rows in by_year),
                )
            )
        return lines

    def amount(self, key: CellKey, span: Span) -> Amount:
        """One key over a part of the span."""
        return self._amount(answers.totals(self.province, [key], span, seq=self.seq, today=self.today).rows[key])

    def _before(self) -> dict[CellKey, Amount]:
        """Stocks on the day before the span."""
        stocks = [key for key in self.keys if self.measures[key.indicator].nature is Nature.STOCK]
        if not stocks:
            return {}
        eve = self.span.start - timedelta(days=1)
        year = Span(Span(self.span.start).shifted_years(-1).start, eve)
        rows = answers.totals(self.province, stocks, year, seq=self.seq).rows
        sources = CellSources(answers.members_of(self.province, None), stocks, year, self.seq)
        return {
            key: replace(self._amount(total), sources=sources.of(key, year, total.last_on))
            for key, total in rows.items()
            if total.known and total.last_on == eve
        }

    def _amount(self, total: Total) -> Amount:
        stock = total.last_on is not None
        last = total.last_on or total.span.last
        span = Span(min(total.span.start, last), last) if stock else total.span
        periods = 1 if stock else len(self.periods_owed(total.key, total.span))
        coverage = Coverage(total.reported, total.expected, max(periods, 1), total.weight.stated)
        listed = self.sources.of if total.span == self.span else self.sources.together
        return Amount(span, content_of(total), True, coverage, listed(total.key, total.span, total.last_on))

    def periods_owed(self, key: CellKey, span: Span) -> list[Span]:
        """The reporting periods of a key inside a span."""
        return [period for period in self._expected.get(key, {}) if span.covers(period)]

    def owed(self, key: CellKey, periods: Iterable[Span]) -> int:
        """How many unit reports of a key are owed in the periods."""
        return sum(self._expected.get(key, {}).get(period, 0) for period in periods)


def content_of(total: Total) -> CellValue:
    """A total as one value: a number with the qualifier of its class, or the state that all its cells share.

    A sum of nothing but confirmed zeros ("0" or "không phát sinh") is one itself and prints "-".
    """
    weight = total.weight
    if weight.has_number and not weight.value and not weight.stated and weight.sum_class is SumClass.EXACT:
        return CellValue(State.NOTHING_AROSE)
    if weight.has_number:
        return CellValue(State.REPORTED, weight.value, None, SUM_QUALIFIER[weight.sum_class])
    if weight.stated:
        return CellValue(State.STATED_WITHOUT_NUMBER)
    if weight.not_applicable:
        return CellValue(State.NOT_APPLICABLE, reason="không áp dụng")
    return NO_FIGURE


def _keys(province: Unit | None, programme: Programme, span: Span, today: date) -> list[CellKey]:
    """What the programme reads and somebody under the province owes in the span as of ``today``; parts named for other
    programmes left out.
    """
    reads = FormProgramme.objects.filter(programme=programme).values_list("indicator_id", flat=True)
    lines = FormLine.objects.filter(
        role=FormLine.COLLECTS, version__vertical=False, indicator__in=reads, indicator__nature__in=ADDED
    )
    rows = lines.order_by("indicator__code", "breakdown").values_list("indicator__code", "breakdown").distinct()
    keys = [CellKey(code, breakdown) for code, breakdown in rows]
    mine = [key for key in keys if parse_breakdown(key.breakdown).get("programme", programme.code) == programme.code]
    owed = expected_reports(province, mine, span, today=today)
    return [key for key in mine if owed.get(key)]
