"""Reports as programs read them: a list, and one with its cells, findings, steps and receipt."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, datetime
from typing import Any

from django.http import Http404, HttpRequest
from ninja import Router
from pydantic import BaseModel, Field

from binhyen.api.access import Caller, caller
from binhyen.api.problems import Wrong, wrong_of
from binhyen.api.shapes import ERRORS, Amount, Page, SpanOut, span_of, text_of_number
from binhyen.api.strict import Code, Limit, Offset, Period
from binhyen.collection.rules.receipts import receipt_code
from binhyen.figures.actions import open_report
from binhyen.figures.models import Submission
from binhyen.figures.queries.guarding import Guard, guard_of
from binhyen.figures.queries.names import post_titles, unit_names
from binhyen.figures.queries.reports import findings_of, shown
from binhyen.figures.queries.schedule import last_sent, seen, seen_one
from binhyen.figures.queries.sheets import SheetLine, form_sheet, kept_findings, reasons_of
from binhyen.figures.rules.moves import Stage
from binhyen.organisation.models import Unit
from binhyen.organisation.queries import version_at
from binhyen.organisation.rules import Act, Relation, may

router = Router(tags=["submissions"])


class SubmissionOut(BaseModel):
    """A report of one unit by one form over one period. ``revision`` goes with every move, so that none rests on an old page."""

    id: int
    form: str
    unit: str
    unit_name: str
    period: SpanOut
    stage: Stage
    version: int
    approved_version: int | None
    revision: int
    presented_at: datetime | None
    submitted_at: datetime | None
    decided_at: datetime | None
    reason: str = Field(description="Why it came back, while it has.")
    due_on: date | None


class SubmissionPage(Page):
    """Reports, the newest first."""

    items: list[SubmissionOut]


class CellOut(Amount):
    """One line of a report. ``seen`` is the version of the working copy: it goes with a new value of the cell."""

    line: str
    name: str
    group: str
    unit_of_count: str
    decimals: int
    required: bool
    collects: bool
    may_enter: bool
    seen: int
    returned: bool
    return_reason: str
    along: bool = Field(
        description="Came back only because an equation of the form binds it to a line that did; the rest is frozen."
    )


class StepOut(BaseModel):
    """A move of the report, by an office; never by name."""

    number: int
    at: datetime
    verb: str
    stage: Stage
    version: int
    post: str
    reason: str
    due_on: date | None
    cells: list[str]


class SubmissionMoved(SubmissionOut):
    """Where a report stands after a move."""

    receipt: str | None = Field(None, description="Mã tiếp nhận of the last sending.")


class SubmissionWhole(SubmissionMoved):
    """A report with everything that stands in it."""

    cells: list[CellOut]
    findings: list[Wrong]
    steps: list[StepOut]
    receipt: str | None = Field(default=None, description="Mã tiếp nhận of the last sending.")
    closed: bool


@router.get("/submissions", response={200: SubmissionPage, **ERRORS}, summary="Báo cáo được xem")
def submissions(
    request: HttpRequest, form: Code | None = None, unit: Code | None = None, period: Period | None = None,
    stage: Stage | None = None, limit: Limit = 100, offset: Offset = 0,
) -> SubmissionPage:  # fmt: skip
    """The reports that the post may see, by form, unit, period and stage."""
    who = caller(request)
    rows = seen(who.actor).order_by("-pk")
    if form is not None:
        rows = rows.filter(form_code=form)
    if unit is not None:
        rows = rows.filter(unit__uid=unit)
    if period is not None:
        span = span_of(period)
        rows = rows.filter(period__starts_on=span.start, period__ends_on=span.last)
    head = _head if may(who.actor.role, Act.SEE_ALL_STATES, Relation.OWN) else _head_outside
    if stage is not None and head is _head:
        rows = rows.filter(stage=stage)
    elif stage not in (None, Stage.APPROVED):
        rows = rows.none()
    shown_rows = list(rows[offset : offset + limit])
    names = unit_names({s.unit_id for s in shown_rows}, who.today)
    return SubmissionPage(
        count=rows.count(), limit=limit, offset=offset, items=[SubmissionOut(**head(s, names)) for s in shown_rows]
    )


@router.get("/submissions/{int:number}", response={200: SubmissionWhole, **ERRORS}, summary="Một báo cáo")
def submission(request: HttpRequest, number: int) -> SubmissionWhole:
    """One report. Read with a key that may write, it counts as opened: who has not opened a report does not decide on it."""
    who = caller(request)
    found = found_by(who, number)
    if not who.token.read_only and who.may(Act.SEE_ALL_STATES, found.unit):
        open_report(found, actor=who.actor, now=who.now)
    return whole(found, who)


def found_by(who: Caller, number: int) -> Submission:
    """The report with that number, as far as the post may see it; 404 otherwise, whatever there is."""
    found = seen_one(who.actor, number)
    if found is None:
        raise Http404
    return found


def name_of(unit: Unit, who: Caller) -> dict[int, str]:
    """The unit's name today, or its last one, under its number."""
    there = version_at(unit.pk, who.today)
    return {unit.pk: there.full_name} if there else unit_names([unit.pk], who.today)


def moved(found: Submission, names: Mapping[int, str]) -> SubmissionMoved:
    """The head of a report that the post has just moved."""
    sent = found.sent_by_step or (last_sent(found) if found.version else None)
    return SubmissionMoved(**_head(found, names), receipt=receipt_code(sent) if sent else None)


def whole(found: Submission, who: Caller) -> SubmissionWhole:
    """The report with what the post may see of it: from outside, approved figures without small ones, and nothing else."""
    assert found.form_version is not None
    outside = who.is_outside(found.unit)
    sheet = form_sheet(
        found.form_version, found.unit, found.period.span, found, only_approved=outside, on=who.today
    )  # fmt: skip
    guard = guard_of(found.unit, found.period.span) if outside else None
    names = unit_names([found.unit_id], who.today)
    enters = who.may(Act.DRAFT, found.unit) and found.stage in (Stage.DRAFT, Stage.SENT_BACK) and sheet.lock is None
    cells = [_cell(line, guard, may_enter=enters and sheet.may_enter(line)) for line in sheet.lines]
    if outside:
        head = _head_outside(found, names)
        return SubmissionWhole(**head, cells=cells, findings=[], steps=[], closed=sheet.lock is not None)
    steps = steps_of(found)
    sent = [step.number for step in steps if step.verb == "submit"]
    return SubmissionWhole(
        **_head(found, names), cells=cells, findings=findings(found, who.today), steps=steps,
        receipt=receipt_code(sent[-1]) if sent else None, closed=sheet.lock is not None,
    )  # fmt: skip


def _head(found: Submission, names: Mapping[int, str]) -> dict[str, Any]:
    same = (
        "stage", "version", "approved_version", "revision", "presented_at", "submitted_at", "decided_at", "reason", "due_on",
    )  # fmt: skip
    return {
        "id": found.pk, "form": found.form_code, "unit": found.unit.uid, "unit_name": names.get(found.unit_id, ""),
        "period": SpanOut.of(found.period.span), **{name: getattr(found, name) for name in same},
    }  # fmt: skip


def _head_outside(found: Submission, names: Mapping[int, str]) -> dict[str, Any]:
    """The same for who only sees what was approved: that it came back since, why, and how far it is, is not theirs to see."""
    head = {**_head(found, names), "reason": "", "due_on": None}
    if found.stage != Stage.APPROVED:
        after = dict.fromkeys(("presented_at", "submitted_at", "decided_at"))
        head |= {"stage": Stage.APPROVED, "version": found.approved_version, **after}
    return head


def _cell(line: SheetLine, guard: Guard | None, *, may_enter: bool) -> CellOut:
    content = line.content
    covered = guard.cover(line.key, content, line.decimals) if guard and content else ""
    given: dict[str, Any] = {"state": "not_reported", "text": ""}
    if covered:
        given = {"state": "reported", "text": covered, "hidden": True}
    elif content is not None:
        given = {
            "state": content.state.value, "qualifier": content.qualifier.value, "text": shown(content, line.decimals),
            "value": text_of_number(content.value, line.decimals),
            "value_max": text_of_number(content.value_max, line.decimals),
            "reason": "" if guard else content.reason,
        }  # fmt: skip
    return CellOut(
        line=str(line.key), name=line.name.lstrip("- "), group=line.group, unit_of_count=line.unit_of_count,
        decimals=line.decimals, required=line.required, collects=line.collects,
        may_enter=may_enter, seen=line.seen,
        returned=line.returned and guard is None, return_reason="" if guard else line.return_reason,
        along=line.along and guard is None, **given,
    )  # fmt: skip


def findings(found: Submission, today: date) -> list[Wrong]:
    """What the checks say of the report: as it stands, or as it stood when an approved one was sent."""
    approved = found.stage == Stage.APPROVED
    said = kept_findings(found) if approved else findings_of(found, today=today)
    reasons = reasons_of(found)
    return [wrong_of(one, reasons.get(one.id, "")) for one in said]


def steps_of(found: Submission) -> list[StepOut]:
    """Every move of the report, the first one first."""
    rows = list(found.steps.order_by("seq"))
    titles = post_titles([row.by_post for row in rows])
    return [
        StepOut(
            number=row.seq, at=row.at, verb=row.verb, stage=Stage(row.stage), version=row.version,
            post=titles.get(row.by_post, ""), reason=row.reason, due_on=row.due_on, cells=row.cells,
        )
        for row in rows
    ]  # fmt: skip
