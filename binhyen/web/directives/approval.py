"""From chosen figures to counted ones: the drafter sends, a second person approves or sends lines back."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.views.decorators.http import require_http_methods

from binhyen.directives.models import SourceText
from binhyen.figures.actions import approve, open_report, send_back, submit
from binhyen.figures.models import Submission
from binhyen.figures.queries.names import names_of
from binhyen.figures.queries.reports import findings_of
from binhyen.figures.rules.cells import CellKey, Finding
from binhyen.figures.rules.moves import Stage
from binhyen.foundation.errors import DomainError
from binhyen.foundation.vietnamese import padded
from binhyen.organisation.actor import Actor
from binhyen.organisation.rules import Act
from binhyen.web.actor import actor_of, acts_on, today
from binhyen.web.amounts import amount
from binhyen.web.directives.proposals import SET_BY_PERSON
from binhyen.web.directives.reading import submissions_of
from binhyen.web.refusals import sentence, status_of

DONE = {
    "submit": "Đã gửi số liệu để phê duyệt.",
    "approve": "Đã phê duyệt; số liệu được công bố bên cạnh số liệu thu thập của đơn vị.",
    "send_back": "Đã trả lại để chỉnh lý.",
}

HEADLINES = {
    Stage.DRAFT: "chờ gửi",
    Stage.PRESENTED: "chờ gửi",
    Stage.SUBMITTED: "chờ phê duyệt",
    Stage.SENT_BACK: "phải chỉnh lý",
    Stage.APPROVED: "đã phê duyệt",
}
AROUND = 60


@require_http_methods(["GET", "POST"])
def approval_page(request: HttpRequest, source_id: int) -> HttpResponse:
    """All reports of figures that came from one text, each with the words beside the values and what this post may do."""
    actor = actor_of(request)
    source = get_object_or_404(SourceText.objects.visible_to(actor).select_related("unit"), pk=source_id)
    refused, where = "", 0
    status = 200
    if request.method == "POST":
        submission = _chosen(request, source, actor)
        try:
            _act(request, submission, actor)
        except DomainError as error:
            refused, where, status = sentence(error), submission.pk, status_of(error)
        else:
            messages.success(request, DONE[request.POST["act"]])
            return redirect("source_approval", source.pk)
    reports = [_report(entry, source, actor, request) for entry in submissions_of(source, actor)]
    context = {
        "source": source,
        "reports": reports,
        "finding": _finding(reports),
        "problems": [{"text": refused, "target": f"bc-{where}"}] if refused else [],
    }
    return render(request, "web/directives/approval.html", context, status=status)


def _chosen(request: HttpRequest, source: SourceText, actor: Actor) -> Submission:
    chosen = request.POST.get("submission", "")
    if not chosen.isdecimal() or request.POST.get("act") not in DONE:
        raise Http404
    visible = Submission.objects.visible_to(actor).filter(source=source)
    return get_object_or_404(visible.select_related("unit", "period"), pk=int(chosen))


def _act(request: HttpRequest, submission: Submission, actor: Actor) -> None:
    now, typed = timezone.now(), request.POST
    seen = int(typed["revision"]) if typed.get("revision", "").isdecimal() else None
    match typed["act"]:
        case "submit":
            reasons = {name.removeprefix("r:"): str(text) for name, text in typed.items() if name.startswith("r:")}
            submit(submission, reasons=reasons, actor=actor, now=now, seen_revision=seen)
        case "approve":
            approve(submission, actor=actor, now=now, seen_revision=seen)
        case _:
            cells = [_key(text) for text in typed.getlist("cell")]
            send_back(submission, cells=cells, reason=typed.get("reason", ""), actor=actor, now=now, seen_revision=seen)


def _key(text: str) -> CellKey:
    code, _, breakdown = text.partition("|")
    return CellKey(code, breakdown)


def _report(entry: dict[str, Any], source: SourceText, actor: Actor, request: HttpRequest) -> dict[str, Any]:
    """One report as the page shows it. ``may_submit`` and ``may_decide`` exclude each other by the rule of two persons."""
    submission: Submission = entry["submission"]
    may = acts_on(actor, submission.unit)
    stage = Stage(submission.stage)
    own = actor.is_same_hand(submission.submitted_by, submission.submitted_by_post)
    waits = stage is Stage.SUBMITTED and Act.APPROVE in may
    may_submit = stage in (Stage.DRAFT, Stage.SENT_BACK) and Act.SUBMIT in may
    if waits and not own:
        open_report(submission, actor=actor, now=timezone.now())
    return {
        **entry,
        "rows": _rows(submission, source.text),
        "findings": _findings(findings_of(submission, today=today()), request) if may_submit else [],
        "may_submit": may_submit,
        "may_decide": waits and not own,
        "is_own": waits and own,
        "may_send_back": waits and not own and Act.SEND_BACK in may,
    }


def _rows(submission: Submission, text: str) -> list[dict[str, Any]]:
    drafts = list(submission.drafts.select_related("indicator").order_by("indicator__code", "breakdown"))
    names = names_of({d.key for d in drafts}, today())
    rows = []
    for draft in drafts:
        kept = draft.provenance
        rows.append(
            {
                "key": f"{draft.indicator.code}|{draft.breakdown}",
                "code": draft.indicator.code,
                "name": names[draft.key],
                "amount": amount(draft.content, draft.indicator),
                "words": _words(kept, text),
                "place": kept.get("place", ""),
                "set_by": ", ".join(SET_BY_PERSON[s] for s in kept.get("set_by_person", []) if s in SET_BY_PERSON),
                "returned": draft.return_reason if draft.returned else "",
            }
        )
    return rows


def _words(kept: dict[str, Any], text: str) -> tuple[str, str, str]:
    """The words that the figure was read from, with a little of the same line before and after them."""
    if "start" not in kept:
        return "", kept.get("quote", ""), ""
    start, end = kept["start"], kept["end"]
    before = text[max(0, start - AROUND) : start].splitlines() or [""]
    after = text[end : end + AROUND].splitlines() or [""]
    return before[-1].partition(" ")[2] if len(before[-1]) == AROUND else before[-1], text[start:end], after[0]


def _finding(reports: list[dict[str, Any]]) -> str:
    """The headline: how many figures stand where."""
    found: dict[str, int] = {}
    for report in reports:
        words = HEADLINES[Stage(report["submission"].stage)]
        found[words] = found.get(words, 0) + len(report["rows"])
    return ", ".join(f"{padded(n)} số liệu {words}" for words, n in found.items())


def _findings(found: list[Finding], request: HttpRequest) -> list[dict[str, Any]]:
    return [
        {
            "rule": f.rule,
            "severity": f.severity.value,
            "sentence": sentence(DomainError(f.code, **f.params)),
            "arithmetic": f.arithmetic,
            "reason_name": f"r:{f.id}" if f.severity.value == "warn" else "",
            "reason": request.POST.get(f"r:{f.id}", ""),
        }
        for f in found
    ]
