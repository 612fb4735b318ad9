"""The only writers of this room: verbs with a keyword-only actor, one transaction, one audit entry."""

from binhyen.collection.actions.calendar import load_regimes, remove_day_off, set_day_off, set_deadline
from binhyen.collection.actions.requests import (
    Asked,
    Haste,
    Section,
    ask_quickly,
    make_request,
    renew_request,
    withdraw_request,
)
from binhyen.collection.actions.words import forget_words, save_words

__all__ = [
    "Asked",
    "Haste",
    "Section",
    "ask_quickly",
    "forget_words",
    "load_regimes",
    "make_request",
    "remove_day_off",
    "renew_request",
    "save_words",
    "set_day_off",
    "set_deadline",
    "withdraw_request",
]
