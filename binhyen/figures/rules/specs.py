"""What the checks are given: the lines of a form, its dated rules, and what is known besides the report itself."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal, InvalidOperation

from binhyen.figures.rules.cells import IN_RULES, CellKey, CellValue, Nature, Severity, parse_breakdown
from binhyen.foundation.errors import Invalid
from binhyen.foundation.span import Span

COLLECTS, READS = "collects", "reads"
SOURCE_FORM = "NGUON"
"""The form code under which the rules for figures read from a text stand: such figures have no form."""

SPEC_FIELDS = ("left", "op", "right", "at_least", "at_most", "base")
OPERATIONS = frozenset(
    {
        "=",
        "<=",
        ">=",
        "part of",
        "per",
        "percent",
        "mean",
        "range",
        "change",
        "outlier",
        "agree",
        "evidence",
        "complete",
        "period",
    }
)
OWN_BREAKDOWN = "*"


@dataclass(frozen=True)
class Term:
    """One summand: an indicator and a breakdown, of this period or of the one before.

    ``breakdown`` is a canonical text, "*" (the same as on the left side), or "dimension=*" (the form's items, added).
    """

    code: str
    breakdown: str = ""
    sign: int = 1
    previous: bool = False

    @property
    def key(self) -> CellKey:
        """The one cell that it names, where its breakdown is a canonical text."""
        return CellKey(self.code, self.breakdown)


_TERM = re.compile(
    r"\s*(?P<sign>[+-])?\s*(?P<previous>prev:)?(?P<code>[A-Z]{3}\d{2})(?:\[(?P<breakdown>[A-Za-z0-9_.;=*-]+)\])?\s*"
)


def parse_terms(text: str) -> tuple[Term, ...]:
    """The summands of "prev:MED06 + MED03 - MED04"; ``Invalid("figures.rule_malformed")`` for anything else, with its place."""
    terms: list[Term] = []
    at = 0
    while at < len(text):
        match = _TERM.match(text, at)
        if match is None or (terms and not match["sign"]):
            raise Invalid("figures.rule_malformed", text=_place(text, at))
        _check_breakdown(match, text)
        terms.append(
            Term(
                code=match["code"],
                breakdown=match["breakdown"] or "",
                sign=-1 if match["sign"] == "-" else 1,
                previous=match["previous"] is not None,
            )
        )
        at = match.end()
    return tuple(terms)


def _place(text: str, at: int) -> str:
    """Where a text could not be read: "“MED03 MED04”, từ ký tự thứ 7 (“MED04”)"."""
    while at < len(text) - 1 and text[at] == " ":
        at += 1
    return f"“{text}”, từ ký tự thứ {at + 1} (“{text[at : at + 20]}”)"


def _check_breakdown(match: re.Match[str], text: str) -> None:
    breakdown = match["breakdown"] or ""
    if breakdown in ("", OWN_BREAKDOWN) or re.fullmatch(r"[a-z_]+=\*", breakdown):
        return
    try:
        parse_breakdown(breakdown)
    except Invalid as error:
        raise Invalid("figures.rule_malformed", text=_place(text, match.start("breakdown"))) from error


def _decimal(text: str) -> Decimal | None:
    try:
        return Decimal(text) if text else None
    except InvalidOperation as error:
        raise Invalid("figures.rule_malformed", text=text) from error


@dataclass(frozen=True)
class RuleSpec:
    """One executable check, dated, so that a rule added today does not condemn last year's figures.

    ``left`` and ``right`` are sums; for "percent" and "mean", ``right`` over ``below`` is the division. The checks that
    concern every line ("[*]") or every total ("[]") have no left side; for "range", ``right`` names the indicators
    without an upper limit (a growth may be over 100%).
    ``at_least``, ``at_most`` and ``base`` are thresholds in plain numbers, not scaled.
    """

    id: str
    rule_class: str
    severity: Severity
    op: str
    left: tuple[Term, ...] = ()
    right: tuple[Term, ...] = ()
    below: tuple[Term, ...] = ()
    totals_only: bool = False
    at_least: Decimal | None = None
    at_most: Decimal | None = None
    base: Decimal | None = None
    valid_from: date = date.min
    valid_to: date | None = None
    basis: str = ""

    def in_force(self, day: date) -> bool:
        """Whether the rule holds for a period that ends on ``day``."""
        return self.valid_from <= day and (self.valid_to is None or day <= self.valid_to)


def parse_rule(
    rule_id: str,
    rule_class: str,
    severity: str,
    spec: Mapping[str, str],
    *,
    valid_from: date,
    valid_to: date | None = None,
    basis: str = "",
) -> RuleSpec:
    """A rule from its stored texts; ``spec`` holds the ``SPEC_FIELDS`` (absent ones are empty).

    Raises ``Invalid("figures.rule_malformed")`` for an unknown operation, severity or term.
    """
    op, left, right = spec.get("op", ""), spec.get("left", ""), spec.get("right", "")
    if op not in OPERATIONS or severity not in IN_RULES:
        raise Invalid("figures.rule_malformed", text=f"{rule_id}: {op} {severity}")
    everywhere = left in ("[*]", "[]", "")
    upper, _, lower = right.partition(" / ")
    return RuleSpec(
        id=rule_id,
        rule_class=rule_class,
        severity=Severity(severity),
        op=op,
        left=() if everywhere else parse_terms(left),
        right=parse_terms(upper),
        below=parse_terms(lower),
        totals_only=left == "[]",
        at_least=_decimal(spec.get("at_least", "")),
        at_most=_decimal(spec.get("at_most", "")),
        base=_decimal(spec.get("base", "")),
        valid_from=valid_from,
        valid_to=valid_to,
        basis=basis,
    )


def rules_on(rules: Iterable[RuleSpec], day: date) -> tuple[RuleSpec, ...]:
    """Those of ``rules`` that hold for a period that ends on ``day``."""
    return tuple(rule for rule in rules if rule.in_force(day))


@dataclass(frozen=True)
class LineSpec:
    """One line of a form as the checks need it; ``name`` is what a person calls it."""

    indicator: str
    breakdown: str
    role: str
    required: bool
    nature: Nature
    decimals: int
    unit_of_count: str
    name: str

    @property
    def key(self) -> CellKey:
        """The cell of this line."""
        return CellKey(self.indicator, self.breakdown)


@dataclass(frozen=True)
class FormSpec:
    """A form on a day: its lines in order and the rules in force. For figures read from a text, the lines accepted."""

    code: str
    lines: tuple[LineSpec, ...]
    accept_hedges: bool = False
    rules: tuple[RuleSpec, ...] = ()


@dataclass(frozen=True)
class History:
    """What is known besides the report: approved cells of the period before, the same facts elsewhere, unit, period.

    ``same_fact`` holds other figures of the same fact and the same period only, each with its source's name;
    ``other_periods`` those of nearly the same time, with their own days ("khác kỳ": said, never compared).
    ``past`` holds, newest first, the amounts of up to twelve earlier periods of the same length on the same territory.
    ``evidence`` names the lines that come with a document, None the report as a whole.
    ``context`` holds approved cells of the same unit and period that stand on no line of the form (households, areas).
    ``period_complete`` says whether the period's last day has passed.
    """

    previous: Mapping[CellKey, CellValue] = field(default_factory=dict)
    same_fact: Mapping[CellKey, Sequence[tuple[str, CellValue]]] = field(default_factory=dict)
    unit_valid: bool = True
    period_open: bool = True
    period_complete: bool = True
    context: Mapping[CellKey, CellValue] = field(default_factory=dict)
    other_periods: Mapping[CellKey, Sequence[tuple[str, CellValue, Span]]] = field(default_factory=dict)
    past: Mapping[CellKey, Sequence[int]] = field(default_factory=dict)
    evidence: frozenset[CellKey | None] = frozenset()
