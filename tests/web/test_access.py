"""The page of keys: made and shown once, listed without the secret, ended; another post's key is not there."""

import re
from datetime import datetime

from binhyen.organisation.actions.tokens import make_token
from binhyen.organisation.models import AccessToken
from tests.api.test_tokens import LAST
from tests.cast import Cast
from tests.web.pages import signed_in

PAGE = "/khoa-truy-cap/"
FILLED = {"ten": "phần mềm một cửa", "quyen": "doc", "han": "31/12/2026"}


def test_a_key_is_shown_once_and_never_again(cast: Cast) -> None:
    client = signed_in(cast.lan)
    made = client.post(PAGE, FILLED)
    (secret,) = re.findall(r"bya_[0-9a-f]{64}", made.content.decode())
    assert made["Cache-Control"] == "no-store"
    again = client.get(PAGE).content.decode()
    assert "phần mềm một cửa" in again
    assert secret not in again
    assert AccessToken.objects.get().read_only
    assert secret not in str(dict(client.session))


def test_what_was_typed_stays_when_it_is_refused(cast: Cast) -> None:
    client = signed_in(cast.lan)
    refused = client.post(PAGE, FILLED | {"han": "31/12/2031", "quyen": "ghi"})
    text = refused.content.decode()
    assert refused.status_code == 422
    assert "phải từ hôm nay đến ngày" in text
    assert 'value="31/12/2031"' in text
    assert client.post(PAGE, FILLED | {"han": "mai"}).status_code == 422
    assert AccessToken.objects.count() == 0


def test_a_key_of_another_post_is_neither_shown_nor_ended_but_for_an_administrator(cast: Cast, now: datetime) -> None:
    token, _ = make_token(
        post=cast.lan.post, label="khóa của xã", read_only=True, expires_on=LAST, actor=cast.lan, now=now
    )
    revoke = f"{PAGE}{token.pk}/thu-hoi/"
    for other in (cast.binh, cast.minh, cast.tuan):
        client = signed_in(other)
        assert "khóa của xã" not in client.get(PAGE).content.decode()
        assert client.post(revoke).status_code == 404
    admin = signed_in(cast.admin)
    assert "khóa của xã" in admin.get(PAGE).content.decode()
    assert admin.post(revoke).status_code == 302
    assert admin.post(revoke).status_code == 422
    assert "Đã thu hồi" in signed_in(cast.lan).get(PAGE).content.decode()
