"""Layouts of other programmes: whose they are, what their cells name, what goes into them for a unit and period."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from django.db.models import Q, QuerySet

from binhyen.collection.models import ExportLayout, Paper
from binhyen.collection.workbooks.layouts import WORDS, Named, key_of
from binhyen.figures.models import Cell, DraftCell, Indicator, Submission
from binhyen.figures.queries.reports import shown
from binhyen.figures.rules import periods
from binhyen.figures.rules.cells import CellKey, CellValue, Qualifier, State
from binhyen.foundation.errors import Invalid
from binhyen.foundation.span import Span
from binhyen.foundation.texts import say
from binhyen.foundation.vietnamese import scaled
from binhyen.organisation.actor import Actor
from binhyen.organisation.models import Unit
from binhyen.organisation.queries import province_on, version_on

NO_NUMBER = "chưa có số liệu"


@dataclass(frozen=True)
class Unknown:
    """A name that nothing goes into: the cell, the name, why."""

    sheet: str
    cell: str
    name: str
    why: str


def layouts_for(actor: Actor, unit: Unit, today: Span) -> QuerySet[ExportLayout]:
    """The layouts that the unit may use: its own and those of its province."""
    province = province_on(unit, today.last)
    owners = {unit.pk, actor.unit.pk, *({province.pk} if province else ())}
    return ExportLayout.objects.filter(owner__in=owners, retired_at=None).select_related("owner").defer("content")


def unknown_names(named: Iterable[Named]) -> list[Unknown]:
    """The names that mean neither a figure of the catalogue nor one of the words."""
    named = list(named)
    codes = set(Indicator.objects.values_list("code", flat=True))
    found = []
    for one in named:
        if one.name in WORDS:
            continue
        try:
            key = key_of(one.name)
        except Invalid as error:
            found.append(Unknown(one.sheet, one.cell, one.name, say(error)))
            continue
        if key is None or key.indicator not in codes:
            why = f"không có chỉ tiêu này; ngoài mã chỉ tiêu chỉ có {', '.join(WORDS)}"
            found.append(Unknown(one.sheet, one.cell, one.name, why))
    return found


def texts_for(named: Iterable[Named], unit: Unit, span: Span, submissions: Iterable[Submission]) -> dict[str, Any]:
    """What goes into each name: approved figures of the unit and period; where there are none, the unit's own working ones.

    ``submissions`` are the reports whose working copies the reader may see. Working figures are marked "(chưa duyệt)".
    """
    wanted = {one.name for one in named}
    keys = {name: key for name in wanted if (key := _key(name)) is not None}
    approved = _approved(unit, span, keys.values())
    drafts = _drafts(submissions)
    decimals = dict(
        Indicator.objects.filter(code__in={k.indicator for k in keys.values()}).values_list("code", "decimals")
    )
    texts: dict[str, Any] = {
        "unit": _name(unit, span),
        "period": periods.name(span),
        "report_number": _number(unit, span),
    }
    for name, key in keys.items():
        if key in approved:
            texts[name] = _as_cell(approved[key], decimals.get(key.indicator, 0))
        elif key in drafts:
            texts[name] = f"{shown(drafts[key], decimals.get(key.indicator, 0))} (chưa duyệt)"
        else:
            texts[name] = NO_NUMBER
    return texts


def _key(name: str) -> CellKey | None:
    try:
        return key_of(name)
    except Invalid:
        return None


def _approved(unit: Unit, span: Span, keys: Iterable[CellKey]) -> dict[CellKey, CellValue]:
    asked = Q(indicator__code__in={key.indicator for key in keys})
    cells = Cell.objects.filter(
        asked, unit=unit, origin="", approved__isnull=False, period__starts_on=span.start, period__ends_on=span.last
    ).select_related("approved", "indicator")
    return {cell.key: cell.approved.content for cell in cells if cell.approved is not None}


def _drafts(submissions: Iterable[Submission]) -> dict[CellKey, CellValue]:
    rows = DraftCell.objects.filter(submission__in=list(submissions)).select_related("indicator")
    return {draft.key: draft.content for draft in rows}


def _as_cell(value: CellValue, decimals: int) -> int | float | str:
    """An exact number as a number, nothing arose as 0, everything else in words."""
    if value.state is State.NOTHING_AROSE:
        return 0
    if value.state is State.REPORTED and value.value is not None and value.qualifier is Qualifier.EXACT:
        return float(scaled(value.value, decimals)) if decimals else value.value
    return shown(value, decimals)


def _name(unit: Unit, span: Span) -> str:
    version = version_on(unit, span.last)
    return version.full_name if version else unit.last_name()


def _number(unit: Unit, span: Span) -> str:
    """Number and symbol of the signed report of the unit over the period, the latest one; "" where there is none."""
    paper = (
        Paper.objects.filter(submission__unit=unit, submission__period__starts_on=span.start)
        .filter(submission__period__ends_on=span.last)
        .order_by("-at", "-pk")
        .first()
    )
    return f"{paper.number}/{paper.symbol}" if paper else ""
