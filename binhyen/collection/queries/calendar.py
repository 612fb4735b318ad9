"""Which days the offices work, with the exceptions that were entered."""

from __future__ import annotations

from binhyen.collection.models import DayOff
from binhyen.foundation.working_days import WorkingDays


def working_days() -> WorkingDays:
    """The calendar of working days with all entered exceptions (one query)."""
    return WorkingDays(dict(DayOff.objects.values_list("on", "works")))
