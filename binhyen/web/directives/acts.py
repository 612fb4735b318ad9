"""What a person does to a proposal: use it, correct and use it, set it aside, take the decision back."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_POST

from binhyen.directives.models import SourceText
from binhyen.figures.actions import accept_figure, reject_figure, undo_decision
from binhyen.foundation.errors import DomainError
from binhyen.organisation.actor import Actor
from binhyen.reader.reading import Figure
from binhyen.web.actor import actor_of
from binhyen.web.directives.clashes import numbers_of
from binhyen.web.directives.desk import Defaults, Desk, Place, desk_of
from binhyen.web.directives.entering import Entered, Reach, accepted, as_proposed, offer_of, typed
from binhyen.web.directives.reading import reading_context
from binhyen.web.directives.sources import may_accept
from binhyen.web.refusals import sentence, status_of


def text_to_read(request: HttpRequest, source_id: int) -> SourceText:
    """The text, for a post that takes texts in and sees this one; else no such page."""
    actor = actor_of(request)
    if not may_accept(actor):
        raise Http404
    texts = SourceText.objects.visible_to(actor).select_related("unit").prefetch_related("programmes")
    return get_object_or_404(texts, pk=source_id, extent=SourceText.FULL)


@require_POST
def decide(request: HttpRequest, source_id: int, start: int, end: int) -> HttpResponse:
    """One decision on one proposal; ``act`` is accept, save (with the row's form), reject or undo."""
    source, actor, now = text_to_read(request, source_id), actor_of(request), timezone.now()
    desk, defaults = desk_of(source, actor), Defaults.of(request.GET)
    found = desk.figure_at((start, end))
    if found is None:
        raise Http404
    n, figure = found
    act = request.POST.get("act", "")
    entered: Entered | None = typed(request.POST) if act == "save" else None
    try:
        match act:
            case "accept":
                _take(desk, figure, as_proposed(desk, figure, defaults), actor, now)
            case "save":
                assert entered is not None
                _take(desk, figure, entered, actor, now)
            case "reject":
                reason = request.POST.get("reason", "")
                reject_figure(source, start=start, end=end, reason=reason, offer=offer_of(figure), actor=actor, now=now)
            case "undo":
                undo_decision(source, start=start, end=end, actor=actor, now=now)
            case _:
                raise Http404
    except DomainError as error:
        return refused_page(request, source, n, entered, error)
    return _done(request, source, n, defaults)


def _take(desk: Desk, figure: Figure, entered: Entered, actor: Actor, now: datetime) -> None:
    """Accept what was entered in place of what was accepted before, all or nothing."""
    place: Place = (figure.start, figure.end)
    made = accepted(desk, figure, entered, Reach(actor))
    with transaction.atomic():
        before = desk.decisions.get(place)
        if before is not None and (before.submission is None or before.submission.version == 0):
            undo_decision(desk.source, start=figure.start, end=figure.end, actor=actor, now=now)
        for one in made:
            accept_figure(desk.source, one, actor=actor, now=now)


@require_POST
def keep_all(request: HttpRequest, source_id: int, figures: str) -> HttpResponse:
    """Use every figure of a contradiction exactly as the text has it; ``figures`` are their numbers ("3-4-5").

    Not its place among the contradictions: others come and go with what is approved elsewhere.
    """
    source, actor, now = text_to_read(request, source_id), actor_of(request), timezone.now()
    desk, defaults = desk_of(source, actor), Defaults.of(request.GET)
    each = next((one for one in desk.reading.inconsistencies if numbers_of(one) == figures), None)
    if each is None:
        raise Http404
    n = 0
    try:
        with transaction.atomic():
            for at in each.figures:
                n, figure = at + 1, desk.reading.figures[at]
                if (figure.start, figure.end) not in desk.decisions:
                    _take(desk, figure, as_proposed(desk, figure, defaults), actor, now)
    except DomainError as error:
        return refused_page(request, source, n, None, error)
    return _done(request, source, n, defaults)


def _done(request: HttpRequest, source: SourceText, n: int, defaults: Defaults) -> HttpResponse:
    if request.headers.get("HX-Request"):
        return render(request, "web/directives/beside.html", reading_context(request, source))
    return redirect(f"{reverse('source', args=[source.pk])}{defaults.query}#p{n}")


def refused_page(
    request: HttpRequest, source: SourceText, n: int, entered: Entered | None, error: DomainError
) -> HttpResponse:
    """The page (or its side) again with the row's form open, the entries kept, and one sentence that says why."""
    context = reading_context(request, source, editing=n, entered=entered, refused=sentence(error))
    fragment = bool(request.headers.get("HX-Request"))
    template = "web/directives/beside.html" if fragment else "web/directives/reading.html"
    return render(request, template, context, status=422 if fragment else status_of(error))
