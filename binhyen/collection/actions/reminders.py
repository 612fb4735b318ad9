"""Office mailboxes, and the digests of a morning: each goes out once, and is tried again later where it could not."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from django.core.exceptions import ValidationError
from django.core.validators import validate_email
from django.db.models import Q
from django.utils import timezone

from binhyen.collection.models import Digest, Mailbox
from binhyen.collection.queries.reminders import Letterbox, letterboxes
from binhyen.foundation.audit import chain
from binhyen.foundation.errors import Invalid
from binhyen.organisation.actor import Actor, require
from binhyen.organisation.models import Unit
from binhyen.organisation.rules import Act, Role

CLAIM = timedelta(minutes=10)
"""A digest that another run began to send this long ago was not sent by it."""


class NoServer(Exception):
    """The mail server cannot be reached or does not answer: nothing more is tried in this run."""


@dataclass(frozen=True)
class Sent:
    """What a run did: digests sent, refused one by one, and left for a later run."""

    sent: int = 0
    refused: int = 0
    left: int = 0


def set_mailbox(*, unit: Unit, role: str, mailbox: str, actor: Actor, now: datetime) -> Mailbox | None:
    """Keep the office mailbox of a unit, for posts of ``role`` or with "" for all; an empty ``mailbox`` takes it away."""
    require(actor, Act.ADMINISTER, unit, timezone.localtime(now).date())
    if role and role not in set(Role):
        raise Invalid("collection.mailbox_role", role=role)
    try:
        if mailbox:
            validate_email(mailbox)
    except ValidationError as error:
        raise Invalid("collection.mailbox_malformed", text=mailbox[:80]) from error
    with chain(user_id=actor.user.pk, post_id=actor.post.pk, now=now) as line:
        kept = None
        if mailbox:
            kept, _ = Mailbox.objects.update_or_create(unit=unit, role=role, defaults={"mailbox": mailbox})
        else:
            Mailbox.objects.filter(unit=unit, role=role).delete()
        line.entry("collection.mailbox", f"unit:{unit.uid}", {"role": role, "mailbox": mailbox})
    return kept


Send = Callable[[Letterbox, date], bool]


def send_digests(*, send: Send, actor: None = None, now: datetime) -> Sent:
    """Send this morning's digests that were not sent yet; the machine acts, so ``actor`` is None.

    Each is claimed in a transaction of its own before ``send`` is called, and marked after; no transaction is open while the
    mail server is spoken to. ``send`` returns False where this digest was refused; ``NoServer`` ends the run.
    """
    today = timezone.localtime(now).date()
    boxes = letterboxes(today)
    digests = _written(boxes, today, now)
    sent = refused = 0
    for n, box in enumerate(boxes):
        digest = digests[box.post.pk]
        if digest.sent_at is not None or not _claimed(digest, now):
            continue
        try:
            done = send(box, today)
        except NoServer:
            Digest.objects.filter(pk=digest.pk).update(tried_at=None)
            waiting = {digests[b.post.pk].pk for b in boxes[n:]}
            return Sent(sent, refused, Digest.objects.filter(pk__in=waiting, sent_at=None).count())
        Digest.objects.filter(pk=digest.pk).update(**({"sent_at": now} if done else {"tried_at": None}))
        sent, refused = sent + done, refused + (not done)
    return Sent(sent, refused)


def _written(boxes: Sequence[Letterbox], today: date, now: datetime) -> dict[int, Digest]:
    """The morning's digests by post, the new ones kept under one audit entry."""
    known = {d.post_id: d for d in Digest.objects.filter(on=today)}
    new = [box for box in boxes if box.post.pk not in known]
    if new:
        with chain(user_id=None, post_id=None, now=now) as line:
            Digest.objects.bulk_create(
                (Digest(post=box.post, on=today, lines=len(box.reminders)) for box in new), ignore_conflicts=True
            )
            line.entry("collection.remind", f"day:{today.isoformat()}", {"posts": [box.post.pk for box in new]})
        known = {d.post_id: d for d in Digest.objects.filter(on=today)}
    return known


def _claimed(digest: Digest, now: datetime) -> bool:
    """Whether this run may send it: nobody has, and nobody is about to."""
    free = Q(tried_at=None) | Q(tried_at__lt=now - CLAIM)
    return Digest.objects.filter(free, pk=digest.pk, sent_at=None).update(tried_at=now) == 1
