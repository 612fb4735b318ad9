"""One report opened by an actor: what it is, and what this post may do to it now."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property

from django.http import Http404

from binhyen.figures.models import FormVersion, Submission
from binhyen.figures.queries.forms import form_on, is_assigned
from binhyen.figures.queries.hands import presented
from binhyen.figures.queries.schedule import seen
from binhyen.figures.queries.sheets import Sheet, form_sheet
from binhyen.figures.rules.moves import Stage
from binhyen.foundation.errors import NotFound
from binhyen.foundation.span import Span
from binhyen.foundation.vietnamese import short_date
from binhyen.organisation.actor import Actor
from binhyen.organisation.models import Unit, UnitVersion
from binhyen.organisation.queries import version_on
from binhyen.organisation.rules import Act, Role
from binhyen.web.actor import acts_on, today

OPEN = (None, Stage.DRAFT, Stage.SENT_BACK)


@dataclass(frozen=True)
class Opened:
    """A report on the screen. ``submission`` None: the unit owes it and nothing has been entered."""

    actor: Actor
    form: FormVersion
    unit: UnitVersion
    span: Span
    submission: Submission | None
    sheet: Sheet
    acts: frozenset[Act]

    @property
    def stage(self) -> Stage | None:
        """Where it stands; None before the first entry."""
        if self.submission is None:
            return None
        return Stage.APPROVED if self.is_outside else Stage(self.submission.stage)

    @property
    def may_enter(self) -> bool:
        """Whether figures can be typed."""
        return Act.DRAFT in self.acts and self.stage in OPEN and self.sheet.lock is None

    @property
    def may_present(self) -> bool:
        """Whether it can be laid before the leader."""
        return Act.PRESENT in self.acts and self.may_enter

    @property
    def may_submit(self) -> bool:
        """Whether it can be sent: by the commune's leader once presented, by a provincial desk from its own draft."""
        if Act.SUBMIT not in self.acts or self.sheet.lock is not None:
            return False
        return self.stage is Stage.PRESENTED or (self.actor.role is Role.PROVINCIAL_DESK and self.may_enter)

    @property
    def may_return(self) -> bool:
        """Whether the leader can hand it back to the officer."""
        return Act.RETURN_TO_OFFICER in self.acts and self.stage is Stage.PRESENTED

    @cached_property
    def is_own_hand(self) -> bool:
        """Whether this user or post presented or submitted it."""
        if self.submission is None:
            return False
        hands = self.actor.hands()
        sent = hands.did(self.submission.submitted_by, self.submission.submitted_by_post)
        return sent or presented([self.submission]).did(hands, self.submission)

    @property
    def may_decide(self) -> bool:
        """Whether it can be approved or sent back."""
        waits = self.stage is Stage.SUBMITTED and self.sheet.lock is None
        return Act.APPROVE in self.acts and waits and self.in_line and not self.is_own_hand

    @property
    def may_send_back(self) -> bool:
        """Whether cells can be sent back: while it waits, and once approved as long as the period is open."""
        given = self.stage in (Stage.SUBMITTED, Stage.APPROVED) and self.sheet.lock is None
        return Act.SEND_BACK in self.acts and given and self.in_line and not self.is_own_hand

    @property
    def in_line(self) -> bool:
        """Whether the report belongs to the post's line of work; another line's is only read."""
        return self.form.line_of_work == self.actor.post.line

    @property
    def recounting(self) -> bool:
        """Whether it was approved and is on its way to be approved again: the former figures count until then."""
        given = self.submission
        return given is not None and given.approved_version is not None and self.stage is not Stage.APPROVED

    @property
    def is_outside(self) -> bool:
        """Whether only approved figures of the unit are open to this post, small ones hidden."""
        return Act.SEE_ALL_STATES not in self.acts


def opened(actor: Actor, form_code: str, uid: str, span: Span) -> Opened:
    """The report at an address. Another unit's, or one that may not be seen: 404, whatever there is.

    ``NotFound`` with the reason for a period that has not begun, a unit that is not there on its last day, or a form that
    the unit does not owe.
    """
    unit = Unit.objects.visible_to(actor).filter(uid=uid).first()
    if unit is None:
        raise Http404
    acts = acts_on(actor, unit)
    submission = (
        seen(actor)
        .filter(unit=unit, form_code=form_code, period__starts_on=span.start, period__ends_on=span.last)
        .first()
    )
    if submission is None and Act.SEE_ALL_STATES not in acts:
        raise Http404
    version = version_on(unit, span.last)
    if span.start > today():
        raise NotFound("figures.period_future", period=str(span))
    if version is None:
        raise NotFound("figures.unit_not_valid", unit=unit.last_name(), on=short_date(span.last))
    form = submission.form_version if submission and submission.form_version else form_on(form_code, span.last)
    if submission is None and not is_assigned(form_code, unit, span.last):
        raise NotFound("figures.form_not_assigned", unit=version.full_name, form=form_code, period=str(span))
    outside = Act.SEE_ALL_STATES not in acts
    sheet = form_sheet(form, unit, span, submission, only_approved=outside, on=today())
    return Opened(actor, form, version, span, submission, sheet, acts)
