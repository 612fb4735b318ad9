"""Who a paper comes from and goes to, in the time that it speaks of."""

from __future__ import annotations

from datetime import date, datetime

import pytest

from binhyen.directives.models import Programme
from binhyen.foundation.span import Span
from binhyen.organisation.queries import resolve_unit
from binhyen.reviews.actions import draft
from binhyen.reviews.facts import ReviewFacts
from binhyen.reviews.issuers import issuer
from binhyen.reviews.material import Kind, Place
from tests.cast import Cast
from tests.reviews.examples import PLACE


def drafted(cast: Cast, now: datetime, end: date) -> ReviewFacts:
    """A review of Hà Nam, which was merged into another province on 01/7/2025, drafted in 2026."""
    programme = Programme.objects.create(code="THU-03", name="Kế hoạch thử", starts_on=date(2022, 1, 1), line="state")
    unit = resolve_unit("Tỉnh Hà Nam", end)
    return draft(
        programme=programme, unit=unit, span=Span(date(2022, 1, 1), end), kind=Kind.FINAL, actor=cast.quan, now=now,
        profile="ban-chi-dao", provisional=True,
    ).frozen()  # fmt: skip


def test_a_paper_of_a_unit_that_is_no_more_leaves_the_year_open(cast: Cast, now: datetime) -> None:
    made = drafted(cast, now, date(2023, 6, 6))
    assert made.heading.place_and_date.startswith("Hà Nam, ngày")
    assert made.heading.place_and_date.rstrip().endswith("năm")
    assert str(now.year) not in made.heading.date
    assert "UBND các huyện, thị xã, thành phố;" in made.recipients


def test_a_paper_of_a_living_unit_has_the_year_of_its_draft_also_above_its_annexes() -> None:
    made = issuer("ban-chi-dao", PLACE, 2026)
    assert made.heading.date.endswith("năm 2026")
    assert made.heading.place_and_date == f"Mẫu, {made.heading.date}"
    assert "UBND các xã, phường;" in made.recipients


@pytest.mark.parametrize(
    ("type_", "below"), [("tỉnh", "huyện, thị xã, thành phố"), ("thành phố", "quận, huyện, thị xã")]
)
@pytest.mark.parametrize("profile", ["ban-chi-dao", "lien-tich"])
def test_before_the_districts_were_closed_papers_went_to_them(profile: str, type_: str, below: str) -> None:
    made = issuer(profile, Place("Mẫu", type_, has_districts=True), 2026)
    assert [line for line in made.recipients if line.endswith(f" các {below};")]
    assert not [line for line in made.recipients if "phường" in line]
