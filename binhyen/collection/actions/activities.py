"""Write into the activity book, strike a line out and take that back; put the book's sums into a report on request."""

from __future__ import annotations

from datetime import datetime

from binhyen.collection.models import Activity
from binhyen.collection.queries.activities import book_of, hosts, kinds
from binhyen.collection.rules.activities import Entry, checked
from binhyen.figures.actions import open_submission
from binhyen.figures.actions.entering import save_each
from binhyen.figures.actions.guards import require_open, today_of
from binhyen.figures.models import Submission
from binhyen.figures.queries.reports import draft_cells
from binhyen.figures.rules.cells import CellKey, State
from binhyen.foundation.audit import chain
from binhyen.foundation.errors import Invalid
from binhyen.foundation.span import Span
from binhyen.foundation.vietnamese import short_date
from binhyen.organisation.actor import Actor, require
from binhyen.organisation.models import Unit
from binhyen.organisation.queries import version_on
from binhyen.organisation.rules import Act


def add_activity(entry: Entry, *, unit: Unit, actor: Actor, now: datetime) -> Activity:
    """One more line in the unit's book. Refused: a day to come, what is missing, a place finer than a khu dân cư."""
    today = today_of(now)
    require(actor, Act.DRAFT, unit, today)
    kept = checked(entry, kinds(), hosts(), today)
    if version_on(unit, kept.on) is None:
        raise Invalid("collection.activity_no_unit", unit=unit.last_name(), on=short_date(kept.on))
    with chain(user_id=actor.user.pk, post_id=actor.post.pk, now=now) as line:
        activity = Activity.objects.create(
            unit=unit, on=kept.on, kind=kept.kind, host=kept.host, times=kept.times, attendances=kept.attendances,
            area=kept.area, at=now, by_user=actor.user.pk, by_post=actor.post.pk,
        )  # fmt: skip
        said = {"on": kept.on, "kind": kept.kind, "host": kept.host, "times": kept.times, "came": kept.attendances}
        line.entry("collection.add_activity", f"activity:{activity.pk}", {**said, "area": kept.area})
    return activity


def strike_activity(activity: Activity, *, actor: Actor, now: datetime) -> Activity:
    """The line stays in the book, struck out, and is not counted any more. Doing it twice changes nothing."""
    return _struck(activity, actor=actor, now=now, verb="strike_activity", struck_at=now)


def restore_activity(activity: Activity, *, actor: Actor, now: datetime) -> Activity:
    """Take the striking-out back: the line counts again."""
    return _struck(activity, actor=actor, now=now, verb="restore_activity", struck_at=None)


def _struck(
    activity: Activity, *, actor: Actor, now: datetime, verb: str, struck_at: datetime | None
) -> Activity:  # fmt: skip
    require(actor, Act.DRAFT, activity.unit, today_of(now))
    with chain(user_id=actor.user.pk, post_id=actor.post.pk, now=now) as line:
        fresh = Activity.objects.select_for_update(no_key=True).get(pk=activity.pk)
        if (fresh.struck_at is None) != (struck_at is None):
            fresh.struck_at = struck_at
            fresh.save(update_fields=["struck_at"])
            line.entry(f"collection.{verb}", f"activity:{fresh.pk}")
    return fresh


def fill_from_book(*, form_code: str, unit: Unit, span: Span, actor: Actor, now: datetime) -> list[CellKey]:
    """Put the book's sums into the empty cells of the unit's report, begun if need be; the cells that were filled.

    Only when a person asks for it, and never over what stands in a cell: a difference is shown by the checks (R9).
    """
    report = open_submission(form_code=form_code, unit=unit, span=span, actor=actor, now=now)
    with chain(user_id=actor.user.pk, post_id=actor.post.pk, now=now, held=False) as line:
        report = Submission.objects.select_related("unit", "period", "form_version").get(pk=report.pk)
        drafts = draft_cells(report)
        empty = {
            key: content for key, content in book_of(report).items()
            if key not in drafts or (drafts[key].state == State.NOT_REPORTED and not drafts[key].reason)
        }  # fmt: skip
        seen = {key: drafts[key].seen_version for key in empty if key in drafts}
        came_from = {key: {"kind": "activities"} for key in empty}
        saved = save_each(report, empty, seen=seen, actor=actor, now=now, provenance=came_from)
        filled = sorted(saved.versions)
        if filled:
            line.hold()
            require_open(form_code, unit, report.period, today_of(now))
            line.entry("collection.fill_from_book", f"submission:{report.pk}", {"cells": [str(key) for key in filled]})
    return filled
