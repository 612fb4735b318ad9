import pytest

from binhyen.reader import DocumentName, Vocabulary, built_in, read
from binhyen.reader.symbols import symbol_at
from tests.reader.spans import canonicals


@pytest.mark.parametrize(
    ("written", "canonical"),
    [
        ("48-CT/TW", "48-CT/TW"), ("48-CT/T.Ư", "48-CT/TW"), ("48/CT-T.Ư", "48-CT/TW"), ("48 - CT/TƯ", "48-CT/TW"), ("09-CT/T.U", "09-CT/TU"),
        ("09-CT/TU", "09-CT/TU"), ("44/KL-TW", "44-KL/TW"), ("2798/QĐ-UBND", "2798/QĐ-UBND"), ("124/2021/TT-BCA", "124/2021/TT-BCA"),
        ("06/CT-BCA-V05", "06/CT-BCA-V05"), ("01/2002/NQLT", "01/2002/NQLT"), ("30/2023/QH15", "30/2023/QH15"), ("3371/BCA-V05", "3371/BCA-V05"),
        ("04/CTHĐ-UBND", "04/CTHĐ-UBND"), ("09/Ctr-BCA-MTTW", "09/CTr-BCA-MTTW"), ("22/CTrĐUCA-V28", "22/CTrĐUCA-V28"), ("521/2005/QÐ-TTg", "521/2005/QĐ-TTg"), ("48 CT/TW", "48-CT/TW"), ("48CT/T.Ư", "48-CT/TW"), ("09-CT/T. U", "09-CT/TU"), ("3/KH-CAT-PV05(PV28)", "3/KH-CAT-PV05"),
    ],
)  # fmt: skip
def test_every_spelling_of_a_symbol_has_one_canonical_form(written: str, canonical: str) -> None:
    assert canonicals(f"Thực hiện văn bản số {written} của cấp trên.") == [canonical]


def test_the_centre_and_the_province_are_never_confused() -> None:
    assert canonicals("Chỉ thị 09-CT/T.Ư và Chỉ thị 09-CT/T.U khác nhau.") == ["09-CT/TW", "09-CT/TU"]


@pytest.mark.parametrize("text", ["22/10/2010", "826/829", "5-7 người", "24/7"])
def test_dates_and_pairs_are_no_symbols(text: str) -> None:
    assert symbol_at(text, 0) is None


def test_a_list_shares_kind_and_issuer() -> None:
    assert canonicals("Học tập các Nghị quyết 28, 33 và 41 của Bộ Chính trị.") == ["28-NQ/TW", "33-NQ/TW", "41-NQ/TW"]
    references = read("Thực hiện Chỉ thị số 31, Chỉ thị số 37, Chỉ thị số 40 của Bộ Chính trị.").references
    assert [r.canonical for r in references] == ["31-CT/TW", "37-CT/TW", "40-CT/TW"]
    assert {r.issuer for r in references} == {"Bộ Chính trị"}


def test_date_and_issuer_that_follow_belong_to_the_mention() -> None:
    (reference,) = read(
        "Thực hiện Chỉ thị số 48-CT/TW, ngày 22/10/2010 của Bộ Chính trị về phòng, chống tội phạm."
    ).references
    assert reference.quote == "Chỉ thị số 48-CT/TW, ngày 22/10/2010 của Bộ Chính trị"
    assert (reference.date, reference.issuer, reference.title) == (
        "2010-10-22",
        "Bộ Chính trị",
        "phòng, chống tội phạm",
    )


def test_the_body_that_made_a_document_is_its_issuer() -> None:
    (reference,) = read("Ban Thường vụ Tỉnh ủy Hà Giang đã ban hành Nghị quyết số 05-NQ/TU.").references
    assert reference.issuer == "Ban Thường vụ Tỉnh ủy Hà Giang"


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Chỉ thị số 07 của Bộ Công an. Theo Chỉ thị 07.", ["07/CT-BCA", "07/CT-BCA"]),
        ("Chỉ thị số 48-CT/TW. Theo Chỉ thị 48.", ["48-CT/TW", "48-CT/TW"]),
        ("Chương trình phối hợp số 04. CTPH 04.", ["04/CTPH", "04/CTPH"]),
        ("Kế hoạch 30 của tỉnh.", ["Kế hoạch 30"]),
        ("Chương trình phối hợp giữa Bộ Công an và Hội Nông dân Việt Nam số 12.", ["12/CTPH"]),
        ("Luật Phòng, chống ma túy số 73/2021/QH14.", ["73/2021/QH14"]),
    ],
)
def test_mentions_without_symbol_are_resolved_over_the_whole_text(text: str, expected: list[str]) -> None:
    assert canonicals(text) == expected


def test_a_definite_programme_needs_no_number() -> None:
    text = "Thực hiện Chương trình quốc gia phòng, chống tội phạm; chương trình quốc gia phòng chống tội phạm được lồng ghép."
    assert canonicals(text) == ["Chương trình quốc gia phòng, chống tội phạm"] * 2


@pytest.mark.parametrize(
    "text",
    [
        "Các chỉ thị, nghị quyết của Đảng.", "Chỉ thị này được phổ biến.", "Xây dựng kế hoạch 5 năm.", "Các chương trình xóa đói, giảm nghèo.",
        "Ban hành 12 kế hoạch.", "Báo cáo 15 vụ việc.", "Quy chế phối hợp giữa hai ngành.",
    ],
)  # fmt: skip
def test_generic_mentions_are_left_out(text: str) -> None:
    assert canonicals(text) == []


def test_names_in_the_register_are_offered_as_matches() -> None:
    known = Vocabulary(built_in().places, (), (DocumentName("09/CTr-BCA-MTTW", ("09/CTPH",)),))
    (reference,) = read("Tổng kết Chương trình phối hợp số 09.", known).references
    assert reference.canonical == "09/CTPH"
    assert reference.matches == ("09/CTr-BCA-MTTW",)


REGISTER = (
    DocumentName("09-CT/TW", kind="Chỉ thị", number="09", issuer="Ban Bí thư", issued="2011-12-01"),
    DocumentName("09-CT/TU", kind="Chỉ thị", number="09", issuer="Ban Thường vụ Tỉnh ủy", issued="2011-12-30"),
    DocumentName(
        "09/CTr-BCA-MTTW", kind="Chương trình phối hợp", number="09", issuer="Bộ Công an", issued="2013-08-01"
    ),
    DocumentName("112/KH-UBND", kind="Kế hoạch", number="112", issuer="UBND tỉnh", issued="2012-03-05"),
)


@pytest.mark.parametrize(
    ("text", "candidates"),
    [
        ("Thực hiện Chương trình phối hợp 09.", ("09/CTr-BCA-MTTW",)), ("Kế hoạch số 112 của UBND tỉnh.", ("112/KH-UBND",)),
        ("Chỉ thị 09 về phong trào.", ("09-CT/TU", "09-CT/TW")),
        ("Chỉ thị 09 của Ban Thường vụ Tỉnh ủy.", ("09-CT/TU",)), ("Chỉ thị số 09, ngày 30/12/2011.", ("09-CT/TU", "09-CT/TW")),
        ("Kế hoạch 30 của UBND tỉnh.", ()), ("Nghị quyết 09 của HĐND tỉnh.", ()),
    ],
)  # fmt: skip
def test_a_mention_that_names_no_document_of_the_register_has_candidates(
    text: str, candidates: tuple[str, ...]
) -> None:
    for reference in read(text, Vocabulary(built_in().places, (), REGISTER)).references:
        assert reference.matches == ()
        assert reference.candidates == candidates


def test_the_likeliest_candidate_comes_first() -> None:
    (reference,) = read("Chỉ thị số 09 ngày 01/12/2011.", Vocabulary(built_in().places, (), REGISTER)).references
    assert reference.candidates == ("09-CT/TW", "09-CT/TU")


def test_a_document_that_is_named_has_no_candidates() -> None:
    (reference,) = read("Chỉ thị 09-CT/T.Ư.", Vocabulary(built_in().places, (), REGISTER)).references
    assert (reference.matches, reference.candidates) == (("09-CT/TW",), ())


@pytest.mark.parametrize(
    ("text", "canonical"),
    [
        ("Thực hiện Chỉ thị số 48-\nCT/TW của Bộ Chính trị.", "48-CT/TW"), ("Thực hiện Chỉ thị số 48-CT/\nTW.", "48-CT/TW"),
        ("Thực hiện Chỉ thị số\r\n48 của Bộ Chính trị.", "48-CT/TW"), ("Kế hoạch số 12/KH-\nUBND ngày 3/4/2020.", "12/KH-UBND"),
        ("THỰC HIỆN CHỈ THỊ SỐ 35-CT/TW CỦA BỘ CHÍNH TRỊ", "35-CT/TW"), ("Chỉ thị số 46-CT/TW[1] của Bộ Chính trị.", "46-CT/TW"),
        ("Chỉ thị số 46-CT/TW(1), ngày 22/6/2015.", "46-CT/TW"), ("chỉ thị số 12/ct-ttg của thủ tướng chính phủ", "12/CT-TTg"),
        ("Nghị quyết 12-NQ/TW (khóa XIII) về xây dựng lực lượng.", "12-NQ/TW"), ("Đẩy mạnh Đề án 06 về dữ liệu.", "Đề án 06"),
        ("Nghị quyết liên tịch 02/NQLT/BCA-HCCB ngày 16/4/2002.", "02/NQLT-BCA-HCCB"), ("Luật phòng, chống ma túy (Luật số 73/2021/QH14).", "73/2021/QH14"),
        ("Điều 5 Nghị định số 105/2021/NĐ-CP.", "105/2021/NĐ-CP"), ("Số: 1562/V05-P2", "1562/V05-P2"),
        ("Đề án “Xã hội hóa tuyên truyền pháp luật giai đoạn 2017 - 2021” đạt kết quả.", "Đề án Xã hội hóa tuyên truyền pháp luật giai đoạn 2017-2021"),
        ("Chương trình phối hợp phòng, chống ma túy trong trường học giai đoạn 2022-2026", "Chương trình phối hợp phòng, chống ma túy trong trường học giai đoạn 2022-2026"),
    ],
)  # fmt: skip
def test_unusual_spellings(text: str, canonical: str) -> None:
    assert canonicals(text) == [canonical]


@pytest.mark.parametrize(
    "text",
    [
        "Quy định 19 điều đảng viên không được làm.", "Luật ANTT ở cơ sở có hiệu lực.", "Nghị quyết Đại hội XIII của Đảng.", "Ban Chỉ đạo 138 và Ban Chỉ đạo 1523 họp.",
        "Thông báo 25 thủ đoạn lừa đảo.", "Hướng dẫn 30 hộ dân ký cam kết.", "Nghị quyết Trung ương 4 khóa XII.", "Dự án “Camera an ninh” được nhân rộng.",
    ],
)  # fmt: skip
def test_numbers_and_names_that_are_no_documents(text: str) -> None:
    assert canonicals(text) == []


def test_a_holder_of_a_post_is_not_named_as_issuer() -> None:
    (reference,) = read("Chỉ thị số 12/CT-UBND của Chủ tịch Nguyễn Văn Hùng về trật tự.").references
    assert reference.issuer == "Chủ tịch"
    assert "Hùng" not in reference.quote


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Phường triển khai Đề án “Khu phố bình yên” từ năm 2023.", ["Đề án Khu phố bình yên"]),
        ("UBND tỉnh phê duyệt Đề án \"Chuyển đổi số trong trường học\".", ["Đề án Chuyển đổi số trong trường học"]),
        (
            "Thực hiện Đề án phát triển du lịch, bảo vệ rừng giai đoạn 2021 - 2025, xã đã lập 3 tổ.",
            ["Đề án phát triển du lịch, bảo vệ rừng giai đoạn 2021-2025"],
        ),
        ("Hội phát động chương trình “Cùng em đến trường” tại 5 xã.", []),
        ("Các đề án phát triển kinh tế giai đoạn 2016-2020 đã hoàn thành.", []),
        ("Đề án được thực hiện trong giai đoạn 2016-2020 tại 5 xã.", []),
        ("Thực hiện Điện số 57, 61 của Văn phòng Bộ Quốc phòng.", ["Điện 57", "Điện 61"]),
        ("Đường điện số 3 dài 12 km.", []),
        ("Công văn số 115, 118 của Sở Y tế đã nêu.", ["Công văn 115", "Công văn 118"]),
        ("Công văn số 115, 3 xã đã thực hiện.", ["Công văn 115"]),
        ("Theo hướng dẫn của liên sở Tài chính - Y tế số 512/HD ngày 3/4/2015.", ["512/HD"]),
        ("Hướng dẫn của liên ngành Công an - Viện kiểm sát - Tòa án số 07/HDLN ngày 5/5/2016.", ["07/HDLN"]),
        ("Chỉ thị 12 ngày 05/3/2020 của Chủ tịch UBND tỉnh.", ["Chỉ thị 12"]),
    ],
)  # fmt: skip
def test_schemes_by_name_and_papers_by_a_bare_list_of_numbers(text: str, expected: list[str]) -> None:
    assert [mention.canonical for mention in read(text).references] == expected


def test_the_span_of_an_urgent_dispatch_begins_with_its_kind() -> None:
    (mention,) = read("Theo Công điện khẩn số 05/CĐ-UBND ngày 7/8/2020 của UBND tỉnh.").references
    assert mention.quote.startswith("Công điện khẩn số 05/CĐ-UBND ngày 7/8/2020")
    (mention,) = read("Hướng dẫn của liên ngành Công an - Tòa án số 07/HDLN ngày 5/5/2016.").references
    assert mention.quote.startswith("Hướng dẫn của liên ngành Công an - Tòa án số 07/HDLN")
