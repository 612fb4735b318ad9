"""The bounds of a body, without a server: what is kept, what is let go, what is refused."""

from __future__ import annotations

import asyncio
from collections.abc import Iterable
from typing import Any

import pytest

from binhyen.config.answering import environment
from binhyen.config.arriving import FREE, Body, Bounds, Gone, Held, TooLarge
from binhyen.foundation.errors import Busy, Stalled

BOUNDS = Bounds(largest=4 * FREE, first_s=0.05, next_s=0.05, bytes_per_s=10**9)


class Sender:
    """A client: its parts at once, then silence, or nothing more where it is done."""

    def __init__(self, parts: Iterable[bytes], *, ends: bool = True, leaves: bool = False) -> None:
        self.parts, self.ends, self.leaves, self.asked = list(parts), ends, leaves, 0

    async def __call__(self) -> dict[str, Any]:
        self.asked += 1
        if self.parts:
            part = self.parts.pop(0)
            return {"type": "http.request", "body": part, "more_body": bool(self.parts) or not self.ends}
        if self.leaves:
            return {"type": "http.disconnect"}
        await asyncio.sleep(3600)
        raise AssertionError("nobody waits so long")


def arrived(sender: Sender, announced: int | None, held: Held | None = None) -> bytes:
    return asyncio.run(Body(sender, announced, BOUNDS, held or Held()).arrived())


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
    for announced in (None, 4 * FREE):
        pieces = Sender([b"x" * (FREE - 1)] * 100)
        with pytest.raises(TooLarge):
            arrived(pieces, announced)
        assert len(pieces.parts) == 95
    with pytest.raises(TooLarge):
        arrived(Sender([b"x" * 11, b"x"]), 10)


def test_large_bodies_share_one_room_and_small_ones_need_none() -> None:
    held = Held(most=3 * FREE, patience_s=0.05)

    def large() -> Body:
        return Body(Sender([b"x" * 4 * FREE]), 4 * FREE, BOUNDS, held)

    async def some() -> None:
        first, second = large(), large()
        await first.arrived()
        with pytest.raises(Busy):
            await second.arrived()
        assert len(await Body(Sender([b"x" * FREE]), FREE, BOUNDS, held).arrived()) == FREE
        waiting = large()
        third = asyncio.create_task(waiting.arrived())
        await asyncio.sleep(0)
        assert not third.done()
        first.let_go()
        second.let_go()
        assert len(await third) == 4 * FREE
        waiting.let_go()

    asyncio.run(some())
    assert held.now == 0


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
