from datetime import date, timedelta

import pytest

from binhyen.figures.rules import periods
from binhyen.foundation.errors import Invalid
from binhyen.foundation.span import Span

DAY = timedelta(days=1)


def span(start: str, end: str) -> Span:
    return Span(date.fromisoformat(start), date.fromisoformat(end))


@pytest.mark.parametrize(
    ("start", "end", "expected"),
    [
        ("2026-03-01", "2026-03-31", "tháng 3 năm 2026"),
        ("2024-02-01", "2024-02-29", "tháng 2 năm 2024"),
        ("2026-01-01", "2026-03-31", "quý I năm 2026"),
        ("2026-10-01", "2026-12-31", "quý IV năm 2026"),
        ("2026-01-01", "2026-06-30", "6 tháng đầu năm 2026"),
        ("2026-07-01", "2026-12-31", "6 tháng cuối năm 2026"),
        ("2026-01-01", "2026-05-31", "5 tháng đầu năm 2026"),
        ("2026-01-01", "2026-09-30", "9 tháng đầu năm 2026"),
        ("2025-01-01", "2025-12-31", "năm 2025"),
        ("2025-12-15", "2026-03-14", "quý I năm 2026 (từ 15/12/2025 đến 14/3/2026)"),
        ("2026-09-15", "2026-12-14", "quý IV năm 2026 (từ 15/9/2026 đến 14/12/2026)"),
        ("2025-12-15", "2026-01-14", "tháng 1 năm 2026 (từ 15/12/2025 đến 14/01/2026)"),
        ("2026-02-15", "2026-03-14", "tháng 3 năm 2026 (từ 15/02/2026 đến 14/3/2026)"),
        ("2025-12-15", "2026-06-14", "6 tháng đầu năm 2026 (từ 15/12/2025 đến 14/6/2026)"),
        ("2026-06-15", "2026-12-14", "6 tháng cuối năm 2026 (từ 15/6/2026 đến 14/12/2026)"),
        ("2025-12-15", "2026-12-14", "năm 2026 (từ 15/12/2025 đến 14/12/2026)"),
        ("2025-11-01", "2026-10-31", "năm 2026 (từ 01/11/2025 đến 31/10/2026)"),
        ("2025-11-16", "2026-11-15", "năm 2026 (từ 16/11/2025 đến 15/11/2026)"),
        ("2025-11-15", "2026-11-14", "năm 2026 (từ 15/11/2025 đến 14/11/2026)"),
        ("2026-03-02", "2026-03-31", "từ 02/3/2026 đến 31/3/2026"),
        ("2026-02-01", "2026-04-30", "từ 01/02/2026 đến 30/4/2026"),
        ("2013-08-01", "2023-08-01", "từ 01/8/2013 đến 01/8/2023"),
    ],
)
def test_a_period_is_called_as_offices_call_it(start: str, end: str, expected: str) -> None:
    assert periods.name(span(start, end)) == expected


def test_no_two_periods_of_any_year_share_a_name() -> None:
    named: dict[str, Span] = {}
    for begins in periods.YEARS_BEGIN:
        for calendar in ("month", "quarter", "half_year", "year"):
            for one in periods.cut(calendar, Span(date(2023, *begins), date(2029, 1, 1))):
                assert named.setdefault(periods.name(one), one) == one
    assert len({*named.values()}) == len(named)


def test_every_name_is_read_back_as_its_own_period_or_asked_about() -> None:
    for begins in periods.YEARS_BEGIN:
        for calendar in ("month", "quarter", "half_year", "year"):
            for one in periods.cut(calendar, Span(date(2023, *begins), date(2026, 1, 1))):
                assert one in periods.meanings(periods.name(one))
                if "(" in periods.name(one):
                    assert periods.read(periods.name(one)) == one


@pytest.mark.parametrize("calendar", ["month", "quarter", "half_year", "year"])
@pytest.mark.parametrize("begins", periods.YEARS_BEGIN)
def test_periods_follow_each_other_over_leap_years_and_year_ends(calendar: str, begins: tuple[int, int]) -> None:
    at = periods.cut(calendar, Span(date(2023, *begins), date(2025, 12, 31)))[0]
    for _ in range(60):
        after = periods.following(calendar, at)
        assert after.start == at.last + DAY
        assert periods.previous(calendar, after) == at
        at = after


@pytest.mark.parametrize(
    ("text", "count"),
    [
        ("quý I năm 2026", 2),
        ("Quý 1 năm 2026", 2),
        ("tháng 3 năm 2026", 2),
        ("3/2026", 2),
        ("6 tháng đầu năm 2026", 2),
        ("năm 2026", 5),
    ],
)
def test_a_name_that_means_several_ranges_is_refused_with_all_of_them(text: str, count: int) -> None:
    with pytest.raises(Invalid) as refused:
        periods.read(text)
    assert refused.value.code == "figures.period_ambiguous"
    assert refused.value.params["ranges"].count(";") == count - 1


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("từ 15/12/2025 đến 14/3/2026", ("2025-12-15", "2026-03-14")),
        ("Từ ngày 15/12/2025 đến ngày 14/3/2026", ("2025-12-15", "2026-03-14")),
        ("01/6/2026 - 30/6/2026", ("2026-06-01", "2026-06-30")),
        ("2026-01-01_2026-06-30", ("2026-01-01", "2026-06-30")),
        ("quý I năm 2026 (từ 15/12/2025 đến 14/3/2026)", ("2025-12-15", "2026-03-14")),
    ],
)
def test_two_dates_mean_one_range(text: str, expected: tuple[str, str]) -> None:
    assert periods.read(text) == span(*expected)


def test_with_the_kind_of_year_known_a_name_means_one_range() -> None:
    assert periods.read("quý I năm 2026", [periods.CALENDAR]) == span("2026-01-01", "2026-03-31")
    assert periods.read("quý I năm 2026", [periods.ADMINISTRATIVE]) == span("2025-12-15", "2026-03-14")
    assert periods.read("năm 2026", [(11, 16)]) == span("2025-11-16", "2026-11-15")


@pytest.mark.parametrize(
    "text", ["", "quý V năm 2026", "tháng 13 năm 2026", "tháng 0 năm 2026", "hôm qua", "30/6/2026 - 01/6/2026", "31/02/2026 - 01/3/2026", "quý I"]
)  # fmt: skip
def test_what_is_no_period_is_refused(text: str) -> None:
    with pytest.raises(Invalid) as refused:
        periods.read(text)
    assert refused.value.code == "figures.period_unreadable"


def test_what_is_asked_once_has_the_one_period_of_its_assignment() -> None:
    whole = span("2026-11-02", "2026-11-20")
    assert periods.owed("once", whole, span("2026-01-01", "2026-12-31")) == [whole]
    assert periods.owed("once", whole, span("2026-11-02", "2026-11-19")) == []
    assert periods.owed("once", Span(date(2026, 11, 2)), span("2026-01-01", "2026-12-31")) == []
    assert periods.previous("once", whole) == span("2026-10-14", "2026-11-01")


def test_a_quarterly_assignment_of_the_administrative_year_owes_four_quarters() -> None:
    found = periods.owed("quarter", Span(date(2025, 12, 15)), span("2025-12-15", "2026-12-14"))
    assert [periods.name(one).split(" năm ")[0] for one in found] == ["quý I", "quý II", "quý III", "quý IV"]
