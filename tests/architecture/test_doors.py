import ast

from tests.architecture.source import DOORS, PACKAGE, code, files, name, tree

ROWS = {"create", "update", "delete", "bulk_create", "bulk_update", "get_or_create", "update_or_create"}
WRITES = {
    *ROWS,
    *("a" + verb for verb in ROWS),
    "save",
    "asave",
    "save_base",
    "raw",
    "execute",
    "executemany",
    "cursor",
}
# Where rows may be written: actions, migrations, and the audit chain itself.
WRITERS = {"actions", "migrations"}


def calls(source: ast.AST) -> list[tuple[int, str, str]]:
    """Every call of a method: line, what it is called on, name."""
    return [
        (node.lineno, ast.unparse(node.func.value), node.func.attr)
        for node in ast.walk(source)
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute)
    ]


def writes(source: ast.AST) -> list[tuple[int, str]]:
    return [(line, verb) for line, _, verb in calls(source) if verb in WRITES]


def writes_of_rows(source: ast.AST) -> list[tuple[int, str]]:
    return [(line, verb) for line, on, verb in calls(source) if verb in ROWS and ".objects" in on]


def test_doors_never_write() -> None:
    found = [
        f"{name(path)}:{line} .{verb}()"
        for door in DOORS
        if (PACKAGE / door).exists()
        for path in files(".py", under=PACKAGE / door)
        for line, verb in writes(tree(path))
    ]
    assert found == []


def test_in_a_room_only_actions_write() -> None:
    found = [
        f"{name(path)}:{line} .{verb}()"
        for path in code()
        if not WRITERS & {*path.parts, path.stem} and name(path) != "binhyen/foundation/audit.py"
        for line, verb in writes_of_rows(tree(path))
    ]
    assert found == []


def test_the_searches_find_a_write() -> None:
    source = ast.parse("Unit.objects.filter(id=1).update(name='x')\nunit.save()\n{}.get(1)")
    assert writes(source) == [(1, "update"), (2, "save")]
    assert writes_of_rows(source) == [(1, "update")]
