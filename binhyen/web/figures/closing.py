"""Closing a period of a form (chốt số liệu): who has not reported, who waits for a decision, and the act itself."""

from __future__ import annotations

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_http_methods

from binhyen.figures import actions
from binhyen.figures.models import Period
from binhyen.figures.queries.schedule import board
from binhyen.figures.rules import periods
from binhyen.figures.rules.moves import Stage
from binhyen.figures.texts import STAGES
from binhyen.foundation.errors import NotAllowed
from binhyen.foundation.span import Span
from binhyen.organisation.models import Unit
from binhyen.organisation.rules import Act, Level
from binhyen.web.actor import actor_of, acts_on
from binhyen.web.figures.addresses import sheet_url, span_text
from binhyen.web.figures.marks import CHIPS, NOT_GIVEN


@require_http_methods(["GET", "POST"])
def close_page(request: HttpRequest, form_code: str, uid: str, span: Span) -> HttpResponse:
    """GET lists the units without an approved report; POST closes the period."""
    actor = actor_of(request)
    province = Unit.objects.visible_to(actor).filter(uid=uid, level=Level.PROVINCE).first()
    period = Period.objects.filter(starts_on=span.start, ends_on=span.last).first()
    acts = acts_on(actor, province) if province else frozenset()
    if province is None or period is None or Act.SEE_ALL_STATES not in acts:
        raise Http404
    if Act.CLOSE not in acts:
        raise NotAllowed("organisation.not_allowed", unit=province.last_name())
    back = f"{reverse('figures')}?bieu={form_code}&ky={span_text(span)}"
    if request.method == "POST":
        actions.close_period(form_code=form_code, province=province, period=period, actor=actor, now=timezone.now())
        messages.success(request, f"Đã chốt số liệu {periods.name(span)}.")
        return redirect(back)
    found = board(actor, province, form_code, span)
    missing = [
        {"name": r.unit.full_name, "url": sheet_url(form_code, r.unit.unit, span), "chip": CHIPS[r.stage],
         "stage": STAGES[r.stage] if r.stage else NOT_GIVEN}
        for r in found.reports if r.stage is not Stage.APPROVED
    ]  # fmt: skip
    context = {
        "board": found, "missing": missing, "period": periods.name(span), "back": back,
        "approved": found.count(Stage.APPROVED), "waiting": found.count(Stage.SUBMITTED),
    }  # fmt: skip
    return render(request, "web/figures/close.html", context)
