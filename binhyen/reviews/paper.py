"""The file of a review: the chart drawn, the document written. No framework, no database."""

from __future__ import annotations

from dataclasses import dataclass

from binhyen.reviews import chart
from binhyen.reviews.docx import write
from binhyen.reviews.facts import ReviewFacts


@dataclass(frozen=True)
class Paper:
    """The bytes of the .docx, and notes for who asked for it (a chart that could not be drawn)."""

    docx: bytes
    notes: tuple[str, ...]


def make(facts: ReviewFacts) -> Paper:
    """The paper of frozen facts. Call it outside any transaction: the chart is drawn by a child process."""
    png, note = chart.draw(facts.chart) if facts.chart else (None, "")
    return Paper(write(facts, png), (note,) if note else ())
