"""The activity book (sổ theo dõi hoạt động)."""

from __future__ import annotations

from django.db import models
from django.db.models import Q


class Activity(models.Model):
    """One activity of a commune: day, kind, main host, how many times, how many attended. No names, no place finer than
    a khu dân cư. Struck out, it stays with its date and is not counted.
    """

    unit = models.ForeignKey("organisation.Unit", models.PROTECT, related_name="+")
    on = models.DateField()
    kind = models.CharField(max_length=20)
    host = models.CharField(max_length=40, blank=True)
    times = models.PositiveIntegerField(default=1)
    attendances = models.PositiveIntegerField(null=True)
    area = models.CharField(max_length=80, blank=True)
    at = models.DateTimeField()
    by_user = models.BigIntegerField()
    by_post = models.BigIntegerField()
    struck_at = models.DateTimeField(null=True)

    class Meta:
        ordering = ["unit", "on", "id"]
        constraints = [models.CheckConstraint(condition=Q(times__gte=1), name="activity_took_place")]
        indexes = [models.Index(fields=["unit", "kind", "on"])]
