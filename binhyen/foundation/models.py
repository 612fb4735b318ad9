"""The lock row and the audit chain."""

from __future__ import annotations

from django.db import models
from django.db.models import Q


class ChainHead(models.Model):
    """The single row that every writing action locks first: the last number given out and the last hash."""

    id = models.PositiveSmallIntegerField(primary_key=True, default=1)
    seq = models.BigIntegerField(default=0)
    hash = models.CharField(max_length=64, default="0" * 64)

    class Meta:
        constraints = [models.CheckConstraint(condition=Q(id=1), name="chain_head_is_one_row")]


class AuditEntry(models.Model):
    """Who did what to what, chained by hash. Append-only: triggers refuse UPDATE and DELETE on both databases."""

    seq = models.BigIntegerField(primary_key=True)
    at = models.DateTimeField()
    user_id = models.BigIntegerField(null=True)
    post_id = models.BigIntegerField(null=True)
    verb = models.CharField(max_length=60)
    object = models.CharField(max_length=200)
    payload_digest = models.CharField(max_length=64)
    prev_hash = models.CharField(max_length=64)
    hash = models.CharField(max_length=64)
