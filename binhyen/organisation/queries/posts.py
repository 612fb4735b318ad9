"""Posts of a user, and whether a sign-in is locked."""

from __future__ import annotations

from datetime import date, datetime, timedelta

from binhyen.foundation.errors import NotAllowed, NotFound
from binhyen.organisation.actor import Actor
from binhyen.organisation.models import Post, SignInFailure, User
from binhyen.organisation.rules import SIGN_IN_FAILURES, SIGN_IN_WINDOW_MINUTES
from binhyen.organisation.sign_in import digest


def posts_of(user: User, on: date) -> list[Post]:
    """The posts that ``user`` holds on ``on``, oldest first, with unit and organisation; none for a closed account."""
    return list(
        Post.objects.in_force(on).filter(holder=user).select_related("unit", "organisation", "holder", "delegated_by")
    )


def actor_for(user: User, on: date, post_id: int | None = None) -> Actor:
    """The user in the chosen post, or the first; ``NotAllowed("organisation.no_post")`` where it is not theirs."""
    for post in posts_of(user, on):
        if post_id in (None, post.pk):
            return Actor(user, post)
    raise NotAllowed("organisation.no_post", username=user.username)


def actor_named(username: str, on: date, post_id: int | None = None) -> Actor:
    """The user of that name in a post as ``actor_for`` has it; ``NotFound("organisation.user_unknown")`` where there is none."""
    user = User.objects.filter(username=username).first()
    if user is None:
        raise NotFound("organisation.user_unknown", username=username)
    return actor_for(user, on, post_id)


def is_locked(key: str, now: datetime) -> bool:
    """Whether ``key`` (user name and address, as the door joins them) failed too often in the window before ``now``."""
    since = now - timedelta(minutes=SIGN_IN_WINDOW_MINUTES)
    return SignInFailure.objects.filter(key=digest(key), at__gt=since).count() >= SIGN_IN_FAILURES
