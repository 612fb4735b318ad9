"""No parameter, header or role skips a check, a lock or the audit (F7): the description is searched, and every act is tried with all."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from datetime import datetime
from typing import Any

import pytest

from binhyen.api.urls import description
from binhyen.figures.actions import close_period
from binhyen.figures.models import CellVersion, DraftCell, Period, Step, Submission
from binhyen.foundation.models import AuditEntry
from tests.api.conftest import Program, a_month, begun
from tests.cast import Cast

Programs = Callable[..., Program]
SKIPPING = re.compile(
    r"skip|force|override|bypass|ignore|silent|audit|unlock|impersonat|sudo|as_?user|on_behalf|role|admin|trust|no_?check"
)
HEADERS = {
    "X-Skip-Audit": "true", "X-Audit": "off", "X-No-Log": "1", "X-Force": "true", "X-Override": "true", "X-Admin": "true",
    "X-Role": "administrator", "X-Post": "1", "X-User": "admin", "X-Impersonate": "admin", "X-Forwarded-User": "admin",
    "Remote-User": "admin", "X-Original-URL": "/api/v1/me", "X-Rewrite-URL": "/api/v1/me", "X-HTTP-Method-Override": "GET",
    "X-Method-Override": "GET", "X-Forwarded-For": "127.0.0.1", "X-Debug": "true", "Prefer": "handling=lenient",
    "X-Validation": "off", "X-Opened": "true", "X-Requested-With": "XMLHttpRequest",
}  # fmt: skip
PARAMETERS = (
    "skip_audit",
    "force",
    "override",
    "audit",
    "as",
    "role",
    "opened",
    "unlock",
    "validate",
    "debug",
    "_method",
)


class Insistent(Program):
    """A program that says in every header that it may do anything."""

    def headers(self) -> dict[str, str]:
        return {**HEADERS, **super().headers()}


def insistent(them: Program) -> Insistent:
    return Insistent(them.secret, them.client)


def test_the_description_names_nothing_that_skips_anything() -> None:
    def names(node: Any) -> Iterator[str]:
        if isinstance(node, dict):
            if isinstance(node.get("name"), str) and "in" in node:
                yield node["name"]
            yield from node.get("properties", {})
            for below in node.values():
                yield from names(below)
        elif isinstance(node, list):
            for below in node:
                yield from names(below)

    whole = description()
    found = set(names(whole))
    assert {"dry_run", "Idempotency-Key", "cells"} <= found
    assert {name for name in found if SKIPPING.search(name.lower())} <= {"role"}  # what ``me`` says of the caller
    taken = {name for path in whole["paths"].values() for one in path.values() for name in asked(one, whole)}
    assert "cells" in taken
    assert "role" not in taken


def asked(operation: dict[str, Any], whole: dict[str, Any]) -> set[str]:
    """The names of what an operation takes."""
    body = operation.get("requestBody", {}).get("content", {}).get("application/json", {}).get("schema", {})
    schema = whole["components"]["schemas"].get(str(body.get("$ref", "")).rpartition("/")[2], body)
    return {one["name"] for one in operation.get("parameters", [])} | set(schema.get("properties", {}))


def test_with_every_such_header_each_act_is_checked_audited_and_refused_as_without(
    cast: Cast, program: Programs
) -> None:
    lan, binh, minh, nam = (insistent(program(one)) for one in (cast.lan, cast.binh, cast.minh, cast.nam))
    number = begun(lan, cast.tan_an.uid)["id"]
    path = f"submissions/{number}"
    assert lan.post(f"{path}/present", {}).status_code == 422  # the checks
    assert lan.put(f"{path}/cells", {"cells": a_month()}).status_code == 200
    for them, act in ((lan, "submit"), (lan, "approve"), (binh, "present"), (minh, "submit")):
        assert them.post(f"{path}/{act}", {}).status_code in (403, 409), act
    assert lan.post(f"{path}/present", {}).status_code == 200
    assert binh.post(f"{path}/submit", {}).json()["type"] == "figures.not_opened"
    assert binh.get(path).status_code == 200
    assert binh.post(f"{path}/submit", {}).status_code == 200
    assert minh.post(f"{path}/approve", {}).json()["type"] == "figures.not_opened"
    assert nam.get(path).status_code == 200
    assert nam.post(f"{path}/approve", {}).status_code == 200
    entries = AuditEntry.objects.filter(object__startswith="submission:").order_by("seq").values_list("verb", flat=True)
    assert list(entries) == ["figures.present", "figures.submit", "figures.approve"]
    assert [step.verb for step in Step.objects.order_by("seq")] == ["present", "submit", "approve"]


@pytest.mark.parametrize("name", PARAMETERS)
def test_with_any_such_parameter_or_field_nothing_is_done(cast: Cast, program: Programs, name: str) -> None:
    lan = program(cast.lan)
    number = begun(lan, cast.tan_an.uid)["id"]
    before = AuditEntry.objects.count()
    for path, body in ((f"submissions/{number}/present", {}), (f"submissions/{number}/cells", {"cells": a_month()})):
        method = "PUT" if body else "POST"
        assert lan.send(method, f"{path}?{name}=true", body).status_code == 422, name
        assert lan.send(method, path, {**body, name: True}).status_code == 422, name
    assert (AuditEntry.objects.count(), DraftCell.objects.count(), Step.objects.count()) == (before, 0, 0)


def test_a_closed_period_stays_closed_for_every_role(cast: Cast, program: Programs, now: datetime) -> None:
    lan = program(cast.lan)
    number = begun(lan, cast.tan_an.uid)["id"]
    period = Period.objects.get()
    close_period(form_code="BC-THANG", province=cast.province, period=period, actor=cast.minh, now=now)
    for actor in (cast.lan, cast.binh, cast.minh, cast.nam, cast.admin):
        them = insistent(program(actor))
        for method, act, body in (
            ("PUT", "cells", {"cells": a_month()}), ("POST", "present", {}), ("POST", "submit", {}), ("POST", "approve", {}),
        ):  # fmt: skip
            told = them.send(method, f"submissions/{number}/{act}", body)
            assert told.status_code in (403, 404, 409, 422), (actor.user.username, act)
    assert not DraftCell.objects.exists()
    assert not CellVersion.objects.exists()
    assert Submission.objects.get().stage == "draft"
