from importlinter.cli import lint_imports

from tests.architecture.source import PACKAGE, ROOMS, ROOT


def test_imports_keep_the_contracts_of_pyproject() -> None:
    assert lint_imports(config_filename=str(ROOT / "pyproject.toml"), no_cache=True) == 0


def test_every_room_is_known_to_the_architecture() -> None:
    rooms = {path.parent.name for path in PACKAGE.glob("*/__init__.py")}
    assert rooms <= set(ROOMS)
