"""The database the settings ask for, as Django wants it written."""

from __future__ import annotations

from pathlib import Path
from typing import Any
from urllib.parse import parse_qs, unquote, urlsplit

from binhyen.config.options import BadSetting

SQLITE_FILE = "binhyen.sqlite3"


def database(url: str, data_dir: Path) -> dict[str, Any]:
    """Django's settings of one database: SQLite in ``data_dir`` for an empty ``url``, else PostgreSQL.

    Raises ``BadSetting`` for another scheme or a missing database name; the sentence never repeats the password.
    """
    return _postgresql(url) if url else _sqlite(data_dir / SQLITE_FILE)


def _sqlite(path: Path) -> dict[str, Any]:
    return {
        "ENGINE": "django.db.backends.sqlite3",
        "NAME": path,
        "CONN_MAX_AGE": None,
        # A write takes its lock at once, so two writers wait for each other instead of failing half-way;
        # FULL: what was answered as saved survives a power cut.
        "OPTIONS": {
            "transaction_mode": "IMMEDIATE",
            "timeout": 20,
            "init_command": "PRAGMA journal_mode=WAL; PRAGMA synchronous=FULL; PRAGMA cache_size=-16000; "
            # REPLACE deletes: only so does it meet the triggers that keep the record
            "PRAGMA recursive_triggers=ON;",
        },
    }


def _postgresql(url: str) -> dict[str, Any]:
    try:
        parts = urlsplit(url)
        port = parts.port
    except ValueError:
        raise BadSetting("BINHYEN_DATABASE: không đọc được địa chỉ cơ sở dữ liệu. (Unreadable address.)") from None
    name = unquote(parts.path.lstrip("/"))
    if parts.scheme not in {"postgresql", "postgres"} or not name:
        raise BadSetting("BINHYEN_DATABASE: cần dạng postgresql://TÊN:MẬT_KHẨU@MÁY:CỔNG/CSDL. (Bad address.)")
    query = {key: values[-1] for key, values in parse_qs(parts.query).items()}
    host = query.pop("host", unquote(parts.hostname or ""))
    return {
        "ENGINE": "django.db.backends.postgresql",
        "NAME": name,
        "USER": unquote(parts.username or ""),
        "PASSWORD": unquote(parts.password or ""),
        "HOST": host,
        "PORT": "" if port is None else str(port),
        "CONN_MAX_AGE": None,
        "CONN_HEALTH_CHECKS": True,
        # A statement that came often is planned once and then only given its values.
        "OPTIONS": {**query, "server_side_binding": True, "prepare_threshold": 3},
    }
