"""A person opened a report: who has not had it before them neither signs nor approves it."""

from __future__ import annotations

from datetime import datetime

from binhyen.figures.actions.guards import today_of
from binhyen.figures.models import Opening, Submission
from binhyen.organisation.actor import Actor, require
from binhyen.organisation.rules import Act


def open_report(submission: Submission, *, actor: Actor, now: datetime) -> Submission:
    """Keep that this user opened the report as it was read into ``submission``: one row for a user and revision.

    Not part of the record: no audit entry. The same report opened again changes nothing.
    """
    require(actor, Act.SEE_ALL_STATES, submission.unit, today_of(now))
    seen = {"version": submission.version, "revision": submission.revision, "by_user": actor.user.pk}
    if not Opening.objects.filter(submission=submission, **seen).exists():
        Opening.objects.bulk_create([Opening(submission=submission, at=now, **seen)], ignore_conflicts=True)
    return submission
