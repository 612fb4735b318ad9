"""The published figures of a review: what approved readings of texts say of the unit, each with its document and actor."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from binhyen.analytics.published import Published, published
from binhyen.directives.models import Programme, SourceText
from binhyen.figures.rules.cells import CellKey, Nature, Qualifier, State
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
        told = Line(
            known[key.indicator],
            Amount(span, NO_FIGURE),
            key.breakdown,
            named[key.breakdown],
            document=document_of(figures[0].source),
            actor=actor,
            part_of=next((figure.part_of for figure in figures if figure.part_of), ""),
        )
        lines += _over_time(told, figures, span, years)
    return lines


def _over_time(told: Line, figures: Sequence[Published], span: Span, years: Sequence[Year]) -> list[Line]:
    """A text's figures of one thing: of the whole span or of several years a line each, of a year in its column.

    A figure of a part of a year is none of the year: like a second one of the same year it is only cited, with its days. Of
    a stock only the last day counts.
    """
    by_year: dict[Year, Amount] = {}
    whole: list[Amount] = []
    others: list[Amount] = []
    for figure in figures:
        amount = _amount(figure)
        inside = next((year for year in years if year.span.covers(figure.span)), None)
        if _is_of(figure, span) or inside is None:
            whole.append(amount)
        elif not _is_of(figure, inside.span) or inside in by_year:
            others.append(amount)
        if inside is not None and _is_of(figure, inside.span):
            by_year.setdefault(inside, amount)
    columns = tuple(by_year.get(year) or Amount(year.span, NO_FIGURE) for year in years)
    first = replace(told, years=columns, others=tuple(others))
    if not whole:
        return [first]
    return [replace(first, whole=whole[0]), *(replace(told, whole=each) for each in whole[1:])]


def _is_of(figure: Published, span: Span) -> bool:
    stock = figure.indicator.nature == Nature.STOCK
    return figure.span.last == span.last if stock else figure.span == span


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
    place = _place(figure)
    where = ", ".join(dict.fromkeys(part for part in (figure.source.title, place, figure.place) if part))
    words = f": “{figure.quote}”" if figure.quote else ""
    state = figure.content.state
    said = "" if state is State.REPORTED else f" ({state.value})"
    return Amount(
        figure.span, figure.content, quote=figure.quote, where=f"{place}{words}".removeprefix(": "),
        sources=(Source("citation", f"{where}{words}{said}", (figure.version.pk,)),),
    )  # fmt: skip


def _place(figure: Published) -> str:
    """Where the figure stands, as a paper cites it: the paragraph of a kept text, the place that a citation names."""
    start = figure.version.provenance.get("start")
    if start is None:
        return figure.place
    before = figure.source.text[: start + 1].splitlines()
    return f"đoạn {sum(1 for line in before if line.strip())}"
