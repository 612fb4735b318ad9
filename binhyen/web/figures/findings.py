"""What the checks say of an opened report, by line, and how its values are printed for this reader."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from binhyen.figures.queries.guarding import guard_of
from binhyen.figures.queries.reports import findings_of
from binhyen.figures.queries.sheets import SheetLine, explained, kept_findings, reasons_of
from binhyen.figures.rules.cells import CellKey, CellValue, Finding
from binhyen.figures.rules.moves import Stage
from binhyen.web.actor import today
from binhyen.web.figures import rows
from binhyen.web.figures.opened import OPEN, Opened
from binhyen.web.figures.rows import Note, Shown


def notes_of(
    report: Opened, reasons: Mapping[str, str], *, gaps: bool, refused: Mapping[CellKey, Sequence[Note]] | None = None
) -> dict[CellKey, list[Note]]:
    """The findings by line with the reasons given so far, why lines came back, and what was refused just now.

    While figures are still being typed, empty lines are counted, not accused, for who looks on too: ``gaps`` says to accuse
    them.
    """
    kept = reasons_of(report.submission) if report.submission else {}
    asking = report.may_present or report.may_submit
    # Who signs reads the reasons that came with the report; only what nobody has explained yet is asked of them.
    fixed = explained(report.submission) if report.submission and asking and not report.may_enter else frozenset()
    said = {**kept, **reasons}
    notes = rows.finding_notes(_findings(report, said, gaps=gaps), said, asking=asking, fixed=fixed)
    for key, found in rows.returned_notes(report.sheet).items():
        notes[key] = [*found, *notes.get(key, [])]
    # A line whose entry was refused says only that: the findings speak of what was saved before.
    return notes | {key: list(found) for key, found in (refused or {}).items()}


def _findings(report: Opened, said: Mapping[str, str], *, gaps: bool) -> list[Finding]:
    if report.submission is None or report.is_outside:
        return []
    if report.stage is Stage.APPROVED:
        return kept_findings(report.submission)
    cells = {line.key: line.content for line in report.sheet.lines if line.content is not None}
    found = findings_of(report.submission, today=today(), cells=cells)
    typing = report.stage in OPEN and report.sheet.lock is None
    return [f for f in found if gaps or f.id in said or not (typing and rows.is_gap(f))]


def shown_to(report: Opened) -> Shown:
    """How values are printed: small numbers of sensitive lines are hidden from who only reads approved figures."""
    if not report.is_outside:
        return rows.plain
    guard = guard_of(report.sheet.unit, report.span)

    def guarded(line: SheetLine, content: CellValue | None, *, now: bool = True) -> str:
        if not now and guard.guards(line.key):
            return ""
        return guard.cover(line.key, content, line.decimals) or rows.plain(line, content)

    return guarded
