from binhyen.reader import read
from tests.reader.spans import figures


def test_a_column_s_head_says_what_its_numbers_count() -> None:
    text = "Đơn vị\tSố vụ\tĐối tượng\nXã An Bình\t12\t15\nTổng cộng\t21\t26\n"
    assert figures(text) == [
        (12, "exact", "vụ"),
        (15, "exact", "Đối tượng"),
        (21, "exact", "vụ"),
        (26, "exact", "Đối tượng"),
    ]


def test_a_column_of_units_says_it_row_by_row() -> None:
    text = "TT | Chỉ tiêu | ĐVT | Năm 2021 | Năm 2022\n1 | Tuyên truyền | buổi | 45 | 52\n2 | Người dự | lượt người | 3.400 | 4.100\n"
    assert figures(text) == [
        (45, "exact", "buổi"),
        (52, "exact", "buổi"),
        (3400, "exact", "lượt người"),
        (4100, "exact", "lượt người"),
    ]


def test_a_row_s_label_says_it_where_the_heads_do_not() -> None:
    assert figures("Chỉ tiêu\tNăm 2021\tNăm 2022\nSố vụ hòa giải thành\t45\t52\n") == [
        (45, "exact", "vụ"),
        (52, "exact", "vụ"),
    ]


def test_money_in_a_column_keeps_the_scale_of_its_head() -> None:
    assert figures("Đơn vị\tTiền phạt (triệu đồng)\nXã An Bình\t40,5\n") == [(40.5, "exact", "triệu đồng")]


def test_points_below_trong_do_are_parts() -> None:
    reading = read(
        "Toàn tỉnh xử lý 120 vụ, trong đó:\n- Trộm cắp: 70 vụ.\n- Đánh bạc: 60 vụ, tăng 5 vụ.\nCông tác khác: 9 vụ.\n"
    )
    assert [f.part_of for f in reading.figures] == [None, 0, 0, None, None]
    assert [i.figures for i in reading.inconsistencies] == [(0, 1, 2)]
