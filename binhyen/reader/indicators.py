"""Which indicator of the catalogue a count may belong to, by what is counted and the words around it."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Sequence
from functools import cache, lru_cache, reduce
from operator import or_

from binhyen.reader.cues import TOPICS, IndicatorCue
from binhyen.reader.late import late
from binhyen.reader.nouns import CLASS
from binhyen.reader.triggers import Triggers

NARROW = 1  # the widest stretch in which a narrow cue is sought: since the count before
_MOST_REMEMBERED = 4000  # units
# cues that have words with the bits of their first patterns, all these bits together, and the cues without words
_Fitting = tuple[list[tuple[int, IndicatorCue]], int, list[IndicatorCue]]

# the share that two counts make: after "1.905 vụ hòa giải thành" a percentage is the rate of success
RATIO = {
    "MED04": "MED07", "TIP02": "TIP03", "TIP07": "TIP08", "CRM02": "CRM03", "CRM05": "CRM06", "STD01": "STD02", "STD03": "STD04",
    "STD05": "STD06", "CMT01": "CMT02", "CMT03": "CMT04", "DRG04": "DRG05", "RPT02": "RPT03",
}  # fmt: skip
# the growth of a count, where the catalogue has one
GROWTH = {
    **dict.fromkeys(("CRM01", "CRM08", "CRM09", "CRM10", "CRM11", "CRM12", "CRM13", "CRM14", "CRM15", "CRM16", "DRG01"), "CRM07"),
    **dict.fromkeys(("TRF01", "TRF02", "TRF03"), "TRF04"),
}  # fmt: skip


class Linker:
    """Finds the cue of a count; remembers which cues can fit a unit at all."""

    def __init__(self, cues: tuple[IndicatorCue, ...]) -> None:
        """Use ``cues`` in their order: the first that fits wins."""
        self._cues = cues
        self._triggers = Triggers(cue.words[0] for cue in cues if cue.words)
        self._fitting: dict[tuple[str, bool], _Fitting] = {}
        self.labels = {cue.codes[0]: cue.label for cue in reversed(cues) if cue.codes}

    def cue(
        self, unit: str, near: Sequence[str], on_topic: Callable[[str], bool], *, is_percent: bool
    ) -> tuple[IndicatorCue, int] | None:
        """The first cue that fits, and in which of ``near`` it did.

        ``near`` are the words around the number, narrowest first: the first pattern of a cue is sought in each in turn, its
        other patterns in the last; a cue without words is the last resort. ``on_topic`` tells whether the passage is about
        a topic of ``TOPICS``.
        """
        worded, asked, wordless = self._fitting.get((unit, is_percent)) or self._prepare(unit, is_percent)
        seen = ""
        for width, words_here in enumerate(near if worded else ()):
            if words_here == seen:
                continue
            seen = words_here
            told = self._triggers.within(words_here) & asked
            for bit, cue in worded if told else ():
                if (
                    bit & told
                    and (width <= NARROW or not cue.narrow)
                    and _compiled(cue.words[0]).search(words_here)
                    and _fits(cue, words_here, near[-1], on_topic)
                ):
                    return cue, width
        for cue in wordless:
            if _fits(cue, near[-1], near[-1], on_topic):
                return cue, NARROW + 1
        return None

    def _prepare(self, unit: str, is_percent: bool) -> _Fitting:
        counted = _counted(unit)
        cues = [
            cue
            for cue in self._cues
            if cue.percent == is_percent and (not cue.units or not counted.isdisjoint(cue.units))
        ]
        worded = [(self._triggers.bits[cue.words[0]], cue) for cue in cues if cue.words]
        asked = reduce(or_, (bit for bit, _ in worded), 0)
        fitting = worded, asked, [cue for cue in cues if not cue.words]
        if len(self._fitting) < _MOST_REMEMBERED:
            self._fitting[unit, is_percent] = fitting
        return fitting


_compiled = cache(re.compile)  # most patterns are never asked: each is compiled when it is


def _fits(cue: IndicatorCue, here: str, widest: str, on_topic: Callable[[str], bool]) -> bool:
    """Whether all of a cue fits whose first words stand ``here``."""
    if cue.unless and _compiled(cue.unless).search(here):
        return False
    further = len(cue.words) < 2 or all(_compiled(words).search(widest) for words in cue.words[1:])
    return further and (not cue.topic or on_topic(cue.topic))


_LIST = re.compile(r", | và |/")
_OPEN_HEADS = frozenset({"vụ", "lượt", "tin"})  # "vụ án" and "lượt cán bộ" are still counted as "vụ" and "lượt"


def _counted(unit: str) -> set[str]:
    """The nouns by which a unit fits a cue: each member of its list, the first word of one that is no noun of its own, and
    their classes ("@people")."""
    counted = set() if unit else {"@none"}
    for part in _LIST.split(unit):
        counted.add(part)
        first = part.split(" ")[0]
        if first in _OPEN_HEADS or part not in CLASS:
            counted.add(first)
        counted.add("@" + CLASS.get(part, CLASS.get(first, "")))
    return counted


# of these a passage is about the one named last; of the others, about each that it names
_RIVALS = {name: late(TOPICS[name]) for name in ("traffic", "fire", "crime", "drugs", "loans")}
_OTHERS = {name: late(words) for name, words in TOPICS.items() if name not in _RIVALS}


def is_about(topic: str, stretches: Iterable[str], own: str) -> bool:
    """Whether the nearest of ``stretches`` that names any topic of its group names this one (last); ``own`` are the words
    beside the number."""
    if topic in _OTHERS:
        return _names(topic, own) or any(_names(topic, words) for words in stretches)
    named = (_named_last(words) for words in stretches)
    return next((name == topic for name in named if name), False)


_TOPIC_WORDS = Triggers(TOPICS.values())
_topics_told = lru_cache(maxsize=512)(_TOPIC_WORDS.within)  # headings stand before many counts


def _names(topic: str, words: str) -> bool:
    """Whether ``words`` name a topic that has no rivals."""
    return bool(_TOPIC_WORDS.bits[TOPICS[topic]] & _topics_told(words) and _OTHERS[topic].search(words))


@lru_cache(maxsize=512)
def _named_last(words: str) -> str:
    """Which of the rivals ``words`` name last; empty where they name none. Kept, as headings stand before many counts."""
    told = _topics_told(words)
    last = {name: _last(pattern, words) for name, pattern in _RIVALS.items() if _TOPIC_WORDS.bits[TOPICS[name]] & told}
    best = max(last, key=lambda name: last[name], default="")
    return best if last.get(best, -1) >= 0 else ""


def _last(pattern: re.Pattern[str], words: str) -> int:
    end = -1
    for match in pattern.finditer(words):
        end = match.end()
    return end


_MOST_KEPT = 4
_kept: dict[int, tuple[tuple[IndicatorCue, ...], Linker]] = {}


def linker_for(cues: tuple[IndicatorCue, ...]) -> Linker:
    """The linker of ``cues``; kept, so that a reader of many short texts finds its units prepared.

    Kept by which tuple it is, not by what is in it: to hash all cues for each text would take longer than to read it.
    """
    kept = _kept.get(id(cues))
    if kept is None or kept[0] is not cues:
        if len(_kept) >= _MOST_KEPT:
            _kept.clear()
        kept = _kept[id(cues)] = (cues, Linker(cues))
    return kept[1]
