"""How a line of an official paper is numbered: "Phần thứ nhất", "II.", "Điều 3.", "2.1.", "a)", "-", "Một là,"."""

from __future__ import annotations

from dataclasses import dataclass

from binhyen.reader.late import late
from binhyen.reader.text import UPPER, Span, Text

PART, LETTERED_PART, CHAPTER, ROMAN, SECTION, ARTICLE, DIGIT, DECIMAL, LETTER, BULLET = range(10)
_NAMES = ("phan", "phan", "chuong", "phan", "muc", "dieu", "muc", "muc", "diem", "gach")
_WORDS = ("một", "hai", "ba", "bốn", "năm", "sáu", "bảy", "tám", "chín", "mười")
_ORDINALS = {**{word: place for place, word in enumerate(_WORDS, 1)}, "nhất": 1, "nhì": 2, "tư": 4}
_ORDINAL = "|".join(_ORDINALS)
_AFTER = rf'(?= ?[.:,)-]| ?$| [{UPPER}"(])'
_HEADED = late(
    rf"(?P<word>(?i:phần|chương|mục|điều)) (?i:thứ )?(?P<number>(?i:{_ORDINAL})|[IVX]{{1,6}}|[ivx]{{1,5}}|\d{{1,3}}[a-zđ]?|[A-H]){_AFTER}(?: ?[.:,)]| ?-(?!\d))?"
)
_TITLE_WORD = {"phần": PART, "chương": CHAPTER, "mục": SECTION, "điều": ARTICLE}
_GLUED = rf'(?=\s*[{UPPER}"(][^\W\d_]|\s+[^\W\d_]|\s*$)'  # what may follow a number: "1.Công an", "1. công an"
_ROMAN = late(rf"(?P<number>[IVX]{{1,6}})(?: ?[.):/]| ?-(?= ?[{UPPER}])){_GLUED}")
_CAPITAL = late(rf"(?P<number>[A-H])(?:[.)/]| ?-(?= ?[{UPPER}])){_GLUED}")
_DECIMAL = late(rf"(?P<number>\d{{1,2}}(?:\.\d{{1,2}}){{1,3}})(?:[.)/:]{_GLUED}|(?= ?[{UPPER}][^\W\d_]))")
_DIGIT = late(rf"\(?(?P<number>\d{{1,2}}|[lI|])(?:\)|\.\)?|:|[/-](?= ?[{UPPER}])| - ?(?=[{UPPER}])){_GLUED}")
_LETTER = late(rf"\(?(?P<number>[a-eg-ik-vxyđ])(?:[.):]|/(?= ?[{UPPER}])|-(?= [{UPPER}])){_GLUED}")
_BULLET = late(r"[-+*•·▪●○◦➢❖✓–](?: *(?=[^\W\d_\"(])| +(?=\d))")
_COUNTED = late(rf"(?i:(?P<word>{_ORDINAL}) là|thứ (?P<number>{_ORDINAL}))(?: ?[,:])")
_LETTERS = "abcdđeghiklmnopqrstuvxy"
_VALUES = {"I": 1, "V": 5, "X": 10}
_MISREAD_ONE = ("l", "I", "|")


@dataclass(frozen=True, slots=True)
class Numbering:
    """The number of a line: its ``level`` (0 highest), its value as a word for identifiers, and where the words begin."""

    level: int
    name: str
    value: str
    shown: str
    words: int


def roman_value(number: str) -> int:
    """1..39 of a Roman number in capitals, 0 where the letters are no such number."""
    total = 0
    for place, letter in enumerate(number):
        value = _VALUES[letter]
        total += -value if place + 1 < len(number) and _VALUES[number[place + 1]] > value else value
    return total if number == _roman(total) else 0


def _roman(value: int) -> str:
    tens, ones = divmod(max(value, 0), 10)
    return "X" * tens + ("", "I", "II", "III", "IV", "V", "VI", "VII", "VIII", "IX")[ones]


def numbering_of(text: Text, line: Span, last: dict[int, str]) -> Numbering | None:
    """The numbering that opens ``line``, ``None`` for a plain one.

    ``last`` has the value last seen on each level that is still open: it tells "C." after "B." from a Roman number, and "l."
    after "k." from a 1 that scanning misread.
    """
    first = text.norm[line.start]
    if first in "PpCcMmĐđ":
        found = _headed(text, line)
        if found:
            return found
    if first.isupper() or first == "|":
        found = _capital(text, line, last)
        if found:
            return found
    for reader in (_decimal, _digit, _letter, _bullet, _counted):
        found = reader(text, line, last)
        if found:
            return found
    return None


def _made(level: int, value: str, shown: str, text: Text, line: Span, end: int, name: str = "") -> Numbering:
    while end < line.end and text.norm[end] == " ":
        end += 1
    return Numbering(level, name or _NAMES[level], value, shown, end)


def _headed(text: Text, line: Span) -> Numbering | None:
    match = _HEADED.match(text.norm, line.start, line.end)
    if not match:
        return None
    word, number = match.group("word").lower(), match.group("number")
    if word == "điều" and text.norm[match.end() - 1] not in ".:" and match.end() < line.end:
        return None  # "Điều 5 Luật An ninh" is prose
    level = _TITLE_WORD[word]
    if not match.group("word")[0].isupper():
        return None
    value = _ORDINALS.get(number.lower()) or (
        roman_value(number.upper()) if number.isalpha() and len(number) < 7 and set(number.upper()) <= set("IVX") else 0
    )
    return _made(level, str(value or number.lower()), number, text, line, match.end())


def _capital(text: Text, line: Span, last: dict[int, str]) -> Numbering | None:
    """A part: "II." or, where the row of letters goes on, "B."."""
    match = _CAPITAL.match(text.norm, line.start, line.end)
    if match:
        letter = match.group("number").lower()
        before = last.get(LETTERED_PART)
        if letter == "a" or (before and _follows(before, letter)):
            return _made(LETTERED_PART, letter, match.group("number"), text, line, match.end())
    match = _ROMAN.match(text.norm, line.start, line.end)
    value = roman_value(match.group("number")) if match else 0
    if match and value:
        if value == 1 and DIGIT not in last and _digit_two_follows(text, line):
            return _made(DIGIT, "1", "1", text, line, match.end())
        return _made(ROMAN, str(value), match.group("number"), text, line, match.end())
    return None


_NEXT_NUMBER = late(rf"\n[ \t]*(?:(?P<digit>\d{{1,2}})[.)/](?= ?[{UPPER}])|(?P<roman>I|II)[.)/](?= ?[{UPPER}]))")
_LOOK_AHEAD = 4000


def _digit_two_follows(text: Text, line: Span) -> bool:
    """Whether "I." is a misread "1.": the next number below it is a 2 in digits."""
    match = _NEXT_NUMBER.search(text.norm, line.end, min(len(text.norm), line.end + _LOOK_AHEAD))
    return bool(match) and match.group("digit") == "2"  # type: ignore[union-attr]


def _follows(before: str, letter: str) -> bool:
    """Whether ``letter`` comes next in the Vietnamese or the Latin alphabet, perhaps after one that was left out."""
    if before not in _LETTERS or letter not in _LETTERS:
        return False
    return 1 <= _LETTERS.index(letter) - _LETTERS.index(before) <= 2


def _decimal(text: Text, line: Span, last: dict[int, str]) -> Numbering | None:
    match = _DECIMAL.match(text.norm, line.start, line.end)
    if not match:
        return None
    return _made(DECIMAL, match.group("number").replace(".", "-"), match.group("number"), text, line, match.end())


def _digit(text: Text, line: Span, last: dict[int, str]) -> Numbering | None:
    match = _DIGIT.match(text.norm, line.start, line.end)
    if not match:
        return None
    number = match.group("number")
    if number in _MISREAD_ONE:
        if number == "l" and _follows(last.get(LETTER, "").replace("dd", "đ"), "l"):
            return None
        number = "1"
    return _made(DIGIT, str(int(number)), number, text, line, match.end())


def _letter(text: Text, line: Span, last: dict[int, str]) -> Numbering | None:
    match = _LETTER.match(text.norm, line.start, line.end)
    if not match:
        return None
    letter = match.group("number")
    return _made(LETTER, letter.replace("đ", "dd"), letter, text, line, match.end())


def _bullet(text: Text, line: Span, last: dict[int, str]) -> Numbering | None:
    match = _BULLET.match(text.norm, line.start, line.end)
    if not match:
        return None
    sign = match.group().strip()
    return _made(BULLET, "", sign, text, line, match.end(), "cong" if sign == "+" else "gach")


def _counted(text: Text, line: Span, last: dict[int, str]) -> Numbering | None:
    """ "Một là, …", "Thứ hai, …": points counted in words."""
    match = _COUNTED.match(text.norm, line.start, line.end)
    if not match:
        return None
    word = (match.group("word") or match.group("number")).lower()
    return _made(LETTER, str(_ORDINALS[word]), match.group().rstrip(" ,:"), text, line, match.end())
