"""Files that carried figures in, and the layouts of other programmes that figures are written into."""

from __future__ import annotations

from django.db import models


class ReceivedWorkbook(models.Model):
    """A workbook that was taken into a report's working copy: the same bytes are never taken twice for one report."""

    submission = models.ForeignKey("figures.Submission", models.PROTECT, related_name="+")
    name = models.CharField(max_length=160)
    sha256 = models.CharField(max_length=64)
    cells = models.PositiveIntegerField()
    at = models.DateTimeField()
    by_user = models.BigIntegerField()
    by_post = models.BigIntegerField()

    class Meta:
        ordering = ["submission", "at", "id"]


class ExportLayout(models.Model):
    """Another programme's own workbook, whose cells name the figures that belong there ("{{COM04[host_org=ca]}}")."""

    owner = models.ForeignKey("organisation.Unit", models.PROTECT, related_name="+")
    programme = models.ForeignKey("directives.Programme", models.PROTECT, null=True, related_name="+")
    name = models.CharField(max_length=160)
    content = models.BinaryField()
    at = models.DateTimeField()
    by_user = models.BigIntegerField()
    by_post = models.BigIntegerField()
    retired_at = models.DateTimeField(null=True)

    class Meta:
        ordering = ["name", "id"]
