"""Correct after closing: one person asks with a reason and a document, a second one decides."""

from __future__ import annotations

from datetime import datetime

from django.db.models import F

from binhyen.directives.rules import clean_words
from binhyen.figures.actions.decisions import count
from binhyen.figures.actions.guards import require_line, today_of
from binhyen.figures.models import Cell, CellVersion, Correction, DraftCell, Submission
from binhyen.figures.queries.forms import lock_of
from binhyen.figures.queries.verification import audited, bound
from binhyen.figures.rules.cells import IN_FORMS, CellValue
from binhyen.foundation.audit import chain
from binhyen.foundation.errors import Invalid, NotAllowed, WrongMove
from binhyen.organisation.actor import Actor, require
from binhyen.organisation.rules import Act


def correct(cell: Cell, content: CellValue, *, reason: str, document: str, actor: Actor, now: datetime) -> Correction:
    """Ask for a correction (đính chính) of an approved figure in a closed period, or of a published one.

    The new version is kept at once but does not count until ``decide_correction``.
    """
    require(actor, Act.CORRECT, cell.unit, today_of(now))
    reason, document = clean_words(reason, 500), clean_words(document, 200)
    if not reason:
        raise Invalid("figures.reason_required")
    if not document:
        raise Invalid("figures.document_required")
    with chain(user_id=actor.user.pk, post_id=actor.post.pk, now=now) as line:
        fresh = (
            Cell.objects.select_for_update(of=("self",))
            .select_related("approved", "period", "unit", "indicator")
            .get(pk=cell.pk)
        )
        before = fresh.approved
        if before is None:
            raise Invalid("figures.cell_unknown", key=str(fresh.key))
        if not fresh.origin.isdigit() and lock_of(before.submission.form_code, fresh.unit, fresh.period) is None:
            raise WrongMove("figures.period_open", period=str(fresh.period))
        if not fresh.origin.isdigit() and content.qualifier not in IN_FORMS:
            raise Invalid("figures.hedge_in_form", key=str(fresh.key))
        if before.content == content:
            raise Invalid("figures.correction_unchanged")
        last = fresh.versions.order_by("-n").first()
        assert last is not None
        if Correction.objects.filter(version__cell=fresh, state=Correction.WAITING).exists():
            raise WrongMove("figures.correction_waiting")
        version = CellVersion.objects.create(
            cell=fresh, n=last.n + 1, submission=before.submission, submission_version=before.submission_version,
            state=content.state, value=content.value, value_max=content.value_max, qualifier=content.qualifier,
            reason=content.reason[:300], seq=line.number(), at=now, by_user=actor.user.pk, by_post=actor.post.pk,
            provenance={"kind": "correction", "reason": reason, "document": document, "before": before.n},
        )  # fmt: skip
        correction = Correction.objects.create(
            version=version, reason=reason, document=document,
            requested_by=actor.user.pk, requested_by_post=actor.post.pk, requested_at=now,
        )  # fmt: skip
        name = audited(version.submission_id, version.submission_version, version.pk)
        line.entry("figures.correct", name, bound([version]))
    return correction


def decide_correction(correction: Correction, *, approved: bool, actor: Actor, now: datetime) -> Correction:
    """The second person's decision: the new version counts from now on, or the old one stays."""
    cell = correction.version.cell
    require(actor, Act.APPROVE, cell.unit, today_of(now))
    require_line(actor, correction.version.submission.form_version)
    with chain(user_id=actor.user.pk, post_id=actor.post.pk, now=now) as line:
        fresh = Correction.objects.select_for_update().get(pk=correction.pk)
        if fresh.state != Correction.WAITING:
            raise WrongMove("figures.correction_decided")
        if actor.is_same_hand(fresh.requested_by, fresh.requested_by_post):
            raise NotAllowed("figures.own_report")
        fresh.state = Correction.APPROVED if approved else Correction.REFUSED
        fresh.decided_by, fresh.decided_at = actor.user.pk, now
        fresh.save()
        if approved:
            current = Cell.objects.select_related("approved").get(pk=cell.pk)
            version = CellVersion.objects.select_related("submission").get(pk=fresh.version_id)
            count([(current, version)], line)
            _carried(version, current)
        line.entry("figures.decide_correction", f"cell:{cell.pk}", {"approved": approved})
    return fresh


def _carried(version: CellVersion, cell: Cell) -> None:
    """The report's working copy takes the corrected content, so that the report sent again does not undo it; who had the
    report open opens it anew. Figures read from a text keep the words beside what was read."""
    if version.submission.source_id is not None:
        return
    DraftCell.objects.filter(
        submission=version.submission_id, indicator=cell.indicator_id, breakdown=cell.breakdown
    ).update(
        state=version.state, value=version.value, value_max=version.value_max, qualifier=version.qualifier,
        reason=version.reason, seen_version=F("seen_version") + 1,
    )  # fmt: skip
    Submission.objects.filter(pk=version.submission_id).update(revision=F("revision") + 1)
