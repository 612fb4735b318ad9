"""By when a report is due: the deadline of a request before the standing rule of the level; None where neither."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime

from django.db.models import Q, QuerySet
from django.utils.timezone import get_default_timezone

from binhyen.collection.models import DeadlineRule, Obligation, ReportRequest
from binhyen.collection.queries.calendar import working_days
from binhyen.collection.rules.calendar import due_moment
from binhyen.foundation.span import Span
from binhyen.foundation.vietnamese import short_date
from binhyen.organisation.models import Unit, UnitVersion, in_force


@dataclass(frozen=True)
class Due:
    """A deadline with what it rests on: the request, or the words of the rule."""

    at: datetime
    basis: str
    request: ReportRequest | None


def due_of(form_code: str, unit: Unit, span: Span) -> Due | None:
    """By when the unit's report on the form over the period is due."""
    asked = _asked(form_code, span).filter(unit=unit).last()
    if asked is not None:
        return _of_request(asked)
    version = UnitVersion.objects.filter(in_force(span.last), unit=unit).first()
    if version is None:
        return None
    above = [unit.pk] if version.province_id is None else [version.province_id]
    return _of_rules(form_code, above, span).get(version.level)


def dues(form_code: str, province: Unit, span: Span, units: Iterable[int]) -> dict[int, Due]:
    """The same for many units of a province at once, by unit id, in a constant number of queries.

    ``units`` are ids; one without a deadline is left out.
    """
    wanted = set(units)
    inside = Q(province=province) | Q(unit=province)
    versions = UnitVersion.objects.filter(in_force(span.last), inside).order_by()
    rules = _of_rules(form_code, [province.pk], span)
    levels = {u: level for u, level in versions.values_list("unit_id", "level") if u in wanted}
    found = {u: rules[level] for u, level in levels.items() if level in rules}
    for obligation in _asked(form_code, span):
        if obligation.unit_id in wanted:
            found[obligation.unit_id] = _of_request(obligation)
    return found


def _asked(form_code: str, span: Span) -> QuerySet[Obligation]:
    """What requests that stand ask for, the latest request last."""
    return (
        Obligation.objects.filter(form_code=form_code, period__starts_on=span.start, period__ends_on=span.last)
        .filter(request__withdrawn_at=None)
        .select_related("request")
        .order_by("request__issued_on", "request_id")
    )


def _of_request(obligation: Obligation) -> Due:
    return Due(obligation.due_at, request_words(obligation.request), obligation.request)


def request_words(request: ReportRequest) -> str:
    """What a request is called in a sentence: "Công văn 12/CV-BCĐ ngày 01/6/2026", or an urgent one by its day."""
    day = short_date(request.issued_on)
    return f"văn bản {request.symbol} ngày {day}" if request.symbol else f"yêu cầu đột xuất ngày {day}"


def rules_on(form_code: str, above: Iterable[int], on: date) -> dict[str, DeadlineRule]:
    """By level the rule that holds on the day: one of the units ``above`` before one for everywhere."""
    place = Q(under_unit=None) | Q(under_unit__in=list(above))
    found: dict[str, DeadlineRule] = {}
    for rule in DeadlineRule.objects.filter(place, in_force(on), form_code=form_code).order_by("valid_from", "id"):
        before = found.get(rule.level)
        if before is None or rule.under_unit_id is not None or before.under_unit_id is None:
            found[rule.level] = rule
    return found


def _of_rules(form_code: str, above: Iterable[int], span: Span) -> dict[str, Due]:
    rules = rules_on(form_code, above, span.last)
    if not rules:
        return {}
    calendar, zone = working_days(), get_default_timezone()
    return {
        level: Due(due_moment(span.last, rule.working_days, rule.hour, calendar, zone), rule.basis, None)
        for level, rule in rules.items()
    }
