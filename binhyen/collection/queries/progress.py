"""How one report or many stand: their moves, whose court they were in, by when they are due."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from django.utils import timezone

from binhyen.collection.queries.calendar import working_days
from binhyen.collection.queries.due import Due, due_of
from binhyen.collection.rules.lateness import Lateness, Turn, first_sent, lateness, settled
from binhyen.figures.models import Period, Step, Submission
from binhyen.figures.queries.forms import closing_of
from binhyen.figures.queries.names import post_titles
from binhyen.figures.rules.moves import Move, Stage
from binhyen.foundation.span import Span
from binhyen.foundation.working_days import WorkingDays
from binhyen.organisation.models import Unit

GIVES_BACK = (Move.SEND_BACK.value, Move.RETURN.value)


@dataclass(frozen=True)
class Moved:
    """One move as a page tells it: a local moment, what was done, by which office, why. No name of a person."""

    at: datetime
    verb: str
    stage: Stage
    post: str
    reason: str = ""
    due_on: date | None = None
    cells: int = 0


@dataclass(frozen=True)
class Progress:
    """One report with its moves, oldest first, and how it stands to its deadline."""

    due: Due | None
    lateness: Lateness
    moves: tuple[Moved, ...]


def progress_of(submission: Submission | None, *, form_code: str, unit: Unit, span: Span, now: datetime) -> Progress:
    """The progress of a report that the caller may see; ``submission`` None: nothing has been entered yet."""
    steps = list(Step.objects.filter(submission=submission).order_by("seq")) if submission else []
    titles = post_titles(step.by_post for step in steps)
    moves = tuple(_moved(step, titles.get(step.by_post, "")) for step in steps)
    turns = [turn_of(step) for step in steps] or (told_by(submission) if submission else [])
    due = due_of(form_code, unit, span, first_sent(turns))
    found = standing(turns, due=due, span=span, now=now, calendar=working_days())
    period = Period.objects.filter(starts_on=span.start, ends_on=span.last).first()
    if period is not None and closing_of(form_code, unit, period, timezone.localtime(now).date()) is not None:
        found = settled(found)
    return Progress(due, found, moves)


def standing(turns: Iterable[Turn], *, due: Due | None, span: Span, now: datetime, calendar: WorkingDays) -> Lateness:
    """How a report over ``span`` stands: its unit could begin when the period had ended and it had been asked."""
    begins = span.last + timedelta(days=1)
    if due is not None and due.asked_on is not None:
        begins = max(begins, due.asked_on)
    moment = timezone.localtime(due.at) if due else None
    missed = [(timezone.localtime(at), timezone.localtime(until)) for at, until in due.missed] if due else []
    return lateness(
        list(turns), due=moment, missed=missed, begins_on=begins, now=timezone.localtime(now), calendar=calendar
    )


def turn_of(step: Step) -> Turn:
    """A step as the rules know it."""
    return Turn(timezone.localtime(step.at), step.verb, Stage(step.stage), step.version, step.due_on)


def told_by(report: Submission) -> list[Turn]:
    """The moves of a report that was sent before steps were kept, as far as the report itself tells them."""
    if not report.version or report.submitted_at is None:
        return []
    turns = [Turn(timezone.localtime(report.submitted_at), Move.SUBMIT, Stage.SUBMITTED, report.version)]
    decided = {Stage.APPROVED.value: Move.APPROVE, Stage.SENT_BACK.value: Move.SEND_BACK}.get(report.stage)
    if decided is not None and report.decided_at is not None:
        at = timezone.localtime(report.decided_at)
        turns.append(Turn(at, decided, Stage(report.stage), report.version, report.due_on))
    return turns


def turns_among(steps: Iterable[Step]) -> dict[int, list[Turn]]:
    """By submission its moves, in the order of ``steps``."""
    found: dict[int, list[Turn]] = defaultdict(list)
    for step in steps:
        found[step.submission_id].append(turn_of(step))
    return found


def _moved(step: Step, post: str) -> Moved:
    back = step.verb in GIVES_BACK
    return Moved(
        at=timezone.localtime(step.at), verb=step.verb, stage=Stage(step.stage), post=post,
        reason=step.reason if back else "", due_on=step.due_on if step.verb == Move.SEND_BACK else None,
        cells=len(step.cells),
    )  # fmt: skip
