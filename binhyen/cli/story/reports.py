"""Two years and more of Tỉnh Mẫu: entered, presented, submitted, approved and closed as people would, then work in progress."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import datetime, timedelta

from binhyen.cli.story.days import BEGINS, Days, moment
from binhyen.cli.story.numbers import Book, Cells, half_year, month, number, remarkable
from binhyen.cli.story.people import People
from binhyen.cli.story.places import DIVIDED, DIVIDED_UNIT, MERGED, Places
from binhyen.figures.actions import (
    approve,
    assign_form,
    close_period,
    correct,
    open_report,
    open_submission,
    present,
    save_cells,
    send_back,
    submit,
)
from binhyen.figures.models import Cell, Period, Submission
from binhyen.figures.queries.corrected import findings_after
from binhyen.figures.rules import periods
from binhyen.figures.rules.cells import CellKey, CellValue
from binhyen.foundation.errors import Invalid
from binhyen.foundation.span import Span
from binhyen.organisation.actor import Actor

MONTHLY, HALF_YEARLY = "BC-THANG", "BC-6T"
EXPLAINED = "Đã rà soát với sổ theo dõi của đơn vị; số liệu đúng."
# Whose reports never came before the last month and the last half-year were closed
ABSENT = {MONTHLY: ("thuong-lam", "hop-tien"), HALF_YEARLY: ("thuong-lam",)}


@dataclass
class Teller:
    """Tells the reports of the province; ``books`` carry stocks from period to period."""

    places: Places
    people: People
    days: Days
    books: dict[str, Book] = field(default_factory=dict)

    def book(self, slug: str) -> Book:
        """The commune's book, begun from those of the communes that passed to it whole."""
        if slug not in self.books:
            self.books[slug] = book = Book(slug, self.places.areas[slug])
            if slug in MERGED:
                book.inherit([self.books[old] for old in MERGED[slug][3]])
            elif slug in DIVIDED:
                book.inherit([self.books[DIVIDED[slug][3]]])
                book.take_half(self.books[DIVIDED_UNIT], larger=slug == next(iter(DIVIDED)))
        return self.books[slug]

    def tell(self, form: str, slug: str, span: Span) -> Submission:
        """One report entered, presented, submitted and approved in the week after the period."""
        cells = month(self.book(slug), span) if form == MONTHLY else half_year(self.book(slug), span)
        told = self.enter(form, slug, span, remarkable(slug, span, cells), moment(span.last, 2))
        self.hand_in(told, slug, moment(span.last, 3))
        return endorse(told, self.people.actors["minh"], moment(span.last, 6))

    def enter(self, form: str, slug: str, span: Span, cells: Cells, now: datetime) -> Submission:
        """Open the report and keep its cells as the officer does."""
        actor = self.people.officers[slug]
        told = open_submission(form_code=form, unit=self.places.units[slug], span=span, actor=actor, now=now)
        save_cells(told, cells, seen={}, actor=actor, now=now)
        return told

    def hand_in(self, told: Submission, slug: str, now: datetime) -> None:
        """Present, then submit."""
        presented = self.present(told, slug, now)
        leader, signed_at = self.people.leaders[slug], now + timedelta(hours=5)
        open_report(presented, actor=leader, now=signed_at)
        submit(presented, actor=leader, now=signed_at)

    def present(self, told: Submission, slug: str, now: datetime) -> Submission:
        """Lay it before the leader; where warnings want reasons, again with one for each, as people do."""
        actor = self.people.officers[slug]
        try:
            return present(told, reasons={}, actor=actor, now=now)
        except Invalid as error:
            if error.code != "figures.reason_missing":
                raise
            return present(told, reasons={f.id: EXPLAINED for f in error.findings}, actor=actor, now=now)


def endorse(told: Submission, actor: Actor, now: datetime) -> Submission:
    """The desk opens the report as it stands and approves it."""
    told.refresh_from_db()
    open_report(told, actor=actor, now=now)
    return approve(told, actor=actor, now=now)


def tell_past(teller: Teller, say: Callable[[str], None]) -> None:
    """All reports up to the open month, each period closed by the desk."""
    province, nam, days = teller.places.province, teller.people.actors["nam"], teller.days
    for form, ends in ((MONTHLY, days.open_month.last), (HALF_YEARLY, days.half_year_ends)):
        assign_form(
            form_code=form, province=province, level="commune", starts_on=BEGINS, ends_on=ends, actor=None,
            now=moment(BEGINS, 0),
        )  # fmt: skip
    for span in periods.cut("month", Span(BEGINS, days.closed_to)):
        say(f"Tỉnh Mẫu: báo cáo {periods.name(span)}")
        for form, period in ending_with(span):
            absent = ABSENT[form] if _is_last(form, period, days) else ()
            for slug in teller.places.on(period.last):
                if slug not in absent:
                    teller.tell(form, slug, period)
            close_period(
                form_code=form, province=province, period=Period.objects.get(starts_on=period.start, ends_on=period.last),
                actor=nam, now=moment(period.last, 8),
            )  # fmt: skip


def ending_with(month: Span) -> list[tuple[str, Span]]:
    """What is reported for the month: itself, and the half-year that ends with it."""
    half = Span(periods.shift_months(month.start, -5), month.last)
    return [(MONTHLY, month), *([(HALF_YEARLY, half)] if month.last.month in (6, 12) else ())]


def _is_last(form: str, period: Span, days: Days) -> bool:
    """Whether it is the last closed period of the form."""
    following = periods.shift_months(period.start, 12 if form == HALF_YEARLY else 2)
    return following > days.open_month.last


def tell_present(teller: Teller) -> None:
    """The open month: approved, waiting, sent back, presented, being entered with a fault of each kind; a correction."""
    span, days = teller.days.open_month, teller.days
    for form, period in ending_with(span)[1:]:
        for slug in teller.places.on(period.last):
            if slug not in ABSENT[form]:
                teller.tell(form, slug, period)
    for slug in ("dong-ngan", "kim-son", "thuong-lam", "tran-phu", "vinh-son"):
        teller.tell(MONTHLY, slug, span)
    waiting, returned, presented, faulty, bare = "nam-hai", "hop-tien", "tan-lap", "an-loc", "thach-khe"
    for slug in (waiting, returned):
        told = teller.enter(MONTHLY, slug, span, month(teller.book(slug), span), moment(span.last, 2))
        teller.hand_in(told, slug, moment(span.last, 3))
        if slug == returned:
            send_back(
                told, cells=[CellKey("FRC04"), CellKey("FRC05"), CellKey("MED03")], due_on=days.back(1),
                reason="Đề nghị kiểm tra có tính cả buổi tuyên truyền vào lượt tuần tra không; đối chiếu sổ hòa giải.",
                actor=teller.people.actors["minh"], now=moment(span.last, 6),
            )  # fmt: skip
    told = teller.enter(MONTHLY, presented, span, month(teller.book(presented), span), moment(span.last, 2))
    teller.present(told, presented, moment(span.last, 3))
    teller.enter(MONTHLY, faulty, span, _with_faults(month(teller.book(faulty), span)), moment(span.last, 2))
    started = dict(list(month(teller.book(bare), span).items())[:5])
    teller.enter(MONTHLY, bare, span, started, moment(span.last, 2))
    _correction(teller)


def _with_faults(cells: Cells) -> Cells:
    """R2: settled above accepted and backlog; R3: parts against whole; R7: too many per session; R8: a leap; R10: gaps."""
    wrong = dict(cells)
    wrong[CellKey("COM04", "host_org=ca")] = number((cells[CellKey("COM04", "host_org=ca")].amount or 0) + 3)
    wrong[CellKey("COM05")] = number((cells[CellKey("COM05")].amount or 0) * 15 + 9000)
    wrong[CellKey("MED04")] = number((cells[CellKey("MED03")].amount or 0) + 40)
    wrong[CellKey("FRC04")] = number((cells[CellKey("FRC04")].amount or 0) * 4)
    del wrong[CellKey("MED05")]
    return wrong


def _correction(teller: Teller) -> None:
    """A figure of a closed month that the desk asks to correct; a second person has not decided yet."""
    days = teller.days
    cell = Cell.objects.select_related("approved__submission", "indicator").get(
        unit=teller.places.units["tan-lap"],
        indicator__code="FRC05",
        breakdown="",
        origin="",
        period__starts_on=periods.shift_months(days.open_month.start, -4),
    )
    assert cell.approved is not None
    corrected = CellValue(cell.approved.content.state, (cell.approved.value or 0) + 12)
    now = moment(days.back(3), 0)
    found = findings_after(cell.approved.submission, {cell.key: corrected}, today=now.date())
    correct(
        cell, corrected, reason="Bỏ sót một thôn khi cộng sổ tuần tra.", document="Báo cáo số 41/BC-UBND (minh họa)",
        reasons={f.id: EXPLAINED for f in found}, actor=teller.people.actors["nam"], now=now,
    )  # fmt: skip
