"""Cells of a form whose parts stand side by side go back one by one: ticked without scripts, told at the cells, the rest shut."""

from __future__ import annotations

import re
from datetime import date, datetime

import pytest

from binhyen.figures.models import Submission
from binhyen.foundation.span import Span
from tests.cast import Cast, key, number, submitted
from tests.journeys.wide_forms import SIXTY, WIDE, publish
from tests.web.pages import SheetPage

MAY = Span(date(2026, 5, 1), date(2026, 5, 31))
COMMON, OWN = "Đối chiếu lại sổ.", "Cột thứ hai lớn hơn tổng số."
TOTAL, PART, LAST = "FRC05[hang=h002]", "FRC05[cot=c01;hang=h002]", "FRC05[cot=c03;hang=h003]"
NEVER_KEPT = "FRC05[cot=c02;hang=h003]"


@pytest.fixture
def sent(cast: Cast, now: datetime) -> Submission:
    """Tân An's wide form of May, waiting for the desk: all cells but one hold a number."""
    publish(now, rows=3, columns=4)
    names = [
        f"FRC05[{f'cot=c{column:02d};' if column else ''}hang=h{row:03d}]" for row in (1, 2, 3) for column in range(4)
    ]
    cells = {key(name): number(7) for name in names if name != NEVER_KEPT}
    return submitted(cast, cast.tan_an, MAY, cells, now, WIDE)


def told(report: Submission) -> dict[str, str]:
    """By cell, why it came back."""
    return {str(draft.key): draft.return_reason for draft in report.drafts.filter(returned=True)}


def ticks(page: SheetPage) -> dict[str, str]:
    """The tick boxes by cell: what a screen reader says of each, with "*" where it is ticked."""
    boxes = re.findall(r'name="tra-lai" value="([^"]+)" aria-label="([^"]+)"( checked)?', page.text)
    return {cell: name + ("*" if ticked else "") for cell, name, ticked in boxes}


def test_each_cell_that_was_sent_has_a_tick_box_named_after_its_line_and_column(cast: Cast, sent: Submission) -> None:
    boxes = ticks(SheetPage.open(cast.minh, cast.tan_an, MAY, WIDE))
    assert len(boxes) == 11
    assert NEVER_KEPT not in boxes
    assert (boxes[TOTAL], boxes[PART]) == ("Trả lại: Hàng 2, Tổng số: 7", "Trả lại: Hàng 2, c01: 7")
    for onlooker in (cast.binh, cast.lan):
        assert ticks(SheetPage.open(onlooker, cast.tan_an, MAY, WIDE)) == {}


def test_three_cells_come_back_with_their_reasons_and_only_they_are_open(cast: Cast, sent: Submission) -> None:
    minh = SheetPage.open(cast.minh, cast.tan_an, MAY, WIDE)
    minh.form.lists["tra-lai"] = [TOTAL, PART, LAST]
    minh.form.fields |= {"ly-do": COMMON, f"ly-do:{TOTAL}": OWN, "han": "25/11/2026"}
    minh.press("send_back")
    assert "Đã trả lại 03 chỉ tiêu" in minh.text
    assert told(sent) == {TOTAL: OWN, PART: OWN, LAST: COMMON}
    lan = SheetPage.open(cast.lan, cast.tan_an, MAY, WIDE)
    assert "chậm nhất ngày 25/11/2026" in lan.text
    assert {name[2:] for name in lan.form.fields if name.startswith("s:")} == {TOTAL, PART, LAST}
    assert len(re.findall(r'<input name="v:[^>]* readonly', lan.text)) == 12 - 3
    rows = dict(re.findall(r'data-why="([^"]+)">(.*?)</tr>', lan.text, re.DOTALL))
    assert rows.keys() == {TOTAL, "FRC05[hang=h003]"}
    assert f"Tổng số: {OWN}" in rows[TOTAL]
    assert f"c01: {OWN}" in rows[TOTAL]
    assert f"c03: {COMMON}" in rows["FRC05[hang=h003]"]


def test_what_was_ticked_and_typed_stays_when_it_is_refused(cast: Cast, sent: Submission) -> None:
    minh = SheetPage.open(cast.minh, cast.tan_an, MAY, WIDE)
    minh.form.lists["tra-lai"] = [PART]
    minh.form.fields |= {"ly-do": COMMON, "ly-do:FRC05[hang=h003]": OWN}
    assert minh.press("send_back").status_code == 422
    assert "có lý do trả lại riêng nhưng chưa được đánh dấu" in minh.text
    assert [cell for cell, name in ticks(minh).items() if name.endswith("*")] == [PART]
    assert minh.form.fields["ly-do:FRC05[hang=h003]"] == OWN
    assert told(sent) == {}


def test_a_form_of_many_cells_is_ticked_on_one_page(cast: Cast, now: datetime) -> None:
    publish(now, rows=120, columns=6)
    submitted(cast, cast.tan_an, MAY, {key("FRC05[hang=h119]"): number(7)}, now, WIDE)
    minh = SheetPage.open(cast.minh, cast.tan_an, MAY, WIDE)
    assert ticks(minh).keys() == {"FRC05[hang=h119]"}
    assert [name for name in minh.form.fields if name.startswith("ly-do:")] == ["ly-do:FRC05[hang=h119]"]
    assert "Mở từng phần để nhập" not in minh.text


def test_of_sixty_lines_those_left_empty_have_no_tick_box_and_are_not_counted(cast: Cast, now: datetime) -> None:
    publish(now, rows=1, columns=1)
    first, second, empty = (f"FRC04[dong=d{n:02d}]" for n in (1, 2, 3))
    sent = submitted(cast, cast.tan_an, MAY, {key(first): number(7), key(second): number(8)}, now, SIXTY)
    minh = SheetPage.open(cast.minh, cast.tan_an, MAY, SIXTY)
    assert set(ticks(minh)) == {first, second}
    assert [name for name in minh.form.fields if name.startswith("ly-do:")] == [f"ly-do:{first}", f"ly-do:{second}"]
    minh.form.lists["tra-lai"] = [first, empty]
    minh.form.fields["ly-do"] = COMMON
    minh.press("send_back")
    assert "Đã trả lại 01 chỉ tiêu" in minh.text
    assert told(sent) == {first: COMMON}


def test_a_tick_at_a_line_left_empty_alone_sends_nothing_back(cast: Cast, now: datetime) -> None:
    publish(now, rows=1, columns=1)
    sent = submitted(cast, cast.tan_an, MAY, {key("FRC04[dong=d01]"): number(7)}, now, SIXTY)
    minh = SheetPage.open(cast.minh, cast.tan_an, MAY, SIXTY)
    minh.form.lists["tra-lai"] = ["FRC04[dong=d03]"]
    minh.form.fields["ly-do"] = COMMON
    assert minh.press("send_back").status_code == 422
    sent.refresh_from_db()
    assert (sent.stage, told(sent)) == ("submitted", {})
