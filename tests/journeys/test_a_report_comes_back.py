"""A month of a commune: entered by keyboard, checked, sent, sent back, sent again, approved, closed, corrected."""

from __future__ import annotations

from playwright.sync_api import Locator, Page, expect

from tests.journeys.people import sign_in
from tests.processes import Server

MAY = "Báo cáo tháng, tháng 5 năm 2026"
PATROLS = "Lượt tuần tra, canh gác"
ENTERED = {
    "COM04": "10", "COM04[host_org=ca]": "6", "COM04[host_org=mttq_ctxh]": "3", "COM04[host_org=cqdnth]": "-",
    "COM04[host_org=khac]": "-", "COM05": "40", "COM05[host_org=ca]": "30", "COM05[host_org=mttq_ctxh]": "10",
    "COM05[host_org=cqdnth]": "-", "COM05[host_org=khac]": "-", "FRC04": "30", "FRC05": "90",
    "MED03": "5", "MED04": "5", "MED05": "0", "MED06": "0",
}  # fmt: skip


def test_a_report_comes_back_and_is_put_right(page: Page, server: Server) -> None:
    sign_in(page, server, "lan")
    enter_by_keyboard(page)
    put_the_blocker_right(page)
    explain_the_warning(page)
    sign_in(page, server, "binh")
    sign_and_send(page)
    sign_in(page, server, "minh")
    send_back(page)
    sign_in(page, server, "lan")
    correct_only_what_came_back(page)
    sign_in(page, server, "binh")
    sign_and_send(page)
    sign_in(page, server, "minh")
    approve(page)
    assert total(page, server) == "28"
    close(page, server)
    sign_in(page, server, "nam")
    ask_for_a_correction(page, server)
    assert total(page, server) == "28"
    sign_in(page, server, "minh")
    decide(page)
    assert total(page, server) == "29"


def cell(page: Page, line: str) -> Locator:
    """The input of a line."""
    return page.locator(f'[id="c-{line}"]')


def enter_by_keyboard(page: Page) -> None:
    """Numbers and Tab, Enter at the end: no hand on the mouse."""
    page.get_by_role("link", name=MAY, exact=True).click()
    cell(page, "COM04").focus()
    for line, text in ENTERED.items():
        expect(cell(page, line)).to_be_focused()
        page.keyboard.type(text)
        if line != "MED06":
            to_next_input(page)
    page.keyboard.press("Enter")
    expect(page.locator("#da-luu")).to_contain_text("Đã lưu")
    expect(page.get_by_text("16/16 chỉ tiêu")).to_be_visible()
    for line, text in ENTERED.items():
        expect(cell(page, line)).to_have_value("" if text == "-" else text)


def to_next_input(page: Page) -> None:
    """Tab past the state and the reason of a line to the number of the next."""
    for _ in range(3):
        page.keyboard.press("Tab")
        if (page.locator(":focus").get_attribute("id") or "").startswith("c-"):
            return


def put_the_blocker_right(page: Page) -> None:
    """The parts do not make the whole: the arithmetic is shown, no number is proposed, nothing typed is lost."""
    expect(page.locator("main")).to_contain_text("6 + 3 + 0 + 0 = 9 ≠ 10")
    page.get_by_role("button", name="Kiểm tra và trình duyệt").click()
    expect(page.get_by_role("alert")).to_contain_text("Còn 01 chỉ tiêu chưa khớp")
    expect(cell(page, "COM04")).to_have_value("10")
    cell(page, "COM04[host_org=mttq_ctxh]").fill("4")


def explain_the_warning(page: Page) -> None:
    """Four people a session is few: a reason is asked for, and with it the report goes to the leader."""
    page.get_by_role("button", name="Kiểm tra và trình duyệt").click()
    expect(page.get_by_role("alert")).to_contain_text("Còn 01 cảnh báo chưa có giải trình")
    page.get_by_label("Giải trình", exact=True).fill("Các buổi tổ chức tại từng cụm dân cư, ít người dự.")
    page.get_by_role("button", name="Kiểm tra và trình duyệt").click()
    expect(page.get_by_role("status").filter(has_text="Đã trình lãnh đạo")).to_be_visible()


def sign_and_send(page: Page) -> None:
    """Bình opens what Lan presented and sends it to the province."""
    page.get_by_role("link", name=MAY, exact=True).click()
    page.get_by_role("button", name="Ký gửi báo cáo").click()
    expect(page.get_by_role("status").filter(has_text="Đã gửi báo cáo")).to_be_visible()


def send_back(page: Page) -> None:
    """Minh marks one line and says why; without a reason nothing goes back."""
    page.get_by_role("link", name=f"Xã Tân An: {MAY}", exact=True).click()
    page.get_by_label(f"Trả lại: {PATROLS}").check()
    page.get_by_role("button", name="Trả lại các chỉ tiêu đã đánh dấu").click()
    expect(page.get_by_role("alert")).to_contain_text("Đề nghị ghi lý do")
    expect(page.get_by_label(f"Trả lại: {PATROLS}")).to_be_checked()
    page.get_by_label("Lý do chung").fill("Sổ tuần tra của tỉnh ghi 28 lượt.")
    page.get_by_role("button", name="Trả lại các chỉ tiêu đã đánh dấu").click()
    expect(page.get_by_role("status").filter(has_text="Đã trả lại 01 chỉ tiêu")).to_be_visible()


def correct_only_what_came_back(page: Page) -> None:
    """The reason stands at the line; every other line is frozen."""
    page.get_by_role("link", name="Chỉnh lý 01 chỉ tiêu").click()
    expect(page.locator("main")).to_contain_text("Sổ tuần tra của tỉnh ghi 28 lượt.")
    expect(page.locator("input[id^='c-']:not([readonly])")).to_have_count(1)
    cell(page, "FRC04").fill("28")
    page.get_by_role("button", name="Kiểm tra và trình duyệt").click()
    expect(page.get_by_role("status").filter(has_text="Đã trình lãnh đạo")).to_be_visible()


def approve(page: Page) -> None:
    """Minh finds it again, sent a second time."""
    page.get_by_role("link", name=f"Xã Tân An: {MAY}", exact=True).click()
    page.get_by_role("button", name="Phê duyệt", exact=True).click()
    expect(page.get_by_role("status").filter(has_text="Đã phê duyệt")).to_be_visible()


def total(page: Page, server: Server) -> str:
    """The patrols of the half-year on the province's page."""
    page.goto(f"{server.url}/theo-doi/thu/?ky=2026-01-01_2026-06-30")
    table = page.get_by_role("region", name="Bảng chỉ tiêu qua các kỳ")
    return table.get_by_role("row").filter(has_text=PATROLS).locator("a.bound").inner_text()


def close(page: Page, server: Server) -> None:
    """The desk closes the month; the two communes that sent nothing are named first."""
    page.goto(f"{server.url}/so-lieu/?bieu=BC-THANG&ky=2026-05-01_2026-05-31")
    page.get_by_role("link", name="Chốt số liệu").click()
    expect(page.locator("main")).to_contain_text("Tân Bình")
    page.get_by_role("button", name="Chốt số liệu").click()
    expect(page.get_by_role("status").filter(has_text="Đã chốt số liệu")).to_be_visible()


def ask_for_a_correction(page: Page, server: Server) -> None:
    """From the board to the figure; a reason and a document are asked for; the old number counts on."""
    page.goto(f"{server.url}/theo-doi/thu-tan-an/?ky=2026-01-01_2026-06-30")
    page.get_by_role("row").filter(has_text=PATROLS).get_by_role("link", name="28").click()
    page.get_by_label("Số liệu đúng").fill("29")
    page.get_by_label("Lý do").fill("Cộng sót một lượt.")
    page.get_by_role("button", name="Gửi đề nghị đính chính").click()
    expect(page.get_by_role("alert")).to_contain_text("văn bản làm căn cứ")
    expect(page.get_by_label("Số liệu đúng")).to_have_value("29")
    page.get_by_label("Số, ký hiệu văn bản làm căn cứ").fill("15/BC-UBND")
    page.get_by_role("button", name="Gửi đề nghị đính chính").click()
    expect(page.get_by_role("heading", name="Đính chính chờ phê duyệt: 28 thành 29")).to_be_visible()
    expect(page.get_by_role("button", name="Phê duyệt đính chính")).to_have_count(0)


def decide(page: Page) -> None:
    """The second person decides."""
    page.get_by_role("heading", name=f"Đính chính: {PATROLS}").get_by_role("link").click()
    page.get_by_role("button", name="Phê duyệt đính chính").click()
    expect(page.get_by_role("status").filter(has_text="Đã phê duyệt đính chính")).to_be_visible()
    expect(page.get_by_role("heading", level=1)).to_contain_text("29")
