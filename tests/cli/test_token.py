"""`binhyen token`: made with a secret that is printed once, listed without it, revoked."""

import re

import pytest

from binhyen.cli.token import main
from binhyen.organisation.models import AccessToken
from tests.cast import Cast
from tests.web.conftest import clock as clock  # a fixture


@pytest.mark.usefixtures("clock")
def test_a_key_is_made_listed_and_revoked(cast: Cast, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["make", "lan", "--label", "một cửa", "--expires", "31/12/2026", "--write"]) == 0
    (secret,) = re.findall(r"bya_[0-9a-f]{64}", capsys.readouterr().out)
    token = AccessToken.objects.get(post=cast.lan.post)
    assert not token.read_only
    assert main(["list", "lan"]) == 0
    listed = capsys.readouterr().out
    assert "“một cửa”, đọc và ghi, đến 31/12/2026" in listed
    assert secret not in listed
    assert main(["revoke", str(token.pk)]) == 0
    token.refresh_from_db()
    assert token.revoked_at is not None


@pytest.mark.usefixtures("cast")
def test_who_is_unknown_gets_no_key(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["make", "khongai", "--label", "x", "--expires", "31/12/2026"]) == 2
    assert "Không có tài khoản khongai" in capsys.readouterr().err
    assert main(["list", "khongai"]) == 2
    assert "Không có tài khoản “khongai”" in capsys.readouterr().err
    assert main(["revoke", "999999"]) == 2
