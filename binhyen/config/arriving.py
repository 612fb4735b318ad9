"""Bodies arrive in whole, within bounds of size and time, before a thread works on their request."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable, Mapping
from dataclasses import dataclass
from typing import Any

from binhyen.foundation.errors import Busy, Stalled

Receive = Callable[[], Awaitable[Mapping[str, Any]]]

PART = 1024
"""Bytes after which a body counts as having gone on."""
FREE = 64 * 1024
"""Bytes of each body for which there is always room."""
MOST_HELD = 128 * 1024 * 1024
"""Bytes beyond ``FREE`` that all bodies of a process may hold together: six files of 20 MB at once; the others wait."""
LET_GO = 3
"""A body up to so many times the largest is taken in and let go, so that who sends it reads why it is refused."""


@dataclass(frozen=True)
class Bounds:
    """How large a body may be, in bytes, and how long it is waited for, in seconds.

    The first kilobyte (or all of a smaller body) has ``first_s``, each further one ``next_s``; the whole has ``first_s`` and
    a second for every ``bytes_per_s``.
    """

    largest: int
    first_s: float
    next_s: float
    bytes_per_s: int


class TooLarge(Exception):
    """The body has more bytes than the bounds allow."""


class Gone(Exception):
    """Who was sending has left."""


class Held:
    """The bytes beyond ``FREE`` that the bodies of this process hold or will hold: ``now`` of ``most``.

    Who finds no room waits for ``patience_s`` seconds.
    """

    def __init__(self, most: int = MOST_HELD, patience_s: float = 30) -> None:
        self.most, self.patience_s, self.now = most, patience_s, 0
        self._freed = asyncio.Event()

    async def take(self, count: int) -> None:
        """So many more, as soon as there is room."""
        while self.now + count > self.most:
            self._freed.clear()
            await self._freed.wait()
        self.now += count

    def give(self, count: int) -> None:
        """So many fewer."""
        self.now -= count
        self._freed.set()


class Body:
    """One body on its way. ``announced`` is its length as the request says it, None where it does not."""

    def __init__(self, receive: Receive, announced: int | None, bounds: Bounds, held: Held) -> None:
        self._receive, self.announced, self._bounds, self._held = receive, announced, bounds, held
        self._most = bounds.largest if announced is None else announced
        self._kept = bytearray()
        self._size = 0
        self._place = 0

    async def arrived(self) -> bytes:
        """The whole body. ``TooLarge``, ``Stalled`` and ``Busy`` (no room came free) refuse it; ``Gone``: who sent left."""
        if self._most > LET_GO * self._bounds.largest:
            raise TooLarge
        if self._most <= self._bounds.largest:
            await self._take_place()
        try:
            await self._take_in()
        except TimeoutError:
            if self._most <= self._bounds.largest:
                raise Stalled("foundation.stalled") from None
        if self._most > self._bounds.largest:
            raise TooLarge
        return bytes(self._kept)

    def let_go(self) -> None:
        """What was kept is forgotten, and its place is free again."""
        self._kept = bytearray()
        self._held.give(self._place)
        self._place = 0

    async def _take_place(self) -> None:
        needed = max(0, self._most - FREE)
        try:
            async with asyncio.timeout(self._held.patience_s):
                await self._held.take(needed)
        except TimeoutError:
            raise Busy("foundation.no_room") from None
        self._place = needed

    async def _take_in(self) -> None:
        """Until all is there. ``TimeoutError`` where it does not go on."""
        now = asyncio.get_running_loop().time
        begun, seen = now(), 0
        last = begun + self._bounds.first_s + self._most / self._bounds.bytes_per_s
        async with asyncio.timeout_at(begun + self._bounds.first_s) as clock:
            while await self._more():
                if self._size - seen >= PART:
                    seen = self._size
                    clock.reschedule(min(now() + self._bounds.next_s, last))

    async def _more(self) -> bool:
        """Take in what has come; whether there is more to come."""
        message = await self._receive()
        if message["type"] != "http.request":
            raise Gone
        part: bytes = message.get("body", b"")
        self._size += len(part)
        if self._size > self._most:
            raise TooLarge
        if self._most <= self._bounds.largest:
            self._kept += part
        return bool(message.get("more_body", False)) and self._size != self.announced
