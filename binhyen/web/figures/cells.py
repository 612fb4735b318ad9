"""Cells saved while a person types: one request, many cells; what cannot be kept keeps nothing else from being saved."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Any

from django.http import HttpRequest, HttpResponse, JsonResponse
from django.template.loader import render_to_string
from django.utils import timezone
from django.views.decorators.http import require_POST

from binhyen.figures import actions
from binhyen.figures.actions.entering import NotKept
from binhyen.figures.queries.sheets import Sheet, SheetLine
from binhyen.figures.rules.cells import CellKey, CellValue
from binhyen.figures.rules.entered import KINDS, REPORTED
from binhyen.foundation import vietnamese
from binhyen.foundation.errors import DomainError, Invalid, Stale
from binhyen.foundation.span import Span
from binhyen.organisation.rules import Act
from binhyen.web.actor import actor_of
from binhyen.web.figures import keeping, rows
from binhyen.web.figures.entries import Entry, content_of, shown_entry, shown_on, stamp_of
from binhyen.web.figures.findings import notes_of
from binhyen.web.figures.marks import state_of
from binhyen.web.figures.opened import Opened, opened
from binhyen.web.figures.rows import Note
from binhyen.web.figures.sheet import headline
from binhyen.web.figures.tallies import summed, tallies_of
from binhyen.web.figures.wide import columns_of, row_key, tone_of
from binhyen.web.refusals import sentence, status_of

LARGEST = 4 * 1024 * 1024
LONGEST, LONGEST_REASON = 300, 500
MOST_ROWS = 200
"""Findings of so many rows come back; more are counted only."""


class Unreadable(ValueError):
    """The body is not what this address takes; the text says why."""


@dataclass(frozen=True)
class Sent:
    """What the body holds."""

    request_id: str
    entries: dict[str, Entry]
    reasons: dict[str, str] = field(default_factory=dict)


@require_POST
def figure_cells(request: HttpRequest, form_code: str, uid: str, span: Span) -> HttpResponse:
    """Save the cells of the body; each answered by itself, with the findings and the counts as they are now.

    Body: ``{"request_id", "cells": {key: {"text", "kind", "reason", "seen"}}, "reasons": {finding: text}}``. The same body
    sent twice saves once. 400 for what is no such body, 413 above 4 MB, else as any refusal of the report as a whole.
    """
    report = opened(actor_of(request), form_code, uid, span)
    try:
        sent = read_body(request)
    except Unreadable as error:
        return JsonResponse({"error": str(error)}, status=400)
    if sent is None:
        return JsonResponse({"error": "Nội dung gửi lên lớn hơn 4 MB."}, status=413)
    try:
        answer = _save(request, report, sent)
    except DomainError as error:
        return JsonResponse({"error": sentence(error)}, status=status_of(error))
    return JsonResponse({"request_id": sent.request_id, **answer})


def read_body(request: HttpRequest) -> Sent | None:
    """The body; None where it is too large. ``Unreadable`` for anything that is not what is asked for."""
    length = request.headers.get("Content-Length") or "0"
    if not length.isdecimal() or int(length) > LARGEST or len(request.body) > LARGEST:
        return None
    try:
        found = json.loads(request.body.decode(), object_pairs_hook=_once, parse_constant=_no_number)
    except RecursionError as error:
        raise Unreadable("JSON lồng quá sâu.") from error
    except ValueError as error:
        raise Unreadable(str(error) if isinstance(error, Unreadable) else "Nội dung không phải JSON.") from error
    if not isinstance(found, dict) or not isinstance(found.get("cells", {}), dict):
        raise Unreadable("Thiếu “cells”.")
    reasons = found.get("reasons", {})
    if not isinstance(reasons, dict):
        raise Unreadable("“reasons” không đúng dạng.")
    return Sent(
        request_id=_text(found.get("request_id", "")),
        entries={_text(key): _entry(cell) for key, cell in found.get("cells", {}).items()},
        reasons={_text(name): _text(reason, LONGEST_REASON).strip() for name, reason in reasons.items()},
    )


def _once(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    found = dict(pairs)
    if len(found) != len(pairs):
        raise Unreadable("Một tên xuất hiện hai lần.")
    return found


def _no_number(text: str) -> None:
    raise Unreadable(f"{text} không phải là số.")


def _entry(cell: object) -> Entry:
    if not isinstance(cell, dict):
        raise Unreadable("Một chỉ tiêu không đúng dạng.")
    kind, seen = _text(cell.get("kind", REPORTED)), cell.get("seen", 0)
    if kind not in KINDS or type(seen) is not int or not 0 <= seen < 2**31:
        raise Unreadable("Một chỉ tiêu không đúng dạng.")
    return Entry(_text(cell.get("text", "")).strip(), kind, _text(cell.get("reason", "")).strip(), seen)


def _text(value: object, most: int = LONGEST) -> str:
    """A text that can be kept and answered: no NUL, no half of a character."""
    if not isinstance(value, str) or len(value) > most or "\0" in value:
        raise Unreadable("Một nội dung không phải là chữ hoặc quá dài.")
    try:
        value.encode()
    except UnicodeEncodeError as error:
        raise Unreadable("Một nội dung không phải là chữ.") from error
    return value if value.isascii() else vietnamese.nfc(value)


def _save(request: HttpRequest, report: Opened, sent: Sent) -> dict[str, Any]:
    now = timezone.now()
    lines = {str(line.key): line for line in report.sheet.lines}
    contents, answers = _read(report.sheet, lines, sent.entries)
    if contents or Act.DRAFT not in report.acts:
        submission = actions.open_submission(
            form_code=report.form.code, unit=report.sheet.unit, span=report.span, actor=report.actor, now=now
        )
        if report.submission is not None:
            submission = report.submission
        submission.form_version = report.form
        seen = {key: sent.entries[str(key)].seen for key in contents}
        saved = actions.save_each(submission, contents, seen=seen, actor=report.actor, now=now)
        known = {key: replace(lines[str(key)], content=contents[key], seen=n) for key, n in saved.versions.items()}
        known |= {key: replace(lines[str(key)], content=no.theirs, seen=no.seen) for key, no in saved.refused.items()}
        sheet = replace(
            report.sheet, submission=submission, lines=tuple(known.get(line.key, line) for line in report.sheet.lines)
        )
        report = replace(report, sheet=sheet, submission=submission)
        lines = {str(line.key): line for line in sheet.lines}
        answers |= {str(key): _settled(sheet, lines[str(key)]) for key in saved.versions}
        answers |= {
            str(key): _refused(report.sheet, lines[str(key)], no, contents[key]) for key, no in saved.refused.items()
        }
    keeping.keep_reasons(request, report.submission, sent.reasons)
    return {
        "cells": answers,
        "saved_at": timezone.localtime(now).strftime("%H:%M"),
        **standing(request, report),
    }


def _read(
    sheet: Sheet, lines: Mapping[str, SheetLine], entries: Mapping[str, Entry]
) -> tuple[dict[CellKey, CellValue], dict[str, dict[str, Any]]]:
    """The values that can be read; for each other cell its answer."""
    contents: dict[CellKey, CellValue] = {}
    answers: dict[str, dict[str, Any]] = {}
    for key, entry in entries.items():
        line = lines.get(key)
        if line is None:
            answers[key] = {"error": sentence(Invalid("figures.line_unknown", form=sheet.form.code, key=key))}
            continue
        try:
            contents[line.key] = content_of(entry, line.name.lstrip("- "), line.decimals)
        except Invalid as error:
            note = keeping.unreadable(error)
            answers[key] = {"error": note.sentence, "row": _own_row(sheet, line, [note])}
    return contents, answers


def _settled(sheet: Sheet, line: SheetLine) -> dict[str, Any]:
    """A cell as it now stands: the text to show, what kind of answer it is, the stamp of the next change."""
    entry = shown_on(sheet, line)
    found = {"text": entry.text, "seen": entry.seen, "stamp": stamp_of(entry), "state": _state(line)}
    if sheet.across is None:
        found |= {"kind": entry.kind, "reason": entry.reason}
        found["change"] = rows.change(line.content, line.comparable, line.decimals)
    return found


def _state(line: SheetLine) -> str:
    return line.content.state.value if line.content else ""


def _refused(sheet: Sheet, line: SheetLine, no: NotKept, mine: CellValue) -> dict[str, Any]:
    """Why a cell was not kept; for a clash both values, and the version that a choice builds on."""
    if not isinstance(no.error, Stale):
        note = Note(keeping.UNREADABLE, "block", sentence(no.error))
        return {"error": note.sentence, "row": _own_row(sheet, line, [note])}
    note = keeping.clash_note(line, no.theirs, mine)
    theirs, own = _settled(sheet, line), shown_entry(replace(line, content=mine))
    return {"error": note.sentence, "theirs": theirs, "row": _own_row(sheet, line, [note], theirs["text"], own.text)}


def _own_row(sheet: Sheet, line: SheetLine, notes: Sequence[Note], theirs: str | None = None, mine: str = "") -> str:
    """The row under a cell that was not kept; with both values the choice between them."""
    told = {"findings": notes, "key": line.key, "theirs": theirs, "mine": mine, "columns": columns_of(sheet)}
    return render_to_string("web/partials/refused_row.html", told)


def standing(request: HttpRequest, report: Opened) -> dict[str, Any]:
    """The findings of every row that a rule touches, each row as the page prints it, and the counts of all groups."""
    notes = notes_of(report, keeping.kept_reasons(request, report.submission), gaps=False)
    by_row: dict[str, list[Note]] = {}
    for line in report.sheet.lines:
        for note in notes.get(line.key, ()):
            by_row.setdefault(row_key(report.sheet, line.key), []).append(note)
    tallies, columns = tallies_of(report.sheet, notes), columns_of(report.sheet)
    return {
        "rows": {key: _row(key, found, columns) for key, found in list(by_row.items())[:MOST_ROWS]},
        "tones": {str(key): tone for key, found in notes.items() if (tone := tone_of(found))},
        "groups": {str(t.number): t.done for t in tallies},
        "headline": headline(report, tallies),
        "state": render_to_string("web/figures/state_of.html", state_of(report.stage)),
        "nav": render_to_string("web/figures/group_tabs.html", {"groups": tallies}),
        "dock": render_to_string("web/figures/dock_counts.html", {"report": report, **summed(tallies)}),
    }


def _row(key: str, notes: Sequence[Note], columns: int) -> str:
    return render_to_string("web/partials/finding_row.html", {"findings": notes, "key": key, "columns": columns})
