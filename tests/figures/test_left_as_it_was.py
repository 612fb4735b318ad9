"""A line that came back is put right or explained: nothing goes up again as it was without a word, and the desk sees which."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, datetime

import pytest

from binhyen.figures.actions import present, save_cells, send_back
from binhyen.figures.models import Submission
from binhyen.foundation.errors import Invalid
from binhyen.foundation.span import Span
from tests.api.conftest import Program, program
from tests.cast import Cast, key, month_cells, number, read_and_submit, submitted
from tests.web.conftest import clock
from tests.web.pages import SheetPage

__all__ = ["clock", "program"]

MAY = Span(date(2026, 5, 1), date(2026, 5, 31))
PATROLS, TAKING_PART, SESSIONS = key("FRC04"), key("FRC05"), key("COM04")
LEFT = "R10:FRC05:figures.r10_untouched"
WHY = "Đã đối chiếu sổ trực, số liệu đúng."


@pytest.fixture
def back(cast: Cast, now: datetime) -> Submission:
    """Two lines of Tân An's May came back, and one of them has been corrected."""
    report = submitted(cast, cast.tan_an, MAY, month_cells(patrols=30), now)
    report = send_back(report, cells=[PATROLS, TAKING_PART], reason="Đối chiếu sổ.", actor=cast.minh, now=now)
    save_cells(report, {PATROLS: number(29)}, seen={PATROLS: 1}, actor=cast.lan, now=now)
    return report


def test_what_was_left_as_it_was_needs_a_word_each_time(cast: Cast, back: Submission, now: datetime) -> None:
    with pytest.raises(Invalid) as refused:
        present(back, reasons={}, actor=cast.lan, now=now)
    assert (refused.value.code, [f.id for f in refused.value.findings]) == ("figures.reason_missing", [LEFT])
    present(back, reasons={LEFT: WHY}, actor=cast.lan, now=now)
    report = read_and_submit(back, actor=cast.binh, now=now)
    report = send_back(report, cells=[TAKING_PART], reason="Vẫn đề nghị xem lại.", actor=cast.minh, now=now)
    with pytest.raises(Invalid):
        present(report, reasons={}, actor=cast.lan, now=now)
    assert WHY not in SheetPage.open(cast.lan, cast.tan_an, MAY).text


def test_a_line_that_only_came_along_needs_none(cast: Cast, now: datetime) -> None:
    report = submitted(cast, cast.tan_an, MAY, month_cells(), now)
    report = send_back(report, cells=[SESSIONS], reason="Đối chiếu sổ.", actor=cast.minh, now=now)
    with pytest.raises(Invalid) as refused:
        present(report, reasons={}, actor=cast.lan, now=now)
    assert [str(f.key) for f in refused.value.findings] == ["COM04"]


def test_the_page_asks_at_the_line_and_the_desk_reads_how_many_and_why_not(cast: Cast, back: Submission) -> None:
    lan = SheetPage.open(cast.lan, cast.tan_an, MAY)
    assert f'name="reason:{LEFT}"' not in lan.text
    assert lan.press("present").status_code == 422
    assert "chỉ tiêu bị trả lại, chưa chỉnh lý" in lan.text
    lan.form.fields[f"reason:{LEFT}"] = WHY
    lan.press("present")
    SheetPage.open(cast.binh, cast.tan_an, MAY).press("submit")
    seen = SheetPage.open(cast.minh, cast.tan_an, MAY).text
    assert "đã gửi lại, đã chỉnh lý 01/02 chỉ tiêu, chờ phê duyệt." in seen
    assert "01 chỉ tiêu trả lại chưa chỉnh lý." in seen
    assert f"giải trình “{WHY}”" in seen


def test_programs_are_told_and_answer_likewise(cast: Cast, back: Submission, program: Callable[..., Program]) -> None:
    lan, minh = program(cast.lan), program(cast.minh)
    assert lan.post(f"submissions/{back.pk}/present", {}).status_code == 422
    assert lan.post(f"submissions/{back.pk}/present", {"reasons": {LEFT: WHY}}).status_code == 200
    binh = program(cast.binh)
    binh.get(f"submissions/{back.pk}")
    assert binh.post(f"submissions/{back.pk}/submit", {}).status_code == 200
    told = minh.get(f"submissions/{back.pk}").json()["findings"]
    assert [one["reason"] for one in told if one["id"] == LEFT] == [WHY]
