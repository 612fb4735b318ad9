#!/usr/bin/env python3
"""Make the table of ``binhyen/reader/confidence.py`` from annotated texts, and tell how well such a table foretells.

    python scripts/calibrate_reader.py FOLDER[:WEIGHT] …            # print the reliability table, cross-validated by text
    python scripts/calibrate_reader.py FOLDER[:WEIGHT] … --write    # and write the table made from all texts

A folder holds ``NNN.txt`` and ``NNN.json``. Texts by which the rules of the reader were made flatter it: give them a weight
below one. Each share is drawn towards that of its group by ``DRAWN`` imagined figures (a Beta prior), so that few figures
promise little.
"""

from __future__ import annotations

import argparse
import json
import re
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import pairwise
from pathlib import Path

from bench.measuring.scoring import right_figures
from binhyen.reader import confidence, figures, read
from binhyen.reader.confidence import Signs, signs_of
from binhyen.reader.output import as_json
from binhyen.reader.settling import Count

ROOT = Path(__file__).resolve().parent.parent
TARGET = ROOT / "binhyen" / "reader" / "confidence.py"
DRAWN = 6.0
FOLDS = 10
BINS = (0.0, 0.5, 0.7, 0.8, 0.9, 0.95, 1.01)


@dataclass(frozen=True)
class Seen:
    """One proposal of one text: by what signs it was read, whether it was right, and what it weighs."""

    text: str
    signs: Signs
    right: bool
    weight: float


@dataclass(frozen=True)
class Table:
    """Observed shares by signs, by the way the unit was found, and of all."""

    by_signs: dict[Signs, float]
    by_how: dict[str, float]
    overall: float

    def of(self, signs: Signs) -> float:
        """The share for proposals of these signs."""
        return self.by_signs.get(signs) or self.by_how.get(signs[0], self.overall)


def observed(folder: Path, weight: float = 1.0) -> Iterator[Seen]:
    """Every proposal of the annotated texts of a folder."""
    for file in sorted(folder.glob("*.json")):
        wanted = json.loads(file.read_text(encoding="utf-8"))
        with file.with_suffix(".txt").open(encoding="utf-8", newline="") as source:
            signs, proposed = _read_with_signs(source.read())
        right = right_figures(wanted["figures"], proposed)
        for place, each in enumerate(signs):
            yield Seen(f"{folder.name}/{file.stem}", each, place in right, weight)


def _read_with_signs(text: str) -> tuple[list[Signs], list[dict[str, object]]]:
    """The figures of a text and the signs of each, noted where the reader asks for its confidence."""
    noted: list[Signs] = []
    ask = confidence.confidence_of

    def noting(count: Count) -> float:
        noted.append(signs_of(count))
        return ask(count)

    figures.confidence_of = noting  # type: ignore[attr-defined]
    try:
        answer = as_json(read(text), "text")
    finally:
        figures.confidence_of = ask  # type: ignore[attr-defined]
    assert len(noted) == len(answer["figures"])
    return noted, answer["figures"]


def table_of(seen: Iterable[Seen]) -> Table:
    """The shares of what was seen: all, then each group drawn towards the larger one that holds it."""
    right: Counter[object] = Counter()
    total: Counter[object] = Counter()
    for one in seen:
        for key in ("", one.signs[0], one.signs):
            right[key] += one.right * one.weight  # type: ignore[assignment]
            total[key] += one.weight  # type: ignore[assignment]
    overall = (right[""] + 1) / (total[""] + 2)
    by_how = {
        str(key): (right[key] + DRAWN * overall) / (total[key] + DRAWN) for key in total if isinstance(key, str) and key
    }
    by_signs = {
        key: (right[key] + DRAWN * by_how[key[0]]) / (total[key] + DRAWN) for key in total if isinstance(key, tuple)
    }
    return Table(by_signs, by_how, overall)


def foretold(seen: list[Seen]) -> list[tuple[float, Seen]]:
    """Each proposal with the share that a table of the other texts gives it."""
    texts = sorted({one.text for one in seen})
    fold = {text: place % FOLDS for place, text in enumerate(texts)}
    out = []
    for part in range(FOLDS):
        table = table_of(one for one in seen if fold[one.text] != part)
        out += [(table.of(one.signs), one) for one in seen if fold[one.text] == part]
    return out


def reliability(said: list[tuple[float, Seen]]) -> str:
    """For each bin: how many proposals, what was said of them on average, how many of them were right."""
    lines = ["| confidence | figures | said | right |", "|---|---|---|---|"]
    for low, high in pairwise(BINS):
        inside = [(share, one) for share, one in said if low <= share < high]
        if inside:
            weight = sum(one.weight for _, one in inside)
            mean = sum(share * one.weight for share, one in inside) / weight
            right = sum(one.right * one.weight for _, one in inside) / weight
            lines.append(f"| {low:.2f} to {min(high, 1):.2f} | {len(inside)} | {mean:.3f} | {right:.3f} |")
    return "\n".join(lines)


def write(table: Table) -> None:
    """Put the table into the module that the reader uses."""
    module = TARGET.read_text(encoding="utf-8")
    signs = "".join(f'    ("{a}", "{b}", "{c}"): {p:.3f},\n' for (a, b, c), p in sorted(table.by_signs.items()))
    hows = "".join(f'    "{how}": {p:.3f},\n' for how, p in sorted(table.by_how.items()))
    module = re.sub(r"(OBSERVED: .*?= \{\n).*?(\})", rf"\g<1>{signs}\g<2>", module, flags=re.DOTALL)
    module = re.sub(r"(BY_HOW: .*?= \{\n).*?(\})", rf"\g<1>{hows}\g<2>", module, flags=re.DOTALL)
    module = re.sub(r"OVERALL = .*", f"OVERALL = {table.overall:.3f}", module)
    TARGET.write_text(module, encoding="utf-8")


def main() -> None:
    """Read the texts, tell how reliable such a table is, and write it where asked."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("folders", nargs="+", metavar="FOLDER[:WEIGHT]")
    parser.add_argument("--write", action="store_true")
    arguments = parser.parse_args()
    seen: list[Seen] = []
    for each in arguments.folders:
        folder, _, weight = each.partition(":")
        seen += observed(Path(folder), float(weight or 1))
    print(f"{len(seen)} proposals in {len({one.text for one in seen})} texts, foretold from the other texts:\n")
    print(reliability(foretold(seen)))
    if arguments.write:
        write(table_of(seen))
        print(f"\nwritten: {TARGET.relative_to(ROOT)} ({confidence.__name__})")


if __name__ == "__main__":
    main()
