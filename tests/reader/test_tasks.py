import pytest

from binhyen.reader import read
from binhyen.reader.reading import Task

OPENING = "Ngày 5-3-2015, Ban Thường vụ Huyện ủy ra Chỉ thị số 06-CT/HU về giữ gìn trật tự. Nội dung chỉ thị như sau:\n"


def tasks(text: str) -> tuple[Task, ...]:
    return read(OPENING + text).tasks


@pytest.mark.parametrize(
    ("text", "lead"),
    [
        ("Giao Công an huyện theo dõi việc thực hiện.", "Công an huyện"),
        ("Ban Thường vụ Huyện ủy yêu cầu các chi bộ tập trung thực hiện các việc sau:", "các chi bộ"),
        ("Các chi bộ phải quán triệt đến từng đảng viên.", "Các chi bộ"),
        ("Hội Nông dân huyện có trách nhiệm vận động hội viên.", "Hội Nông dân huyện"),
        ("Khi có vụ việc phức tạp, Chủ tịch UBND xã phải báo cáo ngay.", "Chủ tịch UBND xã"),
        ("2. Ban Tuyên giáo Huyện ủy hướng dẫn tuyên truyền.", "Ban Tuyên giáo Huyện ủy"),
        ("Tiếp tục tuyên truyền; Đảng ủy Quân sự huyện tập trung huấn luyện.", "Đảng ủy Quân sự huyện"),
    ],
)
def test_a_sentence_that_names_a_body_and_obliges_it_is_a_task(text: str, lead: str) -> None:
    assert [task.lead for task in tasks(text)] == [lead]


@pytest.mark.parametrize(
    "text",
    [
        "Tăng cường tuyên truyền trong nhân dân.", "Các cấp ủy đã tập trung lãnh đạo trong những năm qua.",
        "Chính quyền ở một số nơi chưa nhận thức đầy đủ.", "Chỉ thị này phổ biến đến chi bộ.",
        "Phối hợp với các ngành giải quyết dứt điểm.",
    ],
)  # fmt: skip
def test_no_task_without_a_named_body_that_is_obliged_now(text: str) -> None:
    assert tasks(text) == ()


def test_who_acts_with_the_lead_how_often_and_by_when() -> None:
    (task,) = tasks(
        "Công an huyện chủ trì, phối hợp với Phòng Tư pháp và các ngành hướng dẫn các xã; 6 tháng một lần báo cáo."
    )
    assert task.coordinate == ("Phòng Tư pháp", "các ngành")
    assert task.recurrence == "P6M"
    (task,) = tasks("Giao Ủy ban nhân dân huyện bố trí kinh phí, hoàn thành trước ngày 30/6/2015.")
    assert task.deadline == "2015-06-30"


def test_only_directives_have_tasks() -> None:
    assert read("Hội nghị sơ kết. Đồng chí yêu cầu Công an huyện tập trung đấu tranh.").tasks == ()
