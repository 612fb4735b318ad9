"""What the instructions tell an administrator to run does run."""

import re
import sqlite3
import subprocess
import sys
from pathlib import Path

import pytest

from binhyen.cli.__main__ import COMMANDS
from tests.architecture.source import ROOT
from tests.processes import environment

PYTHON = re.compile(r"^```python\n(.*?)^```", re.MULTILINE | re.DOTALL)


def only_program(page: str) -> str:
    """The one Python program of a page of docs/how-to."""
    (program,) = PYTHON.findall((ROOT / "docs" / "how-to" / page).read_text(encoding="utf-8"))
    return str(program)


def run(program: str, folder: Path, **env: str) -> str:
    """Run a program, or a module with its arguments, on a data folder; what it printed."""
    done = subprocess.run(
        [sys.executable, "-c", program], env={**environment(folder), **env}, cwd=ROOT,
        capture_output=True, text=True, check=False,
    )  # fmt: skip
    assert done.returncode == 0, done.stderr
    return done.stdout


def binhyen(*arguments: str) -> str:
    return f"from binhyen.cli.__main__ import main; raise SystemExit(main({list(arguments)!r}))"


@pytest.fixture(scope="module")
def installed(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A data folder made as docs/how-to/install-on-a-server.md says, with the passwords typed."""
    folder = tmp_path_factory.mktemp("installed") / "data"
    folder.mkdir()
    run(
        "import django; django.setup(); from django.core.management import call_command; call_command('migrate')",
        folder,
    )
    typed = "import getpass; getpass.getpass = lambda prompt: 'mot cau dai ' + prompt\n"
    run(typed + only_program("install-on-a-server.md"), folder)
    return folder


def test_an_installation_as_described_has_register_catalogue_and_posts(installed: Path) -> None:
    with sqlite3.connect(installed / "binhyen.sqlite3") as database:
        roles = [role for (role,) in database.execute("SELECT role FROM organisation_post ORDER BY id")]
        (indicators,) = database.execute("SELECT COUNT(*) FROM figures_indicator").fetchone()
    assert roles == ["provincial_desk", "provincial_desk", "provincial_leader", "administrator"]
    assert indicators > 200
    assert '"commune": 3321' in run(binhyen("units", "count", "--on", "2025-07-01"), installed)


def test_a_backup_as_described_is_whole(installed: Path, tmp_path: Path) -> None:
    run(only_program("back-up.md"), installed, BACKUP_DIR=str(tmp_path))
    assert "0 chỗ sai lệch" in run(binhyen("verify"), tmp_path)
    assert (tmp_path / "secret-key").read_bytes() == (installed / "secret-key").read_bytes()


def test_the_update_loads_the_data_files_again(installed: Path) -> None:
    page = (ROOT / "docs" / "how-to" / "install-on-a-server.md").read_text(encoding="utf-8")
    program = page.rpartition('-c "\n')[2].partition('\n"\n')[0]
    run(program, installed)
    assert "0 chỗ sai lệch" in run(binhyen("verify"), installed)


def test_the_settings_of_the_example_exist() -> None:
    page = (ROOT / "docs" / "how-to" / "install-on-a-server.md").read_text(encoding="utf-8")
    known = set(re.findall(r"`(BINHYEN_[A-Z_]+)`", (ROOT / "docs/reference/settings.md").read_text(encoding="utf-8")))
    used = {name.removesuffix("_FILE") for name in re.findall(r"\b(BINHYEN_[A-Z_]+)=", page)}
    assert used
    assert used - known == set()


def test_the_page_of_commands_names_each_of_them() -> None:
    page = (ROOT / "docs" / "how-to" / "use-the-command-line.md").read_text(encoding="utf-8")
    assert set(re.findall(r"^\| `binhyen (\w+)", page, re.MULTILINE)) == set(COMMANDS)
