"""The deadlines of one unit's reports together, in words: for its work queue."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date, datetime

from django.utils import timezone

from binhyen.collection.models import DeadlineRule, Obligation
from binhyen.collection.queries.calendar import working_days
from binhyen.collection.queries.due import request_words
from binhyen.collection.rules.calendar import deadline_words, due_moment
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

    As ``due_of``: what a standing request asks for goes before the rule of the unit's level.
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
    asked = Obligation.objects.filter(unit=unit, form_code__in=codes, request__withdrawn_at=None)
    for one in asked.select_related("request", "period").order_by("request__issued_on", "request_id"):
        key = (one.form_code, one.period.span)
        if key in wanted:
            at = timezone.localtime(one.due_at)
            words = deadline_words(at, today, calendar)
            found[key] = Deadline(at, words, request_words(one.request), one.request_id)
    return found


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
