"""Users, units with their dated versions and lineage, organisations, posts, failed sign-ins."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING, ClassVar

from django.contrib.auth.base_user import AbstractBaseUser, BaseUserManager
from django.db import models
from django.db.models import F, Q

from binhyen.foundation.span import Span
from binhyen.organisation.rules import Act, DateKind, Extent, Level, LineageKind, LineOfWork, Relation, Role, may
from binhyen.organisation.territory import territory_of
from binhyen.organisation.texts import BRANCHES, EVENTS, LEVELS, LINES, ROLES, TYPES

if TYPE_CHECKING:
    from binhyen.organisation.actor import Actor


class UserManager(BaseUserManager["User"]):
    """How Django's sign-in finds a user. New users come from ``actions.create_user``."""


class User(AbstractBaseUser):
    """Someone who signs in. Holds no personal data: who they are to the system, their posts say."""

    username = models.CharField(max_length=40, unique=True)
    is_active = models.BooleanField(default=True)

    objects: ClassVar[UserManager] = UserManager()

    USERNAME_FIELD = "username"

    def __str__(self) -> str:
        return self.username


def in_force(on: date, *, prefix: str = "") -> Q:
    """A filter on rows with ``valid_from`` and ``valid_to`` (both inclusive) that hold on ``on``."""
    return Q(**{f"{prefix}valid_from__lte": on}) & (
        Q(**{f"{prefix}valid_to": None}) | Q(**{f"{prefix}valid_to__gte": on})
    )


class UnitQuerySet(models.QuerySet["Unit"]):
    """Units."""

    def visible_to(self, actor: Actor) -> UnitQuerySet:
        """The units that the actor's post may open: its territory, or all where the role sees or administers all."""
        if may(actor.role, Act.SEE_APPROVED, Relation.OUTSIDE) or may(actor.role, Act.ADMINISTER, Relation.OUTSIDE):
            return self.all()
        return self.filter(pk__in=territory_of(actor.post.unit_id))

    def real(self) -> UnitQuerySet:
        """Without the invented ones."""
        return self.filter(invented=False)


class Unit(models.Model):
    """A territory with an administration. The id survives exactly when the territory does.

    Rename, change of type or a new code open a new version; a merger, split or boundary move makes a new unit.
    """

    uid = models.CharField(max_length=40, unique=True)
    level = models.CharField(max_length=10, choices=list(LEVELS.items()))
    invented = models.BooleanField(default=False)

    objects = UnitQuerySet.as_manager()

    class Meta:
        constraints = [
            models.CheckConstraint(condition=Q(level__in=[one.value for one in Level]), name="unit_level_known")
        ]

    def __str__(self) -> str:
        return self.uid

    def last_name(self) -> str:
        """The full name in the latest version, for sentences about a day on which the unit is not there."""
        version = self.versions.order_by("-valid_from").first()
        return version.full_name if version else self.uid


class UnitVersion(models.Model):
    """What a unit is called, where it belongs and under which code, from a day to a day (both inclusive)."""

    unit = models.ForeignKey(Unit, models.PROTECT, related_name="versions")
    level = models.CharField(max_length=10, choices=list(LEVELS.items()))
    valid_from = models.DateField()
    valid_to = models.DateField(null=True)
    name = models.CharField(max_length=80)
    folded = models.CharField(max_length=80, db_index=True)
    sort_key = models.BinaryField(max_length=400)
    type = models.CharField(max_length=10, choices=list(TYPES.items()))
    code = models.CharField(max_length=10, db_index=True)
    parent = models.ForeignKey(Unit, models.PROTECT, null=True, related_name="child_versions")
    province = models.ForeignKey(Unit, models.PROTECT, null=True, related_name="inner_versions")
    basis = models.CharField(max_length=200, blank=True)
    date_kind = models.CharField(max_length=10, choices=[(k.value, k.value) for k in DateKind])

    class Meta:
        ordering = ["sort_key", "code"]
        constraints = [
            models.UniqueConstraint(fields=["unit", "valid_from"], name="unit_version_once_a_day"),
            models.UniqueConstraint(fields=["level", "code", "valid_from"], name="unit_code_once_a_day"),
            models.CheckConstraint(
                condition=Q(valid_to=None) | Q(valid_from__lte=F("valid_to")), name="unit_version_dates_in_order"
            ),
            models.CheckConstraint(
                condition=Q(level__in=["nation", "province"], province=None)
                | Q(level__in=["district", "commune"], province__isnull=False),
                name="unit_version_in_a_province",
            ),
            models.CheckConstraint(
                condition=Q(parent=None) | ~Q(parent=F("unit")), name="unit_version_not_its_own_parent"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.full_name} ({self.code}) {self.span}"

    @property
    def span(self) -> Span:
        """The days on which the version holds."""
        return Span(self.valid_from, self.valid_to)

    @property
    def full_name(self) -> str:
        """Type and name as a heading has it: "Tỉnh Thái Bình", "Phường 1"; the nation is "Việt Nam"."""
        return self.name if self.level == Level.NATION else f"{TYPES[self.type].capitalize()} {self.name}"

    @property
    def name_in_text(self) -> str:
        """Type and name inside a sentence: "tỉnh Thái Bình"."""
        return self.name if self.level == Level.NATION else f"{TYPES[self.type]} {self.name}"


class Lineage(models.Model):
    """One line from an old unit to a new one: what passed, on which first day of the new unit, by which decision."""

    kind = models.CharField(max_length=10, choices=list(EVENTS.items()))
    on = models.DateField()
    decision = models.CharField(max_length=200)
    from_unit = models.ForeignKey(Unit, models.PROTECT, related_name="lineage_out")
    to_unit = models.ForeignKey(Unit, models.PROTECT, related_name="lineage_in")
    extent = models.CharField(max_length=5, choices=[(e.value, e.value) for e in Extent])
    share_num = models.PositiveIntegerField(null=True)
    share_den = models.PositiveIntegerField(null=True)

    class Meta:
        ordering = ["on", "id"]
        constraints = [
            models.UniqueConstraint(fields=["on", "kind", "from_unit", "to_unit"], name="lineage_once"),
            models.CheckConstraint(condition=~Q(from_unit=F("to_unit")), name="lineage_to_another"),
            models.CheckConstraint(condition=Q(kind__in=[one.value for one in LineageKind]), name="lineage_kind_known"),
            models.CheckConstraint(
                condition=Q(share_num=None, share_den=None)
                | Q(extent="part", share_num__gt=0, share_num__lte=F("share_den")),
                name="lineage_share_of_a_part",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.from_unit} → {self.to_unit} ({EVENTS[self.kind]}, {self.extent}) {self.on:%d/%m/%Y}"


class Organisation(models.Model):
    """A body in which posts sit: a steering committee, a police office, a Front committee."""

    name = models.CharField(max_length=200)
    aliases: models.JSONField[list[str], list[str]] = models.JSONField(default=list)
    branch = models.CharField(max_length=10, choices=list(BRANCHES.items()))
    unit = models.ForeignKey(Unit, models.PROTECT, null=True, related_name="organisations")

    class Meta:
        ordering = ["name"]

    def __str__(self) -> str:
        return self.name


class PostQuerySet(models.QuerySet["Post"]):
    """Posts."""

    def in_force(self, on: date) -> PostQuerySet:
        """Those held on ``on``, with an open account, at a unit that is there on that day.

        When a unit ends its books pass to its successors, and its posts open nothing any more.
        """
        there = UnitVersion.objects.filter(in_force(on), unit=models.OuterRef("unit"))
        handed = Q(delegated_by=None) | in_force(on, prefix="delegated_by__")
        return self.filter(models.Exists(there), in_force(on), handed, holder__is_active=True, revoked_at=None)


class Post(models.Model):
    """A role at a unit, held by a user from a day to a day (both inclusive). Rights belong to posts.

    ``line`` is the line of work in which it decides. ``delegated_by`` is the post whose holder handed its work over for
    these days (ủy quyền), saying why; it ends with that post, and at once where it was revoked.
    """

    role = models.CharField(max_length=20, choices=list(ROLES.items()))
    unit = models.ForeignKey(Unit, models.PROTECT, related_name="posts")
    organisation = models.ForeignKey(Organisation, models.PROTECT, null=True, related_name="posts")
    title = models.CharField(max_length=120)
    holder = models.ForeignKey(User, models.PROTECT, related_name="posts")
    valid_from = models.DateField()
    valid_to = models.DateField(null=True)
    line = models.CharField(max_length=10, choices=list(LINES.items()), default=LineOfWork.STATE.value)
    delegated_by = models.ForeignKey("self", models.PROTECT, null=True, related_name="delegations")
    delegation_reason = models.CharField(max_length=300, blank=True)
    revoked_at = models.DateTimeField(null=True)

    objects = PostQuerySet.as_manager()

    class Meta:
        ordering = ["valid_from", "id"]
        constraints = [
            models.UniqueConstraint(
                fields=["holder", "role", "unit", "line", "valid_from"],
                condition=Q(revoked_at=None),
                name="post_once_a_day",
            ),
            models.CheckConstraint(condition=Q(line__in=[one.value for one in LineOfWork]), name="post_line_known"),
            models.CheckConstraint(condition=Q(role__in=[one.value for one in Role]), name="post_role_known"),
            models.CheckConstraint(
                condition=Q(valid_to=None) | Q(valid_from__lte=F("valid_to")), name="post_dates_in_order"
            ),
        ]

    def __str__(self) -> str:
        return self.title

    def in_force(self, on: date) -> bool:
        """Whether the post is held on ``on`` (whether the account is open, ``PostQuerySet.in_force`` also asks)."""
        held = self.revoked_at is None and Span(self.valid_from, self.valid_to).contains(on)
        return held and (self.delegated_by is None or self.delegated_by.in_force(on))


class SignInFailure(models.Model):
    """One failed sign-in, under a digest of name and address; kept only for the length of the window."""

    key = models.CharField(max_length=64, db_index=True)
    at = models.DateTimeField()


class AccessToken(models.Model):
    """A key with which a program acts in one post (REST). Only its digest is kept; it ends by a day or by revoking."""

    post = models.ForeignKey(Post, models.PROTECT, related_name="tokens")
    digest = models.CharField(max_length=64, unique=True)
    label = models.CharField(max_length=80)
    read_only = models.BooleanField(default=True)
    made_at = models.DateTimeField()
    expires_on = models.DateField()
    revoked_at = models.DateTimeField(null=True)
    used_on = models.DateField(null=True)

    class Meta:
        ordering = ["post", "made_at"]
