"""A text cut into paragraphs and pieces, each piece with what the reader saw there. Plain values; escaping is the template's."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, replace
from itertools import pairwise

from binhyen.reader.reading import Reading

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


def highlighted(text: str, reading: Reading, documents: Mapping[str, int]) -> list[Line]:
    """``text`` as lines of pieces; their texts joined give every line back, character by character.

    ``documents`` are ids by canonical name. Numbers count the figures from 1 in the order of the reading.
    """
    marks = _Marks(reading, documents)
    lines: list[Line] = []
    for match in _LINE.finditer(text):
        if match.group().strip():
            start, end = match.span()
            furniture = any(m.start <= start and end <= m.end for m in reading.ignored)
            lines.append(Line(tuple(marks.pieces(text, start, end)), furniture))
    return lines


class _Marks:
    """What the reader saw, looked up by place."""

    def __init__(self, reading: Reading, documents: Mapping[str, int]) -> None:
        conflicts = {place for each in reading.inconsistencies for place in each.figures}
        self._figures = [
            (figure.start, figure.end, number, number - 1 in conflicts)
            for number, figure in enumerate(reading.figures, start=1)
        ]
        self._references = [
            (r.start, r.end, documents.get(r.matches[0] if len(r.matches) == 1 else r.canonical, 0))
            for r in reading.references
        ]
        self._outside = [(m.start, m.end) for m in reading.outside]

    def pieces(self, text: str, start: int, end: int) -> list[Piece]:
        """The pieces of one line."""
        figures = [f for f in self._figures if f[0] < end and f[1] > start]
        references = [r for r in self._references if r[0] < end and r[1] > start]
        outside = [o for o in self._outside if o[0] < end and o[1] > start]
        cuts = {start, end}
        for begin, stop, *_ in (*figures, *references, *outside):
            cuts |= {place for place in (begin, stop) if start < place < end}
        return [self._piece(text, a, b, figures, references, outside) for a, b in pairwise(sorted(cuts))]

    def _piece(
        self,
        text: str,
        start: int,
        end: int,
        figures: list[tuple[int, int, int, bool]],
        references: list[tuple[int, int, int]],
        outside: list[tuple[int, int]],
    ) -> Piece:
        figure = next((f for f in figures if f[0] <= start and end <= f[1]), None)
        reference = next((r for r in references if r[0] <= start and end <= r[1]), None)
        passage = next((o for o in outside if o[0] <= start and end <= o[1]), None)
        piece = Piece(
            text[start:end], outside=passage is not None, outside_opens=passage is not None and passage[0] == start
        )
        if figure is not None:
            begin, stop, number, in_conflict = figure
            return replace(piece, number=number, opens=start == begin, closes=end == stop, in_conflict=in_conflict)
        if reference is not None:
            return replace(piece, is_reference=True, document=reference[2])
        return piece
