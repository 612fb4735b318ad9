"""Which of many patterns may match a stretch of text, told by its words alone.

To seek two hundred patterns beside each number took a sixth of the time. Each begins with plain words, so a table tells for each
word of the text which patterns may begin in it, and only those are sought.
"""

from __future__ import annotations

import re
from collections.abc import Iterable

from binhyen.reader.starts import opened

_BEGINNING = re.compile(r"(?:\(\?<[!=][^()]*\))*")
_PLAIN = re.compile(r"[^\W\d_]+ ?(?![?*{+])")
_MOST_REMEMBERED = 20_000  # words
_SHORT = 3


class Triggers:
    """Patterns, each a bit of a number, and the words in which they may begin."""

    def __init__(self, patterns: Iterable[str]) -> None:
        """Give each of ``patterns`` (in lower case, plain texts or alternatives) its bit."""
        self.bits: dict[str, int] = {}
        self._always = 0
        self._ends: dict[str, int] = {}
        self._parts: dict[str, int] = {}
        for pattern in patterns:
            if pattern not in self.bits:
                self.bits[pattern] = 1 << len(self.bits)
                self._add(pattern)
        self._words = _Words(self._parts, self._ends)

    def _add(self, pattern: str) -> None:
        bit = self.bits[pattern]
        for alternative in opened(pattern):
            for inner in opened(alternative[_BEGINNING.match(alternative).end() :]):  # type: ignore[union-attr]
                plain = _PLAIN.match(inner)
                if plain is None:
                    self._always |= bit
                    continue
                found = self._ends if plain.group().endswith(" ") else self._parts
                word = plain.group().rstrip(" ")
                found[word] = found.get(word, 0) | bit

    def within(self, words: str) -> int:
        """The bits of the patterns that may match somewhere in ``words``: no other can."""
        bits = self._always
        for word in words.split(" "):
            bits |= self._words[word]
        return bits


class _Words(dict[str, int]):
    """For each word met the bits of the patterns whose first word is a part of it, or its end where a blank follows there."""

    def __init__(self, parts: dict[str, int], ends: dict[str, int]) -> None:
        self._parts = parts
        self._ends = ends
        self._longest = max(map(len, (*parts, *ends)), default=0)

    def __missing__(self, word: str) -> int:
        bits, length = 0, len(word)
        if word.upper() == word:  # a number, which is no beginning
            if length <= _SHORT:  # there are too many longer ones to remember
                self[word] = bits
            return bits
        for start in range(length):
            for end in range(start + 1, min(length, start + self._longest) + 1):
                bits |= self._parts.get(word[start:end], 0)
        for start in range(max(0, length - self._longest), length):
            bits |= self._ends.get(word[start:], 0)
        if len(self) >= _MOST_REMEMBERED:
            self.clear()
        self[word] = bits
        return bits
