"""The published figures of a review: what approved readings of texts say of the unit, each with its document and actor."""

from __future__ import annotations

from collections.abc import Sequence

from binhyen.analytics.published import Published, published
from binhyen.directives.models import Programme, SourceText
from binhyen.figures.rules.cells import CellKey, Qualifier, State
from binhyen.foundation.span import Span
from binhyen.foundation.vietnamese import short_date
from binhyen.organisation.models import Unit
from binhyen.reviews.facts import Source
from binhyen.reviews.material import NO_FIGURE, Amount, Document, Line, Mismatch, Year
from binhyen.reviews.queries.collected import labels, measures
from binhyen.reviews.wording import lower_first

_KINDS = ("tin", "báo cáo", "thông báo")


def published_lines(unit: Unit, programme: Programme, span: Span, years: Sequence[Year]) -> list[Line]:
    """One line for each figure of each text; figures of single years stand in the year columns."""
    found = published(unit, span, programme=programme)
    known = measures({figure.key.indicator for figure in found}, span)
    named = labels({figure.key.breakdown for figure in found})
    groups: dict[tuple[CellKey, int, str], list[Published]] = {}
    for figure in found:
        groups.setdefault((figure.key, figure.source.pk, figure.reporter), []).append(figure)
    lines: list[Line] = []
    for (key, _, actor), figures in groups.items():
        document = document_of(figures[0].source)
        parts = [figure for figure in figures if figure.span != span] if len(years) > 1 else []
        by_year = {year: figure for year in years for figure in parts if year.span.covers(figure.span)}
        whole = [figure for figure in figures if figure not in by_year.values()]
        columns = tuple(_amount(by_year[year]) if year in by_year else Amount(year.span, NO_FIGURE) for year in years)
        lines += [
            Line(
                known[key.indicator],
                amount,
                key.breakdown,
                named[key.breakdown],
                years=columns,
                document=document,
                actor=actor,
            )
            for amount in ([_amount(figure) for figure in whole] or [Amount(span, NO_FIGURE)])
        ]
    return lines


def mismatches(unit: Unit, programme: Programme, span: Span) -> tuple[Mismatch, ...]:
    """Where a text's "trong đó" cannot hold: the parts it names, all exact, exceed their whole."""
    found = published(unit, span, programme=programme)
    known = measures({figure.key.indicator for figure in found}, span)
    named = labels({figure.key.breakdown for figure in found})
    faults = []
    for whole in found:
        parts = [f for f in found if f.part_of and f.source == whole.source and f.part_of == whole.quote]
        amounts = [f.content.amount for f in (whole, *parts)]
        if parts and all(_exact(f) for f in (whole, *parts)) and sum(a or 0 for a in amounts[1:]) > (amounts[0] or 0):
            lines = [
                Line(known[f.key.indicator], _amount(f), f.key.breakdown, named[f.key.breakdown],
                     document=document_of(f.source), actor=f.reporter)
                for f in (whole, *parts)
            ]  # fmt: skip
            faults.append(Mismatch(lines[0], tuple(lines[1:])))
    return tuple(faults)


def _exact(figure: Published) -> bool:
    return figure.content.amount is not None and figure.content.qualifier is Qualifier.EXACT


def document_of(source: SourceText) -> Document:
    """The document as a sentence names it ("tin ngày 08/6/2012 trên trang tin …") and in full with its title."""
    on = f" ngày {short_date(source.published_on)}" if source.published_on else ""
    title = lower_first(source.title)
    kind = next((kind for kind in _KINDS if title.startswith(kind)), "văn bản")
    joint = "trên" if kind == "tin" else "của"
    name = f"{kind}{on} {joint} {lower_first(source.publisher)}" if source.publisher else title
    published_by = f", {source.publisher}" if source.publisher else ""
    return Document(name, f"{source.title}{published_by},{on or ' không rõ ngày đăng'}")


def _amount(figure: Published) -> Amount:
    where = ", ".join(part for part in (figure.source.title, figure.place) if part)
    words = f": “{figure.quote}”" if figure.quote else ""
    state = figure.content.state
    said = "" if state is State.REPORTED else f" ({state.value})"
    return Amount(
        figure.span, figure.content, quote=figure.quote,
        sources=(Source("citation", f"{where}{words}{said}", (figure.version.pk,)),),
    )  # fmt: skip
