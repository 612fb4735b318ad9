"""Three figures of a report come back (F12): the officer sees these and no others, and the days above count against nobody below."""

from __future__ import annotations

import json
import shutil
import sqlite3
from collections.abc import Callable
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from tests.journeys.conftest import run
from tests.journeys.people import sign_in
from tests.processes import Server

MAY = "Báo cáo tháng, tháng 5 năm 2026"
SHEET = "/so-lieu/bieu/BC-THANG/thu-tan-an/2026-05-01_2026-05-31/"
RETURNED = {"FRC04": "Lượt tuần tra, canh gác", "MED03": "", "MED04": ""}


@pytest.fixture
def waiting(serve: Callable[[Path], Server], ready_data: Path, tmp_path: Path) -> Server:
    """A server on whose desk the report lies that was sent on the last day of its deadline."""
    folder = tmp_path / "waiting"
    shutil.copytree(ready_data, folder)
    told = run("-m", "tests.journeys.long_waiting", folder=folder)
    assert told.returncode == 0, told.stderr
    return serve(folder)


def test_three_cells_come_back_and_only_they_can_be_changed(page: Page, waiting: Server) -> None:
    sign_in(page, waiting, "minh")
    send_three_back(page)
    sign_in(page, waiting, "lan")
    sees_only_the_three(page, waiting)
    forged_saves_change_nothing_else(page, waiting)
    put_right_and_present(page, waiting)
    sign_in(page, waiting, "binh")
    page.get_by_role("link", name=MAY, exact=True).click()
    page.get_by_role("button", name="Ký gửi báo cáo").click()
    expect(page.get_by_role("status").filter(has_text="Đã gửi báo cáo")).to_be_visible()
    the_days_above_are_not_the_communes(page, waiting)


def send_three_back(page: Page) -> None:
    """Minh marks three lines, says why."""
    page.get_by_role("link", name=f"Xã Tân An: {MAY}", exact=True).click()
    for line in RETURNED:
        page.locator(f'input[name="tra-lai"][value="{line}"]').check()
    page.get_by_label("Lý do chung").fill("Đối chiếu lại sổ.")
    page.get_by_role("button", name="Trả lại các chỉ tiêu đã đánh dấu").click()
    expect(page.get_by_role("status").filter(has_text="Đã trả lại 03 chỉ tiêu")).to_be_visible()


def sees_only_the_three(page: Page, server: Server) -> None:
    """The queue leads to them; every other cell is there to be read. The time line says that it is the commune's turn."""
    page.get_by_role("link", name="Chỉnh lý 03 chỉ tiêu").click()
    expect(page.locator("main")).to_contain_text("Đối chiếu lại sổ.")
    open_cells = page.locator("input[id^='c-']:not([readonly])")
    assert sorted(open_cells.evaluate_all("cells => cells.map(cell => cell.id)")) == [f"c-{line}" for line in RETURNED]
    page.goto(f"{server.url}{SHEET}tien-do/")
    expect(page.locator("tr[aria-current]").get_by_role("rowheader")).to_have_text("Xã chỉnh lý")
    expect(page.get_by_role("row").filter(has_text="không tính vào thời gian chậm")).to_have_count(1)


def values(server: Server) -> dict[str, int | None]:
    with sqlite3.connect(f"file:{server.folder}/binhyen.sqlite3?mode=ro", uri=True) as record:
        rows = record.execute(
            "SELECT code || CASE breakdown WHEN '' THEN '' ELSE '[' || breakdown || ']' END, value "
            "FROM figures_draftcell JOIN figures_indicator ON figures_indicator.id = indicator_id"
        )
        return dict(rows.fetchall())


def forged_saves_change_nothing_else(page: Page, server: Server) -> None:
    """Neither the form nor the saving of single cells takes a cell that did not come back, whatever the page says."""
    before = values(server)
    address = f"{server.url}{SHEET}"
    page.goto(address)
    token = page.locator('input[name="csrfmiddlewaretoken"]').first.input_value()
    headers = {"X-CSRFToken": token, "Referer": address}
    typed: dict[str, str | float | bool] = {
        "csrfmiddlewaretoken": token,
        "act": "save",
        "v:FRC05": "999",
        "k:FRC05": "reported",
        "s:FRC05": "1",
    }
    page.request.post(address, form=typed, headers=headers)
    assert values(server) == before
    body = {"request_id": "1", "cells": {"FRC05": {"text": "999", "seen": 1}, "COM04": {"text": "999", "seen": 1}}}
    given = {**headers, "Content-Type": "application/json"}
    answer = page.request.post(f"{address}o-nhap/", data=json.dumps(body), headers=given)
    assert answer.status == 200
    assert all(cell["error"] for cell in answer.json()["cells"].values())
    assert values(server) == before


def put_right_and_present(page: Page, server: Server) -> None:
    """The three are changed and go to the leader."""
    page.goto(server.url + SHEET)
    for line, text in (("FRC04", "29"), ("MED03", "6"), ("MED04", "6")):
        page.locator(f'[id="c-{line}"]').fill(text)
    page.get_by_role("button", name="Kiểm tra và trình duyệt").click()
    expect(page.get_by_role("status").filter(has_text="Đã trình lãnh đạo")).to_be_visible()
    found = values(server)
    assert (found["FRC04"], found["MED03"], found["MED04"], found["FRC05"]) == (29, 6, 6, 90)


def the_days_above_are_not_the_communes(page: Page, server: Server) -> None:
    """Months above, minutes below: sent in time, corrected in time, never late."""
    page.goto(f"{server.url}{SHEET}tien-do/")
    expect(page.locator("tr[aria-current]").get_by_role("rowheader")).to_have_text("Tỉnh thẩm định")
    expect(page.locator("main")).to_contain_text("Trả lại để chỉnh lý: 03 chỉ tiêu phải chỉnh lý")
    expect(page.get_by_role("main")).to_contain_text("đúng hạn")
    expect(page.get_by_role("row", name="Thời gian chậm của xã 0", exact=True)).to_be_visible()
    assert int(page.get_by_role("row", name="Thời gian ở tỉnh").get_by_role("cell").inner_text()) > 50
