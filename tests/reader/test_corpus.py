"""The corpus: texts in the manner of the field with the answers a careful reader gives."""

import json
from typing import Any

import pytest

from binhyen.reader import read
from binhyen.reader.output import as_json
from tests.reader.spans import CORPUS, corpus_texts

TEXTS = corpus_texts()
FIGURE = ("value", "value_max", "qualifier", "is_percent", "unit", "part_of", "quote")
REFERENCE = ("canonical", "start", "end")
AWARD = ("form", "collectives", "individuals")


def pick(items: list[dict[str, Any]], keys: tuple[str, ...]) -> list[tuple[Any, ...]]:
    return [tuple(item[key] for key in keys) for item in items]


def expected(number: str) -> dict[str, Any]:
    answer: dict[str, Any] = json.loads((CORPUS / f"{number}.json").read_text(encoding="utf-8"))
    return answer


def test_there_are_enough_texts() -> None:
    assert len(TEXTS) >= 25


@pytest.mark.parametrize("number", TEXTS)
def test_a_text_is_read_as_a_careful_person_reads_it(number: str) -> None:
    wanted, got = expected(number), as_json(read(TEXTS[number]), f"{number}.txt")
    assert pick(got["figures"], FIGURE) == pick(wanted["figures"], FIGURE)
    assert pick(got["references"], REFERENCE) == pick(wanted["references"], REFERENCE)
    assert pick(got["tasks"], ("lead", "start", "end")) == pick(wanted["tasks"], ("lead", "start", "end"))
    assert pick(got["awards"], AWARD) == pick(wanted["awards"], AWARD)
    assert pick(got["inconsistencies"], ("kind", "figures")) == pick(wanted["inconsistencies"], ("kind", "figures"))
    assert got["document"] == wanted["document"]


@pytest.mark.parametrize("number", TEXTS)
def test_the_answers_quote_the_text(number: str) -> None:
    answer = expected(number)
    for layer in ("references", "figures", "tasks", "awards"):
        for item in answer[layer]:
            assert TEXTS[number][item["start"] : item["end"]] == item["quote"]
