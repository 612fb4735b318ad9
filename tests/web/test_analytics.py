"""A province's page: coverage, states, boundaries, published beside collected, the way down to one cell, and who may look."""

from __future__ import annotations

import csv
import io
import re
import zipfile
from datetime import date, datetime
from pathlib import Path

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from binhyen.directives.actions import accept_citation
from binhyen.figures.actions import accept_figure, submit
from binhyen.figures.actions.readings import AcceptedFigure
from binhyen.figures.models import Cell, FormLine, Indicator
from binhyen.figures.queries.reports import findings_of
from binhyen.figures.rules.cells import CellKey, CellValue, Qualifier, State
from binhyen.foundation.span import Span
from binhyen.organisation.actor import Actor
from binhyen.organisation.models import Unit
from binhyen.web.figures.addresses import sheet_url
from tests.analytics.messages import read
from tests.cast import Cast, approved, month_cells, number, read_and_approve
from tests.web.pages import signed_in

MONTHS = [Span(date(2026, m, 1), date(2026, m, last)) for m, last in ((1, 31), (2, 28), (3, 31))]
FIRST_HALF = Span(date(2026, 1, 1), date(2026, 6, 30))
HALF = "?ky=2026-01-01_2026-06-30"


def board(cast: Cast, actor: Actor, query: str = HALF) -> str:
    answer = signed_in(actor).get(f"/theo-doi/{cast.province.uid}/{query}")
    assert answer.status_code == 200
    return re.sub(r"\s+", " ", answer.content.decode())


def row_of(page: str, label: str) -> str:
    """The table row whose first cell holds the label, without tags."""
    found = re.search(rf'<tr> ?<th scope="row">(?:<a [^>]*>)?{re.escape(label)}.*?</tr>', page)
    assert found, label
    return re.sub(r"<[^>]+>", " ", found[0])


@pytest.fixture
def reported(cast: Cast, now: datetime) -> Cast:
    """Two communes reported January; one of them February too, without anything arising."""
    approved(cast, cast.tan_an, MONTHS[0], month_cells(sessions=10, attendances=400), now)
    approved(cast, cast.tan_binh, MONTHS[0], month_cells(sessions=7, attendances=300), now)
    approved(cast, cast.tan_an, MONTHS[1], month_cells(sessions=0, attendances=0, patrols=0, accepted=0), now)
    return cast


def test_every_total_says_how_much_of_what_is_owed_it_covers(reported: Cast) -> None:
    page = board(reported, reported.nam)
    assert "0/3 xã, phường có số liệu đã phê duyệt." in page
    row = row_of(page, "Buổi tuyên truyền")
    assert re.search(r"\b17\b.*\b3/18\b", row), row


def test_no_number_is_never_a_zero(reported: Cast) -> None:
    page = board(reported, reported.nam)
    assert "chưa có số liệu" in row_of(page, "Văn bản lãnh đạo")
    february = board(reported, reported.nam, HALF)
    assert "chưa có số liệu" in row_of(february, "Xã Tân Cường")


def test_communes_stand_in_order_of_names_and_lead_down_to_the_cell(reported: Cast) -> None:
    page = board(reported, reported.nam, HALF + "&chi-tieu=COM04")
    names = re.findall(r"theo-doi/thu-tan-[a-z]+/[^>]*>([^<]+)</a>", page)
    assert [n for n in names if n[0] in "XP"][:3] == ["Xã Tân An", "Phường Tân Bình", "Xã Tân Cường"]
    cell = Cell.objects.get(unit=reported.tan_binh, indicator__code="COM04", breakdown="")
    assert f'href="/so-lieu/o/{cell.pk}/">7</a>' in page
    own = signed_in(reported.nam).get(f"/theo-doi/{reported.tan_an.uid}/{HALF}").content.decode()
    assert "T1/2026" in own
    first = Cell.objects.get(
        unit=reported.tan_an, indicator__code="COM04", breakdown="", period__starts_on=date(2026, 1, 1)
    )
    assert f'href="/so-lieu/o/{first.pk}/">10</a>' in own


def test_units_without_an_approved_report_are_listed(reported: Cast) -> None:
    page = board(reported, reported.nam)
    assert "Đơn vị chưa có báo cáo được phê duyệt" in page
    assert "Xã Tân Cường" in page.partition("Đơn vị chưa có báo cáo được phê duyệt")[2]


def test_boundaries_are_a_choice_in_the_address(reported: Cast) -> None:
    as_reported, today = board(reported, reported.nam), board(reported, reported.nam, HALF + "&dia-gioi=hien-nay")
    assert "Theo địa giới tại thời điểm báo cáo" in as_reported
    assert re.search(r'aria-current="true"><span>Theo địa giới tại thời điểm báo cáo', as_reported)
    assert re.search(r'aria-current="true"><span>Theo địa giới hiện nay', today)
    assert '<input type="hidden" name="dia-gioi" value="hien-nay">' in today


def published(cast: Cast, value: int, qualifier: Qualifier, now: datetime) -> None:
    source = accept_citation(title="Báo cáo của tỉnh", unit=cast.province, key="báo cáo", actor=cast.nam, now=now)
    figure = AcceptedFigure(
        keys=[CellKey("COM04")], content=CellValue(State.REPORTED, value, None, qualifier), is_percent=False,
        unit=cast.province, span=Span(date(2026, 1, 1), date(2026, 6, 30)), place="đoạn 2", quote=f"{value} buổi",
    )  # fmt: skip
    report = accept_figure(source, figure, actor=cast.nam, now=now)
    reasons = {f.id: "theo văn bản" for f in findings_of(report, today=now.date())}
    submit(report, reasons=reasons, actor=cast.nam, now=now)
    read_and_approve(report, actor=cast.minh, now=now)


def test_a_published_figure_stands_beside_the_collected_total_with_the_difference(
    reported: Cast, now: datetime
) -> None:
    published(reported, 20, Qualifier.EXACT, now)
    page = board(reported, reported.nam).partition("Số liệu công bố trong văn bản")[2]
    row = row_of(page, "Buổi tuyên truyền")
    assert re.search(r"\b20\b.*\b17\b.*\b3/18\b.*\+3\b", row), row
    assert "Báo cáo của tỉnh" in row


def test_no_difference_is_reckoned_from_a_hedge(reported: Cast, now: datetime) -> None:
    published(reported, 20, Qualifier.OVER, now)
    row = row_of(board(reported, reported.nam).partition("Số liệu công bố trong văn bản")[2], "Buổi tuyên truyền")
    assert "trên 20" in row
    assert "+3" not in row


def test_who_may_look(reported: Cast) -> None:
    province, commune = f"/theo-doi/{reported.province.uid}/", f"/theo-doi/{reported.tan_an.uid}/"
    codes = {
        who: (signed_in(actor).get(province).status_code, signed_in(actor).get(commune).status_code)
        for who, actor in {
            "nam": reported.nam, "hoa": reported.hoa, "quan": reported.quan, "lan": reported.lan,
            "tuan": reported.tuan, "admin": reported.admin,
        }.items()
    }  # fmt: skip
    assert codes == {
        "nam": (200, 200), "hoa": (200, 200), "quan": (200, 200), "lan": (404, 200),
        "tuan": (404, 404), "admin": (404, 404),
    }  # fmt: skip
    for file in ("bang.csv", "sdmx.zip"):
        assert signed_in(reported.tuan).get(province + file).status_code == 404
        assert signed_in(reported.lan).get(commune + file).status_code == 404
    sibling = f"/theo-doi/{reported.tan_binh.uid}/"
    assert signed_in(reported.lan).get(sibling).status_code == 404
    assert signed_in(reported.lan).get("/theo-doi/")["Location"] == commune
    assert "Tỉnh Thử" in signed_in(reported.quan).get("/theo-doi/").content.decode()


def test_the_table_leaves_with_plain_digits_and_the_right_letters(reported: Cast) -> None:
    answer = signed_in(reported.nam).get(f"/theo-doi/{reported.province.uid}/bang.csv{HALF}")
    text = answer.content.decode("utf-8")
    assert text.startswith("\ufeff")
    rows = list(csv.reader(io.StringIO(text.removeprefix("\ufeff"))))
    by_code = {row[0]: row for row in rows}
    assert by_code["COM05"][3:] == ["700", "", "3", "18"]
    assert by_code["LDR01"][3:] == ["", "", "0", "3"]


def test_the_figures_of_the_page_leave_as_sdmx_as_they_were_reported(reported: Cast, tmp_path: Path) -> None:
    page = f"/theo-doi/{reported.province.uid}/"
    answer = signed_in(reported.nam).get(f"{page}sdmx.zip{HALF}")
    assert answer["Content-Disposition"] == 'attachment; filename="sdmx-BC-6T-2026-01-01-2026-06-30.zip"'
    with zipfile.ZipFile(io.BytesIO(answer.content)) as made:
        made.extractall(tmp_path)
    told = [one for one in read(tmp_path) if (one.indicator, one.parts) == ("COM05", ())]
    assert (sum(int(one.value) for one in told if one.value), len(told)) == (700, 18)
    link = f'href="{page}sdmx.zip?'
    assert link in signed_in(reported.nam).get(page + HALF).content.decode()
    assert link not in signed_in(reported.nam).get(f"{page}{HALF}&dia-gioi=hien-nay").content.decode()


def test_no_cell_of_the_table_is_taken_for_a_formula(reported: Cast) -> None:
    labels = ("=1+1", "+84", "-2", "@SUM(A1)", "\tx")
    lines = FormLine.objects.filter(
        breakdown="", version__code="BC-6T", indicator__in=Indicator.objects.filter(decimals=0)
    )
    for line, label in zip(lines, labels, strict=False):
        FormLine.objects.filter(pk=line.pk).update(label=label)
    answer = signed_in(reported.nam).get(f"/theo-doi/{reported.province.uid}/bang.csv{HALF}")
    cells = [cell for row in csv.reader(io.StringIO(answer.content.decode("utf-8-sig"))) for cell in row]
    assert {f"'{label}" for label in labels} <= set(cells)
    assert [cell for cell in cells if cell.startswith(("=", "+", "-", "@", "\t", "\r"))] == []


def test_more_reports_do_not_mean_more_queries(reported: Cast, now: datetime) -> None:
    client, url = signed_in(reported.nam), f"/theo-doi/{reported.province.uid}/{HALF}"

    def queries() -> int:
        with CaptureQueriesContext(connection) as caught:
            client.get(url)
        return len(caught)

    queries()
    few = queries()
    for unit in (reported.tan_binh, reported.tan_cuong):
        for month in MONTHS[1:]:
            approved(reported, unit, month, month_cells(), now)
    assert queries() == few


def test_a_province_without_forms_shows_what_texts_say_of_it(cast: Cast) -> None:
    page = signed_in(cast.quan).get(f"/theo-doi/{cast.elsewhere.uid}/").content.decode()
    assert "chưa có số liệu" in page


def tips_of(cast: Cast, numbers: list[int], now: datetime, *, line: str = "TIP01") -> None:
    """The half-year report of the communes, in order, with these numbers of one line; nothing else arose."""
    lines = FormLine.objects.filter(version__code="BC-6T", role=FormLine.COLLECTS).select_related("indicator")
    empty = {CellKey(one.indicator.code, one.breakdown): number(0) for one in lines}
    for unit, value in zip((cast.tan_an, cast.tan_binh, cast.tan_cuong), numbers, strict=False):
        approved(cast, unit, FIRST_HALF, {**empty, CellKey(line): number(value)}, now, "BC-6T")


def shown_everywhere(cast: Cast, actor: Actor, unit: Unit, line: str = "TIP01") -> list[str]:
    """What stands for the unit's number on the province's page, on its own, in its report and on the figure's page."""
    client = signed_in(actor)
    cell = Cell.objects.get(unit=unit, indicator__code=line, breakdown="", origin="")
    label = re.escape(FormLine.objects.get(version__code="BC-6T", indicator__code=line, breakdown="").label)
    above = row_of(board(cast, actor, HALF + f"&chi-tieu={line}").partition('id="don-vi"')[2], unit.last_name())
    own = re.sub(r"\s+", " ", client.get(f"/theo-doi/{unit.uid}/{HALF}").content.decode())
    report = re.sub(r"\s+", " ", client.get(sheet_url("BC-6T", unit, FIRST_HALF)).content.decode())
    figure = client.get(f"/so-lieu/o/{cell.pk}/").content.decode()
    rows = [above, *re.findall(rf'<tr(?! class="own-why)[^>]*>(?:(?!</tr>).)*{label}.*?</tr>', own + report)]
    rows.append(figure.partition("<h1")[2].partition("</h1>")[0])
    assert len(rows) == 4
    return [word_of(row) for row in rows]


def word_of(row: str) -> str:
    if "&lt;5 (không hiển thị)" in row:
        return "<5"
    return "không" if "không hiển thị" in re.sub(r"Số dưới 5 không hiển thị ngoài đơn vị", "", row) else "số"


def test_a_hidden_number_cannot_be_subtracted_from_the_total(cast: Cast, now: datetime) -> None:
    tips_of(cast, [3, 7, 40], now)
    assert re.search(r"\b50\b", row_of(board(cast, cast.quan), "Nguồn tin do quần chúng cung cấp"))
    assert set(shown_everywhere(cast, cast.quan, cast.tan_an)) == {"<5"}
    assert set(shown_everywhere(cast, cast.quan, cast.tan_binh)) == {"không"}
    assert set(shown_everywhere(cast, cast.quan, cast.tan_cuong)) == {"số"}
    for unit in (cast.tan_an, cast.tan_binh):
        assert set(shown_everywhere(cast, cast.nam, unit)) == {"số"}


@pytest.mark.parametrize(("numbers", "word"), [([3, 7, 40], "không"), ([9, 7, 40], "số")])
def test_todays_boundaries_hide_the_same(cast: Cast, now: datetime, numbers: list[int], word: str) -> None:
    tips_of(cast, numbers, now)
    page = board(cast, cast.quan, HALF + "&chi-tieu=TIP01&dia-gioi=hien-nay").partition('id="don-vi"')[2]
    assert word_of(row_of(page, "Phường Tân Bình")) == word


def test_two_hidden_numbers_need_no_third(cast: Cast, now: datetime) -> None:
    tips_of(cast, [3, 2, 40], now)
    assert set(shown_everywhere(cast, cast.quan, cast.tan_binh)) == {"<5"}
    assert set(shown_everywhere(cast, cast.quan, cast.tan_cuong)) == {"số"}


def test_a_total_of_one_hidden_number_is_hidden_with_it(cast: Cast, now: datetime) -> None:
    tips_of(cast, [3], now)

    def exported(actor: Actor) -> list[str]:
        text = signed_in(actor).get(f"/theo-doi/{cast.province.uid}/bang.csv{HALF}").content.decode("utf-8-sig")
        return next(row for row in csv.reader(io.StringIO(text)) if row[0] == "TIP01")[3:5]

    assert "không hiển thị" in row_of(board(cast, cast.quan), "Nguồn tin do quần chúng cung cấp")
    assert exported(cast.quan) == ["", "không hiển thị"]
    assert "không hiển thị" not in row_of(board(cast, cast.nam), "Nguồn tin do quần chúng cung cấp")
    assert exported(cast.nam)[0] == "3"


def test_a_number_that_tells_of_a_small_rest_is_hidden_on_every_page(cast: Cast, now: datetime) -> None:
    tips_of(cast, [98, 60, 70], now, line="CMT01")
    part = Cell.objects.get(unit=cast.tan_an, indicator__code="CMT01", origin="")
    households = Cell.objects.create(
        unit=cast.tan_an, period=part.period, indicator=Indicator.objects.get(code="CTX02"), breakdown="", origin=""
    )
    version = part.approved
    assert version is not None
    version.pk, version.cell, version.value = None, households, 100
    version.save()
    Cell.objects.filter(pk=households.pk).update(approved=version)
    assert set(shown_everywhere(cast, cast.quan, cast.tan_an, "CMT01")) == {"không"}
    assert set(shown_everywhere(cast, cast.quan, cast.tan_binh, "CMT01")) == {"không"}
    assert set(shown_everywhere(cast, cast.quan, cast.tan_cuong, "CMT01")) == {"số"}
    assert set(shown_everywhere(cast, cast.nam, cast.tan_an, "CMT01")) == {"số"}
