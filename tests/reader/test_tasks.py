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


PLAN = "UBND TỈNH AN HẢI\nSố: 12/KH-UBND\nKẾ HOẠCH\nGiữ gìn trật tự năm 2025\nIII. TỔ CHỨC THỰC HIỆN\n"


def leads(text: str) -> list[str]:
    return [task.lead for task in read(PLAN + text).tasks]


def test_a_heading_that_is_a_body_has_one_task_with_all_its_points() -> None:
    text = "1. Công an tỉnh\n- Chủ trì, phối hợp với các ngành.\n- Định kỳ 6 tháng báo cáo.\n2. Sở Tài chính:\nBố trí kinh phí.\n"
    first, second = read(PLAN + text).tasks
    assert (first.lead, first.recurrence, second.lead) == ("Công an tỉnh", "P6M", "Sở Tài chính")
    assert first.quote.endswith("báo cáo.")
    assert second.quote == "Sở Tài chính:\nBố trí kinh phí."


def test_points_that_name_bodies_themselves_speak_for_their_heading() -> None:
    text = "1. Công an tỉnh\na) Công an tỉnh chủ trì tuyên truyền.\nb) Mở đợt cao điểm.\n"
    assert leads(text) == ["Công an tỉnh"]


def test_who_is_called_on_above_a_list_answers_for_all_of_it() -> None:
    text = "Ủy ban yêu cầu Chủ tịch UBND các xã:\n1. Chỉ đạo rà soát.\n2. Xây dựng kế hoạch.\n3. Công an xã có trách nhiệm thống kê.\n"
    assert leads(text) == ["Chủ tịch UBND các xã", "Công an xã"]


@pytest.mark.parametrize(
    ("text", "lead"),
    [
        ("Mở đợt cao điểm kiểm tra bến bãi (Công an tỉnh chủ trì).", "Công an tỉnh"),
        ("Các sở, ban, ngành, đoàn thể tỉnh; UBND các xã, phường xây dựng kế hoạch.", "Các sở, ban, ngành, đoàn thể tỉnh; UBND các xã, phường"),
        ("Phân công Phó Chủ tịch UBND tỉnh phụ trách nội chính chỉ đạo thực hiện.", "Phó Chủ tịch UBND tỉnh phụ trách nội chính"),
        ("Công an tỉnh (cơ quan Thường trực) chủ trì hướng dẫn.", "Công an tỉnh"),
        ("Hai bên tổ chức sơ kết hằng năm.", "Hai bên"),
        ("Chậm nhất ngày 20/12/2025, UBND các xã gửi báo cáo.", "UBND các xã"),
        ("Hoàn thiện dữ liệu về tội phạm.\n- Cơ quan chủ trì: Công an tỉnh.\n- Cơ quan phối hợp: Sở Tư pháp.", "Công an tỉnh"),
        ("Nhiệm vụ | Cơ quan chủ trì | Thời hạn\nRà soát mô hình | Công an tỉnh | Quý I/2025", "Công an tỉnh"),
        ("Giao đồng chí Lê Văn Hùng, Giám đốc Công an tỉnh chỉ đạo thực hiện.", "Giám đốc Công an tỉnh"),
    ],
)  # fmt: skip
def test_leads_in_every_place(text: str, lead: str) -> None:
    assert leads(text) == [lead]


@pytest.mark.parametrize(
    "text",
    [
        "Tổ chức giao ban định kỳ hằng quý giữa các ngành.", "Năm 2024, Công an tỉnh đã chủ trì 12 đợt cao điểm.",
        "Đến hết năm có 75/75 xã, phường, thị trấn thành lập nhóm.", "Nâng cao vai trò của các cấp ủy trong công tác này.",
        "Giao đồng chí Lê Văn Hùng chỉ đạo thực hiện.", "Hai bên thống nhất:\n1. Ký kết chương trình.",
    ],
)  # fmt: skip
def test_no_task_where_no_body_is_obliged(text: str) -> None:
    assert leads(text) == []


@pytest.mark.parametrize(
    ("words", "deadline", "recurrence"),
    [
        ("hoàn thành trước ngày 15/12/2025", "2025-12-15", None), ("xong trong quý III/2025", "2025-09-30", None), ("hoàn thành trong tháng 4/2025", "2025-04-30", None),
        ("chậm nhất ngày 20/12/2025", "2025-12-20", None), ("hoàn thành trong năm 2025", "2025-12-31", None), ("hằng quý báo cáo", None, "P3M"),
        ("báo cáo trước ngày 05 hằng tháng", None, "P1M"), ("định kỳ 6 tháng, 01 năm báo cáo", None, "P6M"), ("báo cáo trước 15 giờ hằng ngày", None, "P1D"),
        ("kiểm tra mỗi năm một lần", None, "P1Y"), ("báo cáo cuối mỗi học kỳ", None, "P6M"), ("chậm nhất 30 ngày kể từ ngày ký", None, None),
    ],
)  # fmt: skip
def test_by_when_and_how_often(words: str, deadline: str | None, recurrence: str | None) -> None:
    (task,) = read(PLAN + f"Công an tỉnh rà soát các bến bãi, {words}.").tasks
    assert (task.deadline, task.recurrence) == (deadline, recurrence)


def test_a_table_gives_lead_partners_and_time() -> None:
    text = "TT\tNội dung\tĐơn vị chủ trì\tĐơn vị phối hợp\tThời gian\n1\tTập huấn hòa giải\tSở Tư pháp\tCông an tỉnh\tTháng 6/2025\n"
    (task,) = read(PLAN + text).tasks
    assert (task.lead, task.coordinate, task.action, task.deadline) == (
        "Sở Tư pháp",
        ("Công an tỉnh",),
        "Tập huấn hòa giải",
        "2025-06-30",
    )


def test_a_newspaper_that_prints_an_urgent_dispatch_has_its_tasks() -> None:
    text = "Thủ tướng vừa ký Công điện số 9/CĐ-TTg ngày 3/4/2025 về an toàn bến bãi.\nThủ tướng Chính phủ yêu cầu:\n1. Bộ Xây dựng kiểm tra bến bãi.\n"
    assert [task.lead for task in read(text).tasks] == ["Bộ Xây dựng"]


def test_no_name_of_a_person_is_quoted() -> None:
    text = "Giao đồng chí Lê Văn Hùng, Giám đốc Công an tỉnh chỉ đạo; báo cáo qua bà Trần Thị Mai."
    for task in read(PLAN + text).tasks:
        assert "Hùng" not in repr(task)
        assert "Mai" not in repr(task)


def test_a_headline_is_no_task() -> None:
    text = (
        "UBND tỉnh: ban hành Chỉ thị tăng cường giữ gìn trật tự\nNgày 28/12/2019, UBND tỉnh đã ban hành Chỉ thị số 26/CT-UBND về trật tự\n"
        "Chủ tịch UBND tỉnh yêu cầu:\nCông an tỉnh chủ trì tuần tra.\n"
    )
    assert [task.lead for task in read(text).tasks] == ["Công an tỉnh"]


def test_a_body_cut_by_the_line_is_read_whole() -> None:
    assert leads("1. Công\nan tỉnh\n- Chủ trì, phối hợp với các\nsở tuyên truyền.") == ["Công an tỉnh"]


def test_who_is_responsible_may_stand_in_the_heading() -> None:
    text = "Điều 3. Trách nhiệm của Công an tỉnh\n1. Chủ trì tham mưu kế hoạch.\nĐiều 4. Tổ chức thực hiện\n1. Định kỳ hằng năm, hai bên luân phiên chủ trì sơ kết.\n"
    assert leads(text) == ["Công an tỉnh", "hai bên"]
