"""The one rule engine of every door: findings about the cells of one report, never a proposed value.

A rule speaks only where it can prove something. "Không phát sinh" is 0 in every arithmetic; a number that is missing
keeps a sum from being compared; "trên 400" bounds from below only; what does not apply leaves the sum.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from fractions import Fraction

from binhyen.figures.rules.cells import IN_FORMS, CellKey, CellValue, Finding, Nature, Qualifier, Severity, State
from binhyen.figures.rules.checks_bounds import Bounds, Side, Summand, bounds, plain, words
from binhyen.figures.rules.checks_case import REPORT, Case, found, left_key
from binhyen.figures.rules.checks_history import agree, change, evidenced, explained_once, outlier
from binhyen.figures.rules.specs import COLLECTS, FormSpec, History, LineSpec, RuleSpec

__all__ = ["REPORT", "check", "check_text_parts"]


def _sides(case: Case, rule: RuleSpec) -> Iterator[tuple[CellKey, Side, Side]]:
    """The two sides for each breakdown asked for; none where a side does not apply as a whole."""
    for own in case.breakdowns(rule):
        left, right = case.side(rule.left, own), case.side(rule.right, own)
        if left.summands and right.summands:
            yield left_key(rule, own), left, right


def _equal(case: Case, rule: RuleSpec) -> Iterator[Finding]:
    code = "figures.r5_balance" if rule.rule_class == "R5" else "figures.r3_sum"
    for key, left, right in _sides(case, rule):
        if left.known and right.known:
            if left.bounds.apart(right.bounds):
                yield found(case, rule, key, code, f"{right} ≠ {left}", left, right)
        elif rule.rule_class == "R3" and left.known and all(s.cell is not None for s in right.summands):
            text = f"{right.lone} … {left}"
            said = {"name": case.name(key), "arithmetic": text}
            yield Finding("R10", Severity.WARN, key, "figures.r10_parts", said, text)


def _at_most(case: Case, rule: RuleSpec) -> Iterator[Finding]:
    for key, left, right in _sides(case, rule):
        if left.bounds.above(right.bounds):
            yield found(case, rule, key, "figures.r2_over_whole", f"{left} > {right}", left, right)


def _at_least(case: Case, rule: RuleSpec) -> Iterator[Finding]:
    for key, left, right in _sides(case, rule):
        if right.bounds.above(left.bounds):
            yield found(case, rule, key, "figures.r6_below", f"{left} < {right}", left, right)


def _part_of(case: Case, rule: RuleSpec) -> Iterator[Finding]:
    """Parts whose known ones alone exceed the whole; with all parts known the sum itself is compared by R3."""
    for _, parts, whole in _sides(case, rule):
        if not parts.known and parts.bounds.above(whole.bounds):
            key = CellKey(rule.right[0].code, rule.right[0].breakdown)
            given = Side(tuple(s for s in parts.summands if s.cell is not None and s.cell.amount is not None))
            yield found(case, rule, key, "figures.r2_parts_over_whole", f"{given} > {whole}", parts, whole)


def _per(case: Case, rule: RuleSpec) -> Iterator[Finding]:
    for key, left, right in _sides(case, rule):
        mean = left.bounds.over(right.bounds)
        if mean is None:
            continue
        text = f"{left.lone} : {right.lone} = {mean}"
        if rule.at_most is not None and mean.low > Fraction(rule.at_most):
            limit = plain(Fraction(rule.at_most))
            yield found(case, rule, key, "figures.r7_high", f"{text} > {limit}", left, right, limit=limit)
        if rule.at_least is not None and mean.high is not None and mean.high < Fraction(rule.at_least):
            limit = plain(Fraction(rule.at_least))
            yield found(case, rule, key, "figures.r7_low", f"{text} < {limit}", left, right, limit=limit)


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
            yield found(case, rule, left_key(rule, own), "figures.r4_rate", text, stated, upper, lower)


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
            yield found(case, rule, key, "figures.r1_rate_collected", shown)
        elif typed and not _fit_for_form(cell):
            yield found(case, rule, key, "figures.r1_hedge", shown)
        elif line.unit_of_count == "%" and line.indicator not in free and _over(cell, line, rule):
            limit = plain(Fraction(rule.at_most or 0))
            yield found(case, rule, key, "figures.r1_over_hundred", f"{shown}% > {limit}%", limit=limit)


def _over(cell: CellValue, line: LineSpec, rule: RuleSpec) -> bool:
    return rule.at_most is not None and bounds(cell, line.decimals).low > Fraction(rule.at_most)


def _fit_for_form(cell: CellValue) -> bool:
    return cell.state is not State.STATED_WITHOUT_NUMBER and cell.qualifier in IN_FORMS


def _complete(case: Case, rule: RuleSpec) -> Iterator[Finding]:
    """Every required line says something: a number, nothing arose, not applicable, or why there is no number."""
    for key, line in case.lines.items():
        cell = case.cells.get(key)
        if not line.required or cell is not None:
            continue
        if line.role == COLLECTS:
            yield found(case, rule, key, "figures.r10_missing", "")
        else:
            said = {"name": case.name(key), "arithmetic": ""}
            yield Finding(rule.rule_class, Severity.WARN, key, "figures.r10_read_missing", said)


def _period(case: Case, rule: RuleSpec) -> Iterator[Finding]:
    """The unit exists on the period's last day, the period is not closed, and an unfinished one takes estimates."""
    history = case.history
    if not history.unit_valid:
        yield found(case, rule, REPORT, "figures.r10_unit", "")
    if not history.period_open:
        yield found(case, rule, REPORT, "figures.r10_closed", "")
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
    "change": change,
    "outlier": outlier,
    "agree": agree,
    "evidence": evidenced,
    "complete": _complete,
    "period": _period,
}


def check(form: FormSpec, cells: Mapping[CellKey, CellValue], history: History) -> list[Finding]:
    """What the form's rules find in ``cells``, in form order; the same list on every door.

    ``cells`` holds the cells typed and those that the form's reading lines show. The caller gives ``form`` the rules in
    force on the period's last day (``specs.rules_on``). A cell that was emptied says as much as one never entered.
    Rule classes: docs/how-to, "add a check".
    """
    case = Case(form, {key: cell for key, cell in cells.items() if not cell.is_blank}, history)
    findings = explained_once(finding for rule in form.rules for finding in _CHECKS[rule.op](case, rule))
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
