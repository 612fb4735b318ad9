"""Open a closed period again for one unit, by exception, until a day."""

from __future__ import annotations

from collections.abc import Collection
from datetime import date, datetime

from binhyen.directives.rules import plain_words
from binhyen.figures.actions.guards import require_line, today_of
from binhyen.figures.models import Correction, PeriodLock, Reopening
from binhyen.figures.queries.forms import form_on, lock_of
from binhyen.figures.queries.touched import touched_by_reopening
from binhyen.figures.texts import DOCUMENT
from binhyen.foundation.audit import chain
from binhyen.foundation.errors import Invalid, WrongMove
from binhyen.foundation.vietnamese import short_date
from binhyen.organisation.actor import Actor, require
from binhyen.organisation.models import Unit
from binhyen.organisation.rules import Act


def reopen(
    lock: PeriodLock, *, unit: Unit, reason: str, document: str, expires_on: date, said: Collection[int], actor: Actor,
    now: datetime,
) -> Reopening:  # fmt: skip
    """Until ``expires_on`` (inclusive) the unit's report of the closed period can be sent back, entered, sent and approved.

    ``said`` are the numbers of the papers that were named to the actor as touched: all of them, or it is refused. Refused too:
    another line of work, a unit that the closing does not bind, a day that is past, no reason or document, a unit that is open
    already, a correction of it that waits.
    """
    today = today_of(now)
    require(actor, Act.REOPEN, lock.under_unit, today)
    require_line(actor, form_on(lock.form_code, lock.period.ends_on))
    reason, document = plain_words(reason, 500, "Lý do"), plain_words(document, 200, DOCUMENT)
    if not reason:
        raise Invalid("figures.reason_required")
    if not document:
        raise Invalid("figures.document_required")
    if expires_on < today:
        raise Invalid("figures.reopen_past", on=short_date(expires_on))
    with chain(user_id=actor.user.pk, post_id=actor.post.pk, now=now) as line:
        if lock_of(lock.form_code, unit, lock.period) != lock:
            raise Invalid("figures.reopen_unbound", unit=unit.last_name(), period=str(lock.period))
        _not_open_yet(lock, unit, today)
        touched = touched_by_reopening(lock, unit)
        if {paper.number for paper in touched} != set(said):
            raise Invalid("figures.papers_unsaid", count=len(touched))
        made = Reopening.objects.create(
            lock=lock, unit=unit, reason=reason, document=document, opened_at=now, opened_by_user=actor.user.pk,
            opened_by_post=actor.post.pk, expires_on=expires_on, touched=[paper.title for paper in touched],
        )  # fmt: skip
        kept = {"unit": unit.uid, "reason": reason, "document": document, "until": expires_on, "touched": made.touched}
        line.entry("figures.reopen", f"period:{lock.form_code}:{lock.period}", kept)
    return made


def _not_open_yet(lock: PeriodLock, unit: Unit, today: date) -> None:
    """Serialised by the chain: one opening at a time, and no correction that would meet the new report."""
    running = lock.reopenings.filter(unit=unit, expires_on__gte=today).order_by("-expires_on").first()
    if running is not None:
        raise WrongMove("figures.reopened_already", unit=unit.last_name(), on=short_date(running.expires_on))
    waiting = Correction.objects.filter(
        state=Correction.WAITING, version__cell__unit=unit, version__cell__period=lock.period,
        version__submission__form_code=lock.form_code,
    )  # fmt: skip
    if waiting.exists():
        raise WrongMove("figures.reopen_correction", unit=unit.last_name())
