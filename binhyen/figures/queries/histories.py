"""One figure's whole story: its versions, who and why, its source, who reads it, the periods beside it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime

from binhyen.directives.models import Programme, SourceText
from binhyen.figures.models import Cell, CellVersion, Correction, IndicatorVersion, PeriodLock
from binhyen.figures.models import Step as Move
from binhyen.figures.queries.forms import closing_of, lock_of
from binhyen.figures.queries.names import names_of, post_titles
from binhyen.figures.rules.cells import CellKey, CellValue, parse_breakdown
from binhyen.figures.visibility import cells_seen_by
from binhyen.foundation.span import Span
from binhyen.organisation.actor import Actor
from binhyen.organisation.models import UnitVersion
from binhyen.organisation.queries import version_on

RECENT = 8


@dataclass(frozen=True)
class Decision:
    """Who decided on a version, by post, and when."""

    post: str
    at: datetime


@dataclass(frozen=True)
class Step:
    """One version of a figure: who wrote it, the correction it asks for where it is one, who decided on it.

    ``decided`` is the approval of the report that brought it, or the decision on the correction; None where there is none.
    """

    version: CellVersion
    content: CellValue
    post: str
    counts: bool
    correction: Correction | None
    decided: Decision | None = None


@dataclass(frozen=True)
class Story:
    """A figure with everything behind it, newest version first. ``source`` is the text it was read from, if any."""

    cell: Cell
    name: str
    definition: str
    unit: UnitVersion | None
    steps: tuple[Step, ...]
    source: SourceText | None
    readers: tuple[Programme, ...]
    recent: tuple[tuple[Span, CellValue, int], ...]
    waiting: Correction | None
    lock: PeriodLock | None

    @property
    def key(self) -> CellKey:
        """Which line."""
        return self.cell.key

    @property
    def line(self) -> str:
        """The line of work of the form that carried it; "" for what was read from a text."""
        form = self.steps[-1].version.submission.form_version
        return form.line_of_work if form is not None else ""

    @property
    def current(self) -> Step:
        """The version that counts, or the last one where none has been approved yet."""
        return next((step for step in self.steps if step.counts), self.steps[0])


def story_of(actor: Actor, cell_id: int, *, only_approved: bool = False, on: date | None = None) -> Story | None:
    """The story of the figure; None where the actor may not see it. ``only_approved``: no others, nothing that waits."""
    cells = Cell.objects.filter(cells_seen_by(actor), pk=cell_id)
    cell = cells.select_related("indicator", "unit", "period", "approved").first()
    if cell is None:
        return None
    span = cell.period.span
    wordings = IndicatorVersion.objects.filter(indicator=cell.indicator, valid_from__lte=span.last)
    wording = wordings.order_by("-valid_from").first()
    versions = list(cell.versions.select_related("submission__form_version").order_by("-n"))
    if only_approved:
        versions = [v for v in versions if v.pk == cell.approved_id]
    if not versions:
        return None
    corrections = {c.version_id: c for c in Correction.objects.filter(version__cell=cell)}
    form = versions[-1].submission.form_code
    return Story(
        cell=cell, name=names_of([cell.key], span.last)[cell.key], definition=wording.definition if wording else "",
        unit=version_on(cell.unit, span.last), steps=_steps(cell, versions, corrections),
        source=SourceText.objects.filter(pk=int(cell.origin)).first() if cell.origin.isdigit() else None,
        readers=_readers(cell), recent=_recent(cell),
        waiting=None if only_approved else next((c for c in corrections.values() if c.state == Correction.WAITING), None),
        lock=lock_of(form, cell.unit, cell.period) if on is None else closing_of(form, cell.unit, cell.period, on),
    )  # fmt: skip


def _steps(cell: Cell, versions: list[CellVersion], corrections: dict[int, Correction]) -> tuple[Step, ...]:
    decided = _decided(versions, corrections)
    titles = post_titles([*(v.by_post for v in versions), *(post for post, _ in decided.values())])
    return tuple(
        Step(
            v, v.content, titles.get(v.by_post, ""), v.pk == cell.approved_id, corrections.get(v.pk),
            Decision(titles.get(decided[v.pk][0], ""), decided[v.pk][1]) if v.pk in decided else None,
        )
        for v in versions
    )  # fmt: skip


def _decided(versions: list[CellVersion], corrections: dict[int, Correction]) -> dict[int, tuple[int, datetime]]:
    """By version the post that decided and the moment; ``versions`` newest first.

    A version that a report brought was approved with the first approval of that sending or of a later one that left it as
    it was.
    """
    found: dict[int, tuple[int, datetime]] = {}
    approvals: dict[int, list[Move]] = {}
    for move in Move.objects.filter(submission__in={v.submission_id for v in versions}, verb="approve").order_by("seq"):
        approvals.setdefault(move.submission_id, []).append(move)
    next_sent: dict[int, int] = {}
    for v in versions:
        correction = corrections.get(v.pk)
        if correction is not None:
            if correction.decided_at is not None:
                found[v.pk] = correction.decided_by_post or 0, correction.decided_at
            continue
        until = next_sent.get(v.submission_id)
        for move in approvals.get(v.submission_id, ()):
            if v.submission_version <= move.version and (until is None or move.version < until):
                found[v.pk] = move.by_post, move.at
                break
        next_sent[v.submission_id] = v.submission_version
    return found


def _readers(cell: Cell) -> tuple[Programme, ...]:
    """The programmes that read the figure; one that the breakdown names reads it alone."""
    named = parse_breakdown(cell.breakdown).get("programme")
    if named:
        return tuple(Programme.objects.filter(code=named))
    read = cell.indicator.readers.values_list("programme", flat=True)
    return tuple(Programme.objects.filter(pk__in=read))


def _recent(cell: Cell) -> tuple[tuple[Span, CellValue, int], ...]:
    """The approved collected figures of the same line and unit, newest period first: period, value, cell."""
    beside = (
        Cell.objects.filter(unit=cell.unit, indicator=cell.indicator, breakdown=cell.breakdown, origin="")
        .filter(approved__isnull=False, period__ends_on__lte=cell.period.ends_on)
        .select_related("approved", "period")
        .order_by("-period__ends_on")[:RECENT]
    )
    return tuple((c.period.span, c.approved.content, c.pk) for c in beside if c.approved is not None)
