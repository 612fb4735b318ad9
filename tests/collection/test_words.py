import unicodedata
from datetime import date, datetime
from zoneinfo import ZoneInfo

import pytest

from binhyen.collection.actions import (
    Asked,
    Section,
    forget_words,
    make_request,
    renew_request,
    save_words,
    withdraw_request,
)
from binhyen.collection.actions.words import Typed
from binhyen.collection.models import ReportRequest, Words
from binhyen.collection.queries.words import boxes_of, words_by_heading
from binhyen.figures.actions import close_period
from binhyen.figures.models import Period
from binhyen.foundation.errors import DomainError, Invalid, NotAllowed, NotFound, Stale, WrongMove
from binhyen.foundation.span import Span
from binhyen.organisation.actions import assign_post
from binhyen.organisation.actor import Actor
from binhyen.organisation.rules import LineOfWork, Role
from tests.cast import MONTHLY, Cast
from tests.conftest import NOW

OCTOBER = Span(date(2026, 10, 1), date(2026, 10, 31))
DUE = datetime(2026, 11, 25, 17, tzinfo=ZoneInfo("Asia/Ho_Chi_Minh"))


@pytest.fixture
def request_(cast: Cast) -> ReportRequest:
    asked = Asked(
        subject="Báo cáo tháng 10", forms=((MONTHLY, OCTOBER),), due_at=DUE,
        sections=(Section("Kết quả nổi bật"), Section("Tồn tại, hạn chế", limit=100)),
    )  # fmt: skip
    return make_request(asked, actor=cast.minh, now=NOW)


def write(cast: Cast, request: ReportRequest, text: str, position: int = 1, seen: int = 0) -> dict[int, int]:
    return save_words(request, cast.tan_an, {position: Typed(text, seen)}, actor=cast.lan, now=NOW)


def test_a_unit_writes_and_the_province_reads_side_by_side(cast: Cast, request_: ReportRequest) -> None:
    write(cast, request_, " Ra mắt 02 mô hình.\r\nDuy trì tuần tra. ")
    save_words(
        request_, cast.tan_cuong, {1: Typed("Không phát sinh vụ việc nổi cộm.", 0)}, now=NOW,
        actor=cast.officers[cast.tan_cuong.pk],
    )  # fmt: skip
    first, second = words_by_heading(request_, cast.minh)
    assert [(s.unit, s.text) for s in first.said] == [
        ("Xã Tân An", "Ra mắt 02 mô hình.\nDuy trì tuần tra."),
        ("Xã Tân Cường", "Không phát sinh vụ việc nổi cộm."),
    ]
    assert first.silent == ("Phường Tân Bình",)
    assert second.said == ()
    box, _ = boxes_of(request_, cast.tan_an)
    assert (box.text, box.seen, box.by) == ("Ra mắt 02 mô hình.\nDuy trì tuần tra.", 1, "lan")


def test_two_people_on_one_box_see_both_texts_and_nothing_is_lost(cast: Cast, request_: ReportRequest) -> None:
    write(cast, request_, "Bản của người thứ nhất")
    with pytest.raises(Stale) as told:
        write(cast, request_, "Bản của người thứ hai")
    assert (told.value.params["theirs"], told.value.params["mine"]) == (
        "Bản của người thứ nhất",
        "Bản của người thứ hai",
    )
    write(cast, request_, "Gộp hai bản", seen=told.value.params["now"])
    assert boxes_of(request_, cast.tan_an)[0].text == "Gộp hai bản"


def test_one_box_that_is_refused_keeps_the_others_back(cast: Cast, request_: ReportRequest) -> None:
    boxes = {1: Typed("Đã làm tốt", 0), 2: Typed("x" * 101, 0)}
    with pytest.raises(Invalid) as told:
        save_words(request_, cast.tan_an, boxes, actor=cast.lan, now=NOW)
    assert told.value.params["section"] == "Tồn tại, hạn chế"
    assert not Words.objects.exists()


@pytest.mark.parametrize(
    ("text", "where"),
    [
        ("Biểu dương đồng chí Nguyễn Văn An, tổ trưởng", "ký tự thứ 21"),
        ("Liên hệ trực ban số 0912345678 khi cần", "ký tự thứ 21"),
        ("Đối tượng CCCD 034095001234 đã bị xử lý", "ký tự thứ 16"),
        ("Xe 17B1-234.56 vi phạm", "ký tự thứ 4"),
        ("Liên hệ đồng chí Nguyễn Văn An, 0912345678", "ký tự thứ 18"),
        ("Số 0912345678 của đồng chí Nguyễn Văn An", "ký tự thứ 28"),
        ("MẬT", "“MẬT”"),
        ("  \n Đồng chí Ngu\u200byễn Văn\u00a0An báo", "ký tự thứ 14"),
        (unicodedata.normalize("NFD", "Đã mời ông Nguyễn Văn An"), "ký tự thứ 16"),
        (" " + unicodedata.normalize("NFD", "Số máy: ") + "0912345678", "ký tự thứ 13"),
    ],
)
def test_a_person_or_a_secret_is_refused_with_its_place_and_never_repeated(
    cast: Cast, request_: ReportRequest, text: str, where: str
) -> None:
    with pytest.raises(Invalid) as told:
        write(cast, request_, text)
    assert told.value.code == "collection.section_refused"
    assert where in told.value.params["why"]
    for number in ("Nguyễn", "0912345678", "034095001234", "17B1"):
        assert number not in told.value.params["why"]
    assert not Words.objects.exists()


def test_another_line_of_work_neither_takes_back_nor_renews_nor_empties(cast: Cast, request_: ReportRequest) -> None:
    write(cast, request_, "Ra mắt 02 mô hình.")
    post = assign_post(
        role=Role.PROVINCIAL_DESK, unit=cast.province, holder=cast.nam.user, title="Ban Thường trực Mặt trận",
        valid_from=date(2026, 1, 1), actor=None, now=NOW, in_line=LineOfWork.FRONT,
    )  # fmt: skip
    for act in (withdraw_request, renew_request, forget_words):
        with pytest.raises(NotAllowed) as refused:
            act(request_, actor=Actor(cast.nam.user, post), now=NOW)
        assert refused.value.code == "collection.other_line"
    assert ReportRequest.objects.get().withdrawn_at is None
    assert Words.objects.get().text == "Ra mắt 02 mô hình."


def test_only_an_officer_of_the_unit_writes(cast: Cast, request_: ReportRequest) -> None:
    for actor in (cast.binh, cast.minh, cast.hoa, cast.quan, cast.admin, cast.officers[cast.tan_binh.pk]):
        with pytest.raises(NotAllowed):
            save_words(request_, cast.tan_an, {1: Typed("x", 0)}, actor=actor, now=NOW)


def test_words_are_written_only_where_they_were_asked_for(cast: Cast, request_: ReportRequest) -> None:
    with pytest.raises(NotFound):
        write(cast, request_, "x", position=9)
    asked = Asked(
        subject="Báo cáo", forms=((MONTHLY, OCTOBER),), due_at=DUE, sections=(Section("a"),), units=(cast.tan_binh,),
        replaces=True, replaces_reason="Thêm đề mục",
    )  # fmt: skip
    other = make_request(asked, actor=cast.minh, now=NOW)
    with pytest.raises(NotFound):
        write(cast, other, "x")
    withdraw_request(request_, actor=cast.minh, now=NOW)
    with pytest.raises(WrongMove):
        write(cast, request_, "x")


def test_a_closed_period_takes_no_more_words(cast: Cast, request_: ReportRequest) -> None:
    period = Period.objects.get(starts_on=OCTOBER.start, ends_on=OCTOBER.last)
    close_period(form_code=MONTHLY, province=cast.province, period=period, actor=cast.minh, now=NOW)
    with pytest.raises(DomainError) as told:
        write(cast, request_, "x")
    assert told.value.code == "figures.period_closed"


def test_once_the_review_is_issued_the_words_are_gone(cast: Cast, request_: ReportRequest) -> None:
    write(cast, request_, "Đã làm tốt")
    for actor in (cast.lan, cast.binh, cast.tuan, cast.admin):
        with pytest.raises(NotAllowed):
            forget_words(request_, actor=actor, now=NOW)
    assert forget_words(request_, actor=cast.minh, now=NOW) == 1
    assert not Words.objects.exclude(text="").exists()
    with pytest.raises(Stale):
        write(cast, request_, "Trang mở từ trước", seen=1)


def test_an_empty_box_leaves_no_row_and_a_box_is_emptied_only_when_somebody_says_so(
    cast: Cast, request_: ReportRequest
) -> None:
    assert write(cast, request_, "  ") == {1: 0}
    assert not Words.objects.exists()
    write(cast, request_, "Có chữ")
    with pytest.raises(Invalid) as refused:
        write(cast, request_, " ", seen=1)
    assert refused.value.code == "collection.words_not_emptied"
    assert boxes_of(request_, cast.tan_an)[0].text == "Có chữ"
    emptied = {1: Typed("", 1, emptied=True)}
    assert save_words(request_, cast.tan_an, emptied, actor=cast.lan, now=NOW) == {1: 2}
    assert boxes_of(request_, cast.tan_an)[0].text == ""
