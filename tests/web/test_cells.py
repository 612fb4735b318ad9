"""Cells saved while a person types: each answered by itself, the same checks as on the page, and nothing else let in."""

from __future__ import annotations

import json
import re
from datetime import date, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from binhyen import web
from binhyen.figures.actions import close_period, save_cells, send_back
from binhyen.figures.models import DraftCell, Period, Submission
from binhyen.figures.rules.cells import CellValue, Qualifier, State
from binhyen.foundation.models import AuditEntry
from binhyen.foundation.span import Span
from binhyen.organisation.actor import Actor
from binhyen.web.figures.addresses import sheet_url
from binhyen.web.figures.cells import LARGEST
from tests.cast import Cast, approved, entered, key, month_cells, number, submitted
from tests.journeys.wide_forms import SIXTY, WIDE, publish
from tests.web.pages import SheetPage, form_of, signed_in

if TYPE_CHECKING:
    from django.test.client import _MonkeyPatchedWSGIResponse as Response

MAY = Span(date(2026, 5, 1), date(2026, 5, 31))


class Typing:
    """One person's page that sends cells while they type."""

    def __init__(self, actor: Actor, cast: Cast, span: Span = MAY, form: str = "BC-THANG") -> None:
        self.client: Client = signed_in(actor)
        self.url = sheet_url(form, cast.tan_an, span) + "o-nhap/"

    def send(self, cells: dict[str, Any], **more: Any) -> Response:
        return self.raw(json.dumps({"request_id": "1", "cells": cells, **more}))

    def raw(self, body: str | bytes) -> Response:
        return self.client.post(self.url, body, content_type="application/json")

    def cells(self, cells: dict[str, Any]) -> dict[str, Any]:
        answer = self.send(cells)
        assert answer.status_code == 200, answer.content
        found: dict[str, Any] = answer.json()["cells"]
        return found


def kept() -> dict[str, CellValue]:
    return {str(d.key): d.content for d in DraftCell.objects.select_related("indicator")}


def test_a_cell_comes_back_as_the_server_reads_it(cast: Cast) -> None:
    found = Typing(cast.lan, cast).cells(
        {
            "COM04": {"text": "1474", "seen": 0},
            "COM05": {"text": "ước 120", "seen": 0},
            "FRC04": {"text": "-", "seen": 0},
            "FRC05": {"text": "", "kind": "not_applicable", "reason": "không có tổ tuần tra", "seen": 0},
        }
    )
    assert (found["COM04"]["text"], found["COM04"]["seen"]) == ("1.474", 1)
    assert (found["COM05"]["text"], found["COM05"]["kind"]) == ("120", "estimate")
    assert (found["FRC04"]["text"], found["FRC04"]["kind"]) == ("", "nothing_arose")
    assert kept()["COM05"] == CellValue(State.REPORTED, 120, None, Qualifier.ESTIMATE)
    assert kept()["FRC05"].reason == "không có tổ tuần tra"


def test_a_cell_that_cannot_be_read_keeps_no_other_from_being_saved(cast: Cast) -> None:
    found = Typing(cast.lan, cast).cells(
        {"COM04": {"text": "1.5", "seen": 0}, "FRC04": {"text": "30", "seen": 0}, "XYZ99": {"text": "1", "seen": 0}}
    )
    assert "có thể hiểu hai cách" in found["COM04"]["error"]
    assert 'id="own-COM04"' in found["COM04"]["row"]
    assert found["XYZ99"]["error"] == "Biểu BC-THANG không có chỉ tiêu XYZ99."
    assert kept() == {"FRC04": number(30)}


def test_what_cannot_be_read_begins_no_report(cast: Cast) -> None:
    assert "error" in Typing(cast.lan, cast).cells({"COM04": {"text": "mười", "seen": 0}})["COM04"]
    assert not Submission.objects.exists()


def test_two_people_on_one_cell_both_see_both_values_and_one_chooses(cast: Cast, now: datetime) -> None:
    report = entered(cast, cast.tan_an, MAY, {key("COM04"): number(10)}, now)
    save_cells(report, {key("COM04"): number(11)}, seen={key("COM04"): 1}, actor=cast.lan, now=now)
    lan = Typing(cast.lan, cast)
    found = lan.cells({"COM04": {"text": "14", "seen": 1}, "MED03": {"text": "5", "seen": 0}})
    assert "Số đang lưu là “11”, số của đồng chí là “14”" in found["COM04"]["error"]
    assert (found["COM04"]["theirs"]["text"], found["COM04"]["theirs"]["seen"]) == ("11", 2)
    assert "Giữ số đang lưu: 11" in found["COM04"]["row"]
    assert "Dùng số của đồng chí: 14" in found["COM04"]["row"]
    assert kept() == {"COM04": number(11), "MED03": number(5)}
    assert lan.cells({"COM04": {"text": "14", "seen": 2}})["COM04"]["seen"] == 3


def test_the_same_request_twice_saves_once(cast: Cast) -> None:
    lan = Typing(cast.lan, cast)
    first, again = (lan.cells({"COM04": {"text": "10", "seen": 0}}) for _ in range(2))
    assert first == again
    assert DraftCell.objects.get().seen_version == 1


def test_the_answer_brings_the_findings_with_their_arithmetic_and_the_counts(cast: Cast, now: datetime) -> None:
    entered(cast, cast.tan_an, MAY, month_cells(), now)
    lan = Typing(cast.lan, cast)
    found = lan.send({"COM04": {"text": "12", "seen": 1}}).json()
    assert "10 + 0 + 0 + 0 = 10 ≠ 12" in found["rows"]["COM04"]
    assert found["tones"]["COM04"] == "cell-err"
    assert found["groups"]["1"] == "10/10"
    assert "01 chưa khớp" in found["dock"]
    page = SheetPage.open(cast.lan, cast.tan_an, MAY).text
    assert "10 + 0 + 0 + 0 = 10 ≠ 12" in page
    assert lan.send({"COM04": {"text": "10", "seen": 2}}).json()["rows"] == {}


def test_what_is_entered_here_is_counted_alike_in_headline_groups_and_bar_and_the_state_follows(cast: Cast) -> None:
    half = Span(date(2026, 1, 1), date(2026, 6, 30))
    page = SheetPage.open(cast.lan, cast.tan_an, half, "BC-6T").text
    of_groups = re.findall(r'data-group="\d+">0/(\d+)<', page)
    assert sum(map(int, of_groups)) == 33
    assert "<b>0/33 chỉ tiêu</b>" in page
    assert "chưa nhập, 33 chỉ tiêu (04 chỉ tiêu không bắt buộc).</h1>" in page
    assert len(re.findall(r"data-state>.{1,200}Chưa nhập</span>", page)) == 2
    found = Typing(cast.lan, cast, half, "BC-6T").send({"LDR01": {"text": "8", "seen": 0}}).json()
    assert found["cells"]["LDR01"]["stamp"], found
    assert found["headline"].endswith("còn 32 chỉ tiêu chưa nhập (04 chỉ tiêu không bắt buộc).")
    assert "<b>1/33 chỉ tiêu</b>" in found["dock"]
    assert sum(int(done.split("/")[0]) for done in found["groups"].values() if "/" in done) == 1
    assert "Đang nhập" in found["state"]


def test_a_reason_typed_beside_a_warning_waits_for_presenting(cast: Cast, now: datetime) -> None:
    june = Span(date(2026, 6, 1), date(2026, 6, 30))
    approved(cast, cast.tan_an, MAY, month_cells(), now)
    entered(cast, cast.tan_an, june, month_cells(patrols=90), now)
    page = SheetPage.open(cast.lan, cast.tan_an, june)
    names = [name for name in page.form.fields if name.startswith("reason:")]
    assert names
    reasons = {name.removeprefix("reason:"): "tăng cường dịp lễ" for name in names} | {"R0:khác": "x" * 500}
    body = json.dumps({"request_id": "1", "cells": {}, "reasons": reasons})
    assert page.client.post(page.url + "o-nhap/", body, content_type="application/json").status_code == 200
    assert form_of(page.client.get(page.url)).fields[names[0]] == "tăng cường dịp lễ"


@pytest.mark.parametrize(
    "body",
    [
        "", "{", "[]", '{"cells": []}', '{"cells": {"COM04": 5}}', '{"cells": {"COM04": {"text": 5}}}',
        '{"cells": {"COM04": {"text": "1", "seen": true}}}', '{"cells": {"COM04": {"text": "1", "seen": -1}}}',
        '{"cells": {"COM04": {"text": "1", "seen": NaN}}}', '{"cells": {"COM04": {"text": "1", "kind": "x"}}}',
        '{"cells": {"COM04": {"text": "1"}, "COM04": {"text": "2"}}}', '{"cells": {}, "cells": {}}',
        '{"cells": {"COM04": {"text": "\\u0000"}}}', '{"cells": {"COM04": {"text": "\\ud800"}}}',
        '{"cells": {"COM04": {"text": "' + "1" * 301 + '"}}}', "[" * 100_000, '{"cells": {}, "reasons": []}',
        '{"cells": {"COM04": {"seen": ' + "9" * 5000 + "}}}",
    ],
)  # fmt: skip
def test_a_body_that_is_none_is_refused_with_a_sentence_and_keeps_nothing(cast: Cast, body: str) -> None:
    answer = Typing(cast.lan, cast).raw(body)
    assert answer.status_code == 400
    assert answer.json()["error"]
    assert not DraftCell.objects.exists()


def test_bytes_that_are_no_text_and_bodies_above_four_megabytes_are_refused(cast: Cast) -> None:
    lan = Typing(cast.lan, cast)
    assert lan.raw(b"\xff\xfe").status_code == 400
    assert lan.raw(b" " * (LARGEST + 1)).status_code == 413


def test_what_the_script_sends_at_once_holds_forty_thousand_figures_and_fits_into_one_body() -> None:
    script = (Path(web.__file__).parent / "static" / "web" / "saving.js").read_text()
    room = int(next(iter(re.findall(r"AT_ONCE = (\d+)", script))))
    cell = len(json.dumps({"text": "1000", "seen": 0}, separators=(",", ":")))
    one = 8 + len("FRC05[cot=c001;hang=h0001]") + cell + 2 * len("1000")  # as the script reckons it
    assert 40_000 * one < room < LARGEST - 100_000  # the rest is for reasons beside findings


def test_who_may_not_enter_saves_nothing_and_a_closed_or_sent_report_says_so(cast: Cast, now: datetime) -> None:
    cell = {"COM04": {"text": "99", "seen": 0}}
    for outsider in (cast.tuan, cast.officers[cast.tan_binh.pk], cast.quan):
        assert Typing(outsider, cast).send(cell).status_code == 404
    assert Typing(cast.minh, cast).send(cell).status_code == 403
    assert not Submission.objects.exists()
    submitted(cast, cast.tan_an, MAY, month_cells(), now)
    assert Typing(cast.lan, cast).send({"COM04": {"text": "99", "seen": 1}}).status_code == 409
    june = Span(date(2026, 6, 1), date(2026, 6, 30))
    approved(cast, cast.tan_binh, june, month_cells(), now)
    period = Period.objects.get(starts_on=june.start)
    close_period(form_code="BC-THANG", province=cast.province, period=period, actor=cast.minh, now=now)
    answer = Typing(cast.lan, cast, june).send(cell)
    assert answer.status_code == 409
    assert "đã chốt số liệu" in answer.json()["error"]


def test_nothing_arose_for_a_section_is_logged(cast: Cast) -> None:
    page = SheetPage.open(cast.lan, cast.tan_an, MAY)
    page.press("none:3")
    entry = AuditEntry.objects.get(verb="figures.nothing_arose")
    assert entry.object == f"submission:{Submission.objects.get().pk}"
    assert entry.user_id == cast.lan.user.pk
    assert len(kept()) == 4


def test_more_cells_put_no_more_questions(cast: Cast, now: datetime) -> None:
    publish(now, rows=30, columns=6)
    counts = []
    for month, rows in ((3, 2), (4, 30)):
        span = Span(date(2026, month, 1), date(2026, month, 30))
        span = span if month == 4 else Span(date(2026, 3, 1), date(2026, 3, 31))
        page = Typing(cast.lan, cast, span, WIDE)
        cells = {
            f"FRC05[{f'cot=c{c:02d};' if c else ''}hang=h{r:03d}]": {"text": str(r * c), "seen": 0}
            for r in range(1, rows + 1)
            for c in range(6)
        }
        page.client.get("/")
        with CaptureQueriesContext(connection) as asked:
            assert not any("error" in cell for cell in page.cells(cells).values())
        counts.append(len(asked))
    assert counts[1] <= counts[0] + 2, counts  # rows are written in batches
    assert DraftCell.objects.count() == 12 + 180


def test_a_form_with_columns_is_a_wide_table_that_posts_without_scripts(cast: Cast, now: datetime) -> None:
    publish(now, rows=30, columns=6)
    lan = SheetPage.open(cast.lan, cast.tan_an, MAY, WIDE)
    assert lan.text.count("eg-wide") == 1
    lan.type("FRC05[cot=c01;hang=h002]", "ước 1200")
    lan.type("FRC05[hang=h002]", "-")
    assert lan.press("save").status_code == 200
    assert lan.form.fields["v:FRC05[cot=c01;hang=h002]"] == "≈ 1.200"
    assert lan.form.fields["v:FRC05[hang=h002]"] == "-"
    assert len(kept()) == 2


def test_a_wide_form_of_many_cells_is_entered_part_by_part_without_scripts(cast: Cast, now: datetime) -> None:
    publish(now, rows=120, columns=6)
    lan = SheetPage.open(cast.lan, cast.tan_an, MAY, WIDE)
    assert not any(name.startswith("s:") for name in lan.form.fields)
    assert "Mở từng phần để nhập" in lan.text
    lan.url += "?phan=2"
    lan.response = lan.client.get(lan.url)
    lan.form = form_of(lan.response)
    assert 0 < sum(name.startswith("s:") for name in lan.form.fields) <= 400
    lan.type("FRC05[hang=h070]", "7")
    lan.press("save")
    assert "phan-2" in lan.text
    assert "phan-1" not in lan.text
    assert kept() == {"FRC05[hang=h070]": number(7)}


def test_one_line_has_a_page_of_its_own_with_kinds_history_and_readers(cast: Cast, now: datetime) -> None:
    approved(cast, cast.tan_an, Span(date(2026, 4, 1), date(2026, 4, 30)), month_cells(), now)
    client = signed_in(cast.lan)
    url = sheet_url("BC-THANG", cast.tan_an, MAY)
    page = client.get(f"{url}chi-tieu/FRC04/")
    assert page.status_code == 200
    text = page.content.decode()
    assert "tháng 4 năm 2026" in text
    form = form_of(page)
    form.fields |= {"v:FRC04": "", "k:FRC04": "not_applicable", "r:FRC04": "không có tổ"}
    assert client.post(url, form.data("save")).status_code == 302
    assert kept()["FRC04"].state is State.NOT_APPLICABLE
    assert client.get(f"{url}chi-tieu/KHAC/").status_code == 404
    assert signed_in(cast.tuan).get(f"{url}chi-tieu/FRC04/").status_code == 404
    assert "<html" not in client.get(f"{url}chi-tieu/FRC04/", headers={"HX-Request": "true"}).content.decode()


def test_an_emptied_cell_is_silent_while_typing_as_one_never_entered(cast: Cast, now: datetime) -> None:
    entered(cast, cast.tan_an, MAY, month_cells(), now)
    lan = Typing(cast.lan, cast)
    whole = lan.send({"MED03": {"text": "", "seen": 1}}).json()
    part = lan.send({"COM04[host_org=ca]": {"text": "", "seen": 1}}).json()
    assert whole["cells"]["MED03"]["kind"] == part["cells"]["COM04[host_org=ca]"]["kind"] == "reported"
    assert "MED03" not in whole["rows"]
    assert "COM04" not in part["rows"]
    page = SheetPage.open(cast.lan, cast.tan_an, MAY)
    assert page.form.fields["k:MED03"] == "reported"
    assert "Đề nghị nêu lý do" not in page.text
    page.press("present")
    assert "hoặc nêu lý do chưa có số liệu" in page.text


def test_a_line_that_another_form_collects_says_where_it_comes_from(cast: Cast, now: datetime) -> None:
    half = Span(date(2026, 1, 1), date(2026, 6, 30))
    page = SheetPage.open(cast.lan, cast.tan_an, half, "BC-6T")
    assert 'readonly data-lock="lấy từ Báo cáo tháng"' in page.text


def test_a_returned_line_that_was_changed_is_counted_as_corrected(cast: Cast, now: datetime) -> None:
    sent = submitted(cast, cast.tan_an, MAY, month_cells(), now)
    send_back(sent, cells=[key("FRC04"), key("MED03")], reason="Đối chiếu sổ.", actor=cast.minh, now=now)
    seen = {str(draft.key): draft for draft in DraftCell.objects.select_related("indicator")}
    lan, was = Typing(cast.lan, cast), seen["FRC04"].content
    assert was.value is not None
    assert "02 chỉ tiêu phải chỉnh lý." in SheetPage.open(cast.lan, cast.tan_an, MAY).text
    found = lan.send({"FRC04": {"text": str(was.value + 1), "seen": seen["FRC04"].seen_version}}).json()
    assert "đã sửa 01/02" in found["headline"]
    assert "đã sửa 01/02" in found["dock"]
    assert f"Đã sửa, số đã gửi: {was.value}." in found["rows"]["FRC04"]
    assert "Đã sửa" not in found["rows"]["MED03"]
    again = {"FRC04": {"text": str(was.value), "seen": seen["FRC04"].seen_version + 1}}
    assert "đã sửa" not in lan.send(again).json()["headline"]


def test_of_sixty_lines_three_come_back_and_fifty_seven_can_only_be_read(cast: Cast, now: datetime) -> None:
    publish(now, rows=1, columns=1)
    sixty = {key(f"FRC04[dong=d{n:02d}]"): number(n) for n in range(1, 61)}
    sent = submitted(cast, cast.tan_an, MAY, sixty, now, SIXTY)
    back = [key(f"FRC04[dong=d{n:02d}]") for n in (7, 30, 60)]
    send_back(sent, cells=back, reason="Đối chiếu sổ.", actor=cast.minh, now=now)
    page = signed_in(cast.lan).get(sheet_url(SIXTY, cast.tan_an, MAY)).content.decode()
    inputs = re.findall(r'<input name="v:([^"]+)"([^>]*)>', page)
    assert sorted(name for name, rest in inputs if " readonly" not in rest) == sorted(map(str, back))
    assert sum(" readonly" in rest for _, rest in inputs) == 57
    refused = Typing(cast.lan, cast, MAY, SIXTY).send({"FRC04[dong=d08]": {"text": "99", "seen": 1}}).json()
    assert refused["cells"]["FRC04[dong=d08]"]["error"]
    assert DraftCell.objects.get(breakdown="dong=d08").value == 8
