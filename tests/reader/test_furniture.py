from binhyen.reader import read

PROSE = (
    "Trong năm qua, lực lượng công an và các đoàn thể trong xã đã tổ chức 12 buổi tuyên truyền với 900 lượt người dự, được nhân dân đồng tình, "
    "góp phần giữ vững an ninh, trật tự trên địa bàn."
)
FURNITURE = [
    "Tin liên quan\n- 45 gia đình được hỗ trợ 12/10/2022 | 08:15 AM\n- Bắt 3 đối tượng trộm xe\n1.200 người chạy bộ\n",
    "Lượt xem: 2.345\n", "Đang truy cập: 125\n", "Trang chủ | Tin tức | Liên hệ\n", "Hà Nội 27-31°C\n", "A- A+\n", "Xem thêm: 3 vụ cháy trong đêm\n",
    "Cập nhật: 19:19, 11/11/2020 (GMT+7)\n", "- Khen thưởng 5 tập thể 28.09.2024 | 18:27 PM\n", "Tổng lượt truy cập: 1.234.567\n",
]  # fmt: skip


def test_furniture_after_the_text_changes_nothing() -> None:
    plain = read(PROSE + "\n")
    for furniture in FURNITURE:
        reading = read(f"{PROSE}\n{furniture}")
        assert reading.figures == plain.figures, furniture
        assert reading.ignored, furniture


def test_prose_after_a_list_of_related_news_is_read_again() -> None:
    assert len(read(f"{PROSE}\n{FURNITURE[0]}{PROSE}\n").figures) == 4


def test_a_headline_under_a_menu_is_kept() -> None:
    text = f"Tin nổi bật\n- Bão số 3\nSơ kết công tác giữ gìn trật tự ở Sơn La\n{PROSE}\n"
    assert read(text).document.title == "Sơ kết công tác giữ gìn trật tự ở Sơn La"
