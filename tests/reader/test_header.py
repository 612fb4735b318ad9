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
