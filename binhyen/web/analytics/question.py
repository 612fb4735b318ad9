"""What a board is asked: whose figures, over which period, on which boundaries. All of it stands in the address."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from urllib.parse import urlencode

from django.http import Http404, HttpRequest
from django.shortcuts import get_object_or_404

from binhyen.figures.models import FormLine, FormVersion, Indicator
from binhyen.figures.queries.schedule import forms_under, periods_under
from binhyen.figures.rules import periods
from binhyen.figures.rules.cells import CellKey, Nature
from binhyen.foundation.span import Span
from binhyen.organisation.actor import Actor
from binhyen.organisation.models import Unit
from binhyen.organisation.queries import territory, version_on
from binhyen.organisation.rules import Act, Level, Relation, may
from binhyen.web.actor import actor_of, today
from binhyen.web.figures.addresses import read_span, span_text

AS_REPORTED, AS_TODAY = "luc-bao-cao", "hien-nay"
SHOWN_PERIODS = 5
FIRST = "COM05"  # the indicator that the table of communes opens with


@dataclass(frozen=True)
class Line:
    """One indicator that the province's form collects or reads, in the form's order."""

    key: CellKey
    indicator: Indicator
    label: str
    group: str


@dataclass(frozen=True)
class Question:
    """``form`` is None, and ``span`` with it, where nothing is collected under the unit."""

    unit: Unit
    form: FormVersion | None
    lines: tuple[Line, ...]
    spans: tuple[Span, ...]
    span: Span | None
    boundaries: date | None
    can_switch: bool
    chosen: str

    @property
    def shown_spans(self) -> tuple[Span, ...]:
        """The asked period and those before it, oldest first."""
        if self.span is None:
            return ()
        return tuple(reversed([s for s in self.spans if s.last <= self.span.last][:SHOWN_PERIODS]))

    @property
    def additive(self) -> tuple[Line, ...]:
        """The lines whose figures add up over units."""
        return tuple(line for line in self.lines if adds_up(line.indicator))

    def query(self, **changed: str) -> str:
        """The address of the same question with some parts changed."""
        parts = {
            "ky": span_text(self.span) if self.span else "",
            "dia-gioi": AS_TODAY if self.boundaries else "",
            "chi-tieu": self.chosen,
        }
        kept = {name: value for name, value in {**parts, **changed}.items() if value}
        return f"?{urlencode(kept)}" if kept else "?"


def adds_up(indicator: Indicator) -> bool:
    """Whether the indicator's figures may be added over units."""
    return indicator.nature not in (Nature.DISTINCT, Nature.RATIO, Nature.REGISTER)


def may_see(actor: Actor, unit: Unit) -> bool:
    """Whether the post sees the approved figures of the unit: everywhere, or in its territory."""
    if may(actor.role, Act.SEE_APPROVED, Relation.OUTSIDE):
        return True
    if not may(actor.role, Act.SEE_APPROVED, Relation.OWN):
        return False
    return unit.pk == actor.unit.pk or unit.pk in territory(actor.unit)


def question_of(request: HttpRequest, uid: str) -> Question:
    """The question in the address; 404 where the unit is not a province or commune that this post sees."""
    unit = get_object_or_404(Unit, uid=uid, level__in=[Level.PROVINCE, Level.COMMUNE])
    if not may_see(actor_of(request), unit):
        raise Http404
    province = _province(unit)
    form = _main_form(forms_under(province, today()))
    spans = _spans(unit, province, form)
    asked = read_span(request.GET.get("ky", ""))
    ended = [span for span in spans if span.last < today()]
    lines = _lines(form) if form else ()
    chosen = request.GET.get("chi-tieu", "")
    codes = sorted((line.key.indicator for line in lines if adds_up(line.indicator)), key=lambda code: code != FIRST)
    stands = unit.level == Level.PROVINCE and version_on(unit, today()) is not None
    return Question(
        unit=unit,
        form=form,
        lines=lines,
        spans=tuple(spans),
        span=asked if asked in spans else next(iter((*ended, *spans)), None),
        boundaries=today() if stands and request.GET.get("dia-gioi") == AS_TODAY else None,
        can_switch=stands,
        chosen=chosen if chosen in codes else next(iter(codes), ""),
    )


def _spans(unit: Unit, province: Unit, form: FormVersion | None) -> list[Span]:
    """The form's periods that have begun, newest first; for a commune those on whose last day it was there."""
    found = periods_under(province, form, today()) if form else []
    if unit.level == Level.PROVINCE:
        return found
    versions = [version.span for version in unit.versions.all()]
    return [span for span in found if any(version.contains(span.last) for version in versions)]


def _province(unit: Unit) -> Unit:
    if unit.level == Level.PROVINCE:
        return unit
    version = unit.versions.select_related("province").order_by("-valid_from").first()
    assert version is not None
    assert version.province is not None
    return version.province


def _main_form(forms: Sequence[FormVersion]) -> FormVersion | None:
    """The form with the longest period: it reads what the shorter ones collect, so its lines are the whole list."""
    return max(forms, key=lambda form: periods.length(form.calendar), default=None)


def _lines(form: FormVersion) -> tuple[Line, ...]:
    rows = FormLine.objects.filter(version=form, breakdown="").select_related("indicator").order_by("position")
    return tuple(Line(CellKey(row.indicator.code), row.indicator, row.label, row.group) for row in rows)
