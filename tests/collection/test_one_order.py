"""What is begun before the chain is taken, and what is asked again once it is held (decision 0021)."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import UTC, date, datetime
from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from binhyen.collection.actions import Asked, make_request
from binhyen.collection.actions.activities import add_activity, fill_from_book
from binhyen.collection.actions.requests import Haste, ask_quickly
from binhyen.collection.actions.workbooks import Offered, accept_workbook
from binhyen.collection.models import ReceivedWorkbook
from binhyen.collection.rules.activities import Entry
from binhyen.directives.actions import accept_text
from binhyen.figures.actions import accept_figures, close_period, nothing_arose, open_submission
from binhyen.figures.actions.readings import AcceptedFigure
from binhyen.figures.models import Period, Submission
from binhyen.figures.rules.cells import CellKey, CellValue, State
from binhyen.foundation.errors import DomainError
from binhyen.foundation.models import AuditEntry
from binhyen.foundation.span import Span
from tests.cast import MONTHLY, Cast, key, number

MAY, OCTOBER = Span(date(2026, 5, 1), date(2026, 5, 31)), Span(date(2026, 10, 1), date(2026, 10, 31))
DUE = datetime(2026, 11, 27, 10, 0, tzinfo=UTC)
CHAIN = "foundation_chainhead"


def fill(cast: Cast, span: Span, now: datetime) -> object:
    add_activity(Entry(span.start, "tuyen_truyen", "ca", 1, 60, ""), unit=cast.tan_an, actor=cast.lan, now=now)
    return fill_from_book(form_code=MONTHLY, unit=cast.tan_an, span=span, actor=cast.lan, now=now)


# --- periods --------------------------------------------------------------------------------------------------------


def ask(cast: Cast, now: datetime) -> object:
    asked = Asked(subject="Báo cáo tháng 10", forms=((MONTHLY, OCTOBER),), due_at=DUE)
    return make_request(asked, actor=cast.minh, now=now)


def ask_in_haste(cast: Cast, now: datetime) -> object:
    return ask_quickly(Haste("Số liệu tháng 10", ("COM04",), OCTOBER, DUE), actor=cast.minh, now=now)


def from_the_book(cast: Cast, now: datetime) -> object:
    return fill(cast, OCTOBER, now)


def from_a_text(cast: Cast, now: datetime) -> object:
    source = accept_text(
        text="Tổ chức 11 buổi.", title="Báo cáo", unit=cast.province, no_secrets=True, actor=cast.minh, now=now
    )
    figure = AcceptedFigure([CellKey("COM04")], CellValue(State.REPORTED, 11), False, cast.province, OCTOBER, 8, 10)
    return accept_figures(source, [figure], actor=cast.minh, now=now)


@pytest.mark.parametrize("act", [ask, ask_in_haste, from_the_book, from_a_text])
def test_a_period_is_begun_and_kept_before_the_chain_is_taken(
    cast: Cast, now: datetime, act: Callable[[Cast, datetime], object]
) -> None:
    """Else who holds the chain waits for the period of another act, and that act for the chain."""
    with CaptureQueriesContext(connection) as asked:
        act(cast, now)
    assert Period.objects.filter(starts_on=OCTOBER.start).exists()
    frames: list[str] = []
    held_in: list[str] | None = None
    begun_in: list[list[str]] = []
    for query in asked.captured_queries:
        sql = query["sql"]
        if frame := re.match(r'(SAVEPOINT|RELEASE SAVEPOINT) "?(\w+)', sql):
            frames = [*frames, frame[2]] if frame[1] == "SAVEPOINT" else frames[: frames.index(frame[2])]
            held_in = None if held_in is not None and held_in[-1] not in frames else held_in
        elif "INSERT" in sql and "figures_period" in sql:
            assert held_in is None
            begun_in.append(frames)
        elif CHAIN in sql:
            held_in = held_in or frames
            assert not any(set(begun) & set(frames) for begun in begun_in)
    assert len(begun_in) == 1


# --- closing --------------------------------------------------------------------------------------------------------


@contextmanager
def as_the_chain_is_taken(work: Callable[[], object]) -> Iterator[list[object]]:
    """Do ``work`` once, where the next act is about to take the chain: what another one did who had it before."""
    done: list[object] = []

    def first(execute: Callable[..., Any], sql: str, params: Any, many: bool, context: Any) -> Any:
        if CHAIN in sql and not done:
            done.append(None)
            done[0] = work()
        return execute(sql, params, many, context)

    with connection.execute_wrapper(first):
        yield done


def say_nothing_arose(report: Submission, cast: Cast, now: datetime) -> object:
    return nothing_arose(report, [key("MED05")], section="Hòa giải", seen={}, actor=cast.lan, now=now)


def take_a_workbook(report: Submission, cast: Cast, now: datetime) -> object:
    offered = Offered("thang-5.xlsx", "0" * 64, {key("MED03"): number(3)}, {})
    return accept_workbook(report, offered, seen={}, actor=cast.lan, now=now)


def fill_it_from_the_book(report: Submission, cast: Cast, now: datetime) -> object:
    return fill_from_book(form_code=MONTHLY, unit=cast.tan_an, span=MAY, actor=cast.lan, now=now)


@pytest.mark.parametrize("act", [say_nothing_arose, take_a_workbook, fill_it_from_the_book])
def test_nothing_is_recorded_of_a_period_that_was_closed_while_the_act_waited(
    cast: Cast, now: datetime, act: Callable[[Submission, Cast, datetime], object]
) -> None:
    add_activity(Entry(MAY.start, "tuyen_truyen", "ca", 1, 60, ""), unit=cast.tan_an, actor=cast.lan, now=now)
    report = open_submission(form_code=MONTHLY, unit=cast.tan_an, span=MAY, actor=cast.lan, now=now)
    before = AuditEntry.objects.count()

    def close() -> object:
        return close_period(form_code=MONTHLY, province=cast.province, period=report.period, actor=cast.minh, now=now)

    with as_the_chain_is_taken(close) as closed, pytest.raises(DomainError) as refused:
        act(report, cast, now)
    assert len(closed) == 1
    assert refused.value.code == "figures.period_closed"
    assert AuditEntry.objects.count() == before
    assert not report.drafts.exists()
    assert not ReceivedWorkbook.objects.exists()
    act(report, cast, now)
    assert report.drafts.exists()
