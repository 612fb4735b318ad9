import ast

from tests.architecture.source import DOORS, PACKAGE, files, name, tree

WRITES = {
    "save", "create", "update", "delete", "bulk_create", "bulk_update", "get_or_create", "update_or_create",
    "asave", "acreate", "aupdate", "adelete", "raw", "execute", "executemany", "cursor", "save_base", "set_password",
}  # fmt: skip


def writes(source: ast.AST) -> list[tuple[int, str]]:
    return [
        (node.lineno, node.func.attr)
        for node in ast.walk(source)
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute) and node.func.attr in WRITES
    ]


def test_doors_never_write() -> None:
    found = [
        f"{name(path)}:{line} .{verb}()"
        for door in DOORS
        if (PACKAGE / door).exists()
        for path in files(".py", under=PACKAGE / door)
        for line, verb in writes(tree(path))
    ]
    assert found == []


def test_the_search_finds_a_write() -> None:
    assert writes(ast.parse("Unit.objects.filter(id=1).update(name='x')")) == [(1, "update")]
