"""What stands in the SDMX files is what stands in the record, cell by cell; who may not see gets none."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import UTC, date, datetime
from decimal import Decimal
from pathlib import Path

import pytest
from django.db.models import Q

from binhyen.analytics.answers import totals
from binhyen.analytics.sdmx.mapping import code_id, frequency, time_period, told
from binhyen.analytics.sdmx.messages import FILES, write
from binhyen.analytics.sdmx.reading import dataset_of
from binhyen.figures.models import Cell, CodeItem, FormVersion, Indicator
from binhyen.figures.rules.cells import CellKey, CellValue, Qualifier, State
from binhyen.foundation.errors import DomainError
from binhyen.foundation.span import Span
from binhyen.organisation.actor import Actor
from binhyen.organisation.models import Unit, UnitVersion
from binhyen.organisation.queries import nation
from binhyen.organisation.rules import Role
from tests.analytics.ground import ATTENDANCE, FLOW, FORM, HEADS, SINCE, TEAMS, Ground, month
from tests.analytics.messages import Said, Structure, read
from tests.cast import HALF_YEARLY, MONTHLY, Cast, approved, month_cells, submitted

NOW = datetime(2026, 11, 20, 2, tzinfo=UTC)
TODAY = NOW.date()
MAY, JUNE, JULY = (month(2025, number) for number in (5, 6, 7))


def exported(
    folder: Path, actor: Actor, province: Unit | None, span: Span, *, form: str = FORM, today: date = TODAY
) -> list[Said]:
    write(dataset_of(form, span, province, actor=actor, today=today), folder, prepared=NOW)
    return list(read(folder))


def analyst(ground: Ground) -> Actor:
    """A post at the ministry, which sees what was approved anywhere."""
    return ground._seat(Role.MINISTRY_ANALYST, nation(), SINCE)


# --- periods and names ----------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("start", "last", "called", "often"),
    [
        ("2026-05-01", "2026-05-31", "2026-05", "M"), ("2026-04-01", "2026-06-30", "2026-Q2", "Q"),
        ("2026-07-01", "2026-12-31", "2026-S2", "S"), ("2026-01-01", "2026-12-31", "2026", "A"),
        ("2026-02-01", "2026-04-30", "2026-02-01/P3M", "Q"), ("2026-01-15", "2026-02-14", "2026-01-15/P1M", "M"),
        ("2025-12-15", "2026-06-14", "2025-12-15/P6M", "S"), ("2025-12-15", "2026-12-14", "2025-12-15/P12M", "A"),
        ("2026-01-01", "2026-09-30", "2026-01-01/P9M", "_Z"), ("2026-10-01", "2026-10-10", "2026-10-01/P10D", "_Z"),
        ("2024-02-29", "2024-03-28", "2024-02-29/P1M", "M"), ("2026-01-31", "2026-02-27", "2026-01-31/P28D", "_Z"),
    ],
)  # fmt: skip
def test_a_period_is_called_what_sdmx_calls_it_and_else_by_its_days(
    start: str, last: str, called: str, often: str
) -> None:
    span = Span(date.fromisoformat(start), date.fromisoformat(last))
    assert (time_period(span), frequency(span)) == (called, often)


def test_no_two_texts_have_one_code_and_ordinary_ones_stay_as_they_are() -> None:
    assert [code_id(text) for text in ("mau-tan-lap", "ca", "CTPH-04")] == ["mau-tan-lap", "ca", "CTPH-04"]
    awkward = ["a/b", "a@b", "a.b", "a$2E$b", "a b", "ấ", "ấ".encode().decode("latin-1"), "a_b"]
    assert len({code_id(text) for text in awkward}) == len(awkward)


def test_no_breakdown_of_the_catalogue_is_called_like_another_part(db: None) -> None:
    taken = {"FREQ", "REF_AREA", "INDICATOR", "TIME_PERIOD", "OBS_VALUE", "OBS_STATUS", "CELL_STATE", "QUALIFIER"}
    used = {name.upper() for name in CodeItem.objects.values_list("dimension", flat=True)}
    assert used
    assert not used & (taken | {"UPPER_VALUE", "UNIT_MEASURE", "DECIMALS", "AREA"})


# --- what a cell says -----------------------------------------------------------------------------------------------


def contents() -> list[CellValue]:
    """Each state, a reported nought, and a number with each qualifier."""
    numbers = [
        CellValue(State.REPORTED, 400, 1600 if qualifier is Qualifier.RANGE else None, qualifier)
        for qualifier in Qualifier
    ]
    rest = [CellValue(s, reason="lý do") for s in State if s is not State.REPORTED]
    return [CellValue(State.REPORTED, 0), *numbers, *rest]


def content_of(said: Said, decimals: int) -> CellValue:
    """The cell behind an observation, but for its reason, which is in no message."""
    value, upper = (int(Decimal(text).scaleb(decimals)) if text else None for text in (said.value, said.upper))
    state = State(said.state)
    if state is not State.REPORTED:
        assert value == (0 if state is State.NOTHING_AROSE else None)
        return CellValue(state, reason="-" if state is State.NOT_APPLICABLE else "")
    return CellValue(state, value, upper, Qualifier(said.qualifier))


def bare(content: CellValue) -> CellValue:
    reason = "-" if content.state is State.NOT_APPLICABLE else ""
    return CellValue(content.state, content.value, content.value_max, content.qualifier, reason)


def test_every_state_and_qualifier_is_told_apart_also_without_looking_at_the_number() -> None:
    said = [told(content, 2) for content in contents()]
    assert len(set(said)) == len(said)
    assert [content_of(Said("", "", (), "", *one), 2) for one in said] == [bare(content) for content in contents()]
    nought, nothing = told(CellValue(State.REPORTED, 0), 0), told(CellValue(State.NOTHING_AROSE), 0)
    assert (nought.value, nothing.value, nought.state, nothing.state) == ("0", "0", "reported", "nothing_arose")


def test_the_official_status_says_of_a_number_whether_it_is_sure_and_of_a_gap_why() -> None:
    number = {
        q: told(CellValue(State.REPORTED, 4, 5 if q is Qualifier.RANGE else None, q), 0).status for q in Qualifier
    }
    assert number.pop(Qualifier.EXACT) == "A"
    assert number.pop(Qualifier.ESTIMATE) == "E"
    assert set(number.values()) == {"U"}
    gaps = {state: told(CellValue(state, reason="lý do"), 0).status for state in State if state is not State.REPORTED}
    assert gaps == {
        State.NOTHING_AROSE: "A", State.NOT_REPORTED: "O", State.NOT_APPLICABLE: "M", State.STATED_WITHOUT_NUMBER: "L",
    }  # fmt: skip


# --- a whole export -------------------------------------------------------------------------------------------------


def in_the_record(units: Sequence[Unit], span: Span) -> dict[tuple[str, str, str], CellValue]:
    cells = Cell.objects.filter(unit__in=units, period__starts_on__gte=span.start, period__ends_on__lte=span.last)
    return {
        (code_id(cell.unit.uid), str(cell.key), time_period(cell.period.span)): bare(cell.approved.content)
        for cell in cells.select_related("unit", "indicator", "period", "approved")
        if cell.approved is not None
    }


def told_of(said: Sequence[Said]) -> dict[tuple[str, str, str], CellValue]:
    decimals = dict(Indicator.objects.values_list("code", "decimals"))
    return {
        (one.area, str(CellKey(one.indicator, ";".join(f"{d}={i}" for d, i in one.parts))), one.period): content_of(
            one, decimals[one.indicator]
        )
        for one in said
    }


def test_a_form_with_breakdowns_is_told_cell_by_cell_and_who_has_not_reported_is_told_as_such(
    cast: Cast, now: datetime, tmp_path: Path
) -> None:
    spring = Span(date(2026, 4, 1), date(2026, 5, 31))
    months = [Span(date(2026, 4, 1), date(2026, 4, 30)), Span(date(2026, 5, 1), date(2026, 5, 31))]
    approved(cast, cast.tan_an, months[0], month_cells(), now)
    approved(cast, cast.tan_an, months[1], month_cells(sessions=0, attendances=0), now)
    approved(cast, cast.tan_binh, months[1], month_cells(accepted=0), now)
    submitted(cast, cast.tan_cuong, months[1], month_cells(), now)
    said = exported(tmp_path, cast.minh, cast.province, spring, form=MONTHLY)
    found = told_of(said)
    recorded = in_the_record([cast.tan_an, cast.tan_binh], spring)
    assert {place: found[place] for place in recorded} == recorded
    others = [
        one for one in said if (one.area, one.period) in {("thu-tan-binh", "2026-04"), ("thu-tan-cuong", "2026-05")}
    ]
    assert len(others) == 2 * len(month_cells())
    assert {(one.value, one.status, one.state) for one in others} == {("", "O", "not_reported")}
    assert len(said) == 3 * 2 * len(month_cells())
    structure = Structure(tmp_path / "structure.xml")
    assert structure.names("CL_HOST_ORG") == {
        "_T": "Total", "ca": "Công an", "mttq_ctxh": "MTTQ và các tổ chức chính trị - xã hội",
        "cqdnth": "Cơ quan, doanh nghiệp, trường học", "khac": "Khác",
    }  # fmt: skip
    assert structure.names("CL_AREA")["thu-tan-an"] == "Xã Tân An"


def test_what_is_told_adds_up_to_the_totals_of_the_page_with_as_many_units(ground: Ground, tmp_path: Path) -> None:
    above = ground.province("Cộng")
    units = [ground.commune(f"Cộng {n}", above) for n in range(4)]
    ground.report(units[0], above, MAY, {FLOW: 10, ATTENDANCE: 0, HEADS: 3})
    ground.report(units[1], above, MAY, {FLOW: CellValue(State.NOTHING_AROSE), HEADS: 4})
    ground.report(units[2], above, JUNE, {FLOW: CellValue(State.REPORTED, 400, None, Qualifier.OVER), ATTENDANCE: 7})
    span = Span(MAY.start, JUNE.last)
    said = exported(tmp_path, ground.desk(above), above, span)
    for key in (FLOW, ATTENDANCE, HEADS):
        row = totals(above, [key], span).rows[key]
        of_line = [one for one in said if one.indicator == key.indicator]
        if row.last_on is not None:  # a stock: the last period counts
            of_line = [one for one in of_line if one.period == time_period(MAY)]
        numbers = [int(one.value) for one in of_line if one.value]
        assert (sum(numbers), len(numbers)) == (row.value, row.reported)
        assert len(of_line) == row.expected
    assert Structure(tmp_path / "structure.xml").ids


def test_a_line_that_a_form_reads_stands_with_the_periods_in_which_it_is_collected(
    cast: Cast, now: datetime, tmp_path: Path
) -> None:
    half = Span(date(2026, 1, 1), date(2026, 6, 30))
    approved(cast, cast.tan_an, month(2026, 5), month_cells(sessions=8), now)
    said = exported(tmp_path, cast.minh, cast.province, half, form=HALF_YEARLY)
    read_lines = [one for one in said if (one.indicator, one.parts, one.value) == ("COM04", (), "8")]
    assert [(one.area, one.period) for one in read_lines] == [("thu-tan-an", "2026-05")]
    total = totals(cast.province, [CellKey("COM04")], half).rows[CellKey("COM04")]
    of_line = [one for one in said if (one.indicator, one.parts) == ("COM04", ())]
    assert (total.value, total.reported, total.expected) == (8, 1, len(of_line))
    assert {one.period for one in said} == {"2026-S1", *(f"2026-0{n}" for n in range(1, 7))}


def test_a_form_without_breakdowns_has_no_such_dimension(ground: Ground, tmp_path: Path) -> None:
    above = ground.province("Trơn")
    ground.report(ground.commune("Trơn 1", above), above, MAY, {FLOW: 1})
    exported(tmp_path, ground.desk(above), above, MAY)
    components = [one.id for one in Structure(tmp_path / "structure.xml").definition.components]
    assert components[:5] == ["FREQ", "REF_AREA", "INDICATOR", "TIME_PERIOD", "OBS_VALUE"]


def test_each_unit_of_a_merger_is_told_for_the_periods_in_which_it_was_there(ground: Ground, tmp_path: Path) -> None:
    above = ground.province("Nhập")
    old = [ground.commune(f"Nhập {n}", above) for n in range(2)]
    for n, unit in enumerate(old):
        ground.report(unit, above, JUNE, {FLOW: n + 1})
    new = ground.merge(old, "Nhập mới", above)
    ground.report(new, above, JULY, {FLOW: 5})
    said = exported(tmp_path, ground.desk(above), above, Span(JUNE.start, JULY.last))
    flows = {(one.area, one.period): one.value for one in said if one.indicator == FLOW.indicator}
    assert flows == {
        (code_id(old[0].uid), "2025-06"): "1", (code_id(old[1].uid), "2025-06"): "2", (code_id(new.uid), "2025-07"): "5",
    }  # fmt: skip
    assert len(Structure(tmp_path / "structure.xml").names("CL_AREA")) == 4


def test_a_unit_that_passed_to_another_province_is_told_by_each_for_its_own_time(
    ground: Ground, tmp_path: Path
) -> None:
    before, after = ground.province("Trước"), ground.province("Nay")
    unit = ground.commune("Chuyển", before)
    ground.report(unit, before, JUNE, {FLOW: 1})
    last = unit.versions.get()
    UnitVersion.objects.filter(pk=last.pk).update(valid_to=JUNE.last)
    last.pk, last.valid_from, last.parent, last.province = None, JULY.start, after, after
    last.save()
    ground.report(unit, after, JULY, {FLOW: 2})
    told_by, quan = [], analyst(ground)
    for above in (before, after):
        folder = tmp_path / above.uid.replace("/", "-")
        folder.mkdir()
        said = exported(folder, quan, above, Span(JUNE.start, JULY.last))
        told_by.append([(one.period, one.value) for one in said if one.indicator == FLOW.indicator])
    assert told_by == [[("2025-06", "1")], [("2025-07", "2")]]


def test_a_period_that_has_not_ended_is_nobodys_gap(ground: Ground, tmp_path: Path) -> None:
    above = ground.province("Sau")
    ground.report(ground.commune("Sau 1", above), above, MAY, {FLOW: 1})
    said = exported(tmp_path, ground.desk(above), above, Span(MAY.start, JULY.last), today=JUNE.last)
    assert {one.period for one in said} == {"2025-05"}


def test_the_number_of_the_message_is_that_of_the_ledger(ground: Ground, tmp_path: Path) -> None:
    above = ground.province("Số")
    ground.report(ground.commune("Số 1", above), above, MAY, {FLOW: 1})
    dataset = dataset_of(FORM, MAY, above, actor=ground.desk(above), today=TODAY)
    write(dataset, tmp_path, prepared=NOW)
    for name in ("structure.xml", "data.xml"):
        text = (tmp_path / name).read_text(encoding="utf-8")
        assert (
            f"<mes:ID>THU-NGHIEM_2025-05-01_2025-05-31_{code_id(above.uid)}_2026-11-20_{dataset.as_of}</mes:ID>" in text
        )
        assert "<mes:Prepared>2026-11-20T02:00:00+00:00</mes:Prepared>" in text


def test_exports_that_hold_other_figures_have_another_number(ground: Ground, tmp_path: Path) -> None:
    one, other, outside = ground.province("Một"), ground.province("Hai"), analyst(ground)
    asked = [
        (one, ground.desk(one), TODAY), (other, ground.desk(other), TODAY), (one, ground.desk(one), JUNE.last),
        (one, outside, TODAY), (None, outside, TODAY),
    ]  # fmt: skip
    for province in (one, other):
        ground.commune(f"Xã của {province.pk}", province)
    Unit.objects.filter(Q(versions__province=one) | Q(pk=one.pk)).update(invented=False)
    numbers = []
    for above, actor, today in asked:
        write(dataset_of(FORM, MAY, above, actor=actor, today=today), tmp_path, prepared=NOW)
        numbers.append((tmp_path / "data.xml").read_text(encoding="utf-8").partition("<mes:ID>")[2].partition("<")[0])
        assert exported(tmp_path, actor, above, MAY, today=today)  # a number that the official schema takes
    assert len(set(numbers)) == len(asked), numbers


def test_no_reason_and_nobodys_name_stands_in_any_file(ground: Ground, tmp_path: Path) -> None:
    above = ground.province("Kín")
    cells: dict[CellKey, CellValue | int] = {
        FLOW: CellValue(State.NOT_APPLICABLE, reason="không có khu công nghiệp"),
        ATTENDANCE: 3,
    }
    ground.report(ground.commune("Kín 1", above), above, MAY, cells)
    exported(tmp_path, ground.desk(above), above, MAY)
    for name in FILES:
        text = (tmp_path / name).read_text(encoding="utf-8")
        assert "khu công nghiệp" not in text
        assert "commune-officer" not in text


# --- who sees what --------------------------------------------------------------------------------------------------


def test_a_number_that_tells_of_a_few_is_withheld_from_who_looks_from_outside(ground: Ground, tmp_path: Path) -> None:
    above = ground.province("Nhỏ")
    for n, heads in enumerate((98, 90)):
        ground.report(ground.commune(f"Nhỏ {n}", above), above, MAY, {HEADS: heads, TEAMS: 100})
    inside, outside = tmp_path / "inside", tmp_path / "outside"
    inside.mkdir()
    outside.mkdir()

    def heads_of(said: list[Said]) -> list[tuple[str, str, str, str]]:
        return [(o.value, o.status, o.state, o.qualifier) for o in said if o.indicator == HEADS.indicator]

    seen = heads_of(exported(inside, ground.desk(above), above, MAY))
    assert seen == [("98", "A", "reported", "exact"), ("90", "A", "reported", "exact")]
    hidden = heads_of(exported(outside, analyst(ground), above, MAY))
    assert hidden == [("", "Q", "withheld", "")] * 2


def test_the_ministry_gets_the_country_without_invented_units_and_a_desk_its_own_province(
    ground: Ground, cast: Cast, now: datetime, tmp_path: Path
) -> None:
    first, second = ground.province("Một"), ground.province("Hai")
    for above in (first, second):
        ground.report(ground.commune(f"{above.uid} 1", above), above, MAY, {FLOW: 1})
    Unit.objects.filter(Q(versions__province=first) | Q(pk=first.pk)).update(invented=False)
    said = exported(tmp_path, analyst(ground), None, MAY)
    assert {one.area for one in said} == {code_id("thu/thu/Một 1")}
    with pytest.raises(DomainError, match=r"analytics\.sdmx_nation"):
        dataset_of(FORM, MAY, None, actor=ground.desk(first), today=TODAY)


@pytest.mark.parametrize("who", ["lan", "binh", "tuan", "admin"])
def test_who_may_not_see_the_provinces_figures_is_refused(cast: Cast, now: datetime, who: str) -> None:
    approved(cast, cast.tan_an, month(2026, 5), month_cells(), now)
    with pytest.raises(DomainError, match=r"organisation\.not_allowed"):
        dataset_of(MONTHLY, month(2026, 5), cast.province, actor=getattr(cast, who), today=TODAY)


@pytest.mark.parametrize(
    ("form", "of", "span", "code"),
    [
        ("KHONG-CO", "province", month(2026, 5), "figures.form_unknown"),
        (MONTHLY, "tan_an", month(2026, 5), "analytics.sdmx_not_province"),
        (MONTHLY, "elsewhere", month(2026, 5), "figures.form_not_assigned"),
        ("RIENG", "province", month(2026, 5), "analytics.sdmx_apart"),
        (MONTHLY, "province", Span(date(2026, 5, 1), date(2026, 5, 10)), "figures.period_not_of_form"),
        (MONTHLY, "province", month(2026, 12), "figures.period_future"),
    ],
)
def test_what_cannot_be_exported_is_refused_with_the_reason(
    cast: Cast, form: str, of: str, span: Span, code: str
) -> None:
    FormVersion.objects.create(
        code="RIENG", valid_from=SINCE, title="Riêng", short_title="Riêng", calendar="month", vertical=True
    )
    with pytest.raises(DomainError) as refusal:
        dataset_of(form, span, getattr(cast, of), actor=cast.quan, today=TODAY)
    assert refusal.value.code == code
