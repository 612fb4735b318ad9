"""The board of a province or commune, and the list of boards that a post may open."""

from __future__ import annotations

from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_GET

from binhyen.figures.models import Cell
from binhyen.figures.queries.guarding import Guards, guards_over
from binhyen.figures.queries.names import names_of
from binhyen.figures.rules import periods
from binhyen.figures.rules.cells import CellKey
from binhyen.foundation.span import Span
from binhyen.foundation.vietnamese import padded
from binhyen.organisation.actor import Actor
from binhyen.organisation.models import UnitVersion, in_force
from binhyen.organisation.queries import predecessors
from binhyen.organisation.rules import Act, Level, Relation, may
from binhyen.web.actor import actor_of, is_outside, today, unit_name
from binhyen.web.analytics import province
from binhyen.web.analytics.question import AS_REPORTED, AS_TODAY, Question, question_of
from binhyen.web.figures.addresses import span_text
from binhyen.web.figures.marks import pick
from binhyen.web.templatetags.binhyen import cell as cell_text
from binhyen.web.templatetags.binhyen import vn_datetime


@require_GET
def board_index(request: HttpRequest) -> HttpResponse:
    """The own board; for who sees all provinces, the list of them."""
    actor = actor_of(request)
    if may(actor.role, Act.SEE_APPROVED, Relation.OUTSIDE):
        versions = UnitVersion.objects.filter(level=Level.PROVINCE).select_related("unit")
        told_of = Cell.objects.filter(unit__level=Level.PROVINCE, approved__isnull=False).values("unit")
        context = {
            "rows": list(versions.filter(in_force(today()))),
            "ended": list(versions.filter(unit__in=told_of, valid_to__lt=today())),
        }
        return render(request, "web/analytics/provinces.html", context)
    if not may(actor.role, Act.SEE_APPROVED, Relation.OWN):
        raise Http404
    return redirect("board", actor.unit.uid)


@require_GET
def board_page(request: HttpRequest, uid: str) -> HttpResponse:
    """One unit's figures; what is shown is approved, and says how much of what is owed it covers."""
    actor = actor_of(request)
    question = question_of(request, uid)
    context: dict[str, Any] = {
        "kept": {"dia-gioi": AS_TODAY} if question.boundaries else {},
        "unit": question.unit,
        "name": unit_name(question.unit),
        "question": question,
        **({"invented": unit_name(question.unit)} if question.unit.invented else {}),
        "stamp": {"icon": "clock", "text": f"Số liệu đến {vn_datetime(timezone.now())}"},
        "picks": _picks(question),
    }
    if question.unit.level == Level.COMMUNE:
        return render(request, "web/analytics/commune.html", {**context, **_commune(actor, question)})
    return render(request, "web/analytics/province.html", {**context, **_province(actor, question)})


def _picks(question: Question) -> list[dict[str, Any]]:
    if question.span is None:
        return []
    spans = [(span_text(span), periods.name(span).capitalize()) for span in question.spans]
    picks = [pick("Kỳ", "ky", spans, span_text(question.span))]
    if question.unit.level == Level.PROVINCE:
        lines = [(line.key.indicator, line.label) for line in question.additive]
        picks.append(pick("Chỉ tiêu thống kê", "chi-tieu", lines, question.chosen))
    return picks


def _province(actor: Actor, question: Question) -> dict[str, Any]:
    formers = [(line.from_unit.uid, line.from_unit.last_name()) for line in predecessors(question.unit)]
    guards = province.guards_on(actor, question)
    if question.span is None:
        return {"published": province.beside(actor, question, guards), "formers": formers}
    reporting = province.reporting(actor, question)
    rows, answers = province.table(question, guards)
    figures = province.headline(question, answers[-1], reporting.kinds)
    chosen = next((line for line in question.additive if line.key.indicator == question.chosen), None)
    communes = province.communes(question, guards)
    return {
        "published": province.beside(actor, question, guards, answers),
        "vertical": [] if is_outside(actor, question.unit) else province.vertical(question),
        "formers": formers,
        "cut": sum(1 for row in communes if row["note"]) if question.boundaries else 0,
        "reporting": reporting,
        "finding": _finding(figures),
        "figures": figures,
        "rows": rows,
        "spans": [periods.name(span) for span in question.shown_spans],
        "communes": communes,
        "chosen": chosen,
        "timeliness_url": "" if is_outside(actor, question.unit) else reverse("timeliness"),
        "explanation_url": _explanation_url(actor, question) if chosen else "",
        "period": periods.name(question.span),
        "unconvertible": province.unconvertible(question),
        "as_reported_url": question.query(**{"dia-gioi": AS_REPORTED}),
        "as_today_url": question.query(**{"dia-gioi": AS_TODAY}),
        "as_of": answers[-1].as_of,
    }


def _explanation_url(actor: Actor, question: Question) -> str:
    """The draft about the chosen indicator, for who sees all states of the province's reports."""
    if is_outside(actor, question.unit):
        return ""
    return reverse("explanation", args=[question.chosen, question.unit.uid, question.span])


def _finding(figures: list[dict[str, Any]]) -> str:
    """The second sentence of the headline: the first number that is there."""
    share = next((f for f in figures if f["text"].endswith("%")), None)
    return f"Tỷ lệ hòa giải thành {share['text']}." if share else ""


def _commune(actor: Actor, question: Question) -> dict[str, Any]:
    """A commune's approved cells inside the period: lines down, reporting periods across, each cell a way to its source."""
    if question.span is None:
        return {"rows": []}
    guards = guards_over([question.unit.pk], question.span) if is_outside(actor, question.unit) else None
    cells = Cell.objects.filter(
        unit=question.unit, origin="", approved__isnull=False,
        period__starts_on__gte=question.span.start, period__ends_on__lte=question.span.last,
    ).select_related("approved", "indicator", "period")  # fmt: skip
    by_key: dict[CellKey, dict[Any, Cell]] = {}
    for cell in cells:
        by_key.setdefault(cell.key, {})[cell.period.span] = cell
    spans = sorted({cell.period.span for cell in cells}, key=lambda s: (s.last, -s.start.toordinal()))
    names = names_of(by_key, question.span.last)
    order = {line.key.indicator: n for n, line in enumerate(question.lines)}
    keys = sorted(by_key, key=lambda key: (order.get(key.indicator, len(order)), key.indicator, key.breakdown))
    rows = [
        {
            "key": key,
            "name": f"- {names[key].rpartition(': ')[2]}" if key.breakdown else names[key],
            "unit": next(iter(by_key[key].values())).indicator.unit_of_count,
            "is_part": bool(key.breakdown),
            "cells": [_shown(by_key[key].get(span), guards) for span in spans],
        }
        for key in keys
    ]
    return {
        "rows": rows,
        "spans": [_short(span) for span in spans],
        "period": periods.name(question.span),
        "finding": f"{padded(len(keys))} chỉ tiêu có số liệu đã phê duyệt",
    }


def _short(span: Span) -> str:
    """A month as a column heading: "T3/2026"; other periods by name."""
    one_month = (span.start.year, span.start.month) == (span.last.year, span.last.month)
    return f"T{span.start.month}/{span.start.year}" if one_month else periods.name(span)


def _shown(cell: Cell | None, guards: Guards | None) -> dict[str, Any]:
    if cell is None or cell.approved is None:
        return {"text": "", "id": 0}
    content, decimals = cell.approved.content, cell.indicator.decimals
    covered = guards.of(cell.unit_id, cell.period.span).cover(cell.key, content, decimals) if guards else ""
    if covered:
        return {"text": covered, "id": 0}
    return {"text": cell_text(content, decimals), "id": cell.pk}
