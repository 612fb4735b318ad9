"""A device on a bad line, with a wrong clock, away for a week (F11): what was typed is stored once, and a clash shows both values."""

from __future__ import annotations

import sqlite3
from datetime import UTC, datetime, timedelta

from playwright.sync_api import Page, Route, expect

from tests.journeys.people import sign_in
from tests.journeys.test_grid import forms, opened, press, saved
from tests.journeys.wide_forms import SIXTY
from tests.processes import Server

__all__ = ["forms"]
MARCH, APRIL = "2026-03-01_2026-03-31", "2026-04-01_2026-04-30"


class BadLine:
    """Of ten requests one never arrives and the answer to another is lost; of twenty one arrives twice."""

    def __init__(self) -> None:
        self.count = self.lost = self.twice = 0

    def __call__(self, route: Route) -> None:
        n, self.count = self.count, self.count + 1
        if n % 10 == 3:
            self.lost += 1
            route.abort()
        elif n % 10 == 7:
            self.lost += 1
            route.fetch()
            route.abort()
        elif n % 20 == 5:
            self.twice += 1
            route.fetch()
            route.fulfill(response=route.fetch())
        else:
            route.continue_()


def stored(server: Server, unit: str, month: str) -> list[tuple[str, int, int]]:
    """Line, value and how often it was written, of each cell of the working copy."""
    with sqlite3.connect(f"file:{server.folder}/binhyen.sqlite3?mode=ro", uri=True) as record:
        return record.execute(
            "SELECT d.breakdown, d.value, d.seen_version FROM figures_draftcell d JOIN figures_submission s "
            "ON s.id = d.submission_id JOIN organisation_unit u ON u.id = s.unit_id JOIN figures_period p ON p.id = s.period_id "
            "WHERE u.uid = ? AND s.form_code = ? AND p.starts_on = ? ORDER BY d.breakdown",
            [unit, SIXTY, month[:10]],
        ).fetchall()


def test_a_month_typed_on_a_bad_line_is_stored_once_whatever_the_clock_says(page: Page, forms: Server) -> None:
    line = BadLine()
    page.route("**/o-nhap/", line)
    for days in (3, -3):
        page.clock.set_fixed_time(datetime.now(UTC) + timedelta(days=days))
        opened(page, forms, SIXTY, MARCH)
        first = 1 if days > 0 else 31
        page.locator(f"[id='c-FRC04[dong=d{first:02d}]']").focus()
        for n in range(first, first + 30):
            page.keyboard.insert_text(str(100 + n))
            press(page, "Enter")
            if n % 3 == 0:
                until_saved(page)
    assert (line.lost, line.twice) >= (4, 1)
    assert stored(forms, "thu-tan-an", MARCH) == [(f"dong=d{n:02d}", 100 + n, 1) for n in range(1, 61)]
    page.unroute("**/o-nhap/")
    page.reload()
    expect(page.locator("[id='c-FRC04[dong=d60]']")).to_have_value("160")
    assert page.evaluate("localStorage.length") == 0


def until_saved(page: Page) -> None:
    """Wait as a person does; the line comes back at once instead of after five seconds."""
    for _ in range(40):
        said = page.locator("#da-luu").inner_text()
        if said.startswith("Đã lưu"):
            return
        if said.startswith("Mất kết nối"):
            page.evaluate("window.dispatchEvent(new Event('online'))")
        page.wait_for_timeout(100)
    saved(page)


def test_after_a_week_without_a_network_and_a_new_sign_in_everything_goes_up_and_a_clash_shows_both(
    page: Page, forms: Server
) -> None:
    opened(page, forms, SIXTY, APRIL)
    page.context.set_offline(True)
    page.locator("[id='c-FRC04[dong=d01]']").focus()
    for n in range(1, 31):
        page.keyboard.insert_text(str(200 + n))
        press(page, "Enter")
    expect(page.locator("#da-luu")).to_have_text("Mất kết nối: 30 chỉ tiêu chờ gửi")

    another = page.context.browser
    assert another is not None
    beside = another.new_context(locale="vi-VN").new_page()
    opened(beside, forms, SIXTY, APRIL)
    beside.locator("[id='c-FRC04[dong=d05]']").focus()
    beside.keyboard.insert_text("77")
    press(beside, "Enter")
    saved(beside)
    beside.context.close()

    page.goto("about:blank")
    page.context.set_offline(False)
    page.clock.set_fixed_time(datetime.now(UTC) + timedelta(days=7))
    sign_in(page, forms, "lan")  # who sat there a week ago is signed out
    page.goto(f"{forms.url}/so-lieu/bieu/{SIXTY}/thu-tan-an/{APRIL}/")
    clash = page.locator("[id='own-FRC04[dong=d05]']")
    expect(clash).to_contain_text("Số đang lưu là “77”, số của đồng chí là “205”")
    expected = [(f"dong=d{n:02d}", 77 if n == 5 else 200 + n, 1) for n in range(1, 31)]
    assert stored(forms, "thu-tan-an", APRIL) == expected
    clash.get_by_role("button", name="Dùng số của đồng chí: 205").click()
    saved(page)
    assert stored(forms, "thu-tan-an", APRIL)[4] == ("dong=d05", 205, 2)
    assert page.evaluate("localStorage.length") == 0


def test_what_another_person_typed_on_the_same_device_is_neither_shown_nor_sent(page: Page, forms: Server) -> None:
    opened(page, forms, SIXTY, APRIL, "canbo.thu-tan-binh", "thu-tan-binh")
    page.context.set_offline(True)
    page.locator("[id='c-FRC04[dong=d01]']").focus()
    page.keyboard.insert_text("9")
    press(page, "Enter")
    expect(page.locator("#da-luu")).to_have_text("Mất kết nối: 01 chỉ tiêu chờ gửi")
    page.goto("about:blank")
    page.context.set_offline(False)
    opened(page, forms, SIXTY, APRIL, "canbo.thu-tan-cuong", "thu-tan-cuong")
    expect(page.locator("[id='c-FRC04[dong=d01]']")).to_have_value("")
    assert stored(forms, "thu-tan-cuong", APRIL) == []
    opened(page, forms, SIXTY, APRIL, "canbo.thu-tan-binh", "thu-tan-binh")
    saved(page)
    assert stored(forms, "thu-tan-binh", APRIL) == [("dong=d01", 9, 1)]
