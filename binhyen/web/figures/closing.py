"""Closing a period of a form (chốt số liệu): who has not reported, who waits for a decision, and the act itself."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_http_methods

from binhyen.collection.letters.sentences import moment
from binhyen.collection.queries.due import dues
from binhyen.figures import actions
from binhyen.figures.models import Period, PeriodLock
from binhyen.figures.queries.names import post_titles
from binhyen.figures.queries.schedule import Board, board
from binhyen.figures.queries.touched import touched_by_reopening
from binhyen.figures.rules import periods
from binhyen.figures.rules.moves import Stage
from binhyen.figures.texts import STAGES
from binhyen.foundation.errors import DomainError, Invalid, NotAllowed, NotFound
from binhyen.foundation.span import Span
from binhyen.foundation.vietnamese import read_date, short_date
from binhyen.organisation.actor import Actor
from binhyen.organisation.models import Unit
from binhyen.organisation.rules import Act, Level
from binhyen.organisation.texts import LINES
from binhyen.web.actor import actor_of, acts_on, today
from binhyen.web.figures.addresses import sheet_url, span_text
from binhyen.web.figures.marks import CHIPS, NOT_GIVEN
from binhyen.web.refusals import sentence, status_of


@require_http_methods(["GET", "POST"])
def close_page(request: HttpRequest, form_code: str, uid: str, span: Span) -> HttpResponse:
    """GET lists the units without an approved report; POST closes the period, or opens a closed one again for one unit."""
    actor = actor_of(request)
    province = Unit.objects.visible_to(actor).filter(uid=uid, level=Level.PROVINCE).first()
    period = Period.objects.filter(starts_on=span.start, ends_on=span.last).first()
    acts = acts_on(actor, province) if province else frozenset()
    if province is None or period is None or Act.SEE_ALL_STATES not in acts:
        raise Http404
    if Act.CLOSE not in acts:
        raise NotAllowed("organisation.not_allowed", unit=province.last_name())
    if span.start > today():
        raise NotFound("figures.period_future", period=str(span))
    back = f"{reverse('figures')}?bieu={form_code}&ky={span_text(span)}"
    refused: DomainError | None = None
    if request.method == "POST" and request.POST.get("act") == "reopen":
        try:
            return _reopened(request, actor, province, period, form_code)
        except DomainError as error:
            refused = error
    elif request.method == "POST":
        actions.close_period(form_code=form_code, province=province, period=period, actor=actor, now=timezone.now())
        messages.success(request, f"Đã chốt số liệu {periods.name(span)}.")
        return redirect(back)
    found = board(actor, province, form_code, span, today())
    missing = [
        {"name": r.unit.full_name, "url": sheet_url(form_code, r.unit.unit, span), "chip": CHIPS[r.stage],
         "stage": STAGES[r.stage] if r.stage else NOT_GIVEN}
        for r in found.reports if r.stage is not Stage.APPROVED
    ]  # fmt: skip
    context = {
        "board": found, "missing": missing, "period": periods.name(span), "back": back,
        "approved": found.count(Stage.APPROVED), "waiting": found.count(Stage.SUBMITTED),
        "returned": found.count(Stage.SENT_BACK), **_still_time(form_code, province, span, found),
        "in_line": found.form.line_of_work == actor.post.line, "line": LINES[found.form.line_of_work],
        **_exceptions(request, actor, found, refused),
    }  # fmt: skip
    return render(request, "web/figures/close.html", context, status=status_of(refused) if refused else 200)


def _still_time(form_code: str, province: Unit, span: Span, found: Board) -> dict[str, Any]:
    """How many of those without an approved report still have time to send one, and until when."""
    if found.lock is not None:
        return {"in_time": 0}
    open_yet = [r.unit.unit_id for r in found.reports if r.stage not in (Stage.APPROVED, Stage.SUBMITTED)]
    ends = [due.at for due in dues(form_code, province, span, open_yet).values() if due.at > timezone.now()]
    return {"in_time": len(ends), "until": moment(timezone.localtime(max(ends))) if ends else ""}


def _reopened(request: HttpRequest, actor: Actor, province: Unit, period: Period, form_code: str) -> HttpResponse:
    """Open the period again for the chosen unit; what was typed is read here, everything else the action decides."""
    lock = PeriodLock.objects.filter(form_code=form_code, under_unit=province, period=period).first()
    uid = request.POST.get("don-vi", "")
    if lock is not None and not uid:
        raise Invalid("collection.no_units")
    unit = Unit.objects.visible_to(actor).filter(uid=uid).first()
    if lock is None or unit is None:
        raise Http404
    said = [int(number) for number in request.POST.getlist("bao-cao") if number.isdecimal()]
    made = actions.reopen(
        lock, unit=unit, reason=request.POST.get("ly-do", ""), document=request.POST.get("van-ban", ""),
        expires_on=read_date(request.POST.get("han", "")), said=said if request.POST.get("da-xem") else (), actor=actor,
        now=timezone.now(),
    )  # fmt: skip
    until = short_date(made.expires_on)
    messages.success(request, f"Đã mở lại {periods.name(period.span)} cho {unit.last_name()} đến hết ngày {until}.")
    return redirect(request.path)


def _exceptions(request: HttpRequest, actor: Actor, found: Board, refused: DomainError | None) -> dict[str, Any]:
    """What was opened again, and the form for another exception with the papers that it touches."""
    lock = found.lock
    if lock is None:
        return {"may_reopen": False}
    rows = list(lock.reopenings.select_related("unit").order_by("-opened_at"))
    names = {report.unit.unit_id: report.unit.full_name for report in found.reports}
    posts = post_titles([row.opened_by_post for row in rows])
    chosen = next(
        (r.unit.unit for r in found.reports if r.unit.unit.uid == request.POST.get("don-vi")), lock.under_unit
    )
    typed = request.POST if refused else {}
    return {
        "reopenings": [
            {"row": row, "unit": names.get(row.unit_id, row.unit.last_name()), "post": posts.get(row.opened_by_post, ""),
             "running": row.expires_on >= today()}
            for row in rows
        ],
        "may_reopen": found.form.line_of_work == actor.post.line and Act.REOPEN in acts_on(actor, lock.under_unit),
        "units": [(r.unit.unit.uid, r.unit.full_name) for r in found.reports], "touched": touched_by_reopening(lock, chosen),
        "refused": sentence(refused) if refused else "",
        "typed": {"unit": typed.get("don-vi", ""), "why": typed.get("ly-do", ""), "document": typed.get("van-ban", ""),
                  "until": typed.get("han", "")},
    }  # fmt: skip
