"""Enter, present, return to the officer, submit."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, datetime
from typing import Any

from django.db import transaction

from binhyen.directives.rules import clean_words
from binhyen.figures.actions.guards import locked, require_open, require_owed, today_of
from binhyen.figures.actions.steps import stepped
from binhyen.figures.models import Cell, CellFinding, CellVersion, DraftCell, FormLine, Period, Submission
from binhyen.figures.queries.forms import line_map
from binhyen.figures.queries.reports import findings_of, shown
from binhyen.figures.queries.verification import audited, bound
from binhyen.figures.rules.cells import IN_FORMS, CellKey, CellValue, Severity, State
from binhyen.figures.rules.moves import Move, Stage, after
from binhyen.foundation.audit import Chain, chain
from binhyen.foundation.errors import Invalid, Stale
from binhyen.foundation.span import Span
from binhyen.organisation.actor import Actor, require
from binhyen.organisation.models import Unit
from binhyen.organisation.rules import Act, Role


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
        require_open(form_code, unit, period)
        submission, _ = Submission.objects.get_or_create(
            form_code=form_code, unit=unit, period=period, source=None,
            defaults={"form_version": form},
        )  # fmt: skip
    return submission


def save_cells(
    submission: Submission,
    cells: Mapping[CellKey, CellValue],
    *,
    seen: Mapping[CellKey, int],
    actor: Actor,
    now: datetime,
    provenance: Mapping[CellKey, Mapping[str, Any]] | None = None,
) -> dict[CellKey, int]:
    """Keep ``cells`` in the working copy; nothing enters the record. Returns the new version of each saved cell.

    ``seen`` holds, per key, the working version the page was made from (0 where the cell was empty). Where another person
    saved in between: ``Stale("figures.stale_cell")`` with both values, and nothing of this call is saved.
    """
    require(actor, Act.DRAFT, submission.unit, today_of(now))
    with transaction.atomic():
        fresh = locked(submission.pk, seen_revision=None)
        after(Move.DRAFT, Stage(fresh.stage))
        require_open(fresh.form_code, fresh.unit, fresh.period)
        lines = line_map(fresh)
        drafts = {d.key: d for d in fresh.drafts.select_related("indicator")}
        saved: dict[CellKey, int] = {}
        new: list[DraftCell] = []
        changed: list[DraftCell] = []
        for key, content in cells.items():
            draft = drafts.get(key)
            if draft is not None and draft.content == content:
                saved[key] = draft.seen_version
                continue
            line = _line_to_save(fresh, key, content, lines.get(key), draft)
            _not_stale(key, content, draft, seen.get(key, 0))
            if draft is None:
                draft = DraftCell(submission=fresh, indicator=line.indicator, breakdown=key.breakdown, seen_version=0)
            _put(draft, content, dict((provenance or {}).get(key, {"kind": "form"})))
            (changed if key in drafts else new).append(draft)
            saved[key] = draft.seen_version
        DraftCell.objects.bulk_create(new)
        DraftCell.objects.bulk_update(changed, DRAFTED, batch_size=100)
        return saved


DRAFTED = ["state", "value", "value_max", "qualifier", "reason", "provenance", "seen_version"]


def _line_to_save(
    submission: Submission, key: CellKey, content: CellValue, line: FormLine | None, draft: DraftCell | None
) -> FormLine:
    if line is None:
        raise Invalid("figures.line_unknown", form=submission.form_code, key=str(key))
    if line.role == FormLine.READS:
        raise Invalid("figures.line_reads", key=str(key))
    if submission.version and not (draft and draft.returned):
        raise Invalid("figures.cell_frozen", key=str(key))
    hedges = submission.form_version is not None and submission.form_version.accept_hedges
    if content.qualifier not in IN_FORMS and not hedges:
        raise Invalid("figures.hedge_in_form", key=str(key))
    return line


def _not_stale(key: CellKey, mine: CellValue, draft: DraftCell | None, seen: int) -> None:
    if (draft.seen_version if draft else 0) != seen:
        decimals = draft.indicator.decimals if draft else 0
        theirs = shown(draft.content, decimals) if draft else "trống"
        raise Stale("figures.stale_cell", key=str(key), theirs=theirs, mine=shown(mine, decimals))


def _put(draft: DraftCell, content: CellValue, provenance: dict[str, Any]) -> None:
    draft.state, draft.value, draft.value_max = content.state.value, content.value, content.value_max
    draft.qualifier, draft.reason, draft.provenance = (
        content.qualifier.value,
        clean_words(content.reason, 300),
        provenance,
    )
    draft.seen_version += 1


def present(
    submission: Submission, *, reasons: Mapping[str, str], actor: Actor, now: datetime, seen_revision: int | None = None
) -> Submission:
    """The officer lays the report before the leader. Blockers refuse it; each warning needs its reason (by ``Finding.id``)."""
    require(actor, Act.PRESENT, submission.unit, today_of(now))
    with chain(user_id=actor.user.pk, post_id=actor.post.pk, now=now) as line:
        fresh = locked(submission.pk, seen_revision=seen_revision)
        stage = after(Move.PRESENT, Stage(fresh.stage))
        require_open(fresh.form_code, fresh.unit, fresh.period)
        _check(fresh, reasons, today_of(now))
        fresh.stage, fresh.presented_by, fresh.presented_at = stage.value, actor.user.pk, now
        _moved(fresh, line, "present", actor)
    return fresh


def return_to_officer(submission: Submission, *, reason: str, actor: Actor, now: datetime) -> Submission:
    """The leader hands a presented report back to the officer, saying why."""
    require(actor, Act.RETURN_TO_OFFICER, submission.unit, today_of(now))
    reason = clean_words(reason, 500)
    if not reason:
        raise Invalid("figures.reason_required")
    with chain(user_id=actor.user.pk, post_id=actor.post.pk, now=now) as line:
        fresh = locked(submission.pk, seen_revision=None)
        fresh.stage = after(Move.RETURN, Stage(fresh.stage)).value
        fresh.reason = reason
        _moved(fresh, line, "return_to_officer", actor)
    return fresh


def submit(
    submission: Submission, *, reasons: Mapping[str, str] | None = None, actor: Actor, now: datetime,
    seen_revision: int | None = None,
) -> Submission:  # fmt: skip
    """Send the report to the upper level: new append-only cell versions for what changed, nothing in the totals yet."""
    require(actor, Act.SUBMIT, submission.unit, today_of(now))
    with chain(user_id=actor.user.pk, post_id=actor.post.pk, now=now) as line:
        fresh = locked(submission.pk, seen_revision=seen_revision)
        provincial = actor.role is Role.PROVINCIAL_DESK
        stage = after(Move.SUBMIT, Stage(fresh.stage), provincial=provincial)
        require_open(fresh.form_code, fresh.unit, fresh.period)
        if not fresh.drafts.exists():
            raise Invalid("figures.nothing_entered")
        _check(fresh, reasons or {}, today_of(now))
        _no_overlap(fresh)
        fresh.version += 1
        sent = _write_versions(fresh, line, actor)
        if fresh.version > 1:
            fresh.drafts.update(returned=False, return_reason="")
        fresh.stage, fresh.submitted_by, fresh.submitted_by_post = stage.value, actor.user.pk, actor.post.pk
        fresh.submitted_at, fresh.decided_by, fresh.decided_by_post, fresh.decided_at = now, None, None, None
        fresh.reason = ""
        fresh.revision += 1
        fresh.save()
        seq = line.entry("figures.submit", audited(fresh.pk, fresh.version), bound(sent))
        stepped(fresh, verb="submit", seq=seq, line=line, actor=actor)
    return fresh


def _moved(submission: Submission, line: Chain, verb: str, actor: Actor) -> None:
    submission.revision += 1
    submission.save()
    said = {"version": submission.version, "stage": submission.stage}
    seq = line.entry(f"figures.{verb}", f"submission:{submission.pk}", said)
    stepped(submission, verb=verb, seq=seq, line=line, actor=actor)


def _check(submission: Submission, reasons: Mapping[str, str], today: date) -> None:
    """Run the rule engine; keep the findings with their reasons; refuse blockers and warnings without a reason."""
    findings = findings_of(submission, today=today)
    blockers = [f for f in findings if f.severity is Severity.BLOCK]
    if blockers:
        raise Invalid("figures.checks_failed", blockers, count=len(blockers))
    version = submission.version + 1
    earlier = list(submission.findings.filter(version=version))
    given = {f.finding_id: f.reason for f in earlier}
    given.update({fid: clean_words(text, 300) for fid, text in reasons.items() if text.strip()})
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


def _no_overlap(submission: Submission) -> None:
    """Collected cells of one line never overlap in time within a form (a coarser form reads the finer cells)."""
    if submission.source_id is not None:
        return
    clash = (
        Submission.objects.filter(form_code=submission.form_code, unit=submission.unit, version__gt=0)
        .filter(period__starts_on__lte=submission.period.ends_on, period__ends_on__gte=submission.period.starts_on)
        .exclude(pk=submission.pk)
        .select_related("period")
        .first()
    )
    if clash is not None:
        raise Invalid(
            "figures.period_overlap", period=str(submission.period), other=str(clash.period), key=submission.form_code
        )


def _write_versions(submission: Submission, line: Chain, actor: Actor) -> list[CellVersion]:
    """One new version for each cell whose content differs from its last one; the versions written."""
    drafts = list(submission.drafts.select_related("indicator"))
    places = {
        (c.indicator_id, c.breakdown): c
        for c in Cell.objects.filter(unit=submission.unit, period=submission.period, origin=submission.origin)
    }
    missing = [
        Cell(
            indicator=d.indicator,
            breakdown=d.breakdown,
            unit=submission.unit,
            period=submission.period,
            origin=submission.origin,
        )
        for d in drafts
        if (d.indicator_id, d.breakdown) not in places and (d.state != State.NOT_REPORTED or d.reason)
    ]
    for cell in Cell.objects.bulk_create(missing):
        places[cell.indicator_id, cell.breakdown] = cell
    last = {
        v.cell_id: v
        for v in CellVersion.objects.filter(cell__in=[c.pk for c in places.values()]).order_by("cell_id", "n")
    }
    new = []
    for draft in drafts:
        place = places.get((draft.indicator_id, draft.breakdown))
        if place is None:
            continue
        before = last.get(place.pk)
        if before is not None and before.content == draft.content:
            continue
        new.append(
            CellVersion(
                cell=place, n=before.n + 1 if before else 1, submission=submission, submission_version=submission.version,
                state=draft.state, value=draft.value, value_max=draft.value_max, qualifier=draft.qualifier,
                reason=draft.reason, provenance=draft.provenance, seq=line.number(), at=line.now,
                by_user=actor.user.pk, by_post=actor.post.pk,
            )
        )  # fmt: skip
    return CellVersion.objects.bulk_create(new)
