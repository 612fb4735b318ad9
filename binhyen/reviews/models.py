"""Reviews and their printed numbers. Both tables are append-only: a new draft is a new review."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db import models
from django.db.models import F, Q

from binhyen.foundation.span import Span
from binhyen.organisation.queries import territory
from binhyen.organisation.rules import Act, Relation, may
from binhyen.reviews.facts import ReviewFacts, from_json
from binhyen.reviews.material import Kind

if TYPE_CHECKING:
    from binhyen.organisation.actor import Actor

KINDS = {Kind.INTERIM.value: "sơ kết", Kind.FINAL.value: "tổng kết"}


class ReviewQuerySet(models.QuerySet["Review"]):
    """Reads of reviews; every door begins with ``visible_to``."""

    def visible_to(self, actor: Actor) -> ReviewQuerySet:
        """Reviews of the post's territory; all of them for who sees approved figures everywhere."""
        if may(actor.role, Act.SEE_APPROVED, Relation.OUTSIDE):
            return self.all()
        if may(actor.role, Act.SEE_APPROVED, Relation.OWN):
            return self.filter(unit_id__in=territory(actor.unit))
        return self.none()


class Review(models.Model):
    """A sơ kết or tổng kết report as it was drafted: its frozen facts. ``number`` is the id in the file and its bookmarks."""

    number = models.BigIntegerField(unique=True)
    programme = models.ForeignKey("directives.Programme", models.PROTECT, related_name="+")
    unit = models.ForeignKey("organisation.Unit", models.PROTECT, related_name="+")
    starts_on = models.DateField()
    ends_on = models.DateField()
    kind = models.CharField(max_length=10, choices=list(KINDS.items()))
    provisional = models.BooleanField(default=False)
    ledger_seq = models.BigIntegerField()
    facts_hash = models.CharField(max_length=64)
    facts = models.TextField()
    made_by_user = models.BigIntegerField()
    made_by_post = models.BigIntegerField()
    made_at = models.DateTimeField()

    objects = ReviewQuerySet.as_manager()

    class Meta:
        ordering = ["-number"]
        constraints = [
            models.CheckConstraint(condition=Q(starts_on__lte=F("ends_on")), name="review_dates_in_order"),
            models.CheckConstraint(condition=Q(kind__in=[one.value for one in Kind]), name="review_kind_known"),
        ]

    def __str__(self) -> str:
        return f"{self.number} {self.programme.code} {self.span}"

    @property
    def span(self) -> Span:
        """The reviewed days."""
        return Span(self.starts_on, self.ends_on)

    def frozen(self) -> ReviewFacts:
        """The facts as printed."""
        return from_json(self.facts)


class ReviewFact(models.Model):
    """One printed number of a review, with the cell versions behind it: a correction finds the papers that it touches."""

    review = models.ForeignKey(Review, models.PROTECT, related_name="printed")
    n = models.PositiveIntegerField()
    printed = models.CharField(max_length=60)
    indicator = models.CharField(max_length=220, blank=True)
    cell_versions: models.JSONField[list[int], list[int]] = models.JSONField(default=list)
    formula = models.CharField(max_length=300, blank=True)

    class Meta:
        ordering = ["review", "n"]
        constraints = [models.UniqueConstraint(fields=["review", "n"], name="review_fact_once")]
