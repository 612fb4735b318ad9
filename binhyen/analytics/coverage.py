"""Who owes a figure: m of "n of m" = units assigned the collecting form and valid on each period's last day."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from django.db.models import Q

from binhyen.analytics.membership import Members, members_of
from binhyen.figures.models import FormAssignment, FormLine, FormVersion
from binhyen.figures.rules import periods
from binhyen.figures.rules.cells import CellKey
from binhyen.foundation.span import Span
from binhyen.organisation.models import Unit, UnitVersion

ByPeriod = dict[Span, frozenset[int]]


def owing(
    province: Unit | None, keys: Sequence[CellKey], span: Span, *, boundaries: date | None = None,
    members: Members | None = None, today: date | None = None,
) -> dict[CellKey, ByPeriod]:  # fmt: skip
    """Per key and reporting period inside the span, the ids of the units that owe it.

    A line that reads asks nobody: the units of the form that collects it count. On the boundaries of a date these are the
    units of each period whose territory lies in the province of that date (its ``members``, where they are known already).
    Invented units owe the nation nothing. A period that begins after ``today`` is owed by nobody yet (None: all are counted).
    """
    asking = _asking(keys)
    codes = {version.form_code for versions in asking.values() for version in versions}
    inside = None
    if province is not None and boundaries is not None:
        groups = (members or members_of(province, boundaries)).groups
        inside = frozenset(unit for _, units in groups for unit in units)
    assignments = list(FormAssignment.objects.filter(_assigning(province, inside), form_code__in=codes))
    valid = _Valid()
    by_version = {
        version: _by_period(version, assignments, span, valid, inside, today)
        for version in {version for versions in asking.values() for version in versions}
    }
    return {key: _joined(by_version[version] for version in asking.get(key, ())) for key in keys}


def _assigning(province: Unit | None, inside: frozenset[int] | None) -> Q:
    if province is None:
        return Q(under_unit__invented=False)
    if inside is None:
        return Q(under_unit=province)
    above = UnitVersion.objects.filter(unit__in=inside, province__isnull=False).values("province")
    return Q(under_unit__in=above) | Q(under_unit=province)


def expected_reports(
    province: Unit | None,
    keys: Sequence[CellKey],
    span: Span,
    *,
    boundaries: date | None = None,
    today: date | None = None,
) -> Mapping[CellKey, Mapping[Span, int]]:
    """Per key and reporting period inside the span, how many units owe it; see ``owing``."""
    found = owing(province, keys, span, boundaries=boundaries, today=today)
    return {key: {period: len(units) for period, units in spans.items()} for key, spans in found.items()}


@dataclass(frozen=True)
class _Version:
    """A version of a form with the days on which it is in force."""

    form_code: str
    calendar: str
    in_force: Span


def _asking(keys: Sequence[CellKey]) -> dict[CellKey, list[_Version]]:
    """The form versions that collect each key: a line added today was not owed last year."""
    lines = FormLine.objects.filter(
        role=FormLine.COLLECTS, version__vertical=False, indicator__code__in={k.indicator for k in keys}
    )
    rows = list(lines.values_list("indicator__code", "breakdown", "version_id", "version__code"))
    versions = _versions({form_code for *_, form_code in rows})
    wanted, found = set(keys), defaultdict(list)
    for code, breakdown, version, _ in rows:
        key = CellKey(code, breakdown)
        if key in wanted and version in versions:
            found[key].append(versions[version])
    return found


def _versions(codes: set[str]) -> dict[int, _Version]:
    """By id, each version from its first day to the day before the next one or before it was retired."""
    found: dict[int, _Version] = {}
    later: FormVersion | None = None
    for version in FormVersion.objects.filter(code__in=codes).order_by("code", "-valid_from"):
        ends = [version.retired_on, later.valid_from if later and later.code == version.code else None]
        end = min((day for day in ends if day is not None), default=None)
        later = version
        if end is None or end > version.valid_from:
            last = end - timedelta(days=1) if end else None
            found[version.pk] = _Version(version.code, version.calendar, Span(version.valid_from, last))
    return found


def _by_period(
    version: _Version, assignments: Iterable[FormAssignment], span: Span, valid: _Valid, inside: frozenset[int] | None,
    today: date | None,
) -> ByPeriod:  # fmt: skip
    found: dict[Span, set[int]] = defaultdict(set)
    for assignment in assignments:
        if assignment.form_code != version.form_code:
            continue
        for period in _periods(version.calendar, assignment, span):
            if version.in_force.contains(period.last) and (today is None or period.start <= today):
                units = valid.on(assignment.under_unit_id, assignment.level, period.last)
                found[period] |= units if inside is None else units & inside
    return {period: frozenset(units) for period, units in found.items() if units}


def _joined(parts: Iterable[ByPeriod]) -> ByPeriod:
    found: ByPeriod = {}
    for part in parts:
        for period, units in part.items():
            found[period] = found[period] | units if period in found else units
    return found


def _periods(calendar: str, assignment: FormAssignment, span: Span) -> list[Span]:
    """The assignment's reporting periods inside the span; its first day anchors the calendar."""
    return periods.owed(calendar, Span(assignment.starts_on, assignment.ends_on), span)


class _Valid:
    """The units of a level under a province (or the province itself) on a day; one query for each province and level."""

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
            rows = UnitVersion.objects.filter(Q(province=province) | Q(unit=province), unit__level=level).order_by()
            self._versions[province, level] = [
                (unit, Span(start, end)) for unit, start, end in rows.values_list("unit_id", "valid_from", "valid_to")
            ]
        return self._versions[province, level]


def forms_in_use(province: Unit, on: date) -> list[FormVersion]:
    """The forms that units under the province owe on the day."""
    codes: dict[str, None] = {}
    for a in FormAssignment.objects.filter(under_unit=province, starts_on__lte=on):
        if a.ends_on is None or a.ends_on >= on:
            codes[a.form_code] = None
    forms = [
        FormVersion.objects.filter(code=code, valid_from__lte=on).order_by("-valid_from").first() for code in codes
    ]
    return [form for form in forms if form is not None]
