"""Is the record whole? Pointers against versions and decisions, the ledger against the pointers: recomputed and compared."""

from __future__ import annotations

from collections.abc import Iterator

from django.db.models import Sum

from binhyen.figures.models import Cell, CellVersion, Correction, LedgerEntry, Submission
from binhyen.figures.queries.forms import WEIGHT_PARTS, weight_of
from binhyen.figures.rules.cells import NOTHING, weigh
from binhyen.figures.rules.moves import Stage


def differences() -> Iterator[str]:
    """One line for each cell whose approved version or ledger sum is not what the record says; nothing when all is well."""
    refused = set(Correction.objects.exclude(state=Correction.APPROVED).values_list("version_id", flat=True))
    approved = set(Submission.objects.filter(stage=Stage.APPROVED).values_list("pk", flat=True))
    versions = CellVersion.objects.order_by("cell_id", "n").values_list("pk", "cell_id", "submission_id")
    due = {
        cell: version
        for version, cell, submission in versions.iterator()
        if version not in refused and submission in approved
    }
    sums = {
        row["version__cell_id"]: weight_of(row)
        for row in LedgerEntry.objects.order_by()
        .values("version__cell_id")
        .annotate(**{name: Sum(f"d_{name}") for name in WEIGHT_PARTS})
    }
    for cell_ in Cell.objects.select_related("approved").iterator():
        if cell_.approved_id != due.get(cell_.pk):
            yield f"cell {cell_.pk}: approved {cell_.approved_id}, the record says {due.get(cell_.pk)}"
        weight = weigh(cell_.approved.content) if cell_.approved and not cell_.origin else NOTHING
        if sums.get(cell_.pk, NOTHING) != weight:
            yield f"cell {cell_.pk}: ledger {sums.get(cell_.pk, NOTHING)}, approved {weight}"
