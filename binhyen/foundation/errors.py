"""One family of refusals: a stable code with parameters. Its Vietnamese sentence is in the room's texts.py."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any


class DomainError(Exception):
    """A refusal.

    ``code`` is a stable word such as ``figures.stale`` (room, dot, reason); ``params`` fill its sentence.
    """

    def __init__(self, code: str, /, **params: Any) -> None:
        super().__init__(code)
        self.code = code
        self.params = params

    def __str__(self) -> str:
        shown = ", ".join(f"{key}={value!r}" for key, value in self.params.items())
        return f"{self.code}({shown})" if shown else self.code


class NotAllowed(DomainError):
    """The actor's post has no right to this act on this unit."""


class WrongMove(DomainError):
    """The act does not exist in the present state."""


class Stale(DomainError):
    """The page was made from an older version; ``params`` hold both values."""


class NotFound(DomainError):
    """Nothing by that name, code or date; ``params['candidates']`` lists near ones where there are any."""


class Invalid(DomainError):
    """The content is refused. ``findings`` are the values that say where and why."""

    def __init__(self, code: str, findings: Sequence[Any] = (), /, **params: Any) -> None:
        super().__init__(code, **params)
        self.findings = list(findings)


class Busy(DomainError):
    """Others keep the record, or the room for what is being sent; nothing was kept, and trying again helps."""


class Stalled(DomainError):
    """What was being sent came too slowly or not at all; nothing of it was looked at."""


_STATUS: tuple[tuple[type[DomainError], int], ...] = (
    (NotAllowed, 403),
    (NotFound, 404),
    (Stalled, 408),
    (Invalid, 422),
    (Busy, 503),
)


def http_status(error: DomainError) -> int:
    """What doors over HTTP answer: 403 not allowed, 404 not there, 408 not arrived, 422 content refused, 503 busy, else 409."""
    return next((status for kind, status in _STATUS if isinstance(error, kind)), 409)
