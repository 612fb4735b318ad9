"""Of which smaller unit a figure speaks, and whether it is only aimed at."""

import pytest

from binhyen.reader.circumstances import is_aim, smaller_unit

TEXT = (
    "Toàn tỉnh có 120 mô hình. Xã An Lộc tổ chức 5 buổi; phường 7 tổ chức 8 buổi.\n"
    "Tại thôn Đông Hạ có 12 hộ. Các xã, phường tổ chức 40 buổi.\n"
    "Phấn đấu đến năm 2030 có 95% xã đạt chuẩn; đã công nhận 60 xã. Dự kiến thành lập 20 tổ."
)


@pytest.mark.parametrize(
    ("words", "unit"),
    [
        ("120 mô hình", None),
        ("5 buổi", "Xã An Lộc"),
        ("8 buổi", "phường 7"),
        ("12 hộ", "thôn Đông Hạ"),
        ("40 buổi", None),
        ("60 xã", None),
    ],
)
def test_a_clause_that_names_a_smaller_unit_speaks_of_it(words: str, unit: str | None) -> None:
    start = TEXT.index(words)
    assert smaller_unit(TEXT, start, start + len(words)) == unit


@pytest.mark.parametrize(("words", "aim"), [("95%", True), ("60 xã", False), ("20 tổ", True), ("120 mô hình", False)])
def test_what_is_aimed_at_is_no_result(words: str, aim: bool) -> None:
    start = TEXT.index(words)
    assert is_aim(TEXT, start, start + len(words)) is aim
