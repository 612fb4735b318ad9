"""What a post is reminded of: its own reports near or past their deadline, or for a province how many still owe one."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta

from django.utils import timezone

from binhyen.collection.letters.sentences import kinds, moment, owing_words
from binhyen.collection.letters.sentences import working_days as days_words
from binhyen.collection.models import Mailbox
from binhyen.collection.queries.calendar import working_days
from binhyen.collection.queries.deadlines import deadlines_of
from binhyen.collection.queries.due import Due
from binhyen.collection.queries.progress import standing, turns_among
from binhyen.collection.queries.timeliness import GIVEN, Entry, Reports, Timeliness, boards_between
from binhyen.collection.rules.lateness import Lateness
from binhyen.collection.rules.reminders import Milestone, falls_on, reached
from binhyen.figures.models import FormVersion, Step, Submission
from binhyen.figures.queries.schedule import Report, reports_of
from binhyen.figures.rules import periods
from binhyen.foundation.span import Span
from binhyen.foundation.working_days import WorkingDays
from binhyen.organisation.actor import Actor
from binhyen.organisation.models import Post, Unit, UnitVersion, in_force
from binhyen.organisation.rules import Act, Level, Relation, Role, may

BACK, AHEAD = timedelta(days=45), timedelta(days=20)
"""Reports over figures to a day this long ago, and this far ahead, are reminded of; older ones stand on the board."""
Test = Callable[[date, date, WorkingDays], Milestone | None]
DRAFTERS = (Role.COMMUNE_OFFICER, Role.PROVINCIAL_DESK)


@dataclass(frozen=True)
class Reminder:
    """One thing to remember, in a sentence. ``unit`` is whose report it is; for a province's desk it is the province."""

    milestone: Milestone
    form: FormVersion
    span: Span
    unit: Unit
    due: datetime
    sentence: str
    count: int = 1


@dataclass(frozen=True)
class Letterbox:
    """Where the digest of a post goes, with what stands in it."""

    post: Post
    unit: str
    mailbox: str
    reminders: tuple[Reminder, ...]


def reminders_for(actor: Actor, today: date) -> list[Reminder]:
    """What the post is to be reminded of on the day, the most pressing first; nothing for who sees approved figures only.

    A constant number of queries: about fifteen for a commune, the same for a province however many days of figures are near.
    """
    if not may(actor.role, Act.SEE_ALL_STATES, Relation.OWN):
        return []
    if actor.unit.level != Level.PROVINCE:
        return own_reminders(reports_of(actor, actor.unit, today), actor.unit, today)
    seen = Submission.objects.visible_to(actor)
    found = [
        reminder for unit, reminder in _of(_boards(seen, actor.unit, today), today, reached) if unit == actor.unit.pk
    ]
    return sorted(found, key=lambda one: one.due)


def own_reminders(reports: Sequence[Report], unit: Unit, today: date) -> list[Reminder]:
    """The reminders about reports of the unit that were read already (six queries)."""
    near = [
        r for r in reports if today - BACK <= r.span.last <= today + AHEAD and r.stage not in GIVEN and not r.closed
    ]
    deadlines = deadlines_of(unit, {(r.form.code, r.span) for r in near}, today)
    steps = Step.objects.filter(submission__in=[r.submission.pk for r in near if r.submission]).order_by("seq")
    turns, calendar, found = turns_among(steps), working_days(), []
    for report in near:
        deadline = deadlines.get((report.form.code, report.span))
        if deadline is None:
            continue
        due, moves = (
            Due(deadline.at, deadline.basis, None),
            turns.get(report.submission.pk, []) if report.submission else [],
        )
        stands = standing(moves, due=due, span=report.span, now=_morning(today), calendar=calendar)
        milestone = reached(stands.due.date(), today, calendar) if stands.due else None
        if stands.due is not None and milestone is not None:
            said = _sentence(
                _what(report.form, report.span, returned=any(turn.version for turn in moves)), milestone, stands
            )
            found.append(Reminder(milestone, report.form, report.span, unit, stands.due, said))
    return sorted(found, key=lambda one: one.due)


def letterboxes(today: date) -> list[Letterbox]:
    """Every digest of the morning: posts with a mailbox and something to be reminded of. Nothing on a day off."""
    if not working_days().works(today):
        return []
    boxes = {(box.unit_id, box.role): box.mailbox for box in Mailbox.objects.all()}
    posts = Post.objects.in_force(today).select_related("unit", "holder").filter(unit__in={u for u, _ in boxes})
    by_unit: dict[int, list[tuple[Post, str]]] = {}
    for post in posts:
        box = boxes.get((post.unit_id, post.role)) or _shared(boxes, post)
        if box and may(Role(post.role), Act.SEE_ALL_STATES, Relation.OWN):
            by_unit.setdefault(post.unit_id, []).append((post, box))
    names = {v.unit_id: v.full_name for v in UnitVersion.objects.filter(in_force(today), unit__in=by_unit)}
    found: dict[int, list[Reminder]] = {}
    for province in _provinces(by_unit, today):
        for unit, reminder in _of(_boards(Submission.objects.all(), province, today), today, falls_on):
            found.setdefault(unit, []).append(reminder)
    return [
        Letterbox(post, names.get(unit, ""), box, tuple(sorted(found[unit], key=lambda one: one.due)))
        for unit, holders in sorted(by_unit.items())
        if unit in found
        for post, box in holders
    ]


def _shared(boxes: dict[tuple[int, str], str], post: Post) -> str:
    """A mailbox of the whole unit takes one digest: that of the post that drafts."""
    return boxes.get((post.unit_id, ""), "") if post.role in DRAFTERS else ""


def _provinces(units: dict[int, list[tuple[Post, str]]], today: date) -> list[Unit]:
    """The provinces of the units, each once."""
    rows = UnitVersion.objects.filter(in_force(today), unit__in=units).select_related("unit", "province")
    found = {v.province or v.unit for v in rows}
    return sorted((unit for unit in found if unit.level == Level.PROVINCE), key=lambda unit: unit.pk)


def _boards(seen: Reports, province: Unit, today: date) -> list[Timeliness]:
    """The boards of the days near enough to be reminded of."""
    return boards_between(seen, province, today - BACK, today + AHEAD, _morning(today), today)


def _morning(today: date) -> datetime:
    """The first moment of the day: what is due on it is not overdue yet."""
    return datetime.combine(today, time(), timezone.get_default_timezone())


def _of(boards: Sequence[Timeliness], today: date, test: Test) -> Iterator[tuple[int, Reminder]]:
    """By unit what the boards remind of: each unit of its own, the province of all that still owe."""
    calendar = working_days() if boards else WorkingDays()
    for board, n in ((one, n) for one in boards for n in range(len(one.columns))):
        waiting: dict[tuple[Milestone, bool], list[Entry]] = {}
        for entry in board.entries(n):
            due = entry.lateness.due
            milestone = test(due.date(), today, calendar) if due and entry.owing else None
            if due is None or milestone is None:
                continue
            again = entry.submission is not None and entry.submission.version > 0
            waiting.setdefault((milestone, again), []).append(entry)
            what = _what(entry.owed.form, entry.owed.span, returned=again)
            said = _sentence(what, milestone, entry.lateness)
            yield entry.unit.unit_id, Reminder(milestone, entry.owed.form, entry.owed.span, entry.unit.unit, due, said)
        for (milestone, again), entries in waiting.items():
            if milestone >= Milestone.ON_THE_DAY:
                yield board.province.pk, _of_all(board, n, milestone, entries, again=again)


def _what(form: FormVersion, span: Span, *, returned: bool) -> str:
    return f"{form.short_title}, {periods.name(span)}{' (trả lại để chỉnh lý)' if returned else ''}"


def _sentence(what: str, milestone: Milestone, stands: Lateness) -> str:
    assert stands.due is not None
    if milestone is Milestone.AFTER:
        return f"{what}: quá hạn {days_words(stands.days)} (hạn {moment(stands.due)})."
    if milestone is Milestone.ON_THE_DAY:
        return f"{what}: đến hạn {stands.due:%H} giờ {stands.due:%M} hôm nay."
    return f"{what}: còn {days_words(stands.days_left)}, hạn {moment(stands.due)}."


def _of_all(board: Timeliness, n: int, milestone: Milestone, entries: list[Entry], *, again: bool) -> Reminder:
    owed = board.columns[n]
    due = max(entry.lateness.due for entry in entries if entry.lateness.due)
    kind = kinds(entry.unit.type for entry in board.entries(n))
    days = [entry.lateness.days for entry in entries] if milestone is Milestone.AFTER else []
    what = f"{owed.form.short_title}, {periods.name(owed.span)}"
    said = owing_words(len(entries), kind, what, days, again=again)
    if milestone is Milestone.ON_THE_DAY:
        said = said.replace("chưa đến hạn.", f"đến hạn {due:%H} giờ {due:%M} hôm nay.")
    return Reminder(milestone, owed.form, owed.span, board.province, due, said, len(entries))
