"""The page of one report: entered by the officer, sent by the leader, decided by the desk, read by everyone else."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_http_methods

from binhyen.collection.queries.activities import book_beside
from binhyen.figures.actions import open_report
from binhyen.figures.queries.answered import Answered, answered
from binhyen.figures.queries.names import post_titles, programme_names
from binhyen.figures.queries.schedule import forms_under, periods_under
from binhyen.figures.queries.sheets import SheetLine
from binhyen.figures.rules import periods
from binhyen.figures.rules.cells import CellKey, Severity
from binhyen.figures.rules.moves import Stage
from binhyen.foundation import vietnamese
from binhyen.foundation.span import Span
from binhyen.organisation.queries import children_on, province_on
from binhyen.organisation.rules import Level
from binhyen.web.actor import actor_of, today
from binhyen.web.figures import keeping, moves, rows, wide
from binhyen.web.figures.addresses import read_span, sheet_url, span_text
from binhyen.web.figures.findings import notes_of, shown_to
from binhyen.web.figures.marks import pick, state_of
from binhyen.web.figures.moves import Refused
from binhyen.web.figures.opened import Opened, opened
from binhyen.web.figures.rows import Note
from binhyen.web.figures.tallies import Tally, summed, tallies_of


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
            return redirect(request.get_full_path() if "phan" in request.GET else request.path)
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
    notes = notes_of(report, refused.reasons, gaps=refused.gaps, refused=refused.notes)
    tallies = tallies_of(report.sheet, notes)
    answer = answered(report.submission) if report.submission and not report.is_outside else None
    context = {
        "report": report, "tallies": tallies, "refused": refused, **_tables(request, report, refused, notes, tallies),
        "whole": rows.whole_report(notes), "headline": headline(report, tallies, answer), "picks": _picks(report),
        "left": _left(report, answer, notes), "came_back": _came_back(report),
        "stamp": _stamp(report), "history": _history(report), "readers": programme_names(report.sheet.programmes),
        "problems": _problems(refused, report, notes), "problems_title": _problems_title(refused, report, notes),
        "period": periods.name(report.span), "outbox": _outbox(report), **summed(tallies),
        "code": report.form.code, "uid": report.sheet.unit.uid, "span": report.span, "shortcuts": SHORTCUTS,
        "typed": {"why": refused.typed.get("ly-do", ""), "due": refused.typed.get("han", "")},
        **state_of(report.stage),
        "invented": report.unit.full_name if report.sheet.unit.invented else "", **_notes_of_columns(report),
    }  # fmt: skip
    return render(request, "web/figures/sheet.html", context, status=refused.status)


SHORTCUTS = (
    (("←", "↑", "→", "↓"), "chuyển sang chỉ tiêu bên cạnh"),
    (("Enter",), "xuống ô nhập được tiếp theo; Shift Enter lên"),
    (("Tab",), "sang chỉ tiêu tiếp theo; Shift Tab quay lại"),
    (("F2",), "sửa số đang có; Esc bỏ thay đổi"),
    (("Home", "End"), "đầu, cuối hàng; cùng Ctrl: đầu, cuối biểu"),
    (("Ctrl", "↓"), "đến chỗ có số hoặc chỗ trống tiếp theo"),
    (("Shift", "↓"), "chọn nhiều chỉ tiêu; Ctrl A chọn cả biểu"),
    (("Ctrl", "C"), "sao chép; Ctrl X cắt; Ctrl V dán từ Excel"),
    (("Delete",), "xóa các số đã chọn"),
    (("Ctrl", "D"), "điền xuống theo số ở trên cùng"),
    (("Ctrl", "Z"), "hoàn tác; Ctrl Y làm lại"),
    (("Ctrl", "Enter"), "mở chi tiết: lịch sử, nơi sử dụng, các kỳ trước"),
)


def _tables(
    request: HttpRequest,
    report: Opened,
    refused: Refused,
    notes: Mapping[CellKey, Sequence[Note]],
    tallies: Sequence[Tally],
) -> dict[str, Any]:
    """The lines below each other, or the parts side by side; of a wide form one part where scripts are off."""
    shown = shown_to(report)
    if report.sheet.across is None:
        groups = rows.groups_of(
            report.sheet, may_enter=report.may_enter, notes=notes, entries=refused.entries,
            ticked=refused.ticked, own_reasons=refused.own, shown=shown,
            book=book_beside(report.form, report.sheet.unit, report.span) if report.may_enter else None,
        )  # fmt: skip
        return {"groups": groups, "columns": wide.columns_of(report.sheet)}
    part = request.GET.get("phan", "")
    number = int(part) if part.isdecimal() and len(part) < 5 else 0
    sections = wide.sections_of(
        report.sheet,
        may_enter=report.may_enter,
        notes=notes,
        shown=shown,
        part=number,
        entries=refused.entries,
        tallies=tallies,
        ticks=wide.Ticks(refused.ticked, refused.own) if report.may_send_back else None,
    )
    many = not number and len(report.sheet.lines) > wide.AT_ONCE
    return {"sections": sections, "part": number, "is_split": many, "columns": wide.columns_of(report.sheet)}


def _outbox(report: Opened) -> str:
    """Under which name the device keeps what was not sent yet: never another person's, unit's or period's."""
    return f"o-nhap/{report.actor.user.pk}/{report.form.code}/{report.sheet.unit.uid}/{span_text(report.span)}"


def headline(report: Opened, tallies: Sequence[Tally], answer: Answered | None = None) -> str:
    """What is the case with this report, as a sentence; ``answer`` where it was sent again."""
    name = f"{report.form.short_title}, {periods.name(report.span)}"
    empty = [line for line in report.sheet.collecting if not line.is_filled]
    missing = f"{vietnamese.padded(len(empty))} chỉ tiêu"
    blocked = sum(tally.blocked for tally in tallies)
    returned = sum(line.is_asked for line in report.sheet.lines)
    match report.stage:
        case None:
            return f"{name}: chưa nhập, {missing}{_not_asked(empty) or ' phải có số liệu'}."
        case Stage.SENT_BACK:
            corrected, asked = sum(tally.corrected for tally in tallies), vietnamese.padded(returned)
            so_far = f", đã sửa {vietnamese.padded(corrected)}/{asked}" if corrected else ""
            return f"{name}: {asked} chỉ tiêu phải chỉnh lý{so_far}."
        case Stage.DRAFT if empty or blocked:
            parts = [f"còn {missing} chưa nhập{_not_asked(empty)}"] if empty else []
            parts += [f"{vietnamese.padded(blocked)} chỉ tiêu chưa khớp"] if blocked else []
            return f"{name}: {', '.join(parts)}."
        case Stage.DRAFT:
            return f"{name}: đã nhập đủ {vietnamese.padded(report.sheet.filled)} chỉ tiêu, chưa trình."
        case Stage.PRESENTED:
            return f"{name}: đã trình, chờ lãnh đạo ký gửi."
        case Stage.SUBMITTED if answer:
            done = f"{vietnamese.padded(answer.corrected)}/{vietnamese.padded(len(answer.asked))}"
            return f"{name}: đã gửi lại, đã chỉnh lý {done} chỉ tiêu, chờ phê duyệt."
        case Stage.SUBMITTED:
            return f"{name}: đã gửi, chờ phê duyệt."
        case _:
            return f"{name}: đã phê duyệt."


def _came_back(report: Opened) -> str:
    """Why the report came back, as far as it concerns more than one line."""
    if report.submission is None:
        return ""
    return report.submission.reason if report.stage is Stage.DRAFT else rows.common_reason(report.sheet)


def _left(report: Opened, answer: Answered | None, notes: Mapping[CellKey, Sequence[Note]]) -> list[dict[str, str]]:
    """For who decides: the lines that came back and were sent again as they were, each with what was said of it."""
    if answer is None:
        return []
    lines = {str(line.key): line for line in report.sheet.lines}
    return [
        {
            "key": key,
            "name": lines[key].name.lstrip("- "),
            "why": next((n.reason for n in notes.get(lines[key].key, ()) if n.is_gap), ""),
        }
        for key in answer.left
        if key in lines
    ]


def _not_asked(empty: Sequence[SheetLine]) -> str:
    """How many of the empty lines may stay empty, in brackets; "" where none may."""
    free = sum(not line.required for line in empty)
    if not free:
        return ""
    return " (không bắt buộc)" if free == len(empty) else f" ({vietnamese.padded(free)} chỉ tiêu không bắt buộc)"


def _problems(refused: Refused, report: Opened, notes: Mapping[CellKey, Sequence[Note]]) -> list[dict[str, str]]:
    """The summary above the form: what stands in the way, each line by name, leading to it.

    Refused entries first and alone; then blockers; where there are none, the warnings without a reason.
    """
    if not refused.sentence:
        return []
    if refused.box:
        return [{"target": refused.box, "text": refused.sentence}]
    every = [(line, note) for line in report.sheet.lines for note in notes.get(line.key, ())]
    own = [(line, note) for line, note in every if note.rule in OWN_RULES]
    blocked = [(line, note) for line, note in every if note.severity == Severity.BLOCK.value]
    unexplained = [(line, note) for line, note in every if note.reason_name and not note.reason]
    wrong = [{"target": f"c-{line.key}", "text": _named(line, note)} for line, note in own or blocked or unexplained]
    return wrong or [{"target": "", "text": refused.sentence}]


def _problems_title(refused: Refused, report: Opened, notes: Mapping[CellKey, Sequence[Note]]) -> str:
    """The refusal above its list; "" (the template's own heading) where it is the whole list, so that it is said once."""
    alone = [line["text"] for line in _problems(refused, report, notes)] == [refused.sentence]
    return "" if alone else refused.sentence


OWN_RULES = frozenset({keeping.UNREADABLE, keeping.CLASH})


def _named(line: SheetLine, note: Note) -> str:
    """The note with its line's name; most sentences bring the name themselves."""
    return f"{line.name.lstrip('- ')}: {note.sentence}" if note.rule == keeping.CLASH else note.sentence


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
