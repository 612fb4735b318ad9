"""Evidence and remarks of one line, or of a whole report: a page, and a fragment beside the grid; one file to take away."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.core.exceptions import SuspiciousOperation
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import path, reverse
from django.utils import timezone
from django.utils.http import content_disposition_header
from django.views.decorators.http import require_http_methods, require_safe

from binhyen.collection.actions.attachments import REMARK_LIMIT, attach, remark, remove_attachment
from binhyen.collection.models import Attachment
from binhyen.collection.queries.attached import WHOLE, attachments_seen_by, files_of, remarks_of
from binhyen.collection.rules.attached import LARGEST
from binhyen.figures.actions import open_submission
from binhyen.figures.models import Submission
from binhyen.figures.rules import periods
from binhyen.foundation.errors import DomainError, Invalid, NotFound
from binhyen.foundation.span import Span
from binhyen.organisation.rules import Act
from binhyen.web.actor import actor_of
from binhyen.web.collection.paper import report_of
from binhyen.web.collection.uploaded import uploaded
from binhyen.web.figures.addresses import sheet_url
from binhyen.web.figures.opened import Opened
from binhyen.web.refusals import sentence, status_of

WHOLE_REPORT = "bao-cao"


@require_http_methods(["GET", "POST"])
def line_extras(request: HttpRequest, form_code: str, uid: str, span: Span, key: str) -> HttpResponse:
    """Files and remarks of a line; ``key`` "bao-cao" is the report as a whole. A fragment where htmx asks."""
    report = report_of(request, form_code, uid, span)
    line = WHOLE if key == WHOLE_REPORT else key
    name = _name(report, line)
    if name is None:
        raise Http404
    refusal, status, typed = "", 200, ""
    if request.method == "POST":
        try:
            said = _act(request, report, line)
        except DomainError as error:
            refusal, status, typed = sentence(error), status_of(error), request.POST.get("y-kien", "")
        else:
            if not request.headers.get("HX-Request"):
                messages.success(request, said)
                return redirect(request.path)
            report = report_of(request, form_code, uid, span)
    context = _context(report, key, line, name) | {"refusal": refusal, "typed": typed}
    fragment = bool(request.headers.get("HX-Request"))
    template = "web/collection/line_extras.html" if fragment else "web/collection/line_extras_page.html"
    return render(request, template, context, status=status)


def _name(report: Opened, line: str) -> str | None:
    """What the line is called; None where the form does not have it."""
    if line == WHOLE:
        return "Cả báo cáo"
    return next((each.name.removeprefix("- ") for each in report.sheet.lines if str(each.key) == line), None)


def _act(request: HttpRequest, report: Opened, line: str) -> str:
    """Do what the pressed button says; the sentence for who pressed it."""
    verb, _, which = request.POST.get("act", "").partition(":")
    actor, now = report.actor, timezone.now()
    match verb:
        case "attach":
            file = uploaded(request)
            if file is None:
                raise Invalid("collection.file_missing")
            no_secrets = request.POST.get("khong-mat") == "yes"
            attach(
                _begun(report), line=line, name=file[0], content=file[1], no_secrets=no_secrets, actor=actor, now=now
            )
            return "Đã đính kèm tệp."
        case "remove" if which.isdecimal() and report.submission is not None:
            kept = attachments_seen_by(actor).filter(submission=report.submission, line=line, kind=Attachment.EVIDENCE)
            remove_attachment(get_object_or_404(kept, pk=int(which)), actor=actor, now=now)
            return "Đã gỡ tệp; tên tệp và thời gian vẫn được lưu."
        case "remark":
            remark(_begun(report), line=line, text=request.POST.get("y-kien", ""), actor=actor, now=now)
            return "Đã ghi ý kiến."
    raise SuspiciousOperation("unknown act")


def _begun(report: Opened) -> Submission:
    """The report, begun by its officer where nothing was entered yet."""
    if report.submission is not None:
        return report.submission
    return open_submission(
        form_code=report.form.code, unit=report.sheet.unit, span=report.span, actor=report.actor, now=timezone.now()
    )


def _context(report: Opened, key: str, line: str, name: str) -> dict[str, Any]:
    given = report.submission
    files = files_of(given, line, kind=Attachment.EVIDENCE) if given else ()
    own = bool(report.acts & {Act.DRAFT, Act.SUBMIT})
    begins = given is not None or Act.DRAFT in report.acts
    return {
        "report": report, "name": name, "is_whole": line == WHOLE, "files": [f for f in files if f.removed_at is None],
        "removed": [f for f in files if f.removed_at is not None], "remarks": remarks_of(given, line) if given else (),
        "may_attach": own and begins, "may_remark": begins and (own or (Act.APPROVE in report.acts and report.in_line)),
        "limit": REMARK_LIMIT, "megabytes": LARGEST // 1024 // 1024, "period": periods.name(report.span),
        "here": reverse("line_extras", args=[report.form.code, report.sheet.unit.uid, report.span, key]),
        "sheet_url": sheet_url(report.form.code, report.sheet.unit, report.span),
        "invented": report.unit.full_name if report.sheet.unit.invented else "",
    }  # fmt: skip


@require_safe
def attachment(request: HttpRequest, pk: int) -> HttpResponse:
    """One file, always to be saved, never shown by the browser."""
    found = get_object_or_404(attachments_seen_by(actor_of(request)), pk=pk)
    if found.removed_at is not None:
        raise NotFound("collection.file_removed")
    response = HttpResponse(bytes(found.content), content_type=found.media_type)
    response["Content-Disposition"] = (
        content_disposition_header(as_attachment=True, filename=found.name) or "attachment"
    )
    response["X-Content-Type-Options"] = "nosniff"
    response["Cache-Control"] = "private, no-store"
    return response


urlpatterns = [
    path("so-lieu/bieu/<str:form_code>/<path:uid>/<span:span>/minh-chung/<str:key>/", line_extras, name="line_extras"),
    path("so-lieu/tep/<int:pk>/", attachment, name="attachment"),
]
