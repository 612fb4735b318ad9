"""A small invented province that the pages of docs/explanation calculate with. Everything goes through people's actions."""

from __future__ import annotations

from calendar import monthrange
from collections.abc import Mapping
from datetime import UTC, date, datetime, timedelta

from binhyen.figures.actions import (
    assign_form,
    close_period,
    correct,
    decide_correction,
    open_submission,
    present,
    save_cells,
)
from binhyen.figures.models import Cell, FormLine, Period
from binhyen.figures.queries.reports import findings_of
from binhyen.figures.rules.cells import CellKey, CellValue, State
from binhyen.foundation.span import Span
from binhyen.organisation.actions import NewUnit, Pass, assign_post, change_units, create_unit, create_user
from binhyen.organisation.actor import Actor
from binhyen.organisation.models import Unit
from binhyen.organisation.rules import Extent, Level, LineageKind, Role
from tests.cast import read_and_approve, read_and_submit

FORM = "BC-THANG"
FOUNDED = date(2024, 7, 1)


class WorkedProvince:
    """Communes of one letter report the monthly form; two people at the desk decide.

    ``report("A", "2025-05", FRC04=5)`` enters the given lines, "nothing arose" for every other one, and ends approved.
    """

    def __init__(self) -> None:
        self.now = datetime(2024, 7, 1, 2, 0, tzinfo=UTC)
        self.unit = create_unit(
            NewUnit("worked", Level.PROVINCE, "tinh", "Ví Dụ", "V01", None),
            valid_from=FOUNDED, actor=None, now=self.now,
        )  # fmt: skip
        self.communes: dict[str, Unit] = {}
        self._hands: dict[tuple[str, Role], Actor] = {}
        self.desk = [self._hand(f"desk{n}", Role.PROVINCIAL_DESK, self.unit, FOUNDED) for n in (1, 2)]
        assign_form(form_code=FORM, province=self.unit, level="commune", starts_on=FOUNDED, actor=None, now=self.now)

    def found(self, *letters: str) -> None:
        """Make communes that exist from the first day."""
        for letter in letters:
            self.communes[letter] = create_unit(self._new(letter), valid_from=FOUNDED, actor=None, now=self.now)

    def pass_on(self, lines: Mapping[str, str], on: str, kind: str = "merge") -> None:
        """Communes pass to new ones: ``{"A": "C", "B": "C"}`` merges, ``{"A": "C D"}`` divides."""
        passes = [
            Pass(self.communes[old], self._new(new), Extent.WHOLE if len(news.split()) == 1 else Extent.PART)
            for old, news in lines.items()
            for new in news.split()
        ]
        begun = change_units(
            passes, kind=LineageKind(kind), on=date.fromisoformat(on), decision="Nghị quyết hư cấu", actor=None,
            now=self.now,
        )  # fmt: skip
        self.communes |= {unit.uid.removeprefix("worked-"): unit for unit in begun}

    def report(self, letter: str, month: str, **values: int | CellValue) -> None:
        """One approved report of a month."""
        span, unit = month_of(month), self.communes[letter]
        officer, leader = (
            self._hand(f"{letter.lower()}{n}", role, unit, span.start)
            for n, role in enumerate((Role.COMMUNE_OFFICER, Role.COMMUNE_LEADER))
        )
        when = datetime(span.last.year, span.last.month, span.last.day, 2, 0, tzinfo=UTC) + timedelta(days=3)
        told = open_submission(form_code=FORM, unit=unit, span=span, actor=officer, now=when)
        save_cells(told, cells_of(values), seen={}, actor=officer, now=when)
        reasons = {found.id: "Đã rà soát." for found in findings_of(told, today=when.date())}
        present(told, reasons=reasons, actor=officer, now=when)
        read_and_submit(told, actor=leader, now=when)
        read_and_approve(told, actor=self.desk[1], now=when)
        self.now = max(self.now, when)

    def close(self, month: str) -> None:
        """Close the month: only corrections from here on."""
        span = month_of(month)
        period = Period.objects.get(starts_on=span.start, ends_on=span.last)
        close_period(form_code=FORM, province=self.unit, period=period, actor=self.desk[0], now=self.now)

    def correct(self, letter: str, month: str, line: str, value: int) -> None:
        """One person asks for a correction, another approves it."""
        cell = Cell.objects.get(
            unit=self.communes[letter], indicator__code=line, breakdown="", origin="",
            period__starts_on=month_of(month).start,
        )  # fmt: skip
        asked = correct(
            cell, CellValue(State.REPORTED, value), reason="Cộng sót.", document="Báo cáo hư cấu số 1/BC-UBND",
            actor=self.desk[0], now=self.now,
        )  # fmt: skip
        decide_correction(asked, approved=True, actor=self.desk[1], now=self.now)

    def _new(self, letter: str) -> NewUnit:
        return NewUnit(f"worked-{letter}", Level.COMMUNE, "xa", f"Xã {letter}", f"V01{ord(letter)}", self.unit)

    def _hand(self, name: str, role: Role, unit: Unit, since: date) -> Actor:
        if (name, role) not in self._hands:
            user = create_user(username=f"worked.{name}", password=None, actor=None, now=self.now)
            post = assign_post(
                role=role, unit=unit, holder=user, title=name, valid_from=since, actor=None, now=self.now
            )
            self._hands[name, role] = Actor(user, post)
        return self._hands[name, role]


def cells_of(values: Mapping[str, int | CellValue]) -> dict[CellKey, CellValue]:
    """The lines of the monthly form: those given, a number as reported, all others "nothing arose"."""
    lines = FormLine.objects.filter(version__code=FORM, role=FormLine.COLLECTS).select_related("indicator")
    cells = {CellKey(line.indicator.code, line.breakdown): CellValue(State.NOTHING_AROSE) for line in lines}
    for code, value in values.items():
        cells[CellKey(code)] = CellValue(State.REPORTED, value) if isinstance(value, int) else value
    return cells


def month_of(text: str) -> Span:
    """ "2025-05" as its first and last day."""
    year, month = map(int, text.split("-"))
    return Span(date(year, month, 1), date(year, month, monthrange(year, month)[1]))
