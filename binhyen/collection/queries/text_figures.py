"""What the text boxes of a request say in numbers, as a witness of the report's own figures (rule R9).

Only where the reader is sure: one indicator, no other time, place, body or whole named, no increase, and one number only.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from datetime import date
from functools import lru_cache
from typing import Any

from binhyen.collection.models import Words
from binhyen.figures.models import Submission
from binhyen.figures.queries.forms import line_map
from binhyen.figures.queries.witnesses import Witness
from binhyen.figures.rules.cells import CellKey, CellValue, Nature
from binhyen.figures.rules.proposals import content_of
from binhyen.foundation.errors import Invalid
from binhyen.reader import read
from binhyen.reader.reading import Figure
from binhyen.reader.vocabulary import built_in

SURE = 0.95
"""Below this confidence a number of a text is no witness."""


@lru_cache(maxsize=64)
def _figures(text: str, on: date) -> tuple[Figure, ...]:
    """The figures of a short text about a period that ends on the day; the process remembers the last few texts."""
    return tuple(read(text, replace(built_in(), on=on)).figures)


def is_sure(figure: Figure) -> bool:
    """Whether a figure of a unit's own text can only mean one line's total in the period reported on."""
    elsewhere = figure.place or figure.programme or figure.period.start or figure.period.end
    related = figure.change is not None or figure.base is not None or figure.part_of is not None
    return len(figure.codes) == 1 and figure.confidence >= SURE and not elsewhere and not related


_WORDS = """
SELECT w.*, s.title FROM collection_words w JOIN collection_outlinesection s ON s.id = w.section_id
JOIN collection_reportrequest r ON r.id = s.request_id JOIN collection_requestedform f ON f.request_id = r.id
WHERE w.unit_id = %s AND w.text <> '' AND r.withdrawn_at IS NULL AND f.form_code = %s AND f.period_id = %s
ORDER BY r.id, s.position
"""


def words_witness(submission: Submission) -> Iterable[Witness]:
    """The numbers in the unit's text boxes for this form and period, each with its heading; three questions at most."""
    if submission.form_version is None:
        return []
    asked = [submission.unit_id, submission.form_code, submission.period_id]
    written: Iterable[Any] = Words.objects.raw(_WORDS, asked)  # with the title of their section
    texts = [(words.title, words.text) for words in written]
    lines = line_map(submission)
    said: dict[CellKey, dict[CellValue, str]] = {}
    for title, text in texts:
        for figure in filter(is_sure, _figures(text, submission.period.ends_on)):
            key = CellKey(figure.codes[0])
            line = lines.get(key)
            content = None
            if line is not None and (line.indicator.nature == Nature.RATIO) == figure.is_percent:
                content = _content(figure, line.indicator.decimals, line.indicator.unit_of_count)
            if content is not None:
                said.setdefault(key, {})[content] = f"phần “{title}” của lời văn"
    return [
        Witness(key, source, content)
        for key, contents in said.items() if len(contents) == 1
        for content, source in contents.items()
    ]  # fmt: skip


def _content(figure: Figure, decimals: int, counted_in: str) -> CellValue | None:
    try:
        return content_of(figure, decimals, counted_in)
    except Invalid:
        return None
