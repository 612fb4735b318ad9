"""Pages of handing one's work over (ủy quyền): to whom, for which days, why; and ending it early."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import path
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_POST

from binhyen.foundation.errors import DomainError
from binhyen.foundation.vietnamese import read_date, short_date
from binhyen.organisation.actions import delegate, revoke_delegation
from binhyen.organisation.actor import Actor
from binhyen.organisation.models import Post
from binhyen.organisation.queries.delegations import (
    account_named,
    colleagues_of,
    delegations_of,
    delegations_seen_by,
)
from binhyen.web.actor import actor_of, today, unit_name
from binhyen.web.refusals import sentence, status_of


@require_http_methods(["GET", "POST"])
def delegations_page(request: HttpRequest) -> HttpResponse:
    """What the user handed over and was handed; POST hands the acting post over."""
    actor = actor_of(request)
    refused: DomainError | None = None
    if request.method == "POST":
        typed = request.POST
        try:
            made = delegate(
                actor.post, to=account_named(typed.get("nguoi", "")), starts_on=read_date(typed.get("tu", "")),
                ends_on=read_date(typed.get("den", "")), reason=typed.get("ly-do", ""), actor=actor, now=timezone.now(),
            )  # fmt: skip
        except DomainError as error:
            refused = error
        else:
            messages.success(
                request,
                f"Đã ủy quyền cho {made.holder.username} từ ngày {short_date(made.valid_from)} "
                f"đến hết ngày {short_date(made.valid_to or made.valid_from)}.",
            )
            return redirect("delegations")
    context = {
        "post": f"{actor.post.title}, {unit_name(actor.unit)}", "may_delegate": actor.post.delegated_by_id is None,
        "acting_for": actor.post.delegated_by.title if actor.post.delegated_by else "",
        "colleagues": colleagues_of(actor, today()), "rows": [_row(actor, row) for row in delegations_of(actor)],
        "typed": _typed(request.POST), "refused": sentence(refused) if refused else "",
    }  # fmt: skip
    return render(request, "web/organisation/delegations.html", context, status=_status(refused))


@require_POST
def revoke_page(request: HttpRequest, delegation_id: int) -> HttpResponse:
    """End it at once. Another user's: 404."""
    actor = actor_of(request)
    revoke_delegation(get_object_or_404(delegations_seen_by(actor), pk=delegation_id), actor=actor, now=timezone.now())
    messages.success(request, "Đã chấm dứt ủy quyền.")
    return redirect("delegations")


def _status(refused: DomainError | None) -> int:
    """An account that is not there is an answer to what was typed, not a page that is not there."""
    status = status_of(refused) if refused else 200
    return 422 if status == 404 else status


def _typed(post: Mapping[str, Any]) -> dict[str, str]:
    names = {"nguoi": "to", "tu": "start", "den": "end", "ly-do": "why"}
    return {name: str(post.get(field, "")) for field, name in names.items()}


def _row(actor: Actor, row: Post) -> dict[str, Any]:
    mine = row.delegated_by is not None and row.delegated_by.holder_id == actor.user.pk
    chip, state = _state(row, today())
    return {
        "row": row, "mine": mine, "chip": chip, "state": state, "may_end": mine and chip in ("ok", "waiting"),
        "title": row.delegated_by.title if row.delegated_by else row.title, "unit": unit_name(row.unit),
    }  # fmt: skip


def _state(row: Post, on: date) -> tuple[str, str]:
    if row.revoked_at is not None:
        return "off", f"đã chấm dứt ngày {short_date(timezone.localtime(row.revoked_at).date())}"
    if row.valid_to is not None and row.valid_to < on:
        return "off", "đã hết hạn"
    return ("waiting", "chưa bắt đầu") if row.valid_from > on else ("ok", "đang có hiệu lực")


urlpatterns = [
    path("uy-quyen/", delegations_page, name="delegations"),
    path("uy-quyen/<int:delegation_id>/cham-dut/", revoke_page, name="delegation_revoke"),
]
