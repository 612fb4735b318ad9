"""What was handed over by whom to whom, and to which accounts it can be."""

from __future__ import annotations

from datetime import date

from django.db.models import Q

from binhyen.foundation.errors import NotFound
from binhyen.organisation.actor import Actor
from binhyen.organisation.models import Post, PostQuerySet, User

LISTED = 50


def delegations_seen_by(actor: Actor) -> PostQuerySet:
    """What the user handed over and what was handed to them."""
    return Post.objects.filter(Q(delegated_by__holder=actor.user) | Q(holder=actor.user), delegated_by__isnull=False)


def delegations_of(actor: Actor) -> list[Post]:
    """The same, latest first, with both posts, at most ``LISTED``."""
    rows = delegations_seen_by(actor).select_related("delegated_by__holder", "holder", "unit")
    return list(rows.order_by("-valid_from", "-pk")[:LISTED])


def colleagues_of(actor: Actor, on: date) -> list[tuple[str, str]]:
    """(account, title) of the others who hold a post at the same unit on the day: whom one hands work over to."""
    posts = Post.objects.in_force(on).filter(unit=actor.unit, delegated_by=None).exclude(holder=actor.user)
    return sorted(set(posts.values_list("holder__username", "title")))


def account_named(username: str) -> User:
    """The account; ``NotFound("organisation.user_unknown")`` where there is none."""
    found = User.objects.filter(username=username.strip().lower()).first()
    if found is None:
        raise NotFound("organisation.user_unknown", username=username.strip()[:40])
    return found
