"""The confidence of proposals: what is said of them must come true in the annotated texts."""

from pathlib import Path

import pytest

from binhyen.reader import read
from binhyen.reader.confidence import BY_HOW, OBSERVED
from scripts.calibrate_reader import Seen, Table, foretold, observed, reliability, table_of
from tests.reader.spans import CORPUS

SURE = 0.9


@pytest.fixture(scope="module")
def seen() -> list[Seen]:
    return list(observed(CORPUS / "blind"))


def said_by_the_reader(one: Seen) -> float:
    return OBSERVED.get(one.signs) or BY_HOW[one.signs[0]]


def test_of_the_proposals_it_is_sure_of_the_reader_gets_nineteen_in_twenty_right(seen: list[Seen]) -> None:
    sure = [one for one in seen if said_by_the_reader(one) >= SURE]
    assert len(sure) > len(seen) / 2
    assert sum(one.right for one in sure) / len(sure) >= 0.95


def test_a_table_of_the_other_texts_foretells_the_same(seen: list[Seen]) -> None:
    sure = [one for share, one in foretold(seen) if share >= SURE]
    assert sum(one.right for one in sure) / len(sure) >= 0.95


def test_what_it_is_unsure_of_is_wrong_more_often(seen: list[Seen]) -> None:
    def wrong(ones: list[Seen]) -> float:
        return sum(not one.right for one in ones) / len(ones)

    unsure = [one for one in seen if said_by_the_reader(one) < SURE]
    assert len(unsure) >= 50
    assert wrong(unsure) > 2 * wrong([one for one in seen if said_by_the_reader(one) >= SURE])


def test_the_confidence_says_where_the_unit_was_found() -> None:
    named = read("Xây dựng 120 mô hình.").figures[0]
    borrowed = read("Xây dựng 120 mô hình, tỷ lệ hộ cam kết 95%.").figures[1]
    assert named.confidence >= SURE > borrowed.confidence


def test_few_figures_promise_little() -> None:
    common = [Seen(f"t{n}", ("after", "digits", "counted"), True, 1.0) for n in range(200)]
    rare = [Seen("t0", ("before", "range", "thing"), True, 1.0), Seen("t1", ("before", "digits", "thing"), False, 1.0)]
    table = table_of([*common, *rare])
    assert table.of(("after", "digits", "counted")) > 0.98
    assert table.of(("before", "range", "thing")) < 0.98
    assert table.of(("unheard", "digits", "none")) == table.overall


def test_each_bin_is_told_with_what_came_true() -> None:
    table = Table({("after", "digits", "counted"): 0.96}, {}, 0.5)
    ones = [Seen("t", ("after", "digits", "counted"), place > 0, 1.0) for place in range(4)]
    assert reliability([(table.of(one.signs), one) for one in ones]).splitlines()[-1] == (
        "| 0.95 to 1.00 | 4 | 0.960 | 0.750 |"
    )


def test_texts_without_annotation_are_not_asked(tmp_path: Path) -> None:
    (tmp_path / "x.txt").write_text("Có 3 tổ.", encoding="utf-8")
    assert list(observed(tmp_path)) == []
