"""Periods, report forms, who owes them, which rules check them, who reads their lines, and what is closed."""

from __future__ import annotations

from django.db import models
from django.db.models import F, Q

from binhyen.figures.rules.cells import APART, IN_RULES
from binhyen.foundation.span import Span
from binhyen.organisation.texts import LINES


class Period(models.Model):
    """A period is its two dates, both inclusive."""

    starts_on = models.DateField()
    ends_on = models.DateField()

    class Meta:
        ordering = ["starts_on", "ends_on"]
        constraints = [
            models.UniqueConstraint(fields=["starts_on", "ends_on"], name="period_once"),
            models.CheckConstraint(condition=Q(starts_on__lte=F("ends_on")), name="period_dates_in_order"),
        ]

    def __str__(self) -> str:
        return str(self.span)

    @property
    def span(self) -> Span:
        """The period as a value."""
        return Span(self.starts_on, self.ends_on)


LINES_OF_WORK = list(LINES.items())
CALENDARS = [("month", "tháng"), ("quarter", "quý"), ("half_year", "6 tháng"), ("year", "năm"), ("once", "một lần")]


class FormVersion(models.Model):
    """A report form (biểu mẫu báo cáo) from a day on. ``calendar`` names how its periods are cut; it never is the period.

    ``columns`` is the dimension whose items stand side by side ("" : one column of totals and parts below each other).
    ``body`` is the provincial body that fills it ("" : the unit itself); with ``vertical`` its figures are what the body
    counted down its own line, or what was asked in haste: they are reconciled with the collected ones and never added.
    ``owner`` is the unit that published it; none: it is of the catalogue, and nobody's to change from a page.
    """

    code = models.CharField(max_length=20)
    valid_from = models.DateField()
    title = models.CharField(max_length=200)
    short_title = models.CharField(max_length=80)
    level = models.CharField(max_length=10, default="commune")
    calendar = models.CharField(max_length=20, choices=CALENDARS)
    basis = models.CharField(max_length=300, blank=True)
    columns = models.CharField(max_length=40, blank=True)
    line_of_work = models.CharField(max_length=10, choices=LINES_OF_WORK, default="state")
    body = models.CharField(max_length=40, blank=True)
    vertical = models.BooleanField(default=False)
    accept_hedges = models.BooleanField(default=False)
    retired_on = models.DateField(null=True)
    owner = models.ForeignKey("organisation.Unit", models.PROTECT, null=True, related_name="+")

    class Meta:
        ordering = ["code", "valid_from"]
        constraints = [models.UniqueConstraint(fields=["code", "valid_from"], name="form_version_once")]

    def __str__(self) -> str:
        return f"{self.code} ({self.valid_from})"

    @property
    def origin(self) -> str:
        """The last part of the key of the form's cells: "" for what is added up, the form itself for what stands apart."""
        return f"{APART}{self.code}" if self.vertical else ""


class FormLine(models.Model):
    """One line: it collects a figure, or reads one that another form collects."""

    COLLECTS, READS = "collects", "reads"

    version = models.ForeignKey(FormVersion, models.PROTECT, related_name="lines")
    position = models.PositiveSmallIntegerField()
    group = models.CharField(max_length=120)
    label = models.CharField(max_length=300)
    hint = models.CharField(max_length=500, blank=True)
    indicator = models.ForeignKey("figures.Indicator", models.PROTECT, related_name="+")
    breakdown = models.CharField(max_length=200, blank=True)
    role = models.CharField(max_length=10, choices=[(COLLECTS, "thu thập"), (READS, "lấy từ biểu khác")])
    required = models.BooleanField(default=True)

    class Meta:
        ordering = ["version", "position"]
        constraints = [
            models.UniqueConstraint(fields=["version", "indicator", "breakdown"], name="form_line_once"),
            models.UniqueConstraint(fields=["version", "position"], name="form_line_position_once"),
        ]


class FormRule(models.Model):
    """One executable check of a form, dated: a rule added today does not condemn last year's figures."""

    form_code = models.CharField(max_length=20)
    rule_id = models.CharField(max_length=40)
    rule_class = models.CharField(max_length=4)
    severity = models.CharField(max_length=5, choices=[(s.value, s.value) for s in IN_RULES])
    spec: models.JSONField[dict[str, str], dict[str, str]] = models.JSONField(default=dict)
    basis = models.CharField(max_length=300, blank=True)
    valid_from = models.DateField()
    valid_to = models.DateField(null=True)

    class Meta:
        ordering = ["form_code", "rule_id", "valid_from"]
        constraints = [models.UniqueConstraint(fields=["form_code", "rule_id", "valid_from"], name="form_rule_once")]


class FormAssignment(models.Model):
    """Which units owe the form: those of ``level`` under ``under_unit`` that are valid on each period's last day."""

    form_code = models.CharField(max_length=20)
    under_unit = models.ForeignKey("organisation.Unit", models.PROTECT, related_name="+")
    level = models.CharField(max_length=10)
    starts_on = models.DateField()
    ends_on = models.DateField(null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["form_code", "under_unit", "level", "starts_on"], name="form_assignment_once"
            ),
            models.CheckConstraint(
                condition=Q(ends_on=None) | Q(starts_on__lte=F("ends_on")), name="assignment_dates_in_order"
            ),
        ]


class FormProgramme(models.Model):
    """A programme reads an indicator: collected once, read by many."""

    programme = models.ForeignKey("directives.Programme", models.PROTECT, related_name="+")
    indicator = models.ForeignKey("figures.Indicator", models.PROTECT, related_name="readers")

    class Meta:
        constraints = [models.UniqueConstraint(fields=["programme", "indicator"], name="programme_reads_once")]


class PeriodLock(models.Model):
    """A period closed (chốt số liệu) for one form under one province: only corrections from here on."""

    form_code = models.CharField(max_length=20)
    under_unit = models.ForeignKey("organisation.Unit", models.PROTECT, related_name="+")
    period = models.ForeignKey(Period, models.PROTECT, related_name="+")
    closed_at = models.DateTimeField()
    closed_by_user = models.BigIntegerField()
    closed_by_post = models.BigIntegerField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["form_code", "under_unit", "period"], name="period_lock_once")]


class Reopening(models.Model):
    """A closed period opened again for one unit, by exception, with a reason, until a day (inclusive).

    ``touched`` names the papers whose figures it touches, as they were told to who opened it.
    """

    lock = models.ForeignKey(PeriodLock, models.PROTECT, related_name="reopenings")
    unit = models.ForeignKey("organisation.Unit", models.PROTECT, related_name="+")
    reason = models.CharField(max_length=500)
    document = models.CharField(max_length=200)
    opened_at = models.DateTimeField()
    opened_by_user = models.BigIntegerField()
    opened_by_post = models.BigIntegerField()
    expires_on = models.DateField()
    touched: models.JSONField[list[str], list[str]] = models.JSONField(default=list)

    class Meta:
        ordering = ["lock", "unit", "opened_at"]
