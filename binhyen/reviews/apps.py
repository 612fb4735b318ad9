"""The room's AppConfig."""

from django.apps import AppConfig


class ReviewsConfig(AppConfig):
    """Interim and final reviews."""

    name = "binhyen.reviews"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        """Make the room's sentences known, and its papers to who changes figures."""
        from binhyen.figures.queries.touched import papers
        from binhyen.foundation import texts as foundation_texts
        from binhyen.reviews import texts
        from binhyen.reviews.queries.touched import touched_reviews

        foundation_texts.register(texts.SENTENCES)
        papers(touched_reviews)
