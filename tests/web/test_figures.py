"""A report on the web, without scripts: entered, presented, sent, decided, corrected; and everything that is refused."""

from __future__ import annotations

import re
from datetime import date, datetime, timedelta

import pytest

from binhyen.figures.actions import close_period, correct, present, save_cells, send_back
from binhyen.figures.models import Cell, DraftCell, LedgerEntry, Period, Submission
from binhyen.figures.rules.cells import CellKey, CellValue, Qualifier, State
from binhyen.foundation.span import Span
from binhyen.foundation.vietnamese import short_date
from binhyen.foundation.working_days import WorkingDays
from binhyen.web.actor import today
from binhyen.web.figures.addresses import sheet_url
from tests.cast import Cast, approved, entered, key, month_cells, number, read_and_approve, read_and_submit, submitted
from tests.web.pages import SheetPage, signed_in

MAY = Span(date(2026, 5, 1), date(2026, 5, 31))
JUNE = Span(date(2026, 6, 1), date(2026, 6, 30))
FIRST_HALF = Span(date(2026, 1, 1), date(2026, 6, 30))
NUMBERS = {str(k): v.value or 0 for k, v in month_cells().items()}


def cell_of(cast: Cast, code: str = "COM04", span: Span = MAY) -> Cell:
    return Cell.objects.get(
        unit=cast.tan_an, indicator__code=code, breakdown="", period__starts_on=span.start, period__ends_on=span.last
    )


def counting(cell: Cell) -> int | None:
    """The value that counts now."""
    cell.refresh_from_db()
    return cell.approved.value if cell.approved else None


def test_a_report_goes_from_the_first_number_to_the_closed_period(cast: Cast) -> None:
    lan = SheetPage.open(cast.lan, cast.tan_an, MAY)
    assert "chưa nhập, 16 chỉ tiêu phải có số liệu" in lan.text
    lan.type_all(NUMBERS)
    assert "Đã lưu 16 chỉ tiêu" in lan.press("save").content.decode()
    assert "chờ lãnh đạo ký gửi" in lan.press("present").content.decode()
    assert not lan.form.acts & {"save", "present", "submit"}
    binh = SheetPage.open(cast.binh, cast.tan_an, MAY)
    assert "Đã gửi báo cáo, chờ phê duyệt" in binh.press("submit").content.decode()
    assert not LedgerEntry.objects.exists()
    minh = SheetPage.open(cast.minh, cast.tan_an, MAY)
    assert "Đã phê duyệt báo cáo của xã Tân An" in minh.press("approve").content.decode()
    assert LedgerEntry.objects.count() == len(NUMBERS)
    assert cell_of(cast).approved is not None
    closing = signed_in(cast.minh).get(f"/so-lieu/chot/BC-THANG/{cast.province.uid}/2026-05-01_2026-05-31/")
    assert "Phường Tân Bình" in closing.content.decode()
    done = signed_in(cast.minh).post(f"/so-lieu/chot/BC-THANG/{cast.province.uid}/2026-05-01_2026-05-31/", follow=True)
    assert "Đã chốt số liệu ngày" in done.content.decode()
    assert SheetPage.open(cast.officers[cast.tan_binh.pk], cast.tan_binh, MAY).form.acts == set()


def test_looking_at_a_report_that_was_not_begun_keeps_nothing(cast: Cast) -> None:
    SheetPage.open(cast.lan, cast.tan_an, MAY)
    SheetPage.open(cast.minh, cast.tan_an, MAY)
    assert not Submission.objects.exists()
    assert not Period.objects.exists()


def test_one_group_can_be_answered_with_nothing_arose_without_touching_what_was_typed(cast: Cast) -> None:
    lan = SheetPage.open(cast.lan, cast.tan_an, MAY)
    lan.type("MED03", "7")
    lan.press("none:3")
    found = {d.key: d.content for d in DraftCell.objects.select_related("indicator")}
    assert found[key("MED03")] == number(7)
    assert {str(k) for k, v in found.items() if v.state is State.NOTHING_AROSE} == {"MED04", "MED05", "MED06"}


@pytest.mark.parametrize(
    ("text", "kind", "reason", "content"),
    [
        ("1.474", "reported", "", CellValue(State.REPORTED, 1474)),
        ("1 474", "estimate", "", CellValue(State.REPORTED, 1474, None, Qualifier.ESTIMATE)),
        ("0", "reported", "", CellValue(State.REPORTED, 0)),
        ("không phát sinh", "reported", "", CellValue(State.NOTHING_AROSE)),
        ("-", "reported", "", CellValue(State.NOTHING_AROSE)),
        ("", "nothing_arose", "", CellValue(State.NOTHING_AROSE)),
        ("", "not_applicable", "xã không có tổ tuần tra", CellValue(State.NOT_APPLICABLE, reason="xã không có tổ tuần tra")),
        ("", "not_reported", "chưa nhận sổ", CellValue(State.NOT_REPORTED, reason="chưa nhận sổ")),
    ],
)  # fmt: skip
def test_every_answer_is_kept_as_it_was_meant(
    cast: Cast, text: str, kind: str, reason: str, content: CellValue
) -> None:
    lan = SheetPage.open(cast.lan, cast.tan_an, MAY)
    lan.type("FRC04", text, kind, reason)
    assert lan.press("save").status_code == 200
    assert DraftCell.objects.select_related("indicator").get().content == content


@pytest.mark.parametrize(
    ("text", "kind", "why"),
    [
        ("12 buổi", "reported", "Không đọc được số “12 buổi”"),
        ("1.5", "reported", "có thể hiểu hai cách"),
        ("-3", "reported", "Không đọc được số “-3”; chỉ tiêu này ghi số nguyên, không âm"),
        ("NaN", "estimate", "Không đọc được số"),
        ("12", "nothing_arose", "tình trạng là “không phát sinh”"),
        ("", "not_applicable", "phải có lý do"),
        ("", "estimate", "chưa ghi số"),
        ("<script>alert(1)</script>", "reported", "Không đọc được số"),
    ],
)
def test_an_unreadable_answer_names_its_line_keeps_everything_typed_and_saves_nothing(
    cast: Cast, text: str, kind: str, why: str
) -> None:
    lan = SheetPage.open(cast.lan, cast.tan_an, MAY)
    lan.type("COM05", "400")
    lan.type("FRC04", text, kind)
    answer = lan.press("save")
    assert answer.status_code == 422
    assert "<title>Lỗi: " in lan.text
    assert re.search(r'href="#c-FRC04">Chỉ tiêu Lượt tuần tra, canh gác: [^<]*' + re.escape(why), lan.text)
    assert (lan.form.fields["v:COM05"], lan.form.fields["v:FRC04"]) == ("400", text)
    assert lan.form.fields["k:FRC04"] == kind
    assert "<script>alert" not in lan.text
    assert not DraftCell.objects.exists()
    lan.type("FRC04", "30", "reported")
    lan.press("save")
    assert DraftCell.objects.count() == 2


def test_a_second_save_from_an_old_page_shows_both_values_and_loses_nothing(cast: Cast, now: datetime) -> None:
    report = entered(cast, cast.tan_an, MAY, {key("COM04"): number(10), key("FRC04"): number(30)}, now)
    lan = SheetPage.open(cast.lan, cast.tan_an, MAY)
    save_cells(report, {key("COM04"): number(11)}, seen={key("COM04"): 1}, actor=cast.lan, now=now)
    lan.type("COM04", "14")
    lan.type("MED03", "5")
    assert lan.press("save").status_code == 409
    assert "Số đang lưu là “11”, số của đồng chí là “14”" in lan.text
    assert (lan.form.fields["v:COM04"], lan.form.fields["v:MED03"]) == ("14", "5")
    assert report.drafts.count() == 2
    lan.press("save")
    kept = {str(d.key): d.value for d in report.drafts.select_related("indicator")}
    assert kept == {"COM04": 14, "FRC04": 30, "MED03": 5}


def test_a_line_that_was_not_touched_never_overwrites_what_another_saved(cast: Cast, now: datetime) -> None:
    report = entered(cast, cast.tan_an, MAY, {key("COM04"): number(10)}, now)
    lan = SheetPage.open(cast.lan, cast.tan_an, MAY)
    save_cells(report, {key("COM04"): number(11)}, seen={key("COM04"): 1}, actor=cast.lan, now=now)
    lan.type("MED03", "5")
    assert lan.press("save").status_code == 200
    assert {str(d.key): d.value for d in report.drafts.select_related("indicator")} == {"COM04": 11, "MED03": 5}


def test_checks_stand_under_their_lines_with_the_arithmetic_and_stop_the_report(cast: Cast, now: datetime) -> None:
    entered(cast, cast.tan_an, MAY, {**month_cells(), key("COM04"): number(12)}, now)
    lan = SheetPage.open(cast.lan, cast.tan_an, MAY)
    assert "01 chỉ tiêu chưa khớp" in lan.text
    assert lan.press("present").status_code == 422
    assert "12" in lan.text
    assert 'id="why-COM04"' in lan.text
    assert Submission.objects.get().stage == "draft"
    lan.type("COM04", "10")
    assert "chờ lãnh đạo ký gửi" in lan.press("present").content.decode()


def test_an_empty_line_is_counted_while_typing_and_named_when_presented(cast: Cast, now: datetime) -> None:
    cells = month_cells()
    del cells[key("MED06")]
    entered(cast, cast.tan_an, MAY, cells, now)
    lan = SheetPage.open(cast.lan, cast.tan_an, MAY)
    assert "còn 01 chỉ tiêu chưa nhập" in lan.text
    assert "why-MED06" not in lan.text
    assert lan.press("present").status_code == 422
    assert 'href="#c-MED06"' in lan.text


def test_a_warning_asks_for_a_reason_that_survives_saving(cast: Cast, now: datetime) -> None:
    approved(cast, cast.tan_an, MAY, month_cells(), now)
    entered(cast, cast.tan_an, JUNE, month_cells(patrols=90), now)
    lan = SheetPage.open(cast.lan, cast.tan_an, JUNE)
    names = [name for name in lan.form.fields if name.startswith("reason:")]
    assert names
    assert lan.press("present").status_code == 422
    for name in names:
        lan.form.fields[name] = "tăng cường dịp lễ"
    lan.press("save")
    assert {lan.form.fields[name] for name in names} == {"tăng cường dịp lễ"}
    lan.press("present")
    assert Submission.objects.get(period__ends_on=JUNE.last).stage == "presented"
    binh = SheetPage.open(cast.binh, cast.tan_an, JUNE)
    assert ("Giải trình: tăng cường dịp lễ" in binh.text, set(names) & set(binh.form.fields)) == (True, set())
    binh.press("submit")
    minh = SheetPage.open(cast.minh, cast.tan_an, JUNE)
    assert "tăng cường dịp lễ" in minh.text
    minh.press("approve")
    assert "tăng cường dịp lễ" in SheetPage.open(cast.hoa, cast.tan_an, JUNE).text


def test_the_leader_hands_a_report_back_with_a_reason(cast: Cast, now: datetime) -> None:
    report = entered(cast, cast.tan_an, MAY, month_cells(), now)
    present(report, reasons={}, actor=cast.lan, now=now)
    binh = SheetPage.open(cast.binh, cast.tan_an, MAY)
    assert binh.press("return").status_code == 422
    binh.form.fields["ly-do"] = "Đề nghị đối chiếu sổ hòa giải."
    binh.press("return")
    assert "Đề nghị đối chiếu sổ hòa giải." in SheetPage.open(cast.lan, cast.tan_an, MAY).text


def test_one_line_is_sent_back_and_the_rest_stays_frozen(cast: Cast, now: datetime) -> None:
    submitted(cast, cast.tan_an, MAY, month_cells(), now)
    minh = SheetPage.open(cast.minh, cast.tan_an, MAY)
    minh.form.lists["tra-lai"] = ["FRC04"]
    assert minh.press("send_back").status_code == 422
    assert re.search(r'value="FRC04"[^>]*checked', minh.text)
    minh.form.lists["tra-lai"] = ["FRC04"]
    due_on = short_date(WorkingDays().after(today(), 3))
    minh.form.fields["ly-do"], minh.form.fields["han"] = "Đề nghị kiểm tra lượt tuần tra.", due_on
    minh.press("send_back")
    lan = SheetPage.open(cast.lan, cast.tan_an, MAY)
    assert "01 chỉ tiêu phải chỉnh lý" in lan.text
    assert "Đề nghị kiểm tra lượt tuần tra." in lan.text
    assert "s:FRC04" in lan.form.fields
    assert "s:COM04" not in lan.form.fields
    stolen = {**lan.form.data("save"), "s:COM04": "1.x", "v:COM04": "99", "k:COM04": "reported"}
    assert lan.send(stolen).status_code == 422
    lan = SheetPage.open(cast.lan, cast.tan_an, MAY)
    lan.type("FRC04", "28")
    lan.press("present")
    SheetPage.open(cast.binh, cast.tan_an, MAY).press("submit")
    SheetPage.open(cast.minh, cast.tan_an, MAY).press("approve")
    assert cell_of(cast, "FRC04").versions.count() == 2
    assert cell_of(cast, "COM04").versions.count() == 1


def test_ticked_lines_are_not_approved_by_a_slip(cast: Cast, now: datetime) -> None:
    report = submitted(cast, cast.tan_an, MAY, month_cells(), now)
    minh = SheetPage.open(cast.minh, cast.tan_an, MAY)
    minh.form.lists["tra-lai"] = ["FRC04"]
    assert minh.press("approve").status_code == 422
    report.refresh_from_db()
    assert report.stage == "submitted"


def test_a_page_from_before_another_decision_is_refused(cast: Cast, now: datetime) -> None:
    report = submitted(cast, cast.tan_an, MAY, month_cells(), now)
    minh = SheetPage.open(cast.minh, cast.tan_an, MAY)
    send_back(report, cells=[key("FRC04")], reason="sai", actor=cast.nam, now=now)
    assert minh.press("approve").status_code == 409
    assert "Báo cáo đã thay đổi sau khi đồng chí mở trang" in minh.text


def test_no_list_approves_and_nobody_approves_what_they_may_not(cast: Cast, now: datetime) -> None:
    submitted(cast, cast.tan_an, MAY, month_cells(), now)
    for actor in (cast.minh, cast.hoa):
        for url in ("/", "/so-lieu/"):
            assert b'value="approve"' not in signed_in(actor).get(url).content
    for actor in (cast.lan, cast.binh, cast.hoa):
        page = SheetPage.open(actor, cast.tan_an, MAY)
        assert "approve" not in page.form.acts
        assert page.send({"act": "approve", "revision": "2"}).status_code == 403
    assert Submission.objects.get().stage == "submitted"


def test_an_outsider_gets_404_on_every_address(cast: Cast, now: datetime) -> None:
    approved(cast, cast.tan_an, MAY, month_cells(), now)
    close_period(form_code="BC-THANG", province=cast.province, period=Period.objects.get(), actor=cast.minh, now=now)
    cell = cell_of(cast, "FRC04")
    correction = correct(cell, number(31), reason="sót", document="12/BC-UBND", actor=cast.nam, now=now)
    pages = [
        sheet_url("BC-THANG", cast.tan_an, MAY), sheet_url("BC-THANG", cast.tan_an, JUNE), f"/so-lieu/o/{cell.pk}/",
        f"/so-lieu/chot/BC-THANG/{cast.province.uid}/2026-05-01_2026-05-31/",
    ]  # fmt: skip
    acts = [*pages, f"/so-lieu/o/{cell.pk}/dinh-chinh/", f"/so-lieu/dinh-chinh/{correction.pk}/"]
    neighbour = cast.officers[cast.tan_binh.pk]
    for outsider in (cast.tuan, neighbour, cast.admin):
        client = signed_in(outsider)
        assert [(url, status) for url in pages if (status := client.get(url).status_code) != 404] == []
        assert [
            (url, s) for url in acts if (s := client.post(url, {"act": "approve"}).status_code) not in (403, 404, 405)
        ] == []
    correction.refresh_from_db()
    assert correction.state == "waiting"


def test_the_ministry_sees_approved_reports_only_and_no_small_sensitive_number(cast: Cast, now: datetime) -> None:
    report = submitted(cast, cast.tan_an, FIRST_HALF, _half_year(tips=3), now, "BC-6T")
    url = sheet_url("BC-6T", cast.tan_an, FIRST_HALF)
    quan = signed_in(cast.quan)
    assert quan.get(url).status_code == 404
    read_and_approve(report, actor=cast.minh, now=now)
    text = quan.get(url).content.decode()
    assert "&lt;5 (không hiển thị)" in text
    tips = Cell.objects.get(indicator__code="TIP01")
    assert "&lt;5 (không hiển thị)" in quan.get(f"/so-lieu/o/{tips.pk}/").content.decode()
    assert "Nguồn tin do quần chúng cung cấp: 3" in signed_in(cast.minh).get(f"/so-lieu/o/{tips.pk}/").content.decode()


def _half_year(tips: int) -> dict[CellKey, CellValue]:
    from binhyen.figures.models import FormLine

    lines = FormLine.objects.filter(version__code="BC-6T", role=FormLine.COLLECTS).select_related("indicator")
    cells = {CellKey(line.indicator.code, line.breakdown): CellValue(State.NOTHING_AROSE) for line in lines}
    return {**cells, key("TIP01"): number(tips)}


def test_a_line_that_another_form_collects_is_shown_locked_with_its_source(cast: Cast, now: datetime) -> None:
    for month in range(1, 7):
        span = Span(date(2026, month, 1), date(2026, month + 1, 1) - timedelta(days=1))
        approved(cast, cast.tan_an, span, month_cells(), now)
    lan = SheetPage.open(cast.lan, cast.tan_an, FIRST_HALF, "BC-6T")
    assert "s:COM04" not in lan.form.fields
    assert lan.form.fields["v:COM04"] == "60"
    assert "lấy từ Báo cáo tháng" in lan.text
    assert lan.send({**lan.form.data("save"), "s:COM04": "0.x", "v:COM04": "61"}).status_code == 422


def test_a_correction_is_asked_on_the_figures_page_and_decided_by_a_second_person(cast: Cast, now: datetime) -> None:
    approved(cast, cast.tan_an, MAY, month_cells(), now)
    cell = cell_of(cast, "FRC04")
    nam, minh = signed_in(cast.nam), signed_in(cast.minh)
    page = f"/so-lieu/o/{cell.pk}/"
    assert "Đề nghị đính chính" not in nam.get(page).content.decode()
    close_period(form_code="BC-THANG", province=cast.province, period=Period.objects.get(), actor=cast.minh, now=now)
    typed = {"so": "31", "tinh-trang": "reported", "ly-do": "Sót một buổi", "van-ban": ""}
    refused = nam.post(f"{page}dinh-chinh/", typed)
    assert refused.status_code == 422
    assert "Sót một buổi" in refused.content.decode()
    nam.post(f"{page}dinh-chinh/", {**typed, "van-ban": "12/BC-UBND"})
    assert "Phê duyệt đính chính" not in nam.get(page).content.decode()
    waiting = minh.get(page).content.decode()
    assert "30 thành 31" in waiting
    assert counting(cell) == 30
    decide = re.search(r'action="(/so-lieu/dinh-chinh/\d+/)"', waiting)
    assert decide is not None
    assert nam.post(decide[1], {"act": "approve"}).status_code == 403
    done = minh.post(decide[1], {"act": "approve"}, follow=True).content.decode()
    assert "Đã phê duyệt đính chính" in done
    assert "12/BC-UBND" in done
    assert counting(cell) == 31


@pytest.mark.parametrize(
    ("code", "span", "why"),
    [
        ("BC-THANG", Span(date(2027, 1, 1), date(2027, 1, 31)), "chưa bắt đầu"),
        ("KHONG-CO", MAY, "Không có biểu KHONG-CO"),
        ("BC-THANG", Span(date(2019, 5, 1), date(2019, 5, 31)), "không tồn tại"),
        ("BC-THANG", Span(date(2025, 5, 1), date(2025, 5, 31)), "không được giao biểu"),
    ],
)
def test_an_address_that_leads_to_no_report_says_why(cast: Cast, code: str, span: Span, why: str) -> None:
    response = signed_in(cast.lan).get(sheet_url(code, cast.tan_an, span))
    assert response.status_code == 404
    assert why in response.content.decode()


def test_dates_that_are_no_dates_lead_nowhere(cast: Cast) -> None:
    client = signed_in(cast.lan)
    for span in ("2026-02-30_2026-03-31", "2026-06-30_2026-01-01", "mai"):
        assert client.get(f"/so-lieu/bieu/BC-THANG/{cast.tan_an.uid}/{span}/").status_code == 404


def test_the_context_bar_leads_to_the_address_that_it_names(cast: Cast) -> None:
    response = signed_in(cast.minh).get(
        sheet_url("BC-THANG", cast.tan_an, MAY),
        {"bieu": "BC-THANG", "don-vi": cast.tan_binh.uid, "ky": "2026-06-01_2026-06-30"},
    )
    assert response["Location"] == sheet_url("BC-THANG", cast.tan_binh, JUNE)


def test_a_figure_in_a_closed_period_cannot_be_entered_from_an_old_page(cast: Cast, now: datetime) -> None:
    approved(cast, cast.tan_binh, MAY, month_cells(), now)
    lan = SheetPage.open(cast.lan, cast.tan_an, MAY)
    lan.type("FRC04", "30")
    close_period(form_code="BC-THANG", province=cast.province, period=Period.objects.get(), actor=cast.minh, now=now)
    assert lan.press("save").status_code == 409
    assert "đã chốt số liệu" in lan.text
    assert not DraftCell.objects.filter(submission__unit=cast.tan_an).exists()


def test_who_reads_and_who_wrote_stand_on_the_figures_page_without_names(cast: Cast, now: datetime) -> None:
    report = submitted(cast, cast.tan_an, MAY, month_cells(), now)
    text = signed_in(cast.lan).get(f"/so-lieu/o/{cell_of(cast).pk}/").content.decode()
    assert "Chưa phê duyệt" in text
    assert cast.binh.post.title in text
    assert sheet_url("BC-THANG", cast.tan_an, MAY) in text
    assert report.stage == "submitted"


def test_the_leaders_old_page_is_refused_after_the_officer_took_it_back(cast: Cast, now: datetime) -> None:
    report = entered(cast, cast.tan_an, MAY, month_cells(), now)
    present(report, reasons={}, actor=cast.lan, now=now)
    binh = SheetPage.open(cast.binh, cast.tan_an, MAY)
    read_and_submit(report, actor=cast.binh, now=now)
    assert binh.press("submit").status_code == 409


def test_who_sees_no_figures_gets_no_list_that_says_there_are_none(cast: Cast) -> None:
    assert signed_in(cast.admin).get("/so-lieu/").status_code == 404
    assert signed_in(cast.minh).get("/so-lieu/").status_code == 200
