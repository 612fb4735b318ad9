"""The activity book: its kinds and hosts, a unit's lines of some days, their sums, what they say of a report."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from functools import cache

from django.db import connection

from binhyen.collection.models import Activity
from binhyen.collection.rules.activities import HOST, Entry, Kind, sums
from binhyen.figures.models import CodeItem, FormLine, FormVersion, Submission
from binhyen.figures.queries.forms import lines_of
from binhyen.figures.queries.schedule import Report, reports_of
from binhyen.figures.queries.witnesses import Witness
from binhyen.figures.rules.cells import CellKey, CellValue, State
from binhyen.figures.rules.moves import Stage
from binhyen.foundation.data import rows
from binhyen.foundation.span import Span
from binhyen.organisation.actor import Actor
from binhyen.organisation.models import Unit
from binhyen.organisation.queries import territory
from binhyen.organisation.rules import Level

BOOK = "Sổ theo dõi hoạt động"
"""What the book is called in a sentence about another figure."""


@cache
def kinds() -> dict[str, Kind]:
    """The kinds of activities by code, in the order of the data file."""
    return {
        row["code"]: Kind(
            code=row["code"], label=row["label"], unit=row["unit"], times=row["times"], attendances=row["attendances"],
            by_host=row["by_host"] == "yes", hint=row["hint"],
        )
        for row in rows("binhyen.collection", "activity-kinds.csv")
    }  # fmt: skip


def hosts() -> dict[str, str]:
    """Who may be the main host, by code: the items by which the forms break sessions down."""
    used = FormLine.objects.filter(
        indicator__code__in=[kind.times for kind in kinds().values() if kind.by_host], breakdown__startswith=f"{HOST}="
    ).values_list("breakdown", flat=True)
    codes = {breakdown.removeprefix(f"{HOST}=") for breakdown in used if ";" not in breakdown}
    return dict(CodeItem.objects.filter(dimension=HOST, code__in=codes).values_list("code", "label"))


def books(unit: Unit) -> frozenset[int]:
    """Whose lines stand in the unit's book: its own, and those of communes that passed to it whole."""
    return territory(unit) if unit.level == Level.COMMUNE else frozenset({unit.pk})


def activities_in(actor: Actor, span: Span) -> list[Activity]:
    """The lines of the actor's own book within the days, oldest first, struck ones included."""
    return list(
        Activity.objects.visible_to(actor).filter(on__range=(span.start, span.last)).order_by("on", "pk")
    )  # fmt: skip


def as_entry(row: Activity) -> Entry:
    """A line as the rules know it."""
    return Entry(row.on, row.kind, row.host, row.times, row.attendances, row.area)


_BOOK = """
SELECT * FROM collection_activity WHERE unit_id IN ({}) AND "on" BETWEEN %s AND %s AND struck_at IS NULL
"""


def book_sums(unit: Unit, span: Span) -> dict[CellKey, int]:
    """What the unit's book comes to within the days, per line of a form; struck lines do not count."""
    kept, day = sorted(books(unit)), connection.ops.adapt_datefield_value
    lines = Activity.objects.raw(_BOOK.format(", ".join(["%s"] * len(kept))), [*kept, day(span.start), day(span.last)])
    entries = [as_entry(row) for row in lines]
    return sums(entries, kinds(), hosts()) if entries else {}


def content_of(amount: int) -> CellValue:
    """A sum of the book as a cell's content; none of it is "không phát sinh"."""
    return CellValue(State.REPORTED, amount) if amount else CellValue(State.NOTHING_AROSE)


def book_of(submission: Submission) -> dict[CellKey, CellValue]:
    """What the book says of the lines that the report collects."""
    if submission.form_version is None:
        return {}
    return book_beside(submission.form_version, submission.unit, submission.period.span)


def book_beside(form: FormVersion, unit: Unit, span: Span) -> dict[CellKey, CellValue]:
    """What the unit's book says of the lines that the form collects, for a report begun or not."""
    counted = {code for kind in kinds().values() for code in (kind.times, kind.attendances) if code}
    collected = {
        CellKey(line.indicator.code, line.breakdown)
        for line in lines_of(form)
        if line.role == FormLine.COLLECTS and line.indicator.code in counted
    }
    found = book_sums(unit, span) if collected else {}
    return {key: content_of(amount) for key, amount in found.items() if key in collected}


def book_witness(submission: Submission) -> Iterable[Witness]:
    """The book as a witness of the report's figures (rule R9)."""
    return [Witness(key, BOOK, content) for key, content in book_of(submission).items()]


@dataclass(frozen=True)
class Proposed:
    """One line of a report beside the book: what the book comes to and what the report has now, if anything."""

    key: CellKey
    name: str
    unit_of_count: str
    book: CellValue
    now: CellValue | None

    @property
    def is_empty(self) -> bool:
        """Whether the report says nothing here yet."""
        return self.now is None or (self.now.state is State.NOT_REPORTED and not self.now.reason)

    @property
    def differs(self) -> bool:
        """Whether the report says something else than the book."""
        return self.now is not None and not self.is_empty and self.now.amount != self.book.amount


@dataclass(frozen=True)
class Fillable:
    """A report still being written that covers some of the days, with the lines that the book speaks of."""

    report: Report
    lines: tuple[Proposed, ...]

    @property
    def empty(self) -> int:
        """How many of the lines are still empty."""
        return sum(1 for line in self.lines if line.is_empty)


def fillable(actor: Actor, span: Span, today: date) -> list[Fillable]:
    """The unit's unfinished reports that overlap the days, with what the book says of their lines."""
    found: list[Fillable] = []
    for report in reports_of(actor, actor.unit, today):
        is_open = not report.closed and report.stage in (None, Stage.DRAFT, Stage.SENT_BACK)
        book = book_beside(report.form, actor.unit, report.span) if is_open and report.span.overlaps(span) else {}
        if not book:
            continue
        drafts = report.submission.drafts.select_related("indicator") if report.submission else ()
        now = {draft.key: draft.content for draft in drafts}
        found.append(Fillable(report, tuple(_proposed(report.form, book, now))))
    return found


def _proposed(
    form: FormVersion, book: Mapping[CellKey, CellValue], now: Mapping[CellKey, CellValue]
) -> Iterator[Proposed]:
    for line in lines_of(form):
        key = CellKey(line.indicator.code, line.breakdown)
        if key in book:
            yield Proposed(key, line.label, line.indicator.unit_of_count, book[key], now.get(key))
