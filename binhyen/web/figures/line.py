"""One line of a report by itself: what kind of answer it is, its history, who reads it, the periods before."""

from __future__ import annotations

from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from binhyen.figures.queries.histories import story_of
from binhyen.figures.queries.names import programme_names
from binhyen.figures.queries.sheets import SheetLine, recent_of
from binhyen.figures.rules import periods
from binhyen.figures.rules.entered import KINDS
from binhyen.foundation.span import Span
from binhyen.web.actor import actor_of
from binhyen.web.figures.addresses import sheet_url
from binhyen.web.figures.entries import shown_entry, stamp_of
from binhyen.web.figures.findings import notes_of, shown_to
from binhyen.web.figures.keeping import kept_reasons
from binhyen.web.figures.opened import Opened, opened


@require_safe
def line_page(request: HttpRequest, form_code: str, uid: str, span: Span, key: str) -> HttpResponse:
    """The line as a page, or as the panel beside the report where a script asks. No such line: 404."""
    report = opened(actor_of(request), form_code, uid, span)
    line = next((line for line in report.sheet.lines if str(line.key) == key), None)
    if line is None:
        raise Http404
    notes = notes_of(report, kept_reasons(request, report.submission), gaps=False)
    context = {
        "report": report, "line": line, "findings": notes.get(line.key, ()), **_facts(report, line),
        "period": periods.name(span), "back": sheet_url(form_code, uid, span), "kinds": KINDS,
        "may_enter": report.may_enter and report.sheet.may_enter(line), "address": [form_code, uid, span, key],
    }  # fmt: skip
    template = "web/figures/line_panel.html" if request.headers.get("HX-Request") else "web/figures/line.html"
    return render(request, template, context)


def _facts(report: Opened, line: SheetLine) -> dict[str, Any]:
    """The entry, its versions as the reader may see them, the readers by name, the periods before."""
    shown = shown_to(report)
    entry = shown_entry(line)
    outside = report.is_outside
    story = story_of(report.actor, line.cell_id, only_approved=outside) if line.cell_id else None
    recent = recent_of(report.sheet.unit, line.key, report.span)
    return {
        "entry": entry, "stamp": stamp_of(entry),
        "now": shown(line, line.content) + (f" ({line.partial})" if line.partial else ""),
        "steps": [(step, shown(line, step.content)) for step in story.steps] if story else [],
        "readers": programme_names(line.readers),
        "recent": [(periods.name(span), shown(line, content, now=False)) for span, content in recent],
        "previous": shown(line, line.previous, now=False), "same_period": shown(line, line.same_period, now=False),
    }  # fmt: skip
