"""One fact that six programmes read (F1): asked for once, the same in each programme's own workbook, for programs and on paper."""

from __future__ import annotations

import random
from collections.abc import Callable
from datetime import date, datetime

from binhyen.collection.papers.annex import shown
from binhyen.collection.queries.layouts import texts_for
from binhyen.collection.queries.papers import paper_material
from binhyen.collection.queries.workbooks import plan_of
from binhyen.collection.workbooks.layouts import Named
from binhyen.directives.models import Programme
from binhyen.figures.actions import close_period, correct, decide_correction, programme_reads
from binhyen.figures.models import Cell, FormProgramme, Period, Submission
from binhyen.figures.queries.forms import form_on
from binhyen.figures.queries.sheets import form_sheet
from binhyen.foundation.span import Span
from binhyen.organisation.queries import version_on
from tests.api.conftest import Program, program
from tests.cast import MONTHLY, Cast, approved, month_cells, number
from tests.web.conftest import clock

__all__ = ["clock", "program"]

MAY = Span(date(2026, 5, 1), date(2026, 5, 31))
SHARED = ("COM04", "FRC04", "MED03")
OWN = ("COM05", "FRC05", "MED04", "MED05", "MED06")
SEVENTH = ("COM04", "COM05")


def six(now: datetime) -> dict[str, tuple[str, ...]]:
    """Six programmes of five lines, three of them the same, and a seventh that does not read the patrols."""
    chance = random.Random(60)
    reads = {f"THU-{n}": (*SHARED, *chance.sample(OWN, 2)) for n in range(6)} | {"THU-7": SEVENTH}
    FormProgramme.objects.all().delete()
    for code, lines in reads.items():
        made = Programme.objects.create(code=code, name=f"Chương trình {code}", starts_on=MAY.start)
        programme_reads(programme=made, indicators=list(lines), actor=None, now=now)
    return reads


def in_layouts(cast: Cast, reads: dict[str, tuple[str, ...]]) -> dict[str, dict[str, object]]:
    """What stands in each programme's own workbook."""
    return {
        name: {
            line: texts_for([Named("Biểu", "B1", line) for line in lines], cast.tan_an, MAY, [])[line] for line in lines
        }
        for name, lines in reads.items()
    }


def told_to_programs(reader: Program, reads: dict[str, tuple[str, ...]]) -> dict[str, dict[str, object]]:
    """What a program reads for each programme."""
    answers = {
        name: reader.get("totals", lines=",".join(lines), period="2026-05-01_2026-05-31").json()["totals"]
        for name, lines in reads.items()
    }
    return {name: {row["line"]: int(row["value"]) for row in rows} for name, rows in answers.items()}


def on_paper(cast: Cast) -> dict[str, str]:
    """The commune's own paper."""
    version = version_on(cast.tan_an, MAY.last)
    report = Submission.objects.get(unit=cast.tan_an)
    assert version is not None
    sheet = form_sheet(form_on(MONTHLY, MAY.last), cast.tan_an, MAY, report)
    lines = paper_material(sheet, version, today=date(2026, 11, 20), demo=True).lines
    return {str(line.key): shown(line.content, 0) for line in lines}


def test_a_commune_is_asked_for_the_union_and_each_line_once(cast: Cast, now: datetime) -> None:
    reads = six(now)
    form = form_on(MONTHLY, MAY.last)
    sheet = form_sheet(form, cast.tan_an, MAY, None)
    asked = [line.key.indicator for line in sheet.collecting if line.readers and not line.key.breakdown]
    assert sorted(asked) == sorted({line for lines in reads.values() for line in lines})
    keys = [line.key for line in plan_of(form, MAY).lines]
    assert len(keys) == len(set(keys))


def test_a_changed_fact_changes_for_all_six_on_every_door_and_for_no_seventh(
    cast: Cast, now: datetime, program: Callable[..., Program]
) -> None:
    reads, reader = six(now), program(cast.minh)
    approved(cast, cast.tan_an, MAY, month_cells(patrols=30), now)
    before = in_layouts(cast, reads)
    assert told_to_programs(reader, reads) == before
    assert {lines["FRC04"] for name, lines in before.items() if name != "THU-7"} == {30}
    assert on_paper(cast)["FRC04"] == "30"

    period = Period.objects.get()
    close_period(form_code=MONTHLY, province=cast.province, period=period, actor=cast.minh, now=now)
    cell = Cell.objects.get(unit=cast.tan_an, indicator__code="FRC04")
    asked = correct(cell, number(33), reason="cộng sót", document="12/BC-UBND", actor=cast.nam, now=now)
    assert in_layouts(cast, reads) == before
    decide_correction(asked, approved=True, actor=cast.minh, now=now)

    after = in_layouts(cast, reads)
    assert after == {name: lines | ({"FRC04": 33} if "FRC04" in lines else {}) for name, lines in before.items()}
    assert after["THU-7"] == before["THU-7"]
    assert told_to_programs(reader, reads) == after
