"""Take the figures of a workbook into a report's working copy; keep the layouts of other programmes."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from binhyen.collection.models import ExportLayout, ReceivedWorkbook
from binhyen.collection.queries.workbooks import Taken, received
from binhyen.directives.rules import clean_words
from binhyen.figures.actions import open_submission, save_cells
from binhyen.figures.actions.guards import locked, require_open, today_of
from binhyen.figures.models import Submission
from binhyen.figures.rules.cells import CellKey, CellValue
from binhyen.foundation.audit import chain
from binhyen.foundation.errors import Invalid
from binhyen.foundation.span import Span
from binhyen.organisation.actor import Actor, require
from binhyen.organisation.models import Unit
from binhyen.organisation.queries import resolve_unit
from binhyen.organisation.rules import Act


@dataclass(frozen=True)
class Offered:
    """A workbook offered for a report: name, digest of its bytes, the cells read from it, where each stood (sheet, cell)."""

    name: str
    sha256: str
    cells: Mapping[CellKey, CellValue]
    places: Mapping[CellKey, tuple[str, str]]

    @property
    def provenance(self) -> dict[CellKey, dict[str, Any]]:
        """Where each cell came from."""
        return provenance_of(self.name, self.places)


def provenance_of(file: str, places: Mapping[CellKey, tuple[str, str]]) -> dict[CellKey, dict[str, Any]]:
    """What the record keeps of a figure's way in: file, sheet and cell. Names are kept for ever, so they are guarded as words."""
    name, sheets = clean_words(file, 160), {sheet: clean_words(sheet, 60) for sheet, _ in set(places.values())}
    return {key: {"kind": "workbook", "file": name, "sheet": sheets[s], "cell": c} for key, (s, c) in places.items()}


def accept_workbook(
    submission: Submission, offered: Offered, *, seen: Mapping[CellKey, int], actor: Actor, now: datetime
) -> ReceivedWorkbook:
    """Keep the cells of a workbook in the working copy, all or none, and note that these bytes were taken.

    The same bytes again change nothing: ``Invalid("collection.workbook_repeated")``. ``seen``: as for ``save_cells``.
    """
    require(actor, Act.DRAFT, submission.unit, today_of(now))
    with chain(user_id=actor.user.pk, post_id=actor.post.pk, now=now, held=False) as line:
        locked(submission, seen_revision=None)
        before = received(submission, offered.sha256)
        if before is not None:
            raise Invalid("collection.workbook_repeated", name=before.name, at=f"{before.at:%d/%m/%Y}")
        save_cells(submission, offered.cells, seen=seen, actor=actor, now=now, provenance=offered.provenance)
        taken = ReceivedWorkbook.objects.create(
            submission=submission, name=clean_words(offered.name, 160), sha256=offered.sha256, cells=len(offered.cells),
            at=now, by_user=actor.user.pk, by_post=actor.post.pk,
        )  # fmt: skip
        said = {"sha256": taken.sha256, "cells": taken.cells}
        line.hold()
        require_open(submission.form_code, submission.unit, submission.period, today_of(now))
        line.entry("collection.accept_workbook", f"submission:{submission.pk}", said)
    return taken


def keep_consolidated(taken: Taken, *, span: Span, actor: Actor, now: datetime) -> int:
    """Place what a consolidation read for one unit into its working copy; how many cells.

    The actor needs the right to enter this unit's figures. What the unit has entered otherwise is not overwritten:
    ``Stale`` with both values, and nothing of this unit is kept.
    """
    unit = Unit.objects.filter(uid=taken.unit).first() or resolve_unit(taken.unit, span.last)
    report = open_submission(form_code=taken.form, unit=unit, span=span, actor=actor, now=now)
    provenance = provenance_of(taken.file, taken.places)
    save_cells(report, taken.cells, seen={}, actor=actor, now=now, provenance=provenance)
    return len(taken.cells)


def keep_layout(*, name: str, content: bytes, owner: Unit, actor: Actor, now: datetime) -> ExportLayout:
    """Keep another programme's workbook as a layout of the unit. The door has looked at what it names."""
    require(actor, Act.SEE_ALL_STATES, owner, today_of(now))
    name = clean_words(name, 160)
    if not name:
        raise Invalid("collection.layout_unnamed")
    with chain(user_id=actor.user.pk, post_id=actor.post.pk, now=now) as line:
        layout = ExportLayout.objects.create(
            owner=owner, name=name, content=content, at=now, by_user=actor.user.pk, by_post=actor.post.pk
        )
        said = {"sha256": hashlib.sha256(content).hexdigest()}
        line.entry("collection.keep_layout", f"layout:{layout.pk}", said)
    return layout


def retire_layout(layout: ExportLayout, *, actor: Actor, now: datetime) -> None:
    """Offer a layout no longer; what was made with it stays what it is."""
    require(actor, Act.SEE_ALL_STATES, layout.owner, today_of(now))
    with chain(user_id=actor.user.pk, post_id=actor.post.pk, now=now) as line:
        layout.retired_at = now
        layout.save(update_fields=["retired_at"])
        line.entry("collection.retire_layout", f"layout:{layout.pk}", {})
