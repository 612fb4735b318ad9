"""Units through time: three views of the same figures, and nothing lost or guessed (features.md, F2)."""

from __future__ import annotations

import random
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from binhyen.analytics.answers import by_unit, missing_units, totals, unconvertible
from binhyen.analytics.coverage import owing
from binhyen.analytics.published import beside, published
from binhyen.directives.actions import accept_citation
from binhyen.figures.actions import accept_figure, assign_form, submit
from binhyen.figures.actions.readings import AcceptedFigure
from binhyen.figures.models import LedgerEntry
from binhyen.figures.rules.cells import CellKey, CellValue, State, Weight
from binhyen.foundation.span import Span
from binhyen.organisation.actions import assign_post, create_user, rename_unit
from binhyen.organisation.actor import Actor
from binhyen.organisation.models import Unit, UnitVersion
from binhyen.organisation.queries import resolve_unit
from binhyen.organisation.rules import Level, Role
from tests.analytics.ground import CHANGED, FLOW, FORM, STOCK, Ground, amount, coverage, early, month
from tests.cast import read_and_approve

YEAR = Span(date(2025, 1, 1), date(2025, 12, 31))
BEFORE, TODAY = date(2025, 6, 30), date(2026, 11, 20)
MAY, JUNE, JULY = (month(2025, number) for number in (5, 6, 7))


def values(rows: dict[int, Weight]) -> dict[int, int]:
    return {unit: weight.value for unit, weight in rows.items()}


def move_commune(unit: Unit, to: Unit, on: date) -> None:
    """The commune with its id under another province, as the register knows those of 2025."""
    old = unit.versions.get(valid_to=None)
    old.valid_to = on - timedelta(days=1)
    old.save()
    old.pk, old.valid_from, old.valid_to, old.parent, old.province = None, on, None, to, to
    old.save()


@dataclass(frozen=True)
class Reform:
    """P with A, B, C, D, E and Q with F until July 2025; then A and B are N, C is X and Y, D has a new name, E is in Q."""

    p: Unit
    q: Unit
    before: dict[str, Unit]
    after: dict[str, tuple[Unit, Unit]]


def reform(ground: Ground) -> Reform:
    p, q = ground.province("P"), ground.province("Q")
    old = {name: ground.commune(name, p) for name in "ABCDE"} | {"F": ground.commune("F", q)}
    n = ground.merge([old["A"], old["B"]], "N", p)
    x, y = ground.split(old["C"], {"X": p, "Y": p})
    rename_unit(
        old["D"], on=CHANGED, basis="NQ thử", name="Tên khác", unit_type="phuong", actor=None, now=early(CHANGED)
    )
    move_commune(old["E"], q, CHANGED)
    after = {"N": (n, p), "X": (x, p), "Y": (y, p), "D": (old["D"], p), "E": (old["E"], q), "F": (old["F"], q)}
    return Reform(p, q, old, after)


def test_every_month_has_the_same_grand_total_in_the_three_views(ground: Ground) -> None:
    made, chance = reform(ground), random.Random(20250701)
    told: dict[Span, int] = {}
    for number in range(4, 10):
        span = month(2025, number)
        units = made.after if span.start >= CHANGED else {
            name: (unit, made.q if name == "F" else made.p) for name, unit in made.before.items()
        }  # fmt: skip
        told[span] = 0
        for unit, province in units.values():
            value = chance.randrange(1000)
            told[span] += value
            ground.report(unit, province, span, {FLOW: value})
    for span, expected in told.items():
        for boundaries in (None, BEFORE, CHANGED, TODAY):
            assert amount(made.p, FLOW, span, boundaries) + amount(made.q, FLOW, span, boundaries) == expected
    moved = sum(
        weight.value for unit, weight in by_unit(made.q, [FLOW], YEAR)[FLOW].items() if unit == made.before["E"].pk
    )
    assert amount(made.p, FLOW, YEAR) - amount(made.p, FLOW, YEAR, BEFORE) == -moved
    assert moved > 0


def test_n_of_m_follows_the_units_across_the_change_on_every_boundary(ground: Ground) -> None:
    made = reform(ground)
    ground.report(made.before["A"], made.p, JUNE, {FLOW: 5})
    ground.report(made.after["N"][0], made.p, JULY, {FLOW: 12})
    assert (coverage(made.p, FLOW, JUNE), coverage(made.p, FLOW, JULY)) == ((1, 5), (1, 4))
    assert (coverage(made.p, FLOW, JUNE, TODAY), coverage(made.p, FLOW, JULY, TODAY)) == ((1, 4), (1, 4))
    assert (coverage(made.q, FLOW, JUNE, TODAY), coverage(made.q, FLOW, JULY, BEFORE)) == ((0, 2), (0, 1))
    assert coverage(made.p, FLOW, Span(JUNE.start, JULY.end)) == (2, 9)


def test_a_merger_of_five_and_seven_shows_twelve(ground: Ground) -> None:
    made = reform(ground)
    for name, value in (("A", 5), ("B", 7)):
        ground.report(made.before[name], made.p, JUNE, {FLOW: value, STOCK: value})
    n = made.after["N"][0]
    assert values(by_unit(made.p, [FLOW], JUNE, boundaries=TODAY)[FLOW]) == {n.pk: 12}
    assert values(by_unit(made.p, [STOCK], JUNE, boundaries=TODAY)[STOCK]) == {n.pk: 12}
    as_it_was = {made.before["A"].pk: 5, made.before["B"].pk: 7}
    assert values(by_unit(made.p, [FLOW], JUNE)[FLOW]) == as_it_was
    assert values(by_unit(made.p, [FLOW], JUNE, boundaries=BEFORE)[FLOW]) == as_it_was


def test_a_division_without_shares_is_a_row_of_its_own_and_part_of_the_province(ground: Ground) -> None:
    made = reform(ground)
    c = made.before["C"]
    ground.report(c, made.p, JUNE, {FLOW: 9})
    ground.report(made.after["X"][0], made.p, JULY, {FLOW: 4})
    rows = by_unit(made.p, [FLOW], YEAR, boundaries=TODAY)[FLOW]
    assert values(rows) == {c.pk: 9, made.after["X"][0].pk: 4}
    assert unconvertible(rows, TODAY) == {c.pk}
    total = totals(made.p, [FLOW], YEAR, boundaries=TODAY).rows[FLOW]
    assert (total.value, total.unconvertible) == (13, 0)


def test_figures_of_later_parts_are_absorbed_by_the_whole_that_was_before(ground: Ground) -> None:
    made = reform(ground)
    for name, value in (("X", 4), ("Y", 6)):
        ground.report(made.after[name][0], made.p, JULY, {FLOW: value})
    assert values(by_unit(made.p, [FLOW], JULY, boundaries=BEFORE)[FLOW]) == {made.before["C"].pk: 10}


def test_a_unit_divided_between_provinces_belongs_to_neither_and_is_counted_in_both_only(ground: Ground) -> None:
    p, q, r = (ground.province(name) for name in "PQR")
    cut, whole, far = ground.commune("C", p), ground.commune("A", p), ground.commune("Z", r)
    for unit, province in ((cut, p), (whole, p), (far, r)):
        ground.report(unit, province, JUNE, {FLOW: 10})
    ground.split(cut, {"X": p, "Y": q})
    found = {u: totals(u, [FLOW], JUNE, boundaries=TODAY).rows[FLOW] for u in (p, q, r)}
    assert [(t.value, t.unconvertible) for t in found.values()] == [(10, 1), (0, 1), (10, 0)]
    assert amount(p, FLOW, JUNE) == 20


def test_restored_units_have_their_own_figures_again_and_the_merged_time_is_not_guessed(ground: Ground) -> None:
    p = ground.province("P")
    a, b = ground.commune("A", p), ground.commune("B", p)
    n = ground.merge([a, b], "N", p)
    again = date(2025, 10, 1)
    for unit, value in ((a, 5), (b, 7)):
        ground.report(unit, p, JUNE, {FLOW: value})
    ground.report(n, p, JULY, {FLOW: 100})
    ground.restore(n, [a, b], again)
    for unit, value in ((a, 50), (b, 70)):
        ground.report(unit, p, month(2025, 10), {FLOW: value})
    today = by_unit(p, [FLOW], YEAR, boundaries=TODAY)[FLOW]
    assert values(today) == {a.pk: 55, b.pk: 77, n.pk: 100}
    assert unconvertible(today, TODAY) == {n.pk}
    merged = by_unit(p, [FLOW], YEAR, boundaries=CHANGED)[FLOW]
    assert values(merged) == {n.pk: 232}
    assert {amount(p, FLOW, YEAR, on) for on in (None, BEFORE, CHANGED, TODAY)} == {232}
    assert coverage(p, FLOW, Span(date(2025, 6, 1), date(2025, 10, 31)), TODAY) == (5, 2 + 1 + 1 + 1 + 2)


def test_a_rename_changes_no_row_and_no_total(ground: Ground) -> None:
    made = reform(ground)
    d = made.before["D"]
    for span in (JUNE, JULY):
        ground.report(d, made.p, span, {FLOW: 8})
    for boundaries in (None, BEFORE, TODAY):
        assert values(by_unit(made.p, [FLOW], YEAR, boundaries=boundaries)[FLOW]) == {d.pk: 16}


def test_missing_units_are_those_that_were_there_and_did_not_report(ground: Ground) -> None:
    made = reform(ground)
    ground.report(made.before["A"], made.p, JUNE, {FLOW: 5})
    ground.report(made.before["B"], made.p, JUNE, {STOCK: 5})
    lacking = missing_units(made.p, [FLOW], Span(JUNE.start, JULY.end))
    silent = {made.before[name].pk: {JUNE} for name in "BCE"} | {made.after[name][0].pk: {JULY} for name in "NXY"}
    assert lacking == silent | {made.before["D"].pk: {JUNE, JULY}}


# --- the real register ----------------------------------------------------------------------------------------------


def province(name: str, on: date) -> Unit:
    return resolve_unit(name, on, Level.PROVINCE)


def test_twenty_three_provinces_of_2025_are_new_and_eleven_are_the_old_ones(db: None) -> None:
    there = UnitVersion.objects.filter(level="province", valid_from__lte=CHANGED, unit__invented=False)
    units = set(there.exclude(valid_to__lt=CHANGED).values_list("unit_id", flat=True))
    old = set(there.filter(valid_from__lt=CHANGED).values_list("unit_id", flat=True))
    assert (len(units - old), len(units & old)) == (23, 11)


def test_m_of_a_real_province_on_todays_boundaries_counts_the_old_communes_in_old_months(
    db: None, now: datetime
) -> None:
    parts = [province(name, BEFORE) for name in ("Thái Bình", "Hưng Yên")]
    new = province("Hưng Yên", TODAY)
    ground = Ground()
    for unit in (*parts, new):
        assign_form(form_code=FORM, province=unit, level="commune", starts_on=date(2025, 3, 1), actor=None, now=now)
    inside = {unit: _communes(unit, BEFORE) for unit in parts}
    asked = Span(JUNE.start, JULY.end)
    owed = owing(new, [FLOW], asked, boundaries=TODAY)[FLOW]
    assert {span: len(units) for span, units in owed.items()} == {
        JUNE: sum(inside.values()),
        JULY: _communes(new, CHANGED),
    }
    assert coverage(new, FLOW, asked) == (0, _communes(new, CHANGED))
    invented = ground.province("P")
    ground.commune("A", invented)
    assert coverage(None, FLOW, asked) == (0, sum(inside.values()) + _communes(new, CHANGED))


def _communes(unit: Unit, on: date) -> int:
    there = UnitVersion.objects.filter(province=unit, level="commune", valid_from__lte=on)
    return there.exclude(valid_to__lt=on).count()


def test_published_figures_of_an_old_province_stay_its_own_and_are_added_to_nothing(db: None, now: datetime) -> None:
    old, new = province("Thái Bình", BEFORE), province("Hưng Yên", TODAY)
    first, second = (_desk(name, new, now) for name in ("ban.1", "ban.2"))
    span = Span(date(2013, 8, 1), date(2023, 6, 6))
    source = accept_citation(title="Một báo cáo", key="thu", unit=old, actor=first, now=now)
    told = accept_figure(
        source,
        AcceptedFigure(
            keys=[FLOW], content=CellValue(State.REPORTED, 1200), is_percent=False, unit=old, span=span, place="tr. 2",
            quote="1.200 tin",
        ),
        actor=first, now=now,
    )  # fmt: skip
    submit(told, actor=first, now=now)
    read_and_approve(told, actor=second, now=now)
    assert [(p.key, p.content.value) for p in published(old, span)] == [(FLOW, 1200)]
    assert [p.content.value for p in beside(old, [FLOW], span)[FLOW]] == [1200]
    assert published(new, span) == []
    assert not LedgerEntry.objects.exists()
    for unit in (old, new):
        assert not totals(unit, [FLOW], span).rows[FLOW].known


def _desk(name: str, unit: Unit, now: datetime) -> Actor:
    user = create_user(username=name, password="mot-cau-dai-de-thu", actor=None, now=now)
    post = assign_post(
        role=Role.PROVINCIAL_DESK, unit=unit, holder=user, title=name, valid_from=CHANGED, actor=None, now=now
    )
    return Actor(user, post)


def test_a_published_total_stands_beside_the_collected_one_and_changes_nothing(ground: Ground, now: datetime) -> None:
    p = ground.province("P")
    ground.report(ground.commune("A", p), p, JUNE, {FLOW: 10})
    first, second = (_desk(name, p, now) for name in ("ban.1", "ban.2"))
    source = accept_citation(title="Một báo cáo", key="thu", unit=p, actor=first, now=now)
    figure = AcceptedFigure(
        keys=[FLOW],
        content=CellValue(State.REPORTED, 14),
        is_percent=False,
        unit=p,
        span=JUNE,
        place="tr. 1",
        quote="14 tin",
    )
    told = accept_figure(source, figure, actor=first, now=now)
    submit(told, actor=first, now=now)
    read_and_approve(told, actor=second, now=now)
    total = totals(p, [FLOW], JUNE).rows[FLOW]
    (stated,) = beside(p, [FLOW], JUNE)[FLOW]
    assert (total.value, total.reported, stated.content.value) == (10, 1, 14)
    assert beside(p, [FLOW], MAY) == {FLOW: []}
    assert CellKey("COM02") not in beside(p, [FLOW], JUNE)
