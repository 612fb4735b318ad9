"""One search over all that has a name of its own (Ctrl+K): units, indicators, symbols and subjects of documents.

The text of documents, words of units and remarks are not searched.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from django.db.models import Q
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import path, reverse
from django.views.decorators.http import require_GET

from binhyen.collection.models import ReportRequest
from binhyen.directives.models import Directive
from binhyen.directives.texts import KINDS
from binhyen.figures.models import Indicator
from binhyen.figures.queries.names import names_of
from binhyen.figures.rules.cells import CellKey
from binhyen.foundation.errors import DomainError
from binhyen.foundation.vietnamese import fold, nfc, short_date
from binhyen.organisation.actor import Actor
from binhyen.organisation.queries import find_units, province_on, units_beginning
from binhyen.organisation.texts import LEVELS
from binhyen.web.actor import actor_of, today

SHOWN = 8
LONGEST = 100


@dataclass(frozen=True)
class Hit:
    """One thing found: where it is, what it is called, what tells it from others of that name."""

    url: str
    name: str
    note: str


@dataclass(frozen=True)
class Hits:
    """What was found of one kind."""

    title: str
    rows: tuple[Hit, ...]


@require_GET
def find(request: HttpRequest) -> HttpResponse:
    """What ``q`` may mean. Entered with Enter, the only hit opens at once; typed, the hits come as a fragment."""
    actor = actor_of(request)
    text = " ".join(nfc(request.GET.get("q", "")).split())[:LONGEST]
    groups = [group for group in _groups(text, actor) if group.rows] if text else []
    rows = [row for group in groups for row in group.rows]
    if "HX-Request" in request.headers:
        return render(request, "web/partials/hits.html", {"groups": groups, "text": text})
    if len(rows) == 1:
        return redirect(rows[0].url)
    return render(request, "web/find.html", {"groups": groups, "text": text, "count": len(rows)})


def _groups(text: str, actor: Actor) -> Iterator[Hits]:
    yield Hits("Đơn vị", tuple(_units(text, actor)))
    yield Hits("Chỉ tiêu thống kê", tuple(_indicators(text)))
    yield Hits("Văn bản", tuple(_documents(text)))
    yield Hits("Yêu cầu báo cáo", tuple(_requests(text, actor)))


def _units(text: str, actor: Actor) -> Iterator[Hit]:
    province = province_on(actor.unit, today())
    try:
        exact = find_units(text, today())
    except DomainError:
        exact = []
    found = {
        hit.uid: hit for hit in [*exact, *units_beginning(text, today(), SHOWN, province.pk if province else None)]
    }
    for hit in list(found.values())[:SHOWN]:
        above = ", ".join(hit.above)
        yield Hit(reverse("unit", args=[hit.uid]), hit.full_name, above or LEVELS[hit.level])


def _indicators(text: str) -> Iterator[Hit]:
    wanted = fold(text)
    codes = list(Indicator.objects.order_by("code").values_list("code", flat=True))
    names = names_of([CellKey(code) for code in codes], today())
    named = [(code, names[CellKey(code)]) for code in codes]
    found = [(code, name) for code, name in named if wanted in fold(f"{code} {name}")]
    found.sort(key=lambda one: (not fold(one[0]).startswith(wanted), not fold(one[1]).startswith(wanted)))
    for code, name in found[:SHOWN]:
        yield Hit(reverse("indicator", args=[code]), name, code)


def _documents(text: str) -> Iterator[Hit]:
    wanted = Q(canonical__icontains=text) | Q(subject__icontains=text) | Q(issuer__icontains=text)
    for one in Directive.objects.filter(wanted).order_by("-issued_on", "canonical")[:SHOWN]:
        note = ", ".join(
            filter(None, [KINDS[one.kind], short_date(one.issued_on) if one.issued_on else "", one.subject])
        )
        yield Hit(reverse("directive", args=[one.pk]), one.canonical, note)


def _requests(text: str, actor: Actor) -> Iterator[Hit]:
    wanted = Q(symbol__icontains=text) | Q(subject__icontains=text)
    for one in ReportRequest.objects.visible_to(actor).filter(wanted)[:SHOWN]:
        yield Hit(reverse("request", args=[one.pk]), one.symbol or one.subject, one.subject if one.symbol else "")


urlpatterns = [path("tim/", find, name="find")]
