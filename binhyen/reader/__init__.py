"""The reader: a Vietnamese report or directive in, references, figures, tasks and contradictions out, each with its span.

Pure Python, standard library only, no network. The reader proposes; only a person decides.
"""

from __future__ import annotations

from dataclasses import replace

from binhyen.reader import (
    awards,
    comparisons,
    figures,
    furniture,
    header,
    inconsistencies,
    layout,
    places,
    references,
    scope,
    tables,
    tasks,
)
from binhyen.reader.reading import Award, Figure, Header, Inconsistency, Marked, Period, Reading, Reference, Task
from binhyen.reader.references import Mention
from binhyen.reader.text import Span, Text, lines, paragraph, prepare
from binhyen.reader.vocabulary import DocumentName, KnownFigure, Place, Vocabulary, built_in

__all__ = [
    "Award", "DocumentName", "Figure", "Header", "Inconsistency", "KnownFigure", "Marked", "Period", "Place", "Reading", "Reference",
    "Task", "Vocabulary", "built_in", "read",
]  # fmt: skip


def read(text: str, vocabulary: Vocabulary | None = None) -> Reading:
    """Read one text. Every span counts characters of ``text`` as given; nothing is refused, an empty text reads empty."""
    known = vocabulary or built_in()
    prepared = prepare(text)
    body, ignored = furniture.body_and_furniture(prepared, lines(prepared))
    paragraphs = [paragraph(prepared, line) for line in body]
    mentions = references.resolve(prepared, references.find_mentions(prepared, body))
    about, mentions = _header(prepared, body, mentions, known)
    stated = tables.tables_of(prepared, paragraphs)
    outside = scope.outside_of(prepared, paragraphs)
    drafts = figures.find_counts(prepared, paragraphs, mentions, stated, outside)
    names = _names(known)
    compared = comparisons.read_comparisons(prepared, drafts, stated.columns)
    found = figures.build(prepared, paragraphs, drafts, mentions, about, known, compared)
    return Reading(
        document=about,
        references=tuple(_reference(prepared, mention, names) for mention in mentions),
        figures=found,
        tasks=tasks.find(prepared, paragraphs) if about.kind == "chỉ thị" or layout.lays_duties(prepared, body) else (),
        awards=awards.find(prepared, paragraphs),
        inconsistencies=inconsistencies.find(
            inconsistencies.Read(prepared, paragraphs, drafts, found, compared, stated), about, known
        ),
        ignored=tuple(_marked(prepared, line) for line in ignored),
        outside=tuple(_marked(prepared, clause) for clause in outside),
    )


def _header(text: Text, body: list[Span], mentions: list[Mention], known: Vocabulary) -> tuple[Header, list[Mention]]:
    """The header, and the mentions: the one by which a directive names itself carries its day of issue."""
    title = header.headline(text, body)
    headline = text.copy(title.start, title.end) if title else None
    place = places.province_of(text, body, known.places)
    line = header.directive_line(text, body)
    if line:
        own = header.own_mention(line, mentions)
        day = header.issue_date(text, body, own)
        about = Header("chỉ thị", header.directive_title(text, body, own) or headline, place, day, Period())
        return about, [replace(m, date=m.date or day) if m is own else m for m in mentions]
    period = header.reviewed_period(text, body, mentions, None if layout.lays_duties(text, body) else title)
    kind = header.kind_of(text, body, title)
    return Header(kind, headline, place, header.event_date(text, body, mentions), period), mentions


def _names(known: Vocabulary) -> dict[str, list[str]]:
    """Canonical documents of the vocabulary by each of their names."""
    names: dict[str, list[str]] = {}
    for document in known.documents:
        for name in (document.canonical, *document.aliases):
            names.setdefault(name, []).append(document.canonical)
    return names


def _reference(text: Text, mention: Mention, names: dict[str, list[str]]) -> Reference:
    span = text.span(mention.start, mention.end)
    matches = dict.fromkeys(
        c for name in (mention.canonical, f"{mention.kind} {mention.number}") for c in names.get(name, ())
    )
    return Reference(
        kind=mention.kind,
        number=mention.number,
        symbol=text.copy(*mention.symbol) if mention.symbol else None,
        canonical=mention.canonical,
        date=mention.date,
        issuer=mention.issuer,
        title=text.copy(*mention.title).rstrip(" ,") if mention.title else None,
        start=span.start,
        end=span.end,
        quote=text.original[span.start : span.end],
        matches=tuple(matches),
    )


def _marked(text: Text, span: Span) -> Marked:
    given = text.span(span.start, span.end)
    return Marked(given.start, given.end)
