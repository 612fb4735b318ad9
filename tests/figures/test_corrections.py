"""Corrections pass the checks; a whole and its part change together; the papers that they touch are named."""

from __future__ import annotations

import re
from collections.abc import Iterable
from datetime import date, datetime, timedelta
from importlib import import_module

import pytest
from django.apps import apps

from binhyen.analytics.answers import totals
from binhyen.figures.actions import close_period, correct, decide_correction, present, save_cells, send_back
from binhyen.figures.models import Cell, Correction, Period
from binhyen.figures.queries import touched
from binhyen.figures.queries.corrected import findings_after
from binhyen.figures.queries.histories import story_of
from binhyen.figures.queries.verification import differences
from binhyen.foundation.errors import Invalid
from binhyen.foundation.span import Span
from binhyen.web.figures.addresses import sheet_url
from binhyen.web.templatetags.binhyen import vn_datetime
from tests.cast import Cast, approved, key, month_cells, number, read_and_approve, read_and_submit, submitted
from tests.web.pages import signed_in

MAY = Span(date(2026, 5, 1), date(2026, 5, 31))
WHOLE, PART = key("COM04"), key("COM04[host_org=ca]")


@pytest.fixture
def cells(cast: Cast, now: datetime) -> dict[str, Cell]:
    """The cells of Tân An in May, closed: 10 sessions, all by the police."""
    approved(cast, cast.tan_an, MAY, month_cells(), now)
    close_period(form_code="BC-THANG", province=cast.province, period=Period.objects.get(), actor=cast.minh, now=now)
    found = Cell.objects.filter(unit=cast.tan_an).select_related("indicator", "approved__submission")
    return {str(cell.key): cell for cell in found}


def test_why_a_figure_is_corrected_names_nobody(cast: Cast, now: datetime) -> None:
    approved(cast, cast.tan_an, MAY, month_cells(), now)
    cell = Cell.objects.get(indicator__code="FRC04", breakdown="")
    with pytest.raises(Invalid) as refused:
        correct(cell, number(44), reason="theo ông Trần Văn Bình", document="12/BC", actor=cast.nam, now=now)
    assert (refused.value.code, refused.value.params["where"]) == ("reader.words_named", "Lý do")


def test_a_correction_that_breaks_a_sum_is_refused_and_keeps_nothing(
    cells: dict[str, Cell], cast: Cast, now: datetime
) -> None:
    with pytest.raises(Invalid) as refused:
        correct(cells[str(WHOLE)], number(12), reason="sót", document="12/BC", actor=cast.nam, now=now)
    assert refused.value.code == "figures.correction_breaks"
    assert [f.rule for f in refused.value.findings] == ["R3"]
    assert not Correction.objects.exists()


def test_a_whole_and_its_part_are_asked_for_and_decided_together(
    cells: dict[str, Cell], cast: Cast, now: datetime
) -> None:
    asked = correct(
        cells[str(WHOLE)], number(12), together={cells[str(PART)]: number(12)}, reason="sót", document="12/BC",
        actor=cast.nam, now=now,
    )  # fmt: skip
    assert Correction.objects.filter(batch=asked.batch).count() == 2
    assert list(differences()) == []
    decide_correction(Correction.objects.exclude(pk=asked.pk).get(), approved=True, actor=cast.minh, now=now)
    rows = totals(cast.province, [WHOLE, PART], MAY).rows
    assert [rows[WHOLE].value, rows[PART].value] == [12, 12]
    assert set(Correction.objects.values_list("state", flat=True)) == {Correction.APPROVED}
    assert list(differences()) == []


def test_who_reads_from_outside_is_not_told_what_was_asked_for(
    cells: dict[str, Cell], cast: Cast, now: datetime
) -> None:
    patrols = cells["FRC04"]
    correct(patrols, number(44), reason="sót", document="12/BC", actor=cast.nam, now=now)
    told = [signed_in(actor).get(f"/so-lieu/o/{patrols.pk}/").content.decode() for actor in (cast.minh, cast.quan)]
    assert ["Đính chính chờ phê duyệt" in page for page in told] == [True, False]


def test_a_warning_that_it_raises_needs_its_reason_which_is_kept(
    cells: dict[str, Cell], cast: Cast, now: datetime
) -> None:
    attendances, by_police = cells["COM05"], cells["COM05[host_org=ca]"]
    given = {"reason": "sót", "document": "12/BC", "actor": cast.nam, "now": now, "together": {by_police: number(9000)}}
    with pytest.raises(Invalid) as refused:
        correct(attendances, number(9000), **given)  # type: ignore[arg-type]
    assert refused.value.code == "figures.reason_missing"
    reasons = {f.id: "mít tinh toàn xã" for f in refused.value.findings}
    asked = correct(attendances, number(9000), reasons=reasons, **given)  # type: ignore[arg-type]
    assert asked.version.provenance["explained"] == reasons


def test_what_was_wrong_before_is_not_held_against_it(cells: dict[str, Cell], now: datetime) -> None:
    patrols = cells["FRC04"]
    assert patrols.approved is not None
    assert findings_after(patrols.approved.submission, {patrols.key: number(31)}, today=now.date()) == []


def test_cells_of_another_report_do_not_change_with_it(cells: dict[str, Cell], cast: Cast, now: datetime) -> None:
    june = Span(date(2026, 6, 1), date(2026, 6, 30))
    approved(cast, cast.tan_an, june, month_cells(), now)
    other = Cell.objects.get(indicator__code="FRC04", period__ends_on=june.last)
    with pytest.raises(Invalid) as refused:
        correct(
            cells["FRC04"],
            number(31),
            together={other: number(31)},
            reason="sót",
            document="12/BC",
            actor=cast.nam,
            now=now,
        )
    assert refused.value.code == "figures.cell_unknown"


def test_the_page_asks_for_both_names_the_papers_and_offers_the_erratum(
    cells: dict[str, Cell], cast: Cast, monkeypatch: pytest.MonkeyPatch
) -> None:
    def one(question: touched.Question) -> Iterable[touched.TouchedPaper]:
        assert question.versions
        yield touched.TouchedPaper(41, "Báo cáo sơ kết thử", date(2026, 11, 1), (("COM04", "10"),))

    monkeypatch.setattr(touched, "_papers", [one])
    whole, nam, minh = cells[str(WHOLE)], signed_in(cast.nam), signed_in(cast.minh)
    assert "Báo cáo sơ kết thử" in nam.get(f"/so-lieu/o/{whole.pk}/").content.decode()
    typed = {"so": "12", "tinh-trang": "reported", "ly-do": "sót", "van-ban": "12/BC-UBND"}
    refused = nam.post(f"/so-lieu/o/{whole.pk}/dinh-chinh/", typed)
    assert refused.status_code == 422
    assert "chưa khớp" in refused.content.decode()
    done = nam.post(f"/so-lieu/o/{whole.pk}/dinh-chinh/", {**typed, f"cung:{cells[str(PART)].pk}": "12"})
    assert done.status_code == 302
    waiting = minh.get(f"/so-lieu/o/{whole.pk}/").content.decode()
    decide = re.search(r'action="(/so-lieu/dinh-chinh/\d+/)"', waiting)
    assert decide is not None
    minh.post(decide[1], {"act": "approve"})
    assert "“10” đính chính thành “12” (theo 12/BC-UBND" in minh.get(f"/so-lieu/o/{whole.pk}/").content.decode()


def test_the_history_says_which_post_approved_each_version_and_when(
    cells: dict[str, Cell], cast: Cast, now: datetime
) -> None:
    cell, hour = cells["FRC04"], timedelta(hours=1)
    asked = correct(cell, number(31), reason="sót", document="12/BC", actor=cast.nam, now=now + hour)
    decide_correction(asked, approved=True, actor=cast.minh, now=now + 2 * hour)
    again = correct(cell, number(39), reason="nhầm", document="13/BC", actor=cast.minh, now=now + 3 * hour)
    waits = story_of(cast.minh, cell.pk)
    assert waits is not None
    assert waits.steps[0].decided is None
    decide_correction(again, approved=False, actor=cast.nam, now=now + 4 * hour)
    story = story_of(cast.minh, cell.pk)
    assert story is not None
    nam, minh = cast.nam.post.title, cast.minh.post.title
    told = [(step.version.n, step.decided.post, step.decided.at) for step in story.steps if step.decided]
    assert told == [(3, nam, now + 4 * hour), (2, minh, now + 2 * hour), (1, minh, now)]

    page = signed_in(cast.lan)
    whole = page.get(f"/so-lieu/o/{cell.pk}/").content.decode()
    panel = page.get(
        f"{sheet_url('BC-THANG', cast.tan_an, MAY)}chi-tieu/FRC04/", headers={"HX-Request": "true"}
    ).content.decode()
    decided_on = vn_datetime(now + 2 * hour)
    assert f"Phê duyệt: {minh}, {decided_on}" in whole
    assert f"Không phê duyệt: {nam}" in whole
    assert f"Đính chính, đã phê duyệt: {minh}, {decided_on}" in panel
    for told_page in (whole, panel):
        assert cast.minh.user.username not in told_page.replace(minh, "")


def test_a_version_that_was_replaced_before_any_approval_was_approved_by_nobody(cast: Cast, now: datetime) -> None:
    report = submitted(cast, cast.tan_an, MAY, month_cells(patrols=30), now)
    send_back(report, cells=[key("FRC04"), key("FRC05")], reason="đối chiếu", actor=cast.minh, now=now)
    typed = {key("FRC04"): number(28), key("FRC05"): number(84)}
    save_cells(report, typed, seen=dict.fromkeys(typed, 1), actor=cast.lan, now=now)
    present(report, reasons={}, actor=cast.lan, now=now)
    read_and_submit(report, actor=cast.binh, now=now)
    later = now + timedelta(hours=1)
    read_and_approve(report, actor=cast.minh, now=later)

    def decided(line: str) -> list[datetime | None]:
        cell = Cell.objects.get(unit=cast.tan_an, indicator__code=line, breakdown="")
        story = story_of(cast.minh, cell.pk)
        assert story is not None
        return [step.decided.at if step.decided else None for step in story.steps]

    assert decided("FRC04") == [later, None]
    assert decided("MED03") == [later]


def test_corrections_decided_before_posts_were_kept_get_them_from_the_record(
    cells: dict[str, Cell], cast: Cast, now: datetime
) -> None:
    asked = correct(cells["FRC04"], number(31), reason="sót", document="12/BC", actor=cast.nam, now=now)
    decide_correction(asked, approved=True, actor=cast.minh, now=now)
    Correction.objects.update(decided_by_post=None)
    import_module("binhyen.figures.migrations.0011_posts_of_decided_corrections").give_posts(apps, None)
    assert Correction.objects.get().decided_by_post == cast.minh.post.pk
