"""The audit chain: one lock, numbers in commit order without gaps, each entry carrying the hash of the one before."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from datetime import UTC, date, datetime
from decimal import Decimal
from typing import Any

from django.apps.registry import Apps
from django.db import connection, migrations, transaction
from django.db.backends.base.schema import BaseDatabaseSchemaEditor

from binhyen.foundation.errors import DomainError
from binhyen.foundation.models import AuditEntry, ChainHead

# As text, since every act of everybody waits here for the one before it.
_HEAD = "SELECT seq, hash FROM foundation_chainhead WHERE id = 1"
_MOVE = "UPDATE foundation_chainhead SET seq = %s, hash = %s WHERE id = 1"
_ENTRY = """
INSERT INTO foundation_auditentry (seq, at, user_id, post_id, verb, object, payload_digest, prev_hash, hash)
VALUES (%s, %s, %s, %s, %s, %s, %s, %s, %s)
"""


def _reach_the_disk() -> None:
    """Wait until what was just committed is on the disk (PostgreSQL): before the act is answered, after the lock is free.

    The log is written in order, so a message that is flushed after the commit takes the commit with it.
    """
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_logical_emit_message(true, 'binhyen', '')")


class Chain:
    """The lock: gives numbers in commit order and writes entries. Made only by ``chain``."""

    def __init__(self, *, user_id: int | None, post_id: int | None, now: datetime) -> None:
        self._held = False
        self._seq, self._hash = 0, ""
        self._user_id = user_id
        self._post_id = post_id
        self.now = now

    def passed(self) -> int:
        """The last number committed so far, without waiting for the lock: to ask after ``hold`` what came in between."""
        with connection.cursor() as cursor:
            cursor.execute(_HEAD)
            row = cursor.fetchone()
        return int(row[0]) if row else 0

    def hold(self) -> None:
        """Take the lock where it is not held yet: what is read from now on, no other act changes before this one commits."""
        if self._held:
            return
        lock = _HEAD + (" FOR UPDATE" if connection.features.has_select_for_update else "")
        with connection.cursor() as cursor:
            cursor.execute(lock)
            row = cursor.fetchone()
            if connection.vendor == "postgresql":
                cursor.execute("SET LOCAL synchronous_commit = off")
                transaction.on_commit(_reach_the_disk)
            if row is None:
                ChainHead.objects.get_or_create(id=1)
                cursor.execute(lock)
                row = cursor.fetchone()
        (self._seq, self._hash), self._held = row, True

    @property
    def last(self) -> int:
        """The last number given out."""
        self.hold()
        return self._seq

    def number(self, count: int = 1) -> int:
        """The next number, without gaps within what commits; with ``count`` the last of the next so many."""
        self.hold()
        self._seq += count
        return self._seq

    def entry(self, verb: str, object_: str, payload: Mapping[str, Any] | None = None) -> int:
        """Write one audit entry and return its number. ``payload`` is kept as a digest only."""
        seq, digest = self.number(), digest_of(payload or {})
        previous, who = self._hash, (self._user_id, self._post_id)
        self._hash = _hash(seq, self.now, *who, verb, object_, digest, previous)
        at = connection.ops.adapt_datetimefield_value(self.now)
        with connection.cursor() as cursor:
            cursor.execute(_ENTRY, [seq, at, *who, verb, object_, digest, previous, self._hash])
        return seq

    def keep(self) -> None:
        """Leave the lock row as it is to be found by the next one."""
        if self._held:
            with connection.cursor() as cursor:
                cursor.execute(_MOVE, [self._seq, self._hash])


@contextmanager
def chain(*, user_id: int | None, post_id: int | None, now: datetime, held: bool = True) -> Iterator[Chain]:
    """One transaction under the one lock. All that happens inside commits together with its numbers, or not at all.

    With ``held=False`` the lock is taken by ``hold`` or with the first number: for acts on a row that they lock before, so
    that what concerns that row alone is worked out while others hold the lock. Such rows always come before the chain,
    never after it, or two acts would wait for each other.
    """
    with transaction.atomic():
        line = Chain(user_id=user_id, post_id=post_id, now=now)
        if held:
            line.hold()
        yield line
        line.keep()


def digest_of(payload: Mapping[str, Any]) -> str:
    """What an entry keeps of its payload: the sha256 of its canonical JSON, so that whoever holds the content can compare."""
    return hashlib.sha256(_canonical(payload)).hexdigest()


def verify() -> int:
    """Walk the whole chain; the number of entries. ``DomainError("foundation.chain_broken")`` names the first bad one."""
    previous, count = "0" * 64, 0
    for e in AuditEntry.objects.order_by("seq").iterator():
        if e.prev_hash != previous:
            raise DomainError("foundation.chain_broken", seq=e.seq, why="không nối với mục trước")
        if e.hash != _hash(e.seq, e.at, e.user_id, e.post_id, e.verb, e.object, e.payload_digest, previous):
            raise DomainError("foundation.chain_broken", seq=e.seq, why="nội dung đã bị đổi")
        previous, count = e.hash, count + 1
    head = ChainHead.objects.filter(id=1).first()
    if head is not None and head.hash != previous:
        raise DomainError("foundation.chain_broken", seq=head.seq, why="mục cuối không khớp đầu chuỗi")
    return count


def _hash(*parts: object) -> str:
    return hashlib.sha256(_canonical(list(parts))).hexdigest()


def _canonical(value: Any) -> bytes:
    return json.dumps(value, default=_plain, ensure_ascii=False, sort_keys=True, separators=(",", ":")).encode()


def _plain(value: object) -> str:
    if isinstance(value, datetime):
        return value.astimezone(UTC).isoformat(timespec="microseconds")
    if isinstance(value, date | Decimal):
        return str(value)
    raise TypeError(f"no canonical form for {type(value).__name__}")


def append_only_sql(table: str, vendor: str) -> list[str]:
    """Statements that make ``table`` refuse UPDATE and DELETE on SQLite or PostgreSQL (used by migrations)."""
    if vendor == "sqlite":
        return [
            f"CREATE TRIGGER {table}_no_{verb.lower()} BEFORE {verb} ON {table} "
            f"BEGIN SELECT RAISE(ABORT, '{table} is append-only'); END"
            for verb in ("UPDATE", "DELETE")
        ]
    refuse = f"EXECUTE FUNCTION {table}_refuse()"
    return [
        f"CREATE OR REPLACE FUNCTION {table}_refuse() RETURNS trigger LANGUAGE plpgsql AS "
        f"$$ BEGIN RAISE EXCEPTION '{table} is append-only'; END $$",
        f"CREATE TRIGGER {table}_append_only BEFORE UPDATE OR DELETE ON {table} FOR EACH ROW {refuse}",
        f"CREATE TRIGGER {table}_no_truncate BEFORE TRUNCATE ON {table} FOR EACH STATEMENT {refuse}",
    ]


def make_append_only(*tables: str) -> migrations.RunPython:
    """A migration step that sets the triggers on ``tables``."""

    def forwards(apps: Apps, schema_editor: BaseDatabaseSchemaEditor) -> None:
        for table in tables:
            for statement in append_only_sql(table, schema_editor.connection.vendor):
                schema_editor.execute(statement, params=None)

    return migrations.RunPython(forwards, migrations.RunPython.noop)
