from pathlib import Path

import pytest

from binhyen.config.databases import database
from binhyen.config.options import BadSetting, read, table


def test_nothing_set_gives_the_defaults() -> None:
    options = read({"PATH": "/bin"})
    assert options.data_dir == Path("var")
    assert options.hosts == ("localhost", "127.0.0.1")
    assert (options.https, options.threads, options.log_level) == (False, 4, "INFO")


def test_values_are_read() -> None:
    options = read({"BINHYEN_HTTPS": "yes", "BINHYEN_THREADS": " 8 ", "BINHYEN_HOSTS": "antt.example.vn, localhost"})
    assert (options.https, options.threads, options.hosts) == (True, 8, ("antt.example.vn", "localhost"))


def test_an_unknown_name_is_refused_with_the_names_there_are() -> None:
    with pytest.raises(BadSetting, match=r"BINHYEN_HTTP\b.*BINHYEN_HTTPS"):
        read({"BINHYEN_HTTP": "yes"})


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("HTTPS", "true"), ("HTTPS", ""), ("THREADS", "0"), ("THREADS", "65"), ("THREADS", "²"), ("THREADS", "-4"),
        ("HOSTS", "*"), ("HOSTS", ""), ("LOG_LEVEL", "LOUD"), ("DATA_DIR", ""), ("SECRET_KEY", "short"),
    ],
)  # fmt: skip
def test_a_bad_value_is_refused_by_name(name: str, value: str) -> None:
    with pytest.raises(BadSetting, match=f"BINHYEN_{name}"):
        read({f"BINHYEN_{name}": value})


def test_a_refused_secret_is_not_repeated() -> None:
    with pytest.raises(BadSetting) as refused:
        read({"BINHYEN_SECRET_KEY": "hunter2"})
    assert "hunter2" not in str(refused.value)


def test_a_secret_may_come_from_a_file(tmp_path: Path) -> None:
    file = tmp_path / "key"
    file.write_text("k" * 60 + "\n")
    assert read({"BINHYEN_SECRET_KEY_FILE": str(file)}).secret_key == "k" * 60


def test_a_secret_given_twice_or_in_a_missing_file_is_refused(tmp_path: Path) -> None:
    missing = str(tmp_path / "none")
    with pytest.raises(BadSetting, match="SECRET_KEY_FILE"):
        read({"BINHYEN_SECRET_KEY_FILE": missing})
    with pytest.raises(BadSetting, match="SECRET_KEY"):
        read({"BINHYEN_SECRET_KEY": "k" * 60, "BINHYEN_SECRET_KEY_FILE": missing})


def test_only_secrets_come_from_files(tmp_path: Path) -> None:
    with pytest.raises(BadSetting, match="BINHYEN_HTTPS_FILE"):
        read({"BINHYEN_HTTPS_FILE": str(tmp_path)})


def test_every_setting_has_a_help_sentence() -> None:
    assert all(row.help.endswith(".") and row.kind for row in table())


def test_no_address_means_sqlite_that_waits_and_keeps() -> None:
    found = database("", Path("var"))
    assert found["NAME"] == Path("var/binhyen.sqlite3")
    assert found["OPTIONS"]["transaction_mode"] == "IMMEDIATE"
    assert "synchronous=FULL" in found["OPTIONS"]["init_command"]


def test_a_postgresql_address_is_taken_apart() -> None:
    found = database("postgresql://by:m%40t@db.example.vn:5433/binhyen?sslmode=require", Path("var"))
    assert [found[part] for part in ("USER", "PASSWORD", "HOST", "PORT", "NAME")] == [
        "by", "m@t", "db.example.vn", "5433", "binhyen",
    ]  # fmt: skip
    assert found["OPTIONS"] == {"sslmode": "require", "server_side_binding": True, "prepare_threshold": 3}


def test_a_socket_folder_keeps_its_capitals() -> None:
    assert database("postgresql://by@/x?host=%2Frun%2FPG", Path("var"))["HOST"] == "/run/PG"


@pytest.mark.parametrize(
    "url", ["mysql://by:hunter2@db/x", "postgresql://by:hunter2@db", "postgresql://by:hunter2@db:x/y"]
)
def test_another_address_is_refused_without_its_password(url: str) -> None:
    with pytest.raises(BadSetting) as refused:
        database(url, Path("var"))
    assert "hunter2" not in str(refused.value)
