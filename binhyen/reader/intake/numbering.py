"""The numbers that Word gives to paragraphs by itself: "1.", "a)", "II.", "-". They are not in the text of the paragraph."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass, field

from binhyen.reader.intake.openxml import Element, child, local, value

_BULLET = "-"
_PLACE = re.compile(r"%(\d)")
_ROMAN = ((1000, "m"), (900, "cm"), (500, "d"), (400, "cd"), (100, "c"), (90, "xc"), (50, "l"), (40, "xl"), (10, "x"),
          (9, "ix"), (5, "v"), (4, "iv"), (1, "i"))  # fmt: skip


def _letter(number: int) -> str:
    return chr(ord("a") + (number - 1) % 26) * ((number - 1) // 26 + 1)


def _roman(number: int) -> str:
    found = ""
    for worth, sign in _ROMAN:
        found += sign * (number // worth)
        number %= worth
    return found


_WRITTEN: dict[str, Callable[[int], str]] = {
    "lowerLetter": _letter, "upperLetter": lambda n: _letter(n).upper(), "lowerRoman": _roman,
    "upperRoman": lambda n: _roman(n).upper(), "decimalZero": lambda n: f"{n:02d}", "none": lambda _: "",
}  # fmt: skip


@dataclass
class Level:
    """One level of a list: the first number, how it is written, and the pattern it stands in ("%1.%2")."""

    start: int = 1
    written: str = "decimal"
    pattern: str = ""


@dataclass
class _List:
    levels: dict[int, Level]
    counts: dict[int, int] = field(default_factory=dict)


class Numbering:
    """The lists of a paper while it is read from its beginning."""

    def __init__(self, tree: Element | None) -> None:
        """``tree``: the part of the numberings; ``None`` in a paper without lists."""
        plans: dict[str, _List] = {}
        self._lists: dict[str, _List] = {}
        for node in tree if tree is not None else ():
            if local(node) == "abstractNum":
                levels = {_number(value(low, "ilvl"), 0): _level(low) for low in node if local(low) == "lvl"}
                plans[value(node, "abstractNumId") or ""] = _List(levels)
        for node in tree if tree is not None else ():
            plan = plans.get(value(child(node, "abstractNumId")) or "") if local(node) == "num" else None
            if plan is not None:
                self._lists[value(node, "numId") or ""] = _overridden(plan, node)

    def label(self, number: str, level: int) -> str:
        """The label of the next paragraph of list ``number`` at ``level`` (from 0); "" where it bears none."""
        numbers = self._lists.get(number)
        if numbers is None or level not in numbers.levels:
            return ""
        plan = numbers.levels[level]
        if plan.written == "bullet":
            return _BULLET
        numbers.counts[level] = numbers.counts.get(level, plan.start - 1) + 1
        for lower in [place for place in numbers.counts if place > level]:
            del numbers.counts[lower]

        def written(match: re.Match[str]) -> str:
            place = int(match.group(1)) - 1
            of = numbers.levels.get(place, Level())
            count = numbers.counts.get(place, of.start)
            return _WRITTEN.get(of.written, str)(count) if count < 10_000 else str(count)

        return _PLACE.sub(written, plan.pattern).strip()


def _level(node: Element) -> Level:
    return Level(
        start=_number(value(child(node, "start")), 1),
        written=value(child(node, "numFmt")) or "decimal",
        pattern=value(child(node, "lvlText")) or "",
    )


def _overridden(plan: _List, node: Element) -> _List:
    """Lists made from one plan count on together, unless this one starts anew or looks otherwise."""
    own = dict(plan.levels)
    changes = [change for change in node if local(change) == "lvlOverride"]
    for change in changes:
        place = _number(value(change, "ilvl"), 0)
        level = child(change, "lvl")
        given = _level(level) if level is not None else own.get(place, Level())
        start = _number(value(child(change, "startOverride")), given.start)
        own[place] = Level(start, given.written, given.pattern)
    return _List(own) if changes else plan


def _number(text: str | None, otherwise: int) -> int:
    return int(text) if text and text.isascii() and text.isdigit() and len(text) < 9 else otherwise
