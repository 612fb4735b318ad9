"""What programs read: paged, with a constant number of questions, small numbers hidden as on the pages, no people."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from datetime import UTC, date, datetime
from typing import Any

import pytest
from django.urls import get_resolver
from django.utils import timezone

from binhyen.api.urls import description
from binhyen.collection.actions import Haste, ask_quickly
from binhyen.figures.actions import save_cells, send_back
from binhyen.figures.models import Indicator
from binhyen.figures.rules import periods
from binhyen.foundation.span import Span
from tests.api.conftest import Program, a_month, begun
from tests.architecture.test_scope_wall import PERSONAL, forbidden_in_name
from tests.cast import Cast, approved, entered, key, month_cells, number
from tests.conftest import NOW
from tests.figures.test_query_counts import questions

Programs = Callable[..., Program]
MONTHS = periods.cut("month", Span(date(2026, 1, 1), date(2026, 6, 30)))


def test_lists_come_in_parts_that_make_up_the_whole(cast: Cast, program: Programs) -> None:
    lan = program(cast.lan)
    whole = lan.get("indicators", limit=500).json()
    parts = [lan.get("indicators", limit=100, offset=at).json() for at in range(0, whole["count"], 100)]
    assert [one for part in parts for one in part["items"]] == whole["items"]
    assert whole["count"] == len(whole["items"]) > 200
    assert lan.get("indicators", limit=501).status_code == 422


def test_more_reports_and_more_cells_ask_no_more_questions(cast: Cast, program: Programs, now: datetime) -> None:
    minh, lan = program(cast.minh), program(cast.lan)
    entered(cast, cast.tan_an, MONTHS[0], {}, now)
    few, many = {}, {}
    asked: dict[str, Callable[[], Any]] = {
        "submissions": lambda: minh.get("submissions"),
        "obligations": lambda: minh.get("obligations", on="2026-04-30"),
        "units": lambda: minh.get("units"),
        "totals": lambda: minh.get("totals", lines="FRC04", period="2026-01-01_2026-06-30"),
    }
    minh.get("me")
    for name, ask in asked.items():
        few[name] = questions(ask)
    for unit in (cast.tan_an, cast.tan_binh, cast.tan_cuong):
        for span in MONTHS[1:4]:
            approved(cast, unit, span, month_cells(), now)
    for name, ask in asked.items():
        many[name] = questions(ask)
    assert {name: (few[name], n) for name, n in many.items() if n > few[name] + 2} == {}
    reports = {one["period"]["starts_on"]: one["id"] for one in lan.get("submissions").json()["items"]}
    number = reports["2026-01-01"]
    one = {"cells": a_month()[:1]}
    rest = {"cells": a_month()[1:]}
    lan.put(f"submissions/{number}/cells?dry_run=true", one)
    path = f"submissions/{number}/cells"
    assert questions(lambda: lan.put(path, one)) >= questions(lambda: lan.put(path, rest))


def test_small_numbers_are_hidden_from_who_reads_from_outside(cast: Cast, program: Programs, now: datetime) -> None:
    Indicator.objects.filter(code="MED03").update(sensitive=True)
    report = approved(cast, cast.tan_an, MONTHS[4], month_cells(accepted=3), now)
    quan, minh = program(cast.quan), program(cast.minh)

    def cell(them: Program) -> dict[str, Any]:
        cells = them.get(f"submissions/{report.pk}").json()["cells"]
        return next(one for one in cells if one["line"] == "MED03")

    assert (cell(minh)["value"], cell(minh)["hidden"]) == ("3", False)
    assert (cell(quan)["value"], cell(quan)["hidden"], "3" in cell(quan)["text"]) == (None, True, False)
    for unit in (cast.province.uid, cast.tan_an.uid):
        asked = {"unit": unit, "lines": "MED03,FRC04", "period": "2026-05-01_2026-05-31"}
        hidden, open_ = quan.get("totals", **asked).json()["totals"]
        assert (hidden["value"], hidden["hidden"]) == (None, True)
        assert (open_["value"], open_["hidden"]) == ("30", False)
        assert minh.get("totals", **asked).json()["totals"][0]["value"] == "3"


def test_who_reads_from_outside_sees_nothing_of_a_report_that_came_back_after_its_approval(
    cast: Cast, program: Programs, now: datetime
) -> None:
    report = approved(cast, cast.tan_an, MONTHS[4], month_cells(patrols=30), now)
    send_back(report, cells=[key("FRC04")], reason="Rà lại sổ", due_on=now.date(), actor=cast.minh, now=now)
    seen = {key("FRC04"): report.drafts.get(indicator__code="FRC04").seen_version}
    save_cells(report, {key("FRC04"): number(77)}, seen=seen, actor=cast.lan, now=now)
    quan, minh = program(cast.quan), program(cast.minh)

    def told(them: Program) -> tuple[Any, ...]:
        whole = them.get(f"submissions/{report.pk}").json()
        (row,) = them.get("submissions").json()["items"]
        value = next(one["value"] for one in whole["cells"] if one["line"] == "FRC04")
        heads = [(one["stage"], one["reason"], one["due_on"]) for one in (whole, row)]
        return value, *heads

    assert told(quan) == ("30", ("approved", "", None), ("approved", "", None))
    back = ("sent_back", "Rà lại sổ", now.date().isoformat())
    assert told(minh) == ("77", back, back)
    counts = [quan.get("submissions", stage=stage).json()["count"] for stage in ("sent_back", "approved")]
    assert counts == [0, 1]


def test_totals_count_what_was_approved_and_say_how_much_of_it_is_there(
    cast: Cast, program: Programs, now: datetime
) -> None:
    for unit in (cast.tan_an, cast.tan_binh):
        approved(cast, unit, MONTHS[4], month_cells(patrols=30), now)
    entered(cast, cast.tan_cuong, MONTHS[4], month_cells(), now)
    minh = program(cast.minh)
    (row,) = minh.get("totals", lines="FRC04", period="2026-05-01_2026-05-31").json()["totals"]
    assert (row["value"], row["reported"], row["expected"], row["sum_class"]) == ("60", 2, 3, "exact")
    (none,) = minh.get("totals", lines="FRC04", period="2026-04-01_2026-04-30").json()["totals"]
    assert (none["value"], none["reported"], none["expected"]) == (None, 0, 3)
    for lines, code in (("XYZ99", "figures.indicator_unknown"), ("MED07", "analytics.not_additive")):
        told = minh.get("totals", lines=lines, period="2026-05-01_2026-05-31")
        assert (told.status_code, json.loads(told.content)["type"]) == (422, code)
    long = minh.get("totals", lines="FRC04", period="1900-01-01_2099-12-31")
    assert json.loads(long.content)["type"] == "api.span_too_long"


def test_what_a_unit_owes_comes_with_its_deadline_and_state(cast: Cast, program: Programs) -> None:
    lan = program(cast.lan)
    begun(lan, cast.tan_an.uid)
    (month,) = lan.get("obligations", on="2026-05-31").json()["items"]
    assert (month["unit"], month["form"], month["stage"]) == (cast.tan_an.uid, "BC-THANG", "draft")
    assert {one["unit"] for one in program(cast.minh).get("obligations", on="2026-06-30").json()["items"]} == {
        cast.tan_an.uid, cast.tan_binh.uid, cast.tan_cuong.uid,
    }  # fmt: skip
    assert lan.get("obligations", unit=cast.tan_binh.uid).status_code == 404


def test_without_a_day_it_is_the_newest_that_has_come_today_included(
    cast: Cast, program: Programs, monkeypatch: pytest.MonkeyPatch
) -> None:
    lan = program(cast.lan)

    def told(**parameters: str) -> tuple[str | None, set[str]]:
        answer = lan.get("obligations", **parameters).json()
        return answer["on"], {one["form"] for one in answer["items"]}

    assert told() == ("2026-10-31", {"BC-THANG"})
    today = Span(date(2026, 11, 1), date(2026, 11, 20))
    due = datetime(2026, 11, 20, 8, tzinfo=UTC)
    ask_quickly(Haste("Số liệu nhanh", ("COM04",), today, due), actor=cast.minh, now=NOW)
    on, forms = told()
    assert on == "2026-11-20"
    assert len(forms) == 1
    assert told(form="BC-THANG") == ("2026-10-31", {"BC-THANG"})
    assert told(form="BC-KHONG") == (None, set())
    in_viet_nam_the_thirtieth = datetime(2026, 11, 29, 18, tzinfo=UTC)
    monkeypatch.setattr(timezone, "now", lambda: in_viet_nam_the_thirtieth)
    assert told() == ("2026-11-30", {"BC-THANG"})


@pytest.mark.usefixtures("db")
def test_no_operation_field_or_parameter_is_about_people() -> None:
    def names(node: Any) -> Iterator[str]:
        if isinstance(node, dict):
            for name, inner in node.items():
                yield str(name)
                yield from names(inner)
        elif isinstance(node, list):
            for inner in node:
                yield from names(inner)

    found = set(names(description()))
    assert len(found) > 100
    assert {name for name in found if forbidden_in_name(name) or name in PERSONAL} == set()
    assert found & {"user", "username", "holder", "by_user"} == set()
    paths = [path for path in description()["paths"] if any(word in path for word in ("user", "people", "post"))]
    assert paths == []


def test_the_interface_is_reached_without_a_sign_in_page_and_the_framework_shows_no_page_of_its_own(
    cast: Cast, program: Programs
) -> None:
    assert get_resolver().resolve("/api/v1/me").func.login_required is False  # type: ignore[attr-defined]
    for path in ("", "docs", "openapi.json"):
        told = program(cast.lan).get(path)
        assert (told.status_code, told["Content-Type"]) == (404, "application/problem+json")
