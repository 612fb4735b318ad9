"""Who owes what, and how far it is: a unit's own reports, and all units of a province for one form and period."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from django.db.models import BigIntegerField, Count, Exists, OuterRef, Q

from binhyen.figures.models import (
    Cell,
    DraftCell,
    FormAssignment,
    FormLine,
    FormVersion,
    Period,
    PeriodLock,
    Reopening,
    Step,
    Submission,
)
from binhyen.figures.models.submission import SubmissionQuerySet
from binhyen.figures.queries.forms import lines_of
from binhyen.figures.rules import periods
from binhyen.figures.rules.cells import State
from binhyen.figures.rules.moves import Stage
from binhyen.figures.visibility import sees
from binhyen.foundation.errors import NotFound
from binhyen.foundation.span import Span
from binhyen.foundation.vietnamese import short_date
from binhyen.organisation.actor import Actor
from binhyen.organisation.models import Unit, UnitVersion, in_force
from binhyen.organisation.queries import children_on
from binhyen.organisation.rules import Act, Level, Relation, may


@dataclass(frozen=True)
class Report:
    """One report that a unit owes for a period. ``submission`` None: nothing has been entered, or nothing may be seen.

    ``filled`` of ``total`` collecting lines have a state other than "chưa có số liệu".
    """

    unit: UnitVersion
    form: FormVersion
    span: Span
    submission: Submission | None
    filled: int
    total: int
    closed: bool = False
    only_approved: bool = False

    @property
    def stage(self) -> Stage | None:
        """The submission's stage; None where nothing has been entered. For who only sees what was approved: approved."""
        if self.submission is None:
            return None
        return Stage.APPROVED if self.only_approved else Stage(self.submission.stage)

    @property
    def counts(self) -> bool:
        """Whether approved figures of the report stand in the totals (also while it is being corrected)."""
        return self.submission is not None and self.submission.approved_version is not None


@dataclass(frozen=True)
class Board:
    """All reports of one form and period under a province (m of them), in Vietnamese order of names."""

    form: FormVersion
    span: Span
    reports: tuple[Report, ...]
    lock: PeriodLock | None

    def count(self, *stages: Stage) -> int:
        """How many reports stand in one of ``stages``."""
        return sum(1 for report in self.reports if report.stage in stages)

    @property
    def counted(self) -> int:
        """How many reports have approved figures in the totals."""
        return sum(1 for report in self.reports if report.counts)


def begun(assignment: FormAssignment, calendar: str, today: date) -> Iterator[Span]:
    """The assignment's periods that have begun, oldest first; its first day anchors the calendar."""
    start = assignment.starts_on
    if calendar == periods.ONCE:
        if start <= today and assignment.ends_on is not None:
            yield Span(start, assignment.ends_on)
        return
    while start <= today:
        following = periods.shift_months(start, periods.MONTHS[calendar])
        span = Span(start, following - timedelta(days=1))
        if assignment.ends_on is not None and span.last > assignment.ends_on:
            return
        yield span
        start = following


def reports_of(actor: Actor, unit: Unit, today: date) -> list[Report]:
    """Every report that the unit owes for a period that has begun, newest first."""
    versions = list(unit.versions.order_by("valid_from"))
    above = {v.province_id for v in versions if v.province_id} | {unit.pk}
    assignments = list(FormAssignment.objects.filter(under_unit__in=above, level=unit.level))
    forms = _forms(a.form_code for a in assignments)
    owed: list[tuple[UnitVersion, FormVersion, Span]] = []
    for assignment in assignments:
        for span in begun(assignment, forms[assignment.form_code][-1].calendar, today):
            version = next((v for v in versions if v.span.contains(span.last)), None)
            form = _in_force(forms[assignment.form_code], span.last)
            if version and form and assignment.under_unit_id in (version.province_id, unit.pk):
                owed.append((version, form, span))
    owed.sort(key=lambda row: (row[2].last, row[2].start), reverse=True)
    given = {(s.form_code, s.period.span): s for s in seen(actor).filter(unit=unit)}
    reopened = Reopening.objects.filter(lock=OuterRef("pk"), unit=unit, expires_on__gte=today)
    locks = PeriodLock.objects.filter(~Exists(reopened), under_unit__in=above).select_related("period")
    closed = {(lock.form_code, lock.period.span) for lock in locks}
    rows = [(v, f, s, given.get((f.code, s)), (f.code, s) in closed) for v, f, s in owed]
    return _reports(rows, actor)


def forms_under(province: Unit, today: date) -> list[FormVersion]:
    """The forms that units under the province owe, in their latest version: periodic ones first, by code."""
    codes = FormAssignment.objects.filter(under_unit=province, starts_on__lte=today).values_list("form_code", flat=True)
    found = [versions[-1] for versions in _forms(codes).values()]
    return sorted(found, key=lambda form: form.calendar == periods.ONCE)


def periods_under(province: Unit, form: FormVersion, today: date) -> list[Span]:
    """The form's periods under the province that have begun, newest first."""
    assignments = FormAssignment.objects.filter(under_unit=province, form_code=form.code)
    found = {span for assignment in assignments for span in begun(assignment, form.calendar, today)}
    return sorted(found, key=lambda s: (s.last, s.start), reverse=True)


def board(actor: Actor, province: Unit, form_code: str, span: Span, today: date | None = None) -> Board:
    """All units that owe the form for the period, each with its report as far as the actor may see it.

    ``today`` tells for which units a closed period is open again by exception.
    ``NotFound("figures.form_unknown")`` where no version of the form holds on the period's last day.
    """
    versions = _forms([form_code]).get(form_code, [])
    form = _in_force(versions, span.last)
    if form is None:
        raise NotFound("figures.form_unknown", form=form_code, on=short_date(span.last))
    levels = FormAssignment.objects.filter(
        under_unit=province, form_code=form_code, starts_on__lte=span.last
    ).values_list("level", flat=True)
    units = [v for level in sorted(set(levels)) for v in _units_of(province, Level(level), span.last)]
    inside = {"form_code": form_code, "period__starts_on": span.start, "period__ends_on": span.last}
    given = {s.unit_id: s for s in seen(actor).filter(**inside)}
    lock = PeriodLock.objects.filter(under_unit=province, **inside).first()
    free = _reopened(lock, today) if lock is not None and today is not None else frozenset()
    rows = [(v, form, span, given.get(v.unit_id), lock is not None and v.unit_id not in free) for v in units]
    return Board(form, span, tuple(_reports(rows, actor)), lock)


@dataclass(frozen=True)
class Closings:
    """What is closed under a province: (form code, span, unit closed for), and by the same for whom it is open again."""

    closed: frozenset[tuple[str, Span, int]]
    open_again: frozenset[tuple[str, Span, int]]

    def binds(self, form_code: str, span: Span, unit: UnitVersion) -> bool:
        """Whether the unit's report can no longer be sent."""
        if (form_code, span, unit.unit_id) in self.open_again:
            return False
        return any((form_code, span, above) in self.closed for above in (unit.unit_id, unit.province_id) if above)


def closings_on(form_codes: Iterable[str], first: date, last: date, today: date) -> Closings:
    """The closings of the forms over periods that end from ``first`` to ``last``, as they bind ``today``. One query."""
    locks = PeriodLock.objects.filter(form_code__in=set(form_codes), period__ends_on__range=(first, last))
    rows: Iterable[tuple[str, date, date, int, int | None, date | None]] = locks.values_list(
        "form_code", "period__starts_on", "period__ends_on", "under_unit", "reopenings__unit", "reopenings__expires_on"
    )
    closed: set[tuple[str, Span, int]] = set()
    again: set[tuple[str, Span, int]] = set()
    for code, starts_on, ends_on, above, unit, expires_on in rows:
        span = Span(starts_on, ends_on)
        closed.add((code, span, above))
        if unit is not None and expires_on is not None and expires_on >= today:
            again.add((code, span, unit))
    return Closings(frozenset(closed), frozenset(again))


def boards_ended(actor: Actor, province: Unit, today: date) -> list[Board]:
    """The board of each form that units under the province owe, over its last period that has ended; read together."""
    assignments = list(FormAssignment.objects.filter(under_unit=province, starts_on__lte=today))
    forms = _forms(a.form_code for a in assignments)
    ended = _last_ended(assignments, forms, today)
    if not ended:
        return []
    inside = Q()
    for form, span in ended:
        inside |= Q(form_code=form.code, period__starts_on=span.start, period__ends_on=span.last)
    given = {(s.form_code, s.unit_id): s for s in seen(actor).filter(inside)}
    locks = {lock.form_code: lock for lock in PeriodLock.objects.filter(inside, under_unit=province)}
    rows: list[Row] = []
    for form, span in ended:
        levels = sorted({a.level for a in assignments if a.form_code == form.code and a.starts_on <= span.last})
        units = [v for level in levels for v in _units_of(province, Level(level), span.last)]
        rows += [(v, form, span, given.get((form.code, v.unit_id)), form.code in locks) for v in units]
    reports = _reports(rows, actor)
    return [
        Board(form, span, tuple(r for r in reports if r.form == form), locks.get(form.code)) for form, span in ended
    ]


def _last_ended(
    assignments: Iterable[FormAssignment], forms: Mapping[str, Sequence[FormVersion]], today: date
) -> list[tuple[FormVersion, Span]]:
    """The last period of each form that has ended, periodic forms first, with the version that held on its last day."""
    spans: dict[str, Span] = {}
    for one in assignments:
        for span in begun(one, forms[one.form_code][-1].calendar, today):
            known = spans.get(one.form_code, span)
            if span.last < today and (span.last, span.start) >= (known.last, known.start):
                spans[one.form_code] = span
    by_kind = sorted(forms, key=lambda code: forms[code][-1].calendar == periods.ONCE)
    found = [(_in_force(forms[code], spans[code].last), spans[code]) for code in by_kind if code in spans]
    return [(form, span) for form, span in found if form is not None]


def _units_of(province: Unit, level: Level, on: date) -> list[UnitVersion]:
    """The units of the level under the province; of its own level the province itself, for whom its bodies report."""
    if level != province.level:
        return children_on(province, level, on)
    own = province.versions.filter(in_force(on)).select_related("unit").first()
    return [own] if own is not None else []


def _reopened(lock: PeriodLock, today: date) -> frozenset[int]:
    """The units for which the closed period is open again on the day."""
    return frozenset(lock.reopenings.filter(expires_on__gte=today).values_list("unit_id", flat=True))


def seen(actor: Actor) -> SubmissionQuerySet:
    """The reports by a form that the actor may see."""
    return Submission.objects.visible_to(actor).filter(source=None).select_related("period", "unit", "form_version")


def seen_one(actor: Actor, number: int) -> Submission | None:
    """The report by a form with this number, as far as the actor may see it; its lines are read as well."""
    if number > BigIntegerField.MAX_BIGINT:
        return None
    found = next(iter(Submission.objects.raw(_BY_FORM, [number])), None)
    if found is None or not sees(actor, found):
        return None
    if found.unit_id == actor.unit.pk:
        found.unit = actor.unit
    found.period = Period.objects.raw(_PERIOD, [found.period_id])[0]
    found.form_version = FormVersion.objects.raw(_FORM, [found.form_version_id])[0]
    lines_of(found.form_version)
    return found


_BY_FORM = "SELECT * FROM figures_submission WHERE id = %s AND source_id IS NULL"


_PERIOD = "SELECT * FROM figures_period WHERE id = %s"
_FORM = "SELECT * FROM figures_formversion WHERE id = %s"


def last_sent(submission: Submission) -> int | None:
    """The number of the step by which the report was last sent, from which its receipt is made."""
    steps = Step.objects.raw(_LAST_SENT, [submission.pk])
    return next((step.seq for step in steps), None)


_LAST_SENT = "SELECT id, seq FROM figures_step WHERE submission_id = %s AND verb = 'submit' ORDER BY seq DESC LIMIT 1"


Row = tuple[UnitVersion, FormVersion, Span, Submission | None, bool]


def _reports(rows: Sequence[Row], actor: Actor) -> list[Report]:
    totals = _totals({form.pk for _, form, *_ in rows})
    given = [s.pk for *_, s, _ in rows if s]
    outside = not may(actor.role, Act.SEE_ALL_STATES, Relation.OWN)
    filled = approved_lines(given) if outside else filled_lines(given)
    return [
        Report(v, form, span, s, filled.get(s.pk, 0) if s else 0, totals.get(form.pk, 0), closed, outside)
        for v, form, span, s, closed in rows
    ]


def _totals(versions: set[int]) -> Mapping[int, int]:
    lines = FormLine.objects.filter(version__in=versions, role=FormLine.COLLECTS).order_by()
    return dict(lines.values_list("version").annotate(n=Count("id")))


def filled_lines(submissions: Iterable[int]) -> Mapping[int, int]:
    """By submission, how many of its lines have been filled."""
    drafts = DraftCell.objects.filter(submission__in=list(submissions)).exclude(state=State.NOT_REPORTED).order_by()
    return dict(drafts.values_list("submission").annotate(n=Count("id")))


def approved_lines(submissions: Iterable[int]) -> Mapping[int, int]:
    """The same of what was approved: the working copy is nothing that others see."""
    cells = Cell.objects.filter(approved__submission__in=list(submissions)).order_by()
    told = cells.exclude(approved__state=State.NOT_REPORTED).values_list("approved__submission")
    return {pk: n for pk, n in told.annotate(n=Count("id")) if pk is not None}


def _forms(codes: Iterable[str]) -> dict[str, list[FormVersion]]:
    """All versions of each form, oldest first."""
    found: dict[str, list[FormVersion]] = {}
    for version in FormVersion.objects.filter(code__in=set(codes)).order_by("code", "valid_from"):
        found.setdefault(version.code, []).append(version)
    return found


def _in_force(versions: Sequence[FormVersion], on: date) -> FormVersion | None:
    valid = [v for v in versions if v.valid_from <= on and (v.retired_on is None or v.retired_on > on)]
    return valid[-1] if valid else None
