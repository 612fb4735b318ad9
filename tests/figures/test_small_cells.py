"""What an outside reader must not see: small sensitive numbers, and numbers that tell of a small rest."""

import pytest

from binhyen.figures.rules.cells import CellValue, State
from binhyen.figures.rules.small_cells import HIDDEN, WITHHELD, cover, hidden, with_second


def reported(value: int) -> CellValue:
    return CellValue(State.REPORTED, value)


@pytest.mark.parametrize(("value", "is_hidden"), [(0, True), (4, True), (5, False), (400, False)])
def test_a_sensitive_number_below_five_is_hidden(value: int, is_hidden: bool) -> None:
    assert hidden(reported(value), sensitive=True) is is_hidden
    assert not hidden(reported(value), sensitive=False)


def test_decimals_do_not_make_a_small_number_large() -> None:
    assert hidden(reported(450), sensitive=True, decimals=2)
    assert not hidden(reported(500), sensitive=True, decimals=2)


def test_where_there_is_no_number_there_is_nothing_to_hide() -> None:
    for content in (None, CellValue(State.NOT_REPORTED), CellValue(State.NOT_APPLICABLE, reason="không có tổ")):
        assert not hidden(content, sensitive=True)
    assert hidden(CellValue(State.NOTHING_AROSE), sensitive=True)


@pytest.mark.parametrize(("part", "is_hidden"), [(96, True), (99, True), (100, False), (95, False), (3, False)])
def test_a_part_that_tells_of_a_small_rest_is_hidden(part: int, is_hidden: bool) -> None:
    assert hidden(reported(part), sensitive=False, whole=reported(100)) is is_hidden


def test_without_the_whole_a_part_tells_nothing() -> None:
    assert not hidden(reported(98), sensitive=False, whole=CellValue(State.NOT_REPORTED))


def test_only_a_number_below_five_is_said_to_be_below_five() -> None:
    assert cover(reported(3), sensitive=True) == HIDDEN
    assert cover(reported(98), sensitive=True, whole=reported(100)) == WITHHELD
    assert cover(reported(98), sensitive=True) == ""


@pytest.mark.parametrize(
    ("amounts", "small", "covered"),
    [
        ({1: 3, 2: 40, 3: 7}, {1}, {1, 3}),
        ({1: 3, 2: 7, 3: 7}, {1}, {1, 2}),
        ({1: 3, 2: 2, 3: 7}, {1, 2}, {1, 2}),
        ({1: 3}, {1}, {1}),
        ({1: 30, 2: 7}, set(), set()),
    ],
)
def test_one_hidden_number_takes_the_next_smallest_with_it(
    amounts: dict[int, int], small: set[int], covered: set[int]
) -> None:
    assert with_second(amounts, small) == covered
