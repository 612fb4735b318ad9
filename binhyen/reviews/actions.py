"""The one writer of this room: drafting a review."""

from __future__ import annotations

from datetime import datetime

from django.utils import timezone

from binhyen.analytics.answers import ledger_number
from binhyen.directives.models import Programme
from binhyen.figures.rules import periods
from binhyen.foundation.audit import chain
from binhyen.foundation.errors import Invalid
from binhyen.foundation.span import Span
from binhyen.organisation.actor import Actor, require
from binhyen.organisation.models import Unit
from binhyen.organisation.queries import version_on
from binhyen.organisation.rules import Act, Level
from binhyen.reviews.facts import ReviewFacts, facts_hash, to_json
from binhyen.reviews.issuers import issuer
from binhyen.reviews.material import Kind
from binhyen.reviews.models import Review, ReviewFact
from binhyen.reviews.outline import compose
from binhyen.reviews.queries.material import material, open_period


def draft(
    *,
    programme: Programme,
    unit: Unit,
    span: Span,
    kind: Kind,
    actor: Actor,
    now: datetime,
    profile: str = "",
    provisional: bool = False,
    demo: bool = False,
) -> Review:
    """Freeze the facts of a review and keep them; ``paper.make(review.frozen())`` then gives the file.

    Refused with ``NotAllowed``; ``Invalid("reviews.span_open")`` for a span without an end, or one that ends after today
    (a ``provisional`` one: that begins after today); ``Invalid("reviews.period_open")`` where a period inside is not
    closed, unless ``provisional``; ``NotFound`` for an unknown issuer profile. Without a profile
    the programme's own is taken. ``demo`` prints that the paper has no legal
    value (always so for invented units).
    """
    today = timezone.localtime(now).date()
    require(actor, Act.MAKE_REVIEW, unit, today)
    if span.end is None or (span.start if provisional else span.end) > today:
        raise Invalid("reviews.span_open", span=str(span))
    if not provisional:
        still_open = open_period(None if unit.level == Level.NATION else unit, programme, span)
        if still_open is not None:
            raise Invalid("reviews.period_open", period=periods.name(still_open))
    with chain(user_id=actor.user.pk, post_id=actor.post.pk, now=now) as line:
        number, seq = line.number(), ledger_number()
        found = material(
            review=str(number), programme=programme, unit=unit, span=span, kind=kind, today=today, seq=seq,
            provisional=provisional, demo=demo,
        )  # fmt: skip
        year = today.year if version_on(unit, today) else None
        facts = compose(found, issuer(profile or programme.issuer, found.place, year))
        review = Review.objects.create(
            number=number, programme=programme, unit=unit, starts_on=span.start, ends_on=span.end, kind=kind.value,
            provisional=provisional, ledger_seq=seq, facts_hash=facts_hash(facts), facts=to_json(facts),
            made_by_user=actor.user.pk, made_by_post=actor.post.pk, made_at=now,
        )  # fmt: skip
        ReviewFact.objects.bulk_create(_printed(review, facts))
        line.entry("reviews.draft", f"review:{number}", {"facts": review.facts_hash, "programme": programme.code})
    return review


def _printed(review: Review, facts: ReviewFacts) -> list[ReviewFact]:
    rows = []
    for number in facts.numbers:
        sources = facts.sources(number)
        rows.append(
            ReviewFact(
                review=review,
                n=number.n,
                printed=number.text,
                indicator=facts.facts[number.fact].indicator,
                cell_versions=sorted({cell for source in sources for cell in source.cells}),
                formula=next((source.text for source in sources if source.kind == "formula"), "")[:300],
            )
        )
    return rows
