"""Published figures: read from texts, never added to anything, shown beside what was collected."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from django.db.models import Q

from binhyen.directives.models import Programme, SourceText
from binhyen.figures.models import Cell, CellVersion, Indicator
from binhyen.figures.rules.cells import APART, CellKey, CellValue, parse_breakdown
from binhyen.foundation.span import Span
from binhyen.organisation.models import Unit


@dataclass(frozen=True)
class Published:
    """One approved figure of a text: where it stands, whose it is (``reporter`` "" is the programme's own), and its words.

    ``part_of`` are the words of the whole that the text says it is part of, if any.
    """

    cell_id: int
    version: CellVersion
    indicator: Indicator
    key: CellKey
    content: CellValue
    span: Span
    source: SourceText
    reporter: str
    place: str
    quote: str
    part_of: str = ""


def published(unit: Unit, span: Span, *, programme: Programme | None = None) -> list[Published]:
    """The approved published figures of ``unit`` whose period lies inside the span, in the order of indicator and period.

    With a programme: those that name it, and those of texts that review it unless they name another.
    """
    cells = (
        Cell.objects.filter(
            unit=unit, approved__isnull=False, period__starts_on__gte=span.start, period__ends_on__lte=span.last
        )
        .exclude(origin="")
        .exclude(origin__startswith=APART)
        .select_related("approved", "indicator", "period")
        .order_by("indicator__code", "breakdown", "period__starts_on", "origin")
    )
    sources = SourceText.objects.filter(pk__in={int(c.origin) for c in cells}).prefetch_related("programmes")
    by_id = {str(s.pk): s for s in sources}
    found = [_published(cell, by_id[cell.origin]) for cell in cells]
    return [p for p in found if programme is None or _belongs(p, programme)]


def _published(cell: Cell, source: SourceText) -> Published:
    version = cell.approved
    assert version is not None
    kept = version.provenance
    place = kept.get("place") or (f"ký tự {kept['start'] + 1}-{kept['end']}" if "start" in kept else "")
    return Published(
        cell_id=cell.pk, version=version, indicator=cell.indicator, key=cell.key, content=version.content,
        span=cell.period.span, source=source, reporter=kept.get("reporter", ""), place=place, quote=kept.get("quote", ""),
        part_of=kept.get("part_of", ""),
    )  # fmt: skip


def _belongs(figure: Published, programme: Programme) -> bool:
    named = parse_breakdown(figure.key.breakdown).get("programme")
    if named is not None:
        return named == programme.code
    return any(p.pk == programme.pk for p in figure.source.programmes.all())


def beside(unit: Unit, keys: Sequence[CellKey], span: Span) -> dict[CellKey, list[Published]]:
    """For each key, the published figures of exactly the same span: what stands beside the collected total."""
    rows: dict[CellKey, list[Published]] = {key: [] for key in keys}
    wanted = Q(indicator__code__in={k.indicator for k in keys})
    cells = (
        Cell.objects.filter(
            wanted, unit=unit, approved__isnull=False, period__starts_on=span.start, period__ends_on=span.last
        )
        .exclude(origin="")
        .exclude(origin__startswith=APART)
        .select_related("approved", "indicator", "period")
    )
    sources = {str(s.pk): s for s in SourceText.objects.filter(pk__in={int(c.origin) for c in cells})}
    for cell in cells:
        if cell.key in rows:
            rows[cell.key].append(_published(cell, sources[cell.origin]))
    return rows
