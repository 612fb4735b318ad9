"""Approved figures of a unit that a text about it can be compared with."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal

from django.db.models import Q

from binhyen.figures.models import Cell
from binhyen.figures.rules.cells import APART, Qualifier, State
from binhyen.figures.visibility import cells_seen_by
from binhyen.foundation.span import Span
from binhyen.foundation.vietnamese import scaled
from binhyen.organisation.actor import Actor
from binhyen.organisation.models import Unit

MOST = 2000  # the latest ones; one query


@dataclass(frozen=True)
class KnownCell:
    """One approved number without a hedge: where it stands, of which days, and the number itself."""

    cell_id: int
    code: str
    span: Span
    value: Decimal


def known_cells(unit: Unit, actor: Actor, *, except_from: str) -> list[KnownCell]:
    """The unit's own approved numbers that the actor sees, without breakdown, newest period first; at most ``MOST``.

    ``except_from`` is the origin that is left out: the text that is being read.
    """
    cells = (
        Cell.objects.filter(
            cells_seen_by(actor), unit=unit, breakdown="",
            approved__state=State.REPORTED.value, approved__qualifier=Qualifier.EXACT.value,
        )
        .exclude(Q(origin=except_from) | Q(origin__startswith=APART))
        .order_by("-period__ends_on", "indicator__code", "pk")
        .values_list(
            "pk", "indicator__code", "period__starts_on", "period__ends_on", "approved__value", "indicator__decimals"
        )
    )  # fmt: skip
    return [
        KnownCell(pk, code, Span(start, end), scaled(value, decimals))
        for pk, code, start, end, value, decimals in cells[:MOST]
        if value is not None
    ]
