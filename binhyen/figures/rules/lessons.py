"""What decisions on proposals teach: words of the genre, how often used, corrected or set aside, and a rule to think about.

Nothing changes by itself: a maintainer reads the suggestions and edits the reader's cues.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field

from binhyen.foundation.vietnamese import nfc
from binhyen.reader.scope import outside_spans
from binhyen.reader.text import Span, prepare

LONGEST = 60
WORDS = 4
FEWEST_TIMES, FEWEST_TEXTS = 3, 2
# "right, but not needed" says nothing about the reader
TEACHES = frozenset({"", "not_a_figure", "wrong_number", "wrong_indicator", "wrong_unit", "wrong_period"})
_LOWER = re.compile(r"[^\W\d_]+,?")


def counted_words(measures: str) -> str:
    """The counted words as they may be kept: up to four in lower case ("tổ bầu cử"), so that no name is among them.

    "" where the words touch what the product stays out of.
    """
    kept: list[str] = []
    for word in nfc(measures).split()[:WORDS]:
        if not _LOWER.fullmatch(word) or word != word.lower():
            break
        kept.append(word)
    words = " ".join(kept)[:LONGEST].rstrip(" ,")
    return "" if outside_spans(prepare(words), Span(0, len(words))) else words


@dataclass(frozen=True)
class Decided:
    """One decision: the text it was taken on, the counted words, what was proposed and what was filled ("" set aside)."""

    text: int
    measures: str
    proposed: str
    chosen: str
    reason: str = ""


@dataclass
class Pattern:
    """The same words with the same proposed indicator: how often used as proposed, set aside by reason, corrected to what."""

    measures: str
    proposed: str
    used: int = 0
    set_aside: Counter[str] = field(default_factory=Counter)
    corrected: Counter[str] = field(default_factory=Counter)
    texts: set[int] = field(default_factory=set)

    @property
    def rejected(self) -> int:
        """How often the proposal was set aside as wrong."""
        return self.set_aside.total()

    @property
    def times(self) -> int:
        """All decisions that teach."""
        return self.used + self.rejected + self.corrected.total()


@dataclass(frozen=True)
class Suggestion:
    """A pattern that speaks against a rule. ``kind``: exclude, move (to ``to``), add (to ``to``)."""

    pattern: Pattern
    kind: str
    to: str = ""


def patterns(decided: Iterable[Decided]) -> list[Pattern]:
    """The decisions grouped by words and proposed indicator, the most frequent first."""
    found: dict[tuple[str, str], Pattern] = {}
    for one in decided:
        if not one.measures or (not one.chosen and one.reason not in TEACHES):
            continue
        pattern = found.setdefault((one.measures, one.proposed), Pattern(one.measures, one.proposed))
        pattern.texts.add(one.text)
        if not one.chosen:
            pattern.set_aside[one.reason] += 1
        elif one.chosen == one.proposed:
            pattern.used += 1
        else:
            pattern.corrected[one.chosen] += 1
    return sorted(found.values(), key=lambda p: (-p.times, p.measures, p.proposed))


def suggestions(
    found: Iterable[Pattern], *, times: int = FEWEST_TIMES, texts: int = FEWEST_TEXTS
) -> Iterator[Suggestion]:
    """What a maintainer may want to change: patterns decided against the reader at least ``times`` times in ``texts`` texts.

    Mixed answers give none: a pattern that was also used as proposed stays as it is, and so does one corrected to several.
    """
    for pattern in found:
        if pattern.used or len(pattern.texts) < texts:
            continue
        to, corrected = next(iter(pattern.corrected.most_common(1)), ("", 0))
        if corrected >= times and corrected == pattern.times:
            yield Suggestion(pattern, "move" if pattern.proposed else "add", to)
        elif pattern.rejected >= times and not pattern.corrected:
            yield Suggestion(pattern, "exclude")
