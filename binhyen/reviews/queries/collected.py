"""The collected figures of a review: totals over the span, by year, at its opening, with coverage and sources."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from datetime import timedelta
from decimal import ROUND_HALF_UP, Decimal

from binhyen.analytics import answers
from binhyen.analytics.answers import Total
from binhyen.analytics.coverage import expected_reports
from binhyen.directives.models import Programme
from binhyen.figures.models import CodeItem, FormLine, FormProgramme, Indicator, IndicatorVersion
from binhyen.figures.rules.cells import CellKey, CellValue, Nature, State, parse_breakdown
from binhyen.foundation.span import Span
from binhyen.organisation.models import Unit
from binhyen.reviews.facts import Source
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
    """The collected lines that a programme reads, for a province (None: the nation) over a span."""

    def __init__(
        self, province: Unit | None, programme: Programme, span: Span, years: Sequence[Year], seq: int
    ) -> None:
        self.province, self.span, self.years, self.seq = province, span, years, seq
        self.keys = _keys(province, programme, span)
        self.measures = measures({key.indicator for key in self.keys} | set(_ratio_codes(self.keys)), span)
        self._labels = labels({key.breakdown for key in self.keys})
        self._expected = expected_reports(province, self.keys, span)
        self.sources = CellSources(answers.members_of(province, None), self.keys, span, seq)

    def lines(self) -> list[Line]:
        """One line for each key, then one for each ratio whose parts are among them."""
        whole, by_year = self._totals(self.span), [self._totals(year.span) for year in self.years]
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
        return lines + [self._ratio(code) for code in _ratio_codes(self.keys)]

    def amount(self, key: CellKey, span: Span) -> Amount:
        """One key over a part of the span."""
        return self._amount(answers.totals(self.province, [key], span, seq=self.seq).rows[key])

    def _totals(self, span: Span) -> Mapping[CellKey, Total]:
        return answers.totals(self.province, self.keys, span, seq=self.seq).rows

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
        periods = 1 if stock else sum(1 for period in self._expected.get(total.key, {}) if total.span.covers(period))
        coverage = Coverage(total.reported, total.expected, max(periods, 1), total.weight.stated)
        listed = self.sources.of if total.span == self.span else self.sources.together
        return Amount(span, content_of(total), True, coverage, listed(total.key, total.span, total.last_on))

    def _ratio(self, code: str) -> Line:
        measure = self.measures[code]
        amounts = [self._ratio_over(code, span) for span in (self.span, *(year.span for year in self.years))]
        return Line(measure, amounts[0], years=tuple(amounts[1:]))

    def _ratio_over(self, code: str, span: Span) -> Amount:
        """The ratio of the sums; of stocks on the last reporting day inside the span."""
        indicator = Indicator.objects.select_related("numerator", "denominator").get(code=code)
        assert indicator.numerator is not None
        assert indicator.denominator is not None
        top, bottom = CellKey(indicator.numerator.code), CellKey(indicator.denominator.code)
        owed = [period for period in self._expected.get(top, {}) if span.covers(period)]
        asked, said = span, span
        if self.measures[top.indicator].nature is Nature.STOCK and owed:
            asked = max(owed, key=lambda period: period.last)
            said = Span(asked.last, asked.last)
        ratio = answers.ratio(self.province, code, asked)
        if ratio.value is None:
            return Amount(said, NO_FIGURE)
        value = scaled_ratio(ratio.value, indicator.decimals)
        arithmetic = f"{ratio.numerator.value} : {ratio.denominator.value}" + (
            f" × {indicator.factor}" if indicator.factor > 1 else ""
        )
        sources = (Source("formula", f"{top} : {bottom} = {arithmetic}"),
                   *self.sources.together(top, asked), *self.sources.together(bottom, asked))  # fmt: skip
        counted = Coverage(
            ratio.numerator.reported, ratio.numerator.expected, max(1, len(owed) if asked == span else 1)
        )
        return Amount(said, CellValue(State.REPORTED, value), True, counted, sources)


def scaled_ratio(value: Decimal, decimals: int) -> int:
    """A computed ratio rounded half up to one decimal, as papers print it, scaled by the indicator's decimals."""
    shown = value.quantize(Decimal("0.1") if decimals else Decimal(1), ROUND_HALF_UP)
    return int(shown.scaleb(decimals))


def content_of(total: Total) -> CellValue:
    """A total as one value: a number with the qualifier of its class, or the state that all its cells share."""
    weight = total.weight
    if weight.has_number:
        return CellValue(State.REPORTED, weight.value, None, SUM_QUALIFIER[weight.sum_class])
    if weight.stated:
        return CellValue(State.STATED_WITHOUT_NUMBER)
    if weight.not_applicable:
        return CellValue(State.NOT_APPLICABLE, reason="không áp dụng")
    return NO_FIGURE


def _keys(province: Unit | None, programme: Programme, span: Span) -> list[CellKey]:
    """What the programme reads and somebody under the province owes in the span; parts named for other programmes left out."""
    reads = FormProgramme.objects.filter(programme=programme).values_list("indicator_id", flat=True)
    lines = FormLine.objects.filter(role=FormLine.COLLECTS, indicator__in=reads, indicator__nature__in=ADDED)
    rows = lines.order_by("indicator__code", "breakdown").values_list("indicator__code", "breakdown").distinct()
    keys = [CellKey(code, breakdown) for code, breakdown in rows]
    mine = [key for key in keys if parse_breakdown(key.breakdown).get("programme", programme.code) == programme.code]
    owed = expected_reports(province, mine, span)
    return [key for key in mine if owed.get(key)]


def _ratio_codes(keys: Sequence[CellKey]) -> list[str]:
    totals = {key.indicator for key in keys if not key.breakdown}
    found = Indicator.objects.filter(
        nature=Nature.RATIO.value, numerator__code__in=totals, denominator__code__in=totals, published_only=False
    )
    return list(found.order_by("code").values_list("code", flat=True))
