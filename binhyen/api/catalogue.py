"""What can be reported: units of the territory, indicators, forms with their lines and rules; and who calls."""

from __future__ import annotations

from datetime import date
from typing import Any

from django.db.models import QuerySet
from django.http import Http404, HttpRequest
from ninja import Router
from pydantic import BaseModel, Field

from binhyen.api.access import Caller, caller
from binhyen.api.shapes import ERRORS, Page, Rule
from binhyen.api.strict import Code, Day, Limit, Offset
from binhyen.figures.models import FormRule, FormVersion, Indicator, IndicatorVersion
from binhyen.figures.queries.forms import form_on, lines_of
from binhyen.foundation.errors import Invalid
from binhyen.foundation.vietnamese import short_date
from binhyen.organisation.models import Unit, UnitVersion, in_force
from binhyen.organisation.queries import refuse_before_register, version_on
from binhyen.organisation.rules import Act, Level

router = Router(tags=["catalogue"])


class Me(BaseModel):
    """The post that the key acts in."""

    post: str
    role: str
    unit: str
    unit_name: str
    read_only: bool
    expires_on: date
    acts: list[str] = Field(description="What the post may do to its own unit.")


class UnitOut(BaseModel):
    """A unit as it was on a day. ``uid`` stays the same as long as the territory does; ``code`` does not."""

    uid: str
    name: str
    type: str
    level: str
    code: str
    parent: str | None
    valid_from: date
    valid_to: date | None


class UnitPage(Page):
    """Units, in Vietnamese order."""

    items: list[UnitOut]


class IndicatorOut(BaseModel):
    """An indicator in the wording of a day."""

    code: str
    name: str
    nature: str
    unit_of_count: str
    decimals: int
    group: str
    sensitive: bool
    definition: str


class IndicatorPage(Page):
    """Indicators by code."""

    items: list[IndicatorOut]


class FormOut(BaseModel):
    """A version of a report form."""

    code: str
    title: str
    level: str
    calendar: str
    valid_from: date
    basis: str
    line_of_work: str


class FormPage(Page):
    """Forms by code."""

    items: list[FormOut]


class LineOut(BaseModel):
    """One line of a form. ``line`` is what cells are addressed by; a line that ``reads`` is not entered here."""

    line: str
    label: str
    group: str
    hint: str
    unit_of_count: str
    decimals: int
    required: bool
    role: str


class FormWhole(FormOut):
    """A form with its lines, and the rules in force on the day."""

    lines: list[LineOut]
    rules: list[Rule]


@router.get("/me", response={200: Me, **ERRORS}, summary="Chức danh của khóa truy cập")
def me(request: HttpRequest) -> Me:
    """The post, its unit, and how long the key works. No names of people anywhere in this interface."""
    who = caller(request)
    unit = who.actor.unit
    return Me(
        post=who.actor.post.title, role=who.actor.role.value, unit=unit.uid, unit_name=_name(unit, who.today),
        read_only=who.token.read_only, expires_on=who.token.expires_on,
        acts=sorted(act.value for act in Act if who.may(act, unit)),
    )  # fmt: skip


def _name(unit: Unit, on: date) -> str:
    version = version_on(unit, on)
    return version.full_name if version else unit.last_name()


@router.get("/units", response={200: UnitPage, **ERRORS}, summary="Đơn vị trong địa bàn vào một ngày")
def units(
    request: HttpRequest, on: Day | None = None, level: Level | None = None, limit: Limit = 100, offset: Offset = 0
) -> UnitPage:
    """The units of the post's territory as they were on a day (today where none is given)."""
    who = caller(request)
    day = on or who.today
    rows = _units(who, day)
    if level is not None:
        rows = rows.filter(level=level)
    count = rows.count()
    if not count:
        refuse_before_register(day, level or Level.COMMUNE)
    return UnitPage(count=count, limit=limit, offset=offset, items=[_unit(v) for v in rows[offset : offset + limit]])


@router.get("/units/{path:uid}", response={200: UnitOut, **ERRORS}, summary="Một đơn vị vào một ngày")
def unit(request: HttpRequest, uid: str, on: Day | None = None) -> UnitOut:
    """One unit of the territory; 422 where it was not there on the day."""
    who = caller(request)
    day = on or who.today
    found = Unit.objects.visible_to(who.actor).filter(uid=uid).first()
    if found is None:
        raise Http404
    version = _units(who, day).filter(unit=found).first()
    if version is None:
        raise Invalid("organisation.unit_not_valid", unit=found.last_name(), on=short_date(day))
    return _unit(version)


def _units(who: Caller, on: date) -> QuerySet[UnitVersion]:
    seen = Unit.objects.visible_to(who.actor)
    return UnitVersion.objects.filter(in_force(on), unit__in=seen).select_related("unit", "parent")


def _unit(version: UnitVersion) -> UnitOut:
    return UnitOut(
        uid=version.unit.uid, name=version.full_name, type=version.type, level=version.level, code=version.code,
        parent=version.parent.uid if version.parent else None, valid_from=version.valid_from, valid_to=version.valid_to,
    )  # fmt: skip


@router.get("/indicators", response={200: IndicatorPage, **ERRORS}, summary="Chỉ tiêu thống kê")
def indicators(
    request: HttpRequest, on: Day | None = None, limit: Limit = 100, offset: Offset = 0
) -> IndicatorPage:  # fmt: skip
    """The indicators in force on a day, each in the wording of that day."""
    day = on or caller(request).today
    found: dict[int, IndicatorVersion] = {}
    for version in (
        IndicatorVersion.objects.filter(valid_from__lte=day).select_related("indicator").order_by("valid_from")
    ):
        found[version.indicator_id] = version
    rows = sorted(found.values(), key=lambda v: v.indicator.code)
    return IndicatorPage(
        count=len(rows), limit=limit, offset=offset, items=[_indicator(v) for v in rows[offset : offset + limit]]
    )


def _indicator(version: IndicatorVersion) -> IndicatorOut:
    one: Indicator = version.indicator
    return IndicatorOut(
        code=one.code, name=version.name, nature=one.nature, unit_of_count=one.unit_of_count, decimals=one.decimals,
        group=one.group, sensitive=one.sensitive, definition=version.definition,
    )  # fmt: skip


@router.get("/forms", response={200: FormPage, **ERRORS}, summary="Biểu mẫu báo cáo có hiệu lực vào một ngày")
def forms(request: HttpRequest, on: Day | None = None, limit: Limit = 100, offset: Offset = 0) -> FormPage:
    """The forms in force on a day."""
    day = on or caller(request).today
    found: dict[str, FormVersion] = {}
    for version in FormVersion.objects.filter(valid_from__lte=day).exclude(retired_on__lte=day).order_by("valid_from"):
        found[version.code] = version
    rows = [found[code] for code in sorted(found)]
    items = [FormOut(**_form(v)) for v in rows[offset : offset + limit]]
    return FormPage(count=len(rows), limit=limit, offset=offset, items=items)


@router.get(
    "/forms/{code}", response={200: FormWhole, **ERRORS}, summary="Một biểu mẫu với các dòng và quy tắc kiểm tra"
)
def form(request: HttpRequest, code: Code, on: Day | None = None) -> FormWhole:
    """A form on a day: its lines in order, and the checks in force on that day with their basis."""
    day = on or caller(request).today
    version = form_on(code, day)
    rules = FormRule.objects.filter(in_force(day), form_code=code).order_by("rule_id")
    return FormWhole(
        **_form(version),
        lines=[
            LineOut(
                line=f"{line.indicator.code}[{line.breakdown}]" if line.breakdown else line.indicator.code,
                label=line.label, group=line.group, hint=line.hint, unit_of_count=line.indicator.unit_of_count,
                decimals=line.indicator.decimals, required=line.required, role=line.role,
            )
            for line in lines_of(version)
        ],
        rules=[
            Rule(
                rule=r.rule_id, rule_class=r.rule_class, severity=r.severity, spec={k: str(v) for k, v in r.spec.items()},
                basis=r.basis, valid_from=r.valid_from, valid_to=r.valid_to,
            )
            for r in rules
        ],
    )  # fmt: skip


def _form(version: FormVersion) -> dict[str, Any]:
    names = ("code", "title", "level", "calendar", "valid_from", "basis", "line_of_work")
    return {name: getattr(version, name) for name in names}
