"""The room's AppConfig."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from django.apps import AppConfig

if TYPE_CHECKING:
    from binhyen.figures.queries.touched import Question, TouchedPaper


class ReviewsConfig(AppConfig):
    """Interim and final reviews."""

    name = "binhyen.reviews"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        """Make the room's sentences known, and its papers to who changes figures."""
        from binhyen.figures.queries.touched import papers
        from binhyen.foundation import texts as foundation_texts
        from binhyen.reviews import texts

        foundation_texts.register(texts.SENTENCES)
        papers(_touched)


def _touched(question: Question) -> Iterator[TouchedPaper]:
    """Loaded when first asked."""
    from binhyen.reviews.queries.touched import touched_reviews

    return touched_reviews(question)
