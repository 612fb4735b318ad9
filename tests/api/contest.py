"""Real processes that call the interface: ``python -m tests.api.contest KIND``, run by ``test_once.py`` on a ready folder."""

from __future__ import annotations

import json
import os
import random
import signal
import sys
import tempfile
import time
from datetime import timedelta
from pathlib import Path
from typing import Any

import django

from tests.figures.contest import Tell, acknowledged, children, people, reports

SEED = 20260522


def main(kind: str) -> None:
    """Run one contest and print its outcome as JSON."""
    django.setup()
    with tempfile.TemporaryDirectory() as folder:
        outcome = {"same": same_call, "kill": killed}[kind](Path(folder))
    print(json.dumps(outcome))


def secret_of_lan() -> str:
    """A key that writes, for Lan."""
    from django.utils import timezone

    from binhyen.organisation.actions.tokens import make_token

    now, lan = timezone.now(), people()["lan"]
    last = timezone.localtime(now).date() + timedelta(days=30)
    return make_token(post=lan.post, label="thi", read_only=False, expires_on=last, actor=lan, now=now)[1]


def call(secret: str, key: str, method: str, path: str, body: Any) -> Any:
    """One call through all of the product's own middleware."""
    from django.test import Client

    return Client(headers={"host": "localhost"}).generic(
        method, f"/api/v1/{path}", json.dumps(body), "application/json",
        headers={"Authorization": f"Bearer {secret}", "Idempotency-Key": key, "host": "localhost"},
    )  # fmt: skip


def warm(secret: str) -> None:
    """One reading call, so that no child spends its time on loading the addresses."""
    assert call(secret, "", "GET", "me", None).status_code == 200


def same_call(folder: Path) -> dict[str, Any]:
    """Fifty processes present the same report under one key."""
    from binhyen.collection.models import Call
    from binhyen.figures.models import Step

    (pk,) = reports(1)
    secret = secret_of_lan()
    warm(secret)

    def work(tell: Tell) -> None:
        told = call(secret, "mot-lenh-duy-nhat", "POST", f"submissions/{pk}/present", {})
        tell(status=told.status_code, answer=told.content.decode(), repeated="Idempotent-Replayed" in told)

    for pid in list(children([work] * 50, folder)):
        os.waitpid(pid, 0)
    told = acknowledged(folder)
    return {
        "statuses": [one["status"] for one in told],
        "answers": [one["answer"] for one in told],
        "repeated": [one["repeated"] for one in told],
        "calls": Call.objects.count(),
        "presented": Step.objects.filter(submission=pk, verb="present").count(),
    }


def killed(folder: Path) -> dict[str, Any]:
    """Processes that save one cell after the other under numbered keys are killed at random moments, then the rest retried."""
    from binhyen.collection.models import Call
    from binhyen.figures.models import DraftCell

    (pk,) = reports(1)
    secret, chance = secret_of_lan(), random.Random(SEED)
    warm(secret)

    def save(n: int) -> Any:
        seen = DraftCell.objects.get(submission=pk, indicator__code="FRC04").seen_version
        cell = {"line": "FRC04", "value": 1000 + n, "seen": seen}
        return call(secret, f"lenh-so-{n:05}", "PUT", f"submissions/{pk}/cells", {"cells": [cell]})

    def work(tell: Tell) -> None:
        last = DraftCell.objects.get(submission=pk, indicator__code="FRC04").value or 0
        n = max(last - 1000, 0) + 1
        while True:
            if save(n).status_code == 200:
                tell(n=n)
            n += 1

    done: list[int] = []
    for _ in range(8):
        (pid,) = children([work], folder)
        time.sleep(chance.uniform(0.15, 0.5))
        os.kill(pid, signal.SIGKILL)
        os.waitpid(pid, 0)
        done.append(DraftCell.objects.get(submission=pk, indicator__code="FRC04").value or 0)
    kept = sorted(int(key.removeprefix("lenh-so-")) for key in Call.objects.values_list("key", flat=True))
    highest = max(done) - 1000
    again = [call_again(secret, pk, n) for n in kept[-3:]]
    return {
        "done": list(range(1, highest + 1)),
        "kept": kept,
        "acknowledged": [one["n"] for one in acknowledged(folder)],
        "retried": again,
    }


def call_again(secret: str, pk: int, n: int) -> int:
    """The call that was made under the number, sent once more with what it held; its first answer's status."""
    cell = {"line": "FRC04", "value": 1000 + n, "seen": n}
    told = call(secret, f"lenh-so-{n:05}", "PUT", f"submissions/{pk}/cells", {"cells": [cell]})
    status: int = told.status_code
    return status


if __name__ == "__main__":
    main(sys.argv[1])
