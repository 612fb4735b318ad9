"""Layouts of other programmes (/mau-xuat/): upload one with names in its cells, take it out filled for a unit and period."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import PurePath
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import path
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from binhyen.analytics.answers import Total, totals
from binhyen.collection.actions.workbooks import keep_layout, retire_layout
from binhyen.collection.models import ExportLayout
from binhyen.collection.queries.layouts import Unknown, layouts_for, notes_for, texts_for, unknown_names
from binhyen.collection.workbooks.layouts import WORDS, Named, key_of
from binhyen.collection.workbooks.process import filled_layout, layout_names
from binhyen.figures.models import Indicator, Period, Submission
from binhyen.figures.rules import periods
from binhyen.figures.rules.cells import Nature, SumClass
from binhyen.foundation.errors import DomainError, Invalid, NotFound
from binhyen.foundation.span import Span
from binhyen.foundation.vietnamese import padded, scaled
from binhyen.organisation.actor import Actor
from binhyen.organisation.models import Unit
from binhyen.organisation.queries import children_on
from binhyen.organisation.rules import Act, Level
from binhyen.web.actor import actor_of, acts_on, today, unit_name
from binhyen.web.collection.uploaded import uploaded
from binhyen.web.collection.workbook import attachment
from binhyen.web.figures.addresses import read_span, span_text
from binhyen.web.refusals import sentence, status_of
from binhyen.web.templatetags.binhyen import total

SHOWN_PERIODS = 36
OF_MANY = "Số tổng hợp từ báo cáo của nhiều đơn vị nên không điền số báo cáo. Đề nghị tự ghi."


def _now() -> Span:
    return Span(today(), today())


def _own(actor: Actor, uid: str = "") -> Unit:
    """The unit asked for, where all its states are open to the post; else 404."""
    unit = Unit.objects.visible_to(actor).filter(uid=uid or actor.unit.uid).first()
    if unit is None or Act.SEE_ALL_STATES not in acts_on(actor, unit):
        raise Http404
    return unit


@require_http_methods(["GET", "POST"])
def layouts_page(request: HttpRequest) -> HttpResponse:
    """The layouts of the unit and its province; POST takes a new one, or says which cells name nothing."""
    actor = actor_of(request)
    _own(actor)
    problems: list[dict[str, str]] = []
    unknown: list[Unknown] = []
    status = 200
    if request.method == "POST":
        try:
            unknown = _take(request, actor)
            if not unknown:
                return redirect("layouts")
            status = 422
        except DomainError as error:
            problems, status = [{"target": "tep", "text": sentence(error)}], status_of(error)
    context = {
        "layouts": layouts_for(actor, actor.unit, _now()), "problems": problems, "unknown": unknown, "words": WORDS.items(),
        "units": _units(actor), "spans": _spans(), "own": actor.unit.pk, "typed": request.POST.get("ten", ""),
    }  # fmt: skip
    return render(request, "web/collection/layouts.html", context, status=status)


def _take(request: HttpRequest, actor: Actor) -> list[Unknown]:
    """Keep the layout where every name in it means something; else the names that do not."""
    file = uploaded(request)
    if file is None:
        raise Invalid("collection.workbook_missing")
    named = layout_names(file[1])
    if not named:
        raise Invalid("collection.layout_empty")
    unknown = unknown_names(named)
    if not unknown:
        name = request.POST.get("ten", "").strip() or PurePath(file[0].replace("\\", "/")).stem
        layout = keep_layout(name=name, content=file[1], owner=actor.unit, actor=actor, now=timezone.now())
        messages.success(request, f"Đã lưu mẫu xuất “{layout.name}”: {padded(len(named))} ô được điền.")
    return unknown


def _units(actor: Actor) -> list[tuple[str, str]]:
    """The post's unit and, for a province, its communes."""
    units = [(actor.unit.uid, unit_name(actor.unit))]
    if actor.unit.level == Level.PROVINCE:
        units += [(v.unit.uid, v.full_name) for v in children_on(actor.unit, Level.COMMUNE, today())]
    return units


def _spans() -> list[tuple[str, str]]:
    """Periods for which there are reports, the latest first."""
    spans = [
        p.span for p in Period.objects.filter(starts_on__lte=today()).order_by("-ends_on", "-starts_on")[:SHOWN_PERIODS]
    ]
    return [(span_text(span), periods.name(span)) for span in spans]


def _layout(actor: Actor, pk: int) -> ExportLayout:
    layout = layouts_for(actor, actor.unit, _now()).filter(pk=pk).first()
    if layout is None:
        raise Http404
    return layout


@require_safe
def filled_file(request: HttpRequest, pk: int) -> HttpResponse:
    """The layout with the figures of a unit and period in it."""
    actor = actor_of(request)
    unit, span = _own(actor, request.GET.get("don-vi", "")), read_span(request.GET.get("ky", ""))
    layout = _layout(actor, pk)
    if span is None:
        raise Http404
    if span.start > today():
        raise NotFound("figures.period_future", period=str(span))
    content = bytes(layout.content)
    reports = Submission.objects.visible_to(actor).filter(
        unit=unit, unit_id=actor.unit.pk, source=None, period__starts_on=span.start, period__ends_on=span.last
    )
    named = layout_names(content)
    texts, notes = texts_for(named, unit, span, reports), notes_for(named, unit, span)
    if unit.level == Level.PROVINCE:
        added = _totals(named, unit, span)
        texts |= added
        if added:
            texts["report_number"], notes["report_number"] = "", OF_MANY
    return attachment(filled_layout(content, texts, notes), f"{layout.name}-{unit.uid}-{span_text(span)}.xlsx")


def _totals(named: Iterable[Named], province: Unit, span: Span) -> dict[str, Any]:
    """The province's totals of approved figures, where any unit gave a number; with n/m where not all reported.

    What does not add up over units (ratios, distinct counts) is not here.
    """
    keys = {one.name: key for one in named if one.name not in WORDS and (key := key_of(one.name)) is not None}
    known = Indicator.objects.filter(code__in={key.indicator for key in keys.values()})
    adding = {i.code for i in known if Nature(i.nature).adds_over_units and not i.register}
    rows = totals(province, [key for key in set(keys.values()) if key.indicator in adding], span, today=today()).rows
    return {name: _total(rows[key]) for name, key in keys.items() if key in rows and rows[key].known}


def _total(row: Total) -> int | float | str:
    """A whole and exact total as a number, anything less in words."""
    if row.reported == row.expected and row.sum_class is SumClass.EXACT:
        return float(scaled(row.value, row.decimals)) if row.decimals else row.value
    said = total(row.weight, row.decimals)
    return said if row.reported == row.expected else f"{said} ({row.reported}/{row.expected} báo cáo)"


@require_POST
def retire(request: HttpRequest, pk: int) -> HttpResponse:
    """Offer a layout no longer."""
    actor = actor_of(request)
    layout = _layout(actor, pk)
    if layout.owner_id != actor.unit.pk:
        raise Http404
    retire_layout(layout, actor=actor, now=timezone.now())
    messages.success(request, f"Đã gỡ mẫu xuất “{layout.name}”.")
    return redirect("layouts")


urlpatterns = [
    path("mau-xuat/", layouts_page, name="layouts"),
    path("mau-xuat/<int:pk>/", filled_file, name="layout_filled"),
    path("mau-xuat/<int:pk>/go/", retire, name="layout_retire"),
]
