from datetime import date, timedelta

import pytest

from binhyen.foundation.working_days import WorkingDays, public_holidays

RULE = WorkingDays()


@pytest.mark.parametrize(
    "day",
    [
        date(2026, 1, 1),
        date(2026, 2, 16),
        date(2026, 2, 20),
        date(2026, 4, 27),  # Giỗ Tổ on a Sunday is given back on the Monday
        date(2026, 4, 30),
        date(2026, 5, 1),
        date(2026, 9, 1),
        date(2026, 9, 2),
        date(2026, 6, 20),  # a Saturday
        date(2026, 6, 21),
    ],
)
def test_offices_are_closed_on_weekends_and_public_holidays(day: date) -> None:
    assert not RULE.works(day)


def test_no_saturday_of_ten_years_is_a_working_day() -> None:
    day = date(2020, 1, 4)
    while day.year < 2031:
        assert not RULE.works(day)
        day += timedelta(days=7)


def test_every_year_has_the_eleven_days_of_the_labour_code() -> None:
    for year in range(2015, 2040):
        assert len(public_holidays(year)) >= 10, year


def test_the_nth_working_day_passes_over_tet() -> None:
    assert RULE.after(date(2026, 2, 13), 1) == date(2026, 2, 23)
    assert RULE.after(date(2026, 2, 13), 2) == date(2026, 2, 24)


def test_no_days_later_is_the_day_itself_or_the_next_working_day() -> None:
    assert RULE.after(date(2026, 6, 19), 0) == date(2026, 6, 19)
    assert RULE.after(date(2026, 6, 20), 0) == date(2026, 6, 22)


def test_five_calendar_days_over_a_weekend_are_three_working_days() -> None:
    assert RULE.count(date(2026, 6, 17), date(2026, 6, 22)) == 3


def test_nothing_is_counted_backwards() -> None:
    assert RULE.count(date(2026, 6, 22), date(2026, 6, 17)) == 0
    assert RULE.count(date(2026, 6, 22), date(2026, 6, 22)) == 0


def test_counting_and_stepping_agree_on_every_day_of_two_years() -> None:
    day = date(2026, 1, 1)
    while day.year < 2028:
        for n in (1, 2, 7):
            assert RULE.count(day, RULE.after(day, n)) == n
            assert RULE.after(RULE.before(day, n), n) == RULE.before(RULE.after(day, 0) + timedelta(days=1), 1)
        day += timedelta(days=5)


def test_an_exception_closes_a_working_day_and_opens_a_day_off() -> None:
    days = WorkingDays({date(2026, 6, 22): False, date(2026, 6, 20): True})
    assert not days.works(date(2026, 6, 22))
    assert days.works(date(2026, 6, 20))
    assert days.after(date(2026, 6, 19), 2) == date(2026, 6, 23)
