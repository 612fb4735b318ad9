"""What a refusal looks like: its status, its sentence in words, as a page and as a fragment."""

from __future__ import annotations

from typing import Any

import pytest
from django.test import Client

from binhyen.foundation.arrival import NOT_ARRIVED
from binhyen.foundation.errors import Busy, DomainError, Invalid, NotAllowed, NotFound, Stale, Stalled, WrongMove
from binhyen.web.figures.addresses import sheet_url
from binhyen.web.refusals import sentence, status_of
from tests.cast import Cast
from tests.web.pages import signed_in
from tests.web.test_figures import MAY


@pytest.mark.parametrize(
    ("error", "status"),
    [
        (NotAllowed("organisation.not_allowed", unit="Xã A"), 403),
        (NotFound("figures.form_unknown", form="X", on="01/01/2026"), 404),
        (Stalled("foundation.stalled"), 408),
        (Stale("figures.stale_report"), 409),
        (WrongMove("figures.correction_decided"), 409),
        (DomainError("figures.period_closed", period="", form="", on=""), 409),
        (Invalid("figures.reason_required"), 422),
        (DomainError("organisation.sign_in_locked", limit=10, minutes=15), 429),
    ],
)
def test_each_kind_of_refusal_has_its_status(error: DomainError, status: int) -> None:
    assert status_of(error) == status


def test_stages_and_moves_are_said_in_words() -> None:
    said = sentence(WrongMove("figures.wrong_move", move="present", stage="approved"))
    assert said == "Báo cáo đang ở trạng thái “Đã phê duyệt”, không thực hiện được bước “trình”."


def test_a_refused_act_is_a_page_with_a_way_back(cast: Cast) -> None:
    client: Client = signed_in(cast.minh)
    url = sheet_url("BC-THANG", cast.tan_an, MAY)
    response = client.post(
        url, {"act": "save", "s:FRC04": "0.x", "v:FRC04": "3"}, headers={"Referer": f"http://testserver{url}"}
    )
    assert response.status_code == 403
    text = response.content.decode()
    assert "không có quyền thực hiện việc đó đối với Xã Tân An" in text
    assert f'href="http://testserver{url}"' in text
    assert "<html" in text


def test_a_form_that_did_not_arrive_is_told_why_and_no_page_looks_at_it(cast: Cast) -> None:
    client = signed_in(cast.lan)
    why: Any = {NOT_ARRIVED: Stalled("foundation.stalled")}
    late = client.post("/dang-xuat/", **why)
    assert late.status_code == 408
    assert "đến quá chậm" in late.content.decode()
    why = {NOT_ARRIVED: Busy("foundation.no_room")}
    full = client.post("/dang-xuat/", **why)
    assert (full.status_code, full["Retry-After"]) == (503, "2")
    assert client.get("/").status_code == 200


def test_another_site_is_no_way_back(cast: Cast) -> None:
    response = signed_in(cast.lan).get(
        sheet_url("KHONG", cast.tan_an, MAY), headers={"Referer": "https://example.org/"}
    )
    assert response.status_code == 404
    assert b"example.org" not in response.content


def test_a_fragment_gets_the_sentence_alone(cast: Cast) -> None:
    response = signed_in(cast.lan).get(sheet_url("KHONG", cast.tan_an, MAY), headers={"HX-Request": "true"})
    assert response.status_code == 404
    text = response.content.decode()
    assert "Không có biểu KHONG" in text
    assert "<html" not in text


def test_an_unknown_button_is_a_bad_request(cast: Cast) -> None:
    url = sheet_url("BC-THANG", cast.tan_an, MAY)
    client = signed_in(cast.lan)
    assert client.post(url, {"act": "burn"}).status_code == 400
    assert client.post(url, {"act": "none:99"}).status_code == 400
    assert client.post(url, {}).status_code == 400
