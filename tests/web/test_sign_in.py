"""Signing in and out, the throttle, and the choice of a post."""

from __future__ import annotations

from datetime import date, datetime

import pytest
from django.test import Client

from binhyen.organisation.actions import assign_post, end_post
from binhyen.organisation.rules import SIGN_IN_FAILURES, Role
from tests.cast import PASSWORD, Cast
from tests.web.pages import signed_in

WRONG = "Tên đăng nhập hoặc mật khẩu không đúng."


def sign_in(client: Client, username: str = "lan", password: str = PASSWORD, **more: str) -> tuple[int, str, str]:
    """Status, text, and where it leads."""
    response = client.post("/dang-nhap/", {"username": username, "password": password, **more})
    return response.status_code, response.content.decode(), response.get("Location", "")


def test_every_page_but_sign_in_and_health_asks_who_you_are(client: Client, db: None) -> None:
    for url in ("/", "/so-lieu/", "/so-lieu/o/1/", "/so-lieu/bieu/BC-THANG/x/2026-05-01_2026-05-31/", "/chuc-danh/"):
        response = client.get(url)
        assert (response.status_code, response["Location"].split("?")[0]) == (302, "/dang-nhap/")
    assert client.get("/healthz").status_code == 200


def test_the_right_password_leads_to_the_work_queue(cast: Cast, client: Client) -> None:
    assert sign_in(client)[::2] == (302, "/")
    assert client.get("/").status_code == 200


def test_the_page_that_was_asked_for_comes_after_signing_in_but_never_another_site(cast: Cast, client: Client) -> None:
    assert sign_in(client, next="/so-lieu/")[2] == "/so-lieu/"
    client.logout()
    assert sign_in(client, next="https://example.org/")[2] == "/"


def test_a_wrong_password_an_unknown_name_and_a_closed_account_read_the_same(cast: Cast, client: Client) -> None:
    cast.binh.user.is_active = False
    cast.binh.user.save()
    answers = [sign_in(client, "lan", "sai"), sign_in(client, "khong-co", "sai"), sign_in(client, "binh", PASSWORD)]
    assert [status for status, _, _ in answers] == [422, 422, 422]
    assert all(WRONG in text for _, text, _ in answers)


def test_after_ten_failures_even_the_right_password_waits(cast: Cast, client: Client) -> None:
    for _ in range(SIGN_IN_FAILURES):
        assert sign_in(client, "lan", "sai")[0] == 422
    status, text, _ = sign_in(client)
    assert status == 429
    assert "Đề nghị thử lại sau 15 phút" in text
    assert sign_in(client, "minh")[0] == 302


def test_another_spelling_of_a_name_is_no_fresh_start(cast: Cast, client: Client) -> None:
    for name in ("lan", " lan", "lan ", "ｌａｎ", "\u00a0lan") * (SIGN_IN_FAILURES // 5):
        assert sign_in(client, name, "sai")[0] == 422
    assert [sign_in(client, name)[0] for name in ("lan", " lan", "ｌａｎ", "lan\u3000")] == [429] * 4


def test_signing_out_needs_a_post_and_ends_the_session(cast: Cast, client: Client) -> None:
    sign_in(client)
    assert client.get("/dang-xuat/").status_code == 405
    client.post("/dang-xuat/")
    assert client.get("/").status_code == 302


def test_who_holds_several_posts_chooses_one_and_can_change(cast: Cast, client: Client, now: datetime) -> None:
    second = assign_post(
        role=Role.COMMUNE_LEADER, unit=cast.tan_binh, holder=cast.lan.user, title="Lãnh đạo Tân Bình",
        valid_from=date(2024, 1, 1), actor=None, now=now,
    )  # fmt: skip
    assert sign_in(client)[2] == "/chuc-danh/"
    assert "Lãnh đạo Tân Bình" in client.get("/chuc-danh/").content.decode()
    client.post("/chuc-danh/", {"post": str(second.pk)})
    assert "Phường Tân Bình" in client.get("/").content.decode()


def test_a_post_that_is_not_ones_own_cannot_be_chosen(cast: Cast) -> None:
    client = signed_in(cast.lan)
    for post in (str(cast.minh.post.pk), "0", "x"):
        assert client.post("/chuc-danh/", {"post": post}).status_code == 403
    assert "Xã Tân An" in client.get("/").content.decode()


def test_a_chosen_post_that_has_ended_falls_back_to_the_one_that_is_held(
    cast: Cast, client: Client, now: datetime
) -> None:
    second = assign_post(
        role=Role.COMMUNE_LEADER, unit=cast.tan_binh, holder=cast.lan.user, title="Lãnh đạo", valid_from=date(2024, 1, 1),
        actor=None, now=now,
    )  # fmt: skip
    sign_in(client)
    client.post("/chuc-danh/", {"post": str(second.pk)})
    end_post(second, ends_on=date(2026, 11, 1), actor=None, now=now)
    assert "Xã Tân An" in client.get("/").content.decode()


def test_an_account_without_a_post_is_told_so_and_can_sign_out(cast: Cast, now: datetime) -> None:
    end_post(cast.hoa.post, ends_on=date(2026, 11, 1), actor=None, now=now)
    response = signed_in(cast.hoa).get("/")
    assert response.status_code == 403
    text = response.content.decode()
    assert "không giữ chức danh" in text
    assert "/dang-xuat/" in text


@pytest.mark.parametrize("who", ["lan", "minh", "hoa", "quan", "admin"])
def test_no_entry_of_the_navigation_is_dead(cast: Cast, who: str) -> None:
    from binhyen.web.actor import nav_for

    actor = getattr(cast, who)
    client = signed_in(actor)
    entries = nav_for(actor)
    assert entries
    assert [(e.label, status) for e in entries if (status := client.get(e.url, follow=True).status_code) != 200] == []
