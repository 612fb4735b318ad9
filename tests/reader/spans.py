"""What the tests of the reader share: reading in one line, and the texts of the corpus."""

from __future__ import annotations

from pathlib import Path

from binhyen.reader import read
from binhyen.reader.reading import Figure, Reading

CORPUS = Path(__file__).parent / "corpus"


def corpus_texts() -> dict[str, str]:
    """Every text of the corpus by its number."""
    found = {}
    for path in sorted(CORPUS.glob("*.txt")):
        with path.open(encoding="utf-8", newline="") as file:
            found[path.stem] = file.read()
    return found


def figures(text: str) -> list[tuple[float, str, str | None]]:
    """Value, hedge and unit of each figure of one sentence."""
    return [(f.value, f.qualifier, f.unit) for f in read(text).figures]


def only(text: str) -> Figure:
    """The one figure of a sentence."""
    (figure,) = read(text).figures
    return figure


def canonicals(text: str) -> list[str]:
    """The canonical form of each mention."""
    return [r.canonical for r in read(text).references]


def every_span(reading: Reading) -> list[tuple[int, int, str]]:
    """Start, end and quote of everything that was read."""
    layers = (reading.references, reading.figures, reading.tasks, reading.awards)
    return [(item.start, item.end, item.quote) for layer in layers for item in layer]
