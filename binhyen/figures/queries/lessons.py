"""Reads of the decisions that the reader's rules may learn from."""

from __future__ import annotations

from binhyen.directives.models import SourceText
from binhyen.figures.models import ReadingDecision
from binhyen.figures.rules.lessons import Decided, Pattern, patterns
from binhyen.organisation.actor import Actor


def decided_patterns(actor: Actor | None) -> list[Pattern]:
    """The patterns of all decisions on texts that ``actor`` sees; of all texts for the maintainer of the server (None)."""
    decisions = ReadingDecision.objects.exclude(measures="").order_by("pk")
    if actor is not None:
        decisions = decisions.filter(source__in=SourceText.objects.visible_to(actor))
    rows = decisions.values_list("source_id", "measures", "proposed", "chosen", "reason")
    return patterns(Decided(*row) for row in rows.iterator())
