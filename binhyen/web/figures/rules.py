"""The rules by which reports are checked: read by everyone, changed by administrators from a day to come, tried first."""

from __future__ import annotations

import hashlib
import json
from datetime import timedelta
from itertools import groupby
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import path, reverse
from django.utils import timezone
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from binhyen.figures.actions.rules import RuleText, end_rule, set_rule
from binhyen.figures.queries.rule_books import (
    Hit,
    Row,
    Trial,
    forms_with_rules,
    rule_book,
    rule_on,
    said_of,
    spec_of,
    trial,
)
from binhyen.figures.rules import periods
from binhyen.figures.rules.cells import IN_RULES, Severity
from binhyen.figures.rules.rule_words import CLASSES, COMPARISONS, thresholds
from binhyen.figures.rules.specs import SPEC_FIELDS, RuleSpec
from binhyen.foundation.errors import DomainError, NotAllowed
from binhyen.foundation.vietnamese import read_date, short_date
from binhyen.organisation.actor import Actor
from binhyen.organisation.rules import Act
from binhyen.web.actor import actor_of, acts_on, today, unit_name
from binhyen.web.refusals import sentence, status_of

SEVERITIES = {Severity.BLOCK.value: "phải chỉnh lý mới gửi được", Severity.WARN.value: "nhắc, cần giải trình"}
STATES = {"in_force": "Đang áp dụng", "to_come": "Sẽ áp dụng", "ended": "Đã hết áp dụng"}
CHIPS = {"in_force": "ok", "to_come": "waiting", "ended": "off"}
NEW = "moi"
_FIELDS = ("rule_id", "rule_class", "severity", "basis", "from", *SPEC_FIELDS)


@require_GET
def rule_list(request: HttpRequest) -> HttpResponse:
    """The rules of one form in sentences: in force, to come, ended."""
    actor = actor_of(request)
    forms = forms_with_rules()
    asked = request.GET.get("bieu") or (forms[0][0] if forms else "")
    if asked not in dict(forms):
        raise Http404
    rows = rule_book(asked, today())
    sections = [
        {"title": STATES[state], "chip": CHIPS[state], "ended": state == "ended", "rows": [_row(row) for row in found]}
        for state, found in groupby(rows, key=lambda row: row.state)
    ]
    context = {"forms": forms, "asked": asked, "title": dict(forms)[asked], "sections": sections,
               "count": sum(row.state == "in_force" for row in rows), "edits": _edits(actor)}  # fmt: skip
    return render(request, "web/figures/rules.html", context)


def _row(row: Row) -> dict[str, Any]:
    rule = row.rule
    return {
        "id": rule.id, "class": f"{rule.rule_class}. {CLASSES.get(rule.rule_class, '')}", "said": row.said,
        "severity": SEVERITIES[rule.severity.value], "blocks": rule.severity is Severity.BLOCK, "basis": rule.basis,
        "from": rule.valid_from, "to": rule.valid_to,
    }  # fmt: skip


def _edits(actor: Actor) -> bool:
    return Act.ADMINISTER in acts_on(actor, actor.unit)


@require_http_methods(["GET", "POST"])
def rule_page(request: HttpRequest, form_code: str, rule_id: str) -> HttpResponse:
    """GET: a rule as it stands, to be changed. POST: tried on past reports; saved only as it was last tried."""
    actor = actor_of(request)
    if not _edits(actor):
        raise NotAllowed("organisation.not_allowed", unit=unit_name(actor.unit))
    forms = dict(forms_with_rules())
    current = rule_on(form_code, rule_id, today())
    if form_code not in forms or (current is None and rule_id != NEW):
        raise Http404
    before = spec_of(current) if current else None
    typed = _typed(request, form_code, before)
    tried: Trial | None = None
    refused: DomainError | None = None
    said = said_of(before, today()) if before else ""
    if request.method == "POST":
        try:
            text, starts_on = _text(form_code, typed), read_date(typed["from"])
            rule = text.read(valid_from=starts_on)
            said = said_of(rule, today())
            if request.POST.get("act") == "save" and request.POST.get("tried") == _mark(typed):
                set_rule(text, valid_from=starts_on, actor=actor, now=timezone.now())
                messages.success(request, f"Quy tắc {text.rule_id} áp dụng từ {short_date(starts_on)}.")
                return redirect(f"{reverse('rules')}?bieu={form_code}")
            tried = trial(form_code, rule, before, today())
        except DomainError as error:
            refused = error
    posted = request.method == "POST" and refused is None
    context = {
        "form_code": form_code, "form": forms[form_code], "rule_id": rule_id, "current": before, "typed": typed,
        "said": said, "posted": posted, "mark": _mark(typed) if posted else "",
        "trial": _shown(tried) if tried else None, "refused": sentence(refused) if refused else "",
        "thresholds": _thresholds(before, typed), "classes": CLASSES.items(), "operations": COMPARISONS.items(),
        "severities": [(s.value, SEVERITIES[s.value]) for s in IN_RULES], "is_new": before is None,
        "tomorrow": short_date(today() + timedelta(days=1)), "today": short_date(today()),
    }  # fmt: skip
    return render(request, "web/figures/rule.html", context, status=status_of(refused) if refused else 200)


def _typed(request: HttpRequest, form_code: str, before: RuleSpec | None) -> dict[str, str]:
    """The fields as typed, or as the rule stands."""
    if request.method == "POST":
        return {name: request.POST.get(name, "").strip() for name in _FIELDS}
    stored = rule_on(form_code, before.id, today()) if before else None
    typed = dict.fromkeys(_FIELDS, "") | {"from": short_date(today() + timedelta(days=1)), "severity": "warn"}
    if stored is not None:
        typed |= {"rule_id": stored.rule_id, "rule_class": stored.rule_class, "severity": stored.severity,
                  "basis": stored.basis, **{part: stored.spec.get(part, "") for part in SPEC_FIELDS}}  # fmt: skip
    return typed | {part: typed[part].replace(".", ",") for part in ("at_least", "at_most", "base")}


def _text(form_code: str, typed: dict[str, str]) -> RuleText:
    """What was typed as a rule; thresholds are typed the Vietnamese way ("0,5")."""
    spec = {part: typed[part] for part in SPEC_FIELDS}
    spec |= {part: typed[part].replace(".", "").replace(",", ".") for part in ("at_least", "at_most", "base")}
    return RuleText(form_code, typed["rule_id"], typed["rule_class"], typed["severity"], spec, typed["basis"])


def _mark(typed: dict[str, str]) -> str:
    """What a trial was made of: only the same may be saved."""
    return hashlib.sha256(json.dumps(typed, sort_keys=True).encode()).hexdigest()[:24]


def _thresholds(before: RuleSpec | None, typed: dict[str, str]) -> list[tuple[str, str, str]]:
    if before is None:
        labels = {"at_least": "Ngưỡng thấp nhất", "at_most": "Ngưỡng cao nhất", "base": "Chỉ xét từ số"}
    else:
        labels = thresholds(before)
    return [(name, label, typed[name]) for name, label in labels.items()]


def _shown(tried: Trial) -> dict[str, Any]:
    """The trial by unit: which lines would be named. Never a figure."""
    hits = sorted(tried.hits, key=lambda hit: hit.unit)
    units = [(unit, list(map(_line, found))) for unit, found in groupby(hits, key=lambda hit: hit.unit)]
    return {"period": periods.name(tried.period), "reports": tried.reports, "count": len(tried.hits),
            "before": tried.before, "units": units}  # fmt: skip


def _line(hit: Hit) -> str:
    return hit.line


@require_POST
def rule_end(request: HttpRequest, form_code: str, rule_id: str) -> HttpResponse:
    """The rule's last day."""
    actor = actor_of(request)
    last_on = read_date(request.POST.get("last_on", "").strip())
    end_rule(form_code, rule_id, last_on=last_on, actor=actor, now=timezone.now())
    messages.success(request, f"Quy tắc {rule_id} áp dụng đến hết ngày {short_date(last_on)}.")
    return redirect(f"{reverse('rules')}?bieu={form_code}")


urlpatterns = [
    path("quy-tac/", rule_list, name="rules"),
    path("quy-tac/<str:form_code>/<str:rule_id>/", rule_page, name="rule"),
    path("quy-tac/<str:form_code>/<str:rule_id>/ket-thuc/", rule_end, name="rule_end"),
]
