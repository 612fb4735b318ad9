"""The activity book: what a line needs, how fine a place may be, what its sums say of a report."""

from __future__ import annotations

import re
from datetime import date, datetime

import pytest

from binhyen.collection.actions.activities import add_activity, fill_from_book, restore_activity, strike_activity
from binhyen.collection.models import Activity
from binhyen.collection.queries.activities import activities_in, book_sums, fillable, hosts, kinds
from binhyen.collection.rules.activities import Entry, checked, checked_area, read_kind
from binhyen.figures.models import Indicator, Submission
from binhyen.figures.queries.reports import draft_cells, findings_of
from binhyen.figures.rules.cells import Severity, State
from binhyen.foundation.audit import verify
from binhyen.foundation.errors import Invalid, NotAllowed
from binhyen.foundation.models import AuditEntry
from binhyen.foundation.span import Span
from binhyen.foundation.texts import say
from tests.cast import MONTHLY, Cast, entered, key, month_cells

MAY = Span(date(2026, 5, 1), date(2026, 5, 31))


def line(day: int = 5, kind: str = "tuyen_truyen", host: str = "ca", times: int = 1, came: int | None = 60,
         area: str = "") -> Entry:  # fmt: skip
    return Entry(date(2026, 5, day), kind, host, times, came, area)


# --- places ---------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "area",
    [
        "", "thôn Đông Hạ", "Tổ dân phố số 5", "TDP 12A", "khu phố Nguyễn Trãi", "ấp Bà Điểm", "thôn 3, thôn 4", "toàn xã",
        "bản Hồ", "xóm Ông Trịnh", "  khu dân cư   Hòa Bình ", "khu phố Bà Rịa",
        "các thôn Trần Phú, Lê Hồng Phong", "thôn Phan Đình Phùng", "tổ dân phố Nguyễn Thị Minh Khai",
    ],
)  # fmt: skip
def test_a_residential_area_is_a_place(area: str) -> None:
    assert checked_area(area) == " ".join(area.split())


@pytest.mark.parametrize(
    ("area", "found", "place"),
    [
        ("số nhà 12 thôn Đông", "số nhà 12", 1),
        ("thôn Đông, nhà ông Nguyễn Văn A", "ông Nguyễn Văn A", 16),
        ("thôn Đông đồng chí Lan", "đồng chí Lan", 11),
        ("Thôn Hạ Bà Nguyễn Thị B", "Bà Nguyễn Thị", 9),
        ("ngõ 12 phố Huế", "ngõ 12", 1),
        ("phố Huế 12/4", "12/4", 9),
        ("thôn Đông 0912345678", "0912345678", 11),
        ("thôn Đông hộ 3", "hộ 3", 11),
        ("thôn Đông Hạ Nguyễn Văn Ba", "Nguyễn Văn Ba", 14),
        ("thôn Đông (chủ trì: Trần Thị Lan)", "Trần Thị Lan", 21),
        ("\u200bthôn  Đông n\u200bhà ô\u2060ng\ufeff Lan", "ông Lan", 15),
    ],
)
def test_a_finer_place_or_a_person_is_refused_with_its_place(area: str, found: str, place: int) -> None:
    with pytest.raises(Invalid) as refusal:
        checked_area(area)
    assert refusal.value.code == "collection.area_too_fine"
    until = place + len(found) - 1
    assert refusal.value.params == {"place": place, "until": until}
    read = re.sub("[\u200b\u2060\ufeff]|(?<= ) ", "", area)
    assert read[place - 1 : until] == found
    assert found not in say(refusal.value)


@pytest.mark.parametrize(("area", "code"), [("chợ Mới", "area_unknown"), ("thôn " + "a" * 90, "area_too_long")])
def test_other_words_are_no_place(area: str, code: str) -> None:
    with pytest.raises(Invalid) as refusal:
        checked_area(area)
    assert refusal.value.code == f"collection.{code}"
    assert area not in say(refusal.value)


def test_an_unknown_kind_is_repeated_without_a_person_in_it() -> None:
    with pytest.raises(Invalid) as refusal:
        checked(line(kind="ông Nguyễn Văn An 0912345678"), {}, {}, date(2026, 11, 20))
    assert not {"Nguyễn", "0912345678"} & set(say(refusal.value).split())


# --- lines ----------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("entry", "code"),
    [
        (line(kind="khac"), "activity_kind"),
        (line(host=""), "activity_host"),
        (line(host="ai đó"), "activity_host"),
        (line(times=0), "activity_times"),
        (line(came=None), "activity_attendances"),
        (line(times=3, came=2), "activity_attendances"),
        (Entry(date(2027, 1, 1), "tuan_tra", "", 1, 3, ""), "activity_future"),
        (Entry(date(2019, 1, 1), "tuan_tra", "", 1, 3, ""), "activity_no_unit"),
    ],
)
def test_a_line_that_cannot_be_kept_is_refused(cast: Cast, now: datetime, entry: Entry, code: str) -> None:
    with pytest.raises(Invalid) as refusal:
        add_activity(entry, unit=cast.tan_an, actor=cast.lan, now=now)
    assert refusal.value.code == f"collection.{code}"
    assert not Activity.objects.exists()


def test_what_a_kind_does_not_count_is_not_kept() -> None:
    kept = checked(line(kind="hoi_nghi"), kinds(), {"ca": "Công an"}, date(2026, 6, 1))
    assert (kept.host, kept.attendances) == ("", None)


def test_the_kinds_name_indicators_and_are_found_by_the_beginning_of_their_names(cast: Cast) -> None:
    codes = {code for kind in kinds().values() for code in (kind.times, kind.attendances) if code}
    assert set(Indicator.objects.filter(code__in=codes).values_list("code", flat=True)) == codes
    assert codes == {"COM04", "COM05", "LDR07", "FRC04", "FRC05"}
    assert set(hosts()) == {"ca", "mttq_ctxh", "cqdnth", "khac"}
    assert read_kind("Tuần tra", kinds()) == "tuan_tra"
    assert read_kind("tuan_tra", kinds()) == "tuan_tra"
    assert read_kind("họp", kinds()) == "họp"


def test_only_the_unit_s_own_officer_writes_and_only_its_own_posts_read(cast: Cast, now: datetime) -> None:
    for actor in (cast.binh, cast.minh, cast.hoa, cast.admin, cast.officers[cast.tan_binh.pk]):
        with pytest.raises(NotAllowed):
            add_activity(line(), unit=cast.tan_an, actor=actor, now=now)
    kept = add_activity(line(), unit=cast.tan_an, actor=cast.lan, now=now)
    assert activities_in(cast.lan, MAY) == activities_in(cast.binh, MAY) == [kept]
    strangers = (cast.minh, cast.hoa, cast.quan, cast.admin, cast.tuan, cast.officers[cast.tan_binh.pk])
    assert all(activities_in(actor, MAY) == [] for actor in strangers)
    with pytest.raises(NotAllowed):
        strike_activity(kept, actor=cast.binh, now=now)


def test_a_line_is_struck_out_and_taken_back_and_never_deleted(cast: Cast, now: datetime) -> None:
    kept = add_activity(line(times=2), unit=cast.tan_an, actor=cast.lan, now=now)
    assert book_sums(cast.tan_an, MAY)[key("COM04")] == 2
    for _ in range(2):
        strike_activity(kept, actor=cast.lan, now=now)
    assert book_sums(cast.tan_an, MAY) == {}
    assert activities_in(cast.lan, MAY) == [kept]
    restore_activity(kept, actor=cast.lan, now=now)
    assert book_sums(cast.tan_an, MAY)[key("COM04")] == 2
    verbs = AuditEntry.objects.filter(object=f"activity:{kept.pk}").order_by("seq").values_list("verb", flat=True)
    assert list(verbs) == [f"collection.{verb}_activity" for verb in ("add", "strike", "restore")]
    assert verify() > 0


# --- sums and reports -----------------------------------------------------------------------------------------------


def fill_book(cast: Cast, now: datetime) -> None:
    for entry in (line(2, times=2, came=90), line(9, host="mttq_ctxh", came=40), line(31, came=50),
                  line(12, kind="tuan_tra", times=4, came=16), line(13, kind="hoi_nghi", times=1)):  # fmt: skip
        add_activity(entry, unit=cast.tan_an, actor=cast.lan, now=now)


def test_the_sums_are_by_host_and_only_of_the_days_asked(cast: Cast, now: datetime) -> None:
    fill_book(cast, now)
    sums = {str(k): n for k, n in book_sums(cast.tan_an, MAY).items()}
    assert sums == {
        "COM04": 4, "COM04[host_org=ca]": 3, "COM04[host_org=mttq_ctxh]": 1, "COM04[host_org=cqdnth]": 0,
        "COM04[host_org=khac]": 0, "COM05": 180, "COM05[host_org=ca]": 140, "COM05[host_org=mttq_ctxh]": 40,
        "COM05[host_org=cqdnth]": 0, "COM05[host_org=khac]": 0, "FRC04": 4, "FRC05": 16, "LDR07": 1,
    }  # fmt: skip
    assert book_sums(cast.tan_an, Span(MAY.start, date(2026, 5, 30)))[key("COM04")] == 3


def test_the_book_fills_only_empty_cells_and_only_when_asked(cast: Cast, now: datetime) -> None:
    fill_book(cast, now)
    report = entered(cast, cast.tan_an, MAY, {key("COM04"): month_cells()[key("COM04")]}, now)
    shown = next(one for one in fillable(cast.lan, MAY, now.date()) if one.report.form.code == MONTHLY)
    assert shown.empty == 11
    assert [str(one.key) for one in shown.lines if one.differs] == ["COM04"]
    filled = fill_from_book(form_code=MONTHLY, unit=cast.tan_an, span=MAY, actor=cast.lan, now=now)
    assert len(filled) == 11
    drafts = draft_cells(report)
    assert drafts[key("COM04")].value == 10
    assert drafts[key("FRC05")].value == 16
    assert drafts[key("FRC05")].provenance == {"kind": "activities"}
    assert drafts[key("COM05[host_org=khac]")].state == State.NOTHING_AROSE
    assert key("MED03") not in drafts
    assert fill_from_book(form_code=MONTHLY, unit=cast.tan_an, span=MAY, actor=cast.lan, now=now) == []


def test_a_figure_that_differs_from_the_book_is_a_warning_and_an_unkept_book_says_nothing(
    cast: Cast, now: datetime
) -> None:
    report = entered(cast, cast.tan_an, MAY, month_cells(), now)
    fresh = Submission.objects.get(pk=report.pk)
    assert [f for f in findings_of(fresh, today=now.date()) if f.rule == "R9"] == []
    fill_book(cast, now)
    said = [f for f in findings_of(Submission.objects.get(pk=report.pk), today=now.date()) if f.rule == "R9"]
    assert {str(f.key) for f in said} == {
        "COM04", "COM04[host_org=ca]", "COM04[host_org=mttq_ctxh]", "COM05", "COM05[host_org=ca]",
        "COM05[host_org=mttq_ctxh]", "FRC04", "FRC05",
    }  # fmt: skip
    assert {f.severity for f in said} == {Severity.WARN}
    assert {f.params["source"] for f in said} == {"Sổ theo dõi hoạt động"}
    assert said[0].arithmetic == "10 ≠ 4"


def test_the_leader_and_other_units_cannot_fill_from_the_book(cast: Cast, now: datetime) -> None:
    fill_book(cast, now)
    for actor in (cast.binh, cast.minh, cast.officers[cast.tan_binh.pk]):
        with pytest.raises(NotAllowed):
            fill_from_book(form_code=MONTHLY, unit=cast.tan_an, span=MAY, actor=actor, now=now)
    assert not Submission.objects.exists()
