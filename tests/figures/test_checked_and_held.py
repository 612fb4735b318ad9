"""What is approved while a report is being checked is seen by its checks, though the chain is held only after them."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import date, datetime

import pytest

from binhyen.figures.actions import open_report, present, submit
from binhyen.figures.models import Submission
from binhyen.figures.queries import witnesses
from binhyen.figures.queries.reports import findings_of
from binhyen.figures.queries.verification import differences
from binhyen.figures.queries.witnesses import Witness, same_fact
from binhyen.figures.rules.cells import Severity
from binhyen.foundation.audit import verify
from binhyen.foundation.errors import Invalid
from binhyen.foundation.span import Span
from tests.cast import Cast, entered, key, month_cells, number, read_and_approve, submitted

APRIL, MAY = Span(date(2026, 4, 1), date(2026, 4, 30)), Span(date(2026, 5, 1), date(2026, 5, 31))


@contextmanager
def meanwhile(report: Submission, act: Callable[[], object]) -> Iterator[None]:
    """Let ``act`` happen while ``report`` is being checked for the first time: when the checks ask for other records."""
    left = [act]

    def provider(asked: Submission) -> list[Witness]:
        if asked.pk == report.pk and left:
            left.pop()()
        return []

    same_fact(provider)
    try:
        yield
    finally:
        witnesses._SAME_FACT.remove(provider)
    assert not left


def test_a_balance_broken_by_an_approval_in_between_refuses_the_sending(cast: Cast, now: datetime) -> None:
    """MED06 carries over what April left: without April nothing is known, with it May does not add up."""
    left_over = {key("MED03"): number(5), key("MED04"): number(3), key("MED06"): number(2)}
    april = submitted(cast, cast.tan_an, APRIL, month_cells() | left_over, now)
    may = entered(cast, cast.tan_an, MAY, month_cells(), now)
    warned = [f for f in findings_of(may, today=now.date()) if f.severity is Severity.WARN]
    present(may, reasons={f.id: "đã rà soát" for f in warned}, actor=cast.lan, now=now)
    open_report(Submission.objects.get(pk=may.pk), actor=cast.binh, now=now)

    with (
        meanwhile(may, lambda: read_and_approve(april, actor=cast.minh, now=now)),
        pytest.raises(Invalid, match="checks_failed") as refused,
    ):
        submit(may, actor=cast.binh, now=now)

    assert "R5:MED06:figures.r5_balance" in [f.id for f in refused.value.findings]
    assert Submission.objects.get(pk=may.pk).version == 0
    assert list(differences()) == []
    assert verify() > 0


def test_an_approval_of_another_unit_in_between_changes_nothing(cast: Cast, now: datetime) -> None:
    other = submitted(cast, cast.tan_binh, APRIL, month_cells(sessions=9), now)
    may = entered(cast, cast.tan_an, MAY, month_cells(), now)
    warned = [f for f in findings_of(may, today=now.date()) if f.severity is Severity.WARN]
    with meanwhile(may, lambda: read_and_approve(other, actor=cast.minh, now=now)):
        present(may, reasons={f.id: "đã rà soát" for f in warned}, actor=cast.lan, now=now)
    assert Submission.objects.get(pk=may.pk).presented_at == now
