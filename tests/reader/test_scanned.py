"""What scanning leaves in a text: blanks inside numbers and inside syllables."""

import pytest

from tests.reader.spans import figures


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Toàn tỉnh có 1. 474 tổ tự quản.", (1474, "exact", "tổ")), ("Đã có 12 . 500 lượt người dự.", (12_500, "exact", "lượt người")),
        ("Toàn tỉnh có 1\u00a0474 tổ.", (1474, "exact", "tổ")), ("Toàn tỉnh có 1\u2009474 tổ.", (1474, "exact", "tổ")),
        ("Toàn tỉnh có 1\u202f474 tổ.", (1474, "exact", "tổ")), ("Toàn tỉnh có 1 .474 tổ.", (1474, "exact", "tổ")),
        ("Đã chi 2 345 678 đồng.", (2_345_678, "exact", "đồng")), ("1. 474 tổ tự quản được lập.", (474, "exact", "tổ")),
        ("Mục 1. 474 tổ.", (474, "exact", "tổ")), ("Năm 2019 120 vụ.", (120, "exact", "vụ")),
    ],
)  # fmt: skip
def test_a_number_cut_by_blanks_is_one_where_its_groups_allow_no_other_reading(
    text: str, expected: tuple[float, str, str]
) -> None:
    assert figures(text) == [expected]


@pytest.mark.parametrize(
    ("text", "unit"),
    [
        ("Có 5 m ô hình.", "mô hình"), ("Có 15 v ụ trộm cắp.", "vụ"), ("Có 40 cu ộc họp dân.", "cuộc họp"), ("Có 12 đối tư ợng.", "đối tượng"),
        ("Có 20 hộ i viên.", "hội viên"), ("Có 20 ngườ i dự.", "người"),
    ],
)  # fmt: skip
def test_a_noun_cut_inside_a_syllable_is_known_where_the_nouns_allow_it(text: str, unit: str) -> None:
    assert [found for _, _, found in figures(text)] == [unit]


def test_nouns_that_stand_side_by_side_are_not_glued() -> None:
    assert [unit for _, _, unit in figures("Có 5 vụ án, 3 tổ an ninh, 2 hộ ở xa và 4 ca nô.")] == [
        "vụ án",
        "tổ",
        "hộ",
        "ca",
    ]


def test_further_numbers_of_a_list_of_names_are_names() -> None:
    assert figures("Các tổ 3, 4 và 5 họp dân. Tại các ấp 4, 5, 6 có 12 hộ.") == [(12, "exact", "hộ")]
