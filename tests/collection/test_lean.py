"""What is cut from a workbook before calamine reads it: nothing that stands in a cell, and no damage goes unseen."""

import io
import random
import re
import warnings
import zipfile
from collections.abc import Callable

import pytest

from binhyen.collection.workbooks.gate import admitted
from binhyen.collection.workbooks.lean import END_OF_ROWS, lean
from binhyen.collection.workbooks.opened import opened
from binhyen.collection.workbooks.plan import FIGURES, Plan, PlannedLine
from binhyen.collection.workbooks.quick import Quick
from binhyen.collection.workbooks.screening import Screen
from binhyen.foundation.errors import Invalid
from tests.collection.books import COPY, by_calamine, worked_on
from tests.collection.test_consolidate import spec_of

LONG = Plan(
    "BC-DAI", "2026-01-01", "Biểu dài", "tháng 10 năm 2026", "2026-10-01", "2026-10-31",
    tuple(
        PlannedLine(f"COM{n:02d}", f"host_org={item}" if item else "", f"Chỉ tiêu {n}", "I. Nhóm", "buổi", 0)
        for n in range(40)
        for item in ("", "ca", "mttq")
    ),
    "host_org", (("ca", "Công an"), ("mttq", "Ủy ban MTTQ")),
)  # fmt: skip
SHEET = "xl/worksheets/sheet2.xml"
FILLED = worked_on(LONG, {n: n * 7 for n in range(len(LONG.lines))})


def with_sheet(change: Callable[[bytes], bytes], name: str = SHEET, data: bytes = FILLED) -> bytes:
    """The workbook with the XML of its figures changed; ``name``: what its entry is called from now on."""
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as book, zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as made:
        for entry in book.namelist():
            content = book.read(entry)
            made.writestr(name if entry == SHEET else entry, change(content) if entry == SHEET else content)
    return out.getvalue()


def before(mark: bytes, put: bytes) -> Callable[[bytes], bytes]:
    def change(xml: bytes) -> bytes:
        assert mark in xml
        return xml.replace(mark, put + mark, 1)

    return change


def cut(data: bytes) -> bytes:
    return lean(data, admitted(data)).data


def test_calamine_reads_the_same_cells_from_a_third_of_the_bytes_of_xml() -> None:
    short = lean(FILLED, admitted(FILLED))
    assert set(short.rows) == {SHEET.encode()}
    assert by_calamine(short.data) == by_calamine(FILLED)
    with zipfile.ZipFile(io.BytesIO(short.data)) as after, zipfile.ZipFile(io.BytesIO(FILLED)) as whole:
        assert after.testzip() is None
        assert after.namelist() == whole.namelist()
        assert after.getinfo(SHEET).file_size * 3 < whole.getinfo(SHEET).file_size
        assert all(after.read(name) == whole.read(name) for name in whole.namelist() if name != SHEET)


MERGED = b'<mergeCells count="1"><mergeCell ref="E7:F7"/></mergeCells>'


@pytest.mark.parametrize("mark", [b"<sheetData", b"<dataValidations", b"<pageMargins"])
def test_cells_that_are_merged_are_told_wherever_the_sheet_names_them(mark: bytes) -> None:
    blank = worked_on(LONG, {n: 7 for n in range(len(LONG.lines)) if LONG.places[n] != (6, 5)})  # F7
    merged = with_sheet(before(mark, MERGED), data=blank)
    assert lean(merged, admitted(merged)).merged
    assert not lean(blank, admitted(blank)).merged
    quick = Quick(LONG, Screen(spec_of(LONG), period_complete=True))
    answers = [quick.outcome(book) for data in (merged, blank) if (book := opened(1, data)) is not None]
    assert ["merged" in {fault.code for fault in answer.faults} for answer in answers] == [True, False]


def renamed(xml: bytes) -> bytes:
    return re.sub(rb"(</?)(\w)", rb"\1x:\2", xml).replace(b"xmlns=", b"xmlns:x=")


@pytest.mark.parametrize(
    "data",
    [
        with_sheet(before(END_OF_ROWS, b"<!-- </sheetData> -->")),
        with_sheet(before(b"<row ", b"<?x </sheetData> ?>")),
        with_sheet(before(b"</v>", b"<![CDATA[]]>")),
        with_sheet(lambda xml: b"<!-- </sheetData> -->" + xml),
        with_sheet(renamed),
        with_sheet(lambda xml: xml.decode().replace("UTF-8", "UTF-16").encode("utf-16")),
        with_sheet(lambda xml: xml, "xl/worksheets/trang-tính.xml"),
    ],
    ids=[
        "a comment",
        "an instruction",
        "raw text",
        "a comment before all",
        "names with a prefix",
        "UTF-16",
        "a name that is not ASCII",
    ],
)
def test_what_might_be_read_otherwise_is_left_as_it_is(data: bytes) -> None:
    assert cut(data) is data


def test_of_a_thousand_damaged_copies_none_is_read_with_other_figures() -> None:
    """One byte changed anywhere in the packed sheet: refused, or where nothing was changed that is read, the same cells."""
    with zipfile.ZipFile(io.BytesIO(FILLED)) as book:
        entry = book.getinfo(SHEET)
    begin = entry.header_offset + 30 + len(SHEET)
    whole, chance = opened(1, FILLED), random.Random(11)
    assert whole is not None
    refusals = 0
    for _ in range(1000):
        damaged = bytearray(FILLED)
        damaged[begin + chance.randrange(entry.compress_size)] ^= 1 << chance.randrange(8)
        found = opened(1, bytes(damaged))
        assert found is not None
        refusals += bool(found.refusal)
        assert found.refusal or found.sheets == whole.sheets
    assert refusals > 900


def test_a_sheet_longer_than_its_directory_says_is_refused() -> None:
    """The directory of the zip says a third of what the entry unpacks to."""
    at = FILLED.rindex(b"PK\x01\x02", 0, FILLED.rindex(SHEET.encode()))
    size = int.from_bytes(FILLED[at + 24 : at + 28], "little")
    liar = FILLED[: at + 24] + (size // 3).to_bytes(4, "little") + FILLED[at + 28 :]
    found = opened(1, liar)
    assert found is not None
    assert "48 MB" in found.refusal
    assert not found.sheets


def made_of(entries: list[tuple[str, bytes]]) -> bytes:
    out = io.BytesIO()
    with warnings.catch_warnings(), zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as made:
        warnings.simplefilter("ignore")  # names that stand twice
        for name, content in entries:
            made.writestr(name, content)
    return out.getvalue()


def parts() -> list[tuple[str, bytes]]:
    with zipfile.ZipFile(io.BytesIO(FILLED)) as book:
        return [(name, book.read(name)) for name in book.namelist()]


def with_fewer_told(data: bytes) -> bytes:
    """The last record of the zip tells one entry less than there are."""
    changed = bytearray(data)
    at = data.rindex(b"PK\x05\x06") + 8
    changed[at] -= 1
    changed[at + 2] -= 1
    return bytes(changed)


def with_entries_on_one_place(data: bytes) -> bytes:
    """Every entry of the directory lies where the longest does."""
    changed = bytearray(data)
    central = [at.start() for at in re.finditer(rb"PK\x01\x02", data)]
    long = max(central, key=lambda at: int.from_bytes(data[at + 20 : at + 24], "little"))
    for at in central:
        changed[at + 16 : at + 28], changed[at + 42 : at + 46] = (
            data[long + 16 : long + 28],
            data[long + 42 : long + 46],
        )
    return bytes(changed)


@pytest.mark.parametrize(
    "trick",
    [
        lambda: made_of([*parts(), (SHEET, b"<worksheet><sheetData/></worksheet>")]),
        lambda: made_of([*parts(), (SHEET.upper(), dict(parts())[SHEET])]),
        lambda: with_fewer_told(made_of([*parts(), ("xl/vbaProject.bin", b"x")])),
        lambda: FILLED[:-22] + FILLED[FILLED.index(b"PK\x01\x02") :],
        lambda: with_entries_on_one_place(FILLED),
    ],
    ids=["a sheet twice", "in other letters", "an entry that is not told", "two directories", "entries on one place"],
)
def test_a_zip_that_two_readers_would_read_in_two_ways_is_refused(trick: Callable[[], bytes]) -> None:
    with pytest.raises(Invalid) as told:
        admitted(trick())
    assert told.value.code == "collection.workbook_damaged"


def test_what_a_cut_sheet_hides_in_blank_cells_is_found() -> None:
    """Errors and formulas without result are blank for calamine; they are told from the rows that were kept."""

    def broken(made: object) -> None:
        made[FIGURES]["E8"] = "=1/0"  # type: ignore[index]

    data = worked_on(LONG, dict.fromkeys(range(len(LONG.lines)), 1), broken, COPY)
    book = opened(1, data)
    assert book is not None
    assert book.rows
    answer = Quick(LONG, Screen(spec_of(LONG), period_complete=True)).outcome(book)
    assert ("no_cache", 7, 4) in {(fault.code, fault.row, fault.column) for fault in answer.faults}
