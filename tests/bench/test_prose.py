import random
import re
from collections import Counter
from itertools import islice
from pathlib import Path

from bench.measuring.prose import CORPUS, LONG, ORDINARY, bare, blocks, pieces, text
from binhyen.reader import read

SIZE = 200_000


def test_no_two_paragraphs_have_the_same_words_even_without_their_numbers() -> None:
    lines = [
        line for block in islice(blocks(random.Random(5)), 3_000) for line in block.split("\n") if len(line) > LONG
    ]
    assert len(lines) > 3_000
    assert len({bare(line) for line in lines}) == len(lines)


def test_most_of_a_text_is_paragraphs_and_no_line_comes_often() -> None:
    lines = text(SIZE, 5).splitlines()
    assert sum(len(line) for line in lines if len(line) > LONG) > 0.8 * sum(map(len, lines))
    assert max(Counter(lines).values()) <= 5


def test_figures_stand_as_close_together_as_in_the_corpus() -> None:
    corpus = [path.read_text(encoding="utf-8") for path in sorted(CORPUS.rglob("*.txt"))]
    wanted = sum(len(read(one).figures) for one in corpus) / sum(len(one.encode()) for one in corpus)
    made = text(SIZE, 5)
    got = len(read(made).figures) / len(made.encode())
    assert 0.75 * wanted < got < 1.25 * wanted


def test_an_ordinary_text_holds_more_figures_than_real_ones_and_fewer_than_the_corpus() -> None:
    made = text(SIZE, 5, ORDINARY)
    assert 4.5 < 1000 * len(read(made).figures) / len(made.encode()) < 7


def test_next_to_nothing_is_taken_for_furniture() -> None:
    made = text(SIZE, 5)
    assert sum(mark.end - mark.start for mark in read(made).ignored) < 0.02 * len(made)


def test_a_text_has_its_size_and_comes_again_for_the_same_seed() -> None:
    made = text(SIZE, 5)
    assert SIZE <= len(made.encode()) < SIZE + 10_000
    assert text(SIZE, 5) == made
    assert text(SIZE, 6) != made
    assert text(2 * SIZE, 5).startswith(made[:-1])


def test_what_counts_dates_or_names_a_place_is_changed() -> None:
    held = {kind: set(all_) for kind, all_ in pieces().items()}
    numbered = [one for one in held["sentences"] if len(re.findall(r"\d", one)) > 6]
    made = text(SIZE, 5)
    assert sum(one in made for one in numbered) < 0.02 * len(numbered)


def test_the_pieces_come_from_every_part_of_the_corpus() -> None:
    assert Path(CORPUS / "blind").exists()
    held = pieces()
    assert len(held["sentences"]) > 500
    assert min(len(held[kind]) for kind in ("items", "heads", "tables")) >= 10
