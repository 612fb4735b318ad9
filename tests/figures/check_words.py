"""Cells, rules and findings in few words, for the tests of the checks."""

from __future__ import annotations

import re
from collections.abc import Mapping
from datetime import date

from binhyen.figures.rules.cells import CellKey, CellValue, Finding, Qualifier, State
from binhyen.figures.rules.checks import check
from binhyen.figures.rules.specs import FormSpec, History, LineSpec, RuleSpec, parse_rule
from tests.figures.data_files import line

NOTHING = CellValue(State.NOTHING_AROSE)
MISSING = CellValue(State.NOT_REPORTED)
NO_ARCHIVE = CellValue(State.NOT_REPORTED, reason="không còn hồ sơ lưu")
NA = CellValue(State.NOT_APPLICABLE, reason="đặc khu không có tổ dân phố")
STATED = CellValue(State.STATED_WITHOUT_NUMBER)
ABSENT = None


def n(value: int, qualifier: Qualifier = Qualifier.EXACT, most: int | None = None) -> CellValue:
    return CellValue(State.REPORTED, value, most, qualifier)


def over(value: int) -> CellValue:
    return n(value, Qualifier.OVER)


def nearly(value: int) -> CellValue:
    return n(value, Qualifier.NEARLY)


def about(value: int) -> CellValue:
    return n(value, Qualifier.ABOUT)


def estimate(value: int) -> CellValue:
    return n(value, Qualifier.ESTIMATE)


def between(low: int, high: int) -> CellValue:
    return n(low, Qualifier.RANGE, high)


Cells = Mapping[str, CellValue | None]


def keyed(cells: Cells) -> dict[CellKey, CellValue]:
    """{"COM04[host_org=ca]": n(3)} as the checks take it; absent cells left out."""
    found = {}
    for text, value in cells.items():
        code, _, breakdown = text.rstrip("]").partition("[")
        if value is not None:
            found[CellKey(code, breakdown)] = value
    return found


def rule(rule_class: str, spec: str, severity: str = "block", **limits: str) -> RuleSpec:
    """ "COM04 = COM04[host_org=*]" as a rule."""
    op = re.search(r" (part of|percent|mean|per|=|<=|>=) ", spec)
    assert op is not None
    left, right = spec.split(op[0])
    return parse_rule(
        f"{rule_class}-x", rule_class, severity, {"left": left, "op": op[1], "right": right, **limits},
        valid_from=date(2024, 1, 1),
    )  # fmt: skip


def found(
    cells: Cells, *asked: RuleSpec, lines: tuple[LineSpec, ...] = (), hedges: bool = True, previous: Cells | None = None,
    context: Cells | None = None,
) -> list[Finding]:  # fmt: skip
    spec = FormSpec("X", lines, accept_hedges=hedges, rules=asked)
    return check(spec, keyed(cells), History(previous=keyed(previous or {}), context=keyed(context or {})))


def codes(findings: list[Finding]) -> list[str]:
    return [finding.code.removeprefix("figures.") for finding in findings]


HOSTS = (line("COM04"), line("COM04", "host_org=ca", name="- Công an"), line("COM04", "host_org=khac", name="- Khác"))
SUM = rule("R3", "COM04 = COM04[host_org=*]")
