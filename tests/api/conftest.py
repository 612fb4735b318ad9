"""Keys of the cast, and a client that speaks as a program does."""

from __future__ import annotations

import json
import uuid
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import TYPE_CHECKING, Any

import pytest
from django.test import Client

from binhyen.organisation.actions.tokens import make_token
from binhyen.organisation.actor import Actor
from tests.cast import Cast
from tests.web.conftest import clock as clock  # a fixture

if TYPE_CHECKING:
    from django.test.client import _MonkeyPatchedWSGIResponse as Response

LAST = date(2026, 12, 31)
MAY = {"starts_on": "2026-05-01", "ends_on": "2026-05-31"}


@dataclass
class Program:
    """A program with a key: every write has an Idempotency-Key of its own."""

    secret: str
    client: Client = field(default_factory=Client)

    def get(self, path: str, **parameters: Any) -> Response:
        """Read."""
        return self.client.get(f"/api/v1/{path}", parameters, headers=self.headers())

    def send(self, method: str, path: str, body: Any, *, key: str = "") -> Response:
        """Write JSON."""
        data = body if isinstance(body, str | bytes) else json.dumps(body)
        return self.client.generic(
            method, f"/api/v1/{path}", data, "application/json",
            headers={**self.headers(), "Idempotency-Key": key or f"k-{uuid.uuid4()}"},
        )  # fmt: skip

    def post(self, path: str, body: Any, *, key: str = "") -> Response:
        """POST JSON."""
        return self.send("POST", path, body, key=key)

    def put(self, path: str, body: Any, *, key: str = "") -> Response:
        """PUT JSON."""
        return self.send("PUT", path, body, key=key)

    def headers(self) -> dict[str, str]:
        """What names the caller."""
        return {"Authorization": f"Bearer {self.secret}"} if self.secret else {}


@pytest.fixture
def program(cast: Cast, now: datetime, clock: None) -> Callable[..., Program]:
    """A program acting for an actor: ``program(cast.lan)``, or reading only: ``program(cast.lan, read_only=True)``."""

    def made(actor: Actor, *, read_only: bool = False) -> Program:
        _, secret = make_token(post=actor.post, label="thử", read_only=read_only, expires_on=LAST, actor=actor, now=now)
        return Program(secret)

    return made


def begun(program: Program, unit: str, form: str = "BC-THANG", period: dict[str, str] = MAY) -> dict[str, Any]:
    """The unit's report, begun."""
    told = program.post("submissions", {"form": form, "unit": unit, **period})
    assert told.status_code == 200, told.content
    found: dict[str, Any] = told.json()
    return found


def a_month(**changed: int) -> list[dict[str, Any]]:
    """The cells of a month in which every check holds."""
    from tests.cast import month_cells

    return [
        {"line": str(key), "value": value.value} if value.value else {"line": str(key), "kind": "nothing_arose"}
        for key, value in month_cells(**changed).items()
    ]
