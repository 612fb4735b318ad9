"""Indicators and their dated wording."""

from __future__ import annotations

from django.db import models

from binhyen.figures.rules.cells import Nature


class Indicator(models.Model):
    """What is counted (chỉ tiêu thống kê). ``decimals`` is fixed for ever, so that sums equal rebuilds bit for bit.

    ``register`` names the register it will be counted from where that register does not exist yet; a ratio has its two parts
    and a ``factor`` (100 for percent), or is ``published_only``.
    """

    code = models.CharField(max_length=12, unique=True)
    nature = models.CharField(max_length=12, choices=[(n.value, n.value) for n in Nature])
    unit_of_count = models.CharField(max_length=60)
    decimals = models.PositiveSmallIntegerField(default=0)
    group = models.CharField(max_length=60)
    numerator = models.ForeignKey("self", models.PROTECT, null=True, related_name="+")
    denominator = models.ForeignKey("self", models.PROTECT, null=True, related_name="+")
    factor = models.PositiveIntegerField(default=1)
    published_only = models.BooleanField(default=False)
    register = models.CharField(max_length=120, blank=True)
    sensitive = models.BooleanField(default=False)
    complement_hidden_of = models.CharField(max_length=12, blank=True)
    needs_publication = models.BooleanField(default=False)
    target_allowed = models.BooleanField(default=False)
    rank_allowed = models.BooleanField(default=False)
    map_allowed = models.BooleanField(default=False)
    derived_from = models.CharField(max_length=200, blank=True)

    class Meta:
        ordering = ["code"]

    def __str__(self) -> str:
        return self.code


class IndicatorVersion(models.Model):
    """The wording of an indicator from a day on."""

    indicator = models.ForeignKey(Indicator, models.PROTECT, related_name="versions")
    valid_from = models.DateField()
    name = models.CharField(max_length=300)
    name_en = models.CharField(max_length=300, blank=True)
    definition = models.TextField(blank=True)
    rule_text = models.TextField(blank=True)
    dimensions: models.JSONField[list[str], list[str]] = models.JSONField(default=list)

    class Meta:
        ordering = ["indicator", "valid_from"]
        constraints = [models.UniqueConstraint(fields=["indicator", "valid_from"], name="indicator_version_once")]


class CodeItem(models.Model):
    """One item of a dimension: what a breakdown's ``dimension=item`` is called. Dated, with an optional wider item."""

    dimension = models.CharField(max_length=40)
    code = models.CharField(max_length=40)
    label = models.CharField(max_length=200)
    position = models.PositiveSmallIntegerField()
    parent = models.CharField(max_length=40, blank=True)
    valid_from = models.DateField(null=True)
    valid_to = models.DateField(null=True)

    class Meta:
        ordering = ["dimension", "position"]
        constraints = [models.UniqueConstraint(fields=["dimension", "code"], name="code_item_once")]
