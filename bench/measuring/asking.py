"""A small asynchronous HTTP/1.1 client for load over loopback: kept connections, JSON, retries of calls that may be repeated."""

from __future__ import annotations

import asyncio
import json
from dataclasses import dataclass
from typing import Any
from urllib.parse import urlsplit


@dataclass(frozen=True)
class Answer:
    """Status and body of one answer; ``tries`` is how often it was asked."""

    status: int
    body: Any
    tries: int


class Unanswered(Exception):
    """No answer after all tries."""


class Asking:
    """At most ``connections`` requests at once to one server, each on a kept connection."""

    def __init__(self, url: str, connections: int) -> None:
        parts = urlsplit(url)
        self._host, self._port = parts.hostname or "127.0.0.1", parts.port or 80
        self._free: list[tuple[asyncio.StreamReader, asyncio.StreamWriter]] = []
        self._turn = asyncio.Semaphore(connections)

    async def ask(
        self, method: str, path: str, key: str, body: Any = None, *, once: str = "", tries: int = 1
    ) -> Answer:
        """Ask with the bearer ``key``. With ``once`` (an idempotency key) a broken connection is tried again."""
        payload = b"" if body is None else json.dumps(body, separators=(",", ":")).encode()
        head = (
            f"{method} {path} HTTP/1.1\r\nHost: {self._host}:{self._port}\r\nAuthorization: Bearer {key}\r\n"
            f"Content-Type: application/json\r\nContent-Length: {len(payload)}\r\n"
            + (f"Idempotency-Key: {once}\r\n" if once else "")
            + "\r\n"
        ).encode()
        async with self._turn:
            why: Exception | None = None
            for attempt in range(1, tries + 1):
                try:
                    return await self._once(head + payload, attempt)
                except (OSError, asyncio.IncompleteReadError, asyncio.LimitOverrunError, ValueError) as error:
                    why = error
                    if attempt < tries:
                        await asyncio.sleep(min(0.1 * 2**attempt, 2))
        raise Unanswered(f"{method} {path}: {why!r}")

    async def _once(self, request: bytes, attempt: int) -> Answer:
        kept = bool(self._free)
        reader, writer = self._free.pop() if kept else await asyncio.open_connection(self._host, self._port)
        try:
            writer.write(request)
            status, body, keep = await _answer(reader)
        except BaseException:
            writer.close()
            raise
        if keep:
            self._free.append((reader, writer))
        else:
            writer.close()
        return Answer(status, body, attempt)

    def close(self) -> None:
        """Close the kept connections."""
        for _, writer in self._free:
            writer.close()
        self._free.clear()


async def _answer(reader: asyncio.StreamReader) -> tuple[int, Any, bool]:
    head = (await reader.readuntil(b"\r\n\r\n")).decode("latin-1").split("\r\n")
    status = int(head[0].split(" ", 2)[1])
    fields = {name.lower(): value.strip() for name, _, value in (line.partition(":") for line in head[1:] if line)}
    if fields.get("transfer-encoding") == "chunked":
        raw = b""
        while size := int((await reader.readline()).strip() or b"0", 16):
            raw += (await reader.readexactly(size + 2))[:-2]
        await reader.readline()
    else:
        raw = await reader.readexactly(int(fields.get("content-length", "0")))
    body = json.loads(raw) if raw and "json" in fields.get("content-type", "") else raw.decode("utf-8", "replace")
    return status, body, fields.get("connection", "").lower() != "close"
