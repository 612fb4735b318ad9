"""What no request may hold: refused with a problem document, in words, and never an error of the server."""

from __future__ import annotations

import json
from collections.abc import Callable
from datetime import date, datetime
from typing import Any

import pytest

from binhyen.figures.actions import close_period
from binhyen.figures.models import DraftCell, Period, Submission
from binhyen.foundation.arrival import NOT_ARRIVED
from binhyen.foundation.errors import Busy, Stalled
from binhyen.organisation.actions import record_failure
from tests.api.conftest import MAY, Program, begun
from tests.api.merging import merged
from tests.cast import Cast

Programs = Callable[..., Program]


def problem(response: Any, status: int, code: str) -> dict[str, Any]:
    found: dict[str, Any] = json.loads(response.content)
    assert (response.status_code, found["type"]) == (status, code), found
    assert response["Content-Type"] == "application/problem+json"
    assert response["Cache-Control"] == "no-store"
    assert found["status"] == status
    assert found["title"]
    assert found["detail"]
    return found


@pytest.mark.parametrize(
    ("body", "status", "code"),
    [
        ("[" * 10_000 + "]" * 10_000, 400, "api.bad_json"),
        ('{"cells":' + "[" * 30 + "]" * 30 + "}", 400, "api.bad_json"),
        ('{"cells": [' + "1," * 60_000 + "1]}", 400, "api.bad_json"),
        ('{"cells": [], "cells": []}', 400, "api.bad_json"),
        ('{"cells": [{"line": "FRC04", "value": 75.05}]}', 400, "api.bad_json"),
        ('{"cells": [{"line": "FRC04", "value": 1.0e3}]}', 400, "api.bad_json"),
        ('{"cells": [{"line": "FRC04", "value": NaN}]}', 400, "api.bad_json"),
        ('{"cells": [{"line": "FRC04", "value": Infinity}]}', 400, "api.bad_json"),
        ('{"cells": [{"line": "FRC04", "value": 1e400}]}', 400, "api.bad_json"),
        ('{"cells": [{"line": "FRC04", "value": 75.5}]}', 400, "api.bad_json"),
        ('{"cells": [{"line": "FRC04", "value": 9223372036854775808}]}', 400, "api.bad_json"),
        ('{"cells": [{"line": "FRC04", "value": ' + "9" * 5000 + "}]}", 400, "api.bad_json"),
        ('{"cells": [{"line": "FRC04", "text": "\\u0000"}]}', 400, "api.bad_json"),
        ('{"cells": [{"line": "FRC04", "text": "\\ud800"}]}', 400, "api.bad_json"),
        (b'{"cells": [{"line": "\xff"}]}', 400, "api.bad_json"),
        ('{"cells": [{"line": "FRC04"', 400, "api.bad_json"),
        ("", 422, "api.schema"),
        ("[]", 422, "api.schema"),
        ('{"cells": []}', 422, "api.schema"),
        ('{"cells": [{"line": "FRC04", "vlaue": 3}]}', 422, "api.schema"),
        ('{"cells": [{"line": "FRC04", "value": true}]}', 422, "api.schema"),
        ('{"cells": [{"line": "FRC04", "value": -1}]}', 422, "api.schema"),
        ('{"cells": [{"line": "FRC04", "seen": "0"}]}', 422, "api.schema"),
        ('{"cells": [{"line": "FRC04", "value": "1.474.000"}]}', 422, "api.schema"),
        ('{"cells": [{"line": "FRC04", "value": 3, "text": "4"}]}', 422, "api.cells_refused"),
        ('{"cells": [{"line": "FRC04", "value": 3}, {"line": "FRC04", "value": 4}]}', 422, "api.cells_refused"),
        ('{"cells": [{"line": "FRC04", "kind": "perhaps"}]}', 422, "api.cells_refused"),
        ('{"cells": [{"line": "XYZ99", "value": 3}]}', 422, "api.cells_refused"),
        ('{"cells": [{"line": "FRC04[", "value": 3}]}', 422, "api.cells_refused"),
        ('{"cells": [{"line": "FRC04", "value": 1000000000000000}]}', 422, "api.cells_refused"),
    ],
)
def test_a_body_that_is_none_is_refused_and_nothing_is_stored(
    cast: Cast, program: Programs, body: str | bytes, status: int, code: str
) -> None:
    lan = program(cast.lan)
    number = begun(lan, cast.tan_an.uid)["id"]
    for path in (f"submissions/{number}/cells", f"submissions/{number}/cells?dry_run=true"):
        problem(lan.put(path, body), status, code)
    assert not DraftCell.objects.exists()


@pytest.mark.parametrize(
    "text", ["NaN", "Infinity", "1e400", "-0", "１２", "١٢", "1,474.5", "1.5", "1_000", "0x1F", "+5"]
)
def test_what_is_no_number_is_refused_by_its_cell(cast: Cast, program: Programs, text: str) -> None:
    lan = program(cast.lan)
    number = begun(lan, cast.tan_an.uid)["id"]
    told = lan.put(f"submissions/{number}/cells", {"cells": [{"line": "FRC04", "text": text}]})
    (wrong,) = problem(told, 422, "api.cells_refused")["findings"]
    assert (wrong["rule"], wrong["cell"]) == ("figures.cell_unreadable", "FRC04")


@pytest.mark.parametrize(
    ("given", "stored"),
    [
        ({"text": "1.474"}, 1474),
        ({"text": "1 474"}, 1474),
        ({"text": "1474"}, 1474),
        ({"value": 1474}, 1474),
        ({"value": "1474"}, 1474),
        ({"value": "0"}, 0),
    ],
)
def test_each_way_of_writing_has_one_meaning(cast: Cast, program: Programs, given: dict[str, Any], stored: int) -> None:
    lan = program(cast.lan)
    number = begun(lan, cast.tan_an.uid)["id"]
    assert lan.put(f"submissions/{number}/cells", {"cells": [{"line": "FRC04", **given}]}).status_code == 200
    assert DraftCell.objects.get().value == stored


def test_a_point_of_a_program_is_no_grouping(cast: Cast, program: Programs) -> None:
    lan = program(cast.lan)
    number = begun(lan, cast.tan_an.uid)["id"]
    told = lan.put(f"submissions/{number}/cells", {"cells": [{"line": "FRC04", "value": "1.474"}]})
    assert problem(told, 422, "api.cells_refused")["findings"][0]["rule"] == "figures.cell_unreadable"


def test_a_misspelt_parameter_does_not_store(cast: Cast, program: Programs) -> None:
    lan = program(cast.lan)
    number = begun(lan, cast.tan_an.uid)["id"]
    cells = {"cells": [{"line": "FRC04", "value": 3}]}
    for query in ("dryrun=true", "dry_run=true&dry_run=false", "dry_run=maybe"):
        problem(lan.put(f"submissions/{number}/cells?{query}", cells), 422, "api.schema")
    problem(lan.get("submissions", unti="x"), 422, "api.schema")
    assert not DraftCell.objects.exists()


def test_size_and_kind_are_looked_at_before_anything_is_read(cast: Cast, program: Programs) -> None:
    lan = program(cast.lan)
    number = begun(lan, cast.tan_an.uid)["id"]
    url = f"/api/v1/submissions/{number}/cells"
    headers = lan.headers() | {"Idempotency-Key": "khoa-lenh-1"}
    put = lan.client.generic
    problem(put("PUT", url, b"x" * (2 * 1024 * 1024 + 1), "application/json", headers=headers), 413, "api.too_large")
    problem(
        put("PUT", url, b"{}", "application/json", headers=headers, CONTENT_LENGTH="1000000000"), 413, "api.too_large"
    )
    problem(put("PUT", url, b"{}", "application/json", headers=headers, CONTENT_LENGTH="-5"), 413, "api.too_large")
    for kind in (
        "text/xml",
        "multipart/form-data; boundary=x",
        "application/x-www-form-urlencoded",
        "application/jsonp",
    ):
        problem(put("PUT", url, b"a=b", kind, headers=headers), 415, "api.wrong_type")
    assert (
        put("PUT", url, b'{"cells":[{"line":"FRC04"}]}', "application/json; charset=UTF-8", headers=headers).status_code
        == 200
    )


def test_a_body_that_did_not_arrive_is_a_problem_of_its_own(cast: Cast, program: Programs) -> None:
    lan = program(cast.lan)
    why: Any = {NOT_ARRIVED: Stalled("foundation.stalled")}
    told = lan.client.post("/api/v1/submissions", **why)
    assert "quá chậm" in problem(told, 408, "foundation.stalled")["detail"]
    why = {NOT_ARRIVED: Busy("foundation.no_room")}
    told = lan.client.post("/api/v1/submissions", **why)
    problem(told, 503, "foundation.no_room")
    assert told["Retry-After"] == "2"


def test_without_a_right_key_nothing_is_told(cast: Cast, program: Programs, now: datetime) -> None:
    lan = program(cast.lan)
    number = begun(lan, cast.tan_an.uid)["id"]
    for header in (
        "",
        "Bearer",
        "Bearer ",
        "Bearer bya_00",
        f"Basic {lan.secret}",
        f"Bearer {lan.secret}0",
        "Bearer é",
    ):
        told = lan.client.get(f"/api/v1/submissions/{number}", headers={"Authorization": header} if header else {})
        assert problem(told, 401, "api.unauthorised")["findings"] == []
        assert told["WWW-Authenticate"] == "Bearer"
    lan.client.force_login(cast.lan.user)
    problem(lan.client.get("/api/v1/me"), 401, "api.unauthorised")


def test_wrong_keys_are_slowed_down_and_a_right_one_is_not(cast: Cast, program: Programs, now: datetime) -> None:
    lan = program(cast.lan)
    for _ in range(10):
        record_failure("api|127.0.0.1", now=now)
    problem(lan.client.get("/api/v1/me", headers={"Authorization": "Bearer bya_0"}), 429, "api.locked")
    assert lan.get("me").status_code == 200


def test_a_key_that_only_reads_writes_nothing_but_may_rehearse(cast: Cast, program: Programs) -> None:
    number = begun(program(cast.lan), cast.tan_an.uid)["id"]
    reader = program(cast.lan, read_only=True)
    cells = {"cells": [{"line": "FRC04", "value": 3}]}
    problem(reader.put(f"submissions/{number}/cells", cells), 403, "api.read_only")
    problem(reader.post("submissions", {"form": "BC-THANG", "unit": cast.tan_an.uid, **MAY}), 403, "api.read_only")
    assert reader.put(f"submissions/{number}/cells?dry_run=true", cells).json()["stored"] is False
    assert not DraftCell.objects.exists()


def test_addresses_that_are_none_answer_with_a_problem_too(cast: Cast, program: Programs) -> None:
    lan = program(cast.lan)
    problem(lan.get("nothing"), 404, "api.not_found")
    problem(lan.get("submissions/99999999999999999999999"), 404, "api.not_found")
    problem(lan.get("units/%00"), 400, "api.bad_request")
    problem(lan.get("forms/BC-THANG", on="2026-02-30"), 422, "api.schema")
    problem(lan.get("units", on="9999-12-31"), 422, "api.schema")
    problem(lan.get("submissions", period="2026-05-31_2026-05-01"), 422, "foundation.span_reversed")
    told = lan.client.delete("/api/v1/me", headers=lan.headers())
    problem(told, 405, "api.method_not_allowed")
    assert told["Allow"] == "GET"


@pytest.mark.parametrize(
    ("unit", "form", "period", "code"),
    [
        ("tan_an", "BC-THANG", ("2027-01-01", "2027-01-31"), "figures.period_future"),
        ("tan_an", "BC-THANG", ("2026-05-01", "2026-05-30"), "figures.period_not_of_form"),
        ("tan_an", "BC-NAM-KHAC", ("2026-05-01", "2026-05-31"), "figures.form_unknown"),
        ("tan_an", "BC-THANG", ("2019-05-01", "2019-05-31"), "figures.unit_not_valid"),
        ("province", "BC-THANG", ("2026-05-01", "2026-05-31"), "figures.form_not_assigned"),
    ],
)
def test_what_is_not_owed_is_refused_by_the_rule_of_every_door(
    cast: Cast, program: Programs, unit: str, form: str, period: tuple[str, str], code: str
) -> None:
    actor = cast.lan if unit == "tan_an" else cast.minh
    body = {"form": form, "unit": getattr(cast, unit).uid, "starts_on": period[0], "ends_on": period[1]}
    told = program(actor).post("submissions", body)
    problem(told, 404 if code == "figures.form_unknown" else 422, code)
    assert not Submission.objects.exists()


def test_a_unit_that_is_gone_or_not_yet_there_reports_nothing(cast: Cast, program: Programs, now: datetime) -> None:
    new, khanh = merged(cast, date(2026, 7, 1), now)
    heir = program(khanh)
    early = {"form": "BC-THANG", "unit": new.uid, **MAY}
    problem(heir.post("submissions", early), 422, "figures.unit_not_valid")
    late = {"form": "BC-THANG", "unit": cast.tan_an.uid, "starts_on": "2026-08-01", "ends_on": "2026-08-31"}
    problem(heir.post("submissions", late), 422, "figures.unit_not_valid")
    assert heir.post("submissions", late | MAY).status_code == 200
    problem(heir.get(f"units/{new.uid}", on="2026-05-31"), 422, "organisation.unit_not_valid")


def test_a_closed_period_is_refused_by_its_rule(cast: Cast, program: Programs, now: datetime) -> None:
    lan = program(cast.lan)
    number = begun(lan, cast.tan_an.uid)["id"]
    period = Period.objects.get(starts_on=MAY["starts_on"], ends_on=MAY["ends_on"])
    close_period(form_code="BC-THANG", province=cast.province, period=period, actor=cast.minh, now=now)
    cells = {"cells": [{"line": "FRC04", "value": 3}]}
    problem(lan.put(f"submissions/{number}/cells", cells), 409, "figures.period_closed")
    problem(lan.put(f"submissions/{number}/cells?dry_run=true", cells), 409, "figures.period_closed")
    problem(lan.post("submissions", {"form": "BC-THANG", "unit": cast.tan_an.uid, **MAY}), 409, "figures.period_closed")
    assert lan.get(f"submissions/{number}").json()["closed"] is True
