"""The pages of the signed paper, of evidence and remarks, of receipts: what each post sees and does, without scripts."""

from __future__ import annotations

import io
from datetime import date, datetime
from typing import Any

import docx
import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test.utils import CaptureQueriesContext

from binhyen.collection.actions.attachments import attach
from binhyen.collection.models import Attachment, Paper, Remark
from binhyen.collection.queries.papers import receipt_codes
from binhyen.figures.actions import present, save_cells, send_back
from binhyen.figures.models import FormVersion, Submission
from binhyen.foundation.span import Span
from binhyen.organisation.actor import Actor
from binhyen.web.figures.addresses import sheet_url
from tests.cast import Cast, approved, entered, key, month_cells, number, read_and_submit, submitted
from tests.collection.test_attached_files import PAGE, exif, jpeg
from tests.web.pages import signed_in

MAY = Span(date(2026, 5, 1), date(2026, 5, 31))
TYPED = {"so": "45", "ky-hieu": "BC-UBND", "ngay": "02/6/2026", "chuc-danh": "Chủ tịch UBND xã"}
HX = {"HX-Request": "true"}


@pytest.fixture
def sent(cast: Cast, now: datetime) -> Submission:
    return submitted(cast, cast.tan_an, MAY, month_cells(sessions=17), now)


def at(cast: Cast, tail: str = "bao-cao/") -> str:
    return sheet_url("BC-THANG", cast.tan_an, MAY) + tail


def file(content: bytes = PAGE, name: str = "so.pdf") -> SimpleUploadedFile:
    return SimpleUploadedFile(name, content, content_type="text/html")


def posted(actor: Actor, path: str, **fields: Any) -> Any:
    return signed_in(actor).post(path, fields)


def test_the_page_lists_what_the_paper_holds_and_gives_the_file(cast: Cast, now: datetime) -> None:
    entered(cast, cast.tan_an, MAY, month_cells(sessions=17), now)
    lan = signed_in(cast.lan)
    page = lan.get(at(cast)).content.decode()
    assert "16/16 chỉ tiêu có số liệu" in page
    assert "chưa khớp" not in page
    assert "tổ chức 17\u00a0buổi tuyên truyền" in page
    assert "chưa có văn bản yêu cầu" in page
    answer = lan.get(at(cast, "bao-cao/tai/?the-thuc=ban-chi-dao&ky=deputy"))
    document = docx.Document(io.BytesIO(answer.content))
    assert "BAN CHỈ ĐẠO" in document.tables[0].rows[0].cells[0].text
    assert any("PHÓ TRƯỞNG BAN" in table.rows[0].cells[-1].text for table in document.tables)
    assert answer["Content-Disposition"].startswith('attachment; filename="du-thao-bao-cao-BC-THANG-')
    assert lan.get(at(cast, "bao-cao/tai/?the-thuc=khac")).status_code == 422


def test_the_page_says_what_does_not_agree_before_anybody_prints_it(cast: Cast, now: datetime) -> None:
    entered(cast, cast.tan_an, MAY, {**month_cells(), key("COM04"): number(12)}, now)
    assert "01 chỉ tiêu chưa khớp, phải chỉnh lý trước khi trình" in signed_in(cast.lan).get(at(cast)).content.decode()


def test_before_anything_was_entered_there_is_no_paper_and_the_page_says_so(cast: Cast) -> None:
    lan = signed_in(cast.lan)
    assert "Chưa có số liệu" in lan.get(at(cast)).content.decode()
    assert lan.get(at(cast, "bao-cao/tai/")).status_code == 404


def test_number_date_office_and_signed_file_are_typed_after_sending(cast: Cast, sent: Submission) -> None:
    assert posted(cast.lan, at(cast), **TYPED, tep=file(), **{"khong-mat": "yes"}).status_code == 302
    page = signed_in(cast.minh).get(at(cast)).content.decode()
    assert "Báo cáo đã gửi kèm báo cáo số 45/BC-UBND ngày 02/6/2026" in page
    assert "so.pdf" in page
    assert "Chủ tịch UBND xã" in page
    assert 'name="so"' not in page


def test_a_second_sending_without_a_number_names_that_of_the_first(cast: Cast, sent: Submission, now: datetime) -> None:
    posted(cast.lan, at(cast), **TYPED)
    back = send_back(sent, cells=[key("FRC04")], reason="rà soát", actor=cast.minh, now=now)
    save_cells(back, {key("FRC04"): number(31)}, seen={key("FRC04"): 1}, actor=cast.lan, now=now)
    present(back, reasons={}, actor=cast.lan, now=now)
    read_and_submit(back, actor=cast.binh, now=now)
    page = signed_in(cast.lan).get(at(cast)).content.decode()
    assert "chưa ghi số, ký hiệu (lần gửi 1: báo cáo số 45/BC-UBND ngày 02/6/2026)" in page


@pytest.mark.parametrize(
    ("changed", "said"),
    [
        ({"ngay": "hôm qua"}, "Không đọc được ngày"), ({"ngay": ""}, "Đề nghị ghi “Ngày ký”."), ({"chuc-danh": "Ông Nguyễn Văn A"}, "không ghi họ tên"),
        ({"so": "x"}, "Không đọc được số"), ({"tep": file()}, "không chứa bí mật nhà nước"),
        ({"tep": file(b"<html>", "a.pdf"), "khong-mat": "yes"}, "Chỉ nhận tệp PDF"),
    ],
)  # fmt: skip
def test_what_is_refused_stays_typed_and_nothing_is_stored(
    cast: Cast, sent: Submission, changed: dict[str, Any], said: str
) -> None:
    given = changed.get("tep")
    if given is not None:
        given.seek(0)
    answer = posted(cast.lan, at(cast), **{**TYPED, **changed})
    page = answer.content.decode()
    assert answer.status_code == 422
    assert said in page
    assert 'value="BC-UBND"' in page
    assert not Paper.objects.exists()
    assert not Attachment.objects.exists()


def test_a_post_without_a_right_to_it_changes_nothing(cast: Cast, sent: Submission) -> None:
    assert posted(cast.minh, at(cast), **TYPED).status_code == 403
    extras = at(cast, "minh-chung/FRC04/")
    assert posted(cast.hoa, extras, act="remark", **{"y-kien": "x"}).status_code == 403
    for outsider in (cast.tuan, cast.quan, cast.officers[cast.tan_binh.pk]):
        client = signed_in(outsider)
        for path in (at(cast), at(cast, "bao-cao/tai/"), extras):
            assert client.get(path).status_code == 404
            assert client.post(path, {**TYPED, "act": "remark", "y-kien": "x"}).status_code in (404, 405)
    assert not Paper.objects.exists()
    assert not Remark.objects.exists()


def test_evidence_and_remarks_work_as_a_page_and_as_a_fragment(cast: Cast, sent: Submission) -> None:
    path = at(cast, "minh-chung/COM04[host_org=ca]/")
    given = {"act": "attach", "tep": file(), "khong-mat": "yes"}
    assert posted(cast.lan, path, **given).status_code == 302
    lan = signed_in(cast.lan)
    fragment = lan.post(path, {"act": "remark", "y-kien": "Đã đối chiếu sổ."}, headers=HX).content.decode()
    assert "<html" not in fragment
    assert "so.pdf" in fragment
    assert "Đã đối chiếu sổ." in fragment
    page = signed_in(cast.minh).get(path).content.decode()
    assert "Công an chủ trì" in page
    assert "Đã đối chiếu sổ." in page
    assert 'value="remark"' in page
    assert 'value="attach"' not in page
    refused = lan.post(path, {"act": "remark", "y-kien": "Gọi 0912345678"}, headers=HX)
    assert refused.status_code == 422
    assert "Từ ký tự thứ 5 (sau “Gọi”)" in refused.content.decode()


def test_a_line_that_the_form_does_not_have_is_no_page(cast: Cast, sent: Submission) -> None:
    lan = signed_in(cast.lan)
    assert lan.get(at(cast, "minh-chung/bao-cao/")).status_code == 200
    assert lan.get(at(cast, "minh-chung/MOD02/")).status_code == 404
    assert lan.post(at(cast, "minh-chung/FRC04/"), {"act": "remove:999"}).status_code == 404
    assert lan.post(at(cast, "minh-chung/FRC04/"), {"act": "drop"}).status_code == 400


def test_the_officer_may_attach_before_the_first_figure(cast: Cast) -> None:
    path = at(cast, "minh-chung/FRC04/")
    assert posted(cast.lan, path, act="attach", tep=file(), **{"khong-mat": "yes"}).status_code == 302
    assert Submission.objects.get(unit=cast.tan_an).stage == "draft"
    assert Attachment.objects.count() == 1


def test_a_file_is_always_saved_never_shown_and_its_kind_is_that_of_its_bytes(
    cast: Cast, sent: Submission, now: datetime
) -> None:
    kept = attach(
        sent, line="FRC04", name='báo "cáo".html', content=jpeg(exif(">", 1)), no_secrets=True, actor=cast.lan, now=now
    )
    answer = signed_in(cast.minh).get(f"/so-lieu/tep/{kept.pk}/")
    assert answer["Content-Type"] == "image/jpeg"
    assert answer["X-Content-Type-Options"] == "nosniff"
    assert answer["Content-Disposition"].startswith("attachment; filename*=utf-8''b%C3%A1o%20c%C3%A1o")
    assert b"GPS" not in answer.content
    for outsider in (cast.tuan, cast.quan, cast.officers[cast.tan_binh.pk]):
        assert signed_in(outsider).get(f"/so-lieu/tep/{kept.pk}/").status_code == 404


def test_a_removed_file_is_named_and_cannot_be_had(cast: Cast, sent: Submission) -> None:
    path = at(cast, "minh-chung/FRC04/")
    posted(cast.lan, path, act="attach", tep=file(), **{"khong-mat": "yes"})
    kept = Attachment.objects.get()
    assert posted(cast.binh, path, act=f"remove:{kept.pk}").status_code == 302
    lan = signed_in(cast.lan)
    assert "Đã gỡ 01 tệp" in lan.get(path).content.decode()
    assert lan.get(f"/so-lieu/tep/{kept.pk}/").status_code == 404


def test_a_receipt_says_when_and_what_and_is_found_by_its_code(cast: Cast, sent: Submission) -> None:
    posted(cast.lan, at(cast), **TYPED)
    code, _ = receipt_codes(sent)[0]
    lan = signed_in(cast.lan)
    assert code in lan.get(at(cast)).content.decode()
    assert lan.get("/tiep-nhan/", {"ma": code.lower()})["Location"] == f"/tiep-nhan/{code}/"
    page = lan.get(f"/tiep-nhan/{code}/").content.decode()
    assert f"Đã tiếp nhận lúc 09 giờ 00 ngày 20 tháng 11 năm 2026, mã tiếp nhận {code}." in page
    assert "Đã gửi kèm báo cáo số 45/BC-UBND ngày 02/6/2026" in page
    assert '<td class="r">17</td>' in page


def test_a_mistyped_code_is_told_and_a_foreign_one_tells_nothing(cast: Cast, sent: Submission) -> None:
    code, _ = receipt_codes(sent)[0]
    wrong = code.replace(code[4], str((int(code[4]) + 1) % 10), 1)
    answer = signed_in(cast.lan).get("/tiep-nhan/", {"ma": wrong})
    assert answer.status_code == 404
    assert "chữ cái cuối không khớp" in answer.content.decode()
    for path in (f"/tiep-nhan/?ma={code}", f"/tiep-nhan/{code}/"):
        foreign = signed_in(cast.tuan).get(path)
        assert foreign.status_code == 404
        assert "Tân An" not in foreign.content.decode()


def test_who_only_reads_approved_figures_sees_no_figures_on_a_receipt(cast: Cast, now: datetime) -> None:
    report = approved(cast, cast.tan_an, MAY, month_cells(sessions=17), now)
    page = signed_in(cast.quan).get(f"/tiep-nhan/{receipt_codes(report)[0][0]}/").content.decode()
    assert "Đã tiếp nhận lúc" in page
    assert '<td class="r">17</td>' not in page


def test_more_files_and_remarks_never_mean_more_queries(cast: Cast, sent: Submission, now: datetime) -> None:
    path, lan = at(cast, "minh-chung/FRC04/"), signed_in(cast.lan)

    def queries() -> int:
        with CaptureQueriesContext(
            connection,
        ) as asked:
            assert lan.get(path).status_code == 200
        return len(asked)

    before = 0
    for n in range(5):
        before = queries() if n == 1 else before
        attach(sent, line="FRC04", name="so.pdf", content=PAGE + bytes([n]), no_secrets=True, actor=cast.lan, now=now)
    assert queries() == before


def test_a_report_of_the_front_is_signed_on_its_own_paper(cast: Cast, sent: Submission) -> None:
    FormVersion.objects.filter(code="BC-THANG").update(line_of_work="front")
    lan = signed_in(cast.lan)
    assert "theo thể thức riêng" in lan.get(at(cast)).content.decode()
    assert lan.get(at(cast, "bao-cao/tai/")).status_code == 404
    assert posted(cast.lan, at(cast), **TYPED).status_code == 302
    assert posted(cast.minh, at(cast, "minh-chung/FRC04/"), act="remark", **{"y-kien": "x"}).status_code == 403
