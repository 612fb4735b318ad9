"""By when a report is due: the deadline of a request before the standing rule of the level; None where neither."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime
from itertools import pairwise

from django.db.models import Q, QuerySet
from django.utils.timezone import get_default_timezone

from binhyen.collection.models import DeadlineRule, Obligation, ReportRequest
from binhyen.collection.queries.calendar import working_days
from binhyen.collection.rules.calendar import due_moment
from binhyen.foundation.span import Span
from binhyen.foundation.vietnamese import official_date, short_date
from binhyen.foundation.working_days import WorkingDays
from binhyen.organisation.models import Unit, UnitVersion, in_force

IN_ORDER = ("request__made_at", "request_id")
"""Obligations in the order in which they were asked for: a later request replaces the deadline of an earlier one."""


@dataclass(frozen=True)
class Due:
    """A deadline with what it rests on: the request, or the words of the rule.

    Where the request replaced the deadline of earlier ones: ``asked_on`` is the day of the first, and ``missed`` holds each
    earlier deadline that was over when it was replaced, with the moment of that.
    """

    at: datetime
    basis: str
    request: ReportRequest | None
    asked_on: date | None = None
    missed: tuple[tuple[datetime, datetime], ...] = ()


def due_of(form_code: str, unit: Unit, span: Span, sent_at: datetime | None = None) -> Due | None:
    """By when the unit's report on the form over the period is due, or was when it was first sent (``sent_at``)."""
    asked = _due_among(list(_asked(form_code, span).filter(unit=unit)), sent_at)
    if asked is not None:
        return asked
    version = UnitVersion.objects.filter(in_force(span.last), unit=unit).first()
    if version is None:
        return None
    above = [unit.pk] if version.province_id is None else [version.province_id]
    return _of_rules(form_code, above, span).get(version.level)


def dues(form_code: str, province: Unit, span: Span, units: Iterable[int]) -> dict[int, Due]:
    """The same for many units of a province that have not sent yet, by unit id, in a constant number of queries.

    ``units`` are ids; one without a deadline is left out.
    """
    wanted = set(units)
    inside = Q(province=province) | Q(unit=province)
    versions = UnitVersion.objects.filter(in_force(span.last), inside).order_by()
    rules = _of_rules(form_code, [province.pk], span)
    levels = {u: level for u, level in versions.values_list("unit_id", "level") if u in wanted}
    found = {u: rules[level] for u, level in levels.items() if level in rules}
    for obligation in _asked(form_code, span).filter(request__withdrawn_at=None):
        if obligation.unit_id in wanted:
            found[obligation.unit_id] = _of_request(obligation)
    return found


@dataclass(frozen=True)
class Deadlines:
    """What the deadlines under a province follow from, read at once: the rules, and who was asked for what by when."""

    rules: Sequence[DeadlineRule]
    asked: Mapping[tuple[str, Span, int], Sequence[Obligation]]
    calendar: WorkingDays

    def due(self, form_code: str, span: Span, unit: UnitVersion, sent_at: datetime | None = None) -> Due | None:
        """By when the unit, as it is on the period's last day, has to report; as ``due_of``."""
        asked = _due_among(self.asked.get((form_code, span, unit.unit_id), ()), sent_at)
        if asked is not None:
            return asked
        holding = [
            r for r in self.rules if r.form_code == form_code and Span(r.valid_from, r.valid_to).contains(span.last)
        ]
        rule = _by_level(holding).get(unit.level)
        return None if rule is None else _of_rule(rule, span, self.calendar)


def deadlines_under(
    province: Unit, codes: Iterable[str], obligations: Iterable[Obligation], calendar: WorkingDays
) -> Deadlines:
    """The deadlines of the forms under the province (one query); ``obligations`` with the latest request last."""
    place = Q(under_unit=None) | Q(under_unit=province)
    rules = DeadlineRule.objects.filter(place, form_code__in=set(codes)).order_by("valid_from", "id")
    asked: dict[tuple[str, Span, int], list[Obligation]] = defaultdict(list)
    for one in obligations:
        asked[one.form_code, one.period.span, one.unit_id].append(one)
    return Deadlines(list(rules), asked, calendar)


def standing_at(asked: Iterable[Obligation], sent_at: datetime | None) -> Obligation | None:
    """Of the obligations of one report, the latest request last, the one that counts: the last that stands now.

    For a report that was first sent at ``sent_at``: the last that stood at that moment. What is asked or taken back later
    changes neither its deadline nor its time line.
    """
    found = None
    for one in asked:
        withdrawn = one.request.withdrawn_at
        if sent_at is None:
            stood = withdrawn is None
        else:
            stood = one.request.made_at <= sent_at and (withdrawn is None or withdrawn > sent_at)
        found = one if stood else found
    return found


def _asked(form_code: str, span: Span) -> QuerySet[Obligation]:
    """What requests ask for, also those taken back, the latest request last."""
    return (
        Obligation.objects.filter(form_code=form_code, period__starts_on=span.start, period__ends_on=span.last)
        .select_related("request")
        .order_by(*IN_ORDER)
    )


def _due_among(asked: Sequence[Obligation], sent_at: datetime | None) -> Due | None:
    """The deadline of the obligation that counts (``standing_at``), with what it replaced, but for what was taken back first."""
    counts = standing_at(asked, sent_at)
    if counts is None:
        return None
    chain = [counts]
    for one in reversed(asked[: list(asked).index(counts)]):
        withdrawn, replaced_at = one.request.withdrawn_at, chain[0].request.made_at
        if withdrawn is None or withdrawn > replaced_at:
            chain.insert(0, one)
    replaced = [(one.due_at, after.request.made_at) for one, after in pairwise(chain)]
    missed = tuple((due, moment) for due, moment in replaced if due < moment)
    return replace(_of_request(counts), asked_on=chain[0].request.issued_on, missed=missed)


def _of_request(obligation: Obligation) -> Due:
    asked = obligation.request
    return Due(obligation.due_at, request_words(asked), asked, asked.issued_on)


def official_words(request: ReportRequest) -> str:
    """What a paper calls it: "văn bản số 12/CV-BCĐ ngày 01 tháng 6 năm 2026"."""
    if not request.symbol:
        return request_words(request).replace(short_date(request.issued_on), official_date(request.issued_on)[5:])
    return f"văn bản số {request.symbol} {official_date(request.issued_on)}"


def request_words(request: ReportRequest) -> str:
    """What a request is called in a sentence: "Công văn 12/CV-BCĐ ngày 01/6/2026", or an urgent one by its day."""
    day = short_date(request.issued_on)
    if request.symbol:
        return f"văn bản {request.symbol} ngày {day}"
    return f"yêu cầu đột xuất ngày {day}" if request.urgent else f"yêu cầu báo cáo ngày {day}"


def rules_on(form_code: str, above: Iterable[int], on: date) -> dict[str, DeadlineRule]:
    """By level the rule that holds on the day: one of the units ``above`` before one for everywhere."""
    place = Q(under_unit=None) | Q(under_unit__in=list(above))
    return _by_level(DeadlineRule.objects.filter(place, in_force(on), form_code=form_code).order_by("valid_from", "id"))


def _by_level(rules: Iterable[DeadlineRule]) -> dict[str, DeadlineRule]:
    """By level the last of the rules, one of a unit before one for everywhere."""
    found: dict[str, DeadlineRule] = {}
    for rule in rules:
        before = found.get(rule.level)
        if before is None or rule.under_unit_id is not None or before.under_unit_id is None:
            found[rule.level] = rule
    return found


def _of_rules(form_code: str, above: Iterable[int], span: Span) -> dict[str, Due]:
    rules = rules_on(form_code, above, span.last)
    if not rules:
        return {}
    calendar = working_days()
    return {level: _of_rule(rule, span, calendar) for level, rule in rules.items()}


def _of_rule(rule: DeadlineRule, span: Span, calendar: WorkingDays) -> Due:
    return Due(due_moment(span.last, rule.working_days, rule.hour, calendar, get_default_timezone()), rule.basis, None)
