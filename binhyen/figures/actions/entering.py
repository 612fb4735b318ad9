"""Keep what is entered in the working copy: all of it or nothing, or cell by cell; and "không phát sinh" for a section."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from django.db import transaction

from binhyen.directives.rules import clean_words
from binhyen.figures.actions.guards import locked, require_open, today_of
from binhyen.figures.models import DraftCell, FormLine, Submission
from binhyen.figures.queries.forms import line_map
from binhyen.figures.queries.reports import draft_cells, shown
from binhyen.figures.rules.cells import IN_FORMS, CellKey, CellValue, State
from binhyen.figures.rules.moves import Move, Stage, after
from binhyen.foundation.audit import chain
from binhyen.foundation.errors import DomainError, Invalid, Stale
from binhyen.organisation.actor import Actor, require
from binhyen.organisation.rules import Act

DRAFTED = ["state", "value", "value_max", "qualifier", "reason", "provenance", "seen_version"]


@dataclass(frozen=True)
class NotKept:
    """Why one cell was not saved, and what stands there now. ``seen`` is the version of that (0: nothing is there)."""

    error: DomainError
    theirs: CellValue | None = None
    seen: int = 0


@dataclass(frozen=True)
class Saved:
    """What became of each cell: its new working version, or why it was not kept."""

    versions: dict[CellKey, int] = field(default_factory=dict)
    refused: dict[CellKey, NotKept] = field(default_factory=dict)


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
    with transaction.atomic():
        saved = save_each(submission, cells, seen=seen, actor=actor, now=now, provenance=provenance)
        for refusal in saved.refused.values():
            raise refusal.error
    return saved.versions


def save_each(
    submission: Submission,
    cells: Mapping[CellKey, CellValue],
    *,
    seen: Mapping[CellKey, int],
    actor: Actor,
    now: datetime,
    provenance: Mapping[CellKey, Mapping[str, Any]] | None = None,
) -> Saved:
    """As ``save_cells``, but a cell that is stale, frozen or none of the form's does not keep the others from being saved.

    What concerns the whole report (not this post's, already sent, period closed) still refuses everything.
    """
    require(actor, Act.DRAFT, submission.unit, today_of(now))
    with transaction.atomic():
        fresh = locked(submission, seen_revision=None)
        after(Move.DRAFT, Stage(fresh.stage))
        require_open(fresh.form_code, fresh.unit, fresh.period, today_of(now))
        return _kept(fresh, cells, seen, provenance or {})


def nothing_arose(
    submission: Submission, keys: Iterable[CellKey], *, section: str, seen: Mapping[CellKey, int], actor: Actor,
    now: datetime,
) -> dict[CellKey, int]:  # fmt: skip
    """Answer the empty ``keys`` of a section with "không phát sinh", and log who said so and when."""
    said = {key: CellValue(State.NOTHING_AROSE) for key in keys}
    with chain(user_id=actor.user.pk, post_id=actor.post.pk, now=now, held=False) as line:
        saved = save_cells(submission, said, seen=seen, actor=actor, now=now)
        if saved:
            line.hold()
            require_open(submission.form_code, submission.unit, submission.period, today_of(now))
            payload = {"section": section, "cells": sorted(map(str, saved))}
            line.entry("figures.nothing_arose", f"submission:{submission.pk}", payload)
    return saved


def _kept(
    fresh: Submission, cells: Mapping[CellKey, CellValue], seen: Mapping[CellKey, int],
    provenance: Mapping[CellKey, Mapping[str, Any]],
) -> Saved:  # fmt: skip
    lines = line_map(fresh)
    drafts = draft_cells(fresh)
    saved = Saved()
    written: list[DraftCell] = []
    for key, content in cells.items():
        draft = drafts.get(key)
        if draft is not None and draft.content == content:
            saved.versions[key] = draft.seen_version
            continue
        try:
            line = _line_to_save(fresh, key, content, lines.get(key), draft)
            _not_stale(key, content, draft, seen.get(key, 0))
            if draft is None:
                draft = DraftCell(submission=fresh, indicator=line.indicator, breakdown=key.breakdown, seen_version=0)
            _put(draft, content, dict(provenance.get(key, {"kind": "form"})))
        except DomainError as error:
            saved.refused[key] = NotKept(error, draft.content if draft else None, draft.seen_version if draft else 0)
            continue
        written.append(draft)
        saved.versions[key] = draft.seen_version
    _write(written)
    return saved


def _write(drafts: list[DraftCell]) -> None:
    """New and changed cells in a few statements, however many they are; a changed one is found by what it stands for."""
    new = [draft for draft in drafts if draft._state.adding]
    changed = [draft for draft in drafts if not draft._state.adding]
    for draft in changed:
        draft.pk = None  # written by the key of its line, not by its number
    DraftCell.objects.bulk_create(new)
    DraftCell.objects.bulk_create(
        changed, update_conflicts=True, unique_fields=["submission", "indicator", "breakdown"], update_fields=DRAFTED
    )


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
    reason = clean_words(content.reason, 300) if content.reason else ""
    draft.state, draft.value, draft.value_max = content.state.value, content.value, content.value_max
    draft.qualifier, draft.reason, draft.provenance = content.qualifier.value, reason, provenance
    draft.seen_version += 1
