"""Every step without a script: the pages are forms and links, and the scripts only add comfort."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.journeys.people import sign_in
from tests.processes import Server


@pytest.fixture
def plain(browser: Browser) -> Iterator[Page]:
    """A browser whose owner has switched scripts off."""
    context = browser.new_context(java_script_enabled=False, locale="vi-VN", viewport={"width": 1440, "height": 900})
    page = context.new_page()
    page.set_default_timeout(15_000)
    yield page
    context.close()


def test_a_month_is_entered_sent_and_approved_without_scripts(plain: Page, server: Server) -> None:
    sign_in(plain, server, "lan")
    plain.get_by_role("link", name="Báo cáo tháng, tháng 5 năm 2026", exact=True).click()
    plain.locator("[id='c-FRC04']").fill("12")
    plain.locator("[id='c-FRC05']").fill("40")
    for group in (1, 3):
        plain.locator(f"#nhom-{group}").get_by_role("button", name="không phát sinh").click()
        expect(plain.get_by_role("status").filter(has_text="không phát sinh")).to_be_visible()
    plain.get_by_role("button", name="Kiểm tra và trình duyệt").click()
    expect(plain.get_by_role("status").filter(has_text="Đã trình lãnh đạo")).to_be_visible()
    sign_in(plain, server, "binh")
    plain.get_by_role("link", name="Báo cáo tháng, tháng 5 năm 2026", exact=True).click()
    plain.get_by_role("button", name="Ký gửi báo cáo").click()
    expect(plain.get_by_role("status").filter(has_text="Đã gửi báo cáo")).to_be_visible()
    sign_in(plain, server, "minh")
    plain.get_by_role("link", name="Xã Tân An: Báo cáo tháng, tháng 5 năm 2026", exact=True).click()
    plain.get_by_role("button", name="Phê duyệt", exact=True).click()
    expect(plain.get_by_role("status").filter(has_text="Đã phê duyệt báo cáo")).to_be_visible()


def test_a_text_is_read_decided_on_and_approved_without_scripts(plain: Page, server: Server) -> None:
    sign_in(plain, server, "nam")
    plain.goto(f"{server.url}/van-ban/nguon/dua-vao/")
    plain.get_by_label("Văn bản không chứa bí mật nhà nước").check()
    plain.get_by_label("Tên văn bản").fill("Tin hội nghị")
    plain.get_by_label("Toàn văn").fill(
        "Trong tháng 5 năm 2026, toàn tỉnh tổ chức 45 buổi tuyên truyền với 2.600 lượt người tham dự."
    )
    plain.get_by_role("button", name="Đọc số liệu").click()
    plain.locator("#p1").get_by_role("button", name="Sử dụng").click()
    expect(plain.locator("#p1")).to_contain_text("Đã chọn sử dụng")
    plain.locator("#p2").get_by_role("button", name="Loại").click()
    expect(plain.locator("#p2")).to_contain_text("Đã loại")
    plain.get_by_role("link", name="Kiểm tra và gửi").click()
    plain.get_by_role("button", name="Gửi phê duyệt").click()
    expect(plain.get_by_role("status").filter(has_text="Đã gửi số liệu để phê duyệt")).to_be_visible()
    sign_in(plain, server, "minh")
    plain.get_by_role("link", name="Tin hội nghị").first.click()
    plain.get_by_role("button", name="Phê duyệt").click()
    expect(plain.get_by_role("status").filter(has_text="Đã phê duyệt; số liệu được công bố")).to_be_visible()
