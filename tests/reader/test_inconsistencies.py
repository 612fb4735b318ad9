"""What cannot all be true, said with its arithmetic; what adds up, or may, stays silent."""

from dataclasses import replace

import pytest

from binhyen.reader import KnownFigure, built_in, read


def found(text: str) -> list[tuple[str, tuple[int, ...], str]]:
    return [(i.kind, i.figures, i.note) for i in read(text).inconsistencies]


@pytest.mark.parametrize(
    ("text", "figures", "note"),
    [
        ("Toàn huyện có 100 mô hình, trong đó có 70 tổ tự quản, 45 mô hình khác.", (0, 1, 2), "70 + 45 = 115 > 100"),
        ("Bắt giữ 318 băng nhóm, gồm 142 nhóm trộm cắp, 97 nhóm cờ bạc, 91 nhóm ma túy.", (0, 1, 2, 3), "142 + 97 + 91 = 330 > 318"),
        ("Có 68 đơn vị được công nhận, gồm 52 cơ quan, doanh nghiệp và 18 nhà trường.", (0, 1, 2), "52 + 18 = 70 > 68"),
        ("Có 96 mô hình, bao gồm 51 câu lạc bộ, 30 tổ tự quản và 19 đội xung kích.", (0, 1, 2, 3), "51 + 30 + 19 = 100 > 96"),
        ("Xảy ra 62 vụ cháy (tăng 10 vụ so với năm 2022), trong đó nhà dân 34 vụ, kho 18 vụ, xe 13 vụ.", (0, 2, 3, 4), "34 + 18 + 13 = 65 > 62"),
        ("Xảy ra 50 vụ, trong đó khởi tố 20 vụ, xử phạt 60 vụ.", (0, 2), "60 > 50"),
        ("Có 602 điểm, bao gồm 402 điểm ở thôn; 118 điểm ở cơ quan; 96 điểm ở trường.", (0, 1, 2, 3), "402 + 118 + 96 = 616 > 602"),
        ("Kinh phí 3 triệu đồng, trong đó ngân sách 2 triệu đồng, vận động 1,2 triệu đồng.", (0, 1, 2), "2.000.000 + 1.200.000 = 3.200.000 > 3.000.000"),
        ("Đã có 137 mô hình, gấp 3,3 lần, bao gồm:\n- 74 mô hình ở thôn;\n- 65 mô hình ở cơ quan.", (0, 2, 3), "74 + 65 = 139 > 137"),
    ],
)  # fmt: skip
def test_parts_that_exceed_their_whole(text: str, figures: tuple[int, ...], note: str) -> None:
    assert found(text) == [("parts_exceed_whole", figures, note)]


@pytest.mark.parametrize(
    "text",
    [
        "Có 100 mô hình, trong đó 60 mô hình cấp xã, 40 mô hình cấp thôn.", "Có 100 mô hình, trong đó 30 mô hình mới.",
        "Có 20 vụ, trong đó 45 đối tượng bị bắt.", "Có trên 100 mô hình, trong đó 70 mô hình tốt, 45 mô hình khá.",
        "Có 10 tổ, trong đó 95% tổ hoạt động tốt.", "Xảy ra 120 vụ, trong đó có 70 vụ trộm cắp, khởi tố 60 vụ.",
        "Có 50 vụ, trong đó 30 vụ trộm cắp, tăng 40 vụ.", "Xã có 20 xóm, gồm 12 tổ và 15 cụm.", "Huyện có 20 xã, gồm 150 thôn, 12 tổ dân phố.",
        "Huy động 120 người, gồm 80 cán bộ và 60 lượt xe.", "Có 96 mô hình, gồm 51 câu lạc bộ với 900 hội viên, 30 tổ và 15 đội.",
        "Có 2.418 tin (cùng kỳ 2.196 tin, tăng 222 tin), trong đó có giá trị 1.867 tin.", "Tặng quà 50 hộ, gồm 60 suất gạo và 50 suất tiền.",
        "Có 450 thành viên, trong đó 300 nam, 150 nữ, bình quân mỗi tổ 10 thành viên.",
        "Số đơn tăng gấp rưỡi. Trong đó 251 đơn về lừa đảo, 97 đơn về đầu tư.", "Có 27 huyện, trong đó có 11 huyện miền núi; 559 xã, phường.",
    ],
)  # fmt: skip
def test_sums_that_may_be_right_stay_silent(text: str) -> None:
    assert found(text) == []


@pytest.mark.parametrize(
    ("text", "figures", "note"),
    [
        ("Có 120 mô hình, gồm 60 mô hình cấp xã và 40 mô hình cấp thôn.", (0, 1, 2), "60 + 40 = 100 < 120"),
        ("Có 250 tổ tự quản, chia ra: 120 tổ ở thôn, 80 tổ ở khu phố, 40 tổ ở cơ quan.", (0, 1, 2, 3), "120 + 80 + 40 = 240 < 250"),
        ("Xử lý 45 vụ, gồm 20 vụ trộm cắp, 15 vụ đánh bạc và 5 vụ gây rối.", (0, 1, 2, 3), "20 + 15 + 5 = 40 < 45"),
        ("Đơn vị\tSố mô hình\nXã An\t12\nXã Bình\t9\nTổng cộng\t23", (2, 0, 1), "12 + 9 = 21 < 23"),
    ],
)  # fmt: skip
def test_parts_below_a_whole_that_names_them_all(text: str, figures: tuple[int, ...], note: str) -> None:
    assert found(text) == [("parts_below_whole", figures, note)]


@pytest.mark.parametrize(
    "text",
    [
        "Có 120 mô hình, trong đó 60 mô hình cấp xã và 40 mô hình cấp thôn.", "Có 80 đợt tuyên truyền, gồm 50 đợt ở xã và các đợt khác.",
        "Có 80 mô hình, gồm 50 mô hình ở xã, 20 mô hình ở trường và nhiều mô hình khác.", "Có 80 mô hình, gồm trên 50 mô hình ở xã và 20 mô hình ở trường.",
        "Có 45 vụ, gồm 20 vụ trộm cắp, 15 vụ đánh bạc và 10 vụ gây rối.", "Có 80 mô hình, chủ yếu gồm 50 mô hình ở xã, 20 mô hình ở trường…",
        "Đơn vị\tSố mô hình\nXã An\t12\nXã Bình\t\nTổng cộng\t23", "Đơn vị\tSố mô hình\nXã An\t12\nXã Bình\t-\nTổng cộng\t12",
    ],
)  # fmt: skip
def test_lists_that_stay_open_or_add_up_stay_silent(text: str) -> None:
    assert found(text) == []


@pytest.mark.parametrize(
    ("text", "figures", "note"),
    [
        ("Có 45/60 tổ (đạt 80%) hoạt động tốt.", (0, 1), "45/60 = 75% ≠ 80%"),
        ("Có 120/150 thôn có kẻng = 90%.", (0, 1), "120/150 = 80% ≠ 90%"),
        ("Tỷ lệ điều tra làm rõ đạt 91,1% (160/180 vụ).", (1, 0), "160/180 = 88,89% ≠ 91,1%"),
        ("Làm rõ 164 vụ trên tổng số 180 vụ, đạt 95,1%.", (1, 0, 2), "164/180 = 91,11% ≠ 95,1%"),
        ("Tiếp nhận 312 tin, giải quyết 306 tin (đạt 90%).", (0, 1, 2), "306/312 = 98,08% ≠ 90%"),
        ("Xảy ra 258 vụ phạm pháp hình sự, giảm 4 vụ.\nĐã khám phá 201 vụ phạm pháp hình sự, bắt 455 đối tượng, đạt tỷ lệ 79,5%.", (0, 2, 4), "201/258 = 77,91% ≠ 79,5%"),
        ("Có 200 mô hình, trong đó 50 mô hình camera (chiếm 35%).", (0, 1, 2), "50/200 = 25% ≠ 35%"),
        ("Trong 344 vụ cháy có 44 vụ cháy nhà (12,8%) và 8 vụ cháy nhà ở riêng lẻ (31,4%).", (0, 3, 4), "8/344 = 2,33% ≠ 31,4%"),
    ],
)  # fmt: skip
def test_a_share_that_its_own_counts_contradict(text: str, figures: tuple[int, ...], note: str) -> None:
    assert found(text) == [("share_wrong", figures, note)]


@pytest.mark.parametrize(
    "text",
    [
        "Có 45/60 tổ (đạt 75%) hoạt động tốt.", "Hòa giải thành 1.905/2.104 vụ mâu thuẫn, đạt 90,5%.", "Hòa giải thành 1.905/2.104 vụ, đạt 90,54%.",
        "Tiếp nhận 312 tin, giải quyết 306 tin, đạt 98%.", "Tiếp nhận 312 tin, giải quyết 306 tin, đạt 98,1%.", "Làm rõ trên 160/180 vụ, đạt 95%.",
        "Có 45/60 tổ hoạt động tốt; tỷ lệ hộ cam kết đạt 95%.", "Có 45/60 tổ, tỷ lệ hộ cam kết đạt 95%.", "Xâm phạm sở hữu 180/183 vụ, giảm 1,6%.",
        "Lắp 45/60 camera, đạt 120% kế hoạch năm.", "Có 200 mô hình, trong đó 50 mô hình camera (chiếm 25%).", "Có 18 học sinh ký cam kết, đạt 99% số lớp.",
    ],
)  # fmt: skip
def test_shares_that_come_out_rounded_or_cut_off_stay_silent(text: str) -> None:
    assert found(text) == []


@pytest.mark.parametrize(
    ("text", "figures", "note"),
    [
        ("Toàn tỉnh có 65/60 xã đạt chuẩn.", (0,), "65 > 60"),
        ("Các tổ hòa giải thành 28/25 vụ.", (0,), "28 > 25"),
        ("Tỷ lệ hộ gia đình ký cam kết đạt 102,5%.", (0,), "102,5% > 100%"),
        ("Đến nay 105% số hộ đã ký cam kết.", (0,), "105% > 100%"),
        ("Chia ra: 46,2% ở thôn, 38,5% ở tổ tự quản, còn lại 18,1% ở cơ quan.", (0, 1, 2), "46,2 + 38,5 + 18,1 = 102,8% > 100%"),
    ],
)  # fmt: skip
def test_more_than_the_whole(text: str, figures: tuple[int, ...], note: str) -> None:
    assert found(text) == [("share_over_100", figures, note)]


@pytest.mark.parametrize(
    "text",
    [
        "Hoàn thành 120/100 mô hình theo kế hoạch.", "Thu quỹ đạt 120% kế hoạch; tuyên truyền đạt 115% chỉ tiêu.", "Tội phạm tăng 130% so với cùng kỳ.",
        "Số vụ bằng 150% cùng kỳ năm trước.", "Toàn tỉnh có 60/60 xã đạt chuẩn.", "Tỷ lệ hộ ký cam kết đạt 100%.", "Xảy ra 58/45 vụ so với cùng kỳ.",
        "Chia ra: 46,2% ở thôn, 38,5% ở tổ tự quản, còn lại 15,3% ở cơ quan.",
    ],
)  # fmt: skip
def test_plans_growth_and_full_shares_stay_silent(text: str) -> None:
    assert found(text) == []


@pytest.mark.parametrize(
    ("text", "figures", "note"),
    [
        ("Số vụ giảm từ 17 xuống 5 (giảm 10 vụ).", (1, 0, 2), "17 − 5 = 12 ≠ 10"),
        ("Xảy ra 58 vụ, tăng 12 vụ (58/45).", (0, 2, 1), "58 − 45 = 13 ≠ 12"),
        ("Xảy ra 58 vụ, tăng 12 vụ so với cùng kỳ (45 vụ).", (0, 2, 1), "58 − 45 = 13 ≠ 12"),
        ("Phạm pháp hình sự: 07 vụ (năm 2021: 11 vụ), giảm 05 vụ.", (0, 1, 2), "11 − 7 = 4 ≠ 5"),
        ("Năm 2023 xảy ra 420 vụ (năm 2022 xảy ra 460 vụ), giảm 50 vụ.", (0, 1, 2), "460 − 420 = 40 ≠ 50"),
        ("Xảy ra 58 vụ, giảm 13 vụ so với cùng kỳ (45 vụ).", (0, 2, 1), "45 → 58: tăng, không phải giảm"),
        ("Xảy ra 45 vụ, làm chết 12 người; so với cùng kỳ (50 vụ) giảm 6 vụ.", (0, 2, 3), "50 − 45 = 5 ≠ 6"),
    ],
)  # fmt: skip
def test_a_difference_that_the_counts_contradict(text: str, figures: tuple[int, ...], note: str) -> None:
    assert found(text) == [("difference_wrong", figures, note)]


@pytest.mark.parametrize(
    ("text", "figures", "note"),
    [
        ("Xảy ra 108 vụ, giảm 12 vụ (-12%) so với cùng kỳ.", (0, 1, 2), "12/120 = 10% ≠ 12%"),
        ("Số vụ giảm từ 340 vụ xuống còn 310 vụ (giảm 10,5%).", (1, 0, 2), "30/340 = 8,82% ≠ 10,5%"),
        ("Số vụ giảm 35%, từ 100 vụ xuống còn 70 vụ.", (2, 1, 0), "30/100 = 30% ≠ 35%"),
        ("Năm 2011 xảy ra 946 vụ, đến năm 2021 còn 687 vụ, giảm 37,4%.", (1, 0, 2), "259/946 = 27,38% ≠ 37,4%"),
        ("Làm chết 64 người, bị thương 71 người. So với cùng kỳ giảm 06 người chết, giảm 09 người bị thương (-15,3%).", (1, 3, 4), "9/80 = 11,25% ≠ 15,3%"),
        ("Nội dung\tKỳ này\tCùng kỳ\tTăng/giảm\tTỷ lệ (%)\nTố giác (tin)\t72\t60\t+12\t+12", (0, 1, 3), "12/60 = 20% ≠ 12%"),
    ],
)  # fmt: skip
def test_a_rate_that_the_counts_contradict(text: str, figures: tuple[int, ...], note: str) -> None:
    assert found(text) == [("rate_wrong", figures, note)]


@pytest.mark.parametrize(
    "text",
    [
        "Năm 2023 xảy ra 420 vụ (năm 2022 xảy ra 460 vụ), giảm 40 vụ, bằng 8,7%.", "Số vụ giảm 30%, từ 100 vụ xuống còn 70 vụ.",
        "Số vụ trộm cắp giảm 20% (từ 50 vụ xuống còn 40 vụ), số vụ đánh bạc giảm 3 vụ.", "Quý I xảy ra 20 vụ, quý II xảy ra 25 vụ, tăng 5 vụ (25%).",
        "Có 180 vụ (cùng kỳ năm 2023: 183 vụ; giảm 03 vụ, 1,6%).", "Tội phạm giảm từ 726 vụ năm 2011 xuống 597 vụ năm 2021, giảm 129 vụ (17,8%).",
        "Xảy ra 9 vụ, giảm 8 vụ so với cùng kỳ năm 2023 (9/17 vụ).", "Xảy ra khoảng 108 vụ, giảm 12 vụ (-12%).", "Mô hình tăng từ 402 lên 437 mô hình (tăng 35 mô hình, 8,7%).",
        "Xảy ra 21 vụ cháy, làm chết 2 người. So với cùng kỳ giảm 4 vụ, tương đương 16%.", "Tỷ lệ khám phá tăng từ 82,1% lên 84,6%, tăng 2,5%.",
        "Xảy ra 62 vụ, làm chết 31 người, bị thương 48 người; so với cùng kỳ giảm 7 vụ (-10,1%), giảm 4 người chết, tăng 2 người bị thương.",
        "Xảy ra 120 vụ (giảm 30 vụ, -20% so với cùng kỳ).", "Nội dung\tKỳ này\tCùng kỳ\tTăng/giảm\nSố vụ tai nạn\t88\t94\t-6 (-6,4%)",
    ],
)  # fmt: skip
def test_changes_that_follow_from_their_counts_stay_silent(text: str) -> None:
    assert found(text) == []


TABLE = "\n\nĐơn vị\tSố điểm mô hình\nXã An\t12\nXã Bình\t9\nTổng cộng\t21\n"


@pytest.mark.parametrize(
    ("text", "note"),
    [
        ("Đến nay, toàn huyện có 31 điểm mô hình." + TABLE, "21 ≠ 31"),
        ("Tai nạn làm chết 6 người, bị thương 17 người.\n\nTuyến\tSố người chết\tSố người bị thương\nXã An\t2\t9\nXã Bình\t4\t10\nCộng\t6\t19", "19 ≠ 17"),
        ("Năm 2021 có 186 khu dân cư đạt tiêu chuẩn.\n\nLoại hình\tTổng số\tĐạt tiêu chuẩn\nKhu dân cư\t240\t168\nNhà trường\t80\t78", "168 ≠ 186"),
        ("Xã An hòa giải thành 45 vụ mâu thuẫn trong năm\nSáng 5/6/2023, xã An tổng kết năm.\nCác tổ hòa giải thành 54 vụ mâu thuẫn.", "45 ≠ 54"),
    ],
)  # fmt: skip
def test_a_count_told_otherwise_in_a_table_or_the_headline(text: str, note: str) -> None:
    assert [(kind, said) for kind, _, said in found(text)] == [("text_and_table_differ", note)]


@pytest.mark.parametrize(
    "text",
    [
        "Đến nay, toàn huyện có 21 điểm mô hình." + TABLE, "Đến nay, toàn huyện có trên 20 điểm mô hình." + TABLE,
        "Toàn huyện xây dựng mới 5 điểm mô hình." + TABLE, "Toàn huyện có 31 điểm mô hình camera." + TABLE, "Trong đó, 7 điểm mô hình ở trường học." + TABLE,
    ],
)  # fmt: skip
def test_counts_of_something_narrower_than_the_table_stay_silent(text: str) -> None:
    assert found(text) == []


def test_a_known_figure_of_the_same_indicator_place_and_year_is_held_against_the_text() -> None:
    text = "Tỉnh Hà Nam tổng kết năm 2023. Năm 2023, tỉnh Hà Nam hòa giải thành 45 vụ mâu thuẫn."
    known = KnownFigure("MED04", "Hà Nam", "2023-01-01", "2023-12-31", 54, "Báo cáo 12")

    def notes(*facts: KnownFigure) -> list[str]:
        return [i.note for i in read(text, replace(built_in(), known=facts)).inconsistencies]

    assert notes(known) == ["45 ≠ 54 (Báo cáo 12)"]
    assert notes(replace(known, value=45)) == []
    assert notes(replace(known, place="Nam Định")) == []
    assert notes(replace(known, start="2022-01-01", end="2022-12-31")) == []
    assert notes(replace(known, code="MED03")) == []


def test_a_known_figure_is_held_only_against_the_days_that_the_words_state() -> None:
    text = "Trong 6 tháng đầu năm 2026, tỉnh Hà Nam tiếp nhận 172 vụ hòa giải, tăng 24 vụ so với cùng kỳ (148 vụ)."
    half = KnownFigure("MED03", "Hà Nam", "2026-01-01", "2026-06-30", 160, "Báo cáo 12")

    def notes(*facts: KnownFigure) -> list[str]:
        return [i.note for i in read(text, replace(built_in(), known=facts)).inconsistencies]

    assert notes(half) == ["172 ≠ 160 (Báo cáo 12)"]
    assert notes(replace(half, end="2026-12-31")) == []


def test_parts_of_the_total_of_a_fraction_contradict_nothing() -> None:
    assert read("Điều tra làm rõ 36/41 vụ, trong đó trộm cắp 19 vụ, đánh bạc 22 vụ.").inconsistencies == ()
    assert read("Điều tra làm rõ 36/41 vụ, trong đó trộm cắp 19 vụ, đánh bạc 32 vụ.").inconsistencies != ()


@pytest.mark.parametrize(
    ("text", "figures", "note"),
    [
        ("Cả nước xảy ra 90 vụ cháy, làm 12 người chết, 20 người bị thương.\nTrong đó vụ cháy xưởng gỗ làm 5 người chết, hơn 25 người bị thương.", (2, 4), "25 > 20"),
        ("Xảy ra 40 vụ phạm pháp hình sự.\nTrong đó, trộm cắp 25 vụ, cố ý gây thương tích 18 vụ.", (0, 1, 2), "25 + 18 = 43 > 40"),
        ("Năm qua có 90 gương sáng.\nTrong đó có 50 lượt nêu gương liêm khiết, 30 lượt nêu gương dũng cảm, 20 lượt giúp dân.", (0, 1, 2, 3), "50 + 30 + 20 = 100 > 90"),
    ],
)  # fmt: skip
def test_a_paragraph_that_opens_with_among_them_divides_what_the_one_before_told(
    text: str, figures: tuple[int, ...], note: str
) -> None:
    assert found(text) == [("parts_exceed_whole", figures, note)]


@pytest.mark.parametrize(
    "text",
    [
        "Cả nước xảy ra 90 vụ cháy, làm 12 người chết, 30 người bị thương.\nTrong đó vụ cháy xưởng gỗ làm 5 người chết, 25 người bị thương.",
        "Xảy ra 3 vụ tai nạn, 2 người chết.\nTrong đó, 9 người tham gia cứu hộ.",
        "Làm 20 người bị thương, 3 người chết. Trong đó 5 người bị thương nặng.",
        "Có 50 tổ tuần tra.\nTrong đó có 90 lượt tổ ở xã, 40 lượt tổ ở phường.",
        "Có 50 hộ vay vốn.\nTrong đó có 60 lượt vay của hộ nghèo, 30 lượt vay của hộ khác.",
        "Năm qua có 100 gương sáng.\nTrong đó có 50 lượt nêu gương liêm khiết, 30 lượt nêu gương dũng cảm.",
    ],
)
def test_the_hurt_are_no_part_of_the_killed_and_times_no_part_of_those_who_came(text: str) -> None:
    assert found(text) == []


def test_the_day_of_the_festival_is_no_share() -> None:
    reading = read("Ngày hội toàn dân bảo vệ an ninh Tổ quốc 19/8 tổ chức tại 81/81 thôn.")
    assert [figure.quote for figure in reading.figures] == ["81/81 thôn"]
    assert reading.inconsistencies == ()


@pytest.mark.parametrize(
    ("text", "kind", "figures", "note"),
    [
        ("Xảy ra 60 vụ trộm, giảm 30% so với cùng kỳ năm 2023 (80 vụ).", "rate_wrong", (0, 2, 1), "20/80 = 25% ≠ 30%"),
        ("Hòa giải 330 vụ mâu thuẫn, tăng 15% so với năm 2021 (300 vụ).", "rate_wrong", (0, 2, 1), "30/300 = 10% ≠ 15%"),
        ("Số đơn tăng 40 đơn (năm 2022: 310 đơn; năm 2021: 280 đơn).", "difference_wrong", (1, 2, 0), "310 − 280 = 30 ≠ 40"),
        ("Số tin nhận được giảm 20 tin (năm 2021: 280 tin; năm 2022: 250 tin).", "difference_wrong", (2, 1, 0), "280 − 250 = 30 ≠ 20"),
        ("Có 40 vụ trộm; so với cùng kỳ giảm 10 vụ (30%).", "rate_wrong", (0, 1, 2), "10/50 = 20% ≠ 30%"),
        ("Có 90 vụ, trong đó trộm cắp 40 vụ, giảm 10 vụ (30%).", "rate_wrong", (1, 2, 3), "10/50 = 20% ≠ 30%"),
        ("Cơ cấu tội phạm: xâm phạm sở hữu 52,4%, ma túy 31,2%, còn lại tội danh khác 19,4%.", "share_over_100", (0, 1, 2), "52,4 + 31,2 + 19,4 = 103% > 100%"),
        ("Có 45 trường học được công nhận, đạt 107,1% số trường trong diện xét.", "share_over_100", (1,), "107,1% > 100%"),
        ("Có 680 cơ sở được công nhận, bằng 102,3% tổng số cơ sở đăng ký, thuộc diện xét.", "share_over_100", (1,), "102,3% > 100%"),
    ],
)  # fmt: skip
def test_a_change_or_a_share_is_held_to_the_counts_its_words_name(
    text: str, kind: str, figures: tuple[int, ...], note: str
) -> None:
    assert found(text) == [(kind, figures, note)]


@pytest.mark.parametrize(
    "text",
    [
        "Tiếp nhận 240 tin, tăng 20% so với cùng kỳ (200 tin).", "Phát hiện 45 vụ, 78 đối tượng, giảm 10% so với cùng kỳ (90 vụ).",
        "Xảy ra 148 vụ cháy, thiệt hại giảm 25% so với cùng kỳ (185 vụ).", "Số vụ giảm 30 vụ (năm 2021: 280 vụ, năm 2022: 250 vụ).",
        "Trong kỳ xảy ra 45 vụ, giảm 5 vụ (năm 2023: 50 vụ; năm 2022: 61 vụ).",
        "Tiếp nhận 1.520 vụ. So với năm 2022, tăng 52 vụ (năm 2023: 1.520 vụ; năm 2022: 1.468 vụ).",
        "Xảy ra 50 vụ bạo lực, số vụ xâm hại người già, trẻ em giảm 6 vụ (30%).", "Có 40 vụ trộm; vụ đánh bạc giảm 10 vụ (50%).",
        "Có 300 tổ, gồm 180 tổ tự quản, 120 tổ hòa giải; tăng 20 tổ (7,1%).", "Có 300 tổ, gồm 180 tổ tự quản, 120 tổ hòa giải; tăng 20 tổ (9%).",
        "Có 90 mô hình, trong đó 40 mô hình ở xã, 50 mô hình ở phường, tăng 10 mô hình (12,5%).",
        "Số vụ giảm bình quân 5 vụ mỗi năm (năm 2020: 60 vụ; năm 2023: 45 vụ).",
        "Cơ cấu độ tuổi: thanh niên 45%, trung niên 40%, trong đó nữ 20%, còn lại người già 15%.",
        "Phân loại: tốt 61,5%, khá 28%, còn lại trung bình 10,5%.", "Tỷ lệ đạt chuẩn: vùng thấp 95%, vùng cao 80%, còn lại các xã biên giới 70%.",
        "Phân loại theo kết quả: giải quyết 90%, tự hòa giải 85%, còn lại chuyển tòa án 15%.", "Có 320 hộ tham gia, đạt 103% số hộ đăng ký đầu năm.",
        "Kiểm tra 120 cơ sở, đạt 120% kế hoạch số cơ sở thuộc diện quản lý.",
    ],
)  # fmt: skip
def test_a_change_or_a_share_that_other_counts_explain_stays_silent(text: str) -> None:
    assert found(text) == []


REPORT = """CÔNG AN HUYỆN THANH LIÊM
Hà Nam, ngày 20 tháng 11 năm 2023
BÁO CÁO
{title}
{words}
Loại tội\tSố vụ khám phá\tSố đối tượng
Trộm cắp\t20\t30
Đánh bạc\t24\t30
Tổng cộng\t44\t60
"""


@pytest.mark.parametrize(
    ("title", "words", "notes"),
    [
        ("Kết quả đợt cao điểm trấn áp tội phạm", "Trong đợt cao điểm, lực lượng đã khám phá 41 vụ, bắt 60 đối tượng.", ["44 ≠ 41"]),
        ("Kết quả đợt cao điểm trấn áp tội phạm", "Trong đợt này đã khám phá 46 vụ, bắt 60 đối tượng.", ["44 ≠ 46"]),
        ("Kết quả đợt cao điểm trấn áp tội phạm", "Đợt 1, lực lượng khám phá 31 vụ, bắt 50 đối tượng.", []),
        ("Kết quả công tác năm 2023", "Trong đợt cao điểm, lực lượng đã khám phá 31 vụ, bắt 50 đối tượng.", []),
    ],
)  # fmt: skip
def test_the_spell_a_report_is_about_is_nothing_narrower_than_its_table(
    title: str, words: str, notes: list[str]
) -> None:
    assert [note for _, _, note in found(REPORT.format(title=title, words=words))] == notes


@pytest.mark.parametrize(
    "text",
    [
        "Các tổ thu hút 3.840 thành viên, bình quân 8 người mỗi tổ; trong đó đảng viên là 960 người, hội viên phụ nữ là 1.152 người.",
        "Toàn huyện có 240 tổ, trung bình có 12 người mỗi tổ, trong đó có 40 người là đảng viên và 60 người cao tuổi.",
        "Năm 2022 xảy ra 125 vụ phạm pháp hình sự, nhiều hơn năm trước 5 vụ (năm 2021: 120 vụ; tăng 4,17%).",
        "Xã tiếp nhận 66 tin báo, nhiều hơn kỳ trước 6 tin (kỳ trước: 60 tin; tăng 10%).",
    ],
)
def test_a_mean_is_no_whole_and_a_difference_no_level(text: str) -> None:
    assert read(text).inconsistencies == ()
