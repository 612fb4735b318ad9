"""Every page that a role can reach from its navigation: it answers, leads nowhere dead, and can be read by everyone."""

from __future__ import annotations

import re
import shutil
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field
from html.parser import HTMLParser
from pathlib import Path
from urllib.parse import urldefrag, urljoin

import pytest
from axe_playwright_python.sync_playwright import Axe
from django.urls import Resolver404, resolve
from playwright.sync_api import Page, expect

from tests.journeys.people import sign_in
from tests.journeys.visitor import Visitor
from tests.processes import Server, start

ROLES = ("lan", "binh", "minh", "nam", "hoa", "quan", "quantri")
# Pages that some role must come to: what nobody reaches is looked at by nobody.
REACHED = {
    "figure_sheet", "figure_line", "line_extras", "report_paper", "report_workbook", "report_words", "report_progress",
    "receipts", "receipt", "requests", "request", "request_new", "request_quick", "request_words", "calendar", "timeliness",
    "activities", "rules", "rule", "delegations", "access", "layouts",
}  # fmt: skip
# Of the pages of one route, so many are opened: the register alone has thousands.
OF_ONE_ROUTE = 3
# Pieces that the page asks for by itself and that are not there yet.
ON_ITS_WAY = ".htmx-request, .htmx-swapping, .htmx-settling"
RULES = {
    "resultTypes": ["violations"],
    "runOnly": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"],
}


@dataclass
class Content(HTMLParser):
    """What the crawl looks at in a page."""

    links: list[str] = field(default_factory=list)
    targets: set[str] = field(default_factory=set)
    headings: int = 0
    language: str = ""
    looks: set[str] = field(default_factory=set)

    def __post_init__(self) -> None:
        super().__init__()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        found = {name: value or "" for name, value in attrs}
        self.looks.add(f"{tag} {found.get('class', '')} {found.get('role', '')}")
        self.targets.add(found.get("id", ""))
        self.headings += tag == "h1"
        if tag == "html":
            self.language = found.get("lang", "")
        if tag == "a":
            self.links.append(found.get("href", ""))


@dataclass(frozen=True)
class Opened:
    """A page as it was opened: where, and what was in it."""

    path: str
    content: Content
    text: str


@dataclass(repr=False)
class Crawl:
    """A walk from the work queue on, link by link, at most ``OF_ONE_ROUTE`` pages of a route."""

    visitor: Visitor
    pages: list[Opened] = field(default_factory=list)
    dead: list[str] = field(default_factory=list)
    known: set[str] = field(default_factory=lambda: {"/"})
    of_route: Counter[str] = field(default_factory=Counter)

    def walk(self) -> Crawl:
        """Open one page after the other."""
        waiting = [("/", "")]
        while waiting:
            path, found_at = waiting.pop(0)
            waiting += [(link, path) for link in self.open(path, found_at) if self.is_new(link, path)]
        return self

    def open(self, path: str, found_at: str) -> list[str]:
        """The links of a page."""
        answer = self.visitor.get(path)
        if answer.status == 302:
            return [answer.goes_to]
        if answer.status != 200:
            self.dead.append(f"{answer.status} at {path}, linked from {found_at}")
        if not answer.text:
            return []
        content = Content()
        content.feed(answer.text)
        self.pages.append(Opened(path, content, answer.text))
        links = [urldefrag(urljoin(path, link)) for link in content.links]
        self.dead += [
            f"no #{to} in {path}" for there, to in links if there == path and to and to not in content.targets
        ]
        return [there for there, _ in links]

    def is_new(self, there: str, found_at: str) -> bool:
        """Whether a link leads to a page that is still to be opened; a link out of the product is a dead one."""
        name = route(there)
        if name is None:
            self.dead.append(f"{there} in {found_at} is no page of ours")
        if name is None or there in self.known or self.of_route[name] >= OF_ONE_ROUTE:
            return False
        self.known.add(there)
        self.of_route[name] += 1
        return True


def route(path: str) -> str | None:
    """The name of the route, with the names of what was asked."""
    bare, _, query = path.partition("?")
    try:
        name = resolve(bare).url_name
    except Resolver404:
        return None
    return f"{name}?{','.join(sorted(re.findall(r'([^=&]+)=', query)))}"


@pytest.fixture(scope="module")
def province(busy_data: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    """One server for all pages: nobody changes anything."""
    folder = tmp_path_factory.mktemp("pages") / "var"
    shutil.copytree(busy_data, folder)
    with start(folder) as server:
        yield server


@pytest.fixture(scope="module")
def crawls(province: Server) -> dict[str, Crawl]:
    """What each role reaches."""
    return {name: Crawl(Visitor(province, name)).walk() for name in ROLES}


@pytest.mark.parametrize("name", ROLES)
def test_every_page_of_a_role_answers_and_leads_nowhere_dead(crawls: dict[str, Crawl], name: str) -> None:
    crawl = crawls[name]
    dead = crawl.dead
    assert dead == []
    assert len(crawl.pages) > OF_ONE_ROUTE
    for page in crawl.pages:
        assert page.content.headings == 1, page.path
        assert page.content.language == "vi", page.path


def test_every_page_of_collection_is_reached_by_somebody(crawls: dict[str, Crawl]) -> None:
    reached = {(route(page.path) or "").partition("?")[0] for crawl in crawls.values() for page in crawl.pages}
    assert REACHED - reached == set()


@pytest.mark.parametrize("name", [name for name in ROLES if name not in ("quan", "quantri")])
def test_every_page_of_an_invented_unit_says_so(crawls: dict[str, Crawl], name: str) -> None:
    assert [page.path for page in crawls[name].pages if "là đơn vị hư cấu" not in page.text] == []


def test_every_kind_of_page_can_be_read_by_everyone(page: Page, province: Server, crawls: dict[str, Crawl]) -> None:
    """No fault in the console, no serious fault of accessibility; pages made of the same pieces are audited once."""
    faults: list[str] = []
    page.on("console", lambda line: faults.append(f"{page.url}: {line.text}") if line.type == "error" else None)
    axe, audited = Axe(), set[str]()
    for name, crawl in crawls.items():
        sign_in(page, province, name)
        for opened in crawl.pages:
            if not opened.content.looks <= audited:
                audited |= opened.content.looks
                page.goto(province.url + opened.path)
                expect(page.locator(ON_ITS_WAY)).to_have_count(0)
                faults += audit(page, axe)
    assert not faults


def audit(page: Page, axe: Axe) -> list[str]:
    """What axe finds serious or worse on this page, wide and light, narrow and dark; and whether it must be pushed sideways."""
    found = []
    for width, dark in ((1440, False), (390, True)):
        page.set_viewport_size({"width": width, "height": 900})
        page.emulate_media(color_scheme="dark" if dark else "light", reduced_motion="reduce")
        if page.evaluate("document.documentElement.scrollWidth") > width:
            found.append(f"{page.url} is wider than {width}")
        for fault in axe.run(page, options=RULES).response["violations"]:
            if fault["impact"] in ("serious", "critical"):
                places = [" ".join(node["target"]) for node in fault["nodes"][:3]]
                found.append(f"{page.url} {width} {fault['id']}: {places}")
    return found
