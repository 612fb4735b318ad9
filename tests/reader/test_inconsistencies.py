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
        "Có 50 vụ, trong đó 30 vụ trộm cắp, tăng 40 vụ.", "Xã có 20 xóm, gồm 12 tổ và 15 cụm.", "Huyện có 20 xã, gồm 150 thôn, 12 tổ dân phố.",
        "Huy động 120 người, gồm 80 cán bộ và 60 lượt xe.", "Có 96 mô hình, gồm 51 câu lạc bộ với 900 hội viên, 30 tổ và 15 đội.",
        "Có 2.418 tin (cùng kỳ 2.196 tin, tăng 222 tin), trong đó có giá trị 1.867 tin.", "Tặng quà 50 hộ, gồm 60 suất gạo và 50 suất tiền.",
    ],
)  # fmt: skip
def test_sums_that_may_be_right_stay_silent(text: str) -> None:
    assert found(text) == []


@pytest.mark.parametrize(
    ("text", "figures"),
    [
        ("Bắt giữ 318 băng nhóm, gồm 142 nhóm trộm cắp, 97 nhóm cờ bạc, 91 nhóm ma túy.", (0, 1, 2, 3)),
        ("Có 68 đơn vị được công nhận, gồm 52 cơ quan, doanh nghiệp và 18 nhà trường.", (0, 1, 2)),
        ("Có 96 mô hình, bao gồm 51 câu lạc bộ, 30 tổ tự quản và 19 đội xung kích.", (0, 1, 2, 3)),
        ("Xảy ra 62 vụ cháy (tăng 10 vụ so với năm 2022), trong đó nhà dân 34 vụ, kho 18 vụ, xe 13 vụ.", (0, 2, 3, 4)),
    ],
)
def test_members_may_have_nouns_of_their_own_and_a_change_is_no_whole(text: str, figures: tuple[int, ...]) -> None:
    assert found(text) == [figures]


def test_one_part_that_is_larger_than_its_whole_is_found_in_any_list() -> None:
    assert found("Xảy ra 50 vụ, trong đó khởi tố 20 vụ, xử phạt 60 vụ.") == [(0, 2)]
