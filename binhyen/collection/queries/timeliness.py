"""Who has reported, how completely and how late: all units of a province by all they owe for one day of figures.

Complete is what the cells say, never a click: a report that was sent without a single figure is not counted as given.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime

from django.db.models import Count, Q, QuerySet

from binhyen.collection.models import Obligation, ReportRequest
from binhyen.collection.queries.calendar import working_days
from binhyen.collection.queries.due import IN_ORDER, Deadlines, Due, deadlines_under
from binhyen.collection.queries.progress import standing, told_by, turns_among
from binhyen.collection.rules.lateness import Lateness, Standing, Turn, first_sent, settled
from binhyen.figures.models import DraftCell, FormAssignment, FormLine, FormVersion, Step, Submission
from binhyen.figures.queries.schedule import Closings, begun, closings_on
from binhyen.figures.rules import periods
from binhyen.figures.rules.cells import State
from binhyen.figures.rules.moves import Stage
from binhyen.foundation.span import Span
from binhyen.foundation.working_days import WorkingDays
from binhyen.organisation.actor import Actor
from binhyen.organisation.models import Unit, UnitVersion

GIVEN = (Stage.SUBMITTED, Stage.APPROVED)


@dataclass(frozen=True)
class Owed:
    """One obligation: a form over a period. ``request`` is the latest that asks for it, None where it is standing."""

    form: FormVersion
    span: Span
    total: int
    request: ReportRequest | None = None


@dataclass(frozen=True)
class Entry:
    """What one unit did with one obligation.

    ``filled`` of ``total`` lines have a state other than "chưa có số liệu"; ``returned`` lines wait to be corrected.
    ``closed``: the period was closed and is not open again for the unit, so nothing more can be sent.
    """

    unit: UnitVersion
    owed: Owed
    submission: Submission | None
    filled: int
    returned: int
    due: Due | None
    lateness: Lateness
    closed: bool = False

    @property
    def stage(self) -> Stage | None:
        """The report's stage; None where nothing has been entered."""
        return Stage(self.submission.stage) if self.submission else None

    @property
    def given(self) -> bool:
        """Whether it counts as reported: sent, not sent back, and with figures in it."""
        return self.stage in GIVEN and self.filled > 0

    @property
    def owing(self) -> bool:
        """Whether it can still be sent and has to be."""
        return not self.given and not self.closed

    @property
    def missing(self) -> int:
        """Lines that say "chưa có số liệu"."""
        return max(0, self.owed.total - self.filled)

    @property
    def overdue(self) -> bool:
        """Whether the unit still owes it after the deadline."""
        return self.lateness.standing is Standing.OVERDUE


@dataclass(frozen=True)
class Row:
    """One unit with its entries, one for each obligation; None where it does not owe it."""

    unit: UnitVersion
    entries: tuple[Entry | None, ...]

    @property
    def days_late(self) -> int:
        """Working days late over all that it owes."""
        return sum(entry.lateness.days for entry in self.entries if entry)


@dataclass(frozen=True)
class Timeliness:
    """The board: obligations across, units down in Vietnamese order of names."""

    province: Unit
    on: date
    columns: tuple[Owed, ...]
    rows: tuple[Row, ...]

    def entries(self, column: int) -> list[Entry]:
        """All units' entries for one obligation, in the order of names."""
        return [entry for row in self.rows if (entry := row.entries[column])]


def days_of_figures(province: Unit, today: date, form_code: str | None = None) -> list[date]:
    """The days to which figures are taken under the province (last days of periods that have begun), newest first.

    With ``form_code``: of this form alone.
    """
    assigned = {span.last for form, span, _ in _assigned(province, today) if form_code in (None, form.code)}
    rows = _obligations(province).filter(
        request__withdrawn_at=None, **({} if form_code is None else {"form_code": form_code})
    )
    asked = rows.order_by().values_list("period__ends_on", flat=True).distinct()
    return sorted(assigned | set(asked), reverse=True)


def usual_day(province: Unit, today: date) -> date | None:
    """The day to open the board on: the newest of a periodic form that is over, then of any report; None where none is owed."""
    periodic = [s.last for form, s, _ in _assigned(province, today) if form.calendar != periods.ONCE and s.last < today]
    if periodic:
        return max(periodic)
    days = days_of_figures(province, today)
    return next((day for day in days if day < today), days[0] if days else None)


def timeliness(actor: Actor, province: Unit, on: date, now: datetime, today: date) -> Timeliness:
    """The board of the day, as far as the actor may see the reports. The number of queries does not grow with units."""
    return board_of(Submission.objects.visible_to(actor), province, on, now, today)


def board_of(seen: Reports, province: Unit, on: date, now: datetime, today: date) -> Timeliness:
    """The board over the reports ``seen``."""
    return _board(_read(seen, province, on, on, today), province, on, now)


def boards_between(
    seen: Reports, province: Unit, first: date, last: date, now: datetime, today: date
) -> list[Timeliness]:
    """The boards of all days of figures from ``first`` to ``last``, the newest day first: as many queries as for one."""
    found = _read(seen, province, first, last, today)
    days = sorted({span.last for _, span, _ in found.owed}, reverse=True)
    return [_board(found, province, on, now) for on in days]


@dataclass(frozen=True)
class _Read:
    """All that the boards of some days are made of. ``given`` by (form code, period, unit), the others by report."""

    owed: list[Owing]
    versions: list[UnitVersion]
    totals: Mapping[int, int]
    given: Mapping[tuple[str, Span, int], Submission]
    counts: Mapping[int, tuple[int, int]]
    turns: Mapping[int, list[Turn]]
    closings: Closings
    deadlines: Deadlines
    calendar: WorkingDays


def _read(seen: Reports, province: Unit, first: date, last: date, today: date) -> _Read:
    obligations = list(
        _obligations(province)
        .filter(period__ends_on__range=(first, last))
        .select_related("request", "period")
        .order_by(*IN_ORDER, "id")
    )
    standing_now = [one for one in obligations if one.request.withdrawn_at is None]
    owed = [row for row in _assigned(province, today) if first <= row[1].last <= last] + _asked(standing_now)
    codes = {form.code for form, *_ in owed}
    there = UnitVersion.objects.filter(
        _under(province), Q(valid_to=None) | Q(valid_to__gte=first), valid_from__lte=last
    )
    inside = there.order_by().values("unit")
    reports = seen.filter(source=None, period__ends_on__range=(first, last), unit__in=inside, form_code__in=codes)
    calendar = working_days()
    return _Read(
        owed=owed, versions=list(there.select_related("unit")), totals=_totals(form.pk for form, *_ in owed),
        given=_submissions(reports), counts=_counts(reports), turns=_turns(reports), calendar=calendar,
        closings=closings_on(codes, first, last, today), deadlines=deadlines_under(province, codes, obligations, calendar),
    )  # fmt: skip


def _board(found: _Read, province: Unit, on: date, now: datetime) -> Timeliness:
    owed = [row for row in found.owed if row[1].last == on]
    versions = [v for v in found.versions if v.span.contains(on)]
    columns = _columns(owed, found.totals)
    by_unit: dict[int, list[Entry | None]] = {v.unit_id: [None] * len(columns) for v in versions}
    for n, column in enumerate(columns):
        for version in _members(owed, column, versions):
            by_unit[version.unit_id][n] = _entry(found, column, version, now)
    rows = [Row(v, tuple(by_unit[v.unit_id])) for v in versions if any(by_unit[v.unit_id])]
    return Timeliness(province, on, tuple(columns), tuple(rows))


def _entry(found: _Read, column: Owed, version: UnitVersion, now: datetime) -> Entry:
    code, span = column.form.code, column.span
    report = found.given.get((code, span, version.unit_id))
    pk = report.pk if report else 0
    moves = found.turns.get(pk) or (told_by(report) if report else [])
    due = found.deadlines.due(code, span, version, first_sent(moves))
    stands = standing(moves, due=due, span=span, now=now, calendar=found.calendar)
    closed = found.closings.binds(code, span, version)
    stands = settled(stands) if closed else stands
    filled, back = found.counts.get(pk, (0, 0))
    return Entry(version, column, report, filled, back, due, stands, closed)


Owing = tuple[FormVersion, Span, "Asked"]
Reports = QuerySet[Submission, Submission]


@dataclass(frozen=True)
class Asked:
    """Who owes it: all units of a level, one unit by itself, or those that a request names."""

    level: str = ""
    units: frozenset[int] = frozenset()
    request: ReportRequest | None = None


def _assigned(province: Unit, today: date) -> list[Owing]:
    """Every form over every period that has begun and that units under the province owe by assignment."""
    inside = UnitVersion.objects.filter(province=province).values("unit")
    assignments = list(
        FormAssignment.objects.filter(Q(under_unit=province) | Q(under_unit__in=inside), starts_on__lte=today)
    )
    forms = _forms({a.form_code for a in assignments})
    found: list[Owing] = []
    for assignment in assignments:
        own = assignment.under_unit_id != province.pk
        who = Asked(assignment.level, frozenset({assignment.under_unit_id}) if own else frozenset())
        for span in begun(assignment, forms[assignment.form_code][-1].calendar, today):
            found += [(form, span, who) for form in _in_force(forms[assignment.form_code], span.last)]
    return found


def _asked(obligations: Iterable[Obligation]) -> list[Owing]:
    """What requests ask for, from their obligations, the latest request last."""
    asked: dict[tuple[int, str, int], list[Obligation]] = {}
    for one in obligations:
        asked.setdefault((one.request_id, one.form_code, one.period_id), []).append(one)
    forms = _forms({code for _, code, _ in asked})
    found: list[Owing] = []
    for alike in asked.values():
        first = alike[0]
        who = Asked(units=frozenset(o.unit_id for o in alike), request=first.request)
        span = first.period.span
        found += [(form, span, who) for form in _in_force(forms.get(first.form_code, []), span.last)]
    return found


def _obligations(province: Unit) -> QuerySet[Obligation, Obligation]:
    inside = UnitVersion.objects.filter(province=province).values("unit")
    return Obligation.objects.filter(Q(unit=province) | Q(unit__in=inside))


def _forms(codes: set[str]) -> dict[str, list[FormVersion]]:
    """All versions of each form, oldest first."""
    found: dict[str, list[FormVersion]] = {}
    for form in FormVersion.objects.filter(code__in=codes).order_by("code", "valid_from"):
        found.setdefault(form.code, []).append(form)
    return found


def _in_force(versions: list[FormVersion], on: date) -> list[FormVersion]:
    """The one version that holds on the day, or none."""
    return [v for v in versions if v.valid_from <= on and (v.retired_on is None or v.retired_on > on)][-1:]


def _columns(owed: Iterable[Owing], totals: Mapping[int, int]) -> list[Owed]:
    found: dict[tuple[str, Span], Owed] = {}
    for form, span, who in owed:
        before = found.get((form.code, span))
        request = who.request or (before.request if before else None)
        found[form.code, span] = Owed(form, span, totals.get(form.pk, 0), request)
    return sorted(found.values(), key=lambda c: (c.request is not None, -c.span.start.toordinal(), c.form.code))


def _totals(forms: Iterable[int]) -> Mapping[int, int]:
    """By form version how many lines it collects."""
    lines = FormLine.objects.filter(version__in=set(forms), role=FormLine.COLLECTS).order_by()
    return dict(lines.values_list("version").annotate(n=Count("id")))


def _members(owed: Iterable[Owing], column: Owed, versions: Iterable[UnitVersion]) -> list[UnitVersion]:
    """Who owes the obligation, in the order of ``versions``."""
    asked = [who for form, span, who in owed if (form.code, span) == (column.form.code, column.span)]
    levels = {who.level for who in asked if not who.units}
    single = {unit for who in asked for unit in who.units}
    return [v for v in versions if v.level in levels or v.unit_id in single]


def _under(province: Unit) -> Q:
    return Q(province=province) | Q(unit=province)


def _submissions(reports: Reports) -> dict[tuple[str, Span, int], Submission]:
    return {(s.form_code, s.period.span, s.unit_id): s for s in reports.select_related("period", "unit")}


def _counts(reports: Reports) -> Mapping[int, tuple[int, int]]:
    """By report how many lines are filled, and how many were sent back."""
    rows = DraftCell.objects.filter(submission__in=reports).order_by().values_list("submission")
    filled, back = Count("id", filter=~Q(state=State.NOT_REPORTED)), Count("id", filter=Q(returned=True, along=False))
    return {pk: (n, m) for pk, n, m in rows.annotate(n=filled, m=back)}


def _turns(reports: Reports) -> Mapping[int, list[Turn]]:
    return turns_among(Step.objects.filter(submission__in=reports).order_by("submission_id", "seq"))
