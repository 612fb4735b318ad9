"""What all tests share: the register loaded once, real server processes, a real browser, LibreOffice."""

from __future__ import annotations

import os
import shutil
import subprocess
from collections.abc import Callable, Iterator
from contextlib import ExitStack
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING, NoReturn

import pytest

from tests.processes import Server, make_data_folder, start

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Page
    from pytest_django.plugin import DjangoDbBlocker

    from tests.cast import Cast

ROOT = Path(__file__).resolve().parent.parent
NOW = datetime(2026, 11, 20, 2, 0, tzinfo=UTC)
CHROMIUM_FLAGS = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--host-resolver-rules=MAP * ~NOTFOUND , EXCLUDE 127.0.0.1",
]


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Mark what needs a browser or LibreOffice; refuse tests that would empty append-only tables."""
    for item in items:
        names = getattr(item, "fixturenames", [])
        if "chromium" in names:
            item.add_marker(pytest.mark.browser)
        if "soffice" in names:
            item.add_marker(pytest.mark.office)
        database = item.get_closest_marker("django_db")
        if {"live_server", "transactional_db"} & set(names) or (database and database.kwargs.get("transaction")):
            raise pytest.UsageError(f"{item.nodeid}: append-only tables cannot be flushed; use the server fixture")


def needed(what: str, variable: str, names: list[str], package: str) -> Path:
    """The program ``what``, from the environment variable or PATH. Absent: the test skips; in CI it fails."""
    found = os.environ.get(variable) or next(filter(None, map(shutil.which, names)), None)
    return Path(found) if found else absent(f"{what} is not installed: sudo apt-get install {package}")


def absent(why: str) -> NoReturn:
    """Skip with the reason, or fail where everything has to be there."""
    if os.environ.get("CI") == "true":
        pytest.fail(why)
    pytest.skip(why)


# The database


@pytest.fixture(scope="session")
def now() -> datetime:
    """The moment at which all tests take place."""
    return NOW


@pytest.fixture(scope="session")
def django_db_setup(django_db_setup: None, django_db_blocker: DjangoDbBlocker) -> None:
    """Load register, documents and catalogue, once for the whole run; tests roll back what they add."""
    from tests.ready_data import load_public_data

    with django_db_blocker.unblock():
        load_public_data(NOW)


@pytest.fixture
def cast(db: None) -> Cast:
    """The people and places of ``tests/cast.py``."""
    from tests.cast import make_cast

    return make_cast(NOW)


# A real server process


@pytest.fixture(scope="session")
def ready_data(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A data folder with the register and the cast, made once per run. To be copied, never changed."""
    return make_data_folder(tmp_path_factory.mktemp("ready") / "var")


@pytest.fixture
def serve(tmp_path: Path) -> Iterator[Callable[[Path], Server]]:
    """Start a server process on a copy of a data folder: ``serve(ready_data)``. Stopped at the end of the test."""
    with ExitStack() as stack:

        def on_copy(folder: Path) -> Server:
            copy = tmp_path / f"var-{len(list(tmp_path.iterdir()))}"
            shutil.copytree(folder, copy)
            return stack.enter_context(start(copy))

        yield on_copy


@pytest.fixture
def server(serve: Callable[[Path], Server], ready_data: Path) -> Server:
    """A server process on the test's own copy of the ready data."""
    return serve(ready_data)


# Programs that may be absent


@pytest.fixture(scope="session")
def chromium() -> Path:
    """The browser."""
    return needed("Chromium", "TEST_CHROMIUM", ["chromium", "chromium-browser"], "chromium")


@pytest.fixture(scope="session")
def browser(chromium: Path) -> Iterator[Browser]:
    """One running browser for all tests."""
    from playwright.sync_api import sync_playwright

    with sync_playwright() as driver:
        running = driver.chromium.launch(executable_path=str(chromium), args=CHROMIUM_FLAGS)
        yield running
        running.close()


@pytest.fixture
def page(browser: Browser) -> Iterator[Page]:
    """A fresh window of 1440 x 900. The test fails when a page breaks the content security policy or throws."""
    context = browser.new_context(
        locale="vi-VN", timezone_id="Asia/Ho_Chi_Minh", viewport={"width": 1440, "height": 900}
    )
    window = context.new_page()
    faults: list[str] = []
    window.on("pageerror", lambda error: faults.append(str(error)))
    window.on("console", lambda line: faults.append(line.text) if "Content Security Policy" in line.text else None)
    window.set_default_timeout(15_000)
    yield window
    context.close()
    assert not faults


@pytest.fixture(scope="session")
def soffice() -> Path:
    """LibreOffice."""
    return needed("LibreOffice", "TEST_SOFFICE", ["soffice", "libreoffice"], "libreoffice-writer fonts-liberation2")


@pytest.fixture(scope="session")
def pdftotext() -> Path:
    """The program of Poppler that reads the text of a PDF."""
    return needed("pdftotext", "TEST_PDFTOTEXT", ["pdftotext"], "poppler-utils")


@pytest.fixture
def convert(soffice: Path, tmp_path: Path) -> Callable[[Path, str], Path]:
    """LibreOffice saving a file in another format: ``convert(path, "pdf")`` gives the new file."""

    def converted(source: Path, kind: str) -> Path:
        target = tmp_path / "converted"
        profile = (tmp_path / "profile").as_uri()
        command = [str(soffice), "--headless", f"-env:UserInstallation={profile}", "--convert-to", kind]
        subprocess.run([*command, "--outdir", target, source], check=True, capture_output=True, timeout=180)
        return target / source.with_suffix("." + kind.partition(":")[0]).name

    return converted
