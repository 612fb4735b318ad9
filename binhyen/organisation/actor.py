"""Who acts: a user in a post, and what a unit is to that post."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from django.db.models import Q

from binhyen.foundation.errors import NotAllowed
from binhyen.organisation.models import Post, Unit, UnitVersion, User, in_force
from binhyen.organisation.rules import Act, Relation, Role, may
from binhyen.organisation.territory import territory_of


@dataclass(frozen=True)
class Hands:
    """Who one actor is, and in which posts, when it is asked whether somebody else did a thing."""

    users: frozenset[int]
    posts: frozenset[int]

    def did(self, user_id: int | None, post_id: int | None) -> bool:
        """Whether what this user did in this post was done by the same hand."""
        return user_id in self.users or post_id in self.posts


@dataclass(frozen=True)
class Actor:
    """A signed-in user acting in one of their posts."""

    user: User
    post: Post

    @property
    def role(self) -> Role:
        """The post's role."""
        return Role(self.post.role)

    @property
    def unit(self) -> Unit:
        """The post's unit."""
        return self.post.unit

    def hands(self) -> Hands:
        """This user and post, whom they act for, and all posts in which others act for either of them (ủy quyền).

        A deputy is no second person towards what was done by whom they act for, whichever of their own posts they take, nor
        is that person, or another deputy, towards what the deputy did.
        """
        users, posts = {self.user.pk}, {self.post.pk}
        acted_for = Post.objects.filter(holder=self.user, delegated_by__isnull=False).values("delegated_by__holder")
        handed = Post.objects.filter(Q(delegated_by__holder=self.user) | Q(delegated_by__holder__in=acted_for))
        for post, deputy, of, holder in handed.values_list(
            "pk", "holder", "delegated_by", "delegated_by__holder"
        ):  # fmt: skip
            posts.add(post)
            if deputy == self.user.pk and of is not None:
                users.add(holder)
                posts.add(of)
        return Hands(frozenset(users), frozenset(posts))

    def is_same_hand(self, user_id: int | None, post_id: int | None) -> bool:
        """Whether what this user did in this post was done by the actor's own hand; who submitted never decides."""
        return self.hands().did(user_id, post_id)


def relation(actor: Actor, unit: Unit, on: date) -> Relation:
    """What ``unit`` is to the actor's unit on ``on``, the day of acting (not the day that a figure speaks of)."""
    own = actor.post.unit_id
    if unit.pk == own:
        return Relation.OWN
    above = _line_above(unit.pk, on)
    if above is None:
        return Relation.FORMER if unit.pk in territory_of(own) else Relation.OUTSIDE
    if own in above:
        return Relation.CHILD
    above_own = _line_above(own, on) or []
    if unit.pk in above_own:
        return Relation.PARENT
    return Relation.SIBLING if above and above_own and above[0] == above_own[0] else Relation.OUTSIDE


def _line_above(unit_id: int, on: date) -> list[int] | None:
    """Ids from the unit's parent to the top on that day; None where the unit itself is not there."""
    line: list[int] = []
    at: int | None = unit_id
    while at is not None:
        row = UnitVersion.objects.filter(in_force(on), unit=at).values_list("parent_id").first()
        if row is None:
            return line or None
        at = row[0]
        if at is not None:
            line.append(at)
    return line


def require(actor: Actor, act: Act, unit: Unit, on: date) -> None:
    """``NotAllowed`` unless the account is open, the post held on ``on``, and its role may do ``act`` to ``unit``."""
    if not actor.user.is_active:
        raise NotAllowed("organisation.user_inactive", username=actor.user.username)
    if not (actor.post.in_force(on) and may(actor.role, act, relation(actor, unit, on))):
        raise NotAllowed("organisation.not_allowed", unit=unit.last_name())
