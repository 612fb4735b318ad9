"""What the reader saw and did not propose, and why: for display only, computed at each view and never kept.

What is outside the scope is counted and nothing more; its words and numbers are not listed here.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from binhyen.reader.reading import Reading

SHOWN = 60
_NUMBER = re.compile(r"\d[\d./:%-]*")
_DATE = re.compile(
    r"\d{1,2}[./-]\d{1,2}(?:[./-]\d{2,4})?|\d{1,2}/\d{4}|(?:19|20)\d{2}(?:-(?:19|20)\d{2})?|\d{1,2}[:h]\d{2}"
)
_LEADS = re.compile(
    r"(?:ngày|tháng|năm|quý|lúc|hồi|giờ|thứ|số|điều|khoản|điểm|mục|phần|khóa|kỳ)[ \u00a0]*$", re.IGNORECASE
)
_NUMBERING = re.compile(r"(?:^|\n)[ \t]*\(?\d{1,2}(?:\.\d{1,2})*[.)/]?$")
_FOLLOWS = re.compile(r"[ \u00a0]*(?:tháng|năm|ngày|quý|tuần|giờ|phút|tuổi|khóa|nhiệm kỳ)(?!\w)", re.IGNORECASE)


@dataclass(frozen=True)
class LeftOut:
    """Numbers of one sort that are no proposals: why, how many, and the first of them in the order of the text."""

    why: str
    count: int
    words: Sequence[str] = ()


class _Places:
    """Stretches of the text, to ask whether a character lies in one of them."""

    def __init__(self, places: Iterable[tuple[int, int]]) -> None:
        self._places = sorted(places)
        self._starts = [start for start, _ in self._places]

    def hold(self, at: int) -> bool:
        """Whether a stretch begins at or before the character and ends after it."""
        found = bisect_right(self._starts, at) - 1
        return found >= 0 and at < self._places[found][1]


def left_out(text: str, reading: Reading, within: tuple[int, int]) -> list[LeftOut]:
    """The numbers of a part of the text that are not proposed, by reason; each number under one reason."""
    figures, outside = (
        _Places((f.start, f.end) for f in reading.figures),
        _Places((m.start, m.end) for m in reading.outside),
    )
    references = _Places((r.start, r.end) for r in reading.references)
    furniture = _Places((m.start, m.end) for m in reading.ignored)
    found: dict[str, list[str]] = {DOCUMENTS: [], DATES: [], PAGE: [], OTHER: []}
    for match in _NUMBER.finditer(text, *within):
        at = match.start()
        if figures.hold(at) or outside.hold(at):
            continue
        words = match.group().rstrip("./:-")
        if furniture.hold(at):
            why = PAGE
        elif references.hold(at):
            why = DOCUMENTS
        elif (
            _NUMBERING.search(text, max(0, at - 12), match.end())
            or _DATE.fullmatch(words)
            or _LEADS.search(text, max(0, at - 12), at)
            or _FOLLOWS.match(text, match.end())
        ):
            why = DATES
        else:
            why = OTHER
        found[why].append(words[:20])
    rows = [LeftOut(why, len(words), words[:SHOWN]) for why, words in found.items() if words]
    marks = sum(within[0] <= m.start < within[1] for m in reading.outside)
    return [*rows, LeftOut(OUTSIDE, marks)] if marks else rows


DOCUMENTS = "Trong số, ký hiệu văn bản"
DATES = "Ngày, tháng, năm, khoảng thời gian, số thứ tự, điều, khoản"
PAGE = "Trong phần của trang đăng (danh mục, tin khác, liên hệ)"
OTHER = "Không có đơn vị tính đi kèm hoặc không phải số liệu thống kê"
OUTSIDE = "Đoạn ngoài phạm vi: chỉ đánh dấu khi xem, không đề xuất, không lưu, không tìm kiếm"
