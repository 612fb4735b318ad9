"""Pages of the room ``organisation``: the register of units by name and date, one unit through time."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import path
from django.views.decorators.http import require_GET

from binhyen.foundation.errors import DomainError, NotFound
from binhyen.foundation.vietnamese import read_date
from binhyen.organisation.models import Lineage, Unit, UnitVersion
from binhyen.organisation.queries import (
    Candidate,
    children_on,
    counts,
    find_units,
    predecessors,
    resolve_unit,
    successors,
)
from binhyen.organisation.rules import DateKind, Extent, Level
from binhyen.organisation.texts import EVENTS, LEVELS
from binhyen.web.actor import actor_of, today
from binhyen.web.refusals import sentence, status_of

EXTENTS = {Extent.WHOLE: "toàn bộ", Extent.PART: "một phần"}
DATE_KINDS = {
    DateKind.IN_FORCE: "",
    DateKind.SIGNED: "ngày ký; chưa rõ ngày có hiệu lực",
    DateKind.REGISTER: "ngày bắt đầu của danh mục; đơn vị có từ trước",
}
SEARCHED = [Level.PROVINCE, Level.DISTRICT, Level.COMMUNE]


@dataclass(frozen=True)
class _Question:
    """What was asked, as typed."""

    text: str
    on: str
    level: str


@require_GET
def unit_list(request: HttpRequest) -> HttpResponse:
    """How many units there were on a day, and which ones a name or code may mean on it."""
    actor_of(request)
    asked = _Question(
        request.GET.get("ten", "").strip(), request.GET.get("ngay", "").strip(), request.GET.get("cap", "")
    )
    hits: list[Candidate] = []
    numbers: dict[str, int] = {}
    refused, status, on = "", 200, today()
    try:
        on = read_date(asked.on) if asked.on else today()
        level = Level(asked.level) if asked.level in SEARCHED else None
        if asked.text:
            hits = find_units(asked.text, on, level)
            if not hits:
                resolve_unit(asked.text, on, level)  # says what stands near, on other days too
        numbers = counts(on, level)
    except DomainError as error:
        refused, status = sentence(error), 200 if isinstance(error, NotFound) else status_of(error)
    context = {
        "asked": asked,
        "on": on,
        "counts": [(LEVELS[name], n) for name, n in numbers.items()],
        "hits": [{"hit": hit, "level": LEVELS[hit.level]} for hit in hits],
        "levels": [(level.value, LEVELS[level]) for level in SEARCHED],
        "refused": refused,
    }
    return render(request, "web/organisation/units.html", context, status=status)


@require_GET
def unit_page(request: HttpRequest, uid: str) -> HttpResponse:
    """One unit: its names, types, codes and parents through time, what it came from and what became of it."""
    actor_of(request)
    unit = get_object_or_404(Unit, uid=uid)
    versions = list(unit.versions.select_related("parent").order_by("valid_from"))
    before, after = predecessors(unit), successors(unit)
    others = {line.from_unit_id for line in before} | {line.to_unit_id for line in after}
    names = _last_names(others | {v.parent_id for v in versions if v.parent_id})
    latest = versions[-1]
    below = _below(unit, latest)
    context = {
        "unit": unit,
        "latest": latest,
        "level": LEVELS[unit.level],
        "versions": [
            {"version": v, "parent": names.get(v.parent_id or 0), "note": DATE_KINDS[DateKind(v.date_kind)]}
            for v in reversed(versions)
        ],
        "before": [_line(line, names[line.from_unit_id], line.from_unit) for line in before],
        "after": [_line(line, names[line.to_unit_id], line.to_unit) for line in after],
        "below": below,
        **({"invented": latest.full_name} if unit.invented else {}),
        "ended": latest.valid_to,
    }
    return render(request, "web/organisation/unit.html", context)


def _below(unit: Unit, latest: UnitVersion) -> dict[str, Any]:
    """The units below on the unit's last known day: communes of a province or district; nothing under a commune."""
    if unit.level not in (Level.PROVINCE, Level.DISTRICT):
        return {}
    on = latest.valid_to or today()
    try:
        return {"on": on, "communes": children_on(unit, Level.COMMUNE, on)}
    except DomainError as error:
        return {"on": on, "refused": sentence(error)}


def _last_names(ids: set[int]) -> dict[int, str]:
    """The full name of each unit in its latest version."""
    rows = UnitVersion.objects.filter(unit__in=ids).order_by("valid_from")
    return {version.unit_id: version.full_name for version in rows}


def _line(line: Lineage, name: str, other: Unit) -> dict[str, Any]:
    """One step of the lineage in words."""
    share = f"{line.share_num}/{line.share_den}" if line.share_num else ""
    return {
        "event": EVENTS[line.kind],
        "on": line.on,
        "decision": line.decision,
        "name": name,
        "uid": other.uid,
        "extent": EXTENTS[Extent(line.extent)] + (f" ({share})" if share else ""),
    }


urlpatterns = [
    path("danh-muc/don-vi/", unit_list, name="units"),
    path("danh-muc/don-vi/<path:uid>/", unit_page, name="unit"),
]
