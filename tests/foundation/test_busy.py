"""A database that others keep busy is no fault: it is told as such on both doors over HTTP."""

from __future__ import annotations

import pytest
from django.db import OperationalError
from django.test import RequestFactory

from binhyen.api.problems import failed
from binhyen.foundation.busy import busy
from binhyen.web.refusals import RefusalMiddleware

LOCKED = OperationalError("database is locked")


class Deadlock(Exception):
    sqlstate = "40P01"


def deadlock() -> OperationalError:
    error = OperationalError("deadlock detected")
    error.__cause__ = Deadlock()
    return error


@pytest.mark.parametrize("error", [LOCKED, deadlock()])
def test_both_doors_say_busy_and_when_to_try_again(error: OperationalError) -> None:
    request = RequestFactory().post("/", HTTP_HX_REQUEST="true")
    page = RefusalMiddleware(lambda _: pytest.fail("not asked")).process_exception(request, error)
    assert page is not None
    program = failed(request, error)
    for answer in (page, program):
        assert (answer.status_code, answer["Retry-After"]) == (503, "2")
        assert "chưa được lưu" in answer.content.decode()


def test_any_other_fault_of_the_database_stays_one() -> None:
    broken = OperationalError("no such table: x")
    assert busy(broken) is None
    assert busy(ValueError("database is locked")) is None
    request = RequestFactory().get("/")
    assert RefusalMiddleware(lambda _: pytest.fail("not asked")).process_exception(request, broken) is None
    with pytest.raises(OperationalError):
        failed(request, broken)
