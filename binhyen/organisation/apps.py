from django.apps import AppConfig

from binhyen.foundation.texts import register
from binhyen.organisation.texts import SENTENCES


class OrganisationConfig(AppConfig):
    """The room of units, users and posts."""

    name = "binhyen.organisation"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        """Hand the room's sentences to the one translator."""
        register(SENTENCES)
