"""The reader: a Vietnamese report or directive in, references, figures, tasks and contradictions out, each with its span.

Standard library only, no network; files of other formats become text in ``intake``, whose libraries are loaded where such a
file is read. The reader proposes; only a person decides.
"""

from __future__ import annotations

import gc
from bisect import bisect_left
from dataclasses import dataclass, replace
from sys import intern

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
from binhyen.reader.matching import Register
from binhyen.reader.names import without_names
from binhyen.reader.passages import passages
from binhyen.reader.reading import Award, Figure, Header, Inconsistency, Marked, Period, Reading, Reference, Task
from binhyen.reader.references import Mention
from binhyen.reader.text import Paragraph, Span, Text, lines, paragraph, prepare
from binhyen.reader.vocabulary import DocumentName, KnownFigure, Place, Vocabulary, built_in

__all__ = [
    "Award", "DocumentName", "Figure", "Header", "Inconsistency", "KnownFigure", "Marked", "Period", "Place", "Reading", "Reference",
    "Task", "Vocabulary", "built_in", "read",
]  # fmt: skip


def read(text: str, vocabulary: Vocabulary | None = None) -> Reading:
    """Read one text. Every span counts characters of ``text`` as given; nothing is refused, an empty text reads empty."""
    collecting = gc.isenabled()
    gc.disable()  # a reading leaves no cycles; to look for them among its figures again and again takes a tenth of the time
    try:
        return _read(text, vocabulary or built_in())
    finally:
        if collecting:
            gc.enable()


def _read(text: str, known: Vocabulary) -> Reading:
    prepared = prepare(text)
    body, ignored = furniture.body_and_furniture(prepared, lines(prepared))
    mentions = references.resolve(prepared, references.find_mentions(prepared, body))
    about, mentions = _header(prepared, body, mentions, known)
    duties = about.kind == "chỉ thị" or layout.lays_duties(prepared, body)
    whole = _Whole(prepared, mentions, about, known, duties)
    found = _Found([], [], [], [], [])
    for passage in passages(prepared, body):
        _read_passage(whole, [paragraph(prepared, line) for line in passage], found)
    register = Register(known.documents)
    return Reading(
        document=about,
        references=tuple(_reference(prepared, mention, register) for mention in mentions),
        figures=tuple(found.figures),
        tasks=tuple(found.tasks),
        awards=tuple(found.awards),
        inconsistencies=tuple(found.inconsistencies),
        ignored=tuple(_marked(prepared, line) for line in ignored),
        outside=tuple(found.outside),
    )


@dataclass(frozen=True, slots=True)
class _Whole:
    """What is known of the whole text before its passages are read."""

    text: Text
    mentions: list[Mention]
    header: Header
    vocabulary: Vocabulary
    duties: bool


@dataclass(frozen=True, slots=True)
class _Found:
    """What was read so far."""

    figures: list[Figure]
    tasks: list[Task]
    awards: list[Award]
    inconsistencies: list[Inconsistency]
    outside: list[Marked]


def _read_passage(whole: _Whole, paragraphs: list[Paragraph], found: _Found) -> None:
    """Add to ``found`` what one passage says."""
    text, header, known = whole.text, whole.header, whole.vocabulary
    stated = tables.tables_of(text, paragraphs)
    outside = scope.outside_of(text, paragraphs)
    start = bisect_left(whole.mentions, paragraphs[0].start, key=lambda mention: mention.start)
    drafts = figures.find_counts(text, paragraphs, whole.mentions[start:], stated, outside)
    compared = comparisons.read_comparisons(text, drafts, stated.columns)
    new = figures.build(text, paragraphs, drafts, whole.mentions, header, known, compared, stated)
    read_so_far = inconsistencies.Read(text, paragraphs, drafts, new, compared, stated)
    wrong = inconsistencies.find(read_so_far, header, known)
    first = len(found.figures)  # places of figures are those in the whole reading
    found.figures.extend(_placed(figure, first) if first else figure for figure in new)
    found.inconsistencies.extend(replace(w, figures=tuple(first + place for place in w.figures)) for w in wrong)
    if whole.duties:
        found.tasks.extend(tasks.find(text, paragraphs, outside))
    found.awards.extend(awards.find(text, paragraphs, outside))
    found.outside.extend(_marked(text, clause) for clause in outside)


def _placed(figure: Figure, first: int) -> Figure:
    if figure.part_of is None and figure.base is None:
        return figure
    part_of = None if figure.part_of is None else first + figure.part_of
    return replace(figure, part_of=part_of, base=None if figure.base is None else first + figure.base)


def _header(text: Text, body: list[Span], mentions: list[Mention], known: Vocabulary) -> tuple[Header, list[Mention]]:
    """The header, and the mentions: the one by which a directive names itself carries its day of issue."""
    title = header.headline(text, body)
    headline = without_names(text.copy(title.start, title.end)) or None if title else None
    place = places.province_of(text, body, known.places)
    line = header.directive_line(text, body)
    if line:
        own = header.own_mention(line, mentions)
        day = header.issue_date(text, body, own, mentions)
        title_of_own = header.directive_title(text, body, own) or headline
        about = Header("chỉ thị", without_names(title_of_own or "") or None, place, day, Period())
        return about, [replace(m, date=m.date or day) if m is own else m for m in mentions]
    period = header.reviewed_period(text, body, mentions, title, layout.lays_duties(text, body))
    kind = header.kind_of(text, body, title)
    return Header(kind, headline, place, header.event_date(text, body, mentions), period), mentions


def _reference(text: Text, mention: Mention, register: Register) -> Reference:
    span = text.span(mention.start, mention.end)
    matches = register.named(mention)
    return Reference(
        kind=mention.kind,
        number=mention.number,
        symbol=text.copy(*mention.symbol) if mention.symbol else None,
        canonical=intern(mention.canonical),
        date=mention.date,
        issuer=intern(mention.issuer) if mention.issuer else None,
        title=without_names(text.copy(*mention.title).rstrip(" ,")) if mention.title else None,
        start=span.start,
        end=span.end,
        quote=text.original[span.start : span.end],
        matches=matches,
        candidates=() if matches else register.candidates(mention),
    )


def _marked(text: Text, span: Span) -> Marked:
    given = text.span(span.start, span.end)
    return Marked(given.start, given.end)
