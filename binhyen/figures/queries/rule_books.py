"""The rules of a form as a page shows them, and what a rule would have said of the reports of the last period."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date
from functools import partial

from django.db.models import Count, QuerySet

from binhyen.figures.models import FormRule, FormVersion, Period, Submission
from binhyen.figures.queries.forms import form_spec
from binhyen.figures.queries.names import names_of
from binhyen.figures.queries.reports import cells_of, history_of
from binhyen.figures.rules.cells import CellKey, Finding, Severity
from binhyen.figures.rules.checks import check
from binhyen.figures.rules.rule_words import keys_named, saying
from binhyen.figures.rules.specs import RuleSpec, parse_rule
from binhyen.foundation.span import Span
from binhyen.organisation.models import UnitVersion, in_force

MOST_REPORTS = 400
"""How many reports a trial looks at: a province with room to spare; the count is said beside the result."""


@dataclass(frozen=True)
class Row:
    """One version of a rule: what it says, and whether it holds today, will hold, or has ended."""

    rule: RuleSpec
    said: str
    state: str


@dataclass(frozen=True)
class Hit:
    """A line of a report of which a rule speaks: where, and how bad. No figure: who edits rules does not see any."""

    unit: str
    line: str
    severity: Severity


@dataclass(frozen=True)
class Trial:
    """A rule tried on the reports of a past period: how many lines it names, how many the rule in force now names."""

    period: Span
    reports: int
    hits: tuple[Hit, ...]
    before: int


def forms_with_rules() -> list[tuple[str, str]]:
    """Code and short title of each form that has rules of its own, by code."""
    titles = dict(FormVersion.objects.order_by("valid_from").values_list("code", "short_title"))
    codes = FormRule.objects.order_by("form_code").values_list("form_code", flat=True).distinct()
    return [(code, titles[code]) for code in codes if code in titles]


def rule_book(form_code: str, today: date) -> list[Row]:
    """All versions of the form's rules: those in force, those to come, then those that ended."""
    rules = [spec_of(rule) for rule in FormRule.objects.filter(form_code=form_code)]
    rules.sort(key=lambda rule: (int(rule.rule_class[1:]), rule.id, rule.valid_from))
    names = names_for(rules, today)
    order = ("in_force", "to_come", "ended")
    found = [Row(rule, saying(rule, partial(_named, names)), _state(rule, today)) for rule in rules]
    return sorted(found, key=lambda row: order.index(row.state))


def _state(rule: RuleSpec, today: date) -> str:
    if rule.in_force(today):
        return "in_force"
    return "to_come" if rule.valid_from > today else "ended"


def rule_on(form_code: str, rule_id: str, on: date) -> FormRule | None:
    """The version of the rule in force on the day, else the one that comes next."""
    versions = FormRule.objects.filter(form_code=form_code, rule_id=rule_id)
    return versions.filter(in_force(on)).first() or versions.filter(valid_from__gt=on).order_by("valid_from").first()


def spec_of(rule: FormRule) -> RuleSpec:
    """The stored rule as the checks know it."""
    return parse_rule(
        rule.rule_id, rule.rule_class, rule.severity, rule.spec, valid_from=rule.valid_from, valid_to=rule.valid_to,
        basis=rule.basis,
    )  # fmt: skip


def names_for(rules: Iterable[RuleSpec], on: date) -> dict[CellKey, str]:
    """The names that the sentences of ``rules`` need, in the wording of the day."""
    return names_of({key for rule in rules for key in keys_named(rule)}, on)


def _named(names: dict[CellKey, str], code: str, breakdown: str) -> str:
    return names.get(CellKey(code, breakdown), code)


def said_of(rule: RuleSpec, on: date) -> str:
    """One rule in a sentence."""
    return saying(rule, partial(_named, names_for([rule], on)))


def trial(form_code: str, rule: RuleSpec, before: RuleSpec | None, today: date) -> Trial | None:
    """The rule tried on the reports sent for the form's last period that is over; None where nothing was ever sent.

    A period for which only a few have reported so far is passed over. ``before`` is the version in force now. Each report
    takes a constant number of questions, as when it
    was checked on being sent.
    """
    sent = Submission.objects.filter(form_code=form_code, source=None, version__gt=0, period__ends_on__lt=today)
    period = _last_full_period(sent)
    if period is None:
        return None
    reports = list(
        sent.filter(period=period).select_related("form_version", "unit", "period").order_by("unit")[:MOST_REPORTS]
    )
    names = dict(
        UnitVersion.objects.filter(in_force(period.ends_on), unit__in=[r.unit_id for r in reports]).values_list(
            "unit", "name"
        )
    )
    versions: dict[int, FormVersion] = {}
    hits: list[Hit] = []
    was = 0
    for report in reports:
        assert report.form_version is not None
        report.form_version = versions.setdefault(report.form_version.pk, report.form_version)
        now, then = _tried(report, rule, before, today)
        hits += [_hit(finding, names.get(report.unit_id, "")) for finding in now]
        was += len(then)
    return Trial(period.span, len(reports), tuple(hits), was)


def _last_full_period(sent: QuerySet[Submission]) -> Period | None:
    """The latest period for which at least half as many reports were sent as for the fullest one."""
    counts = dict(sent.order_by().values_list("period").annotate(n=Count("pk")))
    full = [period for period, n in counts.items() if n * 2 >= max(counts.values())]
    return Period.objects.filter(pk__in=full).order_by("-ends_on", "starts_on").first()


def _tried(
    report: Submission, rule: RuleSpec, before: RuleSpec | None, today: date
) -> tuple[Sequence[Finding], Sequence[Finding]]:
    """What the new and the present version of a rule say of one report as it stands."""
    assert report.form_version is not None
    form = form_spec(report.form_version, report.period.ends_on)
    cells, history = cells_of(report), history_of(report, today=today)
    said = [
        [f for f in check(replace(form, rules=(one,)), cells, history) if f.severity is not Severity.INFO]
        if one
        else []
        for one in (rule, before)
    ]
    return said[0], said[1]


def _hit(finding: Finding, unit: str) -> Hit:
    return Hit(unit, str(finding.params.get("name") or "toàn báo cáo"), finding.severity)
