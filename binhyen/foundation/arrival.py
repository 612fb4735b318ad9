"""How the server process tells the doors that a request's body did not arrive."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from binhyen.foundation.errors import DomainError

NOT_ARRIVED = "binhyen.not_arrived"
"""The entry of a request's environment (WSGI) that holds the refusal."""


def unarrived(environ: Mapping[str, Any]) -> DomainError | None:
    """Why the body of a request is not there; None where it is, or where there is none."""
    found = environ.get(NOT_ARRIVED)
    return found if isinstance(found, DomainError) else None
