"""What the record says of a difference: both totals by unit, the reasons given, the corrections made."""

from __future__ import annotations

from collections.abc import Collection
from datetime import date

from django.db.models import F, Q

from binhyen.figures.models import CellFinding, Correction, Indicator
from binhyen.figures.queries.names import names_of, unit_names
from binhyen.figures.queries.reports import shown
from binhyen.figures.rules import periods
from binhyen.figures.rules.cells import CellKey, Nature, SumClass, Weight
from binhyen.foundation.errors import Invalid
from binhyen.foundation.span import Span
from binhyen.foundation.vietnamese import sort_key
from binhyen.organisation.models import Unit
from binhyen.organisation.queries import children_on, province_on, territory, version_on
from binhyen.organisation.rules import Level
from binhyen.organisation.texts import TYPES
from binhyen.reviews.explanation import Explained, Part
from binhyen.reviews.material import Place
from binhyen.reviews.queries.material import place_of
from binhyen.reviews.queries.same_period import complete

PROFILE = "ban-chi-dao"


def explained(
    unit: Unit, key: CellKey, span: Span, *, today: date, writer: Unit | None = None, profile: str = PROFILE
) -> Explained | None:
    """The difference of one figure of a province or commune against the same period a year before.

    ``writer`` is the unit in whose name it is drafted, as it is today: the province explains a commune's figure under its own
    heading. None: the unit whose figure it is.

    On the boundaries of the span's last day, over the units that reported all they owed in both periods with exact numbers:
    none where the register does not reach back. None where the unit is not there on that day. Refuses what cannot be added
    over units.
    """
    indicator = Indicator.objects.filter(code=key.indicator).first()
    if indicator is None:
        raise Invalid("figures.indicator_unknown", code=key.indicator)
    nature = Nature(indicator.nature)
    if not nature.adds_over_units:
        raise Invalid("analytics.not_additive", code=key.indicator, unit=indicator.unit_of_count)
    province, before = province_on(unit, span.last), span.shifted_years(-1)
    if province is None:
        return None
    stocks = {key} if nature is Nature.STOCK else set()
    now_by, before_by = _both(province, key, (span, before), stocks)
    there = [v.unit_id for v in children_on(province, Level.COMMUNE, span.last)] if unit == province else [unit.pk]
    exact = [
        pk
        for pk in there
        if pk in now_by and pk in before_by
        if {now_by[pk].sum_class, before_by[pk].sum_class} == {SumClass.EXACT}
    ]
    names = unit_names(there, span.last)
    parts = [Part(names[pk], before_by[pk].value, now_by[pk].value) for pk in exact]
    inside = territory(unit)
    return Explained(
        place=_place(unit, span), profile=profile, name=names_of([key], span.last)[key],
        unit_of_count=indicator.unit_of_count, decimals=indicator.decimals, span=span, before=before,
        parts=tuple(parts), left_out=tuple(names[pk] for pk in there if pk not in set(exact)),
        reasons=_reasons(inside, key, span), corrections=_corrections(inside, key, (span, before)), made_on=today,
        stock=nature is Nature.STOCK, invented=unit.invented, writer=_writer(writer, unit, today),
    )  # fmt: skip


def _both(
    province: Unit, key: CellKey, spans: tuple[Span, Span], stocks: Collection[CellKey]
) -> tuple[dict[int, Weight], dict[int, Weight]]:
    """The figure by unit now and before; nothing where the register does not reach back."""
    try:
        now, before = (complete(province, [key], each, spans[0], stocks)[key] for each in spans)
    except Invalid:
        return {}, {}
    return now, before


def _writer(writer: Unit | None, unit: Unit, today: date) -> Place | None:
    """The place of who writes, where that is another unit."""
    return None if writer is None or writer == unit else _place(writer, Span(today, today))


def _place(unit: Unit, span: Span) -> Place:
    if unit.level == Level.PROVINCE:
        return place_of(unit, span)
    version = version_on(unit, span.last)
    return Place(version.name, TYPES[version.type], "commune") if version else Place(unit.last_name(), "", "commune")


def _reasons(units: Collection[int], key: CellKey, span: Span) -> tuple[tuple[str, str], ...]:
    """What units wrote to a finding about the line when they last sent it, by name; no reason twice for one unit."""
    findings = CellFinding.objects.filter(
        line=str(key), version=F("submission__version"), submission__unit__in=units, submission__source=None,
        submission__period__starts_on__gte=span.start, submission__period__ends_on__lte=span.last,
    ).exclude(reason="")  # fmt: skip
    said = list(dict.fromkeys(findings.order_by("id").values_list("submission__unit_id", "reason")))
    names = unit_names({unit for unit, _ in said}, span.last)
    return tuple(sorted(((names[unit], reason) for unit, reason in said), key=lambda one: sort_key(one[0])))


def _corrections(units: Collection[int], key: CellKey, spans: tuple[Span, ...]) -> tuple[str, ...]:
    """The approved corrections of the line in the periods compared: unit, period, new figure, document."""
    inside = Q()
    for span in spans:
        inside |= Q(version__cell__period__starts_on__gte=span.start, version__cell__period__ends_on__lte=span.last)
    rows = Correction.objects.filter(
        inside, state=Correction.APPROVED, version__cell__unit__in=units, version__cell__origin="",
        version__cell__indicator__code=key.indicator, version__cell__breakdown=key.breakdown,
    ).select_related("version__cell__period", "version__cell__indicator")  # fmt: skip
    found = list(rows.order_by("id"))
    names = unit_names({one.version.cell.unit_id for one in found}, spans[0].last)
    return tuple(
        f"{names[one.version.cell.unit_id]}, {periods.name(one.version.cell.period.span)}: thành "
        f"{shown(one.version.content, one.version.cell.indicator.decimals)}, căn cứ {one.document}"
        for one in found
    )
