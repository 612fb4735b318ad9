"""Which lines of a report have to come back together: a total without its parts could never be made to agree again."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass

from binhyen.figures.rules.cells import CellKey, Severity
from binhyen.figures.rules.checks_case import Case
from binhyen.figures.rules.specs import FormSpec, History, RuleSpec

BINDING = frozenset({"=", "part of"})
"""The operations by which a line cannot change alone. A line that is only compared (at most, at least) can."""


@dataclass(frozen=True)
class Bond:
    """Why a line comes along: the name of the line it goes with, and what the rule that binds both says."""

    name: str
    basis: str


def bound_with(form: FormSpec, marked: Collection[CellKey], held: Collection[CellKey]) -> dict[CellKey, Bond]:
    """The lines of ``held`` (those that can come back) without which one of ``marked`` could not change, in form order.

    Only rules that block; lines of the period before, and those read from another form, stay what they are. Where two lines
    that a rule binds are marked already, they can change against each other and nothing is added. What is added may bring
    more with it.
    """
    case = Case(form, {}, History())
    rules = sorted(form.rules, key=lambda rule: rule.op != "=")  # the equation says more than "not over the whole"
    bonds = [(rule, members) for rule in rules for members in _members(case, rule, frozenset(held))]
    opened, along = set(marked) & set(held), dict[CellKey, Bond]()
    grows = True
    while grows:
        grows = False
        for rule, members in bonds:
            inside = members & opened
            if len(inside) == 1:
                bond = Bond(case.name(*inside), rule.basis)
                along |= dict.fromkeys(members - inside, bond)
                opened |= members
                grows = True
    return _in_order(along, case)


def _members(case: Case, rule: RuleSpec, held: frozenset[CellKey]) -> Iterator[frozenset[CellKey]]:
    """Of each equation that the rule makes, the lines that can come back; none where there are fewer than two."""
    if rule.op not in BINDING or rule.severity is not Severity.BLOCK:
        return
    for own in case.breakdowns(rule):
        terms = [term for term in (*rule.left, *rule.right) if not term.previous]
        members = held & {key for term in terms for key in case.keys_of(term, own)}
        if len(members) > 1:
            yield members


def _in_order(along: Mapping[CellKey, Bond], case: Case) -> dict[CellKey, Bond]:
    return {key: along[key] for key in sorted(along, key=lambda key: (case.places.get(key, len(case.places)), key))}
