"""The end of a paper: the lines of recipients and signature, and where text goes on below them."""

from __future__ import annotations

from binhyen.reader.late import late
from binhyen.reader.numbering import BULLET, numbering_of
from binhyen.reader.text import Span, Text

TO = late(r"(?:[*|-] ?)*(?:nơi nhận|kính gửi các nơi)(?!\w)")
_FOR = late(r"(?:t/m|tm|kt|tl|tuq|t\.m|k\.t|t\.l|q)(?:\. ?|/ ?| )[^\W\d_]{2}")
_POST = late(
    r"(?:quyền )?(?:phó )?(?:chủ tịch|giám đốc|bí thư|bộ trưởng|thứ trưởng|trưởng ban|trưởng phòng|chánh văn phòng|thủ tướng|trưởng công an|chỉ huy trưởng|viện trưởng|chánh án|cục trưởng|chi cục trưởng|hiệu trưởng)(?: [^\W\d_]+){0,6}"
)
_SIGNED_MARK = late(r"\(?(?:đã ký|ký tên|ký, đóng dấu)(?!\w)")
ATTACHED = late(r"phụ lục(?!\w)")
_SIGNING_LINES = 60
_SIGNED = 120


def closing(text: Text, body: list[Span], opening: int) -> Span:
    """The lines (places in ``body``) of recipients and signature; empty at the end where there are none."""
    first = None
    for place in range(opening, len(body)):
        line = body[place]
        if TO.match(text.low, line.start, line.end) or signs(text, line, place >= len(body) - _SIGNING_LINES):
            first = place
            break
    if first is None:
        return Span(len(body), len(body))
    last = first + 1
    while last < len(body) and last < first + _SIGNING_LINES and not _resumes(text, body[last]):
        last += 1
    return Span(first, last)


def signs(text: Text, line: Span, near_end: bool = True) -> bool:
    """A line of capacity above a signature: "TM. ỦY BAN NHÂN DÂN", "KT. GIÁM ĐỐC"; a bare post only near the end."""
    words = text.norm[line.start : line.end]
    if len(words) >= _SIGNED or not words.isupper():
        return bool(_SIGNED_MARK.match(text.low, line.start, line.end))
    if _FOR.match(text.low, line.start, line.end):
        return True
    return near_end and bool(_POST.fullmatch(text.low, line.start, line.end))


def _resumes(text: Text, line: Span) -> bool:
    """Whether text goes on below a signature: an annex, a part, or plain prose."""
    if ATTACHED.match(text.low, line.start, line.end):
        return True
    numbering = numbering_of(text, line, {})
    if numbering:
        return numbering.level < BULLET and text.norm[line.end - 1] != ";"
    return line.end - line.start > 2 * _SIGNED
