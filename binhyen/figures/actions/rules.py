"""Rules as dated data: a new version from a day on, the end of a rule. What was in force stays as it was."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from django.db.models import Q

from binhyen.directives.rules import clean_words
from binhyen.figures.actions.guards import today_of
from binhyen.figures.models import FormRule, FormVersion, Indicator
from binhyen.figures.rules.rule_words import CLASSES
from binhyen.figures.rules.specs import SOURCE_FORM, SPEC_FIELDS, RuleSpec, parse_rule
from binhyen.foundation.audit import chain
from binhyen.foundation.errors import Invalid
from binhyen.foundation.vietnamese import short_date
from binhyen.organisation.actor import Actor, require
from binhyen.organisation.rules import Act

LONGEST_ID = 40


@dataclass(frozen=True)
class RuleText:
    """A rule as an administrator writes it; ``spec`` holds the ``SPEC_FIELDS``."""

    form_code: str
    rule_id: str
    rule_class: str
    severity: str
    spec: Mapping[str, str]
    basis: str

    def read(self, *, valid_from: date, valid_to: date | None = None) -> RuleSpec:
        """The rule as the checks know it.

        ``Invalid`` names what is malformed, with its place, or not there at all, or units added to others.
        """
        if self.rule_class not in CLASSES or not self.rule_id.startswith(f"{self.rule_class}-"):
            raise Invalid("figures.rule_id_malformed", rule=self.rule_id[:LONGEST_ID], rule_class=self.rule_class)
        if not self.basis.strip():
            raise Invalid("figures.rule_basis_missing")
        rule = parse_rule(
            self.rule_id, self.rule_class, self.severity, {part: self.spec.get(part, "") for part in SPEC_FIELDS},
            valid_from=valid_from, valid_to=valid_to, basis=self.basis.strip(),
        )  # fmt: skip
        codes = {term.code for term in (*rule.left, *rule.right, *rule.below)}
        counted = dict(Indicator.objects.filter(code__in=codes).values_list("code", "unit_of_count"))
        if codes - counted.keys():
            raise Invalid("figures.rule_indicator_unknown", codes=", ".join(sorted(codes - counted.keys())))
        for side in (rule.left, rule.right, rule.below):
            units = sorted({counted[term.code] for term in side})
            if len(units) > 1:
                raise Invalid("figures.rule_adds_units", units=", ".join(units))
        return rule


def set_rule(text: RuleText, *, valid_from: date, actor: Actor, now: datetime) -> FormRule:
    """From ``valid_from``, a day to come, the rule holds as written; the version before it ends the day before.

    A rule holds for the periods that end while it is in force, so nothing that was reported is judged anew. A version that
    would have begun on the same day is replaced; one that begins later still begins then.
    """
    require(actor, Act.ADMINISTER, actor.unit, today_of(now))
    _require_to_come(valid_from, now)
    text.read(valid_from=valid_from)
    if text.form_code != SOURCE_FORM and not FormVersion.objects.filter(code=text.form_code).exists():
        raise Invalid("figures.form_unknown", form=text.form_code, on=short_date(valid_from))
    own = FormRule.objects.filter(form_code=text.form_code, rule_id=text.rule_id)
    with chain(user_id=actor.user.pk, post_id=actor.post.pk, now=now) as line:
        open_ = Q(valid_to=None) | Q(valid_to__gte=valid_from)
        own.filter(open_, valid_from__lt=valid_from).update(valid_to=valid_from - timedelta(days=1))
        later = own.filter(valid_from__gt=valid_from).order_by("valid_from").first()
        rule, _ = FormRule.objects.update_or_create(
            form_code=text.form_code, rule_id=text.rule_id, valid_from=valid_from,
            defaults={
                "rule_class": text.rule_class, "severity": text.severity, "basis": clean_words(text.basis, 300),
                "spec": {part: text.spec.get(part, "") for part in SPEC_FIELDS},
                "valid_to": later.valid_from - timedelta(days=1) if later else None,
            },
        )  # fmt: skip
        said = {"from": valid_from, "severity": rule.severity, "spec": rule.spec, "basis": rule.basis}
        line.entry("figures.set_rule", f"rule:{text.form_code}:{text.rule_id}", said)
    return rule


def end_rule(form_code: str, rule_id: str, *, last_on: date, actor: Actor, now: datetime) -> FormRule:
    """The rule's last day, today or later; versions that would begin after it are refused as ``figures.rule_goes_on``."""
    require(actor, Act.ADMINISTER, actor.unit, today_of(now))
    _require_to_come(last_on, now, today_too=True)
    own = FormRule.objects.filter(form_code=form_code, rule_id=rule_id)
    with chain(user_id=actor.user.pk, post_id=actor.post.pk, now=now) as line:
        later = own.filter(valid_from__gt=last_on).order_by("valid_from").first()
        if later is not None:
            raise Invalid("figures.rule_goes_on", rule=rule_id, on=short_date(later.valid_from))
        rule = own.filter(Q(valid_to=None) | Q(valid_to__gte=last_on)).order_by("-valid_from").first()
        if rule is None:
            raise Invalid("figures.rule_unknown", rule=rule_id[:LONGEST_ID], form=form_code)
        rule.valid_to = last_on
        rule.save(update_fields=["valid_to"])
        line.entry("figures.end_rule", f"rule:{form_code}:{rule_id}", {"last_on": last_on})
    return rule


def _require_to_come(day: date, now: datetime, *, today_too: bool = False) -> None:
    today = today_of(now)
    if day < today or (day == today and not today_too):
        raise Invalid("figures.rule_in_the_past", on=short_date(day))
