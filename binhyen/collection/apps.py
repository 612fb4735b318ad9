"""The room's AppConfig. What it tells other rooms is loaded when it is first asked: reading texts takes a while to learn."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING

from django.apps import AppConfig

from binhyen.collection.texts import SENTENCES
from binhyen.collection.workbooks.texts import SENTENCES as WORKBOOKS
from binhyen.foundation.texts import register

if TYPE_CHECKING:
    from binhyen.figures.models import Submission
    from binhyen.figures.queries.witnesses import Witness
    from binhyen.figures.rules.cells import CellKey


class CollectionConfig(AppConfig):
    """The room of requests, obligations, deadlines, signed papers, workbooks and the activity book."""

    name = "binhyen.collection"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        from binhyen.figures.queries.witnesses import evidence, same_fact

        same_fact(_the_book)
        same_fact(_the_words)
        evidence(_the_documents)
        register(SENTENCES)
        register(WORKBOOKS)


def _the_book(submission: Submission) -> Iterable[Witness]:
    from binhyen.collection.queries.activities import book_witness

    return book_witness(submission)


def _the_words(submission: Submission) -> Iterable[Witness]:
    from binhyen.collection.queries.text_figures import words_witness

    return words_witness(submission)


def _the_documents(submission: Submission) -> set[CellKey | None]:
    from binhyen.collection.queries.attached import lines_with_evidence

    return lines_with_evidence(submission)
