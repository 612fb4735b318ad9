"""Which numbers of one unit and period must stay hidden from who only reads approved figures."""

from __future__ import annotations

from dataclasses import dataclass

from django.db.models import Q

from binhyen.figures.models import Cell, Indicator
from binhyen.figures.rules import small_cells
from binhyen.figures.rules.cells import CellKey, CellValue
from binhyen.foundation.span import Span
from binhyen.organisation.models import Unit


@dataclass(frozen=True)
class Guard:
    """Knows the sensitive indicators, and the wholes whose rest must not be told, for one unit and period."""

    sensitive: frozenset[str]
    parts: dict[str, str]
    wholes: dict[str, CellValue]

    def hides(self, key: CellKey, content: CellValue | None, decimals: int) -> bool:
        """Whether the number must not be shown."""
        whole = self.wholes.get(self.parts.get(key.indicator, ""))
        return small_cells.hidden(content, sensitive=key.indicator in self.sensitive, decimals=decimals, whole=whole)

    def guards(self, key: CellKey) -> bool:
        """Whether the line is guarded at all: then other periods, of which less is known here, are left out too."""
        return key.indicator in self.sensitive or key.indicator in self.parts


def guard_of(unit: Unit, span: Span) -> Guard:
    """The guard for the figures of a unit over a period."""
    marked = Indicator.objects.filter(Q(sensitive=True) | ~Q(complement_hidden_of=""))
    rows = list(marked.values_list("code", "sensitive", "complement_hidden_of"))
    parts = {code: whole for code, _, whole in rows if whole}
    cells = Cell.objects.filter(
        unit=unit, period__starts_on=span.start, period__ends_on=span.last, origin="", breakdown="",
        indicator__code__in=set(parts.values()), approved__isnull=False,
    ).select_related("approved", "indicator")  # fmt: skip
    return Guard(
        sensitive=frozenset(code for code, sensitive, _ in rows if sensitive),
        parts=parts,
        wholes={c.indicator.code: c.approved.content for c in cells if c.approved is not None},
    )
