"""The bounds of a body, without a server: what is kept, what is let go, what is refused."""

from __future__ import annotations

import asyncio
import logging
import threading
import time
import tracemalloc
from collections.abc import Iterable
from io import BytesIO
from typing import Any

import pytest

from binhyen.config import arriving
from binhyen.config.answering import Answering, environment
from binhyen.config.arriving import FREE, STEP, Body, Bounds, Gone, Held, TooLarge
from binhyen.foundation.errors import Busy, Stalled

answering_log = logging.getLogger("binhyen.config.answering")
BOUNDS = Bounds(largest=FREE + 4 * STEP, first_s=0.05, next_s=0.05, bytes_per_s=10**9)


class Sender:
    """A client: its parts, one each ``every`` seconds, then silence, or nothing more where it is done."""

    def __init__(self, parts: Iterable[bytes], *, ends: bool = True, leaves: bool = False, every: float = 0) -> None:
        self.parts, self.ends, self.leaves, self.every, self.asked = list(parts), ends, leaves, every, 0

    async def __call__(self) -> dict[str, Any]:
        self.asked += 1
        if self.parts:
            await asyncio.sleep(self.every)
            part = self.parts.pop(0)
            return {"type": "http.request", "body": part, "more_body": bool(self.parts) or not self.ends}
        if self.leaves:
            return {"type": "http.disconnect"}
        await asyncio.sleep(3600)
        raise AssertionError("nobody waits so long")


def arrived(sender: Sender, announced: int | None, held: Held | None = None, bounds: Bounds = BOUNDS) -> bytes:
    return asyncio.run(Body(sender, announced, bounds, held or Held()).arrived()).read()


def test_a_body_arrives_in_whole_whatever_its_parts() -> None:
    assert arrived(Sender([b"a=1", b"&b", b"=2"]), 7) == b"a=1&b=2"
    assert arrived(Sender([b"a=1", b"", b"&b=2"]), None) == b"a=1&b=2"
    largest = b"x" * BOUNDS.largest
    assert arrived(Sender([largest]), len(largest)) == largest


def test_nothing_is_waited_for_once_all_that_was_announced_is_there() -> None:
    assert arrived(Sender([b"abc"], ends=False), 3) == b"abc"


def test_silence_is_refused_at_the_beginning_and_in_the_middle() -> None:
    for parts in ([], [b"a"], [b"a" * 5000]):
        with pytest.raises(Stalled):
            arrived(Sender(parts, ends=False), 100_000)
        with pytest.raises(Stalled):
            arrived(Sender(parts, ends=False), None)


def test_a_body_whose_sender_left_is_nobodys() -> None:
    with pytest.raises(Gone):
        arrived(Sender([b"a"], ends=False, leaves=True), 100)


def test_far_too_much_is_refused_unread_and_somewhat_too_much_is_let_go() -> None:
    huge = Sender([b"x"], ends=False)
    with pytest.raises(TooLarge):
        arrived(huge, 10**9)
    assert huge.asked == 0
    held, size = Held(), BOUNDS.largest + FREE
    over = Sender([b"x" * FREE] * (size // FREE))
    with pytest.raises(TooLarge):
        arrived(over, size, held)
    assert (over.parts, held.now) == ([], 0)


def test_pieces_end_at_the_bound_whatever_was_announced() -> None:
    for announced in (None, BOUNDS.largest):
        pieces = Sender([b"x" * (FREE - 1)] * 100)
        with pytest.raises(TooLarge):
            arrived(pieces, announced)
        assert len(pieces.parts) == 82
    with pytest.raises(TooLarge):
        arrived(Sender([b"x" * 11, b"x"]), 10)


def test_a_body_that_is_there_is_taken_though_the_server_stood_still() -> None:
    async def some() -> int:
        body = Body(Sender([b"a" * 1000] * 10, ends=False), 10_000, BOUNDS, Held())
        arriving_one = asyncio.create_task(body.arrived())
        await asyncio.sleep(0)
        time.sleep(2 * BOUNDS.first_s)
        return len((await arriving_one).read())

    assert asyncio.run(some()) == 10_000


def test_drops_hold_a_connection_no_longer_than_silence() -> None:
    """Each part comes well within ``next_s``, but all of them at a hundredth of the speed."""
    drops = Sender([b"a" * 20] * 100, every=0.02)
    with pytest.raises(Stalled):
        arrived(drops, 2000, bounds=Bounds(BOUNDS.largest, first_s=0.05, next_s=10, bytes_per_s=100_000))
    assert len(drops.parts) > 50


def test_what_came_fast_gives_no_leave_to_drip() -> None:
    drips = Sender([b"a" * 60_000, *[b"a" * 1100] * 50], every=0.05)
    with pytest.raises(Stalled):
        arrived(drips, 115_000, bounds=Bounds(BOUNDS.largest, first_s=0.1, next_s=0.2, bytes_per_s=100_000))
    assert len(drips.parts) > 35


def test_too_much_is_taken_in_for_a_while_only(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(arriving, "LET_GO_S", 0.05)
    over = Sender([b"a" * FREE] * 40, every=0.05)
    with pytest.raises(TooLarge):
        arrived(over, 2 * BOUNDS.largest, bounds=Bounds(BOUNDS.largest, first_s=60, next_s=60, bytes_per_s=1))
    assert len(over.parts) > 20


def whole(held: Held, *, steps: int) -> Body:
    return Body(Sender([b"x" * (FREE + steps * STEP)]), FREE + steps * STEP, BOUNDS, held)


def test_large_bodies_share_one_room_and_small_ones_need_none() -> None:
    held = Held(most=4 * STEP, patience_s=0.05)

    async def some() -> None:
        first, second = whole(held, steps=3), whole(held, steps=3)
        await first.arrived()
        with pytest.raises(Busy):
            await second.arrived()
        await whole(held, steps=0).arrived()
        third = whole(held, steps=3)
        waiting = asyncio.create_task(third.arrived())
        await asyncio.sleep(0.01)
        assert not waiting.done()
        first.let_go()
        await waiting
        third.let_go()

    asyncio.run(some())
    assert held.now == 0


def test_an_announcement_takes_no_room() -> None:
    held = Held(most=4 * STEP, patience_s=0)

    async def some() -> None:
        silent = Sender([b"x"], ends=False)
        announced = [asyncio.create_task(Body(silent, BOUNDS.largest, BOUNDS, held).arrived()) for _ in range(7)]
        await asyncio.sleep(0)
        await whole(held, steps=4).arrived()
        await asyncio.gather(*announced, return_exceptions=True)

    asyncio.run(some())
    assert held.now == 4 * STEP


def test_of_two_bodies_that_hold_all_of_the_room_the_first_gets_done() -> None:
    """Two with two steps each find the room full; the first goes beyond it, and the other waits."""
    held = Held(most=4 * STEP, patience_s=0.1)

    def growing(after: float) -> Body:
        parts = [b"x" * (FREE + 2 * STEP), b"x" * 2 * STEP]
        return Body(Sender(parts, every=after), FREE + 4 * STEP, kind, held)

    async def some() -> tuple[object, object]:
        first, second = growing(0.05), growing(0.06)
        return await asyncio.gather(first.arrived(), second.arrived(), return_exceptions=True)

    kind = Bounds(BOUNDS.largest, first_s=5, next_s=5, bytes_per_s=10**9)
    one, other = asyncio.run(some())
    assert isinstance(one, BytesIO)
    assert isinstance(other, Busy)
    assert held.now == 4 * STEP


def test_twelve_bodies_that_come_at_once_in_room_for_six_are_all_answered() -> None:
    held, most = Held(most=24 * STEP, patience_s=60), 0

    async def one() -> None:
        nonlocal most
        steps = [b"x" * FREE, *[b"x" * STEP] * 4]
        body = Body(Sender(steps, every=0.001), FREE + 4 * STEP, Bounds(BOUNDS.largest, 60, 60, 10**9), held)
        await body.arrived()
        most = max(most, held.now)
        await asyncio.sleep(0.005)
        body.let_go()

    async def all_at_once() -> None:
        await asyncio.gather(*(one() for _ in range(12)))

    asyncio.run(all_at_once())
    assert held.now == 0
    assert 24 * STEP <= most <= 28 * STEP


def test_who_came_first_gets_the_room_first() -> None:
    held, served = Held(most=4), []

    async def one(name: str, count: int) -> None:
        await held.take(held.place(), count)
        served.append(name)

    async def some() -> None:
        first = held.place()
        await held.take(first, 3)
        waiting = [asyncio.create_task(one(name, count)) for name, count in (("large", 4), ("small", 1))]
        await asyncio.sleep(0.01)
        assert served == []
        held.give(first)
        await asyncio.sleep(0.01)
        assert served == ["large"]
        for task in waiting:
            task.cancel()

    asyncio.run(some())


def test_who_stops_waiting_gives_way() -> None:
    held = Held(most=4)

    async def some() -> None:
        await held.take(held.place(), 3)
        large = held.place()
        waiting, small = asyncio.create_task(held.take(large, 4)), asyncio.create_task(held.take(held.place(), 1))
        await asyncio.sleep(0.01)
        waiting.cancel()
        await asyncio.wait({waiting})
        held.give(large)
        await small

    asyncio.run(some())
    assert held.now == 4


def test_a_body_stands_in_memory_once() -> None:
    size = 4 * 2**20

    async def some() -> int:
        parts = iter([b"x" * 2**16] * (size // 2**16))  # one part, again and again

        async def receive() -> dict[str, Any]:
            return {"type": "http.request", "body": next(parts), "more_body": True}

        body = Body(receive, size, Bounds(size, 5, 5, 10**9), Held())
        tracemalloc.start()
        content = (await body.arrived()).read()
        assert len(content) == size
        return tracemalloc.get_traced_memory()[1]

    try:
        assert asyncio.run(some()) < 1.25 * size
    finally:
        tracemalloc.stop()


def scope(**changed: Any) -> dict[str, Any]:
    return {
        "type": "http", "method": "GET", "http_version": "1.1", "scheme": "http", "raw_path": b"/a%20b/%C3%A2",
        "path": "/a b/â", "query_string": b"q=%C3%A2", "server": ("127.0.0.1", "8000"), "client": ("10.0.0.7", "5"),
        "headers": [], **changed,
    }  # fmt: skip


def test_a_request_stands_in_the_environment_as_wsgi_names_it() -> None:
    found = environment(
        scope(headers=[(b"host", b"a.vn"), (b"cookie", b"a=1"), (b"cookie", b"b=2"), (b"x-one", b"1"), (b"x-one", b"2"),
                       (b"content-type", b"text/plain"), (b"content-length", b"3")])
    )  # fmt: skip
    assert found["PATH_INFO"].encode("latin-1").decode() == "/a b/â"
    assert found["QUERY_STRING"] == "q=%C3%A2"
    assert (found["REMOTE_ADDR"], found["SERVER_NAME"], found["SERVER_PORT"]) == ("10.0.0.7", "127.0.0.1", "8000")
    assert (found["HTTP_HOST"], found["HTTP_COOKIE"], found["HTTP_X_ONE"]) == ("a.vn", "a=1; b=2", "1,2")
    assert (found["CONTENT_TYPE"], found["CONTENT_LENGTH"]) == ("text/plain", "3")
    assert (found["wsgi.url_scheme"], found["SERVER_PROTOCOL"], found["SCRIPT_NAME"]) == ("http", "HTTP/1.1", "")


def test_a_header_with_an_underline_passes_for_no_header_of_the_proxy() -> None:
    found = environment(scope(headers=[(b"x_forwarded_proto", b"https")]))
    assert "HTTP_X_FORWARDED_PROTO" not in found


def answering(application: Any) -> Answering:
    return Answering(application, lambda path: BOUNDS, threads=1)


async def answered(server: Answering, sender: Sender, length: int) -> list[dict[str, Any]]:
    sent: list[dict[str, Any]] = []

    async def send(message: Any) -> None:
        sent.append(message)

    await server(scope(headers=[(b"content-length", b"%d" % length)]), sender, send)
    return sent


def test_who_breaks_off_is_told_400_where_anybody_still_listens() -> None:
    sent = asyncio.run(answered(answering(None), Sender([b"a"], leaves=True, ends=False), 10))
    assert (sent[0]["status"], sent[0]["headers"], sent[1]["body"]) == (400, [(b"connection", b"close")], b"")


def test_an_answer_that_fails_is_logged_and_a_plain_500(
    caplog: pytest.LogCaptureFixture, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(answering_log, "disabled", False)  # import-linter, run by another test, silences what is there

    def fails(environ: Any, start: Any) -> Any:
        raise LookupError("no such thing")

    with caplog.at_level(logging.ERROR):
        sent = asyncio.run(answered(answering(fails), Sender([b"a"]), 1))
    assert sent[0]["status"] == 500
    assert "no such thing" in caplog.text


def test_a_place_is_kept_until_the_thread_is_done_even_if_nobody_waits_for_it() -> None:
    working, go_on = threading.Event(), threading.Event()

    def slow(environ: Any, start: Any) -> list[bytes]:
        working.set()
        go_on.wait(60)
        start("200 OK", [])
        return []

    async def some() -> None:
        server = answering(slow)
        task = asyncio.create_task(answered(server, Sender([b"x" * (FREE + STEP)]), FREE + STEP))
        await asyncio.to_thread(working.wait, 60)
        task.cancel()
        await asyncio.wait({task})
        kept = server.held.now
        go_on.set()
        assert kept == STEP
        while server.held.now:
            await asyncio.sleep(0.01)

    asyncio.run(asyncio.wait_for(some(), 60))
