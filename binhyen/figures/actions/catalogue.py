"""Load the catalogue (indicators, code lists, forms, checks) from the data files; assign forms; say who reads what."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date, datetime

from binhyen.directives.models import Programme
from binhyen.figures.actions.forms import require_own_form
from binhyen.figures.actions.guards import today_of
from binhyen.figures.models import (
    CodeItem,
    FormAssignment,
    FormLine,
    FormProgramme,
    FormRule,
    FormVersion,
    Indicator,
    IndicatorVersion,
)
from binhyen.foundation.audit import chain
from binhyen.foundation.data import day, rows
from binhyen.foundation.errors import Invalid
from binhyen.organisation.actor import Actor, require
from binhyen.organisation.models import Unit
from binhyen.organisation.rules import Act

Row = Mapping[str, str]


def load_catalogue(*, now: datetime, actor: Actor | None = None) -> int:
    """Bring the tables in step with the data files; can be run again. Returns the number of indicators.

    ``Invalid("figures.catalogue_conflict")`` where a file would change an indicator's nature or decimals: those are for ever.
    """
    with chain(user_id=actor.user.pk if actor else None, post_id=actor.post.pk if actor else None, now=now) as line:
        indicators = _indicators(list(rows("binhyen.figures", "indicators.csv")))
        _earlier_wordings(indicators)
        for row in rows("binhyen.figures", "code-lists.csv"):
            CodeItem.objects.update_or_create(
                dimension=row["dimension"], code=row["code"],
                defaults={"label": row["label"], "position": int(row["position"]), "parent": row["parent"],
                          "valid_from": day(row["valid_from"]), "valid_to": day(row["valid_to"])},
            )  # fmt: skip
        _forms(indicators)
        _rules()
        line.entry("figures.load_catalogue", "catalogue", {"indicators": len(indicators)})
    return len(indicators)


def _rules() -> None:
    """The shipped versions of the rules. One that an administrator has ended, or followed by another, stays ended."""
    ended = dict(FormRule.objects.exclude(valid_to=None).values_list("pk", "valid_to"))
    known = {(r.form_code, r.rule_id, r.valid_from): r.pk for r in FormRule.objects.all()}
    for row in rows("binhyen.figures", "form-rules.csv"):
        place = (row["form"], row["rule_id"], date.fromisoformat(row["valid_from"]))
        FormRule.objects.update_or_create(
            form_code=place[0], rule_id=place[1], valid_from=place[2],
            defaults={"rule_class": row["rule_class"], "severity": row["severity"], "basis": row["basis"],
                      "valid_to": day(row["valid_to"]) or ended.get(known.get(place, 0)),
                      "spec": {part: row[part] for part in SPEC_PARTS}},
        )  # fmt: skip


SPEC_PARTS = ("left", "op", "right", "at_least", "at_most", "base")


def _indicators(table: list[Row]) -> dict[str, Indicator]:
    known = {i.code: i for i in Indicator.objects.all()}
    for row in table:
        before = known.get(row["code"])
        if before is not None and (before.nature, before.decimals) != (row["nature"], int(row["decimals"])):
            raise Invalid("figures.catalogue_conflict", code=row["code"])
        indicator = before or Indicator(code=row["code"], nature=row["nature"], decimals=int(row["decimals"]))
        indicator.unit_of_count, indicator.group = row["unit"], row["group"]
        indicator.factor = int(row["numerator_factor"] or 1)
        indicator.register = row["register"] if row["register_ready"] == "no" else ""
        indicator.complement_hidden_of, indicator.derived_from = row["complement_hidden_of"], row["derived_from"]
        for flag in FLAGS:
            setattr(indicator, flag, row[flag] == "yes")
        indicator.save()
        known[indicator.code] = indicator
        IndicatorVersion.objects.update_or_create(
            indicator=indicator, valid_from=date.fromisoformat(row["valid_from"]),
            defaults={"name": row["vi"], "name_en": row["en"], "definition": row["definition"], "rule_text": row["rule"],
                      "dimensions": [d for d in row["dimensions"].split(";") if d]},
        )  # fmt: skip
    for row in table:
        if row["numerator"]:
            indicator = known[row["code"]]
            indicator.numerator, indicator.denominator = known[row["numerator"]], known[row["denominator"]]
            indicator.save(update_fields=["numerator", "denominator"])
    return known


def _earlier_wordings(indicators: Mapping[str, Indicator]) -> None:
    """What an indicator was called in earlier years, where its present wording names units that did not exist then."""
    for row in rows("binhyen.figures", "indicator-wordings.csv"):
        now = indicators[row["code"]].versions.latest("valid_from")
        IndicatorVersion.objects.update_or_create(
            indicator=indicators[row["code"]], valid_from=date.fromisoformat(row["valid_from"]),
            defaults={"name": row["vi"], "name_en": now.name_en, "definition": now.definition,
                      "rule_text": now.rule_text, "dimensions": now.dimensions},
        )  # fmt: skip


FLAGS = ("published_only", "sensitive", "needs_publication", "target_allowed", "rank_allowed", "map_allowed")


def _forms(indicators: Mapping[str, Indicator]) -> None:
    lines = list(rows("binhyen.figures", "form-lines.csv"))
    for row in rows("binhyen.figures", "forms.csv"):
        version, _ = FormVersion.objects.update_or_create(
            code=row["code"], valid_from=date.fromisoformat(row["valid_from"]),
            defaults={"title": row["title"], "short_title": row["short_title"], "calendar": row["calendar"],
                      "basis": row["basis"], "accept_hedges": row["accept_hedges"] == "yes", "level": row["level"]},
        )  # fmt: skip
        own = [line for line in lines if (line["form"], line["valid_from"]) == (row["code"], row["valid_from"])]
        _collected_once(version, own)
        if version.lines.count() == len(own):
            continue
        FormLine.objects.bulk_create(
            FormLine(
                version=version, position=int(line["position"]), group=line["group"], label=line["label"],
                hint=line["hint"], indicator=indicators[line["indicator"]], breakdown=line["breakdown"],
                role=line["role"], required=line["required"] == "yes",
            )
            for line in own
        )  # fmt: skip


def _collected_once(version: FormVersion, lines: Iterable[Row]) -> None:
    """Exactly one line of a level collects an indicator and breakdown; every other form reads it."""
    same = FormLine.objects.filter(role=FormLine.COLLECTS, version__vertical=False, version__level=version.level)
    others = same.exclude(version__code=version.code)
    taken = {(i, b): code for i, b, code in others.values_list("indicator__code", "breakdown", "version__code")}
    for line in lines:
        other = taken.get((line["indicator"], line["breakdown"]))
        if line["role"] == FormLine.COLLECTS and other is not None:
            raise Invalid("figures.collected_twice", key=line["indicator"], other=other)


def assign_form(
    *, form_code: str, province: Unit, level: str, starts_on: date, ends_on: date | None = None, actor: Actor | None,
    now: datetime,
) -> FormAssignment:  # fmt: skip
    """From ``starts_on`` the units of ``level`` under the province owe the form; the day also anchors its calendar.

    Refused: a province that the actor may not ask, a form that another unit published, or the catalogue.
    """
    with chain(user_id=actor.user.pk if actor else None, post_id=actor.post.pk if actor else None, now=now) as line:
        if actor is not None:
            require(actor, Act.ASK_REPORT, province, today_of(now))
            require_own_form(form_code, actor, today_of(now))
        assignment, _ = FormAssignment.objects.get_or_create(
            form_code=form_code, under_unit=province, level=level, starts_on=starts_on, defaults={"ends_on": ends_on}
        )
        line.entry("figures.assign_form", f"form:{form_code}", {"province": province.uid, "from": starts_on})
    return assignment


def programme_reads(*, programme: Programme, indicators: Iterable[str], actor: Actor | None, now: datetime) -> int:
    """The programme reads these indicators: nothing is collected again. Returns how many it reads now."""
    with chain(user_id=actor.user.pk if actor else None, post_id=actor.post.pk if actor else None, now=now) as line:
        for indicator in Indicator.objects.filter(code__in=set(indicators)):
            FormProgramme.objects.get_or_create(programme=programme, indicator=indicator)
        line.entry("figures.programme_reads", f"programme:{programme.code}", {"indicators": sorted(set(indicators))})
    return FormProgramme.objects.filter(programme=programme).count()
