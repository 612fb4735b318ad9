"""Regimes, deadlines and days off: dated data, loaded from the files of the room and changed by an administrator."""

from __future__ import annotations

from datetime import date, datetime, timedelta

from binhyen.collection.models import DayOff, DeadlineRule, Regime
from binhyen.collection.rules.calendar import LEAST_WORKING_DAYS
from binhyen.directives.rules import clean_words
from binhyen.figures.actions.guards import today_of
from binhyen.figures.models import FormVersion
from binhyen.foundation.audit import chain
from binhyen.foundation.data import day, rows
from binhyen.foundation.errors import Invalid, NotFound
from binhyen.foundation.vietnamese import short_date
from binhyen.organisation.actor import Actor, require
from binhyen.organisation.models import in_force
from binhyen.organisation.rules import Act, Level

MOST_WORKING_DAYS = 60


def load_regimes(*, now: datetime, actor: Actor | None = None) -> int:
    """Bring regimes and first deadlines in step with the data files; can be run again. Returns the number of regimes.

    A deadline that is there already is left as it is: an administrator may have ended it.
    """
    with chain(user_id=actor.user.pk if actor else None, post_id=actor.post.pk if actor else None, now=now) as line:
        for row in rows("binhyen.collection", "regimes.csv"):
            Regime.objects.update_or_create(
                code=row["code"], valid_from=date.fromisoformat(row["valid_from"]),
                defaults={"name": row["name"], "starts_month": int(row["starts_month"]), "basis": row["basis"],
                          "starts_day": int(row["starts_day"]), "valid_to": day(row["valid_to"])},
            )  # fmt: skip
        for row in rows("binhyen.collection", "deadlines.csv"):
            DeadlineRule.objects.get_or_create(
                form_code=row["form_code"], level=row["level"], under_unit=None,
                valid_from=date.fromisoformat(row["valid_from"]),
                defaults={"working_days": int(row["working_days"]), "hour": int(row["hour"]), "basis": row["basis"]},
            )  # fmt: skip
        line.entry("collection.load_regimes", "regimes", {"regimes": Regime.objects.count()})
    return Regime.objects.count()


def set_deadline(
    *, form_code: str, level: str, working_days: int, hour: int, basis: str, valid_from: date, actor: Actor, now: datetime,
) -> DeadlineRule:  # fmt: skip
    """From ``valid_from`` reports of the level on the form are due so many working days after their period, at the hour.

    The rule before ends the day before; earlier periods keep their deadline. An administrator of a province sets it there, one
    of the nation wherever a province has none of its own.

    ``Invalid``: an unknown form or level, fewer than one working day, an hour that no office keeps, a rule that begins
    before today or before the one in force.
    """
    require(actor, Act.ADMINISTER, actor.unit, today_of(now))
    under = actor.unit if actor.unit.level == Level.PROVINCE else None
    if level not in set(Level) or not FormVersion.objects.filter(code=form_code, level=level).exists():
        raise Invalid("collection.form_of_level_unknown", form=form_code[:40])
    if not LEAST_WORKING_DAYS <= working_days <= MOST_WORKING_DAYS:
        raise Invalid("collection.working_days_out_of_range", least=LEAST_WORKING_DAYS, most=MOST_WORKING_DAYS)
    if not 0 < hour < 24:
        raise Invalid("collection.hour_unreadable", text=str(hour))
    if valid_from < today_of(now):
        raise Invalid("collection.rule_in_the_past", on=short_date(valid_from))
    with chain(user_id=actor.user.pk, post_id=actor.post.pk, now=now) as line:
        same = DeadlineRule.objects.filter(form_code=form_code, level=level, under_unit=under)
        same.filter(valid_from__gte=valid_from).delete()
        same.filter(in_force(valid_from)).update(valid_to=valid_from - timedelta(days=1))
        rule = DeadlineRule.objects.create(
            form_code=form_code, level=level, under_unit=under, working_days=working_days, hour=hour,
            basis=clean_words(basis, 300), valid_from=valid_from,
        )  # fmt: skip
        said = {"working_days": working_days, "hour": hour, "from": valid_from, "under": under.uid if under else ""}
        line.entry("collection.set_deadline", f"deadline:{form_code}:{level}", said)
    return rule


def set_day_off(*, on: date, works: bool, name: str, basis: str, actor: Actor, now: datetime) -> DayOff:
    """By decision the offices are closed on the day, or open (``works``) on what would be a day off.

    ``Invalid``: a day that is over, a name left empty.
    """
    require(actor, Act.ADMINISTER, actor.unit, today_of(now))
    if on < today_of(now):
        raise Invalid("collection.day_in_the_past", on=short_date(on))
    name = clean_words(name, 120)
    if not name:
        raise Invalid("collection.field_required", field="Tên ngày nghỉ, ngày làm bù")
    with chain(user_id=actor.user.pk, post_id=actor.post.pk, now=now) as line:
        found, _ = DayOff.objects.update_or_create(
            on=on, defaults={"works": works, "name": name, "basis": clean_words(basis, 300)}
        )
        line.entry("collection.set_day_off", f"day:{on}", {"works": works, "name": name})
    return found


def remove_day_off(*, on: date, actor: Actor, now: datetime) -> None:
    """The day follows the rule again; ``NotFound`` where it does already, ``Invalid`` for a day that is over."""
    require(actor, Act.ADMINISTER, actor.unit, today_of(now))
    if on < today_of(now):
        raise Invalid("collection.day_in_the_past", on=short_date(on))
    with chain(user_id=actor.user.pk, post_id=actor.post.pk, now=now) as line:
        gone, _ = DayOff.objects.filter(on=on).delete()
        if not gone:
            raise NotFound("collection.day_unknown", on=short_date(on))
        line.entry("collection.remove_day_off", f"day:{on}")
