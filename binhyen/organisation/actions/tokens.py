"""Keys with which programs act in a post: made by the post's holder, ended by the holder or an administrator."""

from __future__ import annotations

import os
from contextlib import AbstractContextManager
from datetime import date, datetime, timedelta

from binhyen.foundation.audit import Chain, chain
from binhyen.foundation.errors import Invalid, NotAllowed
from binhyen.foundation.vietnamese import nfc, short_date
from binhyen.organisation.actions.administration import today
from binhyen.organisation.actor import Actor, relation
from binhyen.organisation.models import AccessToken, Post
from binhyen.organisation.rules import Act, may
from binhyen.organisation.secrets import BYTES, LONGEST_DAYS, LONGEST_LABEL, digest_of_secret, secret_of
from binhyen.reader.guard import mask_personal


def make_token(
    *, post: Post, label: str, read_only: bool, expires_on: date, actor: Actor | None, now: datetime
) -> tuple[AccessToken, str]:
    """A key that acts in ``post`` until the end of ``expires_on``; and its secret, which is told once and kept nowhere.

    ``actor`` None is the installation itself. Refused: another one's post, one that is not held today, a label that is
    empty or too long, a last day that is past or more than a year away.
    """
    on = today(now)
    if actor is not None and actor.post.pk != post.pk:
        raise NotAllowed("organisation.token_not_own")
    if not Post.objects.in_force(on).filter(pk=post.pk).exists():
        raise NotAllowed("organisation.token_post_ended", title=post.title)
    label = mask_personal(nfc(" ".join(label.split())))[0]
    if not label or len(label) > LONGEST_LABEL:
        raise Invalid("organisation.token_label", limit=LONGEST_LABEL)
    latest = on + timedelta(days=LONGEST_DAYS)
    if not on <= expires_on <= latest:
        raise Invalid("organisation.token_days", latest=short_date(latest))
    secret = secret_of(os.urandom(BYTES))
    with _line(actor, now) as line:
        token = AccessToken.objects.create(
            post=post, digest=digest_of_secret(secret), label=label, read_only=read_only, made_at=now,
            expires_on=expires_on,
        )  # fmt: skip
        said = {"post": post.pk, "read_only": read_only, "expires_on": expires_on}
        line.entry("organisation.make_token", f"token:{token.pk}", said)
    return token, secret


def revoke_token(token: AccessToken, *, actor: Actor | None, now: datetime) -> AccessToken:
    """End the key at once. Its holder may, and who administers the unit of its post; ``Invalid`` where it is revoked already."""
    if actor is not None and not _may_end(actor, token, today(now)):
        raise NotAllowed("organisation.token_not_own")
    with _line(actor, now) as line:
        fresh = AccessToken.objects.select_for_update(no_key=True).get(pk=token.pk)
        if fresh.revoked_at is not None:
            raise Invalid("organisation.token_revoked", label=fresh.label)
        fresh.revoked_at = now
        fresh.save(update_fields=["revoked_at"])
        line.entry("organisation.revoke_token", f"token:{fresh.pk}", {"post": fresh.post_id})
    return fresh


def note_use(token: AccessToken, *, now: datetime) -> None:
    """Keep the day on which the key was last used. Not part of the record: no audit entry, one write a day."""
    if token.used_on != today(now):
        AccessToken.objects.filter(pk=token.pk).update(used_on=today(now))


def _line(actor: Actor | None, now: datetime) -> AbstractContextManager[Chain]:
    if actor is None:
        return chain(user_id=None, post_id=None, now=now)
    return chain(user_id=actor.user.pk, post_id=actor.post.pk, now=now)


def _may_end(actor: Actor, token: AccessToken, on: date) -> bool:
    if not (actor.user.is_active and actor.post.in_force(on)):
        return False
    return token.post_id == actor.post.pk or may(actor.role, Act.ADMINISTER, relation(actor, token.post.unit, on))
