"""The workbook of a report: its template, and a filled one sent back: looked at first, kept when the officer says so."""

from __future__ import annotations

import base64
import binascii
import hashlib
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import PurePath
from typing import Any

from django.contrib import messages
from django.core import signing
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import path
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_safe

from binhyen.collection.actions.workbooks import Offered, accept_workbook
from binhyen.collection.queries.previews import Preview, preview_of
from binhyen.collection.queries.workbooks import copy_for, plan_of, received, workbooks_of
from binhyen.collection.workbooks.marking import MOST_MARKS
from binhyen.collection.workbooks.plan import Plan
from binhyen.collection.workbooks.problems import Problem, listed
from binhyen.collection.workbooks.process import marked_copy, read_upload
from binhyen.collection.workbooks.reading import require_fitting
from binhyen.collection.workbooks.writing import template
from binhyen.figures.actions import open_submission
from binhyen.figures.queries.reports import shown
from binhyen.figures.queries.sheets import SheetLine
from binhyen.figures.rules import periods
from binhyen.figures.rules.cells import CellKey, CellValue, Finding, Qualifier, Severity, State
from binhyen.foundation.errors import DomainError, Invalid, NotAllowed
from binhyen.foundation.span import Span
from binhyen.foundation.vietnamese import fold, padded
from binhyen.web.actor import today
from binhyen.web.collection.paper import report_of
from binhyen.web.collection.uploaded import uploaded
from binhyen.web.figures.addresses import sheet_url, span_text
from binhyen.web.figures.opened import Opened, opened
from binhyen.web.figures.rows import said
from binhyen.web.refusals import sentence, status_of

XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
MOST_CARRIED = 1_500_000
"""Bytes of a workbook that the preview carries along, so that its marked copy needs no second upload."""
AN_HOUR = 3600
NAME, MOST_NAMED = "\0", 3
"""What stands for a name while equal sentences are put together; of how many lines the names are said."""


@dataclass(frozen=True)
class Shown:
    """What the page shows of an offered workbook; ``refused`` why it was not taken."""

    status: int = 200
    refused: str = ""
    name: str = ""
    preview: Preview | None = None
    token: str = ""
    carried: str = ""
    before: Any = None


@require_http_methods(["GET", "POST"])
def workbook_page(request: HttpRequest, form_code: str, uid: str, span: Span) -> HttpResponse:
    """GET offers the template and takes a file; POST shows what it would do, keeps it, or hands it back marked."""
    report = report_of(request, form_code, uid, span)
    given = Shown()
    if request.method == "POST":
        try:
            answer = _act(request, report)
            if isinstance(answer, HttpResponse):
                return answer
            given = answer
        except DomainError as error:
            given = Shown(status_of(error), sentence(error))
            report = opened(report.actor, form_code, uid, span)
    return render(request, "web/collection/workbook.html", _context(report, given), status=given.status)


def _act(request: HttpRequest, report: Opened) -> HttpResponse | Shown:
    if not report.may_enter:
        raise NotAllowed("collection.workbook_not_now")
    match request.POST.get("viec", ""):
        case "nhan":
            return _accept(request, report)
        case "danh-dau":
            return _marked(request, report)
        case _:
            return _look(request, report)


def _look(request: HttpRequest, report: Opened) -> Shown:
    """Read the file and say what it would do."""
    file = uploaded(request)
    if file is None:
        raise Invalid("collection.workbook_missing")
    name, data = PurePath(file[0].replace("\\", "/")).name[:160], file[1]
    plan = plan_of(report.form, report.span)
    preview = _previewed(plan, report, data)
    digest = hashlib.sha256(data).hexdigest()
    before = received(report.submission, digest)
    carried = base64.b64encode(data).decode() if preview.marks and len(data) <= MOST_CARRIED else ""
    token = "" if before or not preview.changes else _token(report, name, digest, preview)
    return Shown(name=name, preview=preview, token=token, carried=carried, before=before)


def _previewed(plan: Plan, report: Opened, data: bytes) -> Preview:
    read = read_upload(plan, data)
    require_fitting(plan, read.told, report.sheet.unit.uid)
    return preview_of(plan, report.sheet, read, today=today())


def _salt(report: Opened) -> str:
    return f"workbook:{report.actor.post.pk}:{report.form.code}:{report.sheet.unit.uid}:{span_text(report.span)}"


def _token(report: Opened, name: str, digest: str, preview: Preview) -> str:
    """What was looked at, signed: nothing is kept here between looking and accepting."""
    cells = [
        [c.line.key.indicator, c.line.key.breakdown, c.value.state.value, c.value.value, c.value.qualifier.value,
         c.value.reason, c.sheet, c.cell, c.line.seen]
        for c in preview.changes
    ]  # fmt: skip
    return signing.dumps({"name": name, "sha256": digest, "cells": cells}, salt=_salt(report), compress=True)


def _accept(request: HttpRequest, report: Opened) -> HttpResponse:
    try:
        looked = signing.loads(request.POST.get("da-xem", ""), salt=_salt(report), max_age=AN_HOUR)
    except signing.BadSignature:
        raise Invalid("collection.workbook_look_again") from None
    cells: dict[CellKey, CellValue] = {}
    places: dict[CellKey, tuple[str, str]] = {}
    seen: dict[CellKey, int] = {}
    for indicator, breakdown, state, value, qualifier, reason, sheet, cell, version in looked["cells"]:
        key = CellKey(indicator, breakdown)
        cells[key] = CellValue(State(state), value, None, Qualifier(qualifier), reason)
        places[key], seen[key] = (sheet, cell), version
    now = timezone.now()
    submission = report.submission or open_submission(
        form_code=report.form.code, unit=report.sheet.unit, span=report.span, actor=report.actor, now=now
    )
    offered = Offered(looked["name"], looked["sha256"], cells, places)
    accept_workbook(submission, offered, seen=seen, actor=report.actor, now=now)
    messages.success(request, f"Đã nhận {padded(len(cells))} chỉ tiêu từ tệp {looked['name']} vào bản đang nhập.")
    return redirect(sheet_url(report.form.code, report.sheet.unit, report.span))


def _marked(request: HttpRequest, report: Opened) -> HttpResponse:
    """Their workbook with what is to be put right in it."""
    name, data = _carried(request)
    preview = _previewed(plan_of(report.form, report.span), report, data)
    return attachment(marked_copy(data, preview.marks[:MOST_MARKS]), f"can-chinh-ly-{PurePath(name).stem}.xlsx")


def _carried(request: HttpRequest) -> tuple[str, bytes]:
    file = uploaded(request)
    if file is not None:
        return file
    try:
        return request.POST.get("ten", "tep.xlsx"), base64.b64decode(request.POST.get("noi-dung", ""), validate=True)
    except binascii.Error:
        raise Invalid("collection.workbook_missing") from None


def attachment(content: bytes, name: str) -> HttpResponse:
    """A workbook to be saved."""
    response = HttpResponse(content, content_type=XLSX)
    response["Content-Disposition"] = f'attachment; filename="{plain_name(name)}"'
    return response


def plain_name(name: str) -> str:
    """A file name that every browser takes: letters, digits, dots, dashes."""
    kept = "".join(c if c.isascii() and (c.isalnum() or c in ".-_") else "-" for c in fold(name))
    return kept.strip("-")[:100] or "bang-tinh.xlsx"


@require_safe
def template_file(request: HttpRequest, form_code: str, uid: str, span: Span) -> HttpResponse:
    """The template of this unit and period, with what has been entered so far and the periods beside."""
    report = report_of(request, form_code, uid, span)
    plan = plan_of(report.form, report.span)
    content = template(plan, copy_for(plan, report.sheet))
    return attachment(content, f"{report.form.code}-{report.sheet.unit.uid}-{span_text(report.span)}.xlsx")


def _context(report: Opened, given: Shown) -> dict[str, Any]:
    preview = given.preview
    context: dict[str, Any] = {
        "report": report, "given": given, "period": periods.name(report.span), "code": report.form.code,
        "uid": report.sheet.unit.uid, "span": report.span,
        "sheet_url": sheet_url(report.form.code, report.sheet.unit, report.span),
        "received": workbooks_of(report.submission),
        "problems": [{"target": "tep" if report.may_enter else "", "text": given.refused}] if given.refused else [],
    }  # fmt: skip
    if preview is not None:
        totals = {line.key.indicator: line.name for line in report.sheet.lines if not line.key.breakdown}
        context["changes"] = [
            {"where": c.cell, "name": _named(c.line, totals), "before": _words(c.line, c.line.content),
             "after": _words(c.line, c.value), "overtaken": c.overtaken}
            for c in preview.changes
        ]  # fmt: skip
        context["overtaken"] = [change for change in context["changes"] if change["overtaken"]]
        context["faults"] = _faults(preview.problems)
        context["findings"] = _findings(preview.findings)
    return context


def _faults(problems: Iterable[Problem]) -> list[str]:
    """What is wrong, each thing once with its cells."""
    cells: dict[str, list[str]] = {}
    for problem in problems:
        cells.setdefault(problem.what, []).append(problem.cell)
    return [
        f"{padded(len(where))} ô ({listed(where, 'ô')}): {what}" if len(where) > 1 else f"Ô {where[0]}: {what}"
        for what, where in cells.items()
    ]


def _findings(findings: Iterable[Finding]) -> list[dict[str, Any]]:
    """What the checks say; where they say the same of several lines, once with their names."""
    names: dict[tuple[Severity, str, str], list[str]] = {}
    for finding in findings:
        rest = said(finding.code, {**finding.params, "name": NAME})
        names.setdefault((finding.severity, finding.code, rest), []).append(str(finding.params.get("name", "")))
    return [
        {"severity": severity.value, "stops": severity is Severity.BLOCK, "text": text.replace(NAME, _together(lines))}
        for (severity, _, text), lines in names.items()
    ]


def _together(names: Sequence[str]) -> str:
    return (
        f"{padded(len(names))} chỉ tiêu ({listed(names, 'chỉ tiêu', MOST_NAMED, '; ')})" if len(names) > 1 else names[0]
    )


def _named(line: SheetLine, totals: Mapping[str, str]) -> str:
    """A part with the name of its total before it."""
    total, own = totals.get(line.key.indicator, ""), line.name.lstrip("- ")
    return f"{total} ({own})" if line.key.breakdown and total else own


def _words(line: SheetLine, value: CellValue | None) -> str:
    if value is None:
        return "chưa nhập"
    words = shown(value, line.decimals)
    return f"{words}: {value.reason}" if value.reason else words


_REPORT = "so-lieu/bieu/<str:form_code>/<path:uid>/<span:span>"
urlpatterns = [
    path(f"{_REPORT}/bang-tinh/", workbook_page, name="report_workbook"),
    path(f"{_REPORT}/bang-tinh/mau/", template_file, name="report_workbook_template"),
]
