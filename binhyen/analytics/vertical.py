"""What bodies counted down their own lines, beside the territorial totals: reconciled with them, never added to them."""

from __future__ import annotations

from dataclasses import dataclass

from binhyen.analytics.answers import Total, totals
from binhyen.figures.models import Cell, FormVersion
from binhyen.figures.rules.cells import APART, CellKey, CellValue, Nature
from binhyen.foundation.span import Span
from binhyen.organisation.models import Unit


@dataclass(frozen=True)
class Reconciled:
    """One figure of a body's own line over a span and the territorial total of the same line and days.

    ``difference`` is the body's number minus the total, scaled; None where either is not one exact number.
    """

    cell_id: int
    key: CellKey
    span: Span
    form: FormVersion
    content: CellValue
    decimals: int
    total: Total

    @property
    def difference(self) -> int | None:
        """The body's number minus the territorial total."""
        amount = self.content.amount
        return None if amount is None or not self.total.known else amount - self.total.value


def reconciled(province: Unit, span: Span) -> list[Reconciled]:
    """The approved figures that provincial bodies counted down their own lines inside the span, each beside the total.

    Indicators that are not added over units have no total to stand beside and are left out.
    """
    forms = {
        form.code: form for form in FormVersion.objects.filter(vertical=True).exclude(body="").order_by("valid_from")
    }
    cells = Cell.objects.filter(
        unit=province, approved__isnull=False, origin__in=[f"{APART}{code}" for code in forms],
        period__starts_on__gte=span.start, period__ends_on__lte=span.last,
    ).select_related("approved", "indicator", "period")  # fmt: skip
    found = [cell for cell in cells if Nature(cell.indicator.nature).adds_over_units and not cell.indicator.register]
    answers = {
        period: totals(province, sorted({c.key for c in found if c.period.span == period}), period).rows
        for period in {cell.period.span for cell in found}
    }
    rows = [
        Reconciled(
            cell.pk, cell.key, cell.period.span, forms[cell.origin.removeprefix(APART)], cell.approved.content,
            cell.indicator.decimals, answers[cell.period.span][cell.key],
        )
        for cell in found if cell.approved is not None
    ]  # fmt: skip
    return sorted(rows, key=lambda row: (row.form.code, row.key, row.span.last))
