"""Put a report's working copy on the record: one new version of each cell that changed, inside the database.

Sixty cells made as objects cost more than all the rest of a sending, and at the deadline every sending waits for the one
before it; so the rows go from the working copy into the record in two statements.
"""

from __future__ import annotations

import json
from typing import Any

from django.db import connection

from binhyen.figures.models import Correction, Submission
from binhyen.figures.queries.verification import Recorded
from binhyen.figures.rules.cells import State
from binhyen.foundation.audit import Chain
from binhyen.organisation.actor import Actor

# A cell that says nothing gets no place until it has had one.
_PLACES = """
INSERT INTO figures_cell (indicator_id, breakdown, unit_id, period_id, origin)
SELECT d.indicator_id, d.breakdown, %(unit)s, %(period)s, %(origin)s
FROM figures_draftcell d
WHERE d.submission_id = %(submission)s AND (d.state <> %(nothing)s OR d.reason <> '')
ORDER BY d.id
ON CONFLICT DO NOTHING
"""
# What the places refer to is looked up now, before the chain is held, and not with the commit.
_REFER_NOW = "SET CONSTRAINTS ALL IMMEDIATE; SET CONSTRAINTS ALL DEFERRED"
# ``last`` is the cell's last version that is no refused correction; numbers go on from the highest given to any.
_VERSIONS = """
INSERT INTO figures_cellversion (
  cell_id, n, submission_id, submission_version, state, value, value_max, qualifier, reason, provenance, seq, at, by_user,
  by_post
)
SELECT c.id, COALESCE((SELECT MAX(v.n) FROM figures_cellversion v WHERE v.cell_id = c.id), 0) + 1, d.submission_id,
  %(version)s, d.state, d.value, d.value_max, d.qualifier, d.reason, d.provenance,
  %(seq)s + ROW_NUMBER() OVER (ORDER BY d.id), %(at)s, %(user)s, %(post)s
FROM figures_draftcell d
JOIN figures_cell c ON c.unit_id = %(unit)s AND c.indicator_id = d.indicator_id AND c.breakdown = d.breakdown
  AND c.period_id = %(period)s AND c.origin = %(origin)s
LEFT JOIN figures_cellversion last ON last.cell_id = c.id AND last.n = (
  SELECT MAX(v.n) FROM figures_cellversion v LEFT JOIN figures_correction r ON r.version_id = v.id
  WHERE v.cell_id = c.id AND (r.id IS NULL OR r.state <> %(refused)s)
)
WHERE d.submission_id = %(submission)s AND (
  last.id IS NULL OR last.state <> d.state OR last.qualifier <> d.qualifier OR last.reason <> d.reason
  OR COALESCE(last.value, -1) <> COALESCE(d.value, -1) OR COALESCE(last.value_max, -1) <> COALESCE(d.value_max, -1)
)
"""
_WRITTEN = """
SELECT cell_id, n, state, value, value_max, qualifier, reason, provenance
FROM figures_cellversion WHERE submission_id = %s AND submission_version = %s
"""


def write_places(submission: Submission) -> None:
    """Give each cell of the working copy that says something its place in the record, where it has none yet."""
    with connection.cursor() as cursor:
        cursor.execute(_PLACES, _about(submission))
        if cursor.rowcount and connection.vendor == "postgresql":
            cursor.execute(_REFER_NOW)


def write_versions(submission: Submission, *, line: Chain, actor: Actor) -> list[Recorded]:
    """One new version for each cell of the working copy whose content differs from its last one; the versions written.

    Each takes a number of the chain. The places of the cells were made before (``write_places``).
    """
    at = connection.ops.adapt_datetimefield_value(line.now)
    told = {"version": submission.version, "seq": line.last, "at": at, "user": actor.user.pk, "post": actor.post.pk}
    with connection.cursor() as cursor:
        cursor.execute(_VERSIONS, {**_about(submission), **told, "refused": Correction.REFUSED})
        cursor.execute(_WRITTEN, [submission.pk, submission.version])
        rows = [Recorded(*row)._replace(provenance=json.loads(row[-1])) for row in cursor.fetchall()]
    line.number(len(rows))
    return rows


_SENDING = """
UPDATE figures_submission SET version = %s, revision = %s, stage = %s, reason = '', submitted_by = %s,
  submitted_by_post = %s, submitted_at = %s, decided_by = NULL, decided_by_post = NULL, decided_at = NULL
WHERE id = %s
"""


def write_sending(submission: Submission) -> None:
    """Keep what a sending changes of the report itself: who sent it when, and that nobody has decided on it."""
    assert submission.submitted_at is not None
    at = connection.ops.adapt_datetimefield_value(submission.submitted_at)
    who = (submission.submitted_by, submission.submitted_by_post)
    with connection.cursor() as cursor:
        cursor.execute(
            _SENDING, [submission.version, submission.revision, submission.stage, *who, at, submission.pk]
        )  # fmt: skip


def _about(submission: Submission) -> dict[str, Any]:
    return {
        "submission": submission.pk, "unit": submission.unit_id, "period": submission.period_id,
        "origin": submission.origin, "nothing": State.NOT_REPORTED.value,
    }  # fmt: skip
