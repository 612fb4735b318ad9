"""Reports at a glance: those of a commune by period, or all units of a province for one form and period."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_safe

from binhyen.figures.models import FormAssignment, FormVersion
from binhyen.figures.queries.names import unit_names
from binhyen.figures.queries.schedule import Board, Report, board, forms_under, periods_under, reports_of
from binhyen.figures.rules import periods
from binhyen.figures.rules.moves import Stage
from binhyen.figures.texts import STAGES
from binhyen.foundation import vietnamese
from binhyen.foundation.span import Span
from binhyen.organisation.actor import Actor
from binhyen.organisation.models import Unit
from binhyen.organisation.queries import territory
from binhyen.organisation.rules import Act, Level, Relation, may
from binhyen.web.actor import actor_of, today
from binhyen.web.figures.addresses import read_span, sheet_url, span_text
from binhyen.web.figures.marks import CHIPS, NOT_BEGUN, NOT_GIVEN, pick

GIVEN = (Stage.SUBMITTED, Stage.APPROVED)
FILTERS: tuple[tuple[str, str, tuple[Stage | None, ...]], ...] = (
    ("", "Tất cả", (None, *Stage)),
    ("cho", "Chờ phê duyệt", (Stage.SUBMITTED,)),
    ("tra-lai", "Trả lại để chỉnh lý", (Stage.SENT_BACK,)),
    ("duyet", "Đã phê duyệt", (Stage.APPROVED,)),
    ("chua", "Chưa gửi", (None, Stage.DRAFT, Stage.PRESENTED)),
)


@dataclass(frozen=True)
class Line:
    """One report in a list."""

    name: str
    url: str
    chip: str
    stage: str
    filled: str
    sent_on: str
    closed: bool


@require_safe
def reports(request: HttpRequest) -> HttpResponse:
    """The list that fits the post: its own reports for a commune, the province's board for everyone above.

    404 for a post that sees no figures: to say that none was approved would not be true.
    """
    actor = actor_of(request)
    if not may(actor.role, Act.SEE_APPROVED, Relation.OWN):
        raise Http404
    if actor.unit.level == Level.COMMUNE:
        return _own(request, actor)
    return _board(request, actor)


def _own(request: HttpRequest, actor: Actor) -> HttpResponse:
    units = list(Unit.objects.filter(pk__in=territory(actor.unit), level=Level.COMMUNE))
    names = unit_names(units, today())
    chosen = next((u for u in units if u.uid == request.GET.get("don-vi")), actor.unit)
    found = reports_of(actor, chosen, today())
    forms: dict[str, list[Report]] = {}
    for report in found:
        forms.setdefault(report.form.code, []).append(report)
    waiting = [r for r in found if r.stage is not Stage.APPROVED and not r.closed and r.span.last < today()]
    context = {
        "forms": [
            {"title": rows[0].form.title, "name": rows[0].form.short_title, "lines": [_own_line(r) for r in rows]}
            for rows in forms.values()
        ],
        "picks": [pick("Đơn vị", "don-vi", [(u.uid, names[u.pk]) for u in units], chosen.uid)]
        if len(units) > 1
        else [],
        "headline": _own_headline(len(waiting), bool(found)),
        "unit": names.get(chosen.pk, ""),
    }
    return render(request, "web/figures/own.html", context)


def _own_headline(waiting: int, any_owed: bool) -> str:
    if not any_owed:
        return "Chưa được giao biểu mẫu báo cáo nào."
    if not waiting:
        return "Các kỳ đã kết thúc đều đã được phê duyệt."
    return f"Còn {vietnamese.padded(waiting)} báo cáo của các kỳ đã kết thúc chưa được phê duyệt."


def _own_line(report: Report) -> Line:
    return _line(report, periods.name(report.span), NOT_BEGUN)


def _line(report: Report, name: str, none: str) -> Line:
    given = report.submission
    return Line(
        name=name, url=sheet_url(report.form.code, report.unit.unit.uid, report.span), chip=CHIPS[report.stage],
        stage=STAGES[report.stage] if report.stage else none, filled=f"{report.filled}/{report.total}",
        sent_on=vietnamese.short_date(given.submitted_at.date()) if given and given.submitted_at else "",
        closed=report.closed,
    )  # fmt: skip


def _board_line(report: Report, *, outside: bool) -> Line:
    """One unit's report; who only sees approved ones gets no link where there is none to open."""
    if outside and report.submission is None:
        return replace(_line(report, report.unit.full_name, "Chưa có báo cáo được phê duyệt"), url="", filled="")
    return _line(report, report.unit.full_name, NOT_GIVEN)


@dataclass(frozen=True)
class Choice:
    """What the context bar offers and what is chosen: province, form, period."""

    provinces: list[Unit]
    province: Unit
    forms: list[FormVersion]
    form: FormVersion
    spans: list[Span]
    span: Span


def _choice(request: HttpRequest, actor: Actor) -> Choice | None:
    """The choice in the address; where it names nothing, the first form and its last period that has ended."""
    provinces = _provinces(actor)
    province = next((u for u in provinces if u.uid == request.GET.get("tinh")), provinces[0] if provinces else None)
    forms = forms_under(province, today()) if province else []
    if province is None or not forms:
        return None
    form = next((f for f in forms if f.code == request.GET.get("bieu")), forms[0])
    spans = periods_under(province, form, today())
    asked = read_span(request.GET.get("ky", ""))
    ended = next((s for s in spans if s.last < today()), spans[0])
    return Choice(provinces, province, forms, form, spans, asked if asked and asked in spans else ended)


def _board(request: HttpRequest, actor: Actor) -> HttpResponse:
    """One form, one period, every unit: who has sent, who waits, who has not."""
    chosen = _choice(request, actor)
    if chosen is None:
        nothing = {"board": None, "headline": "Chưa có biểu mẫu báo cáo nào được giao."}
        return render(request, "web/figures/board.html", nothing)
    found = board(actor, chosen.province, chosen.form.code, chosen.span, today())
    wanted = request.GET.get("loc", "")
    stages = next((stages for key, _, stages in FILTERS if key == wanted), FILTERS[0][2])
    outside = not may(actor.role, Act.SEE_ALL_STATES, Relation.OWN)
    names = unit_names(chosen.provinces, today())
    name = names.get(chosen.province.pk, "")
    context: dict[str, Any] = {
        "board": found, "eyebrow": name, "period": periods.name(chosen.span), "stamp": _stamp(found),
        "headline": approved_headline(found) if outside else board_headline(found),
        "lines": [_board_line(r, outside=outside) for r in found.reports if r.stage in stages],
        "filters": [] if outside else _filters(found, wanted, chosen), "picks": _picks(chosen, names),
        "close_url": _close_url(actor, found, chosen.province), "invented": name if chosen.province.invented else "",
    }  # fmt: skip
    return render(request, "web/figures/board.html", context)


def _picks(chosen: Choice, names: Mapping[int, str]) -> list[dict[str, Any]]:
    picks = [
        pick("Tỉnh", "tinh", [(u.uid, names.get(u.pk, u.uid)) for u in chosen.provinces], chosen.province.uid),
        pick("Biểu", "bieu", [(f.code, f.short_title) for f in chosen.forms], chosen.form.code),
        pick("Kỳ", "ky", [(span_text(s), periods.name(s)) for s in chosen.spans], span_text(chosen.span)),
    ]
    return picks if len(chosen.provinces) > 1 else picks[1:]


def _provinces(actor: Actor) -> list[Unit]:
    """The provinces whose reports the post may read."""
    if actor.unit.level == Level.PROVINCE:
        return [actor.unit]
    under = FormAssignment.objects.values_list("under_unit", flat=True)
    return list(Unit.objects.visible_to(actor).filter(pk__in=under, level=Level.PROVINCE).order_by("uid"))


def approved_headline(found: Board) -> str:
    """The same for who only sees approved reports."""
    name = f"{found.form.short_title}, {periods.name(found.span)}"
    n, m = vietnamese.padded(found.count(Stage.APPROVED)), vietnamese.padded(len(found.reports))
    return f"{n}/{m} đơn vị có {name} đã được phê duyệt."


def board_headline(found: Board) -> str:
    """How many have sent, how many wait: "09/12 đơn vị đã gửi Báo cáo tháng, …; 02 báo cáo chờ phê duyệt."."""
    all_of = vietnamese.padded(len(found.reports))
    given, waiting = found.count(*GIVEN), found.count(Stage.SUBMITTED)
    name = f"{found.form.short_title}, {periods.name(found.span)}"
    said = f"{vietnamese.padded(given)}/{all_of} đơn vị đã gửi {name}"
    return f"{said}; {vietnamese.padded(waiting)} báo cáo chờ phê duyệt." if waiting else f"{said}."


def _filters(found: Board, wanted: str, chosen: Choice) -> list[dict[str, Any]]:
    base = f"?bieu={chosen.form.code}&ky={span_text(chosen.span)}&tinh={chosen.province.uid}"
    return [
        {"label": label, "count": sum(1 for r in found.reports if r.stage in stages), "url": f"{base}&loc={key}",
         "current": key == wanted}
        for key, label, stages in FILTERS
    ]  # fmt: skip


def _stamp(found: Board) -> dict[str, str]:
    if found.lock is not None:
        return {"icon": "lock", "text": f"Đã chốt số liệu ngày {vietnamese.short_date(found.lock.closed_at.date())}"}
    return {"icon": "info", "text": "Kỳ chưa chốt số liệu"}


def _close_url(actor: Actor, found: Board, province: Unit) -> str:
    begun = any(report.submission for report in found.reports) and found.lock is None and found.span.last < today()
    may_close = may(actor.role, Act.CLOSE, Relation.OWN) and (begun or found.lock is not None)
    return reverse("figure_close", args=[found.form.code, province.uid, found.span]) if may_close else ""
