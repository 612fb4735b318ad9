"""The reporting calendar: regimes, deadlines with a preview, days off; an administrator changes the last two."""

from __future__ import annotations

from datetime import date
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse, QueryDict
from django.shortcuts import redirect, render
from django.urls import path
from django.utils import timezone
from django.views.decorators.http import require_http_methods

from binhyen.collection.actions import remove_day_off, set_day_off, set_deadline
from binhyen.collection.queries.regimes import form_deadlines, free_days, regimes_on
from binhyen.collection.rules.calendar import read_hour
from binhyen.figures.rules import periods
from binhyen.foundation.errors import DomainError, Invalid
from binhyen.foundation.vietnamese import read_date
from binhyen.organisation.actor import Actor
from binhyen.organisation.models import Unit
from binhyen.organisation.queries import version_on
from binhyen.organisation.rules import Act, Level
from binhyen.web.actor import actor_of, acts_on, today
from binhyen.web.refusals import sentence, status_of

WEEKDAYS = ("thứ Hai", "thứ Ba", "thứ Tư", "thứ Năm", "thứ Sáu", "thứ Bảy", "Chủ nhật")


@require_http_methods(["GET", "POST"])
def calendar_page(request: HttpRequest) -> HttpResponse:
    """GET shows regimes, next deadlines and days off; POST changes a deadline or a day."""
    actor = actor_of(request)
    may_change = Act.ADMINISTER in acts_on(actor, actor.unit)
    refused, status = "", 200
    if request.method == "POST":
        if not may_change:
            raise Http404
        try:
            said = _change(request.POST, actor)
        except DomainError as error:
            refused, status = sentence(error), status_of(error)
        else:
            messages.success(request, said)
            return redirect(request.path)
    context = {
        "may_change": may_change, "regimes": regimes_on(today()), "days": [_day(one) for one in free_days(today())],
        "forms": [
            {
                "found": one,
                "following": [
                    {"period": periods.name(due.span), "at": due.at, "weekday": WEEKDAYS[due.at.weekday()]}
                    for due in one.following
                ],
            }
            for one in form_deadlines(_province(actor), today())
        ],
        "entries": {name.replace("-", "_"): value for name, value in request.POST.items()} if refused else {},
        "problems": [{"target": _target(request.POST), "text": refused}] if refused else [], "today": today(),
    }  # fmt: skip
    return render(request, "web/collection/calendar.html", context, status=status)


def _province(actor: Actor) -> Unit | None:
    """The province whose deadlines are shown; None for who sits above all provinces."""
    if actor.unit.level == Level.PROVINCE:
        return actor.unit
    version = version_on(actor.unit, today())
    return version.province if version else None


def _day(one: Any) -> dict[str, Any]:
    return {"day": one, "weekday": WEEKDAYS[one.on.weekday()]}


def _target(post: QueryDict) -> str:
    return "so-ngay" if post.get("buoc") == "thoi-han" else "ngay-nghi"


def _change(post: QueryDict, actor: Actor) -> str:
    """Do what the pressed button says; what was done, in words."""
    now, step = timezone.now(), post.get("buoc", "")
    if step == "thoi-han":
        code, _, level = post.get("bieu", "").partition("|")
        set_deadline(
            form_code=code, level=level, working_days=_whole(post.get("so-ngay", "")), hour=read_hour(post.get("gio", "")),
            basis=post.get("can-cu", ""), valid_from=_read(post, "tu"), actor=actor, now=now,
        )  # fmt: skip
        return "Đã đặt thời hạn mới."
    if step == "ngay":
        set_day_off(
            on=_read(post, "ngay"), works=post.get("loai") == "lam", name=post.get("ten", ""), basis=post.get("can-cu", ""),
            actor=actor, now=now,
        )  # fmt: skip
        return "Đã ghi ngày nghỉ, ngày làm bù."
    if step == "bo":
        remove_day_off(on=_read(post, "ngay"), actor=actor, now=now)
        return "Đã bỏ ngày khỏi danh mục."
    raise Http404


def _read(post: QueryDict, name: str) -> date:
    return read_date(post.get(name, ""))


def _whole(text: str) -> int:
    text = text.strip()
    if not (text.isascii() and text.isdigit() and len(text) < 4):
        raise Invalid("collection.working_days_out_of_range", least=1, most=60)
    return int(text)


urlpatterns = [path("yeu-cau/lich/", calendar_page, name="calendar")]
