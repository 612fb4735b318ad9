"""The one search: by names and symbols, with or without marks; never through texts."""

from __future__ import annotations

from datetime import date, datetime, timedelta

import pytest
from django.test import Client

from binhyen.collection.actions.requests import Asked, make_request
from binhyen.foundation.span import Span
from tests.cast import Cast
from tests.web.pages import signed_in

pytestmark = pytest.mark.django_db


def found(client: Client, text: str) -> str:
    return client.get("/tim/", {"q": text}, headers={"HX-Request": "true"}).content.decode()


def test_a_unit_is_found_by_the_beginning_of_its_name_without_marks(cast: Cast) -> None:
    page = found(signed_in(cast.lan), "tan b")
    assert "Phường Tân Bình" in page
    assert "tỉnh Thử" in page
    assert "Xã Tân An<" not in page


def test_units_of_ones_own_province_come_first(cast: Cast) -> None:
    page = found(signed_in(cast.lan), "tân")
    assert page.index("tỉnh Thử") < page.index("</li>")


def test_marks_that_are_typed_count(cast: Cast) -> None:
    client = signed_in(cast.lan)
    assert "Phường Tân Bình" in found(client, "tân b")
    assert "Phường Tân Bình" not in found(client, "tấn b")


def test_the_type_may_be_typed(cast: Cast) -> None:
    assert "Xã Tân Cường" in found(signed_in(cast.lan), "xã tân c")


def test_an_indicator_is_found_by_code_and_by_words(cast: Cast) -> None:
    client = signed_in(cast.lan)
    assert "/danh-muc/chi-tieu/MOD02/" in found(client, "mod02")
    assert "/danh-muc/chi-tieu/MED04/" in found(client, "hoa giai thanh")


def test_a_document_is_found_by_its_symbol(cast: Cast) -> None:
    page = found(signed_in(cast.minh), "48-CT/TW")
    assert "Chỉ thị" in page or "chỉ thị" in page


def test_the_only_hit_opens_at_once_and_several_are_listed(cast: Cast) -> None:
    client = signed_in(cast.lan)
    assert (
        client.get("/tim/", {"q": "phường tân bình, tỉnh thử"}).headers.get("Location")
        == "/danh-muc/don-vi/thu-tan-binh/"
    )
    assert client.get("/tim/", {"q": "tân"}).status_code == 200


def test_nothing_and_something_without_meaning_say_so(cast: Cast) -> None:
    client = signed_in(cast.lan)
    assert "Chưa có từ cần tìm" in client.get("/tim/").content.decode()
    page = found(client, "%_<script>")
    assert "khớp “%_&lt;script&gt;”" in page


def test_the_search_asks_for_signing_in() -> None:
    assert Client().get("/tim/", {"q": "tân"}).status_code == 302


def test_a_request_is_found_by_its_symbol_where_it_may_be_seen(cast: Cast, now: datetime) -> None:
    may = Span(date(2026, 11, 1), date(2026, 11, 30))
    asked = Asked(
        subject="Báo cáo tháng 11", symbol="112/CV-BCĐ", forms=(("BC-THANG", may),), due_at=now + timedelta(days=17)
    )
    make_request(asked, actor=cast.minh, now=now)
    assert "112/CV-BCĐ" in found(signed_in(cast.lan), "112/cv")
    assert "112/CV-BCĐ" not in found(signed_in(cast.tuan), "112/cv")
