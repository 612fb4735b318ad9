"""A period that has not begun is never "chưa báo cáo", missing or late: not on a page, in a total, a reminder, a file or a review."""

from __future__ import annotations

import csv
import re
from collections.abc import Callable
from datetime import date, datetime
from io import StringIO
from pathlib import Path

import pytest
from django.urls import reverse

from binhyen.analytics.answers import missing_units, totals
from binhyen.cli import consolidate
from binhyen.collection.actions.workbooks import keep_layout
from binhyen.collection.queries.reminders import reminders_for
from binhyen.directives.models import SourceText
from binhyen.directives.queries import programme_by_code
from binhyen.figures.actions import programme_reads
from binhyen.figures.models import Period
from binhyen.foundation.span import Span
from binhyen.reviews.material import Kind
from binhyen.reviews.queries.material import material
from binhyen.web.figures.addresses import span_text
from tests.api.conftest import Program
from tests.api.conftest import program as program  # a fixture
from tests.cast import Cast, approved, key, month_cells
from tests.journeys.busy_province import month, other_layout
from tests.web.pages import signed_in
from tests.web.texts_of_ours import decide, page_of, paste

TODAY = date(2026, 11, 20)
DECEMBER = Span(date(2026, 12, 1), date(2026, 12, 31))
NEXT = Span(date(2027, 1, 1), date(2027, 6, 30))
RUNNING = Span(date(2026, 7, 1), date(2026, 12, 31))
NAMES = re.compile(r"tháng 12 năm 2026|tháng 12/2026|T12/2026|tháng \d+ năm 2027|tháng (đầu|cuối) năm 2027")
MISSING = re.compile(
    r"chưa báo cáo|chưa gửi|chưa có (số liệu|báo cáo)|chưa nhập|quá hạn|chậm|còn thiếu|\b0+/", re.IGNORECASE
)
PATROLS = key("FRC04")


def words(content: bytes) -> str:
    """What the page itself says; of a file, all of it."""
    text = content.decode("utf-8", "replace")
    main = re.search(r"<main.*?</main>", text, re.DOTALL)
    return " ".join(re.sub(r"<[^>]+>", " ", main[0] if main else text).split())


@pytest.fixture
def ahead(cast: Cast, now: datetime) -> list[str]:
    """Each address that can be asked about December, which somebody has already made a period of; July was reported."""
    for span in (DECEMBER, NEXT):
        Period.objects.create(starts_on=span.start, ends_on=span.last)
    approved(cast, cast.tan_an, month(7), month_cells(), now)
    layout = keep_layout(name="Mẫu", content=other_layout(), owner=cast.province, actor=cast.minh, now=now)
    found = []
    for form, span in (("BC-THANG", DECEMBER), ("BC-6T", NEXT)):
        for name in (
            "figure_sheet", "report_paper", "report_paper_docx", "report_progress", "report_words", "report_workbook",
            "report_workbook_template",
        ):  # fmt: skip
            found.append(reverse(name, args=[form, "thu-tan-an", span]))
        found += [reverse(name, args=[form, "thu-tan-an", span, "FRC04"]) for name in ("figure_line", "line_extras")]
        asked = span_text(span)
        found += [
            reverse("figure_close", args=[form, "thu", span]), f"{reverse('figures')}?bieu={form}&ky={asked}",
            f"{reverse('board', args=['thu'])}?ky={asked}", f"{reverse('board', args=['thu-tan-an'])}?ky={asked}",
            f"{reverse('board_csv', args=['thu'])}?ky={asked}", f"{reverse('timeliness')}?ngay={span.last}",
            f"{reverse('timeliness_xlsx')}?ngay={span.last}", f"{reverse('urging_letter', args=[form])}?tu={span.start}",
            reverse("explanation", args=["COM04", "thu", span]),
            *(f"{reverse('layout_filled', args=[layout.pk])}?don-vi={uid}&ky={asked}" for uid in ("thu", "thu-tan-an")),
        ]  # fmt: skip
    return [*found, reverse("work"), reverse("requests"), reverse("calendar"), reverse("activities")]


@pytest.mark.parametrize("who", ["lan", "minh", "quan"])
def test_no_page_says_that_a_report_to_come_is_missing(cast: Cast, ahead: list[str], who: str) -> None:
    client = signed_in(getattr(cast, who))
    answers = {there: client.get(there) for there in ahead}
    told = {there: words(answer.content) for there, answer in answers.items() if answer.status_code != 404}
    assert [there for there, said in told.items() if NAMES.search(said) and MISSING.search(said)] == []
    assert {answer.status_code for there, answer in answers.items() if "mau-xuat" in there} == {404}
    assert len(told) > 4


def test_the_same_pages_say_so_of_a_month_that_is_over(cast: Cast, ahead: list[str]) -> None:
    """So that the words looked for above are the words that pages use."""
    client = signed_in(cast.minh)
    october = span_text(month(10))
    asked = [there.replace(span_text(DECEMBER), october) for there in ahead]
    over = [words(client.get(there).content) for there in asked if october in there and ".docx" not in there]
    assert sum("tháng 10 năm 2026" in said and bool(MISSING.search(said)) for said in over) >= 5


def test_totals_expect_nothing_of_periods_that_have_not_begun(
    cast: Cast, ahead: list[str], program: Callable[..., Program]
) -> None:
    expected = {DECEMBER: 0, RUNNING: 15, Span(date(2026, 1, 1), date(2026, 12, 31)): 33, NEXT: 0}
    for span, most in expected.items():
        assert totals(cast.province, [PATROLS], span, today=TODAY).rows[PATROLS].expected == most
        told = program(cast.minh).get("totals", unit="thu", lines="FRC04", period=span_text(span)).json()
        assert told["totals"][0]["expected"] == most
    lacking = missing_units(cast.province, [PATROLS], RUNNING, today=TODAY)
    assert {len(spans) for spans in lacking.values()} == {4, 5}
    # The day on which it begins it is owed.
    assert totals(cast.province, [PATROLS], DECEMBER, today=DECEMBER.start).rows[PATROLS].expected == 3


def test_the_board_of_a_running_half_year_counts_the_months_that_have_begun(cast: Cast, ahead: list[str]) -> None:
    desk = signed_in(cast.minh)
    page = words(desk.get(f"{reverse('board', args=['thu'])}?ky={span_text(RUNNING)}").content)
    assert "1/15 báo cáo" in page
    assert "/18 báo cáo" not in page
    rows = csv.DictReader(
        StringIO(desk.get(f"{reverse('board_csv', args=['thu'])}?ky={span_text(RUNNING)}").content.decode())
    )
    owed = {row["Chỉ tiêu thống kê"]: row["6 tháng cuối năm 2026: phải báo cáo"] for row in rows}
    assert owed["Lượt tuần tra, canh gác"] == "15"


def test_nobody_owes_a_program_anything_for_a_day_to_come(
    cast: Cast, ahead: list[str], program: Callable[..., Program]
) -> None:
    them = program(cast.minh)
    # The half-year that runs ends on the same day as December: it is owed, December is not.
    owed = them.get("obligations", on="2026-12-31", limit=100).json()["items"]
    assert {one["form"] for one in owed} == {"BC-6T"}
    assert them.get("obligations", on="2027-01-31").json()["items"] == []
    assert {one["form"] for one in them.get("obligations", on="2026-11-30").json()["items"]} == {"BC-THANG"}


def test_nobody_is_reminded_of_a_period_that_has_not_begun(cast: Cast) -> None:
    for day in (TODAY, date(2026, 11, 30)):
        found = [one for who in (cast.lan, cast.binh, cast.minh) for one in reminders_for(who, day)]
        assert found
        assert all(one.span.start <= day for one in found)


def test_a_provisional_review_names_nobody_for_a_month_to_come(cast: Cast, ahead: list[str], now: datetime) -> None:
    programme = programme_by_code("CTPH-09")
    programme_reads(programme=programme, indicators=["FRC04"], actor=None, now=now)
    found = material(
        review="1", programme=programme, unit=cast.province, span=RUNNING, kind=Kind.INTERIM, today=TODAY, seq=10**9,
        provisional=True, demo=False,
    )  # fmt: skip
    absent = {one.unit: one.period for one in found.absent}
    assert absent["Xã Tân An"] == "tháng 8 năm 2026, tháng 9 năm 2026, tháng 10 năm 2026 và các kỳ khác (4 kỳ)"
    assert absent["Xã Tân Cường"].endswith("(5 kỳ)")
    (line,) = [line for line in found.lines if str(line.measure.code) == "FRC04" and not line.breakdown]
    assert (line.whole.coverage.reported, line.whole.coverage.expected) == (1, 15)


@pytest.mark.parametrize("wide", [False, True])
def test_a_period_to_come_is_not_consolidated(
    cast: Cast, tmp_path: Path, wide: bool, capsys: pytest.CaptureFixture[str]
) -> None:
    folder = tmp_path / "tep"
    folder.mkdir()
    (folder / "rong.xlsx").write_bytes(other_layout())
    asked = [str(folder / "rong.xlsx" if wide else folder), "--form", "BC-THANG", "--period", "2026-12", "--jobs", "1"]
    assert consolidate.main([*asked, "--out", str(tmp_path / "ra.sqlite")]) == 2
    said = capsys.readouterr()
    assert "chưa bắt đầu" in said.err
    assert not MISSING.search(said.out)


def test_a_figure_of_a_period_to_come_is_used_neither_alone_nor_with_the_others(cast: Cast) -> None:
    text = "Trong tháng 5 năm 2026, toàn tỉnh tổ chức 45 buổi tuyên truyền.\n"
    text += "Trong tháng 12 năm 2026, toàn tỉnh tổ chức 46 buổi tuyên truyền.\n"
    paste(cast.nam, text=text)
    source, nam = SourceText.objects.get(), signed_in(cast.nam)
    together = page_of(source, "su-dung-nhieu/")
    shown = re.sub(r"<[^>]+>|\s+", " ", nam.get(f"{together}?tin-cay=0,7").content.decode())
    assert re.search(r"46\s+kỳ số liệu chưa bắt đầu", shown)
    refused = decide(nam, source, "46 buổi", "accept")
    assert refused.status_code == 422
    assert "Kỳ 01/12/2026 - 31/12/2026 chưa bắt đầu." in refused.content.decode()
    assert decide(nam, source, "45 buổi", "accept").status_code == 302
