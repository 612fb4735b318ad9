import json

import pytest

from binhyen.reader import read
from binhyen.reader.output import as_json, json_pieces
from tests.reader.spans import corpus_texts

TEXTS = corpus_texts()


@pytest.mark.parametrize("indent", [None, 2])
@pytest.mark.parametrize("number", [*list(TEXTS)[:20], ""])
def test_the_pieces_of_the_json_are_the_json(number: str, indent: int | None) -> None:
    reading = read(TEXTS.get(number, ""))
    whole = json.dumps(as_json(reading, f"{number}.txt"), ensure_ascii=False, indent=indent)
    assert "".join(json_pieces(reading, f"{number}.txt", indent=indent)) == whole


def test_no_piece_holds_more_than_one_item() -> None:
    reading = read("Xã có 12 tổ. " * 300)
    assert max(map(len, json_pieces(reading, "x.txt"))) < 1500
