"""Tân An merged into Tân Phúc, where Khánh works: a former unit, a unit not founded before."""

from __future__ import annotations

from datetime import date, datetime

from binhyen.organisation.actions import NewUnit, Pass, assign_post, change_units, create_user
from binhyen.organisation.actor import Actor
from binhyen.organisation.models import Unit
from binhyen.organisation.rules import Extent, Level, LineageKind, Role
from tests.cast import PASSWORD, Cast


def merged(cast: Cast, on: date, now: datetime) -> tuple[Unit, Actor]:
    """The new unit, there from ``on``, and its officer."""
    new = NewUnit("thu-tan-phuc", Level.COMMUNE, "xa", "Tân Phúc", "T0109", cast.province)
    (unit,) = change_units(
        [Pass(cast.tan_an, new, Extent.WHOLE)], kind=LineageKind.MERGE, on=on, decision="NQ thử", actor=None, now=now
    )
    user = create_user(username="khanh", password=PASSWORD, actor=None, now=now)
    post = assign_post(
        role=Role.COMMUNE_OFFICER, unit=unit, holder=user, title="khanh", valid_from=on, actor=None, now=now
    )
    return unit, Actor(user, post)
