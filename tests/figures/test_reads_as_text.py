"""The reads that are written as SQL answer what the queries answer that they stand for, and what is kept stays true."""

from __future__ import annotations

from datetime import date, datetime, timedelta

from django.db import connection

from binhyen.figures.models import FormVersion
from binhyen.figures.queries import forms
from binhyen.figures.queries.forms import form_on, lines_of
from binhyen.figures.queries.schedule import last_sent, seen, seen_one
from binhyen.foundation.span import Span
from binhyen.organisation.actions import delegate, end_post, revoke_delegation
from binhyen.organisation.models import Post, UnitVersion, in_force
from binhyen.organisation.queries import version_at
from binhyen.organisation.queries.tokens import stands
from tests.cast import MONTHLY, Cast, approved, entered, month_cells, submitted

MARCH, APRIL, MAY = (Span(date(2026, m, 1), date(2026, m, last)) for m, last in ((3, 31), (4, 30), (5, 31)))
TODAY = date(2026, 11, 20)


def test_a_unit_s_version_on_a_day_is_the_one_in_force(cast: Cast) -> None:
    edges = UnitVersion.objects.exclude(valid_to=None)[:3]
    days = [TODAY, *(v.valid_to + timedelta(days=n) for v in edges if v.valid_to for n in (0, 1))]
    units = [cast.tan_an.pk, cast.province.pk, *(v.unit_id for v in edges), 10**9]
    for unit in units:
        for day in days:
            assert version_at(unit, day) == UnitVersion.objects.filter(in_force(day), unit=unit).first()


def test_a_post_stands_on_the_days_on_which_it_is_among_those_in_force(cast: Cast, now: datetime) -> None:
    days: dict[str, object] = {"starts_on": TODAY, "ends_on": TODAY + timedelta(days=5)}
    made = delegate(cast.minh.post, to=cast.hoa.user, reason="đi công tác", actor=cast.minh, now=now, **days)  # type: ignore[arg-type]
    gone = delegate(cast.lan.post, to=cast.binh.user, reason="nghỉ phép", actor=cast.lan, now=now, **days)  # type: ignore[arg-type]
    revoke_delegation(gone, actor=cast.lan, now=now)
    end_post(cast.nam.post, ends_on=TODAY + timedelta(days=2), actor=None, now=now)
    cast.quan.user.is_active = False
    cast.quan.user.save()
    assert made.delegated_by == cast.minh.post
    answers = set()
    for day in (TODAY + timedelta(days=n) for n in (-400, -1, 0, 2, 3, 5, 6)):
        there = set(Post.objects.in_force(day))
        for post in Post.objects.select_related("holder", "unit"):
            assert stands(post, day) == (post in there), (post.title, day)
            answers.add(post in there)
    assert answers == {True, False}


def test_one_report_is_seen_by_whom_it_is_seen_among_all(cast: Cast, now: datetime) -> None:
    reports = [
        entered(cast, cast.tan_an, MAY, month_cells(), now),
        submitted(cast, cast.tan_binh, MAY, month_cells(), now),
        approved(cast, cast.tan_cuong, APRIL, month_cells(), now),
    ]
    answers = set()
    for actor in (cast.lan, cast.binh, cast.minh, cast.nam, cast.hoa, cast.quan, cast.tuan, cast.admin):
        for report in reports:
            one, among = seen_one(actor, report.pk), seen(actor).filter(pk=report.pk).first()
            assert one == among
            assert one is None or (one.unit, one.period, one.form_version) == (
                report.unit, report.period, report.form_version,
            )  # fmt: skip
            answers.add(one is None)
        assert seen_one(actor, 10**9) is seen_one(actor, 10**30) is None
    assert answers == {True, False}


def test_the_last_sending_is_that_of_the_last_submit_step(cast: Cast, now: datetime) -> None:
    report = entered(cast, cast.tan_an, MAY, month_cells(), now)
    assert last_sent(report) is None
    sent = approved(cast, cast.tan_binh, MAY, month_cells(), now)
    assert last_sent(sent) == sent.steps.get(verb="submit").seq


def test_lines_read_inside_a_transaction_are_not_kept(cast: Cast) -> None:
    """It may be undone, and its version's number given to another."""
    assert connection.in_atomic_block
    form = form_on(MONTHLY, MAY.last)
    made = FormVersion.objects.create(code="THU", valid_from=date(2026, 1, 1), title="Thử", calendar="month")
    assert lines_of(made) == []
    assert [line.label for line in lines_of(form)]
    assert made.pk not in forms._LINES
