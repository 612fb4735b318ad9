"""Nothing that was shown to a signed-in user stays in a browser or a proxy."""

from __future__ import annotations

from django.test import Client

from tests.cast import Cast
from tests.web.pages import signed_in


def test_no_answer_to_a_signed_in_user_may_be_kept(cast: Cast) -> None:
    board = f"/theo-doi/{cast.province.uid}/"
    for url, status in ((board, 200), (f"{board}bang.csv", 200), ("/theo-doi/", 302), ("/khong-co/", 404)):
        answer = signed_in(cast.nam).get(url)
        assert (url, answer.status_code, answer.headers.get("Cache-Control")) == (url, status, "no-store")
    refused = signed_in(cast.lan).get(board)
    assert (refused.status_code, refused.headers.get("Cache-Control")) == (404, "no-store")


def test_what_is_the_same_for_everybody_is_not_marked(cast: Cast) -> None:
    stranger = Client()
    for url, status in (("/theo-doi/", 302), ("/healthz", 200)):
        answer = stranger.get(url)
        assert (url, answer.status_code) == (url, status)
        assert "no-store" not in answer.headers.get("Cache-Control", "")


def test_static_files_stay_cached(cast: Cast) -> None:
    answer = signed_in(cast.nam).get("/static/web/icons.svg")
    assert answer.status_code == 200
    assert "max-age=3600" in answer.headers["Cache-Control"]
