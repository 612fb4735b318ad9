"""The short words that come with a report: a commune's boxes, and all communes' side by side for the provincial writer."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse, QueryDict
from django.shortcuts import redirect, render
from django.urls import path
from django.utils import timezone
from django.views.decorators.http import require_http_methods

from binhyen.collection.actions import forget_words, save_words
from binhyen.collection.actions.words import Typed
from binhyen.collection.models import ReportRequest
from binhyen.collection.queries.words import Box, boxes_of, words_by_heading
from binhyen.figures.models import Period
from binhyen.figures.queries.forms import closing_of
from binhyen.figures.rules import periods
from binhyen.foundation.errors import DomainError, Invalid, Stale
from binhyen.foundation.span import Span
from binhyen.foundation.vietnamese import padded
from binhyen.organisation.actor import Actor
from binhyen.organisation.models import Unit
from binhyen.organisation.rules import Act
from binhyen.web.actor import actor_of, acts_on, today, unit_name
from binhyen.web.collection.requests import request_seen
from binhyen.web.refusals import sentence, status_of

_BOX = re.compile(r"o-([1-9])")


@dataclass(frozen=True)
class Refused:
    """Boxes that were not kept: of which request, why, what was typed, and the text that another person saved.

    ``emptying``: the box was left empty, and nobody has said that the saved text may go.
    """

    request_id: int = 0
    status: int = 200
    text: str = ""
    typed: Mapping[int, str] = field(default_factory=dict)
    position: int = 0
    theirs: str = ""
    seen: int = 0
    emptying: bool = False


@require_http_methods(["GET", "POST"])
def words_page(request: HttpRequest, form_code: str, uid: str, span: Span) -> HttpResponse:
    """The boxes of each request that asks this unit for this report; POST keeps those of one request."""
    actor = actor_of(request)
    unit = Unit.objects.visible_to(actor).filter(uid=uid).first()
    acts = acts_on(actor, unit) if unit else frozenset()
    if unit is None or Act.SEE_ALL_STATES not in acts:
        raise Http404
    asking = list(_asking(actor, form_code, unit, span))
    refused = Refused()
    if request.method == "POST":
        found = next((one for one in asking if str(one.pk) == request.POST.get("yeu-cau")), None)
        if found is None:
            raise Http404
        try:
            save_words(found, unit, _boxes(request.POST), actor=actor, now=timezone.now())
        except DomainError as error:
            if Act.DRAFT not in acts:
                raise
            refused = _refused(found, request.POST, error)
        else:
            messages.success(request, f"Đã lưu {timezone.localtime():%H:%M}.")
            return redirect(request.path)
    period = Period.objects.filter(starts_on=span.start, ends_on=span.last).first()
    closed = period is not None and closing_of(form_code, unit, period, today()) is not None
    context = {
        "code": form_code, "uid": uid, "span": span, "unit": unit_name(unit), "period": periods.name(span), "closed": closed,
        "asking": [_asked(one, unit, refused) for one in asking], "may_write": Act.DRAFT in acts and not closed,
        "problems": [{"target": _target(refused), "text": refused.text}] if refused.text else [],
    }  # fmt: skip
    return render(request, "web/collection/words.html", context, status=refused.status)


def _asking(actor: Actor, form_code: str, unit: Unit, span: Span) -> list[ReportRequest]:
    """The requests that stand, have an outline and ask this unit for this report."""
    return list(
        ReportRequest.objects.visible_to(actor)
        .filter(
            withdrawn_at=None, sections__isnull=False, obligations__unit=unit, obligations__form_code=form_code,
            obligations__period__starts_on=span.start, obligations__period__ends_on=span.last,
        )
        .distinct()
    )  # fmt: skip


def _boxes(post: QueryDict) -> dict[int, Typed]:
    """The boxes of the page, by position."""
    boxes: dict[int, Typed] = {}
    for name in post:
        position = _BOX.fullmatch(name)
        if position:
            seen = post.get(f"ban-{position[1]}", "")
            known = seen.isascii() and seen.isdigit() and len(seen) < 9
            boxes[int(position[1])] = Typed(
                post.get(name, ""), int(seen) if known else 0, emptied=post.get(f"xoa-{position[1]}") == "yes"
            )
    return boxes


def _refused(found: ReportRequest, post: QueryDict, error: DomainError) -> Refused:
    typed = {at: box.text for at, box in _boxes(post).items()}
    fixed = (found.pk, status_of(error), sentence(error), typed)
    if isinstance(error, Stale):
        return Refused(*fixed, error.params["position"], error.params["theirs"], error.params["now"])
    named = error.params.get("section", "") if isinstance(error, Invalid) else ""
    at = next((s.position for s in found.sections.all() if s.title == named), 0)
    return Refused(*fixed, at, emptying=error.code == "collection.words_not_emptied")


def _target(refused: Refused) -> str:
    return f"o-{refused.request_id}-{refused.position}" if refused.position else ""


def _asked(found: ReportRequest, unit: Unit, refused: Refused) -> dict[str, Any]:
    mine = refused if refused.request_id == found.pk else Refused()
    return {"request": found, "boxes": [_box(box, mine) for box in boxes_of(found, unit)]}


def _box(box: Box, refused: Refused) -> dict[str, Any]:
    """One box, with what was typed where it was not kept, and beside it what another person saved."""
    clash = bool(refused.seen) and refused.position == box.position
    return {
        "box": box, "text": refused.typed.get(box.position, box.text), "wrong": refused.position == box.position,
        "seen": refused.seen if clash else box.seen, "theirs": refused.theirs if clash else "", "clash": clash,
        "emptying": refused.emptying and refused.position == box.position,
    }  # fmt: skip


@require_http_methods(["GET", "POST"])
def beside_page(request: HttpRequest, pk: int) -> HttpResponse:
    """All units' words heading by heading; POST empties them once the review is issued."""
    actor = actor_of(request)
    found = request_seen(actor, pk)
    if Act.ASK_REPORT not in acts_on(actor, found.issuer):
        raise Http404
    if request.method == "POST":
        if request.POST.get("da-ban-hanh") == "yes":
            count = forget_words(found, actor=actor, now=timezone.now())
            messages.success(request, f"Đã xóa lời văn của {padded(count)} ô.")
        else:
            messages.error(request, "Chưa xóa lời văn nào. Đề nghị đánh dấu “Báo cáo đã ban hành” trước khi xóa.")
        return redirect(request.path)
    headings = words_by_heading(found, actor)
    context = {
        "asked": found, "headings": headings, "period": periods.name(Span(found.starts_on, found.cut_off)),
        "any": any(heading.said for heading in headings), "on": today(),
    }  # fmt: skip
    return render(request, "web/collection/words_beside.html", context)


urlpatterns = [
    path("so-lieu/bieu/<str:form_code>/<path:uid>/<span:span>/loi-van/", words_page, name="report_words"),
    path("yeu-cau/<int:pk>/loi-van/", beside_page, name="request_words"),
]
