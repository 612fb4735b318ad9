"""A reason that waits in the session until the report is presented: nothing identifying a person waits there."""

from __future__ import annotations

import json
from datetime import date, datetime

import pytest

from binhyen.figures.models import Submission
from binhyen.foundation.span import Span
from tests.cast import Cast, entered, month_cells
from tests.web.pages import SheetPage

MAY = Span(date(2026, 5, 1), date(2026, 5, 31))


def kept(page: SheetPage) -> dict[str, str]:
    """What waits in the session."""
    found: dict[str, str] = page.client.session[f"reasons:{Submission.objects.get().pk}"]
    return found


@pytest.mark.parametrize("typed", ["đã gọi 0912 345 678 hỏi lại", "theo CCCD 034085001234 của người báo"])
@pytest.mark.parametrize("door", ["form", "grid"])
def test_numbers_of_a_person_are_covered_before_a_reason_waits(
    cast: Cast, now: datetime, door: str, typed: str
) -> None:
    entered(cast, cast.tan_an, MAY, month_cells(), now)
    page = SheetPage.open(cast.lan, cast.tan_an, MAY)
    if door == "form":
        page.send({**page.form.data("save"), "reason:R7:thử": typed})
    else:
        body = json.dumps({"request_id": "1", "cells": {}, "reasons": {"R7:thử": typed}})
        page.client.post(f"{page.url}o-nhap/", body, content_type="application/json")
    (waiting,) = kept(page).values()
    assert waiting.startswith(typed[:4])
    assert "█" in waiting
    assert not any(sign.isdigit() for sign in waiting)


def test_what_bears_a_secrecy_mark_does_not_wait_at_all(cast: Cast, now: datetime) -> None:
    entered(cast, cast.tan_an, MAY, month_cells(), now)
    page = SheetPage.open(cast.lan, cast.tan_an, MAY)
    page.send({**page.form.data("save"), "reason:R7:thử": "theo công văn 12-BC/TU (Mật)"})
    assert list(kept(page).values()) == [""]
