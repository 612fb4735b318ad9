"""A text taken in, its figures chosen, sent and approved; what is refused, and who must not see it."""

from __future__ import annotations

import unicodedata
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test.utils import CaptureQueriesContext

from binhyen.directives.models import Directive, SourceText
from binhyen.figures.models import Cell, DraftCell, LedgerEntry, ReadingDecision, Submission
from tests.cast import Cast
from tests.web.pages import signed_in
from tests.web.texts_of_ours import PASTE, TEXT, decide, page_of, paste, send, taken_in

PERIOD = "?tu=01/01/2026&den=30/6/2026"


def board_of(cast: Cast) -> str:
    return signed_in(cast.nam).get(f"/theo-doi/{cast.province.uid}/").content.decode()


def test_a_figure_reaches_the_board_only_through_a_second_person(cast: Cast) -> None:
    source, nam, minh = taken_in(cast.nam), signed_in(cast.nam), signed_in(cast.minh)
    assert decide(nam, source, "1.210 buổi", "accept").status_code == 302
    report = Submission.objects.get(source=source)
    assert send(nam, source).status_code == 302
    assert "1.210" not in board_of(cast)
    waiting = minh.get(page_of(source, "phe-duyet/")).content.decode()
    assert "01 số liệu chờ phê duyệt" in waiting
    assert '<mark class="hit">1.210 buổi</mark>' in waiting
    report.refresh_from_db()
    minh.post(page_of(source, "phe-duyet/"), {"act": "approve", "submission": report.pk, "revision": report.revision})
    assert "1.210" in board_of(cast)
    assert not LedgerEntry.objects.exists()


def test_who_sent_the_figures_is_told_that_somebody_else_approves(cast: Cast) -> None:
    source, nam = taken_in(cast.nam), signed_in(cast.nam)
    decide(nam, source, "1.210 buổi", "accept")
    report = Submission.objects.get(source=source)
    send(nam, source)
    page = nam.get(page_of(source, "phe-duyet/")).content.decode()
    assert "người gửi không phê duyệt" in page
    assert 'value="approve"' not in page
    refused = nam.post(page_of(source, "phe-duyet/"), {"act": "approve", "submission": report.pk})
    assert refused.status_code == 403
    assert "Người gửi báo cáo không được phê duyệt chính báo cáo đó" in refused.content.decode()


def test_a_line_that_was_sent_back_is_corrected_and_sent_again(cast: Cast) -> None:
    source, nam, minh = taken_in(cast.nam), signed_in(cast.nam), signed_in(cast.minh)
    decide(nam, source, "1.210 buổi", "accept")
    decide(nam, source, "trên 61.000 lượt người", "accept")
    report = Submission.objects.get(source=source)
    assert send(nam, source).status_code == 302
    minh.post(
        page_of(source, "phe-duyet/"),
        {"act": "send_back", "submission": report.pk, "cell": "COM04|", "reason": "Đề nghị rà soát số buổi"},
    )
    returned = nam.get(page_of(source)).content.decode()
    assert "trả lại: Đề nghị rà soát số buổi" in returned
    fields = {"code": "COM04", "unit": "Tỉnh Thử", "start": "01/01/2026", "end": "30/6/2026", "value": "1.201"}
    assert decide(nam, source, "1.210 buổi", "save", **fields).status_code == 302
    frozen = decide(nam, source, "trên 61.000 lượt người", "save", **{**fields, "code": "COM05", "value": "62.000"})
    assert "không bị trả lại nên không sửa được" in frozen.content.decode()
    assert send(nam, source).status_code == 302
    minh.get(page_of(source, "phe-duyet/"))
    minh.post(page_of(source, "phe-duyet/"), {"act": "approve", "submission": report.pk})
    approved = {c.indicator.code: c.approved.value for c in Cell.objects.filter(origin=str(source.pk)) if c.approved}
    assert approved == {"COM04": 1201, "COM05": 61000}


def test_names_with_markup_in_a_pasted_text_are_only_letters(cast: Cast) -> None:
    source = taken_in(cast.nam)
    page = signed_in(cast.nam).get(page_of(source)).content.decode()
    assert "&lt;b&gt;không ma túy&lt;/b&gt;" in page
    assert "<b>không ma túy" not in page


def test_the_headline_says_what_was_found(cast: Cast) -> None:
    page = signed_in(cast.nam).get(page_of(taken_in(cast.nam))).content.decode()
    assert "Nhận diện 06 số liệu; 01 chỗ cộng không khớp." in page
    assert "240 + 70 = 310" in page
    assert "Khác đơn vị tính, giữ nguyên cả ba" in page
    assert "Đã che 01 chỗ" in page
    assert "0912" not in page


def test_what_the_text_leaves_open_is_asked_for_and_kept_as_set_by_a_person(cast: Cast) -> None:
    source, nam = taken_in(cast.nam), signed_in(cast.nam)
    refused = decide(nam, source, "300 mô hình", "accept")
    assert refused.status_code == 422
    assert "Chưa rõ thời gian của số liệu. Đề nghị ghi từ ngày, đến ngày." in refused.content.decode()
    assert not ReadingDecision.objects.exists()
    assert decide(nam, source, "300 mô hình", "accept", PERIOD).status_code == 302
    assert "period" in DraftCell.objects.get(indicator__code="MOD02").provenance["set_by_person"]
    assert "Cán bộ xác định:" in nam.get(page_of(source)).content.decode()
    decide(nam, source, "1.210 buổi", "accept")
    assert "period" not in DraftCell.objects.get(indicator__code="COM04").provenance["set_by_person"]


def test_a_refused_correction_keeps_what_was_typed(cast: Cast) -> None:
    source, nam = taken_in(cast.nam), signed_in(cast.nam)
    fields = {"code": "COM04", "unit": "Tỉnh Lạ", "start": "01/01/2026", "end": "30/6/2026", "value": "1.215"}
    page = decide(nam, source, "1.210 buổi", "save", **fields)
    assert page.status_code == 404
    assert 'value="Tỉnh Lạ"' in page.content.decode()
    assert 'value="1.215"' in page.content.decode()
    assert "Không có đơn vị hành chính" in page.content.decode()


def test_a_corrected_number_says_so_and_keeps_the_words_of_the_text(cast: Cast) -> None:
    source, nam = taken_in(cast.nam), signed_in(cast.nam)
    fields = {"code": "COM04", "unit": "Tỉnh Thử", "start": "01/01/2026", "end": "30/6/2026"}
    decide(nam, source, "1.210 buổi", "save", **fields, value="1.200", qualifier="over")
    draft = DraftCell.objects.get(indicator__code="COM04")
    assert (draft.value, draft.qualifier, draft.provenance["quote"]) == (1200, "over", "1.210 buổi")
    assert "value" in draft.provenance["set_by_person"]
    assert "Đã chỉnh sửa, sử dụng" in nam.get(page_of(source)).content.decode()


def test_a_proposal_is_set_aside_and_taken_up_again(cast: Cast) -> None:
    source, nam = taken_in(cast.nam), signed_in(cast.nam)
    decide(nam, source, "1.210 buổi", "reject")
    assert "Đã loại" in nam.get(page_of(source)).content.decode()
    decide(nam, source, "1.210 buổi", "undo")
    assert not ReadingDecision.objects.exists()
    decide(nam, source, "1.210 buổi", "accept")
    decide(nam, source, "1.210 buổi", "undo")
    assert not DraftCell.objects.exists()


def test_a_contradiction_is_kept_as_it_stands(cast: Cast) -> None:
    source, nam = taken_in(cast.nam), signed_in(cast.nam)
    assert nam.post(page_of(source, f"giu-nguyen/3-4-5/{PERIOD}")).status_code == 302
    assert set(DraftCell.objects.values_list("value", flat=True)) == {70, 240, 300}
    assert nam.post(page_of(source, f"giu-nguyen/1-2/{PERIOD}")).status_code == 404


def test_of_several_indicators_that_may_fit_the_first_is_filled(cast: Cast) -> None:
    source, nam = taken_in(cast.nam), signed_in(cast.nam)
    quote = source.text[source.text.index("100%") :].split(" của tỉnh")[0]
    assert " hoặc COV03 " in nam.get(page_of(source)).content.decode()
    assert decide(nam, source, quote, "accept").status_code == 302
    assert dict(DraftCell.objects.values_list("indicator__code", "value")) == {"LDR06": 10000}


def test_one_proposal_may_fill_several_lines(cast: Cast) -> None:
    source, nam = taken_in(cast.nam), signed_in(cast.nam)
    quote = source.text[source.text.index("100%") :].split(" của tỉnh")[0]
    fields: dict[str, Any] = {"code": ["LDR06", "COV03"], "unit": "Tỉnh Thử", "start": "01/01/2026", "end": "30/6/2026"}
    assert decide(nam, source, quote, "save", **fields).status_code == 302
    assert dict(DraftCell.objects.values_list("indicator__code", "value")) == {"LDR06": 10000, "COV03": 10000}
    assert "indicator" in DraftCell.objects.all()[0].provenance["set_by_person"]


def test_without_scripts_and_with_them_the_same_is_done(cast: Cast) -> None:
    source, nam = taken_in(cast.nam), signed_in(cast.nam)
    start = source.text.index("1.210 buổi")
    url = page_of(source, f"so-lieu/{start}-{start + 10}/")
    fragment = nam.post(url, {"act": "accept"}, headers={"HX-Request": "true"})
    assert fragment.status_code == 200
    assert fragment.content.decode().startswith('<div id="ben-canh">')
    assert "01 sử dụng" in fragment.content.decode()


def test_a_decomposed_text_is_marked_at_the_right_letters(cast: Cast) -> None:
    source = taken_in(cast.nam, unicodedata.normalize("NFD", TEXT))
    assert source.text != unicodedata.normalize("NFC", source.text)
    nam = signed_in(cast.nam)
    quote = unicodedata.normalize("NFD", "1.210 buổi")
    assert f'id="t1" href="#p1">{quote}<sup>1</sup>' in nam.get(page_of(source)).content.decode()
    decide(nam, source, quote, "accept")
    assert DraftCell.objects.get().provenance["quote"] == quote


def test_what_is_outside_the_scope_is_marked_and_nothing_more(cast: Cast) -> None:
    text = TEXT + "\nCông tác quản lý nhà nước về tôn giáo có 12 cơ sở được hướng dẫn.\n"
    page = signed_in(cast.nam).get(page_of(taken_in(cast.nam, text))).content.decode()
    assert '<span class="aside-mark">ngoài phạm vi</span>' in page
    assert "Nhận diện 06 số liệu" in page


@pytest.mark.parametrize(
    ("changed", "sentence"),
    [
        ({"no_secrets": ""}, "Đề nghị xác nhận văn bản không chứa bí mật nhà nước"),
        ({"text": "MẬT\n" + TEXT}, "có dấu “MẬT”"),
        ({"text": "Lưu hành nội bộ\n" + TEXT}, "có dấu “Lưu hành nội bộ”"),
        ({"text": "  "}, "trống"),
        ({"unit": "Tỉnh Lạ"}, "Không có đơn vị hành chính “Tỉnh Lạ”"),
        ({"unit": "Tỉnh Khác"}, "không có quyền"),
        ({"published_on": "hôm qua"}, "Không đọc được ngày “hôm qua”"),
        ({"file": SimpleUploadedFile("a.txt", "Đảng ủy".encode("utf-16-le") * 40)}, "nhị phân"),
        ({"file": SimpleUploadedFile("a.txt", b"PK\x03\x04" + b"x" * 90)}, "(.docx) bị hỏng"),
        ({"text": "Tỉnh Thử. " * 210_000}, "nhiều hơn 2.000.000 ký tự"),
        ({"file": SimpleUploadedFile("a.txt", b"a" * (20 * 1024 * 1024 + 1))}, "20 MB"),
    ],
)  # fmt: skip
def test_a_refused_text_is_not_kept_and_the_entries_stay(cast: Cast, changed: dict[str, Any], sentence: str) -> None:
    page = paste(cast.nam, **changed)
    assert page.status_code == (403 if changed == {"unit": "Tỉnh Khác"} else 422)
    assert sentence in page.content.decode()
    assert 'value="Bài thử"' in page.content.decode()
    assert not SourceText.objects.exists()


def test_a_pasted_text_beyond_what_a_request_may_bring_gets_a_sentence(cast: Cast) -> None:
    page = paste(cast.nam, text="a " * 11_100_000)
    assert page.status_code in (400, 413)
    assert "20 MB" in page.content.decode()
    assert not SourceText.objects.exists()


def test_the_same_text_is_kept_once(cast: Cast) -> None:
    source = taken_in(cast.nam)
    page = paste(cast.minh)
    assert "Văn bản này đã có trong hệ thống" in page.content.decode()
    assert f'href="/van-ban/nguon/{source.pk}/"' in page.content.decode()
    assert SourceText.objects.count() == 1


def test_a_file_is_read_as_a_pasted_text_is(cast: Cast) -> None:
    file = SimpleUploadedFile("bao-cao.txt", TEXT.encode())
    assert paste(cast.nam, text="", file=file).status_code == 302
    assert SourceText.objects.get().text.startswith("Sơ kết")


def test_nobody_else_sees_a_text_or_touches_its_figures(cast: Cast) -> None:
    source = taken_in(cast.nam)
    for outsider in (cast.tuan, cast.quan, cast.lan, cast.admin):
        client = signed_in(outsider)
        assert client.get(page_of(source)).status_code == 404
        assert client.get(page_of(source, "phe-duyet/")).status_code == 404
        assert client.post(page_of(source, "giu-nguyen/3-4-5/")).status_code == 404
        assert decide(client, source, "1.210 buổi", "accept").status_code == 404
        assert "Bài thử" not in client.get("/van-ban/nguon/").content.decode()
    for without_right in (cast.quan, cast.lan, cast.hoa, cast.admin):
        assert signed_in(without_right).get(PASTE).status_code == 404
    assert signed_in(cast.hoa).get(page_of(source)).status_code == 200


def test_a_place_without_a_proposal_is_not_a_page(cast: Cast) -> None:
    source = taken_in(cast.nam)
    assert signed_in(cast.nam).post(page_of(source, "so-lieu/0-3/"), {"act": "accept"}).status_code == 404


def test_more_figures_do_not_mean_more_queries(cast: Cast) -> None:
    source, nam = taken_in(cast.nam), signed_in(cast.nam)

    def queries() -> int:
        with CaptureQueriesContext(connection) as caught:
            nam.get(page_of(source))
        return len(caught)

    decide(nam, source, "1.210 buổi", "accept")
    few = queries()
    decide(nam, source, "trên 61.000 lượt người", "accept")
    nam.post(page_of(source, f"giu-nguyen/3-4-5/{PERIOD}"))
    assert queries() <= few


def test_documents_show_their_links_both_ways_and_what_was_inferred(cast: Cast) -> None:
    lan = signed_in(cast.lan)
    listed = lan.get("/van-ban/?q=48-CT").content.decode()
    assert "Chỉ thị 48-CT/TW" in listed
    assert "Chỉ thị 09-CT/TU" not in listed
    page = lan.get(f"/van-ban/{Directive.objects.get(canonical='48-CT/TW').pk}/").content.decode()
    assert "được triển khai bởi" in page
    assert "suy ra: được tiếp tục thực hiện theo Kết luận số 13-KL/TW" in page
    unknown = lan.get(f"/van-ban/{Directive.objects.get(canonical='03-NQ/TU').pk}/").content.decode()
    assert "chưa rõ" in unknown
    assert "CTPH-09" in lan.get("/van-ban/chuong-trinh/CTPH-09/").content.decode()
    assert lan.get("/van-ban/chuong-trinh/LA-00/").status_code == 404


def test_impossible_numbers_are_shown_and_refused_with_a_sentence(cast: Cast) -> None:
    text = "Tỉnh Thử có 99999999999999999999 lượt người dự tuyên truyền và từ 30 đến 20 buổi tuyên truyền năm 2025."
    source, nam = taken_in(cast.nam, text), signed_in(cast.nam)
    assert nam.get(page_of(source)).status_code == 200
    refused = decide(nam, source, "99999999999999999999 lượt người", "accept")
    assert refused.status_code == 422
    assert "Không đọc được số" in refused.content.decode()
    assert not DraftCell.objects.exists()


def test_a_page_that_has_grown_old_approves_nothing(cast: Cast) -> None:
    source, nam, minh = taken_in(cast.nam), signed_in(cast.nam), signed_in(cast.minh)
    decide(nam, source, "1.210 buổi", "accept")
    send(nam, source)
    report = Submission.objects.get(source=source)
    old = {"act": "approve", "submission": report.pk, "revision": report.revision - 1}
    refused = minh.post(page_of(source, "phe-duyet/"), old)
    assert refused.status_code == 409
    assert "Báo cáo đã thay đổi sau khi đồng chí mở trang" in refused.content.decode()
    assert Submission.objects.get().stage == "submitted"


def test_a_long_text_is_read_part_by_part(cast: Cast) -> None:
    source, nam = taken_in(cast.nam, TEXT * 200), signed_in(cast.nam)
    first, last = nam.get(page_of(source)).content.decode(), nam.get(page_of(source, "?phan=99")).content.decode()
    assert "Nhận diện 1.200 số liệu" in first
    assert "Phần 1/13" in first
    assert first.count("data-row=") <= 100
    assert 'id="p1"' in first
    assert 'id="p1"' not in last
    assert 'id="p1200"' in last
    assert 'id="cg-1200"' in nam.get(page_of(source, "?sua=1200")).content.decode()


def test_a_text_that_another_province_holds_is_refused_without_its_title(cast: Cast) -> None:
    source = taken_in(cast.nam)
    page = paste(cast.tuan, unit="Tỉnh Khác", title="Của tôi")
    assert page.status_code == 422
    assert "Văn bản này đã có trong hệ thống" in page.content.decode()
    assert source.title not in page.content.decode()
    assert f'href="/van-ban/nguon/{source.pk}/"' not in page.content.decode()


def test_a_title_is_kept_without_personal_numbers(cast: Cast) -> None:
    paste(cast.nam, title="Báo cáo, liên hệ 0912345678")
    assert SourceText.objects.get().title == "Báo cáo, liên hệ ██████████"
