"""The reading page: the text with its marks, the proposals beside it, the contradictions, and where the figures stand."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.views.decorators.http import require_GET

from binhyen.directives.models import SourceText
from binhyen.figures.models import ReadingDecision, Submission
from binhyen.figures.queries.names import names_of, unit_names
from binhyen.figures.rules import periods
from binhyen.figures.rules.cells import Qualifier
from binhyen.figures.rules.moves import Stage
from binhyen.figures.texts import QUALIFIERS, REJECTIONS, STAGES
from binhyen.organisation.actor import Actor
from binhyen.web.actor import actor_of, today
from binhyen.web.amounts import amount
from binhyen.web.directives.clashes import clashes, headline
from binhyen.web.directives.desk import Defaults, Desk, desk_of
from binhyen.web.directives.entering import Entered, as_kept, as_proposed
from binhyen.web.directives.highlight import highlighted, parts
from binhyen.web.directives.left_out import left_out
from binhyen.web.directives.paper import clauses, is_paper
from binhyen.web.directives.proposals import proposal, proposals, words_of
from binhyen.web.directives.sources import may_accept
from binhyen.web.directives.together import USUAL, last_batch, sort

PART = 60_000  # characters of a text on one page
STAGE_KINDS = {
    Stage.DRAFT: "draft",
    Stage.PRESENTED: "waiting",
    Stage.SUBMITTED: "waiting",
    Stage.SENT_BACK: "returned",
    Stage.APPROVED: "ok",
}


@require_GET
def source_page(request: HttpRequest, source_id: int) -> HttpResponse:
    """One source text. A citation has no text of its own: its figures stand with the words they were taken from."""
    actor = actor_of(request)
    source = get_object_or_404(
        SourceText.objects.visible_to(actor).select_related("unit").prefetch_related("programmes"), pk=source_id
    )
    if source.extent == SourceText.CITATION:
        return render(request, "web/directives/citation.html", _citation(source, actor))
    asked = request.GET.get("sua", "")
    editing = int(asked) if asked.isdecimal() and len(asked) < 10 else 0
    return render(request, "web/directives/reading.html", reading_context(request, source, editing=editing))


def reading_context(
    request: HttpRequest,
    source: SourceText,
    *,
    editing: int = 0,
    entered: Entered | None = None,
    refused: str = "",
) -> dict[str, Any]:
    """What the reading page shows; ``editing`` is the number of the row whose form is open, ``refused`` why it was not kept."""
    actor, defaults = actor_of(request), Defaults.of(request.GET)
    desk = desk_of(source, actor)
    figures = desk.reading.figures
    editing = editing if may_accept(actor) and editing <= len(figures) else 0
    cut = parts(source.text, PART, [(f.start, f.end) for f in figures])
    part = _part(cut, defaults, figures[editing - 1].start if editing else None)
    rows = proposals(desk, defaults, cut[part])
    return {
        "source": source,
        "lines": highlighted(source.text, desk.reading, desk.documents, cut[part]),
        "rows": rows,
        "count": len(figures),
        "clash_count": len(desk.reading.inconsistencies),
        "clash_words": headline(desk),
        **_pages(cut, part, defaults),
        "clashes": clashes(desk, defaults, cut[part], cut),
        **_progress(desk),
        **_together(desk, defaults, actor),
        "defaults": defaults,
        "programmes": list(desk.programmes.values()),
        "may_accept": may_accept(actor),
        "editing": editing,
        "form": edit_form(desk, defaults, editing, entered) if editing else None,
        "refused": refused,
        "problems": [{"text": _where(editing) + refused, "target": f"p{editing}" if editing else "de-xuat"}]
        if refused
        else [],
        "submissions": submissions_of(source, actor),
        "left_out": left_out(source.text, desk.reading, cut[part]),
        "has_outside": bool(desk.reading.outside),
        "has_furniture": bool(desk.reading.ignored),
        "clauses": clauses(source.text, desk.reading) if is_paper(desk.reading) else [],
        "rejections": list(REJECTIONS.items()),
    }


def _where(editing: int) -> str:
    return f"Số liệu {editing}: " if editing else ""


def _pages(cut: Sequence[tuple[int, int]], part: int, defaults: Defaults) -> dict[str, Any]:
    return {
        "part": part + 1,
        "parts": len(cut),
        "before": defaults.at(part) if part else "",
        "after": defaults.at(part + 2) if part + 1 < len(cut) else "",
    }


def _progress(desk: Desk) -> dict[str, Any]:
    """How far the person is with the whole text, not only with the part that is open."""
    decided = Counter(
        desk.decisions[f.start, f.end].decision for f in desk.reading.figures if (f.start, f.end) in desk.decisions
    )
    used, rejected = decided[ReadingDecision.ACCEPTED], decided[ReadingDecision.REJECTED]
    return {
        "used": used,
        "rejected": rejected,
        "seen": used + rejected,
        "waiting": len(desk.reading.figures) - used - rejected,
    }


def _together(desk: Desk, defaults: Defaults, actor: Actor) -> dict[str, Any]:
    """What can be used in one go at the usual level, and the latest go that can still be taken back."""
    if not may_accept(actor):
        return {}
    tail = defaults.query
    return {
        "ready": len(sort(desk, defaults, USUAL, actor).ready),
        "together_url": reverse("source_together", args=[desk.source.pk]) + tail,
        "undo_url": reverse("source_undo", args=[desk.source.pk]) + tail,
        "batch": last_batch(desk),
        "may_undo": any(d.decided_by == actor.user.pk and _still_open(d) for d in desk.decisions.values()),
    }


def _still_open(decision: ReadingDecision) -> bool:
    return decision.submission is None or decision.submission.version == 0


def _part(cut: Sequence[tuple[int, int]], defaults: Defaults, place: int | None) -> int:
    """Which part of the text is open: the one with the figure that is being edited, else the one asked for."""
    if place is not None:
        return next(n for n, (start, end) in enumerate(cut) if start <= place < end)
    asked = int(defaults.part) if defaults.part.isdecimal() and len(defaults.part) < 10 else 1
    return min(max(asked, 1), len(cut)) - 1


def edit_form(desk: Desk, defaults: Defaults, n: int, entered: Entered | None) -> dict[str, Any]:
    """The form of row ``n``: what was typed, else what was accepted, else what the text says."""
    figure = desk.reading.figures[n - 1]
    drafts = desk.drafts.get((figure.start, figure.end), ())
    stated = desk.stated(figure)
    chosen = entered or (as_kept(desk, figure, drafts) if drafts else as_proposed(desk, figure, defaults))
    offered = [desk.lines[code] for code in dict.fromkeys((*stated.codes, *chosen.codes)) if code in desk.lines]
    fitting_lines = [line for line in desk.lines.values() if (line.nature == "ratio") == figure.is_percent]
    return {
        "number": n,
        "entered": chosen,
        "offered": [(line, line.code in chosen.codes) for line in offered],
        "others": [line for line in fitting_lines if line not in offered],
        "qualifiers": [(q.value, QUALIFIERS[q.value] or "đúng số ghi") for q in Qualifier],
        "words": words_of(figure),
        "row": proposal(desk, defaults, n, figure),
    }


def submissions_of(source: SourceText, actor: Actor) -> list[dict[str, Any]]:
    """The reports of figures that came from the text, as far as the actor may see them."""
    found = list(
        Submission.objects.visible_to(actor).filter(source=source).select_related("unit", "period").order_by("pk")
    )
    names = unit_names({s.unit for s in found}, today())
    return [
        {
            "submission": s,
            "unit": names[s.unit_id],
            "period": periods.name(s.period.span),
            "count": s.drafts.count(),
            "kind": STAGE_KINDS[Stage(s.stage)],
            "stage": STAGES[s.stage],
        }
        for s in found
    ]


def _citation(source: SourceText, actor: Actor) -> dict[str, Any]:
    """The figures of a text that is kept elsewhere: line, value, and the words they were taken from."""
    found = submissions_of(source, actor)
    rows = []
    for entry in found:
        drafts = list(entry["submission"].drafts.select_related("indicator").order_by("indicator__code", "breakdown"))
        names = names_of({d.key for d in drafts}, today())
        rows += [
            {
                "code": d.indicator.code,
                "name": names[d.key],
                "amount": amount(d.content, d.indicator),
                "quote": d.provenance.get("quote", ""),
                "place": d.provenance.get("place", ""),
                "period": entry["period"],
            }
            for d in drafts
        ]
    return {"source": source, "rows": rows, "submissions": found}
