"""The lines of a table on a page, and the cell in which a point lies."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable
from dataclasses import dataclass

_NEAR = 2.5  # points: lines of a table that meet on paper miss each other by as much
_MOST = 1500  # rules of one page; beyond that it is a drawing


@dataclass(frozen=True, slots=True)
class Rule:
    """A straight line: upright at x = ``at`` or level at y = ``at``, from ``low`` to ``high``, in points."""

    upright: bool
    at: float
    low: float
    high: float

    def spans(self, place: float) -> bool:
        """Whether the line reaches over ``place``."""
        return self.low - _NEAR <= place <= self.high + _NEAR

    def meets(self, other: Rule) -> bool:
        """Whether two lines, one upright and one level, touch."""
        return self.upright != other.upright and self.spans(other.at) and other.spans(self.at)


class Grid:
    """A table drawn with lines. Rows count from the top, columns from the left."""

    def __init__(self, rules: list[Rule]) -> None:
        self._uprights = sorted((rule for rule in rules if rule.upright), key=lambda rule: rule.at)
        self._levels = sorted((rule for rule in rules if not rule.upright), key=lambda rule: -rule.at)
        self._xs = _distinct(rule.at for rule in self._uprights)
        self._ys = _distinct(-rule.at for rule in self._levels)
        self.top = -self._ys[0] if self._ys else 0.0
        self.bottom = -self._ys[-1] if self._ys else 0.0

    @property
    def is_table(self) -> bool:
        """At least two columns and one row; a frame around words is none."""
        return len(self._xs) > 2 and len(self._ys) > 1

    @property
    def columns(self) -> int:
        """How many columns the table has."""
        return len(self._xs) - 1

    def cell(self, x: float, y: float) -> tuple[int, int] | None:
        """Row and column of the cell around a point; of a cell over several, the first. ``None`` outside the table."""
        left = [rule.at for rule in self._uprights if rule.at <= x + _NEAR and rule.spans(y)]
        above = [rule.at for rule in self._levels if rule.at >= y - _NEAR and rule.spans(x)]
        if not left or not above or x > self._xs[-1] or y < self.bottom:
            return None
        return bisect_right(self._ys, -above[-1] + _NEAR) - 1, bisect_right(self._xs, left[-1] + _NEAR) - 1


def _distinct(places: Iterable[float]) -> list[float]:
    found: list[float] = []
    for place in sorted(places):
        if not found or place - found[-1] > _NEAR:
            found.append(place)
    return found


def grids(rules: list[Rule]) -> list[Grid]:
    """The tables among the lines of a page: lines that touch belong together."""
    merged = _merged(rules)
    if len(merged) > _MOST:
        return []
    found = []
    left = set(range(len(merged)))
    while left:
        group = [left.pop()]
        for one in group:
            touching = [other for other in left if merged[one].meets(merged[other])]
            left.difference_update(touching)
            group += touching
        grid = Grid([merged[one] for one in group])
        if grid.is_table:
            found.append(grid)
    return found


def _merged(rules: list[Rule]) -> list[Rule]:
    """Pieces of one line put together: a table draws each cell's side by itself."""
    found: list[Rule] = []
    for rule in sorted(rules, key=lambda rule: (rule.upright, round(rule.at), rule.low)):
        last = found[-1] if found else None
        same = last is not None and last.upright == rule.upright and abs(last.at - rule.at) < _NEAR
        if last is not None and same and rule.low <= last.high + _NEAR:
            found[-1] = Rule(last.upright, last.at, last.low, max(last.high, rule.high))
        else:
            found.append(rule)
    return found
