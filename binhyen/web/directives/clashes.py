"""Contradictions as cards: what does not agree, the arithmetic spelled out, and the figures it is about. Nothing is repaired."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from django.urls import reverse

from binhyen.figures.queries.known import KnownCell
from binhyen.figures.rules import periods
from binhyen.foundation.vietnamese import number
from binhyen.reader.reading import Inconsistency
from binhyen.web.directives.desk import Defaults, Desk
from binhyen.web.directives.vocabulary import known_as

SUM = "Cộng không khớp"
# On a row, by kind of contradiction.
CHIPS: dict[str, str] = {
    "parts_exceed_whole": SUM,
    "parts_below_whole": SUM,
    "share_wrong": "Tỷ lệ không khớp",
    "share_over_100": "Tỷ lệ trên 100%",
    "difference_wrong": "Mức tăng, giảm không khớp",
    "rate_wrong": "Tỷ lệ tăng, giảm không khớp",
    "text_and_table_differ": "Lời văn khác bảng",
    "known_differs": "Khác số liệu đã có",
}
TITLES: dict[str, str] = {
    "parts_exceed_whole": "Các phần cộng lại lớn hơn tổng",
    "parts_below_whole": "Các phần cộng lại nhỏ hơn tổng",
    "share_wrong": "Tỷ lệ ghi trong văn bản khác tỷ lệ tính được",
    "share_over_100": "Tỷ lệ của một phần lớn hơn 100%",
    "difference_wrong": "Mức tăng, giảm khác hiệu của hai số",
    "rate_wrong": "Tỷ lệ tăng, giảm khác tỷ lệ tính được",
    "text_and_table_differ": "Lời văn và bảng số liệu ghi khác nhau",
    "known_differs": "Văn bản ghi khác số liệu đã được phê duyệt",
}
AS_STATED = "Số liệu được giữ như văn bản ghi, không tự sửa."
SENTENCES: dict[str, str] = {
    "parts_below_whole": f"Có thể văn bản chưa nêu đủ các phần. {AS_STATED}",
    "text_and_table_differ": f"Hai chỗ cùng nói về một chỉ tiêu, một thời gian. {AS_STATED}",
    "known_differs": f"Đề nghị đối chiếu với số liệu đã có trước khi sử dụng. {AS_STATED}",
}
SUMS = frozenset({"parts_exceed_whole", "parts_below_whole"})
TOGETHER = {2: "cả hai", 3: "cả ba", 4: "cả bốn", 5: "cả năm"}


@dataclass(frozen=True)
class Place:
    """A figure that a card is about: its number, its words, and the address at which it stands in the text."""

    number: int
    words: str
    url: str


@dataclass(frozen=True)
class Known:
    """The approved number that the text differs from, with the address of its page."""

    words: str
    url: str


@dataclass(frozen=True)
class Clash:
    """One card. ``stated`` and ``parts`` are for the bars, drawn where whole numbers are added; ``stated`` None draws none."""

    number: int
    title: str
    chip: str
    arithmetic: str
    difference: str
    sentence: str
    places: Sequence[Place]
    known: Sequence[Known]
    stated: int | None
    parts: Sequence[tuple[str, int]]
    keep_label: str
    keep_url: str
    is_open: bool


def headline(desk: Desk) -> str:
    """What the page's headline says of contradictions: "chỗ cộng không khớp" where all are sums, else "chỗ chưa khớp"."""
    return "chỗ cộng không khớp" if all(c.kind in SUMS for c in desk.reading.inconsistencies) else "chỗ chưa khớp"


def clashes(desk: Desk, defaults: Defaults, within: tuple[int, int], pages: Sequence[tuple[int, int]]) -> list[Clash]:
    """The contradictions whose first figure stands in a part of the text; ``pages`` are all parts, for the addresses."""
    start, end = within
    figures = desk.reading.figures
    return [
        _clash(desk, defaults, place, each, pages)
        for place, each in enumerate(desk.reading.inconsistencies)
        if start <= figures[each.figures[0]].start < end
    ]


def numbers_of(each: Inconsistency) -> str:
    """By what a contradiction is named in an address: the numbers of its figures, "3-4-5"."""
    return "-".join(str(place + 1) for place in each.figures)


def _clash(desk: Desk, defaults: Defaults, place: int, each: Inconsistency, pages: Sequence[tuple[int, int]]) -> Clash:
    figures = [desk.reading.figures[i] for i in each.figures]
    whole, *parts = figures
    drawn = each.kind in SUMS and bool(parts) and all(float(f.value).is_integer() for f in figures)
    units = list(dict.fromkeys(f.unit for f in figures if f.unit)) if each.kind in SUMS else []
    mixed = len({unit.split()[0] for unit in units}) > 1  # "điểm" and "điểm mô hình" are counted alike
    known = _known(desk, each.note) if each.kind == "known_differs" else []
    kept = TOGETHER.get(len(figures), "tất cả") if parts else "số liệu"
    return Clash(
        number=place + 1,
        title=TITLES[each.kind],
        chip=CHIPS[each.kind],
        arithmetic=each.note.rpartition(" (")[0] if known else each.note,
        difference=number(abs(sum(int(p.value) for p in parts) - int(whole.value))) if drawn else "",
        sentence=_why(units) if mixed else SENTENCES.get(each.kind, AS_STATED),
        places=[_place(desk, defaults, i, pages) for i in each.figures],
        known=known,
        stated=int(whole.value) if drawn else None,
        parts=[(p.unit or "", int(p.value)) for p in parts] if drawn else [],
        keep_label=f"{'Khác đơn vị tính, g' if mixed else 'G'}iữ nguyên {kept}",
        keep_url=reverse("source_keep_all", args=[desk.source.pk, numbers_of(each)]) + defaults.query,
        is_open=any((f.start, f.end) not in desk.decisions for f in figures),
    )


def _place(desk: Desk, defaults: Defaults, at: int, pages: Sequence[tuple[int, int]]) -> Place:
    figure = desk.reading.figures[at]
    part = next((n for n, (start, end) in enumerate(pages, start=1) if start <= figure.start < end), 1)
    here = f"{desk.home}{defaults.at(part)}" if len(pages) > 1 else ""
    return Place(at + 1, " ".join(figure.quote.split()), f"{here}#t{at + 1}")


def _known(desk: Desk, note: str) -> list[Known]:
    """The approved number that the arithmetic names."""
    found = [c for c in desk.known if note.endswith(f"({known_as(c.cell_id)})")]
    return [Known(_in_words(c, desk), reverse("figure", args=[c.cell_id])) for c in found]


def _in_words(cell: KnownCell, desk: Desk) -> str:
    line = desk.lines[cell.code]
    shown = number(cell.value, 0 if cell.value == int(cell.value) else line.decimals)
    return f"{cell.code} {line.name}, {periods.name(cell.span)}: {shown} {line.unit_of_count}"


def _why(units: Sequence[str]) -> str:
    named = " với ".join(f"“{unit}”" for unit in units)
    return f"Văn bản tính lẫn {named}, có thể các số không cùng đơn vị tính."
