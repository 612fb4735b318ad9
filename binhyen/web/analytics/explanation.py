"""The draft that explains a difference (giải trình chênh lệch), for who sees the unit's reports in all their states."""

from __future__ import annotations

from django.http import Http404, HttpRequest, HttpResponse
from django.views.decorators.http import require_safe

from binhyen.figures.rules.cells import CellKey
from binhyen.foundation.official.writer import write
from binhyen.foundation.span import Span
from binhyen.organisation.models import Unit
from binhyen.organisation.rules import Act, Level
from binhyen.reviews.explanation import explanation
from binhyen.reviews.queries.explained import explained
from binhyen.web.actor import actor_of, acts_on, today

DOCX = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"


@require_safe
def explanation_paper(request: HttpRequest, code: str, uid: str, span: Span) -> HttpResponse:
    """The .docx about one indicator of a province or commune over a period; 404 where nothing can be compared.

    It carries the heading of who downloads it: the post's own unit.
    """
    actor = actor_of(request)
    unit = Unit.objects.visible_to(actor).filter(uid=uid).first()
    if unit is None or unit.level not in (Level.PROVINCE, Level.COMMUNE):
        raise Http404
    if Act.SEE_ALL_STATES not in acts_on(actor, unit):
        raise Http404
    facts = explained(unit, CellKey(code), span, today=today(), writer=actor.unit)
    if facts is None:
        raise Http404
    response = HttpResponse(write(explanation(facts)), content_type=DOCX)
    response["Content-Disposition"] = f'attachment; filename="giai-trinh-{code.lower()}-{span.last.isoformat()}.docx"'
    return response
