"""What goes wrong on a working day: each time one sentence that says what and where, and nothing half-written or lost."""

from __future__ import annotations

import unicodedata
from pathlib import Path

from playwright.sync_api import Locator, Page, expect

from tests.journeys.people import sign_in
from tests.journeys.visitor import Visitor
from tests.processes import Server
from tests.reader.legacy import tcvn3

MAY = "/so-lieu/bieu/BC-THANG/thu-tan-an/2026-05-01_2026-05-31/"
TEXT = "Trong tháng 5 năm 2026, toàn tỉnh tổ chức 45 buổi tuyên truyền."


def patrols(page: Page) -> Locator:
    """The input of one line."""
    return page.locator("[id='c-FRC04']")


def test_a_stale_page_shows_both_numbers_and_overwrites_nothing(page: Page, server: Server) -> None:
    sign_in(page, server, "lan")
    other = page.context.new_page()
    for window in (page, other):
        window.goto(server.url + MAY)
    patrols(page).fill("12")
    expect(page.locator("#da-luu")).to_contain_text("Đã lưu")
    patrols(other).fill("15")
    expect(other.locator("main")).to_contain_text("Số đang lưu là “12”, số của đồng chí là “15”")
    expect(patrols(other)).to_have_value("15")
    page.reload()
    expect(patrols(page)).to_have_value("12")
    other.get_by_role("button", name="Dùng số của đồng chí: 15").click()
    expect(other.locator("#da-luu")).to_contain_text("Đã lưu")


def test_what_cannot_be_a_number_comes_back_with_everything_typed(page: Page, server: Server) -> None:
    sign_in(page, server, "lan")
    page.goto(server.url + MAY)
    patrols(page).fill("mười hai")
    page.locator("[id='c-FRC05']").fill("40")
    for _ in range(2):  # on the page, and on the page opened again: nothing typed is lost
        expect(page.locator("[id='own-FRC04']")).to_contain_text("Không đọc được số “mười hai”")
        expect(patrols(page)).to_have_value("mười hai")
        expect(page.locator("[id='c-FRC05']")).to_have_value("40")
        expect(page.locator("#da-luu")).to_have_text("Còn 01 chỉ tiêu chưa lưu")
        page.goto(server.url + MAY)


def test_a_figure_for_a_month_that_was_closed_meanwhile_is_refused(page: Page, server: Server) -> None:
    sign_in(page, server, "lan")
    page.goto(server.url + MAY)
    patrols(page).fill("12")
    expect(page.locator("#da-luu")).to_contain_text("Đã lưu")
    minh = Visitor(server, "minh")
    assert minh.post("/so-lieu/chot/BC-THANG/thu/2026-05-01_2026-05-31/").status == 302
    patrols(page).fill("13")
    expect(page.get_by_text("đã chốt số liệu ngày")).to_be_visible()
    page.goto(server.url + MAY)
    expect(page.get_by_text("Kỳ đã chốt số liệu")).to_be_visible()
    expect(page.locator("main")).not_to_contain_text("13")


def paste(page: Page, server: Server, text: str = "", file: Path | None = None) -> None:
    """Send the form of a new text."""
    page.goto(f"{server.url}/van-ban/nguon/dua-vao/")
    page.get_by_label("Văn bản không chứa bí mật nhà nước").check()
    page.get_by_label("Toàn văn").fill(text)
    if file is not None:
        page.locator("input[type=file]").set_input_files(file)
    page.get_by_role("button", name="Đọc số liệu").click()


def test_the_same_text_is_taken_in_once(page: Page, server: Server) -> None:
    sign_in(page, server, "nam")
    paste(page, server, TEXT)
    expect(page.get_by_role("heading", level=1)).to_contain_text("Nhận diện 01 số liệu")
    paste(page, server, TEXT)
    expect(page.get_by_role("alert")).to_contain_text("Văn bản này đã có trong hệ thống")
    expect(page.get_by_label("Toàn văn")).to_have_value(TEXT)


def test_a_file_that_cannot_be_taken_in_is_refused_by_name(page: Page, server: Server, tmp_path: Path) -> None:
    sign_in(page, server, "nam")
    file = tmp_path / "van-ban.txt"
    for content, said in (
        (b"", "Văn bản trống"),
        (b"\x00\x01\xff" * 200, "nhị phân"),
        (tcvn3(TEXT * 3).decode("cp1252").encode() + TEXT.encode(), "TCVN3"),
        (f"MẬT\n{TEXT}".encode(), "Không có nội dung nào được lưu"),
    ):
        file.write_bytes(content)
        paste(page, server, file=file)
        expect(page.get_by_role("alert")).to_contain_text(said)
    page.goto(f"{server.url}/van-ban/nguon/")
    expect(page.get_by_role("heading", level=1)).to_have_text("Chưa có văn bản nguồn nào.")


def test_decomposed_letters_are_read_in_the_browser_too(page: Page, server: Server) -> None:
    sign_in(page, server, "nam")
    paste(page, server, unicodedata.normalize("NFD", TEXT))
    expect(page.get_by_role("heading", level=1)).to_contain_text("Nhận diện 01 số liệu")


def test_a_review_that_cannot_be_made_says_why(page: Page, server: Server) -> None:
    sign_in(page, server, "hoa")
    for unit, start, end, said in (
        ("Không Có", "2026-05-01", "2026-05-31", "Không có đơn vị hành chính “Không Có”"),
        ("An", "2026-05-01", "2026-05-31", "“An”"),
        ("Thử", "2026-06-01", "2026-05-31", "sau ngày kết thúc"),
        ("Thử", "2007-01-01", "2007-05-31", "bắt đầu từ ngày 01/8/2008"),
    ):
        page.goto(f"{server.url}/bao-cao/lap/")
        page.get_by_label("Đơn vị", exact=True).fill(unit)
        page.get_by_label("Từ ngày").fill(start)
        page.get_by_label("Đến ngày").fill(end)
        page.get_by_role("button", name="Lập dự thảo").click()
        expect(page.get_by_role("alert")).to_contain_text(said)
        expect(page.get_by_label("Đơn vị", exact=True)).to_have_value(unit)


def test_what_no_page_sends_is_refused_and_changes_nothing(busy: Server) -> None:
    minh = Visitor(busy, "minh")
    for act in ({}, {"act": "khac"}):
        assert minh.post("/so-lieu/dinh-chinh/1/", **act).status == 400
    assert minh.post("/so-lieu/dinh-chinh/1/", act="approve").status == 302
    for path in ("/van-ban/?q=%00", "/danh-muc/don-vi/?ten=a%00b", "/danh-muc/chi-tieu/%00/"):
        assert minh.get(path).status == 400, path
    assert Visitor(busy, "nam").post("/van-ban/nguon/dua-vao/", no_secrets="yes", unit="Thử", text="45\0").status == 400
