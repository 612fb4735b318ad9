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


def test_counters_tickers_and_lists_on_one_line_are_ignored() -> None:
    for line in (
        "Thứ tư, 12/3/2024 | Lượt xem: 845",
        "Đánh giá bài viết: 4.5/5 (12 lượt)",
        "Tin nóng: giá vàng tăng 200.000 đồng/lượng",
        "TIN CÙNG MỤC: Xã An Bình lắp 200 camera; thêm 3 chốt gác",
        "0 bình luận",
        "3 người thích bình luận này",
    ):
        assert read(f"Xã An Bình giữ bình yên\n{line}\nXã có 12 tổ tự quản.\n").figures[0].quote == "12 tổ", line


def test_a_numbered_list_of_headlines_is_ignored() -> None:
    text = (
        "1 Bắt nhóm 5 đối tượng trộm cắp\n2 Phạt 12 quán hát quá giờ\nXã An Bình giữ bình yên\nXã có 12 tổ tự quản.\n"
    )
    assert [f.quote for f in read(text).figures] == ["12 tổ"]


def test_nothing_below_the_comments_is_read() -> None:
    prose = "Xã An Bình có 12 tổ tự quản, mỗi tổ giữ gìn an ninh trật tự trong khu dân cư, vận động người dân chấp hành pháp luật, giúp nhau làm ăn."
    text = f"{prose}\nBình luận (2)\nNgười đọc - 22-09:\nTrường con tôi có 2 bác bảo vệ rất tốt.\n"
    assert [f.quote for f in read(text).figures] == ["12 tổ"]


def test_the_head_of_a_table_is_no_trail_of_menus() -> None:
    assert read("Đơn vị | Số vụ | Số người\nXã An Bình | 3 | 4\n").ignored == ()


def test_links_to_more_news_and_tags_are_ignored() -> None:
    for lines in (
        "XEM THÊM:\n- Bắt giữ 2 đối tượng chở 10 kg pháo\n- 300 phần quà đến với học sinh\n",
        "# Tag: khu công nghiệp, 2023\n# 5 tin đọc nhiều trong ngày\n- 12 xe vi phạm\n",
        "#anninh #12thon\n",
        "Đừng bỏ lỡ\nPhạt 12 quán hát quá giờ\n",
    ):
        assert [f.quote for f in read(f"Xã An Bình có 12 tổ tự quản.\n{lines}").figures] == ["12 tổ"], lines


ARTICLE = (
    "Xã An Bình có 12 tổ tự quản, mỗi tổ giữ gìn an ninh trật tự trong khu dân cư, vận động người dân chấp hành pháp luật, giúp nhau làm ăn, "
    "hòa giải 5 vụ việc."
)


def test_comments_without_a_heading_are_known_by_who_wrote_them_and_by_the_answers_below() -> None:
    for comment in (
        "Nguyễn Văn A - 22/09 10:25: Trường con tôi có 2 bác bảo vệ rất tốt.\n",
        "Nguyễn Văn A (22/09/2023):\nXóm tôi có 4 camera.\n",
        "Độc giả Hà Nội: Nơi tôi ở có 4 tổ.\n",
        "Lê C\nHay quá, xóm tôi có 4 camera.\nTrả lời - Thích - 2 giờ trước\n",
        "minhanh\nXóm tôi có 4 camera\n3 Thích | Trả lời\n",
    ):
        reading = read(f"{ARTICLE}\n{comment}Xã khác có 9 tổ.\n")
        assert [f.value for f in reading.figures] == [12, 5], comment
        assert [m.start for m in reading.ignored] == sorted(m.start for m in reading.ignored)


def test_days_of_places_and_buttons_below_an_article_begin_no_comments() -> None:
    for line in ("Xã An Bình 15/6: 3 vụ.", "Tính đến 15/6: 3 vụ.", "Thích Chia sẻ\nCòn 3 vụ.", "Ủy ban trả lời 3 vụ."):
        assert [f.value for f in read(f"{ARTICLE}\n{line}\nXã khác có 9 tổ.\n").figures] == [12, 5, 3, 9], line


def test_a_line_of_a_report_that_comes_again_is_read_again() -> None:
    block = f"{ARTICLE}\nKết quả: 3 vụ.\n"
    assert [f.value for f in read(block * 3).figures] == [12, 5, 3] * 3
