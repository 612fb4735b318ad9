"""A body that comes slowly, in pieces or without an end holds nobody: it arrives in whole before a thread works on its request."""

from __future__ import annotations

import json
import os
import shutil
import signal
import socket
from collections.abc import Callable, Iterator
from contextlib import ExitStack
from http.client import HTTPConnection, HTTPResponse
from pathlib import Path
from urllib.request import urlopen

import pytest

from tests.figures.test_concurrency import run
from tests.processes import Server, environment, start

STALLED = 8  # twice as many as there are threads
PATIENCE = 60

Sent = Callable[..., socket.socket]


@pytest.fixture(scope="module")
def server(ready_data: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    folder = tmp_path_factory.mktemp("slow") / "var"
    shutil.copytree(ready_data, folder)
    with start(folder) as running:
        yield running


@pytest.fixture(scope="module")
def key(server: Server) -> str:
    """A right key of a program."""
    told = run("tests.api.submitting", environment(server.folder), "0")
    return str(json.loads(told.splitlines()[-1])["keys"]["lan"])


@pytest.fixture
def sent(server: Server) -> Iterator[Sent]:
    """Head and beginning of a POST, and its open connection: ``sent("/dang-nhap/", length=100_000)``."""
    with ExitStack() as stack:

        def begin(
            path: str, kind: str = "application/x-www-form-urlencoded", *, length: int | None, key: str = "none",
            body: bytes = b"a", method: str = "POST",
        ) -> socket.socket:  # fmt: skip
            open_one = stack.enter_context(socket.create_connection(address(server), timeout=PATIENCE))
            size = "Transfer-Encoding: chunked" if length is None else f"Content-Length: {length}"
            head = f"{method} {path} HTTP/1.1\r\nHost: 127.0.0.1\r\nAuthorization: Bearer {key}\r\n"
            open_one.sendall(
                f"{head}Idempotency-Key: k-12345678\r\nContent-Type: {kind}\r\n{size}\r\n\r\n".encode() + body
            )
            return open_one

        yield begin


def address(server: Server) -> tuple[str, int]:
    return "127.0.0.1", int(server.url.rpartition(":")[2])


def answer(connection: socket.socket) -> tuple[HTTPResponse, str]:
    response = HTTPResponse(connection)
    response.begin()
    return response, response.read().decode()


def test_stalled_bodies_hold_nobody_and_are_told_so(server: Server, key: str, sent: Sent) -> None:
    calls = [sent("/api/v1/submissions", "application/json", length=100_000, key=key) for _ in range(STALLED)]
    pages = [sent("/dang-nhap/", length=100_000) for _ in range(STALLED)]
    with urlopen(f"{server.url}/dang-nhap/", timeout=PATIENCE) as page:
        assert "Đăng nhập" in page.read().decode()
    connection = HTTPConnection(*address(server), timeout=PATIENCE)
    connection.request("GET", "/api/v1/me", headers={"Authorization": f"Bearer {key}"})
    assert connection.getresponse().status == 200
    for call in calls:
        told, body = answer(call)
        problem = json.loads(body)
        kind = told.getheader("Content-Type")
        assert (told.status, kind, told.getheader("Connection")) == (408, "application/problem+json", "close")
        assert (problem["type"], problem["status"]) == ("foundation.stalled", 408)
        assert "quá chậm" in problem["detail"]
    for page in pages:
        told, body = answer(page)
        assert (told.status, told.getheader("Connection")) == (408, "close")
        assert "Nội dung gửi lên đến quá chậm" in body
        assert "default-src 'none'" in str(told.getheader("Content-Security-Policy"))


def test_a_gigabyte_is_refused_before_it_is_sent(sent: Sent) -> None:
    page = answer(sent("/dang-nhap/", length=10**9))
    assert page[0].status == 413
    assert "20 MB" in page[1]
    file = answer(sent("/dang-nhap/", "multipart/form-data; boundary=x", length=10**9))
    assert file[0].status == 413
    call = answer(sent("/api/v1/submissions", "application/json", length=10**9))
    assert (call[0].status, json.loads(call[1])["type"]) == (413, "api.too_large")


def test_pieces_without_a_length_are_refused_beyond_the_bound(sent: Sent) -> None:
    connection = sent("/api/v1/submissions", "application/json", length=None, body=b"")
    megabyte = b"%x\r\n%b\r\n" % (2**20, b" " * 2**20)
    connection.sendall(megabyte * 2 + b"1\r\n \r\n")
    told, body = answer(connection)
    assert (told.status, json.loads(body)["type"]) == (413, "api.too_large")


def test_pieces_without_a_length_are_read_as_any_body(key: str, sent: Sent) -> None:
    pieces = b'5\r\n{"for\r\n8\r\nm": 1}  \r\n0\r\n\r\n'
    told, body = answer(sent("/api/v1/submissions", "application/json", length=None, key=key, body=pieces))
    assert (told.status, json.loads(body)["type"]) == (422, "api.schema")


def test_a_stop_lets_a_body_that_is_on_its_way_arrive_and_answers_it(ready_data: Path, tmp_path: Path) -> None:
    folder = tmp_path / "var"
    shutil.copytree(ready_data, folder)
    with start(folder) as running, socket.create_connection(address(running), timeout=PATIENCE) as late:
        late.sendall(b"POST /api/v1/submissions HTTP/1.1\r\nHost: 127.0.0.1\r\nContent-Type: application/json\r\n")
        late.sendall(b"Content-Length: 2\r\n\r\n{")
        with urlopen(f"{running.url}/healthz", timeout=PATIENCE) as page:  # by now the server has read the head above
            assert page.read() == b"ok"
        os.kill(running.pid, signal.SIGTERM)
        late.sendall(b"}")
        assert answer(late)[0].status == 401
        assert os.waitpid(running.pid, 0)[1] == 0
