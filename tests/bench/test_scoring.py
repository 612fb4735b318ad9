import copy
import importlib.util
import json
from collections.abc import Callable
from pathlib import Path
from types import ModuleType
from typing import Any

import pytest

from bench.measuring.scoring import LAYERS, Count, Linking, linking, score, total
from binhyen.reader import read
from binhyen.reader.output import as_json
from tests.reader.spans import CORPUS

SHARED = Path(__file__).resolve().parents[2].parent / "shared" / "reader" / "gold"
OTHER_NAMES = {"mentions": "reference_mentions", "figures_unit": "figures_strict"}
ANNOTATED = sorted(CORPUS.rglob("*.json"))
BLIND = sorted((CORPUS / "blind").glob("*.json"))


def answer(path: Path) -> dict[str, Any]:
    held: dict[str, Any] = json.loads(path.read_text(encoding="utf-8"))
    return held


def first(layer: str) -> dict[str, Any]:
    """The first annotated text of measuring in which the layer holds two things or more."""
    return next(one for one in map(answer, BLIND) if len(one[layer]) > 1)


def changed(held: dict[str, Any], change: Callable[[dict[str, Any]], object]) -> dict[str, Any]:
    other = copy.deepcopy(held)
    change(other)
    return other


def fallen(held: dict[str, Any], change: Callable[[dict[str, Any]], object]) -> set[str]:
    counts = score(held, changed(held, change))
    return {layer for layer in LAYERS if counts[layer].f1 < 1}


def test_an_annotation_beside_itself_is_right_everywhere() -> None:
    counts = total(score(one, one) for one in map(answer, ANNOTATED))
    assert {layer: counts[layer].f1 for layer in LAYERS} == dict.fromkeys(LAYERS, 1.0)
    assert all(counts[layer].wanted for layer in LAYERS)


def test_nothing_proposed_where_nothing_is_wanted_is_right_and_elsewhere_finds_nothing() -> None:
    assert (Count().precision, Count().recall, Count().f1) == (1.0, 1.0, 1.0)
    nothing = Count(0, 0, 5)
    assert (nothing.precision, nothing.recall, nothing.f1) == (1.0, 0.0, 0.0)
    assert (Count(3, 4, 6) + Count(1, 1, 2)) == Count(4, 5, 8)


def test_each_error_costs_in_its_own_layer() -> None:
    figures, references, tasks, awards = map(first, ("figures", "references", "tasks", "awards"))
    assert fallen(figures, lambda p: p["figures"][0].update(value=987654)) >= {"figures", "figures_unit"}
    assert fallen(figures, lambda p: p["figures"][0].update(unit="quả bưởi")) == {"figures_unit"}
    assert fallen(figures, lambda p: p["figures"].append(dict(p["figures"][0]))) == {"figures", "figures_unit"}
    assert fallen(references, lambda p: p["references"].append({**p["references"][0], "canonical": "99-CT/TW"})) == {
        "references",
        "mentions",
    }
    assert fallen(tasks, lambda p: p["tasks"][0].update(lead="Sở Xây dựng")) == {"tasks"}
    assert fallen(awards, lambda p: p["awards"][0].update(form="Huân chương Sao vàng")) == {"awards"}
    assert fallen(figures, lambda p: p["document"].update(date="1999-01-01")) == {"document"}
    assert fallen(figures, lambda p: p["inconsistencies"].append({"kind": "", "figures": [0, 1]})) == {
        "inconsistencies"
    }


def test_spellings_of_one_symbol_are_one_and_the_provinces_is_another() -> None:
    held = changed(first("references"), lambda one: one["references"][0].update(canonical="09-CT/TW"))

    def named(canonical: str) -> set[str]:
        return fallen(held, lambda p: p["references"][0].update(canonical=canonical))

    assert named("9-CT/T.Ư") == named("09/CT-TW") == set()
    assert "mentions" in named("09-CT/TU")


def test_a_unit_may_be_the_first_words_of_the_other_and_no_other_words() -> None:
    held = changed(first("figures"), lambda one: one["figures"][0].update(unit="xã, phường"))

    def named(unit: str | None) -> set[str]:
        return fallen(held, lambda p: p["figures"][0].update(unit=unit))

    assert named("xã") == named("xã, phường, thị trấn") == set()
    assert named("phường") == named(None) == {"figures_unit"}


def test_a_largest_pairing_is_found_where_the_first_choice_would_block_another() -> None:
    wide = {
        "value": None,
        "value_max": None,
        "qualifier": "tens",
        "is_percent": False,
        "unit": None,
        "start": 0,
        "end": 9,
    }
    narrow = {**wide, "start": 6, "end": 9}
    held = {**first("figures"), "figures": [wide, narrow], "inconsistencies": []}
    proposed = {**held, "figures": [narrow, {**wide, "end": 3}]}
    assert score(held, proposed)["figures"] == Count(2, 2, 2)


def test_indicators_are_counted_where_they_are_annotated() -> None:
    held = changed(first("figures"), lambda one: [figure.pop("codes", None) for figure in one["figures"]])
    assert linking(held, held) == Linking()
    codes: list[list[str]] = [["A1", "A2"], []]
    asked = changed(held, lambda one: [f.update(codes=c) for f, c in zip(one["figures"], codes, strict=False)])
    assert linking(asked, asked) == Linking(figures=2, found=2, right=2, with_code=1, right_with_code=1)
    second = changed(asked, lambda one: one["figures"][0].update(codes=["A2", "B"]))
    assert linking(asked, second).right_with_code == 1
    late = changed(asked, lambda one: one["figures"][0].update(codes=["B", "A1"]))
    assert linking(asked, late) == Linking(figures=2, found=2, right=1, with_code=1, right_with_code=0)
    silent = changed(asked, lambda one: [f.update(codes=[]) for f in one["figures"]])
    assert linking(asked, silent) == Linking(figures=2, found=2, right=1, with_code=1, right_with_code=0)


def published_scorer() -> ModuleType:
    if not (SHARED / "score.py").exists():
        pytest.skip("the scorer of the annotated real texts is not here: ../shared/reader/gold/score.py")
    spec = importlib.util.spec_from_file_location("score", SHARED / "score.py")
    assert spec
    assert spec.loader
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def test_counts_are_those_of_the_scorer_beside_the_real_texts() -> None:
    theirs = published_scorer()
    differing = []
    for path in ANNOTATED:
        held = answer(path)
        text = path.with_suffix(".txt").read_bytes().decode()
        for proposed in (as_json(read(text), path.stem), as_json(read(text[: len(text) // 2]), path.stem)):
            ours, other = score(held, proposed), theirs.score(held, proposed)
            got = {layer: (ours[layer].right, ours[layer].proposed, ours[layer].wanted) for layer in LAYERS}
            if got != {layer: other[OTHER_NAMES.get(layer, layer)] for layer in LAYERS}:
                differing.append(path.stem)
    assert differing == []
