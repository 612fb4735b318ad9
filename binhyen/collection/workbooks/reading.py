"""One workbook of figures: what its cells say, line by line, with every fault by its cell."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field

from binhyen.collection.workbooks.locating import Grid, Located, Place, identity, located
from binhyen.collection.workbooks.plan import FIELDS, FIGURES, SEEN, Plan
from binhyen.collection.workbooks.problems import Note, Problem, listed
from binhyen.collection.workbooks.values import Unfit, blank, cleaned, content_of
from binhyen.figures.rules.cells import CellValue
from binhyen.foundation.errors import Invalid
from binhyen.foundation.vietnamese import read_date, short_date

_SEEN = re.compile(r"-|\d{1,5}:\d{1,9}(?:,\d{1,5}:\d{1,9})*", re.ASCII)


@dataclass
class Read:
    """What a workbook holds. ``cells`` and ``places`` are by the number of the plan's line; blank cells are in neither.

    ``places`` also holds the cells that could not be taken. ``told`` is what the workbook says of itself.
    ``seats``: sheet, row and column of every line that was found, blank ones too (not carried between processes).
    """

    told: dict[str, str] = field(default_factory=dict)
    cells: dict[int, CellValue] = field(default_factory=dict)
    places: dict[int, Place] = field(default_factory=dict)
    problems: list[Problem] = field(default_factory=list)
    notes: list[Note] = field(default_factory=list)
    untouched: int = 0
    seats: frozenset[tuple[str, int, int]] = frozenset()

    @property
    def sentences(self) -> list[str]:
        """Every problem, then every note, in words."""
        return [*(p.sentence for p in self.problems), *(n.sentence for n in self.notes)]


def read_grids(plan: Plan, sheets: Mapping[str, Grid]) -> Read:
    """The cells of a workbook whose sheets are given as rows of plain values.

    Raises ``Invalid("collection.workbook_no_table")`` where no sheet holds lines of the form.
    """
    found, read = looked_over(plan, sheets)
    for number, place in sorted(found.places.items()):
        _take(plan, read, number, place)
    read.notes += _reasons(read, found.places)
    read.untouched = sum(1 for n, line in enumerate(plan.lines) if line.collects and n not in read.places)
    if read.untouched:
        read.notes.append(Note("untouched", {"count": read.untouched}))
    return read


def looked_over(plan: Plan, sheets: Mapping[str, Grid]) -> tuple[Located, Read]:
    """Where the lines stand, and what there is to say of the workbook before any cell is taken. ``Invalid`` as ``read_grids``."""
    found = located(plan, sheets)
    if not found.sheet:
        raise Invalid("collection.workbook_no_table", form=plan.form)
    told = identity(sheets)
    read = Read(told=told, problems=found.problems, notes=[*_about(plan, told, found), *found.notes])
    read.seats = frozenset((place.sheet, place.row, place.column) for place in found.places.values())
    return found, read


def _take(plan: Plan, read: Read, number: int, place: Place) -> None:
    line = plan.lines[number]
    if not line.collects:
        return
    try:
        value = content_of(place.raw, line, place.reason)
    except Unfit as unfit:
        read.places[number] = place
        read.problems.append(Problem(place.sheet, place.row, place.column, unfit.code, unfit.params, number))
        return
    if value is not None:
        read.places[number] = place
        read.cells[number] = value


def _reasons(read: Read, places: Mapping[int, Place]) -> list[Note]:
    """Which rows hold a reason that is not kept, or only in part. A cell at fault is told of already."""
    left: list[int] = []
    cut: list[int] = []
    at_fault = {problem.line for problem in read.problems}
    for number, place in sorted(places.items()):
        said = "" if blank(place.reason) else cleaned(str(place.reason))
        value = read.cells.get(number)
        kept = "" if value is None else value.reason
        if said and said != kept and number not in at_fault:
            (cut if kept and said.startswith(kept) else left).append(place.row + 1)
    found = (("reason_left", left), ("reason_cut", cut))
    return [Note(code, {"rows": listed(map(str, rows), "hàng")}) for code, rows in found if rows]


def _about(plan: Plan, told: Mapping[str, str], found: Located) -> list[Note]:
    notes = []
    if not told:
        notes.append(Note("no_identity"))
    elif told.get("version", plan.version) != plan.version:
        shown = {"text": short_date(read_date(told["version"])), "now": short_date(read_date(plan.version))}
        notes.append(Note("old_version", shown))
    if found.sheet not in (FIGURES, FIELDS):
        notes.append(Note("sheet_renamed", {"sheet": found.sheet}))
    return notes


def seen_by(plan: Plan, told: Mapping[str, str]) -> dict[int, int] | None:
    """The working version that each line had when the copy was made; None where the workbook does not say."""
    said = told.get(SEEN, "")
    if told.get("version") != plan.version or not _SEEN.fullmatch(said):
        return None
    pairs = [pair.split(":") for pair in said.split(",") if pair != "-"]
    return {int(number): int(version) for number, version in pairs}


def require_fitting(plan: Plan, told: Mapping[str, str], unit: str) -> None:
    """Refuse a workbook made for another form, another unit or another period than it is offered for."""
    if told.get("form", plan.form) != plan.form:
        raise Invalid("collection.workbook_other_form", form=plan.form, other=told["form"])
    if unit and told.get("unit") and told["unit"] != unit:
        raise Invalid("collection.workbook_other_unit", other=told["unit"])
    span = (told.get("start", plan.start), told.get("last", plan.last))
    if span != (plan.start, plan.last):
        start, last = (short_date(read_date(day)) for day in span)
        raise Invalid("collection.workbook_other_period", start=start, last=last, period=plan.period)
