"""Where digests go: the office mailboxes of units. No mailbox of a person."""

from __future__ import annotations

from django.db import models

from binhyen.organisation.texts import ROLES


class Mailbox(models.Model):
    """The office mailbox (hộp thư công vụ) of a unit: of all its posts of a role, or with ``role`` "" of the unit."""

    unit = models.ForeignKey("organisation.Unit", models.PROTECT, related_name="+")
    role = models.CharField(max_length=20, choices=list(ROLES.items()), blank=True)
    mailbox = models.EmailField()

    class Meta:
        ordering = ["unit", "role"]
        constraints = [models.UniqueConstraint(fields=["unit", "role"], name="mailbox_once")]
