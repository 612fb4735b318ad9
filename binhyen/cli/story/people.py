"""The posts of the demo. Names of accounts are first names in stories, not persons."""

from __future__ import annotations

import secrets
from dataclasses import dataclass, field
from datetime import date, datetime

from binhyen.cli.story.places import Places
from binhyen.organisation.actions import assign_post, create_user
from binhyen.organisation.actor import Actor
from binhyen.organisation.models import Unit
from binhyen.organisation.queries import nation, resolve_unit
from binhyen.organisation.rules import Level, Role

FROM = date(2020, 1, 1)


@dataclass
class People:
    """Who acts in the demo: actors by account name, officers and leaders by commune, and the passwords to print."""

    actors: dict[str, Actor] = field(default_factory=dict)
    officers: dict[str, Actor] = field(default_factory=dict)
    leaders: dict[str, Actor] = field(default_factory=dict)
    sign_ins: list[dict[str, str]] = field(default_factory=list)


def appoint(places: Places, now: datetime) -> People:
    """Make the accounts and posts of Tỉnh Mẫu, of two real provinces' desks (for the cited figures), and of the ministry."""
    people = People()
    password = secrets.token_urlsafe(9)
    mau = places.province
    _seat(
        people, "nam", Role.PROVINCIAL_DESK, mau, "Cán bộ tổng hợp, Cơ quan Thường trực Ban Chỉ đạo tỉnh", password, now
    )
    _seat(
        people,
        "minh",
        Role.PROVINCIAL_DESK,
        mau,
        "Cán bộ thẩm định, Cơ quan Thường trực Ban Chỉ đạo tỉnh",
        password,
        now,
    )
    _seat(people, "hoa", Role.PROVINCIAL_LEADER, mau, "Phó Trưởng Ban Chỉ đạo tỉnh", password, now)
    _seat(people, "phantich", Role.MINISTRY_ANALYST, nation(), "Cán bộ theo dõi phong trào, cấp Bộ", password, now)
    _seat(people, "quantri", Role.ADMINISTRATOR, nation(), "Quản trị hệ thống", password, now)
    shown = {"an-loc": ("lan", "binh")}
    for slug in dict.fromkeys([*places.on(date(2025, 6, 30)), *places.on(date(2025, 7, 1))]):
        officer, leader = shown.get(slug, (f"canbo.{slug}", f"lanhdao.{slug}"))
        unit = places.units[slug]
        since = FROM if unit.versions.filter(valid_from__lte=FROM).exists() else date(2025, 7, 1)
        keep = slug in ("an-loc", "hop-tien", "tan-lap")
        word = password if keep else None
        people.officers[slug] = _seat(people, officer, Role.COMMUNE_OFFICER, unit, "Cán bộ tổng hợp", word, now, since)
        people.leaders[slug] = _seat(people, leader, Role.COMMUNE_LEADER, unit, "Lãnh đạo duyệt", word, now, since)
    for name, slug in (("Hưng Yên", "hungyen"), ("Ninh Bình", "ninhbinh")):
        unit = resolve_unit(name, date(2025, 7, 1), Level.PROVINCE)
        for n in (1, 2):
            title = "Cán bộ đưa văn bản vào (minh họa)" if n == 1 else "Cán bộ phê duyệt (minh họa)"
            _seat(people, f"{slug}.{n}", Role.PROVINCIAL_DESK, unit, title, password, now, date(2025, 7, 1))
    return people


def _seat(
    people: People, name: str, role: Role, unit: Unit, title: str, password: str | None, now: datetime, since: date = FROM,
) -> Actor:  # fmt: skip
    user = create_user(username=name, password=password, actor=None, now=now)
    post = assign_post(role=role, unit=unit, holder=user, title=title, valid_from=since, actor=None, now=now)
    actor = people.actors[name] = Actor(user, post)
    if password is not None:
        people.sign_ins.append({"user": name, "password": password, "role": f"{unit.last_name()}: {title}"})
    return actor
