"""Keep what a unit writes under the headings of a request; empty it once the review of the period is issued."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from binhyen.collection.actions.requests import require_own_line
from binhyen.collection.models import OutlineSection, ReportRequest, Words
from binhyen.collection.rules.words import words_under
from binhyen.figures.actions.guards import require_open, today_of
from binhyen.foundation.audit import chain
from binhyen.foundation.errors import Invalid, NotFound, Stale, WrongMove
from binhyen.foundation.texts import say
from binhyen.foundation.vietnamese import short_date
from binhyen.organisation.actor import Actor, require
from binhyen.organisation.models import Unit
from binhyen.organisation.rules import Act


@dataclass(frozen=True)
class Typed:
    """One box as it came from a page: the text, and the version the page was made from (0 where it was empty).

    ``emptied``: whoever left it empty said that what was saved there may go.
    """

    text: str
    seen: int
    emptied: bool = False


def save_words(
    request: ReportRequest, unit: Unit, boxes: Mapping[int, Typed], *, actor: Actor, now: datetime
) -> dict[int, int]:
    """Keep the boxes (by position of their heading), all or none; returns the version of each.

    ``Stale("collection.stale_words")`` with both texts where another person saved a box in between; ``Invalid`` naming the
    heading where a text is too long, secret, has a person or a person's number in it, or would silently empty a box (what is
    gone does not come back); ``NotFound`` for a heading that is
    none or a unit that was not asked; ``WrongMove`` once the request is withdrawn. A closed period takes no more words.
    """
    require(actor, Act.DRAFT, unit, today_of(now))
    with chain(user_id=actor.user.pk, post_id=actor.post.pk, now=now) as line:
        fresh = ReportRequest.objects.select_for_update(no_key=True, of=("self",)).get(pk=request.pk)
        if fresh.withdrawn_at is not None:
            raise WrongMove("collection.request_withdrawn", on=short_date(today_of(fresh.withdrawn_at)))
        owed = list(fresh.obligations.filter(unit=unit).select_related("period"))
        if not owed:
            raise NotFound("collection.not_asked", unit=unit.last_name())
        for obligation in owed:
            require_open(obligation.form_code, unit, obligation.period, today_of(now))
        sections = {section.position: section for section in fresh.sections.all()}
        kept = {
            w.section_id: w
            for w in Words.objects.select_for_update(no_key=True).filter(section__request=fresh, unit=unit)
        }
        saved: dict[int, int] = {}
        for position, typed in boxes.items():
            section = sections.get(position)
            if section is None:
                raise NotFound("collection.section_unknown", position=position)
            saved[position] = _keep(section, unit, typed, kept.get(section.pk), actor, now)
        line.entry("collection.save_words", f"request:{fresh.pk}:{unit.uid}", {"boxes": sorted(saved.items())})
    return saved


def _keep(section: OutlineSection, unit: Unit, typed: Typed, before: Words | None, actor: Actor, now: datetime) -> int:
    try:
        text = words_under(typed.text, section.limit)
    except Invalid as refused:
        raise Invalid("collection.section_refused", section=section.title, why=say(refused)) from refused
    if before is None:
        if not text and typed.seen == 0:
            return 0
        before = Words(section=section, unit=unit, seen_version=0)
    elif before.text == text:
        return before.seen_version
    if before.seen_version != typed.seen:
        raise Stale(
            "collection.stale_words", section=section.title, position=section.position, theirs=before.text, mine=text,
            now=before.seen_version,
        )  # fmt: skip
    if not text and not typed.emptied:
        raise Invalid("collection.words_not_emptied", section=section.title)
    before.text, before.at, before.by_user, before.by_post = text, now, actor.user.pk, actor.post.pk
    before.seen_version += 1
    before.save()
    return before.seen_version


def forget_words(request: ReportRequest, *, actor: Actor, now: datetime) -> int:
    """Empty all boxes of a request for good: its review is issued, the words have served. Returns how many had text."""
    require(actor, Act.ASK_REPORT, request.issuer, today_of(now))
    require_own_line(request, actor)
    with chain(user_id=actor.user.pk, post_id=actor.post.pk, now=now) as line:
        written = Words.objects.filter(section__request=request).exclude(text="")
        count = 0
        for words in written:
            words.text, words.at, words.by_user, words.by_post = "", now, actor.user.pk, actor.post.pk
            words.seen_version += 1
            words.save()
            count += 1
        line.entry("collection.forget_words", f"request:{request.pk}", {"boxes": count})
    return count
