"""Which checks of a form may have something to say of a workbook: cheap sums over plain numbers, before any check is run.

A rule that the screen passes would find nothing; one that it stops is run by ``figures.rules.checks``, the one engine. What
compares with the record (the period before, other sources, evidence) is left to the moment when cells enter a report.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import chain
from operator import eq, ge, itemgetter, le
from typing import Any

from binhyen.figures.rules.cells import CellKey, CellValue, Finding, Nature
from binhyen.figures.rules.checks import REPORT, check
from binhyen.figures.rules.specs import COLLECTS, OWN_BREAKDOWN, FormSpec, History, LineSpec, RuleSpec, Term

BLANK, EXACT, ESTIMATE, NOTHING, NOT_APPLICABLE, SAID_UNKNOWN, IN_WORDS = range(7)
"""The codes of cells: nothing there, a number, an estimated one, nothing arose, and three without a number."""
BY_THE_RECORD = frozenset({"change", "outlier", "agree", "evidence"})
MISSING = "figures.r10_missing"
Amounts = Sequence[int | None]
Test = Callable[[Amounts], bool]
Pairs = Sequence[tuple[list[int], list[int]]]


@dataclass(frozen=True)
class Screened:
    """A rule, the lines it looks at, and whether it may find something in given amounts."""

    rule: RuleSpec
    lines: frozenset[int]
    may_find: Test
    pairs: Pairs = ()
    """The lines of both sides of each comparison, where sums are compared and nothing else."""


def _told(finding: Finding) -> bool:
    """Whether it is told here: blank lines are counted by ``missing``, and the unit is looked at before."""
    return finding.code != MISSING and not (finding.key == REPORT and finding.code == "figures.r10_unit")


class Screen:
    """The rules of one form, made ready for many workbooks."""

    def __init__(self, form: FormSpec, *, period_complete: bool) -> None:
        self.form = replace(form, rules=tuple(rule for rule in form.rules if not _needs_record(rule)))
        self.history = History(period_complete=period_complete)
        self._index = {line.key: number for number, line in enumerate(form.lines)}
        self._decimals = [line.decimals for line in form.lines]
        self._typed = frozenset(n for n, line in enumerate(form.lines) if line.role == COLLECTS)
        self._required = [n for n in sorted(self._typed) if form.lines[n].required]
        self._total = {
            n: self._index[t] for n, i in enumerate(form.lines) if (t := CellKey(i.indicator)) in self._index
        }
        self._screened = [self._made(rule) for rule in self.form.rules if rule.op != "complete"]
        self._at_once, self._alone = _together(self._screened)
        self.complete = next((rule for rule in self.form.rules if rule.op == "complete"), None)

    def missing(self, codes: Sequence[int], taken: frozenset[int] | set[int]) -> list[int]:
        """The required lines that say nothing, but for ``taken`` (cells at fault, named already)."""
        if self.complete is None or BLANK not in codes:
            return []
        return [n for n in self._required if codes[n] == BLANK and n not in taken]

    def findings(self, codes: Sequence[int], amounts: Amounts, odd: frozenset[int], cells: Cells) -> list[Finding]:
        """What the rules find, but for lines left blank; one that says "chưa có số liệu" is told.

        ``odd``: lines in a state that is no plain number. The engine is given the lines that the fired rules look at and
        the totals above them, which name them.
        """
        fired = self._fired(amounts, odd)
        rules = [s.rule for s in fired]
        everything = any(not s.lines for s in fired)
        if self.complete is not None and SAID_UNKNOWN in codes:
            rules.append(self.complete)
            everything = True
        if not rules:
            return []
        lines: set[int] | range = range(len(self.form.lines))
        if not everything:
            lines = {n for s in fired for n in s.lines}
            lines |= {self._total[n] for n in lines if n in self._total}
        form = replace(self.form, rules=tuple(rules), lines=tuple(self.form.lines[n] for n in sorted(lines)))
        found = check(form, cells(lines), self.history)
        return [f for f in found if _told(f) or (f.code == MISSING and codes[self._index[f.key]] == SAID_UNKNOWN)]

    def _fired(self, amounts: Amounts, odd: frozenset[int]) -> list[Screened]:
        """The rules that may find something. Where every cell holds a number, sums of one shape are compared all at once."""
        screened = self._screened
        if not odd and None not in amounts and not any(differ(amounts) for differ in self._at_once):
            screened = self._alone
        return [s for s in screened if s.may_find(amounts) or (odd and not odd.isdisjoint(s.lines))]

    def _made(self, rule: RuleSpec) -> Screened:
        lines, test = _MAKERS.get(rule.op, _always)(self, rule)
        pairs = _sums(self, rule) if rule.op in _HOLDS else None
        return Screened(rule, lines, test, pairs or ())

    def numbers_of(self, terms: Sequence[Term], own: str) -> list[tuple[int, int]] | None:
        """The sign and line of each summand; None where one stands on no line of the form or decimals differ."""
        found: list[tuple[int, int]] = []
        for term in terms:
            for key in self._keys(term, own):
                number = self._index.get(key)
                if number is None:
                    return None
                found.append((term.sign, number))
        return found if len({self._decimals[n] for _, n in found}) <= 1 else None

    def _keys(self, term: Term, own: str) -> list[CellKey]:
        if term.breakdown == OWN_BREAKDOWN:
            return [CellKey(term.code, own)]
        if term.breakdown.endswith("=*"):
            head = term.breakdown[:-1]
            return [k for k in self._index if k.indicator == term.code and _only(k.breakdown, head)]
        return [CellKey(term.code, term.breakdown)]

    def owns(self, rule: RuleSpec) -> list[str]:
        """The breakdowns for which the rule is asked."""
        if all(term.breakdown != OWN_BREAKDOWN for term in rule.left):
            return [""]
        return [key.breakdown for key in self._index if key.indicator == rule.left[0].code]

    @property
    def typed(self) -> frozenset[int]:
        """The lines that are entered."""
        return self._typed


Cells = Callable[[Iterable[int]], Mapping[CellKey, CellValue]]
Picked = Sequence[int | None]
Side = Callable[[Amounts], Picked]
"""One side of a rule: picks its summands."""
Finds = Callable[[Picked, Picked], bool]
Made = tuple[frozenset[int], Test]


def _only(breakdown: str, head: str) -> bool:
    return breakdown.startswith(head) and ";" not in breakdown


def _needs_record(rule: RuleSpec) -> bool:
    terms = (*rule.left, *rule.right, *rule.below)
    return rule.op in BY_THE_RECORD or any(term.previous for term in terms)


def _always(screen: Screen, rule: RuleSpec) -> Made:
    return frozenset(), lambda amounts: True


def _never(amounts: Amounts) -> bool:
    return False


_HOLDS: Mapping[str, Callable[[Any, Any], bool]] = {"=": eq, "<=": le, ">=": ge, "part of": lambda parts, whole: True}
"""What holds of the sums of both sides where no number is missing; parts over the whole are then another rule's business."""


def _together(screened: Sequence[Screened]) -> tuple[list[Test], list[Screened]]:
    """Tests of many comparisons at once for amounts without gaps, and the rules that have to be tested one by one."""
    shapes: dict[tuple[str, int, int], list[tuple[list[int], list[int]]]] = {}
    for s in screened:
        for left, right in s.pairs if s.rule.op != "part of" else ():
            shapes.setdefault((s.rule.op, len(left), len(right)), []).append((left, right))
    tests = [_differ(_HOLDS[op], pairs) for (op, _, _), pairs in shapes.items()]
    return tests, [s for s in screened if not s.pairs]


def _differ(holds: Callable[[Any, Any], bool], pairs: Pairs) -> Test:
    """Whether one of the pairs, all with as many lines on each side, does not hold."""
    left, right = (_sums_of([pair[side] for pair in pairs]) for side in (0, 1))
    return lambda amounts: not all(map(holds, left(amounts), right(amounts)))


def _sums_of(groups: Sequence[Sequence[int]]) -> Callable[[Amounts], Iterable[Any]]:
    """The sum of the lines of each group; all groups are of one size."""
    size = len(groups[0])
    first = groups[0][0]
    pick = itemgetter(*chain.from_iterable(groups), first)  # one more, so that a single line gives a row as well
    if size == 1:
        return lambda amounts: pick(amounts)[:-1]
    return lambda amounts: map(sum, zip(*[iter(pick(amounts))] * size, strict=False))


def _sums(screen: Screen, rule: RuleSpec) -> list[tuple[list[int], list[int]]] | None:
    """For each breakdown asked for, the lines of both sides; None where they are not plain sums over the form's lines."""
    pairs = []
    for own in screen.owns(rule):
        left, right = screen.numbers_of(rule.left, own), screen.numbers_of(rule.right, own)
        if left is None or right is None or any(sign < 0 for sign, _ in (*left, *right)):
            return None
        if left and right:
            if screen.numbers_of((*rule.left, *rule.right), own) is None and rule.op != "per":
                return None
            pairs.append(([n for _, n in left], [n for _, n in right]))
    return pairs


def _side(numbers: Sequence[int]) -> Side:
    first, last = numbers[0], numbers[-1] + 1
    if list(numbers) == list(range(first, last)):
        return itemgetter(slice(first, last))
    return itemgetter(*numbers)


def _known(picked: Picked) -> int | None:
    """The sum where every number is there."""
    return None if None in picked else sum(picked)  # type: ignore[arg-type]


def _least(picked: Picked) -> int:
    """The sum of those that are there."""
    return sum(filter(None, picked))


def _over_pairs(screen: Screen, rule: RuleSpec, finds: Finds) -> Made:
    pairs = _sums(screen, rule)
    if pairs is None:
        return _always(screen, rule)
    lines = frozenset(n for left, right in pairs for n in (*left, *right))
    sides = [(_side(left), _side(right)) for left, right in pairs]
    if len(sides) == 1:
        left, right = sides[0]
        return lines, lambda amounts: finds(left(amounts), right(amounts))
    return lines, lambda amounts: any(finds(left(amounts), right(amounts)) for left, right in sides)


def _unequal(left: Picked, right: Picked) -> bool:
    return None not in left and None not in right and sum(left) != sum(right)  # type: ignore[arg-type]


def _left_over(left: Picked, right: Picked) -> bool:
    most = _known(right)
    return most is not None and _least(left) > most


def _right_over(left: Picked, right: Picked) -> bool:
    return _left_over(right, left)


def _parts_over(left: Picked, right: Picked) -> bool:
    """Parts over the whole with one of them missing; with all there, the sum itself is compared by another rule."""
    return None in left and _left_over(left, right)


def _per(screen: Screen, rule: RuleSpec) -> Made:
    low, high = rule.at_least, rule.at_most

    def outside(left: Picked, right: Picked) -> bool:
        per = _known(right)
        if per is None or not per:
            return False
        whole = _known(left)
        over = high is not None and _least(left) > high * per
        return over or (low is not None and whole is not None and whole < low * per)

    pairs = _sums(screen, rule)
    if pairs is None or any(screen.numbers_of((*rule.left, *rule.right), own) is None for own in screen.owns(rule)):
        return _always(screen, rule)
    return _over_pairs(screen, rule, outside)


def _range(screen: Screen, rule: RuleSpec) -> Made:
    """Percentages and typed rates; a state in words is odd on any line."""
    lines: Sequence[LineSpec] = screen.form.lines
    rates = [n for n in screen.typed if lines[n].nature is Nature.RATIO or lines[n].unit_of_count == "%"]
    watched = frozenset(screen.typed)
    return watched, (lambda amounts: any(amounts[n] is not None for n in rates)) if rates else _never


def _period(screen: Screen, rule: RuleSpec) -> Made:
    return frozenset(), _never if screen.history.period_complete else lambda amounts: True


_MAKERS: Mapping[str, Callable[[Screen, RuleSpec], Made]] = {
    "=": lambda screen, rule: _over_pairs(screen, rule, _unequal),
    "<=": lambda screen, rule: _over_pairs(screen, rule, _left_over),
    ">=": lambda screen, rule: _over_pairs(screen, rule, _right_over),
    "part of": lambda screen, rule: _over_pairs(screen, rule, _parts_over),
    "per": _per,
    "range": _range,
    "period": _period,
}


def reading_left_out(form: FormSpec) -> FormSpec:
    """The form without demands on lines that read other forms: a workbook does not carry them."""
    lines = tuple(line if line.role == COLLECTS else replace(line, required=False) for line in form.lines)
    return replace(form, lines=lines)


def finding_words(sentences: Mapping[str, str], finding: Finding) -> str:
    """The sentence of a finding."""
    params: Mapping[str, Any] = finding.params
    return sentences.get(finding.code, finding.code).format(**params)
