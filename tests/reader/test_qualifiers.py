from binhyen.figures.rules.cells import Qualifier
from binhyen.reader.qualifiers import TO_CELL


def test_every_word_of_the_reader_has_a_qualifier_of_a_cell() -> None:
    assert set(TO_CELL.values()) <= {qualifier.value for qualifier in Qualifier}
    assert {TO_CELL["from"], TO_CELL["to"], TO_CELL["percent_of"]} == {"at_least", "at_most", "exact"}
