"""What every action of this room begins with."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date, datetime

from django.utils import timezone

from binhyen.foundation.audit import Chain, chain
from binhyen.foundation.errors import NotAllowed
from binhyen.organisation.actor import Actor
from binhyen.organisation.rules import Act, Relation, may


@contextmanager
def administered(actor: Actor | None, now: datetime) -> Iterator[Chain]:
    """One transaction with one audit entry for an administrator; ``actor`` None is the installation itself.

    ``NotAllowed`` for a post that does not administer or is not held today, or a closed account.
    """
    if actor is None:
        with chain(user_id=None, post_id=None, now=now) as line:
            yield line
        return
    held = actor.user.is_active and actor.post.in_force(today(now))
    if not held or not may(actor.role, Act.ADMINISTER, Relation.OUTSIDE):
        raise NotAllowed("organisation.not_administrator")
    with chain(user_id=actor.user.pk, post_id=actor.post.pk, now=now) as line:
        yield line


def today(now: datetime) -> date:
    """The calendar day of ``now`` in Việt Nam."""
    return timezone.localtime(now).date()
