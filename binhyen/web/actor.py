"""Who is looking: the actor behind a request, what the post may do to a unit, and what every page shows of it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Any

from django.http import HttpRequest
from django.urls import reverse
from django.utils import timezone

from binhyen.foundation.errors import NotAllowed
from binhyen.organisation.actor import Actor, relation
from binhyen.organisation.models import Post, Unit, User
from binhyen.organisation.queries import posts_of, version_on
from binhyen.organisation.rules import Act, Role, may

POST_KEY = "post"


def actor_of(request: HttpRequest) -> Actor:
    """The signed-in user in the post chosen for this session, else in the first one.

    ``NotAllowed("organisation.no_post")`` where the user holds none. Asked once a request.
    """
    known: Actor | None = getattr(request, "_actor", None)
    if known is None:
        assert isinstance(request.user, User)
        posts, chosen = _held(request), request.session.get(POST_KEY)
        if not posts:
            raise NotAllowed("organisation.no_post", username=request.user.username)
        # A chosen post that has ended since: back to the first one that is held.
        known = Actor(request.user, next((post for post in posts if post.pk == chosen), posts[0]))
        request._actor = known  # type: ignore[attr-defined]
    return known


def _held(request: HttpRequest) -> list[Post]:
    """The posts that the signed-in user holds today, asked once a request."""
    known: list[Post] | None = getattr(request, "_held", None)
    if known is None:
        assert isinstance(request.user, User)
        known = posts_of(request.user, today())
        request._held = known  # type: ignore[attr-defined]
    return known


def today() -> date:
    """The calendar day in Việt Nam: a door may look at the clock, actions are told."""
    return timezone.localdate()


def acts_on(actor: Actor, unit: Unit) -> frozenset[Act]:
    """What the post may do to the unit today."""
    stands = relation(actor, unit, today())
    return frozenset(act for act in Act if may(actor.role, act, stands))


@dataclass(frozen=True)
class Entry:
    """One entry of the navigation."""

    label: str
    url: str
    icon: str
    current: bool = False


_EVERYONE = frozenset(Role)
_FIGURES = _EVERYONE - {Role.ADMINISTRATOR}
_PROVINCE = frozenset({Role.PROVINCIAL_DESK, Role.PROVINCIAL_LEADER})
_REVIEWS = frozenset({Role.PROVINCIAL_DESK, Role.PROVINCIAL_LEADER, Role.MINISTRY_ANALYST})
_ENTRIES: tuple[tuple[str, str, str, frozenset[Role]], ...] = (
    ("Công việc", "work", "list", _EVERYONE),
    ("Văn bản", "directives", "doc", _EVERYONE),
    ("Số liệu", "figures", "grid", _FIGURES),
    ("Theo dõi", "boards", "chart", _FIGURES),
    ("Đôn đốc", "timeliness", "clock", _PROVINCE),
    ("Báo cáo", "reviews", "clip", _REVIEWS),
    ("Danh mục", "units", "search", _EVERYONE),
)


def nav_for(actor: Actor, path: str = "") -> list[Entry]:
    """The entries that the post can use; the one whose address begins ``path`` is current."""
    entries = []
    for label, name, icon, roles in _ENTRIES:
        if actor.role in roles:
            url = reverse(name)
            current = path == url if url == "/" else path.startswith(url)
            entries.append(Entry(label, url, icon, current))
    return entries


def page_context(request: HttpRequest) -> dict[str, Any]:
    """For every template: navigation, account, and whether the post's unit is invented."""
    if not getattr(request, "user", None) or not request.user.is_authenticated:
        return {}
    try:
        actor = actor_of(request)
    except NotAllowed:
        return {"account": {"unit": str(request.user), "duty": "chưa có chức danh", "sign_out_url": reverse("logout")}}
    name = unit_name(actor.unit)
    return {
        "nav": nav_for(actor, request.path),
        "account": _account(actor, name, _held(request)),
        "home_url": reverse("work"),
        "search_url": reverse("find"),
        "invented": name if actor.unit.invented else "",
    }


def _account(actor: Actor, unit: str, posts: list[Post]) -> dict[str, Any]:
    """Who acts for the unit of this name; the posts to choose from where there are several."""
    choices = [
        {"id": post.pk, "label": f"{post.title}, {unit_name(post.unit)}", "current": post.pk == actor.post.pk}
        for post in (posts if len(posts) > 1 else ())
    ]
    return {
        "unit": unit,
        "duty": actor.post.title.partition(", ")[0],
        "title": actor.post.title,
        "posts": choices,
        "switch_url": reverse("choose_post"),
        "layouts_url": "" if is_outside(actor, actor.unit) else reverse("layouts"),
        "sign_out_url": reverse("logout"),
    }


def unit_name(unit: Unit) -> str:
    """Type and name of the unit today, or as it was last called."""
    version = version_on(unit, today())
    return version.full_name if version else unit.last_name()


def is_outside(actor: Actor, unit: Unit) -> bool:
    """Whether the post only reads the approved figures of the unit: small numbers are hidden from it."""
    return not may(actor.role, Act.SEE_ALL_STATES, relation(actor, unit, today()))
