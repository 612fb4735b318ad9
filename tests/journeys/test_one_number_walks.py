"""A number walks: from the words of a report over two persons and the board into a paper, and back to the words."""

from __future__ import annotations

import json
from pathlib import Path

from playwright.sync_api import Locator, Page, expect

from tests.journeys.conftest import run
from tests.journeys.people import sign_in
from tests.processes import Server

TITLE = "Tin hội nghị tháng 5 của tỉnh Thử"
TEXT = """Hội nghị đánh giá phong trào tháng 5

Trong tháng 5 năm 2026, toàn tỉnh đã tổ chức 45 buổi tuyên truyền với trên 2.600 lượt người tham dự.

Đến nay, toàn tỉnh duy trì 268 điểm mô hình.

Nhân dịp này, Chủ tịch Ủy ban nhân dân tỉnh tặng bằng khen cho 04 tập thể. Liên hệ: 0912 345 678.
"""
ACCEPTED, CORRECTED, OPEN, REJECTED = 1, 2, 3, 4


def test_a_number_walks_from_a_text_to_a_paper_and_back(page: Page, busy: Server, tmp_path: Path) -> None:
    sign_in(page, busy, "nam")
    paste(page)
    decide_on_each_proposal(page)
    submit(page)
    assert TITLE not in board(page, busy)

    sign_in(page, busy, "minh")
    approve(page)
    assert TITLE in board(page, busy)
    expect(published(page, "Buổi tuyên truyền, phổ biến pháp luật tập trung")).to_contain_text("45")
    expect(published(page, "Buổi tuyên truyền, phổ biến pháp luật tập trung")).to_contain_text("30")
    expect(published(page, "Buổi tuyên truyền, phổ biến pháp luật tập trung")).to_contain_text("+15")

    sign_in(page, busy, "hoa")
    paper = download_review(page, busy, tmp_path)
    traced = trace(paper, busy)
    assert {"45", "2.650", "268"} <= {number.split()[-1] for number in traced}
    assert any("“45 buổi”" in source for source in traced["45"])
    assert all(sources for sources in traced.values())


def paste(page: Page) -> None:
    """The secrecy question comes first; then the text is kept with its telephone number masked."""
    page.get_by_role("link", name="Văn bản", exact=True).first.click()
    page.get_by_role("link", name="Đưa văn bản vào").click()
    page.get_by_label("Tên văn bản").fill(TITLE)
    page.get_by_label("Ngày ban hành hoặc ngày đăng").fill("05/6/2026")
    page.get_by_label("CTPH-09").check()
    page.get_by_label("Toàn văn").fill(TEXT)
    page.get_by_role("button", name="Đọc số liệu").click()
    expect(page.get_by_role("alert")).to_contain_text("bí mật nhà nước")
    expect(page.get_by_label("Toàn văn")).to_have_value(TEXT)
    page.get_by_label("Văn bản không chứa bí mật nhà nước").check()
    page.get_by_role("button", name="Đọc số liệu").click()
    expect(page.get_by_role("heading", level=1)).to_contain_text("Nhận diện 04 số liệu")
    expect(page.get_by_text("Đã che 01 chỗ")).to_be_visible()
    expect(page.locator("article")).not_to_contain_text("0912")


def decide_on_each_proposal(page: Page) -> None:
    """One used as it stands, one corrected, one set aside; the one without days gets them from the person."""
    expect(page.locator("article mark").filter(has_text="45 buổi")).to_be_visible()
    proposal(page, ACCEPTED).get_by_role("button", name="Sử dụng").click()
    expect(proposal(page, ACCEPTED)).to_contain_text("Đã chọn sử dụng")
    proposal(page, REJECTED).get_by_role("button", name="Loại").click()
    expect(proposal(page, REJECTED)).to_contain_text("Đã loại")

    proposal(page, CORRECTED).get_by_role("link", name="Chỉnh sửa").click()
    row = proposal(page, CORRECTED)
    row.get_by_role("textbox", name="giữ “trên 2.600”").fill("2.650")
    row.get_by_label("Cách ghi trong văn bản").select_option("over")
    row.get_by_role("button", name="Sử dụng số liệu này").click()
    expect(proposal(page, CORRECTED)).to_contain_text("trên 2.650")
    expect(proposal(page, CORRECTED)).to_contain_text("Đã chỉnh sửa, sử dụng")

    expect(proposal(page, OPEN)).to_contain_text("chưa rõ thời gian")
    page.get_by_label("Từ ngày").fill("2026-05-01")
    page.get_by_label("đến ngày").fill("2026-05-31")
    page.get_by_role("button", name="Áp dụng").click()
    proposal(page, OPEN).get_by_role("button", name="Sử dụng").click()
    expect(proposal(page, OPEN)).to_contain_text("Cán bộ xác định: đơn vị, thời gian")


def proposal(page: Page, number: int) -> Locator:
    """The row of a proposal beside the text."""
    return page.locator(f"#p{number}")


def submit(page: Page) -> None:
    """The drafter sends; approving is not for the same hand."""
    page.get_by_role("link", name="Kiểm tra và gửi").click()
    expect(page.get_by_role("row", name="COM04").filter(has_text="tổ chức 45 buổi")).to_be_visible()
    for reason in page.get_by_label("Giải trình", exact=True).all():
        reason.fill("Giữ nguyên như văn bản.")
    page.get_by_role("button", name="Gửi phê duyệt").click()
    expect(page.get_by_text("người gửi không phê duyệt")).to_be_visible()
    expect(page.get_by_role("button", name="Phê duyệt")).to_have_count(0)


def board(page: Page, server: Server) -> str:
    """The words of the province's page."""
    page.goto(f"{server.url}/theo-doi/")
    expect(page.get_by_role("heading", level=1)).to_be_visible()
    return page.locator("main").inner_text()


def published(page: Page, name: str) -> Locator:
    """The line of the text's own figure: published, collected, difference."""
    table = page.get_by_role("region", name="Bảng số liệu công bố")
    return table.get_by_role("row").filter(has_text=name).filter(has_text=TITLE)


def approve(page: Page) -> None:
    """Minh finds it in the queue and approves."""
    page.get_by_role("link", name=TITLE).first.click()
    page.get_by_role("button", name="Phê duyệt").click()
    expect(page.get_by_role("status").filter(has_text="Đã phê duyệt")).to_be_visible()


def download_review(page: Page, server: Server, folder: Path) -> Path:
    """Hoa drafts the review of the programme for May and takes the .docx along."""
    page.goto(f"{server.url}/bao-cao/")
    page.get_by_role("link", name="Lập báo cáo").click()
    page.get_by_label("Chương trình").select_option("CTPH-09")
    page.get_by_label("Từ ngày").fill("2026-05-01")
    page.get_by_label("Đến ngày").fill("2026-05-31")
    page.get_by_role("button", name="Lập dự thảo").click()
    expect(page.get_by_role("heading", level=1)).to_contain_text("số nào cũng dẫn về nguồn")
    with page.expect_download() as download:
        page.get_by_role("link", name="Tải Word").click()
    paper = folder / download.value.suggested_filename
    download.value.save_as(paper)
    return paper


def trace(paper: Path, server: Server) -> dict[str, list[str]]:
    """What ``binhyen trace`` says of each number of the paper."""
    traced = run("-m", "binhyen.cli", "trace", str(paper), "--json", folder=server.folder)
    assert traced.returncode == 0, traced.stderr
    return {entry["number"]: entry["source"] for entry in json.loads(traced.stdout)}
