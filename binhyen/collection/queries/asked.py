"""Which units owe a form for a period, and whom a chosen unit means on its last day."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date

from django.db.models import Exists, OuterRef, Q

from binhyen.collection.models import Obligation, ReportRequest, RequestedForm
from binhyen.collection.queries.due import IN_ORDER
from binhyen.figures.queries.forms import assignments_on, form_on
from binhyen.figures.rules import periods
from binhyen.foundation.errors import DomainError, Invalid, NotAllowed
from binhyen.foundation.span import Span
from binhyen.foundation.vietnamese import short_date
from binhyen.organisation.actor import Actor
from binhyen.organisation.models import Unit, UnitVersion, in_force
from binhyen.organisation.queries import successors


def standing_on(province: Unit, on: date) -> dict[int, UnitVersion]:
    """By unit id the province and the units under it as they stand on the day, in Vietnamese order."""
    inside = Q(province=province) | Q(unit=province)
    return {v.unit_id: v for v in UnitVersion.objects.filter(in_force(on), inside).select_related("unit")}


def asked_before(form_code: str, span: Span, units: Iterable[Unit]) -> list[Obligation]:
    """What standing requests already ask of the units by the form over the period, the latest request last."""
    asked = Obligation.objects.filter(form_code=form_code, period__starts_on=span.start, period__ends_on=span.last)
    standing = asked.filter(unit__in=[unit.pk for unit in units], request__withdrawn_at=None)
    return list(standing.select_related("request").order_by(*IN_ORDER))


def standing_requests(province: Unit) -> dict[tuple[str, Span], ReportRequest]:
    """By form and period the latest request of the province that stands."""
    asked = RequestedForm.objects.filter(request__issuer=province, request__withdrawn_at=None)
    rows = asked.select_related("request", "period").order_by(*IN_ORDER)
    return {(row.form_code, row.period.span): row.request for row in rows}


def replacements(request: ReportRequest, actor: Actor) -> tuple[list[ReportRequest], list[ReportRequest]]:
    """The earlier requests whose deadline this one replaces, and the later standing ones that replace its own, oldest first."""
    own = request.obligations.filter(unit=OuterRef("unit"), form_code=OuterRef("form_code"), period=OuterRef("period"))
    same = Obligation.objects.filter(Exists(own)).exclude(request=request)
    found = ReportRequest.objects.visible_to(actor).filter(pk__in=same.values("request")).order_by("made_at", "pk")
    made = (request.made_at, request.pk)
    earlier = [one for one in found if request.replaces_reason and (one.made_at, one.pk) < made]
    later = [one for one in found if one.replaces_reason and (one.made_at, one.pk) > made and one.withdrawn_at is None]
    return earlier, later


def owed_by(form_code: str, span: Span, standing: Iterable[UnitVersion], province: Unit) -> list[UnitVersion]:
    """Of the units ``standing`` on the period's last day those to whom the form is assigned for just this period.

    ``NotFound("figures.form_unknown")`` where no version of the form holds on the last day.
    """
    form = form_on(form_code, span.last)
    assigned = [
        a
        for a in assignments_on(form_code, span.last)
        if periods.owed(form.calendar, Span(a.starts_on, a.ends_on), span) == [span]
    ]
    levels = {a.level for a in assigned if a.under_unit_id == province.pk}
    single = {a.under_unit_id for a in assigned} - {province.pk}
    return [v for v in standing if v.level in levels or v.unit_id in single]


def meant_on(chosen: Iterable[Unit], province: Unit, on: date) -> list[Unit]:
    """The chosen units as they are on the day: one that has passed into others by then means these.

    ``NotAllowed``: one of another province. ``Invalid``: a unit that is founded later, one that left nothing behind.
    """
    standing = standing_on(province, on)
    found: dict[int, Unit] = {}
    for unit in chosen:
        meant = [unit] if unit.pk in standing else _followed(unit, on)
        outside = next((one for one in meant if one.pk not in standing), None)
        if outside is not None or not meant:
            kind: type[DomainError] = Invalid if outside is None else NotAllowed
            raise kind("collection.unit_elsewhere", unit=unit.last_name(), on=short_date(on))
        found |= {one.pk: one for one in meant}
    return list(found.values())


def _followed(unit: Unit, on: date) -> list[Unit]:
    """What the unit has become by the day."""
    versions = list(unit.versions.order_by("valid_from"))
    if versions and versions[0].valid_from > on:
        raise Invalid(
            "collection.unit_not_founded", unit=versions[0].full_name, on=short_date(on),
            since=short_date(versions[0].valid_from),
        )  # fmt: skip
    if any(v.span.contains(on) for v in versions):
        return [unit]
    return [after for line in successors(unit) if line.on <= on for after in _followed(line.to_unit, on)]
