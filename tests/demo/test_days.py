"""On whichever day the demo is built, its story ends on the working day before, with a month in progress."""

from __future__ import annotations

from datetime import date, timedelta

import pytest

from binhyen.cli.story.days import EARLIEST, Days, moment, working_day
from binhyen.foundation.span import Span
from binhyen.foundation.working_days import WorkingDays

WORKS = WorkingDays().works
DAYS = [EARLIEST + timedelta(days=n) for n in range(800)]


@pytest.mark.parametrize(
    ("built", "month"),
    [(date(2026, 8, 14), Span(date(2026, 7, 1), date(2026, 7, 31))), (date(2026, 11, 22), Span(date(2026, 10, 1), date(2026, 10, 31))),
     (date(2026, 11, 9), Span(date(2026, 9, 1), date(2026, 9, 30))), (date(2027, 2, 12), Span(date(2026, 12, 1), date(2026, 12, 31)))],
)  # fmt: skip
def test_the_open_month_is_the_last_about_which_all_was_told(built: date, month: Span) -> None:
    assert Days(built).open_month == month


def test_on_every_day_the_story_lies_in_the_past_on_working_days_and_its_deadline_ahead() -> None:
    for day in DAYS:
        days = Days(day)
        told = [working_day(days.open_month.last, n) for n in range(1, 9)]
        assert all(WORKS(one) for one in (*told, days.last, days.back(3), days.ahead(3)))
        assert max(told) <= days.last < day < days.ahead(1)
        assert days.closed_to < days.open_month.start <= days.open_month.last <= days.half_year_ends


def test_people_act_at_half_past_eight_on_the_next_working_day() -> None:
    friday = date(2026, 7, 31)
    assert moment(friday, 1).isoformat() == "2026-08-03T01:30:00+00:00"
    assert moment(friday + timedelta(days=1), 0).isoformat() == "2026-08-03T01:30:00+00:00"
