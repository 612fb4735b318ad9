"""`binhyen remind [--send]` and `binhyen remind --mailboxes FILE.csv`: this morning's reminders by e-mail."""

from __future__ import annotations

import argparse
import csv
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

from binhyen.cli.door import Parser, answering, now, start
from binhyen.foundation.errors import Invalid, NotFound

if TYPE_CHECKING:
    from django.core.mail.backends.base import BaseEmailBackend

    from binhyen.collection.queries.reminders import Letterbox

COLUMNS = ("unit", "role", "mailbox")


def main(argv: list[str]) -> int:
    """Without ``--send`` only says what would be sent. Exit status 1 where something was left for a later run."""
    parser = Parser(
        prog="binhyen remind", description="Nhắc việc buổi sáng: trước hạn 7, 2 ngày làm việc, đúng hạn, quá hạn"
    )
    parser.add_argument("--send", action="store_true", help="gửi thư; không có thì chỉ in ra")
    parser.add_argument(
        "--mailboxes", type=Path, metavar="TỆP.csv", help="nạp hộp thư công vụ: đơn vị, vai trò, hộp thư"
    )
    parser.add_argument("--as", dest="user", metavar="TÀI_KHOẢN", help="quản trị nạp hộp thư")
    arguments = parser.parse_args(argv)
    return answering(lambda: _remind(arguments))


def _remind(arguments: argparse.Namespace) -> int:
    start()
    if arguments.mailboxes:
        return _load(arguments.mailboxes, arguments.user)
    return _send() if arguments.send else _show()


def _load(path: Path, username: str | None) -> int:
    """Take mailboxes from a file with the columns ``unit`` (uid), ``role`` ("" for the whole unit), ``mailbox``."""
    from django.utils import timezone

    from binhyen.collection.actions.reminders import set_mailbox
    from binhyen.organisation.models import Unit
    from binhyen.organisation.queries.posts import actor_named

    if not path.is_file():
        raise Invalid("cli.file_missing", path=str(path))
    if username is None:
        raise Invalid("cli.user_missing", option="--as")
    actor, rows = actor_named(username, timezone.localdate()), _mailbox_rows(path)
    units = {unit.uid: unit for unit in Unit.objects.filter(uid__in=[row["unit"] for row in rows])}
    for line, row in enumerate(rows, start=2):
        if row["unit"] not in units:
            raise NotFound("cli.mailbox_unit", line=line, unit=row["unit"])
    for row in rows:
        set_mailbox(unit=units[row["unit"]], role=row["role"], mailbox=row["mailbox"], actor=actor, now=now())
    print(f"Đã ghi {len(rows)} hộp thư.")
    return 0


def _mailbox_rows(path: Path) -> list[dict[str, str]]:
    """The rows of the file, each with its three columns; ``Invalid("cli.mailboxes_unreadable")`` for anything else."""
    try:
        with path.open(encoding="utf-8-sig", newline="") as file:
            reader = csv.DictReader(file)
            if not set(COLUMNS) <= set(reader.fieldnames or ()):
                raise Invalid("cli.mailboxes_unreadable", path=str(path))
            return [{name: (row[name] or "").strip() for name in COLUMNS} for row in reader]
    except (UnicodeDecodeError, csv.Error) as error:
        raise Invalid("cli.mailboxes_unreadable", path=str(path)) from error


def _show() -> int:
    from django.utils import timezone

    from binhyen.collection.queries.reminders import letterboxes

    boxes = letterboxes(timezone.localdate())
    for box in boxes:
        print(f"{box.mailbox}: {box.post.title}, {box.unit}")
        for reminder in box.reminders:
            print(f"  - {reminder.sentence}")
    print(f"{len(boxes)} thư; gửi bằng: binhyen remind --send")
    return 0


def _send() -> int:
    from django.conf import settings
    from django.core.mail import get_connection

    from binhyen.collection.actions.reminders import send_digests

    if not settings.EMAIL_HOST:
        raise Invalid("cli.mail_not_set")
    connection = get_connection()
    done = send_digests(send=lambda box, on: deliver(connection, box, on), now=now())
    print(f"Đã gửi {done.sent} thư; máy chủ từ chối {done.refused}; còn {done.left} thư gửi lại ở lần chạy sau.")
    return 1 if done.refused or done.left else 0


def deliver(connection: BaseEmailBackend, box: Letterbox, on: date) -> bool:
    """Hand one digest to the mail server; False where it is refused, ``NoServer`` where the server is not to be had."""
    import smtplib

    from django.core.mail import EmailMessage

    from binhyen.collection.actions.reminders import NoServer
    from binhyen.collection.letters.digest import digest

    subject, body = digest(box.unit, box.post.title, on, [reminder.sentence for reminder in box.reminders])
    # The same digest always carries the same id, so that a mail server drops a second copy.
    headers = {"Message-ID": f"<nhac-viec.{on.isoformat()}.{box.post.pk}@binhyen>"}
    message = EmailMessage(subject, body, to=[box.mailbox], headers=headers, connection=connection)
    try:
        message.send()
    except (smtplib.SMTPRecipientsRefused, smtplib.SMTPDataError, smtplib.SMTPSenderRefused):
        return False
    except (smtplib.SMTPException, OSError) as error:
        raise NoServer(str(error)) from error
    return True
