"""The commune's paper: what it will hold, the .docx, and after signing its number and the signed file."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from django.conf import settings
from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import path, reverse
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_safe

from binhyen.collection.actions.papers import GivenFile, SignedAs, number_paper, offices_of
from binhyen.collection.models import Paper
from binhyen.collection.papers import issuers
from binhyen.collection.papers.material import PaperMaterial
from binhyen.collection.papers.outline import compose
from binhyen.collection.queries.papers import (
    carried,
    last_paper,
    paper_material,
    papers_of,
    receipt_codes,
    signed_file,
)
from binhyen.figures.models import Submission
from binhyen.figures.rules import periods
from binhyen.figures.rules.cells import Qualifier
from binhyen.figures.rules.moves import Stage
from binhyen.foundation.errors import DomainError, Invalid
from binhyen.foundation.official.content import OfficialDocument
from binhyen.foundation.official.writer import write
from binhyen.foundation.span import Span
from binhyen.foundation.vietnamese import padded, read_date, short_date
from binhyen.organisation.rules import Act, Level
from binhyen.web.actor import actor_of, today
from binhyen.web.collection.uploaded import uploaded
from binhyen.web.figures.addresses import sheet_url, span_text
from binhyen.web.figures.findings import notes_of
from binhyen.web.figures.marks import state_of
from binhyen.web.figures.opened import OPEN, Opened, opened
from binhyen.web.figures.tallies import summed, tallies_of
from binhyen.web.refusals import sentence, status_of

DOCX = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
FIELDS = ("so", "ky-hieu", "ngay", "chuc-danh")


@dataclass(frozen=True)
class Refused:
    """A number that was not taken: why, and what was typed."""

    status: int = 200
    sentence: str = ""
    typed: Mapping[str, str] = field(default_factory=dict)


def report_of(request: HttpRequest, form_code: str, uid: str, span: Span) -> Opened:
    """The report at an address, for who sees all its states; others: 404."""
    report = opened(actor_of(request), form_code, uid, span)
    if report.is_outside:
        raise Http404
    return report


@require_http_methods(["GET", "POST"])
def paper_page(request: HttpRequest, form_code: str, uid: str, span: Span) -> HttpResponse:
    """What the paper will hold and where it stands; POST keeps number, date, office and the signed file."""
    report = report_of(request, form_code, uid, span)
    refused = Refused()
    if request.method == "POST":
        try:
            _number(request, report)
        except DomainError as error:
            refused = Refused(
                status_of(error),
                sentence(error),
                {name.replace("-", "_"): request.POST.get(name, "") for name in FIELDS},
            )
        else:
            messages.success(request, "Đã ghi số, ký hiệu báo cáo.")
            return redirect(request.path)
    return render(request, "web/collection/paper.html", _context(request, report, refused), status=refused.status)


def _number(request: HttpRequest, report: Opened) -> None:
    if report.submission is None:
        raise Http404
    signed_on = request.POST.get("ngay", "").strip()
    if not signed_on:
        raise Invalid("collection.field_required", field="Ngày ký")
    file = uploaded(request)
    number_paper(
        report.submission,
        SignedAs(
            request.POST.get("so", ""), request.POST.get("ky-hieu", ""), read_date(signed_on),
            request.POST.get("chuc-danh", ""),
        ),
        file=GivenFile(*file, no_secrets=request.POST.get("khong-mat") == "yes") if file else None,
        actor=report.actor, now=timezone.now(),
    )  # fmt: skip


def _context(request: HttpRequest, report: Opened, refused: Refused) -> dict[str, Any]:
    given = report.submission
    paper = last_paper(given) if given and given.version else None
    typed_before = papers_of(given) if given else []
    profile, signer = _chosen(request)
    material = _material(report)
    typed = dict(refused.typed) or (
        {"so": paper.number, "ky_hieu": paper.symbol, "ngay": f"{paper.signed_on:%d/%m/%Y}", "chuc_danh": paper.signer_office}
        if paper
        else {"ky_hieu": _symbol(profile)}
    )  # fmt: skip
    return {
        "report": report, "refused": refused, "period": periods.name(report.span), "typed": typed, "paper": paper,
        "code": report.form.code, "uid": report.sheet.unit.uid, "span": report.span,
        "sheet_url": sheet_url(report.form.code, report.sheet.unit, report.span),
        **state_of(report.stage),
        "carried": carried(paper) if paper else "", "signed": signed_file(paper),
        "earlier": [one for one in typed_before if paper is None or one.pk != paper.pk],
        "carried_before": _carried_before(given, typed_before) if given and not paper else "",
        "steps": _steps(report, bool(paper)), "receipts": receipt_codes(given) if given else [],
        "may_number": bool(given and given.version and report.acts & {Act.DRAFT, Act.SUBMIT}),
        "offices": offices_of(given) if given else [], "profiles": issuers.names().items(),
        "signers": issuers.SIGNERS.items(), "profile": profile, "signer": signer,
        "document": _document(material, profile, signer) if material else None,
        "holds": [*_stops(report), *_holds(material)] if material else [], "not_made": _not_made(report),
        "problems": [{"target": "so", "text": refused.sentence}] if refused.sentence else [],
        "problems_title": "Chưa ghi được số, ký hiệu",
        "invented": report.unit.full_name if report.sheet.unit.invented else "",
        "docx_url": f"{reverse('report_paper_docx', args=[report.form.code, report.sheet.unit.uid, report.span])}"
        f"?the-thuc={profile}&ky={signer}",
    }  # fmt: skip


def _carried_before(given: Submission, papers: Sequence[Paper]) -> str:
    """ "lần gửi 1: báo cáo số 45/BC-UBND ngày 16/6/2026": the number of the last sending that has one."""
    last = next((one for one in papers if one.version < given.version), None)
    return (
        f"lần gửi {last.version}: báo cáo số {last.number}/{last.symbol} ngày {short_date(last.signed_on)}"
        if last
        else ""
    )


def _steps(report: Opened, numbered: bool) -> list[dict[str, Any]]:
    """Trình, ký, gửi: what is done, and when."""
    given = report.submission
    sent = given is not None and report.stage in (Stage.SUBMITTED, Stage.APPROVED)
    presented = given is not None and (sent or report.stage is Stage.PRESENTED)
    return [
        {"text": "Cán bộ trình lãnh đạo", "done": presented, "at": given.presented_at if given and presented else None},
        {"text": "Lãnh đạo ký, gửi báo cáo", "done": sent, "at": given.submitted_at if given and sent else None},
        {"text": "Ghi số, ký hiệu; đính kèm bản đã ký", "done": sent and numbered, "at": None},
        {"text": "Cấp trên phê duyệt", "done": report.stage is Stage.APPROVED,
         "at": given.decided_at if given and report.stage is Stage.APPROVED else None},
    ]  # fmt: skip


def _chosen(request: HttpRequest) -> tuple[str, str]:
    """Heading and signature: the ones asked for, else the usual ones."""
    profile, signer = request.GET.get("the-thuc", ""), request.GET.get("ky", "")
    names = issuers.names()
    return profile if profile in names else next(iter(names)), signer if signer in issuers.SIGNERS else issuers.HEAD


def _symbol(profile: str) -> str:
    return dict(zip(issuers.names(), issuers.symbols(), strict=True))[profile]


def _material(report: Opened) -> PaperMaterial | None:
    """What the paper holds; None where nothing was entered, and where no paper is made here (see ``_not_made``)."""
    if report.submission is None or _not_made(report):
        return None
    return paper_material(report.sheet, report.unit, today=today(), demo=settings.DEMO)


def _not_made(report: Opened) -> str:
    """Why no paper is made for the report: a province's papers are reviews; Party and Front have layouts of their own."""
    if report.sheet.unit.level != Level.COMMUNE:
        return "Văn bản của cấp tỉnh được lập ở mục Báo cáo."
    if report.form.line_of_work != "state":
        return "Văn bản của khối Đảng, Mặt trận theo thể thức riêng; đề nghị đính kèm bản đã ký sau khi gửi."
    return ""


def _document(material: PaperMaterial, profile: str, signer: str) -> OfficialDocument:
    return compose(material, issuers.paper_issuer(profile, signer, material.place, material.made_on.year))


def _stops(report: Opened) -> list[dict[str, str]]:
    """What must be put right before the paper is laid before the leader: what the checks stop."""
    if report.stage not in OPEN:
        return []
    blocked = summed(tallies_of(report.sheet, notes_of(report, {}, gaps=False)))["blocked"]
    return (
        [{"kind": "warn", "text": f"{padded(blocked)} chỉ tiêu chưa khớp, phải chỉnh lý trước khi trình."}]
        if blocked
        else []
    )


def _holds(material: PaperMaterial) -> list[dict[str, str]]:
    """The list above the paper: how many figures in which states, which headings are written."""
    lines = material.lines
    missing = [line.label for line in lines if not line.has_figure]
    nothing = sum(line.amount == 0 for line in lines)
    estimates = sum(bool(line.content and line.content.qualifier is Qualifier.ESTIMATE) for line in lines)
    written = [title for title, text in material.words if text.strip()]
    held = [{"kind": "ok", "text": f"{padded(len(lines) - len(missing))}/{len(lines)} chỉ tiêu có số liệu."}]
    if nothing:
        held.append({"kind": "ok", "text": f"{padded(nothing)} chỉ tiêu không phát sinh, in dấu “-” trong phụ lục."})
    if estimates:
        held.append({"kind": "ok", "text": f"{padded(estimates)} số ước thực hiện, in kèm chữ “ước”."})
    if missing:
        names = "; ".join(missing[:3]) + ("; …" if len(missing) > 3 else "")
        held.append({"kind": "warn", "text": f"{padded(len(missing))} chỉ tiêu chưa có số liệu: {names}."})
    if not material.words:
        held.append(
            {"kind": "warn", "text": "Kỳ này chưa có văn bản yêu cầu kèm đề cương; phần lời văn để cán bộ bổ sung."}
        )
    elif len(written) < len(material.words):
        left = [title for title, text in material.words if not text.strip()]
        held.append({"kind": "warn", "text": f"Đề mục chưa có lời văn: {'; '.join(left)}."})
    else:
        held.append({"kind": "ok", "text": f"{padded(len(written))} đề mục đã có lời văn."})
    return held


@require_safe
def paper_docx(request: HttpRequest, form_code: str, uid: str, span: Span) -> HttpResponse:
    """The .docx of the working copy as it stands, made anew each time."""
    material = _material(report_of(request, form_code, uid, span))
    if material is None:
        raise Http404
    if "the-thuc" in request.GET and request.GET["the-thuc"] not in issuers.names():
        known = ", ".join(issuers.names().values())
        raise Invalid("collection.issuer_unknown", profile=request.GET["the-thuc"][:40], known=known)
    response = HttpResponse(write(_document(material, *_chosen(request))), content_type=DOCX)
    name = f"du-thao-bao-cao-{form_code}-{uid.replace('/', '-')}-{span_text(span)}.docx"
    response["Content-Disposition"] = f'attachment; filename="{name}"'
    return response


_AT = "so-lieu/bieu/<str:form_code>/<path:uid>/<span:span>/bao-cao/"
urlpatterns = [
    path(_AT, paper_page, name="report_paper"),
    path(f"{_AT}tai/", paper_docx, name="report_paper_docx"),
]
