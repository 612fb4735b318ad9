"""One report: its cells, the history that the checks need, its findings, how a value is shown."""

from __future__ import annotations

from datetime import date

from binhyen.directives.models import SourceText
from binhyen.figures.models import Cell, DraftCell, FormLine, FormVersion, Submission
from binhyen.figures.queries.forms import as_cell, form_spec, line_map, lines_of, lock_of, read_inside, source_spec
from binhyen.figures.rules import periods
from binhyen.figures.rules.cells import IN_WORDS_ONLY, CellKey, CellValue, Finding, Qualifier, State, add, vague
from binhyen.figures.rules.checks import check
from binhyen.figures.rules.specs import History
from binhyen.figures.texts import QUALIFIERS, STATES
from binhyen.foundation import vietnamese
from binhyen.foundation.errors import Invalid
from binhyen.foundation.span import Span
from binhyen.organisation.models import Unit
from binhyen.organisation.queries import predecessors, version_on
from binhyen.organisation.rules import Extent


def shown(content: CellValue, decimals: int) -> str:
    """A cell in words: "1.474", "trên 400", "từ 15 đến 20", "ước 120", "không phát sinh"."""
    if content.state is not State.REPORTED or content.value is None:
        return STATES[content.state.value]
    number = vietnamese.show(content.value, decimals)
    if content.qualifier is Qualifier.RANGE and content.value_max is not None:
        return f"từ {number} đến {vietnamese.show(content.value_max, decimals)}"
    if content.qualifier in IN_WORDS_ONLY:
        return vague(content.value, decimals)
    return f"{QUALIFIERS[content.qualifier.value]} {number}".strip()


def draft_cells(submission: Submission) -> dict[CellKey, DraftCell]:
    """The working copy by key."""
    return {d.key: d for d in submission.drafts.select_related("indicator")}


def cells_of(submission: Submission) -> dict[CellKey, CellValue]:
    """All that the form shows: the working copy, and what its reading lines read from finer periods."""
    cells = {key: draft.content for key, draft in draft_cells(submission).items()}
    reading = [line for line in line_map(submission).values() if line.role == FormLine.READS]
    if reading:
        cells.update(read_inside(submission.unit, reading, submission.period.span))
    return cells


def previous_values(submission: Submission) -> dict[CellKey, CellValue]:
    """The approved values of the period before, the predecessors' books added up where the unit was formed since."""
    version = submission.form_version
    if version is None:
        return {}
    return values_in(submission.unit, version, periods.previous(version.calendar, submission.period.span))


def values_in(unit: Unit, version: FormVersion, span: Span) -> dict[CellKey, CellValue]:
    """The approved values of the form's lines in another period, predecessors' books added up."""
    lines = {CellKey(line.indicator.code, line.breakdown): line for line in lines_of(version)}
    units = book_keepers(unit, span)
    collected: dict[CellKey, list[CellValue]] = {}
    cells = Cell.objects.filter(
        unit__in=units, origin="", approved__isnull=False, period__starts_on=span.start, period__ends_on=span.last
    ).select_related("approved", "indicator")
    for cell in cells:
        if cell.key in lines and cell.approved is not None:
            collected.setdefault(cell.key, []).append(cell.approved.content)
    reading = [line for line in lines.values() if line.role == FormLine.READS]
    for keeper in units if reading else ():
        for key, value in read_inside(keeper, reading, span).items():
            collected.setdefault(key, []).append(value)
    return {
        key: values[0] if len(values) == 1 else as_cell(add(values))
        for key, values in collected.items()
        if len(values) == 1 or add(values).has_number
    }


def book_keepers(unit: Unit, before: Span) -> list[Unit]:
    """Who kept this unit's book in an earlier period: itself, or the units whose whole territory it took over.

    Nobody where it also took a part of another unit (what that part had cannot be known), or before the register begins.
    """
    try:
        if version_on(unit, before.last) is not None:
            return [unit]
    except Invalid:
        return []
    lines = predecessors(unit)
    if any(line.extent == Extent.PART for line in lines):
        return []
    return [keeper for line in lines for keeper in book_keepers(line.from_unit, before)]


def history_of(submission: Submission, *, today: date) -> History:
    """What the checks compare with: the period before, the same fact from other origins, and whether unit and period hold.

    The context are approved cells of the same unit, period and origin: some stand on no line of the form (households).
    """
    approved = list(
        Cell.objects.filter(
            unit=submission.unit_id, period=submission.period_id, approved__isnull=False
        ).select_related("approved", "indicator")
    )  # fmt: skip
    own = [cell for cell in approved if cell.origin == submission.origin]
    others = [cell for cell in approved if cell.origin != submission.origin]
    titles = {str(s.pk): s.title for s in SourceText.objects.filter(pk__in={int(c.origin) for c in others if c.origin})}
    same: dict[CellKey, list[tuple[str, CellValue]]] = {}
    for cell in others:
        if cell.approved is not None:
            name = titles.get(cell.origin, "báo cáo theo biểu")
            same.setdefault(cell.key, []).append((name, cell.approved.content))
    return History(
        previous=previous_values(submission),
        same_fact=same,
        unit_valid=version_on(submission.unit, submission.period.ends_on) is not None,
        period_open=lock_of(submission.form_code, submission.unit, submission.period) is None,
        period_complete=submission.period.ends_on < today,
        context={cell.key: cell.approved.content for cell in own if cell.approved is not None},
    )


def findings_of(submission: Submission, *, today: date) -> list[Finding]:
    """What the checks say of the working copy as it stands."""
    version = submission.form_version
    spec = form_spec(version, submission.period.ends_on) if version else source_spec(submission)
    return check(spec, cells_of(submission), history_of(submission, today=today))
