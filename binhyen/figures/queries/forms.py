"""Forms: which version holds on a day, who owes it, what a line reads, who reads a line."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date
from typing import Any

from django.db import connection
from django.db.models import Prefetch, Q, Sum, prefetch_related_objects

from binhyen.figures.models import (
    FormAssignment,
    FormLine,
    FormProgramme,
    FormRule,
    FormVersion,
    Indicator,
    IndicatorVersion,
    LedgerEntry,
    Period,
    PeriodLock,
    Submission,
)
from binhyen.figures.rules.cells import NOTHING, CellKey, CellValue, Nature, Qualifier, State, SumClass, Weight
from binhyen.figures.rules.partial import stands_on
from binhyen.figures.rules.specs import SOURCE_FORM, FormSpec, LineSpec, RuleSpec, parse_rule
from binhyen.foundation.errors import NotFound
from binhyen.foundation.span import Span
from binhyen.foundation.vietnamese import short_date
from binhyen.organisation.models import Unit, UnitVersion
from binhyen.organisation.queries import children_on, version_at, version_on
from binhyen.organisation.rules import Level


def form_on(code: str, on: date) -> FormVersion:
    """The version of the form in force on the day; ``NotFound("figures.form_unknown")`` otherwise."""
    found = (
        FormVersion.objects.filter(code=code, valid_from__lte=on)
        .exclude(retired_on__lte=on)
        .order_by("-valid_from")
        .first()
    )
    if found is None:
        raise NotFound("figures.form_unknown", form=code, on=short_date(on))
    return found


def assignments_on(form_code: str, on: date) -> list[FormAssignment]:
    """The assignments of the form in force on the day."""
    current = Q(ends_on=None) | Q(ends_on__gte=on)
    return list(
        FormAssignment.objects.filter(current, form_code=form_code, starts_on__lte=on).select_related("under_unit")
    )


def assignments_of(form_code: str, version: UnitVersion, on: date) -> list[FormAssignment]:
    """The assignments under which the unit, in its version of the day, owes the form for a period that ends on the day."""
    above = {version.unit_id, version.province_id}
    return [a for a in assignments_on(form_code, on) if a.under_unit_id in above and a.level == version.level]


def is_assigned(form_code: str, unit: Unit, on: date) -> bool:
    """Whether the unit owes the form for a period that ends on the day (so it must be valid on that day)."""
    version = version_on(unit, on)
    return version is not None and bool(assignments_of(form_code, version, on))


def owing_units(form_code: str, province: Unit, on: date) -> list[Unit]:
    """The units under ``province`` that owe the form for a period ending on the day, in Vietnamese order. This is m."""
    units: list[Unit] = []
    for assignment in assignments_on(form_code, on):
        if assignment.under_unit_id == province.pk and assignment.level == province.level:
            units.append(province)
        elif assignment.under_unit_id == province.pk:
            units.extend(v.unit for v in children_on(province, Level(assignment.level), on))
    return units


def can_be_collected(indicator: Indicator) -> bool:
    """Whether a form may ask for it: not computed, not counted from a register, not only quoted from what was published."""
    computed = indicator.numerator_id is not None or indicator.nature == Nature.REGISTER
    return not (computed or indicator.published_only or indicator.needs_publication)


def line_map(submission: Submission) -> dict[CellKey, FormLine]:
    """The lines of the submission's form by key; empty for a reading, which has no form."""
    if submission.form_version is None:
        return {}
    return {CellKey(line.indicator.code, line.breakdown): line for line in lines_of(submission.form_version)}


def lines_of(version: FormVersion) -> list[FormLine]:
    """The lines in their order, each with its indicator: read once, since a published version's lines never change."""
    known = _LINES.get(version.pk)
    if known is None:
        ordered = FormLine.objects.select_related("indicator").order_by("position")
        prefetch_related_objects([version], Prefetch("lines", ordered))
        known = list(version.lines.all())
        if not connection.in_atomic_block:  # inside, the version may be one that is never committed
            if len(_LINES) >= MOST_KEPT:
                _LINES.clear()
            _LINES[version.pk] = known
    return known.copy()


_LINES: dict[int, list[FormLine]] = {}
MOST_KEPT = 200
"""How many versions' lines a process keeps at most."""


def form_spec(version: FormVersion, on: date) -> FormSpec:
    """The form as the rules know it, with the checks in force on the period's last day."""
    return FormSpec(
        code=version.code,
        lines=tuple(
            _line_spec(line.indicator, line.breakdown, line.role, line.required, line.label)
            for line in lines_of(version)
        ),
        accept_hedges=version.accept_hedges,
        rules=rules_on(version.code, on),
    )


def source_spec(submission: Submission) -> FormSpec:
    """The lines that a reading filled, with the checks for figures read from texts."""
    drafts = list(submission.drafts.select_related("indicator"))
    names = names_on({d.indicator_id for d in drafts}, submission.period.ends_on)
    return FormSpec(
        code=SOURCE_FORM,
        lines=tuple(
            _line_spec(d.indicator, d.breakdown, FormLine.COLLECTS, False, names[d.indicator_id]) for d in drafts
        ),
        accept_hedges=True,
        rules=rules_on(SOURCE_FORM, submission.period.ends_on),
    )


def names_on(indicators: Iterable[int], on: date) -> dict[int, str]:
    """By id the Vietnamese name of each indicator in the wording of the day (the first wording for earlier days)."""
    versions = IndicatorVersion.objects.filter(indicator__in=set(indicators)).order_by("-valid_from")
    first = {v.indicator_id: v.name for v in versions}
    return first | {v.indicator_id: v.name for v in reversed(versions) if v.valid_from <= on}


def rules_on(form_code: str, on: date) -> tuple[RuleSpec, ...]:
    """The checks of a form in force on the day."""
    day = connection.ops.adapt_datefield_value(on)
    return tuple(
        parse_rule(
            r.rule_id, r.rule_class, r.severity, r.spec, valid_from=r.valid_from, valid_to=r.valid_to, basis=r.basis
        )
        for r in FormRule.objects.raw(_RULES, [form_code, day, day])
    )


_RULES = """
SELECT * FROM figures_formrule WHERE form_code = %s AND valid_from <= %s AND (valid_to IS NULL OR valid_to >= %s)
ORDER BY rule_id, valid_from
"""


def _line_spec(indicator: Indicator, breakdown: str, role: str, required: bool, name: str) -> LineSpec:
    return LineSpec(
        indicator=indicator.code, breakdown=breakdown, role=role, required=required, nature=Nature(indicator.nature),
        decimals=indicator.decimals, unit_of_count=indicator.unit_of_count, name=name,
    )  # fmt: skip


def read_inside(unit: Unit, lines: Iterable[FormLine], span: Span) -> dict[CellKey, CellValue]:
    """What a form reads for one unit: its approved cells wholly inside the span, as cell values.

    Flows and attendances are added up; of everything else the last period counts. A sum that is not exact comes as the
    qualifier of its class. Lines without any reported cell are left out.
    """
    return {key: value for key, (value, _) in read_with_parts(unit, lines, span).items()}


def read_with_parts(unit: Unit, lines: Iterable[FormLine], span: Span) -> dict[CellKey, tuple[CellValue, str]]:
    """The same with what each stands on while the periods inside the span are not complete (``stands_on``)."""
    wanted = {(line.indicator_id, line.breakdown): line.indicator for line in lines}
    rows = (
        LedgerEntry.objects.filter(
            unit=unit, indicator_id__in={i for i, _ in wanted},
            period__starts_on__gte=span.start, period__ends_on__lte=span.last,
        )
        .values("indicator_id", "breakdown", "period__starts_on", "period__ends_on")
        .annotate(**{name: Sum(f"d_{name}") for name in WEIGHT_PARTS})
        .order_by("period__ends_on")
    )  # fmt: skip
    found: dict[CellKey, Weight] = {}
    parts: dict[CellKey, list[Span]] = {}
    adds: dict[CellKey, bool] = {}
    for row in rows:
        indicator = wanted.get((row["indicator_id"], row["breakdown"]))
        weight = weight_of(row)
        if indicator is None:
            continue
        key = CellKey(indicator.code, row["breakdown"])
        adds[key] = Nature(indicator.nature).adds_over_time
        if weight.has_number or weight.not_applicable:
            parts.setdefault(key, []).append(Span(row["period__starts_on"], row["period__ends_on"]))
        if weight.has_number:
            found[key] = (found.get(key, NOTHING) if adds[key] else NOTHING) + weight
    return {k: (as_cell(weight), stands_on(parts[k], span, adds=adds[k])) for k, weight in found.items()}


WEIGHT_PARTS = ("value", "reported", "above", "below", "about", "stated", "not_applicable")
_AS_QUALIFIER = {
    SumClass.EXACT: Qualifier.EXACT,
    SumClass.ABOVE: Qualifier.AT_LEAST,
    SumClass.BELOW: Qualifier.AT_MOST,
    SumClass.ABOUT: Qualifier.ABOUT,
}


def weight_of(row: Mapping[str, Any]) -> Weight:
    """The weight behind one grouped row of the ledger (``WEIGHT_PARTS`` as columns)."""
    return Weight(**{name: row[name] for name in WEIGHT_PARTS})


def as_cell(weight: Weight) -> CellValue:
    """A sum as one cell value, for the checks of a form that reads it."""
    return CellValue(State.REPORTED, weight.value, None, _AS_QUALIFIER[weight.sum_class])


def programmes_reading(indicator_codes: Iterable[str]) -> dict[str, list[str]]:
    """Which programmes read each indicator: code of the indicator to codes of the programmes."""
    rows = FormProgramme.objects.filter(indicator__code__in=set(indicator_codes)).values_list(
        "indicator__code", "programme__code"
    )
    found: dict[str, list[str]] = {}
    for indicator, programme in rows.order_by("programme__code"):
        found.setdefault(indicator, []).append(programme)
    return found


_LOCKS = "SELECT * FROM figures_periodlock WHERE form_code = %s AND period_id = %s"


def lock_of(form_code: str, unit: Unit, period: Period) -> PeriodLock | None:
    """The closing that binds this unit's report, if any."""
    if not form_code:
        return None
    closed = {lock.under_unit_id: lock for lock in PeriodLock.objects.raw(_LOCKS, [form_code, period.pk])}
    if not closed:
        return None
    version = version_at(unit.pk, period.ends_on)
    return closed.get(unit.pk) or (closed.get(version.province_id) if version and version.province_id else None)


def closing_of(form_code: str, unit: Unit, period: Period, on: date) -> PeriodLock | None:
    """The closing that binds this unit's report on the day; none while it was opened again for the unit by exception."""
    lock = lock_of(form_code, unit, period)
    if lock is None or lock.reopenings.filter(unit=unit, expires_on__gte=on).exists():
        return None
    return lock
