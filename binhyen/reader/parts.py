"""Parts of a whole: which counts a text puts inside another one ("trong đó", "gồm", a list of points)."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right

from binhyen.reader.counting import Draft
from binhyen.reader.late import late
from binhyen.reader.nouns import Unit
from binhyen.reader.starts import sought
from binhyen.reader.text import Paragraph, Span, Text

_AMONG = late(sought(r"trong đó|trong số đó|trong số này|(?:bao )?gồm(?: có)?|cụ thể(?= ?:)|chia ra") + r"(?!\w)")
_CHANGE = late(r"(?:tăng|giảm|so với(?: cùng kỳ)?|nhiều hơn|ít hơn|thêm|cùng kỳ|\([+-]?|[+-])\s*$")

_MEAN = late(
    r"(?<!\w)(?:bình quân|mỗi|trung bình (?:là|có|khoảng))(?!\w)[^\d,;.:()]*$"
)  # "bình quân mỗi tổ 10 thành viên" is no part


def parts_of(text: Text, drafts: list[Draft], paragraphs: list[Paragraph]) -> list[int | None]:
    """For each count the place of its whole, where "trong đó" or "gồm" says that it is a part.

    A paragraph that ends "trong đó:" opens a list of points below it; the first count of each point is a part.
    """
    wholes: list[int | None] = [None] * len(drafts)
    sentence: Span | None = None
    markers: list[re.Match[str]] = []
    for place, draft in enumerate(drafts):
        if draft.sentence is not sentence:
            sentence = draft.sentence
            markers = list(_AMONG.finditer(text.low, sentence.start, sentence.end))
        if draft.count.number.is_percent and draft.count.how == "inherited":
            continue  # a share in brackets speaks of the part, it is none
        marker = _marker_before(text, draft, markers)
        if marker is None or _CHANGE.search(
            text.low[max(draft.sentence.start, draft.count.start - 16) : draft.count.start]
        ):
            continue
        if _MEAN.search(text.low[max(draft.sentence.start, draft.count.start - 32) : draft.count.start]):
            continue
        loose = not marker.group().startswith("trong")
        after_break = not loose and _follows_prose(text.low, paragraphs, draft.paragraph, marker.start())
        wholes[place] = _whole(text.low, drafts, place, marker.start(), loose, after_break=after_break)
    _points_below(text, drafts, paragraphs, wholes)
    _shared_out(text.low, drafts, wholes)
    return wholes


_LONGEST_BRACKET = 300


def _shared_out(low: str, drafts: list[Draft], wholes: list[int | None]) -> None:
    """ "9 mắt (trường học 3, chợ 6)": numbers in the bracket right behind a count that add up to it."""
    for place, draft in enumerate(drafts):
        if not low.startswith(("(", " ("), draft.count.end) or draft.count.number.is_percent:
            continue
        close = low.find(")", draft.count.end, draft.count.end + _LONGEST_BRACKET)
        last = place + 1
        while last < len(drafts) and drafts[last].count.start < close and drafts[last].count.how == "inherited":
            last += 1
        members = range(place + 1, last)
        if len(members) > 1 and sum(drafts[m].count.number.value for m in members) == draft.count.number.value:
            for member in members:
                wholes[member] = place


_OPENS_LIST = late(r"(?:trong đó|trong số đó|bao gồm|gồm|chia ra|cụ thể)(?: có| như sau| là)? ?:$")
_POINT = late(r" *(?:[-+*•]|[a-zđ][.)]|\(?\d{1,2}[.)]) *")


def _points_below(text: Text, drafts: list[Draft], paragraphs: list[Paragraph], wholes: list[int | None]) -> None:
    first_in: dict[int, int] = {}
    last_in: dict[int, int] = {}
    for place, draft in enumerate(drafts):
        first_in.setdefault(draft.paragraph, place)
        at = draft.count.number.start  # "1.375 mô hình, gấp 3,3 lần, bao gồm:"
        multiple = text.low.startswith("gấp ", at) or text.low.endswith("gấp ", 0, at)
        if not draft.count.number.is_percent and draft.count.how != "inherited" and not multiple:
            last_in[draft.paragraph] = place
    whole: int | None = None
    for row, paragraph in enumerate(paragraphs):
        tail = text.low[max(paragraph.start, paragraph.end - 24) : paragraph.end]
        if tail.endswith(":") and _OPENS_LIST.search(tail):
            whole = last_in.get(row)
        elif whole is not None and _POINT.match(text.low, paragraph.start, paragraph.end):
            part = first_in.get(row)
            if part is not None and wholes[part] is None and _alike(drafts[whole].count.unit, drafts[part].count.unit):
                wholes[part] = whole
        else:
            whole = None


def _alike(whole: Unit | None, part: Unit | None) -> bool:
    return (
        whole is not None
        and part is not None
        and (whole.head == part.head or (whole.kind is not None and whole.kind == part.kind))
    )


_LIST_REACH = 1200  # a list of parts is not longer than this
_FAR = 120
# each member right behind its ";": "gồm 402 điểm ở khu dân cư; 118 điểm ở cơ quan; …"
_SET_OFF = late(r"[^;]*+(?:; ?(?:và )?\d[^;]*+)*; ?(?:và )?")


def _marker_before(text: Text, draft: Draft, markers: list[re.Match[str]]) -> re.Match[str] | None:
    """The last "trong đó" before the count, unless ";" closed its list."""
    after = bisect_right(markers, draft.count.start, key=lambda match: match.start())
    if not after or draft.count.start - markers[after - 1].start() > _LIST_REACH:
        return None
    match = markers[after - 1]
    between = text.low[match.start() : draft.count.start]
    if ";" not in between or 0 <= between.find(":") <= 20:
        return match
    return match if not match.group().startswith("trong") and _SET_OFF.fullmatch(between) else None


_OPENING = 4  # "- Trong đó"
_FATE = re.compile(r" ?(?:(?P<dead>chết|tử vong|thiệt mạng)|(?P<hurt>bị thương))(?!\w)")


def _follows_prose(low: str, paragraphs: list[Paragraph], row: int, marker: int) -> bool:
    """Whether the marker opens a paragraph and the one before it is no row of a table."""
    if row == 0 or marker - paragraphs[row].start > _OPENING:
        return False
    before = paragraphs[row - 1]
    return low.find("|", before.start, before.end) < 0 and low.find("\t", before.start, before.end) < 0


def _fate(low: str, draft: Draft) -> str | None:
    """Whether persons were killed or hurt: the killed are no part of the hurt."""
    match = _FATE.match(low, draft.count.end)
    return match.lastgroup if match else None


def _whole(low: str, drafts: list[Draft], place: int, marker: int, loose: bool, *, after_break: bool) -> int | None:
    """The nearest count before the marker with the same noun, else of the same class, else (after "trong đó") the last one.

    ``after_break``: the marker opens a paragraph, so the paragraph before may hold the whole, as in news of one sentence each.
    """
    here = drafts[place]
    found: dict[str, int] = {}
    last = bisect_left(drafts, marker, hi=place, key=lambda draft: draft.count.start) - 1
    opens = marker - here.sentence.start <= _OPENING
    rows = {here.paragraph, here.paragraph - 1} if after_break else {here.paragraph}
    fate = _fate(low, here)
    for earlier in range(last, -1, -1):
        other = drafts[earlier]
        if (
            other.paragraph not in rows
            or (other.sentence != here.sentence and not opens)
            or marker - other.count.end > _LIST_REACH
        ):
            break
        if other.count.number.is_percent or _in_passing(low, other, marker):
            continue
        of = _fate(low, other)
        if of and of != fate and (fate or other.sentence != here.sentence):
            continue
        if found and (marker - other.count.end > _FAR or other.sentence != drafts[found["last"]].sentence):
            break
        _rank(found, earlier, other.count.unit, here.count.unit)
        if "noun" in found:
            break
    best = found.get("noun", found.get("class") if not loose else _general(drafts, found, here.count.unit))
    if best is None and not loose and "last" in found:
        between = low[drafts[found["last"]].count.end : marker]
        best = found["last"] if ";" not in between.rstrip(" ;") else None
    return best


def _in_passing(low: str, draft: Draft, marker: int) -> bool:
    """A change ("tăng 10 vụ"), a mean, or a number in brackets that close before the list is not what the list divides."""
    start = draft.count.start
    if _CHANGE.search(low[max(draft.sentence.start, start - 16) : start]):
        return True
    if _MEAN.search(low[max(draft.sentence.start, start - 40) : start]):
        return True
    opened = low.rfind("(", max(draft.sentence.start, start - _FAR), start)
    closed = low.find(")", draft.count.end, marker) if opened >= 0 else -1
    return closed >= 0 and ")" not in low[opened:start]


# nouns that hold others of their class: "96 mô hình, gồm 51 câu lạc bộ và 45 tổ"; "20 xã, gồm 150 thôn" is no sum
_HOLDS_OTHERS = frozenset(
    "đơn vị|tập thể|tổ chức|đầu mối|mô hình|điểm mô hình|băng nhóm|ổ nhóm|điển hình|hoạt động|người|lượt người|cá nhân|đối tượng|phương tiện|vũ khí".split(
        "|"
    )
)


def _general(drafts: list[Draft], found: dict[str, int], part: Unit | None) -> int | None:
    """The count right before "gồm", where its noun holds nouns of its class and the part has one of them, or its head
    ("540 biển báo, gồm 320 biển cảnh báo")."""
    last = found.get("last")
    if last is None or found.get("class") != last:
        return None
    unit = drafts[last].count.unit
    if unit is None or part is None:
        return None
    return last if unit.head in _HOLDS_OTHERS or unit.head.split(" ")[0] == part.head else None


def _rank(found: dict[str, int], place: int, unit: Unit | None, part: Unit | None) -> None:
    found.setdefault("last", place)
    if unit and part:
        if unit.kind and unit.kind == part.kind:
            found.setdefault("class", place)
        if unit.head == part.head:
            found.setdefault("noun", place)
