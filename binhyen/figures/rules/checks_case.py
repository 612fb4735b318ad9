"""One report under check: its lines, its cells, what is known besides, and how a finding about it is made."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from binhyen.figures.rules.cells import CellKey, CellValue, Finding, Severity, parse_breakdown
from binhyen.figures.rules.checks_bounds import Side, Summand
from binhyen.figures.rules.specs import OWN_BREAKDOWN, FormSpec, History, LineSpec, RuleSpec, Term

REPORT = CellKey("")
"""The key of a finding that concerns the whole report."""


class Case:
    """One report under check: its lines by key, its cells, and what is known besides."""

    def __init__(self, form: FormSpec, cells: Mapping[CellKey, CellValue], history: History) -> None:
        self.form = form
        self.cells = cells
        self.history = history
        self.lines: dict[CellKey, LineSpec] = {line.key: line for line in form.lines}
        self.places = {key: place for place, key in enumerate(self.lines)}
        self._decimals = {line.indicator: line.decimals for line in form.lines}

    def asked(self, *, totals_only: bool = False) -> list[CellKey]:
        """Every key of the form and of the report, form order first."""
        extra = sorted(key for key in self.cells if key not in self.lines)
        return [key for key in [*self.lines, *extra] if not (totals_only and key.breakdown)]

    def decimals(self, code: str) -> int:
        """The decimals of an indicator; counts have none."""
        return self._decimals.get(code, 0)

    def name(self, key: CellKey) -> str:
        """What a person calls the line; the name of the total and the line's own for a part of a breakdown."""
        line = self.lines.get(key)
        total = self.lines.get(CellKey(key.indicator))
        if line is None:
            return total.name if total is not None else str(key)
        own = line.name.lstrip("- ")
        return f"{total.name} ({own})" if key.breakdown and total is not None and total.name != own else own

    def cell(self, key: CellKey, *, previous: bool = False) -> CellValue | None:
        """The cell of the report, of its context, or of the period before."""
        if previous:
            return self.history.previous.get(key)
        found = self.cells.get(key)
        return found if found is not None else self.history.context.get(key)

    def side(self, terms: Sequence[Term], own: str) -> Side:
        """The sum that ``terms`` make for the breakdown ``own`` of the left side."""
        summands = [
            Summand(term.sign, self.cell(key, previous=term.previous), self.decimals(key.indicator))
            for term in terms
            for key in self.keys_of(term, own)
        ]
        return Side.of(summands)

    def keys_of(self, term: Term, own: str) -> list[CellKey]:
        """The cells that a term names for the breakdown ``own`` of the left side."""
        if term.breakdown == OWN_BREAKDOWN:
            return [CellKey(term.code, own)]
        if term.breakdown.endswith("=*"):
            dimension = term.breakdown[:-2]
            return [key for key in self.lines if key.indicator == term.code and _only(key.breakdown, dimension)]
        return [CellKey(term.code, term.breakdown)]

    def breakdowns(self, rule: RuleSpec) -> list[str]:
        """The breakdowns for which a rule is asked: those of its left side, or the total alone."""
        if all(term.breakdown != OWN_BREAKDOWN for term in rule.left):
            return [""]
        return [key.breakdown for key in self.asked() if key.indicator == rule.left[0].code]


def _only(breakdown: str, dimension: str) -> bool:
    return list(parse_breakdown(breakdown)) == [dimension]


def left_key(rule: RuleSpec, own: str) -> CellKey:
    """The cell on which a rule speaks, for the breakdown asked."""
    first = rule.left[0]
    return CellKey(first.code, own if first.breakdown == OWN_BREAKDOWN else first.breakdown)


def found(case: Case, rule: RuleSpec, key: CellKey, code: str, arithmetic: str, *sides: Side, **params: str) -> Finding:
    """A finding of ``rule``; with an estimate among the numbers a blocker becomes a warning."""
    severity = Severity.WARN if any(side.estimated for side in sides) else rule.severity
    said = {"name": case.name(key), "arithmetic": arithmetic, "basis": rule.basis, **params}
    return Finding(rule.rule_class, severity, key, code, said, arithmetic)
