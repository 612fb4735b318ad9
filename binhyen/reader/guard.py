"""What must not come in: secrecy marks, and numbers that identify a person, a telephone or a vehicle."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Sequence

from binhyen.reader.encodings import legacy_encoding
from binhyen.reader.late import late
from binhyen.reader.text import Span, Text, lines, prepare

__all__ = ["legacy_encoding", "mask_personal", "secrecy_mark"]

_MARK = late(
    r"(?:độ mật ?:? ?)?(?:\(|\[)?(?P<mark>tuyệt mật|tối mật|mật)(?:\)|\])?(?:[ .:!*-]*(?:bản số|số ?:|số bản).{0,40})?[ .!*-]*"
)
_STAMP = late(
    r"(?<!\w)[(\[] ?(?:Độ mật ?:? ?)?(?P<mark>T(?:uyệt|UYỆT) (?:mật|MẬT|Mật)|T(?:ối|ỐI) (?:mật|MẬT|Mật)|M(?:ật|ẬT)) ?[)\]][ .,;:!*\"]*+$"
)
_INTERNAL = late(r"(?:\(|\[|\"|\*)*(?:tài liệu )?lưu hành nội bộ(?:\)|\]|\"|\*|[ .!:])*")
_INTERNAL_ANYWHERE = late(r"(?<!\w)L(?:ƯU HÀNH NỘI BỘ|ưu hành nội bộ)(?!\w)")
_COLUMNS = late(r"[\t|()\[\]]| {2,}+")
_MARKS = ("TUYỆT MẬT", "TỐI MẬT", "MẬT")
_NAMES = {"mật": "MẬT", "tối mật": "TỐI MẬT", "tuyệt mật": "TUYỆT MẬT"}


def secrecy_mark(text: str) -> str | None:
    """The secrecy mark that a document bears ("MẬT", "TỐI MẬT", "TUYỆT MẬT", "Lưu hành nội bộ"), or ``None``.

    A mark stands alone: on its own line, in a cell or column of a heading, or as a stamp in brackets at a line's end, with a
    capital ("Văn bản số 12-BC/TU (Mật)"). The word in prose ("bí mật nhà nước", "mật độ dân cư") is no mark. The highest
    mark wins.
    """
    prepared = prepare(text)
    found: set[str] = set()
    for line in lines(prepared):
        if line.end - line.start < 120:
            low = prepared.low[line.start : line.end]
            alone = _MARK.fullmatch(low)
            if alone:
                found.add(_NAMES[alone.group("mark")])
            elif _INTERNAL.fullmatch(low):
                found.add("Lưu hành nội bộ")
        stamp = _STAMP.search(prepared.norm, line.start, line.end)
        if stamp:
            found.add(stamp.group("mark").upper())
        found |= _beside(text, prepared, line)
    for mark in (*_MARKS, "Lưu hành nội bộ"):
        if mark in found:
            return mark
    return None


def _beside(text: str, prepared: Text, line: Span) -> set[str]:
    """Marks in one cell or column of a line ("TỐI MẬT<tab>CỘNG HÒA …"), or "Lưu hành nội bộ" set apart by brackets or a dash."""
    words = prepared.norm[line.start : line.end]
    if "ẬT" not in words and "Ộ" not in words and "ộ" not in words:
        return set()
    given = prepared.span(line.start, line.end)
    columns = unicodedata.normalize("NFC", text[given.start : given.end].replace("\u00a0", " "))
    found = {mark for mark in map(str.strip, _COLUMNS.split(columns)) if mark in _MARKS}
    internal = _INTERNAL_ANYWHERE.search(words)
    if internal:
        before, after = words[: internal.start()].rstrip(), words[internal.end() :].lstrip()
        tail = before.lower().endswith("tài liệu")
        before = before[:-8].rstrip() if tail else before
        if (not before or before[-1] in '([-"|*') and (not after or after[0] in ')]-."|*'):
            found.add("Lưu hành nội bộ")
    return found


_BLANK = "[ .\u00a0-]?"
_PERSONAL = late(
    # a vehicle: 17B1-234.56, 30A-123.45, 29-H1 234.56
    rf"(?<![\w/.-])(?-i:\d{{2}}{_BLANK}[A-Z]\d?(?:{_BLANK}\d{{3}}[.]\d{{2}}|[ .-]\d{{4,5}})(?![\w%]|[.,]\d|-[A-ZĐ]|/[A-ZĐ\d]))"
    # twelve digits: an identity number
    r"|(?<![\d.,/-])\d{12}(?![\d%]|[.,/]\d)"
    r"|(?<![\d.,/-])\d{3} \d{3} \d{3} \d{3}(?![\d%]|[.,/]\d)"
    # nine digits after a cue
    r"|(?:(?<=cmnd )|(?<=cmtnd )|(?<=cmt )|(?<=cccd )|(?<=cmnd: )|(?<=cccd: )|(?<=cmnd số )|(?<=cccd số )|(?<=cmnd số: )|(?<=cccd số: )|(?<=minh nhân dân số )|(?<=minh nhân dân )"
    r"|(?<=minh nhân dân: )|(?<=minh nhân dân số: )|(?<=căn cước công dân số )|(?<=căn cước công dân: )|(?<=căn cước số )|(?<=căn cước công dân số: )|(?<=hộ chiếu số )|(?<=hộ chiếu: )|(?<=hộ chiếu ))[A-Za-z]?\d{3}[ .]?\d{3}[ .]?\d{2,6}(?!\d)"
    # telephones
    rf"|(?<![\w.,/-])(?:(?:\+84|\(\+84\)|84)[ .-]?[1-9]\d{{0,2}}(?:[ .-]?\d){{6,8}}|0\d{{1,3}}(?:[ .-]?\d){{7,8}}|\(0\d{{1,3}}\)[ .-]?\d(?:[ .-]?\d){{6,7}})(?![\w%]|[.,/]\d)",
    re.IGNORECASE,
)
# A number is read as if it were written with plain digits, blanks and dashes, and without signs that nobody sees.
_UNSEEN = "\u00ad\u200b-\u200f\u202a-\u202e\u2060-\u2064\ufeff"
_LIKE = {"\u00a0": " ", "\u202f": " ", **dict.fromkeys("\u2010\u2011\u2012\u2013\u2212", "-")}
_INVISIBLE = late(rf"[{_UNSEEN}]+")
_DISGUISED = late(rf"[{_UNSEEN}{''.join(_LIKE)}]|(?![0-9])\d")
_DATE_OR_SUM = late(r"\d{1,2}[-./]\d{1,2}[-./]\d{2,4}$")
COVER = "█"
_COVERED = late(f"{COVER}+")


def mask_personal(text: str) -> tuple[str, int]:
    """``text`` with identity numbers, telephone numbers and licence plates covered, and how many there were.

    Each character of such a number becomes ``█``, so lengths and offsets stay. Counts, dates, symbols and money are kept.
    """
    if _DISGUISED.search(text):
        return _mask_disguised(text)
    count = 0

    def cover(match: re.Match[str]) -> str:
        nonlocal count
        if _DATE_OR_SUM.match(match.group()):
            return match.group()
        count += 1
        return COVER * len(match.group())

    return _PERSONAL.sub(cover, text), count


class _Plain(dict[int, str]):
    """For ``str.translate``: each sign as a number is read with it, learnt when it is first met."""

    def __missing__(self, code: int) -> str:
        sign = chr(code)
        self[code] = _LIKE.get(sign) or str(unicodedata.decimal(sign, sign))
        return self[code]


_PLAIN = _Plain()


def _mask_disguised(text: str) -> tuple[str, int]:
    """The same where a number is written with other digits, blanks or dashes, or with signs that nobody sees in it."""
    plain = text.translate(_PLAIN)
    places: Sequence[int] = range(len(plain))
    if _INVISIBLE.search(plain):
        places = [at for at, sign in enumerate(plain) if not _INVISIBLE.match(sign)]
        plain = _INVISIBLE.sub("", plain)
    masked, count = mask_personal(plain)
    parts, at = [], 0
    for match in _COVERED.finditer(masked):
        start, end = places[match.start()], places[match.end() - 1] + 1
        parts += [text[at:start], COVER * (end - start)]
        at = end
    return "".join([*parts, text[at:]]), count
