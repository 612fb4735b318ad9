"""Locks are taken in one order everywhere: the rows of a report first, the chain last (decision 0021)."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from pathlib import Path

import pytest

ACTIONS = [path for path in sorted(Path("binhyen").glob("**/*.py")) if "chain(" in path.read_text(encoding="utf-8")]

LOCKING = ("locked", "save_each", "save_cells")
"""What locks a report: by itself, or by keeping cells in its working copy."""


def calls(node: ast.AST, name: str) -> Iterator[ast.Call]:
    for one in ast.walk(node):
        if isinstance(one, ast.Call) and name in (getattr(one.func, "id", ""), getattr(one.func, "attr", "")):
            yield one


def hasty(source: str) -> list[int]:
    """The lines of blocks that hold the chain from the start and lock a report inside."""
    found = []
    for node in ast.walk(ast.parse(source)):
        if not isinstance(node, ast.With):
            continue
        chains = [call for item in node.items for call in calls(item.context_expr, "chain")]
        late = any(word.arg == "held" for call in chains for word in call.keywords)
        inside = (call for part in node.body for name in LOCKING for call in calls(part, name))
        if chains and not late and any(True for _ in inside):
            found.append(node.lineno)
    return found


@pytest.mark.parametrize("path", ACTIONS, ids=str)
def test_an_act_locks_its_report_before_the_chain(path: Path) -> None:
    assert hasty(path.read_text(encoding="utf-8")) == []


def test_the_other_order_is_seen() -> None:
    block = "with chain(now=now{}) as line:\n    if True:\n        fresh = locked(report, seen_revision=None)\n"
    assert hasty(block.format("")) == [1]
    assert hasty(block.format(", held=False")) == []
    for saving in ("save_each(report, cells)", "actions.save_cells(report, cells)"):
        assert hasty(f"with chain(now=now) as line:\n    kept = {saving}\n") == [1]
