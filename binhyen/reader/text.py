"""The text as it is matched: one spelling, one length, and the way back to the characters that were given.

Matching is done on two strings of equal length: ``norm`` (NFC, plain blanks, dashes and quotes, one tone placement) and
``low`` (the same in lower case). Every span that leaves the reader is turned back into offsets of the text as decoded.
"""

from __future__ import annotations

import re
import unicodedata
from array import array
from bisect import bisect_right
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from io import StringIO
from typing import NamedTuple

from binhyen.reader.late import late

UPPER = "A-ZÀÁÂÃÈÉÊÌÍÒÓÔÕÙÚÝĂĐĨŨƠƯ" + "".join(c for c in map(chr, range(0x1EA0, 0x1EFA)) if c.isupper())

_ALIKE = {
    **dict.fromkeys(
        "\u00a0\u2000\u2001\u2002\u2003\u2004\u2005\u2006\u2007\u2008\u2009\u200a\u202f\u205f\u3000\v\f",
        " ",
    ),
    **dict.fromkeys("\u2010\u2011\u2012\u2013\u2014\u2015\u2212", "-"),
    **dict.fromkeys("\u201c\u201d\u201e\u201f\u00ab\u00bb\u2033", '"'),
    **dict.fromkeys("\u2018\u2019\u201a\u2032", "'"),
    **dict.fromkeys("\u2044\u2215", "/"),
    "\u00d0": "Đ",
}
_PICTURES = ("\U0001f000", "\U0001faff")  # one of them would make each string of the text twice as large
_INVISIBLE = "\u00ad\u200b\u200c\u200d\u2060\ufeff"
_CLUSTER = late(rf"[{_INVISIBLE}]+|[^\u0300-\u036f{_INVISIBLE}][\u0300-\u036f]+")
_UNUSUAL = late(rf"[\u0300-\u036f{_INVISIBLE}]")
_LATE_TONE = {
    late: early
    for pair in (
        "oà òa", "oá óa", "oả ỏa", "oã õa", "oạ ọa",
        "oè òe", "oé óe", "oẻ ỏe", "oẽ õe", "oẹ ọe",
        "uỳ ùy", "uý úy", "uỷ ủy", "uỹ ũy", "uỵ ụy",
    )
    for late, early in (pair.split(), pair.title().split(), pair.upper().split())
}  # fmt: skip
_TONE = late(r"[oOuU](?:(?<=[oO])[àáảãạèéẻẽẹÀÁẢÃẠÈÉẺẼẸ]|(?<=[uU])(?<![qQ].)[ỳýỷỹỵỲÝỶỸỴ])(?!\w)")
_ABBREVIATION = late(r"(?:^|[\s(])(?:[Tt][Pp]|TX|TT|[A-ZĐ]|Th[sS]?|PGS|GS|TS|BS|St|Tr|[Đđ]/[cC]|No|vv|v\.v)$")
_NUMBERING = late(r"\s*(?:[-+*•]\s*)?(?:\(?(?:\d{1,2}(?:\.\d{1,2})*|[IVXLC]{1,6}|[a-zđA-ZĐ])[.)/]|\(\d{1,2}\))+$")
_SENTENCE_END = late(
    rf"[.!?…](?:(?<![.!?…].)[.!?…]*+[\"')]*+(?=\s+(?:[\"'(\-+]\s*)?[{UPPER}0-9])|(?<=[^\W\d_)]\.)(?=[{UPPER}][^\W\d_]))"
)
# a number that scanning cut in two: "25. 000 tờ rơi"
_SPLIT_BEFORE = late(r"(?P<word>[^\W\d_]+),? \d{1,3} ?$")
_NUMBERED_THINGS = frozenset(
    "số thứ điều khoản điểm mục quý tháng ngày tổ khóa kỳ phường quận năm thôn ấp khu lớp đội hạng".split()
)
_SPLIT_AFTER = late(r" \d{3} [^\W\d_A-ZĐ]")
_LINE = late(r"[^\r\n]+")


class Span(NamedTuple):
    """A half-open stretch of characters."""

    start: int
    end: int

    def holds(self, position: int) -> bool:
        """Whether ``position`` lies inside."""
        return self.start <= position < self.end


def listed(words: str) -> frozenset[str]:
    """The words of a list written with bars: "xã|phường"."""
    return frozenset(words.split("|"))


class Stretches:
    """Stretches of a text, to ask whether a place lies in one of them; they may overlap."""

    def __init__(self, stretches: Iterable[tuple[int, int]]) -> None:
        """Merge ``stretches`` (start, end) once, so that each question costs a bisection."""
        self._starts: list[int] = []
        self._ends: list[int] = []
        for start, end in sorted(stretches):
            if self._ends and start <= self._ends[-1]:
                self._ends[-1] = max(self._ends[-1], end)
            else:
                self._starts.append(start)
                self._ends.append(end)

    def holds(self, place: int) -> bool:
        """Whether ``place`` lies inside one of them."""
        before = bisect_right(self._starts, place)
        return before > 0 and place < self._ends[before - 1]

    def touches(self, start: int, end: int) -> bool:
        """Whether ``start:end`` overlaps one of them."""
        before = bisect_right(self._starts, end - 1)
        return before > 0 and start < self._ends[before - 1]


class Passed:
    """Stretches of a text, asked about place after place; they may overlap."""

    __slots__ = ("_ahead", "_end")

    def __init__(self, stretches: list[tuple[int, int]]) -> None:
        """Hold ``stretches`` (start, end)."""
        self._ahead = sorted(stretches, reverse=True)
        self._end = 0

    def holds(self, place: int) -> bool:
        """Whether ``place``, not before the last one asked about, lies inside one of them."""
        while self._ahead and self._ahead[-1][0] <= place:
            self._end = max(self._end, self._ahead.pop()[1])
        return place < self._end


class Paragraph(NamedTuple):
    """One line of the text with its sentences; a newline always ends a sentence."""

    start: int
    end: int
    sentences: tuple[Span, ...]


class Back:
    """The way from places of the matched text to offsets of the text as given, where the two differ.

    Kept are only the places from which on the distance between the two is another one.
    """

    __slots__ = ("_offsets", "_places")

    def __init__(self, places: array[int], offsets: array[int]) -> None:
        """From each of ``places`` on, in rising order, offsets count up from the one of ``offsets``."""
        self._places = places
        self._offsets = offsets

    def __getitem__(self, place: int) -> int:
        """The offset of the character at ``place``."""
        run = bisect_right(self._places, place) - 1
        return self._offsets[run] + place - self._places[run]

    def span(self, start: int, end: int) -> Span:
        """The offsets of ``start`` and ``end``; few words lie across places where the distance changes."""
        run = bisect_right(self._places, start) - 1
        distance = self._offsets[run] - self._places[run]
        alike = run + 1 == len(self._places) or end < self._places[run + 1]
        return Span(start + distance, end + distance if alike else self[end])


@dataclass(frozen=True, slots=True)
class Text:
    """A text given (``original``) and its two matched forms, with the map back (``None`` when offsets are equal)."""

    original: str
    norm: str
    low: str
    back: Back | None

    def span(self, start: int, end: int) -> Span:
        """The span in the text as given of ``norm[start:end]``."""
        if self.back is None:
            return Span(start, end)
        return self.back.span(start, end)

    def copy(self, start: int, end: int) -> str:
        """The words of ``norm[start:end]`` as they were written, NFC, with single blanks."""
        if self.back is None:
            return " ".join(self.original[start:end].split())
        given = self.back.span(start, end)
        raw = self.original[given.start : given.end]
        if _UNUSUAL.search(raw):
            raw = unicodedata.normalize("NFC", "".join(c for c in raw if c not in _INVISIBLE))
        return " ".join(raw.split())


def prepare(original: str) -> Text:
    """The matched forms of ``original``; linear in its length, nothing is refused."""
    back: Back | None = None
    composed = original
    if _UNUSUAL.search(original) or not unicodedata.is_normalized("NFC", original):
        composed, back = _compose(original)
    norm = _joined(_TONE.sub(_early_tone, _plain(piece)) for piece in _slices(composed))
    norm = _BROKEN_LINE.sub(_as_blanks, _BROKEN_SYMBOL.sub(_as_blanks, norm))
    low = _joined(map(_lower, _slices(norm)))
    return Text(original, norm, low, back)


# a line that was cut inside the symbol of a document: "số 48-/CT/TW", "48-CT//TW", "Chỉ thị số/48-CT/TW" (cut at "/")
_BROKEN_SYMBOL = late(
    rf"\r?+\n(?:(?<=\d[-/]\n)|(?<=\d[-/]\r\n)|(?<=[{UPPER}]{{2}}[-/]\n)|(?<=[{UPPER}]{{2}}[-/]\r\n))(?=[{UPPER}]{{2,6}}[^\W\d_]?(?:[-/\d\s,;.)]|$))"
    rf"|\r?+\n(?:(?<=[Ss]ố\n)|(?<=[Ss]ố\r\n))(?=\d{{1,5}}(?: ?[-/] ?[{UPPER}\d]| của | ngày ))"
)

# a line that was cut in the middle of a sentence: a small letter goes on below a word, and neither line is a table's row
_SMALL = rf"[^\W\d_{UPPER}]"
_BROKEN_LINE = late(  # sought by the blank or newline, of which the look behinds hold one character
    rf"[ \r\n](?=\r?\n|(?<=\n))(?:(?:(?<={_SMALL}{{2}}[ \r\n])|(?<={_SMALL},[ \r\n]))(?:(?<=\n)|(?<=\r)\n|(?<= )\r?\n)"
    rf"(?={_SMALL}(?![.)/:])[^\n|\t]{{4}})(?=[^\n|\t]*+(?:\n|$))|(?<= ngày[\r\n])(?:(?<=\n)|(?<=\r)\n)(?=\d{{1,2}}[ /]))"
)


def _as_blanks(match: re.Match[str]) -> str:
    return " " * len(match.group())


_SLICE = 1 << 16


def _slices(text: str) -> Iterator[str]:
    """``text`` in pieces that end with a blank if they can: ``lower`` and ``sub`` take several times the memory of their text."""
    at = 0
    while at < len(text):
        blank = text.find(" ", at + _SLICE, at + 2 * _SLICE)
        end = blank + 1 if blank >= 0 else at + _SLICE
        yield text[at:end]
        at = end


def _joined(pieces: Iterable[str]) -> str:
    """As ``"".join``, which would hold all pieces until the last is made: their memory is not given back."""
    whole = StringIO(newline="")
    whole.writelines(pieces)
    return whole.getvalue()


def _plain(piece: str) -> str:
    """Odd blanks, dashes and quotes as the usual ones; each of them replaced at once, as most texts use few of them."""
    for character in set(piece):
        if character in _ALIKE:
            piece = piece.replace(character, _ALIKE[character])
        elif _PICTURES[0] <= character <= _PICTURES[1]:
            piece = piece.replace(character, "\u25a1")
    return piece


def _early_tone(match: re.Match[str]) -> str:
    return _LATE_TONE.get(match.group(), match.group())


def _lower(piece: str) -> str:
    """``piece`` in lower case, of the same length: "İ" stays."""
    low = piece.lower()
    return low if len(low) == len(piece) else "".join(c.lower() if len(c.lower()) == 1 else c for c in piece)


def _compose(original: str) -> tuple[str, Back]:
    """NFC letter by letter, without invisible characters, and the way back to the offsets in ``original``."""
    pieces: list[str] = []
    length, at = 0, 0
    places, offsets = array("l", [0]), array("l", [0])
    for match in _CLUSTER.finditer(original):
        start, end = match.span()
        pieces.append(original[at:start])
        length += start - at
        at = end
        if original[start] not in _INVISIBLE:
            piece = unicodedata.normalize("NFC", match.group())
            pieces.append(piece)
            for place in range(1, len(piece)):  # marks that make no letter with the one before
                places.append(length + place)
                offsets.append(min(start + place, end - 1))
            length += len(piece)
        places.append(length)
        offsets.append(end)
    pieces.append(original[at:])
    return "".join(pieces), Back(places, offsets)


def lines(text: Text) -> list[Span]:
    """The non-empty lines of the text, blanks at both ends left out."""
    found = []
    for match in _LINE.finditer(text.norm):
        line = match.group()
        bare = line.strip()
        if bare:
            start = match.start() + len(line) - len(line.lstrip())
            found.append(Span(start, start + len(bare)))
    return found


def _is_split(before: str) -> bool:
    """Whether the digits before a full stop are the head of a number and no name ("số 25. 120 hộ …" are two sentences)."""
    match = _SPLIT_BEFORE.search(before)
    return match is not None and match.group("word").lower() not in _NUMBERED_THINGS


def paragraph(text: Text, line: Span) -> Paragraph:
    """The line as a paragraph, cut into sentences; numbering ("2.", "a)") and short forms ("TP.") end none."""
    sentences: list[Span] = []
    begin = line.start
    for match in _SENTENCE_END.finditer(text.norm, line.start, line.end):
        before = text.norm[max(begin, match.start() - 12) : match.start()]
        if match.group().startswith(".") and (
            _ABBREVIATION.search(before)
            or _NUMBERING.match(text.norm[begin : match.start() + 1][:24])
            or (_SPLIT_AFTER.match(text.norm, match.end()) and _is_split(before))
        ):
            continue
        sentences.append(Span(begin, match.end()))
        begin = match.end()
        while begin < line.end and text.norm[begin] == " ":
            begin += 1
    if begin < line.end:
        sentences.append(Span(begin, line.end))
    return Paragraph(line.start, line.end, tuple(sentences))
