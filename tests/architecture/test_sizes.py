import ast

from tests.architecture.source import ROOT, code, files, name, tree

LARGEST_MODULE = 400
LONGEST_FUNCTION = 60
NO_NAMES = {
    "utils",
    "util",
    "helpers",
    "helper",
    "common",
    "core",
    "misc",
    "manager",
    "managers",
    "service",
    "services",
}


def test_no_module_is_longer_than_400_lines() -> None:
    written = [path for path in code() if path.parent.name != "migrations"]
    everything = [ROOT / "run.py", *written, *files(".py", under=ROOT / "tests")]
    long = {name(path): n for path in everything if (n := len(path.read_text().splitlines())) > LARGEST_MODULE}
    assert long == {}


def test_no_function_is_longer_than_60_lines() -> None:
    long = {
        f"{name(path)}:{node.name}": lines
        for path in [ROOT / "run.py", *code()]
        for node in ast.walk(tree(path))
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef)
        and (lines := (node.end_lineno or 0) - node.lineno + 1) > LONGEST_FUNCTION
    }
    assert long == {}


def test_no_file_or_folder_has_a_name_that_says_nothing() -> None:
    parts = {part for path in code() for part in path.relative_to(ROOT).with_suffix("").parts}
    assert parts & NO_NAMES == set()
