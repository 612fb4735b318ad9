"""What the workbooks of a form need of the record: its plan, what a copy shows beside the cells, what came in already."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from itertools import groupby
from pathlib import Path

from binhyen.collection.models import ReceivedWorkbook
from binhyen.collection.workbooks.plan import Plan, PlannedLine, lines_by_key
from binhyen.collection.workbooks.store import Owing
from binhyen.collection.workbooks.writing import Copy
from binhyen.figures.models import CodeItem, FormLine, FormVersion, Submission
from binhyen.figures.queries.forms import assignments_on, lines_of
from binhyen.figures.queries.sheets import Sheet
from binhyen.figures.rules import periods
from binhyen.figures.rules.cells import IN_FORMS, CellKey, CellValue, Qualifier, State, parse_breakdown
from binhyen.foundation.span import Span
from binhyen.organisation.models import UnitVersion
from binhyen.organisation.queries import children_on, version_on, versions_on
from binhyen.organisation.rules import Level


def plan_of(form: FormVersion, span: Span) -> Plan:
    """The workbook of the form over a period: its lines in order, the items of its columns by their labels."""
    lines = lines_of(form)
    planned = tuple(
        PlannedLine(
            indicator=line.indicator.code, breakdown=line.breakdown, label=line.label, group=line.group,
            unit_of_count=line.indicator.unit_of_count, decimals=line.indicator.decimals,
            collects=line.role == FormLine.COLLECTS, hint=line.hint,
        )
        for line in lines
    )  # fmt: skip
    return Plan(
        form=form.code, version=form.valid_from.isoformat(), title=form.title, period=periods.name(span),
        start=span.start.isoformat(), last=span.last.isoformat(), lines=planned, columns=form.columns,
        items=_items(form.columns, planned),
    )  # fmt: skip


def _items(dimension: str, lines: tuple[PlannedLine, ...]) -> tuple[tuple[str, str], ...]:
    """The items that stand side by side, in the order of the form, by code and label."""
    if not dimension:
        return ()
    codes = dict.fromkeys(
        item for line in lines if (item := parse_breakdown(line.breakdown).get(dimension)) is not None
    )
    labels = dict(CodeItem.objects.filter(dimension=dimension, code__in=codes).values_list("code", "label"))
    return tuple((code, labels.get(code, code)) for code in codes)


def copy_for(plan: Plan, sheet: Sheet) -> Copy:
    """The copy of one unit: what it has entered so far, the period before and the same period a year before.

    What stands as "trên 400" cannot be typed into a form: its cell is left blank, which changes nothing when it comes back.
    """
    numbers = lines_by_key(plan.lines)

    def values(of: Mapping[CellKey, CellValue | None]) -> dict[int, CellValue]:
        return {numbers[key]: value for key, value in of.items() if value is not None and key in numbers}

    return Copy(
        unit=sheet.unit.uid,
        unit_name=_name(sheet),
        values=values(
            {
                e.key: e.content
                for e in sheet.lines
                if not e.collects or e.content is None or e.content.qualifier in IN_FORMS
            }
        ),
        previous=values({line.key: line.previous for line in sheet.lines}),
        same=values({line.key: line.same_period for line in sheet.lines}),
        partial={numbers[line.key]: line.partial for line in sheet.lines if line.partial and line.key in numbers},
        seen={numbers[line.key]: line.seen for line in sheet.lines if line.seen and line.key in numbers},
    )


def _name(sheet: Sheet) -> str:
    version = version_on(sheet.unit, sheet.span.last)
    return version.full_name if version else sheet.unit.last_name()


def received(submission: Submission | None, sha256: str) -> ReceivedWorkbook | None:
    """The earlier receipt of the same bytes for the report, if there is one."""
    if submission is None:
        return None
    return ReceivedWorkbook.objects.filter(submission=submission, sha256=sha256).first()


def workbooks_of(submission: Submission | None) -> list[ReceivedWorkbook]:
    """The workbooks that were taken into the report, the last one first."""
    if submission is None:
        return []
    return list(ReceivedWorkbook.objects.filter(submission=submission).order_by("-at", "-pk"))


def owing(form_code: str, on: date) -> list[Owing]:
    """Every unit of the country that owes the form for a period ending on the day, with its province's name."""
    found = owing_versions(form_code, on)
    provinces = versions_on({v.province_id for v in found if v.province_id}, on)
    return [
        Owing(v.unit.uid, v.full_name, provinces[v.province_id].full_name if v.province_id in provinces else "")
        for v in found
    ]


def owing_versions(form_code: str, on: date) -> list[UnitVersion]:
    """The same units as they are on the day, each with its ``unit``."""
    found: dict[int, UnitVersion] = {}
    for assignment in assignments_on(form_code, on):
        under = assignment.under_unit
        if under.level == assignment.level:
            version = version_on(under, on)
            if version is not None:
                found[under.pk] = version
            continue
        for version in children_on(under, Level(assignment.level), on):
            found[version.unit_id] = version
    return list(found.values())


@dataclass(frozen=True)
class Taken:
    """What a consolidation read for one unit: cells with the place of each in its file."""

    unit: str
    unit_name: str
    form: str
    file: str
    cells: Mapping[CellKey, CellValue]
    places: Mapping[CellKey, tuple[str, str]]


def consolidated(path: Path, form: str) -> Iterator[Taken]:
    """Unit by unit what the file of a consolidation holds."""
    db = sqlite3.connect(f"{path.resolve().as_uri()}?mode=ro", uri=True)
    try:
        decimals = {(i, b): d for i, b, d in db.execute("SELECT indicator, breakdown, decimals FROM lines")}
        rows = db.execute(
            "SELECT unit, unit_name, file, indicator, breakdown, state, value, qualifier, reason, sheet, cell FROM figures"
        )
        for (unit, name, file), group in groupby(rows, key=lambda row: row[:3]):
            cells, places = {}, {}
            for _, _, _, indicator, parts, state, value, qualifier, reason, sheet, cell in group:
                key = CellKey(indicator, parts)
                scaled = None if value is None else round(value * 10 ** decimals[indicator, parts])
                cells[key] = CellValue(State(state), scaled, None, Qualifier(qualifier or "exact"), reason)
                places[key] = (sheet, cell)
            yield Taken(unit, name, form, file, cells, places)
    finally:
        db.close()
