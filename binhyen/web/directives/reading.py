"""The reading page: the text with its marks, the proposals beside it, the contradictions, and where the figures stand."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import replace
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.views.decorators.http import require_GET

from binhyen.directives.models import SourceText
from binhyen.figures.models import Submission
from binhyen.figures.queries.names import names_of, unit_names
from binhyen.figures.rules import periods
from binhyen.figures.rules.cells import Qualifier
from binhyen.figures.rules.moves import Stage
from binhyen.figures.texts import QUALIFIERS, STAGES
from binhyen.organisation.actor import Actor
from binhyen.web.actor import actor_of, today
from binhyen.web.amounts import amount
from binhyen.web.directives.desk import Defaults, Desk, desk_of
from binhyen.web.directives.entering import Entered, as_kept, as_proposed
from binhyen.web.directives.highlight import highlighted, parts
from binhyen.web.directives.proposals import clashes, proposal, proposals, words_of
from binhyen.web.directives.sources import may_accept

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
    editing = int(asked) if asked.isdigit() and len(asked) < 10 else 0
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
    desk, defaults, actor = desk_of(source), Defaults.of(request.GET), actor_of(request)
    figures = desk.reading.figures
    editing = editing if may_accept(actor) and editing <= len(figures) else 0
    cut = parts(source.text, PART)
    part = _part(cut, defaults, figures[editing - 1].start if editing else None)
    rows = proposals(desk, defaults, cut[part])
    states = Counter(row.state for row in rows)
    return {
        "source": source,
        "lines": highlighted(source.text, desk.reading, desk.documents, cut[part]),
        "rows": rows,
        "count": len(figures),
        "clash_count": len(desk.reading.inconsistencies),
        "part": part + 1,
        "parts": len(cut),
        "before": replace(defaults, part=str(part)).query if part else "",
        "after": replace(defaults, part=str(part + 2)).query if part + 1 < len(cut) else "",
        "clashes": clashes(desk, defaults, cut[part]),
        "reviewed": desk.reading.document,
        "used": states["accepted"] + states["corrected"],
        "rejected": states["rejected"],
        "waiting": states["waiting"] + states["conflict"],
        "defaults": defaults,
        "programmes": list(desk.programmes.values()),
        "may_accept": may_accept(actor),
        "editing": editing,
        "form": edit_form(desk, defaults, editing, entered) if editing else None,
        "refused": refused,
        "problems": [{"text": f"Số liệu {editing}: {refused}", "target": f"p{editing}"}] if refused else [],
        "submissions": submissions_of(source, actor),
        "has_outside": bool(desk.reading.outside),
        "has_furniture": bool(desk.reading.ignored),
    }


def _part(cut: Sequence[tuple[int, int]], defaults: Defaults, place: int | None) -> int:
    """Which part of the text is open: the one with the figure that is being edited, else the one asked for."""
    if place is not None:
        return next(n for n, (start, end) in enumerate(cut) if start <= place < end)
    asked = int(defaults.part) if defaults.part.isdigit() else 1
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
