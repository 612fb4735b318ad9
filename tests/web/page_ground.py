"""The busy province after a merger, and what stands in it at each page that is addressed by something of one unit."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.db.models import Model

from binhyen.collection.models import Activity, Attachment, ExportLayout, ReportRequest
from binhyen.collection.queries.papers import receipt_codes
from binhyen.directives.models import SourceText
from binhyen.figures.actions import reject_figure
from binhyen.figures.models import Cell, Correction, ReadingDecision, Submission
from binhyen.organisation.actor import Actor
from binhyen.organisation.models import AccessToken, Post, Unit
from binhyen.reviews.models import Review
from binhyen.web.directives.clashes import numbers_of
from binhyen.web.directives.desk import desk_of
from binhyen.web.directives.entering import offer_of
from tests.api.merging import merged
from tests.cast import MONTHLY, Cast, approved, month_cells
from tests.journeys.busy_province import (
    REPORT,
    ask_and_hand_over,
    make_review,
    month,
    take_in,
    tell_reports,
    tell_texts,
)

APRIL, MAY, JUNE, JULY, OCTOBER = month(4), month(5), month(6), month(7), month(10)
LINE = "FRC04"


@dataclass(frozen=True)
class Thing:
    """Something of ``unit``, and what stands for it in the address."""

    unit: Unit
    arguments: tuple[Any, ...]


@dataclass(frozen=True)
class Ground:
    """Who looks, by route what there is to look at, and the numbers that stand in fields."""

    actors: dict[str, Actor]
    things: dict[str, tuple[Thing, ...]]
    numbers: dict[str, str]


def made(cast: Cast, now: datetime) -> Ground:
    """Tân An has become part of Tân Phúc, where Khánh works; Tuấn's province has nothing to do with all this."""
    for tell in (tell_reports, tell_texts, make_review, ask_and_hand_over):
        tell(now)
    for unit in (cast.tan_an, cast.tan_binh, cast.tan_cuong):
        approved(cast, unit, APRIL, month_cells(), now)
    take_in(REPORT.format(sessions=33), "Tin hội nghị, 33 buổi", now)
    set_aside(cast.minh, now)
    _, khanh = merged(cast, date(2026, 7, 1), now)
    actors = {
        "officer": cast.officers[cast.tan_binh.pk], "leader": cast.leaders[cast.tan_binh.pk], "khanh": khanh,
        "signer": cast.leaders[cast.tan_cuong.pk],
        "minh": cast.minh, "hoa": cast.hoa, "quan": cast.quan, "tuan": cast.tuan, "admin": cast.admin,
    }  # fmt: skip
    units = (cast.province, cast.tan_an, cast.tan_binh, cast.tan_cuong)
    asked = ReportRequest.objects.get(symbol="", urgent=False)
    things = things_of(units, cast.nam)
    told = Submission.objects.get(source=things["source_approval"][0].arguments[0])
    heads = desk_of(SourceText.objects.get(title__endswith="33 buổi"), cast.nam).reading.figures[1]
    return Ground(actors, things, {"asked": str(asked.pk), "told": str(told.pk), "heads": f"{heads.start}-{heads.end}"})


def set_aside(reader: Actor, now: datetime) -> None:
    """The last figure of the text that contradicts itself is left out, which may still be taken back."""
    clash = SourceText.objects.get(title="Tổng hợp mô hình")
    figure = desk_of(clash, reader).reading.figures[-1]
    reject_figure(clash, start=figure.start, end=figure.end, offer=offer_of(figure), actor=reader, now=now)


def things_of(units: Iterable[Unit], reader: Actor) -> dict[str, tuple[Thing, ...]]:
    """By route: a report of each unit, and each paper, figure, text and key that there is."""
    june = [Thing(unit, (MONTHLY, unit.uid, JUNE)) for unit in units]
    april = [Thing(unit, (MONTHLY, unit.uid, APRIL)) for unit in units]
    october = [Thing(unit, (MONTHLY, unit.uid, OCTOBER)) for unit in units]
    lines = [Thing(one.unit, (*one.arguments, LINE)) for one in june]
    cells = Cell.objects.filter(indicator__code="FRC05", breakdown="", period__starts_on=MAY.start)
    corrections = Correction.objects.select_related("version__cell__unit")
    texts = [
        Thing(each.unit, (each.pk,))
        for each in SourceText.objects.select_related("unit").filter(title__endswith="31 buổi")
    ]
    waiting = SourceText.objects.select_related("unit").get(title__endswith="32 buổi")
    untouched = SourceText.objects.select_related("unit").get(title__endswith="33 buổi")
    clash = SourceText.objects.select_related("unit").get(title="Tổng hợp mô hình")
    contradiction = numbers_of(desk_of(clash, reader).reading.inconsistencies[0])
    places = ReadingDecision.objects.select_related("source__unit").filter(source=clash)
    reviews = [Thing(each.unit, (each.number,)) for each in Review.objects.select_related("unit")]
    asked = [Thing(each.issuer, (each.pk,)) for each in ReportRequest.objects.select_related("issuer")[:1]]
    layouts = of_owner(ExportLayout.objects.select_related("owner"), "owner")
    sent = Submission.objects.filter(form_code=MONTHLY, period__starts_on=MAY.start)
    return {name: tuple(found) for name, found in {
        "figure_sheet": june, "figure_sheet/approved": april, "figure_cells": june, "figure_line": lines, "figure_close": [Thing(unit, (MONTHLY, unit.uid, JULY)) for unit in units],
        "line_extras": lines, "report_paper": june, "report_paper_docx": june, "report_progress": june,
        "report_words": october, "report_workbook": june, "report_workbook_template": june,
        **{name: [Thing(unit, (unit.uid,)) for unit in units] for name in ("board", "board_csv", "board_sdmx")},
        "explanation": [Thing(unit, ("COM04", unit.uid, MAY)) for unit in units],
        "figure": of_owner(cells.select_related("unit"), "unit"),
        "figure_correct": of_owner(cells.select_related("unit").order_by("-unit_id"), "unit"),
        "figure_decide": [Thing(each.version.cell.unit, (each.pk,)) for each in corrections],
        "receipt": [Thing(each.unit, (receipt_codes(each)[0][0],)) for each in sent.select_related("unit")],
        "attachment": [
            Thing(each.submission.unit, (each.pk,)) for each in Attachment.objects.select_related("submission__unit")
        ],
        "source": texts, "source_keep_all": [Thing(clash.unit, (clash.pk, contradiction))],
        "source_figure": [Thing(each.source.unit, (each.source_id, each.start, each.end)) for each in places],
        "source_approval": [Thing(waiting.unit, (waiting.pk,))], "source_together": [Thing(untouched.unit, (untouched.pk,))], "source_undo": [Thing(clash.unit, (clash.pk,))], "source_akn": texts,
        "review": reviews, "review_docx": reviews, "review_number": [Thing(r.unit, (*r.arguments, 1)) for r in reviews],
        "request": asked, "request_words": asked, "layout_filled": layouts, "layout_retire": layouts,
        **{name: [Thing(unit, (MONTHLY, "R7-FRC05")) for unit in units] for name in ("rule", "rule_end")},
        "activity_strike": of_owner(Activity.objects.select_related("unit"), "unit"),
        "access_revoke": [
            Thing(each.post.unit, (each.pk,)) for each in AccessToken.objects.select_related("post__unit")
        ],
        "delegation_revoke": of_owner(Post.objects.filter(delegated_by__isnull=False).select_related("unit"), "unit"),
    }.items()}  # fmt: skip


def of_owner(rows: Iterable[Model], owner: str) -> list[Thing]:
    """Each row at its own number."""
    return [Thing(getattr(row, owner), (row.pk,)) for row in rows]
