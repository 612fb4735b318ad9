"""Whose court the ball was in, and how late the reporting unit is: only its own working days count. Pure.

A day is counted like a term: the first day is left out. So a report sent on Monday has spent one working day above on
Tuesday, and the days of all spans add up to the days of the whole. What is sent after the hour of the last day is late, by no
whole working day yet.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime
from enum import StrEnum

from binhyen.figures.rules.moves import Move, Stage
from binhyen.foundation.working_days import WorkingDays


class Court(StrEnum):
    """Who has to act on the report."""

    ENTERING = "entering"
    SIGNING = "signing"
    EXAMINING = "examining"
    CORRECTING = "correcting"


class Standing(StrEnum):
    """How the report stands to its deadline. ``LATE``: it was sent, but not in time; ``OVERDUE``: it is still owed;
    ``CLOSED``: it can no longer be sent.
    """

    OPEN = "open"
    NOT_DUE = "not_due"
    DUE_TODAY = "due_today"
    OVERDUE = "overdue"
    ON_TIME = "on_time"
    LATE = "late"
    CLOSED = "closed"


@dataclass(frozen=True)
class Turn:
    """One move of a report as the rules see it: a local moment, the verb, the stage and version after it.

    ``due_on`` is the new date that a send-back gave, if any; on other moves it says nothing.
    """

    at: datetime
    verb: str
    stage: Stage
    version: int = 0
    due_on: date | None = None


@dataclass(frozen=True)
class CourtSpan:
    """Days through which one side had the report. ``ends_on`` None: it has it now; ``days`` are working days.

    ``due``: until when it had to be sent on; ``late`` the working days beyond. Both only on the reporting unit's side.
    """

    court: Court
    starts_on: date
    ends_on: date | None
    days: int
    due: datetime | None = None
    late: int = 0


@dataclass(frozen=True)
class Lateness:
    """How a report stands: its standing, the working days the unit is late in all rounds, the deadline that runs now.

    ``due`` is the deadline of the last round, also where the report has been sent. ``days_left`` counts working days to it.
    """

    standing: Standing
    days: int
    due: datetime | None
    days_left: int
    spans: tuple[CourtSpan, ...]

    @property
    def court(self) -> Court | None:
        """Who has the report now; None once it is approved."""
        return self.spans[-1].court if self.spans and self.spans[-1].ends_on is None else None

    def in_court(self, *courts: Court) -> int:
        """Working days in the courts named, all rounds together."""
        return sum(span.days for span in self.spans if span.court in courts)


def first_sent(turns: Sequence[Turn]) -> datetime | None:
    """When the report was sent for the first time; None while it has not been."""
    return next((turn.at for turn in turns if turn.verb == Move.SUBMIT.value), None)


OWN = (Court.ENTERING, Court.SIGNING, Court.CORRECTING)


def court_of(stage: Stage, version: int) -> Court | None:
    """Who has a report in this stage; a draft that was sent once before is being corrected."""
    if stage is Stage.DRAFT:
        return Court.CORRECTING if version else Court.ENTERING
    return {
        Stage.PRESENTED: Court.SIGNING,
        Stage.SUBMITTED: Court.EXAMINING,
        Stage.SENT_BACK: Court.CORRECTING,
    }.get(stage)


def lateness(
    turns: Sequence[Turn], *, due: datetime | None, begins_on: date, now: datetime, calendar: WorkingDays,
    missed: Sequence[tuple[datetime, datetime]] = (),
) -> Lateness:  # fmt: skip
    """How the report stands at ``now`` (local), from its moves in order.

    ``begins_on``: the first day on which the unit could have worked on it. A send-back gives a new deadline: its new date at
    the hour of the first one, and without a date as many working days as the unit had left when it sent, at least one.
    ``missed``: earlier deadlines, each with the moment at which a later one replaced it: the days between stay late.
    """
    spans: list[CourtSpan] = []
    deadline, late, sent = due, False, False
    for held in _held(turns, begins_on, now):
        if held.court is Court.EXAMINING:
            sent = True
            spans.append(CourtSpan(held.court, held.starts_on, held.ends_on, held.days(calendar)))
            continue
        if held.sent_back is not None and deadline is not None:
            deadline = _new_deadline(deadline, held, calendar)
            sent = False
        over = _over(held, deadline, calendar)
        late = late or (deadline is not None and held.until > deadline)
        if held.sent_at is None:
            over += sum(_over(held, passed, calendar, until) for passed, until in missed)
            late = late or any(held.until > passed for passed, _ in missed)
        spans.append(CourtSpan(held.court, held.starts_on, held.ends_on, held.days(calendar), deadline, over))
    last = turns[-1].stage if turns else Stage.DRAFT
    sent = sent or last is Stage.APPROVED
    days = sum(span.late for span in spans)
    left = calendar.count(now.date(), deadline.date()) if deadline else 0
    return Lateness(_standing(deadline, sent=sent, late=late, now=now), days, deadline, left, tuple(spans))


def settled(found: Lateness) -> Lateness:
    """The same in a closed period: what its unit has not sent can no longer be sent, so no day counts against it now."""
    if found.standing in (Standing.ON_TIME, Standing.LATE) or found.court not in OWN:
        return found
    spans = tuple(span if span.ends_on else replace(span, due=None, late=0) for span in found.spans)
    days = sum(span.late for span in spans)
    return replace(found, standing=Standing.CLOSED, days=days, days_left=0, spans=spans)


@dataclass(frozen=True)
class _Held:
    """One side's turn with exact moments; ``sent_back`` where it began with a send-back, ``sent_at`` the sending before."""

    court: Court
    starts_on: date
    ends_on: date | None
    until: datetime
    sent_back: Turn | None = None
    sent_at: datetime | None = None

    def days(self, calendar: WorkingDays) -> int:
        return calendar.count(self.starts_on, self.until.date())


def _held(turns: Sequence[Turn], begins_on: date, now: datetime) -> Iterator[_Held]:
    """The turns of each side, oldest first; one that another of the same court follows is told as one."""
    court: Court | None = Court.ENTERING
    start = min(begins_on, turns[0].at.date() if turns else now.date())
    sent_back: Turn | None = None
    sent_at: datetime | None = None
    for turn in turns:
        following = court_of(turn.stage, turn.version)
        if following is court:
            continue
        if court is not None:
            yield _Held(court, start, turn.at.date(), turn.at, sent_back, sent_at)
        sent_back = turn if turn.verb == Move.SEND_BACK.value else None
        sent_at = turn.at if following is Court.EXAMINING else sent_at
        court, start = following, turn.at.date()
    if court is not None:
        yield _Held(court, start, None, now, sent_back, sent_at)


def _new_deadline(deadline: datetime, held: _Held, calendar: WorkingDays) -> datetime:
    back = held.sent_back
    assert back is not None
    day = back.due_on
    if day is None:
        sent_on = held.sent_at.date() if held.sent_at else back.at.date()
        day = calendar.after(back.at.date(), max(1, calendar.count(sent_on, deadline.date())))
    return datetime.combine(day, deadline.timetz())


def _over(held: _Held, deadline: datetime | None, calendar: WorkingDays, until: datetime | None = None) -> int:
    """Working days of this turn beyond the deadline, to ``until`` at most; what passed before it began is not the unit's."""
    if deadline is None or held.until <= deadline:
        return 0
    last = held.until if until is None else min(held.until, until)
    return calendar.count(max(deadline.date(), held.starts_on), last.date())


def _standing(deadline: datetime | None, *, sent: bool, late: bool, now: datetime) -> Standing:
    if deadline is None:
        return Standing.OPEN
    if sent:
        return Standing.LATE if late else Standing.ON_TIME
    if now > deadline:
        return Standing.OVERDUE
    return Standing.DUE_TODAY if now.date() == deadline.date() else Standing.NOT_DUE
