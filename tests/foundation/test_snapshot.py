"""Reading as of one moment on a real database of its kind: another connection commits in between."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Any

from django.db import connection, connections

from binhyen.foundation.snapshot import one_moment


def opened(folder: Path) -> Any:
    """A connection of its own as the product makes them; SQLite's in a file, where readers and writers do meet."""
    made = connections.create_connection("default")
    if made.vendor == "sqlite":
        made.settings_dict = {**made.settings_dict, "NAME": folder / "meanwhile.sqlite3"}
    return made


def counted(folder: Path) -> list[int]:
    """How many rows there are at the begin, after another has committed one, and after the moment."""
    connections["default"], other = opened(folder), opened(folder)
    try:
        other.cursor().execute("CREATE TABLE meanwhile (n integer)")
        with one_moment():
            found = [_rows()]
            other.cursor().execute("INSERT INTO meanwhile VALUES (1)")
            found.append(_rows())
        found.append(_rows())
        assert getattr(connection, "transaction_mode", "IMMEDIATE") == "IMMEDIATE"
        return found
    finally:
        connection.close()
        other.cursor().execute("DROP TABLE meanwhile")
        other.close()


def _rows() -> int:
    with connection.cursor() as cursor:
        cursor.execute("SELECT count(*) FROM meanwhile")
        return int(cursor.fetchone()[0])


def test_what_is_committed_meanwhile_waits_for_nobody_and_is_not_read(db: None, tmp_path: Path) -> None:
    with ThreadPoolExecutor(1) as thread:
        assert thread.submit(counted, tmp_path).result() == [0, 0, 1]
