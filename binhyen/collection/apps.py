from django.apps import AppConfig

from binhyen.collection.texts import SENTENCES
from binhyen.foundation.texts import register


class CollectionConfig(AppConfig):
    """The room of requests, obligations, deadlines, signed papers, workbooks and the activity book."""

    name = "binhyen.collection"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        register(SENTENCES)
