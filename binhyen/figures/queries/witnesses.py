"""What else is known of the same facts: registries that higher rooms fill when they start (``AppConfig.ready``).

A provider never decides anything: it says what another record holds, and the rules of the form compare.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import NamedTuple

from binhyen.figures.models import Submission
from binhyen.figures.rules.cells import CellKey, CellValue
from binhyen.foundation.span import Span


class Witness(NamedTuple):
    """The same fact elsewhere: which line, what the other record is called in a sentence, and what it says.

    ``span`` is the time the other figure speaks of; None: the report's own period.
    """

    key: CellKey
    source: str
    content: CellValue
    span: Span | None = None


SameFact = Callable[[Submission], Iterable[tuple[CellKey, str, CellValue] | Witness]]
Evidence = Callable[[Submission], set[CellKey | None]]

_SAME_FACT: list[SameFact] = []
_EVIDENCE: list[Evidence] = []


def same_fact(provider: SameFact) -> SameFact:
    """Let ``provider`` be asked for other figures of a report's facts; a constant number of questions each time."""
    if provider not in _SAME_FACT:
        _SAME_FACT.append(provider)
    return provider


def evidence(provider: Evidence) -> Evidence:
    """Let ``provider`` be asked which lines of a report have a document with them; None stands for the whole report."""
    if provider not in _EVIDENCE:
        _EVIDENCE.append(provider)
    return provider


def witnesses_of(submission: Submission) -> list[Witness]:
    """All that the registered providers know of the facts of the report."""
    return [Witness(*row) for provider in _SAME_FACT for row in provider(submission)]


def evidence_of(submission: Submission) -> frozenset[CellKey | None]:
    """The lines of the report that come with a document; None among them: the report as a whole does."""
    return frozenset(key for provider in _EVIDENCE for key in provider(submission))
