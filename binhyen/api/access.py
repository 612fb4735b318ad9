"""Who calls: a program with the key of a post. No cookies, no passwords."""

from __future__ import annotations

import json
import string
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, datetime
from typing import Annotated

from django.http import HttpRequest, HttpResponse
from django.utils import timezone
from ninja import Header
from ninja.security import HttpBearer
from pydantic import BaseModel

from binhyen.api.problems import MEDIA_TYPE, problem_of
from binhyen.collection.actions.calls import Told, once
from binhyen.foundation.errors import DomainError, Invalid, NotAllowed
from binhyen.organisation.actions import record_failure
from binhyen.organisation.actions.tokens import note_use
from binhyen.organisation.actor import Actor, relation
from binhyen.organisation.models import AccessToken, Unit
from binhyen.organisation.queries import is_locked
from binhyen.organisation.queries.tokens import token_of
from binhyen.organisation.rules import SIGN_IN_FAILURES, SIGN_IN_WINDOW_MINUTES, Act, may

Key = Annotated[
    str,
    Header(
        "", alias="Idempotency-Key",
        description="8 to 80 letters, digits or . _ : - under which the call counts once; kept for 30 days.",
    ),
]  # fmt: skip
_OF_KEYS = frozenset(string.ascii_letters + string.digits + "._:-")


@dataclass(frozen=True)
class Caller:
    """The program behind a request: its key, the post it acts in, the moment."""

    token: AccessToken
    actor: Actor
    now: datetime

    @property
    def today(self) -> date:
        """The calendar day in Việt Nam."""
        return timezone.localtime(self.now).date()

    def may(self, act: Act, unit: Unit) -> bool:
        """Whether the post may do the act to the unit today."""
        return may(self.actor.role, act, relation(self.actor, unit, self.today))

    def is_outside(self, unit: Unit) -> bool:
        """Whether only approved figures of the unit are open to the post, small ones hidden."""
        return not self.may(Act.SEE_ALL_STATES, unit)


class Bearer(HttpBearer):
    """``Authorization: Bearer bya_…``. Wrong keys are counted by address; a right one is never slowed down by them."""

    def authenticate(self, request: HttpRequest, token: str) -> Caller:
        """The caller; ``api.unauthorised``, or ``api.locked`` after too many wrong keys from this address."""
        now = timezone.now()
        found = token_of(token.strip(), timezone.localtime(now).date())
        if found is None:
            where = f"api|{request.META.get('REMOTE_ADDR', '')}"
            if is_locked(where, now):
                raise DomainError("api.locked", limit=SIGN_IN_FAILURES, minutes=SIGN_IN_WINDOW_MINUTES)
            record_failure(where, now=now)
            raise DomainError("api.unauthorised")
        note_use(found, now=now)
        return Caller(found, Actor(found.post.holder, found.post), now)


def caller(request: HttpRequest) -> Caller:
    """Who calls, once the key has been looked at."""
    found = getattr(request, "auth", None)
    assert isinstance(found, Caller)
    return found


def writer(request: HttpRequest, key: str) -> Caller:
    """The same for a write under an Idempotency-Key; refused for a key of access that only reads."""
    found = caller(request)
    if found.token.read_only:
        raise NotAllowed("api.read_only")
    if not 8 <= len(key) <= 80 or not set(key) <= _OF_KEYS:
        raise Invalid("api.key_missing")
    return found


def written(request: HttpRequest, key: str, body: BaseModel | None, work: Callable[[], BaseModel]) -> HttpResponse:
    """Do ``work`` once under the caller's key and answer with what it gives; a repeated call gets the first answer."""
    who = writer(request, key)
    asked = {
        "method": request.method,
        "path": request.get_full_path(),
        "body": body.model_dump(mode="json") if body else None,
    }

    # Kept as text: a database may give the members of an object back in another order.
    def done() -> Told:
        return 200, _text(work())

    def refused(error: DomainError) -> Told:
        found = problem_of(error)
        return found.status, _text(found)

    found = once(key, asked, done, refused, actor=who.actor, now=who.now)
    kind = "application/json" if found.status < 400 else MEDIA_TYPE
    response = HttpResponse(found.answer, status=found.status, content_type=kind)
    if found.repeated:
        response["Idempotent-Replayed"] = "true"
    return response


def _text(found: BaseModel) -> str:
    return json.dumps(found.model_dump(mode="json"), ensure_ascii=False)
