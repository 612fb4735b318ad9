"""The room's AppConfig."""

from django.apps import AppConfig


class ReviewsConfig(AppConfig):
    """Interim and final reviews."""

    name = "binhyen.reviews"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        """Make the room's sentences known."""
        from binhyen.foundation import texts as foundation_texts
        from binhyen.reviews import texts

        foundation_texts.register(texts.SENTENCES)
