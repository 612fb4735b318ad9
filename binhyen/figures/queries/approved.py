"""Approved figures as plain values, with where they stand: what one report is compared with."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any, NamedTuple

from django.db.models import Q

from binhyen.figures.models import Cell
from binhyen.figures.rules.cells import CellKey, CellValue, Qualifier, State
from binhyen.foundation.span import Span


class Approved(NamedTuple):
    """One approved cell. ``origin`` is the last part of its key."""

    key: CellKey
    unit_id: int
    origin: str
    span: Span
    content: CellValue


_COLUMNS = (
    "indicator__code", "breakdown", "unit_id", "origin", "period__starts_on", "period__ends_on", "approved__state",
    "approved__value", "approved__value_max", "approved__qualifier", "approved__reason",
)  # fmt: skip


def approved_cells(*either: Q, **where: Any) -> Iterator[Approved]:
    """The approved cells that a filter on cells finds, in one question."""
    rows = Cell.objects.filter(*either, approved__isnull=False, **where).order_by().values_list(*_COLUMNS)
    for code, breakdown, unit, origin, start, end, state, value, most, qualifier, reason in rows:
        content = CellValue(State(state), value, most, Qualifier(qualifier), reason)
        yield Approved(CellKey(code, breakdown), unit, origin, Span(start, end), content)
