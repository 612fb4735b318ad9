"""The data files that rooms ship: csv in UTF-8."""

from __future__ import annotations

import csv
from collections.abc import Iterator
from datetime import date
from importlib.resources import files
from io import StringIO


def rows(package: str, name: str) -> Iterator[dict[str, str]]:
    """The rows of ``package``'s file ``data/NAME`` as dictionaries of texts."""
    text = files(package).joinpath("data", name).read_text(encoding="utf-8")
    yield from csv.DictReader(StringIO(text, newline=""))


def day(text: str) -> date | None:
    """A day in a data file; None where it is left empty."""
    return date.fromisoformat(text) if text else None
