"""Which counts are levels and which are changes, and which count is that of the compared period."""

import pytest

from binhyen.reader import read


def changes(text: str) -> list[tuple[float, str | None]]:
    return [(f.value, f.change) for f in read(text).figures]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Xảy ra 58 vụ, tăng 12 vụ.", [(58, None), (12, "increase")]),
        ("Xảy ra 58 vụ, giảm 12 vụ (17,1%).", [(58, None), (12, "decrease"), (17.1, "decrease")]),
        ("Số vụ giảm từ 17 xuống 5 vụ.", [(17, None), (5, None)]),
        ("Mô hình tăng lên 437 mô hình.", [(437, None)]),
        ("Tăng cường tuần tra 40 lượt.", [(40, None)]),
        ("So với cùng kỳ: 9 vụ (-10%).", [(9, None), (10, "decrease")]),
        ("Tai nạn giảm hơn 12%, tăng 2 người chết.", [(12, "decrease"), (2, "increase")]),
        ("Nội dung\tKỳ này\tCùng kỳ\tTăng/giảm\nSố vụ cháy\t12\t10\t+2", [(12, None), (10, None), (2, "increase")]),
    ],
)
def test_a_change_is_no_level(text: str, expected: list[tuple[float, str | None]]) -> None:
    assert changes(text) == expected


@pytest.mark.parametrize(
    ("text", "level", "base"),
    [
        ("Xảy ra 58 vụ, tăng 13 vụ so với cùng kỳ (45 vụ).", 0, 2),
        ("Có 180 vụ (cùng kỳ năm 2023: 183 vụ; giảm 03 vụ).", 0, 1),
        ("Số vụ giảm từ 17 xuống 5 vụ.", 1, 0),
        ("Phạm pháp hình sự: 07 vụ (năm 2021: 11 vụ).", 0, 1),
        ("Năm 2011 xảy ra 946 vụ, đến năm 2021 còn 687 vụ.", 1, 0),
        ("Nội dung\tKỳ này\tCùng kỳ\nSố vụ cháy\t12\t10", 0, 1),
        ("Nội dung\tNăm 2022\tNăm 2023\nSố vụ cháy\t12\t10", 1, 0),
    ],
)
def test_a_level_knows_the_count_of_the_compared_period(text: str, level: int, base: int) -> None:
    assert [(n, f.base) for n, f in enumerate(read(text).figures) if f.base is not None] == [(level, base)]


@pytest.mark.parametrize(
    "text",
    [
        "Xảy ra 58 vụ; bắt 45 đối tượng.", "Có 12 tổ từ năm 2020 và 15 đội.", "So với cùng kỳ, bắt 12 đối tượng, thu 3 khẩu súng.",
        "Xảy ra 10 vụ trộm cắp, 20 vụ đánh bạc, giảm 5 vụ.", "Từ 7 giờ đến 9 giờ có 12 lượt tuần tra.",
    ],
)  # fmt: skip
def test_counts_that_are_not_compared_have_no_base(text: str) -> None:
    assert [f.base for f in read(text).figures if f.base is not None] == []
