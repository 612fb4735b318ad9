"""Pages on which many proposals are used at once, and on which the latest decision is taken back."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_POST

from binhyen.figures.actions import accept_figures, undo_batch, undo_last
from binhyen.figures.queries.reports import shown
from binhyen.figures.rules import periods
from binhyen.foundation.errors import DomainError, Stale
from binhyen.foundation.vietnamese import number, padded
from binhyen.organisation.actor import Actor
from binhyen.web.actor import actor_of
from binhyen.web.directives.acts import refused_page, text_to_read
from binhyen.web.directives.desk import Defaults, Desk, Place, desk_of
from binhyen.web.directives.together import LEVELS, Ready, Sorted, level_of, sort
from binhyen.web.refusals import sentence, status_of

SHOWN = 200  # of the proposals that are left to a person


@require_http_methods(["GET", "POST"])
def together_page(request: HttpRequest, source_id: int) -> HttpResponse:
    """The list of what would be used, to be read first; then using exactly what was listed and stayed ticked."""
    source, actor = text_to_read(request, source_id), actor_of(request)
    desk, defaults = desk_of(source, actor), Defaults.of(request.GET)
    level = level_of(request.GET.get("tin-cay", ""))
    found = sort(desk, defaults, level, actor)
    problems: list[dict[str, str]] = []
    status = 200
    if request.method == "POST":
        try:
            count = _use(request, desk, found, actor)
        except DomainError as refused:
            problems, status = [{"text": sentence(refused), "target": "danh-sach"}], status_of(refused)
        else:
            messages.success(
                request, f"Đã sử dụng {padded(count)} số liệu. Có thể hoàn tác cả lần này cho đến khi gửi."
            )
            return redirect(desk.home + defaults.query)
    return render(
        request, "web/directives/together.html", _context(desk, defaults, level, found, problems), status=status
    )


def _use(request: HttpRequest, desk: Desk, found: Sorted, actor: Actor) -> int:
    """Take what was ticked; ``Stale`` where the text's proposals are no longer what the page listed."""
    by_place = {one.place: one for one in found.ready}
    ticked = request.POST.getlist("place")
    gone = [place for place in ticked if place not in by_place]
    if gone or not ticked:
        raise Stale("figures.proposal_changed", count=len(gone))
    accept_figures(desk.source, [by_place[p].made for p in ticked], actor=actor, now=timezone.now())
    return len(ticked)


def _context(
    desk: Desk, defaults: Defaults, level: Decimal, found: Sorted, problems: list[dict[str, str]]
) -> dict[str, Any]:
    tail = defaults.query
    return {
        "source": desk.source,
        "home": desk.home + tail,
        "level": number(level, 2).rstrip("0"),
        "of_hundred": int(level * 100),
        "levels": [
            {
                "text": number(one, 2).rstrip("0"),
                "current": one == level,
                "url": f"{tail}{'&' if tail else '?'}tin-cay={one}",
            }
            for one in LEVELS
        ],
        "rows": [_row(desk, one) for one in found.ready],
        "left": found.left[:SHOWN],
        "left_count": len(found.left),
        "programmes": any(one.entered.programme for one in found.ready),
        "problems": problems,
    }


def _row(desk: Desk, one: Ready) -> dict[str, Any]:
    line = desk.lines[one.made.keys[0].indicator]
    return {
        "number": one.number,
        "place": one.place,
        "shown": shown(one.made.content, line.decimals) + ("%" if one.figure.is_percent else ""),
        "unit": "" if one.figure.is_percent else line.unit_of_count,
        "code": line.code,
        "name": line.name,
        "where": one.entered.unit,
        "when": periods.name(one.made.span),
        "programme": one.entered.programme,
        "words": " ".join(one.figure.quote.split()),
        "confidence": number(Decimal(str(one.figure.confidence)), 2),
    }


@require_POST
def undo_page(request: HttpRequest, source_id: int) -> HttpResponse:
    """Take back this person's latest decision on the text, or (``batch``) all that was used together with it."""
    source, actor, now = text_to_read(request, source_id), actor_of(request), timezone.now()
    defaults = Defaults.of(request.GET)
    batch, place = request.POST.get("batch", ""), ""
    try:
        if batch.isdecimal() and len(batch) < 19:
            count = undo_batch(source, batch=int(batch), actor=actor, now=now)
        else:
            passages = undo_last(source, actor=actor, now=now)
            count, place = len(passages), _row_at(desk_of(source, actor), passages[0])
    except DomainError as refused:
        return refused_page(request, source, 0, None, refused)
    messages.success(request, f"Đã hoàn tác {padded(count)} lựa chọn.")
    return redirect(reverse("source", args=[source.pk]) + defaults.query + place)


def _row_at(desk: Desk, passage: Place) -> str:
    """The tail of an address that leads to the proposal of the passage; "" where the reader no longer makes it."""
    found = desk.figure_at(passage)
    return f"#p{found[0]}" if found else ""
