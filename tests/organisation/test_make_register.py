"""How the script reads names out of the packages."""

import pytest

from scripts.make_register import spelling, split_name


@pytest.mark.parametrize(
    ("full", "kind", "name"),
    [
        ("Thị Trấn Ái Tử", "thi-tran", "Ái Tử"),
        ("xã Bắc Sơn", "xa", "Bắc Sơn"),
        ("Xã é Tòng", "xa", "É Tòng"),
        ("Thị trấn Nông trường Phong Hải", "thi-tran", "Nông trường Phong Hải"),
        ("Phường 1", "phuong", "1"),
        ("Xa\u0303  Tân  Tiến", "xa", "Tân Tiến"),
    ],
)
def test_a_full_name_is_read_as_type_and_clean_name(full: str, kind: str, name: str) -> None:
    assert split_name(full) == (kind, name)


def test_a_name_without_a_known_type_stops_the_script() -> None:
    with pytest.raises(SystemExit):
        split_name("Tổng Đông Khê")


def test_a_change_of_spelling_is_no_change_of_name() -> None:
    assert spelling("Hiệp Hoà") == spelling("Hiệp Hòa")
    assert spelling("Ea H’Leo") == spelling("Ea H'leo")
    assert spelling("Sơn Hà") != spelling("Sơn Hạ")
