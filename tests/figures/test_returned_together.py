"""A line that the form adds up with others comes back with them: alone it could never be made to agree."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, datetime

import pytest

from binhyen.figures.actions import present, save_cells, send_back
from binhyen.figures.models import Step, Submission
from binhyen.figures.rules.cells import CellKey
from binhyen.foundation.errors import Invalid
from binhyen.foundation.span import Span
from tests.api.conftest import Program, program
from tests.cast import Cast, key, month_cells, number, submitted
from tests.web.conftest import clock
from tests.web.pages import SheetPage

__all__ = ["clock", "program"]

MAY = Span(date(2026, 5, 1), date(2026, 5, 31))
SESSIONS = key("COM04")


@pytest.fixture
def sent(cast: Cast, now: datetime) -> Submission:
    """Tân An's May, waiting for the desk."""
    return submitted(cast, cast.tan_an, MAY, month_cells(), now)


def back(report: Submission) -> tuple[set[str], set[str]]:
    """The lines that came back for themselves, and those that came along."""
    found = report.drafts.filter(returned=True)
    return {str(d.key) for d in found if not d.along}, {str(d.key) for d in found if d.along}


def parts(report: Submission) -> list[CellKey]:
    return [d.key for d in report.drafts.all() if d.key.indicator == "COM04" and d.key.breakdown]


def test_a_total_comes_back_with_its_parts_and_can_be_put_right(cast: Cast, sent: Submission, now: datetime) -> None:
    report = send_back(sent, cells=[SESSIONS], reason="Đối chiếu lại sổ.", actor=cast.minh, now=now)
    assert back(report) == ({"COM04"}, set(map(str, parts(report))))
    some = next(d for d in report.drafts.all() if d.key in parts(report) and d.value)
    whole = report.drafts.get(indicator__code="COM04", breakdown="")
    less = {SESSIONS: number((whole.value or 0) - 1), some.key: number((some.value or 0) - 1)}
    save_cells(report, less, seen=dict.fromkeys(less, 1), actor=cast.lan, now=now)
    with pytest.raises(Invalid) as frozen:
        save_cells(report, {key("FRC04"): number(1)}, seen={key("FRC04"): 1}, actor=cast.lan, now=now)
    assert frozen.value.code == "figures.cell_frozen"
    assert present(report, reasons={}, actor=cast.lan, now=now).stage == "presented"


def test_a_part_alone_brings_the_total_and_two_lines_of_one_equation_bring_nothing(
    cast: Cast, sent: Submission, now: datetime
) -> None:
    part = parts(sent)[0]
    two = [key("MED03"), key("MED04")]
    report = send_back(sent, cells=[part, key("FRC04"), *two], reason="Đối chiếu.", actor=cast.minh, now=now)
    asked, along = back(report)
    assert asked == {str(part), "FRC04", "MED03", "MED04"}
    assert along == {"COM04", *map(str, parts(report))} - {str(part)}


def test_the_record_names_what_the_desk_found_fault_with(cast: Cast, sent: Submission, now: datetime) -> None:
    send_back(sent, cells=[SESSIONS], reason="Đối chiếu.", actor=cast.minh, now=now)
    assert Step.objects.get(verb="send_back").cells == ["COM04"]


def test_the_page_says_what_is_opened_too_and_the_officer_reads_why(cast: Cast, sent: Submission) -> None:
    minh = SheetPage.open(cast.minh, cast.tan_an, MAY)
    minh.form.lists["tra-lai"] = ["COM04"]
    minh.form.fields["ly-do"] = "Đối chiếu lại sổ."
    answer = minh.press("send_back").content.decode()
    assert "Đã trả lại 01 chỉ tiêu để chỉnh lý. Mở cùng " in answer
    lan = SheetPage.open(cast.lan, cast.tan_an, MAY)
    assert ": 01 chỉ tiêu phải chỉnh lý." in lan.text
    row = lan.text[lan.text.index(f'id="why-{parts(sent)[0]}"') :]
    assert "được trả lại (Mỗi buổi có một đơn vị chủ trì); chỉ chỉnh lý nếu cần." in row[: row.index("</tr>")]


def test_programs_read_at_the_cell_that_it_came_along(
    cast: Cast, sent: Submission, program: Callable[..., Program]
) -> None:
    program(cast.minh).post(f"submissions/{sent.pk}/send-back", {"cells": ["COM04"], "reason": "Đối chiếu."})
    cells = program(cast.lan).get(f"submissions/{sent.pk}").json()["cells"]
    assert {one["line"] for one in cells if one["may_enter"]} == {"COM04", *map(str, parts(sent))}
    assert {one["line"] for one in cells if one["along"]} == set(map(str, parts(sent)))
