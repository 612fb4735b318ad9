"""The activity book (sổ theo dõi hoạt động)."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db import models
from django.db.models import Q

if TYPE_CHECKING:
    from binhyen.organisation.actor import Actor


class ActivityQuerySet(models.QuerySet["Activity"]):
    """Reads of the book; every door begins with ``visible_to``."""

    def visible_to(self, actor: Actor) -> ActivityQuerySet:
        """The lines of the post's own book, if its role keeps or signs one; nobody above reads it."""
        from binhyen.collection.queries.activities import books
        from binhyen.organisation.rules import Act, Relation, may

        keeps = any(may(actor.role, act, Relation.OWN) for act in (Act.DRAFT, Act.SUBMIT))
        return self.filter(unit__in=books(actor.unit)) if keeps else self.none()


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

    objects = ActivityQuerySet.as_manager()

    class Meta:
        ordering = ["unit", "on", "id"]
        constraints = [models.CheckConstraint(condition=Q(times__gte=1), name="activity_took_place")]
        indexes = [models.Index(fields=["unit", "kind", "on"])]
