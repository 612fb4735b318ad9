"""How much an SDMX export asks and holds: no more for more figures."""

from __future__ import annotations

import tracemalloc
from datetime import UTC, date, datetime
from io import BytesIO
from pathlib import Path
from zipfile import ZipFile

from binhyen.analytics.sdmx.messages import FILES, write, write_zipped
from binhyen.analytics.sdmx.reading import Dataset, dataset_of
from binhyen.figures.models import Cell, CellVersion, FormVersion, Indicator, Period, Submission
from binhyen.foundation.span import Span
from binhyen.organisation.models import Unit, UnitVersion
from tests.analytics.ground import FLOW, FORM, LINES, SINCE, Ground, month
from tests.figures.test_query_counts import questions

NOW = datetime(2026, 11, 20, 2, tzinfo=UTC)
TODAY = NOW.date()
MAY = month(2025, 5)


def filled(ground: Ground, above: Unit, units: int) -> None:
    """Communes with an approved number on each line of May, put into the record at once."""
    period, _ = Period.objects.get_or_create(starts_on=MAY.start, ends_on=MAY.last)
    form, indicators = FormVersion.objects.get(code=FORM), {i.code: i for i in Indicator.objects.all()}
    made = Unit.objects.bulk_create(Unit(uid=f"{above.uid}-{n}", level="commune") for n in range(units))
    UnitVersion.objects.bulk_create(
        UnitVersion(
            unit=unit, level="commune", valid_from=SINCE, name=unit.uid, folded=unit.uid, sort_key=unit.uid.encode(),
            type="xa", code=f"Y{unit.pk}", parent=above, province=above, date_kind="in_force",
        )
        for unit in made
    )  # fmt: skip
    reports = Submission.objects.bulk_create(
        Submission(unit=u, period=period, form_version=form, form_code=FORM, stage="approved", version=1, approved_version=1)
        for u in made
    )  # fmt: skip
    cells = Cell.objects.bulk_create(
        Cell(indicator=indicators[key.indicator], unit=unit, period=period) for unit in made for key in LINES
    )
    of = {report.unit_id: report for report in reports}
    versions = CellVersion.objects.bulk_create(
        CellVersion(
            cell=cell, n=1, submission=of[cell.unit_id], submission_version=1, state="reported", value=n, seq=n, at=NOW,
            by_user=1, by_post=1,
        )
        for n, cell in enumerate(cells)
    )  # fmt: skip
    for cell, version in zip(cells, versions, strict=True):
        cell.approved = version
    Cell.objects.bulk_update(cells, ["approved"])


def dataset(ground: Ground, above: Unit, span: Span) -> Dataset:
    return dataset_of(FORM, span, above, actor=ground.desk(above), today=TODAY)


def test_more_units_and_periods_put_no_more_questions(ground: Ground, tmp_path: Path) -> None:
    few, many = ground.province("Ít"), ground.province("Nhiều")
    filled(ground, few, 1)
    filled(ground, many, 40)
    year = Span(date(2025, 1, 1), date(2025, 12, 31))
    of_few = questions(lambda: write(dataset(ground, few, MAY), tmp_path, prepared=NOW))
    of_many = questions(lambda: write(dataset(ground, many, year), tmp_path, prepared=NOW))
    assert of_few == of_many <= 25


def test_ten_times_the_rows_take_no_more_memory(ground: Ground, tmp_path: Path) -> None:
    """The figures of a year instead of those of a month: only the structure's lists are held, not the rows."""
    above = ground.province("Dài")
    filled(ground, above, 100)
    year = Span(date(2024, 1, 1), date(2025, 12, 31))
    peaks, found = [], []
    for span in (MAY, year):
        asked = dataset(ground, above, span)
        tracemalloc.start()
        found.append(write(asked, tmp_path, prepared=NOW).observations)
        peaks.append(tracemalloc.get_traced_memory()[1])
        tracemalloc.stop()
    assert found == [100 * len(LINES), 24 * 100 * len(LINES)]
    assert (tmp_path / "data.xml").stat().st_size > 1_000_000
    assert peaks[1] < peaks[0] + 500_000


def test_a_zip_holds_the_same_files(ground: Ground, tmp_path: Path) -> None:
    above = ground.province("Gói")
    ground.report(ground.commune("Gói 1", above), above, MAY, {FLOW: 1})
    write(dataset(ground, above, MAY), tmp_path, prepared=NOW)
    packed = BytesIO()
    write_zipped(dataset(ground, above, MAY), packed, prepared=NOW)
    with ZipFile(packed) as made:
        assert {name: made.read(name) for name in made.namelist()} == {n: (tmp_path / n).read_bytes() for n in FILES}
