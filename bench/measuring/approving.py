"""From an approval to the new total of the province, over REST, after the night: 3,321 communes have sent 60 cells each."""

from __future__ import annotations

import asyncio
import time
from typing import Any

from bench.measuring.asking import Asking
from bench.measuring.evening import SPAN

TIMED = 60
LANES = 6
TRIES = 12
PATIENCE = 30


async def approved_totals(asking: Asking, found: dict[str, Any], value_of: Any) -> dict[str, Any]:
    """Approve the largest province but for its last reports; then each of these, until the total has it.

    ``value_of`` gives what a commune reported on a line. In seconds: p50 and p95 from sending the approval to the answer
    that holds it; and how many approvals a second the rest took.
    """
    provinces: dict[str, list[dict[str, Any]]] = {}
    for commune in found["communes"]:
        provinces.setdefault(commune["uid"].rpartition("-")[0], []).append(commune)
    largest = max(provinces, key=lambda uid: len(provinces[uid]))
    timed = provinces[largest][-TIMED:]
    rest = [c for c in provinces[largest] if c not in timed]
    began = time.monotonic()
    await _approve_all(asking, rest, found["desks"])
    rate = len(rest) / (time.monotonic() - began)
    desk = found["desks"][largest]
    wanted = sum(value_of(c["uid"], 0) for c in rest)
    waits = []
    for commune in timed:
        revision = await _opened(asking, commune, desk)
        wanted += value_of(commune["uid"], 0)
        sent = time.monotonic()
        await _approve(asking, commune, desk, revision)
        while await _total(asking, found, largest, desk) != wanted:
            if time.monotonic() - sent > PATIENCE:
                raise AssertionError(f"the total of {largest} never became {wanted}")
        waits.append(time.monotonic() - sent)
    waits.sort()
    return {
        "approval_to_total_p50_s": round(waits[len(waits) // 2], 3),
        "approval_to_total_p95_s": round(waits[int(len(waits) * 0.95)], 3),
        "approvals_per_s": round(rate, 1), "communes_of_the_province": len(provinces[largest]),
    }  # fmt: skip


async def _approve_all(asking: Asking, communes: list[dict[str, Any]], desks: dict[str, str]) -> None:
    todo = list(communes)

    async def lane() -> None:
        while todo:
            commune = todo.pop()
            desk = desks[commune["uid"].rpartition("-")[0]]
            await _approve(asking, commune, desk, await _opened(asking, commune, desk))

    await asyncio.gather(*(lane() for _ in range(LANES)))


async def _opened(asking: Asking, commune: dict[str, Any], desk: str) -> int:
    answer = await asking.ask("GET", f"/api/v1/submissions/{commune['id']}", desk, tries=TRIES)
    assert answer.status == 200, answer.body
    return int(answer.body["revision"])


async def _approve(asking: Asking, commune: dict[str, Any], desk: str, revision: int) -> None:
    body = {"revision": revision}
    path = f"/api/v1/submissions/{commune['id']}/approve"
    answer = await asking.ask("POST", path, desk, body, once=f"{commune['uid']}-approve", tries=TRIES)
    assert answer.status == 200, answer.body


async def _total(asking: Asking, found: dict[str, Any], province: str, desk: str) -> int:
    """The total of the first line; all lines are asked for, as a page would."""
    lines = ",".join(found["lines"])
    path = f"/api/v1/totals?lines={lines}&period={SPAN[0]}_{SPAN[1]}&unit={province}"
    answer = await asking.ask("GET", path, desk, tries=TRIES)
    assert answer.status == 200, answer.body
    row = next(one for one in answer.body["totals"] if one["line"] == found["lines"][0])
    return int(row["value"] or 0)
