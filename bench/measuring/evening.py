"""The communes of a nation before the deadline: ``python -m bench.measuring.evening KEYS.json`` on an empty database.

34 invented provinces with as many communes as the real ones have (3,321), a form of 60 lines owed for one month, and in each
commune an officer and a leader with a key for programs. Accounts and posts are written straight into the tables, since making
6,642 passwords as people do takes half an hour.
"""

from __future__ import annotations

import json
import os
import sys
from datetime import date, datetime
from pathlib import Path
from typing import Any

from bench.measuring.nation import INDICATORS, NOW, found_provinces

FORM = "DO-DEM"
SPAN = (date(2026, 6, 1), date(2026, 6, 30))


def main(keys: Path) -> int:
    """Make the data; write the keys of officers, leaders and desks by commune and province."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "binhyen.config.settings")
    import django

    django.setup()
    from django.core.management import call_command
    from django.db import connection
    from django.utils import timezone

    from tests.ready_data import load_public_data

    call_command("migrate", verbosity=0)
    load_public_data(NOW)
    found_provinces()
    lines = make_form()
    found = people(timezone.now())
    with connection.cursor() as cursor:
        # As the server's own housekeeping does: never a table that is empty, or its plans would be those of an empty table.
        for table in connection.introspection.table_names(cursor):
            cursor.execute(f'SELECT EXISTS (SELECT 1 FROM "{table}")')
            if cursor.fetchone()[0]:
                cursor.execute(f'ANALYZE "{table}"')
    keys.write_text(
        json.dumps({"form": FORM, "lines": lines, "communes": found[0], "desks": found[1]}), encoding="utf-8"
    )
    print(f"{len(found[0])} communes", flush=True)
    return 0


def make_form() -> list[str]:
    """A monthly form that collects 60 indicators in every commune; its codes. Range and completeness are checked."""
    from binhyen.figures.models import FormAssignment, FormLine, FormVersion, Indicator
    from binhyen.figures.rules.cells import Nature
    from binhyen.organisation.models import Unit

    adding = [Nature.FLOW.value, Nature.STOCK.value, Nature.ATTENDANCE.value]
    indicators = list(Indicator.objects.filter(nature__in=adding, published_only=False).order_by("pk")[:INDICATORS])
    version = FormVersion.objects.create(
        code=FORM, valid_from=date(2020, 1, 1), title="Biểu đo", short_title="Biểu đo", calendar="month"
    )
    FormLine.objects.bulk_create(
        FormLine(
            version=version, position=n, group="I", label=i.code, indicator=i, role=FormLine.COLLECTS, required=True
        )
        for n, i in enumerate(indicators, start=1)
    )
    for rule in _general_rules():
        rule.pk, rule.form_code = None, FORM
        rule.save()
    for province in Unit.objects.filter(invented=True, level="province"):
        FormAssignment.objects.create(form_code=FORM, under_unit=province, level="commune", starts_on=date(2020, 1, 1))
    return [i.code for i in indicators]


def _general_rules() -> list[Any]:
    """The rules of the monthly form that speak of every line: range, change, other sources, completeness, period."""
    from binhyen.figures.models import FormRule

    rules = FormRule.objects.filter(form_code="BC-THANG", valid_to=None)
    return [rule for rule in rules if rule.spec.get("left", "") in ("[*]", "[]", "")]


def people(now: datetime) -> tuple[list[dict[str, Any]], dict[str, str]]:
    """By commune its officer's and leader's key; by province the key of a desk."""
    from binhyen.organisation.models import AccessToken, Post, Unit, User
    from binhyen.organisation.rules import Role
    from binhyen.organisation.secrets import digest_of_secret, secret_of

    seats: list[tuple[Unit, Role]] = []
    for unit in Unit.objects.filter(invented=True).order_by("pk"):
        if unit.level == "commune":
            seats += [(unit, Role.COMMUNE_OFFICER), (unit, Role.COMMUNE_LEADER)]
        else:
            seats.append((unit, Role.PROVINCIAL_DESK))
    users = User.objects.bulk_create(
        (User(username=f"{unit.uid}.{role}", password="!") for unit, role in seats), batch_size=500
    )
    posts = Post.objects.bulk_create(
        (
            Post(role=role, unit=unit, holder=user, title=str(role), valid_from=date(2020, 1, 1))
            for (unit, role), user in zip(seats, users, strict=True)
        ),
        batch_size=500,
    )
    secrets = [secret_of(os.urandom(32)) for _ in posts]
    AccessToken.objects.bulk_create(
        (
            AccessToken(
                post=post, digest=digest_of_secret(secret), label="đo", read_only=False, made_at=now,
                expires_on=date(now.year + 1, now.month, 1),
            )
            for post, secret in zip(posts, secrets, strict=True)
        ),
        batch_size=500,
    )  # fmt: skip
    communes: dict[str, dict[str, Any]] = {}
    desks: dict[str, str] = {}
    for (unit, role), secret in zip(seats, secrets, strict=True):
        if role is Role.PROVINCIAL_DESK:
            desks[unit.uid] = secret
        else:
            communes.setdefault(unit.uid, {"uid": unit.uid})[
                "officer" if role is Role.COMMUNE_OFFICER else "leader"
            ] = secret
    return list(communes.values()), desks


if __name__ == "__main__":
    sys.exit(main(Path(sys.argv[1])))
