"""What a wide workbook needs of the record: the units that owe the form, and what else a name on a row may mean."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date

from binhyen.collection.queries.workbooks import owing_versions
from binhyen.collection.workbooks.values import masked
from binhyen.collection.workbooks.wide.units import Owed
from binhyen.foundation.errors import DomainError
from binhyen.foundation.texts import say
from binhyen.organisation.models import Unit, UnitVersion
from binhyen.organisation.queries import find_units, resolve_unit, successors, versions_on
from binhyen.organisation.rules import Level

MOST_ASKED = 300
"""So many rows of units that owe nothing are looked up; of more it is only said that they are unknown."""


def owed_by(form_code: str, on: date, under: Unit | None = None) -> list[Owed]:
    """Every unit that owes the form for a period ending on the day, province by province; those under ``under`` alone."""
    found = owing_versions(form_code, on)
    provinces = versions_on({v.province_id for v in found if v.province_id}, on)
    kept = [v for v in found if under is None or under.level == Level.NATION or under.pk in (v.unit_id, v.province_id)]

    def owed(version: UnitVersion) -> Owed:
        above = provinces[version.province_id].full_name if version.province_id in provinces else ""
        return Owed(version.unit.uid, version.code, version.type, version.name, version.full_name, above)

    return [owed(version) for version in kept]


def elsewhere(form_code: str, on: date) -> Callable[[str], str]:
    """Why a text names no unit that owes the form: it owes nothing, it is gone, it is spelt otherwise, or it is unknown."""
    asked: dict[str, str] = {}

    def why(text: str) -> str:
        if text not in asked:
            shown = masked(text)
            if len(asked) >= MOST_ASKED or shown != text:
                return f"Không tìm thấy đơn vị “{shown[:60]}”."
            asked[text] = _why(text, form_code, on)
        return asked[text]

    return why


def _why(text: str, form_code: str, on: date) -> str:
    try:
        unit = resolve_unit(text, on)
    except DomainError as error:
        return _gone(text, on) or say(error)
    return f"{unit.last_name()} không phải báo cáo biểu {form_code} trong kỳ này."


def _gone(text: str, on: date) -> str:
    """For the name of a unit that ended before the day: what became of it; "" where that is not certain."""
    name = text.partition(",")[0].strip()
    last = UnitVersion.objects.filter(valid_to__lt=on).order_by("-valid_to")
    days = list(last.filter(level=Level.COMMUNE).values_list("valid_to", flat=True).distinct()[:3])
    for day in days:
        hits = [hit for hit in find_units(text, day) if hit.exact] if day else []
        if len(hits) == 1:
            after = successors(Unit.objects.get(pk=hits[0].unit_id))
            names = versions_on({line.to_unit for line in after}, on)
            shown = "; ".join(names[line.to_unit_id].full_name for line in after if line.to_unit_id in names)
            if shown:
                return (
                    f"“{name[:60]}” không còn trong kỳ này, nay thuộc {shown}. Đề nghị ghi số liệu của đơn vị hiện có."
                )
    return ""
