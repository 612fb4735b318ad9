"""Layouts of other programmes: whose they are, what their cells name, what goes into them for a unit and period."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from typing import Any

from django.db.models import F, Q, QuerySet

from binhyen.collection.models import ExportLayout, Paper
from binhyen.collection.workbooks.layouts import WORDS, Named, key_of
from binhyen.figures.models import Cell, DraftCell, Indicator, Submission
from binhyen.figures.queries.reports import shown
from binhyen.figures.rules import periods
from binhyen.figures.rules.cells import CellKey, CellValue, Qualifier, State
from binhyen.foundation.errors import Invalid
from binhyen.foundation.span import Span
from binhyen.foundation.texts import say
from binhyen.foundation.vietnamese import padded, scaled
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
        "report_number": _number(unit, span, keys.values()),
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
    cells = _approved_cells(unit, span, keys)
    return {cell.key: cell.approved.content for cell in cells if cell.approved is not None}


def _approved_cells(unit: Unit, span: Span, keys: Iterable[CellKey]) -> list[Cell]:
    """The approved collected cells of the keys, no others of their indicators."""
    wanted = set(keys)
    asked = Q(indicator__code__in={key.indicator for key in wanted})
    cells = Cell.objects.filter(
        asked, unit=unit, origin="", approved__isnull=False, period__starts_on=span.start, period__ends_on=span.last
    ).select_related("approved", "indicator")
    return [cell for cell in cells if cell.key in wanted]


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


@dataclass(frozen=True)
class _Carried:
    """The approved reports whose figures go in, and the numbers of their signed papers ("12/BC-UBND")."""

    reports: int
    numbers: tuple[str, ...]


def notes_for(named: Iterable[Named], unit: Unit, span: Span) -> dict[str, str]:
    """Why a name stays empty though there is something for it: a number is never picked out of several reports."""
    keys = [key for one in named if (key := _key(one.name)) is not None]
    carried = _carried(unit, span, keys)
    if carried.reports < 2:
        return {}
    signed = f" ({'; '.join(carried.numbers)})" if carried.numbers else ""
    said = f"Số liệu lấy từ {padded(carried.reports)} báo cáo{signed} nên không điền số báo cáo. Đề nghị tự ghi."
    return {"report_number": said}


def _number(unit: Unit, span: Span, keys: Collection[CellKey]) -> str:
    """Number and symbol of the one signed report that carries the figures; "" where there is none, or more than one."""
    carried = _carried(unit, span, keys)
    return carried.numbers[0] if carried.reports == 1 and carried.numbers else ""


def _carried(unit: Unit, span: Span, keys: Collection[CellKey]) -> _Carried:
    """The reports of the unit over the period in which the figures were approved; all its reports where none is named."""
    reports = Submission.objects.filter(
        unit=unit, source=None, approved_version__isnull=False, period__starts_on=span.start, period__ends_on=span.last
    )
    if keys:
        read = {cell.approved.submission_id for cell in _approved_cells(unit, span, keys) if cell.approved is not None}
        reports = reports.filter(pk__in=read)
    signed = Paper.objects.filter(submission__in=reports, version=F("submission__approved_version")).order_by("pk")
    last = {paper.submission_id: f"{paper.number}/{paper.symbol}" for paper in signed}
    return _Carried(reports.count(), tuple(last.values()))
