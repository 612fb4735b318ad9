"""What the journeys share: the province at work, a person at a browser, the command line on the server's own data."""

from __future__ import annotations

import shutil
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest
from playwright.sync_api import expect

from tests.processes import ROOT, Server, environment

expect.set_options(timeout=15_000)  # as patient as the pages of tests/conftest.py


@pytest.fixture(scope="session")
def busy_data(ready_data: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A data folder in which the province of the cast is at work (``busy_province.py``). To be copied, never changed."""
    folder = tmp_path_factory.mktemp("busy") / "var"
    shutil.copytree(ready_data, folder)
    told = run("-m", "tests.journeys.busy_province", folder=folder)
    assert told.returncode == 0, told.stderr
    return folder


@pytest.fixture
def busy(serve: Callable[[Path], Server], busy_data: Path) -> Server:
    """A server process on the test's own copy of the busy province."""
    return serve(busy_data)


def run(*arguments: str, folder: Path) -> subprocess.CompletedProcess[str]:
    """A Python process of this environment on the data of ``folder``."""
    return subprocess.run(
        [sys.executable, *arguments], env=environment(folder), cwd=ROOT, capture_output=True, text=True, check=False,
    )  # fmt: skip
