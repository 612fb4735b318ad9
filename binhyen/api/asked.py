"""What is asked of whom by when: requests for reports, and what each unit owes."""

from __future__ import annotations

from datetime import date, datetime

from django.http import Http404, HttpRequest
from ninja import Router
from pydantic import BaseModel, Field

from binhyen.api.access import Caller, caller
from binhyen.api.shapes import ERRORS, Page, SpanOut
from binhyen.api.strict import Code, Day, Limit, Offset
from binhyen.collection.models import ReportRequest
from binhyen.collection.queries.timeliness import Entry, days_of_figures, timeliness
from binhyen.collection.rules.lateness import Standing
from binhyen.figures.rules.moves import Stage
from binhyen.organisation.models import Unit
from binhyen.organisation.queries import province_on, territory
from binhyen.organisation.rules import Act, Level

router = Router(tags=["asked"])


class SectionOut(BaseModel):
    """A heading of the outline with its short text box."""

    position: int
    title: str
    hint: str
    limit: int


class AskedForm(BaseModel):
    """A form that the request asks for, over a period."""

    form: str
    period: SpanOut


class RequestOut(BaseModel):
    """A request for reports (văn bản yêu cầu báo cáo)."""

    id: int
    issuer: str
    symbol: str
    issued_on: date
    subject: str
    urgent: bool
    line_of_work: str
    starts_on: date
    cut_off: date
    actual_until: date | None = Field(description="Days after it, up to the cut-off, are estimated.")
    due_at: datetime
    withdrawn: bool


class RequestPage(Page):
    """Requests, the one due last first."""

    items: list[RequestOut]


class RequestWhole(RequestOut):
    """A request with what it asks for."""

    forms: list[AskedForm]
    sections: list[SectionOut]


class ObligationOut(BaseModel):
    """What one unit owes: a form over a period, by a moment; and how far it is."""

    unit: str
    unit_name: str
    form: str
    period: SpanOut
    request: int | None = Field(description="The request that asks for it; null where it is standing.")
    due_at: datetime | None
    stage: Stage | None = Field(description="null: nothing has been entered.")
    standing: Standing
    working_days_late: int
    submission: int | None
    filled: int
    total: int


class ObligationPage(Page):
    """Obligations for one day of figures, units in Vietnamese order."""

    on: date | None
    items: list[ObligationOut]


@router.get("/requests", response={200: RequestPage, **ERRORS}, summary="Yêu cầu báo cáo")
def requests(request: HttpRequest, limit: Limit = 100, offset: Offset = 0) -> RequestPage:
    """The requests that the post's territory issued or has to answer."""
    rows = ReportRequest.objects.visible_to(caller(request).actor).select_related("issuer").order_by("-due_at", "-pk")
    items = [RequestOut.model_validate(_request(r)) for r in rows[offset : offset + limit]]
    return RequestPage(count=rows.count(), limit=limit, offset=offset, items=items)


@router.get("/requests/{int:number}", response={200: RequestWhole, **ERRORS}, summary="Một yêu cầu báo cáo")
def one_request(request: HttpRequest, number: int) -> RequestWhole:
    """One request with its forms and the outline."""
    found = ReportRequest.objects.visible_to(caller(request).actor).select_related("issuer").filter(pk=number).first()
    if found is None:
        raise Http404
    forms = found.forms.select_related("period").order_by("form_code", "period__starts_on")
    return RequestWhole.model_validate(
        {
            **_request(found),
            "forms": [AskedForm(form=f.form_code, period=SpanOut.of(f.period.span)) for f in forms],
            "sections": [
                SectionOut(position=s.position, title=s.title, hint=s.hint, limit=s.limit) for s in found.sections.all()
            ],
        }
    )


def _request(found: ReportRequest) -> dict[str, object]:
    same = (
        "symbol", "issued_on", "subject", "urgent", "line_of_work", "starts_on", "cut_off", "actual_until", "due_at",
    )  # fmt: skip
    return {
        "id": found.pk, "issuer": found.issuer.uid, "withdrawn": found.withdrawn_at is not None,
        **{name: getattr(found, name) for name in same},
    }  # fmt: skip


@router.get("/obligations", response={200: ObligationPage, **ERRORS}, summary="Trách nhiệm báo cáo")
def obligations(
    request: HttpRequest, on: Day | None = None, unit: Code | None = None, form: Code | None = None,
    limit: Limit = 100, offset: Offset = 0,
) -> ObligationPage:  # fmt: skip
    """What the units of the territory owe for figures up to the day ``on``, the last day of a period.

    Where no day is given, the newest last day that has come, today included (calendar day in Việt Nam), of the given form or of
    any; the answer says in ``on`` which one it is, null where nothing is owed.
    """
    who = caller(request)
    inside = _inside(who, unit)
    province = _province(who)
    day = on or next((one for one in days_of_figures(province, who.today, form) if one <= who.today), None)
    if day is None:
        return ObligationPage(count=0, limit=limit, offset=offset, on=None, items=[])
    board = timeliness(who.actor, province, day, who.now, who.today)
    found = [
        entry
        for row in board.rows
        if row.unit.unit_id in inside
        for entry in row.entries
        if entry is not None and form in (None, entry.owed.form.code)
    ]
    items = [_obligation(entry) for entry in found[offset : offset + limit]]
    return ObligationPage(count=len(found), limit=limit, offset=offset, on=day, items=items)


def _inside(who: Caller, uid: str | None) -> frozenset[int]:
    """The units asked for, all in the territory; 404 for another unit, and for a post that sees no reports."""
    if not who.may(Act.SEE_ALL_STATES, who.actor.unit):
        raise Http404
    units = territory(who.actor.unit)
    if uid is None:
        return units
    found = Unit.objects.visible_to(who.actor).filter(uid=uid, pk__in=units).first()
    if found is None:
        raise Http404
    return frozenset({found.pk})


def _province(who: Caller) -> Unit:
    unit = who.actor.unit
    if unit.level == Level.PROVINCE:
        return unit
    found = province_on(unit, who.today)
    if found is None:
        raise Http404
    return found


def _request_of(entry: Entry) -> int | None:
    """The request whose deadline holds for the unit: for what was sent, the one under which it was sent."""
    asked = (entry.due.request if entry.due else None) or entry.owed.request
    return asked.pk if asked else None


def _obligation(entry: Entry) -> ObligationOut:
    given = entry.submission
    return ObligationOut(
        unit=entry.unit.unit.uid, unit_name=entry.unit.full_name, form=entry.owed.form.code,
        period=SpanOut.of(entry.owed.span), request=_request_of(entry),
        due_at=entry.due.at if entry.due else None, stage=entry.stage, standing=entry.lateness.standing,
        working_days_late=entry.lateness.days, submission=given.pk if given else None, filled=entry.filled,
        total=entry.owed.total,
    )  # fmt: skip
