"""Names as people type them."""

import pytest

from binhyen.organisation.names import folded, is_marked, spelling, typed_readings


@pytest.mark.parametrize(
    ("typed", "found"),
    [
        ("Thái Bình", "thai binh"),
        ("  THÁI   BÌNH ", "thai binh"),
        ("Đắk Lắk", "dak lak"),
        ("Cư M’gar", "cu mgar"),
        ("cu m'gar", "cu mgar"),
        ("Bà Rịa - Vũng Tàu", "ba ria vung tau"),
        ("Bà Rịa–Vũng Tàu", "ba ria vung tau"),
        ("Tha\u0301i Bi\u0300nh", "thai binh"),
    ],
)
def test_folding_drops_marks_case_and_punctuation(typed: str, found: str) -> None:
    assert folded(typed) == found


@pytest.mark.parametrize(
    ("one", "other"), [("Hoà An", "Hòa An"), ("Thuỷ", "Thủy"), ("Ea H’Leo", "Ea H'leo"), ("QUÝ", "Quý")]
)
def test_two_right_spellings_are_one(one: str, other: str) -> None:
    assert spelling(one) == spelling(other)


@pytest.mark.parametrize(
    ("one", "other"), [("Cẩm Giang", "Cẩm Giàng"), ("Mỹ Tho", "Mỹ Thọ"), ("Sơn Hà", "Sơn Hạ"), ("Đô", "Do")]
)
def test_two_names_that_differ_in_a_mark_stay_two(one: str, other: str) -> None:
    assert spelling(one) != spelling(other)


def test_a_name_without_marks_is_known_as_such() -> None:
    assert not is_marked("tinh thai binh")
    assert is_marked("tinh thái binh")
    assert is_marked("dong đa")


@pytest.mark.parametrize(
    ("typed", "kind", "name"),
    [
        ("tinh thai binh", "tinh", "thai binh"),
        ("TP. Hà Nội", "thanh-pho", "Hà Nội"),
        ("thành phố Huế", "thanh-pho", "Huế"),
        ("Xã Tân Tiến", "xa", "Tân Tiến"),
        ("P. 1", "phuong", "1"),
        ("đặc khu Lý Sơn", "dac-khu", "Lý Sơn"),
    ],
)
def test_the_type_in_front_is_read(typed: str, kind: str, name: str) -> None:
    assert (kind, name) in typed_readings(typed)


def test_a_name_that_begins_with_a_type_is_also_read_whole() -> None:
    assert typed_readings("Xã Đàn") == [("", "Xã Đàn"), ("xa", "Đàn")]
    assert typed_readings("Xã") == [("", "Xã")]
