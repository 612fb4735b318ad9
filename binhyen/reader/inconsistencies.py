"""Sums that cannot be right: parts that are said to lie in a whole and exceed it. Arithmetic inside the text only."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Sequence
from itertools import pairwise

from binhyen.foundation.vietnamese import number as shown
from binhyen.reader.nouns import BODY, CASE, CLASS, EVENT, GROUP, MEDIA, PEOPLE
from binhyen.reader.reading import Figure, Inconsistency

_FIRM_WHOLE = {"exact", "nearly", "to"}
_FIRM_PART = {"exact", "over", "from"}
_ADDABLE = {PEOPLE, CASE, BODY, GROUP, EVENT, MEDIA}


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


# another thing done to the same cases: "trong đó 70 vụ trộm cắp, khởi tố 60 vụ" are no two parts of one sum
_OTHER_ACT = re.compile(
    r"(?<!\w)(?:khởi tố|bắt(?! buộc)|xử lý|xử phạt|phạt|thu giữ|thu hồi|khám phá|làm rõ|điều tra|phát hiện|giải quyết|hòa giải|xây dựng|thành lập|duy trì"
    r"|vận động|truy tố|xét xử|tiếp nhận|(?<!vận )chuyển|lập|giáo dục|giúp|hỗ trợ|triệt phá|triệt xóa|kiểm tra|nhắc nhở|công nhận|đạt|tổ chức|tuyên truyền|biểu dương|tặng|trao|khen thưởng|mở|phát|huy động|thu hút)(?!\w)|\.[ \t]"
)
_QUOTED = re.compile(r'["“][^"“”]{1,90}["”]')


def find(
    figures: tuple[Figure, ...], text: str, sums: Sequence[tuple[int, tuple[int, ...]]] = ()
) -> tuple[Inconsistency, ...]:
    """Each whole whose parts of the same class add up to more than it, or one of whose parts is larger than it.

    Hedged wholes that may be larger stay silent, and so do lists whose members are different acts on the same cases.
    ``sums`` are those that tables state, by places of figures: the whole and its parts.
    """
    parts: dict[int, list[int]] = {}
    for place, figure in enumerate(figures):
        if figure.part_of is not None:
            parts.setdefault(figure.part_of, []).append(place)
    found = []
    for whole_place, members in sorted(parts.items()):
        whole = figures[whole_place]
        if whole.is_percent or whole.qualifier not in _FIRM_WHOLE:
            continue
        same = [
            m
            for m in members
            if not figures[m].is_percent and figures[m].qualifier in _FIRM_PART and _kind(figures[m]) == _kind(whole)
        ]
        if any(_other_act(text, figures[a], figures[b]) for a, b in pairwise(same)):
            same = [m for m in same if figures[m].value > whole.value][:1]
        total = sum(figures[m].value for m in same)
        if same and total > whole.value:
            found.append(
                Inconsistency("parts_exceed_whole", (whole_place, *same), _note(figures, whole_place, same, total))
            )
    for whole_place, cells in sums:
        total = sum(figures[m].value for m in cells)
        if total > figures[whole_place].value and not figures[whole_place].is_percent:
            found.append(
                Inconsistency(
                    "parts_exceed_whole", (whole_place, *cells), _note(figures, whole_place, list(cells), total)
                )
            )
    return tuple(found)


def _other_act(text: str, first: Figure, second: Figure) -> bool:
    between = unicodedata.normalize("NFC", text[first.end : second.start]).lower()
    return bool(_OTHER_ACT.search(_QUOTED.sub("", between)))


def _note(figures: tuple[Figure, ...], whole: int, parts: list[int], total: float) -> str:
    def amount(value: float) -> str:
        return shown(int(value)) if value == int(value) else str(value).replace(".", ",")

    left = " + ".join(amount(figures[p].value) for p in parts)
    return (
        f"{left} = {amount(total)} > {amount(figures[whole].value)}"
        if len(parts) > 1
        else f"{left} > {amount(figures[whole].value)}"
    )
