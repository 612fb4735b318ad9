"""Requests as pages show them: the list, one with who owes what by when, a unit's own obligations, the sums of a quick one."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime

from django.db.models import Count, Exists, OuterRef, Q, QuerySet, Subquery
from django.utils import timezone

from binhyen.collection.models import Obligation, ReportRequest
from binhyen.collection.queries.asked import standing_on
from binhyen.collection.queries.calendar import working_days
from binhyen.collection.rules.calendar import deadline_words
from binhyen.figures.models import (
    CellVersion,
    Correction,
    FormLine,
    FormVersion,
    Indicator,
    IndicatorVersion,
    Submission,
)
from binhyen.figures.queries.forms import can_be_collected
from binhyen.figures.rules.cells import APART, State
from binhyen.figures.rules.moves import Stage
from binhyen.foundation.span import Span
from binhyen.foundation.vietnamese import fold
from binhyen.organisation.actor import Actor
from binhyen.organisation.models import Unit

GIVEN = (Stage.SUBMITTED.value, Stage.APPROVED.value)
SHOWN = 100
MOST_HITS = 30


@dataclass(frozen=True)
class Listed:
    """A request in the list: what it is called, by when, how many of those asked have sent their report."""

    request: ReportRequest
    forms: tuple[str, ...]
    owed: int
    given: int
    deadline: str


@dataclass(frozen=True)
class Owing:
    """One obligation: who owes which form for which days by when, and where the report stands (None: not begun)."""

    unit: str
    uid: str
    form_code: str
    form: str
    span: Span
    due_at: datetime
    stage: Stage | None
    there: bool = True


@dataclass(frozen=True)
class OwedReport:
    """What a unit owes under a request, for its work queue. ``deadline`` says date, hour and working days left.

    ``words`` says whether the request has text boxes; ``symbol`` is "" for what was asked in haste.
    """

    request_id: int
    symbol: str
    subject: str
    urgent: bool
    line_of_work: str
    form_code: str
    form_title: str
    unit_id: int
    uid: str
    span: Span
    due_at: datetime
    deadline: str
    stage: Stage | None
    words: bool

    @property
    def is_given(self) -> bool:
        """Whether the report was sent."""
        return self.stage in (Stage.SUBMITTED, Stage.APPROVED)


@dataclass(frozen=True)
class Sum:
    """One line of a quick request: the sum of what was sent, from ``n`` of the units asked."""

    name: str
    unit_of_count: str
    decimals: int
    value: int | None
    n: int


@dataclass(frozen=True)
class Choice:
    """An indicator that a quick request may ask for."""

    code: str
    name: str
    unit_of_count: str


def _stage() -> Subquery:
    return Subquery(_report().values("stage")[:1])


def _report() -> QuerySet[Submission]:
    """The report that answers an obligation."""
    return Submission.objects.filter(
        form_code=OuterRef("form_code"), unit=OuterRef("unit"), period=OuterRef("period"), source=None
    )


def short_titles(codes: Iterable[str]) -> dict[str, str]:
    """The latest short title of each form."""
    rows = FormVersion.objects.filter(code__in=set(codes)).order_by("valid_from")
    return dict(rows.values_list("code", "short_title"))


def requests_of(actor: Actor, today: date) -> list[Listed]:
    """The latest requests that the actor may see, the one due last first, each with how many have answered."""
    found = list(ReportRequest.objects.visible_to(actor).prefetch_related("forms")[:SHOWN])
    owed = Obligation.objects.visible_to(actor).filter(request__in=found).order_by()
    sent = Q(Exists(_report().filter(stage__in=GIVEN)))
    counts = {
        row["request"]: (row["n"], row["given"])
        for row in owed.values("request").annotate(n=Count("pk"), given=Count("pk", filter=sent))
    }
    titles = short_titles(form.form_code for request in found for form in request.forms.all())
    calendar = working_days()
    return [
        Listed(
            request, tuple(titles.get(f.form_code, f.form_code) for f in request.forms.all()),
            *counts.get(request.pk, (0, 0)), deadline_words(timezone.localtime(request.due_at), today, calendar),
        )
        for request in found
    ]  # fmt: skip


def owing_under(request: ReportRequest, actor: Actor) -> list[Owing]:
    """Who owes what under the request, in Vietnamese order of the units; ``there`` False for one gone on the last day."""
    rows = list(
        Obligation.objects.visible_to(actor)
        .filter(request=request)
        .select_related("unit", "period")
        .annotate(stage=_stage())
    )
    titles = short_titles(row.form_code for row in rows)
    standing = {last: standing_on(request.issuer, last) for last in {row.period.ends_on for row in rows}}

    def placed(row: Obligation) -> tuple[bytes, str]:
        version = standing[row.period.ends_on].get(row.unit_id)
        return (bytes(version.sort_key) if version else b"", row.form_code)

    found = []
    for row in sorted(rows, key=placed):
        version = standing[row.period.ends_on].get(row.unit_id)
        stage: str | None = getattr(row, "stage")  # noqa: B009 - the annotation, unknown to the model
        found.append(
            Owing(
                version.full_name if version else row.unit.last_name(), row.unit.uid, row.form_code,
                titles.get(row.form_code, row.form_code), row.period.span, row.due_at, Stage(stage) if stage else None,
                version is not None,
            )
        )  # fmt: skip
    return found


def obligations_of(actor: Actor, unit: Unit, today: date) -> list[OwedReport]:
    """What the unit owes under requests that stand, the nearest deadline first (a constant number of queries)."""
    rows = list(
        Obligation.objects.visible_to(actor)
        .filter(unit=unit, request__withdrawn_at=None)
        .select_related("request", "period")
        .annotate(stage=_stage())
        .order_by("due_at", "form_code", "pk")
    )
    titles = short_titles(row.form_code for row in rows)
    worded = set(
        ReportRequest.objects.filter(pk__in={r.request_id for r in rows}, sections__isnull=False).values_list(
            "pk", flat=True
        )
    )
    calendar = working_days()
    found = []
    for row in rows:
        stage: str | None = getattr(row, "stage")  # noqa: B009 - the annotation, unknown to the model
        found.append(
            OwedReport(
                request_id=row.request_id, symbol=row.request.symbol, subject=row.request.subject,
                urgent=row.request.urgent, line_of_work=row.request.line_of_work, form_code=row.form_code,
                form_title=titles.get(row.form_code, row.form_code), unit_id=unit.pk, uid=unit.uid, span=row.period.span,
                due_at=row.due_at, deadline=deadline_words(timezone.localtime(row.due_at), today, calendar),
                stage=Stage(stage) if stage else None, words=row.request_id in worded,
            )
        )  # fmt: skip
    return found


def sums_of(request: ReportRequest, actor: Actor) -> list[Sum]:
    """What was sent on a quick request, added up line by line; empty for a request of ordinary forms."""
    codes = [form.form_code for form in request.forms.all()]
    lines = list(
        FormLine.objects.filter(version__code__in=codes, version__vertical=True, role=FormLine.COLLECTS)
        .select_related("indicator", "version")
        .order_by("version__code", "position")
    )
    if not lines:
        return []
    units = Obligation.objects.visible_to(actor).filter(request=request).values("unit")
    versions = CellVersion.objects.filter(
        cell__unit__in=units, cell__origin__in=[f"{APART}{code}" for code in codes], submission__stage__in=GIVEN
    ).select_related("cell")
    decided = versions.exclude(pk__in=Correction.objects.exclude(state=Correction.APPROVED).values("version"))
    last: Mapping[int, CellVersion] = {v.cell_id: v for v in decided.order_by("cell_id", "n")}
    told: dict[tuple[str, int, str], list[int]] = defaultdict(list)
    for version in last.values():
        if version.state in (State.REPORTED, State.NOTHING_AROSE):
            cell = version.cell
            told[cell.origin, cell.indicator_id, cell.breakdown].append(version.value or 0)
    found = []
    for line in lines:
        values = told.get((f"{APART}{line.version.code}", line.indicator_id, line.breakdown), [])
        shown = (line.label, line.indicator.unit_of_count, line.indicator.decimals)
        found.append(Sum(*shown, sum(values) if values else None, len(values)))
    return found


def choices_for(text: str, on: date) -> list[Choice]:
    """Indicators whose code or name has all words of ``text`` (marks and case aside), by code; at most ``MOST_HITS``."""
    words = fold(text).split()
    if not words:
        return []
    hits = [c for c in _choices(on) if all(word in fold(f"{c.code} {c.name}") for word in words)]
    return hits[:MOST_HITS]


def chosen_for(codes: Iterable[str], on: date) -> list[Choice]:
    """The indicators of these codes, as they are called on the day; unknown ones are left out."""
    wanted = list(dict.fromkeys(codes))
    known = {c.code: c for c in _choices(on)}
    return [known[code] for code in wanted if code in known]


def _choices(on: date) -> list[Choice]:
    names: dict[int, str] = {}
    for version in IndicatorVersion.objects.order_by("valid_from"):
        if version.indicator_id not in names or version.valid_from <= on:
            names[version.indicator_id] = version.name
    return [
        Choice(i.code, names.get(i.pk, i.code), i.unit_of_count) for i in Indicator.objects.all() if can_be_collected(i)
    ]
