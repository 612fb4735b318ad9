from django.apps import AppConfig

from binhyen.collection.texts import SENTENCES
from binhyen.collection.workbooks.texts import SENTENCES as WORKBOOKS
from binhyen.foundation.texts import register


class CollectionConfig(AppConfig):
    """The room of requests, obligations, deadlines, signed papers, workbooks and the activity book."""

    name = "binhyen.collection"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        from binhyen.collection.queries.activities import book_witness
        from binhyen.collection.queries.attached import lines_with_evidence
        from binhyen.collection.queries.text_figures import words_witness
        from binhyen.figures.queries.witnesses import evidence, same_fact

        same_fact(book_witness)
        same_fact(words_witness)
        evidence(lines_with_evidence)
        register(SENTENCES)
        register(WORKBOOKS)
