"""One rule engine on every door: 200 bad records give the same list of (rule, cell) wherever they come in.

A door is a function from a record to what it is told. A new door is one more line in ``DOORS``.
"""

from __future__ import annotations

import hashlib
import json
import random
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date, datetime

import pytest
from django.db import transaction

from binhyen.collection.actions.activities import add_activity
from binhyen.collection.actions.workbooks import Offered, accept_workbook
from binhyen.collection.queries.previews import GAP, preview_of
from binhyen.collection.queries.workbooks import plan_of
from binhyen.collection.rules.activities import Entry
from binhyen.collection.workbooks.opening import read_workbook
from binhyen.collection.workbooks.plan import lines_by_key
from binhyen.collection.workbooks.values import as_written
from binhyen.collection.workbooks.writing import Copy
from binhyen.directives.actions import accept_text
from binhyen.figures.actions import accept_figures, open_submission, save_cells
from binhyen.figures.actions.readings import AcceptedFigure
from binhyen.figures.models import FormVersion, Submission
from binhyen.figures.queries.forms import form_on
from binhyen.figures.queries.reports import findings_of
from binhyen.figures.queries.sheets import form_sheet
from binhyen.figures.rules.cells import CellKey, CellValue, Finding, Severity, State
from binhyen.figures.rules.checks import REPORT
from binhyen.foundation import vietnamese
from binhyen.foundation.span import Span
from binhyen.web.figures.addresses import sheet_url
from tests.api.conftest import Program, program
from tests.cast import MONTHLY, Cast, approved, key, month_cells, number
from tests.collection.books import worked_on
from tests.web.conftest import clock
from tests.web.pages import signed_in

__all__ = ["clock", "program"]

MAY = Span(date(2026, 5, 1), date(2026, 5, 31))
MONTHS_BEFORE = tuple(Span(date(2026, m, 1), date(2026, m, last)) for m, last in ((1, 31), (2, 28), (3, 31), (4, 30)))
RECORDS = 200

Record = Mapping[CellKey, CellValue]
Told = list[tuple[str, str]]


# --- bad records ----------------------------------------------------------------------------------------------------


def _sum_off(cells: dict[str, int], chance: random.Random) -> None:
    cells["COM04"] += chance.randint(1, 5)


def _part_over(cells: dict[str, int], chance: random.Random) -> None:
    cells["COM05[host_org=khac]"] = cells["COM05"] + chance.randint(1, 50)


def _fewer_than_sessions(cells: dict[str, int], chance: random.Random) -> None:
    cells["COM05"] = cells["COM05[host_org=ca]"] = chance.randint(0, cells["COM04"] - 1)


def _crowds(cells: dict[str, int], chance: random.Random) -> None:
    cells["COM05"] = cells["COM05[host_org=ca]"] = cells["COM04"] * chance.randint(2100, 4000)


def _patrols_without_people(cells: dict[str, int], chance: random.Random) -> None:
    cells["FRC05"] = chance.randint(0, cells["FRC04"] - 1)


def _more_settled_than_accepted(cells: dict[str, int], chance: random.Random) -> None:
    cells["MED04"] = cells["MED03"] + chance.randint(1, 9)


def _balance_off(cells: dict[str, int], chance: random.Random) -> None:
    cells["MED06"] += chance.randint(1, 9)


def _jump(cells: dict[str, int], chance: random.Random) -> None:
    cells["FRC04"] *= chance.randint(3, 6)
    cells["FRC05"] = cells["FRC04"] * 3


def _missing(cells: dict[str, int], chance: random.Random) -> None:
    del cells[chance.choice(["MED05", "COM04[host_org=khac]"])]


FAULTS = (
    _sum_off, _part_over, _fewer_than_sessions, _crowds, _patrols_without_people, _more_settled_than_accepted,
    _balance_off, _jump, _missing,
)  # fmt: skip


def bad_record(seed: int) -> Record:
    """A month of a commune with one to three faults; some cells with "chưa có số liệu" and no reason."""
    chance = random.Random(seed)
    sound = month_cells(
        sessions=chance.randint(8, 12), attendances=chance.randint(350, 450), patrols=chance.randint(27, 33),
        accepted=chance.randint(3, 6),
    )  # fmt: skip
    cells = {str(k): v.value or 0 for k, v in sound.items()}
    for fault in chance.sample(FAULTS, chance.randint(1, 3)):
        fault(cells, chance)
    record = {key(text): number(value) for text, value in cells.items()}
    if chance.random() < 0.2:
        record[key("MED05")] = CellValue(State.NOT_REPORTED)
    return record


# --- doors ----------------------------------------------------------------------------------------------------------


@dataclass
class Place:
    """Where the records come in: the cast, the commune's empty report of May, a program with a key, the moment."""

    cast: Cast
    report: Submission
    api: Program
    form: FormVersion
    now: datetime


def told(findings: list[Finding]) -> Told:
    return sorted((finding.rule, str(finding.key)) for finding in findings)


def grid(place: Place, record: Record, _seed: int) -> Told:
    """The way of the grid: saved in the working copy, then checked as it stands."""
    with transaction.atomic():
        save_cells(place.report, record, seen={}, actor=place.cast.lan, now=place.now)
        found = findings_of(place.report, today=place.now.date())
        transaction.set_rollback(True)
    return told(found)


def interface(place: Place, record: Record, _seed: int) -> Told:
    """The way of programs: a dry run."""
    cells = [
        {"line": str(k), "kind": "reported", "value": v.value} if v.value is not None else
        {"line": str(k), "kind": v.state.value}
        for k, v in record.items()
    ]  # fmt: skip
    answer = place.api.put(f"submissions/{place.report.pk}/cells?dry_run=true", {"cells": cells})
    assert answer.status_code == 200, answer.content
    return sorted((wrong["rule"], wrong["cell"]) for wrong in answer.json()["findings"])


def workbook(place: Place, record: Record, seed: int) -> Told:
    """The way of workbooks: typed into the template, read, looked at, taken in, then checked as it stands."""
    plan = plan_of(place.form, MAY)
    numbers = lines_by_key(plan.lines)
    written = {numbers[k]: as_written(v, plan.lines[numbers[k]].decimals) for k, v in record.items()}
    data = worked_on(plan, written, copy=Copy(place.cast.tan_an.uid, "Xã Tân An"))
    read = read_workbook(plan, data)
    assert not read.problems, seed
    sheet = form_sheet(place.form, place.cast.tan_an, MAY, place.report)
    preview = preview_of(plan, sheet, read, today=place.now.date())
    places = {c.line.key: (c.sheet, c.cell) for c in preview.changes}
    offered = Offered("thang-5.xlsx", hashlib.sha256(data).hexdigest(), preview.cells, places)
    with transaction.atomic():
        accept_workbook(place.report, offered, seen={}, actor=place.cast.lan, now=place.now)
        found = findings_of(place.report, today=place.now.date())
        transaction.set_rollback(True)
    assert told(list(preview.findings)) == told([f for f in found if f.code != GAP]), seed
    return told(found)


def device(place: Place, record: Record, seed: int) -> Told:
    """The way of a device that was without a network: its whole outbox at once, sent again because the answer was lost."""
    cells = {
        str(k): {"text": vietnamese.show(v.value, 0), "kind": "reported", "seen": 0} if v.value is not None else
        {"text": "", "kind": v.state.value, "seen": 0}
        for k, v in record.items()
    }  # fmt: skip
    body = json.dumps({"request_id": str(seed), "cells": cells})
    client = signed_in(place.cast.lan)
    with transaction.atomic():
        address = f"{sheet_url(MONTHLY, place.cast.tan_an, MAY)}o-nhap/"
        answers = [client.post(address, body, "application/json") for _ in range(2)]
        for answer in answers:
            assert answer.status_code == 200, answer.content
            assert not any(cell.get("error") for cell in answer.json()["cells"].values())
        found = findings_of(place.report, today=place.now.date())
        transaction.set_rollback(True)
    shown = {key for key in answers[-1].json()["tones"] if key}
    assert shown == {str(f.key) for f in found if f.code != GAP and f.severity is not Severity.INFO and f.key != REPORT}
    return told(found)


DOORS: Mapping[Callable[[Place, Record, int], Told], int] = {interface: 1, workbook: 8, device: 8}
"""All that has to say what the grid says; the slow ones take every so manieth record."""


def accepted_text(place: Place, record: Record, seed: int) -> Told:
    """The way of a text: each number of the record accepted from a passage by the province's desk."""
    numbers = [(k, v) for k, v in record.items() if v.amount is not None]
    lines = [f"Số liệu thứ {seed} của {k}: {v.amount}." for k, v in numbers]
    with transaction.atomic():
        source = accept_text(
            text="\n".join(lines), title=f"Văn bản {seed}", unit=place.cast.province, no_secrets=True,
            actor=place.cast.minh, now=place.now,
        )  # fmt: skip
        at, figures = 0, []
        for (k, v), line in zip(numbers, lines, strict=True):
            figure = AcceptedFigure([k], v, False, place.cast.province, MAY, start=at, end=at + len(line))
            figures.append(figure)
            at += len(line) + 1
        accept_figures(source, figures, actor=place.cast.minh, now=place.now)
        found = findings_of(Submission.objects.get(source=source), today=place.now.date())
        transaction.set_rollback(True)
    return told(found)


# --- the same on all ------------------------------------------------------------------------------------------------


@pytest.fixture
def place(cast: Cast, program: Callable[..., Program], now: datetime) -> Place:
    """Four approved months before, three patrols in the activity book, and an empty report of May."""
    for span in MONTHS_BEFORE:
        approved(cast, cast.tan_an, span, month_cells(), now)
    add_activity(Entry(date(2026, 5, 4), "tuan_tra", "", 30, 90, "toàn xã"), unit=cast.tan_an, actor=cast.lan, now=now)
    report = open_submission(form_code=MONTHLY, unit=cast.tan_an, span=MAY, actor=cast.lan, now=now)
    return Place(cast, Submission.objects.get(pk=report.pk), program(cast.lan), form_on(MONTHLY, MAY.last), now)


def test_bad_records_are_told_the_same_on_every_door(place: Place) -> None:
    seen: set[str] = set()
    for seed in range(RECORDS):
        record = bad_record(seed)
        expected = grid(place, record, seed)
        assert expected, seed
        seen |= {rule for rule, _ in expected}
        for door in (door for door, nth in DOORS.items() if seed % nth == 0):
            assert door(place, record, seed) == expected, (door.__name__, seed)
    assert {"R2", "R3", "R5", "R6", "R7", "R8", "R9", "R10"} <= seen


def is_checked_in_texts(rule: str, cell: str) -> bool:
    """Whether the rules for figures read from texts hold the same check with the same limits (decision 0009)."""
    return (rule, cell.partition("[")[0]) in {("R6", "COM05"), ("R6", "FRC05"), ("R2", "MED04")}


def test_a_text_is_told_the_same_where_texts_are_checked_for_it_too(place: Place) -> None:
    compared = 0
    for seed in range(0, RECORDS, 4):
        record = bad_record(seed)
        expected = [one for one in grid(place, record, seed) if is_checked_in_texts(*one)]
        found = [one for one in accepted_text(place, record, seed) if is_checked_in_texts(*one)]
        assert found == expected, seed
        compared += len(expected)
    assert compared > 20
