"""Ask for reports: a document with its outline, forms and deadline; in haste a handful of figures; take it back."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta

from django.db import transaction
from django.utils import timezone

from binhyen.collection.models import Obligation, OutlineSection, ReportRequest, RequestedForm
from binhyen.collection.queries.asked import asked_before, meant_on, owed_by, standing_on
from binhyen.collection.queries.calendar import working_days
from binhyen.collection.queries.due import request_words
from binhyen.collection.queries.requests import short_titles
from binhyen.collection.rules.calendar import LEAST_WORKING_DAYS, can_be_due
from binhyen.collection.rules.words import words_under
from binhyen.directives.models import Directive
from binhyen.directives.rules import clean_words
from binhyen.figures.actions import NewForm, NewLine, assign_form, assign_form_to, publish_form, retire_form
from binhyen.figures.actions.guards import today_of
from binhyen.figures.actions.periods import begin_period
from binhyen.figures.models import FormVersion, Period, PeriodLock
from binhyen.figures.models.forms import LINES_OF_WORK
from binhyen.figures.rules import periods
from binhyen.foundation.audit import chain
from binhyen.foundation.errors import Invalid, NotAllowed, WrongMove
from binhyen.foundation.span import Span
from binhyen.foundation.vietnamese import padded, short_date
from binhyen.foundation.working_days import WorkingDays
from binhyen.organisation.actor import Actor, require
from binhyen.organisation.models import Unit, UnitVersion
from binhyen.organisation.rules import Act, Level

MOST_SECTIONS = 5
MOST_PICKED = 30
FARTHEST = timedelta(days=366)
HASTY = "DX-"


@dataclass(frozen=True)
class Section:
    """A heading of the outline with a text box of at most ``limit`` characters for each unit."""

    title: str
    hint: str = ""
    limit: int = 1500


@dataclass(frozen=True)
class Asked:
    """What a request asks for: forms over their periods, by a moment, under an outline.

    ``actual_until``: true figures up to this day, the rest estimated ("số liệu 5 tháng, ước 6 tháng"). ``units`` None: all
    that owe the forms. ``issued_on`` None: today. ``line_of_work`` "": the line of the issuer's post, the only one allowed.
    ``urgent``: no working day is kept free before the deadline. ``replaces``, with its reason: the deadline goes before that of
    an earlier request for the same report, for who has not sent it yet.
    """

    subject: str
    forms: tuple[tuple[str, Span], ...]
    due_at: datetime
    symbol: str = ""
    issued_on: date | None = None
    actual_until: date | None = None
    sections: tuple[Section, ...] = ()
    line_of_work: str = ""
    directive: Directive | None = None
    units: tuple[Unit, ...] | None = None
    urgent: bool = False
    replaces: bool = False
    replaces_reason: str = ""


def make_request(asked: Asked, *, actor: Actor, now: datetime) -> ReportRequest:
    """Issue a request; each unit that is there on a period's last day owes the form for it, successors in place of units gone.

    Refused with ``Invalid``, naming the field: nothing asked, no subject, dates in the past or in the wrong order, a deadline on
    a day off or without a working day after the last day of the figures, a period that begins after the deadline, more than
    five headings, a closed period, units unknown on the day or chosen though they do not owe the form, nobody who owes it,
    a report that an earlier request asks for already, unless this one ``replaces`` its deadline for a reason.
    """
    require(actor, Act.ASK_REPORT, actor.unit, today_of(now))
    line_of_work = _line(asked.line_of_work, (code for code, _ in asked.forms), actor)
    subject, symbol, sections = _words(asked)
    _dates(asked, now, working_days())
    reason = _reason(asked)
    owing = [(code, span, _owing(code, span, asked.units, actor.unit)) for code, span in asked.forms]
    for _, span in asked.forms:
        begin_period(span)
    with chain(user_id=actor.user.pk, post_id=actor.post.pk, now=now) as line:
        earlier = _earlier(owing, replaces=asked.replaces)
        request = ReportRequest.objects.create(
            issuer=actor.unit, line_of_work=line_of_work, symbol=symbol, subject=subject, urgent=asked.urgent,
            issued_on=asked.issued_on or today_of(now), starts_on=min(span.start for _, span in asked.forms),
            cut_off=max(span.last for _, span in asked.forms), actual_until=asked.actual_until, due_at=asked.due_at,
            directive=asked.directive, made_at=now, made_by_user=actor.user.pk, made_by_post=actor.post.pk,
            replaces_reason=reason if earlier else "",
        )  # fmt: skip
        OutlineSection.objects.bulk_create(
            OutlineSection(request=request, position=at, title=one.title, hint=one.hint, limit=one.limit)
            for at, one in enumerate(sections, start=1)
        )
        for code, span, units in owing:
            _oblige(request, code, span, units)
        said = {"forms": [f"{code}:{span}" for code, span, _ in owing], "due": asked.due_at, "urgent": asked.urgent,
                "units": sorted({unit.uid for *_, units in owing for unit in units})}  # fmt: skip
        if earlier:
            said |= {"replaces": earlier, "reason": reason}
        line.entry("collection.make_request", f"request:{request.pk}", said)
    return request


def _line(wanted: str, forms: Iterable[str], actor: Actor) -> str:
    """The issuer's own line of work; what belongs to another line is asked for, sent back and approved inside that line."""
    own: str = actor.post.line
    other = FormVersion.objects.filter(code__in=list(forms)).exclude(line_of_work=own).first()
    if other is not None or wanted not in ("", own):
        raise NotAllowed("collection.other_line", line=dict(LINES_OF_WORK)[own])
    return own


def require_own_line(request: ReportRequest, actor: Actor) -> None:
    """``NotAllowed("collection.other_line")`` where the request was issued in another line of work than the post's."""
    if request.line_of_work != actor.post.line:
        raise NotAllowed("collection.other_line", line=dict(LINES_OF_WORK)[actor.post.line])


def _oblige(request: ReportRequest, code: str, span: Span, units: Iterable[Unit]) -> None:
    period = Period.objects.get(starts_on=span.start, ends_on=span.last)
    RequestedForm.objects.create(request=request, form_code=code, period=period)
    Obligation.objects.bulk_create(
        Obligation(request=request, unit=unit, form_code=code, period=period, due_at=request.due_at) for unit in units
    )


def _reason(asked: Asked) -> str:
    """Why an earlier deadline is replaced; "" where it is not."""
    if not asked.replaces:
        return ""
    reason = words_under(asked.replaces_reason, 300)
    if not reason:
        raise Invalid("collection.reason_required")
    return reason


def _earlier(owing: Iterable[tuple[str, Span, Sequence[Unit]]], *, replaces: bool) -> list[int]:
    """The earlier requests that ask for the same reports; refused, naming the latest, where they are not to be replaced."""
    found: set[int] = set()
    for code, span, units in owing:
        before = asked_before(code, span, units)
        if before and not replaces:
            last = before[-1]
            same = {one.unit_id for one in before if one.request_id == last.request_id}
            due = timezone.localtime(last.due_at)
            raise Invalid(
                "collection.asked_before", request=request_words(last.request), units=padded(len(same)),
                form=short_titles([code]).get(code, code), period=periods.name(span),
                due=f"{due:%H} giờ {due:%M} ngày {short_date(due.date())}",
            )  # fmt: skip
        found |= {one.request_id for one in before}
    return sorted(found)


def _words(asked: Asked) -> tuple[str, str, list[Section]]:
    """Subject, symbol and headings as they may be kept: every unit asked reads them, so they are refused as ``words_under``."""
    subject = words_under(asked.subject, 300)
    if not subject:
        raise Invalid("collection.field_required", field="Nội dung yêu cầu")
    if not asked.forms:
        raise Invalid("collection.nothing_asked")
    if len(asked.sections) > MOST_SECTIONS:
        raise Invalid("collection.too_many_sections", most=MOST_SECTIONS)
    sections = [Section(words_under(s.title, 200), words_under(s.hint, 300), s.limit) for s in asked.sections]
    if not all(section.title for section in sections):
        raise Invalid("collection.field_required", field="Đề mục của đề cương")
    return subject, clean_words(asked.symbol, 80), sections


def _dates(asked: Asked, now: datetime, calendar: WorkingDays) -> None:
    due = timezone.localtime(asked.due_at)
    day, said = due.date(), {"due": f"{due:%H} giờ {due:%M} ngày {short_date(due.date())}"}
    if asked.due_at <= now:
        raise Invalid("collection.due_past", **said)
    if asked.due_at - now > FARTHEST:
        raise Invalid("collection.due_too_far", **said)
    if asked.issued_on is not None and asked.issued_on > today_of(now):
        raise Invalid("collection.issued_in_future", on=short_date(asked.issued_on))
    if not can_be_due(day, calendar):
        raise Invalid("collection.due_day_off", **said)
    starts = min(span.start for _, span in asked.forms)
    if starts > min(day, today_of(now)):
        raise Invalid("collection.period_ahead", on=short_date(starts))
    _true_until(asked, starts, day, calendar)


def _true_until(asked: Asked, starts: date, due: date, calendar: WorkingDays) -> None:
    """The last day of true figures lies inside the period and, but for what is urgent, a working day before the deadline."""
    cut_off = max(span.last for _, span in asked.forms)
    last = asked.actual_until
    if last is not None and not starts <= last < cut_off:
        raise Invalid("collection.actual_until_outside", start=short_date(starts), end=short_date(cut_off))
    last = last or cut_off
    if asked.urgent and last > due:
        raise Invalid("collection.cut_off_after_due", on=short_date(last))
    if not asked.urgent and calendar.count(last, due) < LEAST_WORKING_DAYS:
        raise Invalid("collection.due_too_soon", on=short_date(last))


def _owing(code: str, span: Span, chosen: Sequence[Unit] | None, province: Unit) -> list[Unit]:
    lock = PeriodLock.objects.filter(
        form_code=code, under_unit=province, period__starts_on=span.start, period__ends_on=span.last
    ).first()
    if lock is not None:
        raise Invalid("collection.period_closed", period=periods.name(span), on=short_date(today_of(lock.closed_at)))
    owing: list[UnitVersion] = owed_by(code, span, standing_on(province, span.last).values(), province)
    if chosen is None:
        if not owing:
            raise Invalid("collection.nobody_owes", form=code, period=periods.name(span))
        return [v.unit for v in owing]
    if not chosen:
        raise Invalid("collection.no_units")
    meant = meant_on(chosen, province, span.last)
    known = {v.unit_id for v in owing}
    other = next((unit for unit in meant if unit.pk not in known), None)
    if other is not None:
        raise Invalid("figures.form_not_assigned", unit=other.last_name(), form=code, period=str(span))
    return meant


@dataclass(frozen=True)
class Haste:
    """A few figures by an hour: indicators by code, the days they are of, and which units (None: all communes)."""

    subject: str
    indicators: tuple[str, ...]
    span: Span
    due_at: datetime
    units: tuple[Unit, ...] | None = None
    line_of_work: str = ""


def ask_quickly(haste: Haste, *, actor: Actor, now: datetime) -> ReportRequest:
    """Publish a one-off form of the chosen indicators, give it to the units and request it: all or nothing.

    Its figures stand beside the collected ones and are added to no total: the periodic report carries the figure that counts.
    Refused as ``make_request`` and ``publish_form``; nothing chosen, or more than thirty.
    """
    require(actor, Act.ASK_REPORT, actor.unit, today_of(now))
    chosen = tuple(dict.fromkeys(haste.indicators))
    if not chosen:
        raise Invalid("collection.nothing_picked")
    if len(chosen) > MOST_PICKED:
        raise Invalid("collection.too_many_picked", most=MOST_PICKED, count=len(chosen))
    subject = words_under(haste.subject, 200)
    if not subject:
        raise Invalid("collection.field_required", field="Nội dung yêu cầu")
    asked = Asked(
        subject=subject, forms=((HASTY, haste.span),), due_at=haste.due_at, urgent=True, units=haste.units,
        line_of_work=_line(haste.line_of_work, (), actor),
    )  # fmt: skip
    _dates(asked, now, working_days())
    begin_period(haste.span)
    with transaction.atomic():
        with chain(user_id=actor.user.pk, post_id=actor.post.pk, now=now) as line:
            seq = line.entry("collection.ask_quickly", f"unit:{actor.unit.uid}", {"indicators": list(chosen)})
        asked = replace(asked, forms=((f"{HASTY}{seq}", haste.span),))
        _give(asked, chosen, actor, now)
        return make_request(asked, actor=actor, now=now)


def _give(asked: Asked, indicators: Sequence[str], actor: Actor, now: datetime) -> None:
    """Publish the one-off form and assign it to the units as they are on the last day."""
    ((code, span),) = asked.forms
    form = NewForm(
        code=code, title=asked.subject, short_title=asked.subject[:80], calendar=periods.ONCE, vertical=True,
        line_of_work=asked.line_of_work,
    )  # fmt: skip
    lines = [NewLine(one, group="Số liệu báo cáo nhanh") for one in indicators]
    publish_form(form, lines, valid_from=span.start, actor=actor, now=now)
    if asked.units is None:
        assign_form(
            form_code=code, province=actor.unit, level=Level.COMMUNE, starts_on=span.start, ends_on=span.end, actor=actor,
            now=now,
        )  # fmt: skip
    else:
        units = meant_on(asked.units, actor.unit, span.last)
        assign_form_to(form_code=code, units=units, starts_on=span.start, ends_on=span.end, actor=actor, now=now)


def withdraw_request(request: ReportRequest, *, actor: Actor, now: datetime) -> ReportRequest:
    """Take a request back: nobody owes it any more; what was reported stays.

    ``WrongMove`` where it was withdrawn before. A one-off form is retired with it; reports that were begun keep theirs.
    """
    require(actor, Act.ASK_REPORT, request.issuer, today_of(now))
    require_own_line(request, actor)
    with transaction.atomic():
        with chain(user_id=actor.user.pk, post_id=actor.post.pk, now=now) as line:
            fresh = ReportRequest.objects.select_for_update(no_key=True, of=("self",)).get(pk=request.pk)
            if fresh.withdrawn_at is not None:
                raise WrongMove("collection.request_withdrawn", on=short_date(today_of(fresh.withdrawn_at)))
            fresh.withdrawn_at = now
            fresh.save(update_fields=["withdrawn_at"])
            line.entry("collection.withdraw_request", f"request:{fresh.pk}")
        for code in fresh.forms.filter(form_code__startswith=HASTY).values_list("form_code", flat=True):
            retire_form(form_code=code, actor=actor, now=now)
    return fresh


def renew_request(request: ReportRequest, *, actor: Actor, now: datetime) -> int:
    """After units have merged or divided: what units that are gone on the last day owed passes to what they became.

    Returns how many obligations changed. What was reported stays where it was reported.
    """
    require(actor, Act.ASK_REPORT, request.issuer, today_of(now))
    require_own_line(request, actor)
    with chain(user_id=actor.user.pk, post_id=actor.post.pk, now=now) as line:
        fresh = ReportRequest.objects.select_for_update(no_key=True, of=("self",)).get(pk=request.pk)
        if fresh.withdrawn_at is not None:
            raise WrongMove("collection.request_withdrawn", on=short_date(today_of(fresh.withdrawn_at)))
        changed = 0
        for form in fresh.forms.select_related("period"):
            owed = list(fresh.obligations.filter(form_code=form.form_code, period=form.period).select_related("unit"))
            standing = standing_on(fresh.issuer, form.period.ends_on)
            gone = [o for o in owed if o.unit_id not in standing]
            meant = meant_on([o.unit for o in gone], fresh.issuer, form.period.ends_on)
            new = [unit for unit in meant if unit.pk not in {o.unit_id for o in owed}]
            fresh.obligations.filter(pk__in=[o.pk for o in gone]).delete()
            Obligation.objects.bulk_create(
                Obligation(request=fresh, unit=unit, form_code=form.form_code, period=form.period, due_at=fresh.due_at)
                for unit in new
            )
            changed += len(gone) + len(new)
        line.entry("collection.renew_request", f"request:{fresh.pk}", {"changed": changed})
    return changed
