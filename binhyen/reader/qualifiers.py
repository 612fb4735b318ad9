"""Hedges: the words before and after a number, and how they are kept.

The reader and its JSON use the words of the annotation (``from``, ``to``, ``percent_of``); figures use their own.
"""

from __future__ import annotations

from binhyen.reader.late import late

# word of the reader -> qualifier of a cell (figures.rules)
TO_CELL = {
    "exact": "exact",
    "percent_of": "exact",
    "over": "over",
    "from": "at_least",
    "nearly": "nearly",
    "to": "at_most",
    "about": "about",
    "range": "range",
    "tens": "tens",
    "hundreds": "hundreds",
    "thousands": "thousands",
    "tens_of_thousands": "thousands",
    "hundreds_of_thousands": "thousands",
    "millions": "thousands",
}

_BEFORE = (
    ("to", "không vượt quá|không được quá|không quá|tối đa là|tối đa|nhiều nhất là|nhiều nhất|chưa đến|chưa tới|chưa được|chưa đầy|không đến|không tới|dưới"),
    ("from", "không ít hơn|không dưới|không thấp hơn|ít nhất là|ít nhất|tối thiểu là|tối thiểu|chí ít"),
    ("about", "trên dưới|vào khoảng|khoảng chừng|ước khoảng|ước tính khoảng|ước đạt khoảng|ước tính trị giá|ước trị giá|trị giá ước|ước tính|ước đạt|ước|khoảng|xấp xỉ|chừng|áng chừng|độ chừng"),
    ("nearly", "suýt soát|gần đến|gần tới|gần|ngót nghét|ngót"),
    ("over", "trên|hơn|quá"),
)  # fmt: skip
_HEDGE = late(
    r"(?<!\w)(?:"
    + "|".join(f"(?P<{name if name != 'from' else 'least'}>{words})" for name, words in _BEFORE)
    + r")[ ]+$"
)
_LAST_WORDS = tuple({hedge.split(" ")[-1] for _, words in _BEFORE for hedge in words.split("|")})
_COMPARISON = late(r"(?:nhiều|cao|ít|thấp|lớn|nhỏ|kém|đông|tốt|sớm|muộn|nặng|nhẹ|dài|ngắn) $")
_AFTER = late(r"[ ]{0,2}(?:trở (?P<up>lên)|trở (?P<down>xuống))(?!\w)")
_REACH = 24
_REFUSED = late(r"(?:không|chưa|chớ)(?: [^\W\d_]+){0,3} $")  # "không phát sinh quá hai vụ" bounds from above


def hedge_before(low: str, start: int, floor: int) -> tuple[str | None, int]:
    """The hedge that ends right before ``start`` (not before ``floor``): its word and where it begins."""
    base = max(floor, start - _REACH)
    before = low[base:start]
    match = _HEDGE.search(before) if before.rstrip(" ").endswith(_LAST_WORDS) else None
    if not match:
        return None, start
    name = match.lastgroup or ""
    begin = base + match.start()
    if low.startswith("quá", begin) and _REFUSED.search(low[max(floor, begin - 32) : begin]):
        name = "to"
    if name == "over" and low.startswith("hơn", begin) and _COMPARISON.search(low[max(floor, begin - 8) : begin]):
        return None, start
    return ("from" if name == "least" else name), begin


def hedge_after(low: str, end: int) -> tuple[str | None, int]:
    """The hedge that follows the number or its unit: "trở lên" gives ``from``, "trở xuống" gives ``to``."""
    match = _AFTER.match(low, end) if "trở " in low[end : end + 6] else None
    if not match:
        return None, end
    return ("from" if match.group("up") else "to"), match.end()
