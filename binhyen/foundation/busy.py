"""Whether the database gave up because others were writing: then nothing is wrong, and trying again helps."""

from __future__ import annotations

from django.db import OperationalError

from binhyen.foundation.errors import Busy

# PostgreSQL: serialization failure, deadlock, lock not available (its manual, appendix A).
_STATES = frozenset({"40001", "40P01", "55P03"})
RETRY_AFTER = "2"


def busy(error: Exception) -> Busy | None:
    """The refusal for ``error``, where it is a database that others kept busy; None for every other fault."""
    if not isinstance(error, OperationalError):
        return None
    state = getattr(error.__cause__, "sqlstate", None)
    locked = state in _STATES or "database is locked" in str(error) or "database table is locked" in str(error)
    return Busy("foundation.busy") if locked else None
