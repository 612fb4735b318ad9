"""What comes with a report: the signed paper, evidence, remarks; calls of programs that must count once."""

from __future__ import annotations

from typing import Any

from django.db import models


class Attachment(models.Model):
    """A file that belongs to a report or to one of its lines; ``line`` is the text of a ``CellKey``, "" for the whole.

    Its bytes are kept in the database, so that one backup and one transaction hold everything. Removed: a date, and the
    bytes are emptied; who, when, name and digest stay.
    """

    SIGNED, EVIDENCE = "signed", "evidence"

    submission = models.ForeignKey("figures.Submission", models.PROTECT, related_name="+")
    kind = models.CharField(max_length=10, choices=[(SIGNED, "bản đã ký"), (EVIDENCE, "minh chứng")])
    line = models.CharField(max_length=220, blank=True)
    name = models.CharField(max_length=160)
    media_type = models.CharField(max_length=100)
    size = models.PositiveIntegerField()
    sha256 = models.CharField(max_length=64)
    content = models.BinaryField()
    at = models.DateTimeField()
    by_user = models.BigIntegerField()
    by_post = models.BigIntegerField()
    removed_at = models.DateTimeField(null=True)

    class Meta:
        ordering = ["submission", "at", "id"]


class Paper(models.Model):
    """The signed report that carries the figures: number, symbol, date and the office of who signed, never a name.

    Append-only: a wrong number is set right by another row; the last one of a version counts.
    """

    submission = models.ForeignKey("figures.Submission", models.PROTECT, related_name="+")
    version = models.PositiveIntegerField()
    number = models.CharField(max_length=20)
    symbol = models.CharField(max_length=60)
    signed_on = models.DateField()
    signer_office = models.CharField(max_length=160)
    attachment = models.ForeignKey(Attachment, models.PROTECT, null=True, related_name="+")
    at = models.DateTimeField()
    by_user = models.BigIntegerField()
    by_post = models.BigIntegerField()

    class Meta:
        ordering = ["submission", "version", "id"]


class Remark(models.Model):
    """A short, guarded remark on a line of a report, for those who may see the report in all its states."""

    submission = models.ForeignKey("figures.Submission", models.PROTECT, related_name="+")
    line = models.CharField(max_length=220)
    text = models.CharField(max_length=300)
    at = models.DateTimeField()
    by_user = models.BigIntegerField()
    by_post = models.BigIntegerField()

    class Meta:
        ordering = ["submission", "at", "id"]


class Call(models.Model):
    """A call of a program that must count once: under its key the answer is kept and given again."""

    post = models.ForeignKey("organisation.Post", models.PROTECT, related_name="+")
    key = models.CharField(max_length=80)
    digest = models.CharField(max_length=64)
    status = models.PositiveSmallIntegerField()
    answer: models.JSONField[Any, Any] = models.JSONField()
    at = models.DateTimeField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["post", "key"], name="call_once")]
