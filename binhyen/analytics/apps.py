from django.apps import AppConfig

from binhyen.analytics.texts import SENTENCES
from binhyen.foundation.texts import register


class AnalyticsConfig(AppConfig):
    """The room of questions over approved figures. It has no tables."""

    name = "binhyen.analytics"

    def ready(self) -> None:
        register(SENTENCES)
