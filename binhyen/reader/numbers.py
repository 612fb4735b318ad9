"""Numbers in digits and in words: where one stands and what it is worth. What it counts is not decided here."""

from __future__ import annotations

import re
from typing import NamedTuple

from binhyen.reader.late import late
from binhyen.reader.starts import sought

DIGIT = {
    "không": 0, "một": 1, "mốt": 1, "hai": 2, "ba": 3, "bốn": 4, "tư": 4, "năm": 5, "lăm": 5, "nhăm": 5,
    "sáu": 6, "bảy": 7, "bẩy": 7, "tám": 8, "chín": 9,
}  # fmt: skip
SCALE = {"nghìn": 10**3, "ngàn": 10**3, "vạn": 10**4, "triệu": 10**6, "tỷ": 10**9, "tỉ": 10**9}
_FACTOR = {**SCALE, "tr": 10**6, "trăm": 100, "chục": 10}
_TENS = {"mười": 10, "mươi": 10, "chục": 10}
_FILL = {"linh", "lẻ"}
_LAST = {"mốt", "tư", "lăm", "nhăm"}
_WORD = r"(?:một|mốt|hai|ba|bốn|tư|năm|lăm|nhăm|sáu|bảy|bẩy|tám|chín|mười|mươi|chục|trăm|nghìn|ngàn|vạn|triệu|tỷ|tỉ|linh|lẻ|rưỡi)"
# with the blanks that scanning leaves inside: "1 474", "1 .208", "25. 000", "2 ,6 tỷ"
_DIGIT_FIRST = r"\d(?<![.,]\d)(?<!\d/\d)"
_DIGITS = (
    rf"{_DIGIT_FIRST}\d{{0,2}}(?:(?: {{1,2}}| ?\. ?)\d{{3}})+(?![\d]|[.,/]\d)"
    rf"|{_DIGIT_FIRST}\d* ,\d{{1,2}}(?= ?(?:%|nghìn|ngàn|triệu|tỷ|tỉ|phần trăm))|{_DIGIT_FIRST}\d*(?:[.,]\d+)*"
)
_VAGUE_SCALE = (
    "chục nghìn|chục ngàn|trăm nghìn|trăm ngàn|chục vạn|chục triệu|trăm triệu|chục|trăm|nghìn|ngàn|vạn|triệu|tỷ|tỉ"
)
NUMBER = late(
    sought(
        rf"(?:{_DIGITS})"
        rf"|(?:hàng|vài|mấy|cả) (?:{_VAGUE_SCALE})(?!\w)(?! lệ)"
        r"|(?:dăm ba|dăm bảy|vài ba|đôi ba)(?!\w)(?: (?:chục|trăm|nghìn|ngàn))?"
        r"|nửa (?:nghìn|ngàn|vạn|triệu|tỷ|tỉ)(?!\w)(?! lệ)"
        rf"|{_WORD}(?: (?:{_WORD}|không(?= trăm)))*(?!\w)"
        r"|gấp (?:đôi|rưỡi)(?!\w)"
    )
)
_MULTIPLIER = late(
    r" ?(?P<scale>nghìn tỷ|nghìn tỉ|ngàn tỷ|nghìn|ngàn|vạn|triệu|tỷ|tỉ|tr|trăm|chục)(?!\w)(?! lệ)(?P<half> rưỡi)?"
)
_NEXT_SCALED = late(
    r" (?P<digits>\d{1,3}(?:[.,]\d+)?) (?P<scale>trăm triệu|chục triệu|trăm nghìn|trăm ngàn|nghìn|ngàn|triệu|trăm)(?!\w)"
)
_HUNDREDS_LEFT = late(r" \d{3}(?![\w.,/%]|[ .,]\d)")  # "11 nghìn 200"
_MEASURE = late(r" ?(?:kg|g|gam|gram|km|m|m2|m3|ha|lít|tấn|tạ|mét|cm)(?!\w)")
_PERCENT = late(r" ?%| (?:điểm )?phần trăm(?!\w)| điểm %")
_MAY_FOLLOW = frozenset("%pntvckgmhlđ")  # first letters of a percentage, a scale or a measure
_VAGUE = {
    "chục": (10, "tens"), "trăm": (100, "hundreds"), "nghìn": (1000, "thousands"), "ngàn": (1000, "thousands"),
    "vạn": (10**4, "tens_of_thousands"), "chục nghìn": (10**4, "tens_of_thousands"),
    "chục ngàn": (10**4, "tens_of_thousands"), "trăm nghìn": (10**5, "hundreds_of_thousands"),
    "trăm ngàn": (10**5, "hundreds_of_thousands"), "chục vạn": (10**5, "hundreds_of_thousands"),
    "triệu": (10**6, "millions"), "chục triệu": (10**7, "millions"), "trăm triệu": (10**8, "millions"),
    "tỷ": (10**9, "millions"), "tỉ": (10**9, "millions"),
}  # fmt: skip
_FEW = {("dăm", "ba"): (3, 5), ("dăm", "bảy"): (5, 7), ("vài", "ba"): (2, 3), ("đôi", "ba"): (2, 3)}

_LONGEST = 24  # characters of a number

Value = int | float


class Number(NamedTuple):
    """A number at ``start:end`` of the matched text. ``vague`` is "tens", "hundreds" … for "hàng trăm", else ``None``."""

    start: int
    end: int
    value: Value
    value_max: Value | None = None
    is_percent: bool = False
    vague: str | None = None
    in_words: bool = False
    scaled: bool = False


def plain(value: float) -> Value:
    """3.0 as 3; other fractions without the dust of binary arithmetic."""
    whole = round(value)
    return whole if abs(value - whole) <= abs(value) * 1e-12 else round(value, 6)


def digits_value(digits: str, *, fraction_likely: bool = False) -> Value | None:
    """The worth of a run of digits: "1.474" and "1 474" are 1474, "98,5" is 98.5; ``None`` where it is no number.

    A single comma before three digits groups thousands ("1,474") unless ``fraction_likely`` (a percentage, "triệu" or a measure follows).
    """
    if digits.isdecimal():
        return int(digits) if len(digits) <= _LONGEST else None
    if " " in digits:
        digits = re.sub(r" +", ".", re.sub(r" *([.,]) *", r"\1", digits))
    parts = digits.replace(",", ".").split(".")
    if len(digits) > _LONGEST:
        return None
    marks = [c for c in digits if c in ".,"]
    threes = all(len(p) == 3 for p in parts[1:])
    grouped = threes and 1 <= len(parts[0]) <= 3 and parts[0][0] != "0"
    if len(set(marks)) == 1:
        if grouped and not (fraction_likely and len(marks) == 1):
            return int("".join(parts))
        if len(marks) == 1:
            return plain(float(f"{parts[0]}.{parts[1]}"))
        return None
    if marks.count(marks[-1]) == 1 and all(len(p) == 3 for p in parts[1:-1]) and len(parts[0]) <= 3:
        return plain(float("".join(parts[:-1]) + "." + parts[-1]))
    return None


def words_value(words: list[str]) -> Value | None:
    """The worth of number words: ["hai", "mươi", "mốt"] is 21, ["hai", "triệu", "rưỡi"] 2500000; ``None`` for nonsense."""
    total, below, last_scale, digit = 0, 0, 1, None
    seen_scale = 10**12
    for place, word in enumerate(words):
        if word in DIGIT:
            if digit is not None:
                return None
            digit = DIGIT[word]
        elif word in _TENS:
            below += (digit if digit is not None else 1) * 10
            digit, last_scale = None, 10
        elif word == "trăm":
            below += (digit if digit is not None else 1) * 100
            digit, last_scale = None, 100
        elif word in SCALE:
            if SCALE[word] >= seen_scale:
                return None
            below += digit or 0
            total += (below or 1) * SCALE[word]
            seen_scale = last_scale = SCALE[word]
            below, digit = 0, None
        elif word == "rưỡi":
            return total + below + last_scale // 2 if place and digit is None and last_scale >= 10 else None
        elif word not in _FILL or place == 0:
            return None
    return total + below + (digit or 0)


def _word_number(low: str, match: re.Match[str]) -> Number | None:
    words = match.group().split(" ")
    end = match.end()
    while len(words) > 1 and words[-1] == "năm" and words[-2] not in _FILL:  # "hai mươi năm" is twenty years
        words.pop()
        end -= 4
    if words[0] in ("mươi", "linh", "lẻ", "rưỡi", "lăm", "nhăm", "mốt", "tỷ", "tỉ"):
        return None
    if low.startswith(" lệ", end) or low.startswith(" trọng", end):  # "tỷ lệ", "tỷ trọng"
        if words[-1] not in ("tỷ", "tỉ") or len(words) == 1:
            return None
        words.pop()
        end -= 3
    few = _few(match.start(), end, words)
    if few:
        return few
    value = words_value(_in_full(words))
    percent = _PERCENT.match(low, end)
    if value is None or (len(words) == 1 and words[0] == "tư"):
        return None
    return Number(match.start(), percent.end() if percent else end, value, is_percent=bool(percent), in_words=True)


def _in_full(words: list[str]) -> list[str]:
    """ "ba lăm" is "ba mươi lăm"."""
    short = len(words) > 1 and words[-1] in _LAST and DIGIT.get(words[-2], 0) > 1
    return [*words[:-1], "mươi", words[-1]] if short else words


def _few(start: int, end: int, words: list[str]) -> Number | None:
    """ "ba bốn", "chín mười", "năm ba chục": two neighbouring digits name a range."""
    pair = tuple(DIGIT.get(word, 10 if word == "mười" else 0) for word in words[:2])
    near = len(pair) == 2 and words[1] not in _LAST and (pair[1] - pair[0] == 1 or pair == (5, 3)) and pair[0] > 0
    if not near or len(words) > 3 or (len(words) == 3 and words[2] not in _FACTOR):
        return None
    factor = _FACTOR[words[2]] if len(words) == 3 else 1
    return Number(start, end, min(pair) * factor, max(pair) * factor, in_words=True)


def _worth(scale: str) -> int:
    """ "trăm triệu" is 100 times a million."""
    factor = 1
    for word in scale.split(" "):
        factor *= _FACTOR[word]
    return factor


def _digit_number(low: str, match: re.Match[str]) -> Number | None:
    digits, end = match.group(), match.end()
    if low[end : end + 2].lstrip()[:1] not in _MAY_FOLLOW:
        value = digits_value(digits)
        return None if value is None else Number(match.start(), end, value)
    percent = _PERCENT.match(low, end)
    scale = None if percent else _MULTIPLIER.match(low, end)
    comma = "," in digits and bool(scale or _MEASURE.match(low, end))
    value = digits_value(digits, fraction_likely=bool(percent) or comma)
    if value is None:
        return None
    if scale:
        factor = _worth(scale.group("scale"))
        amount = value * factor + (factor // 2 if scale.group("half") else 0)
        end = scale.end()
        more = _NEXT_SCALED.match(low, end)
        if more:
            small = _worth(more.group("scale"))
            if small < factor:
                amount += (digits_value(more.group("digits"), fraction_likely=True) or 0) * small
                end = more.end()
        elif factor == 1000 and not scale.group("half") and (rest := _HUNDREDS_LEFT.match(low, end)):
            amount += int(rest.group())
            end = rest.end()
        return Number(match.start(), end, plain(amount), scaled=True)
    return Number(match.start(), percent.end() if percent else end, value, is_percent=bool(percent))


def read_match(low: str, match: re.Match[str]) -> Number | None:
    """The number of one hit of ``NUMBER`` in ``low``; ``None`` where the hit is no number after all."""
    if is_digits(match):
        return _digit_number(low, match)
    first, _, rest = match.group().partition(" ")
    start, end = match.span()
    if first == "gấp":
        return Number(start, end, 2 if rest == "đôi" else 1.5, in_words=True)
    if first == "nửa":
        return Number(start, end, SCALE[rest] // 2, in_words=True)
    second, _, scale = rest.partition(" ")
    if (first, second) in _FEW:
        least, most = _FEW[first, second]
        factor = _FACTOR[scale] if scale else 1
        return Number(start, end, least * factor, most * factor, in_words=True)
    if first in ("hàng", "vài", "mấy", "cả"):
        value, name = _VAGUE[rest]
        return Number(start, end, value, vague=name, in_words=True)
    return _word_number(low, match)


def is_digits(match: re.Match[str]) -> bool:
    """Whether a hit of ``NUMBER`` is written in digits."""
    return match.group()[0].isdecimal()
