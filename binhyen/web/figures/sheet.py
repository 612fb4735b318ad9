"""The page of one report: entered by the officer, sent by the leader, decided by the desk, read by everyone else."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_http_methods

from binhyen.figures.actions import open_report
from binhyen.figures.queries.guarding import guard_of
from binhyen.figures.queries.names import post_titles, programme_names
from binhyen.figures.queries.reports import findings_of
from binhyen.figures.queries.schedule import forms_under, periods_under
from binhyen.figures.queries.sheets import SheetLine, kept_findings, reasons_of
from binhyen.figures.rules import periods
from binhyen.figures.rules.cells import CellValue, Finding, Severity
from binhyen.figures.rules.moves import Stage
from binhyen.figures.texts import STAGES
from binhyen.foundation import vietnamese
from binhyen.foundation.span import Span
from binhyen.organisation.queries import children_on, province_on
from binhyen.organisation.rules import Level
from binhyen.web.actor import actor_of, today
from binhyen.web.figures import keeping, moves, rows
from binhyen.web.figures.addresses import read_span, sheet_url, span_text
from binhyen.web.figures.marks import CHIPS, NOT_BEGUN, pick
from binhyen.web.figures.moves import Refused
from binhyen.web.figures.opened import Opened, opened
from binhyen.web.figures.rows import Group, Note, Row


@require_http_methods(["GET", "POST"])
def sheet_page(request: HttpRequest, form_code: str, uid: str, span: Span) -> HttpResponse:
    """One report: GET shows it, POST does what the pressed button says (see ``moves``)."""
    picked = _picked(request, form_code, uid, span)
    if picked:
        return redirect(picked)
    report = opened(actor_of(request), form_code, uid, span)
    if request.method == "POST":
        refused = moves.act(request, report)
        if refused is None:
            return redirect(request.path)
        return show(request, opened(report.actor, form_code, uid, span), refused)
    return show(request, report, Refused(reasons=keeping.kept_reasons(request, report.submission)))


def _picked(request: HttpRequest, form_code: str, uid: str, span: Span) -> str:
    """The address that the context bar chose, where it differs from this one."""
    wanted = (
        request.GET.get("bieu", form_code),
        request.GET.get("don-vi", uid),
        read_span(request.GET.get("ky", "")) or span,
    )
    return "" if not request.GET.keys() & {"bieu", "don-vi", "ky"} else sheet_url(*wanted)


def show(request: HttpRequest, report: Opened, refused: Refused) -> HttpResponse:
    """The page, with what was typed and why it was refused where something was.

    Who may sign or decide the report has opened it by this.
    """
    if report.submission is not None and (report.may_decide or report.may_submit):
        open_report(report.submission, actor=report.actor, now=timezone.now())
    asking = report.may_present or report.may_submit
    findings = _findings(report, gaps=refused.gaps)
    kept = reasons_of(report.submission) if report.submission else {}
    notes = rows.finding_notes(findings, {**kept, **refused.reasons}, asking=asking)
    for key, found in rows.returned_notes(report.sheet).items():
        notes[key] = [*found, *notes.get(key, [])]
    # A line whose entry was refused says only that: the findings speak of what was saved before.
    notes |= {key: list(found) for key, found in refused.notes.items()}
    groups = rows.groups_of(
        report.sheet, may_enter=report.may_enter, notes=notes, entries=refused.entries, ticked=refused.ticked,
        shown=_shown(report),
    )  # fmt: skip
    context = {
        "report": report, "groups": groups, "refused": refused, "columns": 8 + len(report.sheet.programmes),
        "whole": rows.whole_report(notes), "headline": headline(report, groups), "picks": _picks(report),
        "stamp": _stamp(report), "history": _history(report), "readers": programme_names(report.sheet.programmes),
        "problems": _problems(refused, groups), "problems_title": refused.sentence,
        **{count: sum(getattr(g, count) for g in groups) for count in ("blocked", "warned", "explained", "returned")},
        "period": periods.name(report.span),
        "typed": {"why": refused.typed.get("ly-do", ""), "due": refused.typed.get("han", "")},
        "stage_kind": CHIPS[report.stage], "stage_text": STAGES[report.stage] if report.stage else NOT_BEGUN,
        "invented": report.unit.full_name if report.sheet.unit.invented else "",
        "missing": len(report.sheet.collecting) - report.sheet.filled, **_notes_of_columns(report),
    }  # fmt: skip
    return render(request, "web/figures/sheet.html", context, status=refused.status)


def _findings(report: Opened, *, gaps: bool) -> list[Finding]:
    """What the checks say now, or said when an approved report was sent.

    While figures are still being typed, empty lines are counted, not accused.
    """
    if report.submission is None or report.is_outside:
        return []
    if report.stage is Stage.APPROVED:
        return kept_findings(report.submission)
    found = findings_of(report.submission, today=today())
    return [f for f in found if gaps or not (report.may_enter and rows.is_gap(f))]


def _shown(report: Opened) -> rows.Shown:
    """How values are printed: small numbers of sensitive lines are hidden from who only reads approved figures."""
    if not report.is_outside:
        return rows.plain
    guard = guard_of(report.sheet.unit, report.span)

    def guarded(line: SheetLine, content: CellValue | None, *, now: bool = True) -> str:
        if not now and guard.guards(line.key):
            return ""
        return guard.cover(line.key, content, line.decimals) or rows.plain(line, content)

    return guarded


def headline(report: Opened, groups: Sequence[Group]) -> str:
    """What is the case with this report, as a sentence."""
    name = f"{report.form.short_title}, {periods.name(report.span)}"
    missing = len(report.sheet.collecting) - report.sheet.filled
    blocked = sum(group.blocked for group in groups)
    returned = sum(1 for line in report.sheet.lines if line.returned)
    match report.stage:
        case None:
            return f"{name}: chưa nhập, {vietnamese.padded(missing)} chỉ tiêu phải có số liệu."
        case Stage.SENT_BACK:
            return f"{name}: {vietnamese.padded(returned)} chỉ tiêu phải chỉnh lý."
        case Stage.DRAFT if missing or blocked:
            parts = [f"còn {vietnamese.padded(missing)} chỉ tiêu chưa nhập"] if missing else []
            parts += [f"{vietnamese.padded(blocked)} chỉ tiêu chưa khớp"] if blocked else []
            return f"{name}: {', '.join(parts)}."
        case Stage.DRAFT:
            return f"{name}: đã nhập đủ {report.sheet.filled} chỉ tiêu, chưa trình."
        case Stage.PRESENTED:
            return f"{name}: đã trình, chờ lãnh đạo ký gửi."
        case Stage.SUBMITTED:
            return f"{name}: đã gửi, chờ phê duyệt."
        case _:
            return f"{name}: đã phê duyệt."


def _problems(refused: Refused, groups: Sequence[Group]) -> list[dict[str, str]]:
    """The summary above the form: what stands in the way, each line by name, leading to it.

    Refused entries first and alone; then blockers; where there are none, the warnings without a reason.
    """
    if not refused.sentence:
        return []
    every = [(row, note) for group in groups for row in group.rows for note in row.findings]
    own = [(row, note) for row, note in every if note.rule in OWN_RULES]
    blocked = [(row, note) for row, note in every if note.severity == Severity.BLOCK.value]
    unexplained = [(row, note) for row, note in every if note.reason_name and not note.reason]
    wrong = [{"target": f"c-{row.key}", "text": _named(row, note)} for row, note in own or blocked or unexplained]
    return wrong or [{"target": "", "text": refused.sentence}]


OWN_RULES = frozenset({keeping.UNREADABLE, keeping.CLASH})


def _named(row: Row, note: Note) -> str:
    """The note with its line's name; most sentences bring the name themselves."""
    return f"{row.name.lstrip('- ')}: {note.sentence}" if note.rule == keeping.CLASH else note.sentence


def _picks(report: Opened) -> list[dict[str, Any]]:
    """The context bar: form, unit, period."""
    province = province_on(report.sheet.unit, report.span.last) or report.sheet.unit
    forms = [(f.code, f.short_title) for f in forms_under(province, today())]
    spans = [(span_text(s), periods.name(s)) for s in periods_under(province, report.form, today())]
    units = [(report.sheet.unit.uid, report.unit.full_name)]
    if report.actor.unit.level == Level.PROVINCE and report.sheet.unit.level == Level.COMMUNE:
        units = [(v.unit.uid, v.full_name) for v in children_on(province, Level.COMMUNE, report.span.last)]
    return [
        pick("Biểu", "bieu", forms, report.form.code),
        pick("Đơn vị", "don-vi", units, report.sheet.unit.uid),
        pick("Kỳ", "ky", spans, span_text(report.span)),
    ]


def _stamp(report: Opened) -> dict[str, str]:
    if report.sheet.lock is not None:
        return {
            "icon": "lock",
            "text": f"Đã chốt số liệu ngày {vietnamese.short_date(report.sheet.lock.closed_at.date())}",
        }
    return {"icon": "info", "text": f"Số liệu đến {vietnamese.short_date(report.span.last)}"}


def _history(report: Opened) -> list[dict[str, Any]]:
    """The steps taken, each with the post and the moment."""
    given = report.submission
    if given is None:
        return []
    titles = post_titles([given.submitted_by_post, given.decided_by_post])
    steps: list[dict[str, Any]] = []
    if given.presented_at:
        steps.append({"at": given.presented_at, "text": "Cán bộ trình lãnh đạo"})
    if given.submitted_at:
        steps.append({"at": given.submitted_at, "text": f"Gửi: {titles.get(given.submitted_by_post or 0, '')}"})
    if given.decided_at:
        verb = "Trả lại" if report.stage is Stage.SENT_BACK else "Phê duyệt"
        steps.append({"at": given.decided_at, "text": f"{verb}: {titles.get(given.decided_by_post or 0, '')}"})
    return sorted(steps, key=lambda step: step["at"])


def _notes_of_columns(report: Opened) -> dict[str, str]:
    before = periods.previous(report.form.calendar, report.span)
    same = report.span.shifted_years(-1)
    return {
        "period_note": f"đến {vietnamese.short_date(report.span.last)}",
        "previous_note": periods.name(before),
        "same_note": periods.name(same),
    }
