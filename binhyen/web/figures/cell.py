"""The page of one figure: its value, where it comes from, every version, who reads it; corrections asked and decided."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from django.contrib import messages
from django.core.exceptions import SuspiciousOperation
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_POST, require_safe

from binhyen.directives.models import SourceText
from binhyen.figures import actions
from binhyen.figures.models import Cell, Correction
from binhyen.figures.queries.guarding import Guard, guard_of
from binhyen.figures.queries.histories import Step, Story, story_of
from binhyen.figures.rules import periods
from binhyen.figures.rules.cells import CellValue, Nature
from binhyen.figures.rules.entered import KINDS, REPORTED
from binhyen.figures.visibility import cells_seen_by
from binhyen.foundation import vietnamese
from binhyen.foundation.errors import DomainError, Invalid, WrongMove
from binhyen.organisation.actor import Actor
from binhyen.organisation.rules import Act
from binhyen.web.actor import actor_of, acts_on, today
from binhyen.web.figures import correcting
from binhyen.web.figures.addresses import sheet_url
from binhyen.web.figures.entries import Entry, content_of
from binhyen.web.refusals import sentence, status_of
from binhyen.web.templatetags.binhyen import cell as cell_text

DECISIONS = {"approve": True, "refuse": False}


@require_safe
def figure_page(request: HttpRequest, cell_id: int) -> HttpResponse:
    """One figure. Another unit's: 404."""
    return _page(request, cell_id, {}, None)


@require_POST
def ask_correction(request: HttpRequest, cell_id: int) -> HttpResponse:
    """Ask for a correction; refused input comes back with everything typed."""
    actor = actor_of(request)
    cell = Cell.objects.filter(cells_seen_by(actor), pk=cell_id).select_related("indicator", "unit", "approved").first()
    if cell is None:
        raise Http404
    typed = request.POST.dict()
    kind = typed.get("tinh-trang", REPORTED)
    entry = Entry(typed.get("so", "").strip(), kind if kind in KINDS else REPORTED, typed.get("ly-do", "").strip())
    try:
        content = content_of(entry, cell.indicator.code, cell.indicator.decimals)
        actions.correct(
            cell, content, reason=typed.get("ly-do", ""), document=typed.get("van-ban", ""), actor=actor,
            now=timezone.now(), together=correcting.together(cell, typed), reasons=correcting.reasons(typed),
        )  # fmt: skip
    except (Invalid, WrongMove) as error:
        return _page(request, cell_id, typed, error)
    messages.success(request, "Đã ghi đề nghị đính chính. Số liệu cũ vẫn có hiệu lực đến khi được phê duyệt.")
    return redirect("figure", cell_id)


@require_POST
def decide(request: HttpRequest, correction_id: int) -> HttpResponse:
    """The second person's decision on a correction."""
    actor = actor_of(request)
    seen = Cell.objects.filter(cells_seen_by(actor)).values("pk")
    found = Correction.objects.filter(pk=correction_id, version__cell__in=seen)
    correction = found.select_related("version__cell__unit").first()
    if correction is None:
        raise Http404
    approved = DECISIONS.get(request.POST.get("act", ""))
    if approved is None:
        raise SuspiciousOperation("unknown act")
    actions.decide_correction(correction, approved=approved, actor=actor, now=timezone.now())
    messages.success(request, "Đã phê duyệt đính chính." if approved else "Không phê duyệt đính chính; giữ số liệu cũ.")
    return redirect("figure", correction.version.cell_id)


def _page(request: HttpRequest, cell_id: int, typed: Mapping[str, str], refused: DomainError | None) -> HttpResponse:
    actor = actor_of(request)
    cell = Cell.objects.filter(cells_seen_by(actor), pk=cell_id).select_related("unit").first()
    if cell is None:
        raise Http404
    acts = acts_on(actor, cell.unit)
    outside = Act.SEE_ALL_STATES not in acts
    story = story_of(actor, cell_id, only_approved=outside, on=today())
    if story is None:
        raise Http404
    context = {
        **_facts(story, guard_of(cell.unit, story.cell.period.span) if outside else None),
        "knots": _knots(actor, story),
        "may_ask": _may_ask(actor, story, acts),
        "explanation_url": _explanation_url(story, outside=outside),
        "may_decide": _may_decide(actor, story, acts),
        "kinds": KINDS,
        "typed": _typed(typed),
        "problems": [{"target": "", "text": sentence(refused)}] if refused else [],
    }
    if not outside:
        context |= correcting.touched(story, actor)
    if context["may_ask"]:
        context |= correcting.asking(story, typed, refused)
    return render(request, "web/figures/cell.html", context, status=status_of(refused) if refused else 200)


def _explanation_url(story: Story, *, outside: bool) -> str:
    """The draft that explains the difference to the same period; of collected totals, for who sees all states."""
    cell = story.cell
    plain = not cell.breakdown and not cell.origin and Nature(cell.indicator.nature).adds_over_units
    if outside or not plain or cell.approved_id is None:
        return ""
    return reverse("explanation", args=[cell.indicator.code, cell.unit.uid, cell.period.span])


def _facts(story: Story, guard: Guard | None) -> dict[str, Any]:
    """What the page says of the figure itself. ``guard`` is there for who only reads approved figures.

    A published figure is shown as it was published; the collected ones of the periods before stay guarded.
    """
    cell, waiting, decimals = story.cell, story.waiting, story.cell.indicator.decimals
    unit = story.unit.full_name if story.unit else cell.unit.last_name()

    def text(content: CellValue) -> str:
        covered = guard.cover(story.key, content, decimals) if guard is not None and story.source is None else ""
        return covered or cell_text(content, decimals)

    recent = [
        {
            "period": periods.name(span),
            "text": text(content),
            "url": reverse("figure", args=[pk]),
            "current": pk == cell.pk,
        }
        for span, content, pk in story.recent
        if guard is None or not guard.guards(story.key)
    ]
    return {
        "story": story, "value": _with_unit(text(story.current.content), story),
        "unit": unit, "period": periods.name(cell.period.span),
        "steps": [_step(step, text(step.content)) for step in story.steps], "recent": recent,
        "current": text(story.current.content),
        "asked": cell_text(waiting.version.content, decimals) if waiting else "", "state": _state(story),
        "invented": unit if cell.unit.invented else "",
    }  # fmt: skip


def _with_unit(text: str, story: Story) -> str:
    """A number with its unit of count ("100%", "270 lượt người"); words stay alone."""
    if not text[-1:].isdigit():
        return text
    unit = story.cell.indicator.unit_of_count
    return f"{text}%" if unit == "%" else f"{text}\u00a0{unit}"


def _state(story: Story) -> tuple[str, str]:
    if story.source is not None:
        return ("ok", "Số liệu đã công bố, đã phê duyệt") if story.cell.approved_id else ("waiting", "Chờ phê duyệt")
    if story.lock is not None:
        return "locked", "Đã phê duyệt, kỳ đã chốt số liệu"
    return ("ok", "Đã phê duyệt") if story.cell.approved_id else ("waiting", "Chưa phê duyệt")


def _step(step: Step, text: str) -> dict[str, Any]:
    kept = step.version.provenance
    why = kept.get("reason", "") or step.version.reason
    if kept.get("document"):
        why = f"{why} (căn cứ: {kept['document']})"
    note = ""
    if step.correction is not None:
        note = f"Đính chính, {step.correction.get_state_display()}"
    elif step.counts:
        note = "Có hiệu lực"
    return {
        "n": step.version.n, "text": text, "at": step.version.at,
        "post": step.post, "why": why, "note": note, "counts": step.counts, "decided": step.decided,
        "refused": step.correction is not None and step.correction.state == Correction.REFUSED,
    }  # fmt: skip


def _knots(actor: Actor, story: Story) -> Sequence[dict[str, str]]:
    """Where the figure comes from, as a thread: the report that carried it, or the text and its words."""
    if story.source is None:
        version = story.current.version
        form, span = version.submission.form_version, story.cell.period.span
        knot = {
            "kind": "Báo cáo",
            "title": f"{form.short_title if form else ''}, {periods.name(span)}",
            "url": sheet_url(version.submission.form_code, story.cell.unit, span),
            "text": f"Lần gửi {version.submission_version}; phiên bản {version.n} của chỉ tiêu.",
        }
        return [knot]
    return _source_knots(actor, story, story.source)


def _source_knots(actor: Actor, story: Story, source: SourceText) -> list[dict[str, str]]:
    kept = _origin(story)
    readable = bool(source.text) and SourceText.objects.visible_to(actor).filter(pk=source.pk).exists()
    place = kept.get("place") or (f"ký tự {kept['start'] + 1}-{kept['end']}" if "start" in kept else "")
    day = vietnamese.short_date(source.published_on) if source.published_on else "chưa rõ ngày"
    knots = [
        {
            "kind": "Văn bản nguồn",
            "title": source.title,
            "text": ", ".join(part for part in (source.publisher, day) if part),
            "url": reverse("source", args=[source.pk]) if readable else "",
        },
        {"kind": "Vị trí trong văn bản", "title": place or "không ghi vị trí", "quote": kept.get("quote", "")},
    ]
    if kept.get("reporter"):
        knots.append({"kind": "Cơ quan có số liệu", "title": kept["reporter"]})
    return knots


def _origin(story: Story) -> Mapping[str, Any]:
    """The provenance of the version that the counting one rests on: a correction keeps the words it corrected."""
    for step in story.steps[story.steps.index(story.current) :]:
        if step.version.provenance.get("kind") != "correction":
            return step.version.provenance
    return story.current.version.provenance


def _may_ask(actor: Actor, story: Story, acts: frozenset[Act]) -> bool:
    final = story.source is not None or story.lock is not None
    in_line = story.line in ("", actor.post.line)
    return Act.CORRECT in acts and in_line and story.cell.approved_id is not None and final and story.waiting is None


def _may_decide(actor: Actor, story: Story, acts: frozenset[Act]) -> bool:
    waiting = story.waiting
    if waiting is None or Act.APPROVE not in acts or story.line not in ("", actor.post.line):
        return False
    return not actor.is_same_hand(waiting.requested_by, waiting.requested_by_post)


def _typed(typed: Mapping[str, Any]) -> dict[str, str]:
    names = {"so": "number", "tinh-trang": "kind", "ly-do": "why", "van-ban": "document"}
    return {name: str(typed.get(field, "")) for field, name in names.items()}
