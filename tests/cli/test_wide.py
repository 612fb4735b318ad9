"""`binhyen workbook template --wide` and `binhyen consolidate TỆP.xlsx`."""

from __future__ import annotations

import sqlite3
from contextlib import closing
from datetime import date, datetime
from pathlib import Path

import pytest
from openpyxl import load_workbook

from binhyen.cli import consolidate, workbook
from binhyen.collection.workbooks.marking import LIST
from binhyen.collection.workbooks.plan import FIGURES
from binhyen.collection.workbooks.wide.template import BEFORE, CODES, FIRST
from binhyen.figures.models import DraftCell
from binhyen.figures.queries.forms import form_on
from binhyen.figures.queries.sheets import form_sheet
from binhyen.foundation.span import Span
from tests.api.merging import merged
from tests.cast import Cast, key
from tests.web.conftest import clock as clock  # a fixture

MAY = Span(date(2026, 5, 1), date(2026, 5, 31))
ASKED = ["--form", "BC-THANG", "--period", "2026-05"]


@pytest.fixture
def wide(cast: Cast, clock: None, tmp_path: Path) -> Path:
    """The wide template of the province, two communes with patrols and sessions typed in."""
    path = tmp_path / "tinh.xlsx"
    assert workbook.main(["template", "--wide", *ASKED, "--unit", cast.province.last_name(), "--out", str(path)]) == 0
    return path


def typed(path: Path, cells: dict[str, dict[str, object]]) -> None:
    """Fill cells by unit and line."""
    book = load_workbook(path)
    sheet = book[FIGURES]
    columns = {str(cell.value): cell.column for cell in sheet[CODES + 1][len(BEFORE) :]}
    rows = {str(row[0].value): row[0].row for row in sheet.iter_rows(min_row=FIRST + 1)}
    for uid, lines in cells.items():
        for line, raw in lines.items():
            sheet.cell(rows[uid], columns[line], raw)
    book.save(path)


def test_the_template_has_a_row_for_each_unit_that_owes_the_form_and_a_column_for_each_line_it_collects(
    cast: Cast, wide: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    sheet = load_workbook(wide)[FIGURES]
    asked = {str(line.key) for line in form_sheet(form_on("BC-THANG", MAY.last), cast.tan_an, MAY, None).collecting}
    assert {cell.value for cell in sheet[CODES + 1][len(BEFORE) :]} == asked
    assert [row[3].value for row in sheet.iter_rows(min_row=FIRST + 1)] == [
        "Xã Tân An",
        "Phường Tân Bình",
        "Xã Tân Cường",
    ]
    assert workbook.main(["template", "--wide", *ASKED, "--unit", "Tỉnh Thái Nguyên", "--out", str(wide)]) == 2
    assert "BC-THANG" in capsys.readouterr().err


def test_a_wide_workbook_is_consolidated_marked_and_kept_only_where_the_post_may_enter(
    cast: Cast, wide: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    typed(
        wide, {cast.tan_an.uid: {"COM04": 12, "FRC04": "hai"}, cast.tan_binh.uid: {"COM04": 3, "COM04[host_org=ca]": 5}}
    )
    back = wide.parent / "tra-lai"
    asked = [str(wide), *ASKED, "--errors", str(back), "--keep-drafts"]
    assert consolidate.main(asked) == 2
    assert "--user" in capsys.readouterr().err
    assert consolidate.main([*asked, "--user", "lan"]) == 0
    said = capsys.readouterr()
    assert "2 hàng có số liệu, 2/3 đơn vị có số liệu" in said.err
    assert "Xã Tân An: đã đưa 1 chỉ tiêu vào bản đang nhập (tệp tinh.xlsx: Xã Tân An" in said.out
    assert "Phường Tân Bình: không đưa vào được." in said.err
    (kept,) = DraftCell.objects.all()
    assert (kept.key, kept.value, kept.provenance["cell"]) == (key("COM04"), 12, f"F{FIRST + 1}")
    assert "ghi “hai”" in "".join(str(row[3].value) for row in load_workbook(back / wide.name)[LIST].iter_rows())
    with closing(sqlite3.connect(wide.with_suffix(".sqlite"))) as db:
        assert db.execute("SELECT COUNT(*) FROM faults WHERE rule = 'R2'").fetchone() == (1,)
    assert consolidate.main([*asked[:-1], "--errors", str(wide.parent)]) == 2
    assert "tệp gốc" in capsys.readouterr().err


def test_a_unit_that_is_gone_is_told_where_it_went_and_takes_nothing(
    cast: Cast, wide: Path, now: datetime, capsys: pytest.CaptureFixture[str]
) -> None:
    merged(cast, date(2026, 4, 1), now)
    typed(wide, {cast.tan_an.uid: {"COM04": 12}})
    assert consolidate.main([str(wide), *ASKED]) == 0
    assert "0/3 đơn vị có số liệu" in capsys.readouterr().err
    with closing(sqlite3.connect(wide.with_suffix(".sqlite"))) as db:
        ((said,),) = db.execute("SELECT sentence FROM files WHERE outcome = 'refused'").fetchall()
    assert said.startswith("“Xã Tân An” không còn trong kỳ này, nay thuộc Xã Tân Phúc.")
