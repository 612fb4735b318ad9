"""A promise with its limit, what was measured, and whether it holds."""

from __future__ import annotations

import json
import subprocess
import sys
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from typing import Any, Literal


@dataclass(frozen=True)
class Promise:
    """One line of docs/performance.md. ``value`` None: it could not be measured here, and ``why`` says so.

    ``beside`` holds what the value is compared with: the physical limit, or what a person would use instead.
    """

    id: str
    limit: float
    value: float | None
    better: Literal["less", "more"] = "less"
    why: str = ""
    beside: dict[str, Any] = field(default_factory=dict)

    @property
    def holds(self) -> bool:
        """Whether the promise is kept; one that was not measured is not."""
        if self.value is None:
            return False
        return self.value <= self.limit if self.better == "less" else self.value >= self.limit

    def as_json(self) -> dict[str, Any]:
        """``id``, ``value``, ``limit``, ``holds``, then whatever stands beside."""
        why = {"why": self.why} if self.why else {}
        return {"id": self.id, "value": self.value, "limit": self.limit, "holds": self.holds, **why, **self.beside}


class CannotMeasure(Exception):
    """Something that the measurement needs is not there; the text says what."""


def measured(
    id_: str,
    limit: float,
    measure: Callable[[], tuple[float, dict[str, Any]]],
    better: Literal["less", "more"] = "less",
) -> Promise:
    """Run one measurement; what cannot be measured is told, never left out."""
    print(f"… {id_}", file=sys.stderr, flush=True)
    try:
        value, beside = measure()
    except (CannotMeasure, AssertionError, OSError, subprocess.SubprocessError) as error:
        return Promise(id_, limit, None, better, why=str(error)[-600:])
    return Promise(id_, limit, round(value, 3), better, beside=beside)


def tell(bench: str, promises: Sequence[Promise], *, as_json: bool) -> int:
    """Print a table for people, and the JSON as the last line where asked for; 1 where a promise does not hold."""
    for one in promises:
        value = "not measured" if one.value is None else f"{one.value:g}"
        sign = "≤" if one.better == "less" else "≥"
        beside = ", ".join(f"{name} {what}" for name, what in one.beside.items()) or one.why
        print(f"{'holds' if one.holds else 'FAILS':6} {one.id:25} {value:>12} {sign} {one.limit:g}   {beside}")
    if as_json:
        print(json.dumps({"bench": bench, "promises": [one.as_json() for one in promises]}, ensure_ascii=False))
    return 0 if all(one.holds for one in promises) else 1
