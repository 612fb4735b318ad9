"""The activity book on the web, without scripts: written, struck out, taken back, exported, put into a report."""

from __future__ import annotations

from datetime import date, datetime
from io import BytesIO

from django.db import connection
from django.test.utils import CaptureQueriesContext
from openpyxl import load_workbook

from binhyen.collection.actions.activities import add_activity
from binhyen.collection.models import Activity
from binhyen.collection.rules.activities import Entry
from binhyen.figures.models import DraftCell
from tests.cast import MONTHLY, Cast
from tests.web.pages import signed_in

BOOK = "/so-hoat-dong/"
MAY = "?thang=2026-05"
TYPED = {
    "ngay": "5/5/2026",
    "loai": "tuyen_truyen",
    "chu-tri": "ca",
    "so": "2",
    "luot": "1.200",
    "dia-ban": "thôn Đông",
}


def test_a_line_is_written_with_one_press_and_the_next_one_keeps_day_kind_and_host(cast: Cast) -> None:
    answer = signed_in(cast.lan).post(BOOK + MAY, TYPED, follow=True)
    page, kept = answer.content.decode(), Activity.objects.get()
    assert "autofocus" in page
    assert (
        "#" not in answer.redirect_chain[0][0]
    )  # with a place in the address, browsers do not give the field the focus
    assert (kept.on, kept.times, kept.attendances, kept.area) == (date(2026, 5, 5), 2, 1200, "thôn Đông")
    assert "Đã ghi sổ: Buổi tuyên truyền" in page
    assert 'value="5/5/2026"' in page
    assert '<option value="ca" selected>' in page
    assert "1.200" in page


def test_what_cannot_be_kept_stays_as_typed_with_the_reason(cast: Cast) -> None:
    answer = signed_in(cast.lan).post(BOOK + MAY, TYPED | {"dia-ban": "thôn Đông, nhà ông Nguyễn Văn A"})
    page = answer.content.decode()
    assert answer.status_code == 422
    assert "từ ký tự thứ 16 đến ký tự thứ 31" in page
    assert "<title>Lỗi: " in page
    assert "data-focus" in page
    assert "autofocus" not in page  # the sentence is read first: on a telephone the field below would hide it
    assert page.count("ông Nguyễn Văn A") == 1  # in its own box, where it can be changed
    assert 'value="1.200"' in page
    assert not Activity.objects.exists()
    assert signed_in(cast.lan).post(BOOK, TYPED | {"luot": "1.5"}).status_code == 422
    assert (
        "Số “75,5” có phần lẻ; ở đây ghi số nguyên"
        in signed_in(cast.lan).post(BOOK, TYPED | {"so": "75,5"}).content.decode()
    )
    assert "không nhỏ hơn số buổi (1.474)" in signed_in(cast.lan).post(BOOK, TYPED | {"so": "1.474"}).content.decode()
    assert "Đề nghị ghi “Ngày”." in signed_in(cast.lan).post(BOOK, TYPED | {"ngay": " "}).content.decode()
    assert signed_in(cast.lan).get(BOOK + "?thang=2026-13").status_code == 404


def test_a_line_is_struck_out_and_taken_back_on_its_own_page(cast: Cast, now: datetime) -> None:
    kept = add_activity(Entry(date(2026, 5, 5), "tuan_tra", "", 3, 12, ""), unit=cast.tan_an, actor=cast.lan, now=now)
    lan = signed_in(cast.lan)
    page = lan.post(f"{BOOK}{kept.pk}/gach/", follow=True).content.decode()
    assert "Khôi phục" in page
    assert "chưa có dòng nào" in page
    page = lan.post(f"{BOOK}{kept.pk}/gach/", {"lai": "1"}, follow=True).content.decode()
    assert "có 01 dòng" in page
    stranger = signed_in(cast.officers[cast.tan_binh.pk])
    assert stranger.post(f"{BOOK}{kept.pk}/gach/").status_code == 404


def test_the_book_fills_a_report_on_request(cast: Cast, now: datetime) -> None:
    add_activity(Entry(date(2026, 5, 5), "tuan_tra", "", 3, 12, ""), unit=cast.tan_an, actor=cast.lan, now=now)
    lan = signed_in(cast.lan)
    assert "Lấy số từ sổ" in lan.get(BOOK + MAY).content.decode()
    sheet = f"/so-lieu/bieu/{MONTHLY}/{cast.tan_an.uid}/2026-05-01_2026-05-31/"
    assert '<span class="book">Sổ: 12</span>' in lan.get(sheet).content.decode()
    assert 'class="book"' not in signed_in(cast.minh).get(sheet).content.decode()
    ask = {"bieu": MONTHLY, "ky": "2026-05-01_2026-05-31"}
    page = lan.post(BOOK + "lay-so/", ask, follow=True).content.decode()
    assert "Đã lấy 02 số từ sổ" in page
    assert set(DraftCell.objects.values_list("indicator__code", "value")) == {("FRC04", 3), ("FRC05", 12)}
    assert "được giữ nguyên" in lan.post(BOOK + "lay-so/", ask, follow=True).content.decode()
    assert lan.post(BOOK + "lay-so/", {"bieu": MONTHLY, "ky": "x"}).status_code == 404


def test_the_month_is_exported_without_its_struck_lines(cast: Cast, now: datetime) -> None:
    _, kept = (
        add_activity(
            Entry(date(2026, 5, 5), "tuyen_truyen", "ca", 1, 60, area), unit=cast.tan_an, actor=cast.lan, now=now
        )
        for area in ("toàn xã", "thôn Đông")
    )
    lan = signed_in(cast.lan)
    lan.post(f"{BOOK}{kept.pk}/gach/")
    answer = lan.get(f"{BOOK}xuat/{MAY}")
    rows = list(load_workbook(BytesIO(answer.content)).active.iter_rows(min_row=4, values_only=True))
    assert [row[6] for row in rows] == ["toàn xã"]
    assert rows[0][5] == 60


def test_a_fuller_book_asks_no_more(cast: Cast, now: datetime) -> None:
    lan, asked = signed_in(cast.lan), []
    for _ in range(2):
        for day in (5, 6, 7):
            entry = Entry(date(2026, 5, day), "tuyen_truyen", "ca", 1, 60, "")
            add_activity(entry, unit=cast.tan_an, actor=cast.lan, now=now)
        with CaptureQueriesContext(connection) as queries:
            lan.get(BOOK + MAY)
        asked.append(len(queries))
    assert asked[0] == asked[1]


def test_only_a_commune_s_own_posts_find_the_book(cast: Cast) -> None:
    assert "Ghi một hoạt động" not in signed_in(cast.binh).get(BOOK).content.decode()
    for actor in (cast.minh, cast.hoa, cast.quan, cast.admin):
        assert signed_in(actor).get(BOOK).status_code == 403
