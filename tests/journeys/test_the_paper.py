"""A month of a commune on paper: figures entered, the draft taken, signed and sent, its number typed, the receipt kept."""

from __future__ import annotations

from pathlib import Path

from docx import Document
from playwright.sync_api import Page, expect

from tests.collection.test_attached_files import PAGE
from tests.journeys.people import sign_in
from tests.processes import Server

MAY = "Báo cáo tháng, tháng 5 năm 2026"
SHEET = "/so-lieu/bieu/BC-THANG/thu-tan-an/2026-05-01_2026-05-31/"
HOSTS = ("mttq_ctxh", "cqdnth", "khac")
ENTERED = {
    "COM04": "8", "COM04[host_org=ca]": "8", "COM05": "1474", "COM05[host_org=ca]": "1474",
    **{f"{code}[host_org={host}]": "-" for code in ("COM04", "COM05") for host in HOSTS},
    **dict.fromkeys(("FRC04", "FRC05", "MED03", "MED04", "MED05", "MED06"), "-"),
}  # fmt: skip


def test_the_paper_that_is_signed_comes_out_of_the_figures(page: Page, server: Server, tmp_path: Path) -> None:
    sign_in(page, server, "lan")
    enter(page, server)
    paper = take_the_draft(page, server, tmp_path)
    assert "tổ chức 08 buổi tuyên truyền, phổ biến pháp luật tập trung với 1.474 lượt người dự" in paper
    sign_in(page, server, "binh")
    open_and_sign(page)
    sign_in(page, server, "lan")
    type_number(page, server)
    keep_the_receipt(page, server)


def enter(page: Page, server: Server) -> None:
    """Four numbers, nothing else arose; laid before the leader."""
    page.goto(server.url + SHEET)
    for line, text in ENTERED.items():
        page.locator(f'[id="c-{line}"]').fill(text)
    page.get_by_role("button", name="Kiểm tra và trình duyệt").click()
    expect(page.get_by_role("status").filter(has_text="Đã trình lãnh đạo")).to_be_visible()


def take_the_draft(page: Page, server: Server, folder: Path) -> str:
    """The page says what the paper holds; the file says the same. Its text."""
    page.goto(f"{server.url}{SHEET}bao-cao/")
    expect(page.get_by_role("heading", name="Văn bản sẽ gồm")).to_be_visible()
    expect(page.locator("article.a4").first).to_contain_text("08\u00a0buổi tuyên truyền")
    with page.expect_download() as taken:
        page.get_by_role("link", name="Tải dự thảo Word").click()
    taken.value.save_as(folder / "bao-cao.docx")
    said = "\n".join(paragraph.text for paragraph in Document(str(folder / "bao-cao.docx")).paragraphs)
    return said.replace("\u00a0", " ")


def open_and_sign(page: Page) -> None:
    """The leader opens the report and sends it."""
    page.get_by_role("link", name=MAY, exact=True).click()
    page.get_by_role("button", name="Ký gửi báo cáo").click()
    expect(page.get_by_role("status").filter(has_text="Đã gửi báo cáo")).to_be_visible()


def type_number(page: Page, server: Server) -> None:
    """What stands on the signed paper, and the paper itself; a file that is no paper is refused and nothing is lost."""
    page.goto(f"{server.url}{SHEET}bao-cao/")
    expect(page.get_by_role("heading", level=1)).to_have_text("Báo cáo đã gửi, chưa ghi số, ký hiệu")
    page.get_by_label("Số", exact=True).fill("45")
    page.get_by_label("Ngày ký").fill("02/6/2026")
    page.get_by_label("Chức danh người ký").select_option("Phó Chủ tịch UBND xã")
    for name, content in (("da-ky.pdf", b"<html>"), ("da-ky.pdf", PAGE)):
        page.get_by_label("Bản đã ký").set_input_files({"name": name, "mimeType": "application/pdf", "buffer": content})
        page.get_by_label("Tệp không chứa bí mật nhà nước").check()
        page.get_by_role("button", name="Ghi số, ký hiệu").click()
        if content != PAGE:
            expect(page.get_by_role("alert")).to_contain_text("Chỉ nhận tệp PDF")
            expect(page.get_by_label("Số", exact=True)).to_have_value("45")
    expect(page.get_by_role("heading", level=1)).to_have_text("Báo cáo đã gửi kèm báo cáo số 45/BC-UBND ngày 02/6/2026")
    expect(page.get_by_role("link", name="da-ky.pdf")).to_be_visible()


def keep_the_receipt(page: Page, server: Server) -> None:
    """The code leads to what was sent; one digit wrong and it is told."""
    link = page.get_by_role("link", name="TN-")
    code = link.inner_text()
    link.click()
    expect(page.get_by_role("heading", level=1)).to_contain_text(f"mã tiếp nhận {code}")
    expect(page.locator("article")).to_contain_text("1.474")
    page.goto(f"{server.url}/tiep-nhan/")
    wrong = code[:-3] + str((int(code[-3]) + 1) % 10) + code[-2:]
    page.get_by_label("Mã tiếp nhận").fill(wrong)
    page.get_by_role("button", name="Tra", exact=True).click()
    expect(page.get_by_role("alert")).to_contain_text("gõ chưa đúng")
