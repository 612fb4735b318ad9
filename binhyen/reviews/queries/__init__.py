"""Reads of the room: what a review is made of, and the frozen facts of one that was made."""

from __future__ import annotations

from binhyen.reviews.facts import ReviewFacts
from binhyen.reviews.models import Review


def facts_of(review: str) -> ReviewFacts | None:
    """The frozen facts behind a review's number as it stands in a file; None where there is no such review."""
    if not review.isascii() or not review.isdigit() or len(review) > 18:
        return None
    found = Review.objects.filter(number=int(review)).first()
    return found.frozen() if found else None
