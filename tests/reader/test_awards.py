import pytest

from binhyen.reader import read


def awards(text: str) -> list[tuple[str, int | None, int | None]]:
    return [(a.form, a.collectives, a.individuals) for a in read(text).awards]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Chủ tịch UBND tỉnh tặng Bằng khen cho 20 tập thể và 23 cá nhân.", [("Bằng khen", 20, 23)]),
        ("Có 6 tập thể, 11 cá nhân được Giám đốc Công an tỉnh tặng giấy khen.", [("Giấy khen", 6, 11)]),
        (
            "Công an tỉnh và Hội Phụ nữ tỉnh đã trao bằng khen, giấy khen cho các tập thể, cá nhân.",
            [("Bằng khen", None, None), ("Giấy khen", None, None)],
        ),
        (
            "Bộ Công an tặng Bằng khen cho 2 tập thể; UBND tỉnh tặng Cờ thi đua cho 3 tập thể.",
            [("Bằng khen", 2, None), ("Cờ thi đua", 3, None)],
        ),
        ("Hội nghị khen thưởng 05 tập thể và 12 cá nhân bằng hình thức giấy khen.", [("Giấy khen", 5, 12)]),
        ("Cấp huyện khen 85 tập thể, 140 cá nhân bằng giấy khen.", [("Giấy khen", 85, 140)]),
        ("Có 28 tập thể, 43 cá nhân nhận Bằng khen của UBND tỉnh.", [("Bằng khen", 28, 43)]),
        ("Dịp này, 04 cá nhân được trao Kỷ niệm chương.", [("Kỷ niệm chương", None, 4)]),
        ("Đề nghị tặng Bằng khen cho 5 cá nhân.", []),
        ("Phong trào thi đua sôi nổi.", []),
    ],
)
def test_each_act_and_form_is_one_award(text: str, expected: list[tuple[str, int | None, int | None]]) -> None:
    assert awards(text) == expected


def test_the_bodies_that_conferred_are_copied_whole() -> None:
    (award,) = read("Tại hội nghị, Bộ Công an, UBND tỉnh đã tặng Bằng khen cho 2 tập thể.").awards
    assert award.conferred_by == "Bộ Công an, UBND tỉnh"


def test_an_award_in_a_caption_and_in_the_text_is_told_once() -> None:
    text = "Lãnh đạo Công an tỉnh tặng giấy khen cho các tập thể. Ảnh: Minh Hà\nDịp này, Công an tỉnh đã tặng giấy khen cho 4 tập thể xuất sắc."
    assert awards(text) == [("Giấy khen", 4, None)]


def test_a_list_of_awards_under_a_heading_needs_no_word_of_conferring() -> None:
    text = (
        "Tại buổi lễ đã công bố các quyết định khen thưởng:\n"
        "- Kỷ niệm chương “Bảo vệ an ninh Tổ quốc” của Bộ trưởng Bộ Công an cho 9 cá nhân;\n"
        "- Giấy khen của Giám đốc Công an tỉnh cho 7 tập thể, 15 cá nhân.\n"
    )
    found = [(award.form, award.collectives, award.individuals) for award in read(text).awards]
    assert found == [("Kỷ niệm chương “Bảo vệ an ninh Tổ quốc”", None, 9), ("Giấy khen", 7, 15)]


def test_a_list_of_awards_that_are_proposed_is_none() -> None:
    assert read("Hội nghị thống nhất đề nghị:\n- Bằng khen của Chủ tịch UBND tỉnh cho 9 cá nhân;\n").awards == ()


def test_enterprises_elders_and_young_people_hold_awards_where_they_follow_the_form() -> None:
    text = "UBND tỉnh tặng Bằng khen cho 20 doanh nghiệp; Tỉnh đoàn tặng Huy hiệu “Tuổi trẻ dũng cảm” cho 3 thanh niên ở 5 xã."
    found = [(award.form, award.collectives, award.individuals) for award in read(text).awards]
    assert found == [("Bằng khen", 20, None), ("Huy hiệu “Tuổi trẻ dũng cảm”", None, 3)]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Tại lễ, Ủy ban nhân dân tỉnh sẽ trao Bằng khen cho 5 tập thể.", []),
        ("Hội nghị sẽ tổng kết năm 2023, đồng thời trao Giấy khen cho 12 cá nhân.", []),
        ("Công an tỉnh tặng Giấy khen cho 12 cá nhân; năm tới sẽ tiếp tục khen thưởng.", [("Giấy khen", None, 12)]),
        ("Phong trào sẽ được nhân rộng. Công an tỉnh tặng Bằng khen cho 3 tập thể.", [("Bằng khen", 3, None)]),
        ("Công nhận danh hiệu “An toàn về ANTT”: 79/81 thôn.", []),
        ("Công an tiếp nhận thư khen của nhân dân.", []),
        ("3 tập thể đón nhận danh hiệu “Đơn vị quyết thắng”.", [("Danh hiệu “Đơn vị quyết thắng”", 3, None)]),
        ("Có 12 xã đạt danh hiệu “An toàn về ANTT”.", []),
        (
            "Bộ Công an tặng Bằng khen cho 3 tập thể; 5 cá nhân đạt danh hiệu “Chiến sĩ tiên tiến”.",
            [("Bằng khen", 3, None), ("Danh hiệu “Chiến sĩ tiên tiến”", None, 5)],
        ),
        ("Nhà nước trao Huân chương Hữu nghị cho Hội.", [("Huân chương Hữu nghị", None, None)]),
    ],
)
def test_what_will_be_conferred_or_is_only_recognised_is_no_award(
    text: str, expected: list[tuple[str, int | None, int | None]]
) -> None:
    assert awards(text) == expected
