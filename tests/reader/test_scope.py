"""The wall: what lies outside the product's scope is marked and nothing of it is proposed; names of persons are never put out."""

import json

import pytest

from binhyen.reader import read
from binhyen.reader.output import as_json

PLAN = "UBND TỈNH AN HẢI\nSố: 12/KH-UBND\nKẾ HOẠCH\nGiữ gìn trật tự năm 2025\nIII. TỔ CHỨC THỰC HIỆN\n"


@pytest.mark.parametrize(
    "text",
    [
        "Có 17 vụ khiếu kiện đông người kéo dài.", "Giải quyết 64 đơn khiếu nại.", "Trên địa bàn có 12 cơ sở thờ tự.", "Một nhóm lôi kéo 12 hộ theo tà đạo.",
        "Có 350 người biểu tình.", "Ngăn chặn 3 vụ tụ tập đông người.", "Vận động 45 tín đồ Tin lành ký cam kết.", "Phát hiện 5 bài viết chống phá trên mạng.",
        "Xảy ra 2 cuộc đình công với 300 công nhân.", "Tiếp nhận 30 đơn thư vượt cấp.", "Đối tượng Lê Văn Tám (SN 1990, trú tại xã Tân Lập) tàng trữ 5 kg ma túy.",
        "Bị cáo Nguyễn Văn Hùng chiếm đoạt 2,3 tỷ đồng của 15 người.", "Nạn nhân Trần Thị Hoa mất 40 triệu đồng.",
    ],
)  # fmt: skip
def test_what_lies_outside_is_marked_and_gives_no_figure(text: str) -> None:
    reading = read(text)
    assert reading.figures == ()
    assert reading.outside


@pytest.mark.parametrize(
    ("text", "values"),
    [
        ("Làm tốt công tác dân vận, vận động 120 hộ ký cam kết.", [120]), ("Mặt trận xã tổ chức 15 buổi tuyên truyền.", [15]),
        ("Khu dân cư có đồng bào sinh sống lắp 20 camera.", [20]), ("Sở Dân tộc và Tôn giáo phối hợp mở 12 lớp tập huấn.", [12]),
        ("Ban Tôn giáo tỉnh tặng 30 suất quà.", [30]), ("Đối tượng được tuyên truyền là 400 thanh niên.", [400]), ("Bắt 12 đối tượng, thu 3 kg ma túy.", [12, 3]),
        ("Hòa giải 12 vụ mâu thuẫn, giải quyết 3 vụ khiếu kiện.", [12]), ("Chị Lê Thị Hoa vận động 45 hộ dân.", [45]),
        ("Trường THPT Lê Hồng Phong có 1.200 học sinh ký cam kết.", [1200]), ("Tiếp nhận 22 đơn thư tố giác tội phạm.", [22]),
    ],
)  # fmt: skip
def test_near_misses_silence_no_more_than_their_clause(text: str, values: list[int]) -> None:
    assert [figure.value for figure in read(text).figures] == values


@pytest.mark.parametrize(
    "text",
    [
        "Đơn thư khiếu nại 45 đơn, đã giải quyết 40 đơn.",
        "Tiếp nhận 45 đơn thư khiếu nại, tố cáo. Đã giải quyết 40 đơn, đạt 88,9%.",
        "Tiếp 30 lượt công dân đến khiếu nại, tố cáo, giải quyết xong 12 vụ.",
        "Về khiếu kiện: tiếp nhận 64 đơn; xảy ra 02 vụ tập trung đông người, với trên 50 hộ.",
    ],
)
def test_what_is_said_of_settling_petitions_is_outside_as_well(text: str) -> None:
    assert read(text).figures == ()


def test_a_clause_outside_silences_itself_alone() -> None:
    reading = read("Hòa giải thành 45 vụ, giải quyết 3 đơn khiếu nại, vận động 20 hộ hiến đất.")
    assert [figure.value for figure in reading.figures] == [45, 20]
    (mark,) = reading.outside
    assert mark.end - mark.start < 30


@pytest.mark.parametrize(
    ("text", "leads"),
    [
        ("Công an tỉnh nắm tình hình tôn giáo trên địa bàn.", []), ("Sở Nội vụ giải quyết đơn khiếu nại theo thẩm quyền.", []),
        ("Công an tỉnh tăng cường tuần tra các tuyến đường; xử lý khiếu kiện đông người.", ["Công an tỉnh"]),
    ],
)  # fmt: skip
def test_tasks_stop_at_the_wall(text: str, leads: list[str]) -> None:
    reading = read(PLAN + text)
    assert [task.lead for task in reading.tasks] == leads
    assert not any("khiếu" in task.quote + task.action for task in reading.tasks)


NAMES = ("Hùng", "Lan", "Tám", "Bình", "Mai", "Tuấn", "Hoa", "Đức")


@pytest.mark.parametrize(
    "text",
    [
        "Thiếu tướng Trần Văn Hùng dự hội nghị tổng kết phong trào năm 2023",
        "Ngày 12/6/2023, đồng chí Nguyễn Thị Lan, Phó Chủ tịch UBND tỉnh An Hải đã trao Bằng khen của Chủ tịch UBND tỉnh cho 12 tập thể.",
        "Chủ tịch Nguyễn Văn Hùng trao Giấy khen cho 3 tập thể.", "Chỉ thị số 12/CT-UBND của Chủ tịch Nguyễn Văn Hùng về giữ gìn trật tự.",
        "Kế hoạch số 5/KH-CAT về việc học tập đồng chí Lê Văn Tám.", "Ông Trần Văn Bình đã cung cấp 12 nguồn tin có giá trị.",
        "Mô hình thu hút 120 hội viên, trong đó 30 hội viên nòng cốt do chị Trần Thị Lan phụ trách.",
        "Trao kỷ niệm chương cho các đồng chí: Nguyễn Văn Hùng, Trần Văn Bình và 3 cá nhân khác.", "Có 20 hộ.\nẢnh: Minh Đức", "Có 20 hộ.\nBài, ảnh: Mai Hoa",
        PLAN + "Giao đồng chí Phạm Minh Tuấn, Giám đốc Công an tỉnh chủ trì, phối hợp với ông Trần Văn Bình kiểm tra.",
        PLAN + "1. Đồng chí Phạm Minh Tuấn:\n- Chủ trì kiểm tra bến bãi.", "Nguyễn Văn Hùng\nGiám đốc Công an tỉnh\nCó 12 vụ việc được giải quyết.",
    ],
)  # fmt: skip
def test_no_name_of_a_person_is_put_out(text: str) -> None:
    written = json.dumps(as_json(read(text), "x.txt"), ensure_ascii=False)
    assert not any(name in written for name in NAMES)


def test_the_mark_is_not_written() -> None:
    text = "Có 17 vụ khiếu kiện đông người kéo dài. Hòa giải 3 vụ."
    written = json.dumps(as_json(read(text), "x.txt"), ensure_ascii=False)
    assert "outside" not in written
    assert "khiếu" not in written
