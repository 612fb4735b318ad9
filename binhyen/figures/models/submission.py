"""Submissions with their working copy (draft cells), findings with reasons, and what a person decided on a reading."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.db import models
from django.db.models import F, Q

from binhyen.figures.rules.cells import IN_RULES, CellKey, CellValue, Qualifier, State
from binhyen.figures.rules.moves import Stage
from binhyen.figures.texts import REJECTIONS

if TYPE_CHECKING:
    from binhyen.organisation.actor import Actor

STATES = [(s.value, s.value) for s in State]
QUALIFIERS = [(q.value, q.value) for q in Qualifier]


class SubmissionQuerySet(models.QuerySet["Submission"]):
    """Reads of submissions; every door begins with ``visible_to``."""

    def visible_to(self, actor: Actor) -> SubmissionQuerySet:
        """What the actor's post may see: all states in its territory, or approved ones everywhere; else nothing."""
        from binhyen.figures.visibility import submissions_seen_by

        return self.filter(submissions_seen_by(actor))


class Submission(models.Model):
    """What one unit reports for one period: by a form, or read from a source text.

    ``version`` counts the times it was submitted; ``approved_version`` is the last of these that was approved and counts.
    """

    unit = models.ForeignKey("organisation.Unit", models.PROTECT, related_name="+")
    period = models.ForeignKey("figures.Period", models.PROTECT, related_name="+")
    form_version = models.ForeignKey("figures.FormVersion", models.PROTECT, null=True, related_name="+")
    source = models.ForeignKey("directives.SourceText", models.PROTECT, null=True, related_name="+")
    form_code = models.CharField(max_length=20, blank=True)
    stage = models.CharField(max_length=12, choices=[(s.value, s.value) for s in Stage], default=Stage.DRAFT.value)
    version = models.PositiveIntegerField(default=0)
    approved_version = models.PositiveIntegerField(null=True)
    revision = models.PositiveIntegerField(default=0)
    presented_by = models.BigIntegerField(null=True)
    presented_at = models.DateTimeField(null=True)
    submitted_by = models.BigIntegerField(null=True)
    submitted_by_post = models.BigIntegerField(null=True)
    submitted_at = models.DateTimeField(null=True)
    decided_by = models.BigIntegerField(null=True)
    decided_by_post = models.BigIntegerField(null=True)
    decided_at = models.DateTimeField(null=True)
    reason = models.CharField(max_length=500, blank=True)
    due_on = models.DateField(null=True)

    sent_by_step: int | None = None
    """Of an instance that was just sent, the number of the step; not a column."""

    objects = SubmissionQuerySet.as_manager()

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(form_version=None, form_code="") ^ Q(source=None), name="submission_form_or_source"
            ),
            models.CheckConstraint(
                condition=Q(decided_by=None) | Q(submitted_by=None) | ~Q(decided_by=F("submitted_by")),
                name="submission_decided_by_another",
            ),
            models.UniqueConstraint(
                fields=["form_code", "unit", "period"], condition=Q(source=None), name="submission_form_once"
            ),
            models.UniqueConstraint(
                fields=["source", "unit", "period"], condition=Q(form_version=None), name="submission_source_once"
            ),
        ]
        indexes = [models.Index(fields=["unit", "stage"]), models.Index(fields=["period", "form_code", "stage"])]

    @property
    def origin(self) -> str:
        """The last part of the cell's key: "" for what a form collects, the id of the source text, or the form kept apart."""
        if self.source_id is not None:
            return str(self.source_id)
        return self.form_version.origin if self.form_version is not None else ""


class Step(models.Model):
    """One move of a report (append-only): who had it from then on. ``seq`` is the number of its audit entry.

    ``cells`` names what was sent back (texts of ``CellKey``); ``due_on`` the new date given with it.
    """

    submission = models.ForeignKey(Submission, models.PROTECT, related_name="steps")
    seq = models.BigIntegerField(unique=True)
    at = models.DateTimeField()
    verb = models.CharField(max_length=20)
    stage = models.CharField(max_length=12, choices=[(s.value, s.value) for s in Stage])
    version = models.PositiveIntegerField()
    by_user = models.BigIntegerField()
    by_post = models.BigIntegerField()
    reason = models.CharField(max_length=500, blank=True)
    due_on = models.DateField(null=True)
    cells: models.JSONField[list[str], list[str]] = models.JSONField(default=list)

    class Meta:
        ordering = ["submission", "seq"]


class Opening(models.Model):
    """A person opened a report as it was submitted for the n-th time: who has not opened it cannot approve it."""

    submission = models.ForeignKey(Submission, models.PROTECT, related_name="openings")
    version = models.PositiveIntegerField()
    revision = models.PositiveIntegerField()
    by_user = models.BigIntegerField()
    at = models.DateTimeField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["submission", "version", "revision", "by_user"], name="opening_once")
        ]


class DraftCell(models.Model):
    """The working copy of one cell: mutable, outside the record. ``seen_version`` grows with each save.

    ``along``: it came back because a line bound with it did (``rules.together``), not for itself.
    """

    submission = models.ForeignKey(Submission, models.CASCADE, related_name="drafts")
    indicator = models.ForeignKey("figures.Indicator", models.PROTECT, related_name="+")
    breakdown = models.CharField(max_length=200, blank=True)
    state = models.CharField(max_length=24, choices=STATES)
    value = models.BigIntegerField(null=True)
    value_max = models.BigIntegerField(null=True)
    qualifier = models.CharField(max_length=12, choices=QUALIFIERS, default=Qualifier.EXACT.value)
    reason = models.CharField(max_length=300, blank=True)
    provenance: models.JSONField[dict[str, Any], dict[str, Any]] = models.JSONField(default=dict)
    seen_version = models.PositiveIntegerField(default=1)
    returned = models.BooleanField(default=False)
    return_reason = models.CharField(max_length=300, blank=True)
    along = models.BooleanField(default=False)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["submission", "indicator", "breakdown"], name="draft_cell_once"),
            models.CheckConstraint(
                condition=Q(state=State.REPORTED, value__isnull=False) | (~Q(state=State.REPORTED) & Q(value=None)),
                name="draft_cell_value_when_reported",
            ),
        ]

    @property
    def key(self) -> CellKey:
        """The line it stands on."""
        return CellKey(self.indicator.code, self.breakdown)

    @property
    def content(self) -> CellValue:
        """The value as the rules know it."""
        return CellValue(State(self.state), self.value, self.value_max, Qualifier(self.qualifier), self.reason)


class CellFinding(models.Model):
    """A finding as it stood when the report was presented or submitted, with the reason given for a warning.

    ``line`` is the text of its ``CellKey``; "" for a finding about the whole report.
    """

    submission = models.ForeignKey(Submission, models.PROTECT, related_name="findings")
    version = models.PositiveIntegerField()
    rule = models.CharField(max_length=40)
    severity = models.CharField(max_length=5, choices=[(s.value, s.value) for s in IN_RULES])
    line = models.CharField(max_length=220, blank=True)
    code = models.CharField(max_length=60)
    params: models.JSONField[dict[str, Any], dict[str, Any]] = models.JSONField(default=dict)
    arithmetic = models.CharField(max_length=300, blank=True)
    reason = models.CharField(max_length=300, blank=True)

    class Meta:
        ordering = ["submission", "version", "id"]

    @property
    def finding_id(self) -> str:
        """The id that ``rules.cells.Finding`` has: what a reason is given under."""
        return f"{self.rule}:{self.line}:{self.code}"


class ReadingDecision(models.Model):
    """What a person decided on one proposal of the reader: a figure of the text, by its place. Rejections are kept too.

    For the rules to learn from: ``measures`` are the counted words of the genre (see ``rules.lessons``), ``proposed`` the
    indicator that the reader had named, ``chosen`` the one that was filled, ``reason`` why a proposal was set aside.
    Decisions taken together carry the number of their audit entry as ``batch``.
    """

    ACCEPTED, REJECTED = "accepted", "rejected"

    source = models.ForeignKey("directives.SourceText", models.PROTECT, related_name="+")
    start = models.PositiveIntegerField()
    end = models.PositiveIntegerField()
    decision = models.CharField(max_length=10, choices=[(ACCEPTED, "sử dụng"), (REJECTED, "loại")])
    submission = models.ForeignKey(Submission, models.PROTECT, null=True, related_name="+")
    decided_by = models.BigIntegerField()
    decided_at = models.DateTimeField()
    batch = models.BigIntegerField(null=True)
    measures = models.CharField(max_length=60, blank=True)
    proposed = models.CharField(max_length=20, blank=True)
    chosen = models.CharField(max_length=20, blank=True)
    reason = models.CharField(max_length=20, blank=True, choices=list(REJECTIONS.items()))

    class Meta:
        constraints = [models.UniqueConstraint(fields=["source", "start", "end"], name="reading_decision_once")]
