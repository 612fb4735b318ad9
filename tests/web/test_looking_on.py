"""Who looks on a report without typing: the same counts, no links that do not open, no readers that do not read."""

from __future__ import annotations

import re
from datetime import date, datetime, timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from binhyen.collection.actions.requests import Haste, ask_quickly
from binhyen.directives.queries import programme_by_code
from binhyen.figures.actions import programme_reads
from binhyen.foundation.span import Span
from binhyen.web.figures.addresses import sheet_url
from tests.cast import Cast, approved, entered, key, month_cells
from tests.web.pages import signed_in

MAY = Span(date(2026, 5, 1), date(2026, 5, 31))


def headline(text: str) -> str:
    found = re.search(r"<h1[^>]*>(.*?)</h1>", text, re.DOTALL)
    assert found is not None
    return found[1].strip()


@pytest.mark.parametrize("who", ["lan", "binh", "minh", "hoa", "quan"])
def test_every_link_of_a_report_opens_for_whoever_sees_it(cast: Cast, now: datetime, who: str) -> None:
    approved(cast, cast.tan_an, MAY, month_cells(), now)
    client, url = signed_in(getattr(cast, who)), sheet_url("BC-THANG", cast.tan_an, MAY)
    tabs = re.search(r'<nav class="report-tabs".*?</nav>', client.get(url).content.decode(), re.DOTALL)
    links = re.findall(r'href="([^"]+)"', tabs[0]) if tabs else []
    assert [client.get(link).status_code for link in links] == [200] * len(links)
    assert bool(links) == (who != "quan")


def test_a_draft_counts_the_same_for_who_types_and_who_looks_on(cast: Cast, now: datetime) -> None:
    cells = month_cells()
    del cells[key("MED06")]
    entered(cast, cast.tan_an, MAY, cells, now)
    url = sheet_url("BC-THANG", cast.tan_an, MAY)
    said = [headline(signed_in(who).get(url).content.decode()) for who in (cast.lan, cast.binh, cast.minh)]
    assert said == ["Báo cáo tháng, tháng 5 năm 2026: còn 01 chỉ tiêu chưa nhập."] * 3


def test_what_is_asked_in_haste_is_read_by_no_programme(cast: Cast, now: datetime) -> None:
    programme = programme_by_code("CTPH-09")
    programme_reads(programme=programme, indicators=["COM04", "FRC04"], actor=None, now=now)
    day = timezone.localdate(now)
    span = Span(day - timedelta(days=9), day)
    due = timezone.localtime(now).replace(hour=16, minute=0)
    made = ask_quickly(Haste("Số liệu nhanh", ("COM04", "FRC04"), span, due), actor=cast.minh, now=now)
    code = made.forms.get().form_code
    lan = signed_in(cast.lan)
    assert "Nơi sử dụng số liệu" in lan.get(sheet_url("BC-THANG", cast.tan_an, MAY)).content.decode()
    text = lan.get(sheet_url(code, cast.tan_an, span)).content.decode()
    assert "Lượt tuần tra" in text
    assert "Nơi sử dụng số liệu" not in text
    work = signed_in(cast.lan).get(reverse("work")).content.decode()
    hasty = work[work.index("Số liệu nhanh, ") :]
    assert "dùng chung" not in hasty[: hasty.index("</article>")]
