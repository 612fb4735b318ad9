import pytest

from binhyen.reader import read
from tests.reader.spans import figures, only


@pytest.mark.parametrize(
    ("words", "value", "qualifier"),
    [
        ("trên 300 vụ", 300, "over"), ("hơn 300 vụ", 300, "over"), ("gần 300 vụ", 300, "nearly"), ("ngót 300 vụ", 300, "nearly"),
        ("khoảng 300 vụ", 300, "about"), ("xấp xỉ 300 vụ", 300, "about"), ("ước 300 vụ", 300, "about"), ("trên dưới 300 vụ", 300, "about"), ("ước trị giá 300 vụ", 300, "about"),
        ("ít nhất 300 vụ", 300, "from"), ("tối thiểu 300 vụ", 300, "from"), ("không dưới 300 vụ", 300, "from"), ("300 vụ trở lên", 300, "from"),
        ("tối đa 300 vụ", 300, "to"), ("không quá 300 vụ", 300, "to"), ("dưới 300 vụ", 300, "to"), ("chưa đến 300 vụ", 300, "to"),
        ("lên tới 300 vụ", 300, "exact"), ("nhiều hơn 300 vụ", 300, "exact"), ("hàng trăm vụ", 100, "hundreds"), ("gần chục vụ", 10, "nearly"),
        ("300 vụ", 300, "exact"),
    ],
)  # fmt: skip
def test_a_hedge_belongs_to_the_number_that_it_stands_before(words: str, value: int, qualifier: str) -> None:
    assert figures(f"Công an huyện đã làm rõ {words}.") == [(value, qualifier, "vụ")]


@pytest.mark.parametrize(
    "text",
    [
        "Năm 2019, công an xã đã ra mắt lực lượng.", "Giai đoạn 2014-2019 có nhiều chuyển biến.", "Lúc 7h30 ngày 12/5/2020 cuộc họp bắt đầu.",
        "Sau 5 năm thực hiện, phong trào phát triển.", "Đối tượng 35 tuổi bị bắt.", "Đây là lần thứ 3 địa phương dẫn đầu.",
        "Ban Chỉ đạo 138 tỉnh đã họp.", "Họp định kỳ 6 tháng một lần.", "Nhà ở số 12, ngõ 5, tổ 3, phường 7.", "Học sinh lớp 9A tham gia.",
        "Liên hệ điện thoại 0912.345.678 để biết thêm.", "Thực hiện phương châm “4 tại chỗ”.", "Mô hình “3 không” được nhân rộng.",
        "Kỳ họp thứ 8, khóa 14 đã bế mạc.", "Quốc lộ 1A đi qua địa bàn.", "Một số xã, một trong những mô hình, hầu hết các hộ.",
        "Đại hội Đảng bộ lần thứ 20 thành công.", "Sáng 6/6, hội nghị khai mạc.", "Đội tuyển thắng 2-1.", "Trực ban 24/24 giờ.",
        "Điều 5, khoản 2, điểm 3 của quy chế.", "Trung đoàn 8 thuộc Sư đoàn 395.", "Tháng 12 vừa qua tình hình ổn định.",
    ],
)  # fmt: skip
def test_dates_ages_times_ordinals_and_names_are_no_figures(text: str) -> None:
    assert figures(text) == []


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Bắt 12 vụ, 20 đối tượng.", [(12, "exact", "vụ"), (20, "exact", "đối tượng")]),
        ("Hòa giải thành 40 vụ, không thành 3.", [(40, "exact", "vụ"), (3, "exact", "vụ")]),
        ("Số vụ giảm từ 17 xuống 5 vụ.", [(17, "exact", "vụ"), (5, "exact", "vụ")]),
        ("Tuyên truyền 30 buổi/2.100 lượt người.", [(30, "exact", "buổi"), (2100, "exact", "lượt người")]),
        ("Trọng án đạt 100%.", [(100, "percent_of", "Trọng án")]),
        ("Xảy ra 120 vụ, giảm 12,3%.", [(120, "exact", "vụ"), (12.3, "percent_of", "vụ")]),
        ("Có 3 tổ, mỗi tổ 5 người.", [(3, "exact", "tổ"), (5, "exact", "người")]),
        ("Xử phạt 1,2 tỷ đồng.", [(1200000000, "exact", "đồng")]),
        ("Kiểm tra 3 lượt/ngày.", [(3, "exact", "lượt")]),
    ],
)
def test_units_are_found_after_before_and_in_the_figure_before(
    text: str, expected: list[tuple[float, str, str]]
) -> None:
    assert figures(text) == expected


def test_a_list_of_bodies_stays_one_unit() -> None:
    assert only("Đã đến 100% các xã, phường, thị trấn và cơ quan.").unit == "xã, phường, thị trấn và cơ quan"


def test_n_of_m_is_one_figure_that_knows_its_total() -> None:
    figure = only("Có 3/11 thôn đạt chuẩn.")
    assert (figure.value, figure.total, figure.unit) == (3, 11, "thôn")


def test_a_range_keeps_both_ends() -> None:
    figure = only("Mỗi năm mở từ 15 đến 20 lớp.")
    assert (figure.value, figure.value_max, figure.qualifier) == (15, 20, "range")


def test_figures_do_not_come_from_inside_references() -> None:
    assert figures("Thực hiện Chỉ thị 48-CT/TW, Kế hoạch 30 và Đề án 06.") == []


def test_a_part_points_to_its_whole_by_its_noun() -> None:
    found = read("Phát hiện 56 vụ, 112 đối tượng, trong đó khởi tố 30 vụ, 58 bị can.").figures
    assert [f.part_of for f in found] == [None, None, 0, 1]


def test_a_change_inside_a_list_is_no_part() -> None:
    found = read("Xảy ra 50 vụ, trong đó có 30 vụ trộm cắp, tăng 5 vụ.").figures
    assert [f.part_of for f in found] == [None, 0, None]


def test_the_phrase_in_the_sentence_governs_before_an_earlier_one() -> None:
    found = read("Năm 2020, mở 5 lớp. Từ năm 2021 đến nay mở 7 lớp. Cấp 90 cuốn sổ tay.").figures
    assert [f.period.text for f in found] == ["Năm 2020", "Từ năm 2021 đến nay", "Từ năm 2021 đến nay"]
    assert (found[0].period.start, found[0].period.end) == ("2020", "2020")


def test_a_comparison_is_not_the_period_of_a_figure() -> None:
    assert only("Quý I/2022 giảm 7 vụ so với cùng kỳ năm 2021.").period.text == "Quý I/2022"


def test_a_figure_belongs_to_the_document_reviewed_last() -> None:
    found = read(
        "Qua 5 năm thực hiện Chỉ thị số 07 của Bộ Công an, mở 9 lớp.\nThực hiện Chương trình phối hợp số 04, mở 8 lớp."
    ).figures
    assert [f.programme for f in found] == ["07/CT-BCA", "04/CTPH"]


def test_passages_outside_the_scope_give_no_figure_but_a_mark() -> None:
    reading = read("Hòa giải 15 vụ, giải quyết 4 vụ khiếu kiện đông người.")
    assert [f.value for f in reading.figures] == [15]
    assert len(reading.outside) == 1


def test_sure_figures_are_marked_surer_than_guessed_ones() -> None:
    assert only("Lập 12 tổ tự quản.").confidence > only("Thả 12 bè cá.").confidence


@pytest.mark.parametrize(
    ("text", "codes"),
    [
        ("Phát 217 phóng sự tuyên truyền.", ("COM01",)), ("Tổ chức 40 buổi tuyên truyền pháp luật.", ("COM04",)),
        ("Hòa giải thành 90 vụ.", ("MED04",)), ("Giúp đỡ 28 người chấp hành xong án phạt tù tái hòa nhập cộng đồng.", ("RIN02",)),
        ("100% xã ban hành kế hoạch triển khai.", ("LDR06", "COV03")), ("Trọng án khám phá đạt 100%.", ("CRM06",)),
        ("Tỷ lệ khu dân cư được công nhận đạt 101,5%.", ("STD02",)), ("Tỷ lệ xã, phường được công nhận đạt 88%.", ("STD04",)),
        ("Có 85% cơ quan, doanh nghiệp, trường học được công nhận.", ("STD06",)), ("Tỷ lệ khu dân cư được công nhận văn hóa đạt 90%.", ()),
        ("Công an xã tiếp nhận 14 vụ, việc.", ()), ("Trong kỳ, tiếp nhận 14 vụ, việc để hòa giải.", ("MED03",)),
        ("Tuần tra 2.000 ca.", ("FRC04",)), ("Xảy ra 9 vụ tai nạn giao thông.", ("TRF01",)), ("Giao nộp 7 khẩu súng.", ("WEA01",)),
    ],
)  # fmt: skip
def test_a_figure_is_linked_to_indicators_by_unit_and_nearby_words(text: str, codes: tuple[str, ...]) -> None:
    assert only(text).codes == codes


def test_a_figure_without_a_period_of_its_own_takes_that_of_its_section_or_of_the_document() -> None:
    text = (
        "Kết quả hòa giải 6 tháng đầu năm 2026\n"
        "Xã có 12 tổ hòa giải.\n"
        "I. KẾT QUẢ QUÝ I NĂM 2026\n"
        "1. Hòa giải\n"
        "Các tổ hòa giải thành 9 vụ.\n"
        "II. KẾT QUẢ KHÁC\n"
        "1. Từ ngày 01/01/2026 đến ngày 30/6/2026, các tổ tiếp nhận 20 vụ, việc. Có 3 vụ chuyển lên huyện.\n"
        "Năm 2025, cả xã có 31 vụ; 9 tháng năm 2025 có 25 vụ.\n"
    )
    assert [(f.period.start, f.period.end, f.period.text) for f in read(text).figures] == [
        ("2026", "2026", "6 tháng đầu năm 2026"),
        ("2026", "2026", "QUÝ I NĂM 2026"),
        ("2026-01-01", "2026-06-30", "Từ ngày 01/01/2026 đến ngày 30/6/2026"),
        ("2026-01-01", "2026-06-30", "Từ ngày 01/01/2026 đến ngày 30/6/2026"),
        ("2025", "2025", "Năm 2025"),
        ("2025", "2025", "9 tháng năm 2025"),
    ]


@pytest.mark.parametrize(
    ("text", "values"),
    [
        ("Theo Quyết định số 25. 120 hộ được hỗ trợ.", [120]), ("Phát được 25. 000 tờ rơi.", [25000]), ("Tổ 3, 4 và 5 cùng dự.", []),
        ("Dân số 1,2 triệu người.", [1200000]), ("Tăng quá 20% kế hoạch. Quá trình 5 năm, lập 3 tổ.", [20, 3]),
        ("Mô hình “3 an toàn”, “Mỗi tổ 1 camera” ở 5 thôn.", [5]), ("Ông nói: “Làm tốt 3 bám, 4 cùng”.", []),
    ],
)  # fmt: skip
def test_names_slogans_and_scanned_numbers_are_told_apart(text: str, values: list[float]) -> None:
    assert [f.value for f in read(text).figures] == values


def test_what_happened_to_cases_of_mediation_follows_from_the_words_before_them() -> None:
    text = "Tổ hòa giải tiếp nhận 150 vụ, việc; hòa giải thành 120 vụ, việc; không thành 20 vụ, việc; đang giải quyết 10 vụ, việc."
    assert [(f.unit, f.codes) for f in read(text).figures] == [
        ("vụ, việc", (code,)) for code in ("MED03", "MED04", "MED05", "MED06")
    ]


def test_a_bracket_that_shares_out_a_count_gives_its_parts_the_same_noun() -> None:
    text = "Toàn xã có 24 tổ (thôn Đông 8, thôn Tây 9, khu chợ 7); lập 3 đội (đội 4, đội 5, đội 6)."
    assert figures(text) == [
        (24, "exact", "tổ"),
        (8, "exact", "tổ"),
        (9, "exact", "tổ"),
        (7, "exact", "tổ"),
        (3, "exact", "đội"),
    ]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Tổ chức 26 đêm giao lưu, mỗi tuần tuần tra 3 - 4 đêm.", [(26, "đêm"), (3, "đêm")]),
        ("Lúc 23 giờ đêm, sau 3 đêm liền mật phục, anh em bắt 2 đối tượng.", [(2, "đối tượng")]),
        ("Công an xã có 05 đ/c, trong đó 02 đ/c nữ.", [(5, "đ/c"), (2, "đ/c")]),
        ("Công khai 02 số điện thoại đường dây nóng.", [(2, "số điện thoại")]),
        ("Năm qua, cấp 4.120 CCCD.", [(4120, "CCCD")]),
        ("Thôn cách trụ sở xã bảy cây số, mỗi tuần tuần tra bốn đêm.", [(7, "cây số"), (4, "đêm")]),
        ("Chị góp hai trăm ngàn, anh góp 12 bóng đèn.", [(200_000, None), (12, "bóng đèn")]),
        ("Ban hành 12 kết luận thanh tra, trao 3 giải nhất.", [(12, "kết luận thanh tra"), (3, "giải nhất")]),
        ("Ngân sách huyện 4,5 tỷ, xã 1,2 tỷ.", [(4_500_000_000, None), (1_200_000_000, None)]),
        ("Thưởng theo mức 500.000 đồng mỗi người.", [(500_000, "đồng")]),
        ("Quỹ tăng từ 3 triệu lên 22 triệu đồng, thu 2 chỉ vàng.", [(3_000_000, "đồng"), (22_000_000, "đồng"), (2, "chỉ vàng")]),
        ("Công an xã có 5 đồng chí, trong đó đại học 4, trung cấp 1.", [(5, "đồng chí"), (4, "đồng chí"), (1, "đồng chí")]),
        ("“Góp mỗi nhà 50 nghìn đồng thì mua được camera”, ông trưởng thôn cười nói.", [(50_000, "đồng")]),
    ],
)  # fmt: skip
def test_what_is_counted_is_known_by_its_neighbours(text: str, expected: list[tuple[float, str | None]]) -> None:
    assert [(value, unit) for value, _, unit in figures(text)] == expected


@pytest.mark.parametrize(
    ("text", "values"),
    [
        ("Vụ va chạm làm một người chết; một người đàn ông gọi 113.", [1]),
        ("Mỗi xã chọn một thôn làm điểm.", [1]), ("Thu hai con trâu, một xe tải.", [2, 1]), ("Thu một xe máy, bốn con dao.", [1, 4]),
        ("Bắt giữ hai đối tượng và một số tang vật.", [2]), ("Không chỉ một lần, dân báo tin.", []),
        ("Xã Bình An chọn một thôn để làm lễ phát động.", []), ("Nuôi năm cháu mồ côi, cả năm cháu đều đi học.", [5, 5]),
        ("Một cây làm chẳng nên non, ba cây chụm lại nên hòn núi cao.", []), ("Gia đình hai anh em ký cam kết.", [2]),
    ],
)  # fmt: skip
def test_one_counts_only_where_it_is_no_article(text: str, values: list[float]) -> None:
    assert [value for value, _, _ in figures(text)] == values


@pytest.mark.parametrize(
    "text",
    [
        "Tổ 141 hoạt động từ năm 2011.", "Trong quý IV/2022 phường ra quân.", "Nghị quyết Trung ương 4, 5 khóa XIII được quán triệt.", "Thời đại 4.0 đòi hỏi đổi mới.",
        "Tàu bị bắt giữ ở 17°45'30\" N - 107°12'05\" E.", "Nhân rộng các mô hình: “4 không”, “2 cùng”.",
    ],
)  # fmt: skip
def test_numbers_of_squads_sessions_versions_and_positions_are_names(text: str) -> None:
    assert figures(text) == []


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Xảy ra 214 vụ trộm cắp tài sản (giảm 8,4%), làm rõ 168 vụ (78,5%).", ["vụ", "vụ", "vụ", "vụ"]),
        ("Nhờ mô hình, trộm cắp trong cơ quan, doanh nghiệp giảm 31,5%, tai nạn giao thông giảm 12%.", ["trộm cắp", "tai nạn"]),
        ("Điều tra, khám phá trọng án đạt tỷ lệ cao (96,2%, cao hơn chỉ tiêu 6,2%).", ["trọng án", "trọng án"]),
        ("Cháy chủ yếu do chập điện và sơ suất dùng lửa (trên 60%).", [None]),
        ("Phát hiện 96 vụ, giảm 11%; tỷ lệ điều tra, khám phá đạt 88,5%.", ["vụ", "vụ", None]),
        ("Tội phạm do người dưới 18 tuổi gây ra giảm 11,8%, ma túy tăng 4%.", ["Tội phạm", "ma túy"]),
        ("Tỷ lệ khám phá loại án này đạt 41,4%.", ["án"]),
        ("Cấp 7.340 hồ sơ căn cước, đạt 97,8%.", ["hồ sơ", "hồ sơ"]),
        ("Có 500 người tham gia; chia theo công việc: 60% làm ở thôn, 25,5% ở tổ tự quản, còn lại 14,5% ở trường.", ["người"] * 4),
        ("Tỷ lệ xã đạt loại tốt là 92%; loại trung bình 6,5%.", ["xã", "xã"]),
        ("Xã rộng 34,7 km2, hơn 60% là đồi núi.", ["km2", None]),
        ("Ba năm qua, phạm pháp hình sự giảm lần lượt 8%, 12% và 15%.", ["phạm pháp hình sự"] * 3),
        ("Số hộ nghèo từ 312 hộ còn 145 hộ, bình quân mỗi năm giảm 2,3%.", ["hộ", "hộ", "hộ"]),
        ("Kinh phí 96 triệu đồng, bằng 120% năm trước.", ["đồng", None]),
        ("Khu dân cư: 42/50 khu; cơ quan, doanh nghiệp: 118/126.", ["khu", "cơ quan, doanh nghiệp"]),
        ("Ngân sách địa phương chiếm 35%.", [None]),
        ("Huyện góp 3 tỷ đồng (62%); cho hộ nghèo vay với lãi suất 6%.", ["đồng", None, None]),
    ],
)  # fmt: skip
def test_a_percentage_has_the_noun_that_it_is_a_share_of(text: str, expected: list[str | None]) -> None:
    assert [unit for _, _, unit in figures(text)] == expected


def test_money_without_its_word_has_no_unit_and_points_are_percentages() -> None:
    text = (
        "Huy động 3 tỷ đồng, trong đó xã góp 900 triệu. Tỷ lệ hộ tái nghèo giảm từ 3% xuống 2%, giảm 1 điểm phần trăm."
    )
    found = read(text).figures
    assert [figure.unit for figure in found] == ["đồng", None, "hộ", "hộ", None]
    assert found[-1].is_percent
    assert read(text).inconsistencies == ()


def test_a_road_on_which_things_stand_bounds_nothing() -> None:
    assert figures("Lắp 41.200 bóng đèn trên 1.968 km đường.") == [(41200, "exact", "bóng đèn"), (1968, "exact", "km")]
    assert figures("Lập chốt trên 4 tuyến đường.") == [(4, "exact", "tuyến đường")]
    assert figures("Quản lý trên 40 tuyến đường.") == [(40, "over", "tuyến đường")]
    assert figures("Lắp đèn với chiều dài trên 12 km đường.") == [(12, "over", "km")]


def test_two_digits_in_words_share_a_scale() -> None:
    (found,) = read("Mỗi vụ lãi chừng bảy, tám triệu đồng.").figures
    assert (found.value, found.value_max, found.unit) == (7_000_000, 8_000_000, "đồng")
    assert [figure.value for figure in read("Ủng hộ hai triệu đồng, năm nghìn cuốn vở.").figures] == [2_000_000, 5000]
