"""The annotated real texts, where they lie beside the repository."""

import importlib.util
import json
from pathlib import Path
from types import ModuleType

import pytest

from binhyen.reader import read
from binhyen.reader.output import as_json

SHARED = Path(__file__).resolve().parents[2].parent / "shared"
GOLD, SOURCES = SHARED / "reader" / "gold", SHARED / "sources"


def scorer() -> ModuleType:
    if not (GOLD / "score.py").exists() or not SOURCES.exists():
        pytest.skip("the annotated texts are not here: ../shared/reader/gold and ../shared/sources")
    spec = importlib.util.spec_from_file_location("score", GOLD / "score.py")
    assert spec
    assert spec.loader
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


# the headline of one of the three texts names a person, whom the reader leaves out
@pytest.mark.parametrize(
    ("layer", "least"),
    [
        ("references", 0.97), ("figures", 0.97), ("figures_strict", 0.97), ("tasks", 0.97), ("awards", 0.97), ("inconsistencies", 0.97),
        ("document", 0.91),
    ],
)  # fmt: skip
def test_real_texts_are_read_as_annotated(layer: str, least: float) -> None:
    score = scorer()
    results = []
    for path in sorted(SOURCES.glob("*.txt")):
        with path.open(encoding="utf-8", newline="") as file:
            answer = as_json(read(file.read()), path.name)
        results.append(score.score(json.loads((GOLD / f"{path.name[:3]}.json").read_text(encoding="utf-8")), answer))
    assert score.prf(*score.total(results)[layer])[2] >= least
