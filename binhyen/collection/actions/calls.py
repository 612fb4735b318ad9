"""Calls of programs that must count once: the answer is kept in the same transaction as its effect."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any, TypeVar

from django.db import IntegrityError, transaction

from binhyen.collection.models import Call
from binhyen.foundation.audit import digest_of
from binhyen.foundation.errors import DomainError, Invalid
from binhyen.organisation.actor import Actor

T = TypeVar("T")
Told = tuple[int, Any]  # a status and a JSON value
KEPT_DAYS = 30


@dataclass(frozen=True)
class Answered:
    """The answer to a call; ``repeated`` where it had been given before and nothing was done now."""

    status: int
    answer: Any
    repeated: bool


def once(
    key: str, asked: Mapping[str, Any], work: Callable[[], Told], refused: Callable[[DomainError], Told], *, actor: Actor,
    now: datetime,
) -> Answered:  # fmt: skip
    """Do ``work`` under the post's ``key`` the first time; later give the first answer again.

    Effect and answer commit together or not at all. A refusal undoes the work; its answer, made by ``refused``, is kept as
    well. ``Invalid("collection.call_differs")`` where the key came before with something else ``asked``. Of several calls
    at the same moment one works and the others wait for its answer. Answers older than 30 days are forgotten.
    """
    digest = digest_of(asked)
    with transaction.atomic():
        Call.objects.filter(post=actor.post, at__lt=now - timedelta(days=KEPT_DAYS)).delete()
        call, repeated = _begun(actor, key, digest, now)
        if repeated and call.digest != digest:
            raise Invalid("collection.call_differs", key=key)
        if not repeated:
            try:
                with transaction.atomic():
                    call.status, call.answer = work()
            except DomainError as error:
                call.status, call.answer = refused(error)
            call.save(update_fields=["status", "answer"])
    return Answered(call.status, call.answer, repeated)


def _begun(actor: Actor, key: str, digest: str, now: datetime) -> tuple[Call, bool]:
    """The row of the key: a new one, or (True) the one that an earlier call has committed; who comes second waits here."""
    try:
        with transaction.atomic():
            return Call.objects.create(post=actor.post, key=key, digest=digest, status=0, answer={}, at=now), False
    except IntegrityError:
        return Call.objects.get(post=actor.post, key=key), True


def rehearsed(work: Callable[[], T]) -> T:
    """What ``work`` gives, with everything it stored undone."""
    with transaction.atomic():
        answer = work()
        transaction.set_rollback(True)
    return answer
