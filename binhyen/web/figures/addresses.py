"""How a report is addressed: form, unit, period, in that order, all in the path."""

from __future__ import annotations

from datetime import date

from django.urls import reverse

from binhyen.foundation.errors import Invalid
from binhyen.foundation.span import Span
from binhyen.organisation.models import Unit


class SpanConverter:
    """A period in a path: its two dates, "2026-01-01_2026-06-30"."""

    regex = r"\d{4}-\d{2}-\d{2}_\d{4}-\d{2}-\d{2}"

    def to_python(self, value: str) -> Span:
        """The period; ``ValueError`` (no such page) where the dates are not dates or stand in the wrong order."""
        start, end = value.split("_")
        try:
            return Span(date.fromisoformat(start), date.fromisoformat(end))
        except Invalid as error:
            raise ValueError(value) from error

    def to_url(self, value: Span) -> str:
        """The text of a period."""
        return span_text(value)


def span_text(span: Span) -> str:
    """A period as it stands in addresses and choices."""
    return f"{span.start.isoformat()}_{span.last.isoformat()}"


def read_span(text: str) -> Span | None:
    """The period that ``span_text`` wrote; None for anything else."""
    try:
        return SpanConverter().to_python(text)
    except ValueError:
        return None


def sheet_url(form_code: str, unit: Unit | str, span: Span) -> str:
    """The page of one report."""
    uid = unit if isinstance(unit, str) else unit.uid
    return reverse("figure_sheet", args=[form_code, uid, span])
