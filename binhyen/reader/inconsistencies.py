"""What cannot all be true: sums, shares, changes, a table against its text, a document against figures already known."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise

from binhyen.reader.agreement import against_known, text_and_tables
from binhyen.reader.arithmetic import amount
from binhyen.reader.comparisons import Compared
from binhyen.reader.counting import Draft
from binhyen.reader.differences import wrong_changes
from binhyen.reader.late import late
from binhyen.reader.nouns import BODY, CASE, CLASS, EVENT, GROUP, MEDIA, MONEY, PEOPLE
from binhyen.reader.reading import Figure, Header, Inconsistency
from binhyen.reader.shares import whole_lists, wrong_shares
from binhyen.reader.tables import Sum, Tables
from binhyen.reader.text import Paragraph, Text
from binhyen.reader.vocabulary import Vocabulary

_FIRM_WHOLE = {"exact", "nearly", "to"}
_FIRM_PART = {"exact", "over", "from"}
_ADDABLE = {PEOPLE, CASE, BODY, GROUP, EVENT, MEDIA}

# another thing done to the same cases: "trong đó 70 vụ trộm cắp, khởi tố 60 vụ" are no two parts of one sum
_OTHER_ACT = late(
    r"(?<!\w)(?:khởi tố|bắt(?! buộc)|xử lý|xử phạt|phạt|thu giữ|thu hồi|khám phá|làm rõ|điều tra|phát hiện|giải quyết|hòa giải|xây dựng|thành lập|duy trì"
    r"|vận động|truy tố|xét xử|tiếp nhận|(?<!vận )chuyển|lập|giáo dục|giúp|hỗ trợ|triệt phá|triệt xóa|kiểm tra|nhắc nhở|công nhận|đạt|tổ chức|tuyên truyền|biểu dương|tặng|trao|khen thưởng|mở|phát|huy động|thu hút)(?!\w)|\.[ \t]"
)
_QUOTED = late(r'["“][^"“”]{1,90}["”]')
_ALL_LISTED = late(r"(?<!\w)(?:bao gồm|gồm(?: có)?|chia ra)(?!\w)")
# words that leave a list open, or say that its members overlap
_OPEN_LIST = late(
    r"(?<!\w)(?:các|những|một số|nhiều|còn lại|v\.v|vv|chủ yếu|như|điển hình|nổi bật|phần lớn|đa số|trong đó|riêng|có cả|vừa|đồng thời|hầu hết|lượt)(?!\w)|…|\.\.\."
)
_POINT = late(r" *(?:[-+*•]|[a-zđ][.)]|\(?\d{1,2}[.)]) *")


@dataclass(frozen=True, slots=True)
class Read:
    """What the search for contradictions reads: the text, its counts and figures, its comparisons and its tables."""

    text: Text
    paragraphs: list[Paragraph]
    drafts: list[Draft]
    figures: tuple[Figure, ...]
    compared: Compared
    tables: Tables


def find(read: Read, header: Header, vocabulary: Vocabulary) -> tuple[Inconsistency, ...]:
    """All contradictions of a text, each with its arithmetic. Hedged values and near misses that add up stay silent."""
    found = [
        *_sums(read),
        *wrong_shares(read.text, read.drafts, read.figures, read.compared.changes),
        *whole_lists(read.text, read.drafts, read.figures),
        *wrong_changes(read.text, read.drafts, read.figures, read.compared.stated),
        *text_and_tables(read.text, read.drafts, read.figures, read.tables.columns, header.title),
        *against_known(read.figures, vocabulary.known),
    ]
    return tuple(found)


def _kind(figure: Figure) -> str:
    words = (figure.unit or "").lower().replace(",", " ").split()
    if words[:1] in (["nam"], ["nữ"]):
        return PEOPLE
    if words[:1] == ["lượt"]:
        return "lượt"  # times, not persons
    for count in range(min(5, len(words)), 0, -1):
        noun = " ".join(words[:count])
        if noun in CLASS:
            return CLASS[noun] if CLASS[noun] in _ADDABLE else noun
    return " ".join(words[:1])


def _sums(read: Read) -> Iterator[Inconsistency]:
    """Each whole whose parts of the same class add up to more than it, or to less where the list is meant to be complete."""
    figures = read.figures
    parts: dict[int, list[int]] = {}
    for place, figure in enumerate(figures):
        if figure.part_of is not None:
            parts.setdefault(figure.part_of, []).append(place)
    for whole, members in sorted(parts.items()):
        if figures[whole].is_percent or _is_multiple(read, whole) or figures[whole].qualifier not in _FIRM_WHOLE:
            continue
        same = _alike(figures, whole, members) or _named_again(read, whole, members)
        if any(_other_act(read, a, b) for a, b in pairwise(same)):
            same = [m for m in same if figures[m].value > figures[whole].value][:1]
        complete = len(same) == len(members) and _is_complete(read, whole, same)
        yield from _sum(figures, whole, same, complete)
    yield from _table_sums(read)


def _is_multiple(read: Read, place: int) -> bool:
    """ "gấp rưỡi", "gấp 3 lần" are no wholes."""
    return read.text.low.startswith("gấp", read.drafts[place].count.number.start)


def _alike(figures: tuple[Figure, ...], whole: int, members: list[int]) -> list[int]:
    return [
        m
        for m in members
        if not figures[m].is_percent
        and figures[m].qualifier in _FIRM_PART
        and _kind(figures[m]) == _kind(figures[whole])
    ]


_NAMED_WITHIN = 16
_COUNTED_AGAIN = {PEOPLE, BODY}  # attendances may well be more than those who came


def _named_again(read: Read, whole: int, members: list[int]) -> list[int]:
    """ "901 gương, trong đó 378 lượt nêu gương …, 151 lượt …": parts of one noun, the first with the noun of the whole."""
    unit, first = read.drafts[whole].count.unit, read.drafts[members[0]].count
    if unit is None or unit.kind in _COUNTED_AGAIN or first.unit is None:
        return []
    beside = read.text.low[first.unit.end : first.unit.end + _NAMED_WITHIN]
    if beside.find(f" {unit.head}") <= 0:  # right behind "lượt" they are times: "300 lượt tổ"
        return []
    same = [
        m
        for m in members
        if (other := read.drafts[m].count.unit) is not None
        and other.head == first.unit.head
        and read.figures[m].qualifier in _FIRM_PART
        and not read.figures[m].is_percent
    ]
    return same if len(same) > 1 else []


def _sum(figures: tuple[Figure, ...], whole: int, parts: Sequence[int], complete: bool) -> Iterator[Inconsistency]:
    """The contradiction between a whole and its parts, if there is one."""
    total = round(sum(figures[p].value for p in parts), 6)
    stated = figures[whole].value
    out_of = figures[whole].total
    if (
        not parts or total == stated or (out_of is not None and stated < total <= out_of)
    ):  # "làm rõ 36/41 vụ. Trong đó …"
        return
    left = " + ".join(amount(figures[p].value) for p in parts)
    left += f" = {amount(total)}" if len(parts) > 1 else ""
    if total > stated:
        yield Inconsistency("parts_exceed_whole", (whole, *parts), f"{left} > {amount(stated)}")
    elif complete and len(parts) > 1 and all(figures[p].qualifier == "exact" for p in (whole, *parts)):
        yield Inconsistency("parts_below_whole", (whole, *parts), f"{left} < {amount(stated)}")


def _other_act(read: Read, first: int, second: int) -> bool:
    unit = read.drafts[first].count.unit
    if unit is not None and unit.kind == MONEY:  # "ngân sách 2 tỷ đồng, vận động 1 tỷ đồng" are two sources
        return False
    between = read.text.low[read.drafts[first].count.end : read.drafts[second].count.start]
    return bool(_OTHER_ACT.search(_QUOTED.sub("", between)))


def _is_complete(read: Read, whole: int, parts: list[int]) -> bool:
    """Whether a list says that it names all parts ("gồm", "chia ra") and every count in it was taken as a part."""
    low, drafts = read.text.low, read.drafts
    if len(parts) < 2 or parts[0] < whole:
        return False
    lead = low[drafts[whole].count.end : drafts[parts[0]].count.start]
    if not _ALL_LISTED.search(lead) or "trong đó" in lead or "(" in lead.split("gồm")[0]:
        return False
    between = range(parts[0], parts[-1] + 1)
    if any(p not in parts and not drafts[p].count.number.is_percent for p in between):
        return False
    end = _end_of_list(read, whole, parts)
    if end is None:
        return False
    tail = _QUOTED.sub("", low[drafts[whole].count.end : end])
    return not _OPEN_LIST.search(tail)


def _end_of_list(read: Read, whole: int, parts: list[int]) -> int | None:
    """Where the list ends; none where more of it follows that was not taken as a part."""
    drafts, last = read.drafts, read.drafts[parts[-1]]
    if last.paragraph != drafts[whole].paragraph:
        rows = [drafts[p].paragraph for p in parts]
        if rows != list(range(drafts[whole].paragraph + 1, drafts[whole].paragraph + 1 + len(rows))):
            return None
        following = read.paragraphs[rows[-1] + 1 : rows[-1] + 2]
        if any(_POINT.match(read.text.low, p.start, p.end) for p in following):
            return None
        return last.count.end
    close = read.text.low.find(";", last.count.end, last.sentence.end)
    end = close if close > 0 else last.sentence.end
    for place in range(parts[-1] + 1, len(drafts)):
        if drafts[place].count.start >= end:
            break
        if not drafts[place].count.number.is_percent:
            if not _OTHER_ACT.search(read.text.low, last.count.end, drafts[place].count.start):
                return None
            return drafts[place].count.start
    return end


def _table_sums(read: Read) -> Iterator[Inconsistency]:
    """The sums that tables state. A column of totals is held to its columns only where another row adds up exactly."""
    placed = [(stated, *_places(read, stated)) for stated in read.tables.sums]
    exact = {
        _row_heads(read, stated)
        for stated, whole, parts, full in placed
        if whole is not None and full and sum(read.figures[p].value for p in parts) == read.figures[whole].value
    }
    for stated, whole, parts, full in placed:
        if whole is None or not parts or read.figures[whole].is_percent or _is_mean(read.figures, whole, parts):
            continue
        heads = _row_heads(read, stated)
        complete = full and (heads is None or heads in exact)
        yield from _sum(read.figures, whole, parts, complete)


def _is_mean(figures: tuple[Figure, ...], whole: int, parts: Sequence[int]) -> bool:
    """Whether the last row of a column of decimals holds their mean and not their sum."""
    values = [figures[p].value for p in parts]
    decimal = any(value != int(value) for value in (*values, figures[whole].value))
    return decimal and min(values) <= figures[whole].value <= max(values)


def _row_heads(read: Read, stated: Sum) -> tuple[str, ...] | None:
    """The heads of a sum along a row; none for a sum down a column."""
    row = next((cells for cells in read.tables.columns.values() if any(c[:2] == stated.whole for c in cells)), ())
    inside = {cell[:2]: cell[2] for cell in row}
    if not all(part in inside for part in stated.parts):
        return None
    return tuple(inside[part] for part in (stated.whole, *stated.parts))


def _places(read: Read, stated: Sum) -> tuple[int | None, tuple[int, ...], bool]:
    """The whole and the parts as places of figures, and whether every cell has its number; a dash is a nought."""
    starts = read.drafts
    low = read.text.low

    def figure_in(cell: tuple[int, int]) -> int | None:
        place = bisect_left(starts, cell[0], key=lambda draft: draft.count.number.start)
        return place if place < len(starts) and starts[place].count.number.start < cell[1] else None

    found = [figure_in(cell) for cell in stated.parts]
    full = all(
        p is not None or low[a:b].strip() in ("-", "0", "00") for p, (a, b) in zip(found, stated.parts, strict=True)
    )
    return figure_in(stated.whole), tuple(p for p in found if p is not None), full
