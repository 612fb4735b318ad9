"""What the decisions on proposals suggest for the reader's rules: patterns with their counts. Nothing changes by itself."""

from __future__ import annotations

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_GET

from binhyen.figures.queries.lessons import counts, decided_patterns, report, sentence_of
from binhyen.figures.rules.lessons import FEWEST_TEXTS, FEWEST_TIMES, suggestions
from binhyen.organisation.rules import Act, Relation, may
from binhyen.web.actor import actor_of

SHOWN = 200  # patterns on the page, the most frequent ones


@require_GET
def lessons_page(request: HttpRequest) -> HttpResponse:
    """The suggestions from the texts that the post sees, at least so often and in so many texts; as a page or as plain text."""
    actor = actor_of(request)
    if not may(actor.role, Act.SEE_ALL_STATES, Relation.OWN):
        raise Http404
    times, texts = _least(request, "lan", FEWEST_TIMES), _least(request, "van-ban", FEWEST_TEXTS)
    if request.GET.get("dang") == "txt":
        lines = report(actor, times=times, texts=texts)
        answer = HttpResponse("\n".join([*lines, ""]), content_type="text/plain; charset=utf-8")
        answer["Content-Disposition"] = 'attachment; filename="goi-y-quy-tac-doc.txt"'
        return answer
    found = decided_patterns(actor)
    context = {
        "suggested": [
            {"pattern": one.pattern, "counts": counts(one.pattern), "sentence": sentence_of(one)}
            for one in suggestions(found, times=times, texts=texts)
        ],
        "patterns": [{"pattern": one, "counts": counts(one)} for one in found[:SHOWN]],
        "times": times,
        "texts": texts,
    }
    return render(request, "web/directives/lessons.html", context)


def _least(request: HttpRequest, name: str, usual: int) -> int:
    asked = request.GET.get(name, "")
    return min(max(int(asked), 1), 1000) if asked.isdecimal() and len(asked) < 6 else usual
