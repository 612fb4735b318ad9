"""Regimes, deadlines and days off as dated data; requests for reports with their outline; what each unit owes."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db import models
from django.db.models import F, Q

from binhyen.figures.models.forms import LINES_OF_WORK
from binhyen.organisation.queries import territory
from binhyen.organisation.rules import Act, Relation, may

if TYPE_CHECKING:
    from binhyen.organisation.actor import Actor


class Regime(models.Model):
    """A way to cut the year into reporting periods: the month and day on which its year begins, with the legal basis."""

    code = models.CharField(max_length=20)
    name = models.CharField(max_length=160)
    starts_month = models.PositiveSmallIntegerField()
    starts_day = models.PositiveSmallIntegerField()
    basis = models.CharField(max_length=300, blank=True)
    valid_from = models.DateField()
    valid_to = models.DateField(null=True)

    class Meta:
        ordering = ["code", "valid_from"]
        constraints = [models.UniqueConstraint(fields=["code", "valid_from"], name="regime_once")]


class DeadlineRule(models.Model):
    """When a level's report is due: so many working days after the period's last day, at an hour.

    ``under_unit`` None: wherever no unit above has a rule of its own. A request's own deadline goes before any rule.
    """

    form_code = models.CharField(max_length=20)
    under_unit = models.ForeignKey("organisation.Unit", models.PROTECT, null=True, related_name="+")
    level = models.CharField(max_length=10)
    working_days = models.PositiveSmallIntegerField()
    hour = models.PositiveSmallIntegerField(default=17)
    basis = models.CharField(max_length=300, blank=True)
    valid_from = models.DateField()
    valid_to = models.DateField(null=True)

    class Meta:
        ordering = ["form_code", "level", "valid_from"]


class DayOff(models.Model):
    """A day on which the offices do not follow the rule: closed by decision, or open on what would be a day off."""

    on = models.DateField(unique=True)
    works = models.BooleanField(default=False)
    name = models.CharField(max_length=120)
    basis = models.CharField(max_length=300, blank=True)

    class Meta:
        ordering = ["on"]


class ReportRequestQuerySet(models.QuerySet["ReportRequest"]):
    """Reads of requests; every door begins with ``visible_to``."""

    def visible_to(self, actor: Actor) -> ReportRequestQuerySet:
        """What was asked by, or of, units of the post's territory; nothing for who sees approved figures only."""
        if not may(actor.role, Act.SEE_ALL_STATES, Relation.OWN):
            return self.none()
        inside = territory(actor.unit)
        asked = Obligation.objects.filter(request=models.OuterRef("pk"), unit_id__in=inside)
        return self.filter(Q(issuer_id__in=inside) | Q(models.Exists(asked)))


class ReportRequest(models.Model):
    """A document that asks for a report (văn bản yêu cầu báo cáo), or a quick one (yêu cầu đột xuất).

    ``cut_off`` is the last day of the figures; where only the days until ``actual_until`` can be true figures, the rest
    is estimated ("số liệu 5 tháng, ước 6 tháng"). ``line_of_work``: it is answered, sent back and approved inside it.
    ``replaces_reason``: why it gives a new deadline to what an earlier request asks for.
    """

    issuer = models.ForeignKey("organisation.Unit", models.PROTECT, related_name="+")
    line_of_work = models.CharField(max_length=10, choices=LINES_OF_WORK, default="state")
    symbol = models.CharField(max_length=80, blank=True)
    issued_on = models.DateField()
    subject = models.CharField(max_length=300)
    urgent = models.BooleanField(default=False)
    starts_on = models.DateField()
    cut_off = models.DateField()
    actual_until = models.DateField(null=True)
    due_at = models.DateTimeField()
    directive = models.ForeignKey("directives.Directive", models.PROTECT, null=True, related_name="+")
    made_at = models.DateTimeField()
    made_by_user = models.BigIntegerField()
    made_by_post = models.BigIntegerField()
    withdrawn_at = models.DateTimeField(null=True)
    replaces_reason = models.CharField(max_length=300, blank=True)

    objects = ReportRequestQuerySet.as_manager()

    class Meta:
        ordering = ["-due_at", "-id"]
        constraints = [models.CheckConstraint(condition=Q(starts_on__lte=F("cut_off")), name="request_dates_in_order")]


class RequestedForm(models.Model):
    """A form that a request asks for, over one period."""

    request = models.ForeignKey(ReportRequest, models.PROTECT, related_name="forms")
    form_code = models.CharField(max_length=20)
    period = models.ForeignKey("figures.Period", models.PROTECT, related_name="+")

    class Meta:
        constraints = [models.UniqueConstraint(fields=["request", "form_code", "period"], name="requested_form_once")]


class OutlineSection(models.Model):
    """A heading of the request's outline (đề cương) with a short text box for each unit."""

    request = models.ForeignKey(ReportRequest, models.PROTECT, related_name="sections")
    position = models.PositiveSmallIntegerField()
    title = models.CharField(max_length=200)
    hint = models.CharField(max_length=300, blank=True)
    limit = models.PositiveSmallIntegerField(default=1500)

    class Meta:
        ordering = ["request", "position"]
        constraints = [models.UniqueConstraint(fields=["request", "position"], name="outline_position_once")]


class ObligationQuerySet(models.QuerySet["Obligation"]):
    """Reads of obligations; every door begins with ``visible_to``."""

    def visible_to(self, actor: Actor) -> ObligationQuerySet:
        """What units of the post's territory owe; nothing for who sees approved figures only."""
        if may(actor.role, Act.SEE_ALL_STATES, Relation.OWN):
            return self.filter(unit_id__in=territory(actor.unit))
        return self.none()


class Obligation(models.Model):
    """What one unit owes under a request (trách nhiệm báo cáo): one form over one period, by a moment."""

    request = models.ForeignKey(ReportRequest, models.PROTECT, related_name="obligations")
    unit = models.ForeignKey("organisation.Unit", models.PROTECT, related_name="+")
    form_code = models.CharField(max_length=20)
    period = models.ForeignKey("figures.Period", models.PROTECT, related_name="+")
    due_at = models.DateTimeField()

    objects = ObligationQuerySet.as_manager()

    class Meta:
        ordering = ["due_at", "id"]
        constraints = [
            models.UniqueConstraint(fields=["request", "unit", "form_code", "period"], name="obligation_once")
        ]
        indexes = [models.Index(fields=["unit", "due_at"]), models.Index(fields=["form_code", "period", "unit"])]


class Words(models.Model):
    """What a unit writes under one heading of the outline: short, guarded, not searched, gone when its review is issued."""

    section = models.ForeignKey(OutlineSection, models.PROTECT, related_name="words")
    unit = models.ForeignKey("organisation.Unit", models.PROTECT, related_name="+")
    text = models.TextField(blank=True)
    seen_version = models.PositiveIntegerField(default=1)
    at = models.DateTimeField()
    by_user = models.BigIntegerField()
    by_post = models.BigIntegerField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["section", "unit"], name="words_once")]


class Digest(models.Model):
    """The reminders of one morning, sent to one post once. ``tried_at`` claims it, so that two runs never send it twice."""

    post = models.ForeignKey("organisation.Post", models.PROTECT, related_name="+")
    on = models.DateField()
    lines = models.PositiveSmallIntegerField()
    tried_at = models.DateTimeField(null=True)
    sent_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["post", "on"], name="digest_once_a_day")]
