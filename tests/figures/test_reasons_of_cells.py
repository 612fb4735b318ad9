"""Sent back line by line: each line may bring its own reason, the common one holds for the others."""

from __future__ import annotations

import json
from collections.abc import Callable
from datetime import date, datetime

import pytest

from binhyen.figures.actions import send_back
from binhyen.figures.models import Step, Submission
from binhyen.figures.rules.cells import CellKey
from binhyen.foundation.errors import Invalid
from binhyen.foundation.span import Span
from tests.api.conftest import Program, program
from tests.cast import Cast, key, month_cells, submitted
from tests.web.conftest import clock
from tests.web.pages import SheetPage

__all__ = ["clock", "program"]

MAY = Span(date(2026, 5, 1), date(2026, 5, 31))
PATROLS, CASES = key("FRC04"), key("MED03")
COMMON, OWN = "Đối chiếu lại sổ.", "Đề nghị trừ 02 lượt trùng ngày."


@pytest.fixture
def sent(cast: Cast, now: datetime) -> Submission:
    """Tân An's May, waiting for the desk."""
    return submitted(cast, cast.tan_an, MAY, month_cells(), now)


def told(report: Submission) -> dict[str, str]:
    """By line that came back for itself, why."""
    return {str(draft.key): draft.return_reason for draft in report.drafts.filter(returned=True, along=False)}


def test_a_line_comes_back_with_its_own_reason_and_the_others_with_the_common_one(
    cast: Cast, sent: Submission, now: datetime
) -> None:
    send_back(sent, cells=[PATROLS, CASES], reason=COMMON, reasons={PATROLS: OWN, CASES: " "}, actor=cast.minh, now=now)
    assert told(sent) == {"FRC04": OWN, "MED03": COMMON}
    assert Step.objects.get(verb="send_back").reason == COMMON


def test_where_every_line_has_its_own_no_common_one_is_asked_for(cast: Cast, sent: Submission, now: datetime) -> None:
    back = send_back(
        sent, cells=[PATROLS, CASES], reason="", reasons={PATROLS: OWN, CASES: COMMON}, actor=cast.minh, now=now
    )
    assert told(sent) == {"FRC04": OWN, "MED03": COMMON}
    assert back.reason == f"{OWN} {COMMON}"


@pytest.mark.parametrize(
    ("reason", "reasons", "code"),
    [
        ("", {PATROLS: OWN}, "figures.reason_required"),
        (COMMON, {key("COM04"): OWN}, "figures.reason_unmarked"),
        (COMMON, {PATROLS: "(MẬT)"}, "directives.text_secret"),
    ],
)
def test_what_is_refused_changes_nothing(
    cast: Cast, sent: Submission, now: datetime, reason: str, reasons: dict[CellKey, str], code: str
) -> None:
    with pytest.raises(Invalid) as refused:
        send_back(sent, cells=[PATROLS, CASES], reason=reason, reasons=reasons, actor=cast.minh, now=now)
    assert refused.value.code == code
    sent.refresh_from_db()
    assert (sent.stage, told(sent)) == ("submitted", {})


@pytest.mark.parametrize(
    ("text", "code"),
    [("gọi 0912345678", "reader.words_personal"), ("hỏi ông Trần Văn Bình", "reader.words_named")],
)
def test_a_person_in_a_reason_of_a_line_is_refused_with_the_place_and_nothing_goes_back(
    cast: Cast, sent: Submission, now: datetime, text: str, code: str
) -> None:
    with pytest.raises(Invalid) as refused:
        send_back(sent, cells=[PATROLS], reason=COMMON, reasons={PATROLS: text}, actor=cast.minh, now=now)
    assert refused.value.code == code
    assert refused.value.params["where"] == "Lý do riêng của chỉ tiêu FRC04"
    assert refused.value.params["before"] in ("gọi", "hỏi ông")
    assert told(sent) == {}


def test_the_page_takes_reasons_beside_the_lines_and_the_officer_reads_them_there(cast: Cast, sent: Submission) -> None:
    minh = SheetPage.open(cast.minh, cast.tan_an, MAY)
    minh.form.lists["tra-lai"] = ["MED03"]
    minh.form.fields |= {"ly-do": COMMON, "ly-do:FRC04": OWN}
    assert minh.press("send_back").status_code == 422
    assert "Chỉ tiêu FRC04 có lý do trả lại riêng nhưng chưa được đánh dấu" in minh.text
    assert minh.form.fields["ly-do:FRC04"] == OWN
    minh.form.lists["tra-lai"] = ["MED03", "FRC04"]
    minh.press("send_back")
    assert told(sent) == {"FRC04": OWN, "MED03": COMMON}
    lan = SheetPage.open(cast.lan, cast.tan_an, MAY)
    row = lan.text[lan.text.index('id="why-FRC04"') :]
    assert OWN in row[: row.index("</tr>")]


def test_programs_send_reasons_by_line_and_read_them_at_the_cells(
    cast: Cast, sent: Submission, program: Callable[..., Program]
) -> None:
    minh, lan = program(cast.minh), program(cast.lan)
    body = {"cells": ["FRC04", "MED03"], "reasons": {"FRC04": OWN}}
    refused = minh.post(f"submissions/{sent.pk}/send-back", body)
    assert (refused.status_code, json.loads(refused.content)["type"]) == (422, "figures.reason_required")
    assert minh.post(f"submissions/{sent.pk}/send-back", {**body, "reason": COMMON}).status_code == 200
    cells = lan.get(f"submissions/{sent.pk}").json()["cells"]
    asked = {one["line"]: one["return_reason"] for one in cells if one["returned"] and not one["along"]}
    assert asked == {"FRC04": OWN, "MED03": COMMON}
