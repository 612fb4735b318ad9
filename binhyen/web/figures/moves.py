"""What the buttons of a report do: keep what was typed, call the action; what is refused comes back with all of it."""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date

from django.contrib import messages
from django.core.exceptions import SuspiciousOperation
from django.http import Http404, HttpRequest
from django.utils import timezone

from binhyen.collection.queries.papers import receipt_codes
from binhyen.figures import actions
from binhyen.figures.models import Submission
from binhyen.figures.queries.schedule import seen
from binhyen.figures.rules.cells import CellKey, CellValue
from binhyen.foundation import vietnamese
from binhyen.foundation.errors import Invalid, NotAllowed, Stale
from binhyen.organisation.rules import Act
from binhyen.web.figures.entries import Entry, entries_of, shown_on
from binhyen.web.figures.keeping import clash_note, contents_of, keep_reasons, slot
from binhyen.web.figures.opened import Opened, opened
from binhyen.web.figures.rows import Note, was_sent
from binhyen.web.figures.wide import row_key
from binhyen.web.refusals import sentence, status_of
from binhyen.web.templatetags.binhyen import vn_datetime

REASON = "reason:"
OWN_REASON = "ly-do:"
MOST_NAMED = 6


@dataclass(frozen=True)
class Refused:
    """An attempt that was not carried out: the status, the sentence, and all that was typed; ``box`` is where to put it right."""

    status: int = 200
    sentence: str = ""
    entries: Mapping[CellKey, Entry] = field(default_factory=dict)
    notes: Mapping[CellKey, Sequence[Note]] = field(default_factory=dict)
    reasons: Mapping[str, str] = field(default_factory=dict)
    gaps: bool = False
    typed: Mapping[str, str] = field(default_factory=dict)
    ticked: frozenset[str] = frozenset()
    own: Mapping[str, str] = field(default_factory=dict)
    box: str = ""


def act(request: HttpRequest, report: Opened) -> Refused | None:
    """Do what the pressed button says; None when it is done."""
    verb, _, detail = request.POST.get("act", "").partition(":")
    handler = HANDLERS.get(verb)
    if handler is None:
        raise SuspiciousOperation("unknown act")
    return handler(request, report, detail)


def _save(request: HttpRequest, report: Opened, detail: str) -> Refused | None:
    saved, refused = _keep(request, report, _typed(request, report))
    if refused is None:
        said = f"Đã lưu {vietnamese.padded(saved)} chỉ tiêu." if saved else "Không có thay đổi để lưu."
        messages.success(request, said)
    return refused


def _nothing_arose(request: HttpRequest, report: Opened, detail: str) -> Refused | None:
    """Every line of the group that is still empty: không phát sinh, logged. What was typed stays."""
    names = report.sheet.groups
    if not (detail.isdecimal() and 0 < int(detail) <= len(names)):
        raise SuspiciousOperation("unknown group")
    group = names[int(detail) - 1]
    entries = _typed(request, report)
    asked = [line for line in report.sheet.lines if line.group == group and report.sheet.may_enter(line)]
    answers = {line.key: entries.get(line.key, shown_on(report.sheet, line)) for line in asked}
    empty = {key: entry.seen for key, entry in answers.items() if entry.is_empty}
    entries = {key: entry for key, entry in entries.items() if key not in empty}
    saved, refused = _keep(request, report, entries)
    if refused is not None:
        return refused
    if empty:
        said, now = given(report) or begun(report), timezone.now()
        actions.nothing_arose(said, empty, section=group, seen=empty, actor=report.actor, now=now)
    total = vietnamese.padded(saved + len(empty))
    messages.success(request, f"Đã lưu {total} chỉ tiêu; nhóm “{group}” không phát sinh thêm.")
    return None


def _present(request: HttpRequest, report: Opened, detail: str) -> Refused | None:
    return _with_checks(request, report, actions.present, "Đã trình lãnh đạo.")


def _submit(request: HttpRequest, report: Opened, detail: str) -> Refused | None:
    refused = _with_checks(request, report, actions.submit, "Đã gửi báo cáo, chờ phê duyệt.")
    submission = given(report)
    if refused is None and submission is not None:
        code, step = receipt_codes(submission)[0]
        messages.success(request, f"Đã tiếp nhận lúc {vn_datetime(step.at)}, mã tiếp nhận {code}.")
    return refused


def _with_checks(request: HttpRequest, report: Opened, move: Callable[..., Submission], done: str) -> Refused | None:
    """Keep what was typed, then make the move that runs the checks."""
    _, refused = _keep(request, report, _typed(request, report)) if report.may_enter else (0, None)
    if refused is not None:
        return refused
    submission = given(report)
    if submission is None:
        return Refused(422, "Báo cáo chưa có số liệu nào.", gaps=True)
    reasons = _reasons(request)
    try:
        move(submission, reasons=reasons, actor=report.actor, now=timezone.now(), seen_revision=_revision(request))
    except Invalid as error:
        return Refused(422, sentence(error), reasons=reasons, gaps=True, box=_box(error))
    request.session.pop(slot(submission), None)
    messages.success(request, done)
    return None


def _box(error: Invalid) -> str:
    """Where the reason stands that was refused; "" where something else was."""
    return f"{REASON}{error.findings[0].id}" if error.code == "figures.reason_personal" else ""


def _return(request: HttpRequest, report: Opened, detail: str) -> Refused | None:
    _require(report, Act.RETURN_TO_OFFICER)
    why = request.POST.get("ly-do", "")
    try:
        actions.return_to_officer(_existing(report), reason=why, actor=report.actor, now=timezone.now())
    except Invalid as error:
        return Refused(422, sentence(error), typed=request.POST.dict(), reasons=_reasons(request))
    messages.success(request, "Đã trả lại cán bộ.")
    return None


def _approve(request: HttpRequest, report: Opened, detail: str) -> Refused | None:
    _require(report, Act.APPROVE)
    if request.POST.getlist("tra-lai"):
        said = "Đã đánh dấu chỉ tiêu để trả lại. Đề nghị bỏ đánh dấu trước khi phê duyệt."
        ticked = frozenset(request.POST.getlist("tra-lai"))
        return Refused(422, said, typed=request.POST.dict(), ticked=ticked, own=_own_reasons(request))
    submission = _existing(report)
    actions.approve(submission, actor=report.actor, now=timezone.now(), seen_revision=_revision(request))
    messages.success(request, f"Đã phê duyệt báo cáo của {report.unit.name_in_text}.")
    return None


def _send_back(request: HttpRequest, report: Opened, detail: str) -> Refused | None:
    _require(report, Act.SEND_BACK)
    held = {str(line.key): line.key for line in report.sheet.lines if was_sent(line)}
    ticked, own = frozenset(request.POST.getlist("tra-lai")) & held.keys(), _own_reasons(request)
    keys = [key for name, key in held.items() if name in ticked]
    try:
        due_on = _date(request.POST.get("han", ""))
        back = actions.send_back(
            _existing(report), cells=keys, reason=request.POST.get("ly-do", ""), due_on=due_on, actor=report.actor,
            reasons=_by_cell(report, own, ticked),
            now=timezone.now(), seen_revision=_revision(request),
        )  # fmt: skip
    except Invalid as error:
        return Refused(status_of(error), sentence(error), typed=request.POST.dict(), ticked=ticked, own=own)
    messages.success(request, f"Đã trả lại {vietnamese.padded(len(keys))} chỉ tiêu để chỉnh lý.{_along(report, back)}")
    return None


def _along(report: Opened, submission: Submission) -> str:
    """What was opened with the marked lines, because the form adds them up; "" where nothing was."""
    opened_too = {draft.key for draft in submission.drafts.filter(along=True).select_related("indicator")}
    names = [f"“{line.name.lstrip('- ')}”" for line in report.sheet.lines if line.key in opened_too]
    said = ", ".join(names[:MOST_NAMED]) + ("…" if len(names) > MOST_NAMED else "")
    return f" Mở cùng {vietnamese.padded(len(names))} chỉ tiêu phải khớp với chỉ tiêu đó: {said}." if names else ""


HANDLERS: Mapping[str, Callable[[HttpRequest, Opened, str], Refused | None]] = {
    "save": _save,
    "none": _nothing_arose,
    "present": _present,
    "submit": _submit,
    "return": _return,
    "approve": _approve,
    "send_back": _send_back,
}


def _keep(request: HttpRequest, report: Opened, entries: dict[CellKey, Entry]) -> tuple[int, Refused | None]:
    """Keep the changed entries in the working copy, all or none; how many, or the refusal with everything typed."""
    reasons = _reasons(request)
    contents, notes = contents_of(report, entries)
    if notes:
        said = f"Chưa lưu: {vietnamese.padded(len(notes))} chỉ tiêu ghi chưa đúng cách."
        return 0, Refused(422, said, entries, notes, reasons)
    if contents:
        now = timezone.now()
        submission = begun(report)
        versions = {key: entries[key].seen for key in contents}
        try:
            actions.save_cells(submission, contents, seen=versions, actor=report.actor, now=now)
        except Stale:
            return 0, _clash(report, entries, contents, reasons)
    keep_reasons(request, given(report), reasons)
    return len(contents), None


def _clash(
    report: Opened, entries: Mapping[CellKey, Entry], contents: Mapping[CellKey, CellValue], reasons: Mapping[str, str]
) -> Refused:
    """Someone else saved in between: both values at the line, nothing typed is lost, the next save is a choice."""
    fresh = opened(report.actor, report.form.code, report.sheet.unit.uid, report.span)
    kept = dict(entries)
    notes: dict[CellKey, list[Note]] = {}
    for line in fresh.sheet.lines:
        mine = contents.get(line.key)
        if mine is None or line.seen == entries[line.key].seen or line.content == mine:
            continue
        kept[line.key] = replace(entries[line.key], seen=line.seen)
        notes[line.key] = [clash_note(line, line.content, mine)]
    text = f"Chưa lưu: {vietnamese.padded(len(notes))} chỉ tiêu đã được người khác sửa sau khi đồng chí mở trang."
    return Refused(409, text, kept, notes, reasons)


def _typed(request: HttpRequest, report: Opened) -> dict[CellKey, Entry]:
    return entries_of(request.POST.dict(), report.sheet.lines)


def _reasons(request: HttpRequest) -> dict[str, str]:
    return {
        name.removeprefix(REASON): vietnamese.nfc(text).strip()
        for name, text in request.POST.items()
        if name.startswith(REASON) and isinstance(text, str)
    }


def _own_reasons(request: HttpRequest) -> dict[str, str]:
    """What was typed beside single lines that go back."""
    return {
        name.removeprefix(OWN_REASON): text
        for name, text in request.POST.items()
        if name.startswith(OWN_REASON) and isinstance(text, str) and text.strip()
    }


def _by_cell(report: Opened, own: Mapping[str, str], ticked: Collection[str]) -> dict[CellKey, str]:
    """The reasons typed beside rows, for each ticked cell of the row; where none is, for its first, so that it is refused."""
    rows: dict[str, list[CellKey]] = {}
    for line in report.sheet.collecting:
        rows.setdefault(row_key(report.sheet, line.key), []).append(line.key)
    marked = {row: [key for key in keys if str(key) in ticked] for row, keys in rows.items() if row in own}
    return {key: own[row] for row, keys in marked.items() for key in keys or rows[row][:1]}


def begun(report: Opened) -> Submission:
    """The report, begun where it was not."""
    return actions.open_submission(
        form_code=report.form.code, unit=report.sheet.unit, span=report.span, actor=report.actor, now=timezone.now()
    )


def given(report: Opened) -> Submission | None:
    """The report's submission, also where it was begun just now."""
    if report.submission is not None:
        return report.submission
    inside = {"period__starts_on": report.span.start, "period__ends_on": report.span.last}
    return seen(report.actor).filter(unit=report.sheet.unit, form_code=report.form.code, **inside).first()


def _require(report: Opened, act: Act) -> None:
    """Without the right nothing else is looked at; the action asks again."""
    if act not in report.acts:
        raise NotAllowed("organisation.not_allowed", unit=report.unit.full_name)


def _existing(report: Opened) -> Submission:
    if report.submission is None:
        raise Http404
    return report.submission


def _revision(request: HttpRequest) -> int | None:
    text = request.POST.get("revision", "")
    return int(text) if text.isdecimal() else None


def _date(text: str) -> date | None:
    return vietnamese.read_date(text) if text.strip() else None
