"""Publish a form from chosen lines; give it to single units."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime

from django.db.models import F, Min, QuerySet

from binhyen.directives.rules import clean_words
from binhyen.figures.actions.guards import today_of
from binhyen.figures.models import FormAssignment, FormLine, FormVersion, Indicator, Submission
from binhyen.figures.models.forms import CALENDARS, LINES_OF_WORK
from binhyen.figures.queries.forms import can_be_collected
from binhyen.figures.queries.names import names_of
from binhyen.figures.rules import periods
from binhyen.figures.rules.cells import CellKey
from binhyen.foundation.audit import chain
from binhyen.foundation.errors import Invalid, NotAllowed
from binhyen.foundation.vietnamese import short_date
from binhyen.organisation.actor import Actor, require
from binhyen.organisation.models import Unit, UnitVersion, in_force
from binhyen.organisation.rules import Act, Level, Relation, may

_CODE = re.compile(r"[A-Z0-9][A-Z0-9.-]{0,18}")


@dataclass(frozen=True)
class NewLine:
    """A line to be: what it counts, under which heading; ``label`` "" takes the indicator's wording of the day."""

    indicator: str
    breakdown: str = ""
    group: str = ""
    label: str = ""
    hint: str = ""
    role: str = FormLine.COLLECTS
    required: bool = True


@dataclass(frozen=True)
class NewForm:
    """A form to be. ``vertical``: its figures stand beside the collected ones and are added to nothing."""

    code: str
    title: str
    short_title: str
    calendar: str
    level: str = Level.COMMUNE
    columns: str = ""
    line_of_work: str = "state"
    body: str = ""
    vertical: bool = False
    accept_hedges: bool = False
    basis: str = ""


def publish_form(
    form: NewForm, lines: Sequence[NewLine], *, valid_from: date, actor: Actor | None, now: datetime
) -> FormVersion:
    """Make a version of a form with its lines; it is in force from ``valid_from`` and never changes.

    Refused with ``Invalid``: no lines, a line twice, an unknown indicator, one that begins later or one that no form collects
    (ratios are computed, some are only quoted from published texts), a code or calendar that is none, a version of that day
    that is there, and what another form collects already unless the form stands apart. An actor needs the right to ask for
    reports, and no other unit may have published the form.
    """
    if actor is not None:
        require(actor, Act.ASK_REPORT, actor.unit, today_of(now))
    _well_formed(form, lines)
    with chain(user_id=actor.user.pk if actor else None, post_id=actor.post.pk if actor else None, now=now) as line:
        if actor is not None:
            _not_of_others(form.code, actor, today_of(now))
        if FormVersion.objects.filter(code=form.code, valid_from=valid_from).exists():
            raise Invalid("figures.form_exists", form=form.code)
        indicators = _indicators_of(lines, valid_from)
        if not form.vertical:
            _nobody_else_collects(form.code, form.level, lines)
        version = FormVersion.objects.create(
            code=form.code, valid_from=valid_from, title=clean_words(form.title, 200), level=form.level,
            short_title=clean_words(form.short_title, 80), calendar=form.calendar, columns=form.columns,
            basis=clean_words(form.basis, 300), line_of_work=form.line_of_work, body=form.body, vertical=form.vertical,
            accept_hedges=form.accept_hedges, owner=actor.unit if actor else None,
        )  # fmt: skip
        names = names_of((CellKey(one.indicator, one.breakdown) for one in lines), valid_from)
        FormLine.objects.bulk_create(
            FormLine(
                version=version, position=at, group=one.group[:120], hint=one.hint[:500], breakdown=one.breakdown,
                label=(one.label or names[CellKey(one.indicator, one.breakdown)])[:300], role=one.role,
                indicator=indicators[one.indicator], required=one.required,
            )
            for at, one in enumerate(lines, start=1)
        )  # fmt: skip
        said = {"lines": [str(CellKey(one.indicator, one.breakdown)) for one in lines], "vertical": form.vertical}
        line.entry("figures.publish_form", f"form:{form.code}:{valid_from}", said)
    return version


def require_own_form(form_code: str, actor: Actor, on: date) -> None:
    """``NotAllowed`` unless the form was published by a unit for which the actor may ask for reports; deny by default."""
    _not_of_others(form_code, actor, on)
    if not FormVersion.objects.filter(code=form_code).exists():
        raise NotAllowed("figures.form_of_others", form=form_code[:20])


def _not_of_others(form_code: str, actor: Actor, on: date) -> None:
    for version in FormVersion.objects.filter(code=form_code).select_related("owner"):
        if version.owner is None:
            raise NotAllowed("figures.form_of_others", form=form_code)
        require(actor, Act.ASK_REPORT, version.owner, on)


def _require_units(units: Collection[Unit], actor: Actor, on: date) -> None:
    """``NotAllowed`` unless the actor may ask each of the units; one question for all that stand under the actor's unit."""
    below = UnitVersion.objects.filter(in_force(on), unit__in=units, province=actor.unit).values_list("unit", flat=True)
    known = set(below) if may(actor.role, Act.ASK_REPORT, Relation.CHILD) else set()
    for unit in units:
        if unit.pk not in known:
            require(actor, Act.ASK_REPORT, unit, on)


def _well_formed(form: NewForm, lines: Sequence[NewLine]) -> None:
    known = form.calendar in dict(CALENDARS) and form.level in set(Level) and form.line_of_work in dict(LINES_OF_WORK)
    if not _CODE.fullmatch(form.code) or not known or not form.title.strip():
        raise Invalid("figures.form_malformed", form=form.code[:20])
    if not lines:
        raise Invalid("figures.form_empty", form=form.code)
    keys = Counter(CellKey(one.indicator, one.breakdown) for one in lines)
    twice = next((key for key, times in keys.items() if times > 1), None)
    if twice is not None:
        raise Invalid("figures.line_twice", key=str(twice))


def _indicators_of(lines: Iterable[NewLine], valid_from: date) -> dict[str, Indicator]:
    """By code what the lines count; refused: what is unknown, cannot be collected or begins after the form."""
    asked = Indicator.objects.filter(code__in={one.indicator for one in lines})
    found = {i.code: i for i in asked.annotate(begins=Min("versions__valid_from"))}
    for one in lines:
        _may_be_collected(one, found.get(one.indicator))
    later = next((i for i in found.values() if i.begins is not None and i.begins > valid_from), None)
    if later is not None:
        raise Invalid("figures.indicator_not_yet", code=later.code, on=short_date(later.begins))
    return dict(found)


def _may_be_collected(line: NewLine, indicator: Indicator | None) -> None:
    if indicator is None:
        raise Invalid("figures.indicator_unknown", code=line.indicator[:20])
    if line.role == FormLine.COLLECTS and not can_be_collected(indicator):
        raise Invalid("figures.indicator_not_collected", code=indicator.code)


def _nobody_else_collects(code: str, level: str, lines: Iterable[NewLine]) -> None:
    """Exactly one form of a level collects an indicator and breakdown; every other reads it.

    What a provincial body does itself (trực tiếp thực hiện) is collected at the province beside what the communes do.
    """
    same = FormLine.objects.filter(role=FormLine.COLLECTS, version__vertical=False, version__level=level)
    others = same.exclude(version__code=code)
    taken = {
        CellKey(indicator, breakdown): other
        for indicator, breakdown, other in others.values_list("indicator__code", "breakdown", "version__code")
    }
    for line in lines:
        other = taken.get(CellKey(line.indicator, line.breakdown))
        if line.role == FormLine.COLLECTS and other is not None:
            raise Invalid("figures.collected_twice", key=line.indicator, other=other)


def retire_form(*, form_code: str, actor: Actor, now: datetime) -> int:
    """Withdraw a one-off form from its first day: nobody owes it any more. Returns how many versions it had.

    Where units have begun it, these alone keep it, so that what was reported can be read. Refused: a form that another unit
    published, or the catalogue.
    """
    require(actor, Act.ASK_REPORT, actor.unit, today_of(now))
    with chain(user_id=actor.user.pk, post_id=actor.post.pk, now=now) as line:
        require_own_form(form_code, actor, today_of(now))
        once = FormVersion.objects.filter(code=form_code, calendar=periods.ONCE)
        count = once.count()
        begun = list(Unit.objects.filter(pk__in=Submission.objects.filter(form_code=form_code).values("unit")))
        if begun:
            _only_for(begun, FormAssignment.objects.filter(form_code=form_code))
        else:
            once.update(retired_on=F("valid_from"))
        line.entry("figures.retire_form", f"form:{form_code}", {"versions": count})
    return count


def _only_for(units: Iterable[Unit], assignments: QuerySet[FormAssignment]) -> None:
    """In place of the assignments of a one-off form, which are all of the same days, one for each of the units."""
    first = assignments.first()
    if first is not None:
        days = {"form_code": first.form_code, "starts_on": first.starts_on, "ends_on": first.ends_on}
        assignments.delete()
        FormAssignment.objects.bulk_create(FormAssignment(under_unit=u, level=u.level, **days) for u in units)


def assign_form_to(
    *,
    form_code: str,
    units: Collection[Unit],
    starts_on: date,
    ends_on: date | None,
    actor: Actor | None,
    now: datetime,
) -> int:
    """Only these units owe the form, from the one day to the other (inclusive). Returns how many they are.

    Refused: a unit that the actor may not ask, a form that another unit published, or the catalogue.
    """
    if actor is not None:
        require(actor, Act.ASK_REPORT, actor.unit, today_of(now))
    with chain(user_id=actor.user.pk if actor else None, post_id=actor.post.pk if actor else None, now=now) as line:
        if actor is not None:
            require_own_form(form_code, actor, today_of(now))
            _require_units(units, actor, today_of(now))
        FormAssignment.objects.bulk_create(
            (
                FormAssignment(
                    form_code=form_code, under_unit=unit, level=unit.level, starts_on=starts_on, ends_on=ends_on
                )
                for unit in units
            ),
            ignore_conflicts=True,
        )
        said = {"units": sorted(unit.uid for unit in units), "from": starts_on, "to": ends_on}
        line.entry("figures.assign_form", f"form:{form_code}", said)
    return len(units)
