"""Rules as dated data: changed from a day to come, never rewriting what was in force, refused by place."""

from __future__ import annotations

from datetime import date, datetime
from decimal import Decimal
from typing import Any

import pytest

from binhyen.figures.actions import load_catalogue
from binhyen.figures.actions.rules import RuleText, end_rule, set_rule
from binhyen.figures.models import FormRule
from binhyen.figures.queries.forms import rules_on
from binhyen.figures.queries.reports import findings_of
from binhyen.figures.queries.rule_books import rule_book, rule_on, spec_of, trial
from binhyen.figures.rules.rule_words import saying
from binhyen.figures.rules.specs import OPERATIONS
from binhyen.foundation.audit import verify
from binhyen.foundation.errors import Invalid, NotAllowed
from binhyen.foundation.models import AuditEntry
from binhyen.foundation.span import Span
from tests.cast import MONTHLY, Cast, approved, month_cells
from tests.figures.data_files import rules

OCTOBER = Span(date(2026, 10, 1), date(2026, 10, 31))
DECEMBER_1 = date(2026, 12, 1)
NEW = RuleText(
    MONTHLY, "R7-MED", "R7", "warn", {"left": "MED04", "op": "per", "right": "MED03", "at_most": "0.5"}, "tỉnh quy định"
)


def changed(**what: Any) -> RuleText:
    return RuleText(**{**NEW.__dict__, **what})


def patrols(**limits: str) -> RuleText:
    return RuleText(
        MONTHLY, "R7-FRC05", "R7", "warn", {"left": "FRC05", "op": "per", "right": "FRC04", **limits}, "tỉnh quy định"
    )


def test_a_new_version_leaves_the_past_as_it_was(cast: Cast, now: datetime) -> None:
    report = approved(cast, cast.tan_an, OCTOBER, month_cells(), now)
    before = findings_of(report, today=now.date())
    set_rule(patrols(at_most="1"), valid_from=DECEMBER_1, actor=cast.admin, now=now)
    assert findings_of(report, today=now.date()) == before
    old, new = (
        next(r for r in rules_on(MONTHLY, day) if r.id == "R7-FRC05") for day in (date(2026, 11, 30), DECEMBER_1)
    )
    assert (old.at_most, new.at_most) == (Decimal(30), Decimal(1))
    assert old.valid_to == date(2026, 11, 30)
    assert AuditEntry.objects.filter(verb="figures.set_rule", object=f"rule:{MONTHLY}:R7-FRC05").count() == 1
    assert verify() > 0


def test_no_day_ever_has_two_versions_of_a_rule(cast: Cast, now: datetime) -> None:
    for month, most in ((12, "9"), (3, "8"), (1, "7"), (3, "6")):
        starts_on = date(2026 if month == 12 else 2027, month, 1)
        set_rule(patrols(at_most=most), valid_from=starts_on, actor=cast.admin, now=now)
    days = [date(2026, 11, 30), date(2026, 12, 5), date(2027, 2, 1), date(2028, 1, 1)]
    held = [[str(r.at_most) for r in rules_on(MONTHLY, day) if r.id == "R7-FRC05"] for day in days]
    assert held == [["30"], ["9"], ["7"], ["6"]]


@pytest.mark.parametrize("valid_from", [date(2026, 11, 20), date(2026, 11, 1), date(2020, 1, 1)])
def test_a_rule_of_yesterday_or_today_is_refused(cast: Cast, now: datetime, valid_from: date) -> None:
    with pytest.raises(Invalid) as refusal:
        set_rule(NEW, valid_from=valid_from, actor=cast.admin, now=now)
    assert refusal.value.code == "figures.rule_in_the_past"
    assert not FormRule.objects.filter(rule_id="R7-MED").exists()


@pytest.mark.parametrize(
    ("text", "code", "said"),
    [
        (changed(spec={"left": "MED04", "op": "=", "right": "MED03 MED04"}), "rule_malformed", "thứ 7 (“MED04”)"),
        (changed(spec={"left": "MED04[b=1;a=2]", "op": "=", "right": "MED03"}), "rule_malformed", "thứ 7"),
        (changed(spec={"left": "MED04", "op": "~", "right": "MED03"}), "rule_malformed", "~"),
        (changed(severity="info"), "rule_malformed", "info"),
        (changed(spec={"left": "MED04", "op": "per", "right": "MED03", "at_most": "nhiều"}), "rule_malformed", "nhiều"),
        (changed(spec={"left": "XYZ99", "op": "<=", "right": "MED03"}), "rule_indicator_unknown", "XYZ99"),
        (changed(rule_id="MED"), "rule_id_malformed", "MED"),
        (changed(rule_class="R12", rule_id="R12-x"), "rule_id_malformed", "R12"),
        (changed(basis=" "), "rule_basis_missing", ""),
        (changed(form_code="KHAC"), "form_unknown", "KHAC"),
    ],
)  # fmt: skip
def test_a_malformed_rule_is_refused_with_its_place(
    cast: Cast, now: datetime, text: RuleText, code: str, said: str
) -> None:
    with pytest.raises(Invalid) as refusal:
        set_rule(text, valid_from=DECEMBER_1, actor=cast.admin, now=now)
    assert refusal.value.code == f"figures.{code}"
    assert said in " ".join(map(str, refusal.value.params.values()))


def test_only_administrators_change_rules(cast: Cast, now: datetime) -> None:
    for actor in (cast.lan, cast.binh, cast.minh, cast.hoa, cast.quan):
        with pytest.raises(NotAllowed):
            set_rule(NEW, valid_from=DECEMBER_1, actor=actor, now=now)
        with pytest.raises(NotAllowed):
            end_rule(MONTHLY, "R7-FRC05", last_on=DECEMBER_1, actor=actor, now=now)


def test_a_rule_ends_on_a_day_and_stays_ended_when_the_catalogue_is_loaded_again(cast: Cast, now: datetime) -> None:
    end_rule(MONTHLY, "R7-FRC05", last_on=DECEMBER_1, actor=cast.admin, now=now)
    load_catalogue(now=now)
    assert "R7-FRC05" in {r.id for r in rules_on(MONTHLY, DECEMBER_1)}
    assert "R7-FRC05" not in {r.id for r in rules_on(MONTHLY, date(2026, 12, 2))}
    with pytest.raises(Invalid) as unknown:
        end_rule(MONTHLY, "R7-X", last_on=DECEMBER_1, actor=cast.admin, now=now)
    assert unknown.value.code == "figures.rule_unknown"
    set_rule(NEW, valid_from=date(2027, 1, 1), actor=cast.admin, now=now)
    with pytest.raises(Invalid) as goes_on:
        end_rule(MONTHLY, "R7-MED", last_on=DECEMBER_1, actor=cast.admin, now=now)
    assert goes_on.value.code == "figures.rule_goes_on"


def test_a_trial_counts_what_would_be_named_and_what_is_named_now(cast: Cast, now: datetime) -> None:
    rule = patrols(at_most="2.5").read(valid_from=DECEMBER_1)
    assert trial(MONTHLY, rule, None, now.date()) is None
    for unit in (cast.tan_an, cast.tan_binh, cast.tan_cuong):
        approved(cast, unit, OCTOBER, month_cells(), now)
    kept = rule_on(MONTHLY, "R7-FRC05", now.date())
    assert kept is not None
    tried = trial(MONTHLY, rule, spec_of(kept), now.date())
    assert tried is not None
    assert (tried.period, tried.reports, len(tried.hits), tried.before) == (OCTOBER, 3, 3, 0)
    assert {hit.line for hit in tried.hits} == {"Lượt người tham gia tuần tra"}


@pytest.mark.parametrize("form_code", ["BC-THANG", "BC-6T", "NGUON"])
def test_every_rule_is_said_in_a_sentence_without_its_terms(form_code: str) -> None:
    for rule in rules(form_code):
        sentence = saying(rule, lambda code, breakdown: "chỉ tiêu")
        assert sentence.endswith(".")
        assert "{" not in sentence
        assert "None" not in sentence
        assert "=" not in sentence
    assert {rule.op for form in ("BC-THANG", "BC-6T", "NGUON") for rule in rules(form)} == OPERATIONS


def test_the_book_of_rules_has_every_version_once_and_those_in_force_first(cast: Cast, now: datetime) -> None:
    set_rule(NEW, valid_from=DECEMBER_1, actor=cast.admin, now=now)
    end_rule(MONTHLY, "R7-COM05", last_on=now.date(), actor=cast.admin, now=now)
    rows = rule_book(MONTHLY, date(2026, 11, 21))
    assert len(rows) == FormRule.objects.filter(form_code=MONTHLY).count()
    assert [row.rule.id for row in rows[-2:]] == ["R7-MED", "R7-COM05"]
    assert [row.state for row in rows[-3:]] == ["in_force", "to_come", "ended"]
