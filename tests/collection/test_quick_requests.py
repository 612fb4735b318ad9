import html
from dataclasses import replace
from datetime import date, datetime
from zoneinfo import ZoneInfo

import pytest
from django.test import Client

from binhyen.collection.actions import Haste, ask_quickly, withdraw_request
from binhyen.collection.models import ReportRequest
from binhyen.collection.queries.due import due_of
from binhyen.collection.queries.papers import receipt, receipt_codes
from binhyen.collection.queries.requests import choices_for, chosen_for, obligations_of, sums_of
from binhyen.collection.queries.timeliness import timeliness
from binhyen.figures.models import FormAssignment, FormVersion, Indicator, LedgerEntry
from binhyen.figures.queries.schedule import reports_of
from binhyen.figures.queries.sheets import form_sheet
from binhyen.figures.rules.cells import CellKey
from binhyen.figures.rules.small_cells import HIDDEN
from binhyen.foundation.errors import DomainError, NotAllowed
from binhyen.foundation.span import Span
from binhyen.organisation.actor import Actor
from binhyen.web.figures.addresses import sheet_url
from tests.cast import Cast, approved, entered, number, submitted
from tests.collection.merging import merged
from tests.conftest import NOW

ZONE = ZoneInfo("Asia/Ho_Chi_Minh")
TODAY = date(2026, 11, 20)
DAYS = Span(date(2026, 11, 1), TODAY)
DUE = datetime(2026, 11, 20, 15, tzinfo=ZONE)
HASTE = Haste("Số liệu tuyên truyền đến 20/11", ("COM04", "FRC04"), DAYS, DUE)


def ask(cast: Cast, haste: Haste = HASTE) -> ReportRequest:
    return ask_quickly(haste, actor=cast.minh, now=NOW)


def code_of(request: ReportRequest) -> str:
    return request.forms.get().form_code


def test_five_figures_by_three_this_afternoon_reach_every_commune(cast: Cast) -> None:
    request = ask(cast)
    for unit in (cast.tan_an, cast.tan_binh, cast.tan_cuong):
        (owed,) = obligations_of(cast.officers[unit.pk], unit, TODAY)
        assert (owed.form_code, owed.urgent, owed.deadline) == (
            code_of(request),
            True,
            "hạn 15 giờ 00 ngày 20/11/2026, hôm nay",
        )
        assert code_of(request) in {r.form.code for r in reports_of(cast.officers[unit.pk], unit, TODAY)}
    due = due_of(code_of(request), cast.tan_an, DAYS)
    assert due is not None
    assert due.at == DUE


def test_what_comes_back_is_added_up_on_its_page_and_in_no_total(cast: Cast) -> None:
    request = ask(cast)
    cells = {CellKey("COM04"): number(12), CellKey("FRC04"): number(0)}
    submitted(cast, cast.tan_an, DAYS, cells, NOW, form=code_of(request))
    approved(cast, cast.tan_binh, DAYS, {**cells, CellKey("COM04"): number(30)}, NOW, form=code_of(request))
    assert [(s.value, s.n) for s in sums_of(request, cast.minh)] == [(42, 2), (0, 2)]
    assert [(s.value, s.n) for s in sums_of(request, cast.lan)] == [(12, 1), (0, 1)]
    assert not LedgerEntry.objects.exists()


def test_its_receipt_and_its_page_show_its_own_figures_and_none_of_another_form(cast: Cast) -> None:
    month = Span(date(2026, 11, 1), date(2026, 11, 20))
    code = code_of(ask(cast))
    report = approved(
        cast, cast.tan_an, month, {CellKey("COM04"): number(30), CellKey("FRC04"): number(4)}, NOW, form=code
    )
    ((receipt_code, _),) = receipt_codes(report)
    assert [line.text for line in receipt(receipt_code, cast.lan).lines] == ["30", "4"]
    assert report.form_version is not None
    shown = form_sheet(report.form_version, cast.tan_an, month, report)
    own = set(report.cell_versions.values_list("cell", flat=True))
    assert {line.cell_id for line in shown.lines} == own


def test_its_small_sensitive_figures_are_hidden_from_outside(cast: Cast, client: Client) -> None:
    Indicator.objects.filter(code="FRC04").update(sensitive=True)
    cells = {CellKey("COM04"): number(30), CellKey("FRC04"): number(3)}
    report = approved(cast, cast.tan_an, DAYS, cells, NOW, form=code_of(ask(cast)))
    cell = report.cell_versions.get(cell__indicator__code="FRC04").cell_id
    small = f"3\u00a0{Indicator.objects.get(code='FRC04').unit_of_count}"

    def told(them: Actor) -> str:
        client.force_login(them.user)
        return html.unescape(client.get(f"/so-lieu/o/{cell}/").content.decode())

    assert small in told(cast.minh)
    assert small not in told(cast.quan)
    assert HIDDEN in told(cast.quan)


def test_only_the_picked_units_owe_it(cast: Cast) -> None:
    request = ask(cast, replace(HASTE, units=(cast.tan_an, cast.tan_cuong)))
    assert set(request.obligations.values_list("unit", flat=True)) == {cast.tan_an.pk, cast.tan_cuong.pk}
    assert obligations_of(cast.officers[cast.tan_binh.pk], cast.tan_binh, TODAY) == []
    codes = {r.form.code for r in reports_of(cast.officers[cast.tan_binh.pk], cast.tan_binh, TODAY)}
    assert code_of(request) not in codes


def test_a_picked_unit_that_has_merged_means_its_successor(cast: Cast) -> None:
    new = merged(cast, on=date(2026, 11, 10))
    request = ask(cast, replace(HASTE, units=(cast.tan_an, cast.tan_binh)))
    assert list(request.obligations.values_list("unit", flat=True)) == [new.pk]


def test_taken_back_before_anybody_began_the_form_is_gone_from_the_units_reports(cast: Cast) -> None:
    request = ask(cast)
    before = {r.form.code for r in reports_of(cast.lan, cast.tan_an, TODAY)}
    withdraw_request(request, actor=cast.minh, now=NOW)
    assert before - {r.form.code for r in reports_of(cast.lan, cast.tan_an, TODAY)} == {code_of(request)}


def test_taken_back_after_one_unit_began_the_others_owe_nothing_and_stand_on_no_board(
    cast: Cast, client: Client
) -> None:
    request = ask(cast)
    code = code_of(request)
    entered(cast, cast.tan_an, DAYS, {CellKey("COM04"): number(3)}, NOW, form=code)
    withdraw_request(request, actor=cast.minh, now=NOW)
    other = cast.officers[cast.tan_binh.pk]
    assert code not in {r.form.code for r in reports_of(other, cast.tan_binh, TODAY)}
    board = timeliness(cast.minh, cast.province, DAYS.last, NOW, TODAY)
    assert [row.unit.unit_id for row in board.rows for e in row.entries if e and e.owed.form.code == code] == [
        cast.tan_an.pk
    ]
    client.force_login(cast.lan.user)
    assert client.get(sheet_url(code, cast.tan_an, DAYS)).status_code == 200


def test_what_was_sent_before_it_was_taken_back_can_still_be_read(cast: Cast) -> None:
    request = ask(cast)
    submitted(
        cast, cast.tan_an, DAYS, {CellKey("COM04"): number(1), CellKey("FRC04"): number(1)}, NOW, form=code_of(request)
    )
    withdraw_request(request, actor=cast.minh, now=NOW)
    assert code_of(request) in {r.form.code for r in reports_of(cast.lan, cast.tan_an, TODAY)}


@pytest.mark.parametrize(
    ("wrong", "code"),
    [
        ({"indicators": ()}, "collection.nothing_picked"),
        ({"indicators": tuple(f"COM{n:02d}" for n in range(31))}, "collection.too_many_picked"),
        ({"indicators": ("XYZ01",)}, "figures.indicator_unknown"),
        ({"indicators": ("MED07",)}, "figures.indicator_not_collected"),
        ({"subject": ""}, "collection.field_required"),
        ({"subject": "Báo cáo nhanh, liên hệ 0912 345 678"}, "collection.words_personal"),
        ({"units": ()}, "collection.no_units"),
        ({"due_at": datetime(2026, 11, 20, 8, tzinfo=ZONE)}, "collection.due_past"),
        ({"due_at": datetime(2026, 11, 21, 9, tzinfo=ZONE)}, "collection.due_day_off"),
        ({"span": Span(TODAY, date(2026, 11, 30))}, "collection.cut_off_after_due"),
        ({"span": Span(date(2026, 11, 23), date(2026, 11, 24))}, "collection.period_ahead"),
    ],
)
def test_a_quick_request_that_cannot_be_leaves_no_form_behind(cast: Cast, wrong: dict[str, object], code: str) -> None:
    before = (FormVersion.objects.count(), FormAssignment.objects.count())
    with pytest.raises(DomainError) as refused:
        ask(cast, replace(HASTE, **wrong))  # type: ignore[arg-type]
    assert refused.value.code == code
    assert (FormVersion.objects.count(), FormAssignment.objects.count()) == before
    assert not ReportRequest.objects.exists()


def test_nobody_but_the_province_asks_in_haste(cast: Cast) -> None:
    for actor in (cast.lan, cast.binh, cast.quan, cast.admin):
        with pytest.raises(NotAllowed):
            ask_quickly(HASTE, actor=actor, now=NOW)


def test_indicators_are_found_by_code_or_by_words_with_or_without_marks(db: None) -> None:
    assert [c.code for c in choices_for("com04", TODAY)] == ["COM04"]
    assert "FRC04" in {c.code for c in choices_for("tuan tra", TODAY)}
    assert "FRC04" in {c.code for c in choices_for("tuần tra", TODAY)}
    assert choices_for("", TODAY) == []
    assert "MED07" not in {c.code for c in choices_for("med", TODAY)}
    assert [c.code for c in chosen_for(["FRC04", "XYZ01", "COM04"], TODAY)] == ["FRC04", "COM04"]
