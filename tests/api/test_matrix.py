"""Every operation of the description × every role × every relation: what a post may not see is not there, for reads and writes."""

from __future__ import annotations

import json
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

import pytest

from binhyen.api.urls import ROOT, description
from binhyen.collection.models import Obligation, ReportRequest
from binhyen.figures.actions import assign_form, open_submission
from binhyen.figures.models import Period, Submission
from binhyen.foundation.span import Span
from binhyen.organisation.actions import NewUnit, assign_post, create_unit, create_user
from binhyen.organisation.actor import Actor, relation
from binhyen.organisation.models import Unit
from binhyen.organisation.queries import version_on
from binhyen.organisation.rules import Act, Level, Relation, Role, may
from tests.api.conftest import MAY, Program
from tests.api.merging import merged
from tests.cast import MONTHLY, PASSWORD, SINCE, Cast, approved, month_cells

Programs = Callable[..., Program]
ACTORS = ("lan", "binh", "minh", "nam", "hoa", "quan", "tuan", "admin", "khanh", "xa")
# Operations that name one report: the act that the post needs for it.
ON_A_REPORT: dict[tuple[str, str], tuple[Act, dict[str, Any] | None]] = {
    ("get", "submissions/{number}"): (Act.SEE_ALL_STATES, None),
    ("put", "submissions/{number}/cells"): (Act.DRAFT, {"cells": [{"line": "FRC04", "value": 1}]}),
    ("post", "submissions/{number}/present"): (Act.PRESENT, {}),
    ("post", "submissions/{number}/submit"): (Act.SUBMIT, {}),
    ("post", "submissions/{number}/hand-back"): (Act.RETURN_TO_OFFICER, {"reason": "thử"}),
    ("post", "submissions/{number}/approve"): (Act.APPROVE, {}),
    ("post", "submissions/{number}/send-back"): (Act.SEND_BACK, {"cells": ["FRC04"], "reason": "thử"}),
}
ON_A_UNIT = {("get", "units/{uid}"), ("get", "totals"), ("get", "obligations"), ("post", "submissions")}
ON_A_REQUEST = {("get", "requests/{number}")}
LISTS = {("get", "submissions"), ("get", "requests"), ("get", "units")}
FOR_ALL = {("get", "me"), ("get", "indicators"), ("get", "forms"), ("get", "forms/{code}")}


def operations() -> set[tuple[str, str]]:
    paths = description()["paths"]
    return {(method, path.removeprefix(ROOT)) for path, methods in paths.items() for method in methods}


def test_the_matrix_knows_every_operation() -> None:
    assert operations() == {*ON_A_REPORT, *ON_A_UNIT, *ON_A_REQUEST, *LISTS, *FOR_ALL}


@dataclass(frozen=True)
class Ground:
    """The units of all relations, each commune with a report that has been begun; one report is approved."""

    units: dict[str, Unit]
    drafts: dict[str, Submission]
    approved: Submission
    request: ReportRequest
    actors: dict[str, Actor]


@pytest.fixture
def ground(cast: Cast, now: datetime) -> Ground:
    far = create_unit(
        NewUnit("khac-xa", Level.COMMUNE, "xa", "Xa", "T0201", cast.elsewhere),
        valid_from=SINCE, basis="đơn vị để kiểm thử", actor=None, now=now,
    )  # fmt: skip
    user = create_user(username="xa", password=PASSWORD, actor=None, now=now)
    post = assign_post(
        role=Role.COMMUNE_OFFICER, unit=far, holder=user, title="xa", valid_from=SINCE, actor=None, now=now
    )
    xa = Actor(user, post)
    assign_form(
        form_code=MONTHLY, province=cast.elsewhere, level="commune", starts_on=date(2026, 1, 1), actor=None, now=now
    )
    span = Span(date(2026, 5, 1), date(2026, 5, 31))
    officers = {cast.tan_an.uid: cast.lan, far.uid: xa}
    officers |= {unit.uid: cast.officers[unit.pk] for unit in (cast.tan_binh, cast.tan_cuong)}
    drafts = {
        uid: open_submission(form_code=MONTHLY, unit=who.unit, span=span, actor=who, now=now)
        for uid, who in officers.items()
    }
    done = approved(cast, cast.tan_binh, Span(date(2026, 4, 1), date(2026, 4, 30)), month_cells(), now)
    request = ReportRequest.objects.create(
        issuer=cast.province, issued_on=date(2026, 6, 1), subject="thử", starts_on=span.start, cut_off=span.last,
        due_at=now, made_at=now, made_by_user=1, made_by_post=1,
    )  # fmt: skip
    Obligation.objects.create(
        request=request,
        unit=cast.tan_binh,
        form_code=MONTHLY,
        period=Period.objects.get(starts_on=span.start),
        due_at=now,
    )
    new, khanh = merged(cast, date(2026, 7, 1), now)
    units = {u.uid: u for u in (cast.province, cast.elsewhere, cast.tan_an, cast.tan_binh, cast.tan_cuong, far, new)}
    actors = {name: getattr(cast, name) for name in ACTORS if hasattr(cast, name)} | {"khanh": khanh, "xa": xa}
    # Lan and Bình sit at a unit that has ended: they go on at the one beside it.
    actors |= {"lan": cast.officers[cast.tan_binh.pk], "binh": cast.leaders[cast.tan_binh.pk]}
    return Ground(units, drafts, done, request, actors)


def test_every_relation_occurs(ground: Ground, now: datetime) -> None:
    found = {relation(actor, unit, now.date()) for actor in ground.actors.values() for unit in ground.units.values()}
    assert found == set(Relation)


@pytest.mark.parametrize("name", ACTORS)
def test_nobody_reaches_a_report_beyond_their_post(ground: Ground, program: Programs, now: datetime, name: str) -> None:
    actor = ground.actors[name]
    them, wrong = program(actor), []
    for (method, path), (act, body) in ON_A_REPORT.items():
        for uid, draft in ground.drafts.items():
            stands = relation(actor, ground.units[uid], now.date())
            seen, allowed = (may(actor.role, one, stands) for one in (Act.SEE_ALL_STATES, act))
            told = ask(them, method, path.format(number=draft.pk), body)
            if not fits(told.status_code, seen=seen, allowed=allowed):
                wrong.append((method, path, stands.value, told.status_code))
    assert wrong == []


@pytest.mark.parametrize("name", ACTORS)
def test_nobody_reaches_a_unit_beyond_their_post(ground: Ground, program: Programs, now: datetime, name: str) -> None:
    actor = ground.actors[name]
    them, wrong = program(actor), []
    shown = set(Unit.objects.visible_to(actor).values_list("uid", flat=True))
    for uid, unit in ground.units.items():
        stands = relation(actor, unit, now.date())
        rights = {act: may(actor.role, act, stands) for act in (Act.SEE_ALL_STATES, Act.SEE_APPROVED, Act.DRAFT)}
        asked: dict[str, tuple[Any, bool, bool]] = {
            "unit": (them.get(f"units/{uid}", on="2026-05-31"), uid in shown, True),
            "totals": (them.get("totals", unit=uid, lines="FRC04", period="2026-01-01_2026-06-30"), rights[Act.SEE_APPROVED], True),
            "obligations": (them.get("obligations", unit=uid, on="2026-05-31"), rights[Act.SEE_ALL_STATES], True),
            "begin": (them.post("submissions", {"form": MONTHLY, "unit": uid, **MAY}), uid in shown, rights[Act.DRAFT]),
        }  # fmt: skip
        for what, (told, seen, allowed) in asked.items():
            if not fits(told.status_code, seen=seen, allowed=allowed):
                wrong.append((what, uid, stands.value, told.status_code))
    assert wrong == []


@pytest.mark.parametrize("name", ACTORS)
def test_lists_hold_nothing_of_another_territory(ground: Ground, program: Programs, now: datetime, name: str) -> None:
    actor = ground.actors[name]
    them = program(actor)
    sees_all = may(actor.role, Act.SEE_ALL_STATES, Relation.OWN)
    everywhere = may(actor.role, Act.SEE_APPROVED, Relation.OUTSIDE)
    inside = {
        uid
        for uid, unit in ground.units.items()
        if may(actor.role, Act.SEE_ALL_STATES, relation(actor, unit, now.date()))
    }
    reports = json.loads(them.get("submissions").content)["items"]
    expected = {s.pk for uid, s in ground.drafts.items() if uid in inside}
    expected |= {ground.approved.pk} if everywhere or "thu-tan-binh" in inside else set()
    assert {one["id"] for one in reports} == expected
    told = them.get(f"submissions/{ground.approved.pk}")
    assert told.status_code == (200 if ground.approved.pk in expected else 404)
    if told.status_code == 200 and not sees_all:
        assert (told.json()["steps"], told.json()["findings"], told.json()["receipt"]) == ([], [], None)
    requests = {one["id"] for one in json.loads(them.get("requests").content)["items"]}
    asked = bool(inside & {"thu", "thu-tan-binh"})
    assert requests == ({ground.request.pk} if asked else set())
    assert them.get(f"requests/{ground.request.pk}").status_code == (200 if asked else 404)
    by_unit = {one["unit"]: {two["id"] for two in reports if two["unit"] == one["unit"]} for one in reports}
    for uid in ground.units:
        listed = json.loads(them.get("submissions", unit=uid).content)["items"]
        assert {one["unit"] for one in listed} <= {uid}
        assert {one["id"] for one in listed} == by_unit.get(uid, set())
    units = {one["uid"] for one in json.loads(them.get("units", on="2026-05-31", limit=500).content)["items"]}
    seen = set(Unit.objects.visible_to(actor).values_list("uid", flat=True))
    assert units <= seen
    there = {uid for uid, unit in ground.units.items() if version_on(unit, date(2026, 5, 31))} & seen
    assert units >= there or len(units) == 500


@pytest.mark.parametrize("name", ACTORS)
def test_what_is_everybodys_is_told_to_everybody_with_a_key_and_to_nobody_without(
    ground: Ground, program: Programs, name: str
) -> None:
    them = program(ground.actors[name])
    for method, path in FOR_ALL | LISTS:
        assert ask(them, method, path.format(code=MONTHLY), None).status_code == 200
    if name == ACTORS[0]:
        nobody = Program("")
        for method, path in operations():
            filled = path.format(code=MONTHLY, uid="thu", number=1)
            assert ask(nobody, method, filled, {} if method != "get" else None).status_code == 401


def ask(them: Program, method: str, path: str, body: Any) -> Any:
    return them.get(path) if method == "get" else them.send(method.upper(), path, body)


def fits(status: int, *, seen: bool, allowed: bool) -> bool:
    """404 where the post sees nothing, 403 where it sees and may not, anything but these two where it may."""
    if not seen:
        return status == 404
    return status not in (403, 404) if allowed else status == 403
