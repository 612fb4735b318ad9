"""Date ranges with both ends inclusive."""

from __future__ import annotations

from datetime import date, timedelta
from itertools import pairwise

import pytest

from binhyen.figures.rules import periods
from binhyen.foundation.errors import Invalid
from binhyen.foundation.span import Span
from binhyen.foundation.texts import say

DAY = timedelta(days=1)
JUNE = Span(date(2026, 6, 1), date(2026, 6, 30))
OPEN = Span(date(2026, 6, 1))


def around(first: int, last: int) -> Span:
    """June 2026, its ends moved by so many days."""
    return Span(date(2026, 6, 1) + first * DAY, date(2026, 6, 30) + last * DAY)


def test_a_span_that_ends_before_it_begins_is_refused_with_both_days() -> None:
    with pytest.raises(Invalid) as refused:
        Span(date(2026, 6, 2), date(2026, 6, 1))
    assert "02/6/2026" in say(refused.value)
    assert "01/6/2026" in say(refused.value)


def test_both_ends_are_inside() -> None:
    assert [JUNE.contains(date(2026, 6, 1) + n * DAY) for n in (-1, 0, 29, 30)] == [False, True, True, False]
    assert OPEN.contains(date(9999, 12, 31))
    assert Span(JUNE.start, JUNE.start).contains(JUNE.start)


@pytest.mark.parametrize(
    ("other", "overlaps", "covers", "straddles"),
    [
        (around(0, 0), True, True, False),
        (around(1, -1), True, True, False),
        (around(-1, 0), True, False, True),
        (around(0, 1), True, False, True),
        (around(-1, 1), True, False, True),
        (around(29, 5), True, False, True),
        (around(30, 5), False, False, False),
        (around(-9, -30), False, False, False),
        (around(-9, -29), True, False, True),
        (OPEN, True, False, True),
    ],
)
def test_two_spans_share_days_or_lie_inside_or_cross_an_end(
    other: Span, overlaps: bool, covers: bool, straddles: bool
) -> None:
    assert (JUNE.overlaps(other), JUNE.covers(other), JUNE.straddles(other)) == (overlaps, covers, straddles)
    assert other.overlaps(JUNE) == overlaps


def test_an_open_span_covers_what_begins_later() -> None:
    assert OPEN.covers(JUNE)
    assert OPEN.covers(OPEN)
    assert not JUNE.covers(OPEN)


@pytest.mark.parametrize(
    ("start", "end", "expected"),
    [
        (date(2024, 2, 1), date(2024, 2, 29), (date(2023, 2, 1), date(2023, 2, 28))),
        (date(2025, 2, 1), date(2025, 2, 28), (date(2024, 2, 1), date(2024, 2, 29))),
        (date(2026, 1, 1), date(2026, 6, 30), (date(2025, 1, 1), date(2025, 6, 30))),
        (date(2026, 6, 15), None, (date(2025, 6, 15), None)),
    ],
)
def test_the_same_period_of_the_year_before(start: date, end: date | None, expected: tuple[date, date | None]) -> None:
    moved = Span(start, end).shifted_years(-1)
    assert (moved.start, moved.end) == expected


def test_a_span_is_written_with_its_two_days() -> None:
    assert str(JUNE) == "01/6/2026 - 30/6/2026"
    assert str(OPEN) == "01/6/2026 - nay"


@pytest.mark.parametrize("calendar", ["month", "half_year", "year"])
@pytest.mark.parametrize("start", [date(2024, 1, 1), date(2023, 11, 15)])
def test_the_periods_of_a_calendar_follow_each_other_without_gap_or_overlap(calendar: str, start: date) -> None:
    whole = Span(start, date(2027, 12, 31))
    cut = periods.cut(calendar, whole)
    assert cut[0].start == start
    for one, following in pairwise(cut):
        assert following.start == one.last + DAY
        assert periods.following(calendar, one) == following
        assert periods.previous(calendar, following) == one
    assert whole.covers(cut[-1])
    assert not whole.covers(periods.following(calendar, cut[-1]))


def test_a_span_shorter_than_a_period_has_none() -> None:
    assert periods.cut("month", Span(date(2026, 6, 1), date(2026, 6, 29))) == []
