"""Keys of programs: whose a secret is, and which ones a post may see."""

from __future__ import annotations

from datetime import date

from django.db.models import Q, QuerySet

from binhyen.foundation.errors import NotFound
from binhyen.organisation.actor import Actor
from binhyen.organisation.models import AccessToken, Post, Unit
from binhyen.organisation.rules import Act, Relation, may
from binhyen.organisation.secrets import PREFIX, digest_of_secret


def token_of(secret: str, on: date) -> AccessToken | None:
    """The key with this secret that works on ``on``: not revoked, not expired, its post held by an open account."""
    if not secret.startswith(PREFIX):
        return None
    return (
        AccessToken.objects.filter(
            digest=digest_of_secret(secret), revoked_at=None, expires_on__gte=on, post__in=Post.objects.in_force(on)
        )
        .select_related("post__holder", "post__unit")
        .first()
    )


def tokens_seen_by(actor: Actor) -> QuerySet[AccessToken]:
    """The keys of the actor's own post; for who administers also those of the posts at the units it may open."""
    seen = Q(post=actor.post)
    if may(actor.role, Act.ADMINISTER, Relation.OWN):
        seen |= Q(post__unit__in=Unit.objects.visible_to(actor))
    return AccessToken.objects.filter(seen).select_related("post__unit").order_by("-made_at", "-pk")


def tokens_of(username: str) -> QuerySet[AccessToken]:
    """The keys of all posts of a user, newest first."""
    return AccessToken.objects.filter(post__holder__username=username).select_related("post").order_by("-made_at")


def token_numbered(number: int) -> AccessToken:
    """The key of that number; ``NotFound("organisation.token_unknown")`` otherwise."""
    found = AccessToken.objects.filter(pk=number).select_related("post__unit").first()
    if found is None:
        raise NotFound("organisation.token_unknown", number=number)
    return found
