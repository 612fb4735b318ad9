"""Reading what belongs together as it was at one moment, while others go on writing."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from django.db import connection, transaction


@contextmanager
def one_moment() -> Iterator[None]:
    """Everything that is read inside is of one moment; nothing may be written inside, and nobody's writing waits for it.

    SQLite: a transaction that takes no lock, unlike the others (``config.databases``). PostgreSQL: REPEATABLE READ. Inside
    another transaction it is that one which says what is read.
    """
    if connection.in_atomic_block:
        yield
    elif connection.vendor == "sqlite":
        with _without_a_lock(), transaction.atomic():
            yield
    else:
        with transaction.atomic():
            with connection.cursor() as cursor:
                cursor.execute("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ, READ ONLY")
            yield


@contextmanager
def _without_a_lock() -> Iterator[None]:
    sqlite: Any = connection
    sqlite.ensure_connection()  # opening it sets the mode anew
    usual, sqlite.transaction_mode = sqlite.transaction_mode, "DEFERRED"
    try:
        yield
    finally:
        sqlite.transaction_mode = usual
