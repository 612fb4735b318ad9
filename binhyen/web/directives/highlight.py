"""A text cut into paragraphs and pieces, each piece with what the reader saw there. Plain values; escaping is the template's."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import chain, pairwise

from binhyen.reader.reading import Reading, Reference

_LINE = re.compile(r"[^\r\n]+")


@dataclass(frozen=True)
class Piece:
    """A stretch of one paragraph that is marked the same way throughout.

    ``number`` above 0 is the proposal it belongs to; ``opens`` and ``closes`` say that the proposal begins or ends with this
    piece. ``document`` is the id of the known document that a reference names, 0 for one not in the register. What is
    ``outside`` the scope is shown as such without any reason; ``outside_opens`` where such a passage begins.
    """

    text: str
    number: int = 0
    opens: bool = False
    closes: bool = False
    in_conflict: bool = False
    is_reference: bool = False
    document: int = 0
    outside: bool = False
    outside_opens: bool = False


@dataclass(frozen=True)
class Line:
    """One paragraph. ``furniture`` belongs to the page that the text was taken from and is not read."""

    pieces: tuple[Piece, ...]
    furniture: bool = False


def parts(text: str, length: int, marks: Sequence[tuple[int, int]] = (), most: int = 100) -> list[tuple[int, int]]:
    """``text`` cut into parts of at most ``length`` characters and ``most`` of the ``marks``: what one page can show.

    A part ends with a line where it can, else between two words, never inside a mark. ``marks`` are places of figures in order.
    """
    starts = [start for start, _ in marks]
    found = []
    start = 0
    while start < len(text):
        after = bisect_left(starts, start) + most
        limit = min(start + length, starts[after] if after < len(starts) else len(text))
        end = (
            limit
            if limit >= len(text)
            else _cut(text, start, limit, marks[max(0, bisect_left(starts, limit) - 1) :][:1])
        )
        found.append((start, end))
        start = end
    return found or [(0, 0)]


def _cut(text: str, start: int, limit: int, last: Sequence[tuple[int, int]]) -> int:
    """Where the part from ``start`` ends: after the last line before ``limit``, else after the last blank outside ``last``."""
    line = text.rfind("\n", start, limit) + 1
    if line > start:
        return line
    for mark_start, mark_end in last:
        if start < mark_start < limit < mark_end:
            limit = mark_start
    blank = text.rfind(" ", start, limit) + 1
    return limit if blank <= start or any(a < blank < b for a, b in last) else blank


def highlighted(
    text: str, reading: Reading, documents: Mapping[str, int], within: tuple[int, int] | None = None
) -> list[Line]:
    """``text``, or the part ``within`` it, as lines of pieces; their texts joined give every line back.

    ``documents`` are ids by canonical name. Numbers count the figures from 1 in the order of the reading.
    """
    marks = _Marks(reading, documents)
    start, end = within or (0, len(text))
    return [marks.line(text, *match.span()) for match in _LINE.finditer(text, start, end) if match.group().strip()]


@dataclass(frozen=True)
class _Mark:
    """A stretch of the text and how its pieces are shown."""

    start: int
    end: int
    shown: Piece


class _Track:
    """Marks of one sort in the order of the text; those that touch a stretch are found without looking at the others."""

    def __init__(self, marks: Iterable[_Mark]) -> None:
        self._marks = sorted(marks, key=lambda mark: mark.start)
        self._starts = [mark.start for mark in self._marks]

    def touching(self, start: int, end: int) -> list[_Mark]:
        """The marks that share a character with the stretch."""
        first = max(0, bisect_right(self._starts, start) - 1)
        last = bisect_left(self._starts, end)
        return [mark for mark in self._marks[first:last] if mark.end > start]


class _Marks:
    """What the reader saw: figures above references above passages outside the scope, and lines that were not read."""

    def __init__(self, reading: Reading, documents: Mapping[str, int]) -> None:
        conflicts = {place for each in reading.inconsistencies for place in each.figures}
        self._figures = _Track(
            _Mark(figure.start, figure.end, Piece("", number, in_conflict=number - 1 in conflicts))
            for number, figure in enumerate(reading.figures, start=1)
        )
        self._references = _Track(
            _Mark(r.start, r.end, Piece("", is_reference=True, document=documents.get(_name(r), 0)))
            for r in reading.references
        )
        self._outside = _Track(_Mark(m.start, m.end, Piece("", outside=True)) for m in reading.outside)
        self._ignored = _Track(_Mark(m.start, m.end, Piece("")) for m in reading.ignored)

    def line(self, text: str, start: int, end: int) -> Line:
        """One paragraph, cut wherever a mark begins or ends."""
        tracks = [track.touching(start, end) for track in (self._figures, self._references, self._outside)]
        cuts = {start, end}
        for mark in chain.from_iterable(tracks):
            cuts |= {place for place in (mark.start, mark.end) if start < place < end}
        pieces = [_piece(text, a, b, *tracks) for a, b in pairwise(sorted(cuts))]
        ignored = self._ignored.touching(start, end)
        return Line(tuple(pieces), any(m.start <= start and end <= m.end for m in ignored))


def _piece(
    text: str, start: int, end: int, figures: list[_Mark], references: list[_Mark], outside: list[_Mark]
) -> Piece:
    figure, reference, passage = (_covering(marks, start, end) for marks in (figures, references, outside))
    top = figure or reference
    piece = replace(top.shown if top else Piece(""), text=text[start:end])
    if figure is not None:
        piece = replace(piece, opens=start == figure.start, closes=end == figure.end)
    if passage is not None:
        piece = replace(piece, outside=True, outside_opens=start == passage.start)
    return piece


def _covering(marks: list[_Mark], start: int, end: int) -> _Mark | None:
    return next((mark for mark in marks if mark.start <= start and end <= mark.end), None)


def _name(reference: Reference) -> str:
    return reference.matches[0] if len(reference.matches) == 1 else reference.canonical
