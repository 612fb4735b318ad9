"""The one rule engine of every door: findings about the cells of one report, never a proposed value.

A rule speaks only where it can prove something. "Không phát sinh" is 0 in every arithmetic; a number that is missing
keeps a sum from being compared; "trên 400" bounds from below only; what does not apply leaves the sum.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from fractions import Fraction

from binhyen.figures.rules.cells import (
    IN_FORMS,
    CellKey,
    CellValue,
    Finding,
    Nature,
    Qualifier,
    Severity,
    State,
    parse_breakdown,
)
from binhyen.figures.rules.checks_bounds import Bounds, Side, Summand, bounds, plain, words
from binhyen.figures.rules.specs import COLLECTS, OWN_BREAKDOWN, FormSpec, History, LineSpec, RuleSpec, Term

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
            for key in self._keys_of(term, own)
        ]
        return Side.of(summands)

    def _keys_of(self, term: Term, own: str) -> list[CellKey]:
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


def _left_key(rule: RuleSpec, own: str) -> CellKey:
    first = rule.left[0]
    return CellKey(first.code, own if first.breakdown == OWN_BREAKDOWN else first.breakdown)


def _found(
    case: Case, rule: RuleSpec, key: CellKey, code: str, arithmetic: str, *sides: Side, **params: str
) -> Finding:
    """A finding of ``rule``; with an estimate among the numbers a blocker becomes a warning."""
    severity = Severity.WARN if any(side.estimated for side in sides) else rule.severity
    said = {"name": case.name(key), "arithmetic": arithmetic, "basis": rule.basis, **params}
    return Finding(rule.rule_class, severity, key, code, said, arithmetic)


def _sides(case: Case, rule: RuleSpec) -> Iterator[tuple[CellKey, Side, Side]]:
    """The two sides for each breakdown asked for; none where a side does not apply as a whole."""
    for own in case.breakdowns(rule):
        left, right = case.side(rule.left, own), case.side(rule.right, own)
        if left.summands and right.summands:
            yield _left_key(rule, own), left, right


def _equal(case: Case, rule: RuleSpec) -> Iterator[Finding]:
    code = "figures.r5_balance" if rule.rule_class == "R5" else "figures.r3_sum"
    for key, left, right in _sides(case, rule):
        if left.known and right.known:
            if left.bounds.apart(right.bounds):
                yield _found(case, rule, key, code, f"{right} ≠ {left}", left, right)
        elif rule.rule_class == "R3" and left.known and all(s.cell is not None for s in right.summands):
            text = f"{right.lone} … {left}"
            said = {"name": case.name(key), "arithmetic": text}
            yield Finding("R10", Severity.WARN, key, "figures.r10_parts", said, text)


def _at_most(case: Case, rule: RuleSpec) -> Iterator[Finding]:
    for key, left, right in _sides(case, rule):
        if left.bounds.above(right.bounds):
            yield _found(case, rule, key, "figures.r2_over_whole", f"{left} > {right}", left, right)


def _at_least(case: Case, rule: RuleSpec) -> Iterator[Finding]:
    for key, left, right in _sides(case, rule):
        if right.bounds.above(left.bounds):
            yield _found(case, rule, key, "figures.r6_below", f"{left} < {right}", left, right)


def _part_of(case: Case, rule: RuleSpec) -> Iterator[Finding]:
    """Parts whose known ones alone exceed the whole; with all parts known the sum itself is compared by R3."""
    for _, parts, whole in _sides(case, rule):
        if not parts.known and parts.bounds.above(whole.bounds):
            key = CellKey(rule.right[0].code, rule.right[0].breakdown)
            given = Side(tuple(s for s in parts.summands if s.cell is not None and s.cell.amount is not None))
            yield _found(case, rule, key, "figures.r2_parts_over_whole", f"{given} > {whole}", parts, whole)


def _per(case: Case, rule: RuleSpec) -> Iterator[Finding]:
    for key, left, right in _sides(case, rule):
        mean = left.bounds.over(right.bounds)
        if mean is None:
            continue
        text = f"{left.lone} : {right.lone} = {mean}"
        if rule.at_most is not None and mean.low > Fraction(rule.at_most):
            limit = plain(Fraction(rule.at_most))
            yield _found(case, rule, key, "figures.r7_high", f"{text} > {limit}", left, right, limit=limit)
        if rule.at_least is not None and mean.high is not None and mean.high < Fraction(rule.at_least):
            limit = plain(Fraction(rule.at_least))
            yield _found(case, rule, key, "figures.r7_low", f"{text} < {limit}", left, right, limit=limit)


def _rate(case: Case, rule: RuleSpec) -> Iterator[Finding]:
    """A stated rate against its numerator and denominator, both known, within the rounding allowed."""
    factor, sign = (100, "%") if rule.op == "percent" else (1, "")
    for own in case.breakdowns(rule):
        stated, upper, lower = (case.side(terms, own) for terms in (rule.left, rule.right, rule.below))
        if not all(side.summands and side.known for side in (stated, upper, lower)):
            continue
        rate = upper.bounds.over(lower.bounds)
        if rate is None:
            continue
        rate = rate.times(factor)
        if stated.bounds.apart(rate.widened(Fraction(rule.at_most or 0))):
            text = f"{upper.lone} : {lower.lone} = {rate}{sign} ≠ {stated}{sign}"
            yield _found(case, rule, _left_key(rule, own), "figures.r4_rate", text, stated, upper, lower)


def _range(case: Case, rule: RuleSpec) -> Iterator[Finding]:
    """Percentages over the limit (but for the indicators on the right side), and what a form does not take."""
    free = {term.code for term in rule.right}
    for key in case.asked():
        cell, line = case.cells.get(key), case.lines.get(key)
        if cell is None or line is None:
            continue
        shown = words(cell, line.decimals)
        typed = line.role == COLLECTS and not case.form.accept_hedges
        if typed and line.nature is Nature.RATIO:
            yield _found(case, rule, key, "figures.r1_rate_collected", shown)
        elif typed and not _fit_for_form(cell):
            yield _found(case, rule, key, "figures.r1_hedge", shown)
        elif line.unit_of_count == "%" and line.indicator not in free and _over(cell, line, rule):
            limit = plain(Fraction(rule.at_most or 0))
            yield _found(case, rule, key, "figures.r1_over_hundred", f"{shown}% > {limit}%", limit=limit)


def _over(cell: CellValue, line: LineSpec, rule: RuleSpec) -> bool:
    return rule.at_most is not None and bounds(cell, line.decimals).low > Fraction(rule.at_most)


def _fit_for_form(cell: CellValue) -> bool:
    return cell.state is not State.STATED_WITHOUT_NUMBER and cell.qualifier in IN_FORMS


def _change(case: Case, rule: RuleSpec) -> Iterator[Finding]:
    """Against the period before: more than ``at_most`` per cent, where the larger of the two reaches ``base``."""
    for key in case.asked(totals_only=rule.totals_only):
        line, cell, before = case.lines.get(key), case.cells.get(key), case.history.previous.get(key)
        if line is None or line.role != COLLECTS or cell is None or before is None or rule.at_most is None:
            continue
        now, then = cell.amount, before.amount
        if now is None or then is None or not (cell.qualifier in IN_FORMS and before.qualifier in IN_FORMS):
            continue
        if Fraction(max(now, then), 10**line.decimals) < Fraction(rule.base or 0) or now == then:
            continue
        text = f"{words(before, line.decimals)} → {words(cell, line.decimals)}"
        limit = plain(Fraction(rule.at_most))
        if then == 0:
            yield _found(case, rule, key, "figures.r8_from_nothing", text, limit=limit)
            continue
        change = Fraction(abs(now - then) * 100, then)
        if change > Fraction(rule.at_most):
            way = "tăng" if now > then else "giảm"
            text += f" ({way} {plain(Fraction(round(change * 10), 10))}%)"
            yield _found(case, rule, key, "figures.r8_change", text, limit=limit)


def _agree(case: Case, rule: RuleSpec) -> Iterator[Finding]:
    """The same fact of the same period in another approved source."""
    for key in case.asked():
        cell = case.cells.get(key)
        if cell is None or cell.amount is None:
            continue
        decimals = case.decimals(key.indicator)
        for source, other in case.history.same_fact.get(key, ()):
            if bounds(cell, decimals).apart(bounds(other, decimals)):
                text = f"{words(cell, decimals)} ≠ {words(other, decimals)}"
                yield _found(case, rule, key, "figures.r9_differs", text, source=source)


def _complete(case: Case, rule: RuleSpec) -> Iterator[Finding]:
    """Every required line says something: a number, nothing arose, not applicable, or why there is no number."""
    for key, line in case.lines.items():
        cell = case.cells.get(key)
        if not line.required or (cell is not None and (cell.state is not State.NOT_REPORTED or cell.reason.strip())):
            continue
        if line.role == COLLECTS:
            code = "figures.r10_missing" if cell is None else "figures.r10_no_reason"
            yield _found(case, rule, key, code, "")
        else:
            said = {"name": case.name(key), "arithmetic": ""}
            yield Finding(rule.rule_class, Severity.WARN, key, "figures.r10_read_missing", said)


def _period(case: Case, rule: RuleSpec) -> Iterator[Finding]:
    """The unit exists on the period's last day, the period is not closed, and an unfinished one takes estimates."""
    history = case.history
    if not history.unit_valid:
        yield _found(case, rule, REPORT, "figures.r10_unit", "")
    if not history.period_open:
        yield _found(case, rule, REPORT, "figures.r10_closed", "")
    typed = [case.cells.get(line.key) for line in case.form.lines if line.role == COLLECTS]
    numbers = [cell for cell in typed if cell is not None and cell.state is State.REPORTED]
    if not history.period_complete and any(cell.qualifier is not Qualifier.ESTIMATE for cell in numbers):
        said = {"name": case.form.code, "arithmetic": ""}
        yield Finding(rule.rule_class, Severity.WARN, REPORT, "figures.r10_early", said)


_CHECKS: Mapping[str, Callable[[Case, RuleSpec], Iterator[Finding]]] = {
    "=": _equal,
    "<=": _at_most,
    ">=": _at_least,
    "part of": _part_of,
    "per": _per,
    "percent": _rate,
    "mean": _rate,
    "range": _range,
    "change": _change,
    "agree": _agree,
    "complete": _complete,
    "period": _period,
}


def check(form: FormSpec, cells: Mapping[CellKey, CellValue], history: History) -> list[Finding]:
    """What the form's rules find in ``cells``, in form order; the same list on every door.

    ``cells`` holds the cells typed and those that the form's reading lines show. The caller gives ``form`` the rules in
    force on the period's last day (``specs.rules_on``). Rule classes: docs/how-to, "add a check".
    """
    case = Case(form, cells, history)
    findings = [finding for rule in form.rules for finding in _CHECKS[rule.op](case, rule)]
    last = len(case.places)
    return sorted(findings, key=lambda finding: case.places.get(finding.key, last if finding.key != REPORT else -1))


def check_text_parts(
    form: FormSpec, cells: Mapping[CellKey, CellValue], whole: CellKey, parts: Sequence[CellKey]
) -> list[Finding]:
    """One warning where a text's "trong đó" cannot hold: the parts it names exceed the whole.

    Where the parts are counted in another unit than the whole, the sentence says so and nothing is repaired
    (1.474 tổ and 482 mô hình of 1.920 mô hình).
    """
    case = Case(form, cells, History())
    decimals = case.decimals
    right = Side.of([Summand(1, case.cell(whole), decimals(whole.indicator))])
    left = Side.of([Summand(1, case.cell(part), decimals(part.indicator)) for part in parts])
    if not _exceeds(left, right.bounds):
        return []
    units = {case.lines[key].unit_of_count for key in (whole, *parts) if key in case.lines}
    code = "figures.r3_text_units" if len(units) > 1 else "figures.r3_text_parts"
    text = f"{left} > {right}"
    said = {"name": case.name(whole), "arithmetic": text, "units": ", ".join(sorted(units))}
    return [Finding("R3", Severity.WARN, whole, code, said, text)]


def _exceeds(parts: Side, whole: Bounds) -> bool:
    return bool(parts.summands) and parts.bounds.above(whole)
