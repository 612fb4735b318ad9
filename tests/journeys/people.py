"""What a person does at a browser in every story."""

from __future__ import annotations

from playwright.sync_api import Page, expect

from tests.cast import PASSWORD
from tests.processes import Server


def sign_in(page: Page, server: Server, name: str) -> None:
    """``name`` sits down at the browser: whoever sat there before is signed out."""
    page.context.clear_cookies()
    page.goto(f"{server.url}/dang-nhap/")
    page.get_by_label("Tên đăng nhập").fill(name)
    page.get_by_label("Mật khẩu").fill(PASSWORD)
    page.get_by_role("button", name="Đăng nhập").click()
    expect(page).to_have_url(f"{server.url}/")
