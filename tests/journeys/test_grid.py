"""The entry grid under real keys: the spreadsheet operations, paste, undo, saving, two people, no network, a telephone."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Locator, Page, expect

from tests.journeys.conftest import run
from tests.journeys.people import sign_in
from tests.journeys.soundness import is_sound, is_sound_whole
from tests.journeys.test_the_phone import fits
from tests.journeys.wide_forms import SIXTY, WIDE
from tests.processes import Server, start

JULY, AUGUST = "2026-07-01_2026-07-31", "2026-08-01_2026-08-31"


@pytest.fixture(scope="module")
def forms(ready_data: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    """A server whose communes owe a form of 60 lines and a wide one; each test enters a period or unit of its own."""
    folder = tmp_path_factory.mktemp("grid") / "var"
    shutil.copytree(ready_data, folder)
    told = run("-m", "tests.journeys.wide_forms", folder=folder)
    assert told.returncode == 0, told.stderr
    with start(folder) as server:
        yield server


@pytest.fixture
def page(page: Page) -> Page:
    """The window may use its clipboard."""
    page.context.grant_permissions(["clipboard-read", "clipboard-write"])
    return page


def opened(page: Page, server: Server, form: str, period: str, name: str = "lan", unit: str = "thu-tan-an") -> None:
    sign_in(page, server, name)
    page.goto(f"{server.url}/so-lieu/bieu/{form}/{unit}/{period}/")


def wide(page: Page, row: int, column: int) -> Locator:
    """A cell of the wide form: row 1 is the first, column 0 the totals."""
    return page.locator(f"[id='c-FRC05[{f'cot=c{column:02d};' if column else ''}hang=h{row:03d}]']")


def saved(page: Page) -> None:
    expect(page.locator("#da-luu")).to_contain_text("Đã lưu")


def press(page: Page, *keys: str) -> None:
    for key in keys:
        page.keyboard.press(key)


def at(page: Page) -> str:
    """Which cell has the focus: "row,column" of the wide form."""
    name = str(page.evaluate("document.activeElement.name"))
    row = int(name.partition("hang=h")[2][:3])
    return f"{row},{int(name.partition('cot=c')[2][:2] or 0)}"


def paste(page: Page, text: str) -> None:
    page.evaluate("text => navigator.clipboard.writeText(text)", text)
    press(page, "Control+v")


def copied(page: Page) -> str:
    return str(page.evaluate("navigator.clipboard.readText()"))


def test_the_keys_of_a_spreadsheet_do_what_they_do_there(page: Page, forms: Server) -> None:
    opened(page, forms, WIDE, JULY)
    wide(page, 2, 1).click()
    for key, there in (
        ("ArrowRight", "2,2"), ("ArrowDown", "3,2"), ("ArrowLeft", "3,1"), ("ArrowUp", "2,1"), ("Enter", "3,1"),
        ("Shift+Enter", "2,1"), ("Tab", "2,2"), ("Shift+Tab", "2,1"), ("Home", "2,0"), ("End", "2,5"),
        ("Control+Home", "1,0"), ("Control+End", "30,5"), ("Control+ArrowUp", "1,5"), ("Control+ArrowLeft", "1,0"),
        ("Control+ArrowDown", "30,0"), ("Control+ArrowRight", "30,5"), ("Control+Home", "1,0"),
    ):  # fmt: skip
        press(page, key)
        assert at(page) == there, key
    page.keyboard.type("12")
    press(page, "ArrowDown")  # typing over is committed by an arrow
    expect(wide(page, 1, 0)).to_have_value("12")
    press(page, "ArrowUp", "F2", "End")
    page.keyboard.type("3")
    press(page, "ArrowLeft")  # inside the text while editing
    assert at(page) == "1,0"
    press(page, "Enter")
    expect(wide(page, 1, 0)).to_have_value("123")
    press(page, "ArrowUp")
    page.keyboard.type("999")
    press(page, "Escape")
    expect(wide(page, 1, 0)).to_have_value("123")
    press(page, "Delete")
    expect(wide(page, 1, 0)).to_have_value("")
    is_sound_whole(page)
    press(page, "Control+z")
    expect(wide(page, 1, 0)).to_have_value("123")
    press(page, "Control+y")
    expect(wide(page, 1, 0)).to_have_value("")
    press(page, "Control+z", "?")
    expect(page.locator("#phim-tat")).to_be_visible()
    assert page.locator("#phim-tat dl > div").count() >= 12
    is_sound(page)
    press(page, "Escape")
    saved(page)


def test_blocks_are_filled_copied_cut_and_undone(page: Page, forms: Server) -> None:
    opened(page, forms, WIDE, JULY, "canbo.thu-tan-binh", "thu-tan-binh")
    wide(page, 1, 0).click()
    page.keyboard.type("7")
    press(page, "Enter", "ArrowUp", "Shift+ArrowDown", "Shift+ArrowDown", "Control+d")
    expect(wide(page, 3, 0)).to_have_value("7")
    expect(page.locator("#hoan-tac")).to_contain_text("Đã điền 02 chỉ tiêu")
    is_sound(page)
    press(page, "Control+c")
    assert copied(page) == "7\r\n7\r\n7"
    press(page, "Home", "ArrowRight", "Control+v")
    expect(wide(page, 3, 1)).to_have_value("7")
    press(page, "Shift+ArrowDown", "Control+x")
    expect(wide(page, 2, 1)).to_have_value("")
    expect(wide(page, 3, 1)).to_have_value("7")
    is_sound_whole(page)
    press(page, "Control+z", "Control+z", "Control+z")
    expect(wide(page, 3, 0)).to_have_value("")
    expect(wide(page, 1, 0)).to_have_value("7")
    is_sound_whole(page)
    press(page, "Control+y")
    expect(wide(page, 3, 0)).to_have_value("7")
    is_sound_whole(page)
    wide(page, 1, 0).click()
    page.locator(".fill").hover()
    page.mouse.down()
    wide(page, 5, 0).hover()
    page.mouse.up()
    expect(wide(page, 5, 0)).to_have_value("7")
    is_sound_whole(page)
    wide(page, 4, 2).click()
    press(page, "Control+a")
    expect(page.get_by_role("status").filter(has_text="Đã chọn 30 hàng, 06 cột")).to_be_visible()
    is_sound_whole(page)
    page.keyboard.type("98")  # as in a spreadsheet one goes on where one was, not in the first cell
    press(page, "Enter")
    expect(wide(page, 4, 2)).to_have_value("98")
    expect(wide(page, 1, 0)).to_have_value("7")
    press(page, "Control+z")
    wide(page, 1, 0).click()
    saved(page)
    for n in range(57):
        page.keyboard.type(str(n))
        press(page, "Enter")
    for _ in range(57):
        press(page, "Control+z")
    expect(wide(page, 5, 0)).to_have_value("7")
    page.reload()
    expect(wide(page, 5, 0)).to_have_value("7")


def test_a_paste_shows_first_what_it_would_skip_and_is_undone_as_one(page: Page, forms: Server) -> None:
    opened(page, forms, WIDE, JULY, "canbo.thu-tan-cuong", "thu-tan-cuong")
    wide(page, 1, 0).click()
    paste(page, '1.474\t75\r\n"ước 120"\t-\r\n')
    expect(page.locator("#hoan-tac")).to_contain_text("Đã dán 04 chỉ tiêu")
    expect(wide(page, 3, 0)).to_have_value("")
    saved(page)
    wide(page, 5, 5).click()
    expect(wide(page, 2, 0)).to_have_value("≈ 120")
    paste(page, "8\t9\nhai buổi\t1\n1.5\t2")
    dialog = page.locator("#dan")
    expect(dialog).to_contain_text("01 chỉ tiêu sẽ được ghi; 03 ô ngoài biểu, bỏ qua; 02 ô không đọc được, bỏ qua")
    expect(dialog).to_contain_text("“hai buổi”")
    is_sound(page)
    dialog.get_by_role("button", name="Bỏ qua").click()
    expect(wide(page, 5, 5)).to_have_value("")
    press(page, "Control+v")
    dialog.get_by_role("button", name="Dán").click()
    expect(wide(page, 5, 5)).to_have_value("8")
    page.locator("#hoan-tac").get_by_role("button").click()
    expect(wide(page, 5, 5)).to_have_value("")
    expect(wide(page, 1, 0)).to_have_value("1.474")
    page.reload()
    expect(wide(page, 5, 5)).to_have_value("")
    expect(wide(page, 1, 1)).to_have_value("75")


def test_a_paste_never_writes_into_lines_that_another_form_collects(page: Page, forms: Server) -> None:
    opened(page, forms, "BC-6T", "2026-01-01_2026-06-30")
    page.locator("#bieu input[readonly]").first.focus()
    press(page, "Control+Home")
    paste(page, "\r\n".join(["5"] * 100) + "\r\n")
    dialog = page.locator("#dan")
    expect(dialog).to_contain_text("chỉ tiêu khóa, bỏ qua")
    dialog.get_by_role("button", name="Dán").click()
    expect(page.locator("#hoan-tac")).to_contain_text("Đã dán")
    assert page.locator("#bieu input[readonly]").evaluate_all("all => all.filter(one => one.value === '5').length") == 0
    saved(page)


def test_a_month_of_sixty_lines_takes_no_more_than_ninety_presses_beside_the_digits(page: Page, forms: Server) -> None:
    opened(page, forms, SIXTY, JULY)
    page.locator("[id='c-FRC04[dong=d01]']").focus()
    presses = 0
    for n in range(1, 61):
        page.keyboard.type(str(n))
        press(page, "Enter")
        presses += 1
    assert presses <= 90
    saved(page)
    expect(page.locator("#dem")).to_contain_text("60/60")
    expect(page.locator("[data-empty]:visible")).to_have_count(0)
    page.reload()
    expect(page.locator("[id='c-FRC04[dong=d60]']")).to_have_value("60")
    is_sound(page)


def test_findings_come_while_one_types_and_the_next_error_is_one_press_away(page: Page, forms: Server) -> None:
    opened(page, forms, "BC-THANG", JULY)
    values = {"COM04": "12", "COM04[host_org=ca]": "10", "COM04[host_org=mttq_ctxh]": "1"}
    for key, text in {**values, "COM04[host_org=cqdnth]": "-", "COM04[host_org=khac]": "-"}.items():
        page.locator(f"[id='c-{key}']").focus()
        page.keyboard.type(text)
    press(page, "Enter")
    expect(page.locator("[id='why-COM04']")).to_contain_text("10 + 1 + 0 + 0 = 11 ≠ 12")
    expect(page.locator("#dem")).to_contain_text("01 chưa khớp")
    is_sound(page)
    press(page, "Control+Home")
    page.get_by_role("button", name="Đến lỗi tiếp theo").click()
    page.locator("#c-COM05").focus()
    page.keyboard.type("13")
    expect(page.locator("#why-COM05 .say-warn").first).to_be_visible()
    page.get_by_role("button", name="Đến lỗi tiếp theo").click(click_count=2)  # never to what only asks for a reason
    assert page.evaluate("document.activeElement.id") == "c-COM04"
    described = page.evaluate(
        "document.getElementById(document.activeElement.getAttribute('aria-describedby').split(' ')[0]).innerText"
    )
    assert "11 ≠ 12" in described
    page.keyboard.type("11")
    expect(page.locator("[id='why-COM04']")).to_have_count(0)  # while the cell still has the focus
    press(page, "Control+Enter")
    panel = page.locator("#chi-tieu")
    expect(panel).to_contain_text("Lịch sử")
    page.wait_for_load_state("networkidle")
    is_sound(page)
    panel.get_by_role("radio", name="số ước thực hiện").check(force=True)
    saved(page)
    page.reload()
    expect(page.locator("select[name='k:COM04']")).to_have_value("estimate")


def test_two_people_on_one_cell_see_both_values_and_nobody_loses(page: Page, forms: Server, browser: Browser) -> None:
    opened(page, forms, SIXTY, AUGUST)
    other = browser.new_context(locale="vi-VN", viewport={"width": 1440, "height": 900})
    second = other.new_page()
    opened(second, forms, SIXTY, AUGUST)
    cell, beside = "[id='c-FRC04[dong=d05]']", "[id='c-FRC04[dong=d06]']"
    for one, text in ((page, "10"), (second, "14")):
        one.locator(cell).focus()
        one.keyboard.type(text)
        press(one, "Enter")
        if one is page:
            saved(one)
    second.keyboard.type("6")
    press(second, "Enter")
    clash = second.locator("[id='own-FRC04[dong=d05]']")
    expect(clash).to_contain_text("Số đang lưu là “10”, số của đồng chí là “14”")
    expect(second.locator("#da-luu")).to_have_text("Còn 01 chỉ tiêu chưa lưu")
    expect(second.locator(cell)).to_have_value("14")
    is_sound(second)
    clash.get_by_role("button", name="Dùng số của đồng chí: 14").click()
    saved(second)
    page.locator(cell).focus()
    page.keyboard.type("11")
    press(page, "Enter")
    page.get_by_role("button", name="Giữ số đang lưu: 14").click()
    expect(page.locator(cell)).to_have_value("14")
    page.reload()
    expect(page.locator(cell)).to_have_value("14")
    expect(page.locator(beside)).to_have_value("6")
    other.close()


def test_what_is_typed_without_a_network_outlives_the_page_and_goes_up_later(page: Page, forms: Server) -> None:
    opened(page, forms, SIXTY, AUGUST, "canbo.thu-tan-binh", "thu-tan-binh")
    address = page.url
    page.context.set_offline(True)
    page.locator("[id='c-FRC04[dong=d01]']").focus()
    for n in (41, 42, 43):
        page.keyboard.type(str(n))
        press(page, "Enter")
    expect(page.locator("#da-luu")).to_have_text("Mất kết nối: 03 chỉ tiêu chờ gửi")
    is_sound(page)
    page.goto("about:blank")
    page.context.set_offline(False)
    page.goto(address)
    expect(page.locator("[id='c-FRC04[dong=d03]']")).to_have_value("43")
    saved(page)
    assert page.evaluate("localStorage.length") == 0
    page.reload()
    expect(page.locator("[id='c-FRC04[dong=d02]']")).to_have_value("42")


def test_an_input_method_that_is_still_composing_is_left_alone(page: Page, forms: Server) -> None:
    opened(page, forms, SIXTY, AUGUST, "canbo.thu-tan-cuong", "thu-tan-cuong")
    page.locator("[id='c-FRC04[dong=d01]']").focus()
    session = page.context.new_cdp_session(page)
    session.send("Input.imeSetComposition", {"text": "kh", "selectionStart": 2, "selectionEnd": 2})
    session.send("Input.insertText", {"text": "không phát sinh"})
    press(page, "Enter")
    expect(page.locator("select[name='k:FRC04[dong=d01]']")).to_have_value("nothing_arose")
    saved(page)


def test_on_a_telephone_the_grid_is_one_column_with_buttons_for_kinds(browser: Browser, forms: Server) -> None:
    context = browser.new_context(
        locale="vi-VN", viewport={"width": 390, "height": 844}, has_touch=True, is_mobile=True
    )
    phone = context.new_page()
    opened(phone, forms, SIXTY, AUGUST, "canbo.thu-tan-cuong", "thu-tan-cuong")
    fits(phone)
    cell = phone.locator("[id='c-FRC04[dong=d10]']")
    assert cell.get_attribute("inputmode") == "decimal"
    cell.tap()
    phone.keyboard.type("12")
    phone.locator("#loai").get_by_role("button", name="Số ước").tap()
    expect(phone.locator("select[name='k:FRC04[dong=d10]']")).to_have_value("estimate")
    phone.locator("[id='c-FRC04[dong=d11]']").tap()
    phone.locator("#loai").get_by_role("button", name="Không phát sinh").tap()
    expect(phone.locator("select[name='k:FRC04[dong=d11]']")).to_have_value("nothing_arose")
    saved(phone)
    fits(phone)
    is_sound(phone)
    phone.goto(f"{forms.url}/so-lieu/bieu/{WIDE}/thu-tan-cuong/{AUGUST}/")
    fits(phone)
    context.close()


def test_the_button_sends_only_after_everything_is_saved(page: Page, forms: Server) -> None:
    opened(page, forms, SIXTY, "2026-06-01_2026-06-30", "canbo.thu-tan-cuong", "thu-tan-cuong")
    page.locator("[id='c-FRC04[dong=d01]']").focus()
    page.keyboard.type("1.5")
    press(page, "Enter")
    expect(page.locator("[id='own-FRC04[dong=d01]']")).to_contain_text("có thể hiểu hai cách")
    page.get_by_role("button", name="Kiểm tra và trình duyệt").click()
    expect(page.locator("#bao")).to_contain_text("Còn 01 chỉ tiêu chưa lưu")
    page.keyboard.type("15")
    page.get_by_role("button", name="Kiểm tra và trình duyệt").click()
    expect(page.get_by_role("status").filter(has_text="Đã trình lãnh đạo")).to_be_visible()
    expect(page.locator("#bieu")).to_contain_text("15")


def test_enter_skips_what_is_locked_and_a_locked_cell_says_why(page: Page, forms: Server) -> None:
    opened(page, forms, "BC-6T", "2026-01-01_2026-06-30", "canbo.thu-tan-cuong", "thu-tan-cuong")
    page.locator("#bieu input[readonly]").first.focus()
    page.keyboard.type("5")
    expect(page.locator("#bao")).to_contain_text("lấy từ Báo cáo tháng")
    press(page, "Control+Home")
    there = "document.activeElement.readOnly + ' ' + document.activeElement.name"
    stops = [str(page.evaluate(there))]
    while len(stops) < 2 or stops[-1] != stops[-2]:
        press(page, "Enter")
        stops.append(str(page.evaluate(there)))
    assert [stop for stop in stops[1:] if stop.startswith("true")] == []
    assert len({stop for stop in stops if stop.startswith("false")}) == page.locator("#bieu input[data-s]").count()


def test_a_new_number_over_an_estimate_is_a_number_and_an_emptied_cell_is_empty(page: Page, forms: Server) -> None:
    opened(page, forms, SIXTY, "2026-05-01_2026-05-31", "canbo.thu-tan-cuong", "thu-tan-cuong")
    cell, kind = (page.locator(f"[id='c-FRC04[dong=d07]'],[name='{x}:FRC04[dong=d07]']").last for x in "vk")
    cell.focus()
    page.keyboard.type("ước 120")
    press(page, "Enter")
    expect(kind).to_have_value("estimate")
    saved(page)
    for text, becomes in (("130", "reported"), ("ước 140", "estimate"), ("140", "reported")):
        cell.focus()
        page.keyboard.type(text)
        press(page, "Enter")
        saved(page)
        expect(kind).to_have_value(becomes)
    press(page, "Control+z")
    expect(kind).to_have_value("estimate")
    cell.focus()
    page.keyboard.type("9")
    press(page, "Escape")
    expect(kind).to_have_value("estimate")
    kind.select_option("reported")
    cell.focus()
    press(page, "Delete")
    saved(page)
    expect(kind).to_have_value("reported")
    page.reload()
    expect(cell).to_have_value("")
    expect(kind).to_have_value("reported")
    expect(page.locator("[id='why-FRC04[dong=d07]']")).to_have_count(0)
