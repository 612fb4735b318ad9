"""What the checks say of a report once some of its approved figures are corrected."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from datetime import date

from binhyen.figures.models import Cell, FormLine, Submission
from binhyen.figures.queries.forms import form_spec, line_map, read_inside
from binhyen.figures.queries.reports import history_of
from binhyen.figures.rules.cells import CellKey, CellValue, Finding
from binhyen.figures.rules.checks import check


def counting_cells(submission: Submission) -> dict[CellKey, CellValue]:
    """The approved cells of the report, and what its reading lines read."""
    found = Cell.objects.filter(approved__submission=submission).select_related("approved", "indicator")
    cells = {cell.key: cell.approved.content for cell in found if cell.approved is not None}
    reading = [line for line in line_map(submission).values() if line.role == FormLine.READS]
    return cells | (read_inside(submission.unit, reading, submission.period.span) if reading else {})


def findings_after(submission: Submission, changed: Mapping[CellKey, CellValue], *, today: date) -> list[Finding]:
    """What the correction brings about: the findings on the corrected report that did not stand there with the same
    arithmetic before. Nothing for figures read from a text, which have no form."""
    form = submission.form_version
    if form is None:
        return []
    spec = form_spec(form, submission.period.ends_on)
    history = replace(history_of(submission, today=today), period_open=True)
    cells = counting_cells(submission)
    before = {(found.id, found.arithmetic) for found in check(spec, cells, history)}
    return [found for found in check(spec, {**cells, **changed}, history) if (found.id, found.arithmetic) not in before]
