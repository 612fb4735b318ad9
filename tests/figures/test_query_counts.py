"""How many questions an act or an answer puts to the database: they do not grow with what it is about."""

from __future__ import annotations

import json
from collections.abc import Callable
from datetime import date, datetime
from pathlib import Path

from django.db import connection
from django.test.utils import CaptureQueriesContext

from binhyen.analytics.answers import by_unit, missing_units, series, totals
from binhyen.figures.actions import approve, open_report, open_submission, present, save_cells, send_back, submit
from binhyen.figures.rules import periods
from binhyen.figures.rules.cells import CellKey
from binhyen.foundation.span import Span
from tests.cast import MONTHLY, Cast, approved, key, month_cells, read_and_submit

MAY, YEAR = Span(date(2026, 5, 1), date(2026, 5, 31)), Span(date(2026, 1, 1), date(2026, 12, 31))
MOST: dict[str, int] = json.loads(Path(__file__).with_name("query_counts.json").read_text())


FRAME = ("SAVEPOINT", "RELEASE", "SET ")
"""What frames an act and reads nothing; PostgreSQL is told so where the tests have references checked at once."""


def questions(work: Callable[[], object]) -> int:
    with CaptureQueriesContext(connection) as asked:
        work()
    return sum(1 for query in asked.captured_queries if not query["sql"].startswith(FRAME))


def test_each_act_of_a_reports_life_keeps_to_its_questions(cast: Cast, now: datetime) -> None:
    approved(cast, cast.tan_an, Span(date(2026, 4, 1), date(2026, 4, 30)), month_cells(), now)
    found: dict[str, int] = {}
    found["open"] = questions(
        lambda: open_submission(form_code=MONTHLY, unit=cast.tan_an, span=MAY, actor=cast.lan, now=now)
    )
    report = open_submission(form_code=MONTHLY, unit=cast.tan_an, span=MAY, actor=cast.lan, now=now)
    found["save"] = questions(lambda: save_cells(report, month_cells(), seen={}, actor=cast.lan, now=now))
    found["present"] = questions(lambda: present(report, reasons={}, actor=cast.lan, now=now))
    report.refresh_from_db()
    found["open_report"] = questions(lambda: open_report(report, actor=cast.binh, now=now))
    found["submit"] = questions(lambda: submit(report, actor=cast.binh, now=now))
    report.refresh_from_db()
    open_report(report, actor=cast.minh, now=now)
    found["approve"] = questions(lambda: approve(report, actor=cast.minh, now=now))
    assert {act: n for act, n in found.items() if n > MOST[act]} == {}


def test_more_cells_put_no_more_questions(cast: Cast, now: datetime) -> None:
    april = Span(date(2026, 4, 1), date(2026, 4, 30))
    few, report = (
        open_submission(form_code=MONTHLY, unit=cast.tan_an, span=span, actor=cast.lan, now=now)
        for span in (april, MAY)
    )
    one = {key("FRC04"): month_cells()[key("FRC04")]}
    counts = [
        questions(lambda: save_cells(few, one, seen={}, actor=cast.lan, now=now)),
        questions(lambda: save_cells(report, month_cells(), seen={}, actor=cast.lan, now=now)),
    ]
    assert counts[0] == counts[1]
    present(report, reasons={}, actor=cast.lan, now=now)
    read_and_submit(report, actor=cast.binh, now=now)
    send_back(report, cells=list(month_cells()), reason="kiểm tra", actor=cast.minh, now=now)
    again = dict.fromkeys(month_cells(), 1)
    more = month_cells(sessions=20, attendances=700, patrols=35, accepted=7)
    assert questions(lambda: save_cells(report, more, seen=again, actor=cast.lan, now=now)) <= MOST["save"]


def test_an_answer_asks_as_much_for_one_period_as_for_twelve_and_for_one_line_as_for_all(
    cast: Cast, now: datetime
) -> None:
    for unit in (cast.tan_an, cast.tan_binh):
        approved(cast, unit, MAY, month_cells(), now)
    keys: list[CellKey] = list(month_cells())
    months = periods.cut("month", YEAR)
    asked = {
        "totals": lambda: totals(cast.province, keys[:1], MAY),
        "totals_of_all_lines": lambda: totals(cast.province, keys, YEAR),
        "series": lambda: series(cast.province, keys, months),
        "by_unit": lambda: by_unit(cast.province, keys, YEAR),
        "missing_units": lambda: missing_units(cast.province, keys, YEAR),
        "totals_on_boundaries": lambda: totals(cast.province, keys, YEAR, boundaries=now.date()),
    }
    found = {name: questions(work) for name, work in asked.items()}
    assert {name: n for name, n in found.items() if n > MOST[name]} == {}
    assert found["totals"] == found["totals_of_all_lines"] == found["series"]
