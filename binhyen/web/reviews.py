"""Pages of the room ``reviews``: the list, drafting one, one review with the way from each number to its source, the .docx."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.conf import settings
from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse, QueryDict
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import path
from django.utils import timezone
from django.views.decorators.http import require_GET, require_http_methods

from binhyen.directives.models import Programme
from binhyen.directives.queries import programme_by_code
from binhyen.figures.models import CellVersion
from binhyen.figures.queries.names import unit_names
from binhyen.foundation.errors import DomainError, Invalid
from binhyen.foundation.span import Span
from binhyen.foundation.vietnamese import read_date
from binhyen.organisation.actor import Actor
from binhyen.organisation.queries import resolve_province_first
from binhyen.organisation.rules import Act, Relation, may
from binhyen.reviews import issuers
from binhyen.reviews.actions import draft
from binhyen.reviews.facts import Source
from binhyen.reviews.material import Kind
from binhyen.reviews.models import KINDS, Review
from binhyen.reviews.paper import make
from binhyen.web.actor import actor_of, today
from binhyen.web.refusals import sentence, status_of

DOCX = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
PER_PAGE = 50
SOURCES_BESIDE = 12
SOURCE_KINDS = {
    "cell": "Số liệu đã phê duyệt",
    "citation": "Văn bản",
    "formula": "Phép tính",
    "setting": "Danh mục",
}
FILE_NAMES = {Kind.INTERIM: "so-ket", Kind.FINAL: "tong-ket"}


def _may_make(actor: Actor) -> bool:
    return may(actor.role, Act.MAKE_REVIEW, Relation.OWN)


@require_GET
def review_list(request: HttpRequest) -> HttpResponse:
    """The reviews that this post may read, newest first."""
    actor = actor_of(request)
    if not may(actor.role, Act.SEE_APPROVED, Relation.OWN):
        raise Http404
    reviews = Review.objects.visible_to(actor).select_related("programme", "unit").defer("facts")
    page = Paginator(reviews, PER_PAGE).get_page(request.GET.get("page"))
    names = unit_names({review.unit for review in page}, today())
    rows = [{"review": r, "kind": KINDS[r.kind], "unit": names[r.unit_id]} for r in page]
    return render(request, "web/reviews/list.html", {"page": page, "rows": rows, "may_make": _may_make(actor)})


@dataclass(frozen=True)
class _Entries:
    """What was chosen and typed, as typed."""

    programme: str
    unit: str
    start: str
    end: str
    kind: str
    profile: str
    provisional: bool

    @classmethod
    def of(cls, form: QueryDict, unit: str) -> _Entries:
        return cls(
            programme=form.get("programme", ""), unit=form.get("unit", unit), start=form.get("start", ""),
            end=form.get("end", ""), kind=form.get("kind", Kind.INTERIM.value),
            profile=form.get("profile", ""), provisional=form.get("provisional") == "yes",
        )  # fmt: skip


@require_http_methods(["GET", "POST"])
def review_new(request: HttpRequest) -> HttpResponse:
    """Draft a review: programme, unit, days, kind, who issues it. On refusal the entries stay and nothing is kept."""
    actor, now = actor_of(request), timezone.now()
    if not _may_make(actor):
        raise Http404
    entries = _Entries.of(request.POST if request.method == "POST" else request.GET, actor.unit.last_name())
    problems, status = [], 200
    if request.method == "POST":
        try:
            made = _draft(entries, actor, now)
        except DomainError as refused:
            problems, status = [{"text": sentence(refused)}], status_of(refused)
        else:
            return redirect("review", made.number)
    context = {
        "entries": entries,
        "problems": problems,
        "programmes": Programme.objects.all(),
        "kinds": list(KINDS.items()),
        "profiles": [("", "Theo chương trình"), *issuers.names().items()],
    }
    return render(request, "web/reviews/new.html", context, status=status)


def _draft(entries: _Entries, actor: Actor, now: datetime) -> Review:
    if not (entries.start.strip() and entries.end.strip()):
        raise Invalid("figures.proposal_needs_period")
    span = Span(read_date(entries.start), read_date(entries.end))
    return draft(
        programme=programme_by_code(entries.programme), unit=resolve_province_first(entries.unit, span.last), span=span,
        kind=Kind(entries.kind) if entries.kind in KINDS else Kind.INTERIM, actor=actor, now=now,
        profile=entries.profile, provisional=entries.provisional, demo=settings.DEMO,
    )  # fmt: skip


def _seen(request: HttpRequest, number: int) -> Review:
    reviews = Review.objects.visible_to(actor_of(request)).select_related("programme", "unit")
    return get_object_or_404(reviews, number=number)


@require_GET
def review_page(request: HttpRequest, number: int) -> HttpResponse:
    """The review as printed, every number bound to its fact and its sources."""
    review = _seen(request, number)
    facts = review.frozen()
    context = {
        "review": review,
        "facts": facts,
        "kind": KINDS[review.kind],
        "unit": unit_names([review.unit], today())[review.unit_id],
        "numbers": len(facts.numbers),
        **({"invented": facts.unit} if review.unit.invented else {}),
        "placeholders": sum(p.role == "placeholder" for s in facts.sections for p in s.paragraphs),
    }
    return render(request, "web/reviews/review.html", context)


@require_GET
def review_number(request: HttpRequest, number: int, n: int) -> HttpResponse:
    """One printed number with its fact and sources; a fragment beside the paper shows the first of them."""
    review = _seen(request, number)
    facts = review.frozen()
    printed = facts.number(n)
    if printed is None:
        raise Http404
    aside = bool(request.headers.get("HX-Request"))
    sources = facts.sources(printed)
    shown = sources[:SOURCES_BESIDE] if aside else sources
    context = {
        "review": review,
        "n": n,
        "text": printed.text,
        "fact": facts.facts[printed.fact],
        "sources": _with_cells(shown),
        "more": len(sources) - len(shown),
        "kind": KINDS[review.kind],
        **({"invented": facts.unit} if review.unit.invented else {}),
    }
    return render(request, f"web/reviews/{'beside' if aside else 'number'}.html", context)


def _with_cells(sources: Sequence[Source]) -> list[dict[str, Any]]:
    """Sources in words; those that are cells lead to the figures' own pages."""
    wanted = {version for source in sources for version in source.cells}
    cells = dict(CellVersion.objects.filter(pk__in=wanted).values_list("pk", "cell_id"))
    return [
        {
            "text": s.text,
            "kind": SOURCE_KINDS[s.kind],
            "cells": list(dict.fromkeys(cells[v] for v in s.cells if v in cells)),
        }
        for s in sources
    ]


@require_GET
def review_docx(request: HttpRequest, number: int) -> HttpResponse:
    """The .docx, made from the frozen facts each time it is asked for."""
    review = _seen(request, number)
    paper = make(review.frozen())
    response = HttpResponse(paper.docx, content_type=DOCX)
    name = f"du-thao-{FILE_NAMES[Kind(review.kind)]}-{review.programme.code}-{review.number}.docx"
    response["Content-Disposition"] = f'attachment; filename="{name}"'
    return response


urlpatterns = [
    path("bao-cao/", review_list, name="reviews"),
    path("bao-cao/lap/", review_new, name="review_new"),
    path("bao-cao/<int:number>/", review_page, name="review"),
    path("bao-cao/<int:number>/so/<int:n>/", review_number, name="review_number"),
    path("bao-cao/<int:number>/tai/", review_docx, name="review_docx"),
]
