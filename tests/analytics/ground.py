"""Invented provinces whose communes report one small monthly form: ground for questions about totals."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import UTC, date, datetime, timedelta
from fractions import Fraction

from binhyen.analytics.answers import totals
from binhyen.figures.actions import assign_form, open_submission, present, save_cells
from binhyen.figures.models import FormLine, FormVersion, Indicator, Submission
from binhyen.figures.rules import periods
from binhyen.figures.rules.cells import CellKey, CellValue, State
from binhyen.foundation.span import Span
from binhyen.organisation.actions import NewUnit, Pass, assign_post, change_units, create_unit, create_user
from binhyen.organisation.actor import Actor
from binhyen.organisation.models import Unit
from binhyen.organisation.rules import Extent, Level, LineageKind, Role
from tests.cast import read_and_approve, read_and_submit

SINCE = date(2024, 1, 1)
CHANGED = date(2025, 7, 1)
FORM = "THU-NGHIEM"
FLOW, STOCK, DISTINCT, ATTENDANCE, REGISTER = (CellKey(c) for c in ("COM01", "LDR05", "COM06", "COM14", "CPN01"))
CASES, SOLVED = CellKey("CRM01"), CellKey("CRM02")
HEADS, TEAMS = CellKey("CMT03"), CellKey("CTX08")
LINES = (FLOW, STOCK, DISTINCT, ATTENDANCE, REGISTER, CASES, SOLVED, HEADS, TEAMS)


def month(year: int, number: int) -> Span:
    """The calendar month."""
    start = date(year, number, 1)
    return Span(start, periods.shift_months(start, 1) - timedelta(days=1))


def early(on: date) -> datetime:
    """A moment early on the day."""
    return datetime(on.year, on.month, on.day, 2, tzinfo=UTC)


class Ground:
    """Makes provinces, communes, changes and approved reports."""

    def __init__(self) -> None:
        self._desks: dict[int, Actor] = {}
        self._seats: dict[int, tuple[Actor, Actor]] = {}
        self._made = 0
        version = FormVersion.objects.create(
            code=FORM, valid_from=SINCE, title="Biểu thử", short_title="Biểu thử", calendar="month", accept_hedges=True
        )
        codes = {i.code: i for i in Indicator.objects.all()}
        FormLine.objects.bulk_create(
            FormLine(
                version=version, position=place, group="I", label=str(key), indicator=codes[key.indicator],
                breakdown=key.breakdown, role=FormLine.COLLECTS, required=False,
            )
            for place, key in enumerate(LINES, start=1)
        )  # fmt: skip

    def province(self, name: str, *, owes_from: date = SINCE) -> Unit:
        """A province whose communes owe the form, with a desk."""
        unit = create_unit(self.new(name, Level.PROVINCE, None), valid_from=SINCE, actor=None, now=early(SINCE))
        assign_form(form_code=FORM, province=unit, level="commune", starts_on=owes_from, actor=None, now=early(SINCE))
        self._desks[unit.pk] = self._seat(Role.PROVINCIAL_DESK, unit, SINCE)
        return unit

    def commune(self, name: str, province: Unit) -> Unit:
        """A commune that is there from the beginning."""
        return create_unit(self.new(name, Level.COMMUNE, province), valid_from=SINCE, actor=None, now=early(SINCE))

    def desk(self, province: Unit) -> Actor:
        """Who decides in the province."""
        return self._desks[province.pk]

    def new(self, name: str, level: Level, parent: Unit | None) -> NewUnit:
        """A unit that is not there yet."""
        self._made += 1
        kind = "tinh" if level is Level.PROVINCE else "xa"
        return NewUnit(f"thu/{name}", level, kind, f"Thử {name}", f"X{self._made:03d}", parent)

    def merge(self, units: list[Unit], name: str, province: Unit, on: date = CHANGED) -> Unit:
        """The units merged into a new one."""
        new = self.new(name, Level.COMMUNE, province)
        passes = [Pass(unit, new, Extent.WHOLE) for unit in units]
        return change_units(passes, kind=LineageKind.MERGE, on=on, decision="NQ thử", actor=None, now=early(on))[0]

    def split(self, unit: Unit, into: Mapping[str, Unit], on: date = CHANGED) -> list[Unit]:
        """The unit divided into new ones, by name under which province; no shares declared."""
        passes = [Pass(unit, self.new(name, Level.COMMUNE, above), Extent.PART) for name, above in into.items()]
        return change_units(passes, kind=LineageKind.SPLIT, on=on, decision="NQ thử", actor=None, now=early(on))

    def restore(self, merged: Unit, units: list[Unit], on: date) -> None:
        """The units stand again as they last were, each with half of what was merged."""
        passes = [Pass(merged, unit, Extent.PART, Fraction(1, len(units))) for unit in units]
        change_units(passes, kind=LineageKind.RESTORE, on=on, decision="NQ thử", actor=None, now=early(on))

    def report(
        self, unit: Unit, province: Unit, span: Span, cells: Mapping[CellKey, CellValue | int], *, decided: bool = True
    ) -> Submission:
        """The unit's report, submitted and approved on the last day of its period."""
        assert span.end is not None
        now = early(span.end)
        if unit.pk not in self._seats:
            since = max(SINCE, unit.versions.order_by("valid_from").values_list("valid_from", flat=True)[0])
            officer = self._seat(Role.COMMUNE_OFFICER, unit, since)
            self._seats[unit.pk] = officer, self._seat(Role.COMMUNE_LEADER, unit, since)
        officer, leader = self._seats[unit.pk]
        contents = {k: CellValue(State.REPORTED, c) if isinstance(c, int) else c for k, c in cells.items()}
        told = open_submission(form_code=FORM, unit=unit, span=span, actor=officer, now=now)
        save_cells(told, contents, seen={}, actor=officer, now=now)
        present(told, reasons={}, actor=officer, now=now)
        told = read_and_submit(told, actor=leader, now=now)
        return read_and_approve(told, actor=self._desks[province.pk], now=now) if decided else told

    def _seat(self, role: Role, unit: Unit, since: date) -> Actor:
        name = f"{role.value.replace('_', '-')}-{unit.pk}"
        user = create_user(username=name, password="mot-cau-dai-de-thu", actor=None, now=early(since))
        post = assign_post(
            role=role, unit=unit, holder=user, title=name, valid_from=since, actor=None, now=early(since)
        )
        return Actor(user, post)


def amount(province: Unit | None, key: CellKey, span: Span, boundaries: date | None = None) -> int:
    """The sum alone."""
    return totals(province, [key], span, boundaries=boundaries).rows[key].value


def coverage(province: Unit | None, key: CellKey, span: Span, boundaries: date | None = None) -> tuple[int, int]:
    """n of m."""
    total = totals(province, [key], span, boundaries=boundaries).rows[key]
    return total.reported, total.expected
