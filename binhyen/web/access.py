"""The page of the keys with which programs act in one's post (REST): make one, see them, end them."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import path
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_POST

from binhyen.figures.queries.names import unit_names
from binhyen.foundation.errors import DomainError, Invalid
from binhyen.foundation.vietnamese import read_date, short_date
from binhyen.organisation.actions.tokens import make_token, revoke_token
from binhyen.organisation.actor import Actor
from binhyen.organisation.models import AccessToken
from binhyen.organisation.queries.tokens import tokens_seen_by
from binhyen.organisation.secrets import LONGEST_LABEL
from binhyen.web.actor import actor_of, today, unit_name
from binhyen.web.refusals import sentence, status_of

USUAL_DAYS = 90
SHOWN = 200


@require_http_methods(["GET", "POST"])
def access_page(request: HttpRequest) -> HttpResponse:
    """GET shows the keys; POST makes one and shows its secret, this once: the answer is no redirect and is not stored."""
    actor = actor_of(request)
    if request.method == "GET":
        return _page(request, actor)
    try:
        _, secret = make_token(
            post=actor.post, label=request.POST.get("ten", ""), read_only=request.POST.get("quyen") != "ghi",
            expires_on=read_date(request.POST.get("han", "")), actor=actor, now=timezone.now(),
        )  # fmt: skip
    except Invalid as error:
        return _page(request, actor, refused=error)
    return _page(request, actor, secret=secret)


@require_POST
def revoke_page(request: HttpRequest, token_id: int) -> HttpResponse:
    """End one key; 404 for one that this post does not see."""
    actor = actor_of(request)
    revoke_token(get_object_or_404(tokens_seen_by(actor), pk=token_id), actor=actor, now=timezone.now())
    return redirect("access")


def _page(request: HttpRequest, actor: Actor, *, secret: str = "", refused: DomainError | None = None) -> HttpResponse:
    tokens = list(tokens_seen_by(actor)[:SHOWN])
    names = unit_names({token.post.unit_id for token in tokens}, today())
    rows = [_row(token, actor, names) for token in tokens]
    context = {
        "secret": secret,
        "rows": rows,
        "live": sum(row["live"] for row in rows),
        "others": any(not row["own"] for row in rows),
        "post": f"{actor.post.title}, {unit_name(actor.unit)}",
        "limit": LONGEST_LABEL,
        "typed": {
            "ten": request.POST.get("ten", "") if refused else "",
            "han": request.POST.get("han") if refused else short_date(today() + timedelta(days=USUAL_DAYS)),
            "ghi": bool(refused) and request.POST.get("quyen") == "ghi",
        },
        "refused": sentence(refused) if refused else "",
    }
    return render(request, "web/organisation/access.html", context, status=status_of(refused) if refused else 200)


def _row(token: AccessToken, actor: Actor, names: dict[int, str]) -> dict[str, Any]:
    ended = token.revoked_at is not None or token.expires_on < today()
    return {
        "token": token,
        "own": token.post_id == actor.post.pk,
        "live": not ended,
        "whose": f"{token.post.title}, {names.get(token.post.unit_id, '')}",
        "kind": "chỉ đọc" if token.read_only else "đọc và ghi",
        "chip": "off" if ended else "ok",
        "state": "Đã thu hồi" if token.revoked_at else "Hết hạn" if ended else "Đang dùng được",
    }


urlpatterns = [
    path("khoa-truy-cap/", access_page, name="access"),
    path("khoa-truy-cap/<int:token_id>/thu-hoi/", revoke_page, name="access_revoke"),
]
