"""What an offered workbook would do to a report, before anything is kept: changes, refusals, findings, marks for its cells."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from binhyen.collection.workbooks.locating import Place
from binhyen.collection.workbooks.marking import Mark
from binhyen.collection.workbooks.plan import Plan, cell_name, lines_by_key
from binhyen.collection.workbooks.problems import Problem
from binhyen.collection.workbooks.reading import Read, seen_by
from binhyen.figures.models import Submission
from binhyen.figures.queries.forms import form_spec
from binhyen.figures.queries.reports import cells_of, history_of
from binhyen.figures.queries.sheets import Sheet, SheetLine
from binhyen.figures.rules.cells import CellKey, CellValue, Finding
from binhyen.figures.rules.checks import check
from binhyen.figures.rules.specs import History
from binhyen.foundation.texts import registered

GAP = "figures.r10_missing"


@dataclass(frozen=True)
class Change:
    """A line whose working value the workbook would change; ``overtaken``: it was saved anew after the copy was made."""

    line: SheetLine
    value: CellValue
    sheet: str
    cell: str
    overtaken: bool = False


@dataclass(frozen=True)
class Preview:
    """What would change, what is refused (sentences by cell), what the checks say, and what is as it was."""

    changes: tuple[Change, ...]
    problems: tuple[Problem, ...]
    findings: tuple[Finding, ...]
    notes: tuple[str, ...]
    same: int
    marks: tuple[Mark, ...]

    @property
    def cells(self) -> dict[CellKey, CellValue]:
        """The cells to keep."""
        return {change.line.key: change.value for change in self.changes}


def preview_of(plan: Plan, sheet: Sheet, read: Read, *, today: date) -> Preview:
    """Compare what was read with the working copy; nothing is kept. Cells at fault are left as they are."""
    lines = {line.key: line for line in sheet.lines}
    changes: list[Change] = []
    problems = list(read.problems)
    at_fault = {problem.line for problem in problems}
    same = 0
    seen = seen_by(plan, read.told)
    for number, value in read.cells.items():
        line, place = lines[plan.lines[number].key], read.places[number]
        if number in at_fault:
            continue
        if line.content == value:
            same += 1
        elif not sheet.may_enter(line):
            why = "chỉ tiêu đã gửi và không bị trả lại nên không sửa được"
            problems.append(Problem(place.sheet, place.row, place.column, "saved", {"why": why}, number))
        else:
            overtaken = seen is not None and line.seen > seen.get(number, 0)
            changes.append(Change(line, value, place.sheet, cell_name(place.row, place.column), overtaken))
    cells = {change.line.key: change.value for change in changes}
    findings = tuple(f for f in _findings(sheet, cells, today) if f.code != GAP)
    marks = [Mark(p.sheet, p.row, p.column, p.sentence) for p in problems]
    marks += _marked(findings, plan, read)
    return Preview(
        tuple(changes), tuple(problems), findings, tuple(n.sentence for n in read.notes), same, tuple(marks)
    )  # fmt: skip


def _findings(sheet: Sheet, cells: Mapping[CellKey, CellValue], today: date) -> list[Finding]:
    """What the checks would say of the report with these cells in it."""
    given: Submission | None = sheet.submission
    history = History(period_complete=sheet.span.last < today) if given is None else history_of(given, today=today)
    before = {} if given is None else cells_of(given)
    return check(form_spec(sheet.form, sheet.span.last), {**before, **cells}, history)


def _marked(findings: tuple[Finding, ...], plan: Plan, read: Read) -> list[Mark]:
    """The findings on cells that the workbook holds, and those of the report as a whole."""
    numbers = lines_by_key(plan.lines)
    sheet = next(iter(read.places.values())).sheet if read.places else ""
    found = []
    for finding in findings:
        place: Place | None = read.places.get(numbers.get(finding.key, -1))
        row, column = (place.row, place.column) if place else (-1, -1)
        where = f"Ô {cell_name(row, column)}: " if place else ""
        said = registered().get(finding.code, finding.code).format(**finding.params)
        found.append(Mark(sheet, row, column, f"{where}{said}", finding.severity.value))
    return found
