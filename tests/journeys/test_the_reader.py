"""A clerk reads a report by keyboard: a Word file in, decisions one by one, many at once, and back; wide and on a telephone."""

from __future__ import annotations

from pathlib import Path

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Locator, Page, expect

from tests.journeys.people import sign_in
from tests.journeys.test_every_page import audit
from tests.journeys.test_the_phone import WIDTH, fits
from tests.processes import Server
from tests.web.test_reading import DIRECTIVE, MANY, docx

FIGURES = 7


@pytest.fixture
def report(tmp_path: Path) -> Path:
    """The report as a Word file."""
    file = tmp_path / "bao-cao.docx"
    file.write_bytes(docx("\n".join(line for line in MANY.splitlines() if line)))
    return file


def upload(page: Page, server: Server, file: Path) -> None:
    page.goto(f"{server.url}/van-ban/nguon/dua-vao/")
    page.get_by_label("Văn bản không chứa bí mật nhà nước").check()
    page.get_by_label("Hoặc chọn tệp").set_input_files(file)
    page.get_by_role("button", name="Đọc số liệu").click()
    expect(page.get_by_role("heading", level=1)).to_contain_text(f"Nhận diện 0{FIGURES} số liệu")


def at_the_keyboard(page: Page) -> None:
    """The keys are listened to: their hints are there."""
    expect(page.locator("[data-hints]")).to_be_visible()


def row(page: Page, number: int) -> Locator:
    return page.locator(f"#p{number}")


def seen(page: Page, number: int) -> None:
    expect(page.locator("#tien-do")).to_have_text(f"{number}/{FIGURES} đã xem")


def test_a_report_is_read_by_keyboard_alone(page: Page, server: Server, report: Path) -> None:
    sign_in(page, server, "nam")
    upload(page, server, report)
    at_the_keyboard(page)
    page.keyboard.press("j")
    expect(row(page, 1)).to_be_focused()
    expect(page.locator(".hit.is-here")).to_have_text("1.210 buổi1")
    page.keyboard.press("a")
    expect(row(page, 1)).to_contain_text("Đã chọn sử dụng")
    expect(row(page, 2)).to_be_focused()
    seen(page, 1)
    page.keyboard.press("ArrowDown")
    page.keyboard.press("x")
    expect(row(page, 3)).to_contain_text("Đã loại")
    seen(page, 2)
    expect(page.locator("#t3")).to_have_class("hit is-off")
    page.keyboard.press("z")
    expect(row(page, 3)).not_to_contain_text("Đã loại")
    expect(row(page, 3)).to_be_focused()
    seen(page, 1)
    expect(row(page, 1)).to_contain_text("Đã chọn sử dụng")
    page.keyboard.press("s")
    form = page.get_by_role("form", name="Chỉnh sửa số liệu 3")
    expect(form.get_by_role("button", name="Sử dụng số liệu này")).to_be_visible()
    was = form.get_by_label("Đơn vị").input_value()
    form.get_by_label("Đơn vị").fill("Xã")
    page.keyboard.press("Escape")
    expect(form).to_be_visible()  # what was typed is not thrown away
    form.get_by_label("Đơn vị").fill(was)
    page.keyboard.press("Escape")
    expect(form).to_be_hidden()


def test_keys_typed_faster_than_the_server_answers_meet_one_row_each(page: Page, server: Server, report: Path) -> None:
    sign_in(page, server, "nam")
    upload(page, server, report)
    at_the_keyboard(page)
    page.keyboard.type("jaxa")
    seen(page, 3)
    expect(row(page, 1)).to_contain_text("Đã chọn sử dụng")
    expect(row(page, 2)).to_contain_text("Đã loại")
    expect(row(page, 3)).to_contain_text("Đã chọn sử dụng")
    expect(row(page, 4)).to_be_focused()


def test_single_letters_are_switched_off_and_do_nothing_in_a_field(page: Page, server: Server, report: Path) -> None:
    sign_in(page, server, "nam")
    upload(page, server, report)
    at_the_keyboard(page)
    page.get_by_label("Đơn vị", exact=True).fill("")
    page.get_by_label("Đơn vị", exact=True).press_sequentially("xa")
    expect(page.get_by_label("Đơn vị", exact=True)).to_have_value("xa")
    seen(page, 0)
    page.locator("h1").click()
    page.keyboard.press("?")
    page.get_by_role("dialog").get_by_role("checkbox").uncheck()
    page.get_by_role("button", name="Đóng").click()
    page.keyboard.press("j")
    page.keyboard.press("a")
    expect(page.locator("[data-hints]")).to_be_hidden()
    expect(page.locator(".hit.is-here")).to_have_count(0)
    page.reload()
    seen(page, 0)


def test_many_are_used_at_once_after_they_were_read_and_taken_back(page: Page, server: Server, report: Path) -> None:
    sign_in(page, server, "nam")
    upload(page, server, report)
    page.get_by_role("link", name="Xem và sử dụng 04 đề xuất").click()
    expect(page.get_by_role("heading", level=1)).to_contain_text("04 đề xuất có độ tin cậy từ 0,9")
    expect(page.get_by_role("row").filter(has_text="có chỗ chưa khớp")).to_have_count(3)
    assert audit(page, Axe()) == []
    page.get_by_label("Sử dụng số liệu 1:").uncheck()
    page.get_by_role("button", name="Sử dụng các số liệu đã đánh dấu").click()
    expect(page.get_by_role("status").filter(has_text="Đã sử dụng 03 số liệu")).to_be_visible()
    seen(page, 3)
    expect(row(page, 1)).not_to_contain_text("Đã chọn sử dụng")
    page.get_by_role("button", name="Hoàn tác cả 03 số liệu").click()
    expect(page.get_by_role("status").filter(has_text="Đã hoàn tác 03")).to_be_visible()
    seen(page, 0)
    assert audit(page, Axe()) == []


def test_a_report_is_read_on_a_telephone(page: Page, server: Server, report: Path) -> None:
    page.set_viewport_size({"width": WIDTH, "height": 844})
    sign_in(page, server, "nam")
    upload(page, server, report)
    fits(page)
    page.get_by_role("button", name="Sử dụng số liệu 1", exact=True).click()
    expect(row(page, 1)).to_contain_text("Đã chọn sử dụng")
    page.get_by_role("button", name="Loại số liệu 2", exact=True).click()
    row(page, 2).get_by_label("Vì sao loại").select_option("sai chỉ tiêu")
    row(page, 2).get_by_role("button", name="Ghi lý do").click()
    expect(row(page, 2).get_by_label("Vì sao loại")).to_have_value("wrong_indicator")
    fits(page)
    page.get_by_role("link", name="Xem và sử dụng").click()
    fits(page)
    page.get_by_role("button", name="Sử dụng các số liệu đã đánh dấu").click()
    fits(page)
    page.goto(f"{server.url}/van-ban/nguon/goi-y-quy-tac/")
    fits(page)


def test_a_directive_shows_its_duties_and_its_file(page: Page, server: Server, tmp_path: Path) -> None:
    sign_in(page, server, "nam")
    file = tmp_path / "chi-thi.txt"
    file.write_text(DIRECTIVE, encoding="utf-8")
    page.goto(f"{server.url}/van-ban/nguon/dua-vao/")
    page.get_by_label("Văn bản không chứa bí mật nhà nước").check()
    page.get_by_label("Hoặc chọn tệp").set_input_files(file)
    page.get_by_role("button", name="Đọc số liệu").click()
    expect(page.get_by_role("heading", name="Bố cục và nhiệm vụ")).to_be_visible()
    with page.expect_download() as download:
        page.get_by_role("link", name="Akoma Ntoso").click()
    assert download.value.suggested_filename.endswith(".akn.xml")
    assert audit(page, Axe()) == []


def test_the_same_is_done_without_scripts(server: Server, page: Page, report: Path) -> None:
    browser = page.context.browser
    assert browser is not None
    context = browser.new_context(java_script_enabled=False)
    plain = context.new_page()
    sign_in(plain, server, "nam")
    upload(plain, server, report)
    expect(plain.locator("[data-hints]")).to_be_hidden()
    plain.get_by_role("button", name="Sử dụng số liệu 1", exact=True).click()
    seen(plain, 1)
    plain.get_by_role("button", name="Hoàn tác lựa chọn gần nhất").click()
    seen(plain, 0)
    plain.get_by_role("link", name="Xem và sử dụng 04 đề xuất").click()
    plain.get_by_role("button", name="Sử dụng các số liệu đã đánh dấu").click()
    seen(plain, 4)
    context.close()
