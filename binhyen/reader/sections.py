"""Which period a section states for all that follows in it: in its heading, or by the words that open its first sentence."""

from __future__ import annotations

from binhyen.reader.late import late
from binhyen.reader.periods import PHRASE, TimePhrase, phrases
from binhyen.reader.text import Paragraph, Text

_NUMBERING = late(
    r" *(?:(?P<roman>[ivx]{1,5})[.)/-]|(?P<digit>\d{1,2}(?:\.\d{1,2})*)[.)/-]|(?P<letter>[a-zđ])[.)/]|[-+*•])? *"
)
_LEVELS = ("roman", "digit", "letter")
_PLAIN = len(_LEVELS)  # the level of a paragraph without numbering
_LONGEST_HEADING = 160


def governing(text: Text, paragraphs: list[Paragraph]) -> list[TimePhrase | None]:
    """For each paragraph the time phrase of the section in which it stands, ``None`` outside of such sections.

    A section runs to the next heading of its level or a higher one, or until another period opens a paragraph.
    """
    out: list[TimePhrase | None] = []
    current: TimePhrase | None = None
    held = _PLAIN
    for paragraph in paragraphs:
        numbering = _NUMBERING.match(text.low, paragraph.start, paragraph.end)
        begin = numbering.end() if numbering else paragraph.start
        level = _LEVELS.index(numbering.lastgroup) if numbering and numbering.lastgroup else _PLAIN
        if paragraph.end - paragraph.start < _LONGEST_HEADING and text.low[paragraph.end - 1] not in ".;,!?":
            stated = phrases(text.low, paragraph.start, paragraph.end)
            if stated:
                current, held = stated[-1], level
            elif level <= held and level < _PLAIN:
                current = None
        elif opening := PHRASE.match(text.low, begin, paragraph.end):
            if opening.group().startswith("từ"):
                current, held = TimePhrase(opening.start(), opening.end()), level
            elif level <= held:
                current = None  # another period is stated; its own figures have it
        out.append(current)
    return out
