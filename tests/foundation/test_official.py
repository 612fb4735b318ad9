"""The layout of an official document, for what is not a review: a letter, a paper without numbers to bind."""

from __future__ import annotations

import io

from docx import Document

from binhyen.foundation.official.content import Heading, OfficialDocument, Signer, date_to_fill, number_to_fill, plain
from binhyen.foundation.official.writer import write

LETTER = OfficialDocument(
    heading=Heading(
        ("ỦY BAN NHÂN DÂN", "TỈNH MẪU"), ("BAN CHỈ ĐẠO",), number_to_fill("BCĐ-PV05"), date_to_fill("Mẫu", 2026)
    ),
    title="",
    subject="đôn đốc gửi báo cáo 6 tháng đầu năm 2026",
    made_on="2026-06-18",
    addressed=("Ủy ban nhân dân xã Đông Lộc", "Ủy ban nhân dân phường An Hòa"),
    opening=(plain("Đề nghị các đơn vị gửi báo cáo trước 17 giờ 00."),),
    closing=plain("Đề nghị các đơn vị phối hợp thực hiện./."),
    signers=(Signer(("TM. BAN CHỈ ĐẠO", "KT. TRƯỞNG BAN", "PHÓ TRƯỞNG BAN")),),
    recipients=("Như trên;", "Lưu: VT."),
)


def test_a_letter_has_its_subject_under_the_number_and_says_who_it_goes_to() -> None:
    document = Document(io.BytesIO(write(LETTER)))
    number, _ = document.tables[0].rows[1].cells
    assert number.text.split("\n")[1:] == ["DỰ THẢO", "V/v đôn đốc gửi báo cáo 6 tháng đầu năm 2026"]
    body = [paragraph.text for paragraph in document.paragraphs if paragraph.text.strip()]
    assert body[:3] == ["Kính gửi:", "- Ủy ban nhân dân xã Đông Lộc", "- Ủy ban nhân dân phường An Hòa"]


def test_the_same_letter_gives_the_same_bytes_and_names_no_program_or_person() -> None:
    document = Document(io.BytesIO(write(LETTER)))
    assert write(LETTER) == write(LETTER)
    assert document.core_properties.author == ""
    assert document.core_properties.created.isoformat()[:10] == "2026-06-18"
