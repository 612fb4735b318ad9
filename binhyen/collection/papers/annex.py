"""The annex: every line of the form, this period beside the same one a year before. Pure."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal

from binhyen.collection.papers.material import PaperLine, PaperMaterial
from binhyen.collection.papers.sentences import NBSP, number, percent, short_name
from binhyen.figures.rules.cells import CellValue, Qualifier, State, SumClass
from binhyen.foundation import vietnamese
from binhyen.foundation.official.content import Annex, Column, Paragraph, Row, Run, Table, plain

NOTHING_AROSE, NO_FIGURE, NOT_APPLICABLE = "-", "…", "x"
COLUMNS = (
    Column("TT", 10, "center"),
    Column("Chỉ tiêu", 59),
    Column("Đơn vị tính", 22, "center"),
    Column("Kỳ này", 22, "right"),
    Column("Cùng kỳ", 22, "right"),
    Column("Tăng, giảm so với cùng kỳ", 30, "right"),
)


def annex(material: PaperMaterial) -> Annex:
    """ "Phụ lục" with one table, groups as headings, and what the signs mean below it."""
    return Annex(
        "Phụ lục",
        f"Số liệu {short_name(material.span)}",
        tables=(Table(COLUMNS, tuple(_rows(material)), notes=tuple(_notes(material))),),
    )


def shown(content: CellValue | None, decimals: int) -> str:
    """A value in the table: "1.474", "ước 120", "-" where nothing arose, "…" without a figure, "x" where it cannot apply."""
    if content is None or content.state is State.NOT_REPORTED or content.state is State.STATED_WITHOUT_NUMBER:
        return NO_FIGURE
    if content.state is State.NOT_APPLICABLE:
        return NOT_APPLICABLE
    if content.state is State.NOTHING_AROSE:
        return NOTHING_AROSE
    return number(content, decimals, in_text=False)


def change(line: PaperLine) -> str:
    """ "tăng 8 (21,1%)", "giảm 3 (60%)", "0"; "" unless both are exact and of the whole period.

    Of a rate the points: "tăng 2,6 điểm phần trăm".
    """
    now, before = line.content, line.same_period
    if line.partial:
        return ""
    if now is None or before is None or {now.sum_class, before.sum_class} != {SumClass.EXACT}:
        return ""
    if now.amount is None or before.amount is None:
        return ""
    difference = now.amount - before.amount
    if not difference:
        return "0"
    said = f"{'tăng' if difference > 0 else 'giảm'}{NBSP}{_size(difference, line.decimals)}"
    if line.unit_of_count == "%":
        return f"{said} điểm phần trăm"
    return f"{said} ({percent(abs(difference), before.amount)})" if before.amount else said


def _size(difference: int, decimals: int) -> str:
    return vietnamese.show(abs(difference), decimals) if decimals else vietnamese.number(Decimal(abs(difference)))


def _rows(material: PaperMaterial) -> Iterator[Row]:
    n = 0
    for group in material.groups:
        yield Row(((Run(group),),), heading=True)
        for line in material.of_group(group):
            n += not line.is_part
            cells = (
                "" if line.is_part else str(n),
                line.label,
                "" if line.is_part else line.unit_of_count,
                shown(line.content, line.decimals),
                shown(line.same_period, line.decimals),
                change(line),
            )
            yield Row(tuple((Run(text),) for text in cells))


def _partial(material: PaperMaterial) -> Iterator[Paragraph]:
    """Which lines stand on a part of the period, by their number in the table; they are not compared."""
    said: dict[str, list[str]] = {}
    n = 0
    for line in (line for group in material.groups for line in material.of_group(group)):
        n += not line.is_part
        if line.partial:
            said.setdefault(line.partial, []).append(str(n))
    for partial, numbers in said.items():
        which = ", ".join(dict.fromkeys(numbers))
        yield plain(f"Chỉ tiêu {which}: {partial}, chưa so sánh với cùng kỳ.", "note")


def _notes(material: PaperMaterial) -> Iterator[Paragraph]:
    year = material.span.shifted_years(-1)
    used = {
        cell
        for line in material.lines
        for cell in (shown(line.content, line.decimals), shown(line.same_period, line.decimals))
    }
    estimated = any(line.content and line.content.qualifier is Qualifier.ESTIMATE for line in material.lines)
    signs = [
        f"“{sign}” {meaning}"
        for sign, meaning, stands in (
            (NOTHING_AROSE, "không phát sinh", NOTHING_AROSE in used),
            (NO_FIGURE, "chưa có số liệu", NO_FIGURE in used),
            (NOT_APPLICABLE, "không áp dụng", NOT_APPLICABLE in used),
            ("ước", "số ước thực hiện", estimated),
        )
        if stands
    ]
    if signs:
        yield plain(f"Ghi chú: {'; '.join(signs)}.", "note")
    yield from _partial(material)
    dates = f"từ ngày {vietnamese.short_date(year.start)} đến ngày {vietnamese.short_date(year.last)}"
    yield plain(f"Cùng kỳ: số liệu đã phê duyệt {dates}, trên cùng địa giới hành chính.", "note")
