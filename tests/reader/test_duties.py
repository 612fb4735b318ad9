"""Who is obliged, in the ways in which directives, plans and dispatches write it."""

import pytest

from binhyen.reader import read
from binhyen.reader.reading import Task

DIRECTIVE = "Ngày 5-3-2015, UBND tỉnh ra Chỉ thị số 06/CT-UBND về giữ gìn trật tự. Nội dung chỉ thị như sau:\n"


def tasks(text: str) -> tuple[Task, ...]:
    return read(DIRECTIVE + text).tasks


def leads(text: str) -> list[str]:
    return [task.lead for task in tasks(text)]


@pytest.mark.parametrize(
    ("points", "expected"),
    [
        (
            "1. Sở Xây dựng:\na) Chủ trì, phối hợp với Công an tỉnh, Sở Tài chính, UBND các huyện rà soát các khu nhà phải "
            "sửa chữa trong năm.\nb) Tham mưu UBND tỉnh bố trí kinh phí.",
            ["Sở Xây dựng"],
        ),
        (
            "2. Công an tỉnh:\n- Phối hợp với các sở, ngành, đoàn thể, UBND các huyện phải bảo đảm đúng tiến độ.\n"
            "- Báo cáo kết quả hằng quý.",
            ["Công an tỉnh"],
        ),
        (
            "3. Chi cục Thủy lợi:\na) Tham mưu cho UBND tỉnh, Ban Chỉ đạo, Sở Nông nghiệp phải chủ trì việc sơ tán.\n"
            "b) Kiểm tra các hồ chứa.",
            ["Chi cục Thủy lợi"],
        ),
        (
            "4. Đối với các Sở: Y tế, Công Thương, Nội vụ; UBND các huyện, thị xã:\na) Rà soát các cơ sở do mình quản lý.\n"
            "b) Kiểm tra định kỳ.",
            ["các Sở: Y tế, Công Thương, Nội vụ; UBND các huyện, thị xã"],
        ),
        (
            "5. Các ngành: Công an, Quân sự, Kiểm lâm:\n- Tuần tra ven rừng trong mùa khô.\n- Thông báo cho nhau khi có cháy.",
            ["Các ngành: Công an, Quân sự, Kiểm lâm"],
        ),
    ],
)
def test_points_that_begin_with_their_duty_belong_to_the_body_of_the_heading(points: str, expected: list[str]) -> None:
    assert leads(points) == expected


@pytest.mark.parametrize(
    ("text", "lead"),
    [
        (
            "Các sở, ngành có liên quan; UBND các huyện, thị xã; các công ty cấp nước trên địa bàn căn cứ nhiệm vụ được giao "
            "thực hiện Chỉ thị này.",
            "Các sở, ngành có liên quan; UBND các huyện, thị xã; các công ty cấp nước trên địa bàn",
        ),
        (
            "Giao Cục Cảnh sát giao thông; Cục Cảnh sát quản lý tạm giữ; Cục Quản lý xây dựng và doanh trại; Cục Hậu cần "
            "chuẩn bị phương tiện chi viện cho các địa phương.",
            "Cục Cảnh sát giao thông; Cục Cảnh sát quản lý tạm giữ; Cục Quản lý xây dựng và doanh trại; Cục Hậu cần",
        ),
        (
            "Đề nghị Ủy ban MTTQ tỉnh, các tổ chức hội: Hội Nông dân, Hội Phụ nữ phối hợp vận động hội viên tham gia.",
            "Ủy ban MTTQ tỉnh, các tổ chức hội: Hội Nông dân, Hội Phụ nữ",
        ),
        (
            "2. Yêu cầu Công an các huyện, thị xã: (1) Chủ động lực lượng ứng trực; (2) Kiểm tra các bến đò.",
            "Công an các huyện, thị xã",
        ),
        ("Chủ các bến đò phải trang bị đủ áo phao.", "Chủ các bến đò"),
        ("Giao BCĐ phòng cháy xã phối hợp với trưởng thôn kiểm tra từng hộ.", "BCĐ phòng cháy xã"),
        (
            "Các đại học, học viện, trường cao đẳng phải tổ chức tuần sinh hoạt đầu năm.",
            "Các đại học, học viện, trường cao đẳng",
        ),
        ("Phòng Công tác học sinh, sinh viên tham mưu kế hoạch của nhà trường.", "Phòng Công tác học sinh, sinh viên"),
        ("Đoàn Thanh niên xã ra quân phát quang đường làng.", "Đoàn Thanh niên xã"),
        ("Sở Y tế - cơ quan thường trực của kế hoạch có trách nhiệm tổng hợp báo cáo.", "Sở Y tế"),
        ("Đồng thời, Uỷ ban nhân dân các xã có trách nhiệm đôn đốc các chủ hộ.", "Uỷ ban nhân dân các xã"),
        ("Bộ trưởng Bộ Y tế chỉ đạo các bệnh viện trực cấp cứu.", "Bộ trưởng Bộ Y tế"),
    ],
)
def test_the_body_is_named_whole(text: str, lead: str) -> None:
    assert leads(text) == [lead]


@pytest.mark.parametrize(
    "text",
    [
        "Có 120 căn nhà mà tỉnh đã giao cho các huyện thực hiện trong năm trước.",
        "Có 35 điểm đã được các xã kiểm tra, báo cáo và đề nghị Sở Xây dựng hỗ trợ sửa chữa.",
        "Là hộ có nhà hư hỏng, được thôn bình chọn, đề nghị và UBND xã phê duyệt.",
        "UBND tỉnh xây dựng Kế hoạch sửa chữa cầu treo, nội dung như sau:",
        "Thành phố phấn đấu hoàn thành việc sửa chữa trước mùa mưa.",
    ],
)
def test_what_was_done_or_is_aimed_at_obliges_nobody(text: str) -> None:
    assert leads(text) == []


def test_a_directive_whose_head_is_lost_is_known_by_its_duties() -> None:
    text = (
        "3. Sở Y tế có trách nhiệm kiểm tra các bếp ăn.\n4. Công an tỉnh tăng cường tuần tra.\n"
        "5. Giao Sở Công Thương chủ trì, báo cáo việc thực hiện Chỉ thị này trước ngày 30/6/2015."
    )
    read_text = read(text)
    assert read_text.document.kind == "chỉ thị"
    assert [task.lead for task in read_text.tasks] == ["Sở Y tế", "Công an tỉnh", "Sở Công Thương"]


def test_a_report_that_speaks_of_a_directive_is_none() -> None:
    text = (
        "Sơ kết 5 năm thực hiện Chỉ thị số 06-CT/TU\nSau 5 năm thực hiện Chỉ thị này, các xã đã lập 12 tổ.\n"
        "1. Công an tỉnh tham mưu mở 4 đợt cao điểm.\n2. Sở Y tế phối hợp mở 3 lớp."
    )
    assert read(text).document.kind == "sơ kết"


def test_a_dispatch_retold_by_the_news_obliges_the_bodies_of_its_points() -> None:
    text = (
        "Ngày 21/7/2024, Ban Chỉ đạo tỉnh có Công điện số 08/CĐ-BCĐ gửi Công an các huyện về ứng phó với bão số 2.\n"
        "1. Tiếp tục theo dõi diễn biến của bão.\n"
        "2. Yêu cầu Công an các huyện: (1) Chủ động lực lượng ứng trực; (2) Sẵn sàng sơ tán.\n"
        "3. Giao Phòng Hậu cần bảo đảm phương tiện, vật tư."
    )
    assert [task.lead for task in read(text).tasks] == ["Công an các huyện", "Phòng Hậu cần"]


@pytest.mark.parametrize(
    ("heading", "lead"),
    [
        ("3. Uỷ ban nhân dân các quận, huyện có trách nhiệm:", "Uỷ ban nhân dân các quận, huyện"),
        ("4. Bộ trưởng Bộ Y tế chịu trách nhiệm:", "Bộ trưởng Bộ Y tế"),
        ("5. Các nhà trường, cơ sở giáo dục có nhiệm vụ:", "Các nhà trường, cơ sở giáo dục"),
        ("6. Giao Sở Công Thương:", "Sở Công Thương"),
        ("7. Đề nghị Hội Nông dân tỉnh và các tổ chức thành viên", "Hội Nông dân tỉnh và các tổ chức thành viên"),
    ],
)
def test_a_heading_may_say_that_its_body_is_obliged(heading: str, lead: str) -> None:
    (task,) = tasks(f"{heading}\n- Rà soát các điểm có nguy cơ.\n- Báo cáo Sở Y tế trước ngày 25 hằng tháng.")
    assert task.lead == lead
    assert task.quote.endswith("hằng tháng.")


@pytest.mark.parametrize(
    ("text", "lead"),
    [
        ("Các cơ sở vận chuyển xăng dầu phải có phương án chữa cháy.", "Các cơ sở vận chuyển xăng dầu"),
        ("Các doanh nghiệp khai thác đá có trách nhiệm bảo quản vật liệu nổ.", "Các doanh nghiệp khai thác đá"),
        ("Người đứng đầu cơ quan, tổ chức phải làm gương.", "Người đứng đầu cơ quan, tổ chức"),
        (
            "Bộ Chỉ huy Quân sự tỉnh, Công an tỉnh điều động lực lượng giúp dân.",
            "Bộ Chỉ huy Quân sự tỉnh, Công an tỉnh",
        ),
        ("UBND các huyện có trách nhiệm: xử lý dứt điểm các cơ sở vi phạm.", "UBND các huyện"),
        ("Đề nghị Trung ương Hội Nông dân tuyên truyền đến hội viên.", "Trung ương Hội Nông dân"),
    ],
)
def test_what_a_body_does_for_a_living_is_not_its_duty(text: str, lead: str) -> None:
    assert leads(text) == [lead]


def test_a_ministry_with_a_comma_in_its_name_is_one_partner() -> None:
    (task,) = tasks(
        "Giao Sở Y tế chủ trì, phối hợp với Sở Văn hóa, Thể thao và Du lịch, Công an tỉnh tổ chức thực hiện."
    )
    assert task.coordinate == ("Sở Văn hóa, Thể thao và Du lịch", "Công an tỉnh")


@pytest.mark.parametrize(
    ("text", "lead"),
    [
        (
            "UBND thành phố chỉ thị cho các sở, ngành và UBND các quận - huyện thực hiện:",
            "các sở, ngành và UBND các quận - huyện",
        ),
        ("Trường hợp xảy ra cháy lớn, Chi cục Kiểm lâm phải báo cáo ngay.", "Chi cục Kiểm lâm"),
        ("Các chủ rừng có trách nhiệm làm đường băng cản lửa.", "Các chủ rừng"),
        ("Công an tỉnh điều tra làm rõ nguyên nhân các vụ cháy.", "Công an tỉnh"),
        ("Cơ quan điều tra các cấp khẩn trương kết luận các vụ án.", "Cơ quan điều tra các cấp"),
        (
            "Giám đốc các sở: Nông nghiệp, Tài chính; Chủ tịch UBND các huyện chịu trách nhiệm thi hành.",
            "Giám đốc các sở: Nông nghiệp, Tài chính; Chủ tịch UBND các huyện",
        ),
    ],
)
def test_who_is_called_on_is_not_who_calls(text: str, lead: str) -> None:
    assert leads(text) == [lead]


@pytest.mark.parametrize(
    "text",
    [
        "Nhận được Chỉ thị này, yêu cầu các sở nghiêm túc triển khai.",
        "Kế hoạch đã được duyệt, giao các sở tổ chức thực hiện.",
        "Căn cứ kết quả đã đạt được, UBND tỉnh yêu cầu các sở tiếp tục rà soát.",
        "Nhận được công điện này đề nghị các sở báo cáo ngay.",
        "Việc này đã giao từ lâu, UBND tỉnh đề nghị các sở khẩn trương hoàn thành.",
    ],
)
def test_what_was_done_may_stand_before_a_demand(text: str) -> None:
    assert leads(text) == ["các sở"]


def test_departments_and_branches_are_one_partner() -> None:
    (task,) = tasks("Giao Sở Y tế chủ trì, phối hợp với các sở, ban, ngành, Công an tỉnh tổ chức thực hiện.")
    assert task.coordinate == ("các sở, ban, ngành", "Công an tỉnh")


def test_the_speaker_below_the_subject_is_no_part_of_it() -> None:
    text = "QUYẾT ĐỊNH\nVề việc bảo vệ rừng\nCHỦ TỊCH ỦY BAN NHÂN DÂN TỈNH\nĐiều 1. Giao Sở Y tế chủ trì thực hiện."
    assert read(text).document.title == "QUYẾT ĐỊNH Về việc bảo vệ rừng"


@pytest.mark.parametrize(
    ("text", "lead"),
    [
        ("Công an các huyện trong quá trình tuần tra, kiểm soát phải ghi hình.", "Công an các huyện"),
        ("Các trường mầm non nếu có cháu ốm phải báo cáo Phòng Giáo dục.", "Các trường mầm non"),
        ("Sở Xây dựng, UBND các huyện khi cấp phép phải công khai quy hoạch.", "Sở Xây dựng, UBND các huyện"),
        ("UBND tỉnh yêu cầu các cấp, các ngành nghiêm túc thực hiện.", "các cấp, các ngành"),
        ("Cấp huyện, cấp xã rà soát các điểm sạt lở.", "Cấp huyện, cấp xã"),
        (
            "Trước tình hình trên, UBND huyện giao Công an huyện; Phòng Kinh tế; các xã kiểm tra các kho.",
            "Công an huyện; Phòng Kinh tế; các xã",
        ),
        (
            "Nhận được công văn này, đề nghị các phòng, ban; Đài Truyền thanh khẩn trương triển khai.",
            "các phòng, ban; Đài Truyền thanh",
        ),
        ("Giao Ban Dân tộc chủ trì rà soát hộ nghèo.", "Ban Dân tộc"),
        ("Giao ban chỉ đạo cấp xã rà soát hộ nghèo.", "ban chỉ đạo cấp xã"),
        ("Phòng Cảnh sát hình sự (PC02) phải thống kê số vụ.", "Phòng Cảnh sát hình sự (PC02)"),
        ("Công an tỉnh xử lý dứt điểm 12 điểm đen trong quý II/2025.", "Công an tỉnh"),
    ],
)
def test_a_body_ends_where_its_circumstances_begin_and_goes_on_behind_a_semicolon(text: str, lead: str) -> None:
    assert leads(text) == [lead]


@pytest.mark.parametrize(
    "text",
    [
        "Hoạt động của một số tổ, đội có nhiệm vụ tuần tra còn hình thức.",
        "Ý thức của nhiều cơ quan, đơn vị có trách nhiệm còn kém.",
        "Lực lượng chức năng xử lý 1.250 trường hợp, phạt tiền 3,2 tỷ đồng.",
        "Cảnh sát giao thông kiểm tra 9.500 xe, xử phạt 2,1 tỷ đồng.",
        "Duy trì họp giao ban công tác phòng cháy hằng tháng.",
        "Tại buổi giao ban tổ công tác báo cáo kết quả.",
    ],
)
def test_what_some_do_or_what_was_counted_obliges_nobody(text: str) -> None:
    assert leads(text) == []


def test_a_dispatch_may_call_on_a_body_without_a_colon() -> None:
    text = (
        "Ngày 3/8/2024, Ban Chỉ đạo tỉnh có Công điện số 05/CĐ-BCĐ gửi các địa phương về ứng phó với lũ.\n"
        "Ban Chỉ đạo tỉnh yêu cầu Ban Chỉ huy các huyện triển khai ngay một số nhiệm vụ sau\n"
        "1. Bám sát tình hình.\n2. Ban Chỉ huy huyện Nậm Mít: (1)Chuẩn bị lực lượng; (2)Sơ tán dân."
    )
    assert [task.lead for task in read(text).tasks] == ["Ban Chỉ huy các huyện", "Ban Chỉ huy huyện Nậm Mít"]


@pytest.mark.parametrize(
    ("point", "lead"),
    [
        ("1. Sở Nội vụ luân chuyển cán bộ về các xã khó khăn.", "Sở Nội vụ"),
        ("1. Sở Ngoại vụ dịch tài liệu sang tiếng Lào.", "Sở Ngoại vụ"),
        ("2. Công an tỉnh Lạng Sơn hoán đổi các chốt trên tuyến biên giới.", "Công an tỉnh Lạng Sơn"),
        ("- Hội Nông dân huyện kêu gọi hội viên tố giác tội phạm.", "Hội Nông dân huyện"),
        ("3. Đoàn Thanh niên tỉnh kẻ lại vạch sơn trước cổng trường.", "Đoàn Thanh niên tỉnh"),
        ("4. UBND các xã Tân Lập, Minh Hòa nới rộng lòng đường.", "UBND các xã Tân Lập, Minh Hòa"),
    ],
)
def test_a_point_that_opens_with_a_whole_name_needs_no_listed_verb(point: str, lead: str) -> None:
    assert leads(point) == [lead]


@pytest.mark.parametrize(
    "point",
    [
        "1. Công an tỉnh còn lúng túng trong khâu lập hồ sơ.",
        "2. Công an xã Tân Lập bắt 12 đối tượng trộm cắp.",
        "3. Hội Cựu chiến binh huyện đã luân chuyển vốn vay cho hội viên.",
        "4. Đồn Biên phòng Pa Ủ nơi giáp ranh với xã bạn.",
        "5. Ủy ban Mặt trận Tổ quốc Việt Nam các huyện, thị xã.",
        "6. Xã Tân Lập nằm ven quốc lộ, nhiều xe qua lại.",
        "7. Công an tỉnh hiện quản lý 320 hồ sơ.",
        "8. Sở Y tế thiếu bác sĩ ở tuyến xã.",
        "9. UBND huyện Yên Châu gặp nhiều trở ngại về kinh phí.",
    ],
)
def test_a_point_that_tells_or_only_names_obliges_nobody(point: str) -> None:
    assert leads(point) == []


@pytest.mark.parametrize(
    ("text", "lead"),
    [
        ("Yêu cầu các tổ chức tín dụng niêm yết lãi suất.", "các tổ chức tín dụng"),
        ("Các cơ quan, tổ chức tổ chức ký cam kết.", "Các cơ quan, tổ chức"),
        ("Các tổ chức, cá nhân phải khai báo tạm trú.", "Các tổ chức, cá nhân"),
        ("Các đội (1, 2, 3) tuần tra theo tuyến.", "Các đội"),
        ("5. Ban chỉ huy PCTT huyện: (1)Lập sơ đồ các điểm xung yếu.", "Ban chỉ huy PCTT huyện"),
        (
            "2. Cục Cảnh sát quản lý tạm giữ:\na) Theo dõi số liệu.\nb) Báo cáo hằng quý.",
            "Cục Cảnh sát quản lý tạm giữ",
        ),
        (
            "4. Tổ công tác kiểm tra liên ngành:\na) Theo dõi số liệu.\nb) Báo cáo hằng quý.",
            "Tổ công tác kiểm tra liên ngành",
        ),
    ],
)
def test_words_of_work_within_a_name_or_brackets_do_not_end_it(text: str, lead: str) -> None:
    assert leads(text) == [lead]


def test_a_part_of_a_directive_that_shares_duties_out_is_known_by_one_of_them() -> None:
    text = (
        "III. Tổ chức thực hiện\n1.\nThủ trưởng các sở, ngành phổ biến rộng rãi đến công chức.\n"
        "2.\nGiao Sở Nội vụ theo dõi việc thực hiện Chỉ thị này."
    )
    assert [task.lead for task in read(text).tasks] == ["Thủ trưởng các sở, ngành", "Sở Nội vụ"]
