"""Locks are taken in one order everywhere: the rows of a report first, the chain last (decision 0021)."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from pathlib import Path

import pytest

HOLDING = ("chain", "administered", "_line")
"""What takes the chain for a block."""

LOCKING = ("locked", "save_each", "save_cells", "_in_turn", "_reports_of")
"""What locks a report or its text: by itself, or by keeping cells in its working copy."""

BEGINNING = ("begin_period", "open_submission", "open_source_submission")
"""What begins a period or a report, and so waits for whoever begins the same one."""

WRITING = ("get_or_create", "update_or_create", "create", "bulk_create")

CODE = {path: path.read_text(encoding="utf-8") for path in sorted(Path("binhyen").glob("**/*.py"))}
ACTIONS = [path for path, text in CODE.items() if "chain(" in text or "administered(" in text]
LOCKERS = [path for path, text in CODE.items() if "select_for_update" in text]


def calls(node: ast.AST, *names: str) -> Iterator[ast.Call]:
    for one in ast.walk(node):
        if isinstance(one, ast.Call) and {getattr(one.func, "id", ""), getattr(one.func, "attr", "")} & set(names):
            yield one


def of_model(call: ast.Call, model: str) -> bool:
    """Whether it is asked of ``model.objects``, at the end of a chain of calls or at once."""
    return any(isinstance(one, ast.Name) and one.id == model for one in ast.walk(call.func))


def hasty(source: str) -> list[int]:
    """The lines of blocks that lock a report while they hold the chain, or begin a period or a report in them at all."""
    found = []
    for node in ast.walk(ast.parse(source)):
        if not isinstance(node, ast.With):
            continue
        chains = [call for item in node.items for call in calls(item.context_expr, *HOLDING)]
        if not chains:
            continue
        body = ast.Module(node.body, [])
        locks = [*calls(body, *LOCKING), *(c for c in calls(body, "select_for_update") if of_model(c, "Submission"))]
        begun = [*calls(body, *BEGINNING), *(c for c in calls(body, *WRITING) if of_model(c, "Period"))]
        held_from = min((call.lineno for call in calls(body, "hold", "entry", "number")), default=node.end_lineno or 0)
        first = held_from if any(map(_is_late, chains)) else 0
        if begun or any(call.lineno > first for call in locks):
            found.append(node.lineno)
    return found


def _is_late(call: ast.Call) -> bool:
    """Whether it says ``held=False``, in so many words."""
    return any(
        word.arg == "held" and isinstance(word.value, ast.Constant) and word.value.value is False
        for word in call.keywords
    )


@pytest.mark.parametrize("path", ACTIONS, ids=str)
def test_an_act_locks_its_report_before_the_chain(path: Path) -> None:
    assert hasty(CODE[path]) == []


def test_the_other_order_is_seen() -> None:
    block = "with chain(now=now{}) as line:\n    if True:\n        fresh = locked(report, seen_revision=None)\n"
    assert hasty(block.format(", held=False")) == []
    for held in ("", ", held=True", ", held=late"):
        assert hasty(block.format(held)) == [1]
    for saving in (
        "save_each(report, cells)", "actions.save_cells(report, cells)",
        "Submission.objects.select_for_update(no_key=True).get(pk=1)", "Submission.objects.filter().select_for_update()",
    ):  # fmt: skip
        assert hasty(f"with chain(now=now) as line:\n    kept = {saving}\n") == [1]
        assert hasty(f"with administered(actor, now) as line:\n    kept = {saving}\n") == [1]
        assert hasty(f"with chain(now=now, held=False) as line:\n    line.hold()\n    kept = {saving}\n") == [1]
        assert hasty(f"with chain(now=now, held=False) as line:\n    kept = {saving}\n    line.hold()\n") == []


def test_a_period_or_a_report_that_is_begun_inside_is_seen() -> None:
    for beginning in (
        "open_submission(form_code=code)",
        "begin_period(span)",
        "Period.objects.get_or_create(starts_on=on)",
    ):
        for held in ("", ", held=False"):
            assert hasty(f"with chain(now=now{held}) as line:\n    {beginning}\n") == [1]
    assert hasty("open_submission(form_code=code)\nwith chain(now=now) as line:\n    line.entry(1)\n") == []


@pytest.mark.parametrize("path", LOCKERS, ids=str)
def test_a_lock_lets_rows_refer_to_what_it_holds(path: Path) -> None:
    """A row that refers to a post or a report is checked with a lock of its own, also by who waits for the chain."""
    for call in calls(ast.parse(CODE[path]), "select_for_update"):
        assert any(word.arg == "no_key" and ast.unparse(word.value) == "True" for word in call.keywords), call.lineno
