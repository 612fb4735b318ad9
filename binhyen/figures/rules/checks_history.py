"""Comparisons with what lies outside the report: the periods before, the same facts elsewhere, the documents with it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from fractions import Fraction
from statistics import median

from binhyen.figures.rules.cells import IN_FORMS, Finding, Severity
from binhyen.figures.rules.checks_bounds import bounds, plain, words
from binhyen.figures.rules.checks_case import Case, found
from binhyen.figures.rules.specs import COLLECTS, RuleSpec

FEWEST = 4
"""With fewer earlier periods nothing is called unusual."""

_SPREAD = Fraction(14826, 10000)  # the median distance times this is a standard deviation, where errors are normal
_CHANGE, _OUTLIER = "figures.r8_change", "figures.r8_outlier"


def change(case: Case, rule: RuleSpec) -> Iterator[Finding]:
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
        way, to = ("tăng", "lên") if now > then else ("giảm", "xuống")
        text = f"từ {words(before, line.decimals)} {to} {words(cell, line.decimals)}"
        limit = plain(Fraction(rule.at_most))
        if then == 0:
            yield found(case, rule, key, "figures.r8_from_nothing", text, limit=limit)
            continue
        moved = Fraction(abs(now - then) * 100, then)
        if moved > Fraction(rule.at_most):
            text += f", {way} {plain(Fraction(round(moved * 10), 10))}%"
            yield found(case, rule, key, _CHANGE, text, limit=limit)


def outlier(case: Case, rule: RuleSpec) -> Iterator[Finding]:
    """Against the unit's own past: further from its median than ``at_most`` times the usual distance.

    The usual distance is the median one, never less than what counts of this size vary by chance (their square root) or
    a twentieth of the median: a small or very even set does not shout. Silent with fewer than ``FEWEST`` periods, and
    where neither the number nor the median reaches ``base``.
    """
    for key in case.asked(totals_only=rule.totals_only):
        line, cell, past = case.lines.get(key), case.cells.get(key), case.history.past.get(key, ())
        if line is None or line.role != COLLECTS or cell is None or rule.at_most is None or len(past) < FEWEST:
            continue
        if cell.amount is None or cell.qualifier not in IN_FORMS:
            continue
        scale = 10**line.decimals
        now, earlier = Fraction(cell.amount, scale), [Fraction(amount, scale) for amount in past]
        middle = median(earlier)
        if max(now, middle) >= Fraction(rule.base or 0) and _far(now, middle, earlier, Fraction(rule.at_most)):
            text = f"{words(cell, line.decimals)}; trung vị của {len(past)} kỳ trước: {plain(middle)}"
            yield found(case, rule, key, _OUTLIER, text, periods=str(len(past)))


def _far(now: Fraction, middle: Fraction, earlier: Sequence[Fraction], times: Fraction) -> bool:
    """Compared as squares, so that the square root of a count needs no rounding."""
    usual = _SPREAD * median(abs(amount - middle) for amount in earlier)
    return (now - middle) ** 2 > times**2 * max(usual**2, middle, (middle / 20) ** 2)


def agree(case: Case, rule: RuleSpec) -> Iterator[Finding]:
    """The same fact in another record: of the same period they have to agree; of another one it is only said."""
    for key in case.asked():
        cell = case.cells.get(key)
        if cell is None or cell.amount is None:
            continue
        decimals = case.decimals(key.indicator)
        told: set[str] = set()
        for source, other in case.history.same_fact.get(key, ()):
            if source not in told and bounds(cell, decimals).apart(bounds(other, decimals)):
                told.add(source)
                text = f"{words(cell, decimals)} ≠ {words(other, decimals)}"
                yield found(case, rule, key, "figures.r9_differs", text, source=source)
        for source, other, span in case.history.other_periods.get(key, ()):
            said = {"name": case.name(key), "source": source, "period": str(span), "arithmetic": words(other, decimals)}
            yield Finding(rule.rule_class, Severity.INFO, key, "figures.r9_other_period", said, said["arithmetic"])


def evidenced(case: Case, rule: RuleSpec) -> Iterator[Finding]:
    """A line of the left side that is not 0 comes with a document; one for the whole report is enough."""
    if None in case.history.evidence:
        return
    for term in rule.left:
        key = term.key
        cell = case.cells.get(key)
        if cell is not None and cell.amount and key not in case.history.evidence:
            yield found(case, rule, key, "figures.r11_no_document", words(cell, case.decimals(key.indicator)))


def explained_once(findings: Iterable[Finding]) -> list[Finding]:
    """One reason for one jump: what already has to be explained against the period before is not asked for again."""
    every = list(findings)
    jumped = {finding.key for finding in every if finding.code == _CHANGE}
    return [finding for finding in every if not (finding.code == _OUTLIER and finding.key in jumped)]
