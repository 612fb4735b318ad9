"""Calls of programs that must count once: the answer is kept in the same transaction as its effect."""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any, TypeVar

from django.db import connection, transaction

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
        if not _begun(actor, key, digest, now):
            call = Call.objects.get(post=actor.post, key=key)
            if call.digest != digest:
                raise Invalid("collection.call_differs", key=key)
            return Answered(call.status, call.answer, repeated=True)
        try:
            with transaction.atomic():
                status, answer = work()
        except DomainError as error:
            status, answer = refused(error)
        with connection.cursor() as cursor:
            cursor.execute(_ANSWERED, [status, json.dumps(answer, ensure_ascii=False), actor.post.pk, key])
    return Answered(status, answer, repeated=False)


_FORGET = "DELETE FROM collection_call WHERE post_id = %s AND at < %s"
_BEGIN = """
INSERT INTO collection_call (post_id, key, digest, status, answer, at) VALUES (%s, %s, %s, 0, '{}', %s)
ON CONFLICT DO NOTHING
"""
_ANSWERED = "UPDATE collection_call SET status = %s, answer = %s WHERE post_id = %s AND key = %s"


def _begun(actor: Actor, key: str, digest: str, now: datetime) -> bool:
    """Whether the key is new; who comes second with it waits here until the first has committed."""
    at = connection.ops.adapt_datetimefield_value
    with connection.cursor() as cursor:
        cursor.execute(_FORGET, [actor.post.pk, at(now - timedelta(days=KEPT_DAYS))])
        cursor.execute(_BEGIN, [actor.post.pk, key, digest, at(now)])
        return bool(cursor.rowcount == 1)


def rehearsed(work: Callable[[], T]) -> T:
    """What ``work`` gives, with everything it stored undone."""
    with transaction.atomic():
        answer = work()
        transaction.set_rollback(True)
    return answer
