"""The receipt of a report that was sent, to print; finding one by its code."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import path
from django.utils import timezone
from django.views.decorators.http import require_safe

from binhyen.collection.papers.outline import report_name
from binhyen.collection.queries.papers import Receipt, carried, receipt, signed_file
from binhyen.foundation.errors import NotFound
from binhyen.foundation.vietnamese import official_date
from binhyen.web.actor import actor_of, is_outside
from binhyen.web.figures.addresses import sheet_url
from binhyen.web.refusals import sentence


@require_safe
def receipts_page(request: HttpRequest) -> HttpResponse:
    """A field for a code; a right one leads to its receipt, a mistyped one is told."""
    code = request.GET.get("ma", "").strip()
    problem = ""
    if code:
        try:
            return redirect("receipt", receipt(code, actor_of(request)).code)
        except NotFound as error:
            problem = sentence(error)
    context = {"code": code[:30], "problems": [{"target": "ma", "text": problem}] if problem else [],
               "problems_title": "Chưa tìm thấy"}  # fmt: skip
    return render(request, "web/collection/receipts.html", context, status=404 if problem else 200)


@require_safe
def receipt_page(request: HttpRequest, code: str) -> HttpResponse:
    """The receipt with what was sent. Who only reads approved figures sees the moment and the code, no figures."""
    actor = actor_of(request)
    found = receipt(code, actor)
    outside = is_outside(actor, found.submission.unit)
    form = found.submission.form_version
    assert form is not None
    paper = None if outside else found.paper
    context = {
        "receipt": found, "form": form, "when": received(found), "outside": outside, "paper": paper,
        "carried": carried(paper) if paper else "", "signed": signed_file(paper),
        "files": [] if outside else [each for each in found.files if each.removed_at is None],
        "sheet_url": sheet_url(form.code, found.submission.unit, found.submission.period.span),
        "title": f"Báo cáo {report_name(form.title, found.submission.period.span)}",
        "groups": {} if outside else _by_group(found),
        "invented": found.unit_name if found.submission.unit.invented else "",
    }  # fmt: skip
    return render(request, "web/collection/receipt.html", context)


def received(found: Receipt) -> str:
    """ "Đã tiếp nhận lúc 14 giờ 05 ngày 18 tháng 6 năm 2026, mã tiếp nhận TN-000123-K."."""
    at = timezone.localtime(found.at)
    return f"Đã tiếp nhận lúc {at:%H} giờ {at:%M} {official_date(at.date())}, mã tiếp nhận {found.code}."


def _by_group(found: Receipt) -> dict[str, list[object]]:
    groups: dict[str, list[object]] = {}
    for line in found.lines:
        groups.setdefault(line.group, []).append(line)
    return groups


urlpatterns = [
    path("tiep-nhan/", receipts_page, name="receipts"),
    path("tiep-nhan/<str:code>/", receipt_page, name="receipt"),
]
