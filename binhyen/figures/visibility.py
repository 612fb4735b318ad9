"""Which figures an actor may see: the one place behind every ``visible_to`` of this room."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db.models import Q

from binhyen.organisation.actor import Actor
from binhyen.organisation.queries import territory
from binhyen.organisation.rules import Act, Relation, may

if TYPE_CHECKING:
    from binhyen.figures.models import Submission

NOTHING = Q(pk__in=[])


def submissions_seen_by(actor: Actor) -> Q:
    """A filter on submissions: all states in the post's territory; for who may, those once approved everywhere; else nothing.

    A report that was approved and sent back since is still among them: its approved cells count until the next approval.
    """
    if may(actor.role, Act.SEE_ALL_STATES, Relation.OWN):
        return Q(unit_id__in=territory(actor.unit))
    if may(actor.role, Act.SEE_APPROVED, Relation.OUTSIDE):
        return Q(approved_version__isnull=False)
    return NOTHING


def sees(actor: Actor, submission: Submission) -> bool:
    """Whether the actor may see this one report: as ``submissions_seen_by``, which need not be asked for the own unit's."""
    if submission.unit_id == actor.post.unit_id and may(actor.role, Act.SEE_ALL_STATES, Relation.OWN):
        return True
    return type(submission).objects.filter(submissions_seen_by(actor), pk=submission.pk).exists()


def cells_seen_by(actor: Actor) -> Q:
    """The same as a filter on cells: only approved ones outside the own territory."""
    if may(actor.role, Act.SEE_ALL_STATES, Relation.OWN):
        return Q(unit_id__in=territory(actor.unit))
    if may(actor.role, Act.SEE_APPROVED, Relation.OUTSIDE):
        return Q(approved__isnull=False)
    return NOTHING
