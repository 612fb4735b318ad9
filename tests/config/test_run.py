import ast
import subprocess
import sys
from pathlib import Path

import pytest

import run
from scripts.private_postgresql import NotInstalled, running
from tests.conftest import absent
from tests.processes import ROOT


def call(*arguments: str) -> "subprocess.CompletedProcess[str]":
    return subprocess.run([sys.executable, "run.py", *arguments], cwd=ROOT, capture_output=True, text=True, check=False)


def test_it_can_be_read_by_a_python_that_it_refuses() -> None:
    ast.parse((ROOT / "run.py").read_text(), feature_version=(3, 8))


def test_an_old_python_is_refused_with_what_is_needed() -> None:
    with pytest.raises(run.Refused, match=r"3\.11.*3\.9"):
        run.need_python((3, 9, 18))
    run.need_python((3, 11, 0))


def test_it_needs_the_standard_library_only() -> None:
    tree = ast.parse((ROOT / "run.py").read_text())
    modules = {alias.name for node in ast.walk(tree) if isinstance(node, ast.Import) for alias in node.names}
    modules |= {node.module or "" for node in ast.walk(tree) if isinstance(node, ast.ImportFrom)}
    assert {name.split(".")[0] for name in modules} - {"scripts"} <= sys.stdlib_module_names


def test_help_names_every_command() -> None:
    done = call("help")
    assert done.returncode == 0
    assert all(name in done.stdout for name in run.COMMANDS)


def test_an_unknown_command_and_an_unknown_benchmark_are_refused() -> None:
    for arguments in (["bundle"], ["bench", "nothing"]):
        done = call(*arguments)
        assert done.returncode == 2
        assert "Traceback" not in done.stderr


def test_an_environment_is_made_from_what_stands_in_the_lock(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "pyproject.toml").write_text("one")
    lock = tmp_path / "requirements.lock"
    lock.write_text("two")
    monkeypatch.setattr(run, "ROOT", tmp_path)
    before = run.stamp(lock)
    assert run.stamp(lock) == before
    lock.write_text("three")
    assert run.stamp(lock) != before


def test_a_private_postgresql_server_starts_answers_and_leaves_nothing_behind() -> None:
    from urllib.parse import parse_qs, urlsplit

    import psycopg

    try:
        with running() as address:
            folder = Path(parse_qs(urlsplit(address).query)["host"][0])
            with psycopg.connect(address) as connection:
                assert connection.execute("SHOW server_encoding").fetchone() == ("UTF8",)
                assert connection.execute("SHOW listen_addresses").fetchone() == ("",)
            assert folder.exists()
        assert not folder.exists()
    except NotInstalled as missing:
        absent(str(missing))
