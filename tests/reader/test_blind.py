"""How well texts are read whose answers were written without the reader: it must not get worse unnoticed.

The counts are the same on every machine. A change of the rules that helps more texts than it harms moves a floor here, openly.
"""

from functools import cache

import pytest

from bench.measuring.scoring import Count, Linking, linking, score, total
from bench.reader import SEEN, UNSEEN, annotated, answers, group

FLOORS = {
    SEEN: {
        "references": 0.99, "mentions": 0.99, "figures": 0.99, "figures_unit": 0.97, "tasks": 0.98, "awards": 0.98,
        "inconsistencies": 0.97, "document": 0.95,
    },
    UNSEEN: {"references": 0.97, "figures": 0.95, "figures_unit": 0.92, "inconsistencies": 0.85},
}  # fmt: skip
PRESENT = sorted({group(file) for file in annotated()} & set(FLOORS))
LINKED = {SEEN: 0.88, UNSEEN: 0.85}


@cache
def scored() -> dict[str, tuple[dict[str, Count], Linking, int]]:
    """The layers, the links and the number of texts of each group."""
    pairs: dict[str, list[tuple[dict[str, Count], Linking]]] = {}
    for file in annotated():
        wanted, got = answers(file)
        pairs.setdefault(group(file), []).append((score(wanted, got), linking(wanted, got)))
    return {
        name: (total(count for count, _ in held), sum((link for _, link in held), Linking()), len(held))
        for name, held in pairs.items()
    }


@pytest.mark.parametrize(("texts", "layer"), [(texts, layer) for texts in PRESENT for layer in FLOORS[texts]])
def test_no_layer_falls_below_its_floor(texts: str, layer: str) -> None:
    count = scored()[texts][0][layer]
    assert count.wanted > 0
    assert count.f1 >= FLOORS[texts][layer], count


@pytest.mark.parametrize("texts", PRESENT)
def test_indicators_are_linked_as_well_as_before(texts: str) -> None:
    link = scored()[texts][1]
    assert link.figures > 0
    assert link.right >= LINKED[texts] * link.figures, link


def test_there_are_enough_texts() -> None:
    assert scored()[SEEN][2] >= 207
    assert sum(texts for _, _, texts in scored().values()) >= 120
