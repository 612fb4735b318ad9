"""Who owes a figure: m of "n of m" = units assigned the collecting form and valid on each period's last day."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from datetime import date

from binhyen.figures.models import FormAssignment, FormLine, FormVersion
from binhyen.figures.rules import periods
from binhyen.figures.rules.cells import CellKey
from binhyen.foundation.span import Span
from binhyen.organisation.models import Unit, UnitVersion


def owing(province: Unit | None, keys: Sequence[CellKey], span: Span) -> dict[CellKey, dict[Span, frozenset[int]]]:
    """Per key and reporting period inside the span, the ids of the units that owe it."""
    collecting = _collecting_forms(keys)
    found: dict[CellKey, dict[Span, frozenset[int]]] = {key: {} for key in keys}
    units = _Valid()
    for assignment in FormAssignment.objects.filter(form_code__in={c for c, _ in collecting.values()}):
        if province is not None and assignment.under_unit_id != province.pk:
            continue
        for key, (form_code, calendar) in collecting.items():
            if form_code != assignment.form_code:
                continue
            for period in _periods(calendar, assignment, span):
                before = found[key].get(period, frozenset())
                found[key][period] = before | units.on(assignment.under_unit_id, assignment.level, period.last)
    return found


def expected_reports(
    province: Unit | None, keys: Sequence[CellKey], span: Span
) -> Mapping[CellKey, Mapping[Span, int]]:
    """Per key and reporting period inside the span, how many units owe it."""
    return {key: {p: len(units) for p, units in spans.items()} for key, spans in owing(province, keys, span).items()}


def _collecting_forms(keys: Sequence[CellKey]) -> dict[CellKey, tuple[str, str]]:
    lines = FormLine.objects.filter(role=FormLine.COLLECTS, indicator__code__in={k.indicator for k in keys})
    rows = lines.values_list("indicator__code", "breakdown", "version__code", "version__calendar")
    every = {CellKey(code, breakdown): (form, calendar) for code, breakdown, form, calendar in rows}
    return {key: every[key] for key in keys if key in every}


def _periods(calendar: str, assignment: FormAssignment, span: Span) -> list[Span]:
    """The assignment's reporting periods inside the span; its first day anchors the calendar."""
    end = min(span.last, assignment.ends_on or span.last)
    if end < assignment.starts_on:
        return []
    return [p for p in periods.cut(calendar, Span(assignment.starts_on, end)) if span.covers(p)]


class _Valid:
    """The units of a level under a province on a day; one query for each province and level."""

    def __init__(self) -> None:
        self._versions: dict[tuple[int, str], list[tuple[int, Span]]] = {}
        self._on: dict[tuple[int, str, date], frozenset[int]] = {}

    def on(self, province: int, level: str, day: date) -> frozenset[int]:
        if (province, level, day) not in self._on:
            self._on[province, level, day] = frozenset(
                unit for unit, span in self._spans(province, level) if span.contains(day)
            )
        return self._on[province, level, day]

    def _spans(self, province: int, level: str) -> list[tuple[int, Span]]:
        if (province, level) not in self._versions:
            rows = UnitVersion.objects.filter(province=province, unit__level=level)
            self._versions[province, level] = [
                (unit, Span(start, end)) for unit, start, end in rows.values_list("unit_id", "valid_from", "valid_to")
            ]
        return self._versions[province, level]


def forms_in_use(province: Unit, on: date) -> list[FormVersion]:
    """The forms that units under the province owe on the day."""
    codes: dict[str, None] = defaultdict(lambda: None)
    for a in FormAssignment.objects.filter(under_unit=province, starts_on__lte=on):
        if a.ends_on is None or a.ends_on >= on:
            codes[a.form_code] = None
    forms = [
        FormVersion.objects.filter(code=code, valid_from__lte=on).order_by("-valid_from").first() for code in codes
    ]
    return [form for form in forms if form is not None]
