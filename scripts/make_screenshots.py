"""Makes the pictures of docs/pictures from the running demo: ``python -m scripts.make_screenshots [--dir DEMO]``.

Needs Chromium; the pictures of the papers also LibreOffice and poppler-utils. Without ``--dir`` a demo is built for it.
"""

from __future__ import annotations

import argparse
import json
import os
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING

from bench.measuring.processes import ROOT, clean_environment, free_port, served

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Page

PICTURES = ROOT / "docs" / "pictures"
LARGEST = 200_000
PHONE = {390: 844}
FLAGS = ["--no-sandbox", "--disable-gpu", "--no-first-run", "--disable-background-networking",
         "--host-resolver-rules=MAP * ~NOTFOUND , EXCLUDE 127.0.0.1"]  # fmt: skip


@dataclass(frozen=True)
class Shot:
    """One picture: whose page, its address, links to follow from there, a key to press and what to scroll to."""

    name: str
    user: str
    path: str
    follow: tuple[str, ...] = ()
    widths: tuple[int, ...] = (1440,)
    height: int = 900
    key: str = ""
    top: str = ""


# {month} and {last} are those of the month that is open in the demo's story
REPORT = "/so-lieu/bieu/BC-THANG/mau-%s/{month}/"
ENTERING, SENT = REPORT % "an-loc", REPORT % "dong-ngan"
PHONES = (390,)
BOTH = (1440, *PHONES)
SHOTS = (
    Shot("queue", "lan", "/", widths=BOTH, height=760),
    Shot("form", "lan", ENTERING),
    Shot("form", "lan", ENTERING, widths=PHONES, top="#nhom-1"),
    Shot("line", "lan", ENTERING, ("#c-COM05",), BOTH, 720, key="Control+Enter"),
    Shot("returned", "canbo.hop-tien", "/", widths=BOTH, height=720, top="section:has(table.mini)"),
    Shot("sent", "minh", SENT + "bao-cao/", widths=BOTH),
    Shot("board", "minh", "/don-doc/?ngay={last}", widths=BOTH),
    Shot("province", "hoa", "/theo-doi/mau/", widths=BOTH),
    Shot("reading", "nam", "/van-ban/nguon/", ("main table a >> nth=0",), height=760),
    Shot("figure", "minh", "/", ("main article.job h3 a >> nth=1",), height=820),
    Shot("review", "hoa", "/bao-cao/", ("main table a >> nth=0", "article.a4 a >> nth=6"), height=520),
)


class NotMade(Exception):
    """A picture could not be made; the text says why."""


def main(arguments: list[str]) -> int:
    """Build or take a demo, serve it, take every picture; 1 where one is missing or too large."""
    parser = argparse.ArgumentParser(prog="make_screenshots")
    parser.add_argument("--dir", type=Path, help="a data folder with a demo; it is copied, not changed")
    parser.add_argument("--only", help="the name of one picture")
    parser.add_argument("--out", type=Path, default=PICTURES)
    given = parser.parse_args(arguments)
    given.out.mkdir(parents=True, exist_ok=True)
    faults: list[str] = []
    with tempfile.TemporaryDirectory(prefix="binhyen-pictures-") as folder:
        data = demo(given.dir, Path(folder) / "var")
        about = json.loads((data / "demo.json").read_text(encoding="utf-8"))
        passwords = {one["user"]: one["password"] for one in about["sign_ins"]}
        month = {"month": about["open_month"], "last": about["open_month"].partition("_")[2]}
        with running(data) as url, chromium() as browser:
            for shot in (replace(one, path=one.path.format(**month)) for one in SHOTS):
                if given.only in (None, shot.name):
                    faults += take(browser, url, shot, passwords, given.out)
            if given.only in (None, "report"):
                faults += report(browser, url, SENT.format(**month), passwords, Path(folder), given.out)
        if given.only in (None, "paper"):
            faults += printed(ROOT / about["review"], Path(folder), given.out / "paper.png")
    for fault in faults:
        print(fault, file=sys.stderr)
    return 1 if faults else 0


def demo(given: Path | None, target: Path) -> Path:
    """A demo of our own: a copy of the given one, or a new one."""
    if given is not None:
        shutil.copytree(given, target)
        return target
    command = [sys.executable, "-m", "binhyen.cli", "demo", "build", "--dir", str(target)]
    subprocess.run(command, cwd=ROOT, env=clean_environment(), check=True)
    return target


@contextmanager
def running(data: Path) -> Iterator[str]:
    """The server on the demo; its address."""
    port = free_port()
    command = [sys.executable, "-m", "binhyen.config.serving", "--dir", str(data), "--port", str(port)]
    env = clean_environment()
    env["PYTHONPATH"] = str(ROOT)
    with served(command, port, data, env) as server:
        yield server.url


@contextmanager
def chromium() -> Iterator[Browser]:
    """A browser that reaches this machine only."""
    from playwright.sync_api import sync_playwright

    found = os.environ.get("TEST_CHROMIUM") or shutil.which("chromium") or shutil.which("chromium-browser")
    if not found:
        raise SystemExit("Chromium is not installed: sudo apt-get install chromium")
    with sync_playwright() as driver:
        browser = driver.chromium.launch(executable_path=found, args=FLAGS)
        yield browser
        browser.close()


def take(browser: Browser, url: str, shot: Shot, passwords: dict[str, str], out: Path) -> list[str]:
    """The picture in each of its widths; what went wrong."""
    faults = []
    for width in shot.widths:
        context = browser.new_context(
            locale="vi-VN",
            timezone_id="Asia/Ho_Chi_Minh",
            viewport={"width": width, "height": PHONE.get(width, shot.height)},
        )
        page = context.new_page()
        page.set_default_timeout(15_000)
        target = out / f"{shot.name}-{width}.png"
        try:
            sign_in(page, url, shot.user, passwords)
            page.goto(url + shot.path)
            for link in shot.follow:
                page.locator(link).click()
                page.wait_for_load_state("networkidle")
            if shot.key:
                page.keyboard.press(shot.key)
                page.wait_for_load_state("networkidle")
            page.wait_for_selector(".htmx-request, .htmx-swapping, .htmx-settling", state="detached")
            if shot.top:
                page.locator(shot.top).evaluate("e => scrollTo(0, e.getBoundingClientRect().top + scrollY - 76)")
            page.evaluate("document.fonts.ready")
            page.screenshot(path=target, animations="disabled")
            print(f"{target.name}: {page.url.removeprefix(url)}, {target.stat().st_size // 1000} kB", flush=True)
        except Exception as error:  # noqa: BLE001 (the other pictures are still wanted)
            faults.append(f"{target.name}: {str(error).splitlines()[0]}")
        else:
            faults += too_large(target)
        context.close()
    return faults


def sign_in(page: Page, url: str, user: str, passwords: dict[str, str]) -> None:
    """Through the sign-in page, as people do."""
    if user not in passwords:
        raise NotMade(f"the demo has no account {user}")
    page.goto(f"{url}/dang-nhap/")
    page.fill("input[name=username]", user)
    page.fill("input[name=password]", passwords[user])
    page.click("main button, form button >> nth=0")
    page.wait_for_load_state()
    if "dang-nhap" in page.url:
        raise NotMade(f"{user} could not sign in")


def report(browser: Browser, url: str, path: str, passwords: dict[str, str], folder: Path, out: Path) -> list[str]:
    """The first page of a commune's report at ``path``, loaded from its page as the desk does."""
    page = browser.new_page(locale="vi-VN")
    try:
        sign_in(page, url, "minh", passwords)
        answer = page.request.get(f"{url}{path}bao-cao/tai/")
        if not answer.ok:
            return [f"report.png: {answer.status} {answer.status_text}"]
        docx = folder / "report.docx"
        docx.write_bytes(answer.body())
    finally:
        page.close()
    return printed(docx, folder, out / "report.png")


def printed(docx: Path, folder: Path, target: Path) -> list[str]:
    """The first page of a paper, as LibreOffice prints it."""
    soffice, pdftoppm = shutil.which("soffice"), shutil.which("pdftoppm")
    if not soffice or not pdftoppm:
        return [f"{target.name}: LibreOffice or poppler-utils is not installed"]
    if not docx.is_file():
        return [f"{target.name}: there is no {docx.name}"]
    profile = f"-env:UserInstallation={(folder / 'profile').as_uri()}"
    convert = [soffice, "--headless", profile, "--convert-to", "pdf", "--outdir", str(folder), str(docx)]
    subprocess.run(convert, check=True, capture_output=True, timeout=180)
    pdf = folder / docx.with_suffix(".pdf").name
    first = [pdftoppm, "-png", "-r", "72", "-f", "1", "-l", "1", "-singlefile", str(pdf), str(target.with_suffix(""))]
    subprocess.run(first, check=True)
    return too_large(target)


def too_large(picture: Path) -> list[str]:
    """A sentence where a picture is heavier than the repository should carry."""
    size = picture.stat().st_size
    return [f"{picture.name}: {size} bytes, more than {LARGEST}"] if size > LARGEST else []


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
