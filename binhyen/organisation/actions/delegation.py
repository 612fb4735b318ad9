"""Hand the work of a post over to another account for some days (ủy quyền), and take it back."""

from __future__ import annotations

from datetime import date, datetime

from binhyen.foundation.audit import chain
from binhyen.foundation.errors import Invalid, NotAllowed, WrongMove
from binhyen.foundation.span import Span
from binhyen.foundation.vietnamese import nfc, short_date
from binhyen.organisation.actions.administration import today
from binhyen.organisation.actor import Actor
from binhyen.organisation.models import Post, User
from binhyen.organisation.rules import Act, Relation, may
from binhyen.organisation.texts import DELEGATED
from binhyen.reader.guard import secrecy_mark
from binhyen.reader.persons import without_persons

_TITLE = 120


def delegate(post: Post, *, to: User, starts_on: date, ends_on: date, reason: str, actor: Actor, now: datetime) -> Post:
    """For these days ``to`` may do in a post of its own what ``post`` may, as who was handed it over by its holder.

    Refused: a post that is not the actor's own, one that was itself handed over, oneself or a closed account, no reason, days
    that are past or beyond the post, days in which it is handed over already, the very same post held by ``to`` anyway.
    """
    on = today(now)
    if actor.post.pk != post.pk or not actor.user.is_active or not post.in_force(on):
        raise NotAllowed("organisation.not_own_post", title=post.title)
    if post.delegated_by_id is not None:
        raise NotAllowed("organisation.delegated_on", title=post.title)
    span, words = _days(post, starts_on, ends_on, on), _guarded(reason)
    if to.pk == actor.user.pk:
        raise Invalid("organisation.delegation_self")
    if not to.is_active:
        raise Invalid("organisation.user_inactive", username=to.username)
    with chain(user_id=actor.user.pk, post_id=actor.post.pk, now=now) as line:
        _free(post, to, span)
        made = Post.objects.create(
            role=post.role, unit=post.unit, organisation=post.organisation, holder=to, line=post.line, delegated_by=post,
            title=f"{post.title[: _TITLE - len(DELEGATED) - 1]} {DELEGATED}", delegation_reason=words,
            valid_from=starts_on, valid_to=ends_on,
        )  # fmt: skip
        said = {"post": post.pk, "to": to.pk, "from": starts_on, "until": ends_on, "reason": words}
        line.entry("organisation.delegate", f"post:{made.pk}", said)
    return made


def _days(post: Post, starts_on: date, ends_on: date, on: date) -> Span:
    span = Span(starts_on, ends_on)
    if starts_on < on:
        raise Invalid("organisation.delegation_past", on=short_date(starts_on))
    if post.valid_to is not None and ends_on > post.valid_to:
        raise Invalid("organisation.delegation_beyond", title=post.title, on=short_date(post.valid_to))
    return span


def _guarded(reason: str) -> str:
    """The reason as it may be kept: no secrecy mark, no person's name or number."""
    words = nfc(reason.strip())
    if not words:
        raise Invalid("organisation.delegation_reason")
    if secrecy_mark(words):
        raise Invalid("organisation.words_secret", mark=secrecy_mark(words))
    return without_persons(reason, "Lý do")[:300]


def _free(post: Post, to: User, span: Span) -> None:
    """Handed over to one person at a time, and to nobody who holds the very same post."""
    for other in Post.objects.filter(delegated_by=post, revoked_at=None).select_related("holder"):
        if Span(other.valid_from, other.valid_to).overlaps(span):
            raise Invalid(
                "organisation.delegation_overlap",
                holder=other.holder.username,
                span=str(Span(other.valid_from, other.valid_to)),
            )
    same = Post.objects.filter(role=post.role, unit=post.unit, line=post.line, holder=to, revoked_at=None)
    if any(Span(other.valid_from, other.valid_to).overlaps(span) for other in same):
        raise Invalid("organisation.post_overlap", holder=to.username, unit=post.unit.last_name())


def revoke_delegation(delegation: Post, *, actor: Actor, now: datetime) -> Post:
    """End what was handed over, at once; by who handed it over or an administrator.

    ``WrongMove("organisation.delegation_over")`` where it has ended.
    """
    on = today(now)
    handed = delegation.delegated_by
    held = actor.user.is_active and actor.post.in_force(on)
    own = handed is not None and handed.holder_id == actor.user.pk and actor.post.delegated_by_id is None
    if handed is None or not held or not (own or may(actor.role, Act.ADMINISTER, Relation.OUTSIDE)):
        raise NotAllowed("organisation.not_own_post", title=delegation.title)
    with chain(user_id=actor.user.pk, post_id=actor.post.pk, now=now) as line:
        fresh = Post.objects.select_for_update(no_key=True).get(pk=delegation.pk)
        if fresh.revoked_at is not None or (fresh.valid_to is not None and fresh.valid_to < on):
            raise WrongMove("organisation.delegation_over", title=fresh.title)
        fresh.revoked_at = now
        fresh.save(update_fields=["revoked_at"])
        line.entry("organisation.revoke_delegation", f"post:{fresh.pk}", {"on": on})
    return fresh
