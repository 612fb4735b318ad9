"""Documents, their dated links, programmes, and source texts."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.db import models
from django.db.models import F, Q

from binhyen.directives.texts import KINDS, LINES, LINKS, STATUSES
from binhyen.organisation.queries import territory
from binhyen.organisation.rules import Act, Relation, may

if TYPE_CHECKING:
    from binhyen.organisation.actor import Actor


class Directive(models.Model):
    """A document that leads or directs (văn bản lãnh đạo, chỉ đạo). Unknown is allowed; what was inferred says from what."""

    kind = models.CharField(max_length=30, choices=list(KINDS.items()))
    number = models.CharField(max_length=20, blank=True)
    symbol = models.CharField(max_length=60, blank=True)
    canonical = models.CharField(max_length=120, unique=True)
    aliases: models.JSONField[list[str], list[str]] = models.JSONField(default=list)
    issuer = models.CharField(max_length=200, blank=True)
    issued_on = models.DateField(null=True)
    subject = models.CharField(max_length=500, blank=True)
    status = models.CharField(max_length=20, choices=list(STATUSES.items()), default="unknown")
    inferred: models.JSONField[dict[str, str], dict[str, str]] = models.JSONField(default=dict)
    invented = models.BooleanField(default=False)

    class Meta:
        ordering = ["issued_on", "canonical"]

    def __str__(self) -> str:
        return (
            f"{KINDS[self.kind]} số {self.symbol or self.number}"
            if self.number
            else f"{KINDS[self.kind]} {self.subject}"
        )


class DirectiveLink(models.Model):
    """One document is based on, implements or replaces another."""

    from_directive = models.ForeignKey(Directive, models.PROTECT, related_name="links_out")
    to_directive = models.ForeignKey(Directive, models.PROTECT, related_name="links_in")
    kind = models.CharField(max_length=20, choices=list(LINKS.items()))
    on = models.DateField(null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["from_directive", "to_directive", "kind"], name="directive_link_once"),
            models.CheckConstraint(condition=~Q(from_directive=F("to_directive")), name="directive_link_to_another"),
        ]


class Programme(models.Model):
    """What is measured over a period, under one or more directives."""

    code = models.CharField(max_length=20, unique=True)
    name = models.CharField(max_length=300)
    starts_on = models.DateField()
    ends_on = models.DateField(null=True)
    line = models.CharField(max_length=10, choices=list(LINES.items()))
    inferred: models.JSONField[dict[str, str], dict[str, str]] = models.JSONField(default=dict)
    # Who reviews it: the profile of the paper's heading, symbol and signatures (a joint programme is reviewed by its parties)
    issuer = models.CharField(max_length=20, default="ban-chi-dao")
    invented = models.BooleanField(default=False)
    directives: models.ManyToManyField[Directive, Any] = models.ManyToManyField(Directive, related_name="programmes")

    class Meta:
        ordering = ["code"]
        constraints = [
            models.CheckConstraint(
                condition=Q(ends_on=None) | Q(starts_on__lte=F("ends_on")), name="programme_dates_in_order"
            )
        ]

    def __str__(self) -> str:
        return f"{self.code} {self.name}"


class SourceTextQuerySet(models.QuerySet["SourceText"]):
    """Reads of source texts; every door begins with ``visible_to``."""

    def visible_to(self, actor: Actor) -> SourceTextQuerySet:
        """The texts of the post's territory for who sees all states there; nothing for others (a text is not a figure)."""
        if may(actor.role, Act.SEE_ALL_STATES, Relation.OWN):
            return self.filter(unit_id__in=territory(actor.unit))
        return self.none()


class SourceText(models.Model):
    """What figures are read from: a pasted text in full, or a citation of one kept elsewhere. Never a directive itself."""

    FULL, CITATION = "full", "citation"

    sha256 = models.CharField(max_length=64, unique=True)
    title = models.CharField(max_length=300)
    publisher = models.CharField(max_length=200, blank=True)
    published_on = models.DateField(null=True)
    extent = models.CharField(max_length=10, choices=[(FULL, "toàn văn"), (CITATION, "trích dẫn")])
    text = models.TextField(blank=True)
    masked = models.PositiveIntegerField(default=0)
    unit = models.ForeignKey("organisation.Unit", models.PROTECT, related_name="+")
    accepted_on = models.DateField()
    directive = models.ForeignKey(Directive, models.PROTECT, null=True, related_name="+")
    programmes: models.ManyToManyField[Programme, Any] = models.ManyToManyField(Programme, related_name="texts")

    objects = SourceTextQuerySet.as_manager()

    class Meta:
        ordering = ["-accepted_on", "-id"]

    def __str__(self) -> str:
        return self.title
