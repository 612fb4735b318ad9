"""Bodies arrive in whole, within bounds of size and time, before a thread works on their request."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable, Coroutine, Mapping
from dataclasses import dataclass
from io import BytesIO
from math import ceil, inf
from typing import Any

from binhyen.foundation.errors import Busy, Stalled

Receive = Callable[[], Awaitable[Mapping[str, Any]]]

FREE = 64 * 1024
"""Bytes of each body for which there is always room."""
STEP = 256 * 1024
"""Bytes of room that a body takes at once, when so much of it has come."""
MOST_HELD = 128 * 1024 * 1024
"""Bytes beyond ``FREE`` that all bodies of a process may hold together, but for the rest of the first: six files of 20 MB at
once; the others wait."""
LET_GO = 3
"""A body up to so many times the largest is taken in and let go, so that who sends it reads why it is refused."""
LET_GO_S = 30
"""Seconds after which that ends."""
LAST_CHANCE_S = 0.25
"""Seconds in which to take what is there already, before a body counts as stalled: the event loop may have stood still."""


@dataclass(frozen=True)
class Bounds:
    """How large a body may be, in bytes, and how long it is waited for, in seconds.

    It has ``first_s``, and each byte that comes adds the time of one at ``bytes_per_s``, up to ``next_s`` from then on.
    """

    largest: int
    first_s: float
    next_s: float
    bytes_per_s: int


class TooLarge(Exception):
    """The body has more bytes than the bounds allow."""


class Gone(Exception):
    """Who was sending has left."""


class Place:
    """What one body holds of the room, in bytes, and what it waits for, for ``patience_s`` seconds in all."""

    def __init__(self, patience_s: float) -> None:
        self.holds, self.wants, self.patience_s = 0, 0, patience_s
        self.turn: asyncio.Future[None] | None = None


class Held:
    """The bytes beyond ``FREE`` that the bodies of this process hold: ``now`` of ``most``.

    Room goes to who asked for some first. The first of all gets it even where there is none left, so that one always gets
    done; bodies that all hold a part would otherwise wait for each other.
    """

    def __init__(self, most: int = MOST_HELD, patience_s: float = 30) -> None:
        self.most, self.patience_s, self.now = most, patience_s, 0
        self._places: dict[Place, None] = {}

    def place(self) -> Place:
        """For one body, without any room yet."""
        return Place(self.patience_s)

    async def take(self, place: Place, count: int) -> None:
        """So many more, as soon as it is its turn; ``Busy`` where that does not come. ``give`` ends it in any case."""
        loop = asyncio.get_running_loop()
        turn: asyncio.Future[None] = loop.create_future()
        place.wants, place.turn = count, turn
        self._places.setdefault(place)
        self._let_in()
        begun = loop.time()
        await asyncio.wait({turn}, timeout=max(0, place.patience_s))
        place.patience_s -= loop.time() - begun
        if not turn.done():
            raise Busy("foundation.no_room")

    def give(self, place: Place) -> None:
        """All that it holds is free again."""
        if place in self._places:
            del self._places[place]
            self.now -= place.holds
            place.holds = 0
            self._let_in()

    def _let_in(self) -> None:
        first = next(iter(self._places), None)
        for place in self._places:
            if place.turn is None:
                continue
            if place is not first and self.now + place.wants > self.most:
                return
            place.holds += place.wants
            self.now += place.wants
            place.turn.set_result(None)
            place.turn = None


class Body:
    """One body on its way. ``announced`` is its length as the request says it, None where it does not; ``size`` what has come."""

    def __init__(self, receive: Receive, announced: int | None, bounds: Bounds, held: Held) -> None:
        self._receive, self.announced, self._bounds, self._held = receive, announced, bounds, held
        self._most = bounds.largest if announced is None else announced
        self._keeps = self._most <= bounds.largest
        self._kept = BytesIO()
        self.size = 0
        self._whole = False
        self._place = held.place()
        self._due = self._last = inf

    async def arrived(self) -> BytesIO:
        """The whole body, to be read from its beginning; ``let_go`` when that is done.

        ``TooLarge``, ``Stalled`` and ``Busy`` (no room came free) refuse it; ``Gone``: who sent left.
        """
        if self._most > LET_GO * self._bounds.largest:
            raise TooLarge
        try:
            await self._take_in()
            if not self._keeps:
                raise TooLarge
        except TimeoutError:
            self.let_go()
            raise (Stalled("foundation.stalled") if self._keeps else TooLarge) from None
        except BaseException:
            self.let_go()
            raise
        self._kept.getvalue()  # shortens the buffer to what is in it, so that reading all of it makes no second copy
        self._kept.seek(0)
        return self._kept

    def let_go(self) -> None:
        """What was kept is forgotten, and its place is free again."""
        self._kept = BytesIO()
        self._held.give(self._place)

    async def _take_in(self) -> None:
        """Until all is there. ``TimeoutError`` where it does not go on; waiting for room is not the sender's time."""
        clock = asyncio.get_running_loop().time
        if not self._keeps:
            self._last = clock() + LET_GO_S
        self._due = min(clock() + self._bounds.first_s, self._last)
        while not self._whole:
            await self._in_time(self._some())
            missing = self._missing()
            if missing > 0:
                left = self._due - clock()
                await self._held.take(self._place, ceil(missing / STEP) * STEP)
                self._due = clock() + left

    def _missing(self) -> int:
        """Bytes that have come and still have no room."""
        return self.size - FREE - self._place.holds if self._keeps else 0

    async def _in_time(self, work: Coroutine[Any, Any, None]) -> None:
        """Does the work, for as long as it puts off what is due. Nothing that has come gets lost, as in a timeout."""
        clock = asyncio.get_running_loop().time
        going = asyncio.ensure_future(work)
        try:
            while not going.done():
                left = self._due - clock()
                await asyncio.wait({going}, timeout=left if left > 0 else LAST_CHANCE_S)
                if left <= 0 and not going.done() and self._due <= clock():
                    raise TimeoutError
        finally:
            going.cancel()
        going.result()

    async def _some(self) -> None:
        """Take in what comes, until all is there or it needs room."""
        clock, bounds = asyncio.get_running_loop().time, self._bounds
        while not self._whole and self._missing() <= 0:
            message = await self._receive()
            if message["type"] != "http.request":
                raise Gone
            part: bytes = message.get("body", b"")
            self.size += len(part)
            if self.size > self._most:
                raise TooLarge
            if self._keeps:
                self._kept.write(part)
            self._whole = not message.get("more_body", False) or self.size == self.announced
            self._due = min(self._due + len(part) / bounds.bytes_per_s, clock() + bounds.next_s, self._last)
