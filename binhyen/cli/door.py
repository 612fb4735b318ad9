"""What every command that needs the database shares: start the framework, translate refusals, parse with Vietnamese errors."""

from __future__ import annotations

import argparse
import json
import os
import re
import sys
from collections.abc import Callable
from datetime import datetime
from typing import TYPE_CHECKING, NoReturn

from binhyen.cli.texts import SENTENCES
from binhyen.foundation.errors import DomainError, Invalid, NotAllowed, NotFound
from binhyen.foundation.texts import register, say

if TYPE_CHECKING:
    from binhyen.organisation.actor import Actor

REFUSED = 2
register(SENTENCES)


# What argparse says, in the words of the door; anything else is passed on as it is.
ARGPARSE = (
    (r"the following arguments are required: (.*)", r"thiếu \1"),
    (r"unrecognized arguments: (.*)", r"không có tham số \1"),
    (r"argument (.*): expected .*argument.*", r"sau \1 phải có giá trị"),
    (r"argument (.*): invalid int value: '(.*)'", r"\1 phải là số nguyên, không phải “\2”"),
    (r"argument (.*): invalid choice: '(.*)' \(choose from (.*)\)", r"\1 không nhận “\2”, chỉ nhận \3"),
)


def in_vietnamese(message: str) -> str:
    """A message of argparse in Vietnamese."""
    for pattern, words in ARGPARSE:
        if re.fullmatch(pattern, message):
            return re.sub(pattern, words, message).replace("thiếu command", "thiếu lệnh")
    return message


class Parser(argparse.ArgumentParser):
    """argparse that refuses in one Vietnamese line."""

    def error(self, message: str) -> NoReturn:
        """Refuse with exit status 2."""
        self.exit(REFUSED, f"Lỗi: tham số không đúng ({in_vietnamese(message)}). Xem: {self.prog} --help\n")


def start(*, new: bool = False) -> None:
    """Load Django once. Refused with ``NotFound("cli.no_data")`` where the data folder has no tables, unless they are ``new``."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "binhyen.config.settings")
    import django

    django.setup()
    from django.conf import settings
    from django.db import connection

    if not new and "foundation_chainhead" not in connection.introspection.table_names():
        raise NotFound("cli.no_data", folder=str(settings.DATA_DIR))


def now() -> datetime:
    """The moment that this run of the command passes to queries and actions."""
    from django.utils import timezone

    return timezone.now()


def acting(username: str | None) -> Actor:
    """Whose act it is: the named user, or on demo data the account that the demo keeps for the command line."""
    from django.conf import settings
    from django.utils import timezone

    from binhyen.organisation.models import User
    from binhyen.organisation.queries import actor_for

    if username is None and settings.DEMO:
        username = json.loads((settings.DATA_DIR / "demo.json").read_text(encoding="utf-8"))["command_line"]
    if username is None:
        raise Invalid("cli.user_missing", option="--as")
    user = User.objects.filter(username=username).first()
    if user is None:
        raise NotAllowed("cli.user_unknown", username=username)
    return actor_for(user, timezone.localdate())


def answering(run: Callable[[], int]) -> int:
    """Run the command; a refusal becomes one sentence on standard error and exit status 2."""
    try:
        return run()
    except DomainError as error:
        print(f"Lỗi: {say(error)}", file=sys.stderr)
        for finding in error.findings if isinstance(error, Invalid) else ():
            print(f"  - {finding}", file=sys.stderr)
        return REFUSED
    except BrokenPipeError:
        sys.stderr.close()
        return REFUSED
