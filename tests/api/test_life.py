"""A report's life by programs only: begun, entered, checked, presented, sent, approved, sent back; the web's own refusals."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from binhyen.figures.models import DraftCell, Submission
from tests.api.conftest import Program, a_month, begun
from tests.cast import Cast

Programs = Callable[..., Program]


def told(response: Any, status: int = 200) -> dict[str, Any]:
    assert response.status_code == status, response.content.decode()
    found: dict[str, Any] = response.json()
    return found


def presented(cast: Cast, program: Programs, **changed: int) -> int:
    lan = program(cast.lan)
    number: int = begun(lan, cast.tan_an.uid)["id"]
    told(lan.put(f"submissions/{number}/cells", {"cells": a_month(**changed)}))
    told(lan.post(f"submissions/{number}/present", {}))
    return number


def submitted(cast: Cast, program: Programs) -> int:
    number, binh = presented(cast, program), program(cast.binh)
    told(binh.get(f"submissions/{number}"))
    told(binh.post(f"submissions/{number}/submit", {}))
    return number


def test_a_report_is_entered_presented_sent_and_approved(cast: Cast, program: Programs) -> None:
    number = submitted(cast, program)
    whole = told(program(cast.lan).get(f"submissions/{number}"))
    assert (whole["stage"], whole["version"]) == ("submitted", 1)
    assert whole["receipt"].startswith("TN-")
    assert [step["verb"] for step in whole["steps"]] == ["present", "submit"]
    minh = program(cast.minh)
    refused = told(minh.post(f"submissions/{number}/approve", {}), 409)
    assert refused["type"] == "figures.not_opened"
    told(minh.get(f"submissions/{number}"))
    approved = told(minh.post(f"submissions/{number}/approve", {"revision": whole["revision"]}))
    assert approved["stage"] == "approved"


def test_reading_with_a_key_that_only_reads_does_not_count_as_opening(cast: Cast, program: Programs) -> None:
    number = submitted(cast, program)
    told(program(cast.minh, read_only=True).get(f"submissions/{number}"))
    assert told(program(cast.minh).post(f"submissions/{number}/approve", {}), 409)["type"] == "figures.not_opened"


def test_cells_come_back_with_a_reason_and_only_they_can_be_changed(cast: Cast, program: Programs) -> None:
    number, minh, lan = submitted(cast, program), program(cast.minh), program(cast.lan)
    told(minh.get(f"submissions/{number}"))
    back = {"cells": ["FRC04"], "reason": "kiểm tra số lượt", "due_on": "2026-11-25"}
    assert told(minh.post(f"submissions/{number}/send-back", back))["stage"] == "sent_back"
    whole = told(lan.get(f"submissions/{number}"))
    (line,) = [cell for cell in whole["cells"] if cell["returned"]]
    assert (line["line"], line["return_reason"], whole["due_on"]) == ("FRC04", "kiểm tra số lượt", "2026-11-25")
    assert [cell["line"] for cell in whole["cells"] if cell["may_enter"]] == ["FRC04"]
    frozen = told(lan.put(f"submissions/{number}/cells", {"cells": [{"line": "MED03", "value": 6, "seen": 1}]}), 422)
    assert frozen["findings"][0]["rule"] == "figures.cell_frozen"
    changed = {"cells": [{"line": "FRC04", "value": 32, "seen": line["seen"]}]}
    assert told(lan.put(f"submissions/{number}/cells", changed))["cells"] == [{"line": "FRC04", "seen": 2}]


def test_the_leader_hands_a_report_back(cast: Cast, program: Programs) -> None:
    number = presented(cast, program)
    told(program(cast.binh).post(f"submissions/{number}/hand-back", {"reason": "thiếu chữ ký"}))
    assert Submission.objects.get(pk=number).stage == "draft"


def test_a_rehearsal_tells_all_findings_and_stores_nothing(cast: Cast, program: Programs) -> None:
    lan = program(cast.lan)
    number = begun(lan, cast.tan_an.uid)["id"]
    wrong = {"cells": [*a_month(accepted=5), {"line": "HOU01", "value": 3}]}
    told(lan.put(f"submissions/{number}/cells?dry_run=true", wrong), 422)
    cells = [cell | ({"value": 9} if cell["line"] == "COM04[host_org=ca]" else {}) for cell in a_month()]
    found = told(lan.put(f"submissions/{number}/cells?dry_run=true", {"cells": cells}))
    assert found["stored"] is False
    assert len(found["cells"]) == 16
    (over,) = [one for one in found["findings"] if one["cell"] == "COM04" and one["severity"] == "block"]
    assert over["rule"]
    assert over["arithmetic"]
    assert not DraftCell.objects.exists()
    told(lan.put(f"submissions/{number}/cells", {"cells": cells}))
    assert DraftCell.objects.count() == 16


def test_what_the_checks_refuse_is_told_with_the_ids_of_the_grid(cast: Cast, program: Programs) -> None:
    from binhyen.figures.queries.reports import findings_of
    from binhyen.figures.rules.cells import Severity
    from tests.conftest import NOW

    lan = program(cast.lan)
    number = begun(lan, cast.tan_an.uid)["id"]
    cells = [cell | ({"value": 9} if cell["line"] == "COM04[host_org=ca]" else {}) for cell in a_month()]
    told(lan.put(f"submissions/{number}/cells", {"cells": cells}))
    refused = told(lan.post(f"submissions/{number}/present", {}), 422)
    assert refused["type"] == "figures.checks_failed"
    ours = findings_of(Submission.objects.get(pk=number), today=NOW.date())
    assert {f.rule for f in ours if f.severity is Severity.BLOCK} == {"R3"}
    assert {one["id"] for one in refused["findings"] if one["severity"] == "block"} == {
        f.id for f in ours if f.severity is Severity.BLOCK
    }
    assert {one["id"] for one in told(lan.get(f"submissions/{number}"))["findings"]} == {f.id for f in ours}


def test_two_programs_on_one_cell_both_learn_of_it_and_nothing_is_lost(cast: Cast, program: Programs) -> None:
    lan = program(cast.lan)
    number = begun(lan, cast.tan_an.uid)["id"]
    told(lan.put(f"submissions/{number}/cells", {"cells": [{"line": "FRC04", "value": 30}]}))
    late = told(
        lan.put(
            f"submissions/{number}/cells", {"cells": [{"line": "FRC04", "value": 31}, {"line": "MED03", "value": 1}]}
        ),
        409,
    )
    assert late["findings"][0]["rule"] == "figures.stale_cell"
    assert "30" in late["findings"][0]["detail"]
    assert "31" in late["findings"][0]["detail"]
    assert list(DraftCell.objects.values_list("value", flat=True)) == [30]


def test_nobody_approves_what_they_sent_and_a_leader_enters_nothing(cast: Cast, program: Programs) -> None:
    number, binh = presented(cast, program), program(cast.binh)
    told(binh.put(f"submissions/{number}/cells", {"cells": [{"line": "FRC04", "value": 1}]}), 403)
    told(program(cast.lan).post(f"submissions/{number}/submit", {}), 403)
    told(binh.post(f"submissions/{number}/approve", {}), 403)
