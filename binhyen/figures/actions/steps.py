"""What every move of a report leaves behind: one step, from which whose turn it was and for how long is told."""

from __future__ import annotations

from collections.abc import Iterable

from binhyen.figures.models import Step, Submission
from binhyen.figures.rules.cells import CellKey
from binhyen.foundation.audit import Chain
from binhyen.organisation.actor import Actor


def stepped(
    submission: Submission, *, verb: str, seq: int, line: Chain, actor: Actor, cells: Iterable[CellKey] = ()
) -> Step:
    """Keep the move that was just made; ``seq`` is the number of its audit entry."""
    return Step.objects.create(
        submission=submission, seq=seq, at=line.now, verb=verb, stage=submission.stage, version=submission.version,
        by_user=actor.user.pk, by_post=actor.post.pk, reason=submission.reason, due_on=submission.due_on,
        cells=sorted(map(str, cells)),
    )  # fmt: skip
