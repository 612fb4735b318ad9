from django.apps import AppConfig

from binhyen.figures.check_texts import FINDING_SENTENCES
from binhyen.figures.texts import MOVES, SENTENCES, STAGES, STATES
from binhyen.foundation.texts import register, register_words


class FiguresConfig(AppConfig):
    """The room of indicators, forms, submissions and the record of figures."""

    name = "binhyen.figures"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        register(SENTENCES)
        register(FINDING_SENTENCES)
        register_words({"stage": STAGES, "move": MOVES, "state": STATES})
