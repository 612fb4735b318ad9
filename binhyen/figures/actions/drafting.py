"""Begin a report, present it, return it to the officer, submit it."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, datetime

from django.db import connection, transaction

from binhyen.directives.rules import plain_words
from binhyen.figures.actions.guards import locked, require_open, require_opened, require_owed, today_of
from binhyen.figures.actions.recording import write_places, write_sending, write_versions
from binhyen.figures.actions.steps import stepped
from binhyen.figures.models import CellFinding, DraftCell, Period, Submission
from binhyen.figures.queries.reports import cells_of, draft_cells, findings_of
from binhyen.figures.queries.verification import audited, bound
from binhyen.figures.rules.cells import CellKey, Finding, Severity
from binhyen.figures.rules.moves import Move, Stage, after
from binhyen.foundation.audit import Chain, chain
from binhyen.foundation.errors import Invalid, NotAllowed
from binhyen.foundation.span import Span
from binhyen.organisation.actor import Actor, require
from binhyen.organisation.models import Unit
from binhyen.organisation.rules import Act, Role
from binhyen.reader.persons import PERSONAL


def open_submission(*, form_code: str, unit: Unit, span: Span, actor: Actor, now: datetime) -> Submission:
    """The unit's report for the period, begun if it does not exist.

    Refused: not this post's unit, a period that has not begun or is closed or is none of the form's, a unit that does not
    exist on the last day, a form that is unknown or not assigned to the unit.
    """
    require(actor, Act.DRAFT, unit, today_of(now))
    assert span.end is not None
    form = require_owed(form_code, unit, span, today_of(now))
    with transaction.atomic():
        period, _ = Period.objects.get_or_create(starts_on=span.start, ends_on=span.end)
        require_open(form_code, unit, period, today_of(now))
        submission, _ = Submission.objects.get_or_create(
            form_code=form_code, unit=unit, period=period, source=None,
            defaults={"form_version": form},
        )  # fmt: skip
    return submission


def present(
    submission: Submission, *, reasons: Mapping[str, str], actor: Actor, now: datetime, seen_revision: int | None = None
) -> Submission:
    """The officer lays the report before the leader. Blockers refuse it; each warning needs its reason (by ``Finding.id``)."""
    require(actor, Act.PRESENT, submission.unit, today_of(now))
    with chain(user_id=actor.user.pk, post_id=actor.post.pk, now=now, held=False) as line:
        fresh = locked(submission, seen_revision=seen_revision)
        stage = after(Move.PRESENT, Stage(fresh.stage))
        require_open(fresh.form_code, fresh.unit, fresh.period, today_of(now))
        drafts = draft_cells(fresh)
        _checked_and_held(fresh, reasons, drafts, line)
        fresh.stage, fresh.presented_by, fresh.presented_at = stage.value, actor.user.pk, now
        _moved(fresh, line, "present", actor)
    return fresh


def return_to_officer(submission: Submission, *, reason: str, actor: Actor, now: datetime) -> Submission:
    """The leader hands a presented report back to the officer, saying why."""
    require(actor, Act.RETURN_TO_OFFICER, submission.unit, today_of(now))
    reason = plain_words(reason, 500, "Lý do")
    if not reason:
        raise Invalid("figures.reason_required")
    with chain(user_id=actor.user.pk, post_id=actor.post.pk, now=now, held=False) as line:
        fresh = locked(submission, seen_revision=None)
        fresh.stage = after(Move.RETURN, Stage(fresh.stage)).value
        fresh.reason = reason
        _moved(fresh, line, "return_to_officer", actor)
    return fresh


def submit(
    submission: Submission, *, reasons: Mapping[str, str] | None = None, actor: Actor, now: datetime,
    seen_revision: int | None = None,
) -> Submission:  # fmt: skip
    """Send the report to the upper level: new append-only cell versions for what changed, nothing in the totals yet.

    A leader signs what another person presented (``NotAllowed("figures.own_presented")``, also by delegation), after opening
    it (``WrongMove("figures.not_opened")``).
    """
    require(actor, Act.SUBMIT, submission.unit, today_of(now))
    with chain(user_id=actor.user.pk, post_id=actor.post.pk, now=now, held=False) as line:
        fresh = locked(submission, seen_revision=seen_revision)
        provincial = actor.role is Role.PROVINCIAL_DESK
        stage = after(Move.SUBMIT, Stage(fresh.stage), provincial=provincial)
        require_open(fresh.form_code, fresh.unit, fresh.period, today_of(now))
        if fresh.stage == Stage.PRESENTED:
            if fresh.presented_by == actor.user.pk:
                raise NotAllowed("figures.own_presented")
            require_opened(fresh, actor)
        drafts = draft_cells(fresh)
        if not drafts:
            raise Invalid("figures.nothing_entered")
        write_places(fresh)
        _checked_and_held(fresh, reasons or {}, drafts, line)
        _no_overlap(fresh)
        fresh.version += 1
        sent = write_versions(fresh, line=line, actor=actor)
        if fresh.version > 1:
            fresh.drafts.update(returned=False, return_reason="", along=False)
        fresh.stage, fresh.submitted_by, fresh.submitted_by_post = stage.value, actor.user.pk, actor.post.pk
        fresh.submitted_at, fresh.decided_by, fresh.decided_by_post, fresh.decided_at = now, None, None, None
        fresh.reason = ""
        fresh.revision += 1
        write_sending(fresh)
        seq = line.entry("figures.submit", audited(fresh.pk, fresh.version), bound(sent))
        stepped(fresh, verb="submit", seq=seq, line=line, actor=actor)
        fresh.sent_by_step = seq
    return fresh


def _checked_and_held(
    submission: Submission, reasons: Mapping[str, str], drafts: Mapping[CellKey, DraftCell], line: Chain
) -> None:
    """Run the checks, then hold the chain; again inside it where figures that they compare with were approved meanwhile."""
    today, passed = today_of(line.now), line.passed()
    _check(submission, reasons, today, drafts)
    line.hold()
    require_open(submission.form_code, submission.unit, submission.period, today)
    if line.last != passed and _has_moved(submission, passed):
        _check(submission, reasons, today, drafts)


_MOVED = """
SELECT 1 FROM figures_ledgerentry WHERE seq > %s AND (
  unit_id = %s OR unit_id IN (SELECT from_unit_id FROM organisation_lineage WHERE to_unit_id = %s)
) LIMIT 1
"""


def _has_moved(submission: Submission, since: int) -> bool:
    """Whether approved figures of the unit, or of those it was formed from, have changed since that number of the chain."""
    with connection.cursor() as cursor:
        cursor.execute(_MOVED, [since, submission.unit_id, submission.unit_id])
        return cursor.fetchone() is not None


def _moved(submission: Submission, line: Chain, verb: str, actor: Actor) -> None:
    submission.revision += 1
    submission.save()
    said = {"version": submission.version, "stage": submission.stage}
    seq = line.entry(f"figures.{verb}", f"submission:{submission.pk}", said)
    stepped(submission, verb=verb, seq=seq, line=line, actor=actor)


def _check(
    submission: Submission, reasons: Mapping[str, str], today: date, drafts: Mapping[CellKey, DraftCell]
) -> None:
    """Run the rule engine; keep the findings with their reasons; refuse blockers and warnings without a reason."""
    cells = cells_of(submission, drafts)
    findings = [
        f for f in findings_of(submission, today=today, cells=cells, known_open=True) if f.severity is not Severity.INFO
    ]
    blockers = [f for f in findings if f.severity is Severity.BLOCK]
    if blockers:
        raise Invalid("figures.checks_failed", blockers, count=len(blockers))
    version = submission.version + 1
    earlier = list(CellFinding.objects.raw(_EARLIER, [submission.pk, version]))
    given = {f.finding_id: f.reason for f in earlier}
    given.update({f.id: _plain(reasons[f.id], f) for f in findings if reasons.get(f.id, "").strip()})
    unexplained = [f for f in findings if not given.get(f.id)]
    if unexplained:
        raise Invalid("figures.reason_missing", unexplained, count=len(unexplained))
    if earlier:
        submission.findings.filter(version=version).delete()
    CellFinding.objects.bulk_create(
        CellFinding(
            submission=submission, version=version, rule=f.rule, severity=f.severity.value, line=str(f.key), code=f.code,
            params=dict(f.params), arithmetic=f.arithmetic[:300], reason=given[f.id],
        )
        for f in findings
    )  # fmt: skip


_EARLIER = "SELECT * FROM figures_cellfinding WHERE submission_id = %s AND version = %s ORDER BY id"


def _plain(reason: str, finding: Finding) -> str:
    """A reason as it may be kept; ``Invalid("figures.reason_personal")`` with its finding where it names a person or writes
    a person's number."""
    try:
        return plain_words(reason, 300, "")
    except Invalid as error:
        if error.code not in PERSONAL:
            raise
        said = {"name": finding.params.get("name", ""), "at": error.params["at"], "before": error.params["before"]}
        raise Invalid("figures.reason_personal", [finding], **said) from error


_CLASHES = """
SELECT s.* FROM figures_submission s JOIN figures_period p ON p.id = s.period_id
WHERE s.form_code = %s AND s.unit_id = %s AND s.id <> %s AND s.version > 0 AND p.starts_on <= %s AND p.ends_on >= %s
"""


def _no_overlap(submission: Submission) -> None:
    """Collected cells of one line never overlap in time within a form (a coarser form reads the finer cells)."""
    if submission.source_id is not None:
        return
    day = connection.ops.adapt_datefield_value
    period, others = submission.period, [submission.form_code, submission.unit_id, submission.pk]
    for clash in Submission.objects.raw(_CLASHES, [*others, day(period.ends_on), day(period.starts_on)]):
        raise Invalid(
            "figures.period_overlap", period=str(submission.period), other=str(clash.period), key=submission.form_code
        )
