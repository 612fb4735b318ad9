"""The reporting calendar as a page shows it: regimes, the rule of each form with its next deadlines, days off."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime, timedelta

from django.utils.timezone import get_default_timezone

from binhyen.collection.models import DayOff, DeadlineRule, Regime
from binhyen.collection.queries.calendar import working_days
from binhyen.collection.rules.calendar import due_moment
from binhyen.figures.models import FormAssignment, FormVersion
from binhyen.figures.rules import periods
from binhyen.foundation.span import Span
from binhyen.foundation.working_days import WorkingDays, public_holidays
from binhyen.organisation.models import Unit, in_force

NEXT = 4
CALENDAR_YEAR = date(2026, 1, 1)  # where nobody is given the form yet, periods are shown by the calendar year


@dataclass(frozen=True)
class NextDue:
    """A period with its deadline."""

    span: Span
    at: datetime


@dataclass(frozen=True)
class FormDeadlines:
    """A form's rule and the deadlines that follow from it; ``rule`` None: no deadline is set."""

    form: FormVersion
    rule: DeadlineRule | None
    upcoming: DeadlineRule | None
    following: tuple[NextDue, ...]


@dataclass(frozen=True)
class FreeDay:
    """A day off, or a day worked by decision; ``own``: entered by an administrator."""

    on: date
    name: str
    works: bool = False
    own: bool = False
    basis: str = ""


def regimes_on(day: date) -> list[Regime]:
    """The regimes of the day: how each begins its year, with the legal basis."""
    return list(Regime.objects.filter(in_force(day)))


def form_deadlines(under: Unit | None, today: date) -> list[FormDeadlines]:
    """Each periodic form in force with its rule (of ``under``, else of everywhere) and its next deadlines."""
    forms: dict[str, FormVersion] = {}
    for form in FormVersion.objects.filter(valid_from__lte=today, vertical=False).order_by("valid_from"):
        if form.calendar != periods.ONCE and (form.retired_on is None or form.retired_on > today):
            forms[form.code] = form
    rules = [
        r for r in DeadlineRule.objects.order_by("valid_from", "id") if r.under_unit_id in (None, under and under.pk)
    ]
    anchors = dict(
        FormAssignment.objects.filter(under_unit=under).order_by("-starts_on").values_list("form_code", "starts_on")
        if under
        else ()
    )
    calendar = working_days()
    return [
        _deadlines(form, rules, anchors.get(code, CALENDAR_YEAR), today, calendar)
        for code, form in sorted(forms.items())
    ]


def _deadlines(
    form: FormVersion, rules: list[DeadlineRule], anchor: date, today: date, calendar: WorkingDays
) -> FormDeadlines:
    own = [r for r in rules if (r.form_code, r.level) == (form.code, form.level)]
    zone = get_default_timezone()
    found: list[NextDue] = []
    span = next(iter(periods.cut(form.calendar, Span(anchor, date(today.year + 2, 12, 31)))))
    while len(found) < NEXT:
        rule = _valid(own, span.last)
        if rule is not None and span.last >= today - timedelta(days=31):
            at = due_moment(span.last, rule.working_days, rule.hour, calendar, zone)
            if at.date() >= today:
                found.append(NextDue(span, at))
        elif rule is None and span.last > today:
            break
        span = periods.following(form.calendar, span)
    upcoming = next((r for r in own if r.valid_from > today), None)
    return FormDeadlines(form, _valid(own, today), upcoming, tuple(found))


def _valid(rules: list[DeadlineRule], on: date) -> DeadlineRule | None:
    valid = [r for r in rules if r.valid_from <= on and (r.valid_to is None or r.valid_to >= on)]
    single = [r for r in valid if r.under_unit_id is not None]
    return (single or valid)[-1] if valid else None


def free_days(today: date) -> list[FreeDay]:
    """Public holidays and entered days from today to the end of next year, by date; entered ones replace the rule."""
    found = {
        on: FreeDay(on, name)
        for year in (today.year, today.year + 1)
        for on, name in public_holidays(year).items()
        if on >= today
    }
    for day in DayOff.objects.filter(on__gte=today):
        found[day.on] = FreeDay(day.on, day.name, day.works, own=True, basis=day.basis)
    return [found[on] for on in sorted(found)]
