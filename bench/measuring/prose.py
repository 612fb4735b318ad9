"""Long texts in the manner of the field, for measuring: never the same paragraph twice.

The reader skips lines that come again and again, and computers remember what they have just seen, so a text repeated until it
is long enough measures little. Here the sentences, list items, headings and tables of the texts in ``tests/reader/corpus``
are drawn by chance and put together anew, and everything in them that counts, dates or names a place or a paper is changed:

* a paragraph is two to six sentences, mostly of different texts, an item of a list is continued by a sentence of another;
  no two of them have the same words, even with numbers left out; headings and tables come again with other numbers;
* numbers are scaled by a factor of their paragraph, so that parts still belong to their wholes; percentages are drawn;
  groups of thousands, decimals and leading zeros stay as they were written, since that is what reading them costs;
* years, days and numbers of papers are drawn; names of provinces, districts and communes come from the register.

Furniture of web pages (menus, related news, counters) is left out: the reader skips it, which would make it look quicker.
The same size and seed give the same text, as long as the corpus is the same.
"""

from __future__ import annotations

import csv
import random
import re
import unicodedata
from collections.abc import Callable, Iterator
from functools import cache
from pathlib import Path

LONG = 130
"""A line of more characters is a paragraph; shorter ones are headings and rows of tables, which come again in any report."""
ROOT = Path(__file__).resolve().parents[2]
CORPUS = ROOT / "tests" / "reader" / "corpus"
REGISTER = ROOT / "binhyen" / "organisation" / "data"

_UPPER = "A-ZÀÁÂÃÈÉÊÌÍÒÓÔÕÙÚÝĂĐĨŨƠƯ" + "".join(c for c in map(chr, range(0x1EA0, 0x1EFA)) if c.isupper())
_SENTENCE_END = re.compile(rf"(?<=[.!?;…”\"]) +(?=[“\"]?[{_UPPER}0-9])")
_ITEM = re.compile(r"(?:[-+*•]|\d{1,2}[.)]|[a-zđ]\)) ?\S")
_FURNITURE = re.compile(
    r"liên quan|cùng chuyên mục|lượt (?:xem|đọc)|truy cập|bình luận|từ khóa|tags?:|trang chủ|đọc nhiều|xem nhiều|chia sẻ|cỡ chữ"
    r"|thích \(|trả lời|in trang|email|copyright|bản quyền|tin khác|tin mới|bài khác|»|>>|\d °C|\d{1,2}:\d\d",
    re.IGNORECASE,
)
# a directive's words about itself would make the whole text one; as a directive it is measured apart
_SPEAKS_OF_ITSELF = re.compile(r"(?:chỉ thị|kế hoạch|công điện|hướng dẫn|chương trình|quy chế) này", re.IGNORECASE)
_PLACES = {"tỉnh": "province", "huyện": "district", "quận": "district", "thị xã": "district"}
_PLACES |= {"xã": "commune", "phường": "commune", "thị trấn": "commune"}


@cache
def pieces() -> dict[str, list[str]]:
    """What texts are put together from: ``sentences``, ``items`` of lists, ``heads`` and whole ``tables``."""
    found: dict[str, list[str]] = {"sentences": [], "items": [], "heads": [], "tables": []}
    for path in sorted(CORPUS.rglob("*.txt")):
        rows: list[str] = []
        for line in (*path.read_text(encoding="utf-8").splitlines(), ""):
            if line.count("|") > 1 or line.count("\t") > 1:
                rows.append(line)
                continue
            if len(rows) > 1:
                found["tables"].append("\n".join(rows))
            rows = []
            _sort(line.strip(), found)
    return found


def _sort(line: str, found: dict[str, list[str]]) -> None:
    if len(line) < 12 or _FURNITURE.search(line) or _SPEAKS_OF_ITSELF.search(unicodedata.normalize("NFC", line)):
        return
    if _ITEM.match(line):
        found["items"].append(line)
    elif line[-1] in '.;!?…”"':
        found["sentences"] += [one for one in _SENTENCE_END.split(line) if len(one) > 20]
    elif len(line) < 110:
        found["heads"].append(line)


ORDINARY = 0.9
"""The share of sentences without a digit at which a text has some 5.5 figures a kB, more than real ones: 45 reports, news and
directives of the field had 0.8 to 4.5 by batch. The texts of the corpus are packed with what is hard: 12 to 13 a kB."""


def text(size: int, seed: int, plain: float = 0.0) -> str:
    """A text of ``size`` bytes of UTF-8 or one paragraph more; ``plain``: the share of sentences without a digit."""
    chance = random.Random(seed)
    made, length = [], 0
    for block in blocks(chance, plain):
        made.append(block)
        length += len(block.encode()) + 1
        if length >= size:
            return "\n".join(made) + "\n"
    raise AssertionError("blocks never end")


def blocks(chance: random.Random, plain: float = 0.0) -> Iterator[str]:
    """Paragraphs, lists, headings and tables without end; no long line has the words of an earlier one."""
    seen: set[str] = set()
    while True:
        block = _vary(chance, _block(chance, plain))
        long = {bare(line) for line in block.split("\n") if len(line) > LONG}
        if not long & seen:
            seen |= long
            yield block


def bare(line: str) -> str:
    """A line without its digits: two that are alike in this differ in numbers at most."""
    return re.sub(r"\d", "", line)


def _block(chance: random.Random, plain: float) -> str:
    held, kind = pieces(), chance.random()
    if kind < 0.22:
        heads = (
            f"{head} ở xã {_name(chance, 'commune')}" for head in chance.sample(held["heads"], chance.randrange(1, 4))
        )
        return "\n".join((*heads, _paragraph(chance, plain)))
    if kind < 0.22 + 0.15 * (1 - plain):
        items = chance.sample(held["items"], chance.randrange(2, 6))
        return "\n".join(f"{item} {chance.choice(held['sentences'])}" for item in items)
    if kind < 0.22 + 0.18 * (1 - plain):
        return _paragraph(chance, plain) + "\n" + chance.choice(held["tables"])
    return _paragraph(chance, plain)


def _paragraph(chance: random.Random, plain: float) -> str:
    count = chance.randrange(2, 7)
    added = sum(chance.random() < plain for _ in range(count)) if plain else 0
    drawn = chance.sample(pieces()["sentences"], count - added) + chance.sample(_plain(), added)
    if added:
        chance.shuffle(drawn)
    return " ".join(drawn)


@cache
def _plain() -> list[str]:
    return [one for one in pieces()["sentences"] if not re.search(r"\d", one)]


# What is changed


@cache
def _register() -> dict[str, list[str]]:
    """The names of the register by level, before July 2025."""
    files = {"province": "provinces-2008-08-01", "district": "districts-2025-03-01", "commune": "communes-2025-03-01"}
    found = {}
    for level, name in files.items():
        with (REGISTER / f"{name}.csv").open(encoding="utf-8", newline="") as file:
            found[level] = sorted({row["name"] for row in csv.DictReader(file) if not row["name"].isdecimal()})
    return found


def _name(chance: random.Random, level: str) -> str:
    return chance.choice(_register()[level])


@cache
def _changing() -> re.Pattern[str]:
    """Everything that is changed, longest readings first."""
    provinces = "|".join(sorted(_register()["province"], key=len, reverse=True))
    word = rf"[{_UPPER}][^\W\d_]+"
    return re.compile(
        r"(?P<date>\b\d{1,2}([/.-])\d{1,2}\2(?:19|20)\d\d\b)"
        r"|(?P<years>\b(?:19|20)\d\d ?[-–] ?(?:19|20)\d\d\b)"
        r"|(?P<paper>\b\d{1,4}(?=[-/][A-ZĐ]{2}))"
        r"|(?P<year>\b(?:19|20)\d\d\b(?![.,]\d))"
        r"|(?P<day>(?<=ngày )\d{1,2}[/-]\d{1,2}\b)"
        r"|(?P<share>\b\d{1,3}(?:[.,]\d{1,2})?(?= ?%))"
        r"|(?P<number>\b\d+(?:[.,]\d+)*\b)"
        rf"|(?P<level>\b(?:{'|'.join(_PLACES)})) (?P<name>{word}(?: {word}){{0,3}})"
        rf"|(?P<province>\b(?:{provinces})\b)"
    )


def _vary(chance: random.Random, block: str) -> str:
    factor = chance.uniform(0.4, 3.0)

    def change(match: re.Match[str]) -> str:
        kind = match.lastgroup or ""
        if kind == "name":
            return f"{match.group('level')} {_name(chance, _PLACES[match.group('level')])}"
        return _CHANGES[kind](chance, match.group(), factor)

    return _changing().sub(change, block)


def _of(chance: random.Random, most: int, given: str) -> str:
    drawn = chance.randrange(1, most + 1)
    return f"{drawn:02}" if given.startswith("0") else str(drawn)


def _date(chance: random.Random, given: str, factor: float) -> str:
    mark = re.sub(r"\d", "", given)[0]
    return f"{_day(chance, given, factor)}{mark}{chance.randrange(2005, 2027)}"


def _day(chance: random.Random, given: str, factor: float) -> str:
    return f"{_of(chance, 28, given)}{re.sub('[0-9]', '', given)[0]}{chance.randrange(1, 13)}"


def _paper(chance: random.Random, given: str, factor: float) -> str:
    return _of(chance, 400, given)


def _year(chance: random.Random, given: str, factor: float) -> str:
    return str(chance.randrange(2001, 2027))


def _province(chance: random.Random, given: str, factor: float) -> str:
    return _name(chance, "province")


def _years(chance: random.Random, given: str, factor: float) -> str:
    first = chance.randrange(2001, 2021)
    return f"{first}{given[4:-4]}{first + chance.randrange(1, 7)}"


def _share(chance: random.Random, given: str, factor: float) -> str:
    whole, mark, rest = given.partition("," if "," in given else ".")
    drawn = _of(chance, 99, whole)
    return f"{drawn}{mark}{chance.randrange(1, 10 ** len(rest)):0{len(rest)}}" if rest else drawn


def _number(chance: random.Random, given: str, factor: float) -> str:
    """The number times the factor, written as it was: "1.474" as groups, "8,5" with its decimals, "05" with its zero."""
    mark = next((c for c in given if c in ".,"), "")
    parts = re.split(r"[.,]", given)
    if mark and not all(len(part) == 3 for part in parts[1:]):
        return f"{max(1, round(int(parts[0]) * factor))}{mark}{chance.randrange(1, 10 ** len(parts[-1])):0{len(parts[-1])}}"
    scaled = max(1, round(int("".join(parts)) * factor))
    if mark:
        return f"{max(scaled, 1001):,}".replace(",", mark)
    return f"{scaled:02}" if given.startswith("0") else str(scaled)


_CHANGES: dict[str, Callable[[random.Random, str, float], str]] = {
    "date": _date, "day": _day, "paper": _paper, "year": _year, "years": _years, "share": _share, "number": _number,
    "province": _province,
}  # fmt: skip
