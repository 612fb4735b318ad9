"""No text, however made, takes more than linear work: the calls are counted, and a runaway pattern is stopped by its use of
the processor (not by the clock, so that a busy machine changes nothing)."""

import signal
import sys
from collections.abc import Iterator
from types import FrameType

import pytest

from binhyen.foundation.errors import Invalid
from binhyen.reader import read
from binhyen.reader.intake import text_of
from binhyen.reader.output import as_json
from tests.reader.hostile import HOSTILE
from tests.reader.spans import every_span

LONG = 60_000  # a pattern that is quadratic in this takes a minute and more, a linear one well below a second
MOST_SECONDS_OF_PROCESSOR = 30


@pytest.fixture
def _bounded() -> Iterator[None]:
    def stop(_signal: int, _frame: FrameType | None) -> None:
        raise AssertionError("the work has no linear bound")

    before = signal.signal(signal.SIGVTALRM, stop)
    signal.setitimer(signal.ITIMER_VIRTUAL, MOST_SECONDS_OF_PROCESSOR)
    yield
    signal.setitimer(signal.ITIMER_VIRTUAL, 0)
    signal.signal(signal.SIGVTALRM, before)


@pytest.mark.usefixtures("_bounded")
@pytest.mark.parametrize("kind", HOSTILE)
def test_a_text_made_to_break_patterns_is_read(kind: str) -> None:
    text = HOSTILE[kind](LONG)
    reading = read(text)
    assert all(text[start:end] == quote for start, end, quote in every_span(reading))
    assert as_json(reading, kind)["seed"] == kind


@pytest.mark.usefixtures("_bounded")
@pytest.mark.parametrize("kind", ["<!---->", "<!--", "-->", "<!-- -->", " ", "<?xml ", "<!doctype "])
def test_a_page_made_to_break_the_look_at_its_beginning_is_told_or_refused(kind: str) -> None:
    with pytest.raises(Invalid):
        text_of(kind.encode() * 4000 + b"\x00", "a.html")


def calls(text: str) -> int:
    """How many functions, those of C too, are called to read ``text``."""
    count = 0

    def counting(_frame: FrameType, event: str, _argument: object) -> None:
        nonlocal count
        count += event in ("call", "c_call")

    sys.setprofile(counting)
    try:
        read(text)
    finally:
        sys.setprofile(None)
    return count


@pytest.mark.parametrize("kind", HOSTILE)
def test_twice_the_text_takes_twice_the_calls(kind: str) -> None:
    make = HOSTILE[kind]
    read(make(4000))  # what is prepared once is prepared now
    short, long = calls(make(4000)), calls(make(8000))
    assert long < 2.5 * short + 500


def test_a_sentence_of_countless_numbers_is_read_as_far_as_prose_goes() -> None:
    assert 1000 < len(read("tặng 5 quà, " * 20_000).figures) <= 4000
