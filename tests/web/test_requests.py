"""Requests, their words and the calendar in the browser, without any script."""

import re
from datetime import date, datetime
from zoneinfo import ZoneInfo

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from binhyen.collection.actions import Asked, Section, make_request, save_words
from binhyen.collection.actions.words import Typed
from binhyen.collection.models import DayOff, DeadlineRule, ReportRequest, Words
from binhyen.foundation.span import Span
from tests.cast import MONTHLY, Cast
from tests.conftest import NOW
from tests.web.pages import signed_in

OCTOBER = Span(date(2026, 10, 1), date(2026, 10, 31))
DUE = datetime(2026, 11, 25, 17, tzinfo=ZoneInfo("Asia/Ho_Chi_Minh"))
QUICK = {
    "noi-dung": "Số liệu tuần tra", "ct": ["FRC04"], "tu": "01/11/2026", "den": "20/11/2026", "han": "20/11/2026", "gio": "15",
    "pham-vi": "tat-ca", "buoc": "tao",
}  # fmt: skip
NEW = {
    "noi-dung": "Báo cáo tháng 10", "ky-hieu": "12/CV-BCĐ", "ngay": "20/11/2026", "bieu": [f"{MONTHLY}|2026-10-01_2026-10-31"],
    "han": "25/11/2026", "gio": "17:00", "thuc": "", "de-cuong": "Kết quả nổi bật\n\nTồn tại", "van-ban": "",
}  # fmt: skip


def asked(cast: Cast) -> ReportRequest:
    what = Asked(
        subject="Báo cáo tháng 10", forms=((MONTHLY, OCTOBER),), due_at=DUE, symbol="12/CV-BCĐ",
        sections=(Section("Kết quả nổi bật"), Section("Tồn tại")), replaces=True, replaces_reason="Thêm đề mục",
    )  # fmt: skip
    return make_request(what, actor=cast.minh, now=NOW)


def words_url(cast: Cast) -> str:
    return reverse("report_words", args=[MONTHLY, cast.tan_an.uid, OCTOBER])


def test_a_desk_asks_in_haste_with_one_search_and_one_page(cast: Cast) -> None:
    client, url = signed_in(cast.minh), reverse("request_quick")
    page = client.get(url).content.decode()
    assert 'value="20/11/2026"' in page
    found = client.post(url, {**QUICK, "ct": ["COM04"], "tim": "tuan tra", "buoc": "tim"})
    text = found.content.decode()
    assert re.search(r'value="FRC04">', text)
    assert re.search(r'value="COM04" checked', text)
    assert 'value="Số liệu tuần tra"' in text
    assert not ReportRequest.objects.exists()
    sent = client.post(url, QUICK, follow=True).content.decode()
    assert "Hạn 15 giờ 00 ngày 20/11/2026, hôm nay. Phải gửi 03 báo cáo, chưa có báo cáo nào được gửi." in sent
    assert "Lượt tuần tra" in sent


@pytest.mark.parametrize(
    ("wrong", "said", "field", "status"),
    [
        ({"ct": []}, "Chưa chọn chỉ tiêu nào.", "tim", 422),
        ({"noi-dung": " "}, "Đề nghị ghi “Nội dung yêu cầu”.", "viec", 422),
        ({"han": "19/11/2026"}, "đã qua", "han", 422),
        ({"han": "21/11/2026"}, "không phải là ngày làm việc", "han", 422),
        ({"han": "mai"}, "mai", "han", 422),
        ({"gio": "25"}, "không phải là giờ", "gio", 422),
        ({"tu": "21/11/2026"}, "21/11/2026", "tu", 422),
        ({"den": "30/11/2026"}, "sau hạn gửi", "den", 422),
        ({"pham-vi": "chon"}, "Chưa chọn đơn vị nào.", "pham-vi", 422),
        ({"pham-vi": "chon", "don-vi": ["khong-co"]}, "Không có đơn vị hành chính “khong-co”", "pham-vi", 404),
        ({"pham-vi": "chon", "don-vi": ["khac"]}, "Tỉnh Khác không thuộc", "pham-vi", 403),
    ],
)
def test_what_cannot_be_asked_is_told_at_its_field_and_nothing_typed_is_lost(
    cast: Cast, wrong: dict[str, object], said: str, field: str, status: int
) -> None:
    answer = signed_in(cast.minh).post(reverse("request_quick"), {**QUICK, **wrong})
    text = answer.content.decode()
    assert answer.status_code == status
    assert said in text
    assert f'href="#{field}"' in text
    assert f'id="{field}"' in text
    assert 'value="20/11/2026"' in text
    assert not ReportRequest.objects.exists()


def test_a_request_with_an_outline_reaches_the_commune(cast: Cast) -> None:
    client = signed_in(cast.minh)
    assert "tháng 10 năm 2026" in client.get(reverse("request_new")).content.decode()
    page = client.post(reverse("request_new"), NEW, follow=True).content.decode()
    assert "Kết quả nổi bật; Tồn tại" in page
    made = ReportRequest.objects.get()
    assert made.obligations.count() == 3
    assert ">chưa gửi</td>" in signed_in(cast.lan).get(reverse("requests")).content.decode()
    own = signed_in(cast.lan).get(reverse("request", args=[made.pk])).content.decode()
    assert "Xã Tân An" in own
    assert "Tân Bình" not in own
    assert words_url(cast) in own
    assert "Thu hồi" not in own


@pytest.mark.parametrize(
    ("wrong", "said"),
    [
        ({"bieu": []}, "Chưa chọn biểu mẫu"),
        ({"bieu": ["BC-THANG|hôm qua"]}, "Chưa chọn biểu mẫu"),
        ({"thuc": "01/9/2026"}, "Ngày lấy số thực hiện"),
        ({"van-ban": "1/XX-YY"}, "Không có văn bản “1/XX-YY”"),
        ({"ngay": "01/12/2026"}, "chưa đến"),
        ({"de-cuong": "1\n2\n3\n4\n5\n6"}, "nhiều nhất 05 đề mục"),
    ],
)
def test_an_ordinary_request_is_refused_at_its_field(cast: Cast, wrong: dict[str, object], said: str) -> None:
    answer = signed_in(cast.minh).post(reverse("request_new"), {**NEW, **wrong})
    assert answer.status_code == 422
    assert said in answer.content.decode()
    assert not ReportRequest.objects.exists()


@pytest.mark.parametrize(
    ("route", "typed", "fields"),
    [
        ("request_new", {"noi-dung": "", "ngay": " ", "han": "", "bieu": []}, ["viec", "ngay", "han", "bieu"]),
        ("request_quick", {"noi-dung": "", "tu": "", "den": "", "ct": []}, ["viec", "tu", "den", "tim"]),
    ],
)
def test_all_that_was_left_empty_is_named_at_once_each_with_its_field(
    cast: Cast, route: str, typed: dict[str, object], fields: list[str]
) -> None:
    sent = {**(NEW if route == "request_new" else QUICK), **typed}
    page = signed_in(cast.minh).post(reverse(route), sent).content.decode()
    assert re.findall(r'<li><a href="#([^"]+)">', page) == fields
    assert all(f'id="{field}"' in page for field in fields)


def test_pages_of_asking_do_not_exist_for_who_may_not_ask(cast: Cast) -> None:
    made = asked(cast)
    beside, one = reverse("request_words", args=[made.pk]), reverse("request", args=[made.pk])
    for actor in (cast.lan, cast.binh, cast.quan, cast.admin):
        client = signed_in(actor)
        for url in (reverse("request_new"), reverse("request_quick"), beside):
            assert client.get(url).status_code == 404
            assert client.post(url, QUICK).status_code == 404
    for actor in (cast.tuan, cast.quan, cast.admin):
        assert signed_in(actor).get(one).status_code == 404
        assert signed_in(actor).get(words_url(cast)).status_code == 404
    assert signed_in(cast.lan).post(one, {"buoc": "thu-hoi"}).status_code == 403


def test_a_request_is_taken_back_on_its_page(cast: Cast) -> None:
    made = asked(cast)
    page = (
        signed_in(cast.hoa).post(reverse("request", args=[made.pk]), {"buoc": "thu-hoi"}, follow=True).content.decode()
    )
    assert "Đã thu hồi" in page
    assert "Thu hồi yêu cầu</button>" not in page


def test_a_commune_writes_its_words_and_the_desk_reads_them_beside_each_other(cast: Cast) -> None:
    made = asked(cast)
    client = signed_in(cast.lan)
    boxes = {"yeu-cau": str(made.pk), "o-1": "Ra mắt 02 mô hình.", "ban-1": "0", "o-2": "", "ban-2": "0"}
    assert "Đã lưu" in client.post(words_url(cast), boxes, follow=True).content.decode()
    page = signed_in(cast.minh).get(reverse("request_words", args=[made.pk])).content.decode()
    assert "Ra mắt 02 mô hình." in page
    assert "Chưa ghi: Phường Tân Bình, Xã Tân Cường." in page
    assert "<textarea" not in signed_in(cast.binh).get(words_url(cast)).content.decode()
    empty = reverse("request_words", args=[made.pk])
    assert "Chưa xóa lời văn nào" in signed_in(cast.minh).post(empty, follow=True).content.decode()
    gone = signed_in(cast.minh).post(empty, {"da-ban-hanh": "yes"}, follow=True).content.decode()
    assert "Đã xóa lời văn" in gone
    assert "Ra mắt" not in gone


def test_a_clash_shows_both_texts_and_saving_again_keeps_the_second(cast: Cast) -> None:
    made = asked(cast)
    client = signed_in(cast.lan)
    first = {"yeu-cau": str(made.pk), "o-1": "Bản một", "ban-1": "0"}
    client.post(words_url(cast), first)
    answer = client.post(words_url(cast), {**first, "o-1": "Bản hai"})
    text = answer.content.decode()
    assert answer.status_code == 409
    assert '<p class="theirs">Bản một</p>' in text
    assert ">Bản hai</textarea>" in text
    seen = re.search(r'name="ban-1" value="(\d+)"', text)
    assert seen is not None
    client.post(words_url(cast), {**first, "o-1": "Bản hai", "ban-1": seen[1]})
    assert Words.objects.get().text == "Bản hai"


def test_emptying_a_box_asks_first_and_shows_what_would_go(cast: Cast) -> None:
    made = asked(cast)
    client = signed_in(cast.lan)
    first = {"yeu-cau": str(made.pk), "o-1": "Bản một", "ban-1": "0"}
    client.post(words_url(cast), first)
    emptied = {**first, "o-1": "", "ban-1": "1"}
    answer = client.post(words_url(cast), emptied)
    text = answer.content.decode()
    assert answer.status_code == 422
    assert '<p class="theirs">Bản một</p>' in text
    assert Words.objects.get().text == "Bản một"
    assert 'name="xoa-1"' in text
    assert "Đã xóa lời văn" in client.post(words_url(cast), {**emptied, "xoa-1": "yes"}, follow=True).content.decode()
    assert Words.objects.get().text == ""


def test_a_name_in_a_box_is_refused_there_and_the_text_stays_on_the_page(cast: Cast) -> None:
    made = asked(cast)
    boxes = {"yeu-cau": str(made.pk), "o-2": "Đồng chí Nguyễn Văn An chậm báo cáo", "ban-2": "0"}
    answer = signed_in(cast.lan).post(words_url(cast), boxes)
    text = answer.content.decode()
    assert answer.status_code == 422
    assert "Đề mục “Tồn tại”" in text
    assert f'href="#o-{made.pk}-2"' in text
    assert ">Đồng chí Nguyễn Văn An chậm báo cáo</textarea>" in text
    assert not Words.objects.exists()


def test_a_report_without_an_outline_says_so(cast: Cast) -> None:
    assert "Không có đề cương lời văn" in signed_in(cast.lan).get(words_url(cast)).content.decode()


def test_an_administrator_sets_deadlines_and_days_and_sees_what_follows(cast: Cast) -> None:
    client, url = signed_in(cast.admin), reverse("calendar")
    page = client.get(url).content.decode()
    assert "Tháng 11 năm 2026: 17 giờ 00, thứ Năm 03/12/2026" in page
    assert "15/12" in page
    deadline = {"buoc": "thoi-han", "bieu": "BC-THANG|commune", "so-ngay": "1", "gio": "11", "tu": "20/11/2026"}
    page = client.post(url, deadline, follow=True).content.decode()
    assert "Tháng 11 năm 2026: 11 giờ 00, thứ Ba 01/12/2026" in page
    day = {"buoc": "ngay", "ngay": "01/12/2026", "ten": "Nghỉ theo quyết định", "loai": "nghi"}
    page = client.post(url, day, follow=True).content.decode()
    assert "Tháng 11 năm 2026: 11 giờ 00, thứ Tư 02/12/2026" in page
    client.post(url, {"buoc": "bo", "ngay": "2026-12-01"})
    assert not DayOff.objects.exists()
    for wrong in (
        {"so-ngay": "0"},
        {"so-ngay": "hai"},
        {"gio": "x"},
        {"gio": "16:30"},
        {"tu": "19/11/2026"},
        {"tu": ""},
        {"bieu": "x"},
    ):
        assert client.post(url, {**deadline, **wrong}).status_code == 422
    assert client.post(url, {"buoc": "khác"}).status_code == 404


def test_others_read_the_calendar_and_change_nothing(cast: Cast) -> None:
    rules = DeadlineRule.objects.count()
    for actor in (cast.lan, cast.minh, cast.quan):
        client = signed_in(actor)
        assert "Đặt thời hạn" not in client.get(reverse("calendar")).content.decode()
        assert client.post(reverse("calendar"), {"buoc": "ngay", "ngay": "01/12/2026", "ten": "x"}).status_code == 404
    assert (DeadlineRule.objects.count(), DayOff.objects.count()) == (rules, 0)


def test_every_post_finds_requests_and_the_calendar_under_its_title(cast: Cast) -> None:
    for actor in (cast.lan, cast.minh, cast.admin):
        client = signed_in(actor)
        page = client.get(reverse("units")).content.decode()
        for name in ("requests", "calendar"):
            assert f'href="{reverse(name)}"' in page
            assert client.get(reverse(name)).status_code == 200


def test_more_units_and_more_words_ask_no_more_queries(cast: Cast) -> None:
    few = make_request(
        Asked(subject="a", forms=((MONTHLY, OCTOBER),), due_at=DUE, sections=(Section("a"),), units=(cast.tan_an,)),
        actor=cast.minh, now=NOW,
    )  # fmt: skip
    many = asked(cast)
    for unit in (cast.tan_an, cast.tan_binh, cast.tan_cuong):
        save_words(many, unit, {1: Typed("x", 0), 2: Typed("y", 0)}, actor=cast.officers[unit.pk], now=NOW)
    client = signed_in(cast.minh)
    for name in ("request", "request_words"):
        counts = []
        for made in (few, many):
            with CaptureQueriesContext(connection) as queries:
                assert client.get(reverse(name, args=[made.pk])).status_code == 200
            counts.append(len(queries))
        assert counts[1] <= counts[0], name
