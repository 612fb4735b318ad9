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


def test_money_in_a_column_is_scaled_by_its_head() -> None:
    assert figures("Đơn vị\tTiền phạt (triệu đồng)\nXã An Bình\t40,5\n") == [(40_500_000, "exact", "đồng")]


def test_a_column_of_shares_needs_no_sign_in_its_cells() -> None:
    text = "Tội danh | Năm 2021 (vụ) | Năm 2022 (vụ) | Tăng, giảm (%)\nTrộm cắp | 50 | 48 | -4,0\n"
    assert [(f.value, f.unit, f.is_percent) for f in read(text).figures] == [
        (50, "vụ", False),
        (48, "vụ", False),
        (4.0, "vụ", True),
    ]


def test_the_head_of_a_column_of_shares_may_name_what_they_are_shares_of() -> None:
    text = "Địa bàn\tSố vụ\tTỷ lệ khu dân cư an toàn (%)\tTỷ lệ (%)\nXã An Bình\t12\t91,5\t80\n"
    assert [(f.unit, f.is_percent) for f in read(text).figures] == [("vụ", False), ("khu dân cư", True), ("vụ", True)]


def test_empty_cells_keep_their_columns() -> None:
    text = "TT\tLoại mô hình\tSố mô hình\tSố thành viên\n1\tTổ tự quản\t30\t210\n2\tCâu lạc bộ\t12\t96\nTổng cộng\t\t40\t306\n"
    reading = read(text)
    assert [(f.value, f.unit) for f in reading.figures][-2:] == [(40, "mô hình"), (306, "thành viên")]
    assert [i.note for i in reading.inconsistencies] == ["30 + 12 = 42 > 40"]


def test_a_row_whose_parts_exceed_its_total_is_shown() -> None:
    text = "Đơn vị | Tổng số vụ | Trộm cắp | Đánh bạc\nXã An Bình | 10 | 7 | 3\nXã An Hòa | 12 | 9 | 5\n"
    assert [i.note for i in read(text).inconsistencies] == ["9 + 5 = 14 > 12"]


def test_a_table_with_a_row_of_members_of_a_row_is_not_summed() -> None:
    text = "Nội dung\tSố vụ\nCháy\t10\nTrong đó: cháy nhà\t7\nNổ\t2\nTổng cộng\t12\n"
    assert read(text).inconsistencies == ()


def test_points_below_trong_do_are_parts() -> None:
    reading = read(
        "Toàn tỉnh xử lý 120 vụ, trong đó:\n- Trộm cắp: 70 vụ.\n- Đánh bạc: 60 vụ, tăng 5 vụ.\nCông tác khác: 9 vụ.\n"
    )
    assert [f.part_of for f in reading.figures] == [None, 0, 0, None, None]
    assert [i.figures for i in reading.inconsistencies] == [(0, 1, 2)]


def test_a_number_like_a_year_counts_where_a_column_s_head_says_so() -> None:
    text = "Đơn vị\tSố buổi\tSố người dự\nXã An Bình\t12\t1985\n"
    assert figures(text) == [(12, "exact", "buổi"), (1985, "exact", "người")]


def test_both_ends_of_a_range_are_scaled_by_the_head() -> None:
    (figure,) = read("Địa phương | Kinh phí (triệu đồng)\nXã A | 5-7\n").figures
    assert (figure.value, figure.value_max) == (5_000_000, 7_000_000)


def test_columns_set_apart_by_blanks_are_a_table_where_they_align() -> None:
    text = (
        "Đơn vị          Số vụ   Số người\n"
        "Xã An Bình         12        150\n"
        "Xã An Hòa           9         80\n"
        "Tổng cộng          21        230\n"
    )
    assert figures(text) == [
        (12, "exact", "vụ"), (150, "exact", "người"), (9, "exact", "vụ"), (80, "exact", "người"), (21, "exact", "vụ"), (230, "exact", "người"),
    ]  # fmt: skip


def test_two_blanks_part_the_numbers_of_two_columns() -> None:
    text = "Đơn vị      Vụ  Người\nXã An Bình  12    150\nXã An Hòa  119  2.180\n"
    assert [value for value, _, _ in figures(text)] == [12, 150, 119, 2180]
    text = "Đơn vị      Số vụ  Số hộ\nXã An Bình    912  150\nXã An Hòa     119  180\n"
    assert [value for value, _, _ in figures(text)] == [912, 150, 119, 180]


def test_lines_with_wide_blanks_that_do_not_align_are_no_table() -> None:
    text = "Kính gửi:  Công an xã\nXã có  12 tổ tự quản, 9 tổ hòa giải.\nXã khác có 15  tổ, mỗi tổ  có 5 người.\n"
    assert figures(text) == [(12, "exact", "tổ"), (9, "exact", "tổ"), (15, "exact", "tổ"), (5, "exact", "người")]


def test_one_row_below_its_heads_is_not_yet_a_table_of_blanks() -> None:
    assert figures("Đơn vị      Số vụ  Số người\nXã An Bình     12       150\n") == []


def test_the_label_of_a_row_is_the_unit_of_all_its_cells() -> None:
    text = "| Loại hình | Tổng số | Đạt | Tỷ lệ (%) |\n|---|---|---|---|\n| Xã, phường, thị trấn | 241 | 219 | 90,9 |\n"
    text += "| Cơ quan, doanh nghiệp | 1.652 | 1.570 | 95,0 |\n"
    assert [f.unit for f in read(text).figures] == ["Xã, phường, thị trấn"] * 3 + ["Cơ quan, doanh nghiệp"] * 3


def test_a_unit_in_brackets_behind_the_label_is_that_of_its_changes_too() -> None:
    text = "Nội dung | Kỳ này | Kỳ trước | So sánh | Tỷ lệ (%)\n1. Cháy (vụ) | 3 | 5 | -2 | -40\n2. Tin báo (tin) | 72 | 60 | +12 | +20\n"
    assert [f.unit for f in read(text).figures] == ["vụ"] * 4 + ["tin"] * 4


def test_a_share_is_one_of_what_the_column_before_it_counts() -> None:
    text = "Huyện\tTổ hòa giải\tTiếp nhận (vụ)\tTỷ lệ (%)\nCác huyện còn lại\t61\t1.820\t82,5\nCộng\t61\t1.820\t82,5\n"
    assert [f.unit for f in read(text).figures] == ["Tổ", "vụ", "vụ"] * 2


def test_a_label_that_names_a_place_is_no_unit() -> None:
    text = "Địa bàn | Đăng ký | Đạt | Tỷ lệ (%)\nXã An Bình | 12 | 10 | 83,3\n"
    assert [f.unit for f in read(text).figures if f.is_percent] == [None]


def test_a_column_of_units_scales_money_and_leaves_shares_shares() -> None:
    text = "STT | Chỉ tiêu | ĐVT | Năm 2022 | Năm 2023 | So sánh (%)\n1 | Kinh phí | triệu đồng | 450 | 612 | 136\n"
    text += "2 | Tỷ lệ hộ ký cam kết | % | 96,5 | 98,1 | +1,6\n"
    found = [(f.value, f.unit, f.is_percent) for f in read(text).figures]
    assert found[:2] == [(450e6, "đồng", False), (612e6, "đồng", False)]
    assert [is_percent for _, _, is_percent in found[2:]] == [True] * 4
    assert [unit for _, unit, _ in found[3:]] == ["hộ"] * 3


def test_a_comparison_may_be_the_new_value_in_per_cent_of_the_old_one() -> None:
    head = "Nội dung | Năm 2022 | Năm 2023 | So sánh (%)\n"
    assert read(head + "Số buổi tuyên truyền | 214 | 236 | 110,3\n").inconsistencies == ()
    assert read(head + "Số buổi tuyên truyền | 214 | 236 | 120,3\n").inconsistencies != ()


def test_cells_that_a_row_leaves_out_at_its_end_move_no_column() -> None:
    text = "Xã\tSố tổ\tSố thành viên\tTỷ lệ (%)\tXếp loại\nAn Phú\t12\t86\t98,2\tTốt\nTổng\t12\t86\n"
    assert [(f.value, f.unit) for f in read(text).figures][-2:] == [(12, "tổ"), (86, "thành viên")]


def test_numbers_under_years_count_where_nothing_says_what() -> None:
    text = "Loại | 2021 | 2022\nTrộm cắp tài sản | 41 | 38\n"
    assert [(f.value, f.unit) for f in read(text).figures] == [(41, None), (38, None)]


def test_of_two_nouns_in_a_head_the_first_is_counted() -> None:
    heads = ("Mắt camera", "Mô hình camera", "Bằng khen Bộ", "Hộ dân ký cam kết", "Số vụ trộm cắp", "Điểm mô hình")
    nouns = [figures(f"Đơn vị\t{head}\nXã An Bình\t12\n")[0][2] for head in heads]
    assert nouns == ["Mắt", "Mô hình", "Bằng khen", "Hộ dân", "vụ", "Điểm mô hình"]
