import pytest

from binhyen.reader import read


def found(text: str) -> list[tuple[int, ...]]:
    return [i.figures for i in read(text).inconsistencies]


def test_parts_that_exceed_their_whole_are_found() -> None:
    reading = read("Toàn huyện có 100 mô hình, trong đó có 70 tổ tự quản, 45 mô hình khác.")
    assert [i.figures for i in reading.inconsistencies] == [(0, 1, 2)]
    assert reading.inconsistencies[0].note == "70 + 45 = 115 > 100"


@pytest.mark.parametrize(
    "text",
    [
        "Có 100 mô hình, trong đó 60 mô hình cấp xã, 40 mô hình cấp thôn.", "Có 100 mô hình, trong đó 30 mô hình mới.",
        "Có 20 vụ, trong đó 45 đối tượng bị bắt.", "Có trên 100 mô hình, trong đó 70 mô hình tốt, 45 mô hình khá.",
        "Có 10 tổ, trong đó 95% tổ hoạt động tốt.", "Xảy ra 120 vụ, trong đó có 70 vụ trộm cắp, khởi tố 60 vụ.",
        "Có 50 vụ, trong đó 30 vụ trộm cắp, tăng 40 vụ.",
    ],
)  # fmt: skip
def test_sums_that_may_be_right_stay_silent(text: str) -> None:
    assert found(text) == []


def test_one_part_that_is_larger_than_its_whole_is_found_in_any_list() -> None:
    assert found("Xảy ra 50 vụ, trong đó khởi tố 20 vụ, xử phạt 60 vụ.") == [(0, 2)]
