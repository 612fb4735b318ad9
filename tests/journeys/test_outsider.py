"""What an outsider, a stranger and a hostile text can reach: nothing of another province, no way to tell that it exists."""

from __future__ import annotations

import re
import sqlite3
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from html.parser import HTMLParser

from django.urls import URLPattern, get_resolver, reverse
from playwright.sync_api import Page, expect

from tests.cast import HALF_YEARLY, MONTHLY, PASSWORD
from tests.journeys.people import sign_in
from tests.journeys.visitor import Answer, Visitor
from tests.processes import Server

# Routes to something of one unit: arguments come from the busy province, and beside them others that lead nowhere.
OF_A_UNIT = {
    "board", "board_csv", "board_sdmx", "figure_sheet", "figure_close", "figure", "figure_correct", "figure_decide",
    "source", "source_figure", "source_keep_all", "source_approval", "source_together", "source_undo", "source_akn", "review",
    "review_docx", "review_number", "report_paper", "report_paper_docx", "line_extras", "attachment", "figure_cells",
    "figure_line", "report_workbook", "report_workbook_template", "report_words", "report_progress", "explanation",
    "request", "request_words", "layout_filled", "layout_retire", "access_revoke", "delegation_revoke", "activity_strike",
}  # fmt: skip
# Routes that show each post its own things, and the registers that every signed-in person reads.
OF_EVERYBODY = {
    "work", "logout", "choose_post", "directives", "directive", "programme", "sources", "source_paste", "figures", "boards",
    "reviews", "review_new", "units", "unit", "indicators", "indicator", "reader_lessons",
    "receipts", "receipt", "rules", "rule", "rule_end", "activities", "activities_export", "activities_fill", "access",
    "delegations", "find", "layouts", "calendar", "requests", "request_new", "request_quick", "timeliness", "timeliness_xlsx",
    "urging_letter",
}  # fmt: skip
# What a post changes of its own without deciding anything about a report; requests: asked about below.
OF_ONES_OWN = {"activity_strike", "layout_retire", "access_revoke", "delegation_revoke", "request", "request_words"}
OPEN_TO_STRANGERS = {"login", "healthz"}
POSTED = {
    "act": "approve", "ly-do": "thử", "reason": "thử", "so": "1", "van-ban": "1/BC", "tra-lai": "FRC04", "cell": "COM04|",
    "submission": "4",
}  # fmt: skip
NOWHERE = 987654
SPANS = ("2026-05-01_2026-05-31", "2026-06-01_2026-06-30")


@dataclass(frozen=True)
class Address:
    """A path to something of the busy province, and one of the same form that leads nowhere."""

    name: str
    real: str
    nowhere: str


def routes() -> Mapping[str, URLPattern]:
    """Every page of the product by name. The interface for programs has a matrix of its own (tests/api/test_matrix.py)."""
    found = get_resolver().url_patterns
    pages = [each for each in found if "api/" not in str(each.pattern)]
    flat = [pattern for each in pages for pattern in getattr(each, "url_patterns", [each])]
    return {pattern.name: pattern for pattern in flat if isinstance(pattern, URLPattern) and pattern.name}


def objects(server: Server) -> dict[str, list[tuple[str, ...]]]:
    """Arguments of every route of a unit, from the tables of the busy province."""
    with sqlite3.connect(f"file:{server.folder}/binhyen.sqlite3?mode=ro", uri=True) as record:

        def ids(query: str) -> list[tuple[str, ...]]:
            return [tuple(str(value) for value in row) for row in record.execute(query)]

        uids = ids("SELECT uid FROM organisation_unit WHERE uid LIKE 'thu%'")
        cells = ids("SELECT id FROM figures_cell ORDER BY id")
        sources = ids("SELECT id FROM directives_sourcetext")
        places = ids('SELECT source_id, start, "end" FROM figures_readingdecision')
        reviews = ids("SELECT number FROM reviews_review")
        corrections = ids("SELECT id FROM figures_correction")
        attachments = ids("SELECT id FROM collection_attachment")
        requests = ids("SELECT id FROM collection_reportrequest")
        layouts = ids("SELECT id FROM collection_exportlayout")
        keys = ids("SELECT id FROM organisation_accesstoken")
        handed_over = ids("SELECT id FROM organisation_post WHERE delegated_by_id IS NOT NULL")
        activities = ids("SELECT id FROM collection_activity")
    sheets: list[tuple[str, ...]] = [
        (form, uid, span) for form in (MONTHLY, HALF_YEARLY) for (uid,) in uids for span in SPANS
    ]
    return {
        "board": uids, "board_csv": uids, "board_sdmx": uids, "figure_sheet": sheets, "figure_close": sheets, "figure": cells[::40],
        "figure_correct": cells[::40], "figure_decide": corrections, "source": sources, "source_figure": places,
        "source_keep_all": [(*source, "0") for source in sources], "source_approval": sources,
        "source_together": sources, "source_undo": sources, "source_akn": sources, "review": reviews,
        "review_docx": reviews, "review_number": [(*review, "1") for review in reviews],
        "report_paper": sheets, "report_paper_docx": sheets, "line_extras": [(*sheet, "FRC04") for sheet in sheets],
        "attachment": attachments, "figure_cells": sheets, "figure_line": [(*sheet, "FRC04") for sheet in sheets],
        "report_workbook": sheets, "report_workbook_template": sheets[::4], "report_words": sheets,
        "report_progress": sheets, "explanation": [("COM04", *sheet[1:]) for sheet in sheets[::2]], "request": requests,
        "request_words": requests, "layout_filled": layouts, "layout_retire": layouts, "access_revoke": keys,
        "delegation_revoke": handed_over, "activity_strike": activities,
    }  # fmt: skip


def addresses(server: Server) -> Iterator[Address]:
    """Each object of the busy province at each route that takes it."""
    for name, every in objects(server).items():
        assert every, f"nothing to try at {name}"
        for arguments in every:
            yield Address(name, path(name, arguments), path(name, leading_nowhere(arguments)))


def path(name: str, arguments: Sequence[str]) -> str:
    """The address of a route with these arguments as they stand in it."""
    pieces = re.split(r"<[^>]+>", f"/{routes()[name].pattern}")
    return "".join(piece + argument for piece, argument in zip(pieces, [*arguments, ""], strict=True))


def leading_nowhere(arguments: Sequence[str]) -> list[str]:
    """The same arguments for a unit, a text, a figure that does not exist."""
    changed = list(arguments)
    place = next((n for n, text in enumerate(changed) if text.startswith("thu")), 0)
    changed[place] = "khong-co" if changed[place].startswith("thu") else str(NOWHERE)
    return changed


class _Words(HTMLParser):
    def __init__(self) -> None:
        super().__init__()
        self.words: list[str] = []

    def handle_data(self, data: str) -> None:
        self.words.append(data.strip())


def words(answer: Answer) -> str:
    """What a person reads of an answer: tokens and addresses differ from page to page, words do not."""
    parser = _Words()
    parser.feed(answer.text)
    return " ".join(filter(None, parser.words))


def test_every_route_is_known_to_these_tests() -> None:
    assert set(routes()) == OF_A_UNIT | OF_EVERYBODY | OPEN_TO_STRANGERS


def test_what_is_of_another_province_looks_exactly_like_what_does_not_exist(busy: Server) -> None:
    tuan = Visitor(busy, "tuan")

    @cache
    def nowhere(there: str) -> tuple[int, str]:
        answer = tuan.get(there)
        return answer.status, words(answer)

    for address in addresses(busy):
        answer = tuan.get(address.real)
        assert answer.status in (403, 404, 405), address
        assert (answer.status, words(answer)) == nowhere(address.nowhere), address


def test_an_outsider_changes_nothing_by_posting(busy: Server) -> None:
    tuan = Visitor(busy, "tuan")
    before = record_of(busy)
    for address in addresses(busy):
        answer = tuan.post(address.real, **POSTED)
        assert answer.status in (403, 404, 405), address
        assert answer.status == tuan.post(address.nowhere, **POSTED).status, address
    assert record_of(busy) == before


def test_posts_without_the_right_to_decide_decide_nothing(busy: Server) -> None:
    before = record_of(busy)
    for name in ("lan", "binh", "hoa", "quan", "quantri"):
        someone = Visitor(busy, name)
        for address in (one for one in addresses(busy) if one.name not in OF_ONES_OWN):
            assert someone.post(address.real, **POSTED).status in (400, 403, 404, 405, 422), (name, address)
    for name in ("lan", "binh"):
        assert Visitor(busy, name).post("/yeu-cau/1/", buoc="thu-hoi").status == 403
    assert record_of(busy) == before


def record_of(server: Server) -> list[tuple[object, ...]]:
    """What stands in the record: the audit chain, and where each report stands."""
    with sqlite3.connect(f"file:{server.folder}/binhyen.sqlite3?mode=ro", uri=True) as record:
        chain = list(record.execute("SELECT count(*), max(seq) FROM foundation_auditentry"))
        return chain + list(record.execute("SELECT id, stage, version, revision FROM figures_submission ORDER BY id"))


def test_a_stranger_is_asked_to_sign_in_everywhere(busy: Server) -> None:
    stranger = Visitor(busy)
    some = {name: every[0] for name, every in objects(busy).items()}
    fixed = {
        "directive": ("1",),
        "programme": ("CT-48",),
        "unit": ("thu",),
        "indicator": ("COM04",),
        "receipt": ("TN-000123-A",),
        "rule": ("BC-THANG", "R7-FRC05"),
        "rule_end": ("BC-THANG", "R7-FRC05"),
        "urging_letter": (MONTHLY,),
    }
    for name in routes().keys() - OPEN_TO_STRANGERS:
        there = path(name, some.get(name, fixed.get(name, ())))
        for answer in (stranger.get(there), stranger.post(there, **POSTED)):
            assert answer.status == 302, there
            assert answer.goes_to.startswith(reverse("login")), there
    assert stranger.get("/api/v1/me").status == stranger.get("/api/v1/submissions/1").status == 401
    assert stranger.get("/healthz").body == b"ok"
    assert stranger.get("/static/web/app.js").status == 200
    assert stranger.get("/static/../settings.py").status == 404


def test_a_post_without_the_token_of_the_page_is_refused(busy: Server) -> None:
    assert Visitor(busy, "minh").post_bare("/van-ban/nguon/2/phe-duyet/", act="approve").status == 403


def test_after_ten_wrong_passwords_the_right_one_is_refused_too(server: Server) -> None:
    stranger = Visitor(server)
    for _ in range(10):
        assert stranger.sign_in("lan", "doan-mo").status == 422
    assert stranger.sign_in("lan", "doan-mo").status == 429
    locked = stranger.sign_in("lan", PASSWORD)
    assert locked.status == 429
    assert "Đề nghị thử lại sau 15 phút" in locked.text
    assert stranger.sign_in("minh", PASSWORD).status == 302


def test_markup_in_a_pasted_text_is_shown_and_never_run(page: Page, server: Server) -> None:
    hostile = "<script>document.title='hong'</script><img src=x onerror=\"document.title='hong'\"><b>đậm</b>"
    sign_in(page, server, "nam")
    page.goto(f"{server.url}/van-ban/nguon/dua-vao/")
    page.get_by_label("Văn bản không chứa bí mật nhà nước").check()
    page.get_by_label("Tên văn bản").fill(f"Tin {hostile}")
    page.get_by_label("Toàn văn").fill(
        f"{hostile}\nTrong tháng 5 năm 2026, {hostile} toàn tỉnh tổ chức 45 buổi tuyên truyền."
    )
    page.get_by_role("button", name="Đọc số liệu").click()
    article = page.locator("article")
    expect(article).to_contain_text("<script>document.title='hong'</script>")
    page.locator("#p1").get_by_role("button", name="Sử dụng").click()
    expect(page.locator("#p1")).to_contain_text("Đã chọn sử dụng")
    page.get_by_role("link", name="Kiểm tra và gửi").click()
    for there in (page.url, f"{server.url}/van-ban/nguon/", f"{server.url}/"):
        page.goto(there)
        expect(page.locator("main script, main img, main b:text('đậm')")).to_have_count(0)
        assert "hong" not in page.title()
