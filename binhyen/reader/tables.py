"""Tables in plain text: rows of cells set apart by tabs, bars or columns of blanks. What a cell counts stands in its column's head or its row."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from itertools import pairwise
from typing import NamedTuple

from binhyen.reader.columns import Cells, set_apart_by_blanks
from binhyen.reader.late import late
from binhyen.reader.nouns import MONEY, Unit, unit_after, unit_before
from binhyen.reader.text import Paragraph, Text

_BARS = late(r"[\t|]")
_NUMBER = late(r"[\d.,%/ +-]*\d[\d.,%/ +-]*")
_YEAR = late(r"(?:năm )?(?:19|20)\d{2}")
_RULE = late(r"[-:=_ |\t+]+")
_UNIT_COLUMN = late(r"(?:đơn vị tính|đvt|đ/v tính|đơn vị đo)\.?")
_LABEL_COLUMN = late(
    r"(?:stt|tt|số tt|nội dung|chỉ tiêu|tên .*|địa bàn|địa phương|đơn vị|xã|phường|huyện|xã, phường.*|huyện, .*|kết quả|ghi chú|so sánh.*|tăng.*|giảm.*|cùng kỳ.*|kỳ .*|(?:năm|quý|tháng) .*|lũy kế.*|tổng số|tổng cộng|tỷ lệ.*)"
)
_IN_BRACKETS = late(r"\((?P<unit>[^()]{1,30})\)$")
_RUNNING = ("stt", "tt", "số tt", "số thứ tự")
# a number in such a column counts even where nothing says what: "Trộm cắp tài sản | 41 | 38"
_PERIOD_COLUMN = late(
    r"(?:năm )?(?:19|20)\d{2}|(?:quý|tháng|kỳ|cùng kỳ|năm|giai đoạn|số lượng|so sánh|tăng|giảm|lũy kế)(?!\w).*|(?:6|9) tháng.*"
)
_PLAIN = late(r"[\d.,+ -]+")
_ROW_MARK = late(r" *(?:\d+(?:\.\d+)*[.)]?|[ivx]+[.)]|[a-zđ][.)]|[-+*•]) +")
_ALL_OF = late(r"(?:tổng số|tổng|số) ")
_PERCENT = late(r"(?:%|phần trăm)|(?:tỷ lệ|tỉ lệ)(?: .*)?|.*\(%\)|.*tỷ lệ %.*")
_SCALE = late(r"(?<!\w)(?P<scale>nghìn|ngàn|triệu|tỷ|tỉ) $")
_WORTH = {"nghìn": 10**3, "ngàn": 10**3, "triệu": 10**6, "tỷ": 10**9, "tỉ": 10**9}
_TOTAL_ROW = late(r"(?:\d+\s*)?(?:tổng cộng|tổng số|tổng|cộng|toàn tỉnh|toàn huyện|toàn xã)(?: chung)?")
_NO_MEMBER = late(r"(?:trong đó|gồm)(?!\w)|[-+*] |\d+\.\d+|[a-zđ]\)")

_MOST_COLUMNS = 80  # lines with more tabs or bars are no rows that anybody could read


class Stated(NamedTuple):
    """What the table says of its cell at ``start:end``: its noun, whether it is a share, and the scale of its column."""

    start: int
    end: int
    unit: Unit | None
    is_percent: bool = False
    factor: int = 1


@dataclass(frozen=True, slots=True)
class Head:
    """A column's head: the noun it counts, whether it is a column of shares, its scale, and whether it is the row's total."""

    unit: Unit | None = None
    is_percent: bool = False
    factor: int = 1
    totals: bool = False


@dataclass(frozen=True, slots=True)
class Sum:
    """Cells of a table that add up to another one: ``whole`` and ``parts`` are stretches of cells."""

    whole: tuple[int, int]
    parts: tuple[tuple[int, int], ...]


@dataclass(frozen=True, slots=True)
class Tables:
    """The tables of a text: for each row (by its place) what its cells count, and the sums that the tables state.

    ``columns`` are, for each row, its cells (start, end) with the words in the heads of their columns.
    """

    rows: dict[int, list[Stated]]
    sums: list[Sum]
    columns: dict[int, list[tuple[int, int, str]]] = field(default_factory=dict)


def cells_of(text: Text, paragraph: Paragraph) -> Cells:
    """The cells of a line with at least one tab or bar; none for other lines. Bars at both ends open no cell."""
    cuts = [m.start() for m in _BARS.finditer(text.norm, paragraph.start, paragraph.end)]
    if not cuts:
        return []
    if len(cuts) > _MOST_COLUMNS:
        return []
    edges = [paragraph.start - 1, *cuts, paragraph.end]
    cells = [(a + 1, b) for a, b in pairwise(edges)]
    if text.norm[paragraph.start] == "|":
        cells = cells[1:]
    if text.norm[paragraph.end - 1] == "|":
        cells = cells[:-1]
    return cells if len(cells) > 1 else []


def tables_of(text: Text, paragraphs: list[Paragraph]) -> Tables:
    """What the heads of columns, a column of units and the rows of totals state."""
    found = Tables({}, [])
    heads: list[Head] = []
    words: list[str] = []
    unit_column = -1
    rows: list[Cells] = []
    aligned = set_apart_by_blanks(text, paragraphs)
    for place, paragraph in enumerate(paragraphs):
        cells = aligned.get(place) or cells_of(text, paragraph)
        if cells and _RULE.fullmatch(text.low, paragraph.start, paragraph.end):
            continue
        if not cells:
            heads, unit_column, rows = [], -1, []
        elif not any(_is_number(_words(text, cell)) for cell in cells[1:]):
            heads, words, rows = _heads(text, cells), [_words(text, cell) for cell in cells], []
            unit_column = next((n for n, word in enumerate(words) if _UNIT_COLUMN.fullmatch(word)), -1)
        elif heads and len(cells) <= len(heads):
            cells = _in_columns(text, words, cells)
            own = _own_unit(text, cells[unit_column]) if unit_column >= 0 else None
            found.rows[place] = _stated(text, heads, words, cells, own)
            found.columns[place] = [(a, b, word) for (a, b), word in zip(cells, words, strict=True)]
            columns = [n for n, head in enumerate(heads) if n and head.unit and not head.is_percent]
            found.sums.extend(_sum_of_row(heads, columns, cells))
            if _is_total(text, cells):
                found.sums.extend(_sums_above(text, columns, rows, cells))
                rows = []
            else:
                rows.append(cells)
    return found


def _in_columns(text: Text, words: list[str], cells: Cells) -> Cells:
    """The cells of a row with those added that it leaves out: behind its label, else before its first number."""
    missing = len(words) - len(cells)
    before = min(missing, int(words[0] in _RUNNING)) if not _is_number(_words(text, cells[0])) else missing
    first, last = cells[0][0], cells[-1][1]
    return [*[(first, first)] * before, *cells, *[(last, last)] * (missing - before)]


def _stated(text: Text, heads: list[Head], words: list[str], cells: Cells, own: Head | None) -> list[Stated]:
    """What the cells of a row count: the row's ``own`` unit, else that of the column, else the noun that labels the row.

    A share without a noun of its own is one of what the cell before it counts.
    """
    label = next((n for n, cell in enumerate(cells[:2]) if not _is_number(_words(text, cell))), len(cells))
    heads_say = any(head.unit and not head.is_percent for head in heads[label + 1 :])  # then the label is a place
    labelled = None if own or heads_say or label == len(cells) else _label(text, cells[label])
    if own and own.is_percent and own.unit is None and label < len(cells):
        own = replace(own, unit=_share_of(text, cells[label]))
    out: list[Stated] = []
    counted: Unit | None = None
    for place, ((start, end), head) in enumerate(zip(cells, heads, strict=True)):
        said = own or head
        if said.unit is None and not said.is_percent and labelled and place > label:
            said = labelled if not _YEAR.fullmatch(_words(text, (start, end))) else said
        if head.is_percent:
            unit = head.unit or (own.unit if own else None) or counted or (labelled.unit if labelled else None)
            said = Head(unit, is_percent=True)
        elif said.unit and place != label:
            counted = said.unit if said.unit.kind != MONEY else None
        plain = label < place and not said.unit and not said.is_percent and _PERIOD_COLUMN.fullmatch(words[place])
        if plain and _PLAIN.fullmatch(_words(text, (start, end))):
            out.append(Stated(start, end, _share_of(text, cells[label])))
        elif said.unit or said.is_percent:
            out.append(Stated(start, end, said.unit, said.is_percent, said.factor))
    return out


def _share_of(text: Text, cell: tuple[int, int]) -> Unit | None:
    """ "Tỷ lệ hộ ký cam kết | %": the noun inside a row's label."""
    unit = unit_before(text.low, *cell)
    return unit if unit and unit.kind else None


def _label(text: Text, cell: tuple[int, int]) -> Head | None:
    """The unit with which a row is labelled: "1. Cháy (vụ)", "Xã, phường, thị trấn"; none where the noun begins a name."""
    mark = _ROW_MARK.match(text.low, *cell)
    start = mark.end() if mark else cell[0]
    bracketed = _bracketed(text, (start, cell[1]))
    if bracketed:
        return bracketed
    unit = unit_after(text.low, start)
    if unit is None or unit.kind is None or unit.end > cell[1]:
        return None
    following = text.norm[unit.end : cell[1]].lstrip(" ")[:1]
    return None if following.isupper() or following.isdecimal() else Head(unit)


def _words(text: Text, cell: tuple[int, int]) -> str:
    return text.low[cell[0] : cell[1]].strip()


def _is_number(words: str) -> bool:
    return bool(_NUMBER.fullmatch(words)) and not _YEAR.fullmatch(words)


def _own_unit(text: Text, cell: tuple[int, int]) -> Head | None:
    if _PERCENT.fullmatch(_words(text, cell)):
        return Head(is_percent=True)
    known = unit_before(text.low, *cell)  # "triệu đồng"
    unit = known or unit_after(text.low, cell[0])
    return _scaled(text, cell[0], unit) if unit else None


def _heads(text: Text, cells: Cells) -> list[Head]:
    """The heads of the columns; those without a noun ("Khá", "Yếu") count what a head "Tổng số …" before them counts."""
    heads: list[Head] = []
    whole: Head | None = None
    for place, cell in enumerate(cells):
        words = _words(text, cell)
        head = _head(text, cell)
        if _ALL_OF.match(words) and words.startswith("tổng") and head.unit:
            head = whole = replace(head, totals=True)
        elif whole and not head.unit and not head.is_percent and place and not _LABEL_COLUMN.fullmatch(words):
            head = replace(whole, totals=False)
        heads.append(head)
    return heads


def _head(text: Text, cell: tuple[int, int]) -> Head:
    words = _words(text, cell)
    start, end = cell
    if _PERCENT.fullmatch(words):
        share_of = unit_before(text.low, start, end)
        return Head(share_of if share_of and share_of.kind else None, is_percent=True)
    bracketed = _bracketed(text, cell)
    if bracketed:
        return bracketed
    if _LABEL_COLUMN.fullmatch(words) or _UNIT_COLUMN.fullmatch(words):
        return Head()
    unit = _outer(text.low, start, unit_before(text.low, start, end))
    return _scaled(text, start, unit) if unit else Head()


def _outer(low: str, start: int, unit: Unit | None) -> Unit | None:
    """Of two nouns that make up a head the first is counted: "Mắt camera", "Bằng khen Bộ", "Hộ dân ký cam kết"."""
    if unit is None or unit.start <= start:
        return unit
    first = unit_after(low, start)
    if first is None or first.kind is None or first.end >= unit.start:
        return unit
    return first if low[first.end : unit.start] in (" ", " ký ", " đã ký ", " đăng ký ") else unit


def _bracketed(text: Text, cell: tuple[int, int]) -> Head | None:
    """The unit in brackets at the end of a cell: "Hòa giải thành (vụ)"."""
    start, end = cell
    bracket = _IN_BRACKETS.search(_words(text, cell))
    if bracket is None:
        return None
    shift = start + (len(text.low[start:end]) - len(text.low[start:end].lstrip())) + bracket.start("unit")
    unit = unit_before(text.low, shift, shift + len(bracket.group("unit")))
    return _scaled(text, shift, unit) if unit else None


def _scaled(text: Text, start: int, unit: Unit) -> Head:
    """ "(triệu đồng)" counts in đồng: its numbers are worth a million each."""
    scale = _SCALE.search(text.low[start : unit.start])
    return Head(unit, factor=_WORTH[scale.group("scale")] if scale else 1)


def _is_total(text: Text, cells: Cells) -> bool:
    label = " ".join(_words(text, cell) for cell in cells[:2] if not _is_number(_words(text, cell))).strip()
    return bool(_TOTAL_ROW.fullmatch(label))


def _sums_above(text: Text, columns: list[int], rows: list[Cells], cells: Cells) -> list[Sum]:
    """A row of totals against the rows above it; none where some of those are members of others ("Trong đó …", "1.1")."""
    nested = any(_NO_MEMBER.match(_words(text, cell)) for row in rows for cell in row[:2])
    if len(rows) < 2 or nested:
        return []
    return [Sum(cells[n], tuple(row[n] for row in rows)) for n in columns]


def _sum_of_row(heads: list[Head], columns: list[int], cells: Cells) -> list[Sum]:
    """A column of totals against the columns that share its noun."""
    whole = next((n for n in columns if heads[n].totals), None)
    parts = tuple(cells[n] for n in columns if whole is not None and n > whole and heads[n].unit == heads[whole].unit)
    return [Sum(cells[whole], parts)] if whole is not None and len(parts) > 1 else []
