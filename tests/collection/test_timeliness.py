"""The board of who has reported: what it counts, who owes what, and that it asks the database no more for more units."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta

from django.db import connection
from django.test.utils import CaptureQueriesContext

from binhyen.collection.letters.urging import sender
from binhyen.collection.models import DeadlineRule, Obligation, ReportRequest, RequestedForm
from binhyen.collection.queries.reminders import reminders_for
from binhyen.collection.queries.timeliness import days_of_figures, timeliness
from binhyen.collection.queries.urging import urging_of
from binhyen.collection.rules.lateness import Standing
from binhyen.figures.actions import close_period, reopen, send_back
from binhyen.figures.models import FormVersion, Period, Submission
from binhyen.foundation.span import Span
from binhyen.foundation.vietnamese import sort_key
from binhyen.organisation.models import Unit, UnitVersion
from binhyen.organisation.rules import DateKind, Level
from tests.cast import HALF_YEARLY, MONTHLY, Cast, approved, key, month_cells, submitted

OCTOBER = Span(date(2026, 10, 1), date(2026, 10, 31))
END = OCTOBER.last
TODAY = date(2026, 11, 20)


def rule() -> None:
    DeadlineRule.objects.all().delete()
    DeadlineRule.objects.create(form_code=MONTHLY, level="commune", working_days=3, valid_from=date(2020, 1, 1))


def more_communes(province: Unit, first: int, count: int) -> None:
    """Communes in bulk under the province, each with a report that waits for approval."""
    numbers = range(first, first + count)
    units = Unit.objects.bulk_create(Unit(uid=f"nhieu-{n}", level=Level.COMMUNE, invented=True) for n in numbers)
    UnitVersion.objects.bulk_create(
        UnitVersion(
            unit=unit, level=Level.COMMUNE, valid_from=date(2020, 1, 1), name=f"Thử {n}", folded=f"thu {n}",
            sort_key=sort_key(f"Thử {n}"), type="xa", code=f"N{n:05d}", parent=province, province=province,
            basis="đơn vị để kiểm thử", date_kind=DateKind.IN_FORCE,
        )
        for n, unit in zip(numbers, units, strict=True)
    )  # fmt: skip
    period, _ = Period.objects.get_or_create(starts_on=OCTOBER.start, ends_on=END)
    form = FormVersion.objects.get(code=MONTHLY)
    Submission.objects.bulk_create(
        Submission(unit=unit, period=period, form_version=form, form_code=MONTHLY, stage="submitted", version=1)
        for unit in units
    )


def asked_for(cast: Cast, now: datetime) -> int:
    with CaptureQueriesContext(connection) as asked:
        board = timeliness(cast.minh, cast.province, END, now, TODAY)
        for n in range(len(board.columns)):
            urging_of(board, n, now)
    return len(asked.captured_queries)


def test_the_board_asks_as_often_for_three_units_as_for_166_and_for_3321(cast: Cast, now: datetime) -> None:
    rule()
    submitted(cast, cast.tan_an, OCTOBER, month_cells(), now)
    counts = [asked_for(cast, now)]
    for first, count in ((0, 163), (163, 3155)):
        more_communes(cast.province, first, count)
        counts.append(asked_for(cast, now))
    board = timeliness(cast.minh, cast.province, END, now, TODAY)
    assert len(board.rows) == 3321
    assert counts == [counts[0]] * 3
    assert counts[0] <= 20


def test_each_unit_is_told_by_its_cells_and_its_own_days(cast: Cast, now: datetime) -> None:
    rule()
    approved(cast, cast.tan_an, OCTOBER, month_cells(), now - timedelta(days=18))
    submitted(cast, cast.tan_binh, OCTOBER, month_cells(), now - timedelta(days=11))
    board = timeliness(cast.minh, cast.province, END, now, TODAY)
    found = [
        (e.unit.full_name, e.given, e.filled, e.missing, e.lateness.standing, e.lateness.days) for e in board.entries(0)
    ]
    assert found == [
        ("Xã Tân An", True, 16, 0, Standing.ON_TIME, 0),
        ("Phường Tân Bình", True, 16, 0, Standing.LATE, 3),
        ("Xã Tân Cường", False, 0, 16, Standing.OVERDUE, 12),
    ]


def test_a_report_sent_before_steps_were_kept_is_told_by_itself(cast: Cast, now: datetime) -> None:
    rule()
    more_communes(cast.province, 0, 1)
    report = Submission.objects.get(unit__uid="nhieu-0")
    report.submitted_at, report.decided_at, report.stage = now - timedelta(days=18), now, "approved"
    report.save()
    entry = next(e for e in timeliness(cast.minh, cast.province, END, now, TODAY).entries(0) if e.submission == report)
    assert (entry.lateness.standing, entry.lateness.court) == (Standing.ON_TIME, None)


def asking(cast: Cast, units: list[Unit], due_at: datetime, code: str = MONTHLY) -> ReportRequest:
    """A request of the province for October from these units."""
    period, _ = Period.objects.get_or_create(starts_on=OCTOBER.start, ends_on=END)
    request = ReportRequest.objects.create(
        issuer=cast.province, symbol="12/BCĐ", issued_on=date(2026, 11, 2), subject="báo cáo", starts_on=OCTOBER.start,
        cut_off=END, due_at=due_at, made_at=due_at, made_by_user=cast.minh.user.pk, made_by_post=cast.minh.post.pk,
    )  # fmt: skip
    RequestedForm.objects.create(request=request, form_code=code, period=period)
    Obligation.objects.bulk_create(
        Obligation(request=request, unit=unit, form_code=code, period=period, due_at=due_at) for unit in units
    )
    return request


def test_the_deadline_of_a_request_goes_before_the_rule_for_the_units_it_names(cast: Cast, now: datetime) -> None:
    rule()
    asking(cast, [cast.tan_cuong], datetime(2026, 11, 13, 8, 0, tzinfo=UTC))
    board = timeliness(cast.minh, cast.province, END, now, TODAY)
    assert len(board.columns) == 1
    assert board.columns[0].request is not None
    assert [entry.lateness.days for entry in board.entries(0)] == [12, 12, 5]


def test_a_form_that_only_a_request_asks_for_is_owed_by_the_units_it_names(cast: Cast, now: datetime) -> None:
    request = asking(cast, [cast.tan_an, cast.tan_binh], datetime(2026, 11, 30, 8, 0, tzinfo=UTC), HALF_YEARLY)
    board = timeliness(cast.minh, cast.province, END, now, TODAY)
    owed = [[e.owed.form.code if e else "" for e in row.entries] for row in board.rows]
    assert owed == [[MONTHLY, HALF_YEARLY], [MONTHLY, HALF_YEARLY], [MONTHLY, ""]]
    request.withdrawn_at = now
    request.save()
    board = timeliness(cast.minh, cast.province, END, now, TODAY)
    assert [owed.form.code for owed in board.columns] == [MONTHLY]


def test_the_days_of_figures_are_the_last_days_of_what_is_owed(cast: Cast) -> None:
    days = days_of_figures(cast.province, date(2026, 7, 20))
    assert days[:3] == [date(2026, 12, 31), date(2026, 7, 31), date(2026, 6, 30)]
    assert (
        timeliness(cast.minh, cast.province, date(2026, 6, 30), datetime(2026, 7, 20, tzinfo=UTC), date(2026, 7, 20))
        .columns[1]
        .form.code
        == HALF_YEARLY
    )


def test_who_has_to_correct_is_urged_apart_from_who_has_not_sent(cast: Cast, now: datetime) -> None:
    rule()
    report = submitted(cast, cast.tan_an, OCTOBER, month_cells(), now - timedelta(days=18))
    send_back(report, cells=[key("FRC04")], reason="kiểm tra", due_on=date(2026, 12, 1), actor=cast.minh, now=now)
    urging = urging_of(timeliness(cast.minh, cast.province, END, now, TODAY), 0, now)
    assert [late.name for late in urging.correcting] == ["Xã Tân An"]
    assert urging.correcting[0].days is None
    assert [late.name for late in urging.owing] == ["Phường Tân Bình", "Xã Tân Cường"]


def test_the_letter_rests_on_the_request_and_never_on_the_words_of_a_rule(cast: Cast, now: datetime) -> None:
    rule()
    assert urging_of(timeliness(cast.minh, cast.province, END, now, TODAY), 0, now).basis == ""
    asking(cast, [cast.tan_an, cast.tan_binh, cast.tan_cuong], datetime(2026, 11, 13, 8, 0, tzinfo=UTC))
    urging = urging_of(timeliness(cast.minh, cast.province, END, now, TODAY), 0, now)
    assert urging.basis == "văn bản số 12/BCĐ ngày 02 tháng 11 năm 2026"


def test_the_party_has_its_own_layout_and_gets_no_letter_of_the_state() -> None:
    party, front, state = (
        sender(line, kind="tỉnh", name="Thử", units="xã, phường", invented=True) for line in ("party", "front", "state")
    )
    assert party is None
    assert front is not None
    assert state is not None
    assert front.issuers[-1] == "BAN THƯỜNG TRỰC"
    assert state.addressed == "Ủy ban nhân dân các xã, phường"


def test_in_a_closed_period_nobody_is_overdue_or_urged_but_who_it_was_opened_for_again(
    cast: Cast, now: datetime
) -> None:
    rule()
    report = approved(cast, cast.tan_an, OCTOBER, month_cells(), now - timedelta(days=18))
    send_back(report, cells=[key("FRC04")], reason="kiểm tra", due_on=date(2026, 11, 25), actor=cast.nam, now=now)
    period = Period.objects.get(starts_on=OCTOBER.start, ends_on=END)
    before = urging_of(timeliness(cast.minh, cast.province, END, now, TODAY), 0, now)
    assert (len(before.owing), len(before.correcting)) == (2, 1)
    lock = close_period(form_code=MONTHLY, province=cast.province, period=period, actor=cast.minh, now=now)
    board = timeliness(cast.minh, cast.province, END, now, TODAY)
    assert {entry.lateness.standing for entry in board.entries(0)} == {Standing.CLOSED}
    urging = urging_of(board, 0, now)
    assert (urging.owing, urging.correcting) == ((), ())
    assert not [one for one in reminders_for(cast.minh, TODAY) if one.span == OCTOBER]
    reopen(
        lock, unit=cast.tan_binh, reason="thiếu một đội", document="9/CV-UBND", expires_on=TODAY + timedelta(days=2),
        said=(), actor=cast.minh, now=now,
    )  # fmt: skip
    urging = urging_of(timeliness(cast.minh, cast.province, END, now, TODAY), 0, now)
    assert [late.name for late in urging.owing] == ["Phường Tân Bình"]
