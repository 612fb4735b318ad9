"""Totals over approved figures of the territory, each with its coverage."""

from __future__ import annotations

from datetime import date

from django.http import Http404, HttpRequest
from ninja import Router
from pydantic import BaseModel, Field

from binhyen.analytics.answers import Total
from binhyen.analytics.answers import totals as totals_of
from binhyen.analytics.membership import members_of
from binhyen.api.access import Caller, caller
from binhyen.api.shapes import ERRORS, SpanOut, key_of, span_of, text_of_number
from binhyen.api.strict import Code, Day, Lines, Period
from binhyen.figures.queries.guarding import Guards, guards_over
from binhyen.foundation.errors import Invalid
from binhyen.foundation.span import Span
from binhyen.organisation.models import Unit
from binhyen.organisation.queries import territory
from binhyen.organisation.rules import Act, Level, Relation, may

router = Router(tags=["totals"])

LONGEST_DAYS = 3660


class TotalOut(BaseModel):
    """One line's total. ``sum_class`` says how sure it is; without a number ``value`` is null, never 0."""

    line: str
    value: str | None = Field(description="Plain digits with a point; null where nothing was approved, or hidden.")
    sum_class: str
    reported: int = Field(description="Unit-periods behind the total.")
    expected: int | None = Field(description="Unit-periods that owe the figure; null for a single commune.")
    last_on: date | None = Field(description="Day of a stock.")
    straddling: list[SpanOut]
    unconvertible: int
    hidden: bool


class Totals(BaseModel):
    """The answer with its stamp: the number of the ledger that it covers, and the boundaries it stands on."""

    unit: str
    period: SpanOut
    boundaries: date | None
    as_of: int
    totals: list[TotalOut]


@router.get("/totals", response={200: Totals, **ERRORS}, summary="Tổng hợp số liệu đã phê duyệt")
def totals(
    request: HttpRequest, lines: Lines, period: Period, unit: Code | None = None, boundaries: Day | None = None
) -> Totals:
    """The sum of each line over the unit and the period, from approved figures only; small numbers hidden from outside."""
    who = caller(request)
    found = _unit(who, unit)
    span = span_of(period)
    if (span.last - span.start).days > LONGEST_DAYS:
        raise Invalid("api.span_too_long", days=LONGEST_DAYS)
    keys = list(dict.fromkeys(key_of(line) for line in lines.split(",")))
    whole = None if found.level == Level.NATION else found
    answer = totals_of(whole, keys, span, boundaries=boundaries, today=who.today)
    guards = _guards(who, found, span, boundaries)
    rows = [_total(answer.rows[key], found, guards) for key in keys]
    return Totals(
        unit=found.uid, period=SpanOut.of(span), boundaries=answer.boundaries, as_of=answer.as_of, totals=rows
    )  # fmt: skip


def _unit(who: Caller, uid: str | None) -> Unit:
    """The unit asked for, or the post's own; 404 where its approved figures are not open to the post."""
    actor = who.actor
    found = actor.unit if uid is None else Unit.objects.filter(uid=uid).first()
    if found is None or not may(actor.role, Act.SEE_APPROVED, Relation.OWN):
        raise Http404
    if not may(actor.role, Act.SEE_APPROVED, Relation.OUTSIDE) and found.pk not in territory(actor.unit):
        raise Http404
    return found


def _guards(who: Caller, unit: Unit, span: Span, boundaries: date | None) -> Guards | None:
    if not who.is_outside(unit):
        return None
    groups = members_of(None if unit.level == Level.NATION else unit, boundaries).groups
    return guards_over({one for _, units in groups for one in units}, span)


def _total(row: Total, unit: Unit, guards: Guards | None) -> TotalOut:
    single = unit.level == Level.COMMUNE
    hidden = guards is not None and (
        guards.covers_total(row.key, row.span) or (single and unit.pk in guards.units_hidden(row.key, row.span))
    )
    known = row.known and not hidden
    return TotalOut(
        line=str(row.key), value=text_of_number(row.value, row.decimals) if known else None,
        sum_class=row.sum_class.value, reported=row.reported, expected=None if single else row.expected,
        last_on=row.last_on, straddling=[SpanOut.of(span) for span in row.straddling],
        unconvertible=row.unconvertible, hidden=hidden,
    )  # fmt: skip
