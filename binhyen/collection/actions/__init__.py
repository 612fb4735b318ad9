"""The only writers of this room: verbs with a keyword-only actor, one transaction, one audit entry."""

from binhyen.collection.actions.calendar import load_regimes, remove_day_off, set_day_off, set_deadline

__all__ = [
    "load_regimes",
    "remove_day_off",
    "set_day_off",
    "set_deadline",
]
