"""A figure is corrected after three reviews printed it (F7): all three are named, none changes, old and new stand side by side."""

from __future__ import annotations

import re
from datetime import date, datetime

from binhyen.directives.models import Programme
from binhyen.figures.actions import close_period, correct, decide_correction, programme_reads
from binhyen.figures.models import Cell, Period
from binhyen.figures.queries.names import names_of
from binhyen.figures.queries.touched import touched_by_correction
from binhyen.figures.rules.cells import CellKey
from binhyen.foundation.span import Span
from binhyen.reviews.actions import draft
from binhyen.reviews.facts import facts_hash
from binhyen.reviews.material import Kind
from binhyen.reviews.models import Review
from binhyen.reviews.paper import make
from tests.cast import MONTHLY, Cast, approved, month_cells, number
from tests.web.pages import signed_in

MAY = Span(date(2026, 5, 1), date(2026, 5, 31))
JUNE = Span(date(2026, 6, 1), date(2026, 6, 30))


def issued(cast: Cast, now: datetime, name: str, codes: list[str], span: Span) -> Review:
    """A review of a programme of its own that reads ``codes``."""
    made = Programme.objects.create(code=name, name=f"Kế hoạch {name}", starts_on=date(2026, 1, 1), line="state")
    programme_reads(programme=made, indicators=codes, actor=None, now=now)
    return draft(
        programme=made, unit=cast.province, span=span, kind=Kind.INTERIM, actor=cast.hoa, now=now, provisional=True
    )


def test_a_corrected_figure_names_every_review_that_printed_it_and_changes_none(cast: Cast, now: datetime) -> None:
    for unit, patrols in ((cast.tan_an, 30), (cast.tan_binh, 47)):
        approved(cast, unit, MAY, month_cells(patrols=patrols), now)
        approved(cast, unit, JUNE, month_cells(), now)
    period = Period.objects.get(starts_on=MAY.start, ends_on=MAY.last)
    close_period(form_code=MONTHLY, province=cast.province, period=period, actor=cast.minh, now=now)
    reviews = [
        issued(cast, now, f"THU-{n}", ["FRC04", code], MAY) for n, code in enumerate(("COM04", "MED03", "COM05"))
    ]
    issued(cast, now, "THU-8", ["FRC04"], JUNE)
    issued(cast, now, "THU-9", ["COM04"], MAY)
    before = {review.number: (review.facts_hash, make(review.frozen())) for review in reviews}

    cell = Cell.objects.get(unit=cast.tan_an, indicator__code="FRC04", period=period)
    asked = correct(cell, number(33), reason="cộng sót", document="12/BC-UBND", actor=cast.nam, now=now)
    touched = touched_by_correction(cell, {cast.tan_an.pk, cast.province.pk})
    decide_correction(asked, approved=True, actor=cast.minh, now=now)

    assert {paper.number for paper in touched} == before.keys()
    assert all(("FRC04", "77") in paper.printed for paper in touched)
    for review in Review.objects.filter(number__in=before):
        assert (review.facts_hash, make(review.frozen())) == before[review.number]
        assert facts_hash(review.frozen()) == review.facts_hash
    page = re.sub(r"\s+", " ", signed_in(cast.minh).get(f"/so-lieu/o/{cell.pk}/").content.decode())
    listed = re.findall(r'<a href="/bao-cao/(\d+)/">[^<]*</a>, lập ngày [^:<]*: ([^<]*)<', page)
    assert {int(n) for n, _ in listed} == before.keys()
    name = names_of([CellKey("FRC04")], MAY.last)[CellKey("FRC04")]
    assert all(f"{name} “77”" in printed and "FRC04" not in printed for _, printed in listed)
    assert "“30” đính chính thành “33” (theo 12/BC-UBND" in page
