"""The server's asynchronous interface (ASGI) in front of Django's synchronous one (WSGI)."""

from __future__ import annotations

import asyncio
import logging
import sys
from collections.abc import Awaitable, Callable, Iterable, Mapping
from concurrent.futures import ThreadPoolExecutor
from io import BytesIO, RawIOBase
from typing import Any
from urllib.parse import unquote_to_bytes

from django.core.exceptions import RequestDataTooBig

from binhyen.config.arriving import Body, Bounds, Gone, Held, Receive, TooLarge
from binhyen.foundation.arrival import NOT_ARRIVED
from binhyen.foundation.errors import DomainError

Scope = Mapping[str, Any]
Send = Callable[[Mapping[str, Any]], Awaitable[None]]
Headers = list[tuple[str, str]]
Wsgi = Callable[[dict[str, Any], Any], Iterable[bytes]]
Answer = tuple[int, list[tuple[bytes, bytes]], bytes]

_log = logging.getLogger(__name__)
_CLOSES = (b"connection", b"close")

_ALWAYS: Mapping[str, Any] = {
    "SCRIPT_NAME": "",
    "wsgi.version": (1, 0),
    "wsgi.errors": sys.stderr,
    "wsgi.multithread": True,
    "wsgi.multiprocess": True,
    "wsgi.run_once": False,
}


class TooMuch(RawIOBase):
    """What Django reads from in place of a body beyond the bounds: whoever reads it refuses the request as too large."""

    def read(self, size: int = -1) -> bytes:
        """Never gives anything."""
        raise RequestDataTooBig("the body is larger than any page takes")

    def readline(self, size: int | None = -1) -> bytes:
        """Never gives anything."""
        return self.read()


class Answering:
    """An ASGI application: waits for the body without holding a thread, then lets one of ``threads`` lasting ones answer.

    The threads last because each keeps its connection to the database with what was prepared there. An answer is put
    together before it is sent, so that who reads it slowly holds no thread either.
    """

    def __init__(self, application: Wsgi, bounds: Callable[[str], Bounds], *, threads: int) -> None:
        self._application, self._bounds = application, bounds
        self._threads = ThreadPoolExecutor(threads, thread_name_prefix="answering")
        self.held = Held()

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer one request."""
        headers = dict(scope["headers"])
        announced = None if b"transfer-encoding" in headers else int(headers.get(b"content-length", b"0"))
        bounds = self._bounds(scope["path"])
        body = Body(receive, announced, bounds, self.held)
        try:
            given = await _input(body, bounds) if announced != 0 else {"wsgi.input": BytesIO()}
        except Gone:
            status, told, content = 400, [_CLOSES], b""
        else:
            work = asyncio.get_running_loop().run_in_executor(self._threads, _answered, self._application, scope, given)
            work.add_done_callback(lambda _: body.let_go())  # the thread goes on where this task is given up
            status, told, content = await asyncio.shield(work)
        await send({"type": "http.response.start", "status": status, "headers": told})
        await send({"type": "http.response.body", "body": content, "more_body": False})


async def _input(body: Body, bounds: Bounds) -> dict[str, Any]:
    """What the environment says of a body: its bytes and their number, or why there are none."""
    try:
        content = await body.arrived()
    except TooLarge:
        length = body.announced or bounds.largest + 1
        return {"wsgi.input": TooMuch(), "CONTENT_LENGTH": str(length)}
    except DomainError as refusal:
        return {"wsgi.input": TooMuch(), NOT_ARRIVED: refusal}
    return {"wsgi.input": content, "CONTENT_LENGTH": str(body.size)}


def _answered(application: Wsgi, scope: Scope, given: Mapping[str, Any]) -> Answer:
    """Status, headers and content of the application's answer, in a thread of its own; 500 where it fails to make one."""
    try:
        return _answer(application, {**environment(scope), **given})
    except Exception:  # noqa: BLE001 (nobody else would say so)
        _log.exception("no answer to %s %s", scope["method"], scope["path"])
        return 500, [_CLOSES], b""
    finally:
        given["wsgi.input"].close()


def _answer(application: Wsgi, environ: dict[str, Any]) -> Answer:
    started: list[tuple[str, Headers]] = []

    def start(status: str, headers: Headers, exc_info: object = None) -> None:
        started[:] = [(status, headers)]

    answer = application(environ, start)
    try:
        content = b"".join(answer)
    finally:
        close = getattr(answer, "close", None)
        if close is not None:
            close()
    status, headers = started[0]
    told = [(name.encode("latin-1"), value.encode("latin-1")) for name, value in headers]
    if isinstance(environ["wsgi.input"], TooMuch):
        told.append(_CLOSES)
    return int(status[:3]), told, content


def environment(scope: Scope) -> dict[str, Any]:
    """The request as WSGI names it (PEP 3333); bytes stand as Latin-1.

    A header whose name has an underline is left out: it would pass for the one with a dash that a proxy sets.
    """
    server, client = scope.get("server") or ("localhost", "80"), scope.get("client") or ("", "")
    found = {
        **_ALWAYS,
        "REQUEST_METHOD": scope["method"],
        "PATH_INFO": unquote_to_bytes(scope["raw_path"]).decode("latin-1"),
        "QUERY_STRING": scope["query_string"].decode("latin-1"),
        "SERVER_PROTOCOL": f"HTTP/{scope['http_version']}",
        "SERVER_NAME": str(server[0]),
        "SERVER_PORT": str(server[1]),
        "REMOTE_ADDR": str(client[0]),
        "wsgi.url_scheme": scope["scheme"],
    }
    for name, value in scope["headers"]:
        if b"_" in name:
            continue
        key, text = name.decode("latin-1").upper().replace("-", "_"), value.decode("latin-1")
        if key in ("CONTENT_TYPE", "CONTENT_LENGTH"):
            found.setdefault(key, text)
            continue
        key = f"HTTP_{key}"
        found[key] = text if key not in found else f"{found[key]}{'; ' if key == 'HTTP_COOKIE' else ','}{text}"
    return found
