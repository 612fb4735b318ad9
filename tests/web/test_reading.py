"""The reading page: files, progress, reasons, many at once, taking back, contradictions, what was left out, suggestions."""

from __future__ import annotations

import re
import zipfile
from datetime import date
from io import BytesIO
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from binhyen.directives.models import SourceText
from binhyen.figures.actions import submit
from binhyen.figures.models import DraftCell, ReadingDecision, Submission
from binhyen.figures.queries.reports import findings_of
from binhyen.foundation.audit import verify
from binhyen.foundation.models import AuditEntry
from tests.cast import Cast, read_and_approve
from tests.web.pages import signed_in
from tests.web.texts_of_ours import TEXT, decide, page_of, paste, send, taken_in

MANY = """Sơ kết 6 tháng đầu năm 2026

Trong 6 tháng đầu năm 2026, tỉnh Thử đã tổ chức 1.210 buổi tuyên truyền tập trung với trên 61.000 lượt người tham dự.

Trong 6 tháng đầu năm 2026, các tổ hòa giải ở cơ sở tiếp nhận 1.563 vụ, việc; hòa giải thành 1.285 vụ, việc.

Đến nay toàn tỉnh có 300 mô hình, trong đó có 240 tổ tự quản về an ninh, trật tự và 70 mô hình không có ma túy.
"""
DIRECTIVE = """TỈNH ỦY THỬ
Số 12-CT/TU
Thử, ngày 05 tháng 3 năm 2026
CHỈ THỊ
về đẩy mạnh phong trào Toàn dân bảo vệ an ninh Tổ quốc

Ban Thường vụ Tỉnh ủy yêu cầu:

1. Ủy ban nhân dân tỉnh chỉ đạo bố trí kinh phí cho phong trào; hoàn thành trước ngày 30/9/2026.

2. Công an tỉnh chủ trì, phối hợp với Ban Dân vận Tỉnh ủy hướng dẫn các địa phương; định kỳ 6 tháng một lần báo cáo.
"""


def opened(client: Client, source: SourceText, tail: str = "") -> str:
    page = client.get(page_of(source, tail))
    assert page.status_code == 200
    return page.content.decode()


def listed(client: Client, source: SourceText, tail: str = "") -> list[str]:
    """The places that the page of many proposals lists, each ticked."""
    return re.findall(r'name="place" value="(\d+-\d+)" checked', opened(client, source, f"su-dung-nhieu/{tail}"))


def use(client: Client, source: SourceText, places: list[str]) -> Any:
    return client.post(page_of(source, "su-dung-nhieu/"), {"place": places})


def docx(text: str, *, inserted: str = "") -> bytes:
    """A Word file of our own: paragraphs, and perhaps a tracked insertion."""
    space = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'
    body = "".join(f"<w:p><w:r><w:t>{line}</w:t></w:r></w:p>" for line in text.splitlines())
    if inserted:
        mark = 'w:id="1" w:author="x" w:date="2026-01-01T00:00:00Z"'
        body += f"<w:p><w:ins {mark}><w:r><w:t>{inserted}</w:t></w:r></w:ins></w:p>"
    types = (
        '<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types">'
        '<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
        '<Override PartName="/word/document.xml" ContentType='
        '"application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"/></Types>'
    )
    relations = (
        '<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="rId1" Type='
        '"http://schemas.openxmlformats.org/officeDocument/2006/relationships/officeDocument" Target="word/document.xml"/>'
        "</Relationships>"
    )
    held = BytesIO()
    with zipfile.ZipFile(held, "w") as archive:
        archive.writestr("[Content_Types].xml", types)
        archive.writestr("_rels/.rels", relations)
        archive.writestr("word/document.xml", f"<w:document {space}><w:body>{body}</w:body></w:document>")
    return held.getvalue()


def test_a_word_file_is_read_and_only_its_text_is_kept(cast: Cast) -> None:
    plain = "\n".join(line for line in MANY.splitlines() if line)
    file = SimpleUploadedFile("bao cao cua Nguyen Van An.docx", docx(plain, inserted="Năm 2025 có 12 lớp tập huấn."))
    page = signed_in(cast.nam).post(
        "/van-ban/nguon/dua-vao/", {"no_secrets": "yes", "unit": "Tỉnh Thử", "file": file}, follow=True
    )
    assert "Tệp còn ghi lại sửa đổi" in page.content.decode()
    source = SourceText.objects.get()
    assert "12 lớp tập huấn" in source.text
    assert "Nguyen" not in f"{source.title} {source.text}"
    assert "Nhận diện 08 số liệu" in page.content.decode()


def test_a_web_page_is_read_without_its_tags(cast: Cast) -> None:
    rows = "".join(f"<p>{line}</p>" for line in MANY.splitlines() if line)
    file = SimpleUploadedFile("tin.html", f"<html><body><article>{rows}</article></body></html>".encode())
    assert paste(cast.nam, text="", file=file).status_code == 302
    assert "<p>" not in SourceText.objects.get().text


def test_letters_of_an_old_font_are_turned_into_unicode_and_it_is_said(cast: Cast) -> None:
    old = "N¨m 2025, tØnh Thö ®· tæ chøc 12 buæi tuyªn truyÒn ph¸p luËt, x©y dùng phong trµo toµn d©n b¶o vÖ an ninh Tæ quèc.\n"
    nam = signed_in(cast.nam)
    fields = {"no_secrets": "yes", "unit": "Tỉnh Thử", "text": old * 4}
    page = nam.post("/van-ban/nguon/dua-vao/", fields, follow=True).content.decode()
    assert "Văn bản dùng bảng mã TCVN3 (ABC), đã chuyển sang Unicode" in page
    assert "đã tổ chức 12 buổi tuyên truyền" in SourceText.objects.get().text


def test_what_was_typed_stays_when_a_file_is_refused(cast: Cast) -> None:
    page = paste(cast.nam, text="Đã gõ ở đây", file=SimpleUploadedFile("a.docx", b"PK\x03\x04" + b"x" * 90))
    shown = page.content.decode()
    assert page.status_code == 422
    assert "Đã gõ ở đây" in shown
    assert "đề nghị chọn lại tệp" in shown
    assert 'href="#tep"' in shown


def test_the_text_of_a_file_stays_when_something_else_is_refused(cast: Cast) -> None:
    page = paste(cast.nam, text="", unit="Tỉnh Lạ", file=SimpleUploadedFile("a.txt", TEXT.encode())).content.decode()
    assert "1.210 buổi tuyên truyền" in page
    assert "chọn lại tệp" not in page


def test_a_file_that_bears_a_mark_is_not_shown_again(cast: Cast) -> None:
    page = paste(cast.nam, text="", file=SimpleUploadedFile("a.txt", f"TỐI MẬT\n{TEXT}".encode())).content.decode()
    assert "có dấu “TỐI MẬT”" in page
    assert "1.210 buổi" not in page
    assert not SourceText.objects.exists()


def test_the_page_counts_what_was_seen(cast: Cast) -> None:
    source, nam = taken_in(cast.nam), signed_in(cast.nam)
    assert "0/6 đã xem" in opened(nam, source)
    decide(nam, source, "1.210 buổi", "accept")
    decide(nam, source, "300 mô hình", "reject")
    assert "2/6 đã xem" in opened(nam, source)


def test_why_a_proposal_was_set_aside_is_kept_from_a_short_list(cast: Cast) -> None:
    source, nam = taken_in(cast.nam), signed_in(cast.nam)
    decide(nam, source, "1.210 buổi", "reject", reason="wrong_indicator")
    kept = ReadingDecision.objects.get()
    assert (kept.reason, kept.proposed, kept.measures, kept.chosen) == ("wrong_indicator", "COM04", kept.measures, "")
    assert kept.measures.startswith("buổi tuyên truyền")
    assert '<option value="wrong_indicator" selected>' in opened(nam, source)
    refused = decide(nam, source, "1.210 buổi", "reject", reason="tên người")
    assert refused.status_code == 422
    assert ReadingDecision.objects.get().reason == "wrong_indicator"


def test_many_are_listed_first_and_used_exactly_as_listed(cast: Cast) -> None:
    source, nam = taken_in(cast.nam, MANY), signed_in(cast.nam)
    places = listed(nam, source)
    assert len(places) == 4
    assert not ReadingDecision.objects.exists()
    page = opened(nam, source, "su-dung-nhieu/")
    assert page.count("có chỗ chưa khớp") == 3
    assert use(nam, source, places[:3]).status_code == 302
    assert DraftCell.objects.count() == 3
    assert "3/7 đã xem" in opened(nam, source)
    assert len(listed(nam, source)) == 1


def test_many_are_used_under_one_audit_entry_and_taken_back_together(cast: Cast) -> None:
    source, nam = taken_in(cast.nam, MANY), signed_in(cast.nam)
    use(nam, source, listed(nam, source))
    entry = AuditEntry.objects.get(verb="figures.accept_figures")
    assert set(ReadingDecision.objects.values_list("batch", flat=True)) == {entry.seq}
    assert "Hoàn tác cả 04 số liệu đã dùng cùng lúc" in opened(nam, source)
    assert nam.post(page_of(source, "hoan-tac/"), {"batch": entry.seq}).status_code == 302
    assert not ReadingDecision.objects.exists()
    assert not DraftCell.objects.exists()
    assert AuditEntry.objects.filter(verb="figures.undo_batch").count() == 1
    assert verify() == AuditEntry.objects.count()


def test_after_sending_nothing_is_taken_back(cast: Cast) -> None:
    source, nam = taken_in(cast.nam, MANY), signed_in(cast.nam)
    use(nam, source, listed(nam, source))
    batch = ReadingDecision.objects.values_list("batch", flat=True)[0]
    assert send(nam, source).status_code == 302
    assert "Hoàn tác cả" not in opened(nam, source)
    assert nam.post(page_of(source, "hoan-tac/"), {"batch": batch}).status_code == 409
    assert "Không có lựa chọn nào" in nam.post(page_of(source, "hoan-tac/")).content.decode()
    assert DraftCell.objects.count() == 4


def test_a_list_that_has_grown_old_uses_nothing(cast: Cast) -> None:
    source, nam = taken_in(cast.nam, MANY), signed_in(cast.nam)
    places = listed(nam, source)
    decide(nam, source, "1.210 buổi", "reject")
    refused = use(nam, source, places)
    assert refused.status_code == 409
    assert "Đề xuất đã thay đổi sau khi đồng chí mở trang (01 chỗ)" in refused.content.decode()
    assert not DraftCell.objects.exists()
    assert use(nam, source, []).status_code == 409


def test_a_higher_level_lists_fewer_and_says_why(cast: Cast) -> None:
    text = MANY + "\nTrong 6 tháng đầu năm 2026, tỷ lệ hòa giải thành đạt 82,2%.\n"
    source, nam = taken_in(cast.nam, text), signed_in(cast.nam)
    many, few = listed(nam, source, "?tin-cay=0.7"), listed(nam, source, "?tin-cay=0.95")
    assert set(few) < set(many)
    assert "độ tin cậy 0," in opened(nam, source, "su-dung-nhieu/?tin-cay=0.95").split("Để cán bộ xem từng số")[1]


def test_two_passages_for_one_line_are_left_to_a_person(cast: Cast) -> None:
    text = MANY + "\nTrong 6 tháng đầu năm 2026, tỉnh Thử đã tổ chức 1.250 buổi tuyên truyền tập trung.\n"
    source, nam = taken_in(cast.nam, text), signed_in(cast.nam)
    assert len(listed(nam, source)) == 3
    assert "một chỗ khác của văn bản cũng nói về chỉ tiêu này" in opened(nam, source, "su-dung-nhieu/")


def test_a_figure_of_the_year_before_does_not_take_the_days_of_this_one(cast: Cast) -> None:
    text = (
        "Trong 6 tháng đầu năm 2026, tỉnh Thử tiếp nhận 172 vụ hòa giải, tăng 24 vụ so với cùng kỳ năm 2025 (148 vụ).\n"
    )
    source, nam = taken_in(cast.nam, text), signed_in(cast.nam)
    refused = decide(nam, source, "148 vụ", "accept")
    assert refused.status_code == 422
    assert "Chưa rõ thời gian của số liệu" in refused.content.decode()
    told = opened(nam, source, "su-dung-nhieu/")
    assert "số của kỳ so sánh" in told
    assert "văn bản ghi mức tăng" in told
    assert len(listed(nam, source)) == 1


def test_a_text_brings_its_own_day_where_none_is_typed(cast: Cast) -> None:
    text = "Ngày 04/5/2026, tỉnh Thử tổ chức hội nghị sơ kết 6 tháng.\nToàn tỉnh có 300 mô hình tự quản.\n"
    assert paste(cast.nam, text, published_on="").status_code == 302
    assert SourceText.objects.get(text=text).published_on == date(2026, 5, 4)
    assert paste(cast.nam, f"{text}Có 20 tổ.\n").status_code == 302
    assert SourceText.objects.order_by("-pk")[0].published_on == date(2026, 7, 5)


def test_numbers_of_a_commune_and_aims_are_left_to_a_person_and_money_is_kept_in_its_unit(cast: Cast) -> None:
    text = (
        "Trong 6 tháng đầu năm 2026, xã Tân An tổ chức 5 buổi tuyên truyền.\n"
        "Trong 6 tháng đầu năm 2026, toàn tỉnh xảy ra 11 vụ cháy, thiệt hại 2,3 tỷ đồng.\n"
        "Phấn đấu trong 6 tháng đầu năm 2026 mở 15 lớp tập huấn.\n"
    )
    source, nam = taken_in(cast.nam, text), signed_in(cast.nam)
    told = opened(nam, source, "su-dung-nhieu/")
    assert "số của xã Tân An" in told
    assert "mục tiêu, chưa phải kết quả" in told
    assert "<b>2.300</b>" in told  # as it will be kept, in triệu đồng
    assert decide(nam, source, "5 buổi", "accept").status_code == 422
    decide(nam, source, "2,3 tỷ đồng", "accept")
    draft = DraftCell.objects.select_related("indicator").get()
    assert (draft.indicator.code, draft.value, draft.indicator.decimals) == ("FIR04", 2_300_000, 3)


def test_the_latest_decision_is_taken_back_and_only_ones_own(cast: Cast) -> None:
    source, nam, minh = taken_in(cast.nam), signed_in(cast.nam), signed_in(cast.minh)
    decide(nam, source, "1.210 buổi", "accept")
    decide(nam, source, "300 mô hình", "reject")
    assert "Không có lựa chọn nào của đồng chí" in minh.post(page_of(source, "hoan-tac/")).content.decode()
    nam.post(page_of(source, "hoan-tac/"))
    left = ReadingDecision.objects.get()
    assert left.decision == ReadingDecision.ACCEPTED


def test_the_number_of_queries_of_the_list_does_not_grow_with_the_figures(cast: Cast) -> None:
    def queries(text: str) -> int:
        source, nam = taken_in(cast.nam, text), signed_in(cast.nam)
        with CaptureQueriesContext(connection) as caught:
            opened(nam, source, "su-dung-nhieu/")
        return len(caught)

    assert queries(MANY) == queries(
        MANY + "Trong 6 tháng đầu năm 2026, tỉnh Thử mở 15 lớp tập huấn, đăng 217 tin, bài.\n"
    )


def test_a_contradiction_names_its_figures_and_leads_to_them(cast: Cast) -> None:
    page = opened(signed_in(cast.nam), taken_in(cast.nam))
    card = page.split('class="sheet clash"')[1].split("</section>")[0]
    assert "240 + 70 = 310 &gt; 300" in card
    assert re.findall(r'href="#t(\d)"', card) == ["3", "4", "5"]


def test_the_same_unit_in_more_words_is_no_other_unit(cast: Cast) -> None:
    text = "Đến ngày 30/6/2026, tỉnh Thử có 305 điểm mô hình, trong đó có 190 điểm do Công an và 140 điểm do Mặt trận chủ trì.\n"
    page = opened(signed_in(cast.nam), taken_in(cast.nam, text))
    assert "190 + 140 = 330 &gt; 305" in page
    assert "Giữ nguyên cả ba" in page
    assert "tính lẫn" not in page


def test_what_was_left_out_is_told_by_reason_and_kept_nowhere(cast: Cast) -> None:
    text = TEXT + "\nCông tác quản lý nhà nước về tôn giáo có 12 cơ sở được hướng dẫn.\n"
    source = taken_in(cast.nam, text)
    told = opened(signed_in(cast.nam), source).split('id="khong-doc"')[1].split("</section>")[0]
    assert "Trong số, ký hiệu văn bản" in told
    assert "77" in told
    assert "Đoạn ngoài phạm vi" in told
    assert "tôn giáo" not in told
    assert " 12" not in told.replace("·", " ")
    columns = [name for table in connection.introspection.table_names() for name in _columns(table)]
    assert not [name for name in columns if "outside" in name or "ignored" in name]


def _columns(table: str) -> list[str]:
    with connection.cursor() as cursor:
        return [column.name for column in connection.introspection.get_table_description(cursor, table)]


def test_a_directive_shows_its_duties_and_is_handed_out_as_akoma_ntoso(cast: Cast) -> None:
    source, nam = taken_in(cast.nam, DIRECTIVE), signed_in(cast.nam)
    page = opened(nam, source)
    assert "Bố cục và nhiệm vụ" in page
    assert "Thời hạn: trước ngày 30/9/2026" in page
    assert "Thời hạn: 6 tháng một lần" in page
    assert "Phối hợp: Ban Dân vận Tỉnh ủy" in page
    answer = nam.get(page_of(source, "akn/"))
    assert answer["Content-Type"].startswith("application/akn+xml")
    assert answer.content.decode().startswith("<?xml")
    assert signed_in(cast.tuan).get(page_of(source, "akn/")).status_code == 404


def test_suggestions_count_what_was_set_aside_and_are_handed_out_as_text(cast: Cast) -> None:
    nam = signed_in(cast.nam)
    for n in (15, 16, 17):
        text = f"Trong năm 2025, tỉnh Thử thành lập {n} tổ bầu cử và {n + 40} tổ tự quản."
        decide(nam, taken_in(cast.nam, text), f"{n} tổ", "reject", reason="not_a_figure")
    page = nam.get("/van-ban/nguon/goi-y-quy-tac/").content.decode()
    assert "01 gợi ý" in page
    assert "3 lần loại (không phải số liệu 3), 0 lần sử dụng, 3 văn bản" in page
    told = nam.get("/van-ban/nguon/goi-y-quy-tac/?dang=txt")
    assert "attachment" in told["Content-Disposition"]
    assert told.content.decode().startswith("“tổ bầu cử”")
    assert "Chưa có gợi ý" in nam.get("/van-ban/nguon/goi-y-quy-tac/?lan=4").content.decode()
    assert "Chưa có gợi ý" in signed_in(cast.tuan).get("/van-ban/nguon/goi-y-quy-tac/").content.decode()
    assert signed_in(cast.quan).get("/van-ban/nguon/goi-y-quy-tac/").status_code == 404


def test_a_text_is_compared_with_what_was_approved_before(cast: Cast, now: Any) -> None:
    nam = signed_in(cast.nam)
    first = taken_in(cast.nam)
    decide(nam, first, "1.210 buổi", "accept")
    report = Submission.objects.get(source=first)
    reasons = {f.id: "ghi đúng như văn bản" for f in findings_of(report, today=date(2026, 7, 20))}
    submit(report, reasons=reasons, actor=cast.nam, now=now)
    read_and_approve(report, actor=cast.minh, now=now)
    second = taken_in(cast.nam, "Trong 6 tháng đầu năm 2026, tỉnh Thử đã tổ chức 1.150 buổi tuyên truyền tập trung.\n")
    page = opened(nam, second)
    assert "Văn bản ghi khác số liệu đã được phê duyệt" in page
    card = page.split("Số liệu đã có:")[1].split("</p>")[0]
    assert re.search(r'href="/so-lieu/o/\d+/">COM04 .*: 1\.210 buổi', card), card
    assert listed(nam, second) == []
    assert "đã được phê duyệt" not in opened(nam, first).split('id="ho-so"')[0]


def test_a_go_of_which_a_part_was_sent_is_no_longer_offered_for_taking_back(cast: Cast) -> None:
    text = MANY.replace("Trong 6 tháng đầu năm 2026, các tổ", "Năm 2025, các tổ")
    source, nam = taken_in(cast.nam, text), signed_in(cast.nam)
    use(nam, source, listed(nam, source))
    assert Submission.objects.filter(source=source).count() == 2
    assert "Hoàn tác cả" in opened(nam, source)
    assert send(nam, source).status_code == 302
    assert "Hoàn tác cả" not in opened(nam, source)


@pytest.mark.parametrize("tail", ["?phan=²", "?sua=²", f"?phan={'9' * 5000}"])
def test_an_address_with_an_odd_number_opens_the_text(cast: Cast, tail: str) -> None:
    assert "Số liệu đề xuất" in opened(signed_in(cast.nam), taken_in(cast.nam), tail)


def test_a_request_brings_one_file(cast: Cast) -> None:
    files = [SimpleUploadedFile(f"{n}.txt", TEXT.encode()) for n in range(2)]
    assert paste(cast.nam, text="", file=files).status_code == 400
    assert not SourceText.objects.exists()


@pytest.mark.parametrize("act", ["su-dung-nhieu/", "hoan-tac/"])
def test_nobody_else_uses_or_takes_back(cast: Cast, act: str) -> None:
    source = taken_in(cast.nam, MANY)
    for outsider in (cast.tuan, cast.quan, cast.lan, cast.hoa, cast.admin):
        assert signed_in(outsider).post(page_of(source, act), {"place": ["0-1"]}).status_code == 404
