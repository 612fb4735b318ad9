"""The refusals that several actions share."""

from __future__ import annotations

from datetime import date, datetime

from django.db import connection
from django.utils import timezone

from binhyen.figures.models import FormVersion, Opening, Period, Submission
from binhyen.figures.queries.forms import assignments_of, closing_of, form_on
from binhyen.figures.rules import periods
from binhyen.foundation.errors import DomainError, Invalid, NotAllowed, Stale, WrongMove
from binhyen.foundation.span import Span
from binhyen.foundation.vietnamese import short_date
from binhyen.organisation.actor import Actor
from binhyen.organisation.models import Unit
from binhyen.organisation.queries import version_on
from binhyen.organisation.texts import LINES


def locked(submission: Submission, *, seen_revision: int | None) -> Submission:
    """The submission, read afresh and locked until the act is over; ``Stale`` where the page was made from an older revision.

    This lock comes before that of the chain, in every act that takes both. Unit, period and form, which never change, are
    those that the caller has read.
    """
    lock = " FOR NO KEY UPDATE" if connection.features.has_select_for_update else ""
    fresh = Submission.objects.raw(_SUBMISSION + lock, [submission.pk])[0]
    fresh.unit, fresh.period, fresh.form_version = submission.unit, submission.period, submission.form_version
    if seen_revision is not None and fresh.revision != seen_revision:
        raise Stale("figures.stale_report", seen=seen_revision, now=fresh.revision)
    return fresh


_SUBMISSION = "SELECT * FROM figures_submission WHERE id = %s"


def require_open(form_code: str, unit: Unit, period: Period, on: date) -> None:
    """``DomainError("figures.period_closed")`` where the period is closed for the form in the unit's province.

    While it was opened again for this unit by exception it is open, until the last day of that.
    """
    lock = closing_of(form_code, unit, period, on)
    if lock is not None:
        closed_on = short_date(today_of(lock.closed_at))
        raise DomainError("figures.period_closed", period=str(period), form=form_code, on=closed_on)


def require_opened(submission: Submission, actor: Actor) -> None:
    """``WrongMove("figures.not_opened")`` unless this user had the report before them as it stands now."""
    seen = [submission.pk, submission.version, submission.revision, actor.user.pk]
    if not list(Opening.objects.raw(_OPENING, seen)):
        raise WrongMove("figures.not_opened")


_OPENING = """
SELECT * FROM figures_opening WHERE submission_id = %s AND version = %s AND revision = %s AND by_user = %s
"""


def require_line(actor: Actor, form: FormVersion | None) -> None:
    """``NotAllowed("figures.other_line")`` where the form belongs to another line of work: others of the territory read it.

    What was read from a text (no form) belongs to no line.
    """
    if form is not None and form.line_of_work != actor.post.line:
        raise NotAllowed("figures.other_line", form=form.short_title, line=LINES[form.line_of_work])


def require_owed(form_code: str, unit: Unit, span: Span, today: date) -> FormVersion:
    """The form by which the unit owes a report for the period.

    Refuses a period that has not begun, a unit that does not exist on its last day, a form that is not in force or not
    assigned to the unit, and days that are no period of the assignment's calendar.
    """
    if span.start > today:
        raise Invalid("figures.period_future", period=str(span))
    version = version_on(unit, span.last)
    if version is None:
        raise Invalid("figures.unit_not_valid", unit=unit.last_name(), on=short_date(span.last))
    form = form_on(form_code, span.last)
    assignments = assignments_of(form_code, version, span.last)
    if not assignments:
        raise Invalid("figures.form_not_assigned", unit=version.full_name, form=form_code, period=str(span))
    assigned = [Span(a.starts_on, a.ends_on) for a in assignments]
    if not any(periods.owed(form.calendar, one, span) == [span] for one in assigned):
        raise Invalid("figures.period_not_of_form", period=str(span), form=form_code)
    return form


def today_of(now: datetime) -> date:
    """The calendar day of ``now`` in Việt Nam."""
    return timezone.localtime(now).date()
