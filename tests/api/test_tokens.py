"""Keys of programs: told once, kept as a digest, ended with the post, the account, the day or by revoking."""

from datetime import date, datetime, timedelta

import pytest

from binhyen.foundation.errors import DomainError, Invalid, NotAllowed
from binhyen.foundation.models import AuditEntry
from binhyen.organisation.actions import end_post
from binhyen.organisation.actions.tokens import make_token, note_use, revoke_token
from binhyen.organisation.actor import Actor
from binhyen.organisation.models import AccessToken
from binhyen.organisation.queries.tokens import token_of, tokens_seen_by
from binhyen.organisation.secrets import PREFIX
from tests.cast import Cast

LAST = date(2026, 12, 31)


def made(actor: Actor, now: datetime, *, read_only: bool = True) -> tuple[AccessToken, str]:
    return make_token(
        post=actor.post, label="phần mềm một cửa", read_only=read_only, expires_on=LAST, actor=actor, now=now
    )


def test_only_the_digest_of_a_key_is_kept(cast: Cast, now: datetime) -> None:
    token, secret = made(cast.lan, now)
    assert secret.startswith(PREFIX)
    assert len(bytes.fromhex(secret.removeprefix(PREFIX))) == 32
    columns = AccessToken.objects.values().get(pk=token.pk)
    assert secret not in map(str, columns.values())
    assert AuditEntry.objects.get(object=f"token:{token.pk}").verb == "organisation.make_token"
    assert token_of(secret, now.date()) == token
    assert token_of(secret[:-1] + ("0" if secret[-1] != "0" else "1"), now.date()) is None
    assert token_of(token.digest, now.date()) is None


def test_a_key_ends_on_its_day_with_its_post_with_the_account_and_by_revoking(cast: Cast, now: datetime) -> None:
    today = now.date()
    token, secret = made(cast.lan, now)
    assert token_of(secret, LAST) == token
    assert token_of(secret, LAST + timedelta(days=1)) is None
    end_post(cast.lan.post, ends_on=today, actor=None, now=now)
    assert token_of(secret, today) == token
    assert token_of(secret, today + timedelta(days=1)) is None
    _, closed = made(cast.nam, now)
    cast.nam.user.is_active = False
    cast.nam.user.save()
    assert token_of(closed, today) is None
    revoke_token(token, actor=cast.lan, now=now)
    assert token_of(secret, today) is None
    with pytest.raises(Invalid):
        revoke_token(token, actor=cast.lan, now=now)


def test_nobody_makes_or_ends_a_key_for_another_post_but_an_administrator_ends_it(cast: Cast, now: datetime) -> None:
    token, _ = made(cast.lan, now)
    for other in (cast.binh, cast.minh, cast.tuan, cast.quan):
        with pytest.raises(NotAllowed):
            make_token(post=cast.lan.post, label="x", read_only=True, expires_on=LAST, actor=other, now=now)
        with pytest.raises(NotAllowed):
            revoke_token(token, actor=other, now=now)
        assert token not in tokens_seen_by(other)
    assert token in tokens_seen_by(cast.admin)
    revoke_token(token, actor=cast.admin, now=now)
    assert set(tokens_seen_by(cast.lan)) == {token}


@pytest.mark.parametrize(
    ("label", "days", "code"),
    [
        ("", 30, "organisation.token_label"),
        ("x" * 81, 30, "organisation.token_label"),
        ("khóa", -1, "organisation.token_days"),
        ("khóa", 400, "organisation.token_days"),
    ],
)
def test_a_key_without_a_name_or_without_an_end_is_refused(
    cast: Cast, now: datetime, label: str, days: int, code: str
) -> None:
    last = now.date() + timedelta(days=days)
    with pytest.raises(DomainError) as refused:
        make_token(post=cast.lan.post, label=label, read_only=True, expires_on=last, actor=cast.lan, now=now)
    assert refused.value.code == code


def test_a_post_that_has_ended_gets_no_key(cast: Cast, now: datetime) -> None:
    ended = end_post(cast.lan.post, ends_on=now.date() - timedelta(days=1), actor=None, now=now)
    with pytest.raises(NotAllowed) as refused:
        make_token(post=ended, label="khóa", read_only=True, expires_on=LAST, actor=None, now=now)
    assert refused.value.code == "organisation.token_post_ended"


def test_the_label_keeps_no_personal_number(cast: Cast, now: datetime) -> None:
    token, _ = make_token(
        post=cast.lan.post, label="máy 0912345678", read_only=True, expires_on=LAST, actor=cast.lan, now=now
    )
    assert token.label.startswith("máy █")
    assert not any(sign.isdigit() for sign in token.label)


def test_the_day_of_use_is_kept_once_a_day(cast: Cast, now: datetime) -> None:
    token, _ = made(cast.lan, now)
    note_use(token, now=now)
    token.refresh_from_db()
    assert token.used_on == now.date()
