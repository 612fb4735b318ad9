"""`binhyen remind`: mailboxes from a file, what would be sent, and a refusal without a mail server."""

from __future__ import annotations

from datetime import UTC, date, datetime
from pathlib import Path

import pytest
from django.core import mail
from django.test import override_settings
from django.utils import timezone

from binhyen.cli.remind import main
from binhyen.collection.models import DeadlineRule, Mailbox
from tests.cast import MONTHLY, Cast

MORNING = datetime(2026, 11, 4, 0, 30, tzinfo=UTC)


@pytest.fixture(autouse=True)
def morning(monkeypatch: pytest.MonkeyPatch, cast: Cast) -> None:
    """The morning of the deadline for October."""
    DeadlineRule.objects.all().delete()
    DeadlineRule.objects.create(form_code=MONTHLY, level="commune", working_days=3, valid_from=date(2020, 1, 1))
    monkeypatch.setattr(timezone, "now", lambda: MORNING)


def written(tmp_path: Path, rows: str) -> str:
    path = tmp_path / "hop-thu.csv"
    path.write_text(f"unit,role,mailbox\n{rows}", encoding="utf-8")
    return str(path)


def test_mailboxes_come_from_a_file_and_the_morning_is_shown_before_it_is_sent(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["--mailboxes", written(tmp_path, "thu-tan-an,,tanan@thu.invalid\n"), "--as", "quantri"]) == 0
    assert main([]) == 0
    said = capsys.readouterr().out
    assert "tanan@thu.invalid: lan, Xã Tân An" in said
    assert "Báo cáo tháng, tháng 10 năm 2026: đến hạn 17 giờ 00 hôm nay." in said
    with override_settings(EMAIL_HOST="thu.invalid"):
        assert main(["--send"]) == 0
        assert main(["--send"]) == 0
    assert [message.subject for message in mail.outbox] == ["Nhắc việc ngày 04/11/2026: 01 báo cáo đến hạn, quá hạn"]


@pytest.mark.parametrize(
    ("rows", "user", "why"),
    [
        ("khong-co,,a@thu.invalid\n", "quantri", "không có đơn vị khong-co"),
        ("thu-tan-an,,a@thu.invalid\nkhong-co,,b@thu.invalid\n", "quantri", "Dòng 3"),
        ("thu-tan-an,,khong phai\n", "quantri", "không phải là một hộp thư"),
        ("thu-tan-an,,a@thu.invalid\n", "minh", "không có quyền"),
    ],
)
def test_a_wrong_row_or_a_post_without_the_right_is_refused(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], rows: str, user: str, why: str
) -> None:
    assert main(["--mailboxes", written(tmp_path, rows), "--as", user]) == 2
    assert why in capsys.readouterr().err
    assert not Mailbox.objects.exists()


@pytest.mark.parametrize("content", [b"\xff\xfe\x00SQLite", b"xa,thu\n1,2\n", b""])
def test_what_is_no_list_of_mailboxes_is_refused_in_one_sentence(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], content: bytes
) -> None:
    path = tmp_path / "khac.csv"
    path.write_bytes(content)
    assert main(["--mailboxes", str(path), "--as", "quantri"]) == 2
    assert "unit, role, mailbox" in capsys.readouterr().err


def test_without_a_mail_server_nothing_is_tried(capsys: pytest.CaptureFixture[str]) -> None:
    with override_settings(EMAIL_HOST=""):
        assert main(["--send"]) == 2
    assert "BINHYEN_MAIL_SERVER" in capsys.readouterr().err
