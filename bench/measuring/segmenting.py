"""What a person would use instead of the reader: a toolkit for Vietnamese, and a few lines around it.

``python -m bench.measuring.segmenting ROUNDS`` in the environment of ``bench/requirements-reader.lock``, texts as a JSON list
on standard input. The reader and the toolkit read the same texts in turn in this one process, so that both meet the same
machine. Timed of the toolkit, each a step further than the one before:

* ``words``: sentences, and each split into words (``sent_tokenize``, ``word_tokenize``);
* ``tags``: and the part of speech of each word (``pos_tag``), which tells numbers and nouns;
* ``names``: and noun phrases, places and bodies (``ner``, which tags and finds phrases on its way). This is the least
  that holds what a figure needs: number, noun, place, body. The promise is measured against this one.

Printed as JSON: processor seconds of each round by step, and the figures that numbers and the nouns behind them make.
"""

from __future__ import annotations

import json
import re
import sys
import time
from collections.abc import Callable, Sequence
from importlib import import_module
from typing import Any

from binhyen.reader import read

STEPS = {"words": "word_tokenize", "tags": "pos_tag", "names": "ner"}
_NUMBER = re.compile(r"(?P<digits>\d+(?:[.,]\d+)*)(?: (?P<noun>\D+))?")


def main(rounds: int) -> None:
    """Time everything on the texts of standard input, in turn."""
    texts: list[str] = json.load(sys.stdin)
    toolkit = import_module("underthesea")
    works: dict[str, Callable[[str], Any]] = {"reader": read}
    works |= {step: _by_sentence(toolkit, name) for step, name in STEPS.items()}
    for work in works.values():
        work("Công an tỉnh bắt 12 đối tượng.")  # models are loaded on the first use
    seconds: dict[str, list[float]] = {step: [] for step in works}
    tagged: list[list[Sequence[str]]] = []
    for _ in range(rounds):
        for step, work in works.items():
            began = time.process_time()
            results = [work(text) for text in texts]
            seconds[step].append(time.process_time() - began)
            if step == "tags":
                tagged = results
    figures = [figures_of(text, words) for text, words in zip(texts, tagged, strict=True)]
    print(json.dumps({"version": toolkit.__version__, "seconds": seconds, "figures": figures}))


def _by_sentence(toolkit: Any, name: str) -> Callable[[str], list[Any]]:
    split, step = toolkit.sent_tokenize, getattr(toolkit, name)
    return lambda text: [word for sentence in split(text) for word in step(sentence)]


def figures_of(text: str, words: Sequence[Sequence[str]]) -> list[dict[str, Any]]:
    """Every number with the noun behind it, as most people would take them from tagged words; years are left out."""
    found = []
    place = 0
    for n, (word, *_) in enumerate(words):
        start = text.find(word, place)
        place = max(place, start + len(word))
        match = _NUMBER.match(word)
        if not match or start < 0 or re.fullmatch(r"(?:19|20)\d\d", match.group("digits")):
            continue
        following = words[n + 1] if n + 1 < len(words) else ("", "")
        percent = following[0] == "%"
        noun = match.group("noun") or (following[0] if following[1].startswith("N") else None)
        found.append(
            {
                "value": _value(match.group("digits")), "value_max": None, "qualifier": "exact", "is_percent": percent,
                "unit": None if percent else noun, "start": start, "end": start + len(word),
            }
        )  # fmt: skip
    return found


def _value(digits: str) -> float:
    *whole, last = re.split(r"[.,]", digits)
    grouped = not whole or re.fullmatch(r"\d{1,3}(?:[.,]\d{3})+", digits)
    return float("".join((*whole, last)) if grouped else f"{''.join(whole)}.{last}")


if __name__ == "__main__":
    main(int(sys.argv[1]))
