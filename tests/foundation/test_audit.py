"""The audit chain: numbers in order without gaps, and no byte of it can be changed unseen."""

from __future__ import annotations

from datetime import datetime, timedelta

import pytest
from django.db import DatabaseError, connection, transaction

from binhyen.foundation import audit
from binhyen.foundation.errors import DomainError
from binhyen.foundation.models import AuditEntry, ChainHead
from binhyen.foundation.texts import say

COLUMNS = ["at", "user_id", "post_id", "verb", "object", "payload_digest", "prev_hash", "hash"]


def write(now: datetime, count: int = 5) -> list[int]:
    """Some entries; their numbers."""
    found = []
    for n in range(count):
        with audit.chain(user_id=n, post_id=n, now=now + timedelta(minutes=n)) as line:
            line.number()
            found.append(line.entry("test.verb", f"thing:{n}", {"n": n}))
    return found


def unlock() -> None:
    """Take the triggers off, as somebody with the database's own password could."""
    with connection.cursor() as cursor:
        if connection.vendor == "sqlite":
            for verb in ("update", "delete"):
                cursor.execute(f"DROP TRIGGER foundation_auditentry_no_{verb}")
        else:
            cursor.execute("ALTER TABLE foundation_auditentry DISABLE TRIGGER USER")


def test_numbers_are_given_in_order_without_gaps_and_entries_hang_together(db: None, now: datetime) -> None:
    before = ChainHead.objects.get(id=1).seq
    assert write(now) == [before + 2 * n for n in range(1, 6)]
    assert ChainHead.objects.get(id=1).seq == before + 10
    assert audit.verify() == AuditEntry.objects.count()


def test_what_is_rolled_back_takes_no_number(db: None, now: datetime) -> None:
    before = ChainHead.objects.get(id=1)
    with pytest.raises(LookupError):
        _begin_and_fail(now)
    after = ChainHead.objects.get(id=1)
    assert (after.seq, after.hash) == (before.seq, before.hash)
    assert audit.verify() == AuditEntry.objects.count()


def _begin_and_fail(now: datetime) -> None:
    with audit.chain(user_id=1, post_id=1, now=now) as line:
        line.entry("test.verb", "thing:0")
        raise LookupError


@pytest.mark.parametrize(
    "statement", ["UPDATE foundation_auditentry SET verb = 'x'", "DELETE FROM foundation_auditentry"]
)
def test_the_database_refuses_to_change_an_entry(db: None, now: datetime, statement: str) -> None:
    write(now)
    with pytest.raises(DatabaseError), transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(statement)


@pytest.mark.parametrize("column", COLUMNS)
def test_one_changed_byte_names_the_first_bad_entry(db: None, now: datetime, column: str) -> None:
    bad = write(now)[2]
    unlock()
    changed = {
        "at": now + timedelta(minutes=2, microseconds=1), "user_id": 3, "post_id": 3, "verb": "test.werb", "object": "thing:3",
        "payload_digest": "0" * 64, "prev_hash": "0" * 64, "hash": "f" * 64,
    }  # fmt: skip
    AuditEntry.objects.filter(seq=bad).update(**{column: changed[column]})
    with pytest.raises(DomainError) as refused:
        audit.verify()
    assert (refused.value.code, refused.value.params["seq"]) == ("foundation.chain_broken", bad)
    assert str(bad) in say(refused.value)


def test_an_entry_taken_out_is_missed_at_the_next_one(db: None, now: datetime) -> None:
    numbers = write(now)
    unlock()
    AuditEntry.objects.filter(seq=numbers[1]).delete()
    with pytest.raises(DomainError) as refused:
        audit.verify()
    assert refused.value.params["seq"] == numbers[2]


@pytest.mark.parametrize("kept", [3, 0])
def test_a_chain_cut_short_does_not_meet_its_head(db: None, now: datetime, kept: int) -> None:
    numbers = write(now)
    unlock()
    AuditEntry.objects.filter(seq__gt=numbers[kept - 1] if kept else 0).delete()
    with pytest.raises(DomainError) as refused:
        audit.verify()
    assert refused.value.params["seq"] == ChainHead.objects.get(id=1).seq


def test_an_entry_put_at_the_end_by_hand_is_found(db: None, now: datetime) -> None:
    last = AuditEntry.objects.get(seq=write(now)[-1])
    last.seq, last.prev_hash, last.hash = last.seq + 1, last.hash, "a" * 64
    last.save(force_insert=True)
    with pytest.raises(DomainError) as refused:
        audit.verify()
    assert refused.value.params["seq"] == last.seq
