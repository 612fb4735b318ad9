"""Reviews on the web: drafted, read number by number, downloaded; and who may."""

from __future__ import annotations

import io
from datetime import date, datetime
from typing import Any

import docx
import pytest

from binhyen.directives.models import Programme
from binhyen.figures.actions import programme_reads
from binhyen.figures.models import Cell
from binhyen.foundation.span import Span
from binhyen.organisation.actor import Actor
from binhyen.reviews.models import Review
from binhyen.reviews.trace import trace
from tests.cast import Cast, approved, month_cells
from tests.web.pages import signed_in

JANUARY = Span(date(2026, 1, 1), date(2026, 1, 31))
NEW = "/bao-cao/lap/"


def asked(actor: Actor, **changed: Any) -> Any:
    fields = {
        "programme": "MAU-01", "unit": "Tỉnh Thử", "start": "01/01/2026", "end": "30/6/2026", "kind": "interim",
        "profile": "ban-chi-dao", "provisional": "yes",
    }  # fmt: skip
    return signed_in(actor).post(NEW, {**fields, **changed})


@pytest.fixture(autouse=True)
def reads(cast: Cast, now: datetime) -> None:
    """The programme reads what the monthly form collects."""
    programme = Programme.objects.get(code="MAU-01")
    programme_reads(programme=programme, indicators=["COM04", "COM05", "MED03", "MED04"], actor=None, now=now)


@pytest.fixture
def review(cast: Cast, now: datetime) -> Review:
    approved(cast, cast.tan_an, JANUARY, month_cells(sessions=17, attendances=540), now)
    assert asked(cast.hoa).status_code == 302
    return Review.objects.get()


def test_a_review_is_drafted_and_every_number_leads_to_its_source(cast: Cast, review: Review) -> None:
    hoa = signed_in(cast.hoa)
    page = hoa.get(f"/bao-cao/{review.number}/").content.decode()
    facts = review.frozen()
    assert f"{len(facts.numbers)} số liệu trong dự thảo" in page
    assert "DỰ THẢO" in page
    assert page.count('class="bound"') == len(facts.numbers)
    n = next(number.n for number in facts.numbers if facts.facts[number.fact].indicator == "COM04")
    shown = hoa.get(f"/bao-cao/{review.number}/so/{n}/").content.decode()
    assert "COM04" in shown
    assert "/so-lieu/o/" in shown
    aside = hoa.get(f"/bao-cao/{review.number}/so/{n}/", headers={"HX-Request": "true"}).content.decode()
    assert "<html" not in aside
    assert hoa.get(f"/bao-cao/{review.number}/so/99999/").status_code == 404


def test_the_file_carries_its_numbers(cast: Cast, review: Review) -> None:
    answer = signed_in(cast.hoa).get(f"/bao-cao/{review.number}/tai/")
    assert answer["Content-Disposition"].endswith(f'so-ket-MAU-01-{review.number}.docx"')
    traced = trace(answer.content, lambda number: review.frozen() if number == str(review.number) else None)
    assert {one.state for one in traced} == {"kept"}
    assert any(
        "DỰ THẢO" in p.text
        for t in docx.Document(io.BytesIO(answer.content)).tables
        for c in t._cells
        for p in c.paragraphs
    )


@pytest.mark.parametrize(
    ("changed", "status", "sentence"),
    [
        ({"provisional": ""}, 422, "chưa chốt số liệu"),
        ({"unit": "Tỉnh Lạ"}, 404, "Không có đơn vị hành chính “Tỉnh Lạ”"),
        ({"unit": "Tỉnh Khác"}, 403, "không có quyền"),
        ({"start": "30/6/2026", "end": "01/01/2026"}, 422, "sau ngày kết thúc"),
        ({"start": ""}, 422, "Đề nghị ghi từ ngày, đến ngày"),
        ({"programme": "LA-00"}, 404, "Không có chương trình “LA-00”"),
        ({"profile": "la"}, 404, "Không có mẫu cơ quan ban hành"),
    ],
)
def test_a_refused_review_keeps_the_entries_and_nothing_else(
    cast: Cast, changed: dict[str, str], status: int, sentence: str
) -> None:
    answer = asked(cast.hoa, **changed)
    assert answer.status_code == status
    assert sentence in answer.content.decode()
    assert f'value="{changed.get("end", "30/6/2026")}"' in answer.content.decode()
    assert not Review.objects.exists()


def test_who_may_read_and_who_may_make(cast: Cast, review: Review) -> None:
    address = f"/bao-cao/{review.number}/"
    for reader in (cast.hoa, cast.nam, cast.quan):
        assert signed_in(reader).get(address).status_code == 200
    for outsider in (cast.tuan, cast.lan, cast.admin):
        client = signed_in(outsider)
        assert client.get(address).status_code == 404
        assert client.get(address + "tai/").status_code == 404
        assert client.get(address + "so/1/").status_code == 404
    assert signed_in(cast.admin).get("/bao-cao/").status_code == 404
    assert f"số hiệu {review.number}" not in signed_in(cast.tuan).get("/bao-cao/").content.decode()
    for without_right in (cast.nam, cast.lan, cast.admin):
        assert signed_in(without_right).get(NEW).status_code == 404
        assert asked(without_right).status_code == 404


def test_the_page_of_a_figure_names_the_reviews_that_print_it(cast: Cast, review: Review) -> None:
    minh = signed_in(cast.minh)
    told = {
        code: f"(số {review.number})" in minh.get(f"/so-lieu/o/{cell.pk}/").content.decode()
        for code in ("COM04", "FRC04")
        for cell in [Cell.objects.get(indicator__code=code, breakdown="", unit=cast.tan_an)]
    }
    assert told == {"COM04": True, "FRC04": False}
