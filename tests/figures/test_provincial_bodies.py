"""Provincial bodies report too: what they do themselves is summed, what they counted down their own line is reconciled."""

from __future__ import annotations

import random
from datetime import date, datetime

import pytest

from binhyen.analytics.answers import totals
from binhyen.analytics.vertical import reconciled
from binhyen.figures.actions import NewForm, NewLine, assign_form, open_submission, publish_form, save_cells, submit
from binhyen.figures.models import Cell, LedgerEntry, Submission
from binhyen.figures.queries.schedule import board
from binhyen.figures.queries.verification import differences
from binhyen.figures.rules.cells import CellKey
from binhyen.foundation.errors import Invalid
from binhyen.foundation.span import Span
from binhyen.foundation.texts import say
from tests.cast import Cast, approved, month_cells, number, read_and_approve
from tests.web.pages import signed_in

OCTOBER = Span(date(2026, 10, 1), date(2026, 10, 31))
KEYS = [CellKey("COM04"), CellKey("FRC04")]


def form(cast: Cast, code: str, now: datetime, *, vertical: bool) -> None:
    new = NewForm(
        code=code, title=f"Biểu {code}", short_title=code, calendar="month", level="province", body="mttq_ctxh",
        vertical=vertical,
    )  # fmt: skip
    publish_form(new, [NewLine("COM04"), NewLine("FRC04")], valid_from=OCTOBER.start, actor=None, now=now)
    assign_form(form_code=code, province=cast.province, level="province", starts_on=OCTOBER.start, actor=None, now=now)


def reported(cast: Cast, code: str, sessions: int, patrols: int, now: datetime) -> Submission:
    """The body's report, sent by Nam and approved by Minh."""
    report = open_submission(form_code=code, unit=cast.province, span=OCTOBER, actor=cast.nam, now=now)
    typed = dict(zip(KEYS, (number(sessions), number(patrols)), strict=True))
    save_cells(report, typed, seen={}, actor=cast.nam, now=now)
    submit(report, actor=cast.nam, now=now)
    return read_and_approve(report, actor=cast.minh, now=now)


def values(cast: Cast) -> list[tuple[int, int, int]]:
    rows = totals(cast.province, KEYS, OCTOBER).rows
    return [(rows[key].value, rows[key].reported, rows[key].expected) for key in KEYS]


def test_what_a_body_does_itself_is_summed_with_the_communes(cast: Cast, now: datetime) -> None:
    form(cast, "TT-MT", now, vertical=False)
    approved(cast, cast.tan_an, OCTOBER, month_cells(sessions=10, patrols=30), now)
    assert values(cast) == [(10, 1, 4), (30, 1, 4)]
    reported(cast, "TT-MT", 7, 2, now)
    assert values(cast) == [(17, 2, 4), (32, 2, 4)]
    assert [r.unit.unit_id for r in board(cast.minh, cast.province, "TT-MT", OCTOBER).reports] == [cast.province.pk]
    assert list(differences()) == []


def test_what_was_counted_down_a_line_stands_beside_with_the_difference(cast: Cast, now: datetime) -> None:
    form(cast, "ND-MT", now, vertical=True)
    approved(cast, cast.tan_an, OCTOBER, month_cells(sessions=10, patrols=30), now)
    rows = LedgerEntry.objects.count()
    reported(cast, "ND-MT", 14, 30, now)
    assert values(cast) == [(10, 1, 3), (30, 1, 3)]
    assert LedgerEntry.objects.count() == rows
    assert [(row.key, row.content.value, row.total.value, row.difference) for row in reconciled(cast.province, OCTOBER)] == [
        (KEYS[0], 14, 10, 4), (KEYS[1], 30, 30, 0),
    ]  # fmt: skip
    assert set(Cell.objects.filter(unit=cast.province).values_list("origin", flat=True)) == {"@ND-MT"}
    assert list(differences()) == []


@pytest.mark.parametrize("seed", [1, 2, 3])
def test_totals_are_the_same_with_and_without_vertical_forms(cast: Cast, now: datetime, seed: int) -> None:
    chance = random.Random(seed)
    form(cast, "TT-MT", now, vertical=False)
    for unit in chance.sample([cast.tan_an, cast.tan_binh, cast.tan_cuong], 2):
        approved(cast, unit, OCTOBER, month_cells(sessions=chance.randrange(5, 15)), now)
    reported(cast, "TT-MT", chance.randrange(20), chance.randrange(20), now)
    before = values(cast)
    for code in ("ND-MT", "ND-CA"):
        form(cast, code, now, vertical=True)
        reported(cast, code, chance.randrange(400), chance.randrange(400), now)
    assert values(cast) == before
    assert list(differences()) == []


def test_two_bodies_do_not_collect_the_same_line_at_the_province(cast: Cast, now: datetime) -> None:
    form(cast, "TT-MT", now, vertical=False)
    with pytest.raises(Invalid) as refused:
        form(cast, "TT-CA", now, vertical=False)
    assert refused.value.code == "figures.collected_twice"
    said = say(refused.value)
    assert "đã được thu thập ở biểu TT-MT" in said
    assert "phần do cơ quan mình chủ trì" in said
    own = NewForm(
        code="TT-CA", title="Biểu của Công an tỉnh", short_title="TT-CA", calendar="month", level="province", body="ca"
    )
    publish_form(own, [NewLine("COM04", "host_org=ca")], valid_from=OCTOBER.start, actor=None, now=now)


def test_the_province_page_shows_both_and_the_difference_to_who_sees_all_states(cast: Cast, now: datetime) -> None:
    form(cast, "ND-MT", now, vertical=True)
    approved(cast, cast.tan_an, OCTOBER, month_cells(sessions=10, patrols=30), now)
    reported(cast, "ND-MT", 14, 30, now)
    url = f"/theo-doi/{cast.province.uid}/?ky=2026-07-01_2026-12-31"
    assert "Đối chiếu với số tổng hợp theo ngành dọc" in signed_in(cast.minh).get(url).content.decode()
    assert "Đối chiếu với số tổng hợp theo ngành dọc" not in signed_in(cast.quan).get(url).content.decode()
