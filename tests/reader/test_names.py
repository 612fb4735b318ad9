import pytest

from binhyen.reader.names import without_names


@pytest.mark.parametrize(
    ("title", "offered"),
    [
        ("Trung tướng Trần Văn Bình dự sơ kết tại Nam Định", "Trung tướng dự sơ kết tại Nam Định"),
        ("Đồng chí Lê Thị Hoa, Phó Bí thư Tỉnh ủy, chủ trì", "Đồng chí, Phó Bí thư Tỉnh ủy, chủ trì"),
        ("Nguyễn Văn Nam: gương sáng ở xã Tân Lập", "gương sáng ở xã Tân Lập"),
        ("Công an Thành phố Hồ Chí Minh tổng kết phong trào", "Công an Thành phố Hồ Chí Minh tổng kết phong trào"),
        ("Sơ kết Chỉ thị 48 tại Hà Nam", "Sơ kết Chỉ thị 48 tại Hà Nam"),
        ("Đồng chí Đoàn Minh Tú dự hội nghị", "Đồng chí dự hội nghị"),
        ("Bà H’Yun Niê và ông Y Khoa Ayun vận động 12 hộ", "Bà và ông vận động 12 hộ"),
        ("Đồng chí Đoàn trưởng và đồng chí Y tá trưởng dự", "Đồng chí Đoàn trưởng và đồng chí Y tá trưởng dự"),
        ("Thào Mí Sùng giao nộp 2 khẩu súng", "giao nộp 2 khẩu súng"),
    ],
)
def test_a_title_is_offered_without_names_of_persons(title: str, offered: str) -> None:
    assert without_names(title) == offered
