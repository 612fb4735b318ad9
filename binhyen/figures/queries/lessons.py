"""Reads of the decisions that the reader's rules may learn from."""

from __future__ import annotations

from binhyen.directives.models import SourceText
from binhyen.figures.models import ReadingDecision
from binhyen.figures.rules.lessons import Decided, Pattern, Suggestion, patterns, suggestions
from binhyen.figures.texts import REJECTIONS, suggestion
from binhyen.organisation.actor import Actor


def decided_patterns(actor: Actor | None) -> list[Pattern]:
    """The patterns of all decisions on texts that ``actor`` sees; of all texts for the maintainer of the server (None)."""
    decisions = ReadingDecision.objects.exclude(measures="").order_by("pk")
    if actor is not None:
        decisions = decisions.filter(source__in=SourceText.objects.visible_to(actor))
    rows = decisions.values_list("source_id", "measures", "proposed", "chosen", "reason")
    return patterns(Decided(*row) for row in rows.iterator())


def counts(pattern: Pattern) -> str:
    """What was decided on a pattern: "7 lần loại (không phải số liệu 5), 0 lần sử dụng, 2 lần đổi sang MOD03, 3 văn bản"."""
    reasons = ", ".join(f"{REJECTIONS[code]} {n}" for code, n in pattern.set_aside.most_common() if code)
    moved = [f"{n} lần đổi sang {code}" for code, n in pattern.corrected.most_common()]
    return ", ".join(
        [
            f"{pattern.rejected} lần loại" + (f" ({reasons})" if reasons else ""),
            f"{pattern.used} lần sử dụng",
            *moved,
            f"{len(pattern.texts)} văn bản",
        ]
    )


def sentence_of(one: Suggestion) -> str:
    """A suggestion in one sentence."""
    return suggestion(one.kind, measures=one.pattern.measures, proposed=one.pattern.proposed, to=one.to)


def report(actor: Actor | None, *, times: int, texts: int) -> list[str]:
    """The suggestions as lines of plain text for the maintainer of the reader; counts and words of the genre only."""
    found = list(suggestions(decided_patterns(actor), times=times, texts=texts))
    return [
        f"“{one.pattern.measures}” ({one.pattern.proposed or 'chưa có chỉ tiêu'}): {counts(one.pattern)} → {sentence_of(one)}"
        for one in found
    ]
