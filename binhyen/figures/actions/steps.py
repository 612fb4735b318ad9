"""What every move of a report leaves behind: one step, from which whose turn it was and for how long is told."""

from __future__ import annotations

import json
from collections.abc import Iterable

from django.db import connection

from binhyen.figures.models import Submission
from binhyen.figures.rules.cells import CellKey
from binhyen.foundation.audit import Chain
from binhyen.organisation.actor import Actor


def stepped(
    submission: Submission, *, verb: str, seq: int, line: Chain, actor: Actor, cells: Iterable[CellKey] = ()
) -> None:
    """Keep the move that was just made; ``seq`` is the number of its audit entry."""
    moment, day = connection.ops.adapt_datetimefield_value, connection.ops.adapt_datefield_value
    with connection.cursor() as cursor:
        cursor.execute(
            _STEP,
            [
                submission.pk, seq, moment(line.now), verb, submission.stage, submission.version, actor.user.pk,
                actor.post.pk, submission.reason, day(submission.due_on), json.dumps(sorted(map(str, cells))),
            ],
        )  # fmt: skip


_STEP = """
INSERT INTO figures_step (submission_id, seq, at, verb, stage, version, by_user, by_post, reason, due_on, cells)
VALUES (%s, %s, %s, %s, %s, %s, %s, %s, %s, %s, %s)
"""
