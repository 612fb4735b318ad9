"""The night of the deadline over loopback: all communes of the nation send a report of 60 cells to one server.

``python -m bench.measuring.night --seconds 300 [--kill] [--approve] [--communes N] [--database sqlite]``. In the day before,
officers enter and present over REST and leaders open their reports, as fast as the server takes it: this gives the rate that
it sustains. In the night leaders send: four fifths of them in the last tenth of the time. A call is timed from the moment at
which its sender wanted it, so waiting in a queue counts.
"""

from __future__ import annotations

import argparse
import asyncio
import json
import os
import random
import signal
import subprocess
import sys
import tempfile
import time
from collections.abc import Awaitable, Callable, Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from bench.measuring.approving import approved_totals
from bench.measuring.asking import Asking, Unanswered
from bench.measuring.evening import SPAN
from bench.measuring.processes import ROOT, clean_environment, free_port, served, workers

LAST_TENTH, SHARE = 0.9, 0.8
LANES = 8
CONNECTIONS = 64
TRIES = 12


@dataclass
class Night:
    """What was seen: by commune the moment at which its sending was answered, and what went wrong."""

    waits: list[float] = field(default_factory=list)
    acknowledged: dict[str, int] = field(default_factory=dict)
    errors: list[str] = field(default_factory=list)
    repeated: int = 0
    kills: int = 0
    entry_per_s: float = 0.0
    lasted_s: float = 0.0

    def p(self, share: float) -> float:
        """The wait that ``share`` of the calls did not exceed, in seconds."""
        ordered = sorted(self.waits)
        return ordered[min(len(ordered) - 1, int(len(ordered) * share))] if ordered else float("inf")


async def day(asking: Asking, found: dict[str, Any]) -> float:
    """Enter and present all reports and open them as their leaders; reports a second."""
    began = time.monotonic()
    todo = list(found["communes"])

    async def lane() -> None:
        while todo:
            commune = todo.pop()
            commune["id"], commune["revision"] = await prepared(asking, commune, found)

    await asyncio.gather(*(lane() for _ in range(LANES)))
    return len(found["communes"]) / (time.monotonic() - began)


async def prepared(asking: Asking, commune: dict[str, Any], found: dict[str, Any]) -> tuple[int, int]:
    """One report entered, presented and opened; its number and revision."""
    uid, officer = commune["uid"], commune["officer"]

    async def tell(method: str, path: str, body: Any, once: str) -> Any:
        answer = await asking.ask(method, path, officer, body, once=f"{uid}-{once}", tries=TRIES)
        if answer.status != 200:
            raise RuntimeError(f"{method} {path}: {answer.status} {answer.body}")
        return answer.body

    span = {"starts_on": SPAN[0].isoformat(), "ends_on": SPAN[1].isoformat()}
    report = await tell("POST", "/api/v1/submissions", {"form": found["form"], "unit": uid, **span}, "begin")
    number = report["id"]
    cells = [{"line": code, "value": value_of(uid, n)} for n, code in enumerate(found["lines"])]
    await tell("PUT", f"/api/v1/submissions/{number}/cells", {"cells": cells}, "cells")
    await tell("POST", f"/api/v1/submissions/{number}/present", {}, "present")
    opened = await asking.ask("GET", f"/api/v1/submissions/{number}", commune["leader"], tries=TRIES)
    return number, int(opened.body["revision"])


def value_of(uid: str, line: int) -> int:
    """What a commune reports on a line: the same in every run, so that what is stored can be compared."""
    return sum(map(ord, uid)) * 7 % 900 + line + 1


async def night(asking: Asking, found: dict[str, Any], seconds: float, seen: Night) -> None:
    """Every leader sends at a moment of their own: four fifths in the last tenth."""
    chance = random.Random(2026)
    began = time.monotonic()

    async def send(commune: dict[str, Any], moment: float) -> None:
        await asyncio.sleep(max(0.0, began + moment - time.monotonic()))
        wanted = began + moment
        try:
            answer = await asking.ask(
                "POST", f"/api/v1/submissions/{commune['id']}/submit", commune["leader"],
                {"revision": commune["revision"]}, once=f"{commune['uid']}-submit", tries=TRIES,
            )  # fmt: skip
        except Unanswered as error:
            seen.errors.append(str(error))
            return
        seen.waits.append(time.monotonic() - wanted)
        seen.repeated += answer.tries - 1
        if answer.status == 200:
            seen.acknowledged[commune["uid"]] = commune["id"]
        else:
            seen.errors.append(f"{answer.status} {str(answer.body)[:200]}")

    tenth = seconds * LAST_TENTH
    moments = [
        chance.uniform(tenth, seconds) if chance.random() < SHARE else chance.uniform(0, tenth)
        for _ in found["communes"]
    ]
    await asyncio.gather(*(send(c, m) for c, m in zip(found["communes"], moments, strict=True)))
    seen.lasted_s = time.monotonic() - began


async def killing(server: int, until: Callable[[], bool], seen: Night) -> None:
    """Kill a worker of the server at random moments, as long as the night lasts.

    Not oftener than every six seconds: the server takes two deaths of one worker within five seconds for a fault that
    starting it again does not mend, and ends.
    """
    chance = random.Random(7)
    while not until():
        await asyncio.sleep(chance.uniform(6.0, 9.0))
        found = workers(server)
        if found and not until():
            os.kill(chance.choice(found), signal.SIGKILL)
            seen.kills += 1


def lost(env: dict[str, str], seen: Night, found: dict[str, Any]) -> dict[str, int]:
    """What is in the database against what was acknowledged: counts of lost, double and altered reports."""
    told = {"acknowledged": seen.acknowledged, "lines": found["lines"], "form": found["form"]}
    done = subprocess.run(
        [sys.executable, "-m", "bench.measuring.night", "--count"], cwd=ROOT, env=env, input=json.dumps(told),
        capture_output=True, text=True, check=True,
    )  # fmt: skip
    return dict(json.loads(done.stdout.splitlines()[-1]))


def count() -> int:
    """In a process with the database: compare each acknowledged report with what is stored; walk the audit chain."""
    import django

    django.setup()
    from binhyen.figures.models import CellVersion, Submission
    from binhyen.figures.queries.verification import differences
    from binhyen.foundation.audit import verify

    told = json.load(sys.stdin)
    sent = {s.pk: s for s in Submission.objects.filter(form_code=told["form"], version__gt=0)}
    values: dict[int, list[int | None]] = {}
    rows = CellVersion.objects.filter(submission__in=list(sent)).order_by("submission_id", "cell__indicator_id")
    for number, value in rows.values_list("submission_id", "value").iterator():
        values.setdefault(number, []).append(value)
    result = {"lost": 0, "double": 0, "altered": 0, "stored": len(sent), "chain": verify()}
    for uid, number in told["acknowledged"].items():
        wanted = sorted(value_of(uid, n) for n in range(len(told["lines"])))
        kept = sorted(v for v in values.get(number, []) if v is not None)
        result["lost"] += number not in sent
        result["double"] += number in sent and sent[number].version != 1
        result["altered"] += number in sent and kept != wanted
    result["differences"] = sum(1 for _ in differences())
    print(json.dumps(result))
    return 0


@contextmanager
def standing(
    database: str, workers_: int, communes: int | None
) -> Iterator[tuple[str, int, dict[str, Any], dict[str, str]]]:
    """The data made and a server on it: address, process id, keys, environment."""
    with ExitStack() as stack:
        folder = Path(stack.enter_context(tempfile.TemporaryDirectory(prefix="binhyen-night-")))
        more = {"BINHYEN_DATA_DIR": str(folder / "var"), "DJANGO_SETTINGS_MODULE": "binhyen.config.settings"}
        (folder / "var").mkdir()
        if database == "postgresql":
            from scripts.private_postgresql import running

            more["BINHYEN_DATABASE"] = stack.enter_context(running(durable=True))
        threads = {"BINHYEN_THREADS": "2"} if workers_ > 1 else {}  # as the installation guide says
        env = clean_environment(**more, BINHYEN_WORKERS=str(workers_), **threads)
        keys = folder / "keys.json"
        subprocess.run(
            [sys.executable, "-m", "bench.measuring.evening", str(keys)], cwd=ROOT, env=env, check=True,
            stdout=subprocess.DEVNULL,
        )  # fmt: skip
        found = json.loads(keys.read_text(encoding="utf-8"))
        found["communes"] = found["communes"][:communes]
        port = free_port()
        command = [sys.executable, "-m", "binhyen.config.serving", "--dir", str(folder / "var"), "--port", str(port)]
        with served(command, port, ROOT, env) as server:
            yield server.url, server.pid, found, env


def measure(
    *, seconds: float, kill: bool, database: str, communes: int | None = None, approve: bool = False
) -> dict[str, Any]:
    """One night; what was seen, in seconds and counts. With ``approve`` the desks approve afterwards, and are timed."""
    with standing(database, 1 if database == "sqlite" else 2, communes) as (url, pid, found, env):
        seen = Night()
        approvals: dict[str, Any] = {}

        async def all_of_it() -> None:
            asking = Asking(url, CONNECTIONS)
            seen.entry_per_s = round(await day(asking, found), 1)
            ended = [False]
            acts: list[Awaitable[None]] = [night(asking, found, seconds, seen)]
            helper = asyncio.create_task(killing(pid, lambda: ended[0], seen)) if kill else None
            await asyncio.gather(*acts)
            ended[0] = True
            if helper:
                await helper
            if approve:
                approvals.update(await approved_totals(asking, found, value_of))
            asking.close()

        asyncio.run(all_of_it())
        return {
            "p50_s": round(seen.p(0.5), 3), "p95_s": round(seen.p(0.95), 3), "p99_s": round(seen.p(0.99), 3),
            "errors": len(seen.errors), "first_errors": seen.errors[:3], "acknowledged": len(seen.acknowledged),
            "repeated": seen.repeated, "kills": seen.kills, "entry_per_s": seen.entry_per_s,
            "lasted_s": round(seen.lasted_s, 1), "communes": len(found["communes"]), "seconds": seconds,
            "database": database, **approvals, **lost(env, seen, found),
        }  # fmt: skip


def main(arguments: list[str]) -> int:
    """One night as the command line has it, printed as JSON."""
    parser = argparse.ArgumentParser(prog="python -m bench.measuring.night")
    parser.add_argument("--count", action="store_true", help=argparse.SUPPRESS)
    parser.add_argument("--seconds", type=float, default=300)
    parser.add_argument("--communes", type=int)
    parser.add_argument("--database", choices=["postgresql", "sqlite"], default="postgresql")
    parser.add_argument("--kill", action="store_true", help="kill a worker of the server at random moments")
    parser.add_argument("--approve", action="store_true", help="approve everything afterwards, and time the totals")
    given = parser.parse_args(arguments)
    if given.count:
        return count()
    found = measure(
        seconds=given.seconds, kill=given.kill, database=given.database, communes=given.communes, approve=given.approve
    )
    print(json.dumps(found, ensure_ascii=False))
    return 0 if not found["errors"] and not found["lost"] and not found["altered"] else 1


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
