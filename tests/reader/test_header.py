import pytest

from binhyen.reader import read
from binhyen.reader.reading import Header, Period


def header(text: str) -> Header:
    return read(text).document


def test_kind_title_place_day_and_period_of_a_review() -> None:
    found = header(
        "Tổng kết 10 năm phong trào ở tỉnh Hà Tĩnh\n"
        "Sáng ngày 05/7/2022, Công an tỉnh Hà Tĩnh tổ chức hội nghị tổng kết 10 năm thực hiện phong trào, giai đoạn 2012-2022."
    )
    assert found == Header(
        "tổng kết",
        "Tổng kết 10 năm phong trào ở tỉnh Hà Tĩnh",
        "Hà Tĩnh",
        "2022-07-05",
        Period("2012", "2022", "giai đoạn 2012-2022"),
    )


def test_a_text_that_starts_with_prose_has_no_title() -> None:
    assert header("Ngày 5/7, hội nghị sơ kết diễn ra tại Lai Châu. Các đại biểu tham dự đông đủ.").title is None


def test_a_length_without_years_leaves_the_period_open() -> None:
    period = header("Sơ kết 3 năm thực hiện Chỉ thị số 12 của Bộ Công an\nNội dung.").period
    assert (period.start, period.end, period.text) == (None, None, "3 năm thực hiện Chỉ thị số 12")


def test_the_years_of_a_programme_are_not_the_reviewed_period() -> None:
    period = header("Sơ kết công tác năm và triển khai Chương trình phòng chống ma túy giai đoạn 2012-2015.").period
    assert (period.start, period.end) == (None, None)


def test_peace_is_not_a_province_and_streets_are_no_places() -> None:
    assert header("Âm mưu diễn biến hòa bình. Đường Điện Biên đông người. Chủ tịch Hồ Chí Minh.").place is None


def test_the_city_is_found_in_its_short_form() -> None:
    assert header("Công an TP.HCM sơ kết công tác quý I.").place == "Hồ Chí Minh"


def test_the_official_layout_of_a_directive_is_known() -> None:
    found = header(
        "UBND TỈNH LAI CHÂU\nSố: 03/CT-UBND\nLai Châu, ngày 04 tháng 3 năm 2021\nCHỈ THỊ\nVề phòng, chống ma túy\nNội dung."
    )
    assert (found.kind, found.title, found.date) == ("chỉ thị", "CHỈ THỊ Về phòng, chống ma túy", "2021-03-04")


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (
            "Xã An Sơn giữ bình yên\nTheo báo cáo, 6 tháng đầu năm 2021, xã có 4 vụ trộm.",
            ("2021", "6 tháng đầu năm 2021"),
        ),
        ("Cháy giảm\nTrong quý một năm 2019, toàn huyện xảy ra 3 vụ cháy.", ("2019", "quý một năm 2019")),
        ("Huyện họp\nSáng 5/1, huyện tổ chức hội nghị tổng kết công tác năm 2020.", ("2020", "năm 2020")),
        ("Huyện họp\nHội nghị triển khai nhiệm vụ năm 2021 diễn ra tại hội trường.", (None, None)),
        ("Án giảm\nSố vụ giảm 5% so với 6 tháng đầu năm 2017.", (None, None)),
        ("Trường mới\nNăm 2017, xã có thêm 1 trường học.", (None, None)),
        (
            "Tổng kết công tác năm 2022\n"
            + "Các xã đã cố gắng.\n" * 8
            + "Dịp này, khen thưởng 10 năm thực hiện Chỉ thị số 48.",
            ("2022", "năm 2022"),
        ),
    ],
)
def test_the_opening_lines_may_name_the_reviewed_period(text: str, expected: tuple[str | None, str | None]) -> None:
    period = header(text).period
    assert (period.start, period.text) == expected


def test_the_opening_of_a_paper_that_lays_duties_names_no_reviewed_period() -> None:
    found = header(
        "KẾ HOẠCH\nTuần tra ban đêm\nTrong quý I năm 2024, các xã:\n1. Công an xã có trách nhiệm tuần tra."
    ).period
    assert (found.start, found.text) == (None, None)


def test_the_day_of_another_document_is_not_that_of_the_directive() -> None:
    found = header(
        "Chỉ thị về việc quản lý nhà trọ\nCăn cứ Nghị định số 21/2010/NĐ-CP ngày 22/3/2010 và Nghị định số 29/2011/NĐ-CP "
        "ngày 27/02/2011 của Chính phủ, UBND tỉnh chỉ thị:\n1. Công an tỉnh phải kiểm tra các khu nhà trọ.\n"
        "2. Giao Sở Tài chính cấp kinh phí."
    )
    assert (found.kind, found.date) == ("chỉ thị", None)


@pytest.mark.parametrize(
    ("text", "place"),
    [
        ("Gửi Công an các tỉnh: Quảng Ninh, Hải Phòng, Thái Bình, Nam Định, Ninh Bình.", None),
        ("Chỉ thị về việc quản lý nhà trọ trên địa bàn tỉnh lai châu\nNội dung.", "Lai Châu"),
        ("Các tỉnh Bắc Trung Bộ và Tây Nguyên cùng họp.", None),
        ("Công an tỉnh Lai Châu và tỉnh Điện Biên ký kết quy chế.\nTỉnh Lai Châu cử 3 tổ.", "Lai Châu"),
    ],
)
def test_a_list_of_provinces_is_about_none_of_them(text: str, place: str | None) -> None:
    assert header(text).place == place


def test_a_word_of_review_deep_in_the_text_makes_no_review() -> None:
    text = "Xã An Sơn giữ bình yên\nDân làng góp công.\nĐường sáng hơn.\nTrẻ em vui chơi.\nNhà nhà gắn đèn.\n"
    assert header(text + "Cuối năm, thôn tổng kết và trao quà.").kind is None


@pytest.mark.parametrize("kind", ["BÁO CÁO SỐ LIỆU", "BÁO CÁO NHANH", "BÁO CÁO CHUYÊN ĐỀ"])
def test_a_report_of_another_name_has_its_subject_below(kind: str) -> None:
    found = header(f"CÔNG AN HUYỆN SƠN HÀ\n{kind}\nPhong trào theo cụm xã năm 2020\nCụm 1 có 3 xã.")
    assert (found.title, found.period.start) == (f"{kind} Phong trào theo cụm xã năm 2020", "2020")


def test_the_bar_of_a_site_is_no_headline() -> None:
    text = (
        "Đăng nhập Đăng ký Hotline: 0900 000 000\nTrang chủ | Thời sự | Pháp luật\n"
        "Phường Bắc Mẫu giữ bình yên từ những tổ tự quản\n"
        "Sau 3 năm, phường có 12 tổ tự quản với 120 thành viên tham gia thường xuyên.\n"
    )
    assert read(text).document.title == "Phường Bắc Mẫu giữ bình yên từ những tổ tự quản"
