"""A review as .docx: the layout of official documents, its numbers in bookmarks, its facts' hash in the file."""

from __future__ import annotations

from functools import partial

from binhyen.foundation.official import writer
from binhyen.foundation.official.content import OfficialDocument, Picture
from binhyen.reviews.facts import ReviewFacts, bookmark, facts_hash

REVIEW_PROPERTY, HASH_PROPERTY = "BinhYenReview", "BinhYenFacts"


def write(facts: ReviewFacts, chart_png: bytes | None = None) -> bytes:
    """The .docx of a review: same facts and picture, same bytes. Without ``chart_png`` the chart's table stands alone."""
    content = OfficialDocument(
        heading=facts.heading,
        title=facts.title,
        subject=facts.subject,
        made_on=facts.made_on,
        opening=facts.opening,
        sections=facts.sections,
        closing=facts.closing,
        signers=facts.signers,
        recipients=facts.recipients,
        annexes=facts.annexes,
        picture=Picture(facts.chart.title, facts.chart.alt, chart_png) if facts.chart else None,
        demo=facts.demo,
    )
    return writer.write(
        content,
        bookmarks=partial(bookmark, facts.review),
        about=facts.programme_name,
        properties={REVIEW_PROPERTY: facts.review, HASH_PROPERTY: facts_hash(facts)},
    )
