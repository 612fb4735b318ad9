"""Numbers with two ends: "15-20 vụ", "từ 5 đến 7%", "bốn, năm lần"."""

from __future__ import annotations

from binhyen.reader.late import late
from binhyen.reader.numbers import DIGIT, NUMBER, SCALE, Number, digits_value, is_digits, read_match
from binhyen.reader.text import Span

YEARLIKE = late(r"(?:19|20)\d{2}")
_RANGE = late(r" ?- ?| (?:đến|tới) ")
_DIGITS = late(r"\d++(?:[.,]\d++)*+")


def with_range(low: str, sentence: Span, number: Number) -> tuple[Number, bool]:
    """ "15-20 vụ", "từ 15 đến 20 vụ" and "5 - 7%" are one number with two ends; "từ 17 xuống 5" are two numbers."""
    if number.end >= sentence.end:
        return number, False
    if number.in_words:
        return _range_of_words(low, sentence, number)
    link = _RANGE.match(low, number.end)
    if not link:
        return number, False
    match = NUMBER.match(low, link.end())
    upper = read_match(low, match) if match and is_digits(match) else None
    if upper is None or upper.end > sentence.end or upper.value <= number.value:
        return number, False
    if number.is_percent and not upper.is_percent:
        return number, False
    lower = number.value
    if upper.scaled and not number.scaled:
        digits = _DIGITS.match(low, upper.start)
        factor = upper.value / ((digits and digits_value(digits.group(), fraction_likely=True)) or 1)
        lower = int(lower * factor) if lower * factor < upper.value else lower
    if YEARLIKE.fullmatch(low[number.start : number.end]) and YEARLIKE.match(low, upper.start):
        return number, False
    return number._replace(end=upper.end, value=lower, value_max=upper.value, is_percent=upper.is_percent), True


_WORD_RANGE = late(r", | (?:đến|tới|hoặc) ")


def _range_of_words(low: str, sentence: Span, number: Number) -> tuple[Number, bool]:
    """ "bốn, năm lần" and "một đến hai lần": two single digits in words, those after a comma next to each other."""
    link = _WORD_RANGE.match(low, number.end)
    match = NUMBER.match(low, link.end()) if link and number.value < 10 and number.value_max is None else None
    upper = read_match(low, match) if match and not is_digits(match) else None
    if link is None or upper is None or upper.end > sentence.end or number.is_percent:
        return number, False
    factor = _scale_of(low, upper) if link.group() == ", " else 1  # "bảy, tám triệu"
    if factor == 1 and not _is_small(low, upper):
        return number, False
    step = upper.value // factor - number.value
    idiom = (number.value, upper.value // factor) == (5, 7)  # "năm, bảy hộ"
    if step < 1 or (step > 1 and link.group() == ", " and not idiom):
        return number, False
    lower = number.value * factor
    return number._replace(end=upper.end, value=lower, value_max=upper.value, is_percent=upper.is_percent), True


def _scale_of(low: str, number: Number) -> int:
    """The scale of one digit in words: a million for "tám triệu", 1 where it has none."""
    words = low[number.start : number.end].split(" ")
    return SCALE.get(words[1], 1) if len(words) == 2 and words[0] in DIGIT else 1


def _is_small(low: str, number: Number) -> bool:
    """Whether a number in words is one from one to ten, and neither "hàng chục" nor "gấp đôi"."""
    vague = number.vague or number.value_max is not None or low.startswith("gấp", number.start)
    return number.value <= 10 and not vague
