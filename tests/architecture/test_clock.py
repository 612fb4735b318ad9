import ast

from tests.architecture.source import DOORS, code, name, tree

CLOCKS = {"now", "today", "utcnow", "localdate", "time", "time_ns"}
MAY_LOOK = {*DOORS, "config"}


def looks(source: ast.AST) -> list[int]:
    """Lines that ask what time it is: ``timezone.now()``, ``date.today()``, ``localtime()`` without a moment."""
    return [
        node.lineno
        for node in ast.walk(source)
        if isinstance(node, ast.Call)
        and isinstance(node.func, ast.Attribute)
        and (node.func.attr in CLOCKS or (node.func.attr == "localtime" and not node.args))
        and ast.unparse(node.func.value)
        in {"timezone", "datetime", "date", "time", "dt", "datetime.datetime", "datetime.date"}
    ]


def test_only_doors_look_at_the_clock() -> None:
    found = [f"{name(path)}:{line}" for path in code() for line in looks(tree(path))]
    assert [where for where in found if where.split("/")[1] not in MAY_LOOK] == []


def test_rules_never_see_the_settings() -> None:
    rules = [path for path in code() if "rules" in {path.stem, *path.parts}]
    assert rules
    assert [name(path) for path in rules if "django.conf" in path.read_text(encoding="utf-8")] == []


def test_the_search_finds_a_clock() -> None:
    assert looks(ast.parse("a = timezone.now()\nb = date.today()\nc = timezone.localtime(now)")) == [1, 2]
