"""The demo is built as a newcomer builds it, and holds what it promises to show."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

ROOT = Path(__file__).resolve().parents[2]


def run(folder: Path, *command: str) -> subprocess.CompletedProcess[str]:
    """A command of its own process on the demo's data."""
    env = {name: value for name, value in os.environ.items() if not name.startswith(("BINHYEN_", "DJANGO_"))}
    env |= {"BINHYEN_DATA_DIR": str(folder), "PYTHONUTF8": "1"}
    return subprocess.run(
        [sys.executable, "-m", *command], cwd=ROOT, env=env, capture_output=True, text=True, timeout=300, check=False
    )


@pytest.fixture(scope="module")
def demo(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A demo, built once."""
    folder = tmp_path_factory.mktemp("demo")
    built = run(folder, "binhyen.cli", "demo", "build", "--dir", str(folder), "--today", "2026-08-14")
    assert built.returncode == 0, built.stderr
    return folder


@pytest.fixture(scope="module")
def found(demo: Path) -> dict[str, Any]:
    """What ``tests.demo.look`` sees."""
    looked = run(demo, "tests.demo.look")
    assert looked.returncode == 0, looked.stderr
    content: dict[str, Any] = json.loads(looked.stdout)
    return content


def test_every_cell_state_stands_somewhere(found: dict[str, Any]) -> None:
    assert found["states"] == ["not_applicable", "not_reported", "nothing_arose", "reported", "stated_without_number"]


def test_every_stage_stands_somewhere(found: dict[str, Any]) -> None:
    assert found["stages"] == ["approved", "draft", "presented", "sent_back", "submitted"]


def test_every_rule_class_has_a_fault_to_look_at(found: dict[str, Any]) -> None:
    assert {"R1", "R2", "R3", "R4", "R7", "R8", "R9", "R10"} <= set(found["rules"])


def test_hedges_stand_in_texts_and_estimates_in_forms(found: dict[str, Any]) -> None:
    assert {"exact", "estimate", "over", "nearly", "about", "hundreds", "thousands"} <= set(found["qualifiers"])


def test_a_flow_is_the_same_on_both_boundaries_across_the_merger(found: dict[str, Any]) -> None:
    assert found["same_on_both_boundaries"]
    assert found["expected"] == [19 + 19 + 12 + 12, 19 + 19 + 12 + 12]


def test_a_correction_waits_for_a_second_person(found: dict[str, Any]) -> None:
    assert found["corrections"] == 1


def test_on_its_day_some_reports_are_in_some_soon_due_and_a_few_late(found: dict[str, Any]) -> None:
    """The month: sent in time, due in three working days, one overdue with what was sent back; three late with the haste."""
    assert found["monthly"] == {"on_time": 6, "not_due": 5, "overdue": 1}
    assert found["hasty"] == {"on_time": 9, "overdue": 3}


def test_nobody_in_the_demo_acts_on_a_day_off(found: dict[str, Any]) -> None:
    assert found["days_off"] == []


def test_the_record_of_the_demo_is_whole(demo: Path) -> None:
    verified = run(demo, "binhyen.cli", "verify")
    assert verified.returncode == 0, verified.stdout + verified.stderr


def test_the_review_that_was_just_made_leads_every_number_to_a_source(demo: Path) -> None:
    about = json.loads((demo / "demo.json").read_text(encoding="utf-8"))
    traced = run(demo, "binhyen.cli", "trace", about["review"], "--json")
    rows = json.loads(traced.stdout)
    assert len(rows) > 100
    assert all(row["source"] for row in rows)


def test_a_second_build_leaves_changed_data_alone(demo: Path) -> None:
    before = (demo / "binhyen.sqlite3").stat().st_mtime_ns
    assert run(demo, "binhyen.cli", "demo", "build", "--dir", str(demo)).returncode == 0
    assert (demo / "binhyen.sqlite3").stat().st_mtime_ns == before


def test_ten_years_of_a_real_province_are_reviewed_from_published_figures(demo: Path) -> None:
    out = demo / "ha-nam.docx"
    words = "--programme CTPH-09 --from 2013-08-01 --to 2023-06-06 --kind final".split()
    made = run(demo, "binhyen.cli", "review", *words, "--unit", "Hà Nam", "--out", str(out))
    assert made.returncode == 0, made.stderr
    rows = json.loads(run(demo, "binhyen.cli", "trace", str(out), "--json").stdout)
    assert {"83", "400", "829"} <= {row["number"] for row in rows}


def test_a_contradiction_of_a_source_is_told_to_the_drafter_and_not_repaired(demo: Path) -> None:
    out = demo / "thai-binh.docx"
    words = "--programme CT-48 --from 2010-10-22 --to 2012-06-08 --kind interim".split()
    made = run(demo, "binhyen.cli", "review", *words, "--unit", "Thái Bình", "--out", str(out))
    assert made.returncode == 0, made.stderr
    rows = json.loads(run(demo, "binhyen.cli", "trace", str(out), "--json").stdout)
    assert {"1.920", "1.474", "482", "1.956"} <= {row["number"] for row in rows}
