"""The reader's speed on one core, on the texts of its own corpus repeated; nothing is downloaded or written."""

from __future__ import annotations

import time
from pathlib import Path
from typing import Any

from binhyen.reader import read

CORPUS = Path(__file__).resolve().parent.parent / "tests" / "reader" / "corpus"
LIMIT_KB_PER_S = 200
SIZE_KB = 600
ROUNDS = 3


def sample() -> str:
    """About ``SIZE_KB`` of reports: the articles of the corpus, again and again."""
    texts = "\n".join(path.read_text(encoding="utf-8") for path in sorted(CORPUS.glob("*.txt")))
    return texts * max(1, SIZE_KB * 1000 // len(texts.encode()))


def measure() -> list[dict[str, Any]]:
    """The promise ``reader_kb_per_s``: kB of UTF-8 text read in a second of processor time on one core, the best of three."""
    text = sample()
    size = len(text.encode()) / 1000
    read(text[:10_000])
    best = 0.0
    for _ in range(ROUNDS):
        begin = time.process_time()
        read(text)
        best = max(best, size / (time.process_time() - begin))
    return [{"id": "reader_kb_per_s", "value": round(best), "limit": LIMIT_KB_PER_S, "holds": best >= LIMIT_KB_PER_S}]
