"""The activity book: one line a time, by month, its sums, striking out, and its sums into a report on request."""

from __future__ import annotations

import re
from datetime import date, timedelta
from typing import Any
from urllib.parse import urlencode

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import path, reverse
from django.utils import timezone
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from binhyen.collection.actions import activities as actions
from binhyen.collection.book_sheet import as_workbook
from binhyen.collection.models import Activity
from binhyen.collection.queries.activities import Fillable, activities_in, as_entry, fillable, hosts, kinds
from binhyen.collection.rules.activities import Entry, Kind, read_kind, sums
from binhyen.figures.queries.reports import shown
from binhyen.figures.rules import periods
from binhyen.figures.rules.cells import CellKey
from binhyen.foundation.errors import DomainError, Invalid, NotAllowed
from binhyen.foundation.span import Span
from binhyen.foundation.vietnamese import padded, read_date, read_number, short_date
from binhyen.organisation.actor import Actor
from binhyen.organisation.rules import Act, Level
from binhyen.web.actor import actor_of, acts_on, today, unit_name
from binhyen.web.figures.addresses import read_span, sheet_url, span_text
from binhyen.web.refusals import sentence, status_of

_MONTH = re.compile(r"(\d{4})-(\d{2})")


def _keeper(request: HttpRequest) -> tuple[Actor, bool]:
    """Who reads the book and whether they write it; nobody else finds it."""
    actor = actor_of(request)
    acts = acts_on(actor, actor.unit)
    if actor.unit.level != Level.COMMUNE or not acts & {Act.DRAFT, Act.SUBMIT}:
        raise NotAllowed("organisation.not_allowed", unit=unit_name(actor.unit))
    return actor, Act.DRAFT in acts


def _month(text: str) -> Span:
    """The calendar month "2026-05"; this month where nothing is asked, no page for anything else."""
    if not text:
        first = today().replace(day=1)
    else:
        match = _MONTH.fullmatch(text)
        if match is None or not 1 <= int(match[2]) <= 12 or not 2000 <= int(match[1]) <= 2100:
            raise Http404
        first = date(int(match[1]), int(match[2]), 1)
    return Span(first, periods.shift_months(first, 1) - timedelta(days=1))


@require_http_methods(["GET", "POST"])
def book_page(request: HttpRequest) -> HttpResponse:
    """GET: a month of the book. POST: one more line; what could not be kept stays as typed."""
    actor, writes = _keeper(request)
    typed = dict.fromkeys(("ngay", "loai", "chu-tri", "so", "luot", "dia-ban"), "")
    refused: DomainError | None = None
    if request.method == "POST":
        typed = {name: request.POST.get(name, "").strip() for name in typed}
        try:
            kept = actions.add_activity(_typed_entry(typed), unit=actor.unit, actor=actor, now=timezone.now())
        except DomainError as error:
            refused = error
        else:
            label = kinds()[kept.kind].label
            messages.success(request, f"Đã ghi sổ: {label}, ngày {short_date(kept.on)}.")
            again = {"thang": f"{kept.on:%Y-%m}", "ngay": typed["ngay"], "loai": kept.kind, "chu-tri": kept.host}
            return redirect(f"{reverse('activities')}?{urlencode(again)}")
    else:
        typed |= {name: request.GET.get(name, "") for name in ("ngay", "loai", "chu-tri")}
    month = _month(request.GET.get("thang", ""))
    context = {**_shown(actor, month), "writes": writes, "typed": _again(typed),
               "refused": sentence(refused) if refused else ""}  # fmt: skip
    return render(request, "web/collection/activities.html", context, status=status_of(refused) if refused else 200)


def _again(typed: dict[str, str]) -> dict[str, str]:
    """The fields as they stand for the next line: today where no day was typed."""
    return typed | {
        "ngay": typed["ngay"] or short_date(today()), "host": typed["chu-tri"], "area": typed["dia-ban"]
    }  # fmt: skip


def _typed_entry(typed: dict[str, str]) -> Entry:
    """What was typed as a line; ``Invalid`` where a day or a number cannot be read."""
    if not typed["ngay"]:
        raise Invalid("collection.field_required", field="Ngày")
    return Entry(
        on=read_date(typed["ngay"]), kind=read_kind(typed["loai"], kinds()), host=typed["chu-tri"],
        times=read_number(typed["so"] or "1"), attendances=read_number(typed["luot"]) if typed["luot"] else None,
        area=typed["dia-ban"],
    )  # fmt: skip


def _shown(actor: Actor, month: Span) -> dict[str, Any]:
    rows, known, labels = activities_in(actor, month), kinds(), hosts()
    counted = [row for row in rows if row.struck_at is None]
    totals = sums(map(as_entry, counted), known, labels)
    return {
        "month": periods.name(month),
        "asked": f"{month.start:%Y-%m}",
        "earlier": f"{month.start - timedelta(days=1):%Y-%m}",
        "later": f"{month.last + timedelta(days=1):%Y-%m}" if month.last < today() else "",
        "kinds": list(known.values()),
        "hosts": list(labels.items()),
        "rows": [{"row": row, "kind": known.get(row.kind), "host": labels.get(row.host, "")} for row in reversed(rows)],
        "count": len(counted),
        "sums": [_sum(kind, totals, labels) for kind in known.values() if CellKey(kind.times) in totals],
        "fillable": [_fillable(one, actor) for one in fillable(actor, month, today())],
        "unit": unit_name(actor.unit),
    }


def _sum(kind: Kind, totals: dict[CellKey, int], labels: dict[str, str]) -> dict[str, Any]:
    """A kind's month: how often, how many came, and the same by host."""
    by_host = [
        (label, totals[part], totals.get(CellKey(kind.attendances, part.breakdown), 0))
        for host, label in labels.items()
        if totals.get(part := CellKey(kind.times, f"host_org={host}"))
    ]
    came = totals.get(CellKey(kind.attendances)) if kind.attendances else None
    return {"kind": kind, "times": totals[CellKey(kind.times)], "came": came, "by_host": by_host}


def _fillable(one: Fillable, actor: Actor) -> dict[str, Any]:
    report = one.report
    return {
        "title": report.form.short_title,
        "period": periods.name(report.span),
        "form_code": report.form.code,
        "span": span_text(report.span),
        "url": sheet_url(report.form.code, actor.unit, report.span),
        "empty": one.empty,
        "lines": [
            {"name": line.name, "unit": line.unit_of_count, "book": shown(line.book, 0), "differs": line.differs,
             "now": "" if line.is_empty or line.now is None else shown(line.now, 0), "is_part": bool(line.key.breakdown)}
            for line in one.lines
        ],
    }  # fmt: skip


@require_POST
def strike(request: HttpRequest, activity_id: int) -> HttpResponse:
    """Strike a line out, or take that back (field "lai")."""
    actor, _ = _keeper(request)
    activity = get_object_or_404(Activity.objects.visible_to(actor).select_related("unit"), pk=activity_id)
    back = request.POST.get("lai") == "1"
    act = actions.restore_activity if back else actions.strike_activity
    act(activity, actor=actor, now=timezone.now())
    said = "Đã khôi phục dòng" if back else "Đã gạch bỏ dòng; có thể khôi phục ngay tại dòng đó"
    messages.success(request, f"{said} (ngày {short_date(activity.on)}).")
    return redirect(f"{reverse('activities')}?thang={activity.on:%Y-%m}#d{activity.pk}")


@require_POST
def fill(request: HttpRequest) -> HttpResponse:
    """Put the book's sums into the empty cells of one report, and show the report."""
    actor, _ = _keeper(request)
    span = read_span(request.POST.get("ky", ""))
    if span is None:
        raise Http404
    form_code = request.POST.get("bieu", "")
    filled = actions.fill_from_book(form_code=form_code, unit=actor.unit, span=span, actor=actor, now=timezone.now())
    if filled:
        messages.success(
            request, f"Đã lấy {padded(len(filled))} số từ sổ vào các chỉ tiêu chưa nhập. Đề nghị kiểm tra."
        )
    else:
        messages.info(request, "Không có chỉ tiêu nào còn trống mà sổ có số; số đã nhập được giữ nguyên.")
    return redirect(sheet_url(form_code, actor.unit, span))


@require_GET
def export(request: HttpRequest) -> HttpResponse:
    """A month of the book as a workbook."""
    actor, _ = _keeper(request)
    month = _month(request.GET.get("thang", ""))
    title = f"Sổ theo dõi hoạt động {unit_name(actor.unit)}, {periods.name(month)}"
    content = as_workbook(title, activities_in(actor, month), kinds(), hosts())
    answer = HttpResponse(content, content_type="application/vnd.openxmlformats-officedocument.spreadsheetml.sheet")
    answer["Content-Disposition"] = f'attachment; filename="so-hoat-dong-{month.start:%Y-%m}.xlsx"'
    return answer


urlpatterns = [
    path("so-hoat-dong/", book_page, name="activities"),
    path("so-hoat-dong/xuat/", export, name="activities_export"),
    path("so-hoat-dong/lay-so/", fill, name="activities_fill"),
    path("so-hoat-dong/<int:activity_id>/gach/", strike, name="activity_strike"),
]
