"""The record: cells, their append-only versions, the signed ledger, corrections waiting for a second person."""

from __future__ import annotations

from typing import Any

from django.db import models
from django.db.models import F, Q

from binhyen.figures.models.submission import QUALIFIERS, STATES
from binhyen.figures.rules.cells import CellKey, CellValue, Qualifier, State


class Cell(models.Model):
    """One fact's place: (indicator, breakdown, unit, period, origin). ``approved`` is the one mutable pointer, rebuildable."""

    indicator = models.ForeignKey("figures.Indicator", models.PROTECT, related_name="+", db_index=False)
    breakdown = models.CharField(max_length=200, blank=True)
    unit = models.ForeignKey("organisation.Unit", models.PROTECT, related_name="+", db_index=False)
    period = models.ForeignKey("figures.Period", models.PROTECT, related_name="+", db_index=False)
    origin = models.CharField(max_length=20, blank=True)
    approved = models.ForeignKey("figures.CellVersion", models.PROTECT, null=True, related_name="+")

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["unit", "indicator", "breakdown", "period", "origin"], name="cell_once")
        ]
        indexes = [models.Index(fields=["period", "unit"])]

    @property
    def key(self) -> CellKey:
        """The line it stands on."""
        return CellKey(self.indicator.code, self.breakdown)


class CellVersion(models.Model):
    """What was reported of a cell, once and for ever (append-only). ``seq`` is its number in commit order."""

    cell = models.ForeignKey(Cell, models.PROTECT, related_name="versions")
    n = models.PositiveIntegerField()
    submission = models.ForeignKey("figures.Submission", models.PROTECT, related_name="cell_versions")
    submission_version = models.PositiveIntegerField()
    state = models.CharField(max_length=24, choices=STATES)
    value = models.BigIntegerField(null=True)
    value_max = models.BigIntegerField(null=True)
    qualifier = models.CharField(max_length=12, choices=QUALIFIERS, default=Qualifier.EXACT.value)
    reason = models.CharField(max_length=300, blank=True)
    provenance: models.JSONField[dict[str, Any], dict[str, Any]] = models.JSONField(default=dict)
    seq = models.BigIntegerField()
    at = models.DateTimeField()
    by_user = models.BigIntegerField()
    by_post = models.BigIntegerField()

    class Meta:
        ordering = ["cell", "n"]
        constraints = [
            models.UniqueConstraint(fields=["cell", "n"], name="cell_version_once"),
            models.CheckConstraint(
                condition=Q(state=State.REPORTED, value__isnull=False) | (~Q(state=State.REPORTED) & Q(value=None)),
                name="cell_version_value_when_reported",
            ),
        ]

    @property
    def content(self) -> CellValue:
        """The value as the rules know it."""
        return CellValue(State(self.state), self.value, self.value_max, Qualifier(self.qualifier), self.reason)


class LedgerEntry(models.Model):
    """Newly approved minus formerly approved, in commit order (append-only; written by approve and correct only).

    The key of the cell is repeated in the row, so that totals are one GROUP BY over one table, and its index holds all that
    a total needs, so that the table itself is not read. Collected cells only.
    """

    seq = models.BigIntegerField(primary_key=True)
    version = models.ForeignKey(CellVersion, models.PROTECT, related_name="+")
    indicator = models.ForeignKey("figures.Indicator", models.PROTECT, related_name="+", db_index=False)
    breakdown = models.CharField(max_length=200, blank=True)
    unit = models.ForeignKey("organisation.Unit", models.PROTECT, related_name="+", db_index=False)
    period = models.ForeignKey("figures.Period", models.PROTECT, related_name="+", db_index=False)
    d_value = models.BigIntegerField()
    d_reported = models.SmallIntegerField()
    d_above = models.SmallIntegerField()
    d_below = models.SmallIntegerField()
    d_about = models.SmallIntegerField()
    d_stated = models.SmallIntegerField()
    d_not_applicable = models.SmallIntegerField()

    class Meta:
        ordering = ["seq"]
        indexes = [
            models.Index(
                fields=[
                    "unit", "indicator", "breakdown", "period", "d_value", "d_reported", "d_above", "d_below", "d_about",
                    "d_stated", "d_not_applicable",
                ],
                name="ledger_totals",
            )
        ]  # fmt: skip


class Correction(models.Model):
    """A change after closing (đính chính): asked for with a reason and a document, decided by a second person.

    While it waits, the old value counts. Cells that must change together were asked for under one ``batch``, the number of
    its first audit entry, and are decided together.
    """

    WAITING, APPROVED, REFUSED = "waiting", "approved", "refused"

    version = models.OneToOneField(CellVersion, models.PROTECT, related_name="correction")
    reason = models.CharField(max_length=500)
    document = models.CharField(max_length=200)
    state = models.CharField(
        max_length=10,
        choices=[(WAITING, "chờ phê duyệt"), (APPROVED, "đã phê duyệt"), (REFUSED, "không phê duyệt")],
        default=WAITING,
    )
    requested_by = models.BigIntegerField()
    requested_by_post = models.BigIntegerField()
    requested_at = models.DateTimeField()
    decided_by = models.BigIntegerField(null=True)
    decided_by_post = models.BigIntegerField(null=True)
    decided_at = models.DateTimeField(null=True)
    batch = models.BigIntegerField(null=True, db_index=True)

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(decided_by=None) | ~Q(decided_by=F("requested_by")), name="correction_decided_by_another"
            )
        ]
