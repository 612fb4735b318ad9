"""The repository as the architecture tests see it."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from functools import cache
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
PACKAGE = ROOT / "binhyen"
SKIPPED = {"var", "node_modules", "__pycache__"}

# Lowest first. A foreign key points to the same or an earlier room.
ROOMS = [
    "foundation", "reader", "organisation", "directives", "figures", "movement", "collection", "analytics", "reviews",
    "web", "api", "portal", "cli", "config",
]  # fmt: skip
DOORS = ["web", "api", "portal", "cli"]
REFUSALS = {"DomainError", "NotAllowed", "WrongMove", "Stale", "NotFound", "Invalid"}


def files(*suffixes: str, under: Path = ROOT) -> list[Path]:
    """Every file with one of the endings, without data, environments and what starts with a dot."""

    def walk(folder: Path) -> Iterator[Path]:
        for path in sorted(folder.iterdir()):
            if path.name in SKIPPED or path.name.startswith("."):
                continue
            if path.is_dir():
                yield from walk(path)
            elif path.suffix in suffixes:
                yield path

    return list(walk(under))


def code() -> list[Path]:
    """The Python files of the product."""
    return files(".py", under=PACKAGE)


@cache
def tree(path: Path) -> ast.Module:
    """The syntax tree of a file."""
    return ast.parse(path.read_text(encoding="utf-8"), str(path))


def name(path: Path) -> str:
    """The path as a reader of the repository writes it."""
    return path.relative_to(ROOT).as_posix()
