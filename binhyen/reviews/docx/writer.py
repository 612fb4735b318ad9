"""Putting the paper together."""

from __future__ import annotations

from docx import Document

from binhyen.reviews.docx import body, head, package, page
from binhyen.reviews.facts import ReviewFacts


def write(facts: ReviewFacts, chart_png: bytes | None = None) -> bytes:
    """The .docx of a review: same facts and picture, same bytes. Without ``chart_png`` the chart's table stands alone."""
    document = Document()
    page.prepare(document, demo=facts.demo)
    head.add_head(document, facts)
    body.add_text(document, facts, chart_png)
    head.add_end(document, facts)
    body.add_annexes(document, facts)
    package.set_properties(document, facts)
    return package.packed(document)
