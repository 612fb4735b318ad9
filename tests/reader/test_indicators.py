"""The indicator that a count is linked to, or none."""

import pytest

from binhyen.reader import read


def codes(text: str) -> list[str]:
    """The first code of each figure, "" for none."""
    return [f.codes[0] if f.codes else "" for f in read(text).figures]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Quần chúng cung cấp 2.315 nguồn tin, trong đó 1.870 tin có giá trị.", ["TIP01", "TIP02"]),
        ("Hòa giải thành 1.905/2.104 vụ mâu thuẫn, đạt 90,5%.", ["MED04", "MED07"]),
        ("Các tổ hòa giải tiếp nhận 23 vụ, hòa giải thành 21 vụ, còn 2 vụ không thành.", ["MED03", "MED04", "MED05"]),
        ("Xảy ra 62 vụ tai nạn giao thông, làm chết 31 người, bị thương 48 người.", ["TRF01", "TRF02", "TRF03"]),
        ("Xảy ra 12 vụ cháy, làm chết 2 người, thiệt hại 1,4 tỷ đồng.", ["FIR01", "FIR03", "FIR04"]),
        ("Từ nguồn tin của nhân dân, công an làm rõ 412 vụ; lực lượng công an khám phá 60 vụ phạm pháp hình sự.", ["TIP04", "CRM02"]),
        ("Mở 15 lớp tập huấn cho 900 lượt người.", ["COM07", "COM08"]),
        ("Tổ chức 512 buổi tuyên truyền cho 41.300 lượt người nghe.", ["COM04", "COM05"]),
        ("Bộ Công an tặng Bằng khen cho 3 tập thể; Công an tỉnh tặng Giấy khen cho 15 cá nhân.", ["AWD01", "AWD02"]),
        ("Giúp đỡ 386 người lầm lỗi tái hòa nhập cộng đồng, trong đó 120 người có việc làm.", ["RIN02", "RIN03"]),
        ("Đã kiện toàn 54 Tổ bảo vệ an ninh, trật tự với 278 thành viên.", ["FRC01", "FRC02"]),
        ("Năm 2023 thành lập mới 96 điểm mô hình; giải thể 11 điểm.", ["MOD05", "MOD09"]),
        ("Triệt xóa 19 tụ điểm ma túy, 4 đường dây, 7 ổ nhóm.", ["DRG02", "CPN03", "CPN02"]),
        ("Tỷ lệ điều tra, khám phá đạt 84,6%; trọng án đạt 100%.", ["CRM03", "CRM06"]),
    ],
)  # fmt: skip
def test_a_count_is_linked_by_the_words_beside_it(text: str, expected: list[str]) -> None:
    assert codes(text) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Xảy ra 58 vụ phạm pháp hình sự, giảm 12 vụ (17,1%).", ["CRM01", "CRM01", "CRM07"]),
        ("Tai nạn giao thông giảm 24,25%.", ["TRF04"]),
        ("Số vụ trộm cắp giảm từ 15 vụ xuống còn 6 vụ.", ["CRM09", "CRM09"]),
        ("Số vụ cháy tăng 9,3%.", [""]),
    ],
)
def test_a_change_belongs_to_what_changed_and_the_rate_of_crime_and_traffic_to_its_own(
    text: str, expected: list[str]
) -> None:
    assert codes(text) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Tổ chức 780 cuộc tuyên truyền (bình quân 60 lượt/cuộc).", ["COM04", "COM18"]),
        ("Tuần tra 365 ca, mỗi ca 5 người.", ["FRC04", ""]),
        ("Còn 36 xã chưa có tổ tự quản.", [""]),
        ("Thu giữ 19 khẩu súng, 5 kg ma túy.", ["", ""]),
        ("Xử lý 312 đơn, thư; trồng 500 cây.", ["", ""]),
    ],
)
def test_means_what_is_missing_and_other_things_have_none(text: str, expected: list[str]) -> None:
    assert codes(text) == expected


def test_a_part_takes_the_indicator_of_its_whole() -> None:
    text = "Hòa giải thành 323 vụ mâu thuẫn, gồm 186 vụ dân sự, 103 vụ hôn nhân gia đình, 34 vụ khác."
    assert codes(text) == ["MED04"] * 4


def test_cells_are_linked_by_column_row_and_heading() -> None:
    text = (
        "KẾT QUẢ HÒA GIẢI Ở CƠ SỞ NĂM 2024\nĐơn vị\tSố tổ hòa giải\tSố vụ tiếp nhận\tSố vụ hòa giải thành\tTỷ lệ (%)\n"
        "Xã An Bình\t12\t20\t18\t90,0\n"
    )
    assert codes(text) == ["MED01", "MED03", "MED04", "MED07"]
    text = "Tình hình tai nạn giao thông\nTuyến\tSố vụ\tSố người chết\nQuốc lộ\t41\t29\n"
    assert codes(text) == ["TRF01", "TRF02"]


def test_what_a_passage_is_about_is_what_it_named_last() -> None:
    text = "Xảy ra 3 vụ cháy. Tai nạn giao thông xảy ra 5 vụ, làm chết 2 người."
    assert codes(text) == ["FIR01", "TRF01", "TRF02"]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Huyện có 14 xã, thị trấn, 96 thôn, tổ dân phố với 18.200 hộ, 71.000 nhân khẩu.", ["CTX03", "CTX04", "CTX02", "CTX01"]),
        ("Ban hành 10 văn bản của cấp ủy, 18 văn bản của chính quyền và 12 văn bản của các ban, ngành.", ["LDR01", "LDR02", "LDR04"]),
        ("Ngày hội toàn dân bảo vệ ANTQ có 3.000 người dự. Tổ chức 03 diễn đàn, 420 người dự.", ["COM17", "COM13", "COM14"]),
        ("Phát hiện 12 vụ khai thác cát trái phép, phạt 240 triệu đồng.", ["ENV04", "ENV05"]),
        ("Xử phạt 30 trường hợp vi phạm về môi trường, nộp ngân sách 180 triệu đồng.", ["ENV01", "ENV05"]),
        ("Tội phạm về kinh tế, môi trường: phát hiện 9 vụ.", ["CRM16"]),
        ("CSGT lập biên bản 320 trường hợp vi phạm, trong đó 90 trường hợp không đội mũ bảo hiểm.", ["TRF05", "TRF05"]),
        ("Tai nạn giao thông xảy ra 3 vụ, 1 em chết, 4 em bị thương.", ["TRF01", "TRF02", "TRF03"]),
        ("Trong số 240 cá nhân được khen thưởng, 65% là người dân.", ["AWD02", "AWD10"]),
        ("Về tín dụng đen, Công an huyện phát hiện 4 vụ, khởi tố 3 vụ.", ["CRM15", "CRM15"]),
        ("Bắt 5 vụ mua bán, vận chuyển trái phép chất ma túy.", ["DRG01"]),
        ("Xảy ra 20 vụ cháy. Nguyên nhân: chập điện 9 vụ, sơ suất 6 vụ, đang điều tra 5 vụ.", ["FIR01"] * 4),
        ("Xây dựng 30 tổ liên gia an toàn PCCC; tổ chức 8 cuộc diễn tập với 900 lượt người.", ["FIR05", "FIR10", "FIR09"]),
        ("Đoàn Thanh niên thành lập 6 đội xung kích với 90 đoàn viên.", ["MOD03", "MOD04"]),
        ("Mô hình tổ tàu thuyền đoàn kết: đến nay đã có 42 tổ.", ["MOD03"]),
        ("Hội Nông dân xây dựng 8 mô hình “Nông dân tự quản”.", ["MOD13"]),
        ("Hòa giải 300 vụ việc, tỷ lệ thành 85%.", ["MED03", "MED07"]),
        ("Tuyến đường sáng: 12,5 km, 400 bóng.", ["RES07", "RES05"]),
        ("Kinh phí cho phong trào: 2,1 tỷ đồng.", ["RES01"]),
        ("Tổ chức 40 cuộc phát động phong trào với 6.000 lượt người dự.", ["COM04", "COM05"]),
        ("Tổ tự quản tuần tra 02 ca/đêm.", ["FRC04"]),
    ],
)  # fmt: skip
def test_the_subject_the_heading_and_the_list_tell_what_a_bare_noun_does_not(text: str, expected: list[str]) -> None:
    assert codes(text) == expected


@pytest.mark.parametrize(
    "text",
    [
        "Cảnh sát giao thông tuần tra, kiểm soát 950 lượt.",
        "Một tuần ba buổi cán bộ đến từng nhà.",
        "Đoàn viên xóa quảng cáo 02 lần/tuần.",
        "Đơn vị đạt từ 90 điểm trở lên được xét tặng Cờ thi đua.",
        "Tổ chức khám bệnh cho 300 em học sinh nghèo.",
        "Vụ việc có dấu hiệu tội phạm là 7 vụ.",
        "Phát hiện 15 vụ, 60 người xuất cảnh trái phép.",
        "Lực lượng Công an điều tra, xử lý 12.000 vụ phạm tội.",
        "Lực lượng chữa cháy cứu hộ 12 vụ tai nạn, sự cố.",
        "Ban Chỉ đạo phân công 15 thành viên phụ trách địa bàn.",
        "Thành lập 4 tổ công tác liên ngành.",
        "Chỉ 2% vụ việc hòa giải xong lại tái phát.",
        "Hỗ trợ 900 triệu đồng từ ngân sách xây nhà cho hộ nghèo.",
        "Quyên góp 400 triệu đồng xây nhà tình nghĩa.",
        "Thu giữ 3 quả lựu đạn và 2 kg thuốc nổ.",
        "Làm 6 km đường bê tông.",
        "Tỷ lệ phạm pháp hình sự giảm còn 4,2 vụ/10.000 dân.",
    ],
)
def test_the_work_of_others_marks_seizures_and_rates_fill_no_indicator(text: str) -> None:
    assert set(codes(text)) == {""}


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Phát hiện 4 vụ với 6 đối tượng trộm cắp tài sản, 3 vụ (5 đối tượng) đánh bạc.", ["CRM09", "", "CRM11", ""]),
        ("Bắt 5 vụ, 9 đối tượng mua bán trái phép chất ma túy.", ["DRG01", ""]),
        ("Phát hiện 8 vụ, 11 đối tượng sử dụng trái phép chất ma túy.", ["", ""]),
        ("Phát hiện 2 vụ với 2 đối tượng sử dụng pháo nổ.", ["", ""]),
        ("Kiểm tra phát hiện 90 người dương tính với ma túy và bắt 3 người bị truy nã.", ["", "CPN04"]),
    ],
)
def test_cases_are_of_what_their_persons_did(text: str, expected: list[str]) -> None:
    assert codes(text) == expected


def test_the_change_of_a_rate_and_a_part_of_the_ground_have_none() -> None:
    assert codes("Tỷ lệ điều tra, khám phá đạt 80%, tăng 3% so với năm trước.") == ["CRM03", ""]
    assert codes("Toàn tỉnh có 130 xã, phường, thị trấn, trong đó 12 xã giáp biển.") == ["CTX03", ""]
