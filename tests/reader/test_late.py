import re

import pytest

from binhyen.reader.late import late


def test_a_late_pattern_finds_what_its_pattern_finds() -> None:
    words = "Có 12 vụ, 7 người."
    one, other = late(r"(?P<n>\d+) (vụ|NGƯỜI)", re.IGNORECASE), re.compile(r"(?P<n>\d+) (vụ|NGƯỜI)", re.IGNORECASE)
    assert (
        [m.span("n") for m in one.finditer(words)] == [m.span("n") for m in other.finditer(words)] == [(3, 5), (10, 11)]
    )
    assert one.findall(words) == other.findall(words)
    assert one.sub("x", words) == other.sub("x", words) == "Có x, x."
    assert one.pattern == other.pattern


def test_a_mistaken_pattern_is_refused_when_it_is_used() -> None:
    mistaken = late("(")
    with pytest.raises(re.error):
        mistaken.search("x")
