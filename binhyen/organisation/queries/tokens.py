"""Keys of programs: whose a secret is, and which ones a post may see."""

from __future__ import annotations

from datetime import date

from django.db.models import Q, QuerySet

from binhyen.foundation.errors import NotFound
from binhyen.organisation.actor import Actor
from binhyen.organisation.models import AccessToken, Post, Unit, User
from binhyen.organisation.queries.units import version_at
from binhyen.organisation.rules import Act, Relation, may
from binhyen.organisation.secrets import PREFIX, digest_of_secret


def token_of(secret: str, on: date) -> AccessToken | None:
    """The key with this secret that works on ``on``: not revoked, not expired, its post held by an open account."""
    if not secret.startswith(PREFIX):
        return None
    found = next(iter(AccessToken.objects.raw(_BY_DIGEST, [digest_of_secret(secret)])), None)
    if found is None or found.revoked_at is not None or found.expires_on < on:
        return None
    post = found.post = Post.objects.raw(_POST, [found.post_id])[0]
    post.holder = User.objects.raw(_HOLDER, [post.holder_id])[0]
    post.unit = Unit.objects.raw(_UNIT, [post.unit_id])[0]
    return found if stands(post, on) else None


# Asked with every call of a program: four rows by their keys cost a third of one join that is built anew.
_BY_DIGEST = "SELECT * FROM organisation_accesstoken WHERE digest = %s"
_POST = "SELECT * FROM organisation_post WHERE id = %s"
_HOLDER = "SELECT * FROM organisation_user WHERE id = %s"
_UNIT = "SELECT * FROM organisation_unit WHERE id = %s"


def stands(post: Post, on: date) -> bool:
    """Whether the post opens anything on ``on``: as ``Post.objects.in_force``, asked of one post that is read already."""
    return post.in_force(on) and post.holder.is_active and version_at(post.unit_id, on) is not None


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
