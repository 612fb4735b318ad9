import os
import stat
import subprocess
import sys
from concurrent.futures import ThreadPoolExecutor
from datetime import date
from pathlib import Path

from django import forms
from django.conf import settings
from django.db import connection
from django.utils.formats import date_format, localize

from binhyen.config.secret import secret_key
from tests.processes import ROOT, environment

SETTINGS = "import binhyen.config.settings as s; print(s.SECRET_KEY, s.DEMO)"


def load(folder: Path, **extra: str) -> "subprocess.CompletedProcess[str]":
    env = {**environment(folder), **extra}
    return subprocess.run(
        [sys.executable, "-c", SETTINGS], env=env, cwd=ROOT, capture_output=True, text=True, check=False
    )


def test_a_bad_setting_stops_start_up_with_one_sentence(tmp_path: Path) -> None:
    done = load(tmp_path, BINHYEN_HTTPS="maybe")
    assert done.returncode == 2
    assert done.stdout == ""
    assert len(done.stderr.splitlines()) == 1
    assert "BINHYEN_HTTPS" in done.stderr


def test_the_secret_key_is_made_once_for_its_owner_only(tmp_path: Path) -> None:
    first, second = load(tmp_path), load(tmp_path)
    assert first.stdout == second.stdout
    assert len(first.stdout.split()[0]) >= 50
    assert stat.S_IMODE((tmp_path / "secret-key").stat().st_mode) == 0o600


def test_starting_many_at_once_gives_one_key(tmp_path: Path) -> None:
    with ThreadPoolExecutor(8) as pool:
        keys = set(pool.map(lambda _: load(tmp_path).stdout, range(8)))
    assert len(keys) == 1
    assert [path.name for path in tmp_path.iterdir()] == ["secret-key"]
    assert secret_key(tmp_path) in keys.pop()


def test_a_data_folder_with_a_finished_demo_is_known_as_one(tmp_path: Path) -> None:
    assert load(tmp_path).stdout.split()[1] == "False"
    (tmp_path / "demo.json").write_text("{}")
    assert load(tmp_path).stdout.split()[1] == "True"


def test_days_come_before_months() -> None:
    assert forms.DateField().clean("05/09/2026") == date(2026, 9, 5)
    assert date_format(date(2026, 9, 5), "SHORT_DATE_FORMAT") == "05/09/2026"


def test_decimals_have_a_comma_and_ids_no_grouping() -> None:
    assert localize(75.5) == "75,5"
    assert localize(3321) == "3321"


def test_the_policy_allows_nothing_unsafe_and_no_other_host() -> None:
    directives = settings.CONTENT_SECURITY_POLICY["DIRECTIVES"]
    assert {source for sources in directives.values() for source in sources} == {"'self'", "'none'", "data:"}
    assert [name for name, sources in directives.items() if "data:" in sources] == ["img-src"]
    assert directives["default-src"] == ["'none'"]


def test_tests_run_on_the_database_asked_for(db: None) -> None:
    wanted = "postgresql" if os.environ.get("BINHYEN_DATABASE") else "sqlite"
    assert connection.vendor == wanted
