"""Requests for reports: the list, a new one, one asked in haste, and one with who owes what by when."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse, QueryDict
from django.shortcuts import redirect, render
from django.urls import path, reverse
from django.utils import timezone
from django.views.decorators.http import require_GET, require_http_methods

from binhyen.collection.actions import (
    Asked,
    Haste,
    Section,
    ask_quickly,
    make_request,
    renew_request,
    withdraw_request,
)
from binhyen.collection.models import ReportRequest
from binhyen.collection.queries.asked import replacements, standing_requests
from binhyen.collection.queries.calendar import working_days
from binhyen.collection.queries.due import request_words
from binhyen.collection.queries.requests import Sum, choices_for, chosen_for, owing_under, requests_of, sums_of
from binhyen.collection.rules.calendar import deadline_words, read_time
from binhyen.directives.models import Directive
from binhyen.figures.models import PeriodLock
from binhyen.figures.models.forms import LINES_OF_WORK
from binhyen.figures.queries.schedule import forms_under, periods_under
from binhyen.figures.rules import periods
from binhyen.figures.texts import STAGES
from binhyen.foundation.errors import DomainError, Invalid, NotFound
from binhyen.foundation.span import Span
from binhyen.foundation.vietnamese import read_date, short_date, show
from binhyen.organisation.actor import Actor
from binhyen.organisation.models import Unit
from binhyen.organisation.queries import children_on
from binhyen.organisation.rules import Act, Level
from binhyen.web.actor import actor_of, acts_on, today
from binhyen.web.figures.addresses import read_span, sheet_url, span_text
from binhyen.web.figures.marks import CHIPS, NOT_GIVEN
from binhyen.web.refusals import sentence, status_of

OUTLINE = "Kết quả nổi bật\nTồn tại, hạn chế\nNguyên nhân\nKiến nghị, đề xuất"
SPANS = 3  # the running period of a form and the two before
DAYS_GIVEN = 5
# Under which field a refusal stands.
FIELDS = {
    "collection.nothing_asked": "bieu", "collection.nobody_owes": "bieu",
    "collection.period_closed": "bieu", "collection.period_ahead": "tu",
    "collection.nothing_picked": "tim", "collection.too_many_picked": "tim", "collection.no_units": "pham-vi",
    "collection.unit_elsewhere": "pham-vi", "collection.unit_not_founded": "pham-vi", "collection.due_past": "han",
    "collection.due_too_far": "han", "collection.due_day_off": "han", "collection.due_too_soon": "han",
    "collection.cut_off_after_due": "den", "collection.hour_unreadable": "gio", "collection.issued_in_future": "ngay",
    "collection.actual_until_outside": "thuc", "collection.too_many_sections": "de-cuong",
    "collection.asked_before": "thay", "collection.reason_required": "ly-do-thay",
    "collection.directive_unknown": "van-ban", "collection.field_required": "viec", "foundation.span_reversed": "tu",
}  # fmt: skip

# What has to be typed: the name of the field, its place on the page, its label.
NEEDED = (
    ("noi-dung", "viec", "Nội dung yêu cầu"), ("ngay", "ngay", "Ngày văn bản"), ("tu", "tu", "Số liệu từ ngày"),
    ("den", "den", "Số liệu đến ngày"), ("han", "han", "Hạn gửi, ngày"),
)  # fmt: skip
EMPTY = frozenset({"collection.field_required", "collection.nothing_asked", "collection.nothing_picked"})


@dataclass(frozen=True)
class Refused:
    """A request that was not made: why, under which field, and what was typed."""

    typed: Mapping[str, Any] = field(default_factory=dict)
    problems: tuple[dict[str, str], ...] = ()
    status: int = 200


@require_GET
def request_list(request: HttpRequest) -> HttpResponse:
    """What was asked by or of the units of the post's territory."""
    actor = actor_of(request)
    context = {
        "listed": requests_of(actor, today()),
        "may_ask": Act.ASK_REPORT in acts_on(actor, actor.unit),
    }
    return render(request, "web/collection/requests.html", context)


@require_http_methods(["GET", "POST"])
def new_page(request: HttpRequest) -> HttpResponse:
    """A request with symbol, outline, forms and deadline."""
    actor = _asking(request)
    refused = Refused(_first_entries())
    if request.method == "POST":
        try:
            made = make_request(_asked(request.POST), actor=actor, now=timezone.now())
        except DomainError as error:
            refused = _refused(request.POST, error)
        else:
            messages.success(request, "Đã tạo yêu cầu báo cáo.")
            return redirect("request", made.pk)
    return render(request, "web/collection/request_new.html", _new_context(actor, refused), status=refused.status)


@require_http_methods(["GET", "POST"])
def quick_page(request: HttpRequest) -> HttpResponse:
    """A handful of figures by an hour: search, tick, send; searching keeps all that was typed."""
    actor = _asking(request)
    refused = Refused(_hasty_entries())
    if request.method == "POST":
        refused = Refused(_typed(request.POST))
        if request.POST.get("buoc") != "tim":
            try:
                made = ask_quickly(_haste(request.POST), actor=actor, now=timezone.now())
            except DomainError as error:
                refused = _refused(request.POST, error)
            else:
                messages.success(request, "Đã gửi yêu cầu đột xuất.")
                return redirect("request", made.pk)
    return render(request, "web/collection/request_quick.html", _quick_context(actor, refused), status=refused.status)


@require_http_methods(["GET", "POST"])
def request_page(request: HttpRequest, pk: int) -> HttpResponse:
    """Who owes what by when; POST takes the request back or follows merged units."""
    actor = actor_of(request)
    found = request_seen(actor, pk)
    if request.method == "POST":
        if request.POST.get("buoc") == "thu-hoi":
            withdraw_request(found, actor=actor, now=timezone.now())
            messages.success(request, "Đã thu hồi yêu cầu báo cáo.")
        elif request.POST.get("buoc") == "cap-nhat":
            renew_request(found, actor=actor, now=timezone.now())
            messages.success(request, "Đã cập nhật đơn vị theo địa giới hiện nay.")
        return redirect("request", found.pk)
    return render(request, "web/collection/request.html", _one_context(actor, found))


def request_seen(actor: Actor, pk: int) -> ReportRequest:
    """The request, where the actor may see it; else 404."""
    found = ReportRequest.objects.visible_to(actor).select_related("issuer", "directive").filter(pk=pk).first()
    if found is None:
        raise Http404
    return found


def _asking(request: HttpRequest) -> Actor:
    """The actor, where the post may ask for reports; else 404."""
    actor = actor_of(request)
    if Act.ASK_REPORT not in acts_on(actor, actor.unit):
        raise Http404
    return actor


def _refused(post: QueryDict, error: DomainError) -> Refused:
    target = FIELDS.get(error.code, "pham-vi" if error.code.startswith("organisation.") else "viec")
    target = str(error.params.get("at", target)) if error.code == "foundation.date_unreadable" else target
    named = {label: field for _, field, label in NEEDED}
    target = named.get(str(error.params.get("field", "")), target)
    one = {"target": target, "text": sentence(error)}
    every = _left_empty(post) if error.code in EMPTY else []
    return Refused(_typed(post), tuple(every) if one in every else (one,), status_of(error))


def _left_empty(post: QueryDict) -> list[dict[str, str]]:
    """What the form that was sent asks for and did not get, all of it at once, in the order of the fields."""
    found = [
        {"target": field, "text": sentence(Invalid("collection.field_required", field=label))}
        for name, field, label in NEEDED
        if name in post and not post.get(name, "").strip()
    ]
    quick = "tu" in post
    if not post.getlist("ct" if quick else "bieu"):
        code = "collection.nothing_picked" if quick else "collection.nothing_asked"
        found.append({"target": FIELDS[code], "text": sentence(Invalid(code))})
    return found


def _typed(post: QueryDict) -> dict[str, Any]:
    """What was typed, under the names that the templates know."""
    return {name.replace("-", "_"): post.get(name, "") for name in post} | {
        "bieu": post.getlist("bieu"), "ct": post.getlist("ct"), "don_vi": post.getlist("don-vi"),
    }  # fmt: skip


def _day(post: QueryDict, name: str, label: str) -> date:
    """A typed day; a refusal names the field."""
    text = post.get(name, "").strip()
    if not text:
        raise Invalid("collection.field_required", field=label)
    try:
        return read_date(text)
    except Invalid as error:
        raise Invalid("foundation.date_unreadable", text=text[:40], at=name) from error


def _due(post: QueryDict) -> datetime:
    day, hour = _day(post, "han", "Hạn gửi, ngày"), read_time(post.get("gio", ""))
    return datetime.combine(day, hour, timezone.get_current_timezone())


def _first_entries() -> dict[str, Any]:
    calendar = working_days()
    due = calendar.after(today(), DAYS_GIVEN)
    return {
        "ngay": short_date(today()), "han": short_date(due), "gio": "17", "de_cuong": OUTLINE, "bieu": [],
    }  # fmt: skip


def _hasty_entries() -> dict[str, Any]:
    now = timezone.localtime()
    calendar = working_days()
    due = calendar.after(now.date(), 0 if now.hour < 15 else 1)
    start = now.date().replace(day=1)
    return {
        "tu": short_date(start), "den": short_date(now.date()), "han": short_date(due), "ct": [], "don_vi": [],
        "gio": "17" if due == now.date() else "10", "pham_vi": "tat-ca",
    }  # fmt: skip


def _asked(post: QueryDict) -> Asked:
    forms = []
    for value in post.getlist("bieu"):
        code, _, text = value.partition("|")
        span = read_span(text)
        if span is None:
            raise Invalid("collection.nothing_asked")
        forms.append((code, span))
    sections = tuple(Section(line.strip()) for line in post.get("de-cuong", "").splitlines() if line.strip())
    return Asked(
        subject=post.get("noi-dung", ""), forms=tuple(forms), due_at=_due(post), symbol=post.get("ky-hieu", ""),
        issued_on=_day(post, "ngay", "Ngày văn bản"), sections=sections,
        actual_until=_day(post, "thuc", "") if post.get("thuc", "").strip() else None, directive=_directive(post),
        replaces=post.get("thay") == "1", replaces_reason=post.get("ly-do-thay", ""),
    )  # fmt: skip


def _directive(post: QueryDict) -> Directive | None:
    text = post.get("van-ban", "").strip()
    if not text:
        return None
    found = Directive.objects.filter(symbol__iexact=text).first() or Directive.objects.filter(canonical=text).first()
    if found is None:
        raise Invalid("collection.directive_unknown", text=text[:60])
    return found


def _haste(post: QueryDict) -> Haste:
    span = Span(_day(post, "tu", "Số liệu từ ngày"), _day(post, "den", "Số liệu đến ngày"))
    units = None
    if post.get("pham-vi") == "chon":
        wanted = post.getlist("don-vi")
        known = {unit.uid: unit for unit in Unit.objects.filter(uid__in=wanted)}
        unknown = next((uid for uid in wanted if uid not in known), None)
        if unknown is not None:
            raise NotFound("organisation.unit_unknown", text=unknown[:40], on=short_date(span.last), candidates="")
        units = tuple(known[uid] for uid in wanted)
    return Haste(
        subject=post.get("noi-dung", ""), indicators=tuple(post.getlist("ct")), span=span, due_at=_due(post), units=units,
    )  # fmt: skip


def _new_context(actor: Actor, refused: Refused) -> dict[str, Any]:
    options = []
    closed = set(
        PeriodLock.objects.filter(under_unit=actor.unit).values_list(
            "form_code", "period__starts_on", "period__ends_on"
        )
    )
    asked, again = standing_requests(actor.unit), False
    for form in forms_under(actor.unit, today()):
        if form.vertical:
            continue
        for span in periods_under(actor.unit, form, today())[:SPANS]:
            if (form.code, span.start, span.last) in closed:
                continue
            value = f"{form.code}|{span_text(span)}"
            label = f"{form.short_title}, {periods.name(span)}"
            before, chosen = asked.get((form.code, span)), value in refused.typed.get("bieu", ())
            said = _asked_already(before) if before else ""
            options.append({"value": value, "label": label, "chosen": chosen, "before": said})
            again = again or (chosen and before is not None)
    return {
        "entries": refused.typed, "problems": refused.problems, "options": options, "again": again,
        "directives": Directive.objects.exclude(symbol="").order_by("-issued_on")[:200],
    }  # fmt: skip


def _asked_already(before: ReportRequest) -> str:
    """ "đã có văn bản 12/CV-BCĐ ngày 19/11/2026, hạn 17 giờ 00 ngày 25/11/2026"."""
    return f"đã có {request_words(before)}, hạn {_moment(before)}"


def _moment(asked: ReportRequest) -> str:
    due = timezone.localtime(asked.due_at)
    return f"{due:%H} giờ {due:%M} ngày {short_date(due.date())}"


def _quick_context(actor: Actor, refused: Refused) -> dict[str, Any]:
    typed = refused.typed
    picked = chosen_for(typed.get("ct", ()), today())
    taken = {choice.code for choice in picked}
    text = str(typed.get("tim", "")).strip()
    return {
        "entries": typed, "problems": refused.problems, "picked": picked, "searched": text,
        "hits": [choice for choice in choices_for(text, today()) if choice.code not in taken],
        "units": [
            {"uid": v.unit.uid, "name": v.full_name, "chosen": v.unit.uid in typed.get("don_vi", ())}
            for v in children_on(actor.unit, Level.COMMUNE, today())
        ],
    }  # fmt: skip


def _one_context(actor: Actor, found: ReportRequest) -> dict[str, Any]:
    rows = owing_under(found, actor)
    due = timezone.localtime(found.due_at)
    may_ask = Act.ASK_REPORT in acts_on(actor, found.issuer)
    earlier, later = replacements(found, actor)
    return {
        "asked": found, "line": dict(LINES_OF_WORK)[found.line_of_work], "may_ask": may_ask and found.withdrawn_at is None,
        "deadline": deadline_words(due, today(), working_days()), "issuer": found.issuer.last_name(),
        "period": periods.name(Span(found.starts_on, found.cut_off)), "sections": list(found.sections.all()),
        "rows": [
            {
                "row": row, "period": periods.name(row.span), "chip": CHIPS[row.stage],
                "url": sheet_url(row.form_code, row.uid, row.span),
                "stage": STAGES[row.stage] if row.stage else NOT_GIVEN,
            }
            for row in rows
        ],
        "given": sum(1 for row in rows if row.stage in ("submitted", "approved")), "owed": len(rows),
        "gone": sum(1 for row in rows if not row.there),
        "sums": [_sum(one) for one in sums_of(found, actor)] if found.urgent else [],
        "by_unit": len({row.form_code for row in rows}) > 1, "beside": may_ask and bool(found.sections.all()),
        "words_url": _words_url(actor, found, rows),
        "replaced": [(one, request_words(one), _moment(one)) for one in earlier],
        "replacing": [(one, request_words(one), _moment(one)) for one in later],
    }  # fmt: skip


def _sum(one: Sum) -> dict[str, Any]:
    """One line of the quick sums; "-" where nobody has sent it yet."""
    text = "-" if one.value is None else show(one.value, one.decimals)
    return {"name": one.name, "unit_of_count": one.unit_of_count, "text": text, "n": one.n}


def _words_url(actor: Actor, found: ReportRequest, rows: list[Any]) -> str:
    """The boxes of the actor's own unit, where there are any to fill."""
    own = next((row for row in rows if row.uid == actor.unit.uid), None)
    if own is None or not found.sections.all():
        return ""
    return reverse("report_words", args=[own.form_code, own.uid, own.span])


urlpatterns = [
    path("yeu-cau/", request_list, name="requests"),
    path("yeu-cau/moi/", new_page, name="request_new"),
    path("yeu-cau/dot-xuat/", quick_page, name="request_quick"),
    path("yeu-cau/<int:pk>/", request_page, name="request"),
]
