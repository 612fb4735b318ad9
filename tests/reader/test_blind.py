"""How well texts are read whose answers were written without the reader: it must not get worse unnoticed.

The counts are the same on every machine. A change of the rules that helps more texts than it harms moves a floor here, openly.
"""

from functools import cache

import pytest

from bench.measuring.scoring import Count, Linking, linking, score, total
from bench.reader import annotated, answers, group

TUNED, LATER = "tests/reader/corpus/blind, up to b145", "tests/reader/corpus/blind, after b145"
FLOORS = {
    TUNED: {
        "references": 0.99, "mentions": 0.99, "figures": 0.99, "figures_unit": 0.97, "tasks": 0.98, "awards": 0.98,
        "inconsistencies": 0.97, "document": 0.95,
    },
    LATER: {"references": 0.97, "figures": 0.95, "figures_unit": 0.92, "inconsistencies": 0.85},
}  # fmt: skip
LINKED = {TUNED: 0.88, LATER: 0.85}


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


@pytest.mark.parametrize(("texts", "layer"), [(texts, layer) for texts, floors in FLOORS.items() for layer in floors])
def test_no_layer_falls_below_its_floor(texts: str, layer: str) -> None:
    if texts not in scored():
        pytest.skip(f"there are no texts of this group yet: {texts}")
    count = scored()[texts][0][layer]
    assert count.wanted > 0
    assert count.f1 >= FLOORS[texts][layer], count


@pytest.mark.parametrize("texts", LINKED)
def test_indicators_are_linked_as_well_as_before(texts: str) -> None:
    if texts not in scored():
        pytest.skip(f"there are no texts of this group yet: {texts}")
    link = scored()[texts][1]
    assert link.figures > 0
    assert link.right >= LINKED[texts] * link.figures, link


def test_there_are_enough_texts() -> None:
    assert scored()[TUNED][2] == 145
    assert sum(texts for _, _, texts in scored().values()) >= 120
