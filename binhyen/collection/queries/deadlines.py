"""The deadlines of one unit's reports together, in words: for its work queue."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection
from dataclasses import dataclass
from datetime import date, datetime

from django.db.models import Min
from django.utils import timezone

from binhyen.collection.models import DeadlineRule, Obligation
from binhyen.collection.queries.calendar import working_days
from binhyen.collection.queries.due import IN_ORDER, request_words, standing_at
from binhyen.collection.rules.calendar import deadline_words, due_moment
from binhyen.figures.models import Step
from binhyen.figures.rules.moves import Move
from binhyen.foundation.span import Span
from binhyen.organisation.models import Unit, UnitVersion

Wanted = tuple[str, Span]


@dataclass(frozen=True)
class Deadline:
    """By when one report is due: the local moment, in words with what is left of it, and who asked (``request`` its id)."""

    at: datetime
    words: str
    basis: str
    request: int | None


def deadlines_of(unit: Unit, wanted: Collection[Wanted], today: date) -> dict[Wanted, Deadline]:
    """The deadline of each report of the unit, by form code and span; those without one are left out. Five queries at most.

    As ``due_of``: what a standing request asks for goes before the rule of the unit's level, and a report that was sent
    keeps the deadline under which it was sent.
    """
    codes = {code for code, _ in wanted}
    versions = list(UnitVersion.objects.filter(unit=unit))
    rules = list(DeadlineRule.objects.filter(form_code__in=codes).order_by("valid_from", "id"))
    calendar, zone = working_days(), timezone.get_default_timezone()
    found: dict[Wanted, Deadline] = {}
    for code, span in wanted:
        version = next((v for v in versions if v.span.contains(span.last)), None)
        rule = _rule(rules, code, version, span.last) if version else None
        if rule is not None:
            at = due_moment(span.last, rule.working_days, rule.hour, calendar, zone)
            found[code, span] = Deadline(at, deadline_words(at, today, calendar), rule.basis, None)
    obligations = Obligation.objects.filter(unit=unit, form_code__in=codes).select_related("request", "period")
    asked: dict[Wanted, list[Obligation]] = defaultdict(list)
    for one in obligations.order_by(*IN_ORDER):
        asked[one.form_code, one.period.span].append(one)
    sent = _first_sent(unit, codes) if asked else {}
    for key in wanted:
        counts = standing_at(asked[key], sent.get(key)) if key in asked else None
        if counts is not None:
            at = timezone.localtime(counts.due_at)
            words = deadline_words(at, today, calendar)
            found[key] = Deadline(at, words, request_words(counts.request), counts.request_id)
    return found


def first_sent_of(unit: Unit, form_code: str, span: Span) -> datetime | None:
    """When the unit's report on the form over the period was sent for the first time; None while it has not been."""
    return _first_sent(unit, [form_code]).get((form_code, span))


def _first_sent(unit: Unit, codes: Collection[str]) -> dict[Wanted, datetime]:
    """When the unit's reports were sent for the first time."""
    steps = Step.objects.filter(submission__unit=unit, submission__form_code__in=codes, verb=Move.SUBMIT.value)
    of = ("submission__form_code", "submission__period__starts_on", "submission__period__ends_on")
    rows = steps.order_by().values_list(*of).annotate(at=Min("at"))
    return {(code, Span(start, last)): at for code, start, last, at in rows}


def _rule(rules: Collection[DeadlineRule], code: str, version: UnitVersion, on: date) -> DeadlineRule | None:
    """The rule that holds for the unit on the day: one of its province before one for everywhere, the latest of several."""
    above = version.province_id or version.unit_id
    valid = [
        r
        for r in rules
        if r.form_code == code and r.level == version.level and r.under_unit_id in (None, above)
        if r.valid_from <= on and (r.valid_to is None or on <= r.valid_to)
    ]
    own = [r for r in valid if r.under_unit_id is not None]
    found = own or valid
    return found[-1] if found else None
