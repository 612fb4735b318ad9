"""Correct after closing: one person asks with a reason and a document, a second one decides."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, datetime
from typing import Any

from django.db.models import F

from binhyen.directives.rules import plain_words
from binhyen.figures.actions.decisions import count
from binhyen.figures.actions.guards import locked, require_line, today_of
from binhyen.figures.models import Cell, CellVersion, Correction, DraftCell, Submission
from binhyen.figures.queries.corrected import findings_after
from binhyen.figures.queries.forms import closing_of
from binhyen.figures.queries.verification import audited, bound
from binhyen.figures.rules.cells import IN_FORMS, CellKey, CellValue, Severity
from binhyen.figures.texts import DOCUMENT
from binhyen.foundation.audit import Chain, chain
from binhyen.foundation.errors import Invalid, NotAllowed, WrongMove
from binhyen.organisation.actor import Actor, require
from binhyen.organisation.rules import Act


def correct(
    cell: Cell, content: CellValue, *, reason: str, document: str, actor: Actor, now: datetime,
    together: Mapping[Cell, CellValue] | None = None, reasons: Mapping[str, str] | None = None,
) -> Correction:  # fmt: skip
    """Ask for a correction (đính chính) of an approved figure in a closed period, or of a published one.

    ``together`` are other figures of the same report that change with it (a whole and its part): they are decided together.
    The corrected report passes the checks: what the correction breaks refuses it, and each warning that it raises needs its
    reason (``reasons`` by ``Finding.id``). The new versions are kept at once but do not count until ``decide_correction``.
    """
    require(actor, Act.CORRECT, cell.unit, today_of(now))
    reason, document = plain_words(reason, 500, "Lý do"), plain_words(document, 200, DOCUMENT)
    if not reason:
        raise Invalid("figures.reason_required")
    if not document:
        raise Invalid("figures.document_required")
    asked = {cell.pk: content} | {other.pk: value for other, value in (together or {}).items()}
    with chain(user_id=actor.user.pk, post_id=actor.post.pk, now=now) as line:
        places = _places(cell, asked)
        for place in places:
            _may_change(place, asked[place.pk], today_of(now))
        assert places[0].approved is not None
        report = places[0].approved.submission
        require_line(actor, report.form_version)
        explained = _checked(report, {place.key: asked[place.pk] for place in places}, reasons or {}, today_of(now))
        kept = {
            "kind": "correction",
            "reason": reason,
            "document": document,
            **({"explained": explained} if explained else {}),
        }
        first = _ask(places[0], asked[cell.pk], kept, actor, line)
        for place in places[1:]:
            _ask(place, asked[place.pk], kept, actor, line, batch=first.batch)
    return first


def _places(cell: Cell, asked: Mapping[int, CellValue]) -> list[Cell]:
    """The cells read afresh inside the lock, the one that was named first; all of one report."""
    rows = Cell.objects.select_for_update(no_key=True, of=("self",)).select_related(
        "approved", "period", "unit", "indicator"
    )
    found = {row.pk: row for row in rows.filter(pk__in=asked)}
    places = [found[pk] for pk in asked]
    first = places[0]
    for place in places:
        if place.approved is None:
            raise Invalid("figures.cell_unknown", key=str(place.key))
        if first.approved is not None and place.approved.submission_id != first.approved.submission_id:
            raise Invalid("figures.cell_unknown", key=str(place.key))
    return places


def _may_change(cell: Cell, content: CellValue, on: date) -> None:
    before = cell.approved
    assert before is not None
    if not cell.origin.isdigit() and closing_of(before.submission.form_code, cell.unit, cell.period, on) is None:
        raise WrongMove("figures.period_open", period=str(cell.period))
    if not cell.origin.isdigit() and content.qualifier not in IN_FORMS:
        raise Invalid("figures.hedge_in_form", key=str(cell.key))
    if before.content == content:
        raise Invalid("figures.correction_unchanged")
    if Correction.objects.filter(version__cell=cell, state=Correction.WAITING).exists():
        raise WrongMove("figures.correction_waiting")


def _checked(
    report: Submission, changed: Mapping[CellKey, CellValue], reasons: Mapping[str, str], today: date
) -> dict[str, str]:
    """The rule engine on the corrected report: refuses what it breaks; the reasons of the warnings by ``Finding.id``."""
    findings = [f for f in findings_after(report, changed, today=today) if f.severity is not Severity.INFO]
    blockers = [f for f in findings if f.severity is Severity.BLOCK]
    if blockers:
        raise Invalid("figures.correction_breaks", blockers, count=len(blockers))
    given = {
        f.id: plain_words(reasons.get(f.id, ""), 300, f"Giải trình “{f.params.get('name', f.key)}”") for f in findings
    }
    unexplained = [f for f in findings if not given[f.id]]
    if unexplained:
        raise Invalid("figures.reason_missing", unexplained, count=len(unexplained))
    return given


def _ask(
    cell: Cell, content: CellValue, kept: Mapping[str, Any], actor: Actor, line: Chain, *, batch: int | None = None
) -> Correction:
    """One new version that waits, under an audit entry of its own; the first entry's number is the batch of all."""
    before, last = cell.approved, cell.versions.order_by("-n").first()
    assert before is not None
    assert last is not None
    version = CellVersion.objects.create(
        cell=cell, n=last.n + 1, submission=before.submission, submission_version=before.submission_version,
        state=content.state, value=content.value, value_max=content.value_max, qualifier=content.qualifier,
        reason=content.reason[:300], seq=line.number(), at=line.now, by_user=actor.user.pk, by_post=actor.post.pk,
        provenance={**kept, "before": before.n},
    )  # fmt: skip
    name = audited(version.submission_id, version.submission_version, version.pk)
    seq = line.entry("figures.correct", name, bound([version]))
    return Correction.objects.create(
        version=version, reason=kept["reason"], document=kept["document"], requested_by=actor.user.pk,
        requested_by_post=actor.post.pk, requested_at=line.now, batch=batch or seq,
    )  # fmt: skip


def decide_correction(correction: Correction, *, approved: bool, actor: Actor, now: datetime) -> Correction:
    """The second person's decision: the new version counts from now on, or the old one stays.

    What was asked for together is decided together.
    """
    cell = correction.version.cell
    require(actor, Act.APPROVE, cell.unit, today_of(now))
    require_line(actor, correction.version.submission.form_version)
    with chain(user_id=actor.user.pk, post_id=actor.post.pk, now=now, held=False) as line:
        locked(correction.version.submission, seen_revision=None)
        line.hold()
        fresh = Correction.objects.select_for_update(no_key=True).get(pk=correction.pk)
        if fresh.state != Correction.WAITING:
            raise WrongMove("figures.correction_decided")
        if actor.is_same_hand(fresh.requested_by, fresh.requested_by_post):
            raise NotAllowed("figures.own_report")
        every = [fresh]
        if fresh.batch is not None:
            every += (
                Correction.objects.select_for_update(no_key=True)
                .filter(batch=fresh.batch)
                .exclude(pk=fresh.pk)
                .order_by("pk")
            )
        for one in every:
            one.state = Correction.APPROVED if approved else Correction.REFUSED
            one.decided_by, one.decided_by_post, one.decided_at = actor.user.pk, actor.post.pk, now
            one.save()
            if approved:
                _counted(one, line)
        line.entry("figures.decide_correction", f"cell:{cell.pk}", {"approved": approved})
    return fresh


def _counted(correction: Correction, line: Chain) -> None:
    version = CellVersion.objects.select_related("submission", "cell__approved").get(pk=correction.version_id)
    count([(version.cell, version)], line)
    _carried(version, version.cell)


def _carried(version: CellVersion, cell: Cell) -> None:
    """The report's working copy takes the corrected content, so that the report sent again does not undo it; who had the
    report open opens it anew. Figures read from a text keep the words beside what was read."""
    if version.submission.source_id is not None:
        return
    Submission.objects.filter(pk=version.submission_id).update(revision=F("revision") + 1)  # locked before its cells
    DraftCell.objects.filter(
        submission=version.submission_id, indicator=cell.indicator_id, breakdown=cell.breakdown
    ).update(
        state=version.state, value=version.value, value_max=version.value_max, qualifier=version.qualifier,
        reason=version.reason, seen_version=F("seen_version") + 1,
    )  # fmt: skip
