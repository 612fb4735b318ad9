"""An invented province with three communes, and posts in it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime

import pytest

from binhyen.organisation.actions import NewUnit, Pass, assign_post, change_units, create_unit, create_user
from binhyen.organisation.actor import Actor
from binhyen.organisation.models import Unit
from binhyen.organisation.queries import nation, resolve_unit
from binhyen.organisation.rules import Extent, Level, LineageKind, Role

PASSWORD = "một-mật-khẩu-đủ-dài"
BEGAN = date(2024, 1, 1)
LAST_DAY = date(2025, 6, 30)
REFORM = date(2025, 7, 1)
TODAY = date(2026, 11, 20)


@dataclass(frozen=True)
class Ground:
    """Province P with communes A, B, C; all invented, there since 2024."""

    province: Unit
    a: Unit
    b: Unit
    c: Unit


@pytest.fixture
def ground(db: None, now: datetime) -> Ground:
    """The invented province."""
    province = create_unit(
        NewUnit("thu/P", Level.PROVINCE, "tinh", "Thử", "TP", None), valid_from=BEGAN, actor=None, now=now
    )

    def commune(letter: str) -> Unit:
        new = NewUnit(f"thu/{letter}", Level.COMMUNE, "xa", f"Đồng {letter}", f"T{letter}", province)
        return create_unit(new, valid_from=BEGAN, actor=None, now=now)

    return Ground(province, commune("A"), commune("B"), commune("C"))


class Cast:
    """Makes posts as a test needs them."""

    def __init__(self, now: datetime) -> None:
        self._now = now

    def actor(self, role: Role, unit: Unit, name: str = "", since: date = date(2026, 1, 1)) -> Actor:
        """A user of that name in a post of ``role`` at ``unit``."""
        user = create_user(
            username=name or f"{role.value.replace('_', '-')}-{unit.pk}", password=PASSWORD, actor=None, now=self._now
        )
        post = assign_post(
            role=role, unit=unit, holder=user, title=role.value, valid_from=since, actor=None, now=self._now
        )
        return Actor(user, post)

    def administrator(self) -> Actor:
        """An administrator of the whole."""
        return self.actor(Role.ADMINISTRATOR, nation(), "quan-tri")


@pytest.fixture
def cast(db: None, now: datetime) -> Cast:
    """People in posts."""
    return Cast(now)


def province(name: str, on: date) -> Unit:
    """The province of that name on that day."""
    return resolve_unit(name, on, Level.PROVINCE)


def merge(ground: Ground, now: datetime, on: date) -> Unit:
    """A and B merged into N."""
    new = NewUnit("thu/N", Level.COMMUNE, "xa", "Đồng N", "TN", ground.province)
    passes = [Pass(ground.a, new, Extent.WHOLE), Pass(ground.b, new, Extent.WHOLE)]
    (unit,) = change_units(passes, kind=LineageKind.MERGE, on=on, decision="NQ thử", actor=None, now=now)
    return unit


def divide(ground: Ground, now: datetime, on: date) -> tuple[Unit, Unit]:
    """C divided into X and Y."""
    x, y = (NewUnit(f"thu/{n}", Level.COMMUNE, "xa", f"Đồng {n}", f"T{n}", ground.province) for n in "XY")
    passes = [Pass(ground.c, x, Extent.PART), Pass(ground.c, y, Extent.PART)]
    one, other = change_units(passes, kind=LineageKind.SPLIT, on=on, decision="NQ thử", actor=None, now=now)
    return one, other
