from django.apps import AppConfig

from binhyen.directives.texts import SENTENCES
from binhyen.foundation.texts import register


class DirectivesConfig(AppConfig):
    """The room of documents and programmes."""

    name = "binhyen.directives"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        register(SENTENCES)
