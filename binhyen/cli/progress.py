"""How far a long command is, on standard error: one moving line in a terminal, a line now and then in a log."""

from __future__ import annotations

import sys
import time
from collections.abc import Callable

_EVERY_S = 10.0
_BAR = 24


class Progress:
    """So many things of a total."""

    def __init__(self, total: int, what: str, clock: Callable[[], float] = time.monotonic) -> None:
        self._total, self._what, self._clock = total, what, clock
        self._done = 0
        self._begin = self._said = clock()
        self._moving = sys.stderr.isatty()

    def step(self, count: int = 1) -> None:
        """So many more are done."""
        self._done += count
        now = self._clock()
        if now - self._said < (0.1 if self._moving else _EVERY_S):
            return
        self._said = now
        start, end = ("\r", "\x1b[K") if self._moving else ("", "\n")
        print(f"{start}{self._words(now)}", end=end, file=sys.stderr, flush=True)

    def _words(self, now: float) -> str:
        rate = self._done / max(now - self._begin, 0.001)
        left = round((self._total - self._done) / rate) if rate else 0
        full = _BAR * self._done // max(self._total, 1)
        bar = "█" * full + "░" * (_BAR - full)
        said = f"{self._done}/{self._total} {self._what}, {rate:.0f} {self._what}/giây, còn khoảng {left} giây"
        return f"{bar} {said}"

    def end(self, said: str) -> None:
        """Say what came of it."""
        print(f"{chr(13)}\x1b[K{said}" if self._moving else said, file=sys.stderr)
