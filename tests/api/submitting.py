"""Reports to be submitted and the keys to do it with: ``python -m tests.api.submitting MONTHS`` on a ready folder prints them."""

from __future__ import annotations

import json
import sys
from datetime import timedelta

import django


def main(months: int) -> None:
    """Enter the reports; make a key that writes for each of three people."""
    django.setup()
    from django.utils import timezone

    from binhyen.organisation.actions.tokens import make_token
    from tests.figures.contest import people, reports

    now, who = timezone.now(), people()
    last = timezone.localtime(now).date() + timedelta(days=30)
    keys = {
        name: make_token(
            post=who[name].post, label="thử", read_only=False, expires_on=last, actor=who[name], now=now
        )[1]
        for name in ("lan", "binh", "minh")
    }  # fmt: skip
    print(json.dumps({"reports": reports(months), "keys": keys}))


if __name__ == "__main__":
    main(int(sys.argv[1]))
