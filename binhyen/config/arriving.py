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
"""Bytes beyond ``FREE`` that all bodies of a process may hold together: six files of 20 MB at once."""
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


@dataclass
class Held:
    """The bytes beyond ``FREE`` that the bodies of this process hold now."""

    most: int = MOST_HELD
    now: int = 0


class Body:
    """One body on its way. ``announced`` is its length as the request says it, None where it does not."""

    def __init__(self, receive: Receive, announced: int | None, bounds: Bounds, held: Held) -> None:
        self._receive, self.announced, self._bounds, self._held = receive, announced, bounds, held
        self._kept = bytearray()
        self._size = 0
        self._counted = 0
        self._doomed = announced is not None and announced > bounds.largest

    async def arrived(self) -> bytes:
        """The whole body. ``TooLarge``, ``Stalled`` and ``Busy`` (too many large ones) refuse it; ``Gone``: who sent left."""
        if self.announced is not None and self.announced > LET_GO * self._bounds.largest:
            raise TooLarge
        now = asyncio.get_running_loop().time
        begun = now()
        last = begun + self._bounds.first_s + (self.announced or self._bounds.largest) / self._bounds.bytes_per_s
        seen = 0
        try:
            async with asyncio.timeout_at(begun + self._bounds.first_s) as clock:
                while await self._more():
                    if self._size - seen >= PART:
                        seen = self._size
                        clock.reschedule(min(now() + self._bounds.next_s, last))
        except TimeoutError:
            if not self._doomed:
                raise Stalled("foundation.stalled") from None
        if self._doomed:
            raise TooLarge
        return bytes(self._kept)

    def let_go(self) -> None:
        """Its place is free again."""
        self._held.now -= self._counted
        self._counted = 0

    async def _more(self) -> bool:
        """Take in what has come; whether there is more to come."""
        message = await self._receive()
        if message["type"] != "http.request":
            raise Gone
        part: bytes = message.get("body", b"")
        self._size += len(part)
        if not self._doomed:
            self._keep(part)
        return bool(message.get("more_body", False)) and self._size != self.announced

    def _keep(self, part: bytes) -> None:
        if self._size > self._bounds.largest:
            raise TooLarge
        grown = max(0, self._size - FREE) - self._counted
        if self._held.now + grown > self._held.most:
            raise Busy("foundation.no_room")
        self._held.now += grown
        self._counted += grown
        self._kept += part
