"""What is left of a request that was answered."""

import gc
import tracemalloc
from io import BytesIO
from typing import Any

import pytest

from binhyen.config.answering import environment
from binhyen.config.handling import Handler

MEGABYTE = 2**20


@pytest.mark.django_db
def test_a_body_is_gone_once_it_is_answered_without_the_collector() -> None:
    scope: dict[str, Any] = {
        "type": "http", "method": "POST", "http_version": "1.1", "scheme": "http", "raw_path": b"/dang-nhap/",
        "query_string": b"", "headers": [(b"host", b"127.0.0.1"), (b"content-type", b"application/x-www-form-urlencoded")],
    }  # fmt: skip
    handler: Any = Handler()
    answers: list[str] = []

    def answered() -> None:
        body = BytesIO(b"x" * MEGABYTE)
        environ = {**environment(scope), "wsgi.input": body, "CONTENT_LENGTH": str(MEGABYTE)}
        answer = handler(environ, lambda status, headers: answers.append(status))
        b"".join(answer)
        answer.close()

    answered()
    gc.collect()
    gc.disable()
    tracemalloc.start()
    try:
        for _ in range(3):
            answered()
        assert tracemalloc.get_traced_memory()[0] < MEGABYTE
        assert tracemalloc.get_traced_memory()[1] > MEGABYTE
    finally:
        tracemalloc.stop()
        gc.enable()
    assert answers == ["403 Forbidden"] * 4
