from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest

from binhyen.collection.actions import load_regimes, remove_day_off, set_day_off, set_deadline
from binhyen.collection.models import DayOff, DeadlineRule, Regime
from binhyen.collection.queries.calendar import working_days
from binhyen.collection.queries.due import due_of, dues
from binhyen.collection.rules.calendar import can_be_due, deadline_words, due_day, read_time
from binhyen.figures.rules.periods import YEARS_BEGIN
from binhyen.foundation.audit import verify
from binhyen.foundation.errors import DomainError, Invalid, NotAllowed, NotFound
from binhyen.foundation.span import Span
from binhyen.foundation.working_days import WorkingDays
from tests.cast import HALF_YEARLY, MONTHLY, Cast
from tests.conftest import NOW

ZONE = ZoneInfo("Asia/Ho_Chi_Minh")
RULE = WorkingDays()
OCTOBER = Span(date(2026, 10, 1), date(2026, 10, 31))
NOVEMBER = Span(date(2026, 11, 1), date(2026, 11, 30))
TODAY = date(2026, 11, 20)


def test_a_deadline_of_ten_years_is_never_on_a_weekend_or_a_holiday_and_leaves_a_working_day() -> None:
    last = date(2020, 1, 1)
    while last.year < 2031:
        for n in (0, 1, 3, 5):
            due = due_day(last, n, RULE)
            assert can_be_due(due, RULE), (last, n)
            assert RULE.count(last, due) >= max(n, 1)
        last += timedelta(days=1)


def test_a_saturday_worked_by_decision_counts_but_is_no_deadline() -> None:
    days = WorkingDays({date(2026, 6, 20): True})
    assert days.count(date(2026, 6, 19), date(2026, 6, 22)) == 2
    assert due_day(date(2026, 6, 19), 1, days) == date(2026, 6, 22)


@pytest.mark.parametrize(
    ("today", "expected"),
    [
        (date(2026, 6, 16), "hạn 17 giờ 00 ngày 19/6/2026, còn 03 ngày làm việc"),
        (date(2026, 6, 19), "hạn 17 giờ 00 ngày 19/6/2026, hôm nay"),
        (date(2026, 6, 20), "hạn 17 giờ 00 ngày 19/6/2026, đã quá hạn"),
        (date(2026, 6, 24), "hạn 17 giờ 00 ngày 19/6/2026, quá hạn 03 ngày làm việc"),
    ],
)
def test_a_deadline_says_what_is_left_of_it_in_working_days(today: date, expected: str) -> None:
    assert deadline_words(datetime(2026, 6, 19, 17, tzinfo=ZONE), today, RULE) == expected


@pytest.mark.parametrize(
    ("text", "hour", "minute"), [("15", 15, 0), ("15:30", 15, 30), ("9h", 9, 0), ("15 giờ 05", 15, 5)]
)
def test_an_hour_is_read_as_people_type_it(text: str, hour: int, minute: int) -> None:
    assert (read_time(text).hour, read_time(text).minute) == (hour, minute)


@pytest.mark.parametrize("text", ["", "24", "15:61", "chiều", "-1", "1530"])
def test_what_is_no_hour_is_refused(text: str) -> None:
    with pytest.raises(Invalid) as refused:
        read_time(text)
    assert refused.value.code == "collection.hour_unreadable"


def test_the_loaded_regimes_are_the_years_that_names_know(db: None) -> None:
    assert {(r.starts_month, r.starts_day) for r in Regime.objects.all()} == set(YEARS_BEGIN)
    assert Regime.objects.get(code="administrative").basis == "Nghị định 09/2019/NĐ-CP"


def test_loading_again_changes_nothing_that_an_administrator_set(cast: Cast) -> None:
    set_deadline(
        form_code=MONTHLY,
        level="commune",
        working_days=2,
        hour=15,
        basis="",
        valid_from=TODAY,
        actor=cast.admin,
        now=NOW,
    )
    before = list(DeadlineRule.objects.values())
    load_regimes(now=NOW)
    assert list(DeadlineRule.objects.values()) == before


def test_a_commune_has_the_deadline_of_its_level(cast: Cast) -> None:
    due = due_of(MONTHLY, cast.tan_an, OCTOBER)
    assert due is not None
    assert due.at == datetime(2026, 11, 4, 17, tzinfo=ZONE)
    assert due.request is None


def test_dues_of_many_units_are_those_of_each(cast: Cast, django_assert_max_num_queries) -> None:  # type: ignore[no-untyped-def]
    units = [cast.tan_an, cast.tan_binh, cast.tan_cuong]
    with django_assert_max_num_queries(4):
        found = dues(MONTHLY, cast.province, OCTOBER, [u.pk for u in units])
    assert found == {u.pk: due_of(MONTHLY, u, OCTOBER) for u in units}


def test_a_form_without_a_rule_has_no_deadline(cast: Cast) -> None:
    assert due_of("BC-KHAC", cast.tan_an, OCTOBER) is None
    assert dues("BC-KHAC", cast.province, OCTOBER, [cast.tan_an.pk]) == {}


def test_a_new_deadline_holds_from_its_day_and_leaves_earlier_periods_alone(cast: Cast) -> None:
    before = due_of(MONTHLY, cast.tan_an, OCTOBER)
    set_deadline(
        form_code=MONTHLY,
        level="commune",
        working_days=1,
        hour=11,
        basis="",
        valid_from=TODAY,
        actor=cast.admin,
        now=NOW,
    )
    assert due_of(MONTHLY, cast.tan_an, OCTOBER) == before
    after = due_of(MONTHLY, cast.tan_an, NOVEMBER)
    assert after is not None
    assert after.at == datetime(2026, 12, 1, 11, tzinfo=ZONE)
    assert verify() > 0


def test_a_day_closed_by_decision_moves_the_deadline(cast: Cast) -> None:
    set_day_off(on=date(2026, 12, 1), works=False, name="Nghỉ theo quyết định", basis="", actor=cast.admin, now=NOW)
    assert not working_days().works(date(2026, 12, 1))
    due = due_of(MONTHLY, cast.tan_an, NOVEMBER)
    assert due is not None
    assert due.at.date() == date(2026, 12, 4)
    remove_day_off(on=date(2026, 12, 1), actor=cast.admin, now=NOW)
    assert not DayOff.objects.exists()


def test_only_an_administrator_changes_deadlines_and_days(cast: Cast) -> None:
    for actor in (cast.lan, cast.binh, cast.minh, cast.hoa, cast.quan):
        with pytest.raises(NotAllowed):
            set_day_off(on=date(2026, 12, 1), works=False, name="x", basis="", actor=actor, now=NOW)
        with pytest.raises(NotAllowed):
            remove_day_off(on=date(2026, 12, 1), actor=actor, now=NOW)
        with pytest.raises(NotAllowed):
            set_deadline(
                form_code=MONTHLY, level="commune", working_days=2, hour=9, basis="", valid_from=TODAY, actor=actor, now=NOW
            )  # fmt: skip


@pytest.mark.parametrize(
    ("wrong", "code"),
    [
        ({"working_days": 0}, "collection.working_days_out_of_range"),
        ({"working_days": 61}, "collection.working_days_out_of_range"),
        ({"hour": 0}, "collection.hour_unreadable"),
        ({"hour": 24}, "collection.hour_unreadable"),
        ({"form_code": "BC-KHAC"}, "collection.form_of_level_unknown"),
        ({"level": "province"}, "collection.form_of_level_unknown"),
        ({"level": "làng"}, "collection.form_of_level_unknown"),
        ({"valid_from": date(2026, 11, 19)}, "collection.rule_in_the_past"),
    ],
)
def test_a_deadline_that_cannot_be_is_refused(cast: Cast, wrong: dict[str, object], code: str) -> None:
    good = {
        "form_code": HALF_YEARLY,
        "level": "commune",
        "working_days": 2,
        "hour": 17,
        "basis": "",
        "valid_from": TODAY,
    }
    with pytest.raises(Invalid) as refused:
        set_deadline(**{**good, **wrong}, actor=cast.admin, now=NOW)  # type: ignore[arg-type]
    assert refused.value.code == code


def test_days_that_are_over_stay_as_they_were(cast: Cast) -> None:
    gone = date(2026, 11, 19)
    with pytest.raises(DomainError) as late:
        set_day_off(on=gone, works=False, name="x", basis="", actor=cast.admin, now=NOW)
    assert late.value.code == "collection.day_in_the_past"
    with pytest.raises(DomainError) as late:
        remove_day_off(on=gone, actor=cast.admin, now=NOW)
    assert late.value.code == "collection.day_in_the_past"
    with pytest.raises(NotFound):
        remove_day_off(on=date(2026, 12, 1), actor=cast.admin, now=NOW)
    with pytest.raises(Invalid) as unnamed:
        set_day_off(on=date(2026, 12, 1), works=False, name=" ", basis="", actor=cast.admin, now=NOW)
    assert unnamed.value.code == "collection.field_required"
