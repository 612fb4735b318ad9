"""Users, organisations, posts, failed sign-ins."""

from __future__ import annotations

import re
from collections.abc import Sequence
from datetime import date, datetime, timedelta

from django.contrib.auth.password_validation import validate_password
from django.core.exceptions import ValidationError
from django.db import transaction

from binhyen.foundation.errors import Invalid
from binhyen.foundation.span import Span
from binhyen.foundation.vietnamese import nfc, short_date
from binhyen.organisation.actions.administration import administered
from binhyen.organisation.actor import Actor
from binhyen.organisation.models import Organisation, Post, SignInFailure, Unit, User
from binhyen.organisation.queries.units import version_on
from binhyen.organisation.rules import SEATS, SIGN_IN_WINDOW_MINUTES, Level, LineOfWork, Role
from binhyen.organisation.sign_in import digest
from binhyen.organisation.texts import ROLES

_USERNAME = re.compile(r"[a-z0-9][a-z0-9.-]{1,39}")


def create_user(*, username: str, password: str | None, actor: Actor | None, now: datetime) -> User:
    """Someone who can sign in; what they may do, posts say. Without a password nobody can sign in to the account.

    ``Invalid``: a name taken or badly formed, a weak password.
    """
    if not _USERNAME.fullmatch(username):
        raise Invalid("organisation.username_bad")
    user = User(username=username)
    if password is not None:
        try:
            validate_password(password, user)
        except ValidationError as error:
            raise Invalid("organisation.password_weak", why=" ".join(error.messages)) from error
    user.set_password(password)
    with administered(actor, now) as line:
        if User.objects.filter(username=username).exists():
            raise Invalid("organisation.username_taken", username=username)
        user.save()
        line.entry("organisation.create_user", f"user:{user.pk}", {"username": username})
    return user


def create_organisation(
    *, name: str, branch: str, actor: Actor | None, now: datetime, unit: Unit | None = None, aliases: Sequence[str] = ()
) -> Organisation:
    """A body in which posts sit; ``branch`` is a key of ``texts.BRANCHES``."""
    with administered(actor, now) as line:
        body = Organisation.objects.create(name=nfc(name).strip(), branch=branch, unit=unit, aliases=list(aliases))
        line.entry("organisation.create_organisation", f"organisation:{body.pk}", {"name": body.name})
    return body


def assign_post(
    *, role: Role, unit: Unit, holder: User, title: str, valid_from: date, actor: Actor | None, now: datetime,
    valid_to: date | None = None, organisation: Organisation | None = None, in_line: LineOfWork = LineOfWork.STATE,
) -> Post:  # fmt: skip
    """Give ``holder`` a post, deciding in one line of work.

    ``Invalid``: a role that has no seat at such a unit, a unit that is not there on the first day, days in the wrong
    order, or the very same post in overlapping days.
    """
    span = Span(valid_from, valid_to)
    version = version_on(unit, valid_from)
    if version is None:
        raise Invalid("organisation.unit_not_valid", unit=unit.last_name(), on=short_date(valid_from))
    if Level(unit.level) not in SEATS[role]:
        raise Invalid("organisation.seat_wrong", role=ROLES[role], unit=version.full_name)
    with administered(actor, now) as line:
        same = Post.objects.filter(role=role.value, unit=unit, holder=holder, line=in_line.value, revoked_at=None)
        if any(Span(other.valid_from, other.valid_to).overlaps(span) for other in same):
            raise Invalid("organisation.post_overlap", holder=holder.username, unit=version.full_name)
        post = Post.objects.create(
            role=role.value, unit=unit, organisation=organisation, title=nfc(title).strip(), holder=holder,
            valid_from=valid_from, valid_to=valid_to, line=in_line.value,
        )  # fmt: skip
        said = {"role": role, "unit": unit.uid, "holder": holder.pk, "line": in_line}
        line.entry("organisation.assign_post", f"post:{post.pk}", said)
    return post


def end_post(post: Post, *, ends_on: date, actor: Actor | None, now: datetime) -> Post:
    """The post's last day. ``Invalid`` where it has ended by then or would end before it began."""
    with administered(actor, now) as line:
        fresh = Post.objects.select_for_update(no_key=True).get(pk=post.pk)
        if fresh.valid_to is not None and fresh.valid_to <= ends_on:
            raise Invalid("organisation.post_ended", title=fresh.title, on=short_date(fresh.valid_to))
        fresh.valid_to = Span(fresh.valid_from, ends_on).end
        fresh.save(update_fields=["valid_to"])
        line.entry("organisation.end_post", f"post:{fresh.pk}", {"ends_on": ends_on})
    return fresh


def record_failure(key: str, *, now: datetime) -> None:
    """Count one failed sign-in under ``key`` (user name and address, as the door joins them) and forget the old ones.

    Not part of the record: no audit entry, and nothing kept beyond the window.
    """
    with transaction.atomic():
        SignInFailure.objects.filter(at__lte=now - timedelta(minutes=SIGN_IN_WINDOW_MINUTES)).delete()
        SignInFailure.objects.create(key=digest(key), at=now)
