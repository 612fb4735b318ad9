"""Which papers rest on figures that are about to change. Higher rooms make papers; each tells of its own here."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable
from dataclasses import dataclass
from datetime import date

from binhyen.figures.models import Cell, CellVersion, FormLine, PeriodLock
from binhyen.foundation.span import Span
from binhyen.organisation.models import Unit


@dataclass(frozen=True)
class Question:
    """The figures that are about to change: of which units, inside which days, of which indicators.

    ``versions`` are all versions of the one cell, where it is one; empty where a whole report may change.
    """

    units: frozenset[int]
    span: Span
    indicators: frozenset[str]
    versions: frozenset[int] = frozenset()


@dataclass(frozen=True)
class TouchedPaper:
    """A paper with the numbers in it that rest on the figures: each as (line, printed)."""

    number: int
    title: str
    made_on: date
    printed: tuple[tuple[str, str], ...]


Papers = Callable[[Question], Iterable[TouchedPaper]]
_papers: list[Papers] = []


def papers(provider: Papers) -> Papers:
    """Ask ``provider`` as well; called once by a room when it is made ready."""
    if provider not in _papers:
        _papers.append(provider)
    return provider


def touched_by_correction(cell: Cell, units: Collection[int]) -> list[TouchedPaper]:
    """The papers that print the figure, or a sum with it; ``units`` are those whose papers are asked for."""
    versions = frozenset(CellVersion.objects.filter(cell=cell).values_list("pk", flat=True))
    return _asked(Question(frozenset(units), cell.period.span, frozenset({cell.indicator.code}), versions))


def touched_by_reopening(lock: PeriodLock, unit: Unit) -> list[TouchedPaper]:
    """The papers over the closed period that print a line of its form, of the unit or of those above it."""
    codes = FormLine.objects.filter(version__code=lock.form_code).values_list("indicator__code", flat=True)
    units = frozenset({unit.pk, lock.under_unit_id})
    return _asked(Question(units, lock.period.span, frozenset(codes)))


def _asked(question: Question) -> list[TouchedPaper]:
    found = [paper for provider in _papers for paper in provider(question)]
    return sorted(found, key=lambda paper: paper.number, reverse=True)
