"""What is not valid yet is refused by its code at every door: a line that begins later, a unit not founded, a period to come."""

from __future__ import annotations

import json
from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import date, datetime
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from binhyen.collection.actions.activities import add_activity, fill_from_book
from binhyen.collection.actions.workbooks import keep_consolidated
from binhyen.collection.queries.workbooks import Taken, plan_of
from binhyen.collection.rules.activities import Entry
from binhyen.collection.workbooks.opening import read_workbook
from binhyen.collection.workbooks.plan import lines_by_key
from binhyen.collection.workbooks.writing import Copy
from binhyen.directives.actions import accept_text
from binhyen.figures.actions import accept_figure, assign_form, open_submission, save_cells
from binhyen.figures.actions.forms import NewForm, NewLine, publish_form
from binhyen.figures.actions.readings import AcceptedFigure
from binhyen.figures.models import DraftCell, Indicator, IndicatorVersion, Submission
from binhyen.figures.queries.forms import form_on
from binhyen.figures.rules.cells import CellKey
from binhyen.foundation.errors import DomainError
from binhyen.foundation.span import Span
from binhyen.organisation.actor import Actor
from binhyen.organisation.models import Unit
from binhyen.web.figures.addresses import sheet_url
from tests.api.conftest import Program
from tests.api.conftest import program as program  # a fixture
from tests.api.merging import merged
from tests.api.test_bad_input import problem
from tests.cast import Cast, key, number
from tests.collection.books import worked_on
from tests.web.conftest import clock as clock  # a fixture
from tests.web.pages import signed_in

FORM = NewForm("BC-SAU", "Biểu có thêm chỉ tiêu", "Biểu thêm", "month", vertical=True)
MAY = Span(date(2026, 5, 1), date(2026, 5, 31))
AUGUST = Span(date(2026, 8, 1), date(2026, 8, 31))
DECEMBER = Span(date(2026, 12, 1), date(2026, 12, 31))
OLD, LATER = "FRC04", "FRC05"
SAID = "Biểu BC-SAU không có chỉ tiêu FRC05."


@pytest.fixture
def form(cast: Cast, now: datetime) -> NewForm:
    """A form of January that counts patrols; from August on who takes part is counted too. Both stand in the activity book."""
    publish_form(FORM, [NewLine(OLD)], valid_from=date(2026, 1, 1), actor=None, now=now)
    publish_form(FORM, [NewLine(OLD), NewLine(LATER)], valid_from=AUGUST.start, actor=None, now=now)
    assign_form(
        form_code=FORM.code, province=cast.province, level="commune", starts_on=date(2026, 1, 1), actor=None, now=now
    )
    for day in (4, 5):
        for start in (MAY.start, AUGUST.start):
            entry = Entry(start.replace(day=day), "tuan_tra", "", 3, 9, "toàn xã")
            add_activity(entry, unit=cast.tan_an, actor=cast.lan, now=now)
    return FORM


def kept() -> set[str]:
    return {str(draft.key) for draft in DraftCell.objects.select_related("indicator")}


def refused(act: Callable[[], Any]) -> str:
    with pytest.raises(DomainError) as error:
        act()
    return error.value.code


def begun(cast: Cast, now: datetime) -> Submission:
    return open_submission(form_code=FORM.code, unit=cast.tan_an, span=MAY, actor=cast.lan, now=now)


# A line that begins later on the same form


def test_a_line_that_begins_later_is_no_line_of_the_grid(cast: Cast, form: NewForm) -> None:
    client, url = signed_in(cast.lan), sheet_url(FORM.code, cast.tan_an, MAY)
    assert f'name="v:{OLD}"' in client.get(url).content.decode()
    assert f'name="v:{LATER}"' not in client.get(url).content.decode()
    cells = {one: {"text": "6", "kind": "reported", "seen": 0} for one in (OLD, LATER)}
    answer = client.post(f"{url}o-nhap/", json.dumps({"request_id": "1", "cells": cells}), "application/json").json()
    assert answer["cells"][LATER] == {"error": SAID}
    assert kept() == {OLD}
    typed = {"act": "save", f"v:{LATER}": "6", f"k:{LATER}": "reported", f"s:{LATER}": "0"}
    assert client.post(url, typed).status_code == 302
    assert kept() == {OLD}
    assert client.get(f"{url}chi-tieu/{LATER}/").status_code == 404
    assert f'name="v:{LATER}"' in client.get(sheet_url(FORM.code, cast.tan_an, AUGUST)).content.decode()


def test_a_line_that_begins_later_is_refused_to_a_program(
    cast: Cast, form: NewForm, program: Callable[..., Program], now: datetime
) -> None:
    report, lan = begun(cast, now), program(cast.lan)
    for tail in ("", "?dry_run=true"):
        cells = {"cells": [{"line": LATER, "value": 6}]}
        told = problem(lan.put(f"submissions/{report.pk}/cells{tail}", cells), 422, "api.cells_refused")
        assert [(one["cell"], one["rule"]) for one in told["findings"]] == [(LATER, "figures.line_unknown")]
    assert kept() == set()


def test_a_line_that_begins_later_is_refused_from_a_workbook(cast: Cast, form: NewForm, now: datetime) -> None:
    report, plan = begun(cast, now), plan_of(form_on(FORM.code, MAY.last), MAY)
    newer = plan_of(form_on(FORM.code, AUGUST.last), MAY)
    at = lines_by_key(newer.lines)
    data = worked_on(newer, {at[key(OLD)]: 6, at[key(LATER)]: 18}, copy=Copy(cast.tan_an.uid, "Xã Tân An"))
    read = read_workbook(plan, data)
    assert [fault.code for fault in read.problems] == ["row_unknown"]
    assert {plan.lines[n].indicator for n in read.cells} == {OLD}
    page = signed_in(cast.lan).post(
        f"{sheet_url(FORM.code, cast.tan_an, MAY)}bang-tinh/", {"tep": SimpleUploadedFile("a.xlsx", data)}
    )
    assert "không thuộc chỉ tiêu nào của biểu BC-SAU" in page.content.decode()
    taken = Taken(
        cast.tan_an.uid, "Xã Tân An", FORM.code, "a.xlsx", {key(LATER): number(18)}, {key(LATER): ("a", "C3")}
    )
    assert refused(lambda: keep_consolidated(taken, span=MAY, actor=cast.lan, now=now)) == "figures.line_unknown"
    assert refused(
        lambda: save_cells(report, {key(LATER): number(18)}, seen={}, actor=cast.lan, now=now)
    ) == "figures.line_unknown"  # fmt: skip
    assert kept() == set()


def test_the_activity_book_fills_no_line_that_begins_later(cast: Cast, form: NewForm, now: datetime) -> None:
    def filled(span: Span) -> list[CellKey]:
        return fill_from_book(form_code=FORM.code, unit=cast.tan_an, span=span, actor=cast.lan, now=now)

    assert filled(MAY) == [key(OLD)]
    assert filled(AUGUST) == [key(OLD), key(LATER)]


def test_an_indicator_that_begins_later_is_taken_from_no_text_and_put_on_no_form(cast: Cast, now: datetime) -> None:
    IndicatorVersion.objects.filter(indicator__code=LATER).update(valid_from=AUGUST.start)
    assert Indicator.objects.get(code=LATER).versions.count() == 1
    before = "figures.indicator_not_yet"
    assert refused(lambda: from_text(cast, cast.province, MAY, now)) == before
    from_text(cast, cast.province, AUGUST, now)
    early = replace(FORM, code="BC-SOM")
    lines = [NewLine(LATER)]
    assert refused(
        lambda: publish_form(early, lines, valid_from=date(2026, 7, 31), actor=None, now=now)
    ) == before  # fmt: skip
    publish_form(early, lines, valid_from=AUGUST.start, actor=None, now=now)


def from_text(cast: Cast, unit: Unit, span: Span, now: datetime) -> Submission:
    text = f"{unit} {span}: 18 lượt người."
    source = accept_text(text=text, title="Tin", unit=cast.province, no_secrets=True, actor=cast.nam, now=now)
    figure = AcceptedFigure([key(LATER)], number(18), False, unit, span, start=0, end=len(text))
    return accept_figure(source, figure, actor=cast.nam, now=now)


# A unit that is not founded yet, a period that has not begun


@dataclass(frozen=True)
class Early:
    """Who tries, for which unit and days, the code that every door answers, and the book's own; texts tell of a province."""

    actor: Actor
    unit: Unit
    span: Span
    code: str
    in_book: str
    in_texts: Span


@pytest.fixture(params=["unit", "period"])
def early(request: pytest.FixtureRequest, cast: Cast, form: NewForm, now: datetime) -> Early:
    """Tân Phúc, founded on 1 July, for May; Tân An for December."""
    if request.param == "period":
        return Early(
            cast.lan, cast.tan_an, DECEMBER, "figures.period_future", "collection.activity_future", DECEMBER
        )  # fmt: skip
    new, khanh = merged(cast, date(2026, 7, 1), now)
    before = Span(date(2019, 5, 1), date(2019, 5, 31))
    return Early(khanh, new, MAY, "figures.unit_not_valid", "collection.activity_no_unit", before)


def test_what_is_not_there_yet_is_refused_by_every_door(
    cast: Cast, early: Early, program: Callable[..., Program], now: datetime
) -> None:
    actor, unit, span = early.actor, early.unit, early.span
    client, url = signed_in(actor), sheet_url(FORM.code, unit, span)
    for there in (url, f"{url}bang-tinh/", f"{url}bang-tinh/mau/", f"{url}bao-cao/"):
        assert client.get(there).status_code == 404, there
    cells = {"request_id": "1", "cells": {OLD: {"text": "6", "kind": "reported", "seen": 0}}}
    assert client.post(f"{url}o-nhap/", json.dumps(cells), "application/json").status_code == 404
    assert client.post(f"{url}bang-tinh/", {"tep": SimpleUploadedFile("a.xlsx", b"PK")}).status_code == 404
    days = {"starts_on": span.start.isoformat(), "ends_on": span.last.isoformat()}
    problem(program(actor).post("submissions", {"form": FORM.code, "unit": unit.uid, **days}), 422, early.code)
    taken = Taken(unit.uid, "", FORM.code, "a.xlsx", {key(OLD): number(6)}, {key(OLD): ("a", "C3")})
    doors: list[Callable[[], Any]] = [
        lambda: open_submission(form_code=FORM.code, unit=unit, span=span, actor=actor, now=now),
        lambda: keep_consolidated(taken, span=span, actor=actor, now=now),
        lambda: fill_from_book(form_code=FORM.code, unit=unit, span=span, actor=actor, now=now),
        lambda: from_text(cast, cast.province, early.in_texts, now),
    ]
    assert [refused(door) for door in doors] == [early.code] * len(doors)
    entry = Entry(span.start, "tuan_tra", "", 1, 3, "toàn xã")
    assert refused(lambda: add_activity(entry, unit=unit, actor=actor, now=now)) == early.in_book
    assert not Submission.objects.exists()
