"""What a screen reader is told of the grid (F10): row, column, value and state of each cell, from the browser's own tree of accessibility."""

from __future__ import annotations

from typing import Any

import pytest
from playwright.sync_api import Page, expect

from tests.journeys.soundness import is_sound
from tests.journeys.test_grid import JULY, forms, opened, paste, press, saved, wide
from tests.journeys.wide_forms import SIXTY, WIDE
from tests.processes import Server

__all__ = ["forms"]


@pytest.fixture
def page(page: Page) -> Page:
    """The window may use its clipboard."""
    page.context.grant_permissions(["clipboard-read", "clipboard-write"])
    return page


class Reader:
    """Speaks the element that has the focus as a screen reader does: role, name, value, description, states."""

    def __init__(self, page: Page) -> None:
        self._page = page
        self._browser = page.context.new_cdp_session(page)
        self._browser.send("Accessibility.enable")

    def speak(self) -> dict[str, Any]:
        found = self._browser.send("Runtime.evaluate", {"expression": "document.activeElement"})
        asked = {"objectId": found["result"]["objectId"], "fetchRelatives": False}
        node = self._browser.send("Accessibility.getPartialAXTree", asked)["nodes"][0]
        said = {name: node.get(name, {}).get("value", "") for name in ("role", "name", "value", "description")}
        return said | {one["name"]: one["value"].get("value") for one in node.get("properties", [])}


def test_row_column_value_and_state_are_told(page: Page, forms: Server) -> None:
    opened(page, forms, SIXTY, JULY, "canbo.thu-tan-cuong", "thu-tan-cuong")
    reader = Reader(page)
    page.locator("[id='c-FRC04[dong=d01]']").focus()
    said = reader.speak()
    assert (said["role"], said["name"], said["value"]) == ("textbox", "Chỉ tiêu số 1 Kỳ này đến 31/7/2026", "")
    for n, (typed, value, state) in enumerate(
        (("1.474", "1.474", "số thực hiện"), ("ước 120", "120", "số ước thực hiện"), ("-", "", "không phát sinh")), 1
    ):
        page.keyboard.type(typed)
        press(page, "Enter")
        saved(page)
        press(page, "ArrowUp")
        said = reader.speak()
        assert said["name"].startswith(f"Chỉ tiêu số {n} "), typed
        assert (said["value"], said["description"], said["invalid"]) == (value, state, "false")
        press(page, "ArrowDown")
    page.keyboard.type("1.5")
    press(page, "Enter")
    expect(page.locator("[id='own-FRC04[dong=d04]']")).to_be_visible()
    press(page, "ArrowUp")
    said = reader.speak()
    assert (said["value"], said["invalid"]) == ("1.5", "true")
    assert "có thể hiểu hai cách" in said["description"]
    is_sound(page)
    page.keyboard.type("15")
    press(page, "Enter")
    expect(page.locator("[id='own-FRC04[dong=d04]']")).to_have_count(0)
    press(page, "ArrowUp")
    said = reader.speak()
    assert (said["invalid"], said["description"]) == ("false", "số thực hiện")


def test_what_is_locked_what_does_not_add_up_and_where_one_is_in_a_wide_form_are_told(
    page: Page, forms: Server
) -> None:
    opened(page, forms, "BC-6T", "2026-01-01_2026-06-30", "canbo.thu-tan-binh", "thu-tan-binh")
    reader = Reader(page)
    page.locator("#bieu input[readonly]").first.focus()
    said = reader.speak()
    assert (said["readonly"], said["description"]) == (True, "khóa: lấy từ Báo cáo tháng")
    page.goto(f"{forms.url}/so-lieu/bieu/BC-THANG/thu-tan-binh/{JULY}/")
    for key, text in (("COM04", "12"), ("COM04[host_org=ca]", "13")):
        page.locator(f"[id='c-{key}']").focus()
        page.keyboard.type(text)
    press(page, "Enter")
    expect(page.locator("[id^='why-COM04']").first).to_contain_text("13")
    saved(page)
    wrong = page.locator("input[aria-invalid='true']").first
    wrong.focus()
    said = reader.speak()
    assert said["invalid"] == "true"
    assert "13" in said["description"]
    assert said["description"].endswith("số thực hiện")
    page.goto(f"{forms.url}/so-lieu/bieu/{WIDE}/thu-tan-binh/2026-05-01_2026-05-31/")
    wide(page, 3, 2).focus()
    paste(page, "8\t9\r\n7\tước 6\r\n")
    saved(page)
    is_sound(page)
    press(page, "ArrowDown", "ArrowRight")
    said = reader.speak()
    assert (said["name"], said["value"]) == ("Hàng 4 c03", "≈ 6")
    press(page, "Control+z")
    expect(page.locator("#bao")).to_have_text("Đã hoàn tác 04 chỉ tiêu.")
    assert page.locator("#bao").get_attribute("role") == "status"
    saved(page)
    is_sound(page)
