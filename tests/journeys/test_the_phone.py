"""The same entry on a telephone, 390 pixels wide: nothing to push sideways, everything large enough for a thumb."""

from __future__ import annotations

import pytest
from playwright.sync_api import Page, expect

from tests.cast import HALF_YEARLY, MONTHLY
from tests.journeys.people import sign_in
from tests.processes import Server

WIDTH = 390
# What a thumb presses: controls, with the label around them, and links that stand on their own. Links in a line are text.
SMALL_TARGETS = """() => [...document.querySelectorAll(
    "input:not([type=hidden]), select, textarea, button, summary, a.btn, a.ibtn, a.chip, .tabs a"
  )].map(node => node.closest("label") || node)
  .filter(node => node.checkVisibility({visibilityProperty: true}) && !node.classList.contains("vh"))
  .map(node => [node.tagName, node.textContent.trim().slice(0, 40), node.getBoundingClientRect()])
  .filter(([, , box]) => box.width > 1 && (box.width < 44 || box.height < 44))
  .map(([tag, text, box]) => `${tag} ${text} ${Math.round(box.width)}x${Math.round(box.height)}`)"""

# Where the cell one stands in ends below the top of the bar at the foot.
HIDDEN_CELL = """() => {
  const cell = document.activeElement, bar = document.querySelector(".dock");
  return cell.getBoundingClientRect().bottom > bar.getBoundingClientRect().top ? cell.name : "";
}"""

JUST_ABOVE = """() => {
  const cell = document.activeElement, bar = document.querySelector(".dock");
  scrollBy(0, cell.getBoundingClientRect().bottom - bar.getBoundingClientRect().top + 8);
}"""


# While one types the bar at the top is out of the way, and the one at the foot has its buttons in one line.
ROOM_FOR_FIGURES = """() => document.querySelector(".bar").getBoundingClientRect().bottom <= 0
  && document.querySelector(".dock").offsetHeight < 100"""

CUT_NAMES = """() => [...document.querySelectorAll(".groups b")]
  .filter(b => b.scrollHeight > b.clientHeight || b.scrollWidth > b.clientWidth).map(b => b.textContent)"""


@pytest.fixture
def phone(page: Page) -> Page:
    """The browser as narrow as a telephone."""
    page.set_viewport_size({"width": WIDTH, "height": 844})
    return page


def fits(page: Page) -> None:
    """The page is no wider than the telephone and its targets are large enough."""
    assert page.evaluate("document.documentElement.scrollWidth") <= WIDTH, page.url
    assert page.evaluate(SMALL_TARGETS) == [], page.url


def test_a_month_is_entered_and_presented_on_a_telephone(phone: Page, server: Server) -> None:
    sign_in(phone, server, "lan")
    fits(phone)
    phone.get_by_role("link", name="Báo cáo tháng, tháng 5 năm 2026", exact=True).click()
    fits(phone)
    phone.locator("[id='c-FRC04']").fill("12")
    phone.locator("[id='c-FRC05']").fill("40")
    assert phone.evaluate(ROOM_FOR_FIGURES)
    expect(phone.locator("#da-luu")).to_contain_text("Đã lưu")
    for group in (1, 3):
        button = phone.locator(f"#nhom-{group}").get_by_role("button", name="không phát sinh")
        button.click()
        expect(button).to_have_count(0)
    expect(phone.locator("[id='c-FRC04']")).to_have_value("12")
    phone.locator("[id='c-COM04']").press("Control+Home")
    for _ in range(6):
        phone.keyboard.press("Enter")
        assert phone.evaluate(HIDDEN_CELL) == ""
    for typed, findings in (("5000", 1), ("40", 0)):
        phone.locator("[id='c-FRC05']").fill(typed)
        phone.locator("[id='c-FRC05']").press("Enter")
        phone.evaluate(JUST_ABOVE)
        expect(phone.locator("#why-FRC05")).to_have_count(findings)
        assert phone.evaluate(HIDDEN_CELL) == ""  # what a finding pushed down is still in sight
    phone.get_by_role("button", name="Kiểm tra và trình duyệt").click()
    expect(phone.get_by_role("status").filter(has_text="Đã trình lãnh đạo")).to_be_visible()
    fits(phone)


def test_a_desk_officer_reads_and_decides_on_a_telephone(phone: Page, busy: Server) -> None:
    sign_in(phone, busy, "minh")
    for path in (
        "/",
        "/so-lieu/",
        f"/so-lieu/bieu/{MONTHLY}/thu-tan-an/2026-06-01_2026-06-30/",
        f"/so-lieu/bieu/{HALF_YEARLY}/thu-tan-an/2026-01-01_2026-06-30/",
        "/theo-doi/thu/?ky=2026-01-01_2026-06-30",
        "/van-ban/",
        "/van-ban/nguon/",
        "/van-ban/nguon/dua-vao/",
        "/van-ban/nguon/1/",
        "/van-ban/nguon/3/?sua=1",
        "/van-ban/nguon/2/phe-duyet/",
        "/bao-cao/",
        "/danh-muc/don-vi/",
        "/danh-muc/chi-tieu/",
    ):
        phone.goto(busy.url + path)
        expect(phone.get_by_role("heading", level=1)).to_be_visible()
        assert phone.evaluate(CUT_NAMES) == []
        fits(phone)
