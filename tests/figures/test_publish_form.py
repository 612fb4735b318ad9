from collections.abc import Callable
from dataclasses import replace
from datetime import date
from importlib import import_module

import pytest
from django.apps import apps
from django.db import connection
from django.test.utils import CaptureQueriesContext

from binhyen.analytics.answers import totals
from binhyen.figures.actions import NewForm, NewLine, assign_form, assign_form_to, publish_form, retire_form
from binhyen.figures.models import Cell, FormAssignment, FormVersion, LedgerEntry
from binhyen.figures.queries.verification import differences
from binhyen.figures.rules.cells import CellKey
from binhyen.foundation.errors import Invalid, NotAllowed, NotFound
from binhyen.foundation.span import Span
from binhyen.organisation.actor import Actor
from binhyen.organisation.models import Unit
from binhyen.organisation.queries import nation
from tests.cast import MONTHLY, Cast, approved, entered, month_cells, number
from tests.conftest import NOW

OCTOBER = Span(date(2026, 10, 1), date(2026, 10, 31))
DAY = date(2026, 10, 1)
HASTE = NewForm(code="DX-1", title="Số liệu nhanh", short_title="Số liệu nhanh", calendar="once", vertical=True)
LINES = [NewLine("COM04"), NewLine("FRC04")]


def publish(form: NewForm = HASTE, lines: list[NewLine] | None = None, actor: object = None) -> FormVersion:
    return publish_form(form, LINES if lines is None else lines, valid_from=DAY, actor=actor, now=NOW)  # type: ignore[arg-type]


def test_a_form_takes_the_wording_of_its_indicators(cast: Cast) -> None:
    version = publish(actor=cast.minh)
    lines = list(version.lines.all())
    assert [line.position for line in lines] == [1, 2]
    assert lines[0].label.startswith("Buổi tuyên truyền")


def test_what_is_asked_in_haste_stands_beside_and_is_added_to_nothing(cast: Cast) -> None:
    publish(actor=cast.minh)
    assign_form_to(
        form_code="DX-1", units=[cast.tan_an], starts_on=DAY, ends_on=date(2026, 10, 31), actor=cast.minh, now=NOW
    )
    approved(cast, cast.tan_an, OCTOBER, month_cells(sessions=10), NOW)
    before = totals(cast.province, [CellKey("COM04")], OCTOBER)
    rows = LedgerEntry.objects.count()
    hasty = {CellKey("COM04"): number(99), CellKey("FRC04"): number(50)}
    approved(cast, cast.tan_an, OCTOBER, hasty, NOW, form="DX-1")
    assert LedgerEntry.objects.count() == rows
    assert totals(cast.province, [CellKey("COM04")], OCTOBER) == before
    assert Cell.objects.filter(unit=cast.tan_an, origin="@DX-1", approved__isnull=False).count() == 2
    assert list(differences()) == []


def test_only_the_chosen_units_owe_it_and_only_for_its_days(cast: Cast) -> None:
    publish()
    assign_form_to(
        form_code="DX-1", units=[cast.tan_an], starts_on=DAY, ends_on=date(2026, 10, 31), actor=None, now=NOW
    )
    with pytest.raises(Invalid) as other_unit:
        approved(cast, cast.tan_binh, OCTOBER, {CellKey("COM04"): number(1)}, NOW, form="DX-1")
    assert other_unit.value.code == "figures.form_not_assigned"
    with pytest.raises(Invalid) as other_days:
        approved(cast, cast.tan_an, Span(DAY, date(2026, 10, 30)), {CellKey("COM04"): number(1)}, NOW, form="DX-1")
    assert other_days.value.code == "figures.period_not_of_form"


@pytest.mark.parametrize(
    ("form", "lines", "code"),
    [
        (replace(HASTE, code="đột xuất"), LINES, "figures.form_malformed"),
        (replace(HASTE, calendar="week"), LINES, "figures.form_malformed"),
        (replace(HASTE, title=" "), LINES, "figures.form_malformed"),
        (HASTE, [], "figures.form_empty"),
        (HASTE, [NewLine("COM04"), NewLine("COM04")], "figures.line_twice"),
        (HASTE, [NewLine("XYZ99")], "figures.indicator_unknown"),
        (HASTE, [NewLine("MED07")], "figures.indicator_not_collected"),
        (replace(HASTE, vertical=False), LINES, "figures.collected_twice"),
    ],
)
def test_a_form_that_cannot_be_is_refused_whole(cast: Cast, form: NewForm, lines: list[NewLine], code: str) -> None:
    before = FormVersion.objects.count()
    with pytest.raises(Invalid) as refused:
        publish(form, lines)
    assert refused.value.code == code
    assert FormVersion.objects.count() == before


def test_a_version_is_never_published_over_another(cast: Cast) -> None:
    publish()
    with pytest.raises(Invalid) as refused:
        publish()
    assert refused.value.code == "figures.form_exists"


def test_only_who_may_ask_for_reports_publishes_a_form(cast: Cast) -> None:
    for actor in (cast.lan, cast.binh, cast.quan, cast.admin):
        with pytest.raises(NotAllowed):
            publish(actor=actor)
        with pytest.raises(NotAllowed):
            assign_form_to(form_code="DX-1", units=[cast.tan_an], starts_on=DAY, ends_on=None, actor=actor, now=NOW)


def given_to(form_code: str, units: list[Unit], actor: Actor) -> int:
    return assign_form_to(form_code=form_code, units=units, starts_on=DAY, ends_on=None, actor=actor, now=NOW)


def test_a_province_gives_out_and_takes_back_its_own_forms_and_nobody_elses(cast: Cast) -> None:
    publish(actor=cast.minh)
    taken: list[Callable[[Actor], object]] = [
        lambda actor: given_to("DX-1", [cast.elsewhere], actor),
        lambda actor: retire_form(form_code="DX-1", actor=actor, now=NOW),
        lambda actor: publish_form(HASTE, LINES, valid_from=date(2026, 11, 1), actor=actor, now=NOW),
        lambda actor: assign_form(
            form_code="DX-1", province=actor.unit, level="commune", starts_on=DAY, actor=actor, now=NOW
        ),
    ]
    for take in taken:
        with pytest.raises(NotAllowed):
            take(cast.tuan)
    assert not FormAssignment.objects.filter(form_code="DX-1").exists()
    assert given_to("DX-1", [cast.tan_an], cast.hoa) == 1
    assert retire_form(form_code="DX-1", actor=cast.nam, now=NOW) == 1


def test_a_form_of_the_catalogue_is_nobodys_to_change_from_a_province(cast: Cast) -> None:
    publish()
    before = list(FormAssignment.objects.order_by("pk").values())
    for code in ("DX-1", MONTHLY, "DX-2"):
        with pytest.raises(NotAllowed) as given:
            given_to(code, [cast.tan_an], cast.minh)
        with pytest.raises(NotAllowed) as retired:
            retire_form(form_code=code, actor=cast.minh, now=NOW)
        assert given.value.code == retired.value.code == "figures.form_of_others"
    assert list(FormAssignment.objects.order_by("pk").values()) == before
    assert FormVersion.objects.get(code="DX-1").retired_on is None


def test_forms_published_before_they_had_owners_get_them_from_the_record(cast: Cast) -> None:
    publish(actor=cast.minh)
    FormVersion.objects.update(owner=None)
    import_module("binhyen.figures.migrations.0009_owners_of_published_forms").give_owners(apps, None)
    assert [v.code for v in FormVersion.objects.filter(owner=cast.province)] == ["DX-1"]
    assert FormVersion.objects.filter(owner=None).exists()


def test_a_form_is_given_only_to_units_of_the_own_territory_in_few_questions(cast: Cast) -> None:
    publish(actor=cast.minh)
    for units in ([cast.elsewhere], [cast.tan_an, cast.elsewhere], [nation()]):
        with pytest.raises(NotAllowed):
            given_to("DX-1", units, cast.minh)
    assert not FormAssignment.objects.filter(form_code="DX-1").exists()
    with CaptureQueriesContext(connection) as one:
        given_to("DX-1", [cast.tan_an], cast.minh)
    with CaptureQueriesContext(connection) as three:
        given_to("DX-1", [cast.tan_an, cast.tan_binh, cast.tan_cuong], cast.minh)
    assert len(three) == len(one)


def test_a_quarterly_form_is_owed_by_quarters(cast: Cast) -> None:
    publish(replace(HASTE, code="BC-QUY", calendar="quarter"))
    assign_form(
        form_code="BC-QUY", province=cast.province, level="commune", starts_on=date(2026, 7, 1), actor=None, now=NOW
    )
    third = Span(date(2026, 7, 1), date(2026, 9, 30))
    # the form is in force since October: the quarter before was not owed
    with pytest.raises(NotFound):
        approved(cast, cast.tan_an, third, {CellKey("COM04"): number(1)}, NOW, form="BC-QUY")
    fourth = Span(date(2026, 10, 1), date(2026, 12, 31))
    assert entered(cast, cast.tan_an, fourth, {CellKey("COM04"): number(1)}, NOW, form="BC-QUY").pk
