"""A call counts once: the first answer again, another body refused, fifty at a time stored once, a kill leaves nothing half."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Callable
from datetime import datetime, timedelta
from typing import Any

from binhyen.collection.actions.calls import KEPT_DAYS, once
from binhyen.collection.models import Call
from binhyen.figures.models import DraftCell, Submission
from binhyen.foundation.errors import DomainError
from binhyen.foundation.models import AuditEntry
from tests.api.conftest import Program, a_month, begun
from tests.api.test_bad_input import problem
from tests.cast import Cast
from tests.figures.test_concurrency import arena as arena  # a fixture
from tests.figures.test_concurrency import run

Programs = Callable[..., Program]
CELLS = {"cells": [{"line": "FRC04", "value": 30}]}


def test_a_repeated_call_gets_the_first_answer_and_does_nothing(cast: Cast, program: Programs) -> None:
    lan = program(cast.lan)
    number = begun(lan, cast.tan_an.uid)["id"]
    path = f"submissions/{number}/cells"
    first = lan.put(path, CELLS, key="lenh-0001")
    lan.put(path, {"cells": [{"line": "FRC04", "value": 31, "seen": 1}]}, key="lenh-0002")
    again = lan.put(path, CELLS, key="lenh-0001")
    assert (again.status_code, again.content) == (first.status_code, first.content)
    assert (first.get("Idempotent-Replayed"), again["Idempotent-Replayed"]) == (None, "true")
    assert DraftCell.objects.get().value == 31


def test_one_key_is_one_call(cast: Cast, program: Programs) -> None:
    lan = program(cast.lan)
    number = begun(lan, cast.tan_an.uid)["id"]
    path = f"submissions/{number}/cells"
    assert lan.put(path, CELLS, key="lenh-0001").status_code == 200
    other = {"cells": [{"line": "FRC04", "value": 31, "seen": 1}]}
    problem(lan.put(path, other, key="lenh-0001"), 422, "collection.call_differs")
    problem(lan.post(f"submissions/{number}/present", {}, key="lenh-0001"), 422, "collection.call_differs")
    assert DraftCell.objects.get().value == 30
    # another post's keys are its own
    assert program(cast.binh).put(path, CELLS, key="lenh-0001").status_code == 403


def test_a_refusal_is_an_answer_too_and_what_it_began_is_undone(cast: Cast, program: Programs) -> None:
    lan = program(cast.lan)
    number = begun(lan, cast.tan_an.uid)["id"]
    path = f"submissions/{number}/present"
    entries = AuditEntry.objects.count()
    first = lan.post(path, {}, key="lenh-0001")
    problem(first, 422, "figures.checks_failed")
    lan.put(f"submissions/{number}/cells", {"cells": a_month()})
    again = lan.post(path, {}, key="lenh-0001")
    assert (again.status_code, again.content) == (422, first.content)
    assert AuditEntry.objects.count() == entries
    assert lan.post(path, {}, key="lenh-0002").status_code == 200


def test_a_write_without_a_key_is_refused(cast: Cast, program: Programs) -> None:
    lan = program(cast.lan)
    number = begun(lan, cast.tan_an.uid)["id"]
    for key in ("ngan", "có dấu cách", "k" * 81):
        problem(lan.put(f"submissions/{number}/cells", CELLS, key=key), 400, "api.key_missing")
    bare = lan.client.put(
        f"/api/v1/submissions/{number}/cells", json.dumps(CELLS), "application/json", headers=lan.headers()
    )
    problem(bare, 400, "api.key_missing")
    assert not DraftCell.objects.exists()


def test_what_fails_half_way_leaves_neither_effect_nor_answer(cast: Cast, now: datetime) -> None:
    def work() -> tuple[int, Any]:
        cast.lan.post.title = "giữa chừng"
        cast.lan.post.save()
        raise RuntimeError

    def call(work: Callable[[], tuple[int, Any]]) -> tuple[int, Any]:
        told = once("lenh-0001", {}, work, lambda error: (409, error.code), actor=cast.lan, now=now)
        return told.status, told.answer

    try:
        call(work)
    except RuntimeError:
        cast.lan.post.refresh_from_db()
    assert cast.lan.post.title == "lan"
    assert not Call.objects.exists()
    assert call(lambda: (200, {"done": True})) == (200, {"done": True})


def test_old_answers_are_forgotten(cast: Cast, now: datetime) -> None:
    def refuse(error: DomainError) -> tuple[int, Any]:
        return 409, error.code

    once("lenh-0001", {}, lambda: (200, 1), refuse, actor=cast.lan, now=now)
    later = now + timedelta(days=KEPT_DAYS + 1)
    assert once("lenh-0001", {}, lambda: (200, 2), refuse, actor=cast.lan, now=later).answer == 2


def test_fifty_processes_with_one_key_store_once_and_all_get_the_same_answer(arena: dict[str, str]) -> None:
    told = json.loads(run("tests.api.contest", arena, "same").splitlines()[-1])
    assert Counter(told["statuses"]) == {200: 50}
    assert len(set(told["answers"])) == 1
    assert sorted(told["repeated"]) == [False] + [True] * 49
    assert (told["calls"], told["presented"]) == (1, 1)


def test_a_process_killed_at_any_moment_leaves_each_call_done_with_its_answer_or_not_at_all(
    arena: dict[str, str],
) -> None:
    told = json.loads(run("tests.api.contest", arena, "kill").splitlines()[-1])
    assert told["done"] == told["kept"]
    assert set(told["acknowledged"]) <= set(told["kept"])
    assert told["acknowledged"]
    assert told["retried"] == [200] * len(told["retried"])


def test_nothing_of_a_call_names_the_key_of_the_program(cast: Cast, program: Programs) -> None:
    lan = program(cast.lan)
    begun(lan, cast.tan_an.uid)
    kept = Call.objects.get()
    assert lan.secret not in json.dumps([kept.answer, kept.key, kept.digest])
    assert Submission.objects.count() == 1
