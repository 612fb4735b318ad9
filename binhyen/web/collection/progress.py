"""The time line of one report: whose turn it was, for how many working days, and how that stands to the deadline."""

from __future__ import annotations

from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import path
from django.utils import timezone
from django.views.decorators.http import require_safe

from binhyen.collection.letters.sentences import court_words, fair, moment, now_at, standing_words, working_days
from binhyen.collection.queries.progress import Moved, Progress, progress_of
from binhyen.collection.rules.lateness import OWN, Court, Standing
from binhyen.figures.rules import periods
from binhyen.figures.rules.moves import Move
from binhyen.figures.texts import STAGES
from binhyen.foundation.span import Span
from binhyen.foundation.vietnamese import padded, short_date
from binhyen.organisation.queries import province_on, version_on
from binhyen.organisation.rules import Level
from binhyen.organisation.texts import TYPES
from binhyen.web.actor import actor_of
from binhyen.web.figures.addresses import sheet_url
from binhyen.web.figures.opened import Opened, opened

CHIPS = {
    Standing.OPEN: "off",
    Standing.NOT_DUE: "off",
    Standing.DUE_TODAY: "warn",
    Standing.OVERDUE: "err",
    Standing.ON_TIME: "ok",
    Standing.LATE: "warn",
    Standing.CLOSED: "locked",
}
DONE = {
    Move.PRESENT: "Trình lãnh đạo xem xét",
    Move.RETURN: "Lãnh đạo trả lại cán bộ",
    Move.SUBMIT: "Ký gửi báo cáo",
    Move.SEND_BACK: "Trả lại để chỉnh lý",
    Move.APPROVE: "Phê duyệt",
}


@require_safe
def progress_page(request: HttpRequest, form_code: str, uid: str, span: Span) -> HttpResponse:
    """One report's progress, for who sees all its states; others: 404."""
    report = opened(actor_of(request), form_code, uid, span)
    if report.is_outside:
        raise Http404
    now = timezone.now()
    found = progress_of(report.submission, form_code=form_code, unit=report.unit.unit, span=span, now=now)
    unit, upper = _sides(report)
    context = {
        "report": report, "form": report.form, "code": form_code, "uid": uid, "span": span,
        "unit": report.unit.full_name,
        "period": periods.name(span),
        "headline": f"{now_at(found.lateness, unit=unit, upper=upper)}.",
        "chip": CHIPS[found.lateness.standing],
        "standing": standing_words(found.lateness),
        "due": moment(found.lateness.due) if found.lateness.due else "",
        "basis": _basis(found),
        "fair": fair(unit=unit, upper=upper),
        "knots": [_knot(moved) for moved in found.moves],
        "spans": _spans(found, unit, upper),
        "sums": _sums(found, unit, upper),
        "sheet_url": sheet_url(form_code, uid, span),
        "invented": report.unit.full_name if report.unit.unit.invented else "",
    }  # fmt: skip
    return render(request, "web/collection/progress.html", context)


def _sides(report: Opened) -> tuple[str, str]:
    """What the reporting side and the side above are called: "xã" and "tỉnh"."""
    if report.unit.level == Level.PROVINCE:
        return "đơn vị", "cơ quan thường trực"
    province = province_on(report.unit.unit, report.span.last)
    version = version_on(province, report.span.last) if province else None
    return TYPES[report.unit.type], TYPES[version.type] if version else "cấp trên"


def _basis(found: Progress) -> str:
    """What the deadline that runs now rests on: the send-back that gave a new one, else the request or the rule."""
    back = next((moved for moved in reversed(found.moves) if moved.due_on), None)
    running = found.lateness.due
    if back is not None and running is not None and running.date() == back.due_on:
        return f"trả lại để chỉnh lý ngày {short_date(back.at.date())}"
    return found.due.basis if found.due else ""


def _knot(moved: Moved) -> dict[str, Any]:
    notes = []
    if moved.cells:
        notes.append(f"{padded(moved.cells)} chỉ tiêu phải chỉnh lý")
    if moved.due_on:
        notes.append(f"thời hạn mới: {short_date(moved.due_on)}")
    return {
        "at": moved.at,
        "title": DONE.get(Move(moved.verb), "") if moved.verb in set(Move) else STAGES[moved.stage],
        "post": moved.post,
        "reason": moved.reason,
        "note": "; ".join(notes),
    }


def _spans(found: Progress, unit: str, upper: str) -> list[dict[str, Any]]:
    """Each side's days, oldest first."""
    return [
        {
            "who": court_words(span, unit=unit, upper=upper),
            "from": span.starts_on,
            "to": span.ends_on,
            "days": span.days,
            "late": f"quá hạn {working_days(span.late)}" if span.late else "",
            "due": moment(span.due) if span.due else "",
            "above": span.court is Court.EXAMINING,
        }
        for span in found.lateness.spans
    ]


def _sums(found: Progress, unit: str, upper: str) -> list[tuple[str, int]]:
    """Working days by side; the days late are the unit's alone."""
    return [
        (f"Thời gian ở {unit}", found.lateness.in_court(*OWN)),
        (f"Thời gian ở {upper}", found.lateness.in_court(Court.EXAMINING)),
        (f"Thời gian chậm của {unit}", found.lateness.days),
    ]


urlpatterns = [
    path("so-lieu/bieu/<str:form_code>/<path:uid>/<span:span>/tien-do/", progress_page, name="report_progress"),
]
