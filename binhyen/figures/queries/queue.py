"""What waits for a post: reports to enter, to correct, to send, to decide, and what is done."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date

from django.db.models import Case, Count, F, Q, QuerySet, When

from binhyen.figures.models import Cell, Correction, DraftCell, FormLine, Submission
from binhyen.figures.queries.hands import Presented, presented
from binhyen.figures.queries.names import names_of, unit_names
from binhyen.figures.queries.schedule import Board, Report, boards_ended, filled_lines, reports_of
from binhyen.figures.rules.cells import CellValue, Severity
from binhyen.figures.rules.moves import Stage
from binhyen.figures.visibility import cells_seen_by
from binhyen.organisation.actor import Actor, Hands
from binhyen.organisation.rules import Level, Role

DONE = 6
"""How many finished reports a queue shows."""


@dataclass(frozen=True)
class ReturnedLine:
    """One line that came back: its name, what was sent, why."""

    name: str
    content: CellValue
    decimals: int
    unit_of_count: str
    reason: str


@dataclass(frozen=True)
class Given:
    """A report that somebody has handed in, for the desk: by a form or read from a text."""

    submission: Submission
    unit: str
    lines: int
    is_own: bool
    explained: int = 0

    @property
    def is_exception(self) -> bool:
        """Whether it has explained warnings or comes again after it was sent back: looked at before clean ones."""
        return self.explained > 0 or self.submission.version > 1


@dataclass
class Queue:
    """The queue of a commune's post. ``readers`` says, by form version, how many programmes read its lines.

    ``entering``: what the officer has still to enter and to present, for the leader; an officer has it in ``todo``.
    """

    todo: list[Report] = field(default_factory=list)
    entering: list[Report] = field(default_factory=list)
    returned: list[Report] = field(default_factory=list)
    waiting: list[Report] = field(default_factory=list)
    done: list[Report] = field(default_factory=list)
    returned_lines: Mapping[int, Sequence[ReturnedLine]] = field(default_factory=dict)
    readers: Mapping[int, int] = field(default_factory=dict)


@dataclass
class DeskQueue:
    """The queue of a provincial post. ``waiting_count`` counts all reports to decide, ``waiting`` holds the first ones."""

    drafts: list[Given] = field(default_factory=list)
    returned: list[Given] = field(default_factory=list)
    waiting: list[Given] = field(default_factory=list)
    waiting_count: int = 0
    corrections: list[Correction] = field(default_factory=list)
    correction_names: Mapping[int, str] = field(default_factory=dict)
    done: list[Given] = field(default_factory=list)
    boards: list[Board] = field(default_factory=list)


def commune_queue(actor: Actor, today: date) -> Queue:
    """The reports of the actor's commune, sorted by whose turn it is. A closed period that was never reported is left out."""
    queue = Queue()
    leader = actor.role is Role.COMMUNE_LEADER
    for report in reversed(reports_of(actor, actor.unit, today)):
        came_back = report.submission is not None and bool(report.submission.reason)
        if report.stage is Stage.APPROVED:
            queue.done.append(report)
        elif report.closed:
            continue
        elif report.stage is Stage.SENT_BACK or (report.stage is Stage.DRAFT and came_back):
            queue.returned.append(report)
        elif report.stage is Stage.PRESENTED and leader:
            queue.todo.append(report)
        elif report.stage in (Stage.PRESENTED, Stage.SUBMITTED):
            queue.waiting.append(report)
        else:
            (queue.entering if leader else queue.todo).append(report)
    queue.done = queue.done[: -DONE - 1 : -1]
    queue.readers = programme_counts({r.form.pk for r in queue.todo})
    queue.returned_lines = returned_lines([r.submission.pk for r in queue.returned if r.submission])
    return queue


def programme_counts(versions: Collection[int]) -> dict[int, int]:
    """By form version, how many programmes read at least one of its lines: collected once, read by many.

    What stands apart from the collected figures (asked in haste, or counted down a line) is read by none.
    """
    lines = FormLine.objects.filter(version__in=versions, version__vertical=False).order_by()
    counted = lines.values_list("version").annotate(n=Count("indicator__readers__programme", distinct=True))
    return dict(counted)


def returned_lines(submissions: Sequence[int]) -> dict[int, list[ReturnedLine]]:
    """By submission the lines that came back for themselves, in the order of the form."""
    drafts = list(
        DraftCell.objects.filter(submission__in=submissions, returned=True, along=False)
        .select_related("indicator", "submission")
        .order_by("id")
    )
    lines = FormLine.objects.filter(version__in={d.submission.form_version_id for d in drafts})
    named = {(v, i, b): label for v, i, b, label in lines.values_list("version", "indicator", "breakdown", "label")}
    found: dict[int, list[ReturnedLine]] = {}
    for d in drafts:
        label = named.get((d.submission.form_version_id or 0, d.indicator_id, d.breakdown), d.indicator.code)
        line = ReturnedLine(
            label.lstrip("- "), d.content, d.indicator.decimals, d.indicator.unit_of_count, d.return_reason
        )
        found.setdefault(d.submission_id, []).append(line)
    return found


def desk_queue(actor: Actor, today: date, *, shown: int = 20) -> DeskQueue:
    """What the provincial post has to draft, correct and decide, and how the last periods stand."""
    seen = Submission.objects.visible_to(actor).select_related("unit", "period", "form_version", "source")
    waiting = waiting_for(actor, seen)
    own = seen.exclude(source=None) | seen.filter(unit=actor.unit)
    done = seen.filter(decided_by_post=actor.post.pk, stage=Stage.APPROVED).order_by("-decided_at")
    parts = {
        "drafts": list(own.filter(stage=Stage.DRAFT).order_by("-id")[:shown]),
        "returned": list(own.filter(stage=Stage.SENT_BACK).order_by("-id")[:shown]),
        "waiting": list(waiting[:shown]),
        "done": list(done[:DONE]),
    }
    everything = [s for part in parts.values() for s in part]
    names = unit_names({s.unit_id for s in everything}, today)
    lines = filled_lines(s.pk for s in everything)
    hands, by_whom = actor.hands(), presented(parts["waiting"])
    given = {name: [_given(hands, by_whom, s, names, lines) for s in part] for name, part in parts.items()}
    corrections = list(
        Correction.objects.filter(state=Correction.WAITING, version__cell__in=Cell.objects.filter(cells_seen_by(actor)))
        .select_related("version__cell__indicator", "version__cell__unit", "version__cell__period")
        .order_by("requested_at")[:shown]
    )
    return DeskQueue(
        **given,
        waiting_count=len(parts["waiting"]) if len(parts["waiting"]) < shown else waiting.count(),
        corrections=corrections,
        correction_names=_correction_names(corrections, today),
        boards=last_boards(actor, today),
    )


def waiting_for(actor: Actor, seen: QuerySet[Submission]) -> QuerySet[Submission]:
    """The reports that wait for the actor's decision, inside its line of work, those with explained warnings (``explained``
    counts them) or sent again before the clean ones, the longest waiting first."""
    in_line = Q(form_version=None) | Q(form_version__line_of_work=actor.post.line)
    warned = Count("findings", filter=Q(findings__version=F("version"), findings__severity=Severity.WARN))
    clean = Case(When(Q(explained__gt=0) | Q(version__gt=1), then=0), default=1)
    found = seen.filter(in_line, stage=Stage.SUBMITTED).annotate(explained=warned)
    return found.order_by(clean, "submitted_at", "id")


def _given(
    hands: Hands, by_whom: Presented, submission: Submission, names: Mapping[int, str], lines: Mapping[int, int]
) -> Given:
    own = hands.did(submission.submitted_by, submission.submitted_by_post) or by_whom.did(hands, submission)
    explained = getattr(submission, "explained", 0)
    return Given(submission, names.get(submission.unit_id, ""), lines.get(submission.pk, 0), own, explained)


def _correction_names(corrections: Sequence[Correction], today: date) -> dict[int, str]:
    """By correction what it is about: the figure and its unit."""
    cells = {c.pk: c.version.cell for c in corrections}
    keys = names_of({cell.key for cell in cells.values()}, today)
    units = unit_names({cell.unit_id for cell in cells.values()}, today)
    return {pk: f"{keys[cell.key]}, {units.get(cell.unit_id, '')}" for pk, cell in cells.items()}


def last_boards(actor: Actor, today: date) -> list[Board]:
    """For each form of the actor's province, its last period that has ended."""
    if actor.unit.level != Level.PROVINCE:
        return []
    return boards_ended(actor, actor.unit, today)
